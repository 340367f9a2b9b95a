//! What is wrong with a file, as a person is told: the place, one sentence, the line with carets under the value.
//!
//! Knows text and places; refuses to know what makes a value wrong.

use std::fmt::Write as _;
use std::ops::Range;

use unicode_width::UnicodeWidthChar as _;

use crate::characters::is_bidi_control;

/// One thing that is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// What was expected and what was found: lower case, no final period.
    pub message: String,
    /// The line it stands on and carets under the place, three lines with their line ends; empty for a whole file.
    pub excerpt: String,
}

/// Everything that is wrong with a file, sorted by place.
pub type Problems = Vec<Problem>;

impl Problem {
    /// A problem of the file as a whole, at 1:1.
    pub fn of_file(message: impl Into<String>) -> Self {
        Self { line: 1, column: 1, message: message.into(), excerpt: String::new() }
    }
}

/// The problems of the file at `path` as `ebb check` prints them, each line with its line end.
pub fn describe(path: &str, problems: &[Problem]) -> String {
    let path = visible(path);
    let mut text = String::new();
    for Problem { line, column, message, excerpt } in problems {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{path}:{line}:{column}: {message}");
        text.push_str(excerpt);
    }
    text
}

/// A mistake and the bytes it stands on.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) span: Range<usize>,
    pub(crate) message: String,
}

/// The most of a line that an excerpt shows on either side of its place, in characters.
const MARGIN: usize = 160;

/// How many problems of a file are told: who has read these mends the file before reading on, and a broken file of a
/// megabyte could hold tens of thousands, a hundred times its own length to show.
const MOST: usize = 100;

/// Turns faults into problems of `text`, sorted by place: the first [`MOST`], and how many more there are.
pub(crate) fn locate(text: &str, mut faults: Vec<Fault>) -> Problems {
    faults.sort_by_key(|fault| fault.span.start);
    if let Some(fault) = faults.get(MOST) {
        let (start, more) = (fault.span.start, faults.len() - MOST);
        let message = if more == 1 {
            "one more mistake from here on".into()
        } else {
            format!("{more} more mistakes from here on")
        };
        faults.truncate(MOST);
        faults.push(Fault { span: start..start, message });
    }
    let (mut at, mut line, mut line_start, mut column) = (0, 1, 0, 1);
    let problem = |Fault { span, message }: Fault| {
        let passed: &str = &text[at..span.start];
        if let Some(newline) = passed.rfind('\n') {
            line += passed.matches('\n').count();
            line_start = at + newline + 1;
            column = 1 + text[line_start..span.start].chars().count();
        } else {
            column += passed.chars().count();
        }
        at = span.start;
        Problem { line, column, message, excerpt: excerpt(text, line, line_start, span) }
    };
    faults.into_iter().map(problem).collect()
}

fn excerpt(text: &str, line: usize, line_start: usize, span: Range<usize>) -> String {
    let before = &text[line_start..span.start];
    let cut = before.char_indices().rev().nth(MARGIN - 1).map_or(0, |(at, _)| at);
    let rest = &text[span.start..];
    let line_end = rest.char_indices().take(MARGIN).find(|(_, c)| *c == '\n').map(|(at, _)| at);
    let end = line_end.or_else(|| rest.char_indices().nth(MARGIN).map(|(at, _)| at)).unwrap_or(rest.len());
    let more = line_end.is_none() && end < rest.len();

    let after = rest[..end].trim_end_matches('\r');
    let marked = &after[..after.len().min(span.len())];
    let (lead, pad) = if cut > 0 { ("…", " ") } else { ("", "") };
    let before = visible(&before[cut..]);
    let pad: String = pad.chars().chain(before.chars().flat_map(blank_as_wide)).collect();
    let carets = "^".repeat(width(&visible(marked)).max(1));
    let (after, trail) = (visible(after), if more { "…" } else { "" });
    let number = format!("{line:>3}");
    let gutter = " ".repeat(number.len());
    format!("{gutter} |\n{number} | {lead}{before}{after}{trail}\n{gutter} | {pad}{carets}\n")
}

/// White space that moves a caret exactly as far as the character does.
fn blank_as_wide(c: char) -> impl Iterator<Item = char> {
    let (blank, count) = if c == '\t' { ('\t', 1) } else { (' ', c.width().unwrap_or(1)) };
    std::iter::repeat_n(blank, count)
}

fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(1)).sum()
}

/// The text with every character that could steer a terminal replaced, so that what is shown is what is there.
fn visible(text: &str) -> String {
    text.chars().map(|c| if c != '\t' && steers(c) { '\u{FFFD}' } else { c }).collect()
}

/// Whether a character is a control, or changes the direction or the line of what follows: what steers a terminal, or
/// shows other text than there is.
pub fn steers(c: char) -> bool {
    c.is_control() || is_bidi_control(c) || matches!(c, '\u{2028}' | '\u{2029}')
}

/// What was found, for a sentence: on one line and not too long.
pub(crate) fn shown(found: &str) -> String {
    const MOST: usize = 40;
    let line = found.lines().next().unwrap_or_default();
    let mut text = visible(&line.chars().take(MOST).collect::<String>()).replace('\t', " ");
    if text.len() < found.len() && found.chars().count() > text.chars().count() {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn located(faults: usize) -> Problems {
        let text = "x\n".repeat(faults);
        locate(&text, (0..faults).map(|nth| Fault { span: 2 * nth..2 * nth + 1, message: "wrong".into() }).collect())
    }

    #[test]
    fn a_hundred_mistakes_are_told_and_how_many_more_there_are() {
        assert_eq!(located(100).len(), 100);
        for (faults, message) in [(101, "one more mistake from here on"), (40_000, "39900 more mistakes from here on")]
        {
            let problems = located(faults);
            let last = problems.last().unwrap();
            assert_eq!((problems.len(), last.line, last.message.as_str()), (101, 101, message));
        }
    }
}
