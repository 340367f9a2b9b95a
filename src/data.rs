//! Where everything Ebb writes lives: one folder, readable by its owner only.
//!
//! Knows names of files; refuses to know what is in them.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;

/// The name of a file that is made and removed to see whether a folder can be written begins so.
pub(crate) const PROBE: &str = ".probe-";

/// The data folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataDir(PathBuf);

impl DataDir {
    /// This folder, which need not exist yet. From the root on: a name that began with `file:` would be an address to
    /// SQLite.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        Self(std::path::absolute(&folder).unwrap_or(folder))
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
        create_private_folder(&self.0)
    }

    /// Whether others on this computer may look into the folder: one that was there before Ebb keeps its rights.
    pub fn is_open_to_others(&self) -> bool {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::metadata(&self.0).is_ok_and(|about| about.permissions().mode() & 0o077 != 0)
        }
        #[cfg(not(unix))]
        false
    }
}

/// Whether a folder can be written, tried with an empty file that goes at once; `false` when it is not there yet.
///
/// # Errors
/// Why it cannot be written.
pub fn can_be_written(folder: &Path) -> io::Result<bool> {
    match std::fs::metadata(folder) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    }
    let probe = folder.join(format!("{PROBE}{}", std::process::id()));
    OpenOptions::new().write(true).create_new(true).open(&probe)?;
    #[expect(clippy::disallowed_methods, reason = "the file made a line above")]
    std::fs::remove_file(&probe)?;
    Ok(true)
}

/// Makes a folder and those above it, for their owner only, where there are none.
///
/// # Errors
/// When it cannot be made, or is not a folder.
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(path)
}

/// Writes a file whole or not at all, for its owner only. What a crash left half made under the same name goes before.
///
/// # Errors
/// When it cannot be written; what stood there stands as it was, and nothing half made is left.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    clear_halves(path);
    let mut options = AtomicWriteFile::options();
    #[cfg(unix)]
    {
        use atomic_write_file::unix::OpenOptionsExt as _;
        use std::os::unix::fs::OpenOptionsExt as _;
        // Also where a file with other rights is replaced.
        options.preserve_mode(false).mode(0o600);
    }
    let written = options.open(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.commit()
    });
    if written.is_err() {
        clear_halves(path);
    }
    written
}

/// The name of the file that was to be made, if this is that of one half made: `out.json` of `.out.json.f55YT2`. A word of
/// six small letters is taken for one that a person gave it: one in two hundred is left for that.
pub fn half_of(name: &str) -> Option<&str> {
    let (whole, random) = name.strip_prefix('.')?.rsplit_once('.')?;
    let is_random = random.len() == 6
        && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && !random.bytes().all(|byte| byte.is_ascii_lowercase());
    is_random.then_some(whole)
}

/// Removes what is left half made of a file: of such a name, and with the rights that Ebb gives. What cannot go now goes
/// the next time.
fn clear_halves(path: &Path) {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else { return };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    for file in files_in(folder).into_iter().flatten() {
        let is_half = file.file_name().and_then(|name| name.to_str()).and_then(half_of) == Some(name);
        if is_half && file.symlink_metadata().is_ok_and(|about| is_private_file(&about)) {
            #[expect(clippy::disallowed_methods, reason = "what a crash left of this file")]
            let _ = std::fs::remove_file(file);
        }
    }
}

/// What is in a folder, in no order; nothing when there is no such folder.
///
/// # Errors
/// When it cannot be listed.
pub(crate) fn files_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    #[expect(clippy::disallowed_methods, reason = "where Ebb looks for its own files")]
    match std::fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        files => files?.map(|file| file.map(|file| file.path())).collect(),
    }
}

fn is_private_file(about: &std::fs::Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        about.is_file() && about.permissions().mode() & 0o777 == 0o600
    }
    #[cfg(not(unix))]
    about.is_file()
}

/// That opening what is at a path neither waits for somebody nor reads without end: it is a file or a folder, or there is
/// nothing.
///
/// # Errors
/// When it is a pipe, a socket or a device.
pub fn refuse_special(path: &Path) -> io::Result<()> {
    match std::fs::metadata(path) {
        Ok(about) if !about.is_file() && !about.is_dir() => {
            Err(io::Error::other("it is a pipe or a device, and no regular file"))
        }
        // What else is wrong is told when it is opened.
        _ => Ok(()),
    }
}

#[cfg(all(test, unix))]
#[expect(clippy::disallowed_methods, reason = "a test puts files in place and looks at them")]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;
    use crate::journal::{Journal, read};
    use crate::papers;
    use crate::settings::Settings;

    #[test]
    fn what_a_crash_left_of_a_file_goes_when_it_is_written_or_cannot_be() {
        let folder = tempfile::tempdir().unwrap();
        let (path, left) = (folder.path().join("out.json"), folder.path().join(".out.json.f55YT2"));
        let theirs = [".out.json.backup", ".other.json.f55YT2", "out.json.f55YT2", ".out.json.Final1"];
        let theirs = theirs.map(|name| folder.path().join(name));
        theirs.iter().chain([&left]).for_each(|path| std::fs::write(path, "all of it").unwrap());
        for ours in [&left, &theirs[0], &theirs[1], &theirs[2]] {
            std::fs::set_permissions(ours, std::fs::Permissions::from_mode(0o600)).unwrap();
        }
        write_private(&path, b"{}").unwrap();
        assert!(path.exists() && !left.exists() && theirs.iter().all(|path| path.exists()));
        // A folder in its place: the new name cannot be given.
        let folder_there = folder.path().join("other.json");
        std::fs::create_dir(&folder_there).unwrap();
        write_private(&folder_there, b"{}").unwrap_err();
        let names =
            std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        assert_eq!(names.filter(|name| name.starts_with(".other")).count(), 0);
    }

    #[test]
    fn nothing_waits_for_a_pipe_or_reads_a_device_without_end() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path());
        let told = "it is a pipe or a device, and no regular file";
        symlink("/dev/zero", data.settings()).unwrap();
        assert!(Settings::load(&data).trouble.unwrap().contains(told));
        assert!(papers::read(&data.settings()).unwrap_err().to_string().contains(told));
        symlink("/dev/zero", data.lock()).unwrap();
        assert!(Journal::take(&data).unwrap_err().to_string().contains(told));
        std::fs::remove_file(data.lock()).unwrap();
        symlink("/dev/zero", data.journal().with_extension("db-journal")).unwrap();
        assert!(read(&data, None).unwrap_err().to_string().contains(told));
        assert!(Journal::open_for_writing(&data, None).unwrap_err().to_string().contains(told));
    }
}
