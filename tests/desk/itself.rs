//! The desk itself: what its hands, eyes and ears can do, and that nothing of it is left behind.

use super::desk::{Desk, Role, Setup, State, running_in, undisturbed, until};

#[test]
fn a_window_is_used_by_hand_and_looked_at() {
    let quiet = Setup { sinks: Vec::new(), screen: (1000, 700), ..Setup::default() };
    let Some(desk) = Desk::open(quiet) else { return };
    let mut window = desk.window(&[]);
    assert_eq!(window.title(), "Ebb");
    window.resize(800, 600);
    let library = window.tree().until(Role::ToggleButton, "Library");
    assert!(library.attributes().is_empty() && library.description().is_empty());
    let [left, top, width, height] = library.place().unwrap();
    desk.screen.click(left + width / 2, top + height / 2);
    until("the Library", || library.is(State::Pressed).then_some(()));
    window.tree().until(Role::Entry, "Search");
    let before = window.picture();
    assert!(before.width == 800 && before.at(0, 0) != [0, 0, 0]);
    desk.screen.point(left + 300, top + 200);
    desk.screen.button(5);
    until("the wheel to scroll", || (window.picture().unlike(&before) > 1000).then_some(()));
    desk.screen.key("ctrl+5");
    let loudness = window.tree().until(Role::Slider, "Loudness of the guide");
    loudness.set_value(50.0);
    until("half as loud", || (loudness.value() == Some(50.0)).then_some(()));
    assert!(desk.screen.picture().width == 1000);
    window.minimise();
    until("the window to be gone", || (!window.has_focus()).then_some(()));
    window.restore();
    window.process.signal("TERM");
    until("the program's end", || window.process.0.try_wait().unwrap());
}

#[test]
fn a_program_that_does_not_get_its_turn_is_noticed_and_recorded_again() {
    let Some(desk) = Desk::open(Setup::default()) else { return };
    let mut times = 0;
    let signal =
        |name: &str, id: u32| assert!(desk.command("kill").arg(name).arg(id.to_string()).status().unwrap().success());
    undisturbed(|| {
        times += 1;
        let mut recording = desk.record("desk");
        let terminal = desk.terminal(&["play", "daily-five", "--terminal"]);
        recording.until_heard();
        // A busy machine may take its turn away once more.
        if times == 1 {
            signal("-STOP", terminal.id);
            recording.until("nothing is left", |samples| samples.iter().rev().take(9600).all(|sample| *sample == 0.0));
            signal("-CONT", terminal.id);
            recording.go_on(1.0);
        }
        recording.undisturbed()
    });
    assert!(times > 1, "it was noticed");
}

#[test]
fn nothing_of_a_desk_is_left_behind() {
    let Some(mut desk) = Desk::open(Setup::default()) else { return };
    let folder = desk.folder().to_owned();
    let mut terminal = desk.terminal(&["play", "daily-five", "--terminal"]);
    let mut recording = desk.record("desk");
    recording.until_heard();
    assert!(recording.so_far().len() > 1);
    desk.kill_sound();
    desk.start_sound();
    desk.record("desk").until_heard();
    terminal.press("?");
    terminal.until("these keys");
    assert!(running_in(&folder).len() > 5);
    drop((terminal, recording, desk));
    until("all programs to be gone", || running_in(&folder).is_empty().then_some(()));
    assert!(!folder.exists());
}
