//! `ebb play --terminal`, the real program, without sound.

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Plays `session` in an empty data folder, on a machine that has no sound, display or keyboard.
fn play(data: &Path, session: &str) -> Output {
    std::fs::write(data.join("settings.ron"), "(lead_in_s: 0, volume_percent: 0)").unwrap();
    let file = data.join("short.ron");
    std::fs::write(&file, session).unwrap();
    ebb(data).arg("play").arg(&file).arg("--terminal").output().unwrap()
}

fn ebb(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ebb"));
    command.arg("--data-dir").arg(data).stdin(Stdio::null());
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    command.env("XDG_RUNTIME_DIR", data).env("PULSE_SERVER", format!("unix:{}", data.join("none").display()));
    command
}

const SHORT: &str = r#"Session(format: 1, title: "Very short", practice: "breathing", steps: [
    Cue(secs: 0.5, say: "Soften, widen."), Rest(secs: 0.5),
])"#;

#[test]
fn a_session_is_played_to_its_end_as_plain_lines() {
    let folder = tempfile::tempdir().unwrap();
    let done = play(folder.path(), SHORT);
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let lines: Vec<&str> = said.lines().filter(|line| !line.contains("sound")).collect();
    let expected = [
        "Very short (0:01)",
        "  0:00  Soften, widen. (0:01)",
        "  0:01  Rest (0:01)",
        "Done after less than ten seconds: not logged.",
    ];
    assert_eq!(lines, expected);
    assert!(said.chars().all(|sign| sign == '\n' || !sign.is_control()), "{said:?}");
}

#[test]
fn a_session_that_is_wrong_is_not_played() {
    let folder = tempfile::tempdir().unwrap();
    let done = play(folder.path(), "Session(format: 1)");
    assert_eq!(done.status.code(), Some(1));
    assert!(done.stdout.is_empty());
}

/// Asks for a length of one's own, in minutes.
fn play_for(session: &str, minutes: &str) -> (Option<i32>, String, String) {
    let data = tempfile::tempdir().unwrap();
    std::fs::write(data.path().join("settings.ron"), "(lead_in_s: 0, volume_percent: 0)").unwrap();
    let file = data.path().join("own.ron");
    std::fs::write(&file, session).unwrap();
    let mut command = ebb(data.path());
    let done = command.arg("play").arg(&file).args(["--terminal", "--minutes", minutes]).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (done.status.code(), text(done.stdout), text(done.stderr))
}

#[test]
fn a_length_of_ones_own_is_made_of_whole_closing_breaths() {
    let ten = SHORT.replace("Rest(secs: 0.5)", "Breathe(breath: (inhale: 1, exhale: 1), cycles: 10)");
    // Three seconds: the cue's half, and the breath that is nearest to the rest.
    let (code, said, complained) = play_for(&ten, "0.05");
    assert_eq!(code, Some(0), "{complained}");
    assert_eq!(said.lines().next(), Some("Very short (0:03)"));
    assert!(said.contains("Breathing (1 breath)"), "{said}");
}

#[test]
fn a_length_that_cannot_be_is_told_and_nothing_is_played() {
    let (code, said, complained) = play_for(SHORT, "5");
    assert_eq!((code, said.as_str()), (Some(1), ""));
    assert!(complained.contains("the length of this session is fixed: it does not end with breathing"), "{complained}");
    for minutes in ["NaN", "long"] {
        let (code, said, complained) = play_for(SHORT, minutes);
        assert_eq!((code, said.as_str()), (Some(2), ""), "{minutes}");
        assert!(complained.contains("expected a number of minutes, such as 10 or 7.5"), "{complained}");
    }
    // The cue's half second and one breath of two; four hours hold 7199 breaths and the half second.
    let ten = SHORT.replace("Rest(secs: 0.5)", "Breathe(breath: (inhale: 1, exhale: 1), cycles: 10)");
    for minutes in ["0", "241", "-1"] {
        let (code, said, complained) = play_for(&ten, minutes);
        assert_eq!((code, said.as_str()), (Some(2), ""), "{minutes}");
        assert_eq!(complained, "“Very short” can last 0:03 to 3:59:59: give --minutes from 0.1 to 239.9\n");
        let (code, _, complained) = play_for(SHORT, minutes);
        assert_eq!(
            (code, complained.as_str()),
            (Some(2), "the length of this session is fixed: leave out --minutes\n")
        );
    }
}

#[cfg(unix)]
#[test]
fn a_session_that_is_asked_to_end_says_goodbye_and_exits_well() {
    use std::io::{BufRead as _, BufReader};

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("long.ron");
    std::fs::write(folder.path().join("settings.ron"), "(lead_in_s: 0, volume_percent: 0)").unwrap();
    std::fs::write(&file, SHORT.replace("0.5", "600")).unwrap();
    let mut child = ebb(folder.path()).arg("play").arg(&file).arg("--terminal").stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    lines.find(|line| line.contains("Soften")).expect("it has begun");
    let killed = Command::new("kill").arg("-TERM").arg(child.id().to_string()).status().unwrap();
    assert!(killed.success());
    assert_eq!(lines.last().as_deref(), Some("Stopped after less than ten seconds: not logged."));
    assert!(child.wait().unwrap().success());
}
