//! The right to write the journal: one program's at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::time::Duration;

use super::error::JournalError;
use crate::data::{DataDir, refuse_special};

/// How often, and how long between, the right to write is asked for: whoever only asks whether it is taken holds it for
/// a moment.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_millis(20);

/// Whether a program has the journal open to write it.
pub fn is_in_use(data: &DataDir) -> bool {
    let is_locked = |file: File| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock));
    let file = lock_file(data, OpenOptions::new().read(true)).ok();
    file.into_iter().chain(folder_itself(data)).any(is_locked)
}

/// The right to write: the file for it is locked, and where the system can lock folders the folder, too, which nobody
/// removes by mistake. The system frees both also when the program is killed.
#[derive(Debug)]
pub(super) struct Lock(Vec<File>);

impl Lock {
    /// Takes the right to write; the folder is there.
    ///
    /// # Errors
    /// [`JournalError::InUse`], and when the file for it cannot be made or locked.
    pub(super) fn take(data: &DataDir) -> Result<Self, JournalError> {
        let mut options = OpenOptions::new();
        options.create(true).write(true).truncate(false);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        let mut held = Self(Vec::new());
        let file = lock_file(data, &options)?;
        hold(&file)?.map_err(|error| JournalError::of_io(&error, &data.lock()))?;
        held.0.push(file);
        if let Some(folder) = folder_itself(data) {
            // Some file systems lock no folders; the file is locked all the same.
            let _ = hold(&folder)?;
            held.0.push(folder);
        }
        Ok(held)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        for file in &self.0 {
            // Closing would do, but for a child that is just being started: until it runs its own program it has the
            // file, too. What cannot be unlocked is closed a moment later.
            let _ = file.unlock();
        }
    }
}

/// The data folder, to be locked.
fn folder_itself(data: &DataDir) -> Option<File> {
    #[expect(clippy::disallowed_methods, reason = "the folder is opened only to be locked")]
    File::open(data.folder()).ok().filter(|_| cfg!(unix))
}

/// Locks a file, if the system can.
fn hold(file: &File) -> Result<std::io::Result<()>, JournalError> {
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(Ok(())),
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            Err(TryLockError::Error(error)) => return Ok(Err(error)),
        }
    }
    Err(JournalError::InUse)
}

/// The file that whoever may write has locked.
fn lock_file(data: &DataDir, options: &OpenOptions) -> Result<File, JournalError> {
    let path = data.lock();
    refuse_special(&path).and_then(|()| options.open(&path)).map_err(|error| JournalError::of_io(&error, &path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_closes_the_journal_leaves_it_to_the_next_although_a_child_has_its_files_still() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path());
        let held = Lock::take(&data).unwrap();
        let childs: Vec<File> = held.0.iter().map(|file| file.try_clone().unwrap()).collect();
        assert!(matches!(Lock::take(&data), Err(JournalError::InUse)));
        drop(held);
        assert!(Lock::take(&data).is_ok());
        drop(childs);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_writes_beside_another_whose_lock_was_removed() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path());
        let held = Lock::take(&data).unwrap();
        crate::journal::file::remove(&data.lock()).unwrap();
        assert!(is_in_use(&data) && matches!(Lock::take(&data), Err(JournalError::InUse)));
        drop(held);
        assert!(!is_in_use(&data) && Lock::take(&data).is_ok());
    }
}
