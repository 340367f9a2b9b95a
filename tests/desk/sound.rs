//! What is heard: a sound server's recording of what the program plays.

use super::desk::{Desk, Setup};

const BELLS: &str = r#"Session(format: 1, title: "Bells", practice: "breathing", sound: (guide: Bells), steps: [
    Breathe(breath: (inhale: 1.5, exhale: 1.5), cycles: 2),
])"#;

#[test]
fn a_session_is_heard_from_its_window() {
    let Some(desk) = Desk::open(Setup::default()) else { return };
    let session = desk.file("bells.ron", BELLS);
    let mut recording = desk.record("desk");
    let window = desk.window(&["play", &session]);
    window.tree().until_said("Bells");
    recording.until_heard();
}
