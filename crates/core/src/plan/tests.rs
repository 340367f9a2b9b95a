//! The plan's rules: by hand, against cases worked out with an independent reference, and as properties.

use chrono::{Days, NaiveDate, Weekday};
use proptest::prelude::*;
use serde::Deserialize;

use super::*;

mod offered;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn entry(practice: &str, day: NaiveDate, active_s: u32) -> Entry {
    Entry {
        planned_s: active_s,
        ended: Ended::Finished,
        ..Entry::by_hand(format!("{practice} {day} {active_s}"), practice, day, active_s)
    }
}

fn practice(id: &str, started: NaiveDate) -> Practice {
    Practice { id: id.into(), name: id.into(), started, ended: None, rev: 1, device: no_device(), deleted: false }
}

fn target(practice: &str, from_day: NaiveDate, kind: TargetKind, amount: u32, min_s: u32) -> Target {
    let (rev, device) = (1, no_device());
    Target { practice: practice.into(), from_day, kind, amount, min_s, credit_percent: 80, rev, device, deleted: false }
}

fn pause(from_day: NaiveDate, to_day: Option<NaiveDate>) -> Pause {
    let (reason, note) = (String::new(), String::new());
    Pause {
        id: String::new(),
        from_day,
        to_day,
        practice: None,
        reason,
        note,
        rev: 1,
        device: no_device(),
        deleted: false,
    }
}

/// A plan of one practice, `stretching`, begun on Monday, 2 November 2026.
fn plan(kind: TargetKind, amount: u32, min_s: u32) -> Plan {
    let started = date("2026-11-02");
    Plan {
        week_start: Weekday::Mon,
        day_start_min: 240,
        practices: vec![practice("stretching", started)],
        targets: vec![target("stretching", started, kind, amount, min_s)],
        pauses: Vec::new(),
    }
}

#[test]
fn the_last_eight_are_the_weeks_that_the_score_counts() {
    let mut plan = plan(TargetKind::Sessions, 1, 0);
    // Twelve closed weeks: the third and fourth were paused, and from the fifth on every other one was kept.
    plan.pauses = vec![pause(date("2026-11-16"), Some(date("2026-11-29")))];
    let monday = |week: u64| date("2026-11-02") + Days::new(7 * week);
    let entries: Vec<Entry> = [4, 6, 8, 10].map(|week| entry("stretching", monday(week), 600)).into();
    let (kept, missed) = (Status::Kept, Status::Missed);
    let last = last_8(&plan, &entries, monday(12));
    assert_eq!(last, [kept, missed, kept, missed, kept, missed, kept, missed]);
    let score = score(&plan, &entries, monday(12));
    assert_eq!((score.kept_of_last_8, score.counted_of_last_8), (4, 8));
    assert_eq!(words::kept(&score).as_deref(), Some("Kept 4 of the last 8 weeks that counted"));
    // A week later the first of them is no more among the eight; a pause never was.
    assert_eq!(last_8(&plan, &entries, monday(13))[0], missed);
    assert_eq!(last_8(&plan, &entries, monday(3)), [missed, missed]);
    let one = Score { kept_of_last_8: 1, counted_of_last_8: 1, ..Score::default() };
    assert_eq!(words::kept(&one).as_deref(), Some("Kept 1 of 1 week that counted"));
    assert_eq!(words::kept(&Score::default()), None);
}

fn only(view: WeekView) -> PracticeWeek {
    let [practice] = <[PracticeWeek; 1]>::try_from(view.practices).unwrap();
    practice
}

#[test]
fn twenty_minutes_count_from_sixteen_and_two_sessions_of_a_day_add_up() {
    let plan = plan(TargetKind::Days, 3, 1200);
    let entries = [
        entry("stretching", date("2026-11-16"), 959),
        entry("stretching", date("2026-11-17"), 960),
        entry("stretching", date("2026-11-18"), 500),
        entry("stretching", date("2026-11-18"), 460),
    ];
    let week = only(week(&plan, &entries, date("2026-11-22"), date("2026-11-22")));
    assert_eq!((week.done, week.required, week.minutes), (2, 3, 47));
    assert_eq!((week.status, week.days_left), (Status::Open, 1));
    let not = DayMark::Not;
    assert_eq!(week.days, [DayMark::Some, DayMark::Counted, DayMark::Counted, not, not, not, DayMark::Open]);
}

