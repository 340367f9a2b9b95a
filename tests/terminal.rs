//! `ebb play --terminal` in a real terminal, made by `script`: keys, questions, widths, and the terminal put back.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use ebb::data::DataDir;
use ebb::journal::{Journal, is_in_use, read};
use ebb::plan::{Ended, Entry, Reason};
use unicode_width::UnicodeWidthStr as _;

/// Long enough for the busiest machine; nothing waits for it that works.
const PATIENCE: Duration = Duration::from_mins(1);

const SESSION: &str = r#"Session(format: 1, title: "Long", practice: "breathing", steps: [
    Breathe(breath: (inhale: 2, exhale: 2), cycles: 300), Rest(secs: 600),
])"#;

/// A terminal in which a session plays.
struct Terminal {
    script: Child,
    keys: ChildStdin,
    output: Receiver<String>,
    /// All that came, and how much of it was waited for.
    said: String,
    seen: usize,
}

impl Terminal {
    /// Says its own name and its state, plays, and says its state again.
    fn open(data: &Path, columns: u32, environment: &[(&str, &str)]) -> Self {
        Self::open_by("", data, columns, environment)
    }

    /// The same, started by another program.
    fn open_by(starter: &str, data: &Path, columns: u32, environment: &[(&str, &str)]) -> Self {
        std::fs::write(data.join("settings.ron"), "(lead_in_s: 0, volume_percent: 50)").unwrap();
        std::fs::write(data.join("long.ron"), SESSION).unwrap();
        let ebb = format!(
            "exec {starter} {} --data-dir {1} play {1}/long.ron --terminal",
            env!("CARGO_BIN_EXE_ebb"),
            data.display()
        );
        let shell =
            format!("stty cols {columns}; tty; stty -g; sh -c 'echo \"pid $$.\"; {ebb}'; echo \"code $?.\"; stty -g");
        let mut command = Command::new("script");
        command.args(["-qfec", &shell, "/dev/null"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("NO_COLOR").env("TERM", "xterm");
        command.env("XDG_RUNTIME_DIR", data).env("PULSE_SERVER", format!("unix:{}/none", data.display()));
        command.env("LC_ALL", "C.UTF-8").envs(environment.iter().copied());
        let mut script = command.spawn().unwrap();
        let (send, output) = channel();
        let mut out = script.stdout.take().unwrap();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            let mut rest = Vec::new();
            while let Ok(count @ 1..) = out.read(&mut bytes) {
                rest.extend_from_slice(&bytes[..count]);
                let whole = match std::str::from_utf8(&rest) {
                    Ok(_) => rest.len(),
                    Err(error) => error.valid_up_to(),
                };
                let text = String::from_utf8(rest.drain(..whole).collect()).unwrap();
                if send.send(text).is_err() {
                    return;
                }
            }
        });
        let keys = script.stdin.take().unwrap();
        Self { script, keys, output, said: String::new(), seen: 0 }
    }

    fn plays(data: &Path) -> Self {
        let mut terminal = Self::open(data, 100, &[]);
        terminal.until("then Rest");
        terminal
    }

