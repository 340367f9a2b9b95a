//! `ebb export`: the whole journal as a file, or its entries and weeks as tables.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::catalogue::Existing;
use crate::cli::{CommandError, Context};
use crate::exchange::Private;
use crate::{papers, plan};

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
    /// Write over earlier exports of these names
    #[arg(long)]
    pub replace: bool,
}

/// Writes the export, and says that it is not encrypted.
///
/// # Errors
/// When the journal cannot be read, files of these names are not to be replaced, or they cannot be written.
pub fn run(args: &ExportArgs, context: &Context) -> Result<(), CommandError> {
    match (&args.csv, &args.file) {
        (Some(folder), _) => tables(folder, existing(args.replace), private(args.private), context),
        (None, Some(file)) => whole(file, existing(args.replace), context),
        (None, None) => Err(CommandError::Usage("name a file, or a folder with --csv".into())),
    }
}

/// As a flag says.
pub(super) fn private(asked: bool) -> Private {
    if asked { Private::TAKEN } else { Private::LEFT }
}

/// As a flag says.
pub(super) fn existing(replace: bool) -> Existing {
    if replace { Existing::Replace } else { Existing::Keep }
}

fn whole(file: &Path, existing: Existing, context: &Context) -> Result<(), CommandError> {
    let book = context.read_book()?;
    papers::whole(file, existing, &book)?;
    let entries = book.entries().count();
    let shown = file.display();
    context.write(|out| match entries {
        1 => writeln!(out, "{shown}: 1 entry, and the plan; this file is not encrypted"),
        _ => writeln!(out, "{shown}: {entries} entries, and the plan; this file is not encrypted"),
    })
}

fn tables(folder: &Path, existing: Existing, private: Private, context: &Context) -> Result<(), CommandError> {
    let snapshot = context.read_journal()?;
    let now = Context::now();
    let today = plan::practice_day(now, snapshot.day_start_min());
    for path in papers::tables(folder, existing, &snapshot, today, private)? {
        context.write(|out| writeln!(out, "{}: this file is not encrypted", path.display()))?;
    }
    Ok(())
}
