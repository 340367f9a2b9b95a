//! Today from the first start on: what it offers, what it says once, and what it leaves alone.

use std::path::Path;

use ebb::data::DataDir;
use ebb::journal::{self, Journal, Snapshot};
use ebb::plan::{Ended, Entry, Reason};
use ebb::settings::{Settings, Theme};
use ebb::ui::App;
use eframe::egui::{Key, accesskit::Role, vec2};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};

use super::window::{DESKTOP, press, until, window};

fn click(window: &mut Harness<'_, App>, named: &str) {
    // What is pressed may stand below the fold. A place is called as the word that leads to it.
    window.get_by(|node| node.label().as_deref() == Some(named) && node.role() != Role::Main).click_accesskit();
    window.run_steps(2);
}

fn switch(window: &mut Harness<'_, App>, named: &str) {
    window.get_by_role_and_label(Role::Switch, named).click_accesskit();
    window.run_steps(2);
}

fn shows(window: &Harness<'_, App>, named: &str) -> bool {
    window.query_by_label_contains(named).is_some()
}

/// A folder whose journal holds these.
fn after(folder: &Path, entries: Vec<Entry>) {
    let mut journal = Journal::open_for_writing(&DataDir::at(folder), None).unwrap();
    for entry in entries {
        journal.save(&entry).unwrap();
    }
}

/// Five minutes on a day of November 2026; the window's today is the 22nd.
fn breathed(of_november: u32) -> Entry {
    let day = format!("2026-11-{of_november:02}").parse().unwrap();
    Entry {
        planned_s: 300,
        ended: Ended::Finished,
        title: "Daily five".into(),
        ..Entry::by_hand(format!("{of_november:032x}"), "breathing", day, 300)
    }
}

fn kept(folder: &Path) -> Snapshot {
    journal::read(&DataDir::at(folder), None).unwrap()
}

fn seen(folder: &Path) -> bool {
    Settings::load(&DataDir::at(folder)).settings.safety_seen
}

#[test]
fn the_first_start_offers_first_steps_and_one_key_begins_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "Before you begin");
    until(&mut window, "An easy one to begin with.");
    press(&mut window, Key::Enter);
    until(&mut window, "Lie on your back with your knees bent");
}

#[test]
fn escape_closes_what_is_said_before_beginning_for_good() {
    let folder = tempfile::tempdir().unwrap();
    {
        let mut window = window(folder.path(), DESKTOP);
        until(&mut window, "Before you begin");
        assert!(shows(&window, "not a medical device"));
        press(&mut window, Key::Escape);
        assert!(!shows(&window, "Before you begin") && !shows(&window, "not a medical device"));
        assert!(shows(&window, "Learning the breath"));
    }
    // The settings are written when the window is gone.
    assert!(seen(folder.path()));
    let mut again = window(folder.path(), DESKTOP);
    until(&mut again, "This week");
    assert!(!shows(&again, "Before you begin"));
}

#[test]
fn ticks_take_practices_into_the_plan_and_out_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "Before you begin");
    assert!(shows(&window, "20 minutes on 3 days a week."));
    switch(&mut window, "Relaxation");
    until(&mut window, "The practice is in your plan.");
    switch(&mut window, "Stretching");
    until(&mut window, "The practice is out of your plan");
    // It can be ticked again, as if nothing had been.
    switch(&mut window, "Stretching");
    until(&mut window, "The practice is in your plan.");
    switch(&mut window, "Stretching");
    until(&mut window, "The practice is out of your plan");
    drop(window);
    let plan = kept(folder.path()).stored.unwrap();
    let names: Vec<&str> = plan.practices.iter().map(|practice| practice.id.as_str()).collect();
    assert_eq!(names, ["breathing", "relaxation"]);
}

#[test]
fn who_has_practised_is_told_only_when_to_stop_and_until_it_was_seen() {
    let folder = tempfile::tempdir().unwrap();
    after(folder.path(), vec![breathed(21)]);
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "This week");
    assert!(shows(&window, "not a medical device") && !shows(&window, "Before you begin"));
    click(&mut window, "Understood");
    window.run_steps(2);
    assert!(!shows(&window, "not a medical device"));
    drop(window);
    assert!(seen(folder.path()));
}

