//! The voice: it plays where Ebb plays, and as loud.

use std::f32::consts::PI;
use std::os::unix::fs::PermissionsExt as _;

use super::desk::{Desk, Setup, Sink};

/// Nothing but the voice is heard of this.
const SAID: &str = r#"Session(format: 1, title: "Said", practice: "relaxation", language: "en", sound: (guide: Silent), steps: [
    Cue(secs: 300, say: "Let your shoulders be heavy."),
])"#;

/// A speech program that makes a tone of half a minute of whatever it reads, and keeps what it was told.
const PROGRAM: &str = r#"#!/bin/sh
here=$(dirname "$0")
[ "$1" = --voices ] && { echo " 2  en-gb  --/M  English  gmw/en  (en 2)"; exit; }
echo "$@" >> "$here/arguments"
cat >> "$here/input"
exec cat "$here/tone.wav"
"#;

/// A folder with that program.
fn program() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 22_050,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut tone = hound::WavWriter::create(folder.path().join("tone.wav"), spec).unwrap();
    for nth in 0..661_500_u32 {
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a tone of 16 bits")]
        let sample = (20_000.0 * (2.0 * PI * 441.0 * nth as f32 / 22_050.0).sin()) as i16;
        tone.write_sample(sample).unwrap();
    }
    tone.finalize().unwrap();
    let path = folder.path().join("espeak-ng");
    std::fs::write(&path, PROGRAM).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

fn desk(program: &tempfile::TempDir) -> Option<Desk> {
    let path = std::env::var("PATH").unwrap();
    let sinks = vec![Sink::stereo("room", 48_000), Sink::stereo("headphones", 44_100)];
    let env = vec![("PATH", format!("{}:{path}", program.path().display()))];
    let desk = Desk::open(Setup { sinks, env, ..Setup::default() })?;
    desk.settings("voice: true, cues_percent: 0, sound_device: \"headphones\"");
    Some(desk)
}

/// How loud the last tenth of a second of these is, and where.
fn last(samples: &[f32]) -> f32 {
    samples[samples.len().saturating_sub(8_820)..].iter().fold(0.0, |peak, sample| peak.max(sample.abs()))
}

#[test]
fn the_voice_is_heard_from_the_chosen_device_alone_and_pauses_and_is_muted_with_the_rest() {
    let program = program();
    let Some(desk) = desk(&program) else { return };
    let session = desk.file("said.ron", SAID);
    let (mut headphones, mut room) = (desk.record("headphones"), desk.record("room"));
    let mut terminal = desk.terminal(&["play", "--terminal", &session]);
    headphones.until("the voice", |samples| last(samples) > 0.2);
    terminal.press(" ");
    terminal.until("Paused");
    headphones.until("a pause", |samples| last(samples) == 0.0);
    terminal.press(" ");
    headphones.until("the rest of the sentence", |samples| last(samples) > 0.2);
    terminal.press("m");
    headphones.until("nothing, muted", |samples| last(samples) == 0.0);
    terminal.press("m");
    headphones.until("the voice again", |samples| last(samples) > 0.2);
    assert!(room.so_far().iter().all(|sample| *sample == 0.0), "the room hears nothing of it");
    let told = |file| std::fs::read_to_string(program.path().join(file)).unwrap();
    assert_eq!(told("input"), "Let your shoulders be heavy.\n");
    assert!(told("arguments").contains("-v en-gb") && !told("arguments").contains("shoulders"));
}

#[test]
fn a_session_in_a_language_without_a_voice_says_so_and_is_not_read_out() {
    let program = program();
    let Some(desk) = desk(&program) else { return };
    let session = desk.file("said.ron", &SAID.replace("\"en\"", "\"zh\""));
    let mut headphones = desk.record("headphones");
    let mut terminal = desk.terminal(&["play", "--terminal", &session]);
    terminal.until("no voice for the language");
    headphones.go_on(2.0);
    assert!(headphones.so_far().iter().all(|sample| *sample == 0.0));
}
