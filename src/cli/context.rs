//! What every command has at hand: the data folder, standard output, the sessions.

use std::ffi::OsString;
use std::io::{self, BufWriter, StdoutLock, Write as _};
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use crate::catalogue::{self, Catalogue, Programme};
use crate::cli::Failure;
use crate::data::DataDir;

/// What every command has at hand.
#[derive(Debug)]
pub struct Context {
    data: Option<DataDir>,
}

impl Context {
    /// The context of one call; without a folder, or with one that has no name, the platform's.
    pub fn new(data_dir: Option<OsString>) -> Self {
        let named = data_dir.filter(|folder| !folder.is_empty());
        Self { data: named.map(DataDir::at).or_else(DataDir::of_platform) }
    }

    /// The data folder, which need not exist yet.
    ///
    /// # Errors
    /// [`Failure::Machine`] when none was named and the platform has none either.
    pub fn data(&self) -> Result<&DataDir, Failure> {
        let none = || Failure::Machine("there is no data folder on this computer: name one with --data-dir".into());
        self.data.as_ref().ok_or_else(none)
    }

    /// What time it is here.
    #[expect(clippy::disallowed_methods, reason = "this is where the command line asks what time it is")]
    pub fn now(&self) -> DateTime<FixedOffset> {
        chrono::Local::now().fixed_offset()
    }

    /// Writes to standard output, buffered and flushed.
    ///
    /// # Errors
    /// [`Failure::OutputClosed`] when whoever reads it has gone, else [`Failure::Machine`].
    pub fn write(&self, write: impl FnOnce(&mut BufWriter<StdoutLock<'_>>) -> io::Result<()>) -> Result<(), Failure> {
        let mut out = BufWriter::new(io::stdout().lock());
        write(&mut out).and_then(|()| out.flush()).map_err(|error| Failure::of_output(&error))
    }

    /// The sessions there are: shipped ones, and the user's own where there is a data folder.
    pub fn catalogue(&self) -> Catalogue {
        match &self.data {
            Some(data) => Catalogue::load(&data.sessions()),
            None => Catalogue::shipped(),
        }
    }

    /// The session that a command line names: with a `/` or ending in `.ron` a file, else a name of the catalogue.
    ///
    /// # Errors
    /// [`Failure::Input`] when there is no such session, or it does not load.
    pub fn programme(&self, named: &str) -> Result<Arc<Programme>, Failure> {
        let path = Path::new(named);
        if named.contains(['/', std::path::MAIN_SEPARATOR]) || path.extension().is_some_and(|end| end == "ron") {
            return catalogue::open(path).map(Arc::new).map_err(Failure::Input);
        }
        self.catalogue().named(named).map_err(Failure::Input)
    }
}
