//! A gain that rises or falls without a click.

use std::f32::consts::PI;

use crate::units::{Hertz, Time};

/// How long a whole fade takes.
const LENGTH: Time = Time::from_millis(60);

/// A gain that rises or falls along a raised cosine, from wherever it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fade {
    /// Frames of a whole fade, and how many of them are done.
    frames: u32,
    done: u32,
    rises: bool,
}

impl Fade {
    pub(super) fn silent(rate: Hertz) -> Self {
        let frames = u32::try_from(LENGTH.frame(rate)).unwrap_or(u32::MAX).max(1);
        Self { frames, done: 0, rises: false }
    }

    pub(super) fn rise(&mut self) {
        self.rises = true;
    }

    pub(super) fn fall(&mut self) {
        self.rises = false;
    }

    pub(super) fn is_silent(self) -> bool {
        self.done == 0 && !self.rises
    }

    pub(super) fn is_full(self) -> bool {
        self.done == self.frames && self.rises
    }

    /// Frames until a falling fade is silent.
    pub(super) fn left(self) -> usize {
        self.done as usize
    }

    /// Moves one frame on; the gain of that frame.
    #[expect(clippy::cast_precision_loss, reason = "a fade has a few thousand frames")]
    pub(super) fn step(&mut self) -> f32 {
        self.done = if self.rises { (self.done + 1).min(self.frames) } else { self.done.saturating_sub(1) };
        0.5 - 0.5 * (PI * self.done as f32 / self.frames as f32).cos()
    }
}
