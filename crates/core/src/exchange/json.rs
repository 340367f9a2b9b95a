//! The file of an export: exact to the letter when written, strict and with places when read.

use std::fmt;

use chrono::Weekday;
use serde::de::{Error as _, IgnoredAny};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Book, Settings};
use crate::plan::{Entry, Goal, Pause, Practice, Record, Support, Target};

/// The version of the form.
const VERSION: u64 = 1;
/// The latest that a practice day may begin, in minutes after midnight.
const LATEST_DAY_START: u16 = 360;
/// What some editors put before the first character.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {what}")]
pub struct Mistake {
    /// The line, from 1.
    pub line: usize,
    /// The character in it where reading stopped, from 1.
    pub column: usize,
    /// What was expected and what was found.
    pub what: String,
}

/// A record as it stands in a file, but not indented.
pub(super) fn record(record: &Record) -> String {
    pretty(record)
}

impl Book {
    /// The journal as a file: keys in their order, lists sorted by identity, two spaces to indent, a newline at the end
    /// of each line. The same content gives the same bytes.
    pub fn to_json(&self) -> String {
        let mut lists: [Vec<&Record>; 6] = Default::default();
        for record in self.records() {
            lists[place(record)].push(record);
        }
        let [practices, targets, pauses, entries, goals, support] = lists;
        let settings = Written::of(self.settings.unwrap_or_default());
        let mut text = pretty(&Out { ebb: VERSION, settings, practices, targets, pauses, entries, goals, support });
        text.push('\n');
        text
    }

    /// Reads such a file.
    ///
    /// # Errors
    /// The first mistake in it; that it is of a newer version comes before all others.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Mistake> {
        let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
        let mistake = |error: serde_json::Error| Mistake::of(&error, text);
        serde_json::from_slice::<OfThisVersion>(text).map_err(mistake)?;
        let In { ebb: _, settings, practices, targets, pauses, entries, goals, support } =
            serde_json::from_slice(text).map_err(mistake)?;
        let settings = settings.map(|written| written.settings());
        let mut book = Self::new(settings, practices.into_iter().map(Record::Practice));
        book.extend(targets.into_iter().map(Record::Target));
        book.extend(pauses.into_iter().map(Record::Pause));
        book.extend(entries.into_iter().map(Record::Entry));
        book.extend(goals.into_iter().map(Record::Goal));
        book.extend(support.into_iter().map(Record::Support));
        Ok(book)
    }
}

/// Which list a record stands in.
fn place(record: &Record) -> usize {
    match record {
        Record::Practice(_) => 0,
        Record::Target(_) => 1,
        Record::Pause(_) => 2,
        Record::Entry(_) => 3,
        Record::Goal(_) => 4,
        Record::Support(_) => 5,
    }
}

#[derive(Serialize)]
struct Out<'a> {
    ebb: u64,
    settings: Written,
    practices: Vec<&'a Record>,
    targets: Vec<&'a Record>,
    pauses: Vec<&'a Record>,
    entries: Vec<&'a Record>,
    goals: Vec<&'a Record>,
    support: Vec<&'a Record>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "export")]
struct In {
    #[expect(dead_code, reason = "checked before anything else is read; named here because it may stand there")]
    ebb: IgnoredAny,
    settings: Option<Written>,
    #[serde(default)]
    practices: Vec<Practice>,
    #[serde(default)]
    targets: Vec<Target>,
    #[serde(default)]
    pauses: Vec<Pause>,
    #[serde(default)]
    entries: Vec<Entry>,
    #[serde(default)]
    goals: Vec<Goal>,
    #[serde(default)]
    support: Vec<Support>,
}

/// Whatever else a newer file holds, its version is read first.
#[derive(Deserialize)]
struct OfThisVersion {
    #[serde(rename = "ebb", deserialize_with = "this_version")]
    _ebb: (),
}

fn this_version<'de, D: Deserializer<'de>>(from: D) -> Result<(), D::Error> {
    match u64::deserialize(from)? {
        VERSION => Ok(()),
        0 => Err(D::Error::custom("ebb is 1, the version of this form; found 0")),
        newer => Err(D::Error::custom(format_args!(
            "this file needs a newer Ebb (it is of version {newer}; this one reads {VERSION})"
        ))),
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(serialize_with = "write_weekday", deserialize_with = "read_weekday")]
    week_start: Weekday,
    #[serde(deserialize_with = "read_day_start")]
    day_start_min: u16,
}

