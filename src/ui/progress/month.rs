//! A calendar month: a mark for every practice of every day, and what was practised as a sentence.
//!
//! [`Month::of`] is pure; the rest shows it.

use chrono::{Datelike as _, Days, Months, NaiveDate};
use eframe::egui::{Align2, CornerRadius, Id, Key, Modifiers, Rect, Sense, Stroke, Ui, WidgetInfo, accesskit::Role};
use eframe::egui::{Color32, CursorIcon, Shape, StrokeKind, pos2, vec2};

use crate::plan::{self, DayMark, Entry, Plan};
use crate::units::Time;

use super::super::theme::{Palette, Type, line, radius, space};
use super::super::{widgets, words};

const EARLIER: &str = "Month before";
const LATER: &str = "Month after";
const NOTHING: &str = "nothing written down";

/// How high a day is, and the widest the month gets.
const DAY: f32 = 58.0;
const WIDEST: f32 = 700.0;
/// Around a day's marks.
const MARKS: f32 = 42.0;
const APART: f32 = 11.0;

/// One day.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MonthDay {
    date: NaiveDate,
    /// The practices of which something was done or that were paused.
    marks: Vec<(String, DayMark)>,
    /// All of it: `Thursday 19 November: breathing 5 minutes.`
    sentence: String,
}

/// A month as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Month {
    /// `November 2026`
    pub(super) name: String,
    /// The names of the days of a week, from the plan's first on.
    heads: [String; 7],
    /// How many places are empty before the first day.
    before: usize,
    days: Vec<MonthDay>,
}

impl Month {
    /// The month that holds `any`. `entries` are in the order of their days.
    pub(super) fn of(plan: &Plan, entries: &[Entry], any: NaiveDate, today: NaiveDate) -> Self {
        let first = any.with_day(1).unwrap_or(any);
        let begin = plan::week_of(first, plan.week_start);
        let days = first.iter_days().take_while(|day| day.month() == first.month());
        let mut week = plan::week(plan, entries, first, today);
        let shown = days.map(|day| {
            if day > week.to {
                week = plan::week(plan, entries, day, today);
            }
            let place = usize::try_from((day - week.from).num_days()).unwrap_or_default();
            let marks = week.practices.iter().filter_map(|practice| {
                let mark = practice.days.get(place).copied()?;
                matches!(mark, DayMark::Counted | DayMark::Some | DayMark::Paused).then(|| (practice.id.clone(), mark))
            });
            let marks = with_others(marks.collect(), entries, day);
            MonthDay { date: day, sentence: sentence(plan, entries, day, &marks), marks }
        });
        Self {
            days: shown.collect(),
            name: first.format("%B %Y").to_string(),
            heads: plan::days_of(begin).map(|day| day.format("%a").to_string()),
            before: usize::try_from((first - begin).num_days()).unwrap_or_default(),
        }
    }
}

/// The marks, and one for each practice that the plan did not ask for that day.
fn with_others(mut marks: Vec<(String, DayMark)>, entries: &[Entry], day: NaiveDate) -> Vec<(String, DayMark)> {
    for entry in of_day(entries, day) {
        if !marks.iter().any(|(practice, _)| *practice == entry.practice) {
            marks.push((entry.practice.clone(), DayMark::Some));
        }
    }
    marks
}

fn of_day(entries: &[Entry], day: NaiveDate) -> &[Entry] {
    let from = entries.partition_point(|entry| entry.day < day);
    let to = entries.partition_point(|entry| entry.day <= day);
    &entries[from..to]
}

/// `Thursday 19 November: breathing 5 minutes, stretching 20 minutes.`
fn sentence(plan: &Plan, entries: &[Entry], day: NaiveDate, marks: &[(String, DayMark)]) -> String {
    let of_day = of_day(entries, day);
    let part = |(id, mark): &(String, DayMark)| {
        let known = plan.practices.iter().find(|practice| practice.id == *id);
        let name = words::inside(known.map_or(id, |practice| &practice.name));
        let secs = of_day.iter().filter(|entry| entry.practice == *id).map(|entry| u64::from(entry.active_s)).sum();
        if secs == 0 && *mark == DayMark::Paused {
            return format!("{name} paused");
        }
        format!("{name} {}", words::length(Time::from_secs(secs)))
    };
    let parts: Vec<String> = marks.iter().map(part).collect();
    let said = if parts.is_empty() { NOTHING.to_owned() } else { parts.join(", ") };
    format!("{}: {said}.", day.format("%A %-d %B"))
}

