//! Units of the session's world: time on its clock, sample rates, loudness.
//!
//! Knows ranges and how a value is written for a person; refuses to know what a value is used for.

mod length;

pub use length::LengthError;

use std::fmt;
use std::ops::{Add, AddAssign, Mul, Sub};

/// Microseconds in a second.
const MICROS: u64 = 1_000_000;

/// A moment or a length on the session's clock, in whole microseconds.
///
/// Subtraction saturates at zero: a length is never negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(u64);

impl Time {
    /// The beginning; no length at all.
    pub const ZERO: Self = Self(0);

    /// `micros` whole microseconds.
    pub const fn from_micros(micros: u64) -> Self {
        Self(micros)
    }

    /// `millis` whole milliseconds.
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis * 1_000)
    }

    /// `secs` whole seconds.
    pub const fn from_secs(secs: u64) -> Self {
        Self(secs * MICROS)
    }

    /// Seconds to the nearest microsecond, halves up; `None` when not finite, negative or beyond the clock.
    pub fn from_secs_f64(secs: f64) -> Option<Self> {
        let micros = (secs * 1e6 + 0.5).floor();
        // 2^53: beyond it an f64 no longer holds every whole microsecond (285 years).
        if !(secs >= 0.0 && micros < 9_007_199_254_740_992.0) {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number, not negative and below 2^53, checked above"
        )]
        Some(Self(micros as u64))
    }

    /// Whole microseconds.
    pub const fn micros(self) -> u64 {
        self.0
    }

    /// Seconds, for drawing and for sound, where a rounding of 10⁻¹⁶ does no harm.
    #[expect(clippy::cast_precision_loss, reason = "exact below 2^53 microseconds, 285 years")]
    pub fn secs(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// Whole seconds, halves up.
    pub const fn whole_secs(self) -> u64 {
        (self.0 + MICROS / 2) / MICROS
    }

    /// The frame that begins nearest to this moment: `round(t · rate / 10⁶)`, halves up.
    pub fn frame(self, rate: Hertz) -> u64 {
        let twice = 2 * u128::from(self.0) * u128::from(rate.get()) + u128::from(MICROS);
        u64::try_from(twice / (2 * u128::from(MICROS))).unwrap_or(u64::MAX)
    }

    /// The moment at which `frame` begins, to the nearest microsecond, halves up.
    pub fn of_frame(frame: u64, rate: Hertz) -> Self {
        let rate = u128::from(rate.get());
        let micros = (2 * u128::from(frame) * u128::from(MICROS) + rate) / (2 * rate);
        Self(u64::try_from(micros).unwrap_or(u64::MAX))
    }

    /// What part of `whole` this is, 0…1; 1 when `whole` is nothing.
    pub fn part_of(self, whole: Self) -> f64 {
        if self >= whole { 1.0 } else { self.secs() / whole.secs() }
    }
}

impl Add for Time {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Time {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Time {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Mul<u64> for Time {
    type Output = Self;
    fn mul(self, times: u64) -> Self {
        Self(self.0.saturating_mul(times))
    }
}

/// Seconds as a person writes them: no more decimals than needed, never an exponent.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, micros) = (self.0 / MICROS, self.0 % MICROS);
        if micros == 0 {
            return write!(f, "{whole}");
        }
        let decimals = format!("{micros:06}");
        write!(f, "{whole}.{}", decimals.trim_end_matches('0'))
    }
}

/// Seconds with all six decimals, as tables for scripts want them.
pub struct SixDecimals(pub Time);

impl fmt::Display for SixDecimals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:06}", self.0.0 / MICROS, self.0.0 % MICROS)
    }
}

/// Minutes and seconds as on a clock, `3:40`; with hours from one hour on, `1:02:03`. Seconds are rounded up, so
/// that a countdown reads 0:00 only when it is over.
pub struct ClockFace(pub Time);

