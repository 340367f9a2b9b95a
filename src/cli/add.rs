//! `ebb add`: own sessions into the data folder.

use std::io::Write as _;
use std::path::PathBuf;

use crate::catalogue::{AddError, Added, Before, add};
use crate::cli::{CommandError, Context, export};

/// Which files, and what becomes of those with the same names.
#[derive(Debug, clap::Args)]
pub struct AddArgs {
    /// Session files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Put them in the place of own sessions of the same names
    #[arg(long)]
    pub replace: bool,
}

/// Checks all files, then copies them, and says where each one is.
///
/// # Errors
/// [`CommandError::Told`] when any file is wrong: nothing is copied then. [`CommandError::Machine`] when the disk refuses.
pub fn run(args: &AddArgs, context: &Context) -> Result<(), CommandError> {
    let existing = export::existing(args.replace);
    match add(&args.files, &context.data()?.sessions(), existing) {
        Ok(added) => tell(&added, context),
        Err(AddError::Wrong(text)) => {
            context.write(|out| out.write_all(text.as_bytes()))?;
            Err(CommandError::Told)
        }
        Err(AddError::Disk { why, added }) => {
            tell(&added, context)?;
            Err(CommandError::Machine(why))
        }
    }
}

fn tell(added: &[Added], context: &Context) -> Result<(), CommandError> {
    context.write(|out| {
        added.iter().try_for_each(|Added { name, path, before }| {
            let done = match before {
                Before::Nothing => "added",
                Before::Same => "already there",
                Before::Other => "replaced",
            };
            writeln!(out, "{name}: {done}, {}", path.display())
        })
    })
}
