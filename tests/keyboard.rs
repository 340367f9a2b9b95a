//! The keyboard alone, in every place: whatever it comes to is in sight with its ring, has a name and a role, and the
//! page keys move every page.

use std::fmt::Write as _;
use std::path::Path;

use ebb::ui::App;
use ebb::ui::theme::{DUSK, LIGHT, line};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Pos2, Rect, Shape, StrokeKind, Vec2, accessibility, vec2};
use egui_kittest::{
    Harness, Node,
    kittest::{By, NodeT as _, Queryable as _},
};

use super::layout::{at_place, click, months, places};
use super::window::{DESKTOP, press, until};

/// A window on a desk, and one as small as a window with a rail below can be.
const WINDOWS: [Vec2; 2] = [DESKTOP, vec2(640.0, 480.0)];

/// What has the keyboard: its name, and where it stands.
fn focused(window: &Harness<'_, App>) -> Option<(String, Rect)> {
    let node = window.query_all(By::new().predicate(|_| true)).find(Node::is_focused)?;
    let told = node.accesskit_node();
    Some((told.label().or_else(|| told.value()).unwrap_or_default(), node.rect()))
}

/// Where the ring around it is drawn, and how much of that may be seen.
fn ring(window: &Harness<'_, App>) -> Option<(Rect, Rect)> {
    fn of(shape: &Shape) -> Option<Rect> {
        match shape {
            Shape::Vec(shapes) => shapes.iter().find_map(of),
            Shape::Rect(drawn) => {
                let is_ring =
                    [LIGHT.focus, DUSK.focus].contains(&drawn.stroke.color) && drawn.stroke_kind == StrokeKind::Outside;
                is_ring.then(|| drawn.rect.expand(drawn.stroke.width)).filter(|_| drawn.stroke.width >= line::MARK)
            }
            _ => None,
        }
    }
    let mut all = window.output().shapes.iter().filter_map(|drawn| Some((of(&drawn.shape)?, drawn.clip_rect)));
    all.next()
}

/// Presses Tab until the keyboard has been everywhere; a line for each stop that is not as it should be.
fn tabbed(window: &mut Harness<'_, App>, size: Vec2) -> (usize, String) {
    let screen = Rect::from_min_size(Pos2::ZERO, size);
    let (mut told, mut stops) = (String::new(), Vec::new());
    for nth in 0..600 {
        window.key_press(Key::Tab);
        window.run_steps(4);
        let Some((name, at)) = focused(window) else { continue };
        if name.is_empty() {
            writeln!(told, "stop {nth} at {at:?} has no name").unwrap();
        }
        match ring(window) {
            None => writeln!(told, "{name:?} at {at:?} has no ring").unwrap(),
            Some((drawn, clip)) if !clip.intersect(screen).expand(0.5).contains_rect(drawn) => {
                // What is higher than the page shows its beginning.
                if drawn.height() <= clip.height() || !clip.contains(drawn.min) {
                    writeln!(told, "{name:?}: the ring at {drawn:?} is cut by {clip:?}").unwrap();
                }
            }
            Some((drawn, _)) if !drawn.expand(0.5).intersects(at) => {
                writeln!(told, "{name:?} at {at:?} has its ring at {drawn:?}").unwrap();
            }
            Some(_) => {}
        }
        if stops.first() == Some(&name) && stops.len() > 2 {
            return (stops.len(), told);
        }
        stops.push(name);
    }
    panic!("the keyboard never came around: {stops:?}");
}

