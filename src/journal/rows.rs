//! Between rows and values: the only place that knows both.

use chrono::Weekday;
use rusqlite::types::Type;
use rusqlite::{Connection, Error, OptionalExtension as _, Result, Row, named_params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::de::value::{Error as Unreadable, StrDeserializer};

use super::Snapshot;
use crate::plan::{Entry, Pause, Plan, Practice, Target};

const COLUMNS: &str = "id, practice, day, start, active_s, planned_s, ended, reason, credited, eased, clock_jump, \
                       before, after, note, title, hash, rev, device, deleted";

/// All of it, as of one instant.
pub(super) fn snapshot(database: &Connection) -> Result<Snapshot> {
    // One transaction: an entry that is being saved is in all of it or in nothing.
    let reading = database.unchecked_transaction()?;
    let select = format!("SELECT {COLUMNS} FROM entries WHERE deleted = 0");
    let mut entries: Vec<Entry> = reading.prepare(&select)?.query_map([], entry)?.collect::<Result<_>>()?;
    entries.sort_by(|one, other| (one.day, one.start, &one.id).cmp(&(other.day, other.start, &other.id)));
    let stored = plan(&reading)?;
    reading.finish()?;
    Ok(Snapshot { stored, entries })
}

fn plan(database: &Connection) -> Result<Option<Plan>> {
    let settings = database.query_row("SELECT week_start, day_start_min FROM settings", [], |row| {
        let week_start: String = row.get(0)?;
        let week_start = week_start.parse::<Weekday>().map_err(|error| unreadable(0, error))?;
        Ok((week_start, row.get(1)?))
    });
    let Some((week_start, day_start_min)) = settings.optional()? else { return Ok(None) };
    let practices = "SELECT id, name, started, ended, rev, device, deleted FROM practices WHERE deleted = 0 \
                     ORDER BY position, id";
    let targets = "SELECT practice, from_day, kind, amount, min_s, credit_percent, rev, device, deleted FROM targets \
                   WHERE deleted = 0 ORDER BY practice, from_day";
    let pauses = "SELECT id, from_day, to_day, practice, reason, note, rev, device, deleted FROM pauses \
                  WHERE deleted = 0 ORDER BY from_day, id";
    Ok(Some(Plan {
        week_start,
        day_start_min,
        practices: database.prepare(practices)?.query_map([], practice)?.collect::<Result<_>>()?,
        targets: database.prepare(targets)?.query_map([], target)?.collect::<Result<_>>()?,
        pauses: database.prepare(pauses)?.query_map([], pause)?.collect::<Result<_>>()?,
    }))
}

/// The entry of that id, deleted or not.
pub(super) fn entry_of(database: &Connection, id: &str) -> Result<Option<Entry>> {
    let select = format!("SELECT {COLUMNS} FROM entries WHERE id = ?1");
    database.query_row(&select, [id], entry).optional()
}

/// The session that ran when the program ended, or runs.
pub(super) fn running(database: &Connection) -> Result<Option<Entry>> {
    let found = database.query_row("SELECT entry FROM running", [], |row| {
        let text: String = row.get(0)?;
        serde_json::from_str(&text).map_err(|error| unreadable(0, error))
    });
    found.optional()
}

/// Puts an entry in, in the place of any of the same id.
pub(super) fn put_entry(database: &Connection, entry: &Entry) -> Result<()> {
    let insert = format!(
        "INSERT OR REPLACE INTO entries ({COLUMNS}) VALUES (:id, :practice, :day, :start, :active_s, :planned_s, \
         :ended, :reason, :credited, :eased, :clock_jump, :before, :after, :note, :title, :hash, :rev, :device, \
         :deleted)"
    );
    database.execute(
        &insert,
        named_params! {
            ":id": entry.id, ":practice": entry.practice, ":day": text(&entry.day)?, ":start": text(&entry.start)?,
            ":active_s": entry.active_s, ":planned_s": entry.planned_s, ":ended": text(&entry.ended)?,
            ":reason": text(&entry.reason)?, ":credited": text(&entry.credited)?, ":eased": entry.eased,
            ":clock_jump": entry.clock_jump, ":before": entry.before, ":after": entry.after, ":note": entry.note,
            ":title": entry.title, ":hash": entry.hash, ":rev": number(entry.rev), ":device": entry.device,
            ":deleted": entry.deleted,
        },
    )?;
    Ok(())
}

/// Puts the first plan in; there is none yet.
pub(super) fn put_plan(database: &Connection, plan: &Plan, device: &str) -> Result<()> {
    let week_start = weekday(plan.week_start);
    let settings = "INSERT INTO settings (one, week_start, day_start_min) VALUES (1, ?1, ?2)";
    database.execute(settings, (week_start, plan.day_start_min))?;
    for (position, practice) in plan.practices.iter().enumerate() {
        let position = i64::try_from(position).unwrap_or(i64::MAX);
        database.execute(
            "INSERT INTO practices (id, position, name, started, ended, rev, device, deleted) \
             VALUES (:id, :position, :name, :started, :ended, :rev, :device, :deleted)",
            named_params! {
                ":id": practice.id, ":position": position, ":name": practice.name,
                ":started": text(&practice.started)?, ":ended": text(&practice.ended)?, ":rev": number(practice.rev),
                ":device": device, ":deleted": practice.deleted,
            },
        )?;
    }
    for target in &plan.targets {
        database.execute(
            "INSERT INTO targets (practice, from_day, kind, amount, min_s, credit_percent, rev, device, deleted) \
             VALUES (:practice, :from_day, :kind, :amount, :min_s, :credit_percent, :rev, :device, :deleted)",
            named_params! {
                ":practice": target.practice, ":from_day": text(&target.from_day)?, ":kind": text(&target.kind)?,
                ":amount": target.amount, ":min_s": target.min_s, ":credit_percent": target.credit_percent,
                ":rev": number(target.rev), ":device": device, ":deleted": target.deleted,
            },
        )?;
    }
    Ok(())
}

/// Puts down where the running session stands.
pub(super) fn put_running(database: &Connection, entry: &Entry) -> Result<()> {
    let json = serde_json::to_string(entry).map_err(|error| Error::ToSqlConversionFailure(error.into()))?;
    let insert = "INSERT OR REPLACE INTO running (one, id, entry) VALUES (1, ?1, ?2)";
    database.execute(insert, (&entry.id, json)).map(drop)
}

fn entry(row: &Row<'_>) -> Result<Entry> {
    Ok(Entry {
        id: row.get("id")?,
        practice: row.get("practice")?,
        day: parsed(row, "day")?,
        start: optional(row, "start")?,
        active_s: row.get("active_s")?,
        planned_s: row.get("planned_s")?,
        ended: parsed(row, "ended")?,
        reason: optional(row, "reason")?,
        credited: parsed(row, "credited")?,
        eased: row.get("eased")?,
        clock_jump: row.get("clock_jump")?,
        before: row.get("before")?,
        after: row.get("after")?,
        note: row.get("note")?,
        title: row.get("title")?,
        hash: row.get("hash")?,
        rev: revision(row)?,
        device: row.get("device")?,
        deleted: row.get("deleted")?,
    })
}

fn practice(row: &Row<'_>) -> Result<Practice> {
    Ok(Practice {
        id: row.get("id")?,
        name: row.get("name")?,
        started: parsed(row, "started")?,
        ended: optional(row, "ended")?,
        rev: revision(row)?,
        device: row.get("device")?,
        deleted: row.get("deleted")?,
    })
}

fn target(row: &Row<'_>) -> Result<Target> {
    Ok(Target {
        practice: row.get("practice")?,
        from_day: parsed(row, "from_day")?,
        kind: parsed(row, "kind")?,
        amount: row.get("amount")?,
        min_s: row.get("min_s")?,
        credit_percent: row.get("credit_percent")?,
        rev: revision(row)?,
        device: row.get("device")?,
        deleted: row.get("deleted")?,
    })
}

fn pause(row: &Row<'_>) -> Result<Pause> {
    Ok(Pause {
        id: row.get("id")?,
        from_day: parsed(row, "from_day")?,
        to_day: optional(row, "to_day")?,
        practice: row.get("practice")?,
        reason: row.get("reason")?,
        note: row.get("note")?,
        rev: revision(row)?,
        device: row.get("device")?,
        deleted: row.get("deleted")?,
    })
}

/// Days, instants and words stand in the journal as they stand in its JSON.
fn text<T: Serialize>(value: &T) -> Result<Option<String>> {
    match serde_json::to_value(value).map_err(|error| Error::ToSqlConversionFailure(error.into()))? {
        serde_json::Value::String(text) => Ok(Some(text)),
        _ => Ok(None),
    }
}

fn parsed<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> Result<T> {
    let text: String = row.get(column)?;
    read(&text, row.as_ref().column_index(column)?)
}

fn optional<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    let at = row.as_ref().column_index(column)?;
    text.map(|text| read(&text, at)).transpose()
}

fn read<T: DeserializeOwned>(text: &str, column: usize) -> Result<T> {
    let reader = StrDeserializer::<Unreadable>::new(text);
    T::deserialize(reader).map_err(|error| unreadable(column, error))
}

fn unreadable(column: usize, error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
}

fn revision(row: &Row<'_>) -> Result<u64> {
    let rev: i64 = row.get("rev")?;
    Ok(rev.unsigned_abs())
}

fn number(rev: u64) -> i64 {
    i64::try_from(rev).unwrap_or(i64::MAX)
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
