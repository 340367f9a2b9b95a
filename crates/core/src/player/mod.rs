//! The transport of one session: ready, lead-in, playing, paused, ended.
//!
//! Driven by heard positions; has no clock, no sound and no window of its own.

mod practised;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::plan::{Ended, Reason};
use crate::session::Step;
use crate::timeline::{Easing, Kind, Moment, Timeline};
use crate::units::Time;

use practised::Practised;

/// How long the first sound may keep a session waiting after its lead-in.
pub const GRACE: Time = Time::from_secs(3);

/// Within this much of a step, going back means the step before.
const BACK: Time = Time::from_secs(3);

/// What an output is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// Orders are numbered from 1; what is heard names the order it answers.
    pub number: u32,
    /// What to do.
    pub deed: Deed,
}

/// What an order says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Play from this place, fading in.
    Play(Time),
    /// Fade out and hold.
    Hold,
}

/// What is heard at one instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// The order it answers; 0 before the first.
    pub order: u32,
    /// The place in the session.
    pub at: Time,
    /// Whether the place can be trusted to move by itself: real frames, or the software clock after its grace.
    pub running: bool,
}

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing has begun.
    Ready,
    /// Getting ready; this much is left.
    LeadIn(Time),
    /// Playing; this is heard.
    Playing(Time),
    /// Paused here.
    Paused(Time),
    /// Over.
    Ended(Outcome),
}

/// What came of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How it ended.
    pub ended: Ended,
    /// Why it was stopped.
    pub reason: Option<Reason>,
    /// What was practised.
    pub active: Time,
    /// What the session asked for, however it was eased.
    pub planned: Time,
}

/// What the transport is doing, with what it needs for that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TransportState {
    Ready,
    /// Until this instant, and [`GRACE`] more when nothing sounds yet.
    LeadIn {
        until: Time,
    },
    /// Paused before the session's beginning, with this much of the lead-in left.
    LeadInPaused {
        left: Time,
    },
    Playing,
    Paused,
    Ended(Outcome),
}

/// The transport.
///
/// Every method that may change what sounds answers with the order that says so. `now` is any monotonic time, the
/// same throughout.
#[derive(Clone, Debug)]
pub struct Player {
    /// As the author wrote it.
    written: Arc<Timeline>,
    /// The same eased: its places are what is heard.
    timeline: Arc<Timeline>,
    easing: Easing,
    lead_in: Time,
    phase: TransportState,
    /// The number of the newest order.
    order: u32,
    practised: Practised,
}

impl Player {
    /// A session that has not begun. `lead_in` is left out when its first step is a Prepare.
    pub fn new(timeline: Arc<Timeline>, lead_in: Time) -> Self {
        let prepares = timeline.spans().first().is_some_and(|span| span.kind == Kind::Prepare);
        let lead_in = if prepares { Time::ZERO } else { lead_in };
        Self {
            written: timeline.clone(),
            timeline,
            easing: Easing::default(),
            lead_in,
            phase: TransportState::Ready,
            order: 0,
            practised: Practised::default(),
        }
    }

    /// Begins to get ready. Only the first call does anything.
    pub fn begin(&mut self, now: Time) {
        if self.phase == TransportState::Ready {
            self.phase = TransportState::LeadIn { until: now + self.lead_in };
        }
    }

    /// Takes note of what is heard: counts it, begins when the lead-in is over, ends at the end.
    pub fn tick(&mut self, now: Time, heard: Heard) -> Option<Order> {
        match self.phase {
            TransportState::LeadIn { until } if now >= until && (heard.running || now >= until + GRACE) => {
                Some(self.play(Time::ZERO))
            }
            TransportState::Playing if heard.order == self.order => {
                self.practised.hear(&self.timeline, heard.at);
                if self.practised.at() >= self.timeline.len() {
                    self.end(Ended::Finished);
                }
                None
            }
            _ => None,
        }
    }

    /// Holds where it is.
    pub fn pause(&mut self, now: Time) -> Option<Order> {
        match self.phase {
            TransportState::LeadIn { until } => {
                self.phase = TransportState::LeadInPaused { left: until - now };
                None
            }
            TransportState::Playing => {
                self.phase = TransportState::Paused;
                Some(self.give(Deed::Hold))
            }
            _ => None,
        }
    }

    /// Goes on: within a breath from the start of that breath, which then counts only once; else where it was.
    pub fn resume(&mut self, now: Time) -> Option<Order> {
        match self.phase {
            TransportState::LeadInPaused { left } => {
                self.phase = TransportState::LeadIn { until: now + left };
                None
            }
            TransportState::Paused => {
                let at = self.practised.at();
                let breath = self.timeline.at(at).breath_start();
                if let Some(start) = breath {
                    self.practised.take_back(&self.timeline, start);
                }
                Some(self.play(breath.unwrap_or(at)))
            }
            _ => None,
        }
    }

    /// Goes to the next part, still paused if it was: in a stretch to the other side, then to the next round, then to
    /// the next step. Behind the last one the session is over. During the lead-in, begins at once.
    pub fn skip(&mut self) -> Option<Order> {
        if let TransportState::LeadIn { .. } = self.phase {
            return Some(self.play(Time::ZERO));
        }
        let place = self.place()?;
        if let Some(next) = self.timeline.next_part(place) {
            return self.go(next);
        }
        // Playing from the end on is the end cue. The place stays, for going back.
        let order = self.give(Deed::Play(self.timeline.len()));
        self.end(Ended::Skipped);
        Some(order)
    }

