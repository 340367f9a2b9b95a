//! What holds for the journal, on real files.

use std::fs;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate};

use super::*;
use crate::plan::{Credited, Ended, Reason};
use crate::wake::Wake;

mod damage;
mod gone;
mod keeping;

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
        let mut journal = Journal::open_for_writing(&place.data, None).unwrap();
        for entry in entries {
            journal.save(entry).unwrap();
        }
        place
    }

    /// With this in the journal's place.
    fn with_bytes(bytes: &[u8]) -> Self {
        let place = Self::new();
        place.data.create().unwrap();
        fs::write(place.data.journal(), bytes).unwrap();
        place
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.data.journal()).unwrap()
    }

    /// Everything in the folder but the lock.
    fn files(&self) -> Vec<String> {
        let Ok(files) = fs::read_dir(self.data.folder()) else { return Vec::new() };
        let mut names: Vec<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| name != "lock");
        names.sort();
        names
    }

    /// That the journal is refused to readers and writers alike, also to one who has something to save, and that
    /// nothing is changed by it. The reason.
    fn refused(&self) -> JournalError {
        let (bytes, files) = (self.bytes(), self.files());
        let why = read(&self.data, None).unwrap_err();
        assert_eq!(Journal::open_for_writing(&self.data, None).unwrap_err(), why);
        let keeper = Keeper::open(&self.data, Wake::nobody());
        assert_eq!(keeper.ready().unwrap_err(), why);
        assert_eq!(keeper.save(entry(9)).recv().unwrap(), Err(why.to_string()));
        assert_eq!((keeper.snapshot(), keeper.waiting()), (None, vec![entry(9)]));
        keeper.close();
        assert!(self.bytes() == bytes && self.files() == files, "{why}: it was touched");
        why
    }

    fn ids(&self) -> Vec<String> {
        read(&self.data, None).unwrap().entries.into_iter().map(|entry| entry.id).collect()
    }
}

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned()).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The `n`th entry, as the playback makes it, with something in every field.
fn entry(n: u32) -> Entry {
    Entry {
        start: Some(DateTime::parse_from_rfc3339("2026-11-22T08:00:00+01:00").unwrap()),
        planned_s: 300,
        ended: Ended::Stopped,
        reason: Some(Reason::Tired),
        during: "figure four, left".into(),
        eased: 4,
        clock_jump: true,
        before: Some(0),
        after: Some(10),
        note: "\"two\"\nlines, ünd more; NUL-free".into(),
        title: "Daily five".into(),
        hash: "ab".repeat(32),
        ..Entry::by_hand(format!("{n:032x}"), "breathing", day("2026-11-22"), 290 + n)
    }
}

#[test]
fn what_was_saved_is_there_without_any_closing() {
    let place = Place::new();
    let mut journal = Journal::open_for_writing(&place.data, None).unwrap();
    journal.save(&entry(1)).unwrap();
    let read = read(&place.data, None).unwrap();
    let device = read.entries[0].device.clone();
    assert_eq!(read.entries, [Entry { device: device.clone(), ..entry(1) }]);
    assert!(device.len() == 8 && device.bytes().all(|byte| byte.is_ascii_hexdigit()), "{device}");
    assert_eq!(journal.read().unwrap(), read);
}

#[test]
fn a_keeper_answers_when_it_is_on_disk() {
    let place = Place::new();
    let keeper = Keeper::open(&place.data, Wake::nobody());
    assert_eq!(*keeper.ready().unwrap(), Snapshot::default());
    assert!(!place.data.journal().exists());
    keeper.save(entry(1)).recv().unwrap().unwrap();
    assert_eq!(place.ids(), [entry(1).id]);
    assert_eq!(keeper.snapshot().unwrap().entries.len(), 1);
    assert_eq!((keeper.error_text(), keeper.waiting()), (None, vec![]));
}

fn three() -> Vec<Entry> {
    vec![entry(1), entry(2), entry(3)]
}

fn ids_of_three() -> Vec<String> {
    three().into_iter().map(|entry| entry.id).collect()
}

