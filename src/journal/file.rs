//! Opening and making the journal's file. What is not certainly a good journal is never opened for writing.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::types::ToSql;
#[cfg(unix)]
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, Result as Sql};

use crate::data::refuse_special;
use crate::inventory::{being_made, change_of};

use super::error::JournalError;
use super::header::{Form, Header};
use super::passphrase::{Key, Passphrase};
use super::schema::{self, APPLICATION_ID};

/// How long a reader and the writer wait for each other.
const PATIENCE: Duration = Duration::from_secs(5);
/// The length of a page, in bytes: SQLCipher's too, when nothing else is asked for.
pub(super) const PAGE: u32 = 4_096;
/// More than twenty years of entries.
const CACHE_KIB: i32 = 16_384;

/// What the journal is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    /// The caller holds the write lock.
    Write,
}

/// A journal's file, opened and checked.
pub(super) struct Opened {
    pub(super) database: Connection,
    /// Its schema: at most the newest.
    pub(super) version: u32,
    /// Whether the passphrase was needed.
    pub(super) form: Form,
}

/// Opens a journal's file and checks all of it; `None` when there is none. The passphrase counts only where one is
/// needed.
///
/// # Errors
/// [`JournalError::Damaged`] when the disk gives all of it out and it is found damaged twice: SQLite says the same of a read
/// that failed (`SQLITE_IOERR_CORRUPTFS`).
pub(super) fn open(
    path: &Path,
    access: Access,
    passphrase: Option<&Passphrase>,
) -> Result<Option<Opened>, JournalError> {
    match open_once(path, access, passphrase) {
        Err(JournalError::Damaged { .. }) => {
            read_through(path).map_err(|error| JournalError::of_io(&error, path))?;
            open_once(path, access, passphrase)
        }
        opened => opened,
    }
}

fn read_through(path: &Path) -> io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "a journal that seems damaged")]
    let mut file = fs::File::open(path)?;
    io::copy(&mut file, &mut io::sink()).map(drop)
}

fn open_once(path: &Path, access: Access, passphrase: Option<&Passphrase>) -> Result<Option<Opened>, JournalError> {
    // SQLite opens it before the journal itself.
    let change = change_of(path);
    refuse_special(&change).map_err(|error| JournalError::of_io(&error, &change))?;
    let Some(header) = Header::of(path)? else { return Ok(None) };
    let form = header.form(path)?;
    let trouble = |error: rusqlite::Error| JournalError::of(&error, path);
    let (database, version) = match form {
        Form::Plain(version) => (connect(path, access, None).map_err(trouble)?, version),
        Form::Sealed => unseal(path, access, passphrase.ok_or(JournalError::Locked)?)?,
    };
    check(&database, path, form)?;
    Ok(Some(Opened { database, version, form }))
}

/// Opens what only a passphrase can; the schema it has.
fn unseal(path: &Path, access: Access, passphrase: &Passphrase) -> Result<(Connection, u32), JournalError> {
    let open = |key: Key<'_>| {
        let opened = connect(path, access, Some(key)).and_then(|database| {
            let known: u32 = database.pragma_query_value(None, "application_id", |row| row.get(0))?;
            let version = database.pragma_query_value(None, "user_version", |row| row.get(0))?;
            Ok((database, known, version))
        });
        opened.map_err(|error| match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => JournalError::WrongPassphrase,
            _ => JournalError::of(&error, path),
        })
    };
    let mut tried = passphrase.keys().map(open);
    let is_right = |opened: &Result<_, JournalError>| !matches!(opened, Err(JournalError::WrongPassphrase));
    let (database, known, version) = tried.find(is_right).unwrap_or(Err(JournalError::WrongPassphrase))?;
    if known != APPLICATION_ID {
        return Err(JournalError::Foreign(path.display().to_string()));
    }
    match version {
        0 => Err(JournalError::damaged(path, "its first page is not that of a journal")),
        1..=schema::NEWEST => Ok((database, version)),
        _ => Err(JournalError::Newer { found: version, known: schema::NEWEST }),
    }
}

/// Makes a journal with `fill` in it. It appears whole or not at all. The caller holds the write lock.
pub(super) fn create(path: &Path, fill: impl FnOnce(&Connection) -> Sql<()>) -> Result<Connection, JournalError> {
    let made = being_made(path);
    let clear = || remove(&made).and_then(|()| remove(&change_of(&made)));
    // A crash may have left half of one; and to a new file, what is left of another one's last change is poison.
    let old = remove(&change_of(path));
    old.and_then(|()| clear()).map_err(|error| JournalError::of_io(&error, path))?;
    let done = make(&made, path, fill).and_then(|()| show(&made, path));
    if done.is_err() {
        // On a full disk half a journal is in the way; where it cannot go now, it goes the next time.
        let _ = clear();
    }
    done?;
    let opened = open(path, Access::Write, None)?;
    opened.map(|opened| opened.database).ok_or_else(|| JournalError::damaged(path, "it is gone as soon as it was made"))
}

fn make(made: &Path, path: &Path, fill: impl FnOnce(&Connection) -> Sql<()>) -> Result<(), JournalError> {
    let trouble = |error: rusqlite::Error| JournalError::of_new(&error, path);
    private(made).map_err(|error| JournalError::of_io(&error, path))?;
    let mut database = connect(made, Access::Write, None).map_err(trouble)?;
    database.pragma_update(None, "page_size", PAGE).map_err(trouble)?;
    database.pragma_update(None, "application_id", APPLICATION_ID).map_err(trouble)?;
    schema::migrate(&mut database, 0).map_err(trouble)?;
    fill(&database).map_err(trouble)?;
    database.close().map_err(|(_, error)| trouble(error))
}

