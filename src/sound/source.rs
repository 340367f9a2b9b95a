//! A session as a rodio [`Source`]: for whoever speaks that vocabulary, such as the writer of files.

use std::num::NonZero;
use std::time::Duration;

use rodio::Source;

use super::Renderer;
use super::wave::{count, place};
use crate::units::Time;

/// How many samples are made at a time.
const BLOCK: usize = 2_048;

/// Both channels, always.
const STEREO: NonZero<u16> = rodio::nz!(2);

/// A stretch of a session, sample by sample, left first.
#[derive(Debug)]
pub struct SessionSource {
    renderer: Renderer,
    len: Time,
    /// Samples that were not made yet.
    left: u64,
    block: Box<[f32]>,
    /// What was made and not handed out yet begins here; all of it, at the block's length.
    next: usize,
    made: usize,
}

impl SessionSource {
    /// From where the renderer stands, `len` long, to the nearest frame.
    pub fn new(renderer: Renderer, len: Time) -> Self {
        let left = 2 * len.frame(renderer.rate());
        Self { renderer, len, left, block: vec![0.0; BLOCK].into(), next: 0, made: 0 }
    }

    /// How many frames there are still to come.
    pub fn frames_left(&self) -> u64 {
        let samples = self.left + count(self.made - self.next);
        samples / 2
    }
}

impl Iterator for SessionSource {
    type Item = f32;

    fn next(&mut self) -> Option<f32> {
        if self.next == self.made {
            if self.left == 0 {
                return None;
            }
            self.made = place(self.left).min(BLOCK);
            self.left -= count(self.made);
            self.next = 0;
            self.renderer.render(&mut self.block[..self.made]);
        }
        let sample = self.block[self.next];
        self.next += 1;
        Some(sample)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = place(self.left) + (self.made - self.next);
        (left, Some(left))
    }
}

impl Source for SessionSource {
    fn current_span_len(&self) -> Option<usize> {
        None
    }

    fn channels(&self) -> NonZero<u16> {
        STEREO
    }

    fn sample_rate(&self) -> NonZero<u32> {
        NonZero::new(self.renderer.rate().get()).unwrap_or(NonZero::<u32>::MIN)
    }

    fn total_duration(&self) -> Option<Duration> {
        Some(Duration::from_micros(self.len.micros()))
    }
}
