//! Sessions written, changed, copied and put away in the real window, by what it says to a screen reader.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use ebb::settings::Settings;
use ebb::ui::{App, Env};
use eframe::egui::{Key, Modifiers, ViewportCommand, ViewportEvent, ViewportId, accesskit::Role};
use egui_kittest::{
    Harness,
    kittest::{By, NodeT as _, Queryable as _},
};

use crate::window::{DESKTOP, env, found, playing, press, until, window, without_lead_in};

/// The Library of a folder, read.
fn library(folder: &Path) -> Harness<'static, App> {
    without_lead_in(folder);
    opened(window(folder, DESKTOP))
}

fn opened(mut window: Harness<'static, App>) -> Harness<'static, App> {
    until(&mut window, "Begin");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    until(&mut window, "Your own");
    window
}

fn click(window: &mut Harness<'_, App>, label: &str) {
    found(window, |window| window.query_by_label(label).map(|_| ()));
    window.get_by_label(label).scroll_to_me();
    // The Library is long: it takes its time to scroll.
    window.run_steps(30);
    window.get_by_label(label).click();
    window.run_steps(3);
}

/// Writes into the field of this name, in place of what stands there.
fn write(window: &mut Harness<'_, App>, field: &str, text: &str) {
    let is_field = |role| role == Role::TextInput || role == Role::MultilineTextInput;
    let named = |label: Option<String>| label.as_deref() == Some(field);
    let by = || By::new().predicate(move |node| is_field(node.role()) && named(node.label()));
    window.get(by()).focus();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.step();
    window.get(by()).type_text(text);
    window.run_steps(3);
}

fn own(folder: &Path, name: &str) -> PathBuf {
    folder.join("sessions").join(format!("{name}.ron"))
}

fn text_of(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Puts a session there before the window opens.
fn given(folder: &Path, name: &str, text: &str) {
    std::fs::create_dir_all(folder.join("sessions")).unwrap();
    std::fs::write(own(folder, name), text).unwrap();
}

const PLAIN: &str = "Session(
    format: 1,
    title: \"Calm\",
    practice: \"breathing\",
    steps: [
        Breathe(breath: (inhale: 4, exhale: 6), cycles: 6),
    ],
)
";

/// How many entries the journal has once the window is closed.
fn entries(window: Harness<'_, App>, folder: &Path) -> usize {
    drop(window);
    let mut journal = ebb::journal::Journal::open_for_writing(&ebb::data::DataDir::at(folder), None).unwrap();
    journal.read().unwrap().entries.len()
}

#[test]
fn three_minutes_of_breathing_with_a_rest_are_written_saved_found_and_played() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = library(folder.path());
    click(&mut window, "New session");
    until(&mut window, "A session of your own");
    // The keyboard is in the title.
    write(&mut window, "Title", "Évening calm");
    click(&mut window, "Add: Rest");
    until(&mut window, "Step 2: Rest, 15 seconds");
    until(&mut window, "3 min 15 s · 18 breaths");
    write(&mut window, "Words", "Let it be.");
    click(&mut window, "Save");
    until(&mut window, "Saved as evening-calm.");
    let expected = "Session(
    format: 1,
    title: \"Évening calm\",
    practice: \"breathing\",
    steps: [
        Breathe(breath: (inhale: 4, exhale: 6), secs: 180),
        Rest(secs: 15, say: \"Let it be.\"),
    ],
)
";
    assert_eq!(text_of(&own(folder.path(), "evening-calm")), expected);
    click(&mut window, "Close");
    until(&mut window, "Évening calm, 3 minutes, yours, 4 in, 6 out");
    click(&mut window, "Begin");
    until(&mut window, " left");
}

#[test]
fn a_session_is_written_by_keyboard_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = library(folder.path());
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run_steps(2);
    // From the field: past Filter to New session.
    press(&mut window, Key::Tab);
    press(&mut window, Key::Tab);
    press(&mut window, Key::Enter);
    until(&mut window, "A session of your own");
    window.event(eframe::egui::Event::Text("Keys".into()));
    window.run_steps(3);
    window.key_press_modifiers(Modifiers::COMMAND, Key::S);
    until(&mut window, "Saved as keys.");
    // Esc leaves the field, closes the step, and then the editor.
    for _ in 0..3 {
        press(&mut window, Key::Escape);
    }
    until(&mut window, "Keys, 3 minutes, yours");
}

