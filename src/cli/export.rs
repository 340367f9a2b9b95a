//! `ebb export`: the whole journal as a file, or its entries and weeks as tables.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::cli::{Context, Failure, paper};
use crate::exchange::{Private, entries_csv, weeks_csv};
use crate::plan;

/// Every export begins so: it tells an earlier one from a file of something else.
const HEAD: &str = "{\n  \"ebb\": ";
const ENTRIES: (&str, &str) = ("entries.csv", "id,practice,day,start,");
const WEEKS: (&str, &str) = ("weeks.csv", "from,to,practice,kind,");

/// Where to write what.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    /// The file to write the whole journal to, notes and ratings with it
    #[arg(value_name = "FILE.json", required_unless_present = "csv", conflicts_with_all = ["csv", "private"])]
    pub file: Option<PathBuf>,
    /// Write entries.csv and weeks.csv into this folder instead
    #[arg(long, value_name = "DIR")]
    pub csv: Option<PathBuf>,
    /// With notes, ratings and the reasons of stops
    #[arg(long, requires = "csv")]
    pub private: bool,
}

/// Writes the export, and says that it is not encrypted.
///
/// # Errors
/// When the journal cannot be read, or the files cannot be written.
pub fn run(args: &ExportArgs, context: &Context) -> Result<(), Failure> {
    match (&args.csv, &args.file) {
        (Some(folder), _) => tables(folder, private(args.private), context),
        (None, Some(file)) => whole(file, context),
        (None, None) => Err(Failure::Usage("name a file, or a folder with --csv".into())),
    }
}

/// As a flag says.
pub(super) fn private(asked: bool) -> Private {
    if asked { Private::Taken } else { Private::Left }
}

fn whole(file: &Path, context: &Context) -> Result<(), Failure> {
    let book = context.read_book()?;
    paper::write(file, HEAD, book.to_json().as_bytes())?;
    let entries = book.entries().count();
    let shown = file.display();
    context.write(|out| match entries {
        1 => writeln!(out, "{shown}: 1 entry, and the plan; this file is not encrypted"),
        _ => writeln!(out, "{shown}: {entries} entries, and the plan; this file is not encrypted"),
    })
}

fn tables(folder: &Path, private: Private, context: &Context) -> Result<(), Failure> {
    let snapshot = context.read_journal()?;
    let now = context.now();
    let today = plan::practice_day(now, snapshot.day_start_min());
    let plan = snapshot.plan(today);
    let (mut entries, mut weeks) = (Vec::new(), Vec::new());
    entries_csv(&mut entries, &snapshot.entries, private).map_err(|error| Failure::Machine(error.to_string()))?;
    weeks_csv(&mut weeks, &plan, &snapshot.entries, today).map_err(|error| Failure::Machine(error.to_string()))?;
    paper::folder(folder)?;
    for ((name, head), bytes) in [(ENTRIES, entries), (WEEKS, weeks)] {
        let path = folder.join(name);
        paper::write(&path, head, &bytes)?;
        context.write(|out| writeln!(out, "{}: this file is not encrypted", path.display()))?;
    }
    Ok(())
}