    /// Goes on where the session was left by going past its last step.
    pub fn come_back(&mut self, now: Time) -> Option<Order> {
        if !matches!(self.phase, TransportState::Ended(Outcome { ended: Ended::Skipped, .. })) {
            return None;
        }
        self.phase = TransportState::Paused;
        self.resume(now)
    }

    /// Goes to the start of this step or, within its first 3 s, of the one before; still paused if it was.
    pub fn back(&mut self) -> Option<Order> {
        let place = self.place()?;
        let step = self.timeline.at(place).span().step;
        let start = self.timeline.steps()[step].start;
        let before = if place - start < BACK { step.saturating_sub(1) } else { step };
        self.go(self.timeline.steps()[before].start)
    }

    /// Eases off to a level, 0–4, from the next breath or the next round of a stretch on. While it plays, what comes
    /// within `ahead` is on its way to the ear already: it stays as it is.
    pub fn ease(&mut self, level: u8, ahead: Time) {
        let from = match self.phase {
            TransportState::Ready | TransportState::LeadIn { .. } | TransportState::LeadInPaused { .. } => Time::ZERO,
            TransportState::Playing => self.practised.at() + ahead,
            TransportState::Paused => self.practised.at(),
            TransportState::Ended(_) => return,
        };
        self.ease_from(self.timeline.next_to_ease(from), level);
    }

    /// Ends it here; what was practised stands.
    pub fn stop(&mut self) -> Option<Order> {
        let sounded = self.phase == TransportState::Playing;
        self.end(Ended::Stopped);
        sounded.then(|| self.give(Deed::Hold))
    }

    /// Keeps why it was stopped; whether it was.
    pub fn because(&mut self, why: Reason) -> bool {
        match &mut self.phase {
            TransportState::Ended(outcome) if outcome.ended == Ended::Stopped => {
                outcome.reason = Some(why);
                true
            }
            _ => false,
        }
    }

    /// What it was stopped in the midst of, as [`Moment::doing`] says it; nothing unless something was practised and
    /// then stopped.
    pub fn stopped_during(&self) -> String {
        self.stopped_at().map(Moment::doing).unwrap_or_default()
    }

    /// The pose that it was stopped in the midst of, if it was one.
    pub fn stopped_pose(&self) -> Option<&str> {
        match self.stopped_at()?.written() {
            Step::Stretch(stretch) => Some(&stretch.pose),
            _ => None,
        }
    }

    fn stopped_at(&self) -> Option<Moment<'_>> {
        match self.phase {
            TransportState::Ended(Outcome { ended: Ended::Stopped, active, .. }) if active > Time::ZERO => {
                Some(self.timeline.at(self.practised.at()))
            }
            _ => None,
        }
    }

    /// Where it stands, given what is heard at this instant.
    pub fn state(&self, now: Time, heard: Heard) -> State {
        match self.phase {
            TransportState::Ready => State::Ready,
            TransportState::LeadIn { until } => State::LeadIn(until - now),
            TransportState::LeadInPaused { .. } => State::Paused(Time::ZERO),
            TransportState::Playing if heard.order == self.order => {
                State::Playing(heard.at.max(self.practised.at()).min(self.timeline.len()))
            }
            TransportState::Playing => State::Playing(self.practised.at()),
            TransportState::Paused => State::Paused(self.practised.at()),
            TransportState::Ended(outcome) => State::Ended(outcome),
        }
    }

    /// What happens when, as it is played: the places of [`Self::state`] are its.
    pub fn timeline(&self) -> &Arc<Timeline> {
        &self.timeline
    }

    /// How far it is asked to be eased off, 0–4.
    pub fn level(&self) -> u8 {
        self.easing.last()
    }

    /// The highest level of easing that was in force, 0–4.
    pub fn eased(&self) -> u8 {
        self.practised.eased()
    }

    /// What has been practised so far.
    pub fn active(&self) -> Time {
        self.practised.sum()
    }

    /// The step that is being played or paused in: an index into [`Timeline::steps`].
    pub fn step(&self) -> usize {
        self.timeline.at(self.practised.at()).span().step
    }

    /// Where a skip starts from; `None` when there is nothing to skip.
    fn place(&self) -> Option<Time> {
        matches!(self.phase, TransportState::Playing | TransportState::Paused).then(|| self.practised.at())
    }

    /// Goes to the start of a part: from there on all of it, or what comes after a round's second side, has the level
    /// that was asked for.
    fn go(&mut self, place: Time) -> Option<Order> {
        let starts_step = self.timeline.steps().iter().any(|step| step.start == place);
        let eased = if starts_step { place } else { self.timeline.next_to_ease(place) };
        self.ease_from(eased, self.level());
        if self.phase == TransportState::Playing {
            return Some(self.play(place));
        }
        self.practised.go(place);
        None
    }

    fn ease_from(&mut self, place: Time, level: u8) {
        let easing = self.easing.changed(place, level);
        if easing != self.easing {
            self.timeline = Arc::new(self.written.eased(&easing));
            self.easing = easing;
        }
    }

    fn play(&mut self, place: Time) -> Order {
        self.practised.go(place);
        self.phase = TransportState::Playing;
        self.give(Deed::Play(place))
    }

    fn give(&mut self, deed: Deed) -> Order {
        self.order += 1;
        Order { number: self.order, deed }
    }

    fn end(&mut self, ended: Ended) {
        if !matches!(self.phase, TransportState::Ended(_)) {
            let (active, planned) = (self.practised.sum(), self.written.practice());
            self.phase = TransportState::Ended(Outcome { ended, reason: None, active, planned });
        }
    }
}
