//! The one writer: every change is one transaction, and is on disk when its function returns.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDate, Timelike as _};
use rusqlite::{Connection, Result as Sql, Transaction, TransactionBehavior};

use super::backup::{self, Kind};
use super::edit::{self, Done, EditError};
use super::error::JournalError;
use super::header::Form;
use super::lock::Lock;
use super::passphrase::Passphrase;
use super::{Snapshot, erase, file, rows, schema};
use crate::data::DataDir;
use crate::inventory;
use crate::plan::{self, Change, ChangeError, Ended, Entry, Record};

/// A session that ended without a word is an entry from this on, in seconds; below, nothing happened.
const WORTH_KEEPING_S: u32 = 10;

/// The journal, open for writing. While it lives no other program can write.
#[derive(Debug)]
pub struct Journal {
    pub(super) data: DataDir,
    pub(super) path: PathBuf,
    /// Held, not read.
    _lock: Lock,
    /// `None` before there is a file, and after a failure: what is on disk is then looked at again.
    pub(super) database: Option<Connection>,
    /// What it is opened with, where it needs one.
    pub(super) passphrase: Option<Passphrase>,
    /// Which journal it is, once it was open: no other is written, and none is begun in its place.
    pub(super) known: Option<String>,
    /// Whether what an earlier program left running has been dealt with.
    pub(super) settled: bool,
    /// What the user changed since this was opened, the newest last.
    pub(super) done: Vec<Done>,
    /// The practice day whose backup is made.
    pub(super) backed_up: Option<NaiveDate>,
    /// Why the last backup of a day could not be made.
    not_backed_up: Option<JournalError>,
    /// Why a readable backup of a journal with a passphrase is not encrypted yet.
    pub(super) not_sealed: Option<JournalError>,
    /// What time it is, for the backups.
    pub(super) clock: fn() -> DateTime<FixedOffset>,
}

impl Journal {
    /// Opens the journal for writing, with the passphrase where it needs one. Makes the folder and its lock, but no
    /// journal before the first write.
    ///
    /// # Errors
    /// When another program is writing it, and when what stands in its place is not a good journal.
    pub fn open_for_writing(data: &DataDir, passphrase: Option<&Passphrase>) -> Result<Self, JournalError> {
        let mut journal = Self::take(data)?;
        journal.passphrase = passphrase.cloned();
        journal.look_again()?;
        Ok(journal)
    }

    /// Takes the right to write the journal, and opens it with the first thing that is done to it. Makes the folder
    /// and its lock.
    ///
    /// # Errors
    /// When another program is writing it.
    pub fn take(data: &DataDir) -> Result<Self, JournalError> {
        data.create().map_err(|error| JournalError::of_io(&error, data.folder()))?;
        let lock = Lock::take(data)?;
        let path = data.journal();
        for left in inventory::left_over(data) {
            // It may be readable. Where nothing can be removed, nothing can be made either: who tries hears of it.
            let _ = erase::file(&left);
        }
        Ok(Self {
            data: data.clone(),
            path,
            _lock: lock,
            database: None,
            passphrase: None,
            known: None,
            settled: false,
            done: Vec::new(),
            backed_up: None,
            not_backed_up: None,
            not_sealed: None,
            clock: now,
        })
    }

    /// Why the backup of this day could not be made, or one that anybody can read not be encrypted; all else is well.
    pub(super) fn about_backups(&self) -> Option<&JournalError> {
        self.not_backed_up.as_ref().or(self.not_sealed.as_ref())
    }

