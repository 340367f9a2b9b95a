//! Copies of the journal beside it: made whole or not at all, under the same passphrase, a few of each kind kept.
//!
//! Each has a number, one higher than any before it, which stands in its name: the order of backups can be read when
//! none of them can be opened, and does not hang on a clock, which can stand still or be set back.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use rusqlite::Connection;

use super::error::JournalError;
use super::passphrase::Passphrase;
use super::{erase, file, header, schema};
use crate::data::{DataDir, create_private_folder, files_in};
use crate::inventory::{being_made, change_of};

/// This many of each kind are kept: those made last.
const KEPT: usize = 5;
const STAMP: &str = "%Y-%m-%d-%H%M%S";
const STAMP_LEN: usize = "2026-11-22-080000".len();
/// A number in a name has at least so many digits, so that a list of files shows them in order; more than nine are no
/// number of a backup.
const DIGITS: std::ops::RangeInclusive<usize> = 4..=9;

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Before the first write of a practice day.
    Daily,
    /// Before the journal was brought to a newer schema.
    BeforeUpdate,
    /// Before an import.
    BeforeImport,
    /// Before the passphrase was set, changed or removed.
    BeforePassphrase,
    /// Before a backup took the journal's place.
    BeforeRestore,
    /// A journal that could not be opened, as it was, before another one took its place.
    SetAside,
}

impl Kind {
    const ALL: [Self; 6] = [
        Self::Daily,
        Self::BeforeUpdate,
        Self::BeforeImport,
        Self::BeforePassphrase,
        Self::BeforeRestore,
        Self::SetAside,
    ];

    /// As it stands in a backup's name.
    const fn word(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::BeforeUpdate => "before-update",
            Self::BeforeImport => "before-import",
            Self::BeforePassphrase => "before-passphrase",
            Self::BeforeRestore => "before-restore",
            Self::SetAside => "set-aside",
        }
    }
}

/// In words for the user.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Daily => "daily",
            Self::BeforeUpdate => "before a new version of Ebb",
            Self::BeforeImport => "before an import",
            Self::BeforePassphrase => "before a change of the passphrase",
            Self::BeforeRestore => "before a backup was restored",
            Self::SetAside => "set aside, as it was",
        })
    }
}

/// A backup that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// What it is called: `0042-2026-11-22-080000-daily`, or without the number.
    pub name: String,
    /// The higher, the later it was made; backups made before there were numbers have none.
    pub number: Option<u32>,
    /// When it was made, by the clock on the wall.
    pub at: NaiveDateTime,
    /// Why.
    pub kind: Kind,
    /// Its length.
    pub bytes: u64,
    /// Whether it can be opened with a passphrase only.
    pub sealed: bool,
}

/// The backups there are, the one made last first: by their numbers, then those without one by their dates. Files of
/// other names are not looked at.
///
/// # Errors
/// When the folder of the backups cannot be read.
pub fn list(data: &DataDir) -> Result<Vec<Backup>, JournalError> {
    let folder = data.backups();
    let trouble = |error: io::Error| JournalError::of_io(&error, &folder);
    let mut found = Vec::new();
    for path in files_in(&folder).map_err(trouble)? {
        let named = path.file_name().and_then(|name| name.to_str());
        let Some(name) = named.and_then(|name| name.strip_suffix(".db")) else { continue };
        let Some((number, at, kind)) = parse(name) else { continue };
        let about = path.symlink_metadata().map_err(trouble)?;
        if about.is_file() {
            let readable = if kind == Kind::SetAside { header::is_readable(&path) } else { header::is_plain(&path) };
            let (name, sealed) = (name.to_owned(), !readable);
            found.push(Backup { name, number, at, kind, bytes: about.len(), sealed });
        }
    }
    found.sort_by(|one, other| (other.number, other.at, &other.name).cmp(&(one.number, one.at, &one.name)));
    Ok(found)
}

/// When the backup of this name was made, by the clock on the wall; nothing when it is no backup's name.
pub fn made_at(name: &str) -> Option<NaiveDateTime> {
    parse(name).map(|(_, at, _)| at)
}

