//! No place cuts a text or lets two things cover each other, in the smallest window and in a large one, with small and
//! with large text, on the first day and after months.

use std::fmt::Write as _;
use std::path::Path;

use ebb::data::DataDir;
use ebb::journal::Journal;
use ebb::plan::{Ended, Entry};
use ebb::settings::{Motion, Settings};
use ebb::ui::{App, Env, Place, motion::Frames};
use eframe::egui::accesskit::Role;
use eframe::egui::{
    Event, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, Rect, Shape, TouchPhase, Vec2, epaint::TextShape, pos2,
    vec2,
};
use egui_kittest::{
    Harness,
    kittest::{By, NodeT as _, Queryable as _},
};

use super::window::{env, playing, until};

/// What stands at the foot of the editor while its page moves above it.
const FOOT: [&str; 5] = ["Save", "Try it", "Close", "thing to mend", "things to mend"];
/// In pixels.
pub(crate) const WINDOWS: [Vec2; 4] =
    [vec2(360.0, 560.0), vec2(900.0, 600.0), vec2(1280.0, 800.0), vec2(2560.0, 1440.0)];
pub(crate) const TEXT_PERCENT: [u16; 3] = [80, 100, 200];

/// The names of all places.
pub(crate) fn places() -> impl Iterator<Item = &'static str> {
    Place::all().map(Place::name)
}

/// A folder with three months of entries, some with a long title.
pub(crate) fn months(folder: &Path) {
    let mut journal = Journal::open_for_writing(&DataDir::at(folder), None).unwrap();
    let days = (1..=30).map(|day| format!("2026-09-{day:02}")).chain((1..=22).map(|day| format!("2026-11-{day:02}")));
    for (nth, day) in days.enumerate() {
        let (practice, title) = match nth % 3 {
            0 => ("breathing", "Daily five"),
            1 => ("stretching", "Stretches for the hips, the back and the insides of the legs"),
            _ => ("own-practice-with-a-long-name", ""),
        };
        let entry = Entry {
            planned_s: 1200,
            ended: if nth % 4 == 0 { Ended::Stopped } else { Ended::Finished },
            title: title.into(),
            ..Entry::by_hand(
                format!("{nth:032x}"),
                practice,
                day.parse().unwrap(),
                60 * (u32::try_from(nth).unwrap() % 25 + 1),
            )
        };
        journal.save(&entry).unwrap();
    }
}

/// The window at a place; `percent` is the size of text. A window of so many pixels has fewer points when text is
/// large.
pub(crate) fn at_place(folder: &Path, pixels: Vec2, percent: u16, place: &str) -> Harness<'static, App> {
    let settings = Settings { text_percent: percent.into(), motion: Motion::Less, ..Settings::default() };
    settings.save(&DataDir::at(folder)).unwrap();
    let env = Env { frames: Frames::AsAsked, ..env(folder) };
    let mut window = playing(env, pixels / (f32::from(percent) / 100.0), None);
    // Today is whole once the journal is open.
    until(&mut window, "Breathing: ");
    go(&mut window, place);
    window
}

/// Goes to a place.
fn go(window: &mut Harness<'_, App>, place: &str) {
    let is_word = |role, label: Option<String>| role == Role::Button && label.as_deref() == Some(place);
    let word = By::new().predicate(|node| is_word(node.role(), node.label()));
    // The rail's own words come first.
    window.query_all(word).next().unwrap().click();
    window.run_steps(4);
}

/// A text that is shown: what it says, where its letters stand, and what of it may be seen.
struct Shown {
    text: String,
    letters: Rect,
    clip: Rect,
    elided: bool,
}

fn texts(window: &Harness<'_, App>) -> Vec<Shown> {
    fn collect(shape: &Shape, clip: Rect, into: &mut Vec<Shown>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, clip, into)),
            Shape::Text(TextShape { pos, galley, .. }) if !galley.text().trim().is_empty() => {
                let letters = galley.mesh_bounds.translate(pos.to_vec2());
                into.push(Shown { text: galley.text().to_owned(), letters, clip, elided: galley.elided });
            }
            _ => {}
        }
    }
    let mut into = Vec::new();
    window.output().shapes.iter().for_each(|clipped| collect(&clipped.shape, clipped.clip_rect, &mut into));
    into
}

