//! Goals, pauses, and sessions with what is private about them: each part only when it was asked for.

use chrono::NaiveDate;

use super::{Escaped, name, put};
use crate::exchange::Private;
use crate::plan::{self, Credited, Ended, Entry, Goal, Pause, Plan};

/// A line for each goal with its steps, those that are not reached first; nothing unless goals go along.
pub(super) fn goals(goals: &[Goal], private: Private) -> String {
    let mut goals: Vec<&Goal> = goals.iter().filter(|_| private.goals).collect();
    goals.sort_by(|a, b| (a.reached.is_some(), &a.text, &a.id).cmp(&(b.reached.is_some(), &b.text, &b.id)));
    let mut lines = String::new();
    for goal in goals {
        put(&mut lines, format_args!("<li>{}{}", Escaped(&goal.text), reached(goal.reached)));
        for step in &goal.steps {
            put(&mut lines, format_args!("<br>– {}{}", Escaped(&step.text), reached(step.reached)));
        }
        lines.push_str("</li>\n");
    }
    if lines.is_empty() { lines } else { format!("<h2>Goals</h2>\n<ul>\n{lines}</ul>\n") }
}

/// `, reached on 20 November 2026`.
fn reached(day: Option<NaiveDate>) -> String {
    day.map_or_else(String::new, |day| format!(", reached on {}", day.format("%-d %B %Y")))
}

/// A line for each pause that has begun: its days always, its reason and note when they go along.
pub(super) fn pauses(plan: &Plan, private: Private, today: NaiveDate) -> String {
    let mut lines = String::new();
    for pause in plan.pauses.iter().filter(|pause| pause.from_day <= today) {
        let Pause { from_day, to_day, practice, reason, note, .. } = private.pause(pause);
        let from = from_day.format("%-d %B %Y");
        let until = to_day.map_or_else(|| "still on".to_owned(), |day| format!("to {}", day.format("%-d %B %Y")));
        let practice = practice.as_deref().map_or("everything", |id| name(plan, id));
        put(&mut lines, format_args!("<li>{from} {until}: {}", Escaped(practice)));
        for words in [reason, note].iter().filter(|words| !words.is_empty()) {
            put(&mut lines, format_args!("; {}", Escaped(words)));
        }
        lines.push_str("</li>\n");
    }
    if lines.is_empty() { lines } else { format!("<h2>Pauses</h2>\n<ul>\n{lines}</ul>\n") }
}

/// The sessions that have something of what was asked for, the newest first, on a page of their own; nothing where there
/// are none.
pub(super) fn entries(plan: &Plan, entries: &[Entry], private: Private) -> String {
    let told = |entry: &Entry| {
        let stopped = private.reasons && entry.ended == Ended::Stopped;
        stopped || entry.reason.is_some() || entry.before.is_some() || entry.after.is_some() || !entry.note.is_empty()
    };
    let mut rows = String::new();
    for entry in entries.iter().rev().map(|entry| private.entry(entry)).filter(told) {
        rows.push_str(&row(plan, &entry, private));
    }
    if rows.is_empty() {
        return rows;
    }
    let mut heads = "<th scope=\"col\">Day</th><th scope=\"col\">Practice</th><th scope=\"col\" \
                     class=\"number\">Minutes</th><th scope=\"col\">How it ended</th>"
        .to_owned();
    if private.ratings {
        heads.push_str("<th scope=\"col\" class=\"number\">Before</th><th scope=\"col\" class=\"number\">After</th>");
    }
    if private.notes {
        heads.push_str("<th scope=\"col\">Note</th>");
    }
    let caption = caption(private);
    format!(
        "<table class=\"entries\">\n<caption>{caption}</caption>\n<thead>\n<tr>{heads}</tr>\n</thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n"
    )
}

/// `Sessions with a note or a rating (0 to 10)`.
fn caption(private: Private) -> String {
    let parts = [(private.notes, "a note"), (private.ratings, "a rating (0 to 10)"), (private.reasons, "a stop")];
    let words: Vec<&str> = parts.into_iter().filter_map(|(taken, words)| taken.then_some(words)).collect();
    format!("Sessions with {}", words.join(" or "))
}

fn row(plan: &Plan, entry: &Entry, private: Private) -> String {
    let mut text = format!(
        "<tr><th scope=\"row\" class=\"date\">{}</th><td>{}</td><td class=\"number\">{}</td><td>{}</td>",
        entry.day.format("%-d %b %Y"),
        Escaped(name(plan, &entry.practice)),
        entry.active_s / 60,
        ending(entry),
    );
    if private.ratings {
        for rating in [entry.before, entry.after] {
            let rating = rating.map_or_else(String::new, |rating| rating.to_string());
            put(&mut text, format_args!("<td class=\"number\">{rating}</td>"));
        }
    }
    if private.notes {
        put(&mut text, format_args!("<td>{}</td>", Escaped(&entry.note)));
    }
    text.push_str("</tr>\n");
    text
}

fn ending(entry: &Entry) -> String {
    let counts = match entry.credited {
        Credited::Auto => "",
        Credited::Yes => "; counts",
        Credited::No => "; does not count",
    };
    format!("{}{counts}", Escaped(&plan::ending(entry)))
}