impl Written {
    fn of(Settings { week_start, day_start_min }: Settings) -> Self {
        Self { week_start, day_start_min }
    }

    fn settings(&self) -> Settings {
        Settings { week_start: self.week_start, day_start_min: self.day_start_min }
    }
}

const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "monday"),
    (Weekday::Tue, "tuesday"),
    (Weekday::Wed, "wednesday"),
    (Weekday::Thu, "thursday"),
    (Weekday::Fri, "friday"),
    (Weekday::Sat, "saturday"),
    (Weekday::Sun, "sunday"),
];

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a field over in this way")]
fn write_weekday<S: Serializer>(day: &Weekday, to: S) -> Result<S::Ok, S::Error> {
    let (_, name) = WEEKDAYS[day.num_days_from_monday() as usize];
    to.serialize_str(name)
}

fn read_weekday<'de, D: Deserializer<'de>>(from: D) -> Result<Weekday, D::Error> {
    let name = String::deserialize(from)?;
    let found = WEEKDAYS.iter().find(|(_, known)| *known == name);
    let wrong = || D::Error::custom(format_args!("week_start is a day from monday to sunday; found {name:?}"));
    found.map(|(day, _)| *day).ok_or_else(wrong)
}

fn read_day_start<'de, D: Deserializer<'de>>(from: D) -> Result<u16, D::Error> {
    match u16::deserialize(from)? {
        minutes if minutes <= LATEST_DAY_START => Ok(minutes),
        minutes => Err(D::Error::custom(format_args!("day_start_min is 0–360; found {minutes}"))),
    }
}

/// Numbers, words and lists of them can always be written.
fn pretty<T: Serialize>(value: &T) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

impl Mistake {
    fn of(error: &serde_json::Error, text: &[u8]) -> Self {
        let lines = text.split_inclusive(|byte| *byte == b'\n');
        let above: usize = lines.take(error.line().saturating_sub(1)).map(<[u8]>::len).sum();
        let read = &text[..(above + error.column()).min(text.len())];
        let told = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let what = told.strip_suffix(&place).unwrap_or(&told);
        // Reading stops behind a value that is wrong: the value is what is pointed at.
        let is_value = error.is_data() && !what.starts_with("missing");
        let before = if is_value { before_value(read) } else { &read[..read.len().saturating_sub(1)] };
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let line = before.split(|byte| *byte == b'\n').count();
        let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
        Self { line, column, what: Plainly(what).to_string() }
    }
}

/// What stands before the text, number or word at the end of `read`.
fn before_value(read: &[u8]) -> &[u8] {
    // What follows it may have been looked at already.
    let read = read.trim_ascii_end();
    let read = read.strip_suffix(b",").or(read.strip_suffix(b"}")).or(read.strip_suffix(b"]")).unwrap_or(read);
    let Some((last, rest)) = read.trim_ascii_end().split_last() else { return read };
    if *last != b'"' {
        let word = rest.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte)).count();
        return &rest[..rest.len() - word];
    }
    let opens =
        |at: &usize| rest[*at] == b'"' && rest[..*at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 0;
    (0..rest.len()).rev().find(opens).map_or(rest, |at| &rest[..at])
}

/// The reader's words, for people.
struct Plainly<'a>(&'a str);

impl fmt::Display for Plainly<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.starts_with("EOF") {
            return f.write_str("the file ends too early");
        }
        let mut text = self.0.to_owned();
        for (theirs, ours) in [
            (", expected u8", ", expected a whole number from 0 to 255"),
            (", expected u16", ", expected a whole number"),
            (", expected u32", ", expected a whole number"),
            (", expected u64", ", expected a whole number"),
            ("expected struct ", "expected an object: "),
        ] {
            if let Some(start) = text.strip_suffix(theirs) {
                text = format!("{start}{ours}");
            }
        }
        f.write_str(&text.replace("expected struct ", "expected an object, "))
    }
}