/// What can be pressed or moved, where it is, and whether it is a word of the rail.
struct Control {
    name: String,
    rect: Rect,
    rail: bool,
}

/// What can be pressed or moved, and where. What a page scrolls over ends where the page does.
fn controls(window: &Harness<'_, App>) -> Vec<Control> {
    let roles = [Role::Button, Role::RadioButton, Role::Switch, Role::Slider, Role::TextInput, Role::SpinButton];
    let all = window.query_all(By::new().predicate(move |node| roles.contains(&node.role())));
    let control = |node: &egui_kittest::Node<'_>| Control {
        name: node.accesskit_node().label().unwrap_or_default(),
        rect: node.rect(),
        // Of all buttons only words of the rail and of rows can be the one that holds.
        rail: node.accesskit_node().toggled().is_some() && node.accesskit_node().role() == Role::Button,
    };
    let mut all: Vec<Control> = all.map(|node| control(&node)).collect();
    for one in &mut all {
        one.rail &= places().any(|place| place == one.name);
    }
    all
}

/// Whether two things lie over each other by more than the edge of a letter.
fn covers(one: Rect, other: Rect) -> bool {
    let both = one.shrink(1.0).intersect(other.shrink(1.0));
    both.width() > 0.0 && both.height() > 0.0
}

/// Everything that is wrong with what is shown now, a line each.
pub(crate) fn wrong(window: &Harness<'_, App>, size: Vec2) -> String {
    let screen = Rect::from_min_size(Pos2::ZERO, size);
    let mut told = String::new();
    let shown = texts(window);
    // What is typed on a line moves sideways within its field.
    let lines = window.query_all(By::new().predicate(|node| node.role() == Role::TextInput));
    let lines: Vec<Rect> = lines.map(|node| node.rect().expand(2.0)).collect();
    for (nth, text) in shown.iter().enumerate() {
        let seen = text.letters.intersect(text.clip);
        if seen.height() <= 1.0 {
            continue;
        }
        let aside = text.letters.left() < text.clip.left().max(0.0) - 0.5
            || text.letters.right() > text.clip.right().min(screen.right()) + 0.5;
        let typed = lines.iter().any(|line| line.contains_rect(seen));
        if text.elided || (aside && !typed) {
            writeln!(told, "cut: {:?} at {:?} in {:?}", text.text, text.letters, text.clip.intersect(screen)).unwrap();
        }
        for other in &shown[..nth] {
            if covers(seen, other.letters.intersect(other.clip)) {
                writeln!(told, "{:?} at {seen:?} covers {:?} at {:?}", text.text, other.text, other.letters).unwrap();
            }
        }
    }
    // Words of the rail stay where they are while a page moves beneath them.
    let (fixed, paged): (Vec<Control>, Vec<Control>) = controls(window).into_iter().partition(|control| control.rail);
    // So does the editor's foot, where there is room for that.
    let (foot, paged) = paged.into_iter().partition(|control| FOOT.iter().any(|name| control.name.ends_with(name)));
    for group in [fixed, foot, paged] {
        for (nth, Control { name, rect, .. }) in group.iter().enumerate() {
            if rect.left() < -0.5 || rect.right() > screen.right() + 0.5 {
                writeln!(told, "{name:?} at {rect:?} leaves the window").unwrap();
            }
            for other in group[..nth].iter().filter(|other| covers(*rect, other.rect)) {
                writeln!(told, "{name:?} at {rect:?} covers {:?} at {:?}", other.name, other.rect).unwrap();
            }
        }
    }
    told
}

/// Turns the wheel over the middle of the window.
pub(crate) fn scroll_by(window: &mut Harness<'_, App>, size: Vec2, far: f32) {
    window.hover_at(pos2(0.6 * size.x, 0.4 * size.y));
    window.event(Event::MouseWheel {
        source: MouseWheelSource::Wheel,
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -far),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    });
    window.step();
    // What a pointer rests on says more about itself, above everything else.
    window.remove_cursor();
    window.run_steps(4);
}

