//! Progress in the real window: what was done is written down by hand, changed, dated anew, deleted and brought back;
//! found; gone through by keyboard.

use std::path::Path;

use ebb::data::DataDir;
use ebb::journal::{self, Journal};
use ebb::plan::{Ended, Entry, Reason};
use ebb::ui::App;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::{Harness, kittest::Queryable as _};

use crate::window::{DESKTOP, press, until, window, without_lead_in};

fn entry(n: u32, practice: &str, day: &str) -> Entry {
    Entry {
        ended: Ended::Finished,
        planned_s: 304,
        title: "Daily five".into(),
        ..Entry::by_hand(format!("{n:032x}"), practice, day.parse().unwrap(), 304)
    }
}

/// A folder with three entries: breathing on Thursday and Friday, stretching on Friday.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = Journal::open_for_writing(&DataDir::at(folder.path()), None).unwrap();
    journal.save(&entry(1, "breathing", "2026-11-19")).unwrap();
    journal.save(&Entry { before: Some(6), after: Some(3), ..entry(2, "breathing", "2026-11-20") }).unwrap();
    let noted = Entry { title: "Hips".into(), note: "Slept well".into(), ..entry(3, "stretching", "2026-11-20") };
    journal.save(&noted).unwrap();
    drop(journal);
    without_lead_in(folder.path());
    folder
}

/// The window at Progress.
fn at_progress(folder: &Path) -> Harness<'static, App> {
    let mut harness = window(folder, DESKTOP);
    until(&mut harness, "Begin");
    click(&mut harness, "Progress");
    until(&mut harness, "Add by hand");
    harness.run_steps(40);
    harness
}

fn click(harness: &mut Harness<'_, App>, label: &str) {
    harness.get_by_label(label).scroll_to_me();
    harness.run_steps(30);
    harness.get_by_label(label).click();
    harness.run_steps(4);
}

fn write(harness: &mut Harness<'_, App>, role: Role, field: &str, text: &str) {
    harness.get_by_role_and_label(role, field).focus();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(2);
    harness.get_by_role_and_label(role, field).type_text(text);
    harness.run_steps(2);
}

fn says(harness: &Harness<'_, App>, part: &str) -> bool {
    harness.query_all_by_label_contains(part).next().is_some()
}

/// What is on disk: day, practice, seconds, note.
fn kept(folder: &Path) -> Vec<(String, String, u32, String)> {
    let entries = journal::read(&DataDir::at(folder), None).unwrap().entries;
    entries.into_iter().map(|one| (one.day.to_string(), one.practice, one.active_s, one.note)).collect()
}

const THURSDAY: &str = "Thu 19 Nov, Daily five, 5:04, to the end, Breathing";

#[test]
fn what_was_done_elsewhere_is_written_down_for_the_day_it_was_done() {
    let folder = folder();
    let mut harness = at_progress(folder.path());
    click(&mut harness, "Add by hand");
    until(&mut harness, "What you did");
    click(&mut harness, "Practice: Stretching");
    write(&mut harness, Role::TextInput, "Day", "2026-11-23");
    assert!(harness.query_by_label_contains("still to come").is_some());
    assert!(harness.query_by_label("Write it down").is_none());
    write(&mut harness, Role::TextInput, "Day", "2026-11-18");
    write(&mut harness, Role::MultilineTextInput, "Note", "At the pool");
    click(&mut harness, "Write it down");
    until(&mut harness, "The entry is written down.");
    until(&mut harness, "Wed 18 Nov, Stretching, with a note, 20:00, added by hand");
    let first = ("2026-11-18".to_owned(), "stretching".to_owned(), 1200, "At the pool".to_owned());
    drop(harness);
    assert_eq!(kept(folder.path())[0], first);
    assert_eq!(kept(folder.path()).len(), 4);
}

#[test]
fn a_stop_is_told_with_its_pose_and_what_was_said_and_nothing_else() {
    let folder = folder();
    let mut journal = Journal::open_for_writing(&DataDir::at(folder.path()), None).unwrap();
    let stopped = |n, day, reason| Entry {
        ended: Ended::Stopped,
        reason: Some(reason),
        during: "figure four, left".into(),
        title: "Hips".into(),
        ..entry(n, "stretching", day)
    };
    journal.save(&stopped(4, "2026-11-20", Reason::Pain)).unwrap();
    journal.save(&stopped(5, "2026-11-20", Reason::Unsaid)).unwrap();
    drop(journal);
    let mut harness = at_progress(folder.path());
    until(&mut harness, "Fri 20 Nov, Hips, 5:04, stopped during figure four, left: it hurt, Stretching");
    click(&mut harness, "Fri 20 Nov, Hips, 5:04, stopped during figure four, left, Stretching");
    until(&mut harness, "Fri 20 Nov · Hips · 5:04 · stopped during figure four, left");
    click(&mut harness, "Minutes: more");
    click(&mut harness, "Save");
    until(&mut harness, "The entry is written down.");
    drop(harness);
    let entries = journal::read(&DataDir::at(folder.path()), None).unwrap().entries;
    let kept = entries.iter().find(|kept| kept.id.ends_with('5')).unwrap();
    assert_eq!((kept.reason, kept.during.as_str(), kept.active_s), (Some(Reason::Unsaid), "figure four, left", 600));
}

