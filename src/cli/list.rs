//! `ebb list`: the catalogue.

use crate::cli::{Context, Failure};

/// How to list.
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// As JSON, for scripts
    #[arg(long)]
    pub json: bool,
}

/// Prints every session, also those that do not load.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(_args: &ListArgs, _context: &Context) -> Result<(), Failure> {
    Ok(())
}
