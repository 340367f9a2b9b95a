//! `ebb check`: everything that is wrong with session files.

use std::io::Write as _;
use std::path::PathBuf;

use crate::catalogue;
use crate::cli::{CommandError, Context};

/// Which files.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// Session files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// Prints every problem of every file, sorted by place; nothing for a file that is fine.
///
/// # Errors
/// [`CommandError::Told`] when any file is wrong.
pub fn run(args: &CheckArgs, context: &Context) -> Result<(), CommandError> {
    let wrong: Vec<String> = args.files.iter().filter_map(|file| catalogue::open(file).err()).collect();
    if wrong.is_empty() {
        return Ok(());
    }
    context.write(|out| wrong.iter().try_for_each(|text| out.write_all(text.as_bytes())))?;
    Err(CommandError::Told)
}
