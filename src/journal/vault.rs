//! What is done to the journal as a whole: locking and unlocking, the passphrase, backups, deleting all of it.

use std::io;

use chrono::NaiveDateTime;

use super::backup::{self, Backup, Kind};
use super::error::JournalError;
use super::file::{self, Access, Opened};
use super::header::Form;
use super::passphrase::Passphrase;
use super::store::Journal;
use super::{erase, reseal, schema};
use crate::inventory::{being_made, change_of};
use crate::plan;

/// What became of the backups when the passphrase changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resealed {
    /// So many are under the new passphrase now, or under none.
    pub rewritten: usize,
    /// These could be read by anybody and could not be encrypted: they are gone.
    pub removed: Vec<String>,
    /// These can be read by anybody still, or with the former passphrase, each with why: they have the new one as soon as
    /// that can be done.
    pub waiting: Vec<String>,
    /// These are under a passphrase that is not known: they are as they were.
    pub left: Vec<String>,
    /// Why the old file, which has no name any more, could not be overwritten.
    pub not_wiped: Option<String>,
}

impl Resealed {
    /// In words for the user; nothing when there was no backup.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        match self.rewritten {
            0 => {}
            1 => lines.push("One backup was rewritten in the same way.".to_owned()),
            many => lines.push(format!("{many} backups were rewritten in the same way.")),
        }
        if !self.removed.is_empty() {
            let names = self.removed.join(", ");
            lines.push(format!("Damaged backups that anybody could read were removed: {names}."));
        }
        if !self.left.is_empty() {
            let names = self.left.join(", ");
            lines.push(format!("Not opened by this passphrase, and left as they are: {names}."));
        }
        if let Some(why) = &self.not_wiped {
            lines.push(format!("The old file is removed, but could not be overwritten first: {why}."));
        }
        lines
    }

    /// Takes in whether an old file's content could be wiped.
    fn has_wiped(&mut self, wiped: io::Result<()>) {
        self.not_wiped = wiped.err().map(|error| error.to_string()).or(self.not_wiped.take());
    }

    /// What is not done yet, a sentence without its full stop.
    pub fn unfinished(&self) -> Option<String> {
        let waiting = self.waiting.join("; ");
        let told = || {
            format!("these backups do not have this passphrase yet, which is tried again whenever Ebb opens: {waiting}")
        };
        (!waiting.is_empty()).then(told)
    }
}

/// What restoring a backup did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The backup that was made of the journal before; `None` when there was none.
    pub kept: Option<String>,
}

impl Journal {
    /// Opens it, with the passphrase where it needs one.
    ///
    /// # Errors
    /// [`JournalError::WrongPassphrase`], and as opening: it then stays as it was.
    pub fn unlock(&mut self, passphrase: Passphrase) -> Result<(), JournalError> {
        if self.database.is_some() {
            return Ok(());
        }
        self.passphrase = Some(passphrase);
        let opened = self.look_again();
        if opened.is_err() {
            self.passphrase = None;
        }
        opened
    }

    /// Closes it and wipes the passphrase, if it has one.
    pub fn lock(&mut self) {
        if self.passphrase.take().is_some() {
            self.database = None;
            // It can hold what was written.
            self.done.clear();
        }
    }

    /// Whether it is open with a passphrase.
    pub fn is_sealed(&self) -> bool {
        self.passphrase.is_some()
    }

    /// Sets, changes or removes the passphrase: from `present` to `new`, either of which can be none. All or nothing;
    /// a backup is made before. Then the backups are brought under the same passphrase, those that cannot be now when it is
    /// opened next, and no file in the folder can be read that the passphrase was to hide.
    ///
    /// # Errors
    /// When `present` is not its passphrase, and when the new file cannot be written: nothing has changed then. When
    /// the backups cannot be reached: the journal itself is under the new passphrase.
    pub fn reseal(&mut self, present: Option<&Passphrase>, new: Option<Passphrase>) -> Result<Resealed, JournalError> {
        self.look_again()?;
        match (present, &self.passphrase) {
            (None, None) => {}
            (Some(given), Some(held)) if given == held => {}
            (Some(_), Some(_)) => return Err(JournalError::WrongPassphrase),
            (Some(_), None) => return Err(JournalError::NotSealed),
            (None, Some(_)) => return Err(JournalError::Sealed),
        }
        if self.database.is_none() {
            let database = self.create()?;
            self.database = Some(database);
        } else {
            self.backup(Kind::BeforePassphrase)?;
        }
        let Some(opened) = self.opened() else { return Err(JournalError::Locked) };
        let former = present.filter(|_| new.is_some());
        let wiped = reseal::replace(opened, &self.path, new.as_ref(), former)?;
        let old = std::mem::replace(&mut self.passphrase, new);
        let mut done = self.reseal_backups(backup::list(&self.data)?, old.as_ref())?;
        self.open()?;
        self.forget_former(&done)?;
        done.has_wiped(wiped);
        Ok(done)
    }

