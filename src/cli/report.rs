//! `ebb report`: the weeks as one page that can be printed.

use std::io::Write as _;
use std::path::PathBuf;

use crate::cli::{Context, Failure, export};
use crate::{papers, plan};

/// Where to write it, and what goes along.
#[derive(Debug, clap::Args)]
pub struct ReportArgs {
    /// The file to write
    #[arg(value_name = "FILE.html")]
    pub file: PathBuf,
    /// With notes, ratings and the reasons of stops and pauses
    #[arg(long)]
    pub private: bool,
}

/// Writes the page, and says that it is not encrypted.
///
/// # Errors
/// When the journal cannot be read, or the file cannot be written.
pub fn run(args: &ReportArgs, context: &Context) -> Result<(), Failure> {
    let snapshot = context.read_journal()?;
    let today = plan::practice_day(Context::now(), snapshot.day_start_min());
    papers::report(&args.file, &snapshot, today, export::private(args.private))?;
    context.write(|out| writeln!(out, "{}: this file is not encrypted", args.file.display()))
}
