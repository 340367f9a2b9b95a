//! Entries and weeks as tables, for a spreadsheet.

use std::borrow::Cow;
use std::io::{self, Write};

use chrono::{DateTime, Days, FixedOffset, NaiveDate};
use serde::Serialize;

use super::json::BYTE_ORDER_MARK;
use crate::plan::{self, Credited, Ended, Entry, Pause, Plan, Reason, Status, TargetKind, in_figures};

/// What goes along of that which is private: each part by its own choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is chosen by itself, and none follows from another")]
pub struct Private {
    /// Notes of sessions and pauses.
    pub notes: bool,
    /// Ratings before and after.
    pub ratings: bool,
    /// Where and why sessions were stopped, and the reasons of pauses.
    pub reasons: bool,
    /// Goals and their steps.
    pub goals: bool,
}

impl Private {
    /// Nothing of it.
    pub const LEFT: Self = Self { notes: false, ratings: false, reasons: false, goals: false };
    /// All of it.
    pub const TAKEN: Self = Self { notes: true, ratings: true, reasons: true, goals: true };

    /// The entry as it goes along: what was not chosen is empty.
    pub fn entry(self, entry: &Entry) -> Entry {
        Entry {
            reason: entry.reason.filter(|_| self.reasons),
            during: if self.reasons { entry.during.clone() } else { String::new() },
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

/// Who reads a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CsvDialect {
    /// A program, which takes a text as it is.
    Script,
    /// A spreadsheet: it takes the letters for those of UTF-8 only behind a byte order mark, and works out every cell
    /// that begins like a formula. A text that it would take for anything else than words gets an apostrophe before it,
    /// and so does one that begins with an apostrophe: whoever takes the first apostrophe of a cell away has the text.
    Spreadsheet,
}

/// An entry's fields, in the order of its JSON, with the practice's name beside its id.
const FIELDS: [&str; 21] = [
    "id",
    "practice",
    "practice_name",
    "day",
    "start",
    "active_s",
    "planned_s",
    "ended",
    "reason",
    "during",
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

/// An entry, as its row.
#[derive(Serialize)]
struct EntryRow<'a> {
    id: Cow<'a, str>,
    practice: Cow<'a, str>,
    practice_name: Cow<'a, str>,
    day: NaiveDate,
    #[serde(serialize_with = "in_figures")]
    start: &'a Option<DateTime<FixedOffset>>,
    active_s: u32,
    planned_s: u32,
    ended: Ended,
    reason: Option<Reason>,
    during: Cow<'a, str>,
    credited: Credited,
    eased: u8,
    clock_jump: bool,
    before: Option<u8>,
    after: Option<u8>,
    note: Cow<'a, str>,
    title: Cow<'a, str>,
    hash: Cow<'a, str>,
    rev: u64,
    device: Cow<'a, str>,
    deleted: bool,
}

/// One practice in one week, as its row.
#[derive(Serialize)]
struct WeekRow<'a> {
    from: NaiveDate,
    to: NaiveDate,
    practice: Cow<'a, str>,
    practice_name: Cow<'a, str>,
    kind: TargetKind,
    done: u32,
    required: u32,
    minutes: u32,
    status: Status,
}

/// Writes entries as rows under their fields' names; what is private and left is empty. Names are those of `plan`, and
/// ids where it has none.
///
/// # Errors
/// Those of `out`.
pub fn entries_csv(
    out: impl Write,
    plan: &Plan,
    entries: &[Entry],
    private: Private,
    dialect: CsvDialect,
) -> io::Result<()> {
    let mut csv = writer(out, dialect)?;
    csv.write_record(FIELDS).map_err(io::Error::from)?;
    for entry in entries {
        let entry = private.entry(entry);
        csv.serialize(EntryRow {
            id: dialect.cell(&entry.id),
            practice: dialect.cell(&entry.practice),
            practice_name: dialect.cell(name(plan, &entry.practice)),
            day: entry.day,
            start: &entry.start,
            active_s: entry.active_s,
            planned_s: entry.planned_s,
            ended: entry.ended,
            reason: entry.reason,
            during: dialect.cell(&entry.during),
            credited: entry.credited,
            eased: entry.eased,
            clock_jump: entry.clock_jump,
            before: entry.before,
            after: entry.after,
            note: dialect.cell(&entry.note),
            title: dialect.cell(&entry.title),
            hash: dialect.cell(&entry.hash),
            rev: entry.rev,
            device: dialect.cell(&entry.device),
            deleted: entry.deleted,
        })
        .map_err(io::Error::from)?;
    }
    csv.flush()
}

/// Writes every week from the plan's first to the one that holds `today`, oldest first, a row for each practice in it.
/// `entries` are in the order of their days.
///
/// # Errors
/// Those of `out`.
pub fn weeks_csv(
    out: impl Write,
    plan: &Plan,
    entries: &[Entry],
    today: NaiveDate,
    dialect: CsvDialect,
) -> io::Result<()> {
    let mut csv = writer(out, dialect)?;
    csv.write_record(["from", "to", "practice", "practice_name", "kind", "done", "required", "minutes", "status"])
        .map_err(io::Error::from)?;
    let first = plan.practices.iter().map(|practice| practice.started).min();
    let mut day = first.filter(|first| *first <= today);
    while let Some(of) = day {
        let week = plan::week(plan, entries, of, today);
        for practice in &week.practices {
            csv.serialize(WeekRow {
                from: week.from,
                to: week.to,
                practice: dialect.cell(&practice.id),
                practice_name: dialect.cell(name(plan, &practice.id)),
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

fn writer<W: Write>(mut out: W, dialect: CsvDialect) -> io::Result<csv::Writer<W>> {
    if dialect == CsvDialect::Spreadsheet {
        out.write_all(BYTE_ORDER_MARK)?;
    }
    Ok(csv::WriterBuilder::new().has_headers(false).from_writer(out))
}

fn name<'a>(plan: &'a Plan, id: &'a str) -> &'a str {
    plan.practices.iter().find(|practice| practice.id == id).map_or(id, |practice| practice.name.as_str())
}

impl CsvDialect {
    /// A text as it stands in a cell.
    fn cell(self, text: &str) -> Cow<'_, str> {
        if self == Self::Spreadsheet && (text.starts_with('\'') || is_no_words(text)) {
            Cow::Owned(format!("'{text}"))
        } else {
            Cow::Borrowed(text)
        }
    }
}

/// Whether a spreadsheet may take a text for something else than words. What begins a formula is after OWASP's page on
/// CSV injection: also in full width, also behind white space and quotation marks. Figures beside which at most one word
/// stands become a number, a time or a day: `4-7-8`, `7/10`, `1e5`, `Mar 5`.
fn is_no_words(text: &str) -> bool {
    let begins = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\''));
    let is_formula =
        text.starts_with(['\t', '\r', '\n']) || begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).count();
    is_formula || (words <= 1 && text.contains(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_words_or_begins_with_an_apostrophe_that_can_be_taken_away() {
        let cell = |text: &'static str| CsvDialect::Spreadsheet.cell(text).into_owned();
        let harmful = [
            "=1+1",
            "+1",
            "-less pain",
            "@SUM(1)",
            "\t=1",
            "\rx",
            "\nx",
            " =1",
            "\u{a0}=1",
            "\"=1",
            "'=1",
            " \" '@x",
            "＝1",
            "－2",
            "-2",
            "4-7-8",
            "7/10",
            "1e5",
            "12",
            "00000000",
            "10:30",
            "Mar 5",
            "20 min",
            "'quoted'",
        ];
        for text in harmful {
            assert_eq!(cell(text), format!("'{text}"));
            assert_eq!(CsvDialect::Script.cell(text), text);
        }
        for text in ["", "less pain", "Daily five", "1a2b3c4d", "5 min = enough", "a-b", "übung", "20 min of it"] {
            assert_eq!(cell(text), text);
        }
    }
}
