//! The parts of a breath, and whatever there is for each of them.
//!
//! Knows what the parts are called and how long they may be; refuses to know how many breaths there are.

use std::ops::Index;

use super::limits::{HOLD, INHALE, Seconds};
use crate::units::Time;

/// A part of a breath.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// In.
    Inhale,
    /// The second, short inhale of a sigh.
    TopUp,
    /// Held full.
    HoldIn,
    /// Out.
    Exhale,
    /// Held empty.
    HoldOut,
}

impl Part {
    /// Every part, in the order they are breathed.
    pub const ALL: [Self; 5] = [Self::Inhale, Self::TopUp, Self::HoldIn, Self::Exhale, Self::HoldOut];

    /// What files call them, in that order.
    pub(super) const NAMES: [&'static str; 5] = ["inhale", "top_up", "hold_in", "exhale", "hold_out"];

    /// What files call it.
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// How long it may be.
    pub const fn limit(self) -> Seconds {
        match self {
            Self::Inhale | Self::Exhale => INHALE,
            Self::TopUp | Self::HoldIn | Self::HoldOut => HOLD,
        }
    }

    /// Whether no breath is without it.
    pub const fn is_needed(self) -> bool {
        !self.limit().or_none
    }

    /// Whether the breath is held in it.
    pub const fn holds(self) -> bool {
        matches!(self, Self::HoldIn | Self::HoldOut)
    }
}

/// Something for each part of a breath, in the order they are breathed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts<T>(pub [T; 5]);

impl<T> Parts<T> {
    /// What `of` says for each part.
    pub fn of(of: impl FnMut(Part) -> T) -> Self {
        Self(Part::ALL.map(of))
    }

    /// Each part with what there is for it.
    pub fn each(&self) -> impl Iterator<Item = (Part, &T)> {
        Part::ALL.into_iter().zip(&self.0)
    }
}

impl<T> Index<Part> for Parts<T> {
    type Output = T;

    fn index(&self, part: Part) -> &T {
        &self.0[part as usize]
    }
}

/// One breath: how long each part is; zero where there is none.
pub type Breath = Parts<Time>;

impl Breath {
    /// The whole breath.
    pub fn len(self) -> Time {
        self.0.into_iter().fold(Time::ZERO, |sum, part| sum + part)
    }

    /// Whether it is held.
    pub fn has_hold(self) -> bool {
        self.each().any(|(part, len)| part.holds() && *len > Time::ZERO)
    }
}

/// The words of a [`Breathe`](super::Breathe), one for each part.
pub type Words = Parts<Option<String>>;

impl Words {
    /// The word for a part; a top-up without one has the inhale's.
    pub fn word(&self, part: Part) -> Option<&str> {
        let own = self[part].as_deref();
        if part == Part::TopUp { own.or(self[Part::Inhale].as_deref()) } else { own }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_there_is_for_a_part_is_found_by_it() {
        let parts = Parts::of(|part| part);
        for (part, found) in parts.each() {
            assert_eq!((part, parts[part], part.name()), (*found, *found, Part::NAMES[part as usize]));
        }
        let names = Part::ALL.map(|part| (part.name(), part.is_needed(), part.holds()));
        assert_eq!(
            names,
            [
                ("inhale", true, false),
                ("top_up", false, false),
                ("hold_in", false, true),
                ("exhale", true, false),
                ("hold_out", false, true),
            ]
        );
    }

    #[test]
    fn a_breath_is_as_long_as_its_parts_and_held_where_a_hold_has_a_length() {
        let secs = |secs: [u64; 5]| Parts(secs.map(Time::from_secs));
        assert_eq!(secs([4, 1, 2, 6, 3]).len(), Time::from_secs(16));
        assert!(secs([4, 0, 0, 6, 1]).has_hold() && secs([4, 0, 1, 6, 0]).has_hold());
        assert!(!secs([4, 1, 0, 6, 0]).has_hold());
    }
}
