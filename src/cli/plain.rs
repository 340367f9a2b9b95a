//! Text that a terminal shows and never obeys: every command prints through here.
//!
//! Titles, notes, names of files and what a library says of them come from anywhere. A control character among them could
//! move the cursor, retitle the window or answer a question; a control of direction shows other text than there is
//! (Unicode Technical Report 36, 2.10.1). They are shown as what they are.

use std::borrow::Cow;

use crate::session::steers;

/// Text of several lines, with tabs.
pub(super) fn text(text: &str) -> Cow<'_, str> {
    replaced(text, |sign| !matches!(sign, '\n' | '\t') && steers(sign), |sign| sign.escape_unicode().to_string())
}

/// Text in one line: new lines and tabs become spaces.
pub(super) fn line(line: &str) -> String {
    text(line).replace(['\n', '\t'], " ")
}

/// JSON that says the same.
pub(super) fn json(json: &str) -> Cow<'_, str> {
    let in_a_string = |sign: char| !sign.is_ascii_control() && steers(sign) || sign == '\u{7f}';
    // None of them lies beyond the sixteen bits of such an escape.
    replaced(json, in_a_string, |sign| format!("\\u{:04x}", u32::from(sign)))
}

fn replaced(text: &str, wanted: impl Fn(char) -> bool, by: impl Fn(char) -> String) -> Cow<'_, str> {
    if !text.contains(&wanted) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|sign| if wanted(sign) { by(sign) } else { sign.to_string() }).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        assert_eq!(text("a\u{1b}[2Jb\tc\nd"), "a\\u{1b}[2Jb\tc\nd");
        assert_eq!(text("\u{0}\u{7}\r\u{7f}\u{9b}"), "\\u{0}\\u{7}\\u{d}\\u{7f}\\u{9b}");
        assert_eq!(text("good\u{202e}dab\u{2069}\u{200f}"), "good\\u{202e}dab\\u{2069}\\u{200f}");
        assert_eq!(line("one\ntwo\tthree\u{1b}"), "one two three\\u{1b}");
    }

    #[test]
    fn all_else_is_left_as_it_is() {
        let all = "Übung — 呼吸 שלום 👩\u{200d}🦰 e\u{301}";
        assert!(matches!(text(all), Cow::Borrowed(same) if same == all));
        assert_eq!(line(all), all);
    }

    #[test]
    fn json_says_the_same() {
        let value = "a\u{202e}b\u{9b}c\u{7f}d\u{2028}é\ne\u{1b}";
        let written = serde_json::to_string_pretty(&[value]).unwrap();
        let shown = json(&written);
        assert_eq!(shown, "[\n  \"a\\u202eb\\u009bc\\u007fd\\u2028é\\ne\\u001b\"\n]");
        assert_eq!(serde_json::from_str::<[String; 1]>(&shown).unwrap(), [value]);
    }
}
