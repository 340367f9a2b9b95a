//! Files that leave the data folder: written whole or not at all, readable by their owner only, and never over a file of
//! something else.

use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;

use crate::cli::Failure;

/// Writes a file whole. One that is there is replaced only when it begins with `head`, as an earlier one of its kind.
///
/// # Errors
/// [`Failure::Input`] when a file of something else has this name, [`Failure::Machine`] when it cannot be written.
pub(super) fn write(path: &Path, head: &str, bytes: &[u8]) -> Result<(), Failure> {
    let path = target(path, head)?;
    let cannot = |error: io::Error| Failure::Machine(format!("{} cannot be written: {}", path.display(), why(&error)));
    let mut options = AtomicWriteFile::options();
    #[cfg(unix)]
    {
        use atomic_write_file::unix::OpenOptionsExt as _;
        use std::os::unix::fs::OpenOptionsExt as _;
        // Also where a file with other rights is replaced.
        options.preserve_mode(false).mode(0o600);
    }
    let mut file = options.open(&path).map_err(cannot)?;
    file.write_all(bytes).and_then(|()| file.commit()).map_err(cannot)
}

/// Makes a folder for such files, for its owner only, where there is none.
///
/// # Errors
/// [`Failure::Machine`] when it cannot be made.
pub(super) fn folder(path: &Path) -> Result<(), Failure> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    let cannot = |error| Failure::Machine(format!("{} cannot be made: {}", path.display(), why(&error)));
    builder.create(path).map_err(cannot)
}

/// Where to write: what a link points to.
fn target(path: &Path, head: &str) -> Result<PathBuf, Failure> {
    let kept = |why: &str| Failure::Input(format!("{}: {why}, so nothing was written", path.display()));
    let cannot = |error: io::Error| Failure::Machine(format!("{} cannot be written: {}", path.display(), why(&error)));
    #[expect(clippy::disallowed_methods, reason = "what would be replaced is looked at first")]
    let there = match std::fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(path.to_owned()),
        Err(error) => return Err(cannot(error)),
        Ok(found) if !found.is_file() => return Err(kept("this is not a regular file")),
        Ok(found) if found.len() == 0 => return path.canonicalize().map_err(cannot),
        Ok(_) => std::fs::File::open(path).map_err(cannot)?,
    };
    let mut found = Vec::with_capacity(head.len());
    there.take(head.len() as u64).read_to_end(&mut found).map_err(cannot)?;
    if found == head.as_bytes() {
        path.canonicalize().map_err(cannot)
    } else {
        Err(kept("a file of something else has this name"))
    }
}

fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        io::ErrorKind::NotFound => "its folder is not there".to_owned(),
        _ => error.to_string(),
    }
}