    /// Waits until this was said, after what was waited for before; what stands between.
    fn until(&mut self, wanted: &str) -> String {
        loop {
            if let Some(at) = self.said[self.seen..].find(wanted) {
                let between = self.said[self.seen..self.seen + at].to_owned();
                self.seen += at + wanted.len();
                return between;
            }
            match self.output.recv_timeout(PATIENCE) {
                Ok(text) => self.said += &text,
                Err(why) => panic!("waited for {wanted:?} ({why}), and there was {:?}", &self.said[self.seen..]),
            }
        }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// The exit code, once the terminal was put back as it was before.
    fn ended(mut self) -> String {
        self.until("code ");
        let code = self.until(".");
        let _ = self.script.wait();
        self.said.extend(self.output.iter());
        // As `stty -g` writes it: figures with colons between.
        let figures = |line: &&str| line.len() > 40 && line.chars().all(|sign| sign == ':' || sign.is_ascii_hexdigit());
        let states: Vec<&str> = self.said.lines().filter(figures).collect();
        assert_eq!(states.len(), 2, "{:?}", self.said);
        assert_eq!(states[0], states[1], "the terminal is as it was");
        assert!(self.said.rfind("\x1b[?25h") > self.said.rfind("\x1b[?25l"), "the cursor is back");
        code
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.script.kill();
        let _ = self.script.wait();
    }
}

#[test]
fn every_key_does_what_the_list_says() {
    let data = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::plays(data.path());
    let keys = [
        ("e", "Eased off, level 1 of 4"),
        ("e", "Eased off, level 2 of 4"),
        ("E", "Eased off, level 1 of 4"),
        ("E", "As written, from the next breath on"),
        ("\x1b[A", "Volume 55 %"),
        ("\x1b[B", "Volume 50 %"),
        ("m", "Sound off"),
        ("m", "Volume 50 %"),
        ("?", "?            these keys"),
        (" ", "Paused, "),
        (" ", "then Rest"),
        ("\x1b[C", "Rest (10:00)"),
        ("\x1b[D", "breathe in"),
        ("q", "Leave?"),
        ("\r", "then Rest"),
        ("q", "Leave?"),
        ("k", "Stopped"),
    ];
    for (key, answer) in keys {
        terminal.press(key);
        terminal.until(answer);
    }
    assert_eq!(terminal.ended(), "0");
}

#[test]
fn who_stops_now_is_asked_why_and_told_what_helps() {
    let data = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::plays(data.path());
    terminal.press("p");
    terminal.until("What made you stop?");
    terminal.until("2: Dizzy or tingling");
    terminal.press("2");
    terminal.until("Let your breathing go back to normal");
    terminal.until("Stopped after less than ten seconds: not logged.");
    assert_eq!(terminal.ended(), "0");
}

/// What the terminal says after a stop for pain, twelve seconds in, when `before` such stops are in the journal.
fn said_after_pain(before: u32) -> String {
    let data = tempfile::tempdir().unwrap();
    let mut journal = Journal::open_for_writing(&DataDir::at(data.path()), None).unwrap();
    for n in 0..before {
        let day = chrono::Local::now().date_naive() - chrono::Days::new(3);
        let hurt = Entry { reason: Some(Reason::Pain), ended: Ended::Stopped, ..by_hand(n, day) };
        journal.save(&hurt).unwrap();
    }
    drop(journal);
    let mut terminal = Terminal::plays(data.path());
    terminal.until("29:48 left");
    terminal.press("p");
    terminal.until("What made you stop?");
    terminal.press("1");
    terminal.until(", logged.");
    terminal.until("code ");
    let said = terminal.said.clone();
    let entries = read(&DataDir::at(data.path()), None).unwrap().entries;
    assert_eq!(entries.last().unwrap().reason, Some(Reason::Pain));
    said
}

fn by_hand(n: u32, day: chrono::NaiveDate) -> Entry {
    Entry::by_hand(format!("{n:032x}"), "breathing", day, 60)
}

#[test]
fn the_second_stop_for_pain_within_two_weeks_is_told_once_and_no_count_follows_any() {
    let tried = [(0, false), (1, true), (2, false)].map(|(before, told)| {
        std::thread::spawn(move || {
            let said = said_after_pain(before);
            assert_eq!(said.contains("This is the second time in two weeks that it hurt."), told, "{before}: {said}");
            assert_eq!(said.contains("When to see someone: "), told, "{before}: {said}");
            assert!(!said.contains("this week"), "{before}: {said}");
        })
    });
    for one in tried {
        one.join().unwrap();
    }
}

#[test]
fn who_leaves_the_question_is_told_that_no_reason_is_kept() {
    let data = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::plays(data.path());
    terminal.press("p");
    terminal.until("Enter: leave it");
    terminal.press("\r");
    terminal.until("No reason is kept.");
    assert_eq!(terminal.ended(), "0");
}

#[test]
fn who_goes_past_the_last_step_has_skipped_to_the_end() {
    let data = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::plays(data.path());
    terminal.press("\x1b[C");
    terminal.until("Rest (10:00)");
    terminal.press("\x1b[C");
    terminal.until("Skipped to the end after less than ten seconds: not logged.");
    assert_eq!(terminal.ended(), "0");
}

#[test]
fn what_is_discarded_is_not_logged() {
    let data = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::plays(data.path());
    terminal.press("\x1b");
    terminal.until("Leave?");
    terminal.press("d");
    terminal.until("not logged.");
    assert_eq!(terminal.ended(), "0");
}

#[test]
fn the_terminal_is_put_back_after_control_c() {
    let data = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::plays(data.path());
    terminal.press("\x03");
    terminal.until("Stopped");
    assert_eq!(terminal.ended(), "0");
}

#[test]
fn the_terminal_is_put_back_when_the_system_asks_to_end() {
    let data = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::open(data.path(), 100, &[]);
    terminal.until("pid ");
    let pid = terminal.until(".");
    terminal.until("then Rest");
    kill("-TERM", &pid);
    terminal.until("Stopped");
    assert_eq!(terminal.ended(), "0");
}

fn kill(signal: &str, pid: &str) {
    assert!(Command::new("kill").args([signal, pid]).status().unwrap().success());
}

/// The seconds of processor time that a program has used, or nothing when it has ended.
fn processor_time(pid: &str) -> Option<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // After the name, which stands in brackets: the state is the third field, the times are the 14th and 15th.
    let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
    let ticks = |nth: usize| fields[nth].parse::<f64>().unwrap();
    // A hundred a second on every Linux.
    (fields[0] != "Z").then(|| (ticks(11) + ticks(12)) / 100.0)
}

