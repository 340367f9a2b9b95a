//! The only SQLite: what was practised and what the plan asks, kept.
//!
//! Refuses to know windows, sound and what a week makes of it: nothing derived is stored. [`read`] is for those who
//! only look; [`Journal`] is the one writer; [`Keeper`] is that writer on a thread of its own.

mod backup;
mod edit;
mod erase;
mod error;
mod exchange;
mod file;
mod header;
mod id;
mod keeper;
mod lock;
mod passphrase;
mod reseal;
mod rows;
mod schema;
mod store;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test puts files in place and looks at them")]
mod tests;
mod vault;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test puts files in place and looks at them")]
#[path = "vault/tests.rs"]
mod vault_tests;

pub use backup::{Backup, Kind, list as backups, made_at, spare as spare_backup};
pub use edit::EditError;
pub use erase::Belongings;
pub use error::JournalError;
pub use exchange::Imported;
pub use id::new_id;
pub use keeper::Keeper;
pub use lock::is_in_use;
pub use passphrase::{Passphrase, PassphraseError};
pub use store::Journal;
pub use vault::{Resealed, Restored};

use std::borrow::Cow;
use std::path::Path;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::data::DataDir;
use crate::exchange::Book;
use crate::plan::{self, Change, ChangeError, Content, Entry, Goal, Plan, Preview, Record, Support};
use header::{Form, Header};

/// Everything in the journal at one time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    /// Practices, targets, pauses; `None` before the first entry.
    pub stored: Option<Plan>,
    /// Not deleted, ordered by (day, start, id).
    pub entries: Vec<Entry>,
    /// Not deleted, in no order that means anything.
    pub goals: Vec<Goal>,
    /// Not deleted, in no order that means anything.
    pub support: Vec<Support>,
}

impl Snapshot {
    /// The plan that holds: the stored one, or the default as if it started `today`.
    pub fn plan(&self, today: NaiveDate) -> Cow<'_, Plan> {
        match &self.stored {
            Some(plan) => Cow::Borrowed(plan),
            None => Cow::Owned(plan::default_plan(today)),
        }
    }

    /// What a change made on `today` would do to the weeks that are over.
    ///
    /// # Errors
    /// Why the change cannot be made.
    pub fn preview(&self, change: &Change, today: NaiveDate) -> Result<Preview, ChangeError> {
        let plan = self.plan(today);
        let (entries, goals, support) = (&self.entries, &self.goals, &self.support);
        plan::preview(Content { plan: &plan, entries, goals, support }, change, today)
    }

    /// Why a change cannot be made on `today`, if it cannot: what [`Self::preview`] says, without looking at weeks.
    pub fn refusal(&self, change: &Change, today: NaiveDate) -> Option<ChangeError> {
        let plan = self.plan(today);
        let (entries, goals, support) = (&self.entries, &self.goals, &self.support);
        plan::writes(Content { plan: &plan, entries, goals, support }, change, today).err()
    }

    /// When a practice day begins, in minutes after midnight, 0–360.
    pub fn day_start_min(&self) -> u16 {
        self.plan(NaiveDate::default()).day_start_min
    }
}

/// Reads the journal, beside another program that may be writing it; with the passphrase where it needs one. What a
/// program that is gone left running is read as the entry that it becomes with the next write. Creates
/// nothing: where there is neither a journal nor a backup of one, it is an empty one.
///
/// A program that has a [`Keeper`] asks it instead: on Unix, opening a file a second time and closing it takes away
/// the locks that the same program holds on it.
///
/// # Errors
/// When there is a file that cannot be read, or that is no journal.
pub fn read(data: &DataDir, passphrase: Option<&Passphrase>) -> Result<Snapshot, JournalError> {
    read_with(data, passphrase, |database, left| {
        let mut snapshot = rows::snapshot(database)?;
        if let Some(left) = left {
            snapshot.stored.get_or_insert_with(|| plan::default_plan(left.day));
            snapshot.entries.push(left);
            snapshot
                .entries
                .sort_by(|one, other| (one.day, one.start, &one.id).cmp(&(other.day, other.start, &other.id)));
        }
        Ok(snapshot)
    })
}

/// Reads everything, tombstones too: what an export holds. Else as [`read`].
///
/// # Errors
/// As [`read`].
pub fn book(data: &DataDir, passphrase: Option<&Passphrase>) -> Result<Book, JournalError> {
    read_with(data, passphrase, |database, left| {
        let mut book = exchange::book(database)?;
        book.merge(Book::new(None, left.map(Record::Entry)));
        Ok(book)
    })
}

fn read_with<T: Default>(
    data: &DataDir,
    passphrase: Option<&Passphrase>,
    look: impl FnOnce(&Connection, Option<Entry>) -> rusqlite::Result<T>,
) -> Result<T, JournalError> {
    let path = data.journal();
    // Whoever has it open still plays what is running.
    let is_played = is_in_use(data);
    let opened = file::open(&path, file::Access::Read, passphrase);
    match opened.map_err(|trouble| backup::naming(trouble, data, passphrase))? {
        None if backup::has_any(data)? => Err(backup::gone(data, passphrase)),
        None => Ok(T::default()),
        Some(opened) if opened.version < schema::NEWEST => Err(JournalError::Older),
        Some(opened) => {
            let left = if is_played { Ok(None) } else { store::interrupted(&opened.database) };
            left.and_then(|left| look(&opened.database, left)).map_err(|error| failure(&error, &path, passphrase))
        }
    }
}

/// Why something failed in a journal that was open. What SQLite calls corrupt is damage only when the file, or a row of it,
/// is found to be, too. The connection that failed is in no transaction any more.
fn failure(error: &rusqlite::Error, path: &Path, passphrase: Option<&Passphrase>) -> JournalError {
    let told = JournalError::of(error, path);
    if error.sqlite_error_code() != Some(rusqlite::ErrorCode::DatabaseCorrupt) {
        return told;
    }
    // Rows of an earlier schema cannot be read before it is brought up to date; its pages were looked at all the same.
    let is_whole = |opened: &file::Opened| opened.version < schema::NEWEST || rows::snapshot(&opened.database).is_ok();
    match file::open(path, file::Access::Read, passphrase) {
        Ok(Some(opened)) if is_whole(&opened) => {
            JournalError::Machine(format!("{} is whole, but could not be read just now", path.display()))
        }
        Ok(_) => told,
        Err(why) => why,
    }
}

/// Whether the journal can be opened with a passphrase only, or so it seems. Not to be asked by a program that has it
/// open, as [`read`].
pub fn needs_passphrase(data: &DataDir) -> bool {
    let path = data.journal();
    matches!(Header::of(&path).map(|header| header.map(|header| header.form(&path))), Ok(Some(Ok(Form::Sealed))))
}

/// The versions of what the journal is kept with, for people.
pub fn versions() -> String {
    let sqlite = format!("SQLite {}", rusqlite::version());
    match file::cipher_version() {
        Some(cipher) => format!("{sqlite}, SQLCipher {cipher}"),
        None => sqlite,
    }
}
