//! A newcomer's first evening, from an empty folder to a page for a provider, by the names of what is shown.

use std::path::Path;

use ebb::data::DataDir;
use ebb::journal;
use ebb::plan;
use ebb::settings::Settings;
use ebb::ui::App;
use eframe::egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::{
    Harness,
    kittest::{By, NodeT as _, Queryable as _},
};

use crate::window::{DESKTOP, press, until, window};

/// Presses what is named once it is there, wherever the page stands.
fn click(window: &mut Harness<'_, App>, named: &str) {
    until(window, named);
    window.get_by_label(named).click_accesskit();
    window.run_steps(4);
}

/// Writes into the field of this name, in place of what stands there.
fn write(window: &mut Harness<'_, App>, field: &str, text: &str) {
    let is_field = |role| role == Role::TextInput || role == Role::MultilineTextInput;
    let named = |label: Option<String>| label.as_deref() == Some(field);
    let by = || By::new().predicate(move |node| is_field(node.role()) && named(node.label()));
    window.get(by()).focus();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_steps(2);
    window.get(by()).type_text(text);
    window.run_steps(3);
}

/// Leads to a place by its key.
fn go(window: &mut Harness<'_, App>, key: Key) {
    window.key_press_modifiers(Modifiers::COMMAND, key);
    window.run_steps(4);
}

/// Starts for the first time, and closes what is said before one begins.
fn starts(folder: &Path) -> Harness<'static, App> {
    // Only so that nobody waits for the lead-in.
    Settings { lead_in_s: 0, ..Settings::default() }.save(&DataDir::at(folder)).unwrap();
    let mut window = window(folder, DESKTOP);
    until(&mut window, "An easy one to begin with.");
    until(&mut window, "Before you begin");
    press(&mut window, Key::Escape);
    until(&mut window, "Breathing: 0 of 1.");
    window
}

/// Writes a session of four seconds in the editor, plays it to its end and logs it.
fn writes_and_plays_a_session(window: &mut Harness<'_, App>) {
    go(window, Key::Num2);
    click(window, "New session");
    write(window, "Title", "Two breaths");
    for (field, typed) in [("In", "1"), ("Out", "1"), ("Length", "4")] {
        write(window, field, typed);
    }
    until(window, "2 breaths");
    click(window, "Save");
    until(window, "Saved as two-breaths.");
    click(window, "Close");
    until(window, "Two breaths, 4 seconds, yours");
    click(window, "Begin");
    until(window, "Less than ten seconds, so it is not in your log.");
    click(window, "Log it anyway");
    until(window, "4 seconds practised");
    press(window, Key::Enter);
}

/// Decides that it counts, and sees the week change.
fn lets_it_count(window: &mut Harness<'_, App>) {
    go(window, Key::Num3);
    until(window, "Two breaths, 0:04, to the end, Breathing");
    let entry = window.get_by_label_contains("Two breaths, 0:04").accesskit_node().label().unwrap();
    click(window, &entry);
    click(window, "Does it count?: yes");
    click(window, "Save");
    until(window, "The entry is written down.");
    go(window, Key::Num1);
    until(window, "Breathing: 1 of 1.");
}

/// Next week asks two stretches; last week was paused.
fn changes_the_plan(window: &mut Harness<'_, App>) {
    go(window, Key::Num4);
    click(window, "Change Stretching");
    write(window, "Days a week", "2");
    click(window, "Set it");
    until(window, "The week's target is set.");
    click(window, "Add a pause for last week");
    click(window, "Set the pause");
    until(window, "The pause is set.");
}

/// Writes down a stretch by hand, deletes it, and takes that back.
fn writes_down_deletes_and_undoes(window: &mut Harness<'_, App>) {
    go(window, Key::Num3);
    click(window, "Add by hand");
    click(window, "Practice: Stretching");
    write(window, "Note", "On the mat");
    click(window, "Write it down");
    until(window, "Stretching, with a note, 20:00, added by hand");
    let entry = window.get_by_label_contains("with a note, 20:00").accesskit_node().label().unwrap();
    click(window, &entry);
    click(window, "Delete this entry");
    until(window, "The entry is deleted.");
    click(window, "Undo");
    until(window, "Taken back.");
    until(window, &entry);
}

#[test]
fn a_newcomer_starts_practises_plans_writes_and_takes_a_page_along() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = starts(folder.path());
    writes_and_plays_a_session(&mut window);
    lets_it_count(&mut window);
    changes_the_plan(&mut window);
    writes_down_deletes_and_undoes(&mut window);
    let page = folder.path().join("page.html");
    click(&mut window, "For a provider, and to take along");
    write(&mut window, "File for the page", &page.display().to_string());
    click(&mut window, "Write the page");
    until(&mut window, "Written: ");
    drop(window);

    let report = std::fs::read_to_string(&page).unwrap();
    assert!(report.contains("Stretching") && !report.contains("On the mat"), "{report}");
    let kept = journal::read(&DataDir::at(folder.path()), None).unwrap();
    let told: Vec<(&str, u32)> = kept.entries.iter().map(|one| (one.practice.as_str(), one.active_s)).collect();
    assert_eq!(told, [("stretching", 1200), ("breathing", 4)]);
    let (today, next) = ("2026-11-22".parse().unwrap(), "2026-11-23".parse().unwrap());
    let plan = kept.plan(today);
    let asked = |day| {
        let week = plan::week(&plan, &kept.entries, day, today);
        week.practices.into_iter().find(|one| one.id == "stretching").unwrap().required
    };
    // The plan began on a Sunday: its first week asks no stretch.
    assert_eq!((asked(today), asked(next)), (0, 2));
    assert_eq!(plan.pauses.len(), 1);
}