#[test]
fn the_last_seven_days_count_across_the_weeks_edge() {
    let plan = plan(TargetKind::Days, 3, 1200);
    // Wednesday is the eighth day back; Thursday, Sunday and today count, Tuesday's was too short.
    let days =
        [("2026-11-11", 1200), ("2026-11-12", 1200), ("2026-11-15", 960), ("2026-11-17", 900), ("2026-11-18", 1200)];
    let entries: Vec<Entry> = days.iter().map(|(day, secs)| entry("stretching", date(day), *secs)).collect();
    assert_eq!(last_seven_days(&plan, &entries, "stretching", date("2026-11-18")), Some(3));
    assert_eq!(only(week(&plan, &entries, date("2026-11-18"), date("2026-11-18"))).done, 1);
    assert_eq!(last_seven_days(&plan, &entries, "breathing", date("2026-11-18")), None);
}

#[test]
fn a_session_that_counts_by_hand_counts_and_one_that_does_not_is_still_minutes() {
    let plan = plan(TargetKind::Days, 3, 1200);
    let mut yes = entry("stretching", date("2026-11-16"), 30);
    yes.credited = Credited::Yes;
    let mut no = entry("stretching", date("2026-11-17"), 1200);
    no.credited = Credited::No;
    let week = only(week(&plan, &[yes, no], date("2026-11-16"), date("2026-11-22")));
    assert_eq!((week.done, week.minutes), (1, 20));
}

#[test]
fn what_is_asked_shrinks_with_the_days_and_halves_round_down() {
    let share = |amount| -> Vec<u32> {
        (0..=7)
            .map(|available: u64| {
                let mut plan = plan(TargetKind::Days, amount, 0);
                if available < 7 {
                    plan.pauses = vec![pause(date("2026-11-16") + Days::new(available), None)];
                }
                only(week(&plan, &[], date("2026-11-16"), date("2026-11-16"))).required
            })
            .collect()
    };
    assert_eq!(share(7), [0, 1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(share(3), [0, 0, 1, 1, 2, 2, 3, 3]);
    assert_eq!(share(1), [0, 0, 0, 0, 1, 1, 1, 1]);
}

#[test]
fn a_paused_week_is_excused_unless_all_of_it_was_done_all_the_same() {
    let mut plan = plan(TargetKind::Days, 1, 300);
    plan.pauses = vec![pause(date("2026-11-09"), Some(date("2026-11-15")))];
    let status = |entries: &[Entry]| only(week(&plan, entries, date("2026-11-10"), date("2026-11-22"))).status;
    assert_eq!(status(&[]), Status::Excused);
    assert_eq!(status(&[entry("stretching", date("2026-11-10"), 100)]), Status::Excused);
    assert_eq!(status(&[entry("stretching", date("2026-11-10"), 300)]), Status::Kept);
}

#[test]
fn over_doing_one_practice_never_pays_for_another() {
    let mut plan = plan(TargetKind::Days, 1, 300);
    plan.practices.push(practice("breathing", date("2026-11-02")));
    plan.targets.push(target("breathing", date("2026-11-02"), TargetKind::Days, 4, 300));
    let entries: Vec<Entry> =
        (9..=12).map(|day| entry("stretching", date(&format!("2026-11-{day:02}")), 300)).collect();
    let view = week(&plan, &entries, date("2026-11-09"), date("2026-11-22"));
    assert_eq!((view.practices[0].done, view.practices[0].required), (4, 1));
    assert_eq!((view.status, view.consistency), (Status::Partial, Some(0.5)));
}

#[test]
fn before_the_plan_began_a_week_is_outside() {
    let view = week(&plan(TargetKind::Days, 3, 0), &[], date("2026-10-26"), date("2026-11-22"));
    assert_eq!((view.status, view.consistency, view.practices.len()), (Status::Outside, None, 0));
}

/// A case of the reference: lists in the order of the fields below.
#[derive(Deserialize)]
struct Case {
    week_start: String,
    today: NaiveDate,
    practices: Vec<(String, NaiveDate, Option<NaiveDate>)>,
    targets: Vec<(String, NaiveDate, TargetKind, u32, u32, u32)>,
    pauses: Vec<(Option<String>, NaiveDate, Option<NaiveDate>)>,
    entries: Vec<(String, NaiveDate, u32, Credited)>,
    weeks: Vec<(NaiveDate, String, Option<f64>, Vec<Row>)>,
    run: (u32, u32),
    kept: u32,
    steadiness: Option<f64>,
}

/// Practice, kind, done, required, minutes, available, status, days left.
type Row = (String, TargetKind, u32, u32, u32, u32, String, u32);

impl Case {
    fn plan(&self) -> Plan {
        let with_end = |(id, started, ended): &(String, NaiveDate, Option<NaiveDate>)| Practice {
            ended: *ended,
            ..practice(id, *started)
        };
        Plan {
            week_start: self.week_start.parse().unwrap(),
            day_start_min: 240,
            practices: self.practices.iter().map(with_end).collect(),
            targets: self
                .targets
                .iter()
                .map(|(id, from_day, kind, amount, min_s, credit_percent)| Target {
                    credit_percent: *credit_percent,
                    ..target(id, *from_day, *kind, *amount, *min_s)
                })
                .collect(),
            pauses: self
                .pauses
                .iter()
                .map(|(practice, from_day, to_day)| Pause { practice: practice.clone(), ..pause(*from_day, *to_day) })
                .collect(),
        }
    }

    fn entries(&self) -> Vec<Entry> {
        let made = |(practice, day, active_s, credited): &(String, NaiveDate, u32, Credited)| Entry {
            credited: *credited,
            ..entry(practice, *day, *active_s)
        };
        self.entries.iter().map(made).collect()
    }
}

fn name(status: Status) -> String {
    serde_json::to_value(status).unwrap().as_str().unwrap().to_owned()
}

fn close(ours: Option<f64>, theirs: Option<f64>) -> bool {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => (ours - theirs).abs() < 1e-8,
        (ours, theirs) => ours.is_none() && theirs.is_none(),
    }
}

#[test]
fn every_case_of_the_reference_comes_out_the_same() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("cases.json")).unwrap();
    assert!(cases.len() >= 300);
    for (nth, case) in cases.iter().enumerate() {
        let (plan, entries) = (case.plan(), case.entries());
        for (from, status, consistency, rows) in &case.weeks {
            let view = week(&plan, &entries, *from, case.today);
            assert_eq!((view.from, &name(view.status)), (*from, status), "case {nth}");
            assert!(close(view.consistency, *consistency), "case {nth}, {from}: {:?}", view.consistency);
            let ours: Vec<Row> = view
                .practices
                .into_iter()
                .map(|p| (p.id, p.kind, p.done, p.required, p.minutes, p.available, name(p.status), p.days_left))
                .collect();
            assert_eq!(&ours, rows, "case {nth}, week of {from}");
        }
        let score = score(&plan, &entries, case.today);
        assert_eq!((score.run.weeks, score.run.best), case.run, "case {nth}");
        assert_eq!(score.kept_of_last_8, case.kept, "case {nth}");
        assert!(close(score.steadiness, case.steadiness), "case {nth}: {:?}", score.steadiness);
    }
}

