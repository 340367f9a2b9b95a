//! The plan is changed in the window, and the week follows: by the names of what is shown, with the real journal.

use std::path::Path;

use ebb::data::DataDir;
use ebb::journal::{self, Journal, Snapshot};
use ebb::plan::{self, Change, Entry, Goal, PracticeWeek, Status, Support};
use ebb::settings::{Motion, Settings};
use ebb::ui::App;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};

use super::window::{DESKTOP, found, press, shows, until, window};

mod goals;

/// The window's clock stands on Sunday, 22 November 2026: its week began on Monday the 16th.
const TODAY: &str = "2026-11-22";

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

/// A folder whose plan began on Monday, 2 November; breathing was done on every day of the week of the 9th but one.
fn weeks() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let data = DataDir::at(folder.path());
    let mut journal = Journal::open_for_writing(&data, None).unwrap();
    for (nth, date) in (2..=14).enumerate() {
        let on = day(&format!("2026-11-{date:02}"));
        journal.save(&Entry::by_hand(format!("{nth:032x}"), "breathing", on, 300)).unwrap();
    }
    drop(journal);
    calm(folder.path());
    folder
}

/// No time is lost with what fades in.
fn calm(folder: &Path) {
    Settings { safety_seen: true, motion: Motion::Less, ..Settings::default() }.save(&DataDir::at(folder)).unwrap();
}

/// At a place, once the journal is open.
fn at(folder: &Path, place: &str) -> Harness<'static, App> {
    let mut window = window(folder, DESKTOP);
    until(&mut window, "Breathing: ");
    window.get_by_label(place).click();
    window.run_steps(4);
    window
}

fn plan_of(folder: &Path) -> Harness<'static, App> {
    let mut window = at(folder, "Plan");
    until(&mut window, "What a week asks");
    window
}

/// Presses what is named, wherever the page stands.
fn click(window: &mut Harness<'_, App>, named: &str) {
    found(window, |window| window.query_by_label(named).map(|_| ()));
    window.get_by_label(named).click_accesskit();
    window.run_steps(4);
}

/// Writes into the field of this name, in the place of what stands there.
fn write(window: &mut Harness<'_, App>, field: &str, text: &str) {
    window.get_by_role_and_label(Role::TextInput, field).focus();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_steps(2);
    window.get_by_role_and_label(Role::TextInput, field).type_text(text);
    window.run_steps(3);
}

/// What is in the journal once the window is closed.
fn kept(window: Harness<'_, App>, folder: &Path) -> Snapshot {
    drop(window);
    journal::read(&DataDir::at(folder), None).unwrap()
}

/// The week of a practice that holds `date`.
fn week(snapshot: &Snapshot, practice: &str, date: &str) -> PracticeWeek {
    let plan = snapshot.plan(day(TODAY));
    let week = plan::week(&plan, &snapshot.entries, day(date), day(TODAY));
    week.practices.into_iter().find(|one| one.id == practice).unwrap()
}

#[test]
fn a_target_that_is_set_for_next_week_leaves_this_one_as_it_is() {
    let folder = weeks();
    let mut window = plan_of(folder.path());
    until(&mut window, "5 minutes on 7 days a week.");
    click(&mut window, "Change Breathing");
    write(&mut window, "Days a week", "4");
    write(&mut window, "Minutes on each", "10");
    until(&mut window, "From Monday 23 November: 10 minutes on 4 days a week. This week stays as it is.");
    click(&mut window, "Set it");
    until(&mut window, "The week's target is set.");
    // The form is closed, and what is planned stands beside what holds.
    until(&mut window, "From Monday 23 November: 10 minutes on 4 days a week.");
    assert!(window.query_by_label("Set it").is_none());
    assert!(window.query_by_label_contains("5 minutes on 7 days a week.").is_some());
    let kept = kept(window, folder.path());
    assert_eq!(week(&kept, "breathing", TODAY).required, 7);
    assert_eq!(week(&kept, "breathing", "2026-11-23").required, 4);
}

#[test]
fn a_target_can_hold_this_week_already_and_is_taken_back_by_undo() {
    let folder = weeks();
    let mut window = plan_of(folder.path());
    click(&mut window, "Change Breathing");
    click(&mut window, "Days a week: less");
    click(&mut window, "From: this week already");
    until(&mut window, "From Monday 16 November on, this week already: 5 minutes on 6 days a week.");
    click(&mut window, "Set it");
    until(&mut window, "The week's target is set.");
    until(&mut window, "5 minutes on 6 days a week.");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    until(&mut window, "Taken back.");
    until(&mut window, "5 minutes on 7 days a week.");
    assert_eq!(week(&kept(window, folder.path()), "breathing", TODAY).required, 7);
}

#[test]
fn a_target_that_is_set_as_it_was_changes_nothing() {
    let folder = weeks();
    let mut window = plan_of(folder.path());
    click(&mut window, "Change Breathing");
    until(&mut window, "That is what it asks now.");
    click(&mut window, "Set it");
    window.run_steps(40);
    assert!(window.query_by_label("Set it").is_none());
    assert!(window.query_by_label("Undo").is_none());
}

