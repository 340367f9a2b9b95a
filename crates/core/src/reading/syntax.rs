//! What is wrong with the syntax of a file, in words for whoever wrote it.
//!
//! Knows the errors of the RON reader; refuses to know what the file holds.

use std::ops::Range;

use ron::error::{Error, Position, SpannedError};

use super::Content;
use super::problem::{Fault, shown};
use super::tree::first_within;

/// The fault that a syntax error of `text` is.
pub(crate) fn fault(text: &str, content: &Content, error: &SpannedError) -> Fault {
    // RON gives up far beyond the file's own limit: that one is told where it is passed.
    if error.code == Error::ExceededRecursionLimit
        && let Some((name, most)) = content.nests
        && let Some(span) = first_within(text, name, most)
    {
        return Fault { span, message: nested_too_deep(name, most) };
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
    // What is missing at the end of a line is shown there and not at the line after it.
    if let Some(span) = end_of_line_before(text, &error.code, at) {
        return Fault { span, message: "a comma is missing after this".into() };
    }
    // Past the last line end there is nothing to point at: point at the last thing that is there.
    let at = if found.is_empty() { text[..at].trim_end().len() } else { at };
    Fault { span: at..at + found.len(), message: sentence(content, &error.code, found, &text[..at]) }
}

/// The last character before a value that begins a line, where a comma is what is missing between the two.
fn end_of_line_before(text: &str, error: &Error, at: usize) -> Option<Range<usize>> {
    let misses = matches!(error, Error::ExpectedComma | Error::ExpectedStructLikeEnd | Error::ExpectedArrayEnd);
    let (before, begins) = (&text[..at], text[at..].starts_with(|c: char| c.is_alphanumeric() || c == '"' || c == '('));
    let blank = &before[before.trim_end().len()..];
    let last = before.trim_end().lines().last()?;
    // Behind a note nobody sees where the value ended.
    let is_plain = blank.contains('\n') && !last.contains("//") && !last.ends_with("*/");
    let (start, _) = before.trim_end().char_indices().last()?;
    (misses && begins && is_plain).then(|| start..before.trim_end().len())
}

/// What is said of something that is nested deeper than it may be.
pub(crate) fn nested_too_deep(name: &str, most: usize) -> String {
    format!("{name} may nest at most {most} deep")
}

fn sentence(content: &Content, error: &Error, found: &str, before: &str) -> String {
    let Content { noun, written, nests, .. } = content;
    let shown = if found.is_empty() { "the end of the file".into() } else { shown(found) };
    match error {
        Error::UnclosedBlockComment => "this comment has no end: */ is missing".into(),
        Error::ExpectedStringEnd => "this text has no end: a closing quote is missing".into(),
        Error::InvalidEscape(_) => "this backslash begins nothing known; a backslash itself is written \\\\".into(),
        Error::ExceededRecursionLimit => {
            let most = nests.map_or(String::new(), |(name, most)| format!("; {}", nested_too_deep(name, most)));
            format!("brackets are nested too deep here{most}")
        }
        Error::NoSuchExtension(name) => format!("there is no extension {}; a {noun} needs none", self::shown(name)),
        _ if found.is_empty() && !before.contains('(') => {
            format!("there is no {noun} here: one is written as {written}")
        }
        _ if found.is_empty() => format!("the file ends before the {noun} does: a closing bracket is missing"),
        _ if found.starts_with(['“', '”', '„', '‘', '’', '«', '»']) => {
            format!("a text stands in straight quotes \"…\", found {shown}")
        }
        _ if found == "=" => "a value follows its name after a colon, found =".into(),
        Error::TrailingCharacters if found == "{" => format!("a {noun} is written with round brackets, found {{"),
        Error::TrailingCharacters => format!("nothing but comments may follow the {noun}, found {shown}"),
        Error::ExpectedComma | Error::ExpectedStructLikeEnd | Error::ExpectedArrayEnd | Error::ExpectedMapEnd => {
            // `secs 10` reads as two values; what is missing is more likely the colon.
            let before = before.trim_end();
            let is_switch = before.ends_with("true") || before.ends_with("false");
            let after_name = !is_switch && before.ends_with(|c: char| c.is_ascii_lowercase());
            let colon = if after_name { ", or a colon before the value" } else { "" };
            format!("expected a comma or a closing bracket{colon}, found {shown}")
        }
        Error::SuggestRawIdentifier(name) if name.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("expected a name, found {shown}; decimals are written with a point")
        }
        Error::ExpectedIdentifier if found == "[" && nests.is_some() => {
            "a list needs its name before it, such as steps: […]".into()
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
