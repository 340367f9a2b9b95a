//! The words of the plan, and what its forms make of what is written: counted by hand.

use chrono::{NaiveDate, Weekday};

use super::{add, goals, support, words, written};
use crate::plan::{Asked, Pause, Plan, Since, Target, TargetKind, default_plan};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Sunday, 22 November 2026: its week began on Monday the 16th.
fn today() -> NaiveDate {
    day("2026-11-22")
}

fn asked(kind: TargetKind, amount: u32, min_s: u32) -> Asked {
    Asked { kind, amount, min_s, credit_percent: 80 }
}

/// The default plan, begun on Monday, 2 November 2026; breathing asks 5 days from 9 November on.
fn plan() -> Plan {
    let mut plan = default_plan(day("2026-11-02"));
    plan.targets.push(Target { from_day: day("2026-11-11"), amount: 5, ..plan.targets[0].clone() });
    plan
}

#[test]
fn a_target_is_told_in_words() {
    let told = |kind, amount, min_s| words::asks(asked(kind, amount, min_s));
    assert_eq!(told(TargetKind::Days, 7, 300), "5 minutes on 7 days a week");
    assert_eq!(told(TargetKind::Days, 1, 0), "1 day a week");
    assert_eq!(told(TargetKind::Sessions, 3, 1200), "3 sessions of 20 minutes a week");
    assert_eq!(told(TargetKind::Sessions, 1, 0), "1 session a week");
    assert_eq!(told(TargetKind::Minutes, 90, 0), "90 minutes a week");
    assert_eq!(told(TargetKind::None, 0, 0), "nothing is asked, it is only written down");
}

#[test]
fn from_how_much_on_it_counts_is_told_where_less_than_all_is_enough() {
    assert_eq!(words::counts_from(asked(TargetKind::Days, 3, 1200)).unwrap(), "A day counts from 16 minutes.");
    assert_eq!(words::counts_from(asked(TargetKind::Sessions, 3, 240)).unwrap(), "A session counts from 3 min 12 s.");
    // 80 % of 301 s are 240.8 s: 240 s are not enough.
    assert_eq!(words::counts_from(asked(TargetKind::Days, 3, 301)).unwrap(), "A day counts from 4 min 1 s.");
    assert_eq!(words::counts_from(asked(TargetKind::Days, 1, 0)), None);
    assert_eq!(words::counts_from(asked(TargetKind::Minutes, 60, 300)), None);
    assert_eq!(words::counts_from(Asked { credit_percent: 100, ..asked(TargetKind::Days, 3, 1200) }), None);
}

#[test]
fn an_edit_says_when_it_takes_effect() {
    let plan = plan();
    let told = |since| words::effect(&plan, "breathing", asked(TargetKind::Days, 3, 1200), since, today());
    assert_eq!(
        told(Since::NextWeek),
        "From Monday 23 November: 20 minutes on 3 days a week. This week stays as it is."
    );
    assert_eq!(
        told(Since::ThisWeek),
        "From Monday 16 November on, this week already: 20 minutes on 3 days a week. Weeks before it stay as they are."
    );
    assert_eq!(
        told(Since::PastWeek(day("2026-11-04"))),
        "From Monday 2 November to Sunday 8 November: 20 minutes on 3 days a week. What comes after it stays as it is."
    );
    assert_eq!(
        told(Since::PastWeek(day("2026-11-09"))),
        "From Monday 9 November on, this week too: 20 minutes on 3 days a week. Weeks before it stay as they are."
    );
}

#[test]
fn what_was_planned_for_later_is_told_and_goes_with_a_new_edit() {
    let mut plan = plan();
    plan.targets.push(Target { from_day: day("2026-11-30"), amount: 6, ..plan.targets[0].clone() });
    let versions = words::versions(&plan, "breathing");
    assert_eq!(words::planned(&versions, today()).unwrap(), "From Monday 30 November: 5 minutes on 6 days a week.");
    let told = words::effect(&plan, "breathing", asked(TargetKind::Days, 3, 0), Since::NextWeek, today());
    assert!(told.ends_with("What was planned from Monday 30 November goes."), "{told}");
    let now = words::in_force(&versions, today()).unwrap();
    assert_eq!(now.asked.amount, 5);
}

#[test]
fn versions_are_a_history_newest_first_in_whole_weeks() {
    let mut plan = plan();
    // The same again changes nothing.
    plan.targets.push(Target { from_day: day("2026-11-16"), amount: 5, ..plan.targets[0].clone() });
    let versions = words::versions(&plan, "breathing");
    assert_eq!(
        words::history(&versions, today()),
        ["Since 9 November: 5 minutes on 5 days a week.", "2 – 8 November: 5 minutes on 7 days a week."]
    );
    assert_eq!(words::history(&words::versions(&plan, "stretching"), today()), [""; 0]);
    // Weeks from Sunday: the 11th lies in the week of the 8th, the 2nd in the one of the 1st.
    let sundays = Plan { week_start: Weekday::Sun, ..plan };
    let from: Vec<String> =
        words::versions(&sundays, "breathing").iter().map(|version| version.from.to_string()).collect();
    assert_eq!(from, ["2026-11-01", "2026-11-08"]);
}