impl fmt::Display for ClockFace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let secs = self.0.0.div_ceil(MICROS);
        let (hours, minutes, secs) = (secs / 3600, secs / 60 % 60, secs % 60);
        if hours > 0 { write!(f, "{hours}:{minutes:02}:{secs:02}") } else { write!(f, "{minutes}:{secs:02}") }
    }
}

/// A sample rate in frames a second, never zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hertz(std::num::NonZeroU32);

impl Hertz {
    /// The rate of a rendered file unless another is asked for.
    pub const DEFAULT: Self = Self::of(48_000);

    /// A rate known when the program is compiled.
    ///
    /// # Panics
    /// On zero, which in a constant is a compile error.
    pub const fn of(rate: u32) -> Self {
        match std::num::NonZeroU32::new(rate) {
            Some(rate) => Self(rate),
            None => panic!("a sample rate is not zero"),
        }
    }

    /// A rate found at run time; `None` for zero.
    pub fn new(rate: u32) -> Option<Self> {
        std::num::NonZeroU32::new(rate).map(Self)
    }

    /// Frames a second.
    pub const fn get(self) -> u32 {
        self.0.get()
    }
}

/// A gain in decibels, 0 dB leaving the sound as it is.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Decibels(pub f32);

impl Decibels {
    /// The factor on the amplitude: `10^(dB/20)`.
    pub fn amplitude(self) -> f32 {
        10.0_f32.powf(self.0 / 20.0)
    }
}

/// A setting between nothing (0) and all (1), such as a volume slider.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Level(f32);

impl Level {
    /// Nothing.
    pub const SILENT: Self = Self(0.0);
    /// All of it.
    pub const FULL: Self = Self(1.0);

    /// `None` outside 0…1 or when not a number.
    pub fn new(level: f32) -> Option<Self> {
        (0.0..=1.0).contains(&level).then_some(Self(level))
    }

    /// The level as a number, 0…1.
    pub const fn get(self) -> f32 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_kept_to_the_nearest_microsecond_halves_up() {
        assert_eq!(Time::from_secs_f64(4.5), Some(Time::from_micros(4_500_000)));
        assert_eq!(Time::from_secs_f64(0.000_000_5), Some(Time::from_micros(1)));
        assert_eq!(Time::from_secs_f64(0.000_000_4), Some(Time::ZERO));
        for bad in [f64::NAN, f64::INFINITY, -1.0, 1e39] {
            assert_eq!(Time::from_secs_f64(bad), None, "{bad}");
        }
    }

    #[test]
    fn an_hour_is_exactly_rate_times_3600_frames() {
        for rate in [22_050, 44_100, 48_000, 96_000, 192_000].map(Hertz::of) {
            assert_eq!(Time::from_secs(3600).frame(rate), 3600 * u64::from(rate.get()));
        }
    }

    #[test]
    fn a_frame_found_from_its_time_is_the_same_frame() {
        let rate = Hertz::of(44_100);
        for frame in [0, 1, 2, 44_099, 44_100, 158_760_000] {
            assert_eq!(Time::of_frame(frame, rate).frame(rate), frame);
        }
    }

    #[test]
    fn a_length_is_written_as_a_person_would() {
        assert_eq!(Time::from_secs(20).to_string(), "20");
        assert_eq!(Time::from_micros(4_500_000).to_string(), "4.5");
        assert_eq!(Time::from_micros(5_454_500).to_string(), "5.4545");
        assert_eq!(SixDecimals(Time::from_millis(1_250)).to_string(), "1.250000");
        assert_eq!(ClockFace(Time::from_millis(219_001)).to_string(), "3:40");
        assert_eq!(ClockFace(Time::from_secs(3723)).to_string(), "1:02:03");
        assert_eq!(ClockFace(Time::ZERO).to_string(), "0:00");
    }

    #[test]
    fn six_decibels_down_is_about_half() {
        assert!((Decibels(-6.0206).amplitude() - 0.5).abs() < 1e-4);
        assert!((Decibels(0.0).amplitude() - 1.0).abs() < f32::EPSILON);
    }
}
