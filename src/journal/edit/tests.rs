//! What the user changes, on real files.

use chrono::Weekday;

use super::super::{Journal, Keeper, Snapshot, read};
use super::*;
use crate::data::DataDir;
use crate::plan::{Asked, Entry, Goal, GoalStep, Pause, Since, Support, TargetKind};
use crate::wake::Wake;

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn data(&self) -> DataDir {
        DataDir::at(self.0.path().join("ebb"))
    }

    fn journal(&self) -> Journal {
        Journal::open_for_writing(&self.data(), None).unwrap()
    }

    fn read(&self) -> Snapshot {
        read(&self.data(), None).unwrap()
    }
}

fn today() -> NaiveDate {
    "2026-11-22".parse().unwrap()
}

fn id(n: u32) -> String {
    format!("{n:032x}")
}

fn written() -> Entry {
    Entry {
        note: "private".into(),
        before: Some(6),
        after: Some(2),
        ..Entry::by_hand(id(1), "breathing", today(), 300)
    }
}

/// Without revision and device.
fn plain(entry: &Entry) -> Entry {
    Entry { rev: 1, device: String::new(), ..entry.clone() }
}

fn third() -> Change {
    let asked = Asked { kind: TargetKind::Days, amount: 1, min_s: 0, credit_percent: 80 };
    Change::AddPractice { id: "third".into(), name: "Third".into(), asked }
}

fn one_of_each() -> Vec<Change> {
    let asked = Asked { kind: TargetKind::Minutes, amount: 60, min_s: 0, credit_percent: 80 };
    let pause = Pause {
        id: id(7),
        from_day: today(),
        to_day: None,
        practice: Some("third".into()),
        reason: "ill".into(),
        note: "n".into(),
        rev: 1,
        device: "00000000".into(),
        deleted: false,
    };
    let steps = vec![
        GoalStep { text: "first".into(), reached: Some(today()) },
        GoalStep { text: "second".into(), reached: None },
    ];
    vec![
        Change::PutEntry(written()),
        Change::PutEntry(Entry { day: "2026-11-20".parse().unwrap(), ..written() }),
        Change::DeleteEntry { id: id(1) },
        third(),
        Change::RenamePractice { id: "third".into(), name: "Walks".into() },
        Change::OrderPractices(vec!["third".into()]),
        Change::SetTarget { practice: "third".into(), asked, since: Since::NextWeek },
        Change::SetTarget { practice: "third".into(), asked, since: Since::ThisWeek },
        Change::PutPause(pause),
        Change::EndPause { id: id(7), last: today() },
        Change::DeletePause { id: id(7) },
        Change::RetirePractice { id: "third".into(), last: today() },
        Change::WeekStart(Weekday::Sun),
        Change::DayStart(0),
        Change::PutGoal(Goal { steps, ..Goal::new(id(8), "to sit".into()) }),
        Change::DeleteGoal { id: id(8) },
        Change::PutSupport(Support { done: true, ..Support::new(id(9), "a friend".into()) }),
        Change::DeleteSupport { id: id(9) },
    ]
}

#[test]
fn an_entry_is_written_edited_redated_deleted_and_brought_back() {
    let place = Place::new();
    let mut journal = place.journal();
    let mut change = |change: Change| journal.change(&change, today()).unwrap();
    change(Change::PutEntry(written()));
    assert_eq!(plain(&place.read().entries[0]), plain(&written()));
    let moved = Entry { day: "2026-11-19".parse().unwrap(), note: "other".into(), ..written() };
    change(Change::PutEntry(moved.clone()));
    assert_eq!(plain(&place.read().entries[0]), plain(&moved));
    assert_eq!(place.read().entries[0].rev, 2);
    change(Change::DeleteEntry { id: id(1) });
    assert_eq!(place.read().entries, []);
    assert_eq!(journal.undo().unwrap(), Change::DeleteEntry { id: id(1) });
    assert_eq!((plain(&place.read().entries[0]), place.read().entries[0].rev), (plain(&moved), 4));
    journal.undo().unwrap();
    assert_eq!(plain(&place.read().entries[0]), plain(&written()));
    journal.undo().unwrap();
    assert_eq!(place.read().entries, []);
    assert_eq!(journal.undo().unwrap_err().to_string(), "there is nothing to undo");
}

