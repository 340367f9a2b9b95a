//! Why a journal cannot be opened or written, in words for the user.

use std::io;
use std::path::Path;

use rusqlite::{Error, ErrorCode};

/// Why a journal cannot be opened or written. Shown, it is a sentence that says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// Another program is writing it.
    #[error("Ebb is already open")]
    InUse,
    /// A later version wrote it; it is left untouched.
    #[error("this journal needs a newer Ebb (schema {found}; this one reads {known})")]
    Newer {
        /// The schema of the file.
        found: u32,
        /// The newest schema this program reads.
        known: u32,
    },
    /// An earlier version wrote it, and opening it only to read may not change it.
    #[error("this journal was written by an older Ebb: open Ebb once to bring it up to date")]
    Older,
    /// It needs a passphrase, or so it seems, and none was given.
    #[error("the journal is locked: it can be opened with its passphrase only")]
    Locked,
    /// The passphrase does not open it.
    #[error("wrong passphrase, or not a journal of this program")]
    WrongPassphrase,
    /// It is a file of something else.
    #[error("{0} is not a journal of Ebb. It is left as it is: move it away to begin a new journal")]
    Foreign(String),
    /// It cannot be understood; it is left untouched.
    #[error("{path} is damaged ({why}). It is left as it is: {}", way_out(backup.as_deref()))]
    Damaged {
        /// Where it is.
        path: String,
        /// What was found.
        why: String,
        /// The newest backup that is good.
        backup: Option<String>,
    },
    /// It was there, as its backups tell or as it was open, and is not any more.
    #[error("{path} is gone. {}", way_back(backup.as_deref()))]
    Gone {
        /// Where it was.
        path: String,
        /// The newest backup, if it is good or needs a passphrase.
        backup: Option<String>,
    },
    /// Another journal than the one that was open stands in its place.
    #[error("{0} is not the journal that was open, and is left as it is. Bring that one back, or open Ebb anew")]
    Replaced(String),
    /// There is no backup of that name.
    #[error("there is no backup called {0}: `ebb backup list` shows those there are")]
    NoBackup(String),
    /// There is no passphrase to change or to remove.
    #[error("the journal has no passphrase: set one first")]
    NotSealed,
    /// There is one already, where one was to be set.
    #[error("the journal has a passphrase already: change it instead")]
    Sealed,
    /// The disk, a permission, the memory.
    #[error("{0}")]
    Machine(String),
}

impl JournalError {
    /// What an error of SQLite on the journal at `path` means.
    pub(super) fn of(error: &Error, path: &Path) -> Self {
        let shown = path.display();
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => {
                Self::Machine(format!("{shown} cannot be written: the disk is full. Make room on it"))
            }
            Some(ErrorCode::ReadOnly) => {
                Self::Machine(format!("{shown} cannot be written: it, its folder or its disk is read-only"))
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Machine(format!(
                "{shown} is held by another program: close what has it open, such as a program that copies it"
            )),
            Some(
                ErrorCode::CannotOpen
                | ErrorCode::PermissionDenied
                | ErrorCode::SystemIoFailure
                | ErrorCode::AuthorizationForStatementDenied
                | ErrorCode::NoLargeFileSupport
                | ErrorCode::FileLockingProtocolFailed,
            ) => Self::Machine(format!("{shown} cannot be read or written: {error}")),
            Some(ErrorCode::ConstraintViolation) => Self::Machine(format!("{shown} does not take this: {error}")),
            _ => Self::damaged(path, &error.to_string()),
        }
    }

    /// What an error of the system on `path` means.
    pub(super) fn of_io(error: &io::Error, path: &Path) -> Self {
        let why = match error.kind() {
            io::ErrorKind::StorageFull => "the disk is full".to_owned(),
            io::ErrorKind::PermissionDenied => "permission is denied".to_owned(),
            io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
            _ => error.to_string(),
        };
        Self::Machine(format!("{} cannot be read or written: {why}", path.display()))
    }

    /// What an error of SQLite means on a file at `path` that is being made, or was found whole just now: whatever it is,
    /// nothing is damaged.
    pub(super) fn of_new(error: &Error, path: &Path) -> Self {
        match Self::of(error, path) {
            Self::Damaged { why, .. } => Self::Machine(format!("{} cannot be written: {why}", path.display())),
            other => other,
        }
    }

    pub(super) fn damaged(path: &Path, why: &str) -> Self {
        Self::Damaged { path: path.display().to_string(), why: why.to_owned(), backup: None }
    }
}

fn way_back(backup: Option<&str>) -> String {
    match backup {
        Some(name) => format!("Bring it back, or put its newest backup in its place: `ebb backup restore {name}`"),
        None => "Bring it back; its backups cannot be opened, and the window begins a new journal".to_owned(),
    }
}

fn way_out(backup: Option<&str>) -> String {
    match backup {
        Some(name) => format!("the newest good backup is {name}, and `ebb backup restore {name}` brings it back"),
        None => "put a good copy in its place, or move it away to begin a new journal".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_under_a_new_file_is_no_damage() {
        let full = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_ERROR);
        let full = Error::SqliteFailure(full, Some("database or disk is full".into()));
        let path = Path::new("journal.db.new");
        assert!(matches!(JournalError::of(&full, path), JournalError::Damaged { .. }), "of a journal it would be");
        assert_eq!(
            JournalError::of_new(&full, path),
            JournalError::Machine("journal.db.new cannot be written: database or disk is full".into())
        );
    }
}
