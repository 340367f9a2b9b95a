//! Making files go so that nothing of what was in them stays in the folder, and saying first what would go.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::error::JournalError;
use crate::data::{DataDir, half_of};

/// Exports are looked for in the data folder and this many folders below it.
const DEPTH: usize = 2;
/// What an export is known by stands within these bytes.
const BEGINNING: u64 = 1_024;

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

    fn all(&self) -> impl Iterator<Item = &PathBuf> {
        [&self.journal, &self.backups, &self.exports, &self.sessions, &self.settings].into_iter().flatten()
    }

    fn look_into(&mut self, data: &DataDir, folder: &Path, depth: usize) -> io::Result<()> {
        #[expect(clippy::disallowed_methods, reason = "what is to be deleted has to be found")]
        let files = match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            files => files?,
        };
        for file in files {
            let file = file?;
            let (kind, path) = (file.file_type()?, file.path());
            if kind.is_dir() {
                if depth > 0 {
                    self.look_into(data, &path, depth - 1)?;
                }
            } else if let Some(list) = self.list_for(data, folder, &path) {
                list.push(path);
            }
        }
        Ok(())
    }

    fn list_for(&mut self, data: &DataDir, folder: &Path, path: &Path) -> Option<&mut Vec<PathBuf>> {
        let name = path.file_name()?.to_str()?;
        // What a crash left half made is of the same kind.
        let name = half_of(name).unwrap_or(name);
        let ends = |end: &str| name.ends_with(end);
        if folder == data.backups() {
            let ours = [".db", ".db.new", ".db-journal", ".db.new-journal"].into_iter().any(ends);
            return ours.then_some(&mut self.backups);
        }
        if folder.starts_with(data.sessions()) {
            return ends(".ron").then_some(&mut self.sessions);
        }
        if folder == data.folder() && name.starts_with("journal.db") {
            return Some(&mut self.journal);
        }
        if folder == data.folder() && name == "settings.ron" {
            return Some(&mut self.settings);
        }
        is_export(name, path).then_some(&mut self.exports)
    }
}

/// Whether Ebb wrote it, by its first words.
fn is_export(name: &str, path: &Path) -> bool {
    let begins = |known: &[&str]| {
        let beginning = beginning(path);
        let packed: String = beginning.chars().filter(|letter| !letter.is_whitespace()).collect();
        known.iter().any(|known| packed.contains(known))
    };
    match name.rsplit_once('.').map(|(_, end)| end) {
        Some("json") => begins(&["{\"ebb\":"]),
        Some("csv") => begins(&[
            "id,practice,practice_name,day,start,active_s",
            "from,to,practice,practice_name,kind,done,required",
            "id,practice,day,start,active_s",
            "from,to,practice,kind,done,required",
        ]),
        Some("html") => begins(&["name=\"generator\"content=\"Ebb"]),
        _ => false,
    }
}

fn beginning(path: &Path) -> String {
    let mut bytes = Vec::new();
    #[expect(
        clippy::disallowed_methods,
        reason = "only Ebb's own exports are deleted: they are known by how they begin"
    )]
    let read = File::open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut bytes));
    // What cannot be read is not known to be Ebb's.
    read.map_or_else(|_| String::new(), |_| String::from_utf8_lossy(&bytes).into_owned())
}

/// Deletes everything that belongs to Ebb in its folder. The caller holds the write lock and has closed the journal.
///
/// # Errors
/// The first that could not be deleted; all the others are gone.
pub(super) fn everything(data: &DataDir) -> Result<(), JournalError> {
    let mut outcome = Ok(());
    for path in Belongings::of(data)?.all() {
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
