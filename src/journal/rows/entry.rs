//! Entries, and the session that runs.

use chrono::{DateTime, FixedOffset};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Error, Params, Result, Row, named_params};

use super::{all, at_most, day, first, number, optional, parsed, revision, text, unreadable};
use crate::plan::Entry;

const COLUMNS: &str = "id, practice, day, start, active_s, planned_s, ended, reason, during, credited, eased, clock_jump, \
                       before, after, note, title, hash, rev, device, deleted";

pub(super) fn select(database: &Connection, filter: &str, key: impl Params) -> Result<Vec<Entry>> {
    all(database, &format!("SELECT {COLUMNS} FROM entries WHERE {filter}"), key, entry)
}

pub(super) fn put(database: &Connection, entry: &Entry) -> Result<()> {
    let insert = format!(
        "INSERT OR REPLACE INTO entries ({COLUMNS}) VALUES (:id, :practice, :day, :start, :active_s, :planned_s, \
         :ended, :reason, :during, :credited, :eased, :clock_jump, :before, :after, :note, :title, :hash, :rev, :device, \
         :deleted)"
    );
    database.prepare_cached(&insert)?.execute(named_params! {
        ":id": entry.id, ":practice": entry.practice, ":day": text(&entry.day)?,
        ":start": entry.start.map(|start| start.to_rfc3339_opts(chrono::SecondsFormat::Secs, false)),
        ":active_s": entry.active_s, ":planned_s": entry.planned_s, ":ended": text(&entry.ended)?,
        ":reason": text(&entry.reason)?, ":during": entry.during, ":credited": text(&entry.credited)?, ":eased": entry.eased,
        ":clock_jump": entry.clock_jump, ":before": entry.before, ":after": entry.after, ":note": entry.note,
        ":title": entry.title, ":hash": entry.hash, ":rev": number(entry.rev), ":device": entry.device,
        ":deleted": entry.deleted,
    })?;
    Ok(())
}

/// The session that ran when the program ended, or runs.
pub(in crate::journal) fn running(database: &Connection) -> Result<Option<Entry>> {
    first(database, "SELECT entry FROM running", |row| {
        let text: String = row.get(0)?;
        serde_json::from_str(&text).map_err(|error| unreadable(0, error))
    })
}

/// Puts down where the running session stands.
pub(in crate::journal) fn put_running(database: &Connection, entry: &Entry) -> Result<()> {
    let json = serde_json::to_string(entry).map_err(|error| Error::ToSqlConversionFailure(error.into()))?;
    let insert = "INSERT OR REPLACE INTO running (one, id, entry) VALUES (1, ?1, ?2)";
    database.execute(insert, (&entry.id, json)).map(drop)
}

/// Columns by their place: finding them by name took longer than reading them.
fn entry(row: &Row<'_>) -> Result<Entry> {
    Ok(Entry {
        id: row.get(0)?,
        practice: row.get(1)?,
        day: day(row, 2)?,
        start: start(row, 3)?,
        active_s: row.get(4)?,
        planned_s: row.get(5)?,
        ended: parsed(row, 6)?,
        reason: optional(row, 7)?,
        during: row.get(8)?,
        credited: parsed(row, 9)?,
        eased: at_most(row, 10, 4)?,
        clock_jump: row.get(11)?,
        before: rating(row, 12)?,
        after: rating(row, 13)?,
        note: row.get(14)?,
        title: row.get(15)?,
        hash: row.get(16)?,
        rev: revision(row, 17)?,
        device: row.get(18)?,
        deleted: row.get(19)?,
    })
}

fn start(row: &Row<'_>, column: usize) -> Result<Option<DateTime<FixedOffset>>> {
    let Some(text) = row.get_ref(column)?.as_str_or_null()? else { return Ok(None) };
    DateTime::parse_from_rfc3339(text).map(Some).map_err(|error| unreadable(column, error))
}

fn rating(row: &Row<'_>, column: usize) -> Result<Option<u8>> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(None),
        _ => at_most(row, column, 10).map(Some),
    }
}
