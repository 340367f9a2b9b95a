//! Sounds placed in time: one after another, each giving way softly to the next.
//!
//! Knows frames and samples; refuses to know why anything is struck.

use super::kit::Kit;
use super::score::{Sound, Strike};
use super::wave::{BLOCK_FRAMES, Bus, edge, frames, place, real, sample};
use ebb_core::units::Hertz;

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

    /// Adds what sounds in the block that begins with frame `first`.
    pub(super) fn add(&self, first: u64, out: &mut Bus) {
        self.add_after(0, first, out);
    }

    /// The same with every strike that many frames later.
    pub(super) fn add_after(&self, later: u64, first: u64, out: &mut Bus) {
        let after = first.saturating_add(BLOCK_FRAMES);
        let start = |placed: &Placed| placed.start.saturating_add(later);
        let over = |placed: &Placed| placed.end.saturating_add(later);
        let from = self.placed.partition_point(|placed| over(placed) <= first);
        for placed in self.placed[from..].iter().take_while(|placed| start(placed) < after) {
            let begin = start(placed).max(first);
            let end = over(placed).min(after);
            let (skip, len) = (place(begin - first), place(end.saturating_sub(begin)));
            let into = place(begin - start(placed));
            for (out, struck) in out.iter_mut().zip(self.kit.samples(placed.sound)) {
                let struck = struck.iter().skip(into);
                let out = out.iter_mut().skip(skip).take(len);
                if placed.fades {
                    let faded = (begin - later..).zip(struck).map(|(frame, x)| sample(self.fade(placed, frame)) * x);
                    out.zip(faded).for_each(|(out, x)| *out += x);
                } else {
                    out.zip(struck).for_each(|(out, x)| *out += x);
                }
            }
        }
    }

    /// How much of a sound that is faded out is left at a frame of it.
    fn fade(&self, placed: &Placed, frame: u64) -> f64 {
        let fade = self.yields.min(placed.end - placed.start);
        edge((real(placed.end.saturating_sub(frame)) - 0.5) / real(fade))
    }
}