/// Presses what has this name, wherever on the page it stands.
pub(crate) fn click(window: &mut Harness<'_, App>, name: &str) {
    let is_it = |role, label: Option<String>| role != Role::Label && label.as_deref() == Some(name);
    let control = || By::new().predicate(move |node| is_it(node.role(), node.label()));
    window.get(control()).scroll_to_me();
    window.run_steps(4);
    window.get(control()).click();
    window.run_steps(4);
}

/// What is wrong with a page, all the way down: as far as it moves, and so many windows at most.
fn down(window: &mut Harness<'_, App>, size: Vec2, pages: u32) -> String {
    let mut before = Vec::new();
    for page in 0..pages {
        let places: Vec<Rect> = texts(window).into_iter().map(|text| text.letters).collect();
        if places == before {
            break;
        }
        before = places;
        let found = wrong(window, size);
        if !found.is_empty() {
            return format!("page {page}:\n{found}");
        }
        scroll_by(window, size, 0.6 * size.y);
    }
    String::new()
}

/// What each of the editor's steps shows when everything in it is open.
const STEPS: [(&str, &[&str]); 6] = [
    ("Breathe", &["Add holds, or a sigh", "The breath changes on the way", "Add words"]),
    ("Stretch", &["Choose a drawing", "Sides: both", "Counted: a number of breaths", "Add holds, or a sigh"]),
    ("Tense and let go", &["Mark what it asks of the body"]),
    ("Sentence", &[]),
    ("Get ready", &[]),
    ("Repeat", &[]),
];

#[test]
fn nothing_is_cut_or_covered_in_the_editor() {
    let folder = tempfile::tempdir().unwrap();
    let mut told = String::new();
    for pixels in WINDOWS {
        for percent in TEXT_PERCENT {
            let size = pixels / (f32::from(percent) / 100.0);
            for (step, open) in STEPS {
                let mut window = at_place(folder.path(), pixels, percent, "Library");
                click(&mut window, "New session");
                click(&mut window, &format!("Add: {step}"));
                for name in open {
                    click(&mut window, name);
                }
                // With every mistake told.
                click(&mut window, "Save");
                scroll_by(&mut window, size, -10_000.0);
                let found = down(&mut window, size, 12);
                if !found.is_empty() {
                    write!(told, "{step} at {pixels:?}, text {percent} %, {found}").unwrap();
                }
            }
            let mut window = at_place(folder.path(), pixels, percent, "Library");
            click(&mut window, "Filter");
            click(&mut window, "New session");
            window.event(Event::Text("T".to_owned()));
            window.run_steps(4);
            window.key_press_modifiers(Modifiers::COMMAND, eframe::egui::Key::Num1);
            window.run_steps(4);
            assert!(window.query_by_label("Keep editing").is_some());
            write!(told, "{}", down(&mut window, size, 2)).unwrap();
        }
    }
    assert!(told.is_empty(), "{told}");
}

fn walk(folder: &Path) {
    let mut told = String::new();
    for pixels in WINDOWS {
        for percent in TEXT_PERCENT {
            let size = pixels / (f32::from(percent) / 100.0);
            let mut window = at_place(folder, pixels, percent, "Today");
            for place in places() {
                go(&mut window, place);
                let found = down(&mut window, size, 6);
                if !found.is_empty() {
                    write!(told, "{place} at {pixels:?}, text {percent} %, {found}").unwrap();
                }
            }
            click(&mut window, "Why this helps");
            let found = down(&mut window, size, 6);
            if !found.is_empty() {
                write!(told, "why this helps at {pixels:?}, text {percent} %, {found}").unwrap();
            }
        }
    }
    assert!(told.is_empty(), "{told}");
}

#[test]
fn nothing_is_cut_or_covered_on_the_first_day() {
    let folder = tempfile::tempdir().unwrap();
    walk(folder.path());
}

#[test]
fn nothing_is_cut_or_covered_after_months() {
    let folder = tempfile::tempdir().unwrap();
    months(folder.path());
    walk(folder.path());
}