#[test]
fn of_two_versions_in_a_week_the_newer_is_told() {
    let mut plan = plan();
    plan.targets.push(Target { from_day: day("2026-11-12"), amount: 2, ..plan.targets[0].clone() });
    let amounts: Vec<u32> = words::versions(&plan, "breathing").iter().map(|version| version.asked.amount).collect();
    assert_eq!(amounts, [7, 2]);
}

#[test]
fn spans_of_days_are_as_short_as_can_be() {
    let span = |from, to: Option<&str>| words::span(day(from), to.map(day), today());
    assert_eq!(span("2026-11-09", Some("2026-11-15")), "9 – 15 November");
    assert_eq!(span("2026-11-30", Some("2026-12-04")), "30 November – 4 December");
    assert_eq!(span("2025-12-30", Some("2026-01-02")), "30 December 2025 – 2 January");
    assert_eq!(span("2026-11-09", Some("2026-11-09")), "9 November");
    assert_eq!([span("2026-11-09", None), span("2026-11-30", None)], ["since 9 November", "from 30 November"]);
}

#[test]
fn a_pause_is_over_now_or_to_come() {
    let pause = |from, to: Option<&str>| Pause::new("f".repeat(32), day(from), to.map(day));
    let standing = |from, to| words::standing(&pause(from, to), today());
    assert_eq!(standing("2026-11-09", Some("2026-11-21")), "Over");
    assert_eq!(standing("2026-11-09", Some("2026-11-22")), "Now");
    assert_eq!(standing("2026-11-22", None), "Now, until you end it");
    assert_eq!(standing("2026-11-23", None), "Still to come");
}

#[test]
fn ones_own_practice_gets_an_id_that_a_session_can_name_and_no_other_has() {
    let id = |name: &str, taken: &[&str]| words::practice_id(name, taken, "own");
    assert_eq!(id("  Evening walk ", &[]), "evening-walk");
    assert_eq!(id("Walk", &["walk", "walk-2"]), "walk-3");
    assert_eq!(id("Dr. K's exercises!", &[]), "dr-k-s-exercises");
    assert_eq!(id("Дыхание", &[]), "practice-own");
    let long = id(&"very long ".repeat(30), &[]);
    assert!(long.len() <= 50 && !long.ends_with('-'), "{long}");
}

#[test]
fn taking_a_practice_in_says_what_this_week_asks_of_it() {
    let plan = default_plan(day("2026-11-02"));
    // Thursday the 19th: 4 days are left; 3 · 4 / 7 = 1.7, so 2.
    let told = add::effect(&plan, "walk", asked(TargetKind::Days, 3, 0), day("2026-11-19"));
    assert_eq!(
        told,
        "From today, Thursday 19 November: 3 days a week. This week has 4 days left and asks 2 days of it."
    );
    // Sunday: 3 / 7 is nothing.
    let told = add::effect(&plan, "walk", asked(TargetKind::Days, 3, 0), today());
    assert!(told.ends_with("This week has 1 day left and asks nothing of it yet."), "{told}");
}

#[test]
fn bringing_a_practice_back_says_that_the_days_between_are_a_pause() {
    let mut plan = default_plan(day("2026-11-02"));
    plan.practices[1].ended = Some(day("2026-11-08"));
    let told = add::effect(&plan, "stretching", asked(TargetKind::Days, 3, 1200), day("2026-11-16"));
    assert!(told.ends_with("The days between, 9 – 15 November, count as a pause."), "{told}");
    plan.practices[1].ended = Some(day("2026-11-15"));
    let told = add::effect(&plan, "stretching", asked(TargetKind::Days, 3, 1200), day("2026-11-16"));
    assert!(!told.contains("pause"), "{told}");
}

#[test]
fn what_is_written_down_says_whether_it_counts() {
    let worth = |asked, minutes| written::worth(asked, minutes, "Third practice");
    assert!(worth(asked(TargetKind::Days, 1, 0), 0).starts_with("It counts, however long"));
    assert_eq!(worth(asked(TargetKind::Days, 3, 1200), 16), "16 minutes of third practice: enough to count.");
    assert_eq!(
        worth(asked(TargetKind::Days, 3, 1200), 15),
        "15 minutes of third practice, for the log. A day counts from 16 minutes."
    );
    assert_eq!(worth(asked(TargetKind::Minutes, 60, 0), 1), "1 minute of third practice, for the log.");
}

#[test]
fn a_day_that_belongs_to_something_is_told_from_today() {
    assert_eq!(goals::with_day("Sit on the floor", Some(day("2026-11-02")), today()), "Sit on the floor · 2 November");
    let told = |date| support::with_day("A clinician", Some(day(date)), today());
    assert_eq!(told("2026-12-01"), "A clinician · next on 1 December");
    assert_eq!(told("2026-11-22"), "A clinician · today");
    assert_eq!(told("2026-11-01"), "A clinician · last on 1 November");
}
