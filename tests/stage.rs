//! A session in the real window by keyboard alone: every key, and every page that a session can lead to.

use std::path::Path;
use std::sync::Arc;

use ebb::catalogue::{self, Catalogue, Programme};
use ebb::data::DataDir;
use ebb::plan::{Ended, Reason};
use ebb::settings::{Settings, Theme};
use ebb::ui::{App, theme};
use eframe::egui::accesskit::{Live, Role, Toggled};
use eframe::egui::epaint::{ClippedShape, Shape};
use eframe::egui::{
    Color32, Event, Key, Modifiers, Rect, Vec2, ViewportCommand, ViewportEvent, ViewportId, WindowLevel, pos2, vec2,
};
use egui_kittest::{Harness, kittest::NodeT as _, kittest::Queryable as _};

use crate::window::{DESKTOP, env, found, playing, press, until, without_lead_in};

mod before;
mod chosen;
mod closing;
mod stopped;

/// Two paces and a stretch, each long enough to stay in.
const SESSION: &str = r#"Session(format: 1, title: "Three things", practice: "breathing", caution: "Only as far as is easy.", steps: [
    Breathe(breath: (inhale: 30, exhale: 30), cycles: 3),
    Stretch(pose: "Flat frog", secs: 600, sides: Both, rounds: 2),
    Breathe(breath: (inhale: 20, exhale: 20), cycles: 9),
])"#;

fn written(text: &str) -> Arc<Programme> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("three.ron");
    std::fs::write(&path, text).unwrap();
    Arc::new(catalogue::open(&path).unwrap_or_else(|wrong| panic!("{wrong}")))
}

/// A window on a session that has begun, its caution read.
fn begun(folder: &Path, programme: Arc<Programme>, size: Vec2) -> Harness<'static, App> {
    let caution = programme.session.caution.is_some();
    let mut window = playing(env(folder), size, Some(programme));
    if caution {
        until(&mut window, "Not now");
        press(&mut window, Key::Enter);
    }
    window
}

fn on_stage(folder: &Path) -> Harness<'static, App> {
    without_lead_in(folder);
    let mut window = begun(folder, written(SESSION), DESKTOP);
    until(&mut window, " left");
    window
}

fn shifted(window: &mut Harness<'_, App>, key: Key) {
    window.key_press_modifiers(Modifiers::SHIFT, key);
    window.run_steps(2);
}

fn kept(folder: &Path) -> Settings {
    Settings::load(&DataDir::at(folder)).settings
}

/// Everything asked of the desktop's window while some frames are shown.
fn commands(window: &mut Harness<'_, App>) -> Vec<ViewportCommand> {
    let mut all = Vec::new();
    for _ in 0..4 {
        window.step();
        all.extend(window.output().viewport_output[&ViewportId::ROOT].commands.clone());
    }
    all
}

/// The same after a key, which comes with the first of these frames.
fn commands_of(window: &mut Harness<'_, App>, key: Key) -> Vec<ViewportCommand> {
    let (physical_key, repeat, modifiers) = (None, false, Modifiers::NONE);
    for pressed in [true, false] {
        window.input_mut().events.push(Event::Key { key, physical_key, pressed, repeat, modifiers });
    }
    commands(window)
}

fn is_said(window: &Harness<'_, App>, text: &str) -> bool {
    window.query_all_by_label_contains(text).next().is_some()
}

/// Presses Tab until what is named has the keyboard.
fn focus(window: &mut Harness<'_, App>, name: &str) {
    for _ in 0..60 {
        press(window, Key::Tab);
        if window.query_by_label(name).is_some_and(|node| node.is_focused()) {
            return;
        }
    }
    panic!("{name} was never reached");
}

