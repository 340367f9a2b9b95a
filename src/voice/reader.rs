//! What is to be spoken of a session, and when: a pure reading of its timeline.

use crate::player::Heard;
use crate::timeline::{Kind, Phase, Side, Timeline};
use crate::units::Time;

/// Who lands within this much of a step still hears what it is.
const FRESH: Time = Time::from_secs(3);

/// Follows what is heard, and says what is to be spoken when.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reader {
    /// The order that was heard last, and its place.
    last: Option<(u32, Time)>,
}

impl Reader {
    /// What begins to be spoken now, if anything: the words of the newest span that began since the last time. To be
    /// asked again and again while a session plays; after a jump it tells where one has landed.
    pub fn hear(&mut self, timeline: &Timeline, heard: Heard) -> Option<String> {
        let last = self.last.replace((heard.order, heard.at));
        let spans = timeline.spans();
        let after = spans.partition_point(|span| span.start <= heard.at);
        match last {
            Some((order, at)) if order == heard.order => {
                let before = spans.partition_point(|span| span.start <= at);
                (before..after).rev().find_map(|index| words(timeline, index))
            }
            _ => {
                let index = after.checked_sub(1)?;
                let step = spans[index].step;
                let first = spans.partition_point(|span| span.step < step);
                let landed = (first..after).rev().find_map(|index| Some((spans[index].start, words(timeline, index)?)));
                landed.filter(|(start, _)| heard.at - *start < FRESH).map(|(_, words)| words)
            }
        }
    }
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