#[test]
fn how_an_entry_ended_is_said_without_what_was_not_said() {
    let said = |ended, reason, during: &str| {
        ending(&Entry { ended, reason, during: during.into(), ..entry("stretching", date("2026-11-19"), 40) })
    };
    let pose = "figure four, left";
    assert_eq!(said(Ended::Finished, None, ""), "to the end");
    assert_eq!(said(Ended::Skipped, None, ""), "skipped to the end");
    assert_eq!(said(Ended::Interrupted, None, ""), "interrupted");
    assert_eq!(said(Ended::Manual, None, ""), "added by hand");
    assert_eq!(said(Ended::Stopped, None, ""), "stopped early");
    assert_eq!(said(Ended::Stopped, None, pose), "stopped during figure four, left");
    for (reason, words) in [
        (Reason::Pain, ": it hurt"),
        (Reason::Dizzy, ": dizzy or tingling"),
        (Reason::Distress, ": too much"),
        (Reason::Tired, ": tired"),
        (Reason::Other, ": something else"),
        (Reason::Unsaid, ""),
    ] {
        assert_eq!(said(Ended::Stopped, Some(reason), ""), format!("stopped early{words}"));
        assert_eq!(said(Ended::Stopped, Some(reason), pose), format!("stopped during figure four, left{words}"));
    }
}