#[test]
fn a_whole_session_is_paused_eased_skipped_ended_and_repeated_by_keys_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = on_stage(folder.path());
    until(&mut window, "1 breath a minute");
    press(&mut window, Key::Space);
    until(&mut window, "Paused. Space goes on.");
    press(&mut window, Key::Space);
    until(&mut window, "Pause");
    press(&mut window, Key::E);
    until(&mut window, "A little easier: 1 of 4");
    shifted(&mut window, Key::E);
    until(&mut window, "As written");
    press(&mut window, Key::ArrowRight);
    until(&mut window, "Left side");
    until(&mut window, "Round 1 of 2");
    // The other side, with the change to it, comes before the next round, and both before the next step.
    for part in [
        "Change to the right",
        "Right side",
        "Round 2 of 2",
        "Change to the right",
        "Right side",
        "1.5 breaths a minute",
    ] {
        press(&mut window, Key::ArrowRight);
        until(&mut window, part);
    }
    press(&mut window, Key::ArrowLeft);
    until(&mut window, "Flat frog");
    press(&mut window, Key::Escape);
    until(&mut window, "End, and keep what I did");
    press(&mut window, Key::Tab);
    press(&mut window, Key::Enter);
    until(&mut window, "You ended early.");
    press(&mut window, Key::R);
    until(&mut window, " left");
    press(&mut window, Key::P);
    until(&mut window, "What made you stop?");
    press(&mut window, Key::Escape);
    until(&mut window, "Sunday, 22 November");
}

/// A session of one step, which was gone past.
fn skipped_to_the_end(folder: &Path) -> Harness<'static, App> {
    without_lead_in(folder);
    let only = written(
        "Session(format: 1, title: \"One\", practice: \"breathing\", steps: [Breathe(breath: (inhale: 30, exhale: 30), \
         cycles: 3)])",
    );
    let mut window = begun(folder, only, DESKTOP);
    until(&mut window, " left");
    press(&mut window, Key::ArrowRight);
    until(&mut window, "Skipped to the end.");
    window
}

#[test]
fn who_skips_the_last_step_is_told_so_and_can_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = skipped_to_the_end(folder.path());
    until(&mut window, "Back to the session");
    window.get_by_label("Back to the session").click();
    until(&mut window, "Pause");
    assert!(is_said(&window, " left"));
}

#[test]
fn what_was_skipped_to_its_end_is_told_so_in_the_log_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = skipped_to_the_end(folder.path());
    window.get_by_label("Log it anyway").click();
    until(&mut window, "Saved automatically");
    press(&mut window, Key::Escape);
    until(&mut window, "Sunday, 22 November");
    window.get_by_label("Progress").click();
    until(&mut window, "skipped to the end, Breathing");
}

#[test]
fn why_one_stopped_may_stay_unsaid() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = on_stage(folder.path());
    press(&mut window, Key::ArrowRight);
    until(&mut window, "Left side");
    press(&mut window, Key::P);
    until(&mut window, "What made you stop?");
    window.get_by_label("Rather not say").click();
    until(&mut window, "No reason is kept.");
    assert!(!is_said(&window, "What made you stop?"));
    window.get_by_label("Log it anyway").click();
    until(&mut window, "Saved automatically");
    drop(window);
    let entries = ebb::journal::read(&DataDir::at(folder.path()), None).unwrap().entries;
    let kept = (entries[0].ended, entries[0].reason, entries[0].during.as_str());
    assert_eq!(kept, (Ended::Stopped, Some(Reason::Unsaid), "flat frog, left"));
}

#[test]
fn r_repeats_only_while_nothing_has_the_keyboard_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = on_stage(folder.path());
    press(&mut window, Key::P);
    until(&mut window, "Less than ten seconds");
    window.get_by_label("Log it anyway").click();
    // Until the journal has answered, the page still changes.
    until(&mut window, "practised. Breathing");
    window.run_steps(4);
    press(&mut window, Key::Tab);
    press(&mut window, Key::R);
    assert!(is_said(&window, "Saved automatically"), "the keyboard is on a control");
    let field = |window: &Harness<'_, App>| window.get_by_role(Role::MultilineTextInput).rect();
    window.get_by_role(Role::MultilineTextInput).focus();
    window.run_steps(2);
    window.event(Event::Text("calm".to_owned()));
    window.run_steps(2);
    // A click beside the field: the keyboard is nowhere, the note stays, and R is no key.
    let beside = field(&window).right_center() + vec2(120.0, 0.0);
    for pressed in [true, false] {
        window.event(Event::PointerMoved(beside));
        let button = eframe::egui::PointerButton::Primary;
        window.event(Event::PointerButton { pos: beside, button, pressed, modifiers: Modifiers::NONE });
        window.run_steps(2);
    }
    press(&mut window, Key::R);
    window.run_steps(4);
    let note = window.get_by_role(Role::MultilineTextInput).value();
    assert_eq!(note.as_deref(), Some("calm"));
}

