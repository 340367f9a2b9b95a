//! Nothing is cut or covered on the stage and on the pages that a session leads to, in the windows and with the sizes of
//! text in which the places are walked through.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use ebb::catalogue::{self, Programme};
use ebb::data::DataDir;
use ebb::settings::{Motion, Settings};
use ebb::ui::{App, Env, motion::Frames};
use eframe::egui::{Key, Vec2};
use egui_kittest::{Harness, kittest::Queryable as _};

use super::layout::{TEXT_PERCENT, WINDOWS, scroll_by, wrong};
use super::window::{env, playing, press, until};

/// Every kind of step, with a caution and a ramp.
const SESSION: &str = r#"Session(format: 1, title: "Everything there is", practice: "breathing",
    caution: "Holds are not for everyone: leave them out in pregnancy, with high blood pressure or a heart condition.",
    steps: [
        Prepare(secs: 600, say: "Lie on your back with your knees bent."),
        Breathe(breath: (inhale: 20, exhale: 20), to: (inhale: 30, top_up: 5, hold_in: 5, exhale: 30), cycles: 9,
            say: (inhale: "soften, widen", exhale: "let go"), cue: "Lips together, jaw loose."),
        Cue(secs: 600, say: "Your feet. Notice warmth, weight, or nothing at all."),
        Tense(group: "Hands and forearms", tense: 600, release: 600, say: "Only half your strength."),
        Stretch(pose: "Knee to opposite shoulder", secs: 600, sides: Both, rounds: 2, drawing: "knee-to-opposite-shoulder",
            how: "Draw the knee across until you feel a mild pull, and stay well before anything hurts."),
        Stretch(pose: "Happy baby", breaths: 9, breath: (inhale: 20, exhale: 20), drawing: "happy-baby"),
        Rest(secs: 600, say: "Breathe as you like. There is nothing to do."),
    ])"#;

/// What each step but the first is waited for by.
const STEPS: [&str; 6] = [
    "in: soften, widen",
    "Your feet.",
    "Hands and forearms: tense",
    "Left side",
    "Happy baby",
    "There is nothing to do.",
];

fn everything() -> Arc<Programme> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("everything.ron");
    std::fs::write(&path, SESSION).unwrap();
    Arc::new(catalogue::open(&path).unwrap_or_else(|wrong| panic!("{wrong}")))
}

/// A walk through one window: what is wrong is noted, and where.
struct Walk {
    window: Harness<'static, App>,
    size: Vec2,
    told: String,
}

impl Walk {
    fn new(folder: &Path, pixels: Vec2, percent: u16, settings: Settings) -> Self {
        let settings = Settings { text_percent: percent.into(), safety_seen: true, motion: Motion::Less, ..settings };
        settings.save(&DataDir::at(folder)).unwrap();
        let env = Env { frames: Frames::AsAsked, ..env(folder) };
        let size = pixels / (f32::from(percent) / 100.0);
        Self { window: playing(env, size, Some(everything())), size, told: String::new() }
    }

    fn look(&mut self, page: &str) {
        self.window.run_steps(4);
        let found = wrong(&self.window, self.size);
        if !found.is_empty() {
            writeln!(self.told, "{page} at {:?}:\n{found}", self.size).unwrap();
        }
    }

    /// A page that may be longer than the window.
    fn look_down(&mut self, page: &str) {
        for _ in 0..5 {
            self.look(page);
            scroll_by(&mut self.window, self.size, 0.6 * self.size.y);
        }
    }

    /// Presses a key and looks, once what is named is there.
    fn after(&mut self, key: Key, named: &str) {
        press(&mut self.window, key);
        until(&mut self.window, named);
        self.look(named);
    }
}

/// In every window and with every size of text.
fn everywhere(settings: &Settings, walk: impl Fn(&mut Walk)) {
    let mut told = String::new();
    for pixels in WINDOWS {
        for percent in TEXT_PERCENT {
            let folder = tempfile::tempdir().unwrap();
            let mut one = Walk::new(folder.path(), pixels, percent, settings.clone());
            walk(&mut one);
            if !one.told.is_empty() {
                writeln!(told, "{pixels:?}, text {percent} %: {}", one.told).unwrap();
            }
        }
    }
    assert!(told.is_empty(), "{told}");
}

#[test]
fn nothing_is_cut_before_a_session_begins() {
    everywhere(&Settings::default(), |walk| {
        until(&mut walk.window, "Before you begin");
        walk.look_down("before");
        press(&mut walk.window, Key::S);
        until(&mut walk.window, "Tap Space each time a breath in begins");
        walk.look("taps");
        walk.after(Key::Space, "5 more taps");
        for _ in 0..5 {
            walk.window.run_steps(237);
            press(&mut walk.window, Key::Space);
        }
        until(&mut walk.window, "breaths a minute");
        walk.look("pace");
        walk.after(Key::Enter, "Starts at your pace");
    });
}

#[test]
fn nothing_is_cut_while_a_session_plays() {
    everywhere(&Settings { ratings: true, ..Settings::default() }, |walk| {
        until(&mut walk.window, "Before you begin");
        walk.after(Key::Enter, "How much pain do you feel right now?");
        for named in STEPS {
            if named == "Happy baby" {
                // Past the change, the other side, the second round, and both once more.
                (0..5).for_each(|_| press(&mut walk.window, Key::ArrowRight));
            }
            walk.after(Key::ArrowRight, named);
        }
        walk.after(Key::Escape, "Space or Esc goes on.");
        press(&mut walk.window, Key::Escape);
        press(&mut walk.window, Key::Questionmark);
        walk.look("keys");
        press(&mut walk.window, Key::Escape);
        press(&mut walk.window, Key::C);
        until(&mut walk.window, "With care");
        walk.look_down("care");
    });
}

#[test]
fn nothing_is_cut_whichever_pacer_it_is() {
    everywhere(&Settings { lead_in_s: 30, ..Settings::default() }, |walk| {
        until(&mut walk.window, "Before you begin");
        press(&mut walk.window, Key::Enter);
        until(&mut walk.window, "knees bent");
        press(&mut walk.window, Key::ArrowRight);
        until(&mut walk.window, "in: soften, widen");
        for key in [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5] {
            press(&mut walk.window, key);
            walk.look(key.name());
        }
    });
}

#[test]
fn nothing_is_cut_when_a_session_is_over() {
    everywhere(&Settings { ratings: true, ..Settings::default() }, |walk| {
        until(&mut walk.window, "Before you begin");
        press(&mut walk.window, Key::Enter);
        until(&mut walk.window, "knees bent");
        press(&mut walk.window, Key::ArrowRight);
        until(&mut walk.window, "in: soften, widen");
        press(&mut walk.window, Key::P);
        until(&mut walk.window, "What made you stop?");
        walk.look_down("stopped");
        walk.window.get_by_label("Log it anyway").click_accesskit();
        until(&mut walk.window, "Saved automatically");
        walk.window.get_by_label("It hurt").click_accesskit();
        until(&mut walk.window, "Next time don't go as far");
        walk.look_down("told");
        walk.window.get_by_label("When to see someone").click_accesskit();
        until(&mut walk.window, "Get help at once");
        walk.look_down("when to stop");
    });
}
