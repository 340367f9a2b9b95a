//! What Today offers, and what it leaves alone.

use super::*;

fn offers() -> [Offer<'static>; 7] {
    let offer = |name, practice, title, has_holds| Offer { name, practice, title, hash: name, has_holds };
    [
        offer("box-gentle", "breathing", "Box, gentle", true),
        offer("daily-five", "breathing", "Daily five", false),
        offer("first-steps", "breathing", "First steps", false),
        offer("four-five", "breathing", "Four in, five out", false),
        offer("learning-the-breath", "breathing", "Learning the breath", false),
        offer("stretch-round", "stretching", "Stretch round", false),
        offer("stretch-twenty", "stretching", "Twenty minutes", false),
    ]
}

/// Breathing every day and three stretches, begun on Monday, 16 November 2026; today is the Thursday.
fn offered(entries: &[Entry]) -> Option<(String, Why)> {
    let plan = default_plan(date("2026-11-16"));
    let offers = offers();
    recommend(&plan, entries, date("2026-11-19"), &offers).map(|offered| (offered.name.to_owned(), offered.why))
}

#[test]
fn the_practice_with_the_least_slack_is_offered() {
    // Breathing: 4 days left, 7 to go. Stretching: 4 days left, 3 to go.
    assert_eq!(offered(&[]).unwrap().0, "learning-the-breath");
    // Breathed today: what is left is stretching, by its own session.
    let breathed = entry("breathing", date("2026-11-19"), 300);
    assert_eq!(offered(std::slice::from_ref(&breathed)).unwrap().0, "stretch-twenty");
}

#[test]
fn the_session_finished_last_is_offered_again_but_never_one_with_holds() {
    let mut round = entry("stretching", date("2026-11-16"), 370);
    round.title = "Stretch round".into();
    let breathed = entry("breathing", date("2026-11-19"), 300);
    assert_eq!(offered(&[round, breathed]).unwrap().0, "stretch-round");
    let mut held = entry("breathing", date("2026-11-18"), 288);
    held.hash = "box-gentle".into();
    assert_eq!(offered(&[held]).unwrap().0, "daily-five");
}

/// What is offered after these were finished, one a day, the last of them yesterday.
fn offered_after(titles: &[&str]) -> String {
    let days = (0..).map(|back| date("2026-11-18") - chrono::Days::new(back));
    let mut entries: Vec<Entry> = titles
        .iter()
        .rev()
        .zip(days)
        .map(|(title, day)| Entry { title: (*title).into(), ..entry("breathing", day, 301) })
        .collect();
    entries.reverse();
    offered(&entries).unwrap().0
}

#[test]
fn who_is_new_is_led_from_learning_the_breath_to_the_daily_five_within_a_week() {
    let (name, why) = offered(&[]).unwrap();
    assert_eq!(
        (name.as_str(), reason(&why, "Breathing").as_str()),
        ("learning-the-breath", "An easy one to begin with.")
    );
    let (learning, steps, bridge) = ("Learning the breath", "First steps", "Four in, five out");
    let way = [learning, learning, steps, steps, bridge, bridge, bridge];
    let offered: Vec<String> = (1..=way.len()).map(|done| offered_after(&way[..done])).collect();
    assert_eq!(
        offered,
        ["learning-the-breath", "first-steps", "first-steps", "four-five", "four-five", "four-five", "daily-five"]
    );
}

#[test]
fn who_chooses_one_again_stays_with_it_and_who_chooses_another_is_led_nowhere() {
    let learning = "Learning the breath";
    assert_eq!(offered_after(&[learning, learning, learning]), "learning-the-breath");
    assert_eq!(offered_after(&[learning, "Daily five"]), "daily-five");
    assert_eq!(offered_after(&["Four in, five out"]), "four-five");
    // Stopped, it was not finished.
    let stopped =
        Entry { title: learning.into(), ended: Ended::Stopped, ..entry("breathing", date("2026-11-17"), 301) };
    assert_eq!(offered(&[stopped]).unwrap().0, "learning-the-breath");
}

