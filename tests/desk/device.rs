//! The device that goes away: others in the room hear nothing unasked.

use std::process::Stdio;

use super::desk::{Desk, Setup, Sink, until};

const OCEAN: &str = r#"Session(format: 1, title: "Ocean", practice: "breathing", sound: (guide: Silent, ambience: Ocean), steps: [
    Rest(secs: 300),
])"#;

/// A desk whose default device is the room's; with `settings`, and a server that moves what plays through a device that
/// goes, as servers do.
fn desk(sinks: [&'static str; 2], settings: &str) -> Option<Desk> {
    let sinks = sinks.map(|name| Sink::stereo(name, 48_000)).to_vec();
    let desk = Desk::open(Setup { sinks, ..Setup::default() })?;
    desk.pactl(&["load-module", "module-rescue-streams"]);
    desk.settings(settings);
    Some(desk)
}

/// Plays through the headphones until they are gone: it pauses, the room is silent until somebody resumes.
fn the_room_hears_nothing_until_it_is_asked_to(desk: &Desk, gone: impl FnOnce()) {
    let session = desk.file("ocean.ron", OCEAN);
    let (mut headphones, mut room) = (desk.record("headphones"), desk.record("room"));
    let mut terminal = desk.terminal(&["play", "--terminal", &session]);
    headphones.until_heard();
    drop(headphones);
    gone();
    terminal.until("Sound would come from another device now.");
    terminal.until("Paused");
    room.go_on(2.0);
    let loud = room.so_far().iter().filter(|sample| **sample != 0.0).count();
    assert_eq!(loud, 0, "samples that the room heard unasked");
    terminal.press(" ");
    room.until_heard();
}

#[test]
fn a_chosen_device_that_goes_pauses_the_session() {
    let Some(desk) = desk(["room", "headphones"], "sound_device: \"headphones\"") else { return };
    the_room_hears_nothing_until_it_is_asked_to(&desk, || desk.unplug("headphones"));
}

#[test]
fn a_default_device_that_goes_pauses_the_session() {
    let Some(desk) = desk(["headphones", "room"], "") else { return };
    the_room_hears_nothing_until_it_is_asked_to(&desk, || desk.unplug("headphones"));
}

#[test]
fn another_default_device_pauses_the_session() {
    let Some(desk) = desk(["headphones", "room"], "") else { return };
    the_room_hears_nothing_until_it_is_asked_to(&desk, || drop(desk.pactl(&["set-default-sink", "room"])));
}

#[test]
fn without_keys_to_go_on_with_a_session_whose_device_goes_ends() {
    let Some(desk) = desk(["headphones", "room"], "") else { return };
    let session = desk.file("ocean.ron", OCEAN);
    let mut headphones = desk.record("headphones");
    let mut command = desk.ebb(&["play", "--terminal", &session]);
    let playing = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    headphones.until_heard();
    drop(headphones);
    desk.unplug("headphones");
    let said = String::from_utf8(playing.wait_with_output().unwrap().stdout).unwrap();
    assert!(said.contains("Paused, and there are no keys here to go on with: it ends here."), "{said}");
}

#[test]
fn sound_follows_to_another_device_where_that_was_chosen() {
    let Some(desk) = desk(["headphones", "room"], "pause_when_moved: false") else { return };
    let session = desk.file("ocean.ron", OCEAN);
    let (mut headphones, mut room) = (desk.record("headphones"), desk.record("room"));
    let _terminal = desk.terminal(&["play", "--terminal", &session]);
    headphones.until_heard();
    desk.unplug("headphones");
    room.until_heard();
}

#[test]
fn the_stage_says_that_the_device_is_gone_and_waits() {
    let Some(desk) = desk(["room", "headphones"], "sound_device: \"headphones\"") else { return };
    let session = desk.file("ocean.ron", OCEAN);
    let (mut headphones, mut room) = (desk.record("headphones"), desk.record("room"));
    let window = desk.window(&["play", &session]);
    headphones.until_heard();
    desk.unplug("headphones");
    window.tree().until_said("Sound would come from another device now.");
    room.go_on(1.0);
    assert!(room.so_far().iter().all(|sample| *sample == 0.0));
    until("the session to go on", || {
        desk.screen.key("space");
        room.go_on(1.0);
        room.so_far().iter().any(|sample| *sample != 0.0).then_some(())
    });
}
