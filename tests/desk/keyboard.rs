//! The keyboard alone: what has it is on the screen, with a ring that is seen, in every place.

use super::desk::{Accessible, Desk, Role, Setup, State, Window, until};

/// The places, and how many stops of Tab are gone through there: beyond what is in sight at first.
const PLACES: [(&str, usize); 6] =
    [("Today", 14), ("Library", 10), ("Progress", 10), ("Plan", 10), ("Settings", 30), ("When to stop", 8)];

/// What has the keyboard.
fn focused(tree: &Accessible) -> Option<Accessible> {
    let control = |one: &Accessible| one.is(State::Focused) && !matches!(one.role(), Role::Frame | Role::Application);
    tree.all().into_iter().find(control)
}

/// How many pixels around what has the keyboard are another colour than when nothing has it.
fn ring(desk: &Desk, window: &Window<'_>, at: [i32; 4]) -> usize {
    let [left, top, width, height] = at;
    let [x, y, wide, high] = window.place();
    let (right, bottom) = ((left + width + 6).min(x + wide), (top + height + 6).min(y + high));
    let (left, top) = ((left - 6).max(x), (top - 6).max(y));
    let part = [left, top, right - left, bottom - top];
    let focused = desk.screen.part(part);
    // Esc takes the keyboard away; nothing else changes.
    desk.screen.key("Escape");
    until("the ring to go", || (desk.screen.part(part) != focused).then_some(()));
    focused.unlike(&desk.screen.part(part))
}

/// Whether all of it is within the window, or as much as there is room for.
fn is_in_sight(one: &Accessible, window: &Window<'_>) -> bool {
    let [x, y, across, down] = window.place();
    one.place().is_none_or(|[left, top, width, height]| {
        let inside = left >= x && left + width <= x + across && top + height > y && top < y + down;
        inside && (height > down || top >= y && top + height <= y + down)
    })
}

/// Goes to a place and through it by Tab, and says how many stops there were.
fn walk(desk: &Desk, window: &Window<'_>, place: &str, nth: usize, stops: usize) -> usize {
    let tree = window.tree();
    desk.screen.key(&format!("ctrl+{}", nth + 1));
    until(place, || {
        let word = tree.all().into_iter().find(|one| one.name() == place)?;
        (word.is(State::Pressed) || word.is(State::Checked)).then_some(())
    });
    let mut seen = 0;
    for stop in 0..stops {
        let before = focused(tree);
        desk.screen.key("Tab");
        let now =
            until(format_args!("stop {stop} of {place}"), || focused(tree).filter(|now| Some(now) != before.as_ref()));
        // The page follows in a few frames.
        let message = format!("stop {stop} of {place}, {now:?}, to be in sight");
        until(message, || focused(tree).filter(|now| is_in_sight(now, window)));
        assert!(!now.name().is_empty() || now.text().is_some(), "{place}, stop {stop}: {now:?} has no name");
        seen += 1;
    }
    if let Some(at) = focused(tree).and_then(|now| now.place()) {
        let changed = ring(desk, window, at);
        assert!(changed > 60, "{place}: {changed} pixels of a ring");
    }
    seen
}

#[test]
fn what_has_the_keyboard_is_on_the_screen_in_every_place() {
    let Some(desk) = Desk::open(Setup { sinks: Vec::new(), ..Setup::default() }) else { return };
    let window = desk.window(&[]);
    let tree = window.tree();
    tree.until(Role::Button, "Begin");
    let walked = PLACES.iter().enumerate().map(|(nth, (place, stops))| walk(&desk, &window, place, nth, *stops));
    let stops: usize = walked.sum();
    desk.say(format_args!("{stops} stops of Tab, all of them on the screen"));
}

#[test]
fn page_keys_move_a_page_that_is_longer_than_the_window() {
    let Some(desk) = Desk::open(Setup { sinks: Vec::new(), ..Setup::default() }) else { return };
    let window = desk.window(&[]);
    desk.screen.key("ctrl+5");
    let heading = window.tree().until(Role::Heading, "Settings");
    let top = heading.place().unwrap()[1];
    for (key, moves) in [("Page_Down", true), ("Page_Up", false), ("End", true), ("Home", false)] {
        desk.screen.key(key);
        until(key, || {
            let now = heading.place().map_or(i32::MIN, |place| place[1]);
            ((now < top - 400) == moves && (moves || now == top)).then_some(())
        });
    }
}
