//! `ebb week`: the plan's week, done against required.

use crate::cli::{Context, Failure};

/// Which weeks, and how to print them.
#[derive(Debug, clap::Args)]
pub struct WeekArgs {
    /// As JSON, for scripts
    #[arg(long)]
    pub json: bool,
    /// The day treated as today
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<chrono::NaiveDate>,
    /// This many weeks up to that one, oldest first
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=5_000))]
    pub last: Option<u32>,
}

/// Prints the week.
///
/// # Errors
/// When the journal cannot be read.
pub fn run(_args: &WeekArgs, _context: &Context) -> Result<(), Failure> {
    Err(Failure::Machine("the journal is not part of this build".into()))
}
