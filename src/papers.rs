//! Files that leave the data folder and come back: written whole or not at all, readable by their owner only, and never
//! over a file of something else.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::catalogue::Existing;
use crate::data::{create_private_folder, refuse_special, write_private};
use crate::exchange::{Book, CsvDialect, Private, entries_csv, weeks_csv};
use crate::journal::Snapshot;
use crate::report;

/// Every export begins so: it tells an earlier one from a file of something else.
const EXPORT: &str = "{\n  \"ebb\": ";
/// The tables, and how each begins; without the byte order mark and the names of practices they were written once.
const ENTRIES: (&str, &[&str]) = ("entries.csv", &["\u{feff}id,practice,practice_name,", "id,practice,day,start,"]);
const WEEKS: (&str, &[&str]) = ("weeks.csv", &["\u{feff}from,to,practice,practice_name,", "from,to,practice,kind,"]);
/// The longest export that is read, in bytes: a hundred years of entries, a dozen a day, are shorter.
const LONGEST: u64 = 256 << 20;

const NO_EXPORT: &str = "; this is no file that `ebb export` wrote, which begins with { \"ebb\":";

/// Why nothing was written, as a sentence without its full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// A file of something else has this name, or it is none that can be replaced.
    #[error("{0}")]
    Name(String),
    /// An earlier file of this kind has this name, and is not to be replaced unasked.
    #[error("{} is there already, so nothing was written", .0.display())]
    Exists(PathBuf),
    /// Disk or permission.
    #[error("{0}")]
    Machine(String),
}

/// Why an export could not be read, as a sentence without its full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// There is no such file, it is none of ours, or something in it is wrong.
    #[error("{0}")]
    Input(String),
    /// Disk or permission.
    #[error("{0}")]
    Machine(String),
}

/// Writes the page of all weeks.
///
/// # Errors
/// When a file has this name that is not to be replaced, or it cannot be written.
pub fn report(
    path: &Path,
    existing: Existing,
    journal: &Snapshot,
    today: NaiveDate,
    private: Private,
) -> Result<(), ExportError> {
    let page = report::page(&journal.plan(today), &journal.entries, &journal.goals, today, private);
    write(&target(path, &[report::HEAD], existing)?, page.as_bytes())
}

/// Writes the whole journal.
///
/// # Errors
/// When a file has this name that is not to be replaced, or it cannot be written.
pub fn whole(path: &Path, existing: Existing, book: &Book) -> Result<(), ExportError> {
    write(&target(path, &[EXPORT], existing)?, book.to_json().as_bytes())
}

/// Writes the entries and the weeks as tables into a folder, which is made where there is none; returns both files.
///
/// # Errors
/// When files have these names that are not to be replaced, or they cannot be written.
pub fn tables(
    into: &Path,
    existing: Existing,
    journal: &Snapshot,
    today: NaiveDate,
    private: Private,
) -> Result<[PathBuf; 2], ExportError> {
    let machine = |error: io::Error| ExportError::Machine(error.to_string());
    let plan = journal.plan(today);
    let (mut entries, mut weeks) = (Vec::new(), Vec::new());
    entries_csv(&mut entries, &plan, &journal.entries, private, CsvDialect::Spreadsheet).map_err(machine)?;
    weeks_csv(&mut weeks, &plan, &journal.entries, today, CsvDialect::Spreadsheet).map_err(machine)?;
    let paths = [ENTRIES, WEEKS].map(|(name, _)| into.join(name));
    // Both or none.
    let [one, other] =
        [(&paths[0], ENTRIES), (&paths[1], WEEKS)].map(|(path, (_, heads))| target(path, heads, existing));
    let (one, other) = (one?, other?);
    folder(into)?;
    write(&one, &entries)?;
    write(&other, &weeks)?;
    Ok(paths)
}

/// Reads an export of this or another journal.
///
/// # Errors
/// [`ReadError::Input`] with the first mistake and its place, or when there is no such file; [`ReadError::Machine`] when it
/// cannot be read.
pub fn read(path: &Path) -> Result<Book, ReadError> {
    let shown = path.display();
    let cannot = |error: io::Error| {
        let input = |why: &str| ReadError::Input(format!("{shown} cannot be read: {why}"));
        match error.kind() {
            io::ErrorKind::NotFound => input("there is no such file"),
            io::ErrorKind::IsADirectory => input("it is a folder; name a file that `ebb export` wrote"),
            _ => ReadError::Machine(format!("{shown} cannot be read: {}", why(&error))),
        }
    };
    refuse_special(path).map_err(cannot)?;
    let about = std::fs::metadata(path).map_err(cannot)?;
    if about.len() > LONGEST {
        return Err(ReadError::Input(format!("{shown} is longer than any export")));
    }
    #[expect(clippy::disallowed_methods, reason = "the file that the user names")]
    let bytes = std::fs::read(path).map_err(cannot)?;
    Book::from_json(&bytes).map_err(|mistake| {
        let what = if looks_like_an_export(&bytes) { "" } else { NO_EXPORT };
        ReadError::Input(format!("{shown}:{mistake}{what}"))
    })
}

/// Whether a file begins as one of ours does, as far as a person could have edited it.
fn looks_like_an_export(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    head.trim_start_matches('\u{feff}').trim_start().starts_with('{') && head.contains("\"ebb\"")
}

/// Writes a file whole.
///
/// # Errors
/// [`ExportError::Machine`] when it cannot be written.
fn write(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    let cannot =
        |error: io::Error| ExportError::Machine(format!("{} cannot be written: {}", path.display(), why(&error)));
    write_private(path, bytes).map_err(cannot)
}

/// Makes a folder for such files, for its owner only, where there is none.
///
/// # Errors
/// [`ExportError::Machine`] when it cannot be made.
fn folder(path: &Path) -> Result<(), ExportError> {
    let cannot = |error| ExportError::Machine(format!("{} cannot be made: {}", path.display(), why(&error)));
    create_private_folder(path).map_err(cannot)
}

/// Where to write: what a link points to. A file that is there is replaced only when that is wanted, and when it begins
/// with one of `heads`, as an earlier one of its kind.
fn target(path: &Path, heads: &[&str], existing: Existing) -> Result<PathBuf, ExportError> {
    let kept = |why: &str| ExportError::Name(format!("{}: {why}, so nothing was written", path.display()));
    let cannot =
        |error: io::Error| ExportError::Machine(format!("{} cannot be written: {}", path.display(), why(&error)));
    #[expect(clippy::disallowed_methods, reason = "what would be replaced is looked at first")]
    let there = match std::fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(path.to_owned()),
        Err(error) => return Err(cannot(error)),
        Ok(found) if !found.is_file() => return Err(kept("this is not a regular file")),
        Ok(_) => std::fs::File::open(path).map_err(cannot)?,
    };
    let longest = heads.iter().map(|head| head.len()).max().unwrap_or(0);
    let mut found = Vec::with_capacity(longest);
    there.take(longest as u64).read_to_end(&mut found).map_err(cannot)?;
    match existing {
        _ if !found.is_empty() && !heads.iter().any(|head| found.starts_with(head.as_bytes())) => {
            Err(kept("a file of something else has this name"))
        }
        Existing::Keep => Err(ExportError::Exists(path.to_owned())),
        Existing::Replace => path.canonicalize().map_err(cannot),
    }
}

fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        io::ErrorKind::NotFound => "its folder is not there".to_owned(),
        // Without the number that the system has for it.
        _ => error.to_string().split(" (os error").next().unwrap_or_default().to_lowercase(),
    }
}
