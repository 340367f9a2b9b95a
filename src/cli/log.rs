//! `ebb log`: the journal's entries.

use std::fmt::Write as _;
use std::io::Write as _;

use chrono::NaiveDate;

use crate::cli::{CommandError, Context, plain};
use crate::exchange::{CsvDialect, Private, entries_csv};
use crate::journal::Snapshot;
use crate::plan::{self, Entry};
use crate::units::{ClockFace, Time};

/// How to print them.
#[derive(Debug, clap::Args)]
pub struct LogArgs {
    /// As CSV, for scripts
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// As JSON, for scripts
    #[arg(long)]
    pub json: bool,
}

/// Prints the entries that are not deleted.
///
/// # Errors
/// When the journal cannot be read.
pub fn run(args: &LogArgs, context: &Context) -> Result<(), CommandError> {
    let snapshot = context.read_journal()?;
    if args.json {
        context.write_json(&snapshot.entries)
    } else if args.csv {
        let plan = snapshot.plan(NaiveDate::default());
        context.write_data(|out| entries_csv(out, &plan, &snapshot.entries, Private::TAKEN, CsvDialect::Script))
    } else {
        context.write(|out| out.write_all(table(&snapshot).as_bytes()))
    }
}

/// A line for each entry, for people.
fn table(snapshot: &Snapshot) -> String {
    if snapshot.entries.is_empty() {
        return "Nothing is logged yet.\n".to_owned();
    }
    let rows: Vec<[String; 6]> = snapshot.entries.iter().map(|entry| row(entry, snapshot)).collect();
    let wide = |column: usize| {
        rows.iter().map(|row| unicode_width::UnicodeWidthStr::width(row[column].as_str())).max().unwrap_or_default()
    };
    let widths = [0, 1, 2, 3, 4, 5].map(wide);
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            let blank = " ".repeat(width - unicode_width::UnicodeWidthStr::width(cell.as_str()));
            // Times stand right-aligned, under each other.
            let cell = if column == 4 { format!("{blank}{cell}") } else { format!("{cell}{blank}") };
            line.push_str(&cell);
            line.push_str("  ");
        }
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

fn row(entry: &Entry, snapshot: &Snapshot) -> [String; 6] {
    let practices = snapshot.stored.as_ref().map_or(&[][..], |plan| &plan.practices);
    let practice = practices.iter().find(|practice| practice.id == entry.practice);
    let practice = practice.map_or(&entry.practice, |practice| &practice.name);
    [
        entry.day.format("%a %Y-%m-%d").to_string(),
        entry.start.map_or_else(String::new, |start| start.format("%H:%M").to_string()),
        plain::line(practice),
        plain::line(&entry.title),
        ClockFace(Time::from_secs(entry.active_s.into())).to_string(),
        plain::line(&plan::ending(entry)),
    ]
}
