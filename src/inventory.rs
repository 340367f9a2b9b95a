//! Every file that Ebb makes in its folder: how it is called, what it is, and who removes what a crash leaves of it.
//!
//! | file | who may read it | what a crash can leave of it | who removes that |
//! |---|---|---|---|
//! | `journal.db`, `backups/….db` | whoever has the passphrase, if there is one | `….db.new`, `….db.new-journal` | the next writer, when it takes the lock |
//! | | | `….db-journal` | the next writer, once SQLite has looked at it |
//! | `settings.ron`, `sessions/….ron` | whoever can read the folder | `.….ron.f55YT2` | who writes the file next |
//! | exports, tables, reports | whoever can read the folder | `.….json.f55YT2` | who writes the file next |
//! | `lock`, `.probe-…` | nothing is in them | itself | nobody needs to |
//!
//! What may be readable is overwritten before it is removed. "Delete everything" takes all of it away but the lock, which is
//! held meanwhile.
//!
//! Knows names, and how exports begin; refuses to know what else is in a file.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::data::{DataDir, PROBE, files_in, half_of};

/// What an export is known by stands within these bytes.
const BEGINNING: u64 = 1_024;

/// What a file in the folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// What was practised, or a copy of that file which somebody made by hand.
    Journal,
    /// A copy of the journal that Ebb made.
    Backup,
    /// What the user chose.
    Settings,
    /// A session of the user's own.
    Session,
    /// Held by whoever may write, with nothing in it.
    Lock,
    /// Made and removed to see whether a folder can be written, with nothing in it.
    Probe,
}

/// How far a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It is what it is called.
    Whole,
    /// What SQLite keeps beside a database while it changes.
    Change,
    /// A database that has not its name yet, or what SQLite keeps beside that.
    BeingMade,
    /// Any other file that has not its name yet.
    Half,
}

/// What the file at this path is, by its name; `None` when the name is none that Ebb gives. An export can have any:
/// [`is_export`].
pub fn identify(data: &DataDir, path: &Path) -> Option<(Item, Stage)> {
    let (folder, name) = (path.parent()?, path.file_name()?.to_str()?);
    if let Some(whole) = half_of(name) {
        let (item, _) = identify(data, &folder.join(whole))?;
        return Some((item, Stage::Half));
    }
    if name.starts_with(PROBE) && (folder == data.folder() || folder == data.backups()) {
        return Some((Item::Probe, Stage::Whole));
    }
    if folder == data.backups() {
        let (_, beside) = name.split_once(".db")?;
        return stage_of(beside).map(|stage| (Item::Backup, stage));
    }
    if folder.starts_with(data.sessions()) {
        return (path.extension()? == "ron").then_some((Item::Session, Stage::Whole));
    }
    if folder != data.folder() {
        return None;
    }
    match name.strip_prefix("journal.db") {
        Some(beside) => Some((Item::Journal, stage_of(beside).unwrap_or(Stage::Whole))),
        None if path == data.settings() => Some((Item::Settings, Stage::Whole)),
        None if path == data.lock() => Some((Item::Lock, Stage::Whole)),
        None => None,
    }
}

/// By what stands behind a database's name.
fn stage_of(beside: &str) -> Option<Stage> {
    match beside {
        "" => Some(Stage::Whole),
        "-journal" | "-wal" | "-shm" => Some(Stage::Change),
        ".new" | ".new-journal" => Some(Stage::BeingMade),
        _ => None,
    }
}

/// Where a database is made before it takes the place of the one at `path`.
pub(crate) fn being_made(path: &Path) -> PathBuf {
    beside(path, ".new")
}

/// Where SQLite keeps what a change overwrites, until it is written: the rollback journal of the database at `path`.
pub(crate) fn change_of(path: &Path) -> PathBuf {
    beside(path, "-journal")
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// What crashes have left of databases that were being made. Who asks holds the lock: then nobody makes one.
pub(crate) fn left_over(data: &DataDir) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in [data.folder().to_owned(), data.backups()] {
        // Where nothing can be listed nothing can be made either: who tries hears of it.
        for path in files_in(&folder).into_iter().flatten() {
            if identify(data, &path).is_some_and(|(_, stage)| stage == Stage::BeingMade) {
                found.push(path);
            }
        }
    }
    found
}

