//! Between rows and values: the only place that knows both.

mod entry;
mod goal;
mod plan;

use std::fmt::Display;

use chrono::{NaiveDate, Weekday};
use rusqlite::types::{FromSql, Type};
use rusqlite::{Connection, Error, OptionalExtension as _, Params, Result, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::de::value::{Error as Unreadable, StrDeserializer};

use super::Snapshot;
use crate::plan::{Entry, Goal, Identity, Plan, Practice, Record, Support};

pub(super) use entry::{put_running, running};
pub(super) use plan::{drop_plan, order, put_default, set_day_start, set_edited, set_week_start, settings};

/// What is shown and computed with.
const LIVING: &str = "deleted = 0";

/// All of it, as of one instant, without tombstones.
pub(super) fn snapshot(database: &Connection) -> Result<Snapshot> {
    // One transaction: an entry that is being saved is in all of it or in nothing.
    let reading = database.unchecked_transaction()?;
    let mut entries = entry::select(&reading, LIVING, ())?;
    entries.sort_by(|one, other| (one.day, one.start, &one.id).cmp(&(other.day, other.start, &other.id)));
    let snapshot =
        Snapshot { stored: stored(&reading)?, entries, goals: goals(&reading)?, support: support(&reading)? };
    reading.finish()?;
    Ok(snapshot)
}

/// The plan, without tombstones; `None` before the first write.
pub(super) fn stored(database: &Connection) -> Result<Option<Plan>> {
    let Some((week_start, day_start_min)) = settings(database)? else { return Ok(None) };
    Ok(Some(Plan {
        week_start,
        day_start_min,
        practices: practices(database)?,
        targets: plan::targets(database, LIVING, ())?,
        pauses: plan::pauses(database, LIVING, ())?,
    }))
}

/// The practices in plan order, without tombstones.
pub(super) fn practices(database: &Connection) -> Result<Vec<Practice>> {
    plan::practices(database, LIVING, ())
}

/// The goals, without tombstones.
pub(super) fn goals(database: &Connection) -> Result<Vec<Goal>> {
    goal::goals(database, LIVING, ())
}

/// The support, without tombstones.
pub(super) fn support(database: &Connection) -> Result<Vec<Support>> {
    goal::support(database, LIVING, ())
}

/// Every record, tombstones too.
pub(super) fn records(database: &Connection) -> Result<Vec<Record>> {
    const ALL: &str = "1 = 1";
    let mut records: Vec<Record> = entry::select(database, ALL, ())?.into_iter().map(Record::Entry).collect();
    records.extend(plan::practices(database, ALL, ())?.into_iter().map(Record::Practice));
    records.extend(plan::targets(database, ALL, ())?.into_iter().map(Record::Target));
    records.extend(plan::pauses(database, ALL, ())?.into_iter().map(Record::Pause));
    records.extend(goal::goals(database, ALL, ())?.into_iter().map(Record::Goal));
    records.extend(goal::support(database, ALL, ())?.into_iter().map(Record::Support));
    Ok(records)
}

/// The entry of that id, deleted or not.
pub(super) fn entry_of(database: &Connection, id: &str) -> Result<Option<Entry>> {
    Ok(entry::select(database, "id = ?1", [id])?.pop())
}

/// The record of that identity, deleted or not.
pub(super) fn find(database: &Connection, identity: &Identity) -> Result<Option<Record>> {
    const BY_ID: &str = "id = ?1";
    Ok(match identity {
        Identity::Practice(id) => plan::practices(database, BY_ID, [id])?.pop().map(Record::Practice),
        Identity::Target(practice, day) => {
            let key = (practice, text(day)?);
            plan::targets(database, "practice = ?1 AND from_day = ?2", key)?.pop().map(Record::Target)
        }
        Identity::Pause(id) => plan::pauses(database, BY_ID, [id])?.pop().map(Record::Pause),
        Identity::Entry(id) => entry_of(database, id)?.map(Record::Entry),
        Identity::Goal(id) => goal::goals(database, BY_ID, [id])?.pop().map(Record::Goal),
        Identity::Support(id) => goal::support(database, BY_ID, [id])?.pop().map(Record::Support),
    })
}

/// Puts a record in, in the place of any of the same identity. A new practice comes last.
pub(super) fn put(database: &Connection, record: &Record) -> Result<()> {
    match record {
        Record::Practice(practice) => plan::put_practice(database, practice),
        Record::Target(target) => plan::put_target(database, target),
        Record::Pause(pause) => plan::put_pause(database, pause),
        Record::Entry(entry) => entry::put(database, entry),
        Record::Goal(goal) => goal::put_goal(database, goal),
        Record::Support(support) => goal::put_support(database, support),
    }
}

/// Every row of `select` as a value.
fn all<T>(
    database: &Connection,
    select: &str,
    key: impl Params,
    value: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    database.prepare_cached(select)?.query_map(key, value)?.collect()
}

/// Days, instants and words stand in the journal as they stand in its JSON.
fn text<T: Serialize>(value: &T) -> Result<Option<String>> {
    match serde_json::to_value(value).map_err(|error| Error::ToSqlConversionFailure(error.into()))? {
        serde_json::Value::String(text) => Ok(Some(text)),
        _ => Ok(None),
    }
}

fn parsed<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T> {
    read(row.get_ref(column)?.as_str()?, column)
}

fn optional<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<Option<T>> {
    row.get_ref(column)?.as_str_or_null()?.map(|text| read(text, column)).transpose()
}

fn read<T: DeserializeOwned>(text: &str, column: usize) -> Result<T> {
    let reader = StrDeserializer::<Unreadable>::new(text);
    T::deserialize(reader).map_err(|error| unreadable(column, error))
}

fn unreadable(column: usize, error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
}

/// A day as the journal writes it. Most of reading a journal is reading days.
fn day(row: &Row<'_>, column: usize) -> Result<NaiveDate> {
    let text = row.get_ref(column)?.as_str()?;
    match exact_day(text.as_bytes()) {
        Some(day) => Ok(day),
        None => read(text, column),
    }
}

/// `2026-11-22`, and nothing else.
fn exact_day(text: &[u8]) -> Option<NaiveDate> {
    let number = |digits: &[u8]| {
        let add = |number: u32, digit: &u8| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0'));
        digits.iter().try_fold(0, add)
    };
    if text.len() != 10 || text[4] != b'-' || text[7] != b'-' {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(number(&text[..4])?).ok()?, number(&text[5..7])?, number(&text[8..])?)
}

/// A number that can be no higher than `most`.
fn at_most<T: FromSql + PartialOrd + Display + Copy>(row: &Row<'_>, column: usize, most: T) -> Result<T> {
    let number: T = row.get(column)?;
    if number <= most { Ok(number) } else { Err(unreadable(column, TooHighError(number.to_string()))) }
}

/// A number that no journal holds.
#[derive(Debug, thiserror::Error)]
#[error("{0} is too high")]
struct TooHighError(String);

fn revision(row: &Row<'_>, column: usize) -> Result<u64> {
    let rev: i64 = row.get(column)?;
    Ok(rev.unsigned_abs())
}

fn number(rev: u64) -> i64 {
    i64::try_from(rev).unwrap_or(i64::MAX)
}

/// The first line of a query that may find nothing.
fn first<T>(database: &Connection, select: &str, value: impl FnOnce(&Row<'_>) -> Result<T>) -> Result<Option<T>> {
    database.query_row(select, [], value).optional()
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "monday",
        Weekday::Tue => "tuesday",
        Weekday::Wed => "wednesday",
        Weekday::Thu => "thursday",
        Weekday::Fri => "friday",
        Weekday::Sat => "saturday",
        Weekday::Sun => "sunday",
    }
}
