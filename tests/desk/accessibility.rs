//! What a screen reader finds, hears and can do: every place, every control, the phase, and a session begun by it.

use super::desk::{Accessible, Desk, Role, Setup, State, Window, until};

/// The words of the rail, and of the places they lead to.
const PLACES: [&str; 6] = ["Today", "Library", "Progress", "Plan", "Settings", "When to stop"];

const SHORT: &str = r#"Session(format: 1, title: "Short", practice: "breathing", steps: [
    Breathe(breath: (inhale: 2, exhale: 2), cycles: 6),
])"#;

/// A desk without sound: what is heard is tried elsewhere.
fn desk() -> Option<Desk> {
    Desk::open(Setup { sinks: Vec::new(), ..Setup::default() })
}

/// Waits until the window is for this, as its main landmark says.
fn until_at(window: &Window<'_>, name: &str) -> Accessible {
    let tree = window.tree();
    until(format_args!("{name}: {}", tree.told()), || tree.find(Role::Landmark, name))
}

/// What is wrong with what a screen reader finds here; nothing when all is as it is to be.
fn faults(place: &str, found: &[Accessible]) -> Vec<String> {
    let mut faults = Vec::new();
    if !found.iter().any(|thing| thing.role() == Role::Heading && !thing.name().is_empty()) {
        faults.push(format!("{place}: no heading"));
    }
    for thing in found.iter().filter(|thing| !thing.name().is_empty() && thing.role() != Role::Application) {
        if thing.place().is_none_or(|[_, _, width, height]| width <= 0 || height <= 0) {
            faults.push(format!("{place}: {thing:?} has no place"));
        }
    }
    // A window has the focus until something in it gets it.
    let is_inside = |thing: &&Accessible| thing.role() != Role::Frame;
    for thing in found.iter().filter(|thing| thing.is(State::Focusable)).filter(is_inside) {
        let role = thing.role();
        if thing.name().trim().is_empty() {
            faults.push(format!("{place}: {thing:?} has no name"));
        }
        let known = [
            Role::Button,
            Role::CheckBox,
            Role::Entry,
            // Of a chart: its bars say what they show when the keyboard is on them.
            Role::Image,
            Role::Link,
            Role::PasswordText,
            Role::RadioButton,
            Role::Slider,
            Role::SpinButton,
            Role::ToggleButton,
        ];
        if !known.contains(&role) {
            faults.push(format!("{place}: {thing:?} has the focus and is no control"));
        }
        if matches!(role, Role::Slider | Role::SpinButton) && thing.value().is_none() {
            faults.push(format!("{place}: {thing:?} has no value"));
        }
        if matches!(role, Role::Entry | Role::PasswordText) && thing.text().is_none() {
            faults.push(format!("{place}: {thing:?} has no text"));
        }
        if matches!(role, Role::RadioButton | Role::CheckBox) && !thing.is(State::Checkable) {
            faults.push(format!("{place}: {thing:?} does not say whether it is chosen"));
        }
    }
    faults
}

#[test]
fn a_screen_reader_finds_every_place_and_in_it_headings_and_named_controls() {
    let Some(desk) = desk() else { return };
    let window = desk.window(&[]);
    let tree = window.tree();
    tree.until(Role::Frame, "Ebb");
    let mut wrong = Vec::new();
    for place in PLACES {
        tree.until(Role::Landmark, "Places").until(Role::ToggleButton, place).press();
        wrong.extend(faults(place, &until_at(&window, place).all()));
    }
    tree.until(Role::ToggleButton, "Library").press();
    until_at(&window, "Library").until(Role::Button, "New session").press();
    tree.until(Role::Entry, "Title");
    wrong.extend(faults("the editor", &tree.all()));
    assert!(wrong.is_empty(), "{}\n{}", wrong.join("\n"), tree.told());
}

#[test]
fn a_session_is_begun_left_and_rated_through_a_screen_reader() {
    let Some(desk) = desk() else { return };
    let window = desk.window(&[]);
    let tree = window.tree();
    tree.until(Role::Button, "Begin").press();
    tree.until(Role::Button, "Pause");
    let mut wrong = faults("the stage", &tree.all());
    tree.until(Role::Button, "Stop now").press();
    tree.until_said("What made you stop?");
    wrong.extend(faults("the end", &tree.all()));
    assert!(wrong.is_empty(), "{}\n{}", wrong.join("\n"), tree.told());
}

#[test]
fn the_phase_is_announced_when_that_is_asked_for() {
    let Some(desk) = desk() else { return };
    desk.settings("announce: true");
    let session = desk.file("short.ron", SHORT);
    let mut said = desk.announcements();
    let _window = desk.window(&["play", &session]);
    for phase in ["in", "out", "in"] {
        said.until(phase);
    }
}
