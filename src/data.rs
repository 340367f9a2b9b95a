//! Where everything Ebb writes lives: one folder, readable by its owner only.
//!
//! Knows names of files; refuses to know what is in them.

use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};

/// The data folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataDir(PathBuf);

impl DataDir {
    /// This folder, which need not exist yet.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self(folder.into())
    }

    /// The platform's folder for the data of a program called `ebb`; `None` when the user has no home.
    pub fn of_platform() -> Option<Self> {
        use etcetera::BaseStrategy as _;
        let strategy = etcetera::choose_base_strategy().ok()?;
        Some(Self(strategy.data_dir().join("ebb")))
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// What was practised.
    pub fn journal(&self) -> PathBuf {
        self.0.join("journal.db")
    }

    /// Copies of the journal.
    pub fn backups(&self) -> PathBuf {
        self.0.join("backups")
    }

    /// Held by whoever may write.
    pub fn lock(&self) -> PathBuf {
        self.0.join("lock")
    }

    /// What the user chose.
    pub fn settings(&self) -> PathBuf {
        self.0.join("settings.ron")
    }

    /// The user's own sessions.
    pub fn sessions(&self) -> PathBuf {
        self.0.join("sessions")
    }

    /// Makes the folder, for its owner only.
    ///
    /// # Errors
    /// When it cannot be made, or is not a folder.
    pub fn create(&self) -> io::Result<()> {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::DirBuilderExt as _;
            builder.mode(0o700);
        }
        builder.create(&self.0)
    }

    /// Whether the folder can be written, tried with an empty file that goes at once; `false` when it is not there
    /// yet.
    ///
    /// # Errors
    /// Why it cannot be written.
    pub fn can_be_written(&self) -> io::Result<bool> {
        match std::fs::metadata(&self.0) {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error),
        }
        let probe = self.0.join(format!(".probe-{}", std::process::id()));
        OpenOptions::new().write(true).create_new(true).open(&probe)?;
        #[expect(clippy::disallowed_methods, reason = "the file made a line above")]
        std::fs::remove_file(&probe)?;
        Ok(true)
    }
}
