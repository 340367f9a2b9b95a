//! Entries and weeks as tables, for a spreadsheet.

use std::io::{self, Write};

use chrono::{Days, NaiveDate};
use serde::Serialize;

use crate::plan::{self, Entry, Pause, Plan, Status, TargetKind};

/// What goes along of that which is private: each part by its own choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Private {
    /// Notes of sessions and pauses.
    pub notes: bool,
    /// Ratings before and after.
    pub ratings: bool,
    /// The reasons of stops and pauses.
    pub reasons: bool,
}

impl Private {
    /// Nothing of it.
    pub const LEFT: Self = Self { notes: false, ratings: false, reasons: false };
    /// All of it.
    pub const TAKEN: Self = Self { notes: true, ratings: true, reasons: true };

    /// The entry as it goes along: what was not chosen is empty.
    pub fn entry(self, entry: &Entry) -> Entry {
        Entry {
            reason: entry.reason.filter(|_| self.reasons),
            before: entry.before.filter(|_| self.ratings),
            after: entry.after.filter(|_| self.ratings),
            note: if self.notes { entry.note.clone() } else { String::new() },
            ..entry.clone()
        }
    }

    /// The pause as it goes along: what was not chosen is empty.
    pub fn pause(self, pause: &Pause) -> Pause {
        let taken = |chosen, words: &str| if chosen { words.to_owned() } else { String::new() };
        let (reason, note) = (taken(self.reasons, &pause.reason), taken(self.notes, &pause.note));
        Pause { reason, note, ..pause.clone() }
    }
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
        csv.serialize(private.entry(entry)).map_err(io::Error::from)?;
    }
    csv.flush()
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