    /// Everything in it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&mut self) -> Result<Snapshot, JournalError> {
        self.look_again()?;
        match &self.database {
            Some(database) => rows::snapshot(database).map_err(|error| self.failed(&error)),
            None => Ok(Snapshot::default()),
        }
    }

    /// Makes an entry of a session that was running when an earlier program ended, if there is one. Every write does
    /// so first.
    ///
    /// # Errors
    /// When it cannot be written: it stays as it was.
    pub fn settle(&mut self) -> Result<(), JournalError> {
        if self.settled {
            return Ok(());
        }
        self.look_again()?;
        let left = match &self.database {
            Some(database) => rows::running(database).map_err(|error| self.failed(&error))?,
            None => None,
        };
        if left.is_some() {
            return self.write(|_| Ok(()));
        }
        self.settled = true;
        Ok(())
    }

    /// Whether what an earlier program left running has been dealt with.
    pub(super) fn is_settled(&self) -> bool {
        self.settled
    }

    /// Saves an entry, filling in its device; the running session of the same id is forgotten with it. A known entry
    /// is edited, and its revision raised, if anything differs: saving one twice is harmless.
    ///
    /// # Errors
    /// When it cannot be written: nothing has changed then.
    pub fn save(&mut self, entry: &Entry) -> Result<(), JournalError> {
        self.write(|change| {
            keep(change, entry)?;
            change.execute("DELETE FROM running WHERE id = ?1", [&entry.id]).map(drop)
        })
    }

    /// Keeps where the running session stands, so that a crash loses little.
    ///
    /// # Errors
    /// When it cannot be written: what was kept before stands.
    pub fn checkpoint(&mut self, running: &Entry) -> Result<(), JournalError> {
        self.write(|change| rows::put_running(change, running))
    }

    /// Forgets the running session.
    ///
    /// # Errors
    /// When it cannot be written: it is still there.
    pub fn forget_running(&mut self) -> Result<(), JournalError> {
        self.look_again()?;
        if self.database.is_none() {
            return Ok(());
        }
        self.write(|change| change.execute("DELETE FROM running", []).map(drop))
    }

    /// Makes a change on `today`, all of it or nothing. It can be taken back while this lives.
    ///
    /// # Errors
    /// Why it cannot be meant so, or cannot be written: nothing has changed then.
    pub fn change(&mut self, change: &Change, today: NaiveDate) -> Result<(), EditError> {
        self.look_again()?;
        let writes = edit::writes(self.database.as_ref(), change, today).map_err(|error| self.failed(&error))??;
        let done = self.write(|transaction| edit::make(transaction, change, writes, today))?;
        self.done.push(done);
        Ok(())
    }

    /// Takes the newest change back, and answers which.
    ///
    /// # Errors
    /// When there is none, when what it wrote was edited again by other means, and when it cannot be read or written:
    /// nothing has changed then.
    pub fn undo(&mut self) -> Result<Change, EditError> {
        self.look_again()?;
        let (Some(done), Some(database)) = (self.done.last(), &self.database) else {
            return Err(EditError::Refused(ChangeError::new("there is nothing to undo")));
        };
        let done = done.clone();
        let stands = done.stands(database).map_err(|error| self.failed(&error))?;
        if stands {
            self.write(|transaction| done.take_back(transaction))?;
        }
        self.done.pop();
        let edited = || ChangeError::new("this was edited again since, so it stays as it is");
        if stands { Ok(done.change) } else { Err(edited().into()) }
    }

    /// The newest change that [`Self::undo`] would take back.
    pub fn undoable(&self) -> Option<&Change> {
        self.done.last().map(|done| &done.change)
    }

    pub(super) fn write<T>(&mut self, change: impl FnOnce(&Transaction<'_>) -> Sql<T>) -> Result<T, JournalError> {
        self.look_again()?;
        // A backup that cannot be made keeps nothing from being saved.
        self.not_backed_up = self.daily_backup().err();
        let mut database = if let Some(database) = self.database.take() {
            database
        } else {
            let database = self.create()?;
            // Before it there was nothing to lose.
            self.backed_up = Some(plan::practice_day((self.clock)(), Snapshot::default().day_start_min()));
            database
        };
        let settled = self.settled;
        let written = (|| {
            let transaction = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
            if !settled {
                settle(&transaction)?;
            }
            let made = change(&transaction)?;
            transaction.commit()?;
            Ok(made)
        })();
        // After a failure the file is opened anew, and checked anew: it may have been moved or exchanged.
        let made = written.map_err(|error| match self.look_again() {
            Err(gone @ (JournalError::Gone { .. } | JournalError::Replaced(_))) => gone,
            _ => self.failed(&error),
        })?;
        self.settled = true;
        self.database = Some(database);
        Ok(made)
    }

    /// Begins a journal where there is none.
    pub(super) fn create(&mut self) -> Result<Connection, JournalError> {
        let mut bytes = [0; 4];
        getrandom::fill(&mut bytes)
            .map_err(|error| JournalError::Machine(format!("this computer gives no random numbers: {error}")))?;
        let device = format!("{:08x}", u32::from_be_bytes(bytes));
        let insert = "INSERT INTO meta (one, device) VALUES (1, ?1)";
        let database = file::create(&self.path, |database| database.execute(insert, [&device]).map(drop))?;
        self.known = Some(device);
        Ok(database)
    }

    /// Opens it where it is not open; brings it up to date. Where there is none, one may begin.
    ///
    /// # Errors
    /// [`JournalError::Gone`] and [`JournalError::Replaced`] where there was one, and as opening.
    pub(super) fn look_again(&mut self) -> Result<(), JournalError> {
        if self.open()? { self.finish_sealing() } else { Ok(()) }
    }

    /// The same, but for what is left to be done with its backups; whether it has just been opened.
    pub(super) fn open(&mut self) -> Result<bool, JournalError> {
        if self.database.is_some() && self.path.symlink_metadata().is_ok() {
            return Ok(false);
        }
        // What is written to a file that has no name any more is lost with it.
        self.database = None;
        let opened = file::open(&self.path, file::Access::Write, self.passphrase.as_ref());
        let key = self.passphrase.as_ref();
        let Some(mut opened) = opened.map_err(|trouble| backup::naming(trouble, &self.data, key))? else {
            if self.known.is_some() || backup::has_any(&self.data)? {
                return Err(backup::gone(&self.data, key));
            }
            self.passphrase = None;
            return Ok(false);
        };
        let device = edit::device(&opened.database).map_err(|error| self.failed(&error))?;
        if self.known.as_ref().is_some_and(|known| *known != device) {
            return Err(JournalError::Replaced(self.path.display().to_string()));
        }
        if opened.version < schema::NEWEST {
            backup::make(&opened.database, &self.data, Kind::BeforeUpdate, (self.clock)())?;
            schema::migrate(&mut opened.database, opened.version).map_err(|error| self.failed(&error))?;
        }
        if opened.form != Form::Sealed {
            self.passphrase = None;
        }
        clear_change(&opened.database, &self.path);
        self.known = Some(device);
        self.database = Some(opened.database);
        Ok(true)
    }

    pub(super) fn failed(&self, error: &rusqlite::Error) -> JournalError {
        super::failure(error, &self.path, self.passphrase.as_ref())
    }
}

