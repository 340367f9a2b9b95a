//! Files that leave the data folder: written whole or not at all, readable by their owner only, and never over a file of
//! something else.

use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;
use chrono::NaiveDate;

use crate::exchange::{Book, Private, entries_csv, weeks_csv};
use crate::journal::Snapshot;
use crate::report;

/// Every export begins so: it tells an earlier one from a file of something else.
const EXPORT: &str = "{\n  \"ebb\": ";
const ENTRIES: (&str, &str) = ("entries.csv", "id,practice,day,start,");
const WEEKS: (&str, &str) = ("weeks.csv", "from,to,practice,kind,");

/// Why nothing was written, as a sentence without its full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unwritten {
    /// A file of something else has this name, or it is none that can be replaced.
    #[error("{0}")]
    Name(String),
    /// Disk or permission.
    #[error("{0}")]
    Machine(String),
}

/// Writes the page of all weeks.
///
/// # Errors
/// When a file of something else has this name, or it cannot be written.
pub fn report(path: &Path, journal: &Snapshot, today: NaiveDate, private: Private) -> Result<(), Unwritten> {
    let page = report::page(&journal.plan(today), &journal.entries, today, private);
    write(path, report::HEAD, page.as_bytes())
}

/// Writes the whole journal.
///
/// # Errors
/// When a file of something else has this name, or it cannot be written.
pub fn whole(path: &Path, book: &Book) -> Result<(), Unwritten> {
    write(path, EXPORT, book.to_json().as_bytes())
}

/// Writes the entries and the weeks as tables into a folder, which is made where there is none; returns both files.
///
/// # Errors
/// When files of something else have these names, or they cannot be written.
pub fn tables(into: &Path, journal: &Snapshot, today: NaiveDate, private: Private) -> Result<[PathBuf; 2], Unwritten> {
    let machine = |error: io::Error| Unwritten::Machine(error.to_string());
    let (mut entries, mut weeks) = (Vec::new(), Vec::new());
    entries_csv(&mut entries, &journal.entries, private).map_err(machine)?;
    weeks_csv(&mut weeks, &journal.plan(today), &journal.entries, today).map_err(machine)?;
    folder(into)?;
    let paths = [ENTRIES, WEEKS].map(|(name, _)| into.join(name));
    for ((path, (_, head)), bytes) in paths.iter().zip([ENTRIES, WEEKS]).zip([entries, weeks]) {
        write(path, head, &bytes)?;
    }
    Ok(paths)
}

/// Writes a file whole. One that is there is replaced only when it begins with `head`, as an earlier one of its kind.
///
/// # Errors
/// [`Unwritten::Name`] when a file of something else has this name, [`Unwritten::Machine`] when it cannot be written.
fn write(path: &Path, head: &str, bytes: &[u8]) -> Result<(), Unwritten> {
    let path = target(path, head)?;
    let cannot =
        |error: io::Error| Unwritten::Machine(format!("{} cannot be written: {}", path.display(), why(&error)));
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
/// [`Unwritten::Machine`] when it cannot be made.
fn folder(path: &Path) -> Result<(), Unwritten> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    let cannot = |error| Unwritten::Machine(format!("{} cannot be made: {}", path.display(), why(&error)));
    builder.create(path).map_err(cannot)
}

/// Where to write: what a link points to.
fn target(path: &Path, head: &str) -> Result<PathBuf, Unwritten> {
    let kept = |why: &str| Unwritten::Name(format!("{}: {why}, so nothing was written", path.display()));
    let cannot =
        |error: io::Error| Unwritten::Machine(format!("{} cannot be written: {}", path.display(), why(&error)));
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
