//! The same session eased off: shorter breaths and more of them, shorter holds, from given places on.
//!
//! A function of the author's timeline and of what was asked, so that whatever lies before a change stays as it was,
//! microsecond for microsecond. Refuses to know when a person asked, and why.

#[cfg(test)]
mod tests;

use std::cell::Cell;

use super::layout::{MAX_LENGTH, Piece, put, ramp, walk, walk_breath, walk_stretch};
use super::{Kind, Phase, Span, Timeline};
use crate::session::limits::{BREATH, STEP};
use crate::session::{Breath, Breathe, Hold, Step};
use crate::units::Time;

/// From which places on a session is eased off, and how far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Easing(Vec<(Time, u8)>);

impl Easing {
    /// The highest level; 0 is what the author wrote.
    pub const MOST: u8 = 4;

    /// The level in force at a place, 0–4.
    pub fn level_at(&self, place: Time) -> u8 {
        self.0.iter().rev().find(|(at, _)| *at <= place).map_or(0, |(_, level)| *level)
    }

    /// The level that holds in the end.
    pub fn last(&self) -> u8 {
        self.0.last().map_or(0, |(_, level)| *level)
    }

    /// The same up to `place`, and `level` (at most [`Self::MOST`]) from there on.
    #[must_use]
    pub fn changed(&self, place: Time, level: u8) -> Self {
        let mut kept = Self(self.0.iter().copied().filter(|(at, _)| *at < place).collect());
        let level = level.min(Self::MOST);
        if kept.last() != level {
            kept.0.push((place, level));
        }
        kept
    }

    /// Where the level changes next, after a place.
    fn next_change(&self, place: Time) -> Option<Time> {
        self.0.iter().map(|(at, _)| *at).find(|at| *at > place)
    }
}

/// Lays the author's timeline out anew.
pub(super) fn ease(author: &Timeline, easing: &Easing) -> Timeline {
    let mut eased = Timeline { written: author.written.clone(), steps: Vec::new(), spans: Vec::new(), end: author.end };
    for step in &author.steps {
        let begin = eased.len();
        let after = author.len() - step.start - step.len;
        put(&mut eased, step.written, |take| match &author.written[step.written] {
            Step::Breathe(breathe) => {
                let bounds = Bounds { own: step.len, most: MAX_LENGTH - begin - after };
                ease_breathe(breathe, begin, bounds, easing, take);
            }
            Step::Stretch(stretch) => {
                let place = Cell::new(begin);
                let hold = &mut || {
                    let level = easing.level_at(place.get());
                    (eased_hold(stretch.hold, level), level)
                };
                walk_stretch(stretch, hold, &mut |piece| {
                    place.set(place.get() + piece.len);
                    take(piece)
                });
            }
            other => {
                walk(other, take);
            }
        });
    }
    eased
}

/// How long a step is, and how long it may become.
#[derive(Clone, Copy)]
struct Bounds {
    own: Time,
    most: Time,
}

/// One run of breaths at a time, from one change to the next; each goes on from where the ramp has come to.
fn ease_breathe(breathe: &Breathe, begin: Time, bounds: Bounds, easing: &Easing, take: &mut dyn FnMut(Piece) -> bool) {
    let to = breathe.to.unwrap_or(breathe.breath);
    let (mut from, mut done, mut cycle) = (breathe.breath, Time::ZERO, 0);
    loop {
        let level = easing.level_at(begin + done);
        let until = easing.next_change(begin + done);
        let left = Bounds { own: bounds.own - done, most: bounds.most - done };
        let run = EasedRun { from, to, level };
        let count = run.nearest(left, u32::from(cycle == 0));
        let mut nth = 0;
        while nth < count && until.is_none_or(|until| begin + done < until) {
            cycle += 1;
            walk_breath(run.breath(nth, count), &mut |len, phase| {
                done += len;
                take(Piece { cycle: Some(cycle), level, ..Piece::plain(len, Kind::Breathe, phase) })
            });
            nth += 1;
        }
        if nth == count {
            return;
        }
        from = ramp(from, to, nth, count);
    }
}

