//! `ebb backup`: the copies of the journal, and putting one in its place.

use std::io::Write as _;

use crate::cli::{CommandError, Context};
use crate::journal::{self, Journal};

/// What to do with them.
#[derive(Debug, clap::Args)]
pub struct BackupArgs {
    #[command(subcommand)]
    deed: BackupCommand,
}

#[derive(Clone, Debug, PartialEq, Eq, clap::Subcommand)]
enum BackupCommand {
    /// Print the backups there are, newest first
    List,
    /// Put a backup in the journal's place, after a backup of what is there
    Restore {
        /// Its name, as `ebb backup list` prints it
        name: String,
    },
}

/// Lists the backups, or restores one.
///
/// # Errors
/// When a window has the journal open, there is no such backup, a passphrase is missing or wrong, or a file cannot be
/// read or written.
pub fn run(args: &BackupArgs, context: &Context) -> Result<(), CommandError> {
    match &args.deed {
        BackupCommand::List => list(context),
        BackupCommand::Restore { name } => restore(name, context),
    }
}

fn list(context: &Context) -> Result<(), CommandError> {
    let backups = journal::backups(context.data()?)?;
    context.write(|out| {
        if backups.is_empty() {
            return writeln!(out, "There is no backup yet: one is made with the first entry of each day.");
        }
        let widest = backups.iter().map(|backup| backup.name.len()).max().unwrap_or_default();
        backups.iter().try_for_each(|backup| {
            let sealed = if backup.sealed { ", encrypted" } else { "" };
            let kib = backup.bytes.div_ceil(1_024);
            writeln!(out, "{:<widest$}  {kib:>6} KiB  {}{sealed}", backup.name, backup.kind)
        })
    })
}

fn restore(name: &str, context: &Context) -> Result<(), CommandError> {
    let data = context.data()?;
    context.is_free()?;
    let sealed = journal::backups(data)?.iter().any(|backup| backup.name == name && backup.sealed);
    // A journal whose backups have no passphrase has none to be asked for: its beginning is damaged.
    let needed = sealed || journal::needs_passphrase(data) && journal::spare_backup(data).is_none();
    let passphrase = if needed { Some(context.secrets().present()?) } else { None };
    let mut journal = Journal::take(data)?;
    if let Some(passphrase) = &passphrase {
        // It may be that of the backup only, and the journal may be past opening: restoring finds out.
        let _ = journal.unlock(passphrase.clone());
    }
    let restored = journal.restore(name, passphrase.as_ref())?;
    context.write(|out| {
        writeln!(out, "{name} is the journal now.")?;
        match restored.kept {
            Some(kept) => writeln!(out, "What was there is kept as {kept}."),
            None => writeln!(out, "There was no journal before."),
        }
    })
}
