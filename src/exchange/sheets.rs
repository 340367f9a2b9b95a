//! Entries and weeks as tables, for a spreadsheet.

use std::io::{self, Write};

use chrono::{Days, NaiveDate};
use serde::Serialize;

use crate::plan::{self, Entry, Plan, Status, TargetKind};

/// Whether what is private goes along: notes, ratings, and the reasons of stops and pauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Private {
    /// It stays at home.
    Left,
    /// It was asked for.
    Taken,
}

/// An entry's fields, in the order of its JSON.
const FIELDS: [&str; 19] = [
    "id",
    "practice",
    "day",
    "start",
    "active_s",
    "planned_s",
    "ended",
    "reason",
    "credited",
    "eased",
    "clock_jump",
    "before",
    "after",
    "note",
    "title",
    "hash",
    "rev",
    "device",
    "deleted",
];

/// One practice in one week, as its row.
#[derive(Serialize)]
struct Row<'a> {
    from: NaiveDate,
    to: NaiveDate,
    practice: &'a str,
    kind: TargetKind,
    done: u32,
    required: u32,
    minutes: u32,
    status: Status,
}

/// Writes entries as rows under their fields' names; what is private and left is empty.
///
/// # Errors
/// Those of `out`.
pub fn entries_csv(out: impl Write, entries: &[Entry], private: Private) -> io::Result<()> {
    let mut csv = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    csv.write_record(FIELDS).map_err(io::Error::from)?;
    for entry in entries {
        match private {
            Private::Taken => csv.serialize(entry),
            Private::Left => csv.serialize(without_private(entry)),
        }
        .map_err(io::Error::from)?;
    }
    csv.flush()
}

fn without_private(entry: &Entry) -> Entry {
    Entry { reason: None, before: None, after: None, note: String::new(), ..entry.clone() }
}

/// Writes every week from the plan's first to the one that holds `today`, oldest first, a row for each practice in it.
/// `entries` are in the order of their days.
///
/// # Errors
/// Those of `out`.
pub fn weeks_csv(out: impl Write, plan: &Plan, entries: &[Entry], today: NaiveDate) -> io::Result<()> {
    let mut csv = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    csv.write_record(["from", "to", "practice", "kind", "done", "required", "minutes", "status"])
        .map_err(io::Error::from)?;
    let first = plan.practices.iter().map(|practice| practice.started).min();
    let mut day = first.filter(|first| *first <= today);
    while let Some(of) = day {
        let week = plan::week(plan, entries, of, today);
        for practice in &week.practices {
            csv.serialize(Row {
                from: week.from,
                to: week.to,
                practice: &practice.id,
                kind: practice.kind,
                done: practice.done,
                required: practice.required,
                minutes: practice.minutes,
                status: practice.status,
            })
            .map_err(io::Error::from)?;
        }
        day = week.to.checked_add_days(Days::new(1)).filter(|next| *next <= today);
    }
    csv.flush()
}