#[test]
fn a_mistake_stands_beside_its_field_and_keeps_the_file_from_being_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = library(folder.path());
    click(&mut window, "New session");
    write(&mut window, "Title", "Quick");
    write(&mut window, "In", "0.2");
    until(&mut window, "In: must be 0.5–60 s, found 0.2.");
    let field = window.get_by_role_and_label(Role::TextInput, "In");
    assert_eq!(field.accesskit_node().data().description(), Some("Must be 0.5–60 s, found 0.2."));
    until(&mut window, "1 thing to mend");
    window.key_press_modifiers(Modifiers::COMMAND, Key::S);
    window.run_steps(5);
    assert!(!own(folder.path(), "quick").exists());
    write(&mut window, "In", "3,5");
    until(&mut window, "Breathe, 3,5 in, 6 out, 3 minutes".replace(", 3 min", " · 3 min").as_str());
    window.key_press_modifiers(Modifiers::COMMAND, Key::S);
    until(&mut window, "Saved as quick.");
    assert!(text_of(&own(folder.path(), "quick")).contains("inhale: 3.5, exhale: 6"));
}

#[test]
fn a_blank_title_is_not_complained_of_before_it_is_to_be_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = library(folder.path());
    click(&mut window, "New session");
    until(&mut window, "It has no title yet.");
    assert!(window.query_by_label_contains("Must be 1–200").is_none());
    window.key_press_modifiers(Modifiers::COMMAND, Key::S);
    until(&mut window, "Must be 1–200 characters, found 0.");
}

#[test]
fn an_own_session_is_changed_in_its_file_and_its_steps_can_be_arranged() {
    let folder = tempfile::tempdir().unwrap();
    given(folder.path(), "calm", PLAIN);
    let mut window = library(folder.path());
    click(&mut window, "Calm, 1 minute, yours, 4 in, 6 out");
    click(&mut window, "Edit");
    until(&mut window, "Your session");
    click(&mut window, "Add: Rest");
    until(&mut window, "Step 2: Rest, 15 seconds");
    click(&mut window, "Move up");
    until(&mut window, "Step 1: Rest, 15 seconds");
    click(&mut window, "Duplicate");
    until(&mut window, "Step 3: Breathe");
    click(&mut window, "Remove");
    until(&mut window, "Step removed.");
    click(&mut window, "Undo");
    until(&mut window, "Step 3: Breathe");
    click(&mut window, "Step 3: Breathe, 4 in, 6 out · 6 breaths");
    click(&mut window, "Repeat it");
    until(&mut window, "Step 3: Repeat, 2 times");
    click(&mut window, "Save");
    until(&mut window, "Saved as calm.");
    let steps = "    steps: [
        Rest(secs: 15),
        Rest(secs: 15),
        Repeat(times: 2, steps: [
            Breathe(breath: (inhale: 4, exhale: 6), cycles: 6),
        ]),
    ],
";
    assert!(text_of(&own(folder.path(), "calm")).contains(steps));
}

#[test]
fn a_file_with_notes_is_copied_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let noted = PLAIN.replace("    steps", "    // As slowly as I like.\n    steps");
    given(folder.path(), "calm", &noted);
    let mut window = library(folder.path());
    click(&mut window, "Calm, 1 minute, yours, 4 in, 6 out");
    click(&mut window, "Edit");
    until(&mut window, "was written by hand");
    click(&mut window, "Save");
    until(&mut window, "Saved as calm-mine.");
    assert_eq!(text_of(&own(folder.path(), "calm")), noted);
    assert!(text_of(&own(folder.path(), "calm-mine")).contains("title: \"Calm, mine\""));
}

