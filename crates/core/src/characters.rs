//! Which characters a text may have, wherever it comes from: a session, a form, a file that is imported.
//!
//! Not allowed are controls but the newline, and controls of direction: they show nothing, and change how what stands
//! around them is shown.

use std::fmt;

/// A character that no text may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfit(char);

/// The first character of a text that it may not have.
pub fn unfit(text: &str) -> Option<Unfit> {
    text.chars().find(|c| is_unfit(*c)).map(Unfit)
}

/// Makes a text fit that somebody typed or pasted: lines end in a newline, other white space becomes a blank, and what
/// shows nothing goes.
pub fn make_fit(text: &mut String) {
    if unfit(text).is_some() {
        let fit = |c| match c {
            '\t' | '\r' => Some(' '),
            c => (!is_unfit(c)).then_some(c),
        };
        *text = text.replace("\r\n", "\n").chars().filter_map(fit).collect();
    }
}

fn is_unfit(c: char) -> bool {
    c != '\n' && (c.is_control() || is_bidi_control(c))
}

/// Whether a character changes the direction of text.
pub(crate) fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// As what a text must have, behind its name and `must have`.
impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if is_bidi_control(self.0) { "controls of direction" } else { "control characters but newline" };
        write!(f, "no {kind}, found U+{:04X}", u32::from(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_marks_of_direction_are_found() {
        let found = |text: &str| unfit(text).map(|unfit| unfit.to_string());
        assert_eq!(found("two lines,\nünd שלום, 😀"), None);
        assert_eq!(found("a\tb").as_deref(), Some("no control characters but newline, found U+0009"));
        assert_eq!(found("\u{1b}[2J").as_deref(), Some("no control characters but newline, found U+001B"));
        assert_eq!(found("gnp\u{202e}txt").as_deref(), Some("no controls of direction, found U+202E"));
        assert_eq!(found("\u{85}").as_deref(), Some("no control characters but newline, found U+0085"));
    }

    #[test]
    fn what_is_pasted_is_made_fit() {
        let fit = |text: &str| {
            let mut text = text.to_owned();
            make_fit(&mut text);
            text
        };
        assert_eq!(fit("a\tb\r\nc\rd\u{0}e\u{202e}f\u{7f}"), "a b\nc def");
        assert_eq!(fit("as it is\n"), "as it is\n");
    }
}
