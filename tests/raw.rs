//! No command prints what a terminal would obey, whatever stands in the journal, in sessions and in names of files.

use std::path::Path;
use std::process::{Command, Stdio};

use ebb::data::DataDir;
use ebb::journal::Journal;
use ebb::plan::{Ended, Entry};

/// Turns the line round, retitles the window, clears the screen, and the eight-bit form of the same.
const BAD: &str = "a\u{202e}b\u{2066}c\u{200f}d\u{61c}e\u{1b}]0;f\u{7}g\u{1b}[2Jh\u{9b}2Ji\u{7f}j";
/// The same where a file's name cannot have all of it.
const NAME: &str = "n\u{202e}\u{1b}[2J\u{9b}m";

/// What the program itself never sends; the rest moves the cursor or colours a line.
fn steers(sign: char) -> bool {
    matches!(
        sign,
        '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// A data folder in which everything that has a name has such a one: as another program could leave it.
fn fill(folder: &Path) -> DataDir {
    let data = DataDir::at(folder.join(NAME));
    let entry = Entry {
        title: BAD.to_owned(),
        note: BAD.to_owned(),
        ended: Ended::Stopped,
        during: BAD.to_owned(),
        ..Entry::by_hand("0000000000000001".repeat(2), "breathing", "2026-11-22".parse().unwrap(), 300)
    };
    Journal::open_for_writing(&data, None).unwrap().save(&entry).unwrap();
    let database = rusqlite::Connection::open(data.journal()).unwrap();
    database.execute("UPDATE practices SET name = ?1", [BAD]).unwrap();
    drop(database);
    std::fs::create_dir_all(data.sessions()).unwrap();
    let session =
        |title: &str| format!("Session(format: 1, title: {title:?}, practice: \"breathing\", steps: [Rest(secs: 5)])");
    std::fs::write(data.sessions().join(format!("{NAME}.ron")), session("Good")).unwrap();
    std::fs::write(data.sessions().join("bad.ron"), session("T").replace('T', BAD)).unwrap();
    std::fs::write(data.folder().join("settings.ron"), format!("(theme: \"{BAD}\")")).unwrap();
    data
}

fn ebb(data: &DataDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ebb"));
    command.arg("--data-dir").arg(data.folder()).args(arguments).stdin(Stdio::null());
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env("XDG_RUNTIME_DIR", data.folder());
    command.env("PULSE_SERVER", format!("unix:{}/none", data.folder().display()));
    command
}

#[test]
fn no_command_sends_a_terminal_what_it_would_obey() {
    let folder = tempfile::tempdir().unwrap();
    let data = fill(folder.path());
    let inside = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let own = data.sessions().join(format!("{NAME}.ron")).to_str().unwrap().to_owned();
    let bad = data.sessions().join("bad.ron").to_str().unwrap().to_owned();
    let (none, out) = (inside(&format!("{NAME}-none.ron")), inside(&format!("{NAME}-out")));
    std::fs::write(inside("import.json"), format!("{{ \"ebb\": 1, \"{BAD}\": 2 }}")).unwrap();
    let commands: &[&[&str]] = &[
        &["list"],
        &["list", "--json"],
        &["log"],
        &["log", "--json"],
        &["week"],
        &["week", "--json"],
        &["week", "--last", "2"],
        &["week", "--last", "2", "--json"],
        &["week", "--date", BAD],
        &["check", &bad],
        &["check", &none],
        &["timeline", &own],
        &["timeline", &own, "--json"],
        &["timeline", &bad],
        &["timeline", BAD],
        &["add", &bad],
        &["add", &own],
        &["play", "--terminal", &own],
        &["play", "--terminal", &bad],
        &["render", &own, "--out", &format!("{out}.wav")],
        &["render", &own, "--out", &format!("{none}/x.wav")],
        &["export", &format!("{out}.json")],
        &["export", &format!("{none}/x.json")],
        &["export", "--private", "--csv", &out],
        &["report", &format!("{out}.html")],
        &["import", &inside("import.json")],
        &["import", &none],
        &["import", BAD],
        &["backup", "list"],
        &["backup", "restore", BAD],
        &["passphrase", "change"],
        &["doctor"],
        &[BAD],
        &["log", BAD],
    ];
    for arguments in commands {
        let done = ebb(&data, arguments).output().unwrap();
        let said = String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap();
        assert!(!said.is_empty() || arguments[0] == "check", "{arguments:?} says nothing");
        assert_eq!(said.find(steers), None, "{arguments:?}: {said:?}");
    }
}

#[test]
fn a_table_for_scripts_keeps_its_data_in_a_file_and_is_shown_in_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let data = fill(folder.path());
    let piped = ebb(&data, &["log", "--csv"]).output().unwrap();
    assert!(String::from_utf8(piped.stdout).unwrap().contains(BAD));
    let json = ebb(&data, &["log", "--json"]).output().unwrap();
    let entries: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!((&entries[0]["title"], &entries[0]["note"]), (&BAD.into(), &BAD.into()));
    let shell = format!("{} --data-dir \"$DATA\" log --csv", env!("CARGO_BIN_EXE_ebb"));
    let mut script = Command::new("script");
    script.args(["-qec", &shell, "/dev/null"]).env("DATA", data.folder()).stdin(Stdio::null());
    let said = String::from_utf8(script.output().unwrap().stdout).unwrap().replace("\r\n", "\n");
    assert!(said.contains("a\\u{202e}b"), "{said:?}");
    assert_eq!(said.find(steers), None, "{said:?}");
}

#[test]
fn a_session_in_a_terminal_shows_what_it_would_obey() {
    let folder = tempfile::tempdir().unwrap();
    let data = fill(folder.path());
    let own = data.sessions().join(format!("{NAME}.ron"));
    let shell = format!("{} --data-dir \"$DATA\" play --terminal \"$OWN\"", env!("CARGO_BIN_EXE_ebb"));
    let mut script = Command::new("script");
    script.args(["-qec", &shell, "/dev/null"]).env("DATA", data.folder()).env("OWN", own).stdin(Stdio::null());
    script.env("TERM", "xterm").env("PULSE_SERVER", format!("unix:{}/none", data.folder().display()));
    let said = String::from_utf8(script.output().unwrap().stdout).unwrap();
    // Of its settings it says what is wrong; its own line and colours are the program's.
    assert!(said.contains("Good"), "{said:?}");
    assert!(!said.contains(['\u{202e}', '\u{9b}', '\u{7}']), "{said:?}");
    assert!(!said.contains("\x1b[2J") && !said.contains("\x1b]"), "{said:?}");
}

#[cfg(unix)]
#[test]
fn no_program_that_is_started_is_told_the_passphrase() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let data = DataDir::at(folder.path().join("data"));
    std::fs::create_dir_all(data.sessions()).unwrap();
    std::fs::write(data.settings(), "(voice: true, lead_in_s: 0, safety_seen: true)").unwrap();
    let session = data.sessions().join("said.ron");
    let text = "Session(format: 1, title: \"Said\", practice: \"breathing\", \
                steps: [Cue(secs: 600, say: \"Feel your feet.\")])";
    std::fs::write(&session, text).unwrap();
    let program = folder.path().join("espeak-ng");
    let told = folder.path().join("told");
    let script = format!("#!/bin/sh\nenv > '{0}.new'; mv '{0}.new' '{0}'\n", told.display());
    std::fs::write(&program, script).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
    let mut command = ebb(&data, &["play", "--terminal", session.to_str().unwrap()]);
    command.env("PATH", path).env("EBB_PASSPHRASE", "tide").env("EBB_NEW_PASSPHRASE", "ebb").env("KEPT", "kept");
    let mut playing = command.stdout(Stdio::null()).spawn().unwrap();
    while !told.exists() && playing.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    let _ = playing.kill();
    playing.wait().unwrap();
    let told = std::fs::read_to_string(told).unwrap();
    assert!(told.lines().any(|line| line == "KEPT=kept"), "{told}");
    assert!(!told.lines().any(|line| line.starts_with("EBB_")), "{told}");
}
