//! What is to be spoken of a session, and at which places of it: a pure reading of its timeline.

use crate::timeline::{Kind, Phase, Side, Timeline};
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

/// What is spoken at the beginning of a span: what a step is, where it changes to the other side and when to let go.
/// The phases of a breath are told by the guide.
fn words(timeline: &Timeline, index: usize) -> Option<String> {
    let spans = timeline.spans();
    let span = &spans[index];
    let before = index.checked_sub(1).map(|before| &spans[before]);
    let begins = before.is_none_or(|before| before.step != span.step);
    let moment = timeline.at(span.start);
    let side = span.side.map(|side| match side {
        Side::Left => "left side",
        Side::Right => "right side",
    });
    let other_side = before.is_none_or(|before| before.side != span.side);
    match (span.phase, side) {
        (Phase::Switch, _) => Some("Change sides.".to_owned()),
        (Phase::Release, _) if !begins => Some("Let go.".to_owned()),
        (_, Some(side)) if begins => Some(format!("{}, {side}.", moment.sentence()?)),
        (_, Some(side)) if other_side && span.kind == Kind::Stretch => Some(capital(side)),
        _ if begins => {
            let now = moment.sentence()?;
            // A repeated step need not say the same again.
            let same = before.is_some_and(|before| timeline.at(before.start).sentence() == Some(now));
            (!same).then(|| now.to_owned())
        }
        _ => None,
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}
