//! Filtered noise without an end: passages of a stock that is made once for a rate, each blending into the next.
//!
//! Which passage sounds when follows from the frame number by a hash, so that nothing comes round again at any fixed
//! time, and no filter state has to be brought along. Knows no session.

use super::wave::{BLOCK_FRAMES, Bus, Ramp, cosine, count, frames, hash, place, real, sample, sine, white};
use ebb_core::units::Hertz;

/// About how long a passage takes to come, and again to go, in seconds.
const HOP: f64 = 0.9;

/// How long the filters settle before anything is kept, in seconds.
const SETTLE: f64 = 0.3;

/// How much of the noise both ears share, and how much of it is theirs: wide, and hardly weaker in mono.
const SHARED: (f64, f64) = (0.8, 0.6);

/// Which noise.
#[derive(Clone, Copy, Debug)]
pub(super) struct Colour {
    /// Makes the noise its own.
    pub(super) seed: u64,
    /// How long the stock is, in seconds: the longer, the more different passages there are.
    pub(super) secs: f64,
    /// Filters one after another.
    pub(super) filters: &'static [Filter],
}

/// A filter of the first order: from its zero on the spectrum rises by 6 dB an octave, from its pole on it falls, both
/// in Hz.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filter {
    pub(super) zero: f64,
    pub(super) pole: f64,
}

impl Filter {
    /// Less and less below this.
    pub(super) const fn above(hertz: f64) -> Self {
        Self { zero: 0.0, pole: hertz }
    }

    /// Less and less above this.
    pub(super) const fn below(hertz: f64) -> Self {
        Self { zero: f64::INFINITY, pole: hertz }
    }
}

/// A filter at work.
struct Stage {
    zero: f64,
    pole: f64,
    came: f64,
    went: f64,
}

impl Stage {
    fn new(filter: &Filter, rate: Hertz) -> Self {
        let root = |hertz: f64| (-std::f64::consts::TAU * hertz / f64::from(rate.get())).exp();
        Self { zero: root(filter.zero), pole: root(filter.pole), came: 0.0, went: 0.0 }
    }

    fn next(&mut self, x: f64) -> f64 {
        self.went = x - self.zero * self.came + self.pole * self.went;
        self.came = x;
        self.went
    }
}

/// A stock of stereo noise with a power of 1 in each ear.
#[derive(Debug)]
pub(super) struct Stock {
    ears: [Box<[f32]>; 2],
    seed: u64,
    /// Frames from one passage to the next, whole blocks; a passage is twice as long.
    hop: u64,
    /// How many places there are for a passage to begin at.
    places: u64,
}

impl Stock {
    /// The noise of that colour.
    pub(super) fn new(colour: Colour, rate: Hertz) -> Self {
        Self::with(colour, rate, |_| {})
    }

    /// The same with something added to each ear before both are made one loudness.
    pub(super) fn with(colour: Colour, rate: Hertz, add: impl FnOnce(&mut [Vec<f64>; 2])) -> Self {
        let hop = (frames(HOP, rate) / BLOCK_FRAMES).max(1) * BLOCK_FRAMES;
        let len = frames(colour.secs, rate).max(3 * hop);
        let own = [0, 1].map(|nth| filtered(colour, nth, len, rate));
        let [mid, side] = &own;
        let (shared, apart) = SHARED;
        let ear = |sign: f64| -> Vec<f64> {
            mid.iter().zip(side).map(|(mid, side)| shared * mid + sign * apart * side).collect()
        };
        let mut ears = [ear(1.0), ear(-1.0)];
        add(&mut ears);
        Self { ears: ears.map(|ear| levelled(&ear)), seed: colour.seed, hop, places: len - 2 * hop + 1 }
    }

    /// Writes the noise of the frames from `first` on, which lie within one block, to the beginning of a bus.
    pub(super) fn read(&self, first: u64, len: usize, out: &mut Bus) {
        let hop = first / self.hop;
        let into = first % self.hop;
        // Whole blocks make up a hop: the block's beginning lies in the same one.
        let block = into - into % BLOCK_FRAMES;
        let angle = |frame: u64| 0.25 * real(frame) / real(self.hop);
        let (from, to) = (angle(block), angle(block + BLOCK_FRAMES));
        // Sine and cosine: as loud while one passage blends into the next as at any other time.
        let (coming, going) = (Ramp::between(sine(from), sine(to)), Ramp::between(cosine(from), cosine(to)));
        let (newer, older) = (self.begin(hop + 1) + into, self.begin(hop) + self.hop + into);
        let skip = place(into - block);
        let (coming, going) = (coming.all(), going.all());
        let weights = coming[skip..].iter().zip(&going[skip..]);
        for (ear, out) in self.ears.iter().zip(out) {
            let passage = |at: u64| ear.get(place(at)..).unwrap_or(&[]).iter();
            let blended = passage(newer).zip(passage(older)).zip(weights.clone());
            for (out, ((new, old), (come, go))) in out[..len].iter_mut().zip(blended) {
                *out = come * new + go * old;
            }
        }
    }

    /// Where in the stock a passage begins.
    fn begin(&self, passage: u64) -> u64 {
        hash(self.seed, passage) % self.places
    }
}

/// White noise through the filters, at a power of 1.
fn filtered(colour: Colour, nth: u64, len: u64, rate: Hertz) -> Vec<f64> {
    let mut stages: Vec<Stage> = colour.filters.iter().map(|filter| Stage::new(filter, rate)).collect();
    let settle = frames(SETTLE, rate);
    let mut next = |i: u64| stages.iter_mut().fold(white(2 * colour.seed + nth, i), |x, stage| stage.next(x));
    (0..settle).for_each(|i| {
        next(i);
    });
    let made: Vec<f64> = (settle..settle + len).map(next).collect();
    let scale = power(&made).sqrt().recip();
    made.into_iter().map(|x| x * scale).collect()
}

fn levelled(ear: &[f64]) -> Box<[f32]> {
    let scale = power(ear).sqrt().recip();
    ear.iter().map(|x| sample(x * scale)).collect()
}

fn power(x: &[f64]) -> f64 {
    (x.iter().map(|x| x * x).sum::<f64>() / real(count(x.len()).max(1))).max(f64::MIN_POSITIVE)
}
