//! The table of weeks: a row a week, the newest first, and for each practice what was done of what was asked.

use super::{Escaped, done, paused, put};
use crate::plan::{self, Entry, Plan, Practice, Status, WeekView};

/// The table under its caption; nothing where there are no weeks.
pub(super) fn table(plan: &Plan, entries: &[Entry], weeks: &[WeekView]) -> String {
    if weeks.is_empty() {
        return String::new();
    }
    let held = |practice: &&Practice| weeks.iter().any(|week| week.practices.iter().any(|one| one.id == practice.id));
    let practices: Vec<&Practice> = plan.practices.iter().filter(held).collect();
    let mut text = "<table class=\"weeks\">\n<caption>Week by week</caption>\n".to_owned();
    text.push_str(&head(&practices));
    text.push_str("<tbody>\n");
    for week in weeks.iter().rev() {
        text.push_str(&row(&practices, week));
    }
    text.push_str("</tbody>\n");
    text.push_str(&foot(&practices, entries, weeks));
    text.push_str("</table>\n");
    text
}

fn head(practices: &[&Practice]) -> String {
    let mut text = "<thead>\n<tr><th scope=\"col\" rowspan=\"2\">Week</th>".to_owned();
    for practice in practices {
        let name = Escaped(&practice.name);
        put(&mut text, format_args!("<th scope=\"colgroup\" colspan=\"2\" class=\"over\">{name}</th>"));
    }
    text.push_str("<th scope=\"col\" rowspan=\"2\">The week</th></tr>\n<tr>");
    for _ in practices {
        text.push_str("<th scope=\"col\">Done</th><th scope=\"col\" class=\"number\">Minutes</th>");
    }
    text.push_str("</tr>\n</thead>\n");
    text
}

fn row(practices: &[&Practice], week: &WeekView) -> String {
    let (from, to) = (week.from.format("%-d %b"), week.to.format("%-d %b %Y"));
    let mut text = format!("<tr><th scope=\"row\" class=\"date\">{from} – {to}</th>");
    for practice in practices {
        match week.practices.iter().find(|one| one.id == practice.id) {
            Some(one) => {
                put(&mut text, format_args!("<td>{}</td><td class=\"number\">{}</td>", done(one), one.minutes));
            }
            None => text.push_str("<td>not in the plan</td><td></td>"),
        }
    }
    let stands = match week.status {
        Status::Excused if !week.practices.iter().any(paused) => "none asked",
        status => plan::status(status),
    };
    put(&mut text, format_args!("<td>{stands}</td></tr>\n"));
    text
}

fn foot(practices: &[&Practice], entries: &[Entry], weeks: &[WeekView]) -> String {
    let mut text = "<tfoot>\n<tr><th scope=\"row\">In all</th>".to_owned();
    for practice in practices {
        let of = |week: &WeekView| week.practices.iter().find(|one| one.id == practice.id).map(|one| one.status);
        let kept = weeks.iter().filter(|week| of(week) == Some(Status::Kept)).count();
        let mine = || entries.iter().filter(|entry| entry.practice == practice.id);
        let minutes = mine().map(|entry| u64::from(entry.active_s)).sum::<u64>() / 60;
        let (sessions, many) = (mine().count(), if mine().count() == 1 { "" } else { "s" });
        put(
            &mut text,
            format_args!("<td>{sessions} session{many}, {kept} kept</td><td class=\"number\">{minutes}</td>"),
        );
    }
    let kept = weeks.iter().filter(|week| week.status == Status::Kept).count();
    put(&mut text, format_args!("<td>{kept} kept</td></tr>\n</tfoot>\n"));
    text
}
