//! `ebb when-to-stop`: when to stop, and when to see someone.

use std::fmt::Write as _;
use std::io::Write as _;

use unicode_width::UnicodeWidthStr as _;

use crate::advice::{Page, SOURCES, WHEN_TO_STOP};
use crate::cli::{CommandError, Context};

/// There is nothing to choose.
#[derive(Debug, clap::Args)]
pub struct WhenToStopArgs {}

/// The most columns of a line.
const COLUMNS: usize = 80;

/// Prints the page.
///
/// # Errors
/// When it cannot be printed.
pub fn run(_: &WhenToStopArgs, context: &Context) -> Result<(), CommandError> {
    context.write(|out| out.write_all(text(&WHEN_TO_STOP).as_bytes()))
}

fn text(page: &Page) -> String {
    let mut text = format!("{}\n", page.name);
    for part in page.parts {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\n{}", part.heading);
        if !part.lead.is_empty() {
            wrap(&mut text, "", part.lead);
        }
        part.lines.iter().for_each(|line| wrap(&mut text, "- ", line));
    }
    let _ = writeln!(text, "\n{SOURCES}");
    page.sources.iter().for_each(|line| wrap(&mut text, "- ", line));
    text
}

/// A paragraph behind a mark, its further lines indented by as much.
fn wrap(text: &mut String, mark: &str, paragraph: &str) {
    let mut line = mark.to_owned();
    for word in paragraph.split(' ') {
        if line.width() > mark.width() && line.width() + 1 + word.width() > COLUMNS {
            text.push_str(&line);
            text.push('\n');
            line = " ".repeat(mark.width());
        }
        if line.width() > mark.width() {
            line.push(' ');
        }
        line.push_str(word);
    }
    text.push_str(&line);
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_stands_in_eighty_columns_with_its_emergencies_first() {
        let text = text(&WHEN_TO_STOP);
        assert!(text.starts_with("When to stop\n\nGet help at once\nCall your local emergency number"), "{text}");
        assert!(text.lines().all(|line| line.width() <= COLUMNS), "{text}");
        assert!(text.contains("\nSources\n- NHS 111 Wales: Vaginismus.\n"), "{text}");
    }

    #[test]
    fn a_paragraph_is_broken_between_words_and_hangs_by_its_mark() {
        let mut text = String::new();
        wrap(&mut text, "- ", "seven 7 ".repeat(12).trim_end());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].starts_with("- seven 7") && lines[0].width() <= COLUMNS, "{text}");
        assert!(lines[1].starts_with("  seven") || lines[1].starts_with("  7"), "{text}");
    }
}
