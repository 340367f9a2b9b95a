//! Choices: enums of which each value has a name in files and a label on screen, told in one line.
//!
//! Knows how a choice is told; refuses to know what there is to choose.

/// A value out of a few that has a name in files and a label on screen. What [`named!`](crate::named) makes.
pub trait Named: Copy + PartialEq + 'static {
    /// Every value, in the order in which they are offered.
    const ALL: &'static [Self];

    /// What files call it: `TwoTones`.
    fn name(self) -> &'static str;

    /// What the window calls it: `two tones`.
    fn label(self) -> &'static str;

    /// What files can say, in words: `Tide, TwoTones or Silent`.
    fn any() -> String {
        any_of(&Self::ALL.iter().map(|one| one.name()).collect::<Vec<_>>())
    }
}

/// `A, B or C`.
pub(super) fn any_of(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// An enum, each value with its label behind it, that is [`Named`](crate::session::Named).
#[macro_export]
macro_rules! named {
    ($(#[$about:meta])* pub enum $Choice:ident { $($(#[$meant:meta])* $Value:ident = $label:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub enum $Choice { $($(#[$meant])* $Value,)* }

        impl $crate::session::Named for $Choice {
            const ALL: &'static [Self] = &[$(Self::$Value,)*];

            fn name(self) -> &'static str {
                match self { $(Self::$Value => stringify!($Value),)* }
            }

            fn label(self) -> &'static str {
                match self { $(Self::$Value => $label,)* }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;
    use crate::session::{Ambience, Guide, Pacer};

    fn is_told_apart<T: Named + Debug + serde::Serialize + for<'a> serde::Deserialize<'a>>() {
        for (place, one) in T::ALL.iter().enumerate() {
            assert_eq!(ron::to_string(one).unwrap(), one.name());
            assert_eq!(ron::from_str::<T>(one.name()).unwrap(), *one);
            assert!(T::ALL[..place].iter().all(|other| other.label() != one.label()), "{one:?}");
        }
    }

    #[test]
    fn a_name_is_what_files_hold_and_a_label_stands_once() {
        is_told_apart::<Pacer>();
        is_told_apart::<Guide>();
        is_told_apart::<Ambience>();
    }

    #[test]
    fn what_there_is_is_told_in_words() {
        let few = ["Tide", "TwoTones", "Silent"];
        let said = [0, 1, 2, 3].map(|count| any_of(&few[..count]));
        assert_eq!(said, ["", "Tide", "Tide or TwoTones", "Tide, TwoTones or Silent"]);
    }
}
