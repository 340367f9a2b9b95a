//! The window when it is asked to end, and when its display goes: what was practised is kept.

use std::path::Path;
use std::process::ExitStatus;
use std::time::Instant;

use ebb::data::DataDir;
use ebb::journal::{is_in_use, read};
use ebb::plan::Ended;
use rusqlite::{Connection, OpenFlags};

use super::desk::{Desk, Process, Setup, until};

const LONG: &str = r#"Session(format: 1, title: "Long", practice: "breathing", steps: [
    Breathe(breath: (inhale: 2, exhale: 2), cycles: 300),
])"#;

/// The seconds that a running session has kept so far; nothing before it has kept any.
fn practised(data: &Path) -> Option<u32> {
    let journal = Connection::open_with_flags(data.join("journal.db"), OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
    journal.query_row("SELECT entry ->> 'active_s' FROM running", [], |row| row.get(0)).ok()
}

/// Waits until a program has ended by itself, and looks at what it kept of a session that began at `began` and had
/// kept so much before.
fn is_kept(desk: &Desk, mut process: Process, data: &Path, (began, before): (Instant, u32)) -> ExitStatus {
    let asked = Instant::now();
    let status = until("the program to end", || process.0.try_wait().unwrap());
    desk.say(format_args!("ended after {:.2} s", asked.elapsed().as_secs_f64()));
    let folder = DataDir::at(data);
    assert!(!is_in_use(&folder), "the journal is free");
    let entries = read(&folder, None).unwrap().entries;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].ended, Ended::Stopped);
    let most = began.elapsed().as_secs_f64();
    let kept = entries[0].active_s;
    assert!(kept >= before && f64::from(kept) <= most, "{kept} s of {before} to {most} s");
    status
}

#[test]
fn a_window_that_is_asked_to_end_keeps_what_was_practised_and_asks_nothing() {
    let Some(desk) = Desk::open(Setup { sinks: Vec::new(), ..Setup::default() }) else { return };
    let session = desk.file("long.ron", LONG);
    let began = Instant::now();
    let windows = ["TERM", "INT", "HUP"].map(|signal| {
        let data = desk.folder().join(signal);
        std::fs::create_dir(&data).unwrap();
        std::fs::copy(desk.data().join("settings.ron"), data.join("settings.ron")).unwrap();
        (signal, desk.window(&["--data-dir", data.to_str().unwrap(), "play", &session]).process, data)
    });
    for (signal, process, data) in windows {
        let before = until("ten seconds", || practised(&data));
        process.signal(signal);
        assert!(is_kept(&desk, process, &data, (began, before)).success(), "{signal}");
    }
}

#[test]
fn a_window_whose_display_goes_keeps_what_was_practised() {
    let Some(mut desk) = Desk::open(Setup { sinks: Vec::new(), ..Setup::default() }) else { return };
    let session = desk.file("long.ron", LONG);
    let began = Instant::now();
    let process = desk.window(&["play", &session]).process;
    let before = until("ten seconds", || practised(&desk.data()));
    desk.kill_display();
    // libX11 ends it, as it ends every program whose display goes.
    let status = is_kept(&desk, process, &desk.data(), (began, before));
    assert!(!status.success());
}
