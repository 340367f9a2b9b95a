//! Parts of the body, and ways to be on the floor, that a person may want to leave out.
//!
//! Knows which there are; refuses to know why somebody leaves one out.

use std::fmt;

use super::Named as _;

crate::choice! {
    /// What a step asks something of.
    pub enum Area {
        /// The pelvic area.
        Pelvis = "pelvic area",
        /// Hips and groins.
        Hips = "hips",
        /// Knees that are bent far.
        Knees = "knees",
        /// The back.
        Back = "back",
        /// Neck and shoulders.
        Neck = "neck",
        /// Wrists and hands that carry weight.
        Wrists = "wrists",
        /// Being on the knees.
        Kneeling = "kneeling",
    }
}

/// Some of them, each at most once.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Areas(u8);

impl Areas {
    /// None of them.
    pub const NONE: Self = Self(0);

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether one is among them.
    pub const fn contains(self, area: Area) -> bool {
        self.0 & bit(area) != 0
    }

    /// Whether any is among both.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The same with one more, or without it.
    #[must_use]
    pub const fn with(self, area: Area, there: bool) -> Self {
        Self(if there { self.0 | bit(area) } else { self.0 & !bit(area) })
    }

    /// Each of them, in the order of [`Area`].
    pub fn iter(self) -> impl Iterator<Item = Area> {
        Area::ALL.iter().copied().filter(move |area| self.contains(*area))
    }
}

const fn bit(area: Area) -> u8 {
    1 << area as u8
}

impl From<Area> for Areas {
    fn from(area: Area) -> Self {
        Self::NONE.with(area, true)
    }
}

impl FromIterator<Area> for Areas {
    fn from_iter<T: IntoIterator<Item = Area>>(areas: T) -> Self {
        areas.into_iter().fold(Self::NONE, |all, area| all.with(area, true))
    }
}

/// As files hold them: `Knees`; `[Knees, Kneeling]`.
impl fmt::Display for Areas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.iter().map(Area::name).collect();
        match &names[..] {
            [one] => f.write_str(one),
            many => write!(f, "[{}]", many.join(", ")),
        }
    }
}

/// As a list of their names.
impl serde::Serialize for Areas {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl fmt::Debug for Areas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_area_is_in_or_out_by_itself_and_written_as_files_hold_it() {
        let both: Areas = [Area::Kneeling, Area::Knees, Area::Knees].into_iter().collect();
        assert_eq!(both.to_string(), "[Knees, Kneeling]");
        assert_eq!((both.contains(Area::Knees), both.contains(Area::Pelvis)), (true, false));
        assert_eq!(both.with(Area::Knees, false), Area::Kneeling.into());
        assert!(both.meets(Area::Kneeling.into()) && !both.meets(Area::Back.into()) && !both.meets(Areas::NONE));
        assert_eq!(
            (Areas::NONE.to_string().as_str(), Areas::from(Area::Pelvis).to_string().as_str()),
            ("[]", "Pelvis")
        );
        assert_eq!(Area::ALL.iter().copied().collect::<Areas>().iter().count(), 7);
    }
}
