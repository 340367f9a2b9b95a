//! `ebb week`: the plan's week, done against required.

use std::io::Write as _;

use chrono::{Datelike as _, NaiveDate};
use serde::Serialize;

use crate::cli::{CommandError, Context, plain};
use crate::journal::Snapshot;
use crate::plan::{self, Plan, PracticeWeek, Score, TargetKind, WeekView};

/// The most weeks that are printed: nearly a hundred years.
const MOST: u32 = 5_000;

/// Which weeks, and how to print them.
#[derive(Debug, clap::Args)]
pub struct WeekArgs {
    /// As JSON, for scripts
    #[arg(long)]
    pub json: bool,
    /// The day treated as today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub date: Option<NaiveDate>,
    /// This many weeks up to that one, oldest first
    #[arg(long, value_name = "N", value_parser = count)]
    pub last: Option<u32>,
}

/// Prints the week.
///
/// # Errors
/// When the journal cannot be read.
pub fn run(args: &WeekArgs, context: &Context) -> Result<(), CommandError> {
    let snapshot = context.read_journal()?;
    let now = Context::now();
    let calendar_day = now.date_naive();
    let today = args.date.unwrap_or_else(|| plan::practice_day(now, snapshot.plan(calendar_day).day_start_min));
    let plan = snapshot.plan(today);
    let weeks = plan::weeks(&plan, &snapshot.entries, args.last.unwrap_or(1), today);
    let score = plan::score(&plan, &snapshot.entries, today);
    if args.json {
        let mut printed = printed(&weeks, score);
        return match printed.pop() {
            Some(only) if args.last.is_none() => context.write_json(&only),
            last => context.write_json(&printed.into_iter().chain(last).collect::<Vec<_>>()),
        };
    }
    let lines: Vec<String> = match args.last {
        Some(_) => weeks.iter().map(|week| one_line(&plan, week)).chain(headline(score)).collect(),
        None => this_week(&snapshot, today),
    };
    context.write(|out| lines.iter().try_for_each(|line| writeln!(out, "{line}")))
}

/// The last week, with what all weeks come to.
#[derive(Serialize)]
struct Last<'a> {
    #[serde(flatten)]
    week: &'a WeekView,
    #[serde(flatten)]
    score: Score,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Printed<'a> {
    Earlier(&'a WeekView),
    Last(Last<'a>),
}

fn printed(weeks: &[WeekView], score: Score) -> Vec<Printed<'_>> {
    let last = weeks.len().saturating_sub(1);
    let printed = |(nth, week)| if nth == last { Printed::Last(Last { week, score }) } else { Printed::Earlier(week) };
    weeks.iter().enumerate().map(printed).collect()
}

/// The week that holds `today` as lines of text.
pub(super) fn this_week(snapshot: &Snapshot, today: NaiveDate) -> Vec<String> {
    let plan = snapshot.plan(today);
    let week = plan::week(&plan, &snapshot.entries, today, today);
    let width = week.practices.iter().map(|practice| name(&plan, practice).chars().count()).max().unwrap_or(0);
    let first = if week.from.year() == week.to.year() { "%A, %-d %B" } else { "%A, %-d %B %Y" };
    let mut lines = vec![format!("{} – {}", week.from.format(first), week.to.format("%A, %-d %B %Y")), String::new()];
    for practice in &week.practices {
        // That nothing was asked is said by what is left.
        let done = if practice.required == 0 { done(practice) } else { amount(practice) };
        let name = name(&plan, practice);
        lines.push(format!("{name:width$}  {done:16}  {}", plan::left(practice)));
    }
    if week.practices.is_empty() {
        lines.push("This week asks nothing.".into());
    }
    if let Some(words) = plan::ahead(&plan, today) {
        let how = format!("If the clock was ahead when it was made: press {} in the window.", plan::BEGIN_TODAY);
        lines.extend([String::new(), words, how]);
    }
    lines.extend(headline(plan::score(&plan, &snapshot.entries, today)));
    lines
}

/// `6 of 7 days`; `2 days, none asked`.
fn amount(practice: &PracticeWeek) -> String {
    match practice.required {
        0 => format!("{}, none asked", done(practice)),
        required => format!("{} of {}", practice.done, counted(practice.kind, required)),
    }
}

/// `2 days`.
fn done(practice: &PracticeWeek) -> String {
    counted(practice.kind, practice.done)
}

fn counted(kind: TargetKind, number: u32) -> String {
    let unit = match kind {
        TargetKind::Days => "day",
        TargetKind::Sessions => "session",
        TargetKind::Minutes => "minute",
        TargetKind::None => "time",
    };
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

/// A day, as `2026-11-22`.
fn day(text: &str) -> Result<NaiveDate, String> {
    plan::parse_day(text).map_err(|why| why.to_string())
}

/// A number of weeks.
fn count(text: &str) -> Result<u32, String> {
    let number = text.parse().ok().filter(|weeks| (1..=MOST).contains(weeks));
    number.ok_or_else(|| format!("expected a number of weeks from 1 to {MOST}"))
}

fn one_line(plan: &Plan, week: &WeekView) -> String {
    let status = plan::status(week.status);
    let part = |practice| format!("{} {}", name(plan, practice).to_lowercase(), amount(practice));
    let parts: Vec<String> = week.practices.iter().map(part).collect();
    format!("{} – {}  {status:15}  {}", week.from, week.to, parts.join(", ")).trim_end().to_owned()
}

fn headline(score: Score) -> Vec<String> {
    plan::kept(&score).map_or_else(Vec::new, |kept| vec![String::new(), format!("{kept}.")])
}

fn name(plan: &Plan, practice: &PracticeWeek) -> String {
    let known = plan.practices.iter().find(|known| known.id == practice.id);
    plain::line(known.map_or(&practice.id, |known| &known.name))
}