/// Wipes what a crash left of a change that had not begun to be written: it can be readable, and SQLite, to which it says
/// nothing, would leave it for ever.
fn clear_change(database: &Connection, path: &Path) {
    let left = inventory::change_of(path);
    if left.symlink_metadata().is_ok() && database.execute_batch("BEGIN EXCLUSIVE").is_ok() {
        // Nobody is in the middle of a change, and one that was has been rolled back. What cannot go now goes the next
        // time.
        let _ = erase::file(&left);
        let _ = database.execute_batch("COMMIT");
    }
}

#[expect(clippy::disallowed_methods, reason = "this is where the journal asks what time it is, to name its backups")]
fn now() -> DateTime<FixedOffset> {
    chrono::Local::now().fixed_offset()
}

/// Makes an entry of what was left running: once, since the row goes in the same transaction.
fn settle(change: &Transaction<'_>) -> Sql<()> {
    if let Some(entry) = interrupted(change)? {
        keep(change, &entry)?;
    }
    change.execute("DELETE FROM running", []).map(drop)
}

/// The entry that what was left running becomes; `None` when nothing was, or too little, or when it is there already.
pub(super) fn interrupted(database: &Connection) -> Sql<Option<Entry>> {
    let Some(left) = rows::running(database)? else { return Ok(None) };
    if left.active_s < WORTH_KEEPING_S || rows::entry_of(database, &left.id)?.is_some() {
        return Ok(None);
    }
    as_kept(database, &Entry { ended: Ended::Interrupted, ..left }).map(Some)
}

/// An entry as it is written.
fn as_kept(database: &Connection, entry: &Entry) -> Sql<Entry> {
    let start = entry.start.and_then(|start| start.with_nanosecond(0));
    Ok(Entry { start, device: edit::device(database)?, ..entry.clone() })
}

fn keep(change: &Transaction<'_>, entry: &Entry) -> Sql<()> {
    edit::ensure_plan(change, entry.day)?;
    let entry = as_kept(change, entry)?;
    let rev = match rows::entry_of(change, &entry.id)? {
        None => entry.rev,
        Some(stored) if (Entry { rev: stored.rev, device: stored.device.clone(), ..entry.clone() }) == stored => {
            return Ok(());
        }
        Some(stored) => stored.rev.saturating_add(1),
    };
    rows::put(change, &Record::Entry(Entry { rev, ..entry }))
}