#[test]
fn why_a_session_was_stopped_is_said_otherwise_later_taken_back_and_undone() {
    let folder = folder();
    let mut journal = Journal::open_for_writing(&DataDir::at(folder.path()), None).unwrap();
    let reason = Some(Reason::Pain);
    journal.save(&Entry { ended: Ended::Stopped, reason, ..entry(4, "breathing", "2026-11-21") }).unwrap();
    drop(journal);
    let reason = |folder: &Path| {
        let entries = journal::read(&DataDir::at(folder), None).unwrap().entries;
        entries.iter().find(|kept| kept.id.ends_with('4')).unwrap().reason
    };
    let row = |said: &str| format!("Yesterday, Daily five, 5:04, stopped early{said}, Breathing");
    let mut harness = at_progress(folder.path());
    let steps = [
        (": it hurt", "What made you stop?: Too much right now", ": too much", Reason::Distress),
        (": too much", "What made you stop?: Rather not say", "", Reason::Unsaid),
    ];
    for (before, said, after, kept) in steps {
        click(&mut harness, &row(before));
        until(&mut harness, "An entry");
        click(&mut harness, said);
        click(&mut harness, "Save");
        until(&mut harness, &row(after));
        assert_eq!(reason(folder.path()), Some(kept));
    }
    click(&mut harness, "Undo");
    until(&mut harness, &row(": too much"));
    assert_eq!(reason(folder.path()), Some(Reason::Distress));
    click(&mut harness, &row(": too much"));
    until(&mut harness, "An entry");
    click(&mut harness, "When to see someone");
    until(&mut harness, "See a clinician soon");
    harness.run_steps(4);
    assert!(harness.get_by_label("See a clinician soon").is_focused());
    click(&mut harness, "Progress");
    until(&mut harness, "An entry");
    press(&mut harness, Key::Escape);
    until(&mut harness, "Add by hand");
    click(&mut harness, THURSDAY);
    until(&mut harness, "An entry");
    assert!(harness.query_by_label_contains("What made you stop?").is_none(), "it was not stopped");
}

#[test]
fn an_entry_is_dated_anew_and_keeps_its_seconds() {
    let folder = folder();
    let mut harness = at_progress(folder.path());
    click(&mut harness, THURSDAY);
    until(&mut harness, "An entry");
    click(&mut harness, "Day: a day earlier");
    write(&mut harness, Role::MultilineTextInput, "Note", "Quiet");
    click(&mut harness, "Save");
    until(&mut harness, "Wed 18 Nov, Daily five, with a note, 5:04, to the end, Breathing");
    assert!(harness.query_by_label(THURSDAY).is_none());
    drop(harness);
    let first = ("2026-11-18".to_owned(), "breathing".to_owned(), 304, "Quiet".to_owned());
    assert_eq!(kept(folder.path())[0], first);
}

#[test]
fn a_deleted_entry_comes_back() {
    let folder = folder();
    let mut harness = at_progress(folder.path());
    assert!(says(&harness, "This week: breathing 2 of"));
    click(&mut harness, THURSDAY);
    click(&mut harness, "Delete this entry");
    until(&mut harness, "The entry is deleted.");
    until(&mut harness, "Add by hand");
    assert!(says(&harness, "This week: breathing 1 of"));
    assert!(harness.query_by_label(THURSDAY).is_none());
    click(&mut harness, "Undo");
    until(&mut harness, "Taken back.");
    until(&mut harness, THURSDAY);
    drop(harness);
    assert_eq!(kept(folder.path()).len(), 3);
}

#[test]
fn esc_leaves_an_entry_as_it_was() {
    let folder = folder();
    let before = kept(folder.path());
    let mut harness = at_progress(folder.path());
    click(&mut harness, THURSDAY);
    click(&mut harness, "Does it count?: no");
    press(&mut harness, Key::Escape);
    until(&mut harness, "Add by hand");
    drop(harness);
    assert_eq!(kept(folder.path()), before);
}

#[test]
fn entries_are_found_by_a_word_a_practice_and_days() {
    let folder = folder();
    let mut harness = at_progress(folder.path());
    click(&mut harness, "Find");
    until(&mut harness, "3 sessions.");
    write(&mut harness, Role::TextInput, "In titles and notes", "WELL");
    until(&mut harness, "1 session.");
    assert!(harness.query_by_label(THURSDAY).is_none());
    write(&mut harness, Role::TextInput, "In titles and notes", " ");
    click(&mut harness, "Practice: Breathing");
    until(&mut harness, "2 sessions.");
    click(&mut harness, "Practice: Relaxation");
    until(&mut harness, "No session is like that.");
    click(&mut harness, "Close the search");
    until(&mut harness, THURSDAY);
}

