//! Practices, targets, pauses, and the settings a week is computed with.

use chrono::Weekday;
use rusqlite::{Connection, Params, Result, Row, named_params};

use super::{all, at_most, first, number, optional, parsed, revision, text, unreadable, weekday};
use crate::plan::{Pause, Plan, Practice, Target};

/// The first day of a week, and the minutes after midnight at which a day begins; `None` before the first write.
pub(in crate::journal) fn settings(database: &Connection) -> Result<Option<(Weekday, u16)>> {
    first(database, "SELECT week_start, day_start_min FROM settings", |row| {
        let week_start: String = row.get(0)?;
        Ok((
            week_start.parse().map_err(|error: chrono::ParseWeekdayError| unreadable(0, error))?,
            at_most(row, 1, 360)?,
        ))
    })
}

/// From now on the user has changed something.
pub(in crate::journal) fn set_edited(database: &Connection) -> Result<()> {
    database.execute("UPDATE settings SET edited = 1 WHERE edited = 0", []).map(drop)
}

pub(in crate::journal) fn set_week_start(database: &Connection, day: Weekday) -> Result<()> {
    database.execute("UPDATE settings SET week_start = ?1", [weekday(day)]).map(drop)
}

pub(in crate::journal) fn set_day_start(database: &Connection, minutes: u16) -> Result<()> {
    database.execute("UPDATE settings SET day_start_min = ?1", [minutes]).map(drop)
}

/// Puts the practices into this order.
pub(in crate::journal) fn order(database: &Connection, ids: &[String]) -> Result<()> {
    for (position, id) in (0_u32..).zip(ids) {
        database.execute("UPDATE practices SET position = ?1 WHERE id = ?2", (position, id))?;
    }
    Ok(())
}

/// Puts the first plan in; there is none yet.
pub(in crate::journal) fn put_default(database: &Connection, plan: &Plan, device: &str) -> Result<()> {
    let settings = "INSERT INTO settings (one, week_start, day_start_min) VALUES (1, ?1, ?2)";
    database.execute(settings, (weekday(plan.week_start), plan.day_start_min))?;
    let device = || device.to_owned();
    for practice in &plan.practices {
        put_practice(database, &Practice { device: device(), ..practice.clone() })?;
    }
    for target in &plan.targets {
        put_target(database, &Target { device: device(), ..target.clone() })?;
    }
    Ok(())
}

/// Takes practices and targets out, without tombstones: another plan takes their place.
pub(in crate::journal) fn drop_plan(database: &Connection) -> Result<()> {
    database.execute_batch("DELETE FROM targets; DELETE FROM practices;")
}

pub(super) fn practices(database: &Connection, filter: &str, key: impl Params) -> Result<Vec<Practice>> {
    let select = "SELECT id, name, started, ended, rev, device, deleted FROM practices";
    all(database, &format!("{select} WHERE {filter} ORDER BY position, id"), key, practice)
}

pub(super) fn targets(database: &Connection, filter: &str, key: impl Params) -> Result<Vec<Target>> {
    let select = "SELECT practice, from_day, kind, amount, min_s, credit_percent, rev, device, deleted FROM targets";
    all(database, &format!("{select} WHERE {filter} ORDER BY practice, from_day"), key, target)
}

pub(super) fn pauses(database: &Connection, filter: &str, key: impl Params) -> Result<Vec<Pause>> {
    let select = "SELECT id, from_day, to_day, practice, reason, note, rev, device, deleted FROM pauses";
    all(database, &format!("{select} WHERE {filter} ORDER BY from_day, id"), key, pause)
}

/// A new one comes last.
pub(super) fn put_practice(database: &Connection, practice: &Practice) -> Result<()> {
    let upsert = "INSERT INTO practices (id, position, name, started, ended, rev, device, deleted) \
                  VALUES (:id, (SELECT coalesce(max(position) + 1, 0) FROM practices), :name, :started, :ended, \
                          :rev, :device, :deleted) \
                  ON CONFLICT (id) DO UPDATE SET name = excluded.name, started = excluded.started, \
                  ended = excluded.ended, rev = excluded.rev, device = excluded.device, deleted = excluded.deleted";
    database.execute(
        upsert,
        named_params! {
            ":id": practice.id, ":name": practice.name, ":started": text(&practice.started)?,
            ":ended": text(&practice.ended)?, ":rev": number(practice.rev), ":device": practice.device,
            ":deleted": practice.deleted,
        },
    )?;
    Ok(())
}

pub(super) fn put_target(database: &Connection, target: &Target) -> Result<()> {
    database.execute(
        "INSERT OR REPLACE INTO targets (practice, from_day, kind, amount, min_s, credit_percent, rev, device, deleted) \
         VALUES (:practice, :from_day, :kind, :amount, :min_s, :credit_percent, :rev, :device, :deleted)",
        named_params! {
            ":practice": target.practice, ":from_day": text(&target.from_day)?, ":kind": text(&target.kind)?,
            ":amount": target.amount, ":min_s": target.min_s, ":credit_percent": target.credit_percent,
            ":rev": number(target.rev), ":device": target.device, ":deleted": target.deleted,
        },
    )?;
    Ok(())
}

pub(super) fn put_pause(database: &Connection, pause: &Pause) -> Result<()> {
    database.execute(
        "INSERT OR REPLACE INTO pauses (id, from_day, to_day, practice, reason, note, rev, device, deleted) \
         VALUES (:id, :from_day, :to_day, :practice, :reason, :note, :rev, :device, :deleted)",
        named_params! {
            ":id": pause.id, ":from_day": text(&pause.from_day)?, ":to_day": text(&pause.to_day)?,
            ":practice": pause.practice, ":reason": pause.reason, ":note": pause.note, ":rev": number(pause.rev),
            ":device": pause.device, ":deleted": pause.deleted,
        },
    )?;
    Ok(())
}

fn practice(row: &Row<'_>) -> Result<Practice> {
    Ok(Practice {
        id: row.get(0)?,
        name: row.get(1)?,
        started: parsed(row, 2)?,
        ended: optional(row, 3)?,
        rev: revision(row, 4)?,
        device: row.get(5)?,
        deleted: row.get(6)?,
    })
}

fn target(row: &Row<'_>) -> Result<Target> {
    Ok(Target {
        practice: row.get(0)?,
        from_day: parsed(row, 1)?,
        kind: parsed(row, 2)?,
        amount: row.get(3)?,
        min_s: row.get(4)?,
        credit_percent: row.get(5)?,
        rev: revision(row, 6)?,
        device: row.get(7)?,
        deleted: row.get(8)?,
    })
}

fn pause(row: &Row<'_>) -> Result<Pause> {
    Ok(Pause {
        id: row.get(0)?,
        from_day: parsed(row, 1)?,
        to_day: optional(row, 2)?,
        practice: row.get(3)?,
        reason: row.get(4)?,
        note: row.get(5)?,
        rev: revision(row, 6)?,
        device: row.get(7)?,
        deleted: row.get(8)?,
    })
}
