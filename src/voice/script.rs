//! What is to be spoken of a session, and at which places of it: a pure reading of its timeline.

use crate::session::{Sides, Step, Stretch};
use crate::timeline::{Kind, Moment, Phase, Side, Span, Timeline};
use crate::units::Time;

/// Something to be spoken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The place at which it begins.
    pub at: Time,
    /// What is said.
    pub words: String,
}

/// All that is to be spoken, in the order of the places.
pub fn script(timeline: &Timeline) -> Vec<Sentence> {
    let sentence = |index: usize| Some(Sentence { at: timeline.spans()[index].start, words: words(timeline, index)? });
    (0..timeline.spans().len()).filter_map(sentence).collect()
}

/// What is spoken at the beginning of a span: what a step is and how one gets there, where it changes to the other side,
/// when to stay and when to let go. The phases of a breath are told by the guide.
fn words(timeline: &Timeline, index: usize) -> Option<String> {
    let spans = timeline.spans();
    let span = &spans[index];
    let before = index.checked_sub(1).map(|before| &spans[before]);
    let begins = before.is_none_or(|before| before.step != span.step);
    let moment = timeline.at(span.start);
    let other_side = before.is_none_or(|before| before.side != span.side);
    match (span.kind, span.phase) {
        (_, Phase::Switch) => Some(changed(moment)),
        // Between two rounds one goes back to the side that comes.
        (Kind::Stretch, Phase::Rest) => Some(if has_two_sides(moment) { CHANGE } else { "Rest." }.to_owned()),
        (_, Phase::Release) if !begins => Some("Let go.".to_owned()),
        (Kind::Stretch, _) if begins => pose(moment),
        (Kind::Stretch, _) => match before.map(|before| before.phase) {
            Some(Phase::Into) => Some(staying(&spans[index..])),
            Some(Phase::Switch | Phase::Rest) => {
                let side = span.side.map_or_else(String::new, |side| capital(in_words(side)) + " ");
                Some(side + &staying(&spans[index..]))
            }
            _ => span.side.filter(|_| other_side).map(|side| capital(in_words(side))),
        },
        _ if begins => {
            let now = moment.sentence()?;
            // A repeated step need not say the same again.
            let same = before.is_some_and(|before| timeline.at(before.start).sentence() == Some(now));
            (!same).then(|| now.to_owned())
        }
        _ => None,
    }
}

/// What is to be done once a pose is reached, and for how long: `spans` begin with the side that is held.
fn staying(spans: &[Span]) -> String {
    let Some(first) = spans.first() else { return String::new() };
    let side = |span: &&Span| (span.step, span.round, span.side) == (first.step, first.round, first.side);
    let held = |span: &&Span| side(span) && (span.phase == Phase::Hold || span.phase.is_breath());
    let len = spans.iter().take_while(held).fold(Time::ZERO, |sum, span| sum + span.len);
    let doing = if first.phase.is_breath() { "Follow the breath" } else { "Stay" };
    let whole = (len.micros() + 500_000) / 1_000_000;
    let counted = |count: u64, unit: &str| match count {
        0 => None,
        1 => Some(format!("1 {unit}")),
        many => Some(format!("{many} {unit}s")),
    };
    let parts: Vec<String> =
        [counted(whole / 60, "minute"), counted(whole % 60, "second")].into_iter().flatten().collect();
    if parts.is_empty() { format!("{doing}.") } else { format!("{doing} for {}.", parts.join(" ")) }
}

/// A pose as it begins: its name, its side and how one gets there.
fn pose(moment: Moment<'_>) -> Option<String> {
    let name = moment.sentence()?;
    let named = moment.side().map_or_else(|| closed(name), |side| format!("{name}, {}.", in_words(side)));
    Some(moment.how().map_or_else(|| named.clone(), |how| format!("{named} {how}")))
}

/// A change of sides; at the first one of a pose, what is to be done with which side is said anew where its author named
/// sides.
fn changed(moment: Moment<'_>) -> String {
    let how = moment.how_anew().filter(|_| moment.span().round == Some(1));
    how.map_or_else(|| CHANGE.to_owned(), |how| format!("{CHANGE} {how}"))
}

fn has_two_sides(moment: Moment<'_>) -> bool {
    matches!(moment.written(), Step::Stretch(Stretch { sides: Sides::Both, .. }))
}

const CHANGE: &str = "Change sides.";

fn in_words(side: Side) -> &'static str {
    match side {
        Side::Left => "left side",
        Side::Right => "right side",
    }
}

/// With a full stop, so that what follows is a sentence of its own.
fn closed(words: &str) -> String {
    if words.ends_with(['.', '!', '?', '…']) { words.to_owned() } else { format!("{words}.") }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}