/// What is left of three stretches a week on a day of the week of 16 November, after stretching on some days of it.
fn said(today: u32, stretched: &[u32], paused: Option<u32>) -> String {
    let date_of = |day: u32| date(&format!("2026-11-{day}"));
    let mut plan = plan(TargetKind::Days, 3, 300);
    plan.pauses = paused.map(|day| pause(date_of(day), Some(date_of(day)))).into_iter().collect();
    let entries: Vec<Entry> = stretched.iter().map(|day| entry("stretching", date_of(*day), 300)).collect();
    left(&only(week(&plan, &entries, date_of(today), date_of(today))))
}

#[test]
fn what_is_left_is_said_as_it_is() {
    assert_eq!(said(19, &[16], None), "2 more, on any 2 of the 4 days left");
    assert_eq!(said(22, &[16, 17], None), "1 more, today");
    assert_eq!(said(21, &[16], None), "2 more, one on each day left");
    assert_eq!(said(21, &[], None), "2 days left");
    assert_eq!(said(22, &[16, 17, 18], None), "kept");
}

#[test]
fn a_day_that_counts_already_is_not_a_day_left() {
    assert_eq!(said(21, &[16, 21], None), "1 more, on the day left");
    assert_eq!(said(22, &[16, 22], None), "no day left to add to");
}

#[test]
fn a_paused_day_is_not_a_day_left() {
    assert_eq!(said(21, &[16, 17], Some(21)), "1 more, on the day left");
}

#[test]
fn what_was_done_before_the_plan_began_is_shown_all_the_same() {
    let mut plan = plan(TargetKind::Days, 3, 300);
    plan.practices[0].started = date("2026-11-18");
    let entries = [entry("stretching", date("2026-11-16"), 300)];
    let days = only(week(&plan, &entries, date("2026-11-18"), date("2026-11-18"))).days;
    assert_eq!(days[..3], [DayMark::Counted, DayMark::Outside, DayMark::Open]);
}

fn some_entries() -> impl Strategy<Value = Vec<Entry>> {
    let one = (0_u64..35, prop::sample::select(vec![0_u32, 5, 300, 959, 960, 1200, 2400]));
    prop::collection::vec(one, 0..30).prop_map(|mut all| {
        all.sort_unstable();
        all.into_iter().map(|(day, secs)| entry("stretching", date("2026-11-02") + Days::new(day), secs)).collect()
    })
}

fn some_plan() -> impl Strategy<Value = Plan> {
    let kind = prop::sample::select(vec![TargetKind::Days, TargetKind::Sessions, TargetKind::Minutes]);
    (kind, 1_u32..8, 0_u8..7).prop_map(|(kind, amount, start)| Plan {
        week_start: Weekday::try_from(start).unwrap(),
        ..plan(kind, amount, 1200)
    })
}

proptest! {
    #[test]
    fn adding_practice_never_lowers_what_is_done(
        plan in some_plan(), entries in some_entries(), day in 0_u64..35, secs in 0_u32..3000,
    ) {
        let day = date("2026-11-02") + Days::new(day);
        let done = |entries: &[Entry]| only(week(&plan, entries, day, date("2026-12-31"))).done;
        let mut more = entries.clone();
        more.insert(entries.partition_point(|entry| entry.day <= day), entry("stretching", day, secs));
        prop_assert!(done(&more) >= done(&entries));
    }

    #[test]
    fn a_pause_never_turns_a_kept_week_into_anything_else(
        plan in some_plan(), entries in some_entries(), from in 0_u64..35, length in 0_u64..15, day in 0_u64..35,
    ) {
        let day = date("2026-11-02") + Days::new(day);
        let from = date("2026-11-02") + Days::new(from);
        let paused = Plan { pauses: vec![pause(from, Some(from + Days::new(length)))], ..plan.clone() };
        let status = |plan: &Plan| only(week(plan, &entries, day, date("2026-12-31"))).status;
        if status(&plan) == Status::Kept {
            prop_assert_eq!(status(&paused), Status::Kept);
        }
    }

    #[test]
    fn a_later_target_never_changes_an_earlier_week(
        plan in some_plan(), entries in some_entries(), day in 0_u64..35, amount in 1_u32..8,
    ) {
        let day = date("2026-11-02") + Days::new(day);
        let before = week(&plan, &entries, day, date("2026-12-31"));
        let mut changed = plan;
        changed.targets.push(target("stretching", before.to + Days::new(1), TargetKind::Days, amount, 60));
        prop_assert_eq!(week(&changed, &entries, day, date("2026-12-31")), before);
    }
}