#[test]
fn the_keyboard_opens_an_entry_and_goes_on_to_the_next_by_an_arrow() {
    let folder = folder();
    let mut harness = at_progress(folder.path());
    harness.get_by_label_contains("Fri 20 Nov, Hips").focus();
    harness.run_steps(20);
    press(&mut harness, Key::ArrowDown);
    harness.run_steps(20);
    press(&mut harness, Key::ArrowDown);
    harness.run_steps(20);
    assert!(harness.get_by_label(THURSDAY).is_focused());
    press(&mut harness, Key::Enter);
    until(&mut harness, "An entry");
}

#[test]
fn the_same_weeks_stand_in_a_table_as_minutes_as_ratings_and_in_a_month() {
    let folder = folder();
    let mut harness = at_progress(folder.path());
    click(&mut harness, "Show: minutes");
    until(&mut harness, "This week: 15 minutes, 3 sessions.");
    click(&mut harness, "Show: ratings");
    until(&mut harness, "This week: 6 before, 3 after.");
    until(&mut harness, "not a medical measure");
    click(&mut harness, "Show: as a table");
    until(&mut harness, "15 minutes, 3 sessions");
    click(&mut harness, "Show: month");
    until(&mut harness, "November 2026");
    click(&mut harness, "Thursday 19 November: breathing 5 minutes.");
    until(&mut harness, "1 session.");
    assert!(harness.query_by_label_contains("Hips").is_none());
    assert!(harness.query_by_label(THURSDAY).is_some());
}

#[test]
fn weeks_in_a_row_are_told_to_those_who_ask() {
    let folder = folder();
    let mut harness = at_progress(folder.path());
    assert!(!says(&harness, "in a row"));
    click(&mut harness, "Settings");
    until(&mut harness, "Listen to the guide");
    harness.get_by_role_and_label(Role::Switch, "Weeks in a row").click_accesskit();
    harness.run_steps(4);
    click(&mut harness, "Progress");
    until(&mut harness, "0 weeks in a row; 0 the longest. One week that was not kept is forgiven.");
}

#[test]
fn the_page_for_a_provider_and_the_journal_are_written_and_taken_in_elsewhere() {
    let (folder, other) = (folder(), tempfile::tempdir().unwrap());
    without_lead_in(other.path());
    let page = folder.path().join("page.html").display().to_string();
    let all = folder.path().join("all.json").display().to_string();
    let mut harness = at_progress(folder.path());
    click(&mut harness, "For a provider, and to take along");
    write(&mut harness, Role::TextInput, "File for the page", &page);
    click(&mut harness, "Write the page");
    until(&mut harness, "Written: ");
    let written = std::fs::read_to_string(&page).unwrap();
    assert!(written.contains("Week by week") && !written.contains("Slept well"));
    let noted = folder.path().join("noted.html").display().to_string();
    write(&mut harness, Role::TextInput, "File for the page", &noted);
    click(&mut harness, "With notes");
    click(&mut harness, "Write the page");
    until(&mut harness, &format!("Written: {noted}"));
    assert!(std::fs::read_to_string(&noted).unwrap().contains("Slept well"));
    write(&mut harness, Role::TextInput, "File for the journal", &page);
    click(&mut harness, "Write the journal");
    until(&mut harness, "a file of something else has this name");
    write(&mut harness, Role::TextInput, "File for the journal", &all);
    click(&mut harness, "Write the journal");
    until(&mut harness, "all.json. This file is not encrypted.");
    click(&mut harness, "With ratings, before and after");
    click(&mut harness, "Write the page");
    until(&mut harness, &format!("{noted} is there already. Replace it?"));
    click(&mut harness, "Keep it");
    assert!(!says(&harness, "Replace it?"));
    let kept_page = std::fs::read_to_string(&noted).unwrap();
    click(&mut harness, "Write the page");
    until(&mut harness, "Replace it?");
    click(&mut harness, "Replace it");
    until(&mut harness, &format!("Written: {noted}"));
    assert_ne!(std::fs::read_to_string(&noted).unwrap(), kept_page);
    drop(harness);
    let mut harness = at_progress(other.path());
    click(&mut harness, "For a provider, and to take along");
    click(&mut harness, "See what is new in it");
    until(&mut harness, "No file is named: write its path into the field above the button.");
    write(&mut harness, Role::TextInput, "File of another journal", "/nowhere/all.json");
    click(&mut harness, "See what is new in it");
    until(&mut harness, "/nowhere/all.json cannot be read: there is no such file, nothing was changed.");
    // It stands where the path was typed, and in sight.
    harness.run_steps(30);
    let told = harness.get_by_label_contains("there is no such file").rect();
    let pressed = harness.get_by_label("See what is new in it").rect();
    assert!(pressed.bottom() <= told.top() && told.top() < pressed.bottom() + 60.0, "{pressed:?} {told:?}");
    assert!(told.bottom() < DESKTOP.y, "{told:?}");
    write(&mut harness, Role::TextInput, "File of another journal", &all);
    click(&mut harness, "See what is new in it");
    until(&mut harness, "It holds 3 entries");
    click(&mut harness, "Import it");
    until(&mut harness, "Imported: ");
    drop(harness);
    assert_eq!(kept(other.path()), kept(folder.path()));
}
