//! `ebb import`: another journal's export is merged into this one.

use std::io::Write as _;
use std::path::PathBuf;

use crate::cli::{CommandError, Context};
use crate::journal::Imported;
use crate::papers;
use crate::plan::{self, Entry};

/// What to read.
#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// A file that `ebb export` wrote, or with entries that could not be saved
    #[arg(value_name = "FILE.json")]
    pub file: PathBuf,
}

/// Merges the file into the journal after a backup: all of it or nothing.
///
/// # Errors
/// The first mistake in the file, with its place; when a window has the journal open; when it cannot be read or
/// written. Nothing is changed then.
pub fn run(args: &ImportArgs, context: &Context) -> Result<(), CommandError> {
    let shown = args.file.display();
    let theirs = papers::read(&args.file)?;
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
