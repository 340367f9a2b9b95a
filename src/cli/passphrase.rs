//! `ebb passphrase`: set, change or remove what the journal is encrypted with.

use std::io::Write as _;

use crate::cli::{CommandError, Context};
use crate::journal::{self, Journal, JournalError, Passphrase, Resealed};

/// What to do with it.
#[derive(Debug, clap::Args)]
pub struct PassphraseArgs {
    #[command(subcommand)]
    deed: PassphraseCommand,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::Subcommand)]
enum PassphraseCommand {
    /// Encrypt the journal and its backups
    ///
    /// The passphrase comes from a prompt, twice; or from `EBB_PASSPHRASE`; or, with --passphrase-stdin, from the first
    /// line of standard input. Whoever forgets it has lost the journal: nobody can open it without.
    Set,
    /// Encrypt them with another passphrase
    ///
    /// The present one comes from a prompt, `EBB_PASSPHRASE`, or the first line of standard input; the new one from a
    /// prompt, `EBB_NEW_PASSPHRASE`, or the second line.
    Change,
    /// Decrypt them
    Remove,
}

/// Sets, changes or removes the passphrase, and says what became of the backups.
///
/// # Errors
/// When a window has the journal open, a passphrase is missing or wrong, a file cannot be written, or a backup could not
/// be encrypted yet.
pub fn run(args: &PassphraseArgs, context: &Context) -> Result<(), CommandError> {
    context.is_free()?;
    let has_one = journal::needs_passphrase(context.data()?);
    let secrets = context.secrets();
    let (present, new) = match (args.deed, has_one) {
        (PassphraseCommand::Set, true) => return Err(JournalError::Sealed.into()),
        (PassphraseCommand::Change | PassphraseCommand::Remove, false) => return Err(JournalError::NotSealed.into()),
        (PassphraseCommand::Set, false) => (None, Some(secrets.first()?)),
        (PassphraseCommand::Change, true) => {
            let (present, new) = secrets.present_and_new()?;
            (Some(present), Some(new))
        }
        (PassphraseCommand::Remove, true) => (Some(secrets.present()?), None),
    };
    let done = reseal(context, present.as_ref(), new)?;
    context.write(|out| {
        writeln!(out, "{}", sentence(args.deed))?;
        done.lines().iter().try_for_each(|line| writeln!(out, "{line}"))
    })?;
    done.unfinished().map_or(Ok(()), |why| Err(CommandError::Machine(why)))
}

fn reseal(context: &Context, present: Option<&Passphrase>, new: Option<Passphrase>) -> Result<Resealed, CommandError> {
    let mut journal = Journal::open_for_writing(context.data()?, present)?;
    Ok(journal.reseal(present, new)?)
}

fn sentence(deed: PassphraseCommand) -> &'static str {
    match deed {
        PassphraseCommand::Set => {
            "The journal is encrypted. Keep the passphrase: without it nobody can open the journal, and nobody can \
             bring it back."
        }
        PassphraseCommand::Change => "The journal has its new passphrase.",
        PassphraseCommand::Remove => "The journal has no passphrase any more: whoever can read its file can read it.",
    }
}
