//! A summary of the weeks as one page that can be printed: for a provider, or for a drawer.
//!
//! Pure: a plan, entries and a day in, HTML out. No script, nothing from outside, every word of the user's escaped; what
//! is private is in it only when it was asked for.

mod chart;
mod private;
#[cfg(test)]
mod tests;
mod weeks;

use std::fmt::{self, Display, Write as _};

use chrono::{Days, NaiveDate};

use crate::exchange::Private;
use crate::plan::{self, DayMark, Entry, Goal, Plan, PracticeWeek, Status, TargetKind, WeekView};

/// What such a page begins with: it tells an earlier one from a file of something else.
pub const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"generator\" \
                        content=\"Ebb\">";

const ABOUT: &str = "Written by Ebb, a program that guides breathing, relaxation and stretching and keeps a record of \
                     them, from what its user did with it or wrote down. It is a habit tool, not a medical device: it \
                     does not diagnose, treat or monitor.";

/// Made for paper: A4 or letter, black on white, the text smaller than on a screen.
const STYLE: &str = "
:root { color-scheme: light; }
@page { margin: 14mm 15mm; }
body { font: 11pt/1.4 sans-serif; color: #111; background: #fff; max-width: 50em; margin: 2em auto; padding: 0 1em;
  overflow-wrap: break-word; }