#[test]
fn a_shipped_session_is_made_ones_own_with_every_step_whatever_the_settings_leave_out() {
    let folder = tempfile::tempdir().unwrap();
    let data = ebb::data::DataDir::at(folder.path());
    let settings = Settings {
        lead_in_s: 0,
        safety_seen: true,
        leave_out: ebb::session::Area::Pelvis.into(),
        ..Settings::default()
    };
    settings.save(&data).unwrap();
    let mut window = opened(window(folder.path(), DESKTOP));
    window.key_press(Key::Slash);
    window.run_steps(2);
    window.event(eframe::egui::Event::Text("scan face".into()));
    until(&mut window, "Body scan");
    window.run_steps(3);
    click(&mut window, "Make it yours");
    until(&mut window, "comes with Ebb and stays as it is");
    click(&mut window, "Save");
    until(&mut window, "Saved as body-scan-mine.");
    assert!(text_of(&own(folder.path(), "body-scan-mine")).contains("area: Pelvis"));
}

#[test]
fn changes_are_not_lost_without_being_asked() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = library(folder.path());
    click(&mut window, "New session");
    write(&mut window, "Title", "Half");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num1);
    until(&mut window, "Half has changes that are not saved.");
    click(&mut window, "Keep editing");
    until(&mut window, "A session of your own");
    window.run_steps(3);
    assert!(window.get_by_role_and_label(Role::TextInput, "Title").is_focused(), "the keyboard is where it was");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num1);
    until(&mut window, "Half has changes");
    click(&mut window, "Save");
    // Saved, it goes on to where it was led.
    until(&mut window, "Sunday, 22 November");
    assert!(own(folder.path(), "half").exists());
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    // The Library leads to what was saved.
    until(&mut window, "Half, 3 minutes");
    window.run_steps(60);
    click(&mut window, "New session");
    write(&mut window, "Title", "Gone");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num1);
    click(&mut window, "Discard");
    until(&mut window, "Sunday, 22 November");
    assert!(!own(folder.path(), "gone").exists());
}

#[test]
fn closing_the_window_asks_about_changes_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = library(folder.path());
    click(&mut window, "New session");
    write(&mut window, "Title", "Half");
    let close = |window: &mut Harness<'_, App>, events: Vec<ViewportEvent>| {
        window.input_mut().viewports.entry(ViewportId::ROOT).or_default().events = events;
    };
    close(&mut window, vec![ViewportEvent::Close]);
    window.step();
    let said = window.output().viewport_output[&ViewportId::ROOT].commands.clone();
    assert!(said.contains(&ViewportCommand::CancelClose), "{said:?}");
    close(&mut window, Vec::new());
    until(&mut window, "Half has changes that are not saved.");
    window.get_by_label("Save").click();
    let closes = |window: &Harness<'_, App>| {
        window.output().viewport_output[&ViewportId::ROOT].commands.contains(&ViewportCommand::Close).then_some(())
    };
    found(&mut window, closes).expect("saved, the window closes");
    assert!(own(folder.path(), "half").exists());
}

#[test]
fn what_is_tried_is_not_logged_and_leads_back_to_the_editor() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = library(folder.path());
    click(&mut window, "New session");
    write(&mut window, "Title", "Trial");
    click(&mut window, "Try it");
    until(&mut window, " left");
    press(&mut window, Key::Escape);
    click(&mut window, "End, and keep what I did");
    until(&mut window, "A session of your own");
    until(&mut window, "Tried out: nothing of it is in your log.");
    assert_eq!(entries(window, folder.path()), 0);
}

#[test]
fn a_deleted_session_is_put_aside_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    given(folder.path(), "calm", PLAIN);
    let mut window = library(folder.path());
    click(&mut window, "Calm, 1 minute, yours, 4 in, 6 out");
    click(&mut window, "Delete");
    until(&mut window, "Delete “Calm”?");
    click(&mut window, "Keep it");
    assert!(own(folder.path(), "calm").exists());
    click(&mut window, "Delete");
    click(&mut window, "Delete it");
    until(&mut window, "Deleted. The file is kept as");
    assert!(!own(folder.path(), "calm").exists());
    assert!(window.query_by_label_contains("Calm, 1 minute").is_none());
    click(&mut window, "Undo");
    until(&mut window, "It is back.");
    until(&mut window, "Calm, 1 minute, yours");
    assert_eq!(text_of(&own(folder.path(), "calm")), PLAIN);
}