/// Plays for twelve seconds, lets `end` take the terminal away or ask for the end, and looks at what was kept.
fn is_kept_when(what: &str, starter: &str, end: fn(&mut Terminal, &str)) {
    let data = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::open_by(starter, data.path(), 100, &[]);
    terminal.until("pid ");
    let pid = terminal.until(".");
    // Half an hour in all.
    terminal.until("29:48 left");
    let (seen, before) = (Instant::now(), processor_time(&pid).unwrap());
    end(&mut terminal, &pid);
    let mut used = 0.0;
    while let Some(now) = processor_time(&pid) {
        used = now - before;
        if seen.elapsed() > PATIENCE || used > 5.0 {
            kill("-KILL", &pid);
            panic!("{what}: it goes on, {used} s of processor time later");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(used < 1.0, "{what}: {used} s of processor time for ending");
    let folder = DataDir::at(data.path());
    assert!(!is_in_use(&folder), "{what}: the journal is free");
    let entries = read(&folder, None).unwrap().entries;
    assert_eq!(entries.len(), 1, "{what}");
    assert_eq!(entries[0].ended, Ended::Stopped, "{what}");
    // Until it was seen, and at most until the program had ended.
    let longest = 13.0 + seen.elapsed().as_secs_f64();
    let practised = f64::from(entries[0].active_s);
    assert!((12.0..longest).contains(&practised), "{what}: {practised} s of 12 to {longest} s");
}

#[test]
fn what_was_practised_is_kept_when_the_terminal_goes_or_the_system_asks_to_end() {
    type End = fn(&mut Terminal, &str);
    let close: End = |terminal, _| terminal.script.kill().unwrap();
    let cases: [(&str, &str, End); 5] = [
        ("the terminal is closed", "", close),
        // Then no signal comes: only reading fails.
        ("a terminal that is not its own is closed", "setsid", close),
        ("SIGTERM", "", |_, pid| kill("-TERM", pid)),
        ("SIGHUP", "", |_, pid| kill("-HUP", pid)),
        ("SIGINT", "", |_, pid| kill("-INT", pid)),
    ];
    let tried = cases.map(|(what, starter, end)| std::thread::spawn(move || is_kept_when(what, starter, end)));
    for one in tried {
        one.join().unwrap();
    }
}

#[test]
fn a_session_plays_on_when_nobody_reads_what_it_says() {
    let data = tempfile::tempdir().unwrap();
    let session = SESSION.replace("cycles: 300), Rest(secs: 600)", "cycles: 3)");
    std::fs::write(data.path().join("settings.ron"), "(lead_in_s: 0, volume_percent: 0)").unwrap();
    std::fs::write(data.path().join("short.ron"), session).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_ebb"));
    command.arg("--data-dir").arg(data.path()).arg("play").arg(data.path().join("short.ron")).arg("--terminal");
    command.env("XDG_RUNTIME_DIR", data.path()).env("PULSE_SERVER", format!("unix:{}/none", data.path().display()));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    drop((child.stdin.take(), child.stdout.take()));
    assert!(child.wait().unwrap().success());
    let entries = read(&DataDir::at(data.path()), None).unwrap().entries;
    assert_eq!(entries.iter().map(|entry| (entry.ended, entry.active_s)).collect::<Vec<_>>(), [(Ended::Finished, 12)]);
}

#[test]
fn colours_are_left_out_where_they_are_not_wanted() {
    let data = tempfile::tempdir().unwrap();
    for (value, coloured) in [("1", false), ("", true)] {
        let mut terminal = Terminal::open(data.path(), 100, &[("NO_COLOR", value)]);
        terminal.until("pid ");
        let drawn = terminal.until("then Rest");
        assert_eq!(drawn.contains("\x1b[36m"), coloured, "{drawn:?}");
        assert_eq!(drawn.contains("\x1b[1m"), coloured, "{drawn:?}");
        terminal.press("\x03");
        terminal.ended();
    }
}

/// What stands in the line after each time it was drawn anew, without what commands the terminal.
fn drawn(output: &str) -> Vec<String> {
    let visible = |piece: &str| {
        let mut text = String::new();
        let mut rest = piece;
        while let Some(at) = rest.find('\x1b') {
            text += &rest[..at];
            let end = rest[at..].find(|sign: char| sign.is_ascii_alphabetic()).unwrap();
            rest = &rest[at + end + 1..];
        }
        text + rest
    };
    // The last piece may not have come whole.
    let mut pieces: Vec<&str> = output.split("\x1b[J").collect();
    pieces.pop();
    let last =
        |piece: &str| visible(piece).trim_end_matches(['\r', '\n']).rsplit('\n').next().unwrap_or_default().to_owned();
    pieces.into_iter().map(last).collect()
}

#[test]
fn the_line_follows_the_width_of_the_terminal() {
    let data = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::open(data.path(), 60, &[]);
    let name = terminal.until("\r\n");
    let wide = terminal.until("9:5");
    assert!(drawn(&wide).iter().all(|line| line.width() <= 60), "{wide:?}");
    assert!(Command::new("stty").args(["-F", &name, "cols", "24"]).status().unwrap().success());
    // The line that stands fills three rows of eight less now: it is cleared from its first one on.
    terminal.until("\x1b[2A\x1b[J");
    terminal.press(" ");
    let narrow = terminal.until("Paused, ");
    assert!(drawn(&narrow).iter().all(|line| line.width() <= 24), "{narrow:?}");
    terminal.press("\x03");
    assert_eq!(terminal.ended(), "0");
}

#[test]
fn the_help_lists_the_keys() {
    let help = Command::new(env!("CARGO_BIN_EXE_ebb")).args(["play", "--help"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    for key in ["Space", "Shift+E", "Esc, Q", "Up, Down", "these keys"] {
        assert!(help.contains(key), "{help}");
    }
}
