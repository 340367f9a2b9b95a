//! What the terminal says.

use unicode_width::UnicodeWidthStr as _;

use super::line::{Signs, clip, introduction, plain, playing};
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
    playing(timeline.at(Time::from_secs_f64(secs).unwrap()), timeline.len(), Signs::PLAIN, 120)
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
fn a_line_never_grows_beyond_the_terminal() {
    for text in ["soft", "呼吸呼吸呼吸", "a very long sentence"] {
        for width in 4..20 {
            assert!(clip(text, width).width() <= width.max(4), "{text} in {width}");
        }
    }
    assert_eq!(clip("a very long sentence", 8), "a very …");
    assert_eq!(clip("a line", 6), "a line");
}

#[test]
fn an_authors_text_cannot_command_the_terminal() {
    assert_eq!(plain("a\u{1b}[2Jb\nc\u{9b}d"), "a [2Jb c d");
}
