//! The same journal under another passphrase, or under none: made beside the old one, compared with it row by row,
//! and only then put in its place.

use std::fs;
use std::io;
use std::path::Path;

use rusqlite::{Connection, Result as Sql};

use super::erase::{self, Doomed};
use super::error::JournalError;
use super::file::{self, Access, Opened};
use super::passphrase::Passphrase;
use super::schema::{self, APPLICATION_ID};
use crate::inventory::{being_made, change_of};

/// Writes what is in `from` to a new file at `made`, and makes sure that all of it arrived and is on disk. Nothing is
/// left there when that fails.
pub(super) fn write(from: &Opened, made: &Path, passphrase: Option<&Passphrase>) -> Result<(), JournalError> {
    let clear = || erase::file(made).and_then(|()| erase::file(&change_of(made)));
    clear().map_err(|error| JournalError::of_io(&error, made))?;
    let written = export(from, made, passphrase).and_then(|()| verify(from, made, passphrase));
    if written.is_err() {
        // On a full disk half a copy is in the way; where it cannot go now, it goes the next time.
        let _ = clear();
    }
    written
}

/// Copies the file at `from` to `made` as it is. Nothing is left there when that fails.
pub(super) fn copy(from: &Path, made: &Path) -> Result<(), JournalError> {
    let copied = erase::file(made).and_then(|()| file::copy(from, made));
    if copied.is_err() {
        let _ = erase::file(made);
    }
    copied.map_err(|error| JournalError::of_io(&error, made))
}

/// Puts the file at `path`, which is `opened`, under another passphrase, or under none; what a crash left of a change to it
/// goes with its old content. With `former` the new file keeps that passphrase for what is still under it. Whether the old
/// content, which has no name any more, could be wiped.
///
/// # Errors
/// When the new file cannot be written, or somebody reads the old one: it stands as it was.
pub(super) fn replace(
    opened: Opened,
    path: &Path,
    passphrase: Option<&Passphrase>,
    former: Option<&Passphrase>,
) -> Result<io::Result<()>, JournalError> {
    let (made, change) = (being_made(path), change_of(path));
    let ready = write(&opened, &made, passphrase)
        .and_then(|()| former.map_or(Ok(()), |former| keep_former(&made, passphrase, former)))
        .and_then(|()| close(opened, path))
        .and_then(|()| erase::file(&change).map_err(|error| JournalError::of_io(&error, &change)));
    if ready.is_err() {
        // It may be readable where the old one is not; where it cannot go now, it goes the next time.
        let _ = erase::file(&made);
    }
    ready?;
    Ok(swap(&made, path)?.map_or(Ok(()), Doomed::wipe))
}

/// Closes a file whose name another one takes, when nobody reads it any more.
pub(super) fn close(opened: Opened, path: &Path) -> Result<(), JournalError> {
    let alone = opened.database.execute_batch("PRAGMA query_only = OFF; BEGIN EXCLUSIVE; COMMIT");
    alone.map_err(|error| JournalError::of_new(&error, path))?;
    opened.database.close().map_err(|(_, error)| JournalError::of_new(&error, path))
}

/// Keeps a former passphrase in the encrypted file at `made`.
pub(super) fn keep_former(
    made: &Path,
    passphrase: Option<&Passphrase>,
    former: &Passphrase,
) -> Result<(), JournalError> {
    let Some(opened) = file::open(made, Access::Write, passphrase)? else { return Ok(()) };
    let kept = schema::set_former_passphrase(&opened.database, Some(former.as_given()));
    kept.and_then(|()| opened.database.close().map_err(|(_, error)| error))
        .map_err(|error| JournalError::of_new(&error, made))
}

/// Puts the file at `made` in the place of the one at `path`, which is handed back: only its content is left to be
/// wiped. Nobody has either open.
pub(super) fn swap(made: &Path, path: &Path) -> Result<Option<Doomed>, JournalError> {
    let old = Doomed::of(path);
    if let Err(error) = fs::rename(made, path) {
        // It may be readable where the old one is not; where it cannot go now, it goes the next time.
        let _ = erase::file(made);
        return Err(JournalError::of_io(&error, path));
    }
    file::sync_folder(path);
    Ok(old)
}

fn export(from: &Opened, made: &Path, passphrase: Option<&Passphrase>) -> Result<(), JournalError> {
    file::private(made).map_err(|error| JournalError::of_io(&error, made))?;
    let database = &from.database;
    let done = (|| {
        let key = passphrase.map_or("", Passphrase::text);
        // Here too: the key goes through SQLite's memory even when this journal has none.
        file::ignoring_rows(database, "PRAGMA cipher_memory_security = ON")?;
        database.pragma_update(None, "query_only", false)?;
        if passphrase.is_none() {
            // What anybody can read holds no passphrase, not even for a moment.
            schema::set_former_passphrase(database, None)?;
        }
        database.execute("ATTACH DATABASE ?1 AS other KEY ?2", (file::name(made), key))?;
        database.execute_batch("PRAGMA other.synchronous = EXTRA")?;
        let exported = database.query_row("SELECT sqlcipher_export('other')", [], |_| Ok(())).and_then(|()| {
            database.pragma_update(Some("other"), "user_version", from.version)?;
            database.pragma_update(Some("other"), "application_id", APPLICATION_ID)
        });
        database.execute_batch("DETACH DATABASE other")?;
        exported
    })();
    done.map_err(|error: rusqlite::Error| JournalError::of_new(&error, made))?;
    file::sync(made).map_err(|error| JournalError::of_io(&error, made))
}

fn verify(from: &Opened, made: &Path, passphrase: Option<&Passphrase>) -> Result<(), JournalError> {
    let missing =
        || JournalError::Machine(format!("{} is not what was written to it: nothing was changed", made.display()));
    // What was just written and cannot be read is a disk's fault: `from` is as good as it was.
    let copy = match file::open(made, Access::Read, passphrase) {
        Ok(Some(copy)) => copy,
        Err(JournalError::Damaged { .. }) | Ok(None) => return Err(missing()),
        Err(trouble) => return Err(trouble),
    };
    match same(&from.database, &copy.database) {
        Ok(true) if copy.version == from.version => Ok(()),
        Ok(_) => Err(missing()),
        Err(error) => Err(JournalError::of_new(&error, made)),
    }
}

/// Whether both have the same tables with the same rows.
fn same(one: &Connection, other: &Connection) -> Sql<bool> {
    let tables = "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'";
    if !same_rows(one, other, tables)? {
        return Ok(false);
    }
    let names: Vec<String> = one.prepare(tables)?.query_map([], |row| row.get(0))?.collect::<Sql<_>>()?;
    for name in names {
        if !same_rows(one, other, &format!("SELECT * FROM \"{name}\""))? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether both answer the same, in the order of the first two columns: by these every row can be told from the others.
fn same_rows(one: &Connection, other: &Connection, select: &str) -> Sql<bool> {
    let ordered = format!("{select} ORDER BY 1, 2");
    let (mut one, mut other) = (one.prepare(&ordered)?, other.prepare(&ordered)?);
    let columns = one.column_count();
    if other.column_count() != columns {
        return Ok(false);
    }
    let (mut ones, mut others) = (one.query([])?, other.query([])?);
    loop {
        match (ones.next()?, others.next()?) {
            (None, None) => return Ok(true),
            (Some(row), Some(twin)) => {
                for column in 0..columns {
                    if row.get_ref(column)? != twin.get_ref(column)? {
                        return Ok(false);
                    }
                }
            }
            _ => return Ok(false),
        }
    }
}
