//! How much was practised: counted by places in the session, so that no tick is lost and none counts twice.

use crate::timeline::{Kind, Span, Timeline};
use crate::units::Time;

/// What was heard outside Prepare, and how far the present run of it has come.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Practised {
    sum: Time,
    /// Where the present run began.
    from: Time,
    /// How far it has come: everything between is counted.
    at: Time,
    /// The highest level of easing that was heard.
    eased: u8,
}

impl Practised {
    /// All of it.
    pub(super) fn sum(&self) -> Time {
        self.sum
    }

    /// The highest level of easing that was in force, 0–4.
    pub(super) fn eased(&self) -> u8 {
        self.eased
    }

    /// The place in the session.
    pub(super) fn at(&self) -> Time {
        self.at
    }

    /// A new run begins here; nothing between counts.
    pub(super) fn go(&mut self, place: Time) {
        (self.from, self.at) = (place, place);
    }

    /// Everything up to `place` was heard. A place already passed changes nothing.
    pub(super) fn hear(&mut self, timeline: &Timeline, place: Time) {
        let place = place.min(timeline.len());
        if place > self.at {
            self.sum += practice(timeline, self.at, place);
            let levels = between(timeline, self.at, place).map(|span| span.level);
            self.eased = levels.fold(self.eased, u8::max);
            self.at = place;
        }
    }

    /// What this run heard since `start` does not count, because it will be heard again.
    pub(super) fn take_back(&mut self, timeline: &Timeline, start: Time) {
        self.sum = self.sum - practice(timeline, start.max(self.from), self.at);
    }
}

/// How much of `[from, to)` is practice.
fn practice(timeline: &Timeline, from: Time, to: Time) -> Time {
    between(timeline, from, to)
        .filter(|span| span.kind != Kind::Prepare)
        .fold(Time::ZERO, |sum, span| sum + (span.end().min(to) - span.start.max(from)))
}

/// The spans of which something lies in `[from, to)`.
fn between(timeline: &Timeline, from: Time, to: Time) -> impl Iterator<Item = &Span> {
    let spans = timeline.spans();
    let first = spans.partition_point(|span| span.end() <= from);
    spans[first..].iter().take_while(move |span| span.start < to)
}
