//! `ebb import`: another journal's export is merged into this one.

use std::io::{self, Write as _};
use std::path::PathBuf;

use crate::cli::{Context, Failure};
use crate::exchange::Book;
use crate::journal::Imported;
use crate::plan::{self, Entry};

/// The longest file that is read. A hundred years of entries, a hundred a day, are shorter.
const LONGEST: u64 = 2 << 30;

const NO_EXPORT: &str = "; this is no file that `ebb export` wrote, which begins with { \"ebb\": 1";

/// What to read.
#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// A file that `ebb export` wrote
    #[arg(value_name = "FILE.json")]
    pub file: PathBuf,
}

/// Merges the file into the journal after a backup: all of it or nothing.
///
/// # Errors
/// The first mistake in the file, with its place; when a window has the journal open; when it cannot be read or
/// written. Nothing is changed then.
pub fn run(args: &ImportArgs, context: &Context) -> Result<(), Failure> {
    let shown = args.file.display();
    let bytes = read(args)?;
    let theirs = Book::from_json(&bytes).map_err(|mistake| {
        let what = if looks_like_an_export(&bytes) { "" } else { NO_EXPORT };
        Failure::Input(format!("{shown}:{mistake}{what}, nothing was changed"))
    })?;
    let mut journal = context.open_journal()?;
    let today = plan::practice_day(Context::now(), journal.read()?.day_start_min());
    let done = journal.import(&theirs, today)?;
    context.write(|out| {
        writeln!(out, "{shown}: {}.", sentence(&done))?;
        if let Some(backup) = &done.backup {
            writeln!(out, "The journal as it was is kept as {backup}.")?;
        }
        if !done.alike.is_empty() {
            writeln!(out, "Perhaps the same session twice; both are kept, until you delete one:")?;
        }
        done.alike.iter().try_for_each(|(one, other)| writeln!(out, "  {}; {}", line(one), line(other)))
    })
}

fn read(args: &ImportArgs) -> Result<Vec<u8>, Failure> {
    let shown = args.file.display();
    let cannot = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => {
            Failure::Input(format!("{shown} cannot be read: there is no such file, nothing was changed"))
        }
        io::ErrorKind::IsADirectory => Failure::Input(format!(
            "{shown} cannot be read: it is a folder; name a file that `ebb export` wrote, nothing was changed"
        )),
        _ => Failure::Machine(format!("{shown} cannot be read: {error}, nothing was changed")),
    };
    let about = std::fs::metadata(&args.file).map_err(cannot)?;
    if about.len() > LONGEST {
        return Err(Failure::Input(format!("{shown} is longer than any export, nothing was changed")));
    }
    #[expect(clippy::disallowed_methods, reason = "the file that the command line names")]
    std::fs::read(&args.file).map_err(cannot)
}

/// Whether a file begins as one of ours does, as far as a person could have edited it.
fn looks_like_an_export(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    head.trim_start_matches('\u{feff}').trim_start().starts_with('{') && head.contains("\"ebb\"")
}

fn sentence(done: &Imported) -> String {
    if (done.added, done.changed, done.deleted) == (0, 0, 0) {
        return "nothing in it is new".to_owned();
    }
    format!("{} added, {} changed, {} deleted", done.added, done.changed, done.deleted)
}

fn line(entry: &Entry) -> String {
    let start = entry.start.map_or_else(String::new, |start| start.format(" %H:%M").to_string());
    format!("{} {}{start} ({})", entry.practice, entry.day, entry.id)
}
