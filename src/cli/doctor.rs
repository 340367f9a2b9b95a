//! `ebb doctor`: versions, sound, data folder, integrity of the journal.

use crate::cli::{Context, Failure};

/// Nothing to choose.
#[derive(Debug, clap::Args)]
pub struct DoctorArgs {}

/// Prints what Ebb finds on this computer.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(_args: &DoctorArgs, _context: &Context) -> Result<(), Failure> {
    Err(Failure::Machine("the journal is not part of this build".into()))
}
