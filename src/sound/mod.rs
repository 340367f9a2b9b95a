//! From a timeline and a frame number to stereo samples.
//!
//! Pure: the same frame always gives the same samples, whatever was asked before. Knows no device and no clock.

use std::sync::Arc;

use crate::session::Guide;
use crate::timeline::Timeline;
use crate::units::{Hertz, Level, Time};

/// The longest that sound goes on after the session's end.
pub const TAIL: Time = Time::from_secs(4);

/// What sounds, and how loud.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mix {
    /// What the ear follows.
    pub guide: Guide,
    /// How loud that is.
    pub guide_level: Level,
    /// How loud step changes, countdowns and the end are.
    pub cue_level: Level,
    /// How loud everything is.
    pub master: Level,
}

/// Renders a session from any frame on.
#[derive(Debug)]
pub struct Renderer {}

impl Renderer {
    /// A renderer at frame 0.
    pub fn new(_timeline: Arc<Timeline>, _mix: Mix, _rate: Hertz) -> Self {
        Self {}
    }

    /// Goes to a frame. Allocates nothing, takes bounded time: callable in the audio callback.
    pub fn seek(&mut self, _frame: u64) {}

    /// The frame that the next call of [`Self::render`] begins with.
    pub fn frame(&self) -> u64 {
        0
    }

    /// Writes the next `out.len() / 2` stereo frames, left first; beyond the session's end its end cue, for at most
    /// [`TAIL`], then silence. Allocates nothing and cannot panic.
    pub fn render(&mut self, out: &mut [f32]) {
        out.fill(0.0);
    }
}