/// Whether Ebb wrote it for its user, half or whole, by its first words; zeros, with which no such file begins, are what is
/// left of one that was being overwritten.
///
/// # Errors
/// When these cannot be read.
pub fn is_export(path: &Path) -> io::Result<bool> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let begins = |known: &[&str]| {
        let packed: String = beginning(path)?.chars().filter(|letter| !letter.is_whitespace()).collect();
        Ok(packed.starts_with('\0') || known.iter().any(|known| packed.contains(known)))
    };
    match half_of(name).unwrap_or(name).rsplit_once('.').map(|(_, end)| end) {
        Some("json") => begins(&["{\"ebb\":"]),
        Some("csv") => begins(&[
            "id,practice,practice_name,day,start,active_s",
            "from,to,practice,practice_name,kind,done,required",
            "id,practice,day,start,active_s",
            "from,to,practice,kind,done,required",
        ]),
        Some("html") => begins(&["name=\"generator\"content=\"Ebb"]),
        _ => Ok(false),
    }
}

/// Nothing where there is no regular file: a pipe would be waited for.
fn beginning(path: &Path) -> io::Result<String> {
    match std::fs::metadata(path) {
        Ok(about) if about.is_file() => {}
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => return Ok(String::new()),
    }
    let mut bytes = Vec::new();
    #[expect(clippy::disallowed_methods, reason = "exports are known by how they begin")]
    File::open(path)?.take(BEGINNING).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Option<(Item, Stage)> {
        let data = DataDir::at("/home/her/ebb");
        identify(&data, &data.folder().join(name))
    }

    #[test]
    fn each_file_is_known_by_its_name_and_place() {
        for (name, item, stage) in [
            ("journal.db", Item::Journal, Stage::Whole),
            ("journal.db-journal", Item::Journal, Stage::Change),
            ("journal.db.new", Item::Journal, Stage::BeingMade),
            ("journal.db.new-journal", Item::Journal, Stage::BeingMade),
            ("journal.db.old", Item::Journal, Stage::Whole),
            ("backups/0001-2026-11-22-080000-daily.db", Item::Backup, Stage::Whole),
            ("backups/0001-2026-11-22-080000-daily.db-journal", Item::Backup, Stage::Change),
            ("backups/0001-2026-11-22-080000-daily.db.new", Item::Backup, Stage::BeingMade),
            ("settings.ron", Item::Settings, Stage::Whole),
            (".settings.ron.f55YT2", Item::Settings, Stage::Half),
            ("sessions/evening/own.ron", Item::Session, Stage::Whole),
            ("sessions/.own.ron.f55YT2", Item::Session, Stage::Half),
            ("lock", Item::Lock, Stage::Whole),
            (".probe-77", Item::Probe, Stage::Whole),
            ("backups/.probe-77", Item::Probe, Stage::Whole),
        ] {
            assert_eq!(named(name), Some((item, stage)), "{name}");
        }
    }

    #[test]
    fn what_ebb_would_never_write_is_none_of_its_files() {
        for name in
            ["shopping.ron", "backups/letter.txt", "backups/0001.db.bak", "sessions/notes.txt", "old/journal.db"]
        {
            assert_eq!(named(name), None, "{name}");
        }
    }

    #[test]
    fn what_lies_beside_a_database_is_named_after_all_of_its_name() {
        let path = Path::new("/data/caf\u{e9}.db");
        assert_eq!(being_made(path), Path::new("/data/caf\u{e9}.db.new"));
        assert_eq!(change_of(&being_made(path)), Path::new("/data/caf\u{e9}.db.new-journal"));
        let data = DataDir::at("/data");
        assert_eq!(identify(&data, &being_made(&data.journal())), Some((Item::Journal, Stage::BeingMade)));
    }
}