#[test]
fn what_is_planned_can_be_dropped() {
    let folder = weeks();
    let mut window = plan_of(folder.path());
    click(&mut window, "Change Stretching");
    write(&mut window, "Days a week", "2");
    click(&mut window, "Set it");
    until(&mut window, "The week's target is set.");
    click(&mut window, "Change Stretching");
    click(&mut window, "Drop what is planned");
    until(&mut window, "The week's target is set.");
    let kept = kept(window, folder.path());
    assert_eq!(week(&kept, "stretching", "2026-11-23").required, 3);
}

#[test]
fn correcting_the_past_shows_which_weeks_change_before_it_is_done() {
    let folder = weeks();
    let mut window = plan_of(folder.path());
    click(&mut window, "Change Breathing");
    click(&mut window, "Change of Breathing: past weeks");
    write(&mut window, "The week that holds", "2026-12-01");
    until(&mut window, "2026-12-01 is still to come, and not the past.");
    write(&mut window, "The week that holds", "2026-11-09");
    write(&mut window, "Days a week", "6");
    until(&mut window, "From Monday 9 November on, this week too: 5 minutes on 6 days a week.");
    // Stretching was asked as well, and not done: the week itself is still in part.
    until(&mut window, "1 of 2 past weeks changes: as many are kept as before.");
    until(&mut window, "9 – 15 November: in part, for other practices than now.");
    click(&mut window, "Correct these weeks");
    until(&mut window, "The week's target is set.");
    let kept = kept(window, folder.path());
    let status = |date| (week(&kept, "breathing", date).required, week(&kept, "breathing", date).status);
    assert_eq!(status("2026-11-02"), (7, Status::Kept));
    assert_eq!(status("2026-11-09"), (6, Status::Kept));
}

#[test]
fn a_day_that_there_is_not_is_told_by_its_field() {
    let folder = weeks();
    let mut window = plan_of(folder.path());
    click(&mut window, "Add a pause for last week");
    for (written, told) in [
        ("2026-02-30", "There is no 30 February."),
        ("soon", "A date is written as year-month-day, such as 2026-11-30."),
        ("2026-11-16", "Monday 16 November 2026"),
    ] {
        write(&mut window, "The last day", written);
        until(&mut window, told);
    }
}

#[test]
fn a_pause_for_last_week_is_two_presses_and_is_changed_and_deleted_again() {
    let folder = weeks();
    let mut window = plan_of(folder.path());
    click(&mut window, "Add a pause for last week");
    until(&mut window, "1 of 2 past weeks changes: as many are kept as before.");
    write(&mut window, "Why, if you like (it stays in your journal)", "flu");
    click(&mut window, "Set the pause");
    until(&mut window, "The pause is set.");
    until(&mut window, "Over · flu");
    click(&mut window, "Change the pause: 9 – 15 November, everything");
    click(&mut window, "What is paused: Stretching");
    write(&mut window, "The last day", "2026-11-08");
    until(&mut window, "A pause ends on the day it begins, or later.");
    write(&mut window, "The last day", "2026-11-16");
    click(&mut window, "Set the pause");
    until(&mut window, "9 – 16 November, stretching");
    click(&mut window, "Change the pause: 9 – 16 November, Stretching");
    click(&mut window, "Delete it, as if it had never been");
    until(&mut window, "The pause is deleted.");
    until(&mut window, "On paused days nothing is asked.");
    press(&mut window, Key::Escape);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    until(&mut window, "9 – 16 November, stretching");
    let kept = kept(window, folder.path());
    let pauses: Vec<_> = kept.stored.as_ref().unwrap().pauses.iter().map(|one| one.reason.as_str()).collect();
    assert_eq!(pauses, ["flu"]);
    assert_eq!(week(&kept, "stretching", "2026-11-09").status, Status::Excused);
    assert_eq!(week(&kept, "breathing", "2026-11-09").required, 7);
}

#[test]
fn a_pause_that_goes_on_is_ended_and_today_is_asked_again() {
    let folder = weeks();
    let mut window = plan_of(folder.path());
    click(&mut window, "Add a pause");
    write(&mut window, "The first day", "2026-11-20");
    click(&mut window, "Set the pause");
    until(&mut window, "Now, until you end it");
    click(&mut window, "Change the pause: since 20 November, everything");
    click(&mut window, "End it: today is asked again");
    until(&mut window, "The pause ends.");
    until(&mut window, "20 – 21 November, everything");
    // Five of seven days are left.
    assert_eq!(week(&kept(window, folder.path()), "breathing", TODAY).required, 5);
}