h1 { font-size: 1.6em; font-weight: 600; margin: 0 0 .1em; }
h2 { font-size: 1.1em; font-weight: 600; margin: 1.4em 0 .3em; break-after: avoid; }
p { margin: .25em 0; }
.quiet { color: #444; font-size: .9em; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; margin-top: .8em; }
caption { text-align: left; font-weight: 600; font-size: 1.1em; padding-bottom: .2em; }
th, td { text-align: left; font-weight: normal; padding: .22em 1em .22em 0; border-bottom: 1px solid #bbb;
  vertical-align: top; }
thead th { font-weight: 600; border-color: #111; }
thead th.over { border-color: #bbb; }
thead { display: table-header-group; }
tfoot { display: table-row-group; }
tfoot th, tfoot td { font-weight: 600; border-top: 1px solid #111; border-bottom: 0; }
td.number, th.number { text-align: right; padding-right: 2em; }
.date { white-space: nowrap; }
tr, li, figure { break-inside: avoid; }
ul { margin: .2em 0; padding-left: 1.2em; }
.charts { display: flex; flex-wrap: wrap; gap: .6em 2.4em; margin-top: 1em; }
figure { margin: 0; max-width: 100%; }
figcaption { margin-bottom: .2em; }
svg { display: block; max-width: 100%; height: auto; }
.entries { break-before: page; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 9.5pt; } }
";

/// The page of all weeks from the plan's first to the one that holds `today`. `entries` are in the order of their days.
pub fn page(plan: &Plan, entries: &[Entry], goals: &[Goal], today: NaiveDate, private: Private) -> String {
    let weeks = all_weeks(plan, entries, today);
    let mut page = format!(
        "{HEAD}\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>Practice, week by week</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n"
    );
    page.push_str(&opening(plan, entries, &weeks, today));
    page.push_str(&private::goals(goals, private));
    let charts: String =
        plan.practices.iter().map(|practice| chart::figure(&practice.id, &practice.name, &weeks)).collect();
    if !charts.is_empty() {
        put(&mut page, format_args!("<div class=\"charts\">\n{charts}</div>\n{}", chart::LEGEND));
    }
    page.push_str(&weeks::table(plan, entries, &weeks));
    page.push_str(&private::pauses(plan, private, today));
    page.push_str(&private::entries(plan, entries, private));
    page.push_str("</body>\n</html>\n");
    page
}

/// Every week from the plan's first to the one that holds `today`, oldest first.
fn all_weeks(plan: &Plan, entries: &[Entry], today: NaiveDate) -> Vec<WeekView> {
    let first = plan.practices.iter().map(|practice| practice.started).min();
    let begin = first.filter(|first| *first <= today).map(|first| plan::week_of(first, plan.week_start));
    let starts = std::iter::successors(begin, |from| from.checked_add_days(Days::new(7)));
    starts.take_while(|from| *from <= today).map(|from| plan::week(plan, entries, from, today)).collect()
}

fn opening(plan: &Plan, entries: &[Entry], weeks: &[WeekView], today: NaiveDate) -> String {
    let mut text = format!("<h1>Practice, week by week</h1>\n<p class=\"quiet\">{ABOUT}</p>\n");
    let until = today.format("%-d %B %Y");
    match weeks.first() {
        None => text.push_str("<p>The plan has not begun yet.</p>\n"),
        Some(first) => {
            let from = plan.practices.iter().map(|practice| practice.started).min().unwrap_or(first.from);
            put(&mut text, format_args!("<p>{} to {until}.", from.format("%-d %B %Y")));
            let days = plan::days_of(first.from);
            let (begin, end) = (days[0].format("%A"), days[6].format("%A"));
            put(&mut text, format_args!(" A week goes from {begin} to {end}.</p>\n"));
        }
    }
    if let Some(kept) = plan::kept(&plan::score(plan, entries, today)) {
        put(&mut text, format_args!("<p>{kept}.</p>\n"));
    }
    text.push_str(&targets(plan, today));
    text
}

/// What the plan asks in the week of `today`, as a sentence.
fn targets(plan: &Plan, today: NaiveDate) -> String {
    let asks = |practice: &PracticeWeek| {
        let asked = match practice.kind {
            TargetKind::None => return None,
            _ if practice.required == 0 => "nothing".to_owned(),
            TargetKind::Days => format!("on {}", counted(practice.required, "day")),
            TargetKind::Sessions => counted(practice.required, "session"),
            TargetKind::Minutes => counted(practice.required, "minute"),
        };
        let long = match practice.min_s / 60 {
            minutes @ 1.. if practice.kind != TargetKind::Minutes && practice.required > 0 => {
                format!(" of {}", counted(minutes, "minute"))
            }
            _ => String::new(),
        };
        Some(format!("{} {asked}{long}", Escaped(name(plan, &practice.id))))
    };
    let asked: Vec<String> = plan::week(plan, &[], today, today).practices.iter().filter_map(asks).collect();
    if asked.is_empty() { String::new() } else { format!("<p>This week asks: {}.</p>\n", asked.join("; ")) }
}

/// `2 of 3 days`; `paused`; `3 of 5 days, part paused`.
fn done(week: &PracticeWeek) -> String {
    let unit = match week.kind {
        TargetKind::Days => "day",
        TargetKind::Sessions | TargetKind::None => "session",
        TargetKind::Minutes => "minute",
    };
    let done = || counted(week.done, unit);
    match week.required {
        0 if paused(week) && week.done == 0 => "paused".to_owned(),
        0 if paused(week) => format!("paused, {}", done()),
        0 if week.kind == TargetKind::None => done(),
        0 => format!("{}, none asked", done()),
        required => {
            let part = if week.days.contains(&DayMark::Paused) { ", part paused" } else { "" };
            format!("{} of {}{part}", week.done, counted(required, unit))
        }
    }
}

/// Whether nothing was asked because of a pause.
fn paused(week: &PracticeWeek) -> bool {
    week.status == Status::Excused && week.days.contains(&DayMark::Paused)
}

/// What the user calls a practice; its id where the plan does not know it.
fn name<'a>(plan: &'a Plan, id: &'a str) -> &'a str {
    plan.practices.iter().find(|practice| practice.id == id).map_or(id, |practice| &practice.name)
}

fn counted(number: u32, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Writing to a string cannot fail.
fn put(text: &mut String, what: fmt::Arguments<'_>) {
    let _ = text.write_fmt(what);
}

/// The user's words, as text and never as markup.
struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\n' => f.write_str("<br>")?,
                other if other.is_control() => f.write_char(' ')?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}