/// A window at each place, on the first day and after months, and in the editor.
fn everywhere(mut look: impl FnMut(&mut Harness<'_, App>, Vec2, &str)) {
    let (new, old) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    months(old.path());
    let folders: [(&Path, &str); 2] = [(new.path(), "the first day"), (old.path(), "after months")];
    for size in WINDOWS {
        for (folder, when) in folders {
            for place in places() {
                let mut window = at_place(folder, size, 100, place);
                look(&mut window, size, &format!("{place} at {size:?}, {when}"));
            }
        }
        let mut window = at_place(new.path(), size, 100, "Library");
        click(&mut window, "New session");
        for step in ["Breathe", "Stretch", "Tense and let go"] {
            click(&mut window, &format!("Add: {step}"));
        }
        look(&mut window, size, &format!("the editor at {size:?}"));
    }
}

#[test]
fn whatever_the_keyboard_comes_to_is_in_sight_with_its_ring() {
    let (mut all, mut told) = (0, String::new());
    everywhere(|window, size, place| {
        let (stops, wrong) = tabbed(window, size);
        all += stops;
        if !wrong.is_empty() {
            writeln!(told, "{place}:\n{wrong}").unwrap();
        }
    });
    assert!(told.is_empty(), "{told}");
    assert!(all > 500, "{all} stops");
}

#[test]
fn every_control_has_a_name_and_every_place_its_landmarks_and_headings() {
    let mut told = String::new();
    everywhere(|window, _, place| {
        window.run_steps(4);
        assert_eq!(window.root().accesskit_node().label().as_deref(), Some("Ebb"), "{place}");
        let nodes: Vec<_> = window.query_all(By::new().predicate(|_| true)).collect();
        let roles: Vec<Role> = nodes.iter().map(|node| node.accesskit_node().role()).collect();
        for role in [Role::Navigation, Role::Main, Role::Heading] {
            if !roles.contains(&role) {
                writeln!(told, "{place} has no {role:?}").unwrap();
            }
        }
        for node in &nodes {
            let control = node.accesskit_node();
            let role = control.role();
            let named = control.label().is_some_and(|label| !label.trim().is_empty());
            if accessibility::is_input(role) && !named {
                writeln!(told, "{place}: a {role:?} at {:?} has no name", node.rect()).unwrap();
            }
            let has_state = match role {
                Role::Switch | Role::CheckBox | Role::RadioButton => control.toggled().is_some(),
                Role::Slider => {
                    let worth = (control.numeric_value(), control.min_numeric_value(), control.max_numeric_value());
                    matches!(worth, (Some(_), Some(_), Some(_)))
                }
                _ => true,
            };
            if !has_state {
                writeln!(told, "{place}: {role:?} {:?} does not say what it is at", control.label()).unwrap();
            }
        }
    });
    assert!(told.is_empty(), "{told}");
}

#[test]
fn the_page_keys_move_a_page_and_home_and_end_lead_to_its_ends() {
    let folder = tempfile::tempdir().unwrap();
    let top = |window: &Harness<'_, App>| window.get_by_role_and_label(Role::Heading, "Settings").rect().top();
    let mut window = at_place(folder.path(), DESKTOP, 100, "Settings");
    let first = top(&window);
    let mut moved = |key| {
        press(&mut window, key);
        window.run_steps(2);
        first - top(&window)
    };
    // A window's height but for a line or two, which stay in sight.
    assert!((moved(Key::PageDown) - 740.0).abs() < 1.0);
    assert!((moved(Key::PageUp)).abs() < 1.0);
    assert!((moved(Key::ArrowDown) - 60.0).abs() < 1.0);
    assert!((moved(Key::ArrowUp)).abs() < 1.0);
    let end = moved(Key::End);
    assert!(end > 1000.0, "{end}");
    assert!((moved(Key::PageUp) - (end - 740.0)).abs() < 1.0);
    assert!((moved(Key::Home)).abs() < 1.0);
}

#[test]
fn the_keys_of_a_slider_and_of_a_field_stay_theirs() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = at_place(folder.path(), DESKTOP, 100, "Settings");
    let slider = |window: &Harness<'_, App>| {
        let heading = window.get_by_role_and_label(Role::Heading, "Settings").rect().top();
        (heading, window.query_all_by_role(Role::Slider).next().unwrap().accesskit_node().numeric_value())
    };
    window.query_all_by_role(Role::Slider).next().unwrap().focus();
    window.run_steps(4);
    let before = slider(&window);
    press(&mut window, Key::End);
    window.run_steps(2);
    let after = slider(&window);
    assert!((before.0 - after.0).abs() < 0.5, "the page stays: {before:?} {after:?}");
    assert_ne!(before.1, after.1);
}

#[test]
fn after_a_place_is_gone_to_its_own_keys_hold_and_tab_leads_into_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = at_place(folder.path(), DESKTOP, 100, "Plan");
    window.query_all_by_label("Plan").next().unwrap().focus();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num1);
    window.run_steps(4);
    assert_eq!(focused(&window), None);
    press(&mut window, Key::Tab);
    assert_eq!(focused(&window).unwrap().0, "Begin");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num1);
    window.run_steps(4);
    press(&mut window, Key::Enter);
    until(&mut window, "Lie on your back with your knees bent");
}

#[test]
fn in_a_place_with_nothing_to_go_to_the_first_tab_leads_to_the_rail() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = at_place(folder.path(), DESKTOP, 100, "When to stop");
    click(&mut window, "Why this helps");
    until(&mut window, "Tight is not weak");
    press(&mut window, Key::Tab);
    window.run_steps(2);
    assert_eq!(focused(&window).unwrap().0, "Today");
}

#[test]
fn a_press_of_the_pointer_leaves_no_ring_and_a_key_shows_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = at_place(folder.path(), DESKTOP, 100, "Settings");
    window.get_by_role_and_label(Role::RadioButton, "Colours: light").click();
    window.run_steps(4);
    assert_eq!(ring(&window), None);
    press(&mut window, Key::Tab);
    assert!(ring(&window).is_some());
}

#[test]
fn a_practice_that_is_switched_keeps_the_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = at_place(folder.path(), DESKTOP, 100, "Today");
    until(&mut window, "What you would like to practise");
    for _ in 0..2 {
        let switch = window.get_by_role_and_label(Role::Switch, "Breathing");
        if !switch.is_focused() {
            switch.focus();
        }
        window.run_steps(2);
        let before = window.get_by_role_and_label(Role::Switch, "Breathing").accesskit_node().toggled();
        press(&mut window, Key::Space);
        let now = |window: &Harness<'_, App>| {
            window.query_by_role_and_label(Role::Switch, "Breathing").map(|node| node.accesskit_node().toggled())
        };
        while now(&window) == Some(before) {
            window.step();
        }
        window.run_steps(30);
        assert_eq!(focused(&window).map(|(name, _)| name).as_deref(), Some("Breathing"));
    }
}
