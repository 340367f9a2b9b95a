//! Nothing that a session says is cut or covered, in the smallest window and in a large one.

use std::path::Path;
use std::sync::Arc;

use chrono::DateTime;
use ebb::catalogue::{self, Catalogue, Programme};
use ebb::data::DataDir;
use ebb::playback::Through;
use ebb::session::Step;
use ebb::settings::Settings;
use ebb::timeline::Moment;
use ebb::ui::{App, Env, motion::Frames};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Rect, Vec2, pos2, vec2};
use egui_kittest::{Harness, kittest::NodeT as _, kittest::Queryable as _};

use crate::window::{found, shows};

const SMALLEST: Vec2 = vec2(360.0, 560.0);
const DESKTOP: Vec2 = vec2(1280.0, 800.0);

/// Every text as long as it may be.
fn longest() -> Programme {
    let folder = tempfile::tempdir().unwrap();
    let words = |most: usize| "release and widen "[..].repeat(20)[..most].trim_end().to_owned() + ".";
    let (sentence, word) = (words(239), words(59));
    let steps = [
        format!("Prepare(secs: 600, say: \"{sentence}\")"),
        format!("Cue(secs: 600, say: \"{sentence}\")"),
        format!("Tense(group: \"{word}\", tense: 600, release: 600, say: \"{sentence}\")"),
        format!("Stretch(pose: \"{word}\", secs: 600, sides: Both, rounds: 2, how: \"{sentence}\")"),
        format!("Stretch(pose: \"{word}\", breaths: 9, breath: (inhale: 30, exhale: 30), how: \"{sentence}\")"),
        format!("Breathe(breath: (inhale: 30, exhale: 30), cycles: 9, say: (inhale: \"{word}\"), cue: \"{sentence}\")"),
        format!("Rest(secs: 600, say: \"{sentence}\")"),
    ];
    let title = words(199);
    let text =
        format!("Session(format: 1, title: \"{title}\", practice: \"breathing\", steps: [{}])", steps.join(", "));
    let path = folder.path().join("longest.ron");
    std::fs::write(&path, text).unwrap();
    catalogue::open(&path).unwrap_or_else(|wrong| panic!("{wrong}"))
}

fn playing(folder: &Path, programme: Arc<Programme>, size: Vec2) -> Harness<'static, App> {
    Settings { lead_in_s: 0, safety_seen: true, ..Settings::default() }.save(&DataDir::at(folder)).unwrap();
    let now = DateTime::parse_from_rfc3339("2026-11-22T19:00:00+01:00").unwrap();
    let env = Env {
        data: DataDir::at(folder),
        now: Arc::new(move || now),
        through: Through::Nothing,
        frames: Frames::SixtyASecond,
        reveal_file: Arc::new(|_| Ok(())),
    };
    let mut window = Harness::builder()
        .with_size(size)
        .with_step_dt(1.0 / 60.0)
        .build_eframe(move |creation| App::new(&creation.egui_ctx, env, Some(programme)));
    let begun = found(&mut window, |window| {
        if shows(window, "Before you begin") {
            window.key_press(Key::Enter);
        }
        shows(window, " left").then_some(())
    });
    begun.expect("it begins");
    window
}

/// What is said in the window, and where.
fn said(window: &Harness<'_, App>) -> Vec<(String, Rect)> {
    let all = window.query_all(
        egui_kittest::kittest::By::new().predicate(|node| matches!(node.role(), Role::Label | Role::Button)),
    );
    all.map(|node| (node.accesskit_node().label().or(node.accesskit_node().value()).unwrap_or_default(), node.rect()))
        .collect()
}

fn assert_all_is_seen(window: &Harness<'_, App>, size: Vec2, name: &str) {
    let screen = Rect::from_min_size(pos2(0.0, 0.0), size).expand(0.5);
    let said = said(window);
    for (i, (text, rect)) in said.iter().enumerate() {
        assert!(screen.contains_rect(*rect), "{name}: {text:?} at {rect:?} leaves the window of {size:?}");
        for (other, at) in &said[..i] {
            let both = rect.shrink(1.0).intersect(at.shrink(1.0));
            let free = both.width() <= 0.0 || both.height() <= 0.0;
            assert!(free, "{name}: {text:?} at {rect:?} covers {other:?} at {at:?} in {size:?}");
        }
    }
}

/// The sentences that a step shows as it begins.
fn sentences(first: Moment<'_>) -> Vec<String> {
    let texts = match first.written() {
        Step::Prepare { say, .. } | Step::Rest { say, .. } => vec![say],
        Step::Cue { say, .. } => return vec![say.clone()],
        Step::Tense { group, say, .. } => return vec![group.clone(), say.as_ref().unwrap_or(group).clone()],
        Step::Stretch(stretch) => return vec![stretch.pose.clone(), first.how().unwrap().into_owned()],
        Step::Breathe(breathe) => vec![&breathe.cue],
        Step::Repeat { .. } => Vec::new(),
    };
    texts.into_iter().flatten().cloned().collect()
}

/// Walks through every step of a session.
fn assert_it_fits(programme: &Arc<Programme>, size: Vec2) {
    let folder = tempfile::tempdir().unwrap();
    let mut window = playing(folder.path(), Arc::clone(programme), size);
    let steps = programme.timeline.steps();
    for (index, step) in steps.iter().enumerate() {
        let sentences = sentences(programme.timeline.at(step.start));
        until_said(&mut window, &sentences);
        assert_all_is_seen(&window, size, &programme.name);
        // The next part of a stretch is its other side, or its next round.
        let mut place = step.start;
        while let Some(next) = programme.timeline.next_part(place).filter(|_| index + 1 < steps.len()) {
            window.key_press(Key::ArrowRight);
            window.run_steps(2);
            place = next;
            if place >= step.start + step.len {
                break;
            }
        }
    }
}

/// Shows frames until every one of the sentences is there, whole.
fn until_said(window: &mut Harness<'_, App>, sentences: &[String]) {
    let all = found(window, |window| {
        let said = said(window);
        sentences.iter().all(|sentence| said.iter().any(|(text, _)| text == sentence)).then_some(())
    });
    assert!(all.is_some(), "never said: {sentences:?}");
}

#[test]
fn every_sentence_of_the_shipped_sessions_is_seen_whole() {
    for name in [
        "stretch-twenty",
        "stretch-side",
        "learning-the-breath",
        "quiet-place",
        "muscle-release-long",
        "find-your-pace",
    ] {
        let programme = Catalogue::shipped().named(name).unwrap();
        assert_it_fits(&programme, SMALLEST);
        assert_it_fits(&programme, DESKTOP);
    }
}

#[test]
fn the_longest_sentences_that_may_be_written_are_seen_whole() {
    let programme = Arc::new(longest());
    for size in [SMALLEST, vec2(700.0, 560.0), vec2(900.0, 600.0), DESKTOP] {
        assert_it_fits(&programme, size);
    }
}
