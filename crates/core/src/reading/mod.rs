//! Reading a file of RON so that everything wrong with it is told: where, what was expected, what was found.
//!
//! RON judges the syntax; `tree` finds where each value stands; a [`Reader`] then takes the values one by one. Refuses to
//! know what a file is about, and where its text came from.

mod limits;
mod named;
mod nearest;
mod problem;
mod syntax;
mod tree;
mod values;

use ron::extensions::Extensions;

pub use limits::{Characters, Seconds, Whole};
pub use named::Named;
pub use nearest::nearest;
pub use problem::{Problem, Problems, describe, steers};
pub use tree::Node;
pub use values::{Fields, Reader};

pub(crate) use limits::Grouped;
pub(crate) use problem::shown;
pub(crate) use syntax::nested_too_deep;
pub(crate) use tree::{Group, Shape};
pub(crate) use values::suggest;

use problem::{Fault, locate};

/// What a kind of file holds, as messages call it.
#[derive(Clone, Copy, Debug)]
pub struct Content {
    /// `session`.
    pub noun: &'static str,
    /// Its own name, which may be left out: `Session`.
    pub name: &'static str,
    /// How one is usually written: `Session(…)`.
    pub written: &'static str,
    /// The fields it may have.
    pub fields: &'static [&'static str],
    /// What may stand within itself, and how deep.
    pub nests: Option<(&'static str, usize)>,
    /// What somebody probably means who writes a field that is not there, given what it belongs to and its name.
    pub meant: fn(owner: &str, field: &str) -> Option<&'static str>,
}

/// Reads a text: `take` takes the values of its fields, and answers `None` when something is missing.
///
/// # Errors
/// Everything that is wrong with it: its syntax, else what `take` told the reader.
pub fn read<T>(
    text: &str,
    content: &Content,
    take: impl for<'a> FnOnce(&mut Reader<'a>, &Fields<'a>) -> Option<T>,
) -> Result<T, Problems> {
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    if let Err(error) = options.from_str::<serde::de::IgnoredAny>(text) {
        return Err(locate(text, vec![syntax::fault(text, content, &error)]));
    }
    let root = tree::scan(text).map_err(|at| locate(text, vec![out_of_place(text, content, at)]))?;
    let mut reader = Reader { text, meant: content.meant, faults: Vec::new() };
    let fields = reader.file(content, &root);
    match fields.and_then(|fields| take(&mut reader, &fields)) {
        Some(taken) if reader.faults.is_empty() => Ok(taken),
        _ => Err(locate(text, reader.faults)),
    }
}

/// What is RON, but nothing that a file is made of: maps, bytes.
fn out_of_place(text: &str, content: &Content, at: usize) -> Fault {
    let found = text[at..].chars().next().map_or(String::new(), String::from);
    let noun = content.noun;
    let message = format!("a {noun} is written with names, numbers, texts, ( ) and [ ], found {}", shown(&found));
    Fault { span: at..at + found.len(), message }
}
