//! The arithmetic that every voice shares: sines, soft edges, hashed noise, and the conversions between counts and
//! numbers.
//!
//! Everything is a plain function of its arguments and uses no library function whose last bit differs between
//! platforms; knows nothing of sessions.

use std::f64::consts::TAU;

use ebb_core::units::Hertz;

/// Adding and taking away 1.5 · 2^52 leaves a number rounded to the nearest whole one.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// The sine of an angle in turns, within 10⁻¹¹; exact zero at 0. Any angle below 2^50 turns.
pub(super) fn sine(turns: f64) -> f64 {
    let rest = rest(turns);
    // A quarter turn says it all; the rest is its mirror image.
    let angle = TAU * (0.25 - (rest.abs() - 0.25).abs());
    let square = angle * angle;
    let series = 1.0 / 6_227_020_800.0 - square / 1_307_674_368_000.0;
    let series = -1.0 / 39_916_800.0 + square * series;
    let series = 1.0 / 362_880.0 + square * series;
    let series = -1.0 / 5_040.0 + square * series;
    let series = 1.0 / 120.0 + square * series;
    let series = -1.0 / 6.0 + square * series;
    (angle + angle * square * series).copysign(rest)
}

/// The cosine of an angle in turns.
pub(super) fn cosine(turns: f64) -> f64 {
    sine(turns + 0.25)
}

/// A raised-cosine edge from 0 at `x` = 0 to 1 at `x` = 1, level beyond both.
pub(super) fn edge(x: f64) -> f64 {
    let half = sine(0.25 * x.clamp(0.0, 1.0));
    half * half
}

/// What is left of an angle in turns when whole turns are taken away: −½…½.
#[inline]
pub(super) fn rest(turns: f64) -> f64 {
    turns - ((turns + ROUNDER) - ROUNDER)
}

/// The sine of an angle of at most a quarter turn either way, within 2 · 10⁻⁷: for loops that run for every frame.
#[inline]
pub(super) fn quick_quarter(turns: f32) -> f32 {
    // The odd polynomial of the ninth degree that strays least.
    const SERIES: [f32; 5] = [std::f32::consts::TAU, -41.341_656, 81.601, -76.549_78, 39.536_7];
    let square = turns * turns;
    let series = SERIES[3] + square * SERIES[4];
    let series = SERIES[2] + square * series;
    let series = SERIES[1] + square * series;
    turns * (SERIES[0] + square * series)
}

/// The sine of an angle of at most half a turn either way.
#[inline]
pub(super) fn quick_sine(turns: f32) -> f32 {
    quick_quarter(0.25 - (turns.abs() - 0.25).abs()).copysign(turns)
}

/// The cosine of an angle of at most half a turn either way.
#[inline]
pub(super) fn quick_cosine(turns: f32) -> f32 {
    quick_quarter(0.25 - turns.abs())
}

/// As [`edge`].
#[inline]
pub(super) fn quick_edge(x: f32) -> f32 {
    let half = quick_quarter(0.25 * x.clamp(0.0, 1.0));
    half * half
}

/// Frames made at a time, always from a whole multiple of it on: what a block holds depends on its number alone.
pub(super) const BLOCK: usize = 256;

/// As a count.
pub(super) const BLOCK_FRAMES: u64 = BLOCK as u64;

/// The frames of one block for both ears, left first; one channel of the mix.
pub(super) type Bus = [[f32; BLOCK]; 2];

/// The same of a block of silence.
pub(super) const SILENCE: Bus = [[0.0; BLOCK]; 2];

/// A value that goes evenly from one frame of a block to the next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ramp {
    at: f32,
    step: f32,
}

impl Ramp {
    /// From one value at the beginning of a block to another at the beginning of the next.
    pub(super) fn between(from: f64, to: f64) -> Self {
        Self { at: sample(from), step: sample((to - from) / real(BLOCK_FRAMES)) }
    }

    /// The value at every frame of the block.
    #[inline]
    pub(super) fn all(self) -> [f32; BLOCK] {
        COUNTED.map(|i| self.at + self.step * i)
    }
}

/// 0, 1, 2, … for every frame of a block: numbers to count with that need not be converted.
pub(super) static COUNTED: [f32; BLOCK] = {
    let mut counted = [0.0; BLOCK];
    let mut i = 1;
    while i < BLOCK {
        counted[i] = counted[i - 1] + 1.0;
        i += 1;
    }
    counted
};

/// A number that depends on its two arguments only and looks like chance.
pub(super) fn hash(seed: u64, index: u64) -> u64 {
    let mut z = seed.wrapping_mul(0xD1B5_4A32_D192_ED03).wrapping_add(index.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// White noise, −1…1.
pub(super) fn white(seed: u64, index: u64) -> f64 {
    real(hash(seed, index) >> 11) / 4_503_599_627_370_496.0 - 1.0
}

/// A count as a number.
#[expect(clippy::cast_precision_loss, reason = "exact below 2^53, which at 192 kHz is 1500 years")]
#[inline]
pub(super) fn real(count: u64) -> f64 {
    count as f64
}

/// A number as a sample.
#[expect(clippy::cast_possible_truncation, reason = "a sample keeps 24 bits")]
pub(super) fn sample(value: f64) -> f32 {
    value as f32
}

/// A count as a place in a slice.
pub(super) fn place(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// A length of a slice as a count.
pub(super) fn count(len: usize) -> u64 {
    u64::try_from(len).unwrap_or(u64::MAX)
}

/// Seconds in whole frames, rounded; at least one.
pub(super) fn frames(secs: f64, rate: Hertz) -> u64 {
    ebb_core::units::Time::from_secs_f64(secs).unwrap_or_default().frame(rate).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sine_is_a_sine_however_far_away() {
        for whole in [0.0, -3.0, 1_000_000.0] {
            for k in -100_i32..=100 {
                let turns = whole + f64::from(k) / 64.0;
                let expected = (TAU * f64::from(k) / 64.0).sin();
                assert!((sine(turns) - expected).abs() < 1e-11, "{turns}");
            }
        }
    }

    #[test]
    fn quick_sines_are_sines_to_the_last_bits_of_a_sample() {
        for k in -2_000_i16..=2_000 {
            let turns = f32::from(k) / 4_000.0;
            let exact = f64::from(turns);
            assert!((f64::from(quick_sine(turns)) - sine(exact)).abs() < 3e-7, "{turns}");
            assert!((f64::from(quick_cosine(turns)) - cosine(exact)).abs() < 3e-7, "{turns}");
            assert!((f64::from(quick_edge(turns)) - edge(exact)).abs() < 3e-7, "{turns}");
        }
    }

    #[test]
    fn white_noise_has_no_mean_and_the_power_of_a_uniform_number() {
        let n = 100_000;
        let mean = (0..n).map(|i| white(7, i)).sum::<f64>() / real(n);
        let power = (0..n).map(|i| white(7, i).powi(2)).sum::<f64>() / real(n);
        assert!(mean.abs() < 0.01, "{mean}");
        assert!((power - 1.0 / 3.0).abs() < 0.01, "{power}");
    }
}
