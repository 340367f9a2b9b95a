//! The whole journal out and in: what an export holds, and what an import writes.

use chrono::NaiveDate;
use rusqlite::{Connection, Result as Sql};

use super::edit::ensure_plan;
use super::{Journal, JournalError, Kind, rows};
use crate::exchange::{Book, Settings, in_plan_order, look_alikes};
use crate::plan::{Entry, Identity, Record};

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Records that were not here before, tombstones left out.
    pub added: usize,
    /// Records that were here and are newer now.
    pub changed: usize,
    /// Records that are deleted now.
    pub deleted: usize,
    /// Pairs of entries that are perhaps one, written down twice; both are kept.
    pub alike: Vec<(Entry, Entry)>,
    /// The backup that was made before; none where there was nothing yet.
    pub backup: Option<String>,
}

/// Everything, tombstones too, as of one instant.
pub(super) fn book(database: &Connection) -> Sql<Book> {
    let reading = database.unchecked_transaction()?;
    let settings = rows::settings(&reading)?;
    let settings = settings.map(|(week_start, day_start_min)| Settings { week_start, day_start_min });
    let book = Book::new(settings, rows::records(&reading)?);
    reading.finish()?;
    Ok(book)
}

impl Journal {
    /// Everything in it, tombstones too.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn book(&mut self) -> Result<Book, JournalError> {
        self.look_again()?;
        match &self.database {
            Some(database) => book(database).map_err(|error| self.failed(&error)),
            None => Ok(Book::default()),
        }
    }

    /// Takes another journal in, all of it or nothing, after a backup. One that nobody has used yet takes the other's
    /// settings and plan; else the settings stay, and of each record the higher revision wins. Nothing done before can
    /// be undone after it.
    ///
    /// # Errors
    /// When it cannot be read, backed up or written: nothing has changed then.
    pub fn import(&mut self, theirs: &Book, today: NaiveDate) -> Result<Imported, JournalError> {
        let ours = self.book()?;
        let backup = self.backup(Kind::BeforeImport)?;
        let news: Vec<Record> = ours.news(theirs).cloned().collect();
        self.write(|change| {
            if is_unused(change)? {
                take_plan(change, theirs, today)
            } else {
                news.iter().try_for_each(|record| rows::put(change, record))
            }?;
            rows::set_edited(change)
        })?;
        self.done.clear();
        Ok(Imported { backup, ..outcome(&ours, theirs, &news) })
    }
}

/// Whether there is no entry, no pause and no edit by the user.
fn is_unused(database: &Connection) -> Sql<bool> {
    let used = "SELECT EXISTS (SELECT 1 FROM entries) OR EXISTS (SELECT 1 FROM pauses) \
                OR EXISTS (SELECT 1 FROM settings WHERE edited = 1)";
    database.query_row(used, [], |row| row.get::<_, bool>(0)).map(|used| !used)
}

/// Puts all of theirs in; a file without a plan leaves the default one.
fn take_plan(database: &Connection, theirs: &Book, today: NaiveDate) -> Sql<()> {
    ensure_plan(database, today)?;
    if let Some(settings) = theirs.settings {
        rows::set_week_start(database, settings.week_start)?;
        rows::set_day_start(database, settings.day_start_min)?;
    }
    let is_plan = |record: &&Record| matches!(record, Record::Practice(_) | Record::Target(_));
    if theirs.records().any(|record| is_plan(&record)) {
        rows::drop_plan(database)?;
    }
    let mut records: Vec<Record> = theirs.records().cloned().collect();
    in_plan_order(&mut records);
    records.iter().try_for_each(|record| rows::put(database, record))
}

fn outcome(ours: &Book, theirs: &Book, news: &[Record]) -> Imported {
    let mut done = Imported::default();
    let living = |identity: &Identity| ours.find(identity).is_some_and(|record| !record.is_deleted());
    for record in news {
        match (living(&record.identity()), record.is_deleted()) {
            (true, false) => done.changed += 1,
            (true, true) => done.deleted += 1,
            (false, false) => done.added += 1,
            (false, true) => {}
        }
    }
    let mut both = ours.clone();
    both.merge(theirs.clone());
    let is_new = |entry: &Entry| ours.find(&Identity::Entry(entry.id.clone())).is_none();
    let alike = look_alikes(both.entries(), is_new);
    done.alike = alike.into_iter().map(|(one, other)| (one.clone(), other.clone())).collect();
    done
}