#[test]
fn a_practice_of_ones_own_is_added_written_down_renamed_moved_retired_and_brought_back() {
    let folder = weeks();
    let mut window = plan_of(folder.path());
    click(&mut window, "Add a practice");
    click(&mut window, "Which: one of your own");
    click(&mut window, "Add it to the plan");
    until(&mut window, "A practice needs a name.");
    write(&mut window, "What you call it", "Evening walk");
    until(&mut window, "practice: \"evening-walk\"");
    until(&mut window, "From today, Sunday 22 November: 3 days a week.");
    click(&mut window, "Add it to the plan");
    until(&mut window, "Change Evening walk");
    click(&mut window, "Write down Evening walk");
    write(&mut window, "Minutes", "25");
    click(&mut window, "Write it down");
    until(&mut window, "The entry is written down.");
    click(&mut window, "Change Evening walk");
    click(&mut window, "Change of Evening walk: name and place");
    write(&mut window, "Its name", "Walking home");
    press(&mut window, Key::Enter);
    until(&mut window, "Change Walking home");
    click(&mut window, "Change Walking home");
    click(&mut window, "Change of Walking home: name and place");
    until(&mut window, "It stands in place 3 of 3.");
    click(&mut window, "Move it up");
    until(&mut window, "It stands in place 2 of 3.");
    click(&mut window, "Change of Walking home: take it out");
    until(&mut window, "From 23 November on no week asks for it.");
    until(&mut window, "No past week changes.");
    click(&mut window, "Take it out of the plan");
    until(&mut window, "No longer in the plan");
    click(&mut window, "Bring back Walking home");
    click(&mut window, "Bring it back");
    until(&mut window, "Change Walking home");
    let kept = kept(window, folder.path());
    let names: Vec<_> = kept.stored.as_ref().unwrap().practices.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Breathing", "Walking home", "Stretching"]);
    let walks: Vec<_> = kept.entries.iter().filter(|one| one.practice == "evening-walk").collect();
    assert_eq!((walks.len(), walks[0].active_s, walks[0].day), (1, 1500, day(TODAY)));
}

#[test]
fn the_practice_that_is_only_written_down_stands_with_its_caution_and_counts() {
    let folder = weeks();
    let mut window = plan_of(folder.path());
    click(&mut window, "Add a practice");
    click(&mut window, "Which: Third practice");
    until(&mut window, "the way a physiotherapist or another clinician has shown you");
    write(&mut window, "What you call it", "Quiet hour");
    click(&mut window, "Add it to the plan");
    until(&mut window, "Change Quiet hour");
    assert!(window.query_by_label_contains("the way a physiotherapist or another clinician has shown you").is_some());
    until(&mut window, "Beside it: Quiet breath, 10 minutes");
    click(&mut window, "Before it: Settle, 4 minutes");
    until(&mut window, "Not now");
    click(&mut window, "Not now");
    click(&mut window, "Write down Quiet hour");
    write(&mut window, "On", "2026-11-23");
    until(&mut window, "2026-11-23 is still to come");
    click(&mut window, "On: a day earlier");
    until(&mut window, "It counts, however long it took.");
    click(&mut window, "Write it down");
    until(&mut window, "The entry is written down.");
    let kept = kept(window, folder.path());
    assert_eq!((week(&kept, "third", TODAY).done, kept.entries.len()), (1, 14));
}

#[test]
fn a_form_is_left_with_esc_and_the_keyboard_goes_back_to_what_opened_it() {
    let folder = weeks();
    let mut window = plan_of(folder.path());
    window.get_by_label("Change Breathing").focus();
    window.run_steps(2);
    press(&mut window, Key::Enter);
    until(&mut window, "Set it");
    for _ in 0..6 {
        press(&mut window, Key::Tab);
    }
    press(&mut window, Key::Escape);
    window.run_steps(2);
    if window.query_by_label("Set it").is_some() {
        // The first Esc leaves a field, the second the form.
        press(&mut window, Key::Escape);
    }
    assert!(window.query_by_label("Set it").is_none());
    assert!(window.get_by_label("Change Breathing").is_focused());
}

#[test]
fn the_first_day_of_the_week_is_chosen_after_its_effect_was_told() {
    let folder = weeks();
    // Breathing alone: seven days from Monday the 2nd to Sunday the 8th, and six after.
    let data = DataDir::at(folder.path());
    let mut journal = Journal::open_for_writing(&data, None).unwrap();
    journal.change(&Change::RetirePractice { id: "stretching".into(), last: day("2026-11-02") }, day(TODAY)).unwrap();
    drop(journal);
    let mut window = at(folder.path(), "Settings");
    until(&mut window, "Weeks run from Monday to Sunday");
    click(&mut window, "A week begins on: Tuesday");
    until(&mut window, "All weeks, past ones too, run from Tuesday to Monday.");
    // From Tuesday the weeks that are over are those of 27 October, 3 and 10 November: in the last, 5 of 7 were done.
    until(&mut window, " of 3 past weeks");
    click(&mut window, "Begin weeks on Tuesday");
    until(&mut window, "Weeks run from Tuesday to Monday");
    assert!(window.query_by_label("Begin weeks on Tuesday").is_none());
    click(&mut window, "A day begins at: more");
    until(&mut window, "a session that begins before 04:30 belongs to the day before");
    click(&mut window, "Begin days at 04:30");
    until(&mut window, "Days begin at this time.");
    let kept = kept(window, folder.path()).stored.unwrap();
    assert_eq!((kept.week_start, kept.day_start_min), (chrono::Weekday::Tue, 270));
}
