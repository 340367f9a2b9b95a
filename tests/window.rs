//! The real window on a folder of its own, without a sound device: driven by keys and by the names of what it shows.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::DateTime;
use ebb::catalogue::Programme;
use ebb::data::DataDir;
use ebb::playback::Through;
use ebb::session::{Ambience, Guide};
use ebb::settings::Settings;
use ebb::ui::{App, Env, motion::Frames};
use eframe::egui::{Key, Modifiers, Vec2, accesskit::Role, vec2};
use egui_kittest::{Harness, kittest::Queryable as _};

/// Sunday, 22 November 2026, in the evening.
pub(crate) fn env(folder: &Path) -> Env {
    let now = DateTime::parse_from_rfc3339("2026-11-22T19:00:00+01:00").unwrap();
    Env {
        data: DataDir::at(folder),
        now: Arc::new(move || now),
        through: Through::Nothing,
        frames: Frames::SixtyASecond,
        reveal_file: Arc::new(|_| Ok(())),
    }
}

pub(crate) fn window(folder: &Path, size: Vec2) -> Harness<'static, App> {
    window_in(env(folder), size)
}

fn window_in(env: Env, size: Vec2) -> Harness<'static, App> {
    playing(env, size, None)
}

/// A window that is opened on a session.
pub(crate) fn playing(env: Env, size: Vec2, play: Option<Arc<Programme>>) -> Harness<'static, App> {
    Harness::builder()
        .with_size(size)
        .with_step_dt(1.0 / 60.0)
        .build_eframe(move |creation| App::new(&creation.egui_ctx, env, play))
}

/// A folder whose settings begin sessions at once.
pub(crate) fn without_lead_in(folder: &Path) {
    Settings { lead_in_s: 0, safety_seen: true, ..Settings::default() }.save(&DataDir::at(folder)).unwrap();
}

/// Shows frames until something is found. Other threads have the machine between frames, since what is waited for is
/// theirs to do; a minute bounds only a failure.
pub(crate) fn found<'app, T>(
    window: &mut Harness<'app, App>,
    mut find: impl FnMut(&Harness<'app, App>) -> Option<T>,
) -> Option<T> {
    let patience = Instant::now() + Duration::from_mins(1);
    while Instant::now() < patience {
        window.step();
        if let Some(found) = find(window) {
            return Some(found);
        }
        std::thread::park_timeout(Duration::from_millis(1));
    }
    None
}

/// Whether text is shown that has these words in it.
pub(crate) fn shows(window: &Harness<'_, App>, named: &str) -> bool {
    window.query_all_by_label_contains(named).next().is_some()
}

/// Shows frames until what is named is there.
pub(crate) fn until(window: &mut Harness<'_, App>, named: &str) {
    let is_there = shows(window, named) || found(window, |window| shows(window, named).then_some(())).is_some();
    assert!(is_there, "{named:?} never came; there is {:#?}", window.root());
}

pub(crate) fn press(harness: &mut Harness<'_, App>, key: Key) {
    harness.key_press(key);
    harness.run_steps(2);
}

pub(crate) const DESKTOP: Vec2 = vec2(1280.0, 800.0);

#[test]
fn enter_begins_what_is_recommended_although_the_safety_lines_stand_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "not a medical device");
    until(&mut window, "Begin");
    press(&mut window, Key::Enter);
    until(&mut window, "Lie on your back with your knees bent");
}

#[test]
fn space_pauses_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    without_lead_in(folder.path());
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "Begin");
    press(&mut window, Key::Space);
    until(&mut window, " left");
    press(&mut window, Key::Space);
    until(&mut window, "Paused. Space goes on.");
    press(&mut window, Key::Space);
    until(&mut window, "Pause");
}

#[test]
fn a_paused_session_asks_for_no_frames() {
    let folder = tempfile::tempdir().unwrap();
    without_lead_in(folder.path());
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "Begin");
    press(&mut window, Key::Enter);
    until(&mut window, " left");
    press(&mut window, Key::Space);
    until(&mut window, "Paused. Space goes on.");
    // Settles: what has faded in has faded in.
    window.run_steps(30);
    window.run();
}

#[test]
fn stop_now_leads_to_a_question_that_need_not_be_answered() {
    let folder = tempfile::tempdir().unwrap();
    without_lead_in(folder.path());
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "Begin");
    press(&mut window, Key::Enter);
    until(&mut window, " left");
    press(&mut window, Key::P);
    until(&mut window, "What made you stop?");
    window.get_by_label("Dizzy or tingling").click();
    until(&mut window, "Let your breathing go back to normal");
    press(&mut window, Key::Enter);
    until(&mut window, "Sunday, 22 November");
}

