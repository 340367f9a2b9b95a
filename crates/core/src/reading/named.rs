//! Values out of a few, each with a name in files and a label on screen.
//!
//! Knows no such value itself.

/// A value out of a few that has a name in files and a label on screen. What [`choice!`](crate::choice) makes.
pub trait Named: Copy + PartialEq + 'static {
    /// Every value, in the order in which they are offered.
    const ALL: &'static [Self];

    /// What files call it: `TwoTones`.
    fn name(self) -> &'static str;

    /// What the window calls it: `two tones`.
    fn label(self) -> &'static str;
}

/// `A, B or C`.
pub(crate) fn alternatives(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// An enum, each value with its label behind it, that is [`Named`].
#[macro_export]
macro_rules! choice {
    ($(#[$about:meta])* pub enum $Choice:ident { $($(#[$meant:meta])* $Value:ident = $label:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub enum $Choice { $($(#[$meant])* $Value,)* }

        impl $crate::reading::Named for $Choice {
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
    use super::*;

    #[test]
    fn what_there_is_is_told_in_words() {
        let few = ["Tide", "TwoTones", "Silent"];
        let said = [0, 1, 2, 3].map(|count| alternatives(&few[..count]));
        assert_eq!(said, ["", "Tide", "Tide or TwoTones", "Tide, TwoTones or Silent"]);
    }
}