#[test]
fn after_a_stop_for_pain_its_practice_is_left_alone_for_the_day() {
    let mut stopped = entry("breathing", date("2026-11-19"), 40);
    (stopped.ended, stopped.reason) = (Ended::Stopped, Some(Reason::Pain));
    assert_eq!(offered(std::slice::from_ref(&stopped)).unwrap().0, "stretch-twenty");
    let stretched = entry("stretching", date("2026-11-19"), 1200);
    assert_eq!(offered(&[stopped.clone(), stretched.clone()]), None);
    stopped.reason = Some(Reason::Unsaid);
    assert_eq!(offered(&[stopped.clone(), stretched.clone()]), None, "it may have hurt");
    stopped.reason = Some(Reason::Tired);
    assert_eq!(offered(&[stopped, stretched]).unwrap().0, "learning-the-breath");
}

#[test]
fn the_second_stop_for_pain_of_a_practice_within_fourteen_days_is_known_and_no_other() {
    let hurt = |day: &str| Entry {
        id: day.into(),
        ended: Ended::Stopped,
        reason: Some(Reason::Pain),
        ..entry("breathing", date(day), 40)
    };
    let today = hurt("2026-11-19");
    assert!(!hurt_again(&[], &today));
    // With itself among them or not, as it is written meanwhile.
    assert!(hurt_again(&[hurt("2026-11-06")], &today), "the fourteenth day, today being the first");
    assert!(hurt_again(&[hurt("2026-11-06"), today.clone()], &today));
    assert!(!hurt_again(&[hurt("2026-11-05"), today.clone()], &today));
    assert!(
        !hurt_again(&[hurt("2026-11-17"), hurt("2026-11-18"), today.clone()], &today),
        "it was told the time before"
    );
    let dizzy = Entry { reason: Some(Reason::Dizzy), ..hurt("2026-11-17") };
    let elsewhere = Entry { practice: "stretching".into(), ..hurt("2026-11-18") };
    assert!(!hurt_again(&[dizzy, elsewhere, today.clone()], &today));
}

#[test]
fn a_session_skipped_to_its_end_counts_as_one_that_was_stopped() {
    let plan = default_plan(date("2026-11-16"));
    for active_s in [40, 239, 240, 300] {
        let ended = |ended| Entry { ended, ..entry("breathing", date("2026-11-17"), active_s) };
        let of = |one: &Entry| week(&plan, std::slice::from_ref(one), date("2026-11-17"), date("2026-11-19"));
        let (stopped, skipped) = (ended(Ended::Stopped), ended(Ended::Skipped));
        assert_eq!(of(&skipped), of(&stopped), "{active_s}");
        assert_eq!(offered(&[skipped]), offered(&[stopped]), "{active_s}");
    }
}

#[test]
fn when_all_is_done_for_today_the_daily_five_is_offered_without_asking() {
    let done = [entry("breathing", date("2026-11-19"), 300), entry("stretching", date("2026-11-19"), 1200)];
    assert_eq!(offered(&done), Some(("daily-five".into(), Why::Done)));
}

#[test]
fn the_only_time_of_a_first_week_keeps_nothing_that_was_begun() {
    // Seen on Sunday: a plan begun that day asks one day, one begun on Monday asks seven.
    let today = date("2026-11-22");
    let said = |begun: &str, done: &[&str]| {
        let done: Vec<Entry> = done.iter().map(|day| entry("breathing", date(day), 300)).collect();
        let mut plan = default_plan(date(begun));
        plan.practices.retain(|practice| practice.id == "breathing");
        // Without the session to begin with: what a week says of it.
        let offered = recommend(&plan, &done, today, &offers()[..2]).map(|offered| offered.why);
        reason(&offered.unwrap(), "Breathing")
    };
    assert_eq!(said("2026-11-22", &[]), "Once today is all this week asks.");
    let six = ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21"];
    assert_eq!(said("2026-11-16", &six), "One more today keeps your week.");
}

#[test]
fn only_the_last_session_of_today_is_offered_back_and_only_when_it_was_cut_off() {
    let mut cut = entry("breathing", date("2026-11-19"), 60);
    cut.ended = Ended::Interrupted;
    let later = entry("breathing", date("2026-11-19"), 300);
    assert!(interrupted(std::slice::from_ref(&cut), date("2026-11-19")).is_some());
    assert!(interrupted(&[cut.clone(), later], date("2026-11-19")).is_none());
    assert!(interrupted(&[cut], date("2026-11-20")).is_none());
}
