//! A passphrase: held in memory that is wiped, shown to nobody, given only to SQLite.

use std::fmt;

use rusqlite::{Connection, Result as Sql};
use zeroize::Zeroizing;

/// The longest there is, in bytes: far beyond what anybody types, so that a wrong file on standard input is noticed.
const LONGEST: usize = 1_024;

/// A passphrase: one line, not empty. Dropped, its bytes are wiped.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(Zeroizing<String>);

/// Why something is no passphrase. Never says what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPassphrase {
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
    pub fn new(text: impl Into<Zeroizing<String>>) -> Result<Self, NoPassphrase> {
        let text = text.into();
        if text.is_empty() {
            Err(NoPassphrase::Empty)
        } else if text.len() > LONGEST {
            Err(NoPassphrase::Long)
        } else if text.chars().any(char::is_control) {
            Err(NoPassphrase::Control)
        } else {
            Ok(Self(text))
        }
    }

    /// Gives the key to a connection that has read nothing yet. A wrong one shows with the first read.
    pub(super) fn unlock(&self, database: &Connection) -> Sql<()> {
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

    /// The text, to be given to SQLite as a parameter.
    pub(super) fn text(&self) -> &str {
        &self.0
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

    fn of(text: &str) -> Result<Passphrase, NoPassphrase> {
        Passphrase::new(text.to_owned())
    }

    #[test]
    fn a_passphrase_is_one_line_that_is_not_empty() {
        assert_eq!(of(""), Err(NoPassphrase::Empty));
        assert_eq!(of("two\nlines"), Err(NoPassphrase::Control));
        assert_eq!(of("nul\0"), Err(NoPassphrase::Control));
        assert_eq!(of(&"a".repeat(1_025)), Err(NoPassphrase::Long));
        of(&"a".repeat(1_024)).unwrap();
        of(" it's \"ünd\" 文 ").unwrap();
    }

    #[test]
    fn a_passphrase_is_never_shown() {
        assert_eq!(format!("{:?}", of("tide and shore").unwrap()), "Passphrase(…)");
    }
}
