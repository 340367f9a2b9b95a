//! Changes by the user, and taking them back: what is written, and what stood there before.

use chrono::{NaiveDate, Weekday};
use rusqlite::{Connection, Result as Sql};

use super::{JournalError, rows};
use crate::plan::{self, Change, ChangeError, Content, Record, Write};

/// Why nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// It cannot be meant so.
    #[error(transparent)]
    Refused(#[from] ChangeError),
    /// It could not be read or written.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// A change that was made, and how to take it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Done {
    pub(super) change: Change,
    steps: Vec<Step>,
}

/// One thing that was written, and what stood there before.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Record { wrote: Box<Record>, former: Option<Box<Record>> },
    WeekStart(Weekday),
    DayStart(u16),
    Order(Vec<String>),
}

/// Puts the default plan in, where there is no plan yet.
pub(super) fn ensure_plan(database: &Connection, today: NaiveDate) -> Sql<()> {
    match rows::settings(database)? {
        Some(_) => Ok(()),
        None => rows::put_default(database, &plan::default_plan(today), &device(database)?),
    }
}

/// The journal's own eight hex digits.
pub(super) fn device(database: &Connection) -> Sql<String> {
    database.query_row("SELECT device FROM meta", [], |row| row.get(0))
}

/// What a change made on `today` writes.
pub(super) fn writes(
    database: Option<&Connection>,
    change: &Change,
    today: NaiveDate,
) -> Sql<Result<Vec<Write>, ChangeError>> {
    let stored = match database {
        Some(database) => rows::stored(database)?,
        None => None,
    };
    let plan = stored.unwrap_or_else(|| plan::default_plan(today));
    let (mut entries, mut goals, mut support) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(database) = database {
        if let Some(id) = change.entry() {
            entries.extend(rows::entry_of(database, id)?.filter(|entry| !entry.deleted));
        }
        (goals, support) = (rows::goals(database)?, rows::support(database)?);
    }
    Ok(plan::writes(Content { plan: &plan, entries: &entries, goals: &goals, support: &support }, change, today))
}

/// Writes all of it, each record as a new revision of this device, and remembers what stood there.
pub(super) fn make(database: &Connection, change: &Change, writes: Vec<Write>, today: NaiveDate) -> Sql<Done> {
    ensure_plan(database, today)?;
    let device = device(database)?;
    let steps = writes.into_iter().map(|write| make_one(database, &device, write)).collect::<Sql<_>>()?;
    rows::set_edited(database)?;
    Ok(Done { change: change.clone(), steps })
}

fn make_one(database: &Connection, device: &str, asked: Write) -> Sql<Step> {
    let (week_start, day_start_min) = rows::settings(database)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    Ok(match asked {
        Write::Record(record) => {
            let former = rows::find(database, &record.identity())?;
            let wrote = record.stamped(next_rev(former.as_ref()), device);
            rows::put(database, &wrote)?;
            Step::Record { wrote: Box::new(wrote), former: former.map(Box::new) }
        }
        Write::WeekStart(day) => {
            rows::set_week_start(database, day)?;
            Step::WeekStart(week_start)
        }
        Write::DayStart(minutes) => {
            rows::set_day_start(database, minutes)?;
            Step::DayStart(day_start_min)
        }
        Write::Order(ids) => {
            let former = rows::practices(database)?.into_iter().map(|practice| practice.id).collect();
            rows::order(database, &ids)?;
            Step::Order(former)
        }
    })
}

fn next_rev(former: Option<&Record>) -> u64 {
    former.map_or(1, |former| former.stamp().0.saturating_add(1))
}

impl Done {
    /// Whether all that was written still stands: what was edited again since cannot be taken back from under it.
    pub(super) fn stands(&self, database: &Connection) -> Sql<bool> {
        for step in &self.steps {
            if let Step::Record { wrote, .. } = step {
                let (rev, device) = wrote.stamp();
                let now = rows::find(database, &wrote.identity())?.map(|now| now.stamped(rev, device));
                if now.as_ref() != Some(&**wrote) {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Puts back what stood there, as a new revision; what did not exist becomes a tombstone.
    pub(super) fn take_back(&self, database: &Connection) -> Sql<()> {
        let device = device(database)?;
        for step in self.steps.iter().rev() {
            match step {
                Step::Record { wrote, former } => {
                    let now = rows::find(database, &wrote.identity())?;
                    let back = former.as_deref().cloned().unwrap_or_else(|| wrote.tombstone());
                    rows::put(database, &back.stamped(next_rev(now.as_ref()), &device))?;
                }
                Step::WeekStart(day) => rows::set_week_start(database, *day)?,
                Step::DayStart(minutes) => rows::set_day_start(database, *minutes)?,
                Step::Order(ids) => rows::order(database, ids)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test looks at the journal's bytes")]
mod tests;
