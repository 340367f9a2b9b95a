//! The page before a session.

use super::*;

/// The page before a shipped session, gone back to from its beginning.
fn before(folder: &Path, session: &str) -> Harness<'static, App> {
    let chosen = Settings { lead_in_s: 30, safety_seen: true, ..Settings::default() };
    chosen.save(&DataDir::at(folder)).unwrap();
    let mut window = begun(folder, Catalogue::shipped().named(session).unwrap(), DESKTOP);
    until(&mut window, "Get comfortable.");
    press(&mut window, Key::B);
    window
}

#[test]
fn a_ramp_starts_where_one_taps() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = before(folder.path(), "slow-down");
    until(&mut window, "12 minutes");
    press(&mut window, Key::S);
    until(&mut window, "Tap Space each time a breath in begins");
    press(&mut window, Key::Space);
    until(&mut window, "5 more taps");
    // A frame is a sixtieth of a second, and each press shows three: four seconds from tap to tap.
    for _ in 0..5 {
        window.run_steps(237);
        press(&mut window, Key::Space);
    }
    until(&mut window, "15 breaths a minute");
    press(&mut window, Key::Enter);
    until(&mut window, "Starts at your pace, 15 breaths a minute.");
    press(&mut window, Key::Enter);
    until(&mut window, "Get comfortable.");
    press(&mut window, Key::ArrowRight);
    until(&mut window, "15 breaths a minute · Next: ");
}

#[test]
fn a_session_can_be_made_longer_before_it_begins_and_left_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = before(folder.path(), "daily-five");
    until(&mut window, "5 minutes");
    press(&mut window, Key::Plus);
    until(&mut window, "6 minutes");
    focus(&mut window, "A minute longer");
    press(&mut window, Key::Enter);
    until(&mut window, "7 minutes");
    press(&mut window, Key::Minus);
    until(&mut window, "6 minutes");
    press(&mut window, Key::Escape);
    until(&mut window, "Sunday, 22 November");
}
