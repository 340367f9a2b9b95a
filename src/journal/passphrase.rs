//! A passphrase: held in memory that is wiped, shown to nobody, given only to SQLite.
//!
//! The same letters can be typed as different bytes: `é` as one character or as an `e` with an accent behind it, by
//! keyboard and system. What is written is sealed with the composed form (NFC of Unicode's UAX #15) in UTF-8; a file
//! that was sealed with the bytes as they were typed opens with them too.

use std::fmt;

use rusqlite::{Connection, Result as Sql};
use unicode_normalization::{UnicodeNormalization as _, is_nfc};
use zeroize::Zeroizing;

/// The longest there is, in bytes: far beyond what anybody types, so that a wrong file on standard input is noticed.
const LONGEST: usize = 1_024;

/// A passphrase: one line, not empty. Two are equal when they are composed of the same letters. Dropped, its bytes are
/// wiped.
#[derive(Clone)]
pub struct Passphrase {
    composed: Zeroizing<String>,
    /// As it was typed, where that is something else.
    typed: Option<Zeroizing<String>>,
}

/// One of the forms in which a passphrase can have sealed a file.
#[derive(Clone, Copy)]
pub(super) struct Key<'a>(&'a str);

/// Why something is no passphrase. Never says what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PassphraseError {
    /// Nothing was typed.
    #[error("a passphrase is at least one character: nothing was given")]
    Empty,
    /// It has more than one line, or a character that nobody can type.
    #[error("a passphrase is one line of text: this one has a line break or another control character")]
    Control,
    /// It is longer than 1 024 bytes.
    #[error("a passphrase is at most 1024 bytes long: this is more")]
    Long,
}

impl Passphrase {
    /// Takes this text, which is wiped also when it is no passphrase.
    ///
    /// # Errors
    /// When it is empty, longer than 1 024 bytes, or holds a control character.
    pub fn new(text: impl Into<Zeroizing<String>>) -> Result<Self, PassphraseError> {
        let text = text.into();
        if text.is_empty() {
            Err(PassphraseError::Empty)
        } else if text.len() > LONGEST {
            Err(PassphraseError::Long)
        } else if text.chars().any(char::is_control) {
            Err(PassphraseError::Control)
        } else {
            Ok(Self::of(text))
        }
    }

    fn of(text: Zeroizing<String>) -> Self {
        if is_nfc(&text) {
            return Self { composed: text, typed: None };
        }
        // Composing makes a text up to three times as long; one that had to grow would leave a copy behind.
        let mut composed = Zeroizing::new(String::with_capacity(3 * text.len()));
        composed.extend(text.nfc());
        Self { composed, typed: Some(text) }
    }

    /// What it can open a file with, in the order in which to try.
    pub(super) fn keys(&self) -> impl Iterator<Item = Key<'_>> {
        std::iter::once(&self.composed).chain(&self.typed).map(|text| Key(text))
    }

    /// What it seals a file with, to be given to SQLite as a parameter.
    pub(super) fn text(&self) -> &str {
        &self.composed
    }

    /// What makes the same passphrase again, whatever it opens.
    pub(super) fn as_given(&self) -> &str {
        self.typed.as_ref().unwrap_or(&self.composed)
    }

    /// The bytes of this text, composed or not.
    #[cfg(test)]
    pub(super) fn as_typed(text: &str) -> Self {
        Self { composed: Zeroizing::new(text.to_owned()), typed: None }
    }
}

impl PartialEq for Passphrase {
    fn eq(&self, other: &Self) -> bool {
        self.composed == other.composed
    }
}

impl Eq for Passphrase {}

impl Key<'_> {
    /// Gives the key to a connection that has read nothing yet. A wrong one shows with the first read.
    pub(super) fn unlock(self, database: &Connection) -> Sql<()> {
        // Not through a parameter, for pragmas take none; not through rusqlite's own quoting, which is not wiped.
        let mut pragma = Zeroizing::new(String::with_capacity(2 * self.0.len() + 20));
        pragma.push_str("PRAGMA key = '");
        for letter in self.0.chars() {
            if letter == '\'' {
                pragma.push('\'');
            }
            pragma.push(letter);
        }
        pragma.push('\'');
        super::file::ignoring_rows(database, &pragma)
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Passphrase, PassphraseError> {
        Passphrase::new(text.to_owned())
    }

    #[test]
    fn a_passphrase_is_one_line_that_is_not_empty() {
        assert_eq!(of(""), Err(PassphraseError::Empty));
        assert_eq!(of("two\nlines"), Err(PassphraseError::Control));
        assert_eq!(of("nul\0"), Err(PassphraseError::Control));
        assert_eq!(of(&"a".repeat(1_025)), Err(PassphraseError::Long));
        of(&"a".repeat(1_024)).unwrap();
        of(" it's \"ünd\" 文 ").unwrap();
    }

    #[test]
    fn the_same_letters_are_the_same_passphrase_however_they_are_typed() {
        let (one, two) = (of("caf\u{e9}").unwrap(), of("cafe\u{301}").unwrap());
        assert_eq!(one, two);
        assert_eq!((one.text(), two.text()), ("caf\u{e9}", "caf\u{e9}"));
        let keys = |passphrase: &Passphrase| passphrase.keys().map(|key| key.0.to_owned()).collect::<Vec<_>>();
        assert_eq!((keys(&one), keys(&two)), (vec!["café".into()], vec!["café".into(), "cafe\u{301}".into()]));
        // Hangul, an accent that has to be put in order, and what NFC changes although it is one character.
        assert_eq!(of("\u{1112}\u{1161}\u{11ab}").unwrap().text(), "한");
        assert_eq!(of("a\u{301}\u{323}").unwrap().text(), "\u{1ea1}\u{301}");
        assert_eq!(of("\u{212b}").unwrap().text(), "Å");
        // Compatible is not the same.
        assert_ne!(of("ﬁ").unwrap(), of("fi").unwrap());
    }

    #[test]
    fn composing_never_outgrows_the_room_made_for_it() {
        let longest = "\u{1d160}".repeat(256);
        let text = of(&longest).unwrap();
        assert!(text.composed.len() <= 3 * longest.len());
    }

    #[test]
    fn a_passphrase_is_never_shown() {
        assert_eq!(format!("{:?}", of("tide and shore").unwrap()), "Passphrase(…)");
    }
}
