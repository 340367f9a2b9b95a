//! Sounds placed in time: one after another, each giving way softly to the next.
//!
//! Knows frames and samples; refuses to know why anything is struck.

use super::kit::Kit;
use super::score::{Sound, Strike};
use super::wave::{count, edge, frames, place, real, sample};
use crate::units::Hertz;

/// How long a sound takes to give way to the next, in seconds: less than the shortest sound, so that none is over
/// before one that began earlier.
const YIELD: f64 = 0.12;

/// Strikes of one family in order.
///
/// Invariant: neither the starts nor the ends ever go back, so those that sound at a frame stand side by side.
#[derive(Debug)]
pub(super) struct Rack {
    placed: Vec<Placed>,
    yields: u64,
    kit: Kit,
}

/// A strike and when it is over.
#[derive(Clone, Copy, Debug)]
struct Placed {
    start: u64,
    end: u64,
    sound: Sound,
    /// Whether it is faded out at its end, rather than ringing to it.
    fades: bool,
}

impl Rack {
    /// Places strikes that are in order. All but [`Sound::End`] are over at `over`.
    pub(super) fn new(strikes: &[Strike], over: u64, rate: Hertz) -> Self {
        let kit = Kit::new(strikes.iter().map(|strike| strike.sound), rate);
        let yields = frames(YIELD, rate);
        let nexts = strikes.iter().skip(1).map(|next| next.start + yields).chain([u64::MAX]);
        let placed = strikes.iter().zip(nexts).map(|(strike, next)| {
            let rings = strike.start + kit.frames(strike.sound);
            let last = if strike.sound == Sound::End { u64::MAX } else { next.min(over) };
            Placed { start: strike.start, end: rings.min(last), sound: strike.sound, fades: rings > last }
        });
        Self { placed: placed.collect(), yields, kit }
    }

    /// Adds what sounds from frame `first` on.
    pub(super) fn add(&self, first: u64, out: &mut [f32]) {
        let after = first.saturating_add(count(out.len() / 2));
        let from = self.placed.partition_point(|placed| placed.end <= first);
        for placed in self.placed[from..].iter().take_while(|placed| placed.start < after) {
            let begin = placed.start.max(first);
            let end = placed.end.min(after);
            let (skip, len) = (place(begin - first), place(end.saturating_sub(begin)));
            let samples = self.kit.samples(placed.sound).chunks_exact(2).skip(place(begin - placed.start));
            let frames = out.chunks_exact_mut(2).skip(skip).take(len);
            for ((i, frame), struck) in (begin..).zip(frames).zip(samples) {
                let gain = sample(self.fade(placed, i));
                frame[0] += gain * struck[0];
                frame[1] += gain * struck[1];
            }
        }
    }

    /// How much of a sound is left at a frame of it.
    fn fade(&self, placed: &Placed, frame: u64) -> f64 {
        if !placed.fades {
            return 1.0;
        }
        let fade = self.yields.min(placed.end - placed.start);
        edge((real(placed.end - frame) - 0.5) / real(fade))
    }
}
