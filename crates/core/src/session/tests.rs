//! What holds for reading, whatever is read.

use proptest::prelude::{any, proptest};
use proptest::{prop_assert, prop_assert_eq};

use super::arbitrary::{session, written};
use super::*;
use crate::timeline::{Timeline, measure};

/// A file that uses most of the language.
const GOOD: &str = include_str!("../../../../sessions/slow-down.ron");

const PIECES: &[&str] = &[
    "Session(",
    "Rest(",
    "Breathe(",
    "Repeat(",
    "Stretch(",
    "Some(",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    " ",
    "\n",
    "\r\n",
    "\t",
    "format: 1,",
    "steps: [",
    "secs: ",
    "times: ",
    "breath: (inhale: 4, exhale: 6), ",
    "cycles: 3",
    "10",
    "-1",
    "0x1F",
    "1..2",
    "'x'",
    "'\\''",
    "b\"x\"",
    "r#\"x\"#",
    "r#id",
    "\"",
    "\"x\"",
    "\"\\u{7}\"",
    "\\",
    "None",
    "NaN",
    "//",
    "/*",
    "*/",
    "#![enable(implicit_some)]",
    "呼",
    "e\u{301}",
    "\u{202E}",
    "\u{FEFF}",
    "\0",
    "🙂",
    "#",
    "/",
    "\u{2028}",
];

proptest! {
    #[test]
    fn what_was_written_is_what_is_read(session in session()) {
        prop_assert_eq!(read(written(&session).as_bytes()), Ok(session));
    }

    #[test]
    fn any_bytes_give_an_answer_with_a_place(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for problem in read(&bytes).expect_err("chance does not write sessions") {
            prop_assert!(problem.line >= 1 && problem.column >= 1 && !problem.message.is_empty());
        }
    }

    #[test]
    fn any_heap_of_pieces_of_the_language_gives_an_answer(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40), inside in any::<bool>(),
    ) {
        let heap = pieces.concat();
        let text = if inside {
            format!("Session(format: 1, title: \"T\", practice: \"x\", steps: [{heap}])")
        } else {
            heap
        };
        if let Err(problems) = read(text.as_bytes()) {
            prop_assert!(!problems.is_empty());
            prop_assert!(problems.is_sorted_by_key(|problem| (problem.line, problem.column)));
            for Problem { line, column, .. } in problems {
                let characters = text.split('\n').nth(line - 1).map(|line| line.chars().count());
                prop_assert!(characters.is_some_and(|characters| column <= characters + 1), "{}:{}", line, column);
            }
        }
    }

    #[test]
    fn a_length_of_ones_own_is_the_nearest_that_whole_breaths_allow(session in session(), secs in 1_u64..=14_400) {
        let length = Time::from_secs(secs);
        let Ok(lasting) = session.lasting(length) else { return Ok(()) };
        let with = |cycles: u32| {
            let mut steps = lasting.steps.clone();
            let Some(Step::Breathe(last)) = steps.last_mut() else { panic!("it ends with breathing") };
            last.count = Count::Cycles(cycles);
            measure(&steps)
        };
        let Some(Step::Breathe(Breathe { count: Count::Cycles(cycles), .. })) = lasting.steps.last() else {
            panic!("it ends with breaths that are counted");
        };
        let off = |cycles| with(cycles).len.micros().abs_diff(length.micros());
        // Each part of a ramp's breath is rounded to the microsecond.
        let rounding = 5 * u64::from(*cycles);
        prop_assert!(with(*cycles).is_legal());
        for other in [cycles - 1, cycles + 1] {
            let possible = other >= 1 && with(other).is_legal();
            prop_assert!(!possible || off(*cycles) <= off(other) + rounding, "{} rather than {}", cycles, other);
        }
        // Nothing but the closing breaths changes.
        let (before, after) = (Timeline::compile(&session), Timeline::compile(&lasting));
        let others = before.steps().len() - 1;
        prop_assert_eq!(after.steps().len() - 1, others);
        for (one, other) in before.steps().iter().zip(after.steps()).take(others) {
            prop_assert_eq!((one.start, one.len), (other.start, other.len));
            prop_assert_eq!(before.written(one), after.written(other));
        }
    }

    #[test]
    fn a_session_with_a_byte_changed_gives_an_answer(session in session(), at in any::<proptest::sample::Index>(), byte: u8) {
        let mut bytes = written(&session).into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Err(problems) = read(&bytes) {
            prop_assert!(!problems.is_empty());
        }
    }

    #[test]
    fn a_session_with_a_piece_of_another_in_it_gives_an_answer(
        session in session(), other in session(), at in any::<proptest::sample::Index>(), from in any::<proptest::sample::Index>(),
    ) {
        let (text, other) = (written(&session), written(&other));
        let (text, other): (Vec<char>, Vec<char>) = (text.chars().collect(), other.chars().collect());
        let (at, from) = (at.index(text.len()), from.index(other.len()));
        let mixed: String = text[..at].iter().chain(&other[from..]).collect();
        if let Err(problems) = read(mixed.as_bytes()) {
            prop_assert!(!problems.is_empty());
            prop_assert!(problems.is_sorted_by_key(|problem| (problem.line, problem.column)));
        }
    }
}

#[test]
fn a_good_file_cut_off_anywhere_has_one_place_to_look_at() {
    for length in 0..GOOD.len() {
        let problems = read(&GOOD.as_bytes()[..length]);
        // The last bracket may stand before the last line end.
        if length >= GOOD.trim_end().len() {
            problems.unwrap();
        } else {
            let problems = problems.expect_err("cut off");
            assert_eq!(problems.len(), 1, "at {length}: {problems:?}");
        }
    }
}

#[test]
fn a_line_of_any_length_has_an_excerpt_of_a_few_hundred_characters() {
    let steps = "Rest(secs: 0), ".repeat(100);
    let text = format!("Session(format: 1, title: \"T\", practice: \"x\", steps: [{steps}])");
    let problems = read(text.as_bytes()).unwrap_err();
    assert_eq!(problems.len(), 100);
    for (nth, problem) in problems.iter().enumerate() {
        assert_eq!((problem.line, problem.column), (1, text.find("0)").unwrap() + 1 + 15 * nth));
        assert!(problem.excerpt.chars().count() < 1000);
        let [_, line, carets] = problem.excerpt.lines().collect::<Vec<_>>()[..] else { panic!("three lines") };
        let at = carets.find('^').unwrap();
        assert_eq!(line.chars().nth(at), Some('0'));
    }
}
