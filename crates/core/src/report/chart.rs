//! The chart of a practice: a bar for each week, as high as what was done of what was asked.

use super::{Escaped, paused, put};
use crate::plan::{self, PracticeWeek, Status, WeekView};

/// The newest weeks that are drawn: half a year.
const WEEKS: usize = 26;
/// How wide a week is, its gap included, and how high what is asked: in units of the drawing.
const STEP: f64 = 24.0;
const BAR: f64 = 16.0;
const FULL: f64 = 60.0;
/// Room above for what was done beyond, and below for the dates.
const ABOVE: f64 = 14.0;
const BELOW: f64 = 18.0;
/// Done beyond what was asked is drawn up to this part of it.
const MOST: f64 = 1.2;

/// What the shapes mean.
pub(super) const LEGEND: &str = "<p class=\"quiet\">A bar is a week, the line across it what was asked. Dark: kept; \
                                 light: in part; dashed: not this week; hatched: paused; outlined: the week still open.\
                                 </p>\n";

/// The chart of one practice, with the same facts as a sentence; nothing where no week asked for it, or it was paused
/// in all of them.
pub(super) fn figure(id: &str, name: &str, weeks: &[WeekView]) -> String {
    let shown = &weeks[weeks.len().saturating_sub(WEEKS)..];
    let of = |week: &'_ WeekView| week.practices.iter().find(|practice| practice.id == id).cloned();
    let held: Vec<(usize, &WeekView, PracticeWeek)> =
        shown.iter().enumerate().filter_map(|(nth, week)| of(week).map(|practice| (nth, week, practice))).collect();
    if held.iter().all(|(_, _, practice)| practice.required == 0) {
        return String::new();
    }
    let (width, base) = (STEP * f64::from(count(shown.len())), ABOVE + FULL);
    let stood = |status| held.iter().filter(|(_, _, practice)| practice.status == status).count();
    let sentence = format!(
        "{}: {}, {} kept, {} in part, {} not, {} paused.",
        Escaped(name),
        super::counted(u32::from(count(held.len())), "week"),
        stood(Status::Kept),
        stood(Status::Partial),
        stood(Status::Missed),
        held.iter().filter(|(_, _, practice)| paused(practice)).count()
    );
    let mut svg = format!(
        "<figure>\n<figcaption>{sentence}</figcaption>\n<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-label=\"{sentence}\">\n<line x1=\"0\" y1=\"{base}\" x2=\"{width}\" y2=\"{base}\" stroke=\"#999\"/>\n",
        height = base + BELOW,
    );
    for (nth, week, practice) in &held {
        svg.push_str(&bar(STEP * f64::from(count(*nth)), base, week, practice));
    }
    put(&mut svg, format_args!("</svg>\n</figure>\n"));
    svg
}

/// Shape tells what colour does: a full bar is kept, a lighter one in part, an empty outline none, hatching a pause.
fn bar(left: f64, base: f64, week: &WeekView, practice: &PracticeWeek) -> String {
    let mut text = format!(
        "<g><title>{} – {}: {}, {}</title>",
        week.from,
        week.to,
        super::done(practice),
        plan::status(practice.status)
    );
    let x = left + (STEP - BAR) / 2.0;
    let part = f64::from(practice.done) / f64::from(practice.required.max(1));
    let high = (FULL * part.min(MOST)).round();
    let outline = |text: &mut String, style: &str| {
        let top = base - FULL;
        put(
            text,
            format_args!("<rect x=\"{x}\" y=\"{top}\" width=\"{BAR}\" height=\"{FULL}\" fill=\"none\" {style}/>"),
        );
    };
    match practice.status {
        Status::Excused if paused(practice) => {
            for line in 1_u8..=5 {
                let y = base - f64::from(line) * FULL / 6.0;
                let right = x + BAR;
                put(
                    &mut text,
                    format_args!("<line x1=\"{x}\" y1=\"{}\" x2=\"{right}\" y2=\"{y}\" stroke=\"#999\"/>", y + 6.0),
                );
            }
        }
        Status::Missed => outline(&mut text, "stroke=\"#999\" stroke-dasharray=\"3 3\""),
        Status::Open => outline(&mut text, "stroke=\"#222\""),
        Status::Kept | Status::Partial | Status::Excused | Status::Outside => {}
    }
    if high > 0.0 && practice.status != Status::Excused {
        let fill = if practice.status == Status::Kept { "#2f6f6a" } else { "#9cc4bf" };
        let top = base - high;
        put(&mut text, format_args!("<rect x=\"{x}\" y=\"{top}\" width=\"{BAR}\" height=\"{high}\" fill=\"{fill}\"/>"));
    }
    if practice.required > 0 {
        let (top, from, to) = (base - FULL, left + 1.0, left + STEP - 1.0);
        put(&mut text, format_args!("<line x1=\"{from}\" y1=\"{top}\" x2=\"{to}\" y2=\"{top}\" stroke=\"#222\"/>"));
    }
    if chrono::Datelike::day(&week.from) <= 7 {
        let y = base + 13.0;
        let month = week.from.format("%b");
        put(&mut text, format_args!("<text x=\"{left}\" y=\"{y}\" font-size=\"10\" fill=\"#555\">{month}</text>"));
    }
    text.push_str("</g>\n");
    text
}

/// There are no more than [`WEEKS`].
fn count(number: usize) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}
