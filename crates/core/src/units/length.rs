//! Lengths as people write them.

use std::str::FromStr;

use super::Time;

/// The units of a length, the largest first: how many seconds each has, and what it is called.
const UNITS: [(u64, &[&str]); 3] = [
    (3600, &["h", "hr", "hrs", "hour", "hours"]),
    (60, &["m", "min", "mins", "minute", "minutes"]),
    (1, &["s", "sec", "secs", "second", "seconds"]),
];

/// Why a text is no length: how one is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write a length such as 5 min 30 s or 5:30")]
pub struct LengthError;

/// `330` (seconds), `4.5`, `5:30`, `1:05:00`, `5 min 30 s`, `1 h 5 min`, `90 min`, `4,5 min`, with a space before a unit
/// or none: whatever Ebb itself writes, and more. To the nearest microsecond, halves up.
impl FromStr for Time {
    type Err = LengthError;

    fn from_str(text: &str) -> Result<Self, LengthError> {
        let text = text.trim();
        let micros = if text.contains(':') { clock(text) } else { in_units(text) };
        micros.and_then(|micros| u64::try_from(micros).ok()).map(Self::from_micros).ok_or(LengthError)
    }
}

/// Hours, if any, minutes and seconds: two figures each but for the first.
fn clock(text: &str) -> Option<u128> {
    let parts: Vec<&str> = text.split(':').map(str::trim).collect();
    let mut micros: u128 = 0;
    for (nth, part) in parts.iter().enumerate() {
        let (whole, fraction) = decimal(part)?;
        let sixtieth = whole < 60 && part.split(['.', ',']).next()?.len() == 2;
        let last = nth + 1 == parts.len();
        if nth > 0 && !sixtieth || !last && !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        micros = micros.checked_mul(60)?.checked_add(of(whole, fraction, 1)?)?;
    }
    (2..=3).contains(&parts.len()).then_some(micros)
}

/// Numbers with their units, the larger before the smaller; one alone is of seconds.
fn in_units(text: &str) -> Option<u128> {
    let mut rest = text;
    let (mut micros, mut above): (u128, u64) = (0, u64::MAX);
    loop {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
        let (whole, fraction) = decimal(&rest[..digits])?;
        let behind = rest[digits..].trim_start();
        if behind.is_empty() {
            return if above == u64::MAX { of(whole, fraction, 1) } else { None };
        }
        let letters = behind.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(behind.len());
        let word = behind[..letters].to_ascii_lowercase();
        let (unit, _) = UNITS.into_iter().find(|(_, names)| names.contains(&word.as_str()))?;
        if unit >= above {
            return None;
        }
        above = unit;
        micros = micros.checked_add(of(whole, fraction, unit)?)?;
        rest = behind[letters..].trim_start();
        if rest.is_empty() {
            return Some(micros);
        }
    }
}

/// Digits with at most one point or comma between or beside them: what stands before and behind it.
fn decimal(text: &str) -> Option<(u64, &str)> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) || whole.is_empty() && fraction.is_empty() || fraction.len() > 18 {
        return None;
    }
    Some((if whole.is_empty() { 0 } else { whole.parse().ok()? }, fraction))
}

/// So many units of so many seconds, in microseconds.
fn of(whole: u64, fraction: &str, unit: u64) -> Option<u128> {
    let micros = u128::from(unit) * 1_000_000;
    let parts = 10_u128.pow(u32::try_from(fraction.len()).ok()?);
    let part: u128 = if fraction.is_empty() { 0 } else { fraction.parse().ok()? };
    let below = (2 * part * micros + parts) / (2 * parts);
    u128::from(whole).checked_mul(micros)?.checked_add(below)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::super::ClockFace;
    use super::*;

    #[test]
    fn a_length_is_read_in_the_ways_people_write_one() {
        for (text, millis) in [
            ("330", 330_000),
            (" 4.5 ", 4_500),
            ("4,5", 4_500),
            (".5", 500),
            ("4.", 4_000),
            ("007", 7_000),
            ("0", 0),
            ("1:30", 90_000),
            ("5:30", 330_000),
            ("1:05:00", 3_900_000),
            ("0:07.5", 7_500),
            ("5 min 30 s", 330_000),
            ("5min 30s", 330_000),
            ("5min30s", 330_000),
            ("1 h", 3_600_000),
            ("1 h 5 min", 3_900_000),
            ("1h 5min 3s", 3_903_000),
            ("90 min", 5_400_000),
            ("4,5 min", 270_000),
            ("0.25 min", 15_000),
            ("3 m", 180_000),
            ("10 Minutes", 600_000),
            ("1 hour", 3_600_000),
            ("45 seconds", 45_000),
        ] {
            assert_eq!(text.parse::<Time>(), Ok(Time::from_millis(millis)), "{text}");
        }
    }

    #[test]
    fn what_is_no_length_says_how_one_is_written() {
        let none = [
            "",
            "soon",
            "1:3",
            "1:75",
            "1:60",
            "1:2:3:4",
            "4.5.6",
            "1 2",
            "5 min 30",
            "30 s 5 min",
            "5 min 3 min",
            "-1",
            "1.5:30",
            "1.:30",
            "٣",
            "5 lbs",
            "min",
            ".",
            "1e3",
            "99999999999999999999",
        ];
        for text in none {
            assert_eq!(text.parse::<Time>(), Err(LengthError), "{text}");
        }
        assert_eq!(LengthError.to_string(), "write a length such as 5 min 30 s or 5:30");
    }

    proptest! {
        #[test]
        fn what_a_length_is_written_as_is_read_back(micros in 0_u64..100_000_000_000, secs in 0_u64..100_000) {
            let (exact, whole) = (Time::from_micros(micros), Time::from_secs(secs));
            prop_assert_eq!(exact.to_string().parse(), Ok(exact));
            prop_assert_eq!(format!("{exact} s").parse(), Ok(exact));
            prop_assert_eq!(ClockFace(whole).to_string().parse(), Ok(whole));
        }
    }
}
