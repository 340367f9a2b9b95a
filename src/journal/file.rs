//! Opening and making the journal's file. What is not certainly a good journal is never opened for writing.

use std::fs::{self, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Result as Sql};

use super::schema::{self, APPLICATION_ID};
use super::trouble::Trouble;

/// How long a reader and the writer wait for each other.
const PATIENCE: Duration = Duration::from_secs(5);
const PAGE: u32 = 4_096;
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// What the journal is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    /// The caller holds the write lock.
    Write,
}

/// Opens the journal and checks all of it; `None` when there is no file.
pub(super) fn open(path: &Path, access: Access) -> Result<Option<Connection>, Trouble> {
    let Some(found) = header(path)? else { return Ok(None) };
    let version = found.version(path)?;
    if version < schema::NEWEST && access == Access::Read {
        return Err(Trouble::Older);
    }
    let trouble = |error: rusqlite::Error| Trouble::of(&error, path);
    let mut database = connect(path, access).map_err(trouble)?;
    check(&database, path)?;
    if version < schema::NEWEST {
        schema::migrate(&mut database, version).map_err(trouble)?;
    }
    Ok(Some(database))
}

/// Makes a journal with `fill` in it. It appears whole or not at all. The caller holds the write lock.
pub(super) fn create(path: &Path, fill: impl FnOnce(&Connection) -> Sql<()>) -> Result<Connection, Trouble> {
    let made = path.with_extension("db.new");
    let clear = || remove(&made).and_then(|()| remove(&path.with_extension("db.new-journal")));
    // A crash may have left half of one.
    clear().map_err(|error| Trouble::of_io(&error, path))?;
    let done = make(&made, path, fill).and_then(|()| show(&made, path));
    if done.is_err() {
        // On a full disk half a journal is in the way; where it cannot go now, it goes the next time.
        let _ = clear();
    }
    done?;
    open(path, Access::Write)?.ok_or_else(|| Trouble::damaged(path, "it is gone as soon as it was made"))
}

fn make(made: &Path, path: &Path, fill: impl FnOnce(&Connection) -> Sql<()>) -> Result<(), Trouble> {
    let trouble = |error: rusqlite::Error| Trouble::of(&error, path);
    private(made).map_err(|error| Trouble::of_io(&error, path))?;
    let mut database = connect(made, Access::Write).map_err(trouble)?;
    database.pragma_update(None, "page_size", PAGE).map_err(trouble)?;
    database.pragma_update(None, "application_id", APPLICATION_ID).map_err(trouble)?;
    schema::migrate(&mut database, 0).map_err(trouble)?;
    fill(&database).map_err(trouble)?;
    database.close().map_err(|(_, error)| trouble(error))
}

/// Gives what was made its name, where nothing has it.
fn show(made: &Path, path: &Path) -> Result<(), Trouble> {
    if path.symlink_metadata().is_ok() {
        return Err(Trouble::Machine(format!("{} has appeared meanwhile: it is left as it is", path.display())));
    }
    fs::rename(made, path).map_err(|error| Trouble::of_io(&error, path))?;
    sync_folder(path);
    Ok(())
}

/// The SQLCipher that is built in.
pub(super) fn cipher_version() -> Option<String> {
    let database = Connection::open_in_memory().ok()?;
    database.pragma_query_value(None, "cipher_version", |row| row.get(0)).ok()
}

fn connect(path: &Path, access: Access) -> Sql<Connection> {
    // A reader too: after a crash it is the first to open the file that puts it in order.
    let database = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // First of all, for it would speak on standard error.
    ignoring_rows(&database, "PRAGMA cipher_log_level = NONE")?;
    database.busy_timeout(PATIENCE)?;
    database.pragma_update(None, "foreign_keys", true)?;
    database.pragma_update(None, "trusted_schema", false)?;
    database.pragma_update(None, "cell_size_check", true)?;
    match access {
        Access::Read => database.pragma_update(None, "query_only", true)?,
        Access::Write => {
            database.pragma_update(None, "secure_delete", true)?;
            database.pragma_update(None, "synchronous", "EXTRA")?;
            ignoring_rows(&database, "PRAGMA journal_mode = DELETE")?;
        }
    }
    Ok(database)
}

fn ignoring_rows(database: &Connection, pragma: &str) -> Sql<()> {
    let mut statement = database.prepare(pragma)?;
    let mut rows = statement.query([])?;
    while rows.next()?.is_some() {}
    Ok(())
}