#[test]
fn reading_what_is_not_there_makes_nothing() {
    let place = Place::new();
    let read = read(&place.data, None).unwrap();
    assert_eq!(read, Snapshot::default());
    assert_eq!(*read.plan(day("2026-11-22")), plan::default_plan(day("2026-11-22")));
    assert_eq!(read.day_start_min(), 240);
    assert!(!place.data.folder().exists());
}

#[test]
fn a_writer_makes_no_journal_before_the_first_write() {
    let place = Place::new();
    let mut journal = Journal::open_for_writing(&place.data, None).unwrap();
    journal.settle().unwrap();
    journal.forget_running().unwrap();
    assert_eq!(journal.read().unwrap(), Snapshot::default());
    assert_eq!(place.files(), [""; 0]);
}

#[test]
fn the_first_entry_stores_the_default_plan_as_of_its_day_and_no_other_does() {
    let place = Place::new();
    let mut journal = Journal::open_for_writing(&place.data, None).unwrap();
    journal.checkpoint(&entry(1)).unwrap();
    assert_eq!(read(&place.data, None).unwrap(), Snapshot::default(), "what runs is no entry and begins no plan");
    journal.save(&entry(1)).unwrap();
    journal.save(&Entry { day: day("2027-03-01"), ..entry(2) }).unwrap();
    let read = read(&place.data, None).unwrap();
    let device = &read.entries[0].device;
    let mut plan = plan::default_plan(day("2026-11-22"));
    plan.practices.iter_mut().for_each(|practice| practice.device.clone_from(device));
    plan.targets.iter_mut().for_each(|target| target.device.clone_from(device));
    assert_eq!(read.stored, Some(plan));
}

#[test]
fn entries_come_by_day_then_start_then_id() {
    let by_hand = |n| Entry { start: None, ended: Ended::Manual, ..entry(n) };
    let earlier = DateTime::parse_from_rfc3339("2026-11-22T08:30:00+02:00").unwrap();
    let place = Place::with(&[
        Entry { day: day("2026-11-23"), ..by_hand(1) },
        entry(3),
        entry(2),
        Entry { start: Some(earlier), ..entry(4) },
        by_hand(5),
    ]);
    let order: Vec<String> = [5, 4, 2, 3, 1].map(|n| entry(n).id).into();
    assert_eq!(place.ids(), order);
}

#[test]
fn an_entry_comes_back_as_it_was_whatever_its_fields() {
    let bare = Entry {
        start: None,
        reason: None,
        during: String::new(),
        before: None,
        after: None,
        note: String::new(),
        title: String::new(),
        hash: String::new(),
        planned_s: 0,
        eased: 0,
        clock_jump: false,
        ..entry(0)
    };
    let ends = [Ended::Finished, Ended::Stopped, Ended::Skipped, Ended::Interrupted, Ended::Manual];
    let reasons = [Reason::Pain, Reason::Dizzy, Reason::Distress, Reason::Tired, Reason::Other, Reason::Unsaid];
    let credits = [Credited::Auto, Credited::Yes, Credited::No];
    let mut entries = vec![bare];
    for (n, ended) in (1..).zip(ends) {
        entries.push(Entry { ended, ..entry(n) });
    }
    for (n, reason) in (10..).zip(reasons) {
        entries.push(Entry { reason: Some(reason), ..entry(n) });
    }
    for (n, credited) in (20..).zip(credits) {
        entries.push(Entry { credited, active_s: u32::MAX, ..entry(n) });
    }
    let place = Place::with(&entries);
    for read in read(&place.data, None).unwrap().entries {
        let n = entries.iter().position(|entry| entry.id == read.id).unwrap();
        assert_eq!(Entry { device: "00000000".into(), ..read }, entries[n]);
    }
    assert_eq!(place.ids().len(), 15);
}

#[test]
fn an_instant_is_kept_to_the_second_with_the_offset_it_had() {
    let start = DateTime::parse_from_rfc3339("2026-11-22T08:00:00.987654321-03:30").unwrap();
    let place = Place::with(&[Entry { start: Some(start), ..entry(1) }]);
    let read = read(&place.data, None).unwrap().entries[0].start.unwrap();
    assert_eq!(read.to_rfc3339(), "2026-11-22T08:00:00-03:30");
}

