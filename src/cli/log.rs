//! `ebb log`: the journal's entries.

use crate::cli::{Context, Failure};

/// How to print them.
#[derive(Debug, clap::Args)]
pub struct LogArgs {
    /// As CSV, for scripts
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// As JSON, for scripts
    #[arg(long)]
    pub json: bool,
}

/// Prints the entries that are not deleted.
///
/// # Errors
/// When the journal cannot be read.
pub fn run(_args: &LogArgs, _context: &Context) -> Result<(), Failure> {
    Err(Failure::Machine("the journal is not part of this build".into()))
}
