//! The whole journal as one value: written to a file, read from one, and merged, as pure functions.
//!
//! Refuses to know files and databases. The form is exact: two journals with the same settings, merged either way, give
//! the same bytes.

mod json;
mod sheets;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta, Weekday};

use crate::plan::{self, Entry, Identity, Plan, Record};

pub use json::{ParseError, line_of};
pub use sheets::{CsvDialect, Private, entries_csv, weeks_csv};

/// Two entries of one practice, as long as each other, that begin no further apart are perhaps one, written down twice.
const ALIKE: TimeDelta = TimeDelta::seconds(60);

/// What a week is computed with, beside the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The first day of a week.
    pub week_start: Weekday,
    /// When a practice day begins, in minutes after midnight, 0–360.
    pub day_start_min: u16,
}

/// Everything in a journal, tombstones too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// Its settings; `None` where a file names none.
    pub settings: Option<Settings>,
    records: BTreeMap<Identity, Record>,
}

impl Default for Settings {
    /// Those of a journal before its first write.
    fn default() -> Self {
        Self::of(&plan::default_plan(NaiveDate::default()))
    }
}

impl Settings {
    /// Those of a plan.
    pub fn of(plan: &Plan) -> Self {
        Self { week_start: plan.week_start, day_start_min: plan.day_start_min }
    }
}

impl Book {
    /// With these records, merged where one stands there twice.
    pub fn new(settings: Option<Settings>, records: impl IntoIterator<Item = Record>) -> Self {
        let mut book = Self { settings, ..Self::default() };
        book.extend(records);
        book
    }

    /// All records, in the order of their identities.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.records.values()
    }

    /// The entries that are not deleted, in the order of their ids.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.records().filter_map(|record| match record {
            Record::Entry(entry) if !entry.deleted => Some(entry),
            _ => None,
        })
    }

    /// The record of that identity.
    pub fn find(&self, identity: &Identity) -> Option<&Record> {
        self.records.get(identity)
    }

    /// Takes another's records in: of two with the same identity the higher (rev, device) wins, if equal the greater
    /// canonical text; tombstones like all others. The settings stay its own, where it has any.
    pub fn merge(&mut self, other: Self) {
        self.settings = self.settings.or(other.settings);
        self.extend(other.records.into_values());
    }

    /// What [`Self::merge`] with `other` would write: the records of `other` that are new here, or win.
    pub fn news<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a Record> {
        other.records.iter().filter_map(|(identity, theirs)| match self.records.get(identity) {
            Some(ours) if order(ours, theirs) != Ordering::Less => None,
            _ => Some(theirs),
        })
    }

    fn extend(&mut self, records: impl IntoIterator<Item = Record>) {
        for record in records {
            let identity = record.identity();
            match self.records.get_mut(&identity) {
                Some(ours) if order(ours, &record) == Ordering::Less => *ours = record,
                Some(_) => {}
                None => drop(self.records.insert(identity, record)),
            }
        }
    }
}

/// Which of two versions of one record wins: the greater.
fn order(one: &Record, other: &Record) -> Ordering {
    let text = |record| json::record(record);
    one.stamp()
        .cmp(&other.stamp())
        .then_with(|| if one == other { Ordering::Equal } else { text(one).cmp(&text(other)) })
}

/// The plan's order of practices where there is none yet: the default plan's first, then by id.
pub fn in_plan_order(records: &mut [Record]) {
    records.sort_by_key(|record| match record {
        Record::Practice(practice) => Some((plan::place(&practice.id), practice.id.clone())),
        _ => None,
    });
}

/// Pairs of entries that are perhaps one, written down twice: of one practice, as long as each other, within a minute.
/// `is_new` says which came in now: of each pair at least one did.
pub fn look_alikes<'a>(
    entries: impl Iterator<Item = &'a Entry>,
    is_new: impl Fn(&Entry) -> bool,
) -> Vec<(&'a Entry, &'a Entry)> {
    let mut timed: Vec<&Entry> = entries.filter(|entry| entry.start.is_some() && !entry.deleted).collect();
    timed.sort_by_key(|entry| (&entry.practice, entry.active_s, entry.start, &entry.id));
    let near = |one: &Entry, other: &Entry| match (one.start, other.start) {
        (Some(start), Some(later)) => later - start <= ALIKE,
        _ => false,
    };
    let mut pairs = Vec::new();
    for two in timed.windows(2) {
        let &[one, other] = two else { continue };
        let same = one.practice == other.practice && one.active_s == other.active_s;
        if same && near(one, other) && (is_new(one) || is_new(other)) {
            pairs.push((one, other));
        }
    }
    pairs
}