#[test]
fn saving_the_same_twice_changes_nothing() {
    let place = Place::new();
    let mut journal = Journal::open_for_writing(&place.data, None).unwrap();
    let precise = DateTime::parse_from_rfc3339("2026-11-22T08:00:00.5+01:00").unwrap();
    for start in [precise; 2] {
        journal.save(&Entry { start: Some(start), ..entry(1) }).unwrap();
    }
    let read = read(&place.data, None).unwrap().entries;
    assert_eq!((read.len(), read[0].rev), (1, 1));
}

#[test]
fn saving_a_known_entry_with_something_else_in_it_is_its_next_revision() {
    let place = Place::with(&[entry(1)]);
    let mut journal = Journal::open_for_writing(&place.data, None).unwrap();
    // Whatever revision the caller believes it is.
    for (n, believed) in [(1, 1), (2, 7), (3, 2)] {
        journal.save(&Entry { note: format!("{n}"), rev: believed, ..entry(1) }).unwrap();
        let read = read(&place.data, None).unwrap().entries;
        assert_eq!((read.len(), read[0].rev, read[0].note.clone()), (1, n + 1, format!("{n}")));
    }
}

#[test]
fn what_was_running_when_the_program_ended_is_one_interrupted_entry() {
    let place = Place::new();
    for active_s in [10, 20] {
        let running = Entry { active_s, ended: Ended::Finished, ..entry(1) };
        Journal::open_for_writing(&place.data, None).unwrap().checkpoint(&running).unwrap();
        // The second program found the first one's and made an entry of it; it stays as it is.
        if active_s == 10 {
            let read = read(&place.data, None).unwrap();
            assert_eq!((read.entries.len(), read.entries[0].active_s), (1, 10), "who reads sees it before");
        }
    }
    for _ in 0..3 {
        let mut journal = Journal::open_for_writing(&place.data, None).unwrap();
        journal.settle().unwrap();
        let read = journal.read().unwrap();
        assert_eq!(read.entries.len(), 1);
        assert_eq!((read.entries[0].active_s, read.entries[0].ended), (10, Ended::Interrupted));
        assert!(read.stored.is_some());
    }
}

#[test]
fn a_keeper_finds_what_was_left_running_and_shows_it() {
    let place = Place::new();
    Journal::open_for_writing(&place.data, None).unwrap().checkpoint(&entry(1)).unwrap();
    let keeper = Keeper::open(&place.data, Wake::nobody());
    let shown = keeper.ready().unwrap();
    assert_eq!(shown.entries.len(), 1);
    assert_eq!(shown.entries[0].ended, Ended::Interrupted);
}

#[test]
fn under_ten_seconds_nothing_was_running() {
    let place = Place::new();
    Journal::open_for_writing(&place.data, None).unwrap().checkpoint(&Entry { active_s: 9, ..entry(1) }).unwrap();
    let mut journal = Journal::open_for_writing(&place.data, None).unwrap();
    journal.settle().unwrap();
    assert_eq!(journal.read().unwrap(), Snapshot::default());
}

#[test]
fn a_session_that_ended_or_was_forgotten_is_running_no_more() {
    let place = Place::new();
    let mut journal = Journal::open_for_writing(&place.data, None).unwrap();
    journal.checkpoint(&entry(1)).unwrap();
    journal.save(&Entry { ended: Ended::Finished, ..entry(1) }).unwrap();
    journal.checkpoint(&entry(2)).unwrap();
    journal.forget_running().unwrap();
    drop(journal);
    let mut journal = Journal::open_for_writing(&place.data, None).unwrap();
    journal.settle().unwrap();
    let read = journal.read().unwrap().entries;
    assert_eq!((read.len(), read[0].ended, read[0].rev), (1, Ended::Finished, 1));
}

