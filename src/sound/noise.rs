//! Filtered noise without an end: loops that close without a seam, made once for a rate.
//!
//! A loop is read at a place that is a function of the frame number, so noise needs no filter state while it plays.

use super::wave::{count, frames, place, real, sample, white};
use crate::units::Hertz;

/// One loop of noise with a power of 1.
#[derive(Debug)]
pub(super) struct Loop(Box<[f32]>);

/// Which noise.
#[derive(Clone, Copy, Debug)]
pub(super) struct Colour {
    /// Makes the noise its own.
    pub(super) seed: u64,
    /// How long until it repeats, in seconds.
    pub(super) secs: f64,
    /// Nothing much below this, in Hz.
    pub(super) low: f64,
    /// Ever less above this, in Hz, by 12 dB an octave.
    pub(super) high: f64,
}

impl Loop {
    /// The noise of that colour.
    pub(super) fn new(colour: Colour, rate: Hertz) -> Self {
        let len = frames(colour.secs, rate);
        let pole = |hertz: f64| (-std::f64::consts::TAU * hertz / f64::from(rate.get())).exp();
        let (low, high) = (pole(colour.low), pole(colour.high));
        let (mut below, mut once, mut twice) = (0.0, 0.0, 0.0);
        let mut next = |i: u64| {
            let white = white(colour.seed, i % len);
            below = white + low * (below - white);
            once = (white - below) + high * (once - (white - below));
            twice = once + high * (twice - once);
            twice
        };
        // Once round to settle: the filters then meet the beginning as they would after another round.
        (0..len).for_each(|i| {
            next(i);
        });
        let raw: Vec<f64> = (0..len).map(next).collect();
        let power = raw.iter().map(|x| x * x).sum::<f64>() / real(len);
        let scale = power.sqrt().recip();
        Self(raw.into_iter().map(|x| sample(x * scale)).collect())
    }

    /// The noise from that place on, round and round.
    pub(super) fn from(&self, at: u64) -> Reader<'_> {
        let len = count(self.0.len()).max(1);
        Reader { noise: &self.0, at: place(at % len) }
    }
}

/// Reads a loop, round and round.
pub(super) struct Reader<'a> {
    noise: &'a [f32],
    at: usize,
}

impl Iterator for Reader<'_> {
    type Item = f32;

    fn next(&mut self) -> Option<f32> {
        let sample = *self.noise.get(self.at)?;
        self.at += 1;
        if self.at == self.noise.len() {
            self.at = 0;
        }
        Some(sample)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLOUR: Colour = Colour { seed: 3, secs: 0.5, low: 100.0, high: 400.0 };

    #[test]
    fn a_loop_has_the_power_of_one() {
        let noise = Loop::new(COLOUR, Hertz::DEFAULT);
        let power = noise.0.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>() / real(count(noise.0.len()));
        assert!((power - 1.0).abs() < 1e-4, "{power}");
    }

    #[test]
    fn a_loop_closes_without_a_seam() {
        let noise = Loop::new(COLOUR, Hertz::DEFAULT);
        let jumps = |x: &[f32]| x.windows(2).map(|w| (w[1] - w[0]).abs()).fold(0.0, f32::max);
        let inside = jumps(&noise.0);
        let seam: Vec<f32> = noise.from(count(noise.0.len()) - 50).take(100).collect();
        assert_eq!(seam.len(), 100);
        assert!(jumps(&seam) <= inside, "the step over the seam is no larger than others");
    }

    #[test]
    fn a_loop_read_from_a_place_is_the_same_as_read_up_to_it() {
        let noise = Loop::new(COLOUR, Hertz::DEFAULT);
        let whole: Vec<f32> = noise.from(0).take(60_000).collect();
        let late: Vec<f32> = noise.from(50_000).take(10_000).collect();
        assert_eq!(whole[50_000..], late[..]);
    }
}
