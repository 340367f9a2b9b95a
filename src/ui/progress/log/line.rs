//! An entry of the log in words, on one line or, where there is little room, on three.

use chrono::NaiveDate;
use eframe::egui::{Align2, Color32, Rect, Ui, pos2, vec2};

use crate::plan::{Entry, ending};
use crate::units::{ClockFace, Time};

use super::super::super::action::Facts;
use super::super::super::theme::{Palette, Type, space, tabular};
use super::super::super::{widgets, words};

/// From this width on an entry is one line.
pub(super) const ONE_LINE: f32 = 800.0;

/// One entry in words.
pub(super) struct LogLine {
    day: String,
    /// Whether the day is already said by the line above.
    same_day: bool,
    clock: String,
    title: String,
    minutes: String,
    ended: String,
    practice: String,
    practice_id: String,
}

impl LogLine {
    pub(super) fn of(entry: &Entry, newer: Option<NaiveDate>, facts: &Facts<'_>) -> Self {
        let practice = facts.practice_name(&entry.practice);
        Self {
            day: words::day(entry.day, facts.today),
            same_day: newer == Some(entry.day),
            clock: entry.start.map(|start| start.format("%H:%M").to_string()).unwrap_or_default(),
            title: title(entry, &practice),
            minutes: ClockFace(Time::from_secs(entry.active_s.into())).to_string(),
            ended: ending(entry),
            practice,
            practice_id: entry.practice.clone(),
        }
    }

    pub(super) fn sentence(&self) -> String {
        let said = [self.day.as_str(), &self.clock, &self.title, &self.minutes, &self.ended, &self.practice];
        said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// How high the entry is: as many lines as its words need.
    pub(super) fn height(&self, ui: &Ui, width: f32) -> f32 {
        let tall =
            |text: &str, room: f32| ui.painter().layout_job(Type::Note.job(text, Color32::PLACEHOLDER, room)).size().y;
        if width >= ONE_LINE {
            let columns = Columns::of(width);
            tall(&self.title, columns.title).max(tall(&self.ended, ENDED)).max(tall(&self.practice, columns.practice))
                + 15.0
        } else {
            tall(&self.title, width - INDENT - MINUTES)
                + tall(WIDEST_DAY, width - INDENT)
                + tall(&self.how(), width - INDENT)
                + 16.0
        }
    }

    pub(super) fn paint_wide(&self, ui: &Ui, rect: Rect) {
        let palette = Palette::of(ui);
        let y = rect.top() + 8.0;
        let put = |x: f32, width: f32, colour: Color32, text: &str| {
            widgets::paint_within(ui, pos2(rect.left() + x, y), Align2::LEFT_TOP, Type::Note, colour, text, width);
        };
        if !self.same_day {
            put(0.0, 120.0, palette.quiet, &self.day);
        }
        put(122.0, 76.0, palette.quiet, &tabular(&self.clock));
        let columns = Columns::of(rect.width());
        put(200.0, columns.title, palette.ink, &self.title);
        put(columns.ended, ENDED, palette.quiet, &self.ended);
        put(rect.width() - columns.practice, columns.practice, palette.quiet, &self.practice);
        let right = pos2(rect.left() + columns.ended - space::GROUP, y);
        widgets::paint(ui, right, Align2::RIGHT_TOP, Type::Note, palette.ink, &tabular(&self.minutes));
        let mark = pos2(rect.right() - columns.practice - 14.0, y + 11.0);
        ui.painter().circle_filled(mark, 4.0, palette.practice(&self.practice_id));
    }

    pub(super) fn paint_narrow(&self, ui: &Ui, rect: Rect) {
        let palette = Palette::of(ui);
        let at = rect.min + vec2(INDENT, 8.0);
        ui.painter().circle_filled(at + vec2(-14.0, 11.0), 4.0, palette.practice(&self.practice_id));
        let right = pos2(rect.right(), at.y);
        widgets::paint(ui, right, Align2::RIGHT_TOP, Type::Note, palette.ink, &tabular(&self.minutes));
        let put = |at, width: f32, colour, text: &str| {
            widgets::paint_within(ui, at, Align2::LEFT_TOP, Type::Note, colour, text, width).left_bottom()
        };
        let below = put(at, rect.width() - INDENT - MINUTES, palette.ink, &self.title);
        let below = put(below, rect.width() - INDENT, palette.quiet, &tabular(&self.when()));
        put(below, rect.width() - INDENT, palette.quiet, &self.how());
    }

    /// `Yesterday · 19:53`
    fn when(&self) -> String {
        if self.clock.is_empty() { self.day.clone() } else { format!("{} · {}", self.day, self.clock) }
    }

    /// `to the end · Breathing`
    fn how(&self) -> String {
        format!("{} · {}", self.ended, self.practice)
    }
}

/// No day and time is wider.
const WIDEST_DAY: &str = "30 Sep 2026 · 20:00";
/// Before an entry's words on a narrow window, and the room of its minutes.
const INDENT: f32 = 18.0;
const MINUTES: f32 = 52.0;
/// The room of how it ended, on a wide one.
const ENDED: f32 = 132.0;

/// Where the parts of an entry on one line stand.
struct Columns {
    title: f32,
    ended: f32,
    practice: f32,
}

impl Columns {
    fn of(width: f32) -> Self {
        let ended = width - 270.0;
        Self { title: ended - 200.0 - 90.0, ended, practice: 110.0 }
    }
}

/// The session's title, or the practice; and whether something was noted.
fn title(entry: &Entry, practice: &str) -> String {
    let title = if entry.title.is_empty() { practice } else { &entry.title };
    if entry.note.is_empty() { title.to_owned() } else { format!("{title}, {NOTED}") }
}

const NOTED: &str = "with a note";
