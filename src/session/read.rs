//! Reading a session from text.

use super::Session;

/// One thing that is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// What was expected and what was found: lower case, no final period.
    pub message: String,
    /// The line it stands on and a caret under the place; empty for a whole file.
    pub excerpt: String,
}

/// Everything that is wrong with a file, sorted by place.
pub type Problems = Vec<Problem>;

/// Reads a session from the bytes of its file.
///
/// # Errors
/// Everything that is wrong: at least the first mistake of every step and of the session's own fields.
pub fn read(_bytes: &[u8]) -> Result<Session, Problems> {
    Err(Vec::new())
}
