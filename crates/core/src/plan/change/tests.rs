//! What may be changed, and what it does: by hand, and as properties.

use chrono::{Days, NaiveDate, Weekday};
use proptest::prelude::*;

use super::*;
use crate::plan::{Ended, Identity, Status, default_plan, practice_day, week};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Sunday, 22 November 2026.
fn today() -> NaiveDate {
    day("2026-11-22")
}

fn days(amount: u32) -> Asked {
    Asked { kind: TargetKind::Days, amount, min_s: 300, credit_percent: 80 }
}

/// The default plan, begun on Monday, 2 November 2026: breathing 7 days of 5 minutes, stretching 3 of 20.
fn plan() -> Plan {
    default_plan(day("2026-11-02"))
}

fn breaths(dates: &[&str]) -> Vec<Entry> {
    let entry = |(n, date): (usize, &&str)| Entry {
        planned_s: 300,
        ended: Ended::Finished,
        ..Entry::by_hand(format!("{n:032x}"), "breathing", day(date), 300)
    };
    dates.iter().enumerate().map(entry).collect()
}

fn content<'a>(plan: &'a Plan, entries: &'a [Entry]) -> Content<'a> {
    Content { plan, entries, goals: &[], support: &[] }
}

fn written(change: &Change) -> Vec<Write> {
    writes(content(&plan(), &[]), change, today()).unwrap()
}

fn why_not(change: &Change) -> String {
    writes(content(&plan(), &[]), change, today()).unwrap_err().to_string()
}

fn targets(writes: &[Write]) -> Vec<(String, u32, bool)> {
    let target = |write: &Write| match write {
        Write::Record(Record::Target(target)) => (target.from_day.to_string(), target.amount, target.deleted),
        other => panic!("{other:?}"),
    };
    writes.iter().map(target).collect()
}

fn set(asked: Asked, since: Since) -> Change {
    Change::SetTarget { practice: "breathing".into(), asked, since }
}

fn pause(from: &str, to: Option<&str>) -> Pause {
    Pause {
        id: "f".repeat(32),
        from_day: day(from),
        to_day: to.map(day),
        practice: None,
        reason: "ill".into(),
        note: String::new(),
        rev: 1,
        device: super::super::no_device(),
        deleted: false,
    }
}

#[test]
fn a_practice_that_ends_the_day_before_it_came_in_was_never_there() {
    let retire = |last| written(&Change::RetirePractice { id: "breathing".into(), last: day(last) });
    let [Write::Record(Record::Practice(gone))] = &retire("2026-11-01")[..] else { panic!() };
    assert!(gone.deleted);
    let [Write::Record(Record::Practice(ended))] = &retire("2026-11-02")[..] else { panic!() };
    assert_eq!((ended.deleted, ended.ended), (false, Some(day("2026-11-02"))));
}

#[test]
fn a_target_holds_from_next_week_from_this_one_or_corrects_the_past() {
    assert_eq!(targets(&written(&set(days(5), Since::NextWeek))), [("2026-11-23".into(), 5, false)]);
    assert_eq!(targets(&written(&set(days(5), Since::ThisWeek))), [("2026-11-16".into(), 5, false)]);
    // The plan's first version lies in that week: it is the one that is put right.
    assert_eq!(targets(&written(&set(days(5), Since::PastWeek(day("2026-11-05"))))), [("2026-11-02".into(), 5, false)]);
    let too_early = why_not(&set(days(5), Since::PastWeek(day("2026-11-01"))));
    assert_eq!(too_early, "Breathing came into the plan on 2026-11-02, after that week");
}

#[test]
fn a_target_in_a_week_that_has_one_takes_its_place_and_what_was_planned_for_later_goes() {
    let mut plan = plan();
    let next = Asked { amount: 4, ..days(4) }.of("breathing", day("2026-11-25"));
    let Record::Target(next) = next else { unreachable!() };
    plan.targets.push(next);
    let written = |since| targets(&writes(content(&plan, &[]), &set(days(6), since), today()).unwrap());
    assert_eq!(written(Since::NextWeek), [("2026-11-25".into(), 6, false)]);
    assert_eq!(written(Since::ThisWeek), [("2026-11-16".into(), 6, false), ("2026-11-25".into(), 0, true)]);
    assert_eq!(written(Since::PastWeek(day("2026-11-10"))), [("2026-11-09".into(), 6, false)]);
}