#[test]
fn what_was_practised_is_in_the_journal_before_the_end_page_says_so() {
    let folder = tempfile::tempdir().unwrap();
    without_lead_in(folder.path());
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "Begin");
    press(&mut window, Key::Enter);
    until(&mut window, " left");
    press(&mut window, Key::P);
    until(&mut window, "Less than ten seconds");
    window.get_by_label("Log it anyway").click();
    // A few seconds are no day of five minutes: they are kept, and count for nothing.
    until(&mut window, "practised. Breathing: 0 of ");
    drop(window);
    let journal = ebb::journal::read(&DataDir::at(folder.path()), None).unwrap();
    assert_eq!(journal.entries.len(), 1);
    assert_eq!(journal.entries[0].day.to_string(), "2026-11-22");
}

#[test]
fn esc_asks_and_esc_again_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    without_lead_in(folder.path());
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "Begin");
    press(&mut window, Key::Enter);
    until(&mut window, " left");
    press(&mut window, Key::Escape);
    until(&mut window, "End, and keep what I did");
    until(&mut window, "End, and keep nothing");
    press(&mut window, Key::Escape);
    until(&mut window, "Pause");
    press(&mut window, Key::Escape);
    until(&mut window, "End, and keep nothing");
    window.get_by_label("End, and keep nothing").click();
    until(&mut window, "Sunday, 22 November");
}

#[test]
fn every_place_is_reached_by_name_and_stands_still_at_every_size() {
    let folder = tempfile::tempdir().unwrap();
    for size in [DESKTOP, vec2(900.0, 600.0), vec2(360.0, 560.0)] {
        let mut window = window(folder.path(), size);
        until(&mut window, "Begin");
        for place in ["Library", "Progress", "Settings", "When to stop", "Today"] {
            let word = window.query_all_by_label(place).next().unwrap();
            word.click();
            // A quarter of a second to come up, and the sessions to be read.
            window.run_steps(30);
            window.run();
        }
        until(&mut window, "Begin");
    }
}

#[test]
fn the_first_places_are_on_keys() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "Begin");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    until(&mut window, "Body scan");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num1);
    until(&mut window, "Sunday, 22 November");
}

#[test]
fn the_keyboard_reaches_begin() {
    let folder = tempfile::tempdir().unwrap();
    without_lead_in(folder.path());
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "Begin");
    for _ in 0..40 {
        press(&mut window, Key::Tab);
        if window.get_by_label("Begin").is_focused() {
            press(&mut window, Key::Enter);
            until(&mut window, " left");
            return;
        }
    }
    panic!("Begin was never reached");
}

#[test]
fn the_sound_delay_is_set_by_eye_and_ear_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path(), DESKTOP);
    window.get_by_label("Settings").click();
    until(&mut window, "Set it by eye and ear");
    window.get_by_label("Set it by eye and ear").click_accesskit();
    until(&mut window, "No sound device answers, so there is nothing to compare with.");
    window.get_by_label("Sound delay: more").click();
    window.run_steps(2);
    for _ in 0..3 {
        press(&mut window, Key::ArrowLeft);
    }
    until(&mut window, "Sound delay −10 ms");
    window.get_by_label("Done").click();
    until(&mut window, "Set it by eye and ear");
    drop(window);
    assert_eq!(Settings::load(&DataDir::at(folder.path())).settings.sound_delay_ms, -10);
}

#[test]
fn a_settings_file_that_cannot_be_read_is_said_on_today() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("settings.ron"), "(volume_percent: 900)").unwrap();
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "volume_percent must be 0–100, found 900");
}

#[test]
fn what_sounds_is_chosen_in_settings_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(folder.path(), DESKTOP);
    window.get_by_label("Settings").click();
    until(&mut window, "Guide: bells");
    let controls = [(Role::RadioButton, "Guide: bells"), (Role::RadioButton, "Ambience: rain"), (Role::Switch, "Mute")];
    for (role, chosen) in controls {
        window.get_by_role_and_label(role, chosen).click_accesskit();
        window.run_steps(2);
    }
    drop(window);
    let kept = Settings::load(&DataDir::at(folder.path())).settings;
    assert_eq!((kept.guide, kept.ambience, kept.muted), (Guide::Bells, Ambience::Rain, true));
}
