//! Settings heard: what is chosen is listened to for a moment, alone, and nothing of it is kept.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use ebb::data::DataDir;
use ebb::journal;
use ebb::settings::Settings;
use ebb::ui::{App, Env};

use super::window::{env, playing, press, until};

/// Settings, in a window high enough for all of its sound.
fn settings_of(env: Env) -> Harness<'static, App> {
    let mut window = playing(env, vec2(1280.0, 3000.0), None);
    until(&mut window, "Settings");
    window.get_by_label("Settings").click();
    until(&mut window, "Listen to the guide");
    window
}

fn click(window: &mut Harness<'_, App>, label: &str) {
    window.get_by_label(label).click_accesskit();
    window.run_steps(2);
}

#[test]
fn the_guide_is_heard_until_it_is_pressed_again_or_esc_and_is_not_logged() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = settings_of(env(folder.path()));
    click(&mut window, "Listen to the guide");
    until(&mut window, "Stop listening");
    // The test's own computer is mute, and that is said.
    until(&mut window, "No sound device answers, so there is nothing to hear.");
    click(&mut window, "Stop listening");
    assert!(window.query_by_label("Stop listening").is_none());
    click(&mut window, "Listen to the guide");
    until(&mut window, "Stop listening");
    press(&mut window, Key::Escape);
    assert!(window.query_by_label("Stop listening").is_none());
    assert!(window.query_by_label("Listen to the guide").is_some());
    drop(window);
    assert_eq!(journal::read(&DataDir::at(folder.path()), None).unwrap().entries.len(), 0);
}

#[test]
fn only_what_is_chosen_and_can_be_heard_is_offered() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = settings_of(env(folder.path()));
    assert!(window.query_by_label("Listen to the ambience").is_none());
    window.get_by_role_and_label(Role::RadioButton, "Ambience: rain").click_accesskit();
    until(&mut window, "Listen to the ambience");
    window.get_by_role_and_label(Role::Switch, "Mute").click_accesskit();
    window.run_steps(2);
    assert!(window.query_by_label_contains("Listen").is_none());
}

#[test]
fn a_loudness_that_is_moved_is_heard_and_another_place_ends_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = settings_of(env(folder.path()));
    window.get_by_role_and_label(Role::Slider, "Loudness of the guide").set_value_accesskit(50.0);
    until(&mut window, "Stop listening");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    until(&mut window, "New session");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num5);
    until(&mut window, "Listen to the guide");
    assert!(window.query_by_label("Stop listening").is_none());
    drop(window);
    assert_eq!(Settings::load(&DataDir::at(folder.path())).settings.guide_percent, 50);
}

#[test]
fn the_data_folder_is_named_and_shown_and_a_refusal_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let asked: Arc<Mutex<Vec<PathBuf>>> = Arc::default();
    let told = Arc::clone(&asked);
    let reveal_file: ebb::ui::RevealFile = Arc::new(move |path: &Path| {
        told.lock().unwrap().push(path.to_owned());
        Err("nothing on this computer opens folders for Ebb".to_owned())
    });
    let mut window = settings_of(Env { reveal_file, ..env(folder.path()) });
    until(&mut window, &folder.path().display().to_string());
    click(&mut window, "Show folder");
    until(&mut window, "Nothing on this computer opens folders for Ebb.");
    assert_eq!(*asked.lock().unwrap(), [folder.path()]);
}