#[test]
fn what_cannot_be_meant_is_refused_in_a_sentence() {
    let by_hand = |day| Entry::by_hand("0".repeat(32), "breathing", day, 300);
    let refusals = [
        (
            Change::PutEntry(by_hand(day("2026-11-23"))),
            "2026-11-23 is still to come: an entry is of today or of a day before",
        ),
        (Change::PutEntry(Entry { after: Some(11), ..by_hand(today()) }), "a rating is 0–10 or null; found 11"),
        (Change::PutEntry(Entry { id: "A".repeat(32), ..by_hand(today()) }), "an id is 32 hex digits in lower case"),
        (
            Change::PutEntry(Entry { note: "x".repeat(10_001), ..by_hand(today()) }),
            "a note has at most 10000 characters; found 10001",
        ),
        (Change::DeleteEntry { id: "0".repeat(32) }, "this entry is not there any more"),
        (
            Change::AddPractice { id: "Third".into(), name: "Third".into(), asked: days(1) },
            "a practice's id is 1–64 of",
        ),
        (Change::AddPractice { id: "third".into(), name: " ".into(), asked: days(1) }, "a practice needs a name"),
        (
            Change::AddPractice { id: "breathing".into(), name: "B".into(), asked: days(1) },
            "Breathing is in the plan already",
        ),
        (Change::RenamePractice { id: "third".into(), name: "T".into() }, "the plan has no practice third"),
        (
            Change::RetirePractice { id: "breathing".into(), last: day("2026-10-31") },
            "Breathing came into the plan on 2026-11-02, after that day",
        ),
        (set(days(8), Since::NextWeek), "a week has 1–7 days to ask for; found 8"),
        (set(days(0), Since::NextWeek), "a week has 1–7 days to ask for; found 0"),
        (
            set(Asked { credit_percent: 0, ..days(7) }, Since::NextWeek),
            "a day counts from 1–100 percent of what is asked; found 0",
        ),
        (Change::PutPause(pause("2026-11-10", Some("2026-11-09"))), "a pause ends on the day it begins, or later"),
        (Change::DayStart(361), "a day begins between midnight and 6 in the morning"),
        (Change::PutGoal(Goal::new("0".repeat(32), " ".into())), "a goal and each of its steps needs a few words"),
        (Change::OrderPractices(vec!["breathing".into(), "breathing".into()]), "breathing is named twice"),
    ];
    for (change, why) in refusals {
        assert!(why_not(&change).starts_with(why), "{}", why_not(&change));
    }
}

#[test]
fn a_practice_that_comes_back_was_paused_meanwhile() {
    let mut plan = plan();
    plan.practices[0].ended = Some(day("2026-11-08"));
    let back = Change::AddPractice { id: "breathing".into(), name: "Breath".into(), asked: days(7) };
    let written = writes(content(&plan, &[]), &back, today()).unwrap();
    let [
        Write::Record(Record::Practice(practice)),
        Write::Record(Record::Target(target)),
        Write::Record(Record::Pause(pause)),
    ] = written.as_slice()
    else {
        panic!("{written:?}")
    };
    assert_eq!((practice.started, practice.ended, practice.name.as_str()), (day("2026-11-02"), None, "Breath"));
    assert_eq!((target.from_day, target.amount), (day("2026-11-16"), 7));
    assert_eq!((pause.from_day, pause.to_day), (day("2026-11-09"), Some(day("2026-11-21"))));
    assert_eq!(pause.practice.as_deref(), Some("breathing"));
    // Of the week it comes back in, only today is asked.
    let preview = preview(content(&plan, &[]), &back, today()).unwrap();
    assert_eq!(preview.sentence, "1 of 2 past weeks changes: as many are kept as before.");
}

