//! The other sound server: a session is heard through PipeWire as through PulseAudio.

use ebb::data::DataDir;
use ebb::journal::read;
use ebb::plan::Ended;

use super::desk::{Desk, PIPEWIRE, Setup, Sink, until};

const BELLS: &str = r#"Session(format: 1, title: "Bells", practice: "breathing", sound: (guide: Bells), steps: [
    Breathe(breath: (inhale: 2, exhale: 2), cycles: 3),
])"#;

#[test]
fn a_session_is_heard_through_pipewire_and_logged() {
    let Some(mut desk) = Desk::open(Setup { sinks: Vec::new(), ..Setup::default() }) else { return };
    if !Desk::has(&PIPEWIRE) {
        return;
    }
    desk.start_pipewire(vec![Sink::stereo("desk", 48_000)]);
    assert!(desk.pactl(&["info"]).contains("on PipeWire"));
    let session = desk.file("bells.ron", BELLS);
    let mut recording = desk.record("desk");
    let mut terminal = desk.terminal(&["play", &session, "--terminal"]);
    recording.until_heard();
    terminal.until("Done");
    let entries = until("an entry", || read(&DataDir::at(desk.data()), None).ok().map(|read| read.entries));
    assert_eq!(entries.iter().map(|entry| (entry.ended, entry.active_s)).collect::<Vec<_>>(), [(Ended::Finished, 12)]);
    let loudest = recording.end().into_iter().fold(0.0_f32, |most, sample| most.max(sample.abs()));
    desk.say(format_args!("{:.1} dBFS at its loudest", 20.0 * loudest.log10()));
    assert!(loudest > 0.01, "{loudest}");
}
