//! What a session says before it is begun for the first time, in the real window.

use std::path::Path;
use std::sync::Arc;

use ebb::catalogue::{Catalogue, Programme};
use ebb::data::DataDir;
use ebb::journal::Journal;
use ebb::plan::Entry;
use ebb::ui::App;
use eframe::egui::{Key, Modifiers, Rect, Vec2, pos2, vec2};
use egui_kittest::{Harness, kittest::Queryable as _};

use crate::window::{DESKTOP, env, found, playing, press, until, window, without_lead_in};

const TODAY: &str = "Sunday, 22 November";

fn careful() -> Arc<Programme> {
    Catalogue::shipped().named("box-gentle").unwrap()
}

fn asked_for(folder: &Path, size: Vec2) -> Harness<'static, App> {
    without_lead_in(folder);
    playing(env(folder), size, Some(careful()))
}

#[test]
fn a_caution_stands_before_the_first_time_and_enter_begins() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = asked_for(folder.path(), DESKTOP);
    until(&mut window, careful().session.caution.as_ref().unwrap());
    assert!(window.query_by_label_contains(" left").is_none());
    press(&mut window, Key::Enter);
    until(&mut window, " left");
}

#[test]
fn esc_leaves_it_and_it_is_asked_again_until_it_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = asked_for(folder.path(), DESKTOP);
    until(&mut window, "Not now");
    press(&mut window, Key::Escape);
    until(&mut window, TODAY);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    until(&mut window, &careful().session.title);
    window.query_all_by_label_contains(&careful().session.title).next().unwrap().click_accesskit();
    until(&mut window, "With care");
    press(&mut window, Key::Enter);
    until(&mut window, "Not now");
    press(&mut window, Key::Enter);
    until(&mut window, " left");
    press(&mut window, Key::P);
    until(&mut window, "Less than ten seconds");
    press(&mut window, Key::R);
    // Accepted once, it is not asked again.
    until(&mut window, " left");
}

#[test]
fn not_now_is_a_button_too_and_all_of_it_is_in_the_smallest_window() {
    let folder = tempfile::tempdir().unwrap();
    let size = vec2(360.0, 560.0);
    let mut window = asked_for(folder.path(), size);
    until(&mut window, "Not now");
    let screen = Rect::from_min_size(pos2(0.0, 0.0), size);
    for name in ["Begin", "Not now"] {
        assert!(screen.contains_rect(window.get_by_label(name).rect()), "{name}");
    }
    window.get_by_label("Not now").click();
    until(&mut window, "Today");
    assert!(window.query_by_label("Not now").is_none());
}

#[test]
fn what_was_practised_before_begins_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let entry = Entry { hash: careful().hash.clone(), ..Entry::by_hand("a".repeat(32), "breathing", day, 300) };
    Journal::open_for_writing(&DataDir::at(folder.path()), None).unwrap().save(&entry).unwrap();
    let mut window = asked_for(folder.path(), DESKTOP);
    let begun = found(&mut window, |window| {
        assert!(window.query_by_label("Not now").is_none());
        window.query_by_label_contains(" left").map(|_| ())
    });
    begun.expect("it begins");
}

#[test]
fn a_session_without_a_caution_begins_at_once() {
    let folder = tempfile::tempdir().unwrap();
    without_lead_in(folder.path());
    assert_eq!(Catalogue::shipped().named("daily-five").unwrap().session.caution, None);
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "Begin");
    press(&mut window, Key::Enter);
    until(&mut window, " left");
}