/// Gives what was made its name, where nothing has it.
fn show(made: &Path, path: &Path) -> Result<(), JournalError> {
    if path.symlink_metadata().is_ok() {
        return Err(JournalError::Machine(format!("{} has appeared meanwhile: it is left as it is", path.display())));
    }
    fs::rename(made, path).map_err(|error| JournalError::of_io(&error, path))?;
    sync_folder(path);
    Ok(())
}

/// The SQLCipher that is built in.
pub(super) fn cipher_version() -> Option<String> {
    let database = Connection::open_in_memory().ok()?;
    database.pragma_query_value(None, "cipher_version", |row| row.get(0)).ok()
}

fn connect(path: &Path, access: Access, key: Option<Key<'_>>) -> Sql<Connection> {
    // A reader too: after a crash it is the first to open the file that puts it in order.
    // One thread at a time has it: a lock around each value that is read would be half of reading.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags(path, flags)?;
    // First of all, for it would speak on standard error.
    ignoring_rows(&database, "PRAGMA cipher_log_level = NONE")?;
    // Unit tests open hundreds of journals; those of the whole program derive their keys as it does. Here too where there
    // is no key: one can be attached.
    #[cfg(test)]
    ignoring_rows(&database, "PRAGMA cipher_default_kdf_iter = 100")?;
    if let Some(key) = key {
        // SQLite's own copies are wiped when it frees them.
        ignoring_rows(&database, "PRAGMA cipher_memory_security = ON")?;
        key.unlock(&database)?;
    }
    // What does not fit into memory must not lie readable in the system's temporary folder.
    ignoring_rows(&database, "PRAGMA temp_store = MEMORY")?;
    database.busy_timeout(PATIENCE)?;
    database.pragma_update(None, "foreign_keys", true)?;
    database.pragma_update(None, "trusted_schema", false)?;
    database.pragma_update(None, "cell_size_check", true)?;
    // All of it: opening reads each page more than once.
    database.pragma_update(None, "cache_size", -CACHE_KIB)?;
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

/// A path as SQLite takes it: its very bytes, which need not be UTF-8.
#[cfg(unix)]
pub(super) fn name(path: &Path) -> impl ToSql {
    use std::os::unix::ffi::OsStrExt as _;
    ToSqlOutput::Borrowed(ValueRef::Text(path.as_os_str().as_bytes()))
}

/// A path as SQLite takes it.
#[cfg(not(unix))]
pub(super) fn name(path: &Path) -> impl ToSql {
    path.to_string_lossy()
}

/// Does what a pragma says that may answer with rows.
pub(super) fn ignoring_rows(database: &Connection, pragma: &str) -> Sql<()> {
    let mut statement = database.prepare(pragma)?;
    let mut rows = statement.query([])?;
    while rows.next()?.is_some() {}
    Ok(())
}

/// Every page and every row's form; the ranges of values are those of who reads them, which is six times as fast. Damage
/// shows as rows, or as an error of any kind.
fn check(database: &Connection, path: &Path, form: Form) -> Result<(), JournalError> {
    if form == Form::Sealed {
        let wrong = lines(database, "PRAGMA cipher_integrity_check", path)?;
        if let Some(line) = wrong.first() {
            return Err(JournalError::damaged(path, line));
        }
    }
    let ranges = |left: bool| {
        let set = database.pragma_update(None, "ignore_check_constraints", left);
        set.map_err(|error| JournalError::of(&error, path))
    };
    ranges(true)?;
    let found = lines(database, "PRAGMA quick_check(1)", path)?;
    ranges(false)?;
    if found == ["ok"] {
        is_long_enough(database, path)
    } else {
        Err(JournalError::damaged(path, &found.join(" ").replace('\n', " ")))
    }
}

fn lines(database: &Connection, pragma: &str, path: &Path) -> Result<Vec<String>, JournalError> {
    let found: Sql<_> =
        database.prepare(pragma).and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect());
    found.map_err(|error| match JournalError::of(&error, path) {
        // With a broken page SQLCipher runs out of things to say in many ways.
        JournalError::Machine(why) if error.sqlite_error_code() == Some(ErrorCode::OutOfMemory) => {
            JournalError::damaged(path, &why)
        }
        trouble => trouble,
    })
}

/// SQLite takes what is missing of the last page for zeros.
fn is_long_enough(database: &Connection, path: &Path) -> Result<(), JournalError> {
    let pages: u32 = database
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .map_err(|error| JournalError::of(&error, path))?;
    let len = fs::metadata(path).map_err(|error| JournalError::of_io(&error, path))?.len();
    if len < u64::from(pages) * u64::from(PAGE) { Err(JournalError::damaged(path, "it ends early")) } else { Ok(()) }
}

/// Makes an empty file that only its owner can read.
pub(super) fn private(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path).map(drop)
}

/// Copies a file for its owner only, onto the disk; where there is something already it fails.
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "a journal that cannot be opened is kept as it is")]
    let mut source = fs::File::open(from)?;
    private(to)?;
    let mut target = OpenOptions::new().write(true).open(to)?;
    io::copy(&mut source, &mut target)?;
    target.sync_all()
}

/// Waits until a file's content is on the disk.
pub(super) fn sync(path: &Path) -> io::Result<()> {
    OpenOptions::new().write(true).open(path)?.sync_all()
}

/// Removes a file; nothing when there is none.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "what a journal that was not made leaves behind")]
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes the new name last through a loss of power, as far as the system lets a folder be written out.
pub(super) fn sync_folder(path: &Path) {
    #[expect(clippy::disallowed_methods, reason = "the folder is opened only to be written out")]
    if let Some(folder) = path.parent().and_then(|folder| fs::File::open(folder).ok()) {
        // Some systems cannot; the file itself is on disk all the same.
        let _ = folder.sync_all();
    }
}