/// The number, if it has one, the time and the kind that a backup's name tells.
fn parse(name: &str) -> Option<(Option<u32>, NaiveDateTime, Kind)> {
    let of = |dated: &str| {
        let (stamp, rest) = dated.split_at_checked(STAMP_LEN)?;
        Some((NaiveDateTime::parse_from_str(stamp, STAMP).ok()?, rest.strip_prefix('-')?.to_owned()))
    };
    if let Some((number, dated)) = name.split_once('-')
        && DIGITS.contains(&number.len())
        && is_number(number)
        && let Some((at, rest)) = of(dated)
    {
        let kind = Kind::ALL.into_iter().find(|kind| kind.word() == rest)?;
        return Some((Some(number.parse().ok()?), at, kind));
    }
    let (at, rest) = of(name)?;
    // Without a number of its own, one of the same second and kind was told from the first by a number behind it.
    let is_of = |kind: &Kind| {
        let after = rest.strip_prefix(kind.word());
        after.is_some_and(|after| after.is_empty() || after.strip_prefix('-').is_some_and(is_number))
    };
    Kind::ALL.into_iter().find(is_of).map(|kind| (None, at, kind))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Where a backup of this name is, or would be.
pub(super) fn path_of(data: &DataDir, name: &str) -> PathBuf {
    data.backups().join(format!("{name}.db"))
}

/// Makes a backup of an open journal, under the same passphrase, and lets the oldest of its kind go; its name. The
/// journal keeps its number, which is in the backup too.
pub(super) fn make(
    database: &Connection,
    data: &DataDir,
    kind: Kind,
    now: DateTime<FixedOffset>,
) -> Result<String, JournalError> {
    let trouble = |error: rusqlite::Error| JournalError::of_new(&error, &data.journal());
    let (number, name) = free_name(data, kind, now, schema::last_backup(database).map_err(trouble)?)?;
    schema::set_last_backup(database, number).map_err(trouble)?;
    let path = path_of(data, &name);
    let made = being_made(&path);
    let written = write(database, &made, &path);
    if written.is_err() {
        // On a full disk half a backup is in the way; where it cannot go now, it goes with the next one's.
        let _ = erase::file(&made);
    }
    written?;
    let old = list(data)?.into_iter().filter(|backup| backup.kind == kind).skip(KEPT);
    for backup in old {
        let path = path_of(data, &backup.name);
        erase::file(&path).map_err(|error| JournalError::of_io(&error, &path))?;
    }
    Ok(name)
}

fn write(database: &Connection, made: &Path, path: &Path) -> Result<(), JournalError> {
    let trouble = |error: io::Error| JournalError::of_io(&error, path);
    file::private(made).map_err(trouble)?;
    database.execute("VACUUM INTO ?1", [file::name(made)]).map_err(|error| JournalError::of_new(&error, path))?;
    file::sync(made).map_err(trouble)?;
    fs::rename(made, path).map_err(trouble)?;
    file::sync_folder(path);
    Ok(())
}

/// A number higher than `last` and than that of every backup there is, and a name with it that nothing has, in a folder
/// that is there.
fn free_name(
    data: &DataDir,
    kind: Kind,
    now: DateTime<FixedOffset>,
    last: Option<u32>,
) -> Result<(u32, String), JournalError> {
    let folder = data.backups();
    create_private_folder(&folder).map_err(|error| JournalError::of_io(&error, &folder))?;
    let highest = list(data)?.iter().filter_map(|backup| backup.number).max();
    let next = highest.max(last).unwrap_or(0).saturating_add(1);
    let digits = *DIGITS.start();
    let mut names = (next..).map(|number| (number, format!("{number:0digits$}-{}-{}", now.format(STAMP), kind.word())));
    let free = names.find(|(_, name)| path_of(data, name).symlink_metadata().is_err());
    free.ok_or_else(|| JournalError::Machine(format!("{} has no number left for a backup", folder.display())))
}

/// Brings the journal's file, whatever it is, among the backups with `carry`; its name there. What a crash left of its
/// last change goes with it, and is in no other journal's way any more.
pub(super) fn set_aside(
    data: &DataDir,
    now: DateTime<FixedOffset>,
    carry: impl FnOnce(&Path, &Path) -> io::Result<()>,
) -> Result<String, JournalError> {
    let (_, name) = free_name(data, Kind::SetAside, now, None)?;
    let (from, to) = (data.journal(), path_of(data, &name));
    let (from_change, to_change) = (change_of(&from), change_of(&to));
    let carried = match file::copy(&from_change, &to_change) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => carry(&from, &to).and_then(|()| file::remove(&from_change)),
    };
    carried.map_err(|error| JournalError::of_io(&error, &to))?;
    file::sync_folder(&from);
    file::sync_folder(&to);
    Ok(name)
}

