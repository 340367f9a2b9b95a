//! What holds for reading any bytes at all: shared by the fuzz target and by the test that replays its corpus.
//!
//! Knows only what the library shows; refuses to know where the bytes come from.

use ebb::session::{Area, LeftOut, Named as _, Problem, Session, describe, read};
use ebb::timeline::{Moment, Timeline, measure};
use ebb::units::Time;

const TICK: Time = Time::from_micros(1);

/// Reads `bytes`; what they give is either a session that plays from 0 to its end, or problems with places.
///
/// # Panics
/// When something that always holds does not.
pub(crate) fn hold_for(bytes: &[u8]) {
    match read(bytes) {
        Ok(session) => {
            plays(&session);
            for minutes in [1, 10, 240] {
                let length = Time::from_secs(60 * minutes);
                if let Ok(lasting) = session.lasting(length) {
                    assert!(session.has_own_length());
                    plays(&lasting);
                }
            }
            let areas = LeftOut { areas: Area::ALL.iter().copied().collect(), ..LeftOut::default() };
            if let Some(rest) = session.without(&areas) {
                plays(&rest);
            }
        }
        Err(problems) => have_places(&problems, bytes),
    }
}

fn plays(session: &Session) {
    let size = measure(&session.steps);
    assert!(size.is_legal());
    let timeline = Timeline::compile(session);
    assert_eq!(timeline.len(), size.len);
    assert_eq!(timeline.spans().len() as u64, size.spans);
    tiles(&timeline);
    for (index, span) in timeline.spans().iter().enumerate() {
        is_whole(timeline.at(span.start), index, span.start);
        is_whole(timeline.at(span.end() - TICK), index, span.end() - TICK);
        let _ = timeline.cue(index);
    }
    let last = timeline.spans().len() - 1;
    is_whole(timeline.at(timeline.len()), last, timeline.len());
    is_whole(timeline.at(timeline.len() + TICK), last, timeline.len());
    for moment in [timeline.at(Time::ZERO), timeline.at(timeline.len())] {
        let (place, alike) = moment.place_in_kind();
        assert!((1..=alike).contains(&place));
        assert!(moment.later_steps().count() < timeline.steps().len());
    }
}

/// No gap, no overlap, nothing empty: neither among the spans nor among the playings of steps.
fn tiles(timeline: &Timeline) {
    let mut end = Time::ZERO;
    for span in timeline.spans() {
        assert_eq!(span.start, end);
        assert!(span.len > Time::ZERO);
        end = span.end();
    }
    assert_eq!(end, timeline.len());
    let mut end = Time::ZERO;
    for step in timeline.steps() {
        assert_eq!(step.start, end);
        assert!(step.len > Time::ZERO);
        end = step.start + step.len;
    }
    assert_eq!(end, timeline.len());
    assert!(timeline.practice() <= timeline.len());
}

fn is_whole(moment: Moment<'_>, index: usize, t: Time) {
    assert_eq!((moment.index, moment.t), (index, t));
    assert_eq!(moment.into() + moment.left(), moment.span().len);
    assert!((0.0..=1.0).contains(&moment.progress()));
    assert!((0.0..=1.0).contains(&moment.fullness()));
    assert_eq!(moment.breath_start().is_some(), moment.span().phase.is_breath());
    assert!(moment.breath_start().is_none_or(|start| start <= t));
    let step = moment.step();
    assert!(step.start <= t && t <= step.start + step.len);
    let _ = (moment.word(), moment.sentence(), moment.next_written(), moment.is_practice());
}

/// At least one problem, sorted, each within the text and printable without harm to a terminal.
fn have_places(problems: &[Problem], bytes: &[u8]) {
    assert!(!problems.is_empty());
    assert!(problems.is_sorted_by_key(|problem| (problem.line, problem.column)));
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let lines: Vec<usize> =
        text.strip_prefix('\u{FEFF}').unwrap_or(text).split('\n').map(|line| line.chars().count()).collect();
    for Problem { line, column, message, excerpt } in problems {
        assert!(*column >= 1 && *line >= 1);
        assert!(lines.get(line - 1).is_some_and(|characters| *column <= characters + 1), "{line}:{column} {message}");
        assert!(!message.is_empty() && !message.contains(char::is_control), "{message:?}");
        assert!(excerpt.is_empty() || excerpt.matches('\n').count() == 3, "{excerpt}");
    }
    let told = describe("any.ron", problems);
    let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    assert!(!told.contains(steers) && told.ends_with('\n'), "{told:?}");
}
