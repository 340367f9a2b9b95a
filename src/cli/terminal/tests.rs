//! What the terminal says.

use super::line::{Line, Signs, clip, columns, introduction, plainly, playing, wrap};
use crate::session;
use crate::timeline::Timeline;
use crate::units::Time;

fn timeline() -> Timeline {
    let text = r#"Session(format: 1, title: "A test", practice: "stretching", steps: [
        Prepare(secs: 5, say: "Find a place."),
        Breathe(breath: (inhale: 4, exhale: 6), cycles: 3, say: (exhale: "let go")),
        Stretch(pose: "Butterfly", secs: 20, sides: Both, switch: 5, how: "Soles together."),
    ])"#;
    Timeline::compile(&session::read(text.as_bytes()).unwrap())
}

fn at(secs: f64) -> String {
    let timeline = timeline();
    text(&playing(timeline.at(Time::from_secs_f64(secs).unwrap()), timeline.len(), Signs::PLAIN, None))
}

fn text(line: &Line) -> String {
    line.iter().map(|(_, text)| text.as_str()).collect()
}

#[test]
fn a_moment_is_one_line_with_what_to_do_how_long_still_and_what_comes() {
    assert_eq!(at(7.0), "breathe in         ============------------   1:13 left   then Butterfly");
    assert_eq!(at(9.0), "let go             ========================   1:11 left   then Butterfly");
    assert_eq!(at(40.0), "left: stay         ======------------------   0:40 left");
    assert_eq!(at(57.0), "change sides       ==========--------------   0:23 left");
}

#[test]
fn a_step_is_introduced_with_when_it_begins_and_how_much_of_it_there_is() {
    let timeline = timeline();
    assert_eq!(introduction(&timeline, 0), ["  0:00  Find a place. (0:05)"]);
    assert_eq!(introduction(&timeline, 1), ["  0:05  Breathing (3 breaths)"]);
    assert_eq!(introduction(&timeline, 2), ["  0:35  Butterfly (0:45)", "        Soles together."]);
    assert!(introduction(&timeline, 3).is_empty());
}

#[test]
fn what_was_just_changed_stands_where_else_the_next_step_does() {
    let timeline = timeline();
    let line = playing(timeline.at(Time::from_secs(9)), timeline.len(), Signs::FINE, Some("Volume 75 %"));
    assert_eq!(text(&line), "let go             ━━━━━━━━━━━━━━━━━━━━━━━━   1:11 left   Volume 75 %");
}

#[test]
fn a_line_never_grows_beyond_the_terminal() {
    let playing = playing(timeline().at(Time::ZERO), Time::from_secs(80), Signs::FINE, None);
    for line in [plainly("soft"), plainly("呼吸呼吸呼吸"), plainly("a very long sentence"), playing] {
        for width in 1..80 {
            assert!(columns(&clip(&line, width)) <= width, "{line:?} in {width}");
        }
    }
    assert_eq!(text(&clip(&plainly("a very long sentence"), 8)), "a very …");
    assert_eq!(text(&clip(&plainly("a line"), 6)), "a line");
    assert_eq!(text(&clip(&plainly("呼吸呼吸"), 6)), "呼吸…");
}

#[test]
fn a_long_text_is_broken_between_its_words_and_keeps_its_indent() {
    assert_eq!(wrap("soles together, knees wide", 16), ["soles together,", "knees wide"]);
    assert_eq!(wrap("  soles together", 8), ["  soles", "  together"]);
    assert_eq!(wrap("it fits", 7), ["it fits"]);
}

/// What the panic test below starts in a terminal of its own.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "takes the terminal and panics: another test starts it in one of its own"]
fn takes_the_terminal_and_panics() {
    let mut screen = super::screen::Screen::open();
    screen.say("taken");
    assert!(screen.has_keys(), "the terminal is raw");
    panic!("on purpose");
}

#[cfg(target_os = "linux")]
#[test]
fn the_terminal_is_put_back_before_a_panic_is_told() {
    use std::process::{Command, Stdio};

    let me = std::env::current_exe().unwrap();
    let part = "--exact cli::terminal::tests::takes_the_terminal_and_panics --ignored --nocapture";
    let shell = format!("stty -g; {} {part} 2>&1; echo code $?.; stty -g", me.display());
    #[expect(clippy::disallowed_methods, reason = "the test's own terminal")]
    let mut script = Command::new("script");
    script.args(["-qfec", &shell, "/dev/null"]).env("TERM", "xterm").stdin(Stdio::null());
    let said = String::from_utf8(script.output().unwrap().stdout).unwrap();
    let figures = |line: &&str| line.len() > 40 && line.chars().all(|sign| sign == ':' || sign.is_ascii_hexdigit());
    let states: Vec<&str> = said.lines().map(str::trim_end).filter(figures).collect();
    assert!(states.len() == 2 && states[0] == states[1], "the terminal is as it was: {said:?}");
    let at = |what: &str| said.find(what).unwrap_or_else(|| panic!("no {what:?} in {said:?}"));
    assert!(at("taken") < at("on purpose") && at("code 101.") > at("on purpose"), "{said:?}");
    // The cursor comes back first, and the message stands at the beginning of a line.
    assert!(at("\x1b[?25l") < at("\x1b[?25h") && at("\x1b[?25h") < at("on purpose"), "{said:?}");
}