/// The copies of a journal that could be opened when they were made, the newest first.
fn copies(data: &DataDir) -> Result<Vec<Backup>, JournalError> {
    let mut copies = list(data)?;
    copies.retain(|backup| backup.kind != Kind::SetAside);
    Ok(copies)
}

/// Whether there is a copy of a journal that could be opened.
pub(super) fn has_any(data: &DataDir) -> Result<bool, JournalError> {
    Ok(!copies(data)?.is_empty())
}

/// The backup that can take the place of a journal that is lost: the newest good one, or the newest if only a passphrase
/// can tell.
fn best(data: &DataDir, passphrase: Option<&Passphrase>) -> Option<String> {
    let newest = || copies(data).ok()?.into_iter().next().filter(|backup| backup.sealed).map(|backup| backup.name);
    newest_good(data, passphrase).or_else(newest)
}

/// That the journal is gone, naming the backup that can take its place.
pub(super) fn gone(data: &DataDir, passphrase: Option<&Passphrase>) -> JournalError {
    JournalError::Gone { path: data.journal().display().to_string(), backup: best(data, passphrase) }
}

/// The newest backup, if it can be read by anybody although the journal seems to have a passphrase: then perhaps it has
/// none, and its beginning is damaged. While a passphrase is being set that is as it should be.
pub fn spare(data: &DataDir) -> Option<String> {
    let newest = copies(data).ok()?.into_iter().next()?;
    (!newest.sealed && newest.kind != Kind::BeforePassphrase).then_some(newest.name)
}

/// Why the journal cannot be opened, with the backup that can take its place. A passphrase that opens the newest backup
/// and not the journal is the right one: it is the journal that is damaged, where its own salt and seal stand, or that was
/// put there from elsewhere.
pub(super) fn naming(error: JournalError, data: &DataDir, passphrase: Option<&Passphrase>) -> JournalError {
    let path = data.journal().display().to_string();
    let damaged = |why: &str, backup| JournalError::Damaged { path, why: why.to_owned(), backup };
    match error {
        JournalError::Damaged { why, .. } => damaged(&why, best(data, passphrase)),
        JournalError::Foreign(_) if data.journal().is_file() && has_any(data) == Ok(true) => {
            damaged("it is not that of a journal any more", best(data, passphrase))
        }
        JournalError::WrongPassphrase => match (opened_by(data, passphrase), spare(data)) {
            (Some(backup), _) => damaged(OPENS, Some(backup)),
            (None, Some(backup)) => damaged(NEVER, Some(backup)),
            (None, None) => JournalError::WrongPassphrase,
        },
        other => other,
    }
}

/// What is known of a journal that a right passphrase does not open.
const OPENS: &str = "the passphrase opens its newest backup but not the journal: its first page is damaged, or it has \
                     another passphrase";
/// What is known of one whose backups have no passphrase.
const NEVER: &str = "the passphrase does not open it, and its newest backup has none: its first page is damaged, or it has \
                     another passphrase";

/// The newest backup that has a passphrase, if it is this one. No other is tried: each try takes as long as unlocking.
fn opened_by(data: &DataDir, passphrase: Option<&Passphrase>) -> Option<String> {
    let newest = copies(data).ok()?.into_iter().find(|backup| backup.sealed)?;
    let opened = file::open(&path_of(data, &newest.name), file::Access::Read, Some(passphrase?));
    matches!(opened, Ok(Some(_))).then_some(newest.name)
}

/// The newest backup that is whole and opens with this passphrase, if it needs one.
pub(super) fn newest_good(data: &DataDir, passphrase: Option<&Passphrase>) -> Option<String> {
    let good = |backup: &Backup| {
        matches!(file::open(&path_of(data, &backup.name), file::Access::Read, passphrase), Ok(Some(_)))
    };
    copies(data).ok()?.into_iter().find(good).map(|backup| backup.name)
}
