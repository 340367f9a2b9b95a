//! `ebb calibrate`: flash and click together, to set the sound delay.

use crate::cli::{Context, Failure};

/// Nothing to choose yet.
#[derive(Debug, clap::Args)]
pub struct CalibrateArgs {}

/// Flashes and clicks once a second until the user is content.
///
/// # Errors
/// When there is no display.
pub fn run(_args: &CalibrateArgs, _context: &Context) -> Result<(), Failure> {
    Err(Failure::Machine("calibrating is not part of this build".into()))
}