#[test]
fn a_quiet_screen_has_one_shape_and_nothing_to_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = on_stage(folder.path());
    press(&mut window, Key::H);
    window.run_steps(5);
    assert!(!is_said(&window, " left"));
    assert!(!is_said(&window, "Next: "));
    // What breathes is still named for who cannot see it.
    assert!(window.query_by_label("in").is_some());
    press(&mut window, Key::H);
    until(&mut window, " left");
}

#[test]
fn the_list_names_every_key_and_each_line_can_be_pressed() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = on_stage(folder.path());
    press(&mut window, Key::Questionmark);
    for key in [
        "Space", "←", "→", "E", "Shift E", "P", "Esc", "Up", "Down", "1 – 5", "G", "A", "V", "M", "F", "T", "N", "H",
        "D", "C", "B",
    ] {
        let named = format!("key {key}");
        let ends = |label: &str| label.ends_with(&named) || label.contains(&format!("{named}:"));
        let all = window.query_all_by_role(Role::Button);
        assert!(all.into_iter().any(|node| node.accesskit_node().label().is_some_and(|label| ends(&label))), "{key}");
    }
    press(&mut window, Key::Escape);
    assert!(!is_said(&window, "This list"));
    // The session went on meanwhile.
    assert!(window.query_by_label("Pause").is_some());
    press(&mut window, Key::F1);
    window.get_by_label("Pause, go on, key Space").click();
    until(&mut window, "Paused. Space goes on.");
}

#[test]
fn what_to_take_care_of_can_be_read_at_any_time_and_pauses() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = on_stage(folder.path());
    press(&mut window, Key::C);
    until(&mut window, "Only as far as is easy.");
    until(&mut window, "Stop the session when");
    press(&mut window, Key::Escape);
    until(&mut window, "Pause");
    assert!(!is_said(&window, "Stop the session when"));
}

#[test]
fn f_is_the_whole_screen_and_t_a_small_window_above_the_others_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = on_stage(folder.path());
    assert!(commands_of(&mut window, Key::F).contains(&ViewportCommand::Fullscreen(true)));
    let asked = commands_of(&mut window, Key::T);
    assert!(asked.contains(&ViewportCommand::InnerSize(vec2(360.0, 560.0))), "{asked:?}");
    assert!(asked.contains(&ViewportCommand::WindowLevel(WindowLevel::AlwaysOnTop)), "{asked:?}");
    let asked = commands_of(&mut window, Key::T);
    assert!(asked.contains(&ViewportCommand::InnerSize(DESKTOP)), "{asked:?}");
    assert!(asked.contains(&ViewportCommand::WindowLevel(WindowLevel::Normal)), "{asked:?}");
}

#[test]
fn ratings_and_a_note_come_into_the_journal() {
    let folder = tempfile::tempdir().unwrap();
    let chosen = Settings { ratings: true, safety_seen: true, ..Settings::default() };
    chosen.save(&DataDir::at(folder.path())).unwrap();
    let mut window = begun(folder.path(), written(SESSION), DESKTOP);
    until(&mut window, "How much pain do you feel right now?");
    // Ten has no key of its own: 0 after 1.
    press(&mut window, Key::Num1);
    press(&mut window, Key::Num0);
    press(&mut window, Key::ArrowRight);
    until(&mut window, " left");
    press(&mut window, Key::P);
    until(&mut window, "Less than ten seconds");
    window.get_by_label("Log it anyway").click();
    until(&mut window, "How much pain do you feel right now?");
    press(&mut window, Key::Num3);
    window.get_by_role(Role::MultilineTextInput).focus();
    window.run_steps(2);
    // None of these letters does what it does elsewhere.
    window.event(Event::Text("r 5 easier".to_owned()));
    for key in [Key::R, Key::Num5, Key::Space] {
        press(&mut window, key);
    }
    assert!(window.query_by_role(Role::MultilineTextInput).is_some());
    press(&mut window, Key::Escape);
    assert!(window.query_by_role(Role::MultilineTextInput).is_some(), "Esc leaves the field first");
    press(&mut window, Key::Escape);
    until(&mut window, "Sunday, 22 November");
    drop(window);
    let journal = ebb::journal::read(&DataDir::at(folder.path()), None).unwrap();
    let entry = &journal.entries[0];
    assert_eq!((entry.before, entry.after, entry.note.as_str()), (Some(10), Some(3), "r 5 easier"));
    let unsaid = (Ended::Stopped, Some(Reason::Unsaid), "breathing");
    assert_eq!((entry.ended, entry.reason, entry.during.as_str()), unsaid, "the question was left open");
}