#[test]
fn a_broken_file_says_what_is_wrong_and_can_be_shown_in_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    given(folder.path(), "calm", &PLAIN.replace("inhale: 4", "inhale: 0.2"));
    without_lead_in(folder.path());
    let shown: Arc<Mutex<Vec<PathBuf>>> = Arc::default();
    let told = Arc::clone(&shown);
    let reveal_file: ebb::ui::RevealFile = Arc::new(move |path: &Path| {
        told.lock().unwrap().push(path.to_owned());
        Err("nothing on this computer opens folders for Ebb: the file lies in a folder".to_owned())
    });
    let mut window = opened(playing(Env { reveal_file, ..env(folder.path()) }, DESKTOP, None));
    until(&mut window, "inhale must be 0.5–60 s, found 0.2");
    click(&mut window, "Show file: calm");
    until(&mut window, "Nothing on this computer opens folders for Ebb");
    assert_eq!(*shown.lock().unwrap(), [own(folder.path(), "calm")]);
}

#[test]
fn the_journal_is_free_once_the_window_is_closed_although_a_job_is_under_way() {
    let folder = tempfile::tempdir().unwrap();
    given(folder.path(), "calm", &PLAIN.replace("inhale: 4", "inhale: 0.2"));
    without_lead_in(folder.path());
    let (begins, begun) = std::sync::mpsc::channel();
    let (end, ends) = std::sync::mpsc::channel::<()>();
    let ends = Mutex::new(ends);
    let reveal_file: ebb::ui::RevealFile = Arc::new(move |_: &Path| {
        begins.send(()).unwrap();
        // Until the test has seen what there is to see.
        let _ = ends.lock().unwrap().recv();
        Ok(())
    });
    let mut window = opened(playing(Env { reveal_file, ..env(folder.path()) }, DESKTOP, None));
    until(&mut window, "inhale must be 0.5–60 s, found 0.2");
    click(&mut window, "Show file: calm");
    begun.recv().unwrap();
    drop(window);
    assert!(!ebb::journal::is_in_use(&ebb::data::DataDir::at(folder.path())));
    drop(end);
}

#[test]
fn a_practice_shows_first_what_a_newcomer_begins_with_then_the_easy_before_the_hard() {
    let folder = tempfile::tempdir().unwrap();
    let window = library(folder.path());
    let top = |title: &str| window.get_by_label_contains(title).rect().top();
    let tops =
        ["Learning the breath, 8 minutes", "First steps, 5 minutes", "Daily five, 5 minutes", "Cyclic sigh, 5 minutes"];
    assert!(tops.map(top).is_sorted());
}

#[test]
fn sessions_are_found_and_narrowed_down_and_an_empty_answer_has_a_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = library(folder.path());
    window.key_press(Key::Slash);
    window.run_steps(2);
    window.event(eframe::egui::Event::Text("zebra".into()));
    until(&mut window, "No session is like that.");
    click(&mut window, "Show all of them");
    until(&mut window, "Daily five, 5 minutes");
    click(&mut window, "Filter");
    click(&mut window, "Practice: Relaxation");
    click(&mut window, "Holds: with");
    until(&mut window, "Soft drop with a pause, 2 minutes");
    assert!(window.query_by_label_contains("Box, gentle, 5").is_none());
    click(&mut window, "Clear");
    until(&mut window, "Box, gentle, 5");
}

#[test]
fn a_preview_begins_ends_when_asked_and_is_not_logged() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = library(folder.path());
    click(&mut window, "Preview");
    until(&mut window, "End the preview");
    // The session's own sentence, in the picture.
    until(&mut window, "One hand on your lower belly");
    click(&mut window, "End the preview");
    until(&mut window, "Preview");
    click(&mut window, "Preview");
    until(&mut window, "End the preview");
    press(&mut window, Key::Escape);
    assert!(window.query_by_label("End the preview").is_none());
    assert_eq!(entries(window, folder.path()), 0);
}