#[test]
fn nothing_of_a_deleted_note_stays_in_the_file() {
    let place = Place::new();
    let mut journal = place.journal();
    journal.change(&Change::PutEntry(Entry { note: "a planted sentence".into(), ..written() }), today()).unwrap();
    let is_there = || {
        let bytes = std::fs::read(place.data().journal()).unwrap();
        bytes.windows(18).any(|window| window == b"a planted sentence")
    };
    assert!(is_there());
    journal.change(&Change::DeleteEntry { id: id(1) }, today()).unwrap();
    assert!(!is_there());
}

#[test]
fn every_change_is_seen_and_can_be_taken_back_exactly() {
    let place = Place::new();
    let mut journal = place.journal();
    let mut seen = Vec::new();
    // The first write stores the plan, which stays.
    journal.change(&Change::DayStart(240), today()).unwrap();
    for change in one_of_each() {
        seen.push(place.read());
        journal.change(&change, today()).unwrap();
        assert_ne!(seen.last(), Some(&place.read()), "{change:?} did nothing");
    }
    let plain = |mut snapshot: Snapshot| {
        let plan = snapshot.stored.as_mut().unwrap();
        plan.practices.iter_mut().for_each(|one| one.rev = 1);
        plan.targets.iter_mut().for_each(|one| one.rev = 1);
        plan.pauses.iter_mut().for_each(|one| one.rev = 1);
        snapshot.entries.iter_mut().for_each(|one| one.rev = 1);
        snapshot.goals.iter_mut().for_each(|one| one.rev = 1);
        snapshot.support.iter_mut().for_each(|one| one.rev = 1);
        snapshot
    };
    for (change, before) in one_of_each().into_iter().zip(seen).rev() {
        assert_eq!(journal.undo().unwrap(), change);
        assert_eq!(plain(place.read()), plain(before), "{change:?}");
    }
}

#[test]
fn what_was_edited_again_meanwhile_is_not_taken_back_from_under_it() {
    let place = Place::new();
    let mut journal = place.journal();
    journal.change(&Change::PutEntry(written()), today()).unwrap();
    let rated = Entry { after: Some(9), ..place.read().entries[0].clone() };
    journal.save(&rated).unwrap();
    assert_eq!(journal.undo().unwrap_err().to_string(), "this was edited again since, so it stays as it is");
    assert_eq!(place.read().entries[0].after, Some(9));
}

#[test]
fn what_is_refused_leaves_no_trace() {
    let place = Place::new();
    let mut journal = place.journal();
    let refused = journal.change(&Change::DayStart(400), today()).unwrap_err();
    assert_eq!(refused.to_string(), "a day begins between midnight and 6 in the morning");
    assert!(!place.data().journal().exists());
    assert_eq!(journal.undoable(), None);
}

#[test]
fn a_keeper_makes_changes_and_takes_them_back_beside_sessions() {
    let place = Place::new();
    let keeper = Keeper::open(&place.data(), Wake::nobody());
    keeper.ready().unwrap();
    keeper.change(third(), today()).recv().unwrap().unwrap();
    let practices = || {
        let snapshot = keeper.snapshot().unwrap();
        snapshot.stored.as_ref().unwrap().practices.iter().map(|one| one.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(practices(), ["breathing", "stretching", "third"]);
    assert_eq!(keeper.undoable(), Some(third()));
    let refused = keeper.change(third(), today()).recv().unwrap().unwrap_err();
    assert_eq!(refused.to_string(), "Third is in the plan already");
    assert_eq!(keeper.error_text(), None, "a refusal is no trouble of the journal");
    keeper.save(written()).recv().unwrap().unwrap();
    assert_eq!(keeper.undo().recv().unwrap().unwrap(), third());
    assert_eq!(practices(), ["breathing", "stretching"]);
    assert_eq!((keeper.undoable(), keeper.snapshot().unwrap().entries.len()), (None, 1));
}

#[test]
fn a_change_that_cannot_be_written_says_so_and_changes_nothing() {
    let place = Place::new();
    place.data().create().unwrap();
    let _other = place.journal();
    let keeper = Keeper::open(&place.data(), Wake::nobody());
    let why = keeper.change(third(), today()).recv().unwrap().unwrap_err();
    assert_eq!(why, EditError::Journal(JournalError::InUse));
    assert!(!place.data().journal().exists());
}