    /// Brings backups under the journal's passphrase.
    fn reseal_backups(&self, backups: Vec<Backup>, old: Option<&Passphrase>) -> Result<Resealed, JournalError> {
        let mut done = Resealed::default();
        for found in backups {
            let path = backup::path_of(&self.data, &found.name);
            let replaced = match file::open(&path, Access::Read, old) {
                Ok(Some(opened)) => reseal::replace(opened, &path, self.passphrase.as_ref(), None),
                Ok(None) => continue,
                Err(trouble) => Err(trouble),
            };
            match replaced {
                Ok(wiped) => {
                    done.rewritten += 1;
                    done.has_wiped(wiped);
                }
                // A journal without a passphrase has no place to keep the one that it would be opened with then.
                Err(JournalError::Machine(why)) if self.passphrase.is_some() => {
                    done.waiting.push(format!("{} ({why})", found.name));
                }
                Err(_) if found.sealed || self.passphrase.is_none() => done.left.push(found.name),
                // Damaged for good: it is of no use, and everybody can read what is left of it.
                Err(_) => {
                    for path in [&path, &change_of(&path)] {
                        erase::file(path).map_err(|error| JournalError::of_io(&error, path))?;
                    }
                    done.removed.push(found.name);
                }
            }
        }
        Ok(done)
    }

    /// Brings the backups along that are still readable since the passphrase was set, or under the one before since it was
    /// changed: a crash or the disk was in the way. A journal that was set aside later is as it was.
    pub(super) fn finish_sealing(&mut self) -> Result<(), JournalError> {
        self.not_sealed = None;
        let (Some(_), Some(database)) = (&self.passphrase, &self.database) else { return Ok(()) };
        let former = schema::former_passphrase(database).map_err(|error| self.failed(&error))?;
        let former = former.and_then(|text| Passphrase::new(text).ok());
        let mut was_set = false;
        let mut waits = |found: &Backup| {
            was_set |= found.kind == Kind::BeforePassphrase;
            if found.sealed { former.is_some() } else { was_set || found.kind != Kind::SetAside }
        };
        let waiting: Vec<Backup> = backup::list(&self.data)?.into_iter().filter(|found| waits(found)).collect();
        let done = self.reseal_backups(waiting, former.as_ref())?;
        self.not_sealed = done.unfinished().map(JournalError::Machine);
        self.forget_former(&done)
    }

    /// Forgets the passphrase before the present one, when no backup waits for it.
    fn forget_former(&self, done: &Resealed) -> Result<(), JournalError> {
        match &self.database {
            Some(database) if done.waiting.is_empty() => {
                schema::set_former_passphrase(database, None).map_err(|error| self.failed(&error))
            }
            _ => Ok(()),
        }
    }

    /// Makes a backup; its name, or nothing when there is no journal yet.
    ///
    /// # Errors
    /// When it cannot be written: none is left half made.
    pub fn backup(&mut self, kind: Kind) -> Result<Option<String>, JournalError> {
        self.look_again()?;
        let Some(database) = &self.database else { return Ok(None) };
        backup::make(database, &self.data, kind, (self.clock)()).map(Some)
    }

    /// The backup that [`backup::spare`] tells of.
    pub fn spare_backup(&self) -> Option<String> {
        backup::spare(&self.data)
    }

    /// Makes the practice day's backup, once, when there is something to lose.
    pub(super) fn daily_backup(&mut self) -> Result<(), JournalError> {
        let Some(database) = &self.database else { return Ok(()) };
        let select = "SELECT day_start_min FROM settings";
        let Ok(day_start_min) = database.query_row(select, [], |row| row.get(0)) else { return Ok(()) };
        let now = (self.clock)();
        let today = plan::practice_day(now, day_start_min);
        if self.backed_up == Some(today) {
            return Ok(());
        }
        let day_of = |at: NaiveDateTime| plan::practice_day(at.and_utc().fixed_offset(), day_start_min);
        let made = |found: &backup::Backup| found.kind == Kind::Daily && day_of(found.at) == today;
        if !backup::list(&self.data)?.iter().any(made) {
            backup::make(database, &self.data, Kind::Daily, now)?;
        }
        self.backed_up = Some(today);
        Ok(())
    }