/// The month before or after, as far as there are days to show; `None` where there are none.
pub(super) fn stepped(any: NaiveDate, by: i8, first: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let one = Months::new(1);
    let start = any.with_day(1)?;
    let next = if by < 0 { start.checked_sub_months(one) } else { start.checked_add_months(one) }?;
    let ends = next.checked_add_months(one)?;
    (next <= today && ends > first).then_some(next)
}

/// What is asked of the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MonthAction {
    /// To show this month.
    Month(NaiveDate),
    /// To see what was done on this day.
    Day(NaiveDate),
}

/// Shows it. `any` is a day of it, `first` the first there is something of.
pub(super) fn ui(
    ui: &mut Ui,
    month: &Month,
    any: NaiveDate,
    first: NaiveDate,
    today: NaiveDate,
) -> Option<MonthAction> {
    let palette = Palette::of(ui);
    let mut asked = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::NEAR;
        let (earlier, later) = (stepped(any, -1, first, today), stepped(any, 1, first, today));
        let key = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let (up, down) = (key(Key::PageUp), key(Key::PageDown));
        for (sign, name, to, keyed) in [("‹", EARLIER, earlier, up), ("›", LATER, later, down)] {
            let Some(to) = to else { continue };
            if widgets::sign(ui, sign, name).clicked() || keyed {
                asked = Some(MonthAction::Month(to));
            }
        }
        widgets::heading(ui, Type::Name, palette.ink, &month.name);
    });
    widgets::gap(ui, space::TIGHT);
    let width = ui.available_width().min(WIDEST);
    let rows = (month.before + month.days.len()).div_ceil(7);
    let (_, place) = ui.allocate_space(vec2(width, HEADS + DAY * number(rows)));
    let column = width / 7.0;
    for (nth, head) in month.heads.iter().enumerate() {
        let at = pos2(place.left() + column * (number(nth) + 0.5), place.top());
        widgets::paint(ui, at, Align2::CENTER_TOP, Type::Small, palette.quiet, head);
    }
    for (nth, day) in month.days.iter().enumerate() {
        let at = month.before + nth;
        let corner = place.left_top() + vec2(column * number(at % 7), HEADS + DAY * number(at / 7));
        let rect = Rect::from_min_size(corner, vec2(column, DAY)).shrink(2.0);
        if day_ui(ui, day, rect, today) {
            asked = Some(MonthAction::Day(day.date));
        }
    }
    asked
}

/// The height of the names of days.
const HEADS: f32 = 26.0;

#[expect(clippy::cast_precision_loss, reason = "places of a month, at most 42")]
fn number(count: usize) -> f32 {
    count as f32
}

/// A day; true when it was pressed. Days to come say nothing.
fn day_ui(ui: &Ui, day: &MonthDay, rect: Rect, today: NaiveDate) -> bool {
    let palette = Palette::of(ui);
    let to_come = day.date > today;
    let mut pressed = false;
    if !to_come {
        let response = ui.interact(rect, Id::unique(("day", day.date)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &day.sentence));
        let over = widgets::hover(ui, &response);
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CONTROL), palette.over(over));
        widgets::focus_ring(ui, &response, rect.shrink(3.0), radius::CONTROL);
        if response.hovered() || response.has_focus() {
            super::bars::say(ui, rect, &day.sentence, None);
        }
        pressed = response.on_hover_cursor(CursorIcon::PointingHand).clicked();
    }
    if day.date == today {
        let stroke = Stroke::new(line::HAIR, palette.quiet);
        ui.painter().rect_stroke(rect, CornerRadius::same(radius::CONTROL), stroke, StrokeKind::Inside);
    }
    let colour = if to_come || day.marks.is_empty() { palette.quiet } else { palette.ink };
    let at = pos2(rect.center().x, rect.top() + 8.0);
    widgets::paint(ui, at, Align2::CENTER_TOP, Type::Note, colour, &day.date.day().to_string());
    ui.painter().extend(marks(&day.marks, pos2(rect.center().x, rect.top() + MARKS), palette));
    pressed
}

