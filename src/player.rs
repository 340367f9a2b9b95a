//! The transport of one session: ready, lead-in, playing, paused, ended.
//!
//! Driven by heard positions; has no clock, no sound and no window of its own.

use std::sync::Arc;

use crate::plan::{Ended, Reason};
use crate::timeline::Timeline;
use crate::units::Time;

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
    /// What the session asked for.
    pub planned: Time,
}

/// The transport.
#[derive(Debug)]
pub struct Player {
    _timeline: Arc<Timeline>,
}