/// Every page and every row's form. Damage shows as rows, or as an error of any kind.
fn check(database: &Connection, path: &Path) -> Result<(), Trouble> {
    let found: Sql<Vec<String>> = database
        .prepare("PRAGMA quick_check(1)")
        .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect());
    match found {
        Ok(lines) if lines == ["ok"] => is_long_enough(database, path),
        Ok(lines) => Err(Trouble::damaged(path, &lines.join(" ").replace('\n', " "))),
        Err(error) => Err(Trouble::of(&error, path)),
    }
}

/// SQLite takes what is missing of the last page for zeros.
fn is_long_enough(database: &Connection, path: &Path) -> Result<(), Trouble> {
    let pages: u32 =
        database.pragma_query_value(None, "page_count", |row| row.get(0)).map_err(|error| Trouble::of(&error, path))?;
    let len = fs::metadata(path).map_err(|error| Trouble::of_io(&error, path))?.len();
    if len < u64::from(pages) * u64::from(PAGE) { Err(Trouble::damaged(path, "it ends early")) } else { Ok(()) }
}

/// The first bytes of a file that is there.
struct Header {
    bytes: Vec<u8>,
    len: u64,
}

/// Reads them past SQLite, so that nothing is opened that is no journal. On Unix the locks that this process holds on
/// the file through SQLite are gone when it closes: not to be done while it has the journal open.
fn header(path: &Path) -> Result<Option<Header>, Trouble> {
    let trouble = |error: io::Error| Trouble::of_io(&error, path);
    let about = match fs::metadata(path) {
        Ok(about) => about,
        Err(error) if error.kind() == io::ErrorKind::NotFound && path.symlink_metadata().is_err() => return Ok(None),
        Err(error) => return Err(trouble(error)),
    };
    if !about.is_file() {
        return Err(Trouble::Foreign(path.display().to_string()));
    }
    let mut bytes = Vec::with_capacity(100);
    #[expect(clippy::disallowed_methods, reason = "the journal's own file")]
    let file = fs::File::open(path).map_err(trouble)?;
    file.take(100).read_to_end(&mut bytes).map_err(trouble)?;
    Ok(Some(Header { bytes, len: about.len() }))
}

impl Header {
    /// The schema's version, when all that never changes in a journal is as it must be.
    fn version(&self, path: &Path) -> Result<u32, Trouble> {
        let shown = || path.display().to_string();
        if self.bytes.is_empty() {
            return Err(Trouble::damaged(path, "it is empty"));
        }
        let known = self.number(68) == Some(APPLICATION_ID);
        if !self.bytes.starts_with(MAGIC) {
            let whole_pages = self.len.is_multiple_of(PAGE.into());
            return Err(match (known, whole_pages) {
                (true, _) => Trouble::damaged(path, "its first bytes are not those of a journal"),
                (false, true) => Trouble::Encrypted(shown()),
                (false, false) => Trouble::Foreign(shown()),
            });
        }
        if self.bytes.len() < 100 {
            return Err(Trouble::damaged(path, "it ends early"));
        }
        if !known {
            return Err(Trouble::Foreign(shown()));
        }
        let version = self.number(60).unwrap_or_default();
        if version > schema::NEWEST {
            return Err(Trouble::Newer { found: version, known: schema::NEWEST });
        }
        // Page size, no write-ahead log, no bytes kept free, how full pages are; then format, no vacuuming, UTF-8.
        let form = self.bytes.get(16..24) == Some(&[0x10, 0, 1, 1, 0, 64, 32, 32]);
        let kind = [44, 52, 56, 64].map(|at| self.number(at)) == [Some(4), Some(0), Some(1), Some(0)];
        if version == 0 || !form || !kind {
            return Err(Trouble::damaged(path, "its first page is not that of a journal"));
        }
        Ok(version)
    }

    fn number(&self, at: usize) -> Option<u32> {
        self.bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
    }
}

/// Makes an empty file that only its owner can read.
fn private(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path).map(drop)
}

fn remove(path: &Path) -> io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "what a journal that was not made leaves behind")]
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes the new name last through a loss of power, as far as the system lets a folder be written out.
fn sync_folder(path: &Path) {
    #[expect(clippy::disallowed_methods, reason = "the folder is opened only to be written out")]
    if let Some(folder) = path.parent().and_then(|folder| fs::File::open(folder).ok()) {
        // Some systems cannot; the file itself is on disk all the same.
        let _ = folder.sync_all();
    }
}
