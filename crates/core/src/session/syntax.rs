//! What is wrong with the syntax of a file, in words for whoever wrote it.
//!
//! Knows the errors of the RON reader; refuses to know what a session is made of.

use ron::error::{Error, Position, SpannedError};

use super::limits;
use super::problem::{Fault, shown};
use super::tree::first_within;

/// The fault that a syntax error of `text` is.
pub(super) fn fault(text: &str, error: &SpannedError) -> Fault {
    // RON gives up far beyond the language's own limit: that one is told where it is passed.
    if error.code == Error::ExceededRecursionLimit
        && let Some(span) = first_within(text, "Repeat", limits::NESTING)
    {
        return Fault { span, message: limits::nested_too_deep() };
    }
    let at = match error.code {
        // Here the beginning tells more than the place where the reader gave up.
        Error::InvalidEscape(_) | Error::ExpectedStringEnd => offset(text, &error.span.start),
        Error::UnclosedBlockComment => {
            let inside = offset(text, &error.span.start);
            text[..inside].rfind("/*").unwrap_or(inside)
        }
        _ => offset(text, &error.span.end),
    };
    let found = token(&text[at..]);
    // Past the last line end there is nothing to point at: point at the last thing that is there.
    let at = if found.is_empty() { text[..at].trim_end().len() } else { at };
    Fault { span: at..at + found.len(), message: sentence(&error.code, found, &text[..at]) }
}

fn sentence(error: &Error, found: &str, before: &str) -> String {
    let shown = if found.is_empty() { "the end of the file".into() } else { shown(found) };
    match error {
        Error::UnclosedBlockComment => "this comment has no end: */ is missing".into(),
        Error::ExpectedStringEnd => "this text has no end: a closing quote is missing".into(),
        Error::InvalidEscape(_) => "this backslash begins nothing known; a backslash itself is written \\\\".into(),
        Error::ExceededRecursionLimit => {
            format!("brackets are nested too deep here; {}", limits::nested_too_deep())
        }
        Error::NoSuchExtension(name) => format!("there is no extension {}; a session needs none", self::shown(name)),
        _ if found.is_empty() && !before.contains('(') => {
            "there is no session here: one is written as Session(…)".into()
        }
        _ if found.is_empty() => "the file ends before the session does: a closing bracket is missing".into(),
        _ if found.starts_with(['“', '”', '„', '‘', '’', '«', '»']) => {
            format!("a text stands in straight quotes \"…\", found {shown}")
        }
        _ if found == "=" => "a value follows its name after a colon, found =".into(),
        Error::TrailingCharacters if found == "{" => "a session is written with round brackets, found {".into(),
        Error::TrailingCharacters => format!("nothing but comments may follow the session, found {shown}"),
        Error::ExpectedComma | Error::ExpectedStructLikeEnd | Error::ExpectedArrayEnd | Error::ExpectedMapEnd => {
            // `secs 10` reads as two values; what is missing is more likely the colon.
            let after_name = before.trim_end().ends_with(|c: char| c.is_ascii_lowercase());
            let colon = if after_name { ", or a colon before the value" } else { "" };
            format!("expected a comma or a closing bracket{colon}, found {shown}")
        }
        Error::SuggestRawIdentifier(name) if name.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("expected a name, found {shown}; decimals are written with a point")
        }
        Error::ExpectedIdentifier | Error::SuggestRawIdentifier(_) | Error::InvalidIdentifier(_) => {
            format!("expected a name of letters, digits and _, found {shown}")
        }
        Error::ExpectedMapColon => format!("expected a colon after the name, found {shown}"),
        Error::UnexpectedChar(_) => format!("expected a value, found {shown}"),
        other => {
            let told = other.to_string();
            let mut letters = told.chars();
            let first = letters.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
            format!("this is not RON: {first}{}", letters.as_str())
        }
    }
}

/// What stands at the beginning of `rest`: a word, or one mark of punctuation.
fn token(rest: &str) -> &str {
    let marks = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '.'));
    let end = match rest.find(marks) {
        Some(0) => rest.chars().next().filter(|c| !c.is_whitespace()).map_or(0, char::len_utf8),
        Some(end) => end,
        None => rest.len(),
    };
    &rest[..end]
}

/// Where RON's line and column stand, in bytes.
fn offset(text: &str, place: &Position) -> usize {
    let line: usize = text.split_inclusive('\n').take(place.line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[line..];
    let column = rest.char_indices().nth(place.col.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
    line + column
}
