//! The file of an export: exact to the letter when written, strict and with places when read.

use std::fmt;

use chrono::Weekday;
use serde::de::{DeserializeOwned, Error as _, IgnoredAny};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{Book, Settings};
use crate::plan::field::LATEST_DAY_START;
use crate::plan::{Entry, Record, rule};

/// The version of the form that is written; every one up to it is read. The second says of an entry `during` what it was
/// stopped, and knows `skipped` and `unsaid`.
const VERSION: u64 = 2;
/// What some programs put before the first character of a text in UTF-8.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {what}")]
pub struct ParseError {
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
        let mut lists: [Vec<Record>; 6] = Default::default();
        for record in self.records() {
            let mut record = record.clone();
            record.make_fit();
            lists[place(&record)].push(record);
        }
        let [practices, targets, pauses, entries, goals, support] = &lists;
        let settings = WrittenSettings::of(self.settings.unwrap_or_default());
        let mut text = pretty(&Out { ebb: VERSION, settings, practices, targets, pauses, entries, goals, support });
        text.push('\n');
        text
    }

    /// Reads such a file, or entries alone, one object after the other.
    ///
    /// # Errors
    /// The first mistake in it; that it is of a newer version comes before all others.
    pub fn from_json(bytes: &[u8]) -> Result<Self, ParseError> {
        let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
        if let Some(entries) = entries_alone(text) {
            return Ok(Self::new(None, entries));
        }
        let mistake = |error: serde_json::Error| ParseError::of(&error, text, 0);
        serde_json::from_slice::<OfKnownVersion>(text).map_err(mistake)?;
        let file: In<'_> = serde_json::from_slice(text).map_err(mistake)?;
        let lists = [
            records(&file.practices, Record::Practice, text),
            records(&file.targets, Record::Target, text),
            records(&file.pauses, Record::Pause, text),
            records(&file.entries, Record::Entry, text),
            records(&file.goals, Record::Goal, text),
            records(&file.support, Record::Support, text),
        ];
        let mut book = Self::new(file.settings.map(|written| written.settings()), []);
        let mut mistakes = Vec::new();
        for list in lists {
            match list {
                Ok(records) => book.extend(records),
                Err(mistake) => mistakes.push(mistake),
            }
        }
        // Lists may stand in any order.
        mistakes.into_iter().min_by_key(|mistake| (mistake.line, mistake.column)).map_or(Ok(book), Err)
    }
}

/// Some entries as a file on one line, to be copied by hand. [`Book::from_json`] reads it.
pub fn line_of(entries: &[Entry]) -> String {
    #[derive(Serialize)]
    struct Line<'a> {
        ebb: u64,
        entries: &'a [Entry],
    }
    // Numbers, words and lists of them can always be written.
    serde_json::to_string(&Line { ebb: VERSION, entries }).unwrap_or_default()
}

/// The records of a list, each by itself, up to the first that is wrong.
fn records<T: DeserializeOwned>(
    list: &[&RawValue],
    kind: impl Fn(T) -> Record,
    text: &[u8],
) -> Result<Vec<Record>, ParseError> {
    let read = |raw: &&RawValue| {
        let (own, at) = (raw.get().as_bytes(), raw.get().as_ptr().addr() - text.as_ptr().addr());
        let record = serde_json::from_slice(own).map(&kind).map_err(|error| ParseError::of(&error, text, at))?;
        rule::record(&record).map_err(|refusal| ParseError::at(text, at, refusal.to_string()))?;
        Ok(record)
    };
    list.iter().map(read).collect()
}

/// Entries without a file around them; nothing where that is not all there is.
fn entries_alone(text: &[u8]) -> Option<Vec<Record>> {
    let entries = serde_json::Deserializer::from_slice(text).into_iter::<Entry>();
    let entries: Vec<Record> = entries.map(|entry| entry.map(Record::Entry)).collect::<Result<_, _>>().ok()?;
    (!entries.is_empty()).then_some(entries)
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
    settings: WrittenSettings,
    practices: &'a [Record],
    targets: &'a [Record],
    pauses: &'a [Record],
    entries: &'a [Record],
    goals: &'a [Record],
    support: &'a [Record],
}

/// A file whose records are still to be read, each for itself: so the place of each is known.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "export")]
struct In<'a> {
    #[expect(dead_code, reason = "checked before anything else is read; named here because it may stand there")]
    ebb: IgnoredAny,
    settings: Option<WrittenSettings>,
    #[serde(default, borrow)]
    practices: Vec<&'a RawValue>,
    #[serde(default, borrow)]
    targets: Vec<&'a RawValue>,
    #[serde(default, borrow)]
    pauses: Vec<&'a RawValue>,
    #[serde(default, borrow)]
    entries: Vec<&'a RawValue>,
    #[serde(default, borrow)]
    goals: Vec<&'a RawValue>,
    #[serde(default, borrow)]
    support: Vec<&'a RawValue>,
}

/// Whatever else a newer file holds, its version is read first.
#[derive(Deserialize)]
struct OfKnownVersion {
    #[serde(rename = "ebb", deserialize_with = "known_version")]
    _ebb: (),
}

fn known_version<'de, D: Deserializer<'de>>(from: D) -> Result<(), D::Error> {
    match u64::deserialize(from)? {
        1..=VERSION => Ok(()),
        0 => Err(D::Error::custom(format_args!("ebb is 1–{VERSION}, the version of this form; found 0"))),
        newer => Err(D::Error::custom(format_args!(
            "this file needs a newer Ebb (it is of version {newer}; this one reads up to {VERSION})"
        ))),
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSettings {
    #[serde(serialize_with = "write_weekday", deserialize_with = "read_weekday")]
    week_start: Weekday,
    #[serde(deserialize_with = "read_day_start")]
    day_start_min: u16,
}

impl WrittenSettings {
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

impl ParseError {
    /// What reading a part of `text` ended with, which begins at byte `start` and at the beginning of what was read.
    fn of(error: &serde_json::Error, text: &[u8], start: usize) -> Self {
        let lines = text[start..].split_inclusive(|byte| *byte == b'\n');
        let above: usize = lines.take(error.line().saturating_sub(1)).map(<[u8]>::len).sum();
        let read = &text[..(start + above + error.column()).min(text.len())];
        let told = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let what = told.strip_suffix(&place).unwrap_or(&told);
        // Reading stops behind a value that is wrong: the value is what is pointed at.
        let is_value = error.is_data() && !what.starts_with("missing");
        let before = if is_value { before_value(read) } else { &read[..read.len().saturating_sub(1)] };
        Self::at(text, before.len(), Plainly(what).to_string())
    }

    /// At a byte of `text`.
    fn at(text: &[u8], at: usize, what: String) -> Self {
        let before = &text[..at];
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let line = before.split(|byte| *byte == b'\n').count();
        let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
        Self { line, column, what }
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
