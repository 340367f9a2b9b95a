//! Texts of a stretch that name the side at hand: `{side}` is that side, `{other}` the one across.
//!
//! Knows the two marks and their words; refuses to know when a stretch changes sides.

use std::borrow::Cow;

/// The side at hand, in a text.
pub(crate) const SIDE: &str = "{side}";
/// The other side, in a text.
pub(crate) const OTHER: &str = "{other}";

/// Whether a text names a side.
pub fn is_sided(text: &str) -> bool {
    text.contains(SIDE) || text.contains(OTHER)
}

/// A text with the sides in words, left or right.
pub fn sided(text: &str, is_left: bool) -> Cow<'_, str> {
    if !is_sided(text) {
        return Cow::Borrowed(text);
    }
    let (side, other) = if is_left { ("left", "right") } else { ("right", "left") };
    Cow::Owned(text.replace(SIDE, side).replace(OTHER, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_names_the_side_at_hand_and_the_other() {
        let text = "Draw your {side} knee to your {other} hand.";
        assert_eq!(sided(text, true), "Draw your left knee to your right hand.");
        assert_eq!(sided(text, false), "Draw your right knee to your left hand.");
        assert_eq!(sided("Other {marks} stay.", true), "Other {marks} stay.");
    }
}
