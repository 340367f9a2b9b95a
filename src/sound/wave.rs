//! The arithmetic that every voice shares: sines, soft edges, hashed noise, and the conversions between counts and
//! numbers.
//!
//! Everything is a plain function of its arguments and uses no library function whose last bit differs between
//! platforms; knows nothing of sessions.

use std::f64::consts::TAU;

use crate::units::Hertz;

/// Adding and taking away 1.5 · 2^52 leaves a number rounded to the nearest whole one.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// The sine of an angle in turns, within 10⁻¹¹; exact zero at 0. Any angle below 2^50 turns.
pub(super) fn sine(turns: f64) -> f64 {
    let rest = turns - ((turns + ROUNDER) - ROUNDER);
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

/// The sum of `weights[k] · sin((k + 1) · turns)`: a tone and its harmonics for the price of two sines.
pub(super) fn harmonics(turns: f64, weights: [f64; 5]) -> f64 {
    // Clenshaw's way, from the highest down.
    let twice = 2.0 * cosine(turns);
    let (mut now, mut above) = (0.0, 0.0);
    for weight in weights.into_iter().rev() {
        (now, above) = (weight + twice * now - above, now);
    }
    now * sine(turns)
}

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
    crate::units::Time::from_secs_f64(secs).unwrap_or_default().frame(rate).max(1)
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
    fn harmonics_are_sines_at_whole_multiples() {
        let weights = [0.5, -0.25, 0.125, 0.0625, 1.0];
        let expected: f64 = weights.iter().zip(1..).map(|(w, k)| w * sine(0.137 * f64::from(k))).sum();
        assert!((harmonics(0.137, weights) - expected).abs() < 1e-10);
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
