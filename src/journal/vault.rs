//! What is done to the journal as a whole: locking and unlocking, the passphrase, backups, deleting all of it.

use chrono::NaiveDateTime;

use super::backup::{self, Backup, Kind};
use super::error::JournalError;
use super::file::{self, Access, Opened};
use super::header::Form;
use super::passphrase::Passphrase;
use super::store::Journal;
use super::{erase, reseal, schema};
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
        let made = self.path.with_extension("db.new");
        reseal::write(&opened, &made, new.as_ref())?;
        if let (Some(_), Some(_)) = (present, &new) {
            reseal::keep_former(&made, new.as_ref(), present)?;
        }
        close(opened, &self.path)?;
        // A crash may have left it: it can be readable, and belongs to the file that goes.
        let change = self.path.with_extension("db-journal");
        erase::file(&change).map_err(|error| JournalError::of_io(&error, &change))?;
        let old_file = reseal::swap(&made, &self.path)?;
        let old = std::mem::replace(&mut self.passphrase, new);
        let not_wiped = reseal::wipe(old_file).err().map(|error| error.to_string());
        let done = self.reseal_backups(backup::list(&self.data)?, old.as_ref())?;
        self.open()?;
        self.forget_former(&done)?;
        Ok(Resealed { not_wiped, ..done })
    }

    /// Brings backups under the journal's passphrase.
    fn reseal_backups(&self, backups: Vec<Backup>, old: Option<&Passphrase>) -> Result<Resealed, JournalError> {
        let mut done = Resealed::default();
        for found in backups {
            let path = backup::path_of(&self.data, &found.name);
            let made = path.with_extension("db.new");
            let rewritten = match file::open(&path, Access::Read, old) {
                Ok(Some(opened)) => reseal::write(&opened, &made, self.passphrase.as_ref())
                    .and_then(|()| close(opened, &path))
                    .and_then(|()| reseal::swap(&made, &path))
                    .and_then(|old| reseal::wipe(old).map_err(|error| JournalError::of_io(&error, &path))),
                Ok(None) => continue,
                Err(trouble) => Err(trouble),
            };
            match rewritten {
                Ok(()) => done.rewritten += 1,
                // Nobody would know what it opens with.
                Err(JournalError::Machine(why)) if self.passphrase.is_some() => {
                    done.waiting.push(format!("{} ({why})", found.name));
                    continue;
                }
                Err(_) if found.sealed || self.passphrase.is_none() => {
                    done.left.push(found.name);
                    continue;
                }
                // Damaged for good: it is of no use, and everybody can read what is left of it.
                Err(_) => {
                    erase::file(&path).map_err(|error| JournalError::of_io(&error, &path))?;
                    done.removed.push(found.name);
                }
            }
            let change = path.with_extension("db-journal");
            erase::file(&change).map_err(|error| JournalError::of_io(&error, &change))?;
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
        let made = self.path.with_extension("db.new");
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
        let kept = match self.opened() {
            Some(opened) => {
                let kept = backup::make(&opened.database, &self.data, Kind::BeforeRestore, (self.clock)())?;
                close(opened, &self.path)?;
                Some(kept)
            }
            None if self.path.symlink_metadata().is_ok() => {
                Some(backup::set_aside(&self.data, (self.clock)(), file::copy)?)
            }
            None => None,
        };
        let old = reseal::swap(&made, &self.path)?;
        // What stood in it is kept above.
        drop(old);
        self.passphrase = target;
        self.known = None;
        self.settled = false;
        self.done.clear();
        match self.look_again() {
            Err(JournalError::Locked) if as_it_is => {}
            opened => opened?,
        }
        Ok(Restored { kept })
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
        self.passphrase = None;
        self.settled = false;
        self.done.clear();
        self.database = Some(self.create()?);
        Ok(kept)
    }

    /// Deletes the journal, its backups, and whatever else Ebb keeps in its folder, overwriting it first.
    ///
    /// # Errors
    /// The first file that could not be deleted; the others are gone.
    pub fn delete_everything(&mut self) -> Result<(), JournalError> {
        self.database = None;
        self.passphrase = None;
        self.known = None;
        self.settled = false;
        self.done.clear();
        self.backed_up = None;
        erase::everything(&self.data)
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

/// Closes a file whose name another one takes, when nobody reads it any more.
fn close(opened: Opened, path: &std::path::Path) -> Result<(), JournalError> {
    let alone = opened.database.execute_batch("PRAGMA query_only = OFF; BEGIN EXCLUSIVE; COMMIT");
    alone.map_err(|error| JournalError::of(&error, path))?;
    opened.database.close().map_err(|(_, error)| JournalError::of(&error, path))
}