/// Breaths from one to another, eased.
#[derive(Clone, Copy)]
struct EasedRun {
    from: Breath,
    to: Breath,
    level: u8,
}

impl EasedRun {
    fn breath(self, nth: u32, breaths: u32) -> Breath {
        eased_breath(ramp(self.from, self.to, nth, breaths), self.level)
    }

    fn len(self, breaths: u32) -> Time {
        (0..breaths).fold(Time::ZERO, |sum, nth| sum + self.breath(nth, breaths).len())
    }

    /// How many breaths come nearest to the length that is left (ties: the longer), `least` or more, and no more than
    /// there is room for. The more breaths, the longer: found by halving.
    fn nearest(self, left: Bounds, least: u32) -> u32 {
        let fits = |breaths: u32| self.len(breaths) <= left.own;
        let (mut low, mut high) = (0, 1);
        while fits(high) {
            (low, high) = (high, high * 2);
        }
        while high - low > 1 {
            let middle = low.midpoint(high);
            if fits(middle) { low = middle } else { high = middle }
        }
        let (short, long) = (self.len(low), self.len(high));
        let nearer = long - left.own <= left.own - short && long <= left.most;
        (if nearer { high } else { low }).max(least)
    }
}

/// A breath at a level: what moves × (1 − 0.1·level), holds × (1 − 0.25·level), never below a limit.
fn eased_breath(own: Breath, level: u8) -> Breath {
    if level == 0 {
        return own;
    }
    let level = u64::from(level);
    let eased = Breath::of(|part| {
        let kept = if part.holds() { scaled(own[part], 4 - level, 4) } else { scaled(own[part], 10 - level, 10) };
        floored(kept, own[part], part.limit().least)
    });
    long_enough(eased, own)
}

/// Between the eased breath and the author's, as far as a breath has to be to last two seconds.
fn long_enough(eased: Breath, own: Breath) -> Breath {
    let (short, gap) = (BREATH.least.min(own.len()) - eased.len(), own.len() - eased.len());
    if short == Time::ZERO {
        return eased;
    }
    Breath::of(|part| {
        let more = (own[part] - eased[part]).micros() * short.micros();
        let longer = eased[part] + Time::from_micros(more.div_ceil(gap.micros()));
        floored(longer, own[part], part.limit().least)
    })
}

/// A stretch's hold at a level: × (1 − 0.1·level); counted in breaths, each breath is eased and their number stays.
fn eased_hold(own: Hold, level: u8) -> Hold {
    match own {
        Hold::Secs(secs) => Hold::Secs(floored(scaled(secs, 10 - u64::from(level), 10), secs, STEP.least)),
        Hold::Breaths(breaths, breath) => Hold::Breaths(breaths, eased_breath(breath, level)),
    }
}

/// `time · part / whole`, halves up.
fn scaled(time: Time, part: u64, whole: u64) -> Time {
    Time::from_micros((2 * time.micros() * part + whole) / (2 * whole))
}

/// What is there does not fall below its limit, or below its author's where that is less.
fn floored(eased: Time, own: Time, least: Time) -> Time {
    if eased == Time::ZERO { eased } else { eased.max(least.min(own)) }
}

impl Timeline {
    /// Where the first breath or the first side of a round begins, at or after `place`: what easing takes hold of.
    /// The end when there is none.
    pub fn next_to_ease(&self, place: Time) -> Time {
        let first = self.spans.partition_point(|span| span.start < place);
        let begins = |index: &usize| {
            let span = &self.spans[*index];
            let before = index.checked_sub(1).map(|before| &self.spans[before]);
            let whole = |span: &Span| match span.kind {
                Kind::Breathe => Some((span.step, span.cycle)),
                Kind::Stretch if span.phase != Phase::Into => Some((span.step, span.round)),
                Kind::Stretch | Kind::Prepare | Kind::Cue | Kind::Tense | Kind::Rest => None,
            };
            whole(span).is_some() && before.and_then(whole) != whole(span)
        };
        (first..self.spans.len()).find(begins).map_or(self.len(), |index| self.spans[index].start)
    }
}