#[test]
fn a_pause_that_would_end_before_it_begins_is_deleted() {
    let plan = Plan { pauses: vec![pause("2026-11-20", None)], ..plan() };
    let end = |last| {
        let change = Change::EndPause { id: "f".repeat(32), last: day(last) };
        match writes(content(&plan, &[]), &change, today()).unwrap().remove(0) {
            Write::Record(Record::Pause(pause)) => (pause.to_day, pause.deleted, pause.reason),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(end("2026-11-20"), (Some(day("2026-11-20")), false, "ill".into()));
    assert_eq!(end("2026-11-19"), (None, true, String::new()));
}

#[test]
fn a_tombstone_keeps_who_and_when_and_no_word() {
    let entry = Entry {
        note: "private".into(),
        before: Some(3),
        title: "Daily five".into(),
        hash: "ab".into(),
        rev: 4,
        ..breaths(&["2026-11-20"]).remove(0)
    };
    let deleted = Record::Entry(entry.clone()).tombstone();
    let blank = Entry::by_hand(entry.id.clone(), "breathing", day("2026-11-20"), 0);
    assert_eq!(deleted, Record::Entry(Entry { rev: 4, deleted: true, ..blank }));
    assert_eq!(deleted.identity(), Identity::Entry(entry.id));
}

#[test]
fn correcting_the_past_says_which_weeks_change() {
    // The first week: breathing on 5 of 7 days, stretching never; the second: nothing.
    let entries = breaths(&["2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05", "2026-11-06"]);
    let mut plan = plan();
    plan.practices.remove(1);
    let past = set(days(5), Since::PastWeek(day("2026-11-02")));
    let preview = |change: &Change| preview(content(&plan, &entries), change, today()).unwrap();
    let told = preview(&past);
    assert_eq!(told.sentence, "1 of 2 past weeks changes: 1 more is kept.");
    let [changed] = told.weeks.as_slice() else { panic!("{told:?}") };
    assert_eq!((changed.before.from, changed.before.status), (day("2026-11-02"), Status::Partial));
    assert_eq!(changed.after.status, Status::Kept);
    assert_eq!(preview(&set(days(1), Since::ThisWeek)).sentence, "No past week changes.");
    // After the fact: the second week was illness.
    let ill = preview(&Change::PutPause(pause("2026-11-09", Some("2026-11-15"))));
    assert_eq!(ill.sentence, "1 of 2 past weeks changes: as many are kept as before.");
    assert_eq!((ill.weeks[0].before.status, ill.weeks[0].after.status), (Status::Missed, Status::Excused));
}

#[test]
fn another_first_day_of_the_week_says_how_many_past_weeks_change() {
    // Monday 2 to Sunday 8 is kept. From Sundays on, the 2nd to the 7th is kept as well, and the 8th alone is not.
    let entries =
        breaths(&["2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05", "2026-11-06", "2026-11-07", "2026-11-08"]);
    let mut plan = plan();
    plan.practices.remove(1);
    let told = preview(content(&plan, &entries), &Change::WeekStart(Weekday::Sun), today()).unwrap();
    // 1–7 kept as 2–8 was; 8–14 in part where 9–15 was not; 15–21 is over where 16–22 is open.
    assert_eq!(told.of, 3);
    assert_eq!(told.sentence, "2 of 3 past weeks change: as many are kept as before.");
    let statuses: Vec<_> = told.weeks.iter().map(|week| (week.before.status, week.after.status)).collect();
    assert_eq!(statuses, [(Status::Missed, Status::Partial), (Status::Open, Status::Missed)]);
    assert_eq!(
        preview(content(&plan, &entries), &Change::DayStart(0), today()).unwrap().sentence,
        "No past week changes."
    );
}

fn some_change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (1_u32..8).prop_map(|amount| set(days(amount), Since::NextWeek)),
        (1_u32..8).prop_map(|amount| set(days(amount), Since::ThisWeek)),
        (0_u16..=360).prop_map(Change::DayStart),
        Just(Change::AddPractice { id: "third".into(), name: "Third".into(), asked: days(1) }),
        Just(Change::RetirePractice { id: "breathing".into(), last: today() }),
        Just(Change::RenamePractice { id: "breathing".into(), name: "Breath".into() }),
        (0_u64..30).prop_map(|ahead| Change::PutPause(Pause {
            from_day: today() + Days::new(ahead),
            ..pause("2026-11-22", None)
        })),
    ]
}

proptest! {
    #[test]
    fn nothing_that_holds_from_now_on_changes_a_week_that_is_over(
        change in some_change(), done in prop::collection::vec(0_u64..21, 0..20),
    ) {
        let dates: Vec<String> = done.iter().map(|n| (day("2026-11-02") + Days::new(*n)).to_string()).collect();
        let mut entries = breaths(&dates.iter().map(String::as_str).collect::<Vec<_>>());
        entries.sort_by_key(|entry| entry.day);
        let told = preview(content(&plan(), &entries), &change, today()).unwrap();
        prop_assert_eq!(told.weeks, []);
    }

    #[test]
    fn no_zone_no_clock_change_and_no_other_day_start_moves_a_stored_day(
        hours in prop::collection::vec(0_i64..8_760, 1..20), zone in -12_i32..=14, day_start in 0_u16..=360, then in 0_u16..=360,
    ) {
        let begin = chrono::DateTime::parse_from_rfc3339("2026-01-01T00:00:00Z").unwrap();
        let there = chrono::FixedOffset::east_opt(zone * 3_600).unwrap();
        let entry = |(n, hours): (usize, &i64)| {
            let start = (begin + chrono::Duration::hours(*hours)).with_timezone(&there);
            let stored = practice_day(start, day_start);
            Entry { start: Some(start), ..Entry::by_hand(format!("{n:032x}"), "breathing", stored, 300) }
        };
        let mut entries: Vec<Entry> = hours.iter().enumerate().map(entry).collect();
        entries.sort_by_key(|entry| entry.day);
        let plan = Plan { day_start_min: day_start, ..default_plan(day("2026-01-01")) };
        let later = Plan { day_start_min: then, ..plan.clone() };
        for entry in &entries {
            // The same week, whatever the clock's zone or the day's beginning is now.
            prop_assert_eq!(week(&plan, &entries, entry.day, today()), week(&later, &entries, entry.day, today()));
        }
        let change = Change::DayStart(then);
        prop_assert_eq!(writes(content(&plan, &entries), &change, today()).unwrap(), [Write::DayStart(then)]);
    }
}

