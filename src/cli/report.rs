//! `ebb report`: the weeks as one page that can be printed.

use std::io::Write as _;
use std::path::PathBuf;

use crate::cli::{CommandError, Context, export};
use crate::{papers, plan};

/// Where to write it, and what goes along.
#[derive(Debug, clap::Args)]
pub struct ReportArgs {
    /// The file to write
    #[arg(value_name = "FILE.html")]
    pub file: PathBuf,
    /// With notes, ratings, goals, and the reasons of stops and pauses
    #[arg(long)]
    pub private: bool,
    /// Write over an earlier page of this name
    #[arg(long)]
    pub replace: bool,
}

/// Writes the page, and says that it is not encrypted.
///
/// # Errors
/// When the journal cannot be read, a file of this name is not to be replaced, or it cannot be written.
pub fn run(args: &ReportArgs, context: &Context) -> Result<(), CommandError> {
    let snapshot = context.read_journal()?;
    let today = plan::practice_day(Context::now(), snapshot.day_start_min());
    let (existing, private) = (export::existing(args.replace), export::private(args.private));
    papers::report(&args.file, existing, &snapshot, today, private)?;
    context.write(|out| writeln!(out, "{}: this file is not encrypted", args.file.display()))
}