#[test]
fn after_a_stop_one_can_read_when_to_see_someone_and_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = on_stage(folder.path());
    press(&mut window, Key::P);
    until(&mut window, "When to see someone");
    window.get_by_label("When to see someone").click();
    until(&mut window, "Get help at once");
    window.run_steps(4);
    assert!(window.get_by_label("See a clinician soon").is_focused());
    press(&mut window, Key::Escape);
    until(&mut window, "What made you stop?");
}

#[test]
fn a_screen_reader_is_told_each_breath_only_when_that_is_asked_for() {
    for announce in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let chosen = Settings { lead_in_s: 0, safety_seen: true, announce, ..Settings::default() };
        chosen.save(&DataDir::at(folder.path())).unwrap();
        let mut window = begun(folder.path(), written(SESSION), DESKTOP);
        until(&mut window, " left");
        let live = window.get_by_label("in").accesskit_node().live();
        assert_eq!(live == Live::Polite, announce);
    }
}

#[test]
fn the_controls_fade_when_nothing_moves_and_come_back_with_any_key() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = on_stage(folder.path());
    window.run_steps(240);
    assert_eq!(window.output().platform_output.cursor_icon, eframe::egui::CursorIcon::None);
    press(&mut window, Key::D);
    assert_ne!(window.output().platform_output.cursor_icon, eframe::egui::CursorIcon::None);
}

/// The colour of the window where nothing stands: of the last that covers all of it, else what it is cleared in.
fn paper(window: &Harness<'_, App>) -> Color32 {
    let mut shapes = window.output().shapes.iter().rev();
    let covering = |shape: &ClippedShape| match &shape.shape {
        Shape::Rect(rect) if rect.rect.size() == DESKTOP && rect.fill.is_opaque() => Some(rect.fill),
        _ => None,
    };
    let cleared = window.ctx.style_of(window.ctx.theme()).visuals.panel_fill;
    shapes.find_map(covering).unwrap_or(cleared)
}

#[test]
fn a_stage_that_is_dimmed_is_dark_in_every_theme_and_becomes_bright_again() {
    for (theme, bright, dim) in [
        (Theme::Light, theme::LIGHT, theme::DIM),
        (Theme::Dusk, theme::DUSK, theme::DIM),
        (Theme::Contrast, theme::CONTRAST, theme::CONTRAST_DIM),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut window = on_stage(folder.path());
        // The harness has a theme of its own.
        theme::choose(&window.ctx, &Settings { theme, ..Settings::default() });
        window.run_steps(2);
        assert_eq!(paper(&window), bright.surface, "{theme:?}");
        press(&mut window, Key::D);
        window.run_steps(60);
        assert_eq!(paper(&window), dim.surface, "{theme:?}, dimmed");
        press(&mut window, Key::D);
        window.run_steps(60);
        assert_eq!(paper(&window), bright.surface, "{theme:?}, bright again");
    }
}

#[test]
fn every_control_of_the_stage_lies_in_every_window() {
    let folder = tempfile::tempdir().unwrap();
    without_lead_in(folder.path());
    for size in [
        vec2(180.0, 280.0),
        vec2(360.0, 560.0),
        vec2(700.0, 560.0),
        DESKTOP,
        vec2(2560.0, 1440.0),
        vec2(3840.0, 2160.0),
    ] {
        let mut window = begun(folder.path(), written(SESSION), size);
        until(&mut window, "Pause");
        let screen = Rect::from_min_size(pos2(0.0, 0.0), size).expand(0.5);
        let buttons = window.query_all_by_role(Role::Button);
        let places: Vec<(String, Rect)> =
            buttons.map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect())).collect();
        assert!(places.len() >= 3, "{places:?}");
        for (i, (name, place)) in places.iter().enumerate() {
            assert!(screen.contains_rect(*place), "{name} at {place:?} in {size:?}");
            for (other, at) in &places[..i] {
                let both = place.shrink(1.0).intersect(at.shrink(1.0));
                assert!(both.width() <= 0.0 || both.height() <= 0.0, "{name} covers {other} in {size:?}");
            }
        }
        // Discarded, so that the next begins afresh.
        press(&mut window, Key::Escape);
        until(&mut window, "End, and keep nothing");
    }
}
