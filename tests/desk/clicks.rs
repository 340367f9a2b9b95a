//! That nothing clicks: whatever is done while a session plays, and whatever becomes of the sound server.

use ebb::sound::STEEPEST;

use super::desk::{Desk, Recording, Setup, Sink, Terminal, undisturbed};
use super::sound::Sound;

/// Two tones above a drone: of sound without noise a cut shows in how much its steps change.
const TONES: &str = r#"Session(
    format: 1, title: "Tones", practice: "breathing", sound: (guide: TwoTones, ambience: Drone),
    steps: [Breathe(breath: (inhale: 2, exhale: 2), cycles: 30), Breathe(breath: (inhale: 3, exhale: 3), cycles: 30)],
)"#;

/// What fades and volumes under way add at most to a change of steps, as `ebb::sound::STEEPEST` says of steps.
const FADES: f32 = 0.002;

/// The one sink of most of these.
const DESK: Sink = Sink::stereo("desk", 48_000);

/// Frames a second of every sink here.
const RATE: usize = 48_000;

/// The largest step from one stereo frame to the next, and the most that a step changes by.
fn sharpest(samples: &[f32]) -> (f32, f32) {
    samples.windows(5).fold((0.0, 0.0), |(step, bend), frames| {
        let (first, second) = (frames[2] - frames[0], frames[4] - frames[2]);
        (f32::max(step, second.abs()), f32::max(bend, (second - first).abs()))
    })
}

/// How often it is silent for a tenth of a second or longer, after it was first heard.
fn silences(samples: &[f32]) -> usize {
    let heard = samples.iter().position(|sample| *sample != 0.0).unwrap_or(samples.len());
    let runs = samples[heard..].split(|sample| *sample != 0.0);
    runs.filter(|run| run.len() > 2 * RATE / 10).count()
}

/// How loud the last half second is: its root mean square.
fn loudness(samples: &[f32]) -> f32 {
    let last = &samples[samples.len().saturating_sub(RATE)..];
    #[expect(clippy::cast_precision_loss, reason = "half a second of samples")]
    let mean = last.iter().map(|sample| sample * sample).sum::<f32>() / last.len() as f32;
    mean.sqrt()
}

/// A desk, the session on it, and the most that its steps change by when it is left alone.
fn desk(sinks: Vec<Sink>, settings: &str) -> Option<(Desk, String, f32)> {
    let desk = Desk::open(Setup { sinks, screen: (640, 600), ..Setup::default() })?;
    desk.settings(settings);
    let session = desk.file("tones.ron", TONES);
    let (_, bend) = sharpest(&Sound::rendered(&desk, &session, DESK).samples);
    Some((desk, session, bend))
}

fn assert_no_click(desk: &Desk, what: &str, heard: &[f32], alone: f32) {
    let (step, bend) = sharpest(heard);
    desk.say(format_args!("{what}: a step of {step:.4} at most, which changes by {bend:.4}; left alone {alone:.4}"));
    assert!(step < STEEPEST && bend < alone + FADES, "{what}: a step of {step}, which changes by {bend}");
}

/// Plays and does all that can be done with the sound of a session, each for most of a second of sound; what is heard.
fn everything_done<P>(desk: &Desk, play: impl FnOnce() -> P, mut press: impl FnMut(&mut P, &str)) -> Option<Vec<f32>> {
    let mut recording = desk.record("desk");
    let mut playing = play();
    recording.until_heard();
    recording.go_on(2.5);
    let loud = loudness(recording.so_far());
    for _ in 0..6 {
        press(&mut playing, "Down");
    }
    recording.until("it is softer", |samples| loudness(samples) < 0.8 * loud);
    for key in ["Up", "m", "m", "space", "space", "Right", "Left"] {
        press(&mut playing, key);
        recording.go_on(0.8);
    }
    recording.undisturbed()
}

fn assert_none_of_it_clicks(desk: &Desk, what: &str, heard: &[f32], alone: f32) {
    assert_no_click(desk, what, heard, alone);
    assert_eq!(silences(heard), 2, "{what}: muted once and paused once");
}

#[test]
fn nothing_clicks_whatever_is_done_in_a_terminal() {
    let Some((desk, session, alone)) = desk(vec![DESK], "") else { return };
    let press = |terminal: &mut Terminal, key: &str| {
        terminal.press(match key {
            "Up" => "\x1b[A",
            "Down" => "\x1b[B",
            "Right" => "\x1b[C",
            "Left" => "\x1b[D",
            "space" => " ",
            sign => sign,
        });
    };
    let play = || desk.terminal(&["play", &session, "--terminal"]);
    let heard = undisturbed(|| everything_done(&desk, play, press));
    assert_none_of_it_clicks(&desk, "a terminal", &heard, alone);
}

#[test]
fn nothing_clicks_whatever_is_done_in_a_window() {
    let Some((desk, session, alone)) = desk(vec![DESK], "") else { return };
    let play = || {
        let window = desk.window(&["play", &session]);
        window.resize(360, 560);
        window
    };
    let heard = undisturbed(|| everything_done(&desk, play, |_, key| desk.screen.key(key)));
    assert_none_of_it_clicks(&desk, "a window", &heard, alone);
}

/// What is heard in the first second that something is.
fn beginning(mut recording: Recording) -> Option<Vec<f32>> {
    recording.until_heard();
    recording.go_on(1.0);
    recording.undisturbed()
}

#[test]
fn nothing_clicks_when_the_sound_server_comes_back() {
    let Some((mut desk, session, alone)) = desk(vec![DESK], "pause_when_moved: false") else { return };
    let heard = undisturbed(|| {
        let mut recording = desk.record("desk");
        let _terminal = desk.terminal(&["play", &session, "--terminal"]);
        recording.until_heard();
        desk.kill_sound();
        desk.start_sound();
        beginning(desk.record("desk"))
    });
    assert_no_click(&desk, "a server that came back", &heard, alone);
}

#[test]
fn nothing_clicks_where_sound_goes_on_from_another_device() {
    let sinks = ["headphones", "room"].map(|name| Sink::stereo(name, 48_000)).to_vec();
    let Some((desk, session, alone)) = desk(sinks, "pause_when_moved: false, sound_device: \"headphones\"") else {
        return;
    };
    let heard = undisturbed(|| {
        let (mut headphones, mut room) = (desk.record("headphones"), desk.record("room"));
        let idle = room.server_began();
        let _terminal = desk.terminal(&["play", &session, "--terminal"]);
        headphones.until_heard();
        let playing = room.server_began();
        desk.unplug("headphones");
        room.until_heard();
        room.go_on(1.0);
        // A hole that came before the test saw the sound is noticed too: both streams begin alike.
        let is_disturbed = room.server_began() - playing > playing - idle;
        desk.plug("headphones");
        let heard = room.end();
        // A server that is late hands a recorder silence for what it then plays: the beginning is missing there.
        let is_whole = heard.iter().find(|sample| **sample != 0.0).is_some_and(|first| first.abs() < FADES);
        (is_whole && !is_disturbed).then_some(heard)
    });
    assert_no_click(&desk, "another device", &heard, alone);
}