/// The plan of somebody whose clock was nearly five years ahead when they began.
fn plan_ahead() -> Plan {
    default_plan(day("2031-05-07"))
}

#[test]
fn a_plan_that_begins_later_than_today_is_told_and_moved_to_today_with_what_it_asks() {
    let plan = plan_ahead();
    let told = "Your plan begins on Wednesday, 7 May 2031: until then no week asks anything.";
    assert_eq!(crate::plan::ahead(&plan, today()).as_deref(), Some(told));
    assert!(week(&plan, &[], today(), today()).practices.is_empty());
    let mut moved = plan.clone();
    for write in writes(content(&plan, &[]), &Change::BeginToday, today()).unwrap() {
        let Write::Record(record) = write else { panic!("{write:?}") };
        match record {
            Record::Practice(practice) => {
                *moved.practices.iter_mut().find(|one| one.id == practice.id).unwrap() = practice.clone();
            }
            Record::Target(target) => {
                moved.targets.retain(|one| (&one.practice, one.from_day) != (&target.practice, target.from_day));
                moved.targets.extend((!target.deleted).then_some(target));
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(crate::plan::ahead(&moved, today()), None);
    assert!(moved.practices.iter().all(|practice| practice.started == today()));
    // Of Sunday's week one day is left; of the next, all seven and three.
    let asked = |on: &str| {
        let view = week(&moved, &[], day(on), day(on));
        view.practices.iter().map(|practice| practice.required).collect::<Vec<_>>()
    };
    assert_eq!((asked("2026-11-22"), asked("2026-11-23")), (vec![1, 0], vec![7, 3]));
    let preview = preview(content(&plan, &[]), &Change::BeginToday, today()).unwrap();
    assert_eq!(preview.sentence, "No past week changes.");
}

#[test]
fn only_what_lies_ahead_is_moved_and_nothing_else_is_changed() {
    assert_eq!(why_not(&Change::BeginToday), "nothing in the plan begins later than today");
    let mut plan = plan();
    plan.practices[1].started = day("2026-11-24");
    let told = "Stretching begins on Tuesday, 24 November 2026: until then no week asks for it.";
    assert_eq!(crate::plan::ahead(&plan, today()).as_deref(), Some(told));
    let written = writes(content(&plan, &[]), &Change::BeginToday, today()).unwrap();
    let identities: Vec<Identity> = written
        .iter()
        .map(|write| match write {
            Write::Record(record) => record.identity(),
            other => panic!("{other:?}"),
        })
        .collect();
    let stretching = || "stretching".to_owned();
    assert_eq!(identities, [Identity::Practice(stretching()), Identity::Target(stretching(), day("2026-11-16"))]);
}

#[test]
fn what_begins_later_cannot_be_asked_for_before_and_says_so() {
    let plan = plan_ahead();
    for since in [Since::ThisWeek, Since::NextWeek] {
        let refusal = writes(content(&plan, &[]), &set(days(3), since), today()).unwrap_err().to_string();
        assert_eq!(refusal, "Breathing comes into the plan on 2031-05-07, after that week");
    }
}

#[test]
fn a_text_of_a_change_is_held_to_the_same_rules_as_a_file() {
    let goal = |text: &str| why_not(&Change::PutGoal(Goal::new("0".repeat(32), text.into())));
    assert_eq!(goal("a\u{202e}b"), "this text must have no controls of direction, found U+202E");
    let note = Entry { note: "\u{1b}[2J".into(), ..breaths(&["2026-11-20"]).remove(0) };
    assert_eq!(why_not(&Change::PutEntry(note)), "a note must have no control characters but newline, found U+001B");
}
