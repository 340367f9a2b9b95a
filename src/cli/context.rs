//! What every command has at hand: the data folder, standard output, the sessions.

use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use crate::catalogue::{self, Catalogue, Programme};
use crate::cli::{CommandError, Secrets, plain};
use crate::data::DataDir;
use crate::exchange::Book;
use crate::journal::{self, Journal, JournalError, Keeper, Passphrase, Snapshot};
use crate::settings::{self, Settings};
use crate::wake::Wake;

/// What every command has at hand.
#[derive(Debug)]
pub struct Context {
    data: Option<DataDir>,
    secrets: Secrets,
}

impl Context {
    /// The context of one call; without a folder, or with one that has no name, the platform's.
    pub fn new(data_dir: Option<OsString>, secrets: Secrets) -> Self {
        let named = data_dir.filter(|folder| !folder.is_empty());
        Self { data: named.map(DataDir::at).or_else(DataDir::of_platform), secrets }
    }

    /// Where passphrases come from.
    pub fn secrets(&self) -> Secrets {
        self.secrets
    }

    /// The journal's passphrase, asked for only where it has one.
    ///
    /// # Errors
    /// [`CommandError::Input`] when nobody can be asked, or what is given is no passphrase.
    pub fn passphrase(&self) -> Result<Option<Passphrase>, CommandError> {
        if journal::needs_passphrase(self.data()?) { self.secrets.present().map(Some) } else { Ok(None) }
    }

    /// What is in the journal, read beside a window that may have it open.
    ///
    /// # Errors
    /// When it cannot be read, or its passphrase is wrong or missing.
    pub fn read_journal(&self) -> Result<Snapshot, CommandError> {
        Ok(journal::read(self.data()?, self.passphrase()?.as_ref())?)
    }

    /// All of the journal, tombstones too, read as by [`Self::read_journal`].
    ///
    /// # Errors
    /// As [`Self::read_journal`].
    pub fn read_book(&self) -> Result<Book, CommandError> {
        Ok(journal::book(self.data()?, self.passphrase()?.as_ref())?)
    }

    /// The journal, open for writing.
    ///
    /// # Errors
    /// When another Ebb has it open, it cannot be opened, or its passphrase is wrong or missing.
    pub fn open_journal(&self) -> Result<Journal, CommandError> {
        self.is_free()?;
        Ok(Journal::open_for_writing(self.data()?, self.passphrase()?.as_ref())?)
    }

    /// The journal, open for writing on a thread of its own; whether it could be opened shows there.
    ///
    /// # Errors
    /// When another Ebb has it open, or its passphrase is missing.
    pub fn keep_journal(&self) -> Result<Keeper, CommandError> {
        self.is_free()?;
        Ok(Keeper::open_with(self.data()?, self.passphrase()?, Wake::nobody()))
    }

    /// Nobody is asked for a passphrase that would be of no use.
    ///
    /// # Errors
    /// [`CommandError::Machine`] when another Ebb has the journal open.
    pub fn is_free(&self) -> Result<(), CommandError> {
        if journal::is_in_use(self.data()?) { Err(JournalError::InUse.into()) } else { Ok(()) }
    }

    /// The data folder, which need not exist yet.
    ///
    /// # Errors
    /// [`CommandError::Machine`] when none was named and the platform has none either.
    pub fn data(&self) -> Result<&DataDir, CommandError> {
        let none =
            || CommandError::Machine("there is no data folder on this computer: name one with --data-dir".into());
        self.data.as_ref().ok_or_else(none)
    }

    /// What time it is here.
    #[expect(clippy::disallowed_methods, reason = "this is where the command line asks what time it is")]
    pub fn now() -> DateTime<FixedOffset> {
        chrono::Local::now().fixed_offset()
    }

    /// Writes text to standard output: what a terminal would obey in it is shown.
    ///
    /// # Errors
    /// [`CommandError::OutputClosed`] when whoever reads it has gone, else [`CommandError::Machine`].
    pub fn write(&self, write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Result<(), CommandError> {
        made(write).and_then(|made| print(plain::text(&String::from_utf8_lossy(&made)).as_bytes()))
    }

    /// Writes data for scripts to standard output: as it is, but for a terminal as by [`Self::write`].
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn write_data(&self, write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Result<(), CommandError> {
        if io::stdout().is_terminal() { self.write(write) } else { made(write).and_then(|made| print(&made)) }
    }

    /// Writes a value for scripts to standard output, as JSON.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn write_json(&self, value: &impl Serialize) -> Result<(), CommandError> {
        let json = serde_json::to_string_pretty(value).map_err(|error| CommandError::Machine(error.to_string()))?;
        self.write(|out| writeln!(out, "{}", plain::json(&json)))
    }

    /// The sessions there are: shipped ones, and the user's own where there is a data folder.
    pub fn catalogue(&self) -> Catalogue {
        match &self.data {
            Some(data) => Catalogue::load(&data.sessions()),
            None => Catalogue::shipped(),
        }
    }

    /// What the user chose, and what was wrong with the file; the defaults where there is no data folder.
    pub fn settings(&self) -> settings::Found {
        self.data.as_ref().map(Settings::load).unwrap_or_default()
    }

    /// The session that a command line names: with a `/` or ending in `.ron` a file, else a name of the catalogue.
    ///
    /// # Errors
    /// [`CommandError::Input`] when there is no such session, or it does not load.
    pub fn programme(&self, named: &str) -> Result<Arc<Programme>, CommandError> {
        let path = Path::new(named);
        if named.contains(['/', std::path::MAIN_SEPARATOR]) || path.extension().is_some_and(|end| end == "ron") {
            return catalogue::open(path).map(Arc::new).map_err(CommandError::Input);
        }
        self.catalogue().named(named).map_err(CommandError::Input)
    }
}

/// What `write` writes.
fn made(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Result<Vec<u8>, CommandError> {
    let mut made = Vec::new();
    write(&mut made).map_err(|error| CommandError::of_output(&error))?;
    Ok(made)
}

fn print(bytes: &[u8]) -> Result<(), CommandError> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| CommandError::of_output(&error))
}
