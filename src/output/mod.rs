//! The only cpal: the stream, the heard position, supervision, silence when there is no device.
//!
//! Refuses to know what a session is beyond the samples of its renderer.

use std::sync::Arc;

use crate::player::{Heard, Order};
use crate::sound::Mix;
use crate::timeline::Timeline;

/// Whether sound comes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// A stream was asked for and has not called back yet.
    Starting,
    /// Frames are being heard.
    Sounding,
    /// No frames are heard; the software clock keeps the time. The sentence says why, for the user.
    Silent(String),
}

/// A running output for one session: never fails, at worst it is silent.
#[derive(Debug)]
pub struct Output {}

impl Output {
    /// Opens the default device on a thread of its own and returns at once. `delay_ms` (−100…500) is how much later
    /// than the timestamps say the user hears.
    pub fn open(_timeline: Arc<Timeline>, _mix: Mix, _delay_ms: i32) -> Self {
        Self {}
    }

    /// An output that never sounds: the software clock alone.
    pub fn silent() -> Self {
        Self {}
    }

    /// Carries an order out: play from a place with a fade in, or fade out and hold. Returns at once.
    pub fn order(&self, _order: Order) {}

    /// What is heard at this instant. Never goes back within one order, never passes what was written, interpolates
    /// between callbacks. Lock-free: callable once a frame from the window.
    pub fn heard(&self) -> Heard {
        Heard::default()
    }

    /// Whether sound comes out.
    pub fn status(&self) -> Status {
        Status::Starting
    }
}