/// A day's marks in a row around `middle`: large when it counted, smaller and paler when something was done, a stroke
/// when paused.
fn marks(marks: &[(String, DayMark)], middle: eframe::egui::Pos2, palette: &Palette) -> Vec<Shape> {
    let shown = &marks[..marks.len().min(MOST)];
    let left = middle.x - APART * (number(shown.len()) - 1.0) / 2.0;
    let mark = |(nth, (practice, mark)): (usize, &(String, DayMark))| {
        let at = pos2(left + APART * number(nth), middle.y);
        let colour: Color32 = palette.practice(practice);
        match mark {
            DayMark::Counted => Shape::circle_filled(at, 4.0, colour),
            DayMark::Paused => {
                Shape::line_segment([at + vec2(-2.5, 2.5), at + vec2(2.5, -2.5)], Stroke::new(1.5, palette.faint))
            }
            _ => Shape::circle_filled(at, 2.6, palette.tint(colour, 0.6)),
        }
    };
    shown.iter().enumerate().map(mark).collect()
}

/// More do not stand on a day.
const MOST: usize = 4;

/// The first day that there is something of.
pub(super) fn first_day(plan: &Plan, entries: &[Entry], today: NaiveDate) -> NaiveDate {
    let began = plan.practices.iter().map(|practice| practice.started).min();
    let written = entries.first().map(|entry| entry.day);
    began.into_iter().chain(written).min().unwrap_or(today).min(today + Days::new(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::LIGHT;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn entry(date: &str, practice: &str, active_s: u32) -> Entry {
        Entry::by_hand("0".repeat(32), practice, day(date), active_s)
    }

    #[test]
    fn a_month_has_its_days_in_the_plans_weeks_and_says_what_was_done() {
        let plan = plan::default_plan(day("2026-11-02"));
        let entries = [
            entry("2026-11-19", "breathing", 300),
            entry("2026-11-19", "stretching", 240),
            entry("2026-11-20", "elsewhere", 600),
        ];
        let month = Month::of(&plan, &entries, day("2026-11-22"), day("2026-11-22"));
        assert_eq!((month.name.as_str(), month.days.len()), ("November 2026", 30));
        // 1 November 2026 is a Sunday, and the default week begins on Monday.
        assert_eq!((month.before, month.heads[0].as_str()), (6, "Mon"));
        let thursday = &month.days[18];
        assert_eq!(thursday.sentence, "Thursday 19 November: breathing 5 minutes, stretching 4 minutes.");
        assert_eq!(
            thursday.marks,
            [("breathing".to_owned(), DayMark::Counted), ("stretching".to_owned(), DayMark::Some)]
        );
        assert_eq!(month.days[19].sentence, "Friday 20 November: elsewhere 10 minutes.");
        assert_eq!(month.days[2].sentence, "Tuesday 3 November: nothing written down.");
        assert_eq!(marks(&thursday.marks, pos2(0.0, 0.0), &LIGHT).len(), 2);
    }

    #[test]
    fn months_are_gone_through_as_far_as_there_are_any() {
        let (first, today) = (day("2026-09-30"), day("2026-11-22"));
        assert_eq!(stepped(today, -1, first, today), Some(day("2026-10-01")));
        assert_eq!(stepped(day("2026-10-01"), -1, first, today), Some(day("2026-09-01")));
        assert_eq!(stepped(day("2026-09-01"), -1, first, today), None);
        assert_eq!(stepped(today, 1, first, today), None);
        assert_eq!(stepped(day("2026-10-05"), 1, first, today), Some(day("2026-11-01")));
    }
}