    /// Puts a backup in the journal's place, after a backup of what is there. It keeps the journal's passphrase, or
    /// where the journal is open without one or cannot be opened, its own, which is then `passphrase`; without that, in the
    /// place of a journal that cannot be opened, it is put as it is, and is locked.
    ///
    /// # Errors
    /// When there is no such backup, or it cannot be opened: nothing has changed then.
    pub fn restore(&mut self, name: &str, passphrase: Option<&Passphrase>) -> Result<Restored, JournalError> {
        if let Err(trouble) = self.look_again() {
            // One that can be read by nobody is what backups are for.
            is_for_good(trouble)?;
        }
        let missing = || JournalError::NoBackup(name.to_owned());
        let known = backup::list(&self.data)?.into_iter().find(|found| found.name == name).ok_or_else(missing)?;
        let path = backup::path_of(&self.data, name);
        let key = passphrase.or(self.passphrase.as_ref());
        let made = being_made(&self.path);
        let as_it_is = known.sealed && key.is_none() && self.database.is_none();
        let target = if as_it_is {
            reseal::copy(&path, &made)?;
            None
        } else {
            let source = file::open(&path, Access::Read, key)?.ok_or_else(missing)?;
            let target = match (&self.passphrase, source.form) {
                (Some(held), _) => Some(held.clone()),
                (None, Form::Sealed) => key.cloned(),
                (None, Form::Plain(_)) => None,
            };
            reseal::write(&source, &made, target.as_ref())?;
            target
        };
        let kept = self.keep_what_is_there();
        if kept.is_err() {
            // Where it cannot go now, it goes the next time.
            let _ = erase::file(&made);
        }
        let kept = kept?;
        // What stood in its place is kept, and need not be wiped.
        drop(reseal::swap(&made, &self.path)?);
        self.forget();
        self.passphrase = target;
        match self.look_again() {
            Err(JournalError::Locked) if as_it_is => {}
            opened => opened?,
        }
        Ok(Restored { kept })
    }

    /// Keeps what is in the journal's place among the backups, and closes it; its name there.
    fn keep_what_is_there(&mut self) -> Result<Option<String>, JournalError> {
        match self.opened() {
            Some(opened) => {
                let kept = backup::make(&opened.database, &self.data, Kind::BeforeRestore, (self.clock)())?;
                reseal::close(opened, &self.path)?;
                Ok(Some(kept))
            }
            None if self.path.symlink_metadata().is_ok() => {
                backup::set_aside(&self.data, (self.clock)(), file::copy).map(Some)
            }
            None => Ok(None),
        }
    }

    /// Begins a new journal in the place of one that cannot be opened, which is moved among the backups, as it is; its
    /// name there, or nothing when it is gone. One that can be opened stays.
    ///
    /// # Errors
    /// When it cannot be moved, and when the new one cannot be written.
    pub fn start_anew(&mut self) -> Result<Option<String>, JournalError> {
        let kept = match self.look_again() {
            Ok(()) => return Ok(None),
            Err(JournalError::Gone { .. }) => None,
            Err(trouble) => {
                is_for_good(trouble)?;
                let carry = |from: &std::path::Path, to: &std::path::Path| std::fs::rename(from, to);
                Some(backup::set_aside(&self.data, (self.clock)(), carry)?)
            }
        };
        self.forget();
        self.database = Some(self.create()?);
        Ok(kept)
    }

    /// Deletes the journal, its backups, and whatever else Ebb keeps in its folder, overwriting it first.
    ///
    /// # Errors
    /// The first file that could not be deleted; the others are gone.
    pub fn delete_everything(&mut self) -> Result<(), JournalError> {
        self.forget();
        erase::everything(&self.data)
    }

    /// Forgets the journal that was open: another one, or none, is to be in its place.
    fn forget(&mut self) {
        (self.database, self.passphrase, self.known, self.backed_up) = (None, None, None, None);
        self.settled = false;
        self.done.clear();
    }

    /// Takes the open file out of it.
    fn opened(&mut self) -> Option<Opened> {
        let database = self.database.take()?;
        let form = if self.passphrase.is_some() { Form::Sealed } else { Form::Plain(schema::NEWEST) };
        Some(Opened { database, version: schema::NEWEST, form })
    }
}

/// Whether trying again would be of no use.
fn is_for_good(trouble: JournalError) -> Result<(), JournalError> {
    match trouble {
        JournalError::Locked
        | JournalError::WrongPassphrase
        | JournalError::Damaged { .. }
        | JournalError::Gone { .. }
        | JournalError::Replaced(_)
        | JournalError::Foreign(_)
        | JournalError::Newer { .. } => Ok(()),
        other => Err(other),
    }
}
