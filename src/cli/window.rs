//! `ebb`: the window.

use crate::cli::{Context, Failure};

/// Opens the window.
///
/// # Errors
/// When there is no display.
pub fn run(_context: &Context) -> Result<(), Failure> {
    Err(Failure::Machine("the window is not part of this build".into()))
}
