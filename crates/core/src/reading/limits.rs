//! Ranges of values that may be written, and how they are worded.
//!
//! Knows no value that has one.

use std::fmt;

use crate::units::Time;

/// Seconds that may be written for a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seconds {
    /// The least, in itself legal.
    pub least: Time,
    /// The most, in itself legal.
    pub most: Time,
    /// Whether 0 is legal too, and means that there is none.
    pub or_none: bool,
}

/// Whole numbers that may be written for a value, both ends legal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whole {
    /// The least.
    pub least: u32,
    /// The most.
    pub most: u32,
}

/// How many characters a text may have, both ends legal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Characters {
    /// The least.
    pub least: usize,
    /// The most.
    pub most: usize,
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let none = if self.or_none { "0, or " } else { "" };
        let most = Grouped(self.most.whole_secs());
        write!(f, "{none}{}–{most} s", self.least)
    }
}

impl fmt::Display for Whole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}–{}", self.least, Grouped(self.most.into()))
    }
}

impl fmt::Display for Characters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.least {
            0 => write!(f, "at most {} characters", self.most),
            least => write!(f, "{least}–{} characters", self.most),
        }
    }
}

/// A whole number with its thousands apart from five digits on: 3600, but 14 400.
pub(crate) struct Grouped(pub u64);

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            small @ ..10_000 => write!(f, "{small}"),
            large @ ..1_000_000 => write!(f, "{} {:03}", large / 1000, large % 1000),
            huge => write!(f, "{} {:03} {:03}", huge / 1_000_000, huge / 1000 % 1000, huge % 1000),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart_from_five_digits_on() {
        let said = [3_600, 14_400, 1_048_577].map(|number| Grouped(number).to_string());
        assert_eq!(said, ["3600", "14 400", "1 048 577"]);
    }
}
