//! What may be written: every limit of the language and its wording, once.
//!
//! Knows ranges; refuses to know where in a file a value stands.

pub use crate::reading::{Characters, Seconds, Whole};
use crate::units::Time;

/// An inhale or an exhale.
pub const INHALE: Seconds = Seconds { least: Time::from_millis(500), most: Time::from_secs(60), or_none: false };
/// A top-up or a hold of a breath.
pub const HOLD: Seconds = Seconds { least: Time::from_millis(100), most: Time::from_secs(60), or_none: true };
/// A whole breath.
pub const BREATH: Seconds = Seconds { least: Time::from_secs(2), most: Time::from_secs(120), or_none: false };
/// `secs` of a Breathe.
pub const BREATHING: Seconds = Seconds { least: Time::from_secs(2), most: Time::from_secs(14_400), or_none: false };
/// `secs` of any other step; `release`.
pub const STEP: Seconds = Seconds { least: Time::from_millis(500), most: Time::from_secs(3600), or_none: false };
/// `tense`, `into`, `switch` and `rest`.
pub const GAP: Seconds = Seconds { or_none: true, ..STEP };

/// `switch` and `rest` of a Stretch that does not say: no limit, but shared by the reader and the writer.
pub const BETWEEN: Time = Time::from_secs(5);

/// How many things `needs` may name.
pub const NEEDS: usize = 20;
/// One thing of `needs`.
pub const NEED: Characters = Characters { least: 1, most: 60 };

/// `cycles`, `times` and `breaths`.
pub const TIMES: Whole = Whole { least: 1, most: 10_000 };
/// `rounds`.
pub const ROUNDS: Whole = Whole { least: 1, most: 100 };

/// `title`.
pub const TITLE: Characters = Characters { least: 1, most: 200 };
/// The words of a Breathe, `pose`, `group`.
pub const WORD: Characters = Characters { least: 0, most: 60 };
/// `say`, `cue`, `how`.
pub const SENTENCE: Characters = Characters { least: 0, most: 240 };
/// `about`, `source`, `caution`.
pub const PARAGRAPH: Characters = Characters { least: 0, most: 4096 };
/// `practice` and `drawing`: lower-case letters, digits and hyphens.
pub const NAME: Characters = Characters { least: 1, most: 64 };

/// Whether a text is one that names a practice or a drawing.
pub fn is_name(text: &str) -> bool {
    let is_plain = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    (NAME.least..=NAME.most).contains(&text.len()) && text.bytes().all(is_plain)
}

/// `language`: a tag as BCP 47 writes it, without judging whether there is such a language.
pub const LANGUAGE: Characters = Characters { least: 2, most: 35 };

/// Whether a text has the shape of a language tag: letters, then parts of letters and digits, with hyphens between.
pub fn is_language(text: &str) -> bool {
    let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let mut parts = text.split('-');
    let is_primary = |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    text.len() <= LANGUAGE.most && parts.next().is_some_and(is_primary) && parts.all(is_part)
}

/// How deep Repeats may nest.
pub const NESTING: usize = 8;
/// How large a file may be, in bytes.
pub const FILE: usize = 1024 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_the_shape_of_a_tag() {
        for tag in ["en", "pt-BR", "zh-Hans-CN", "de-1996", "sl-rozaj-biske", "es-419"] {
            assert!(is_language(tag), "{tag}");
        }
        for tag in ["", "e", "German language", "pt_BR", "-de", "de-", "de--at", "419", "de-abcdefghi", "日本"] {
            assert!(!is_language(tag), "{tag}");
        }
    }

    #[test]
    fn a_limit_is_worded_as_the_language_words_it() {
        assert_eq!(INHALE.to_string(), "0.5–60 s");
        assert_eq!(HOLD.to_string(), "0, or 0.1–60 s");
        assert_eq!(BREATHING.to_string(), "2–14 400 s");
        assert_eq!(STEP.to_string(), "0.5–3600 s");
        assert_eq!(GAP.to_string(), "0, or 0.5–3600 s");
        assert_eq!(TIMES.to_string(), "1–10 000");
        assert_eq!(ROUNDS.to_string(), "1–100");
        assert_eq!(TITLE.to_string(), "1–200 characters");
    }
}
