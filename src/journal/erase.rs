//! Making files go so that nothing of what was in them stays in the folder, and saying first what would go.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::error::JournalError;
use crate::data::{DataDir, files_in};
use crate::inventory::{Item, identify, is_export};

/// Exports are looked for in the data folder and this many folders below it.
const DEPTH: usize = 2;

/// What deleting everything takes away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Belongings {
    /// The journal's file, and what a crash may have left of it.
    pub journal: Vec<PathBuf>,
    /// Its backups.
    pub backups: Vec<PathBuf>,
    /// Exports, tables and reports that were written into the data folder.
    pub exports: Vec<PathBuf>,
    /// The user's own sessions.
    pub sessions: Vec<PathBuf>,
    /// What was chosen.
    pub settings: Vec<PathBuf>,
    /// These could be exports, and could not be looked into: they stay.
    pub unread: Vec<PathBuf>,
}

impl Belongings {
    /// What is in the data folder and belongs to Ebb. What is not known to be Ebb's is left out, and stays.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn of(data: &DataDir) -> Result<Self, JournalError> {
        let mut found = Self::default();
        found.look_into(data, data.folder(), DEPTH).map_err(|error| JournalError::of_io(&error, data.folder()))?;
        Ok(found)
    }

    /// One sentence for each kind that is there.
    pub fn lines(&self) -> Vec<String> {
        let some = |files: &[PathBuf], line: String| (!files.is_empty()).then_some(line);
        let many = |files: &[PathBuf], one: &str, more: &str| {
            let line = if files.len() == 1 { format!("one {one}") } else { format!("{} {more}", files.len()) };
            some(files, line)
        };
        let lines = [
            some(&self.journal, "the journal: every entry, the plan, pauses, goals and notes".to_owned()),
            many(&self.backups, "backup of it", "backups of it"),
            many(&self.exports, "export in Ebb's folder", "exports in Ebb's folder"),
            many(&self.sessions, "session of your own", "sessions of your own"),
            some(&self.settings, "what you chose in Settings".to_owned()),
        ];
        lines.into_iter().flatten().collect()
    }

    /// The journal comes last: whoever is interrupted finds it, and sees that not everything is gone.
    fn all(&self) -> impl Iterator<Item = &PathBuf> {
        [&self.exports, &self.sessions, &self.settings, &self.backups, &self.journal].into_iter().flatten()
    }

    fn look_into(&mut self, data: &DataDir, folder: &Path, depth: usize) -> io::Result<()> {
        for path in files_in(folder)? {
            if path.symlink_metadata()?.is_dir() {
                if depth > 0 {
                    self.look_into(data, &path, depth - 1)?;
                }
                continue;
            }
            let list = match identify(data, &path).map(|(item, _)| item) {
                Some(Item::Journal) => &mut self.journal,
                Some(Item::Backup) => &mut self.backups,
                Some(Item::Settings) => &mut self.settings,
                Some(Item::Session) => &mut self.sessions,
                None => match is_export(&path) {
                    Ok(true) => &mut self.exports,
                    Ok(false) => continue,
                    Err(_) => &mut self.unread,
                },
                // Nothing is in them.
                Some(Item::Lock | Item::Probe) => continue,
            };
            list.push(path);
        }
        Ok(())
    }
}

/// Deletes everything that belongs to Ebb in its folder. The caller holds the write lock and has closed the journal.
///
/// # Errors
/// The first that could not be deleted, or looked into; all the others are gone.
pub(super) fn everything(data: &DataDir) -> Result<(), JournalError> {
    let belongings = Belongings::of(data)?;
    let unread = belongings.unread.first();
    let mut outcome = unread.map_or(Ok(()), |path| {
        let shown = path.display();
        Err(JournalError::Machine(format!("{shown} cannot be read: if Ebb wrote it, it is there still")))
    });
    for path in belongings.all() {
        if let Err(error) = file(path) {
            outcome = outcome.and(Err(JournalError::of_io(&error, path)));
        }
    }
    for folder in [data.backups(), data.sessions()] {
        // What is not Ebb's keeps its folder.
        let _ = fs::remove_dir(&folder);
    }
    super::file::sync_folder(&data.journal());
    outcome
}

/// Overwrites a file and removes it; nothing when there is none. What has another name elsewhere is only removed.
pub(super) fn file(path: &Path) -> io::Result<()> {
    if let Some(doomed) = Doomed::of(path) {
        // A file that may not be written can still be removed.
        let _ = doomed.wipe();
    }
    super::file::remove(path)
}

/// A file whose content is to go, held while its name goes to another one.
pub(super) struct Doomed(File);

impl Doomed {
    /// The file of this name; `None` when it is no file, has other names too, or may not be written.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let about = path.symlink_metadata().ok().filter(fs::Metadata::is_file)?;
        if has_other_names(&about) {
            return None;
        }
        OpenOptions::new().write(true).open(path).ok().map(Self)
    }

    /// Overwrites it with zeros, on the disk as far as the system can tell.
    pub(super) fn wipe(mut self) -> io::Result<()> {
        let mut left = self.0.metadata()?.len();
        let zeros = [0; 8_192];
        while left > 0 {
            let part = usize::try_from(left).unwrap_or(zeros.len()).min(zeros.len());
            self.0.write_all(&zeros[..part])?;
            left -= part as u64;
        }
        self.0.sync_all()
    }
}

#[cfg(unix)]
fn has_other_names(about: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    about.nlink() > 1
}

#[cfg(not(unix))]
fn has_other_names(_about: &fs::Metadata) -> bool {
    false
}
