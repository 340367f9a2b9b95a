//! What holds for the journal, on real files.

use std::fs;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate};

use super::*;
use crate::plan::{Credited, Ended, Reason};

/// A data folder that goes with the test.
struct Place {
    folder: tempfile::TempDir,
    data: DataDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path().join("ebb"));
        Self { folder, data }
    }

    /// With a journal that holds these.
    fn with(entries: &[Entry]) -> Self {
        let place = Self::new();
        let mut journal = Journal::open_for_writing(&place.data).unwrap();
        for entry in entries {
            journal.save(entry).unwrap();
        }
        place
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.data.journal()).unwrap()
    }

    fn ids(&self) -> Vec<String> {
        read(&self.data).unwrap().entries.into_iter().map(|entry| entry.id).collect()
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The `n`th entry, as the conductor makes it, with something in every field.
fn entry(n: u32) -> Entry {
    Entry {
        id: format!("{n:032x}"),
        practice: "breathing".into(),
        day: day("2026-11-22"),
        start: Some(DateTime::parse_from_rfc3339("2026-11-22T08:00:00+01:00").unwrap()),
        active_s: 290 + n,
        planned_s: 300,
        ended: Ended::Stopped,
        reason: Some(Reason::Tired),
        credited: Credited::Auto,
        eased: 4,
        clock_jump: true,
        before: Some(0),
        after: Some(10),
        note: "\"two\"\nlines, ünd more; NUL-free".into(),
        title: "Daily five".into(),
        hash: "ab".repeat(32),
        rev: 1,
        device: "00000000".into(),
        deleted: false,
    }
}

#[test]
fn what_was_saved_is_there_without_any_closing() {
    let place = Place::new();
    let mut journal = Journal::open_for_writing(&place.data).unwrap();
    journal.save(&entry(1)).unwrap();
    let read = read(&place.data).unwrap();
    let device = read.entries[0].device.clone();
    assert_eq!(read.entries, [Entry { device: device.clone(), ..entry(1) }]);
    assert!(device.len() == 8 && device.bytes().all(|byte| byte.is_ascii_hexdigit()), "{device}");
    assert_eq!(journal.read().unwrap(), read);
}

#[test]
fn a_keeper_answers_when_it_is_on_disk() {
    let place = Place::new();
    let keeper = Keeper::open(&place.data, Arc::new(|| {}));
    assert_eq!(*keeper.ready().unwrap(), Snapshot::default());
    assert!(!place.data.journal().exists());
    keeper.save(entry(1)).recv().unwrap().unwrap();
    assert_eq!(place.ids(), [entry(1).id]);
    assert_eq!(keeper.snapshot().unwrap().entries.len(), 1);
    assert_eq!((keeper.trouble(), keeper.waiting()), (None, vec![]));
}