#[test]
fn saving_another_entry_leaves_the_running_session_where_it_is() {
    let place = Place::new();
    let mut journal = Journal::open_for_writing(&place.data, None).unwrap();
    journal.checkpoint(&entry(1)).unwrap();
    journal.save(&entry(2)).unwrap();
    drop(journal);
    Journal::open_for_writing(&place.data, None).unwrap().settle().unwrap();
    assert_eq!(place.ids(), [entry(1).id, entry(2).id]);
}

#[test]
fn two_never_write_at_once() {
    let place = Place::new();
    let first = Journal::open_for_writing(&place.data, None).unwrap();
    assert_eq!(Journal::open_for_writing(&place.data, None).unwrap_err(), JournalError::InUse);
    let keeper = Keeper::open(&place.data, Wake::nobody());
    assert_eq!(keeper.ready().unwrap_err(), JournalError::InUse);
    assert_eq!((keeper.error(), keeper.error_text()), (Some(JournalError::InUse), Some("Ebb is already open".into())));
    assert_eq!(keeper.save(entry(1)).recv().unwrap(), Err("Ebb is already open".into()));
    drop(first);
    keeper.save(entry(2)).recv().unwrap().unwrap();
    assert_eq!((keeper.error(), keeper.waiting()), (None, vec![]));
    assert_eq!(place.ids(), [entry(1).id, entry(2).id]);
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::with(&three());
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(place.data.folder()), 0o700);
    assert_eq!(mode(&place.data.journal()), 0o600);
    assert_eq!(mode(&place.data.lock()), 0o600);
    assert_eq!(place.files(), ["journal.db"], "one file at rest");
}

#[test]
fn after_a_crash_in_the_middle_of_a_write_even_a_reader_sees_what_was_before() {
    let place = Place::with(&three());
    let mut writer = rusqlite::Connection::open(place.data.journal()).unwrap();
    let change = writer.transaction().unwrap();
    change.execute("DELETE FROM entries", []).unwrap();
    change.cache_flush().unwrap();
    // What the disk holds at this instant, as a loss of power would leave it.
    let left = Place::with_bytes(&place.bytes());
    fs::copy(place.data.folder().join("journal.db-journal"), left.data.folder().join("journal.db-journal")).unwrap();
    assert!(place.bytes() != Place::with(&three()).bytes());
    assert_eq!(left.ids(), ids_of_three());
}

#[test]
fn what_a_crash_leaves_of_a_journal_being_made_is_in_nobodys_way() {
    let place = Place::new();
    place.data.create().unwrap();
    for half in ["journal.db.new", "journal.db.new-journal"] {
        fs::write(place.data.folder().join(half), "half").unwrap();
    }
    assert_eq!(read(&place.data, None).unwrap(), Snapshot::default());
    Journal::open_for_writing(&place.data, None).unwrap().save(&entry(1)).unwrap();
    assert_eq!((place.ids(), place.files()), (vec![entry(1).id], vec!["journal.db".to_owned()]));
}

#[test]
fn a_journal_that_cannot_be_made_leaves_nothing_behind() {
    let place = Place::new();
    place.data.create().unwrap();
    file::create(&place.data.journal(), |_| Err(rusqlite::Error::InvalidQuery)).unwrap_err();
    assert_eq!(place.files(), [""; 0]);
}

#[test]
fn the_file_is_written_so_that_a_loss_of_power_and_a_copy_do_no_harm() {
    let place = Place::with(&[entry(1)]);
    let database = file::open(&place.data.journal(), file::Access::Write, None).unwrap().unwrap().database;
    let number = |name| database.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
    let mode: String = database.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!(mode, "delete");
    assert_eq!(number("synchronous"), 3, "extra");
    let names = ["foreign_keys", "secure_delete", "user_version", "application_id", "trusted_schema"];
    assert_eq!(names.map(number), [1, 1, 5, 0x4562_6231, 0]);
}

#[test]
fn a_reader_cannot_write() {
    let place = Place::with(&[entry(1)]);
    let database = file::open(&place.data.journal(), file::Access::Read, None).unwrap().unwrap().database;
    database.execute("DELETE FROM entries", []).unwrap_err();
    assert_eq!(place.ids(), [entry(1).id]);
}
