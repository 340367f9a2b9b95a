//! A summary of the weeks as one page that can be printed: for a provider, or for a drawer.
//!
//! Pure: a plan, entries and a day in, HTML out. No script, nothing from outside, every word of the user's escaped; what
//! is private is in it only when it was asked for.

mod chart;
#[cfg(test)]
mod tests;

use std::fmt::{self, Display, Write as _};

use chrono::{Days, NaiveDate};

use crate::exchange::Private;
use crate::plan::{self, Credited, Ended, Entry, Pause, Plan, PracticeWeek, Reason, Status, TargetKind, WeekView};

/// What such a page begins with: it tells an earlier one from a file of something else.
pub const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"generator\" \
                        content=\"Ebb\">";

const STYLE: &str = "
body { font: 11pt/1.45 sans-serif; color: #222; background: #fff; max-width: 46em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.5em; font-weight: 600; margin: 0 0 .2em; }
h2 { font-size: 1.1em; font-weight: 600; margin: 1.8em 0 .4em; }
p { margin: .3em 0; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .2em .8em .2em 0; border-bottom: 1px solid #ccc; vertical-align: top; }
td.number, th.number { text-align: right; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
figure { margin: 0 0 .8em; break-inside: avoid; }
svg { width: 100%; height: auto; }
footer { margin-top: 2em; color: #555; font-size: .9em; }
@media print { body { margin: 0; max-width: none; } }
";

/// The page of all weeks from the plan's first to the one that holds `today`. `entries` are in the order of their days.
pub fn page(plan: &Plan, entries: &[Entry], today: NaiveDate, private: Private) -> String {
    let weeks = all_weeks(plan, entries, today);
    let mut page = format!(
        "{HEAD}\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>Practice, week by week</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n"
    );
    page.push_str(&opening(plan, entries, &weeks, today));
    page.push_str(&targets(plan, today));
    for practice in &plan.practices {
        page.push_str(&chart::figure(&practice.id, &practice.name, &weeks));
    }
    page.push_str(&totals(plan, entries, &weeks));
    page.push_str(&table_of_weeks(plan, &weeks));
    if private == Private::Taken {
        page.push_str(&table_of_entries(plan, entries));
        page.push_str(&table_of_pauses(plan));
    }
    page.push_str(
        "<footer>Written by Ebb from a record kept by its user. Ebb is a habit tool, not a medical device: it does not \
         diagnose, treat or monitor.</footer>\n</body>\n</html>\n",
    );
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
    let mut text = "<h1>Practice, week by week</h1>\n".to_owned();
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
    let score = plan::score(plan, entries, today);
    if score.counted_of_last_8 > 0 {
        let (kept, of) = (score.kept_of_last_8, score.counted_of_last_8);
        let counted = if of == 1 { "the last week".to_owned() } else { format!("the last {of} weeks") };
        put(&mut text, format_args!("<p>Kept {kept} of {counted} that counted.</p>\n"));
    }
    text
}

/// What the plan asks in the week of `today`.
fn targets(plan: &Plan, today: NaiveDate) -> String {
    let week = plan::week(plan, &[], today, today);
    let mut text = String::new();
    for practice in &week.practices {
        let asked = match practice.kind {
            TargetKind::Days => format!("on {}", counted(practice.required, "day")),
            TargetKind::Sessions => counted(practice.required, "session"),
            TargetKind::Minutes | TargetKind::None => counted(practice.required, "minute"),
        };
        let long = match practice.min_s / 60 {
            0 => String::new(),
            minutes if practice.kind != TargetKind::Minutes => format!(" of {}", counted(minutes, "minute")),
            _ => String::new(),
        };
        let name = Escaped(name(plan, &practice.id));
        put(&mut text, format_args!("<li>{name}: {asked}{long}</li>\n"));
    }
    if text.is_empty() { text } else { format!("<h2>What this week asks</h2>\n<ul>\n{text}</ul>\n") }
}

fn totals(plan: &Plan, entries: &[Entry], weeks: &[WeekView]) -> String {
    let mut rows = String::new();
    for practice in &plan.practices {
        let of = || entries.iter().filter(|entry| entry.practice == practice.id);
        let minutes = of().map(|entry| u64::from(entry.active_s)).sum::<u64>() / 60;
        let stood = |status| {
            let in_week =
                |week: &&WeekView| week.practices.iter().any(|one| one.id == practice.id && one.status == status);
            weeks.iter().filter(in_week).count()
        };
        let (kept, part, not, paused) =
            (stood(Status::Kept), stood(Status::Partial), stood(Status::Missed), stood(Status::Excused));
        put(
            &mut rows,
            format_args!(
                "<tr><td>{}</td><td class=\"number\">{}</td><td class=\"number\">{minutes}</td><td class=\"number\">{kept}\
                 </td><td class=\"number\">{part}</td><td class=\"number\">{not}</td><td class=\"number\">{paused}</td></tr>\n",
                Escaped(&practice.name),
                of().count(),
            ),
        );
    }
    let heads = ["Practice", "Sessions", "Minutes", "Weeks kept", "In part", "Not", "Paused"];
    table("In all", &heads, 1, &rows)
}

fn table_of_weeks(plan: &Plan, weeks: &[WeekView]) -> String {
    let mut rows = String::new();
    for week in weeks.iter().rev() {
        for (nth, practice) in week.practices.iter().enumerate() {
            let dates = if nth == 0 { format!("{} – {}", week.from, week.to) } else { String::new() };
            put(
                &mut rows,
                format_args!(
                    "<tr><td>{dates}</td><td>{}</td><td>{}</td><td class=\"number\">{}</td><td>{}</td></tr>\n",
                    Escaped(name(plan, &practice.id)),
                    done(practice),
                    practice.minutes,
                    plan::status(practice.status),
                ),
            );
        }
    }
    table("Week by week", &["Week", "Practice", "Done", "Minutes", "The week"], 5, &rows)
}

/// `2 of 3 days`.
fn done(week: &PracticeWeek) -> String {
    let unit = match week.kind {
        TargetKind::Days => "day",
        TargetKind::Sessions | TargetKind::None => "session",
        TargetKind::Minutes => "minute",
    };
    match week.required {
        0 => format!("{}, none asked", counted(week.done, unit)),
        required => format!("{} of {}", week.done, counted(required, unit)),
    }
}

fn table_of_entries(plan: &Plan, entries: &[Entry]) -> String {
    let mut rows = String::new();
    for entry in entries.iter().rev() {
        let rating = |rating: Option<u8>| rating.map_or_else(String::new, |rating| rating.to_string());
        put(
            &mut rows,
            format_args!(
                "<tr><td>{}</td><td>{}</td><td class=\"number\">{}</td><td>{}</td><td class=\"number\">{}</td>\
                 <td class=\"number\">{}</td><td>{}</td></tr>\n",
                entry.day,
                Escaped(name(plan, &entry.practice)),
                entry.active_s / 60,
                ending(entry),
                rating(entry.before),
                rating(entry.after),
                Escaped(&entry.note),
            ),
        );
    }
    let heads = ["Day", "Practice", "Minutes", "How it ended", "Before", "After", "Note"];
    table("Sessions", &heads, 7, &rows)
}

fn ending(entry: &Entry) -> String {
    let ended = match entry.ended {
        Ended::Finished => "finished",
        Ended::Stopped => "stopped",
        Ended::Interrupted => "interrupted",
        Ended::Manual => "written down",
    };
    let why = match entry.reason {
        None => "",
        Some(Reason::Pain) => ": it hurt",
        Some(Reason::Dizzy) => ": dizzy or tingling",
        Some(Reason::Distress) => ": too much",
        Some(Reason::Tired) => ": tired",
        Some(Reason::Other) => ": something else",
    };
    let counts = match entry.credited {
        Credited::Auto => "",
        Credited::Yes => "; counts",
        Credited::No => "; does not count",
    };
    format!("{ended}{why}{counts}")
}

fn table_of_pauses(plan: &Plan) -> String {
    let mut rows = String::new();
    for Pause { from_day, to_day, practice, reason, note, .. } in &plan.pauses {
        let until = to_day.map_or_else(|| "open".to_owned(), |day| day.to_string());
        let practice = practice.as_deref().map_or("all", |id| name(plan, id));
        put(
            &mut rows,
            format_args!(
                "<tr><td>{from_day}</td><td>{until}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                Escaped(practice),
                Escaped(reason),
                Escaped(note)
            ),
        );
    }
    table("Pauses", &["From", "To", "Practice", "Why", "Note"], 5, &rows)
}

/// A table under a heading, `words` columns of words first and numbers behind; nothing where there are no rows.
fn table(heading: &str, heads: &[&str], words: usize, rows: &str) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut text = format!("<h2>{heading}</h2>\n<table>\n<thead><tr>");
    for (nth, head) in heads.iter().enumerate() {
        let class =
            if nth < words && !matches!(*head, "Minutes" | "Before" | "After") { "" } else { " class=\"number\"" };
        put(&mut text, format_args!("<th scope=\"col\"{class}>{head}</th>"));
    }
    put(&mut text, format_args!("</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"));
    text
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