#[test]
fn a_session_that_was_cut_off_today_is_offered_back() {
    let folder = tempfile::tempdir().unwrap();
    let programme = ebb::catalogue::Catalogue::shipped().named("resonance").unwrap();
    let cut = Entry { ended: Ended::Interrupted, hash: programme.hash.clone(), active_s: 90, ..breathed(22) };
    after(folder.path(), vec![breathed(21), cut]);
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "It was cut off earlier today.");
    assert!(shows(&window, "Resonance"));
}

#[test]
fn after_a_stop_for_pain_or_for_what_is_unsaid_nothing_of_that_practice_is_offered() {
    let folder = tempfile::tempdir().unwrap();
    let stopped = |nth: u32, practice: &str, reason: Reason| Entry {
        ended: Ended::Stopped,
        reason: Some(reason),
        id: format!("{nth:032x}"),
        practice: practice.into(),
        active_s: 40,
        ..breathed(22)
    };
    after(
        folder.path(),
        vec![breathed(21), stopped(1, "breathing", Reason::Pain), stopped(2, "stretching", Reason::Unsaid)],
    );
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "Breathing and stretching rest for today, because you stopped.");
    press(&mut window, Key::Enter);
    assert!(!shows(&window, "Begins in"));
    click(&mut window, "Open the Library");
    until(&mut window, "Daily five, 5 minutes");
}

#[test]
fn when_to_stop_is_one_key_away_and_begins_with_emergencies() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path(), vec2(360.0, 560.0));
    until(&mut window, "This week");
    press(&mut window, Key::F1);
    until(&mut window, "Get help at once");
    assert!(window.get_by_label("Get help at once").rect().bottom() < 200.0);
}

#[test]
fn a_rest_leads_to_whom_to_see_where_the_keyboard_begins_and_f1_to_the_top_again() {
    let folder = tempfile::tempdir().unwrap();
    let reason = Some(Reason::Pain);
    after(folder.path(), vec![Entry { ended: Ended::Stopped, reason, active_s: 40, ..breathed(22) }]);
    let mut window = window(folder.path(), vec2(360.0, 560.0));
    until(&mut window, "Breathing rests for today, because you stopped.");
    click(&mut window, "When to see someone");
    until(&mut window, "See a clinician soon");
    window.run_steps(60);
    let heading = window.get_by_label("See a clinician soon");
    assert!(heading.is_focused() && heading.rect().top() < 60.0, "{:?}", heading.rect());
    assert_eq!(heading.accesskit_node().role(), Role::Heading);
    press(&mut window, Key::Tab);
    assert!(!window.get_by_label("See a clinician soon").is_focused(), "Tab leads on");
    press(&mut window, Key::F1);
    window.run_steps(60);
    assert!(window.get_by_label("Get help at once").rect().top() > 0.0);
    assert!(!window.get_by_label("See a clinician soon").is_focused());
}

#[test]
fn the_sound_can_be_heard_and_set_before_anything_is_played() {
    let folder = tempfile::tempdir().unwrap();
    Settings { theme: Theme::Contrast, ..Settings::default() }.save(&DataDir::at(folder.path())).unwrap();
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "Listen for ten seconds");
    click(&mut window, "Listen for ten seconds");
    // Today stays; nothing is logged.
    assert!(shows(&window, "Before you begin"));
    click(&mut window, "Set the sound delay");
    until(&mut window, "No sound device answers");
    drop(window);
    assert!(kept(folder.path()).entries.is_empty());
}

/// A journal whose plan began when the clock was years ahead.
fn ahead(folder: &Path) {
    after(folder, vec![Entry::by_hand("5".repeat(32), "breathing", "2031-05-07".parse().unwrap(), 300)]);
}

#[test]
fn a_plan_that_begins_years_ahead_is_told_and_begins_today_with_one_press_which_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    ahead(folder.path());
    let started =
        || kept(folder.path()).stored.unwrap().practices.iter().map(|one| one.started.to_string()).collect::<Vec<_>>();
    let told = "Your plan begins on Wednesday, 7 May 2031: until then no week asks anything.";
    for place in ["Today", "Plan"] {
        let mut window = window(folder.path(), DESKTOP);
        until(&mut window, told);
        click(&mut window, place);
        until(&mut window, told);
        click(&mut window, "Begin today");
        until(&mut window, "Your plan begins today.");
        assert!(!shows(&window, told));
        assert_eq!(started(), ["2026-11-22", "2026-11-22"]);
        click(&mut window, "Undo");
        until(&mut window, "Taken back.");
        assert!(shows(&window, told));
        assert_eq!(started(), ["2031-05-07", "2031-05-07"]);
    }
}
