//! Everything that was practised, newest first. Only what is in sight is laid out.

use chrono::NaiveDate;
use eframe::egui::text::TextWrapping;
use eframe::egui::{Align2, Color32, Id, Rect, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use crate::plan::{Ended, Entry};
use crate::units::{ClockFace, Time};

use super::super::action::Facts;
use super::super::theme::{Palette, Type, space, tabular};
use super::super::{widgets, words};

/// From this width on an entry is one line, else two.
const ONE_LINE: f32 = 800.0;

/// Shows the entries, which come oldest first.
pub(super) fn ui(ui: &mut Ui, facts: &Facts<'_>, entries: &[Entry]) {
    if entries.is_empty() {
        return;
    }
    let palette = Palette::of(ui);
    widgets::text(ui, Type::Name, palette.ink, "Sessions");
    widgets::gap(ui, space::TIGHT);
    let wide = ui.available_width() >= ONE_LINE;
    let height = if wide { 38.0 } else { 60.0 };
    let (_, all) = ui.allocate_space(vec2(ui.available_width(), height * rows(entries.len())));
    for nth in visible(all, ui.clip_rect(), height, entries.len()) {
        let entry = &entries[entries.len() - 1 - nth];
        let newer = nth.checked_sub(1).map(|above| entries[entries.len() - 1 - above].day);
        let top = all.top() + height * rows(nth);
        let rect = Rect::from_min_size(pos2(all.left(), top), vec2(all.width(), height));
        let line = Line::of(entry, newer, facts);
        let response = ui.interact(rect, Id::unique(("entry", &entry.id)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, line.sentence()));
        if wide { line.paint_wide(ui, rect) } else { line.paint_narrow(ui, rect) }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a place in a list; beyond 16 million entries it would be a point off")]
fn rows(count: usize) -> f32 {
    count as f32
}

/// The rows of height `height` that touch what is in sight.
fn visible(all: Rect, sight: Rect, height: f32, count: usize) -> std::ops::Range<usize> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative; a place in a list")]
    let row = |y: f32| ((y - all.top()) / height).max(0.0) as usize;
    row(sight.top()).min(count)..(row(sight.bottom()) + 1).min(count)
}

/// One entry in words.
struct Line {
    day: String,
    /// Whether the day is already said by the line above.
    same_day: bool,
    clock: String,
    title: String,
    minutes: String,
    ended: &'static str,
    practice: String,
    practice_id: String,
}

impl Line {
    fn of(entry: &Entry, newer: Option<NaiveDate>, facts: &Facts<'_>) -> Self {
        let practice = facts.practice_name(&entry.practice);
        Self {
            day: words::day(entry.day, facts.today),
            same_day: newer == Some(entry.day),
            clock: entry.start.map(|start| start.format("%H:%M").to_string()).unwrap_or_default(),
            title: if entry.title.is_empty() { practice.clone() } else { entry.title.clone() },
            minutes: ClockFace(Time::from_secs(entry.active_s.into())).to_string(),
            ended: ended(entry.ended),
            practice,
            practice_id: entry.practice.clone(),
        }
    }

    fn sentence(&self) -> String {
        let said = [&self.day, &self.clock, &self.title, &self.minutes, self.ended, &self.practice];
        said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    fn paint_wide(&self, ui: &Ui, rect: Rect) {
        let palette = Palette::of(ui);
        let y = rect.center().y;
        let put = |x: f32, width: f32, colour: Color32, text: &str| {
            one_line(ui, pos2(rect.left() + x, y), width, colour, text);
        };
        if !self.same_day {
            put(0.0, 116.0, palette.quiet, &self.day);
        }
        put(122.0, 60.0, palette.quiet, &tabular(&self.clock));
        let (ended, practice) = (rect.width() - 270.0, rect.width() - 130.0);
        put(200.0, ended - 290.0, palette.ink, &self.title);
        put(ended, 132.0, palette.quiet, self.ended);
        put(practice + 20.0, 110.0, palette.quiet, &self.practice);
        let right = pos2(rect.left() + ended - space::GROUP, y);
        widgets::paint(ui, right, Align2::RIGHT_CENTER, Type::Note, palette.ink, &tabular(&self.minutes));
        let mark = pos2(rect.left() + practice + 6.0, y);
        ui.painter().circle_filled(mark, 4.0, palette.practice(&self.practice_id));
    }

    fn paint_narrow(&self, ui: &Ui, rect: Rect) {
        let palette = Palette::of(ui);
        let (upper, lower) = (rect.top() + 19.0, rect.top() + 40.0);
        ui.painter().circle_filled(pos2(rect.left() + 4.0, upper), 4.0, palette.practice(&self.practice_id));
        one_line(ui, pos2(rect.left() + 18.0, upper), rect.width() - 80.0, palette.ink, &self.title);
        let right = pos2(rect.right(), upper);
        widgets::paint(ui, right, Align2::RIGHT_CENTER, Type::Note, palette.ink, &tabular(&self.minutes));
        let said = [self.day.as_str(), &self.clock, self.ended, &self.practice];
        let below = said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        one_line(ui, pos2(rect.left() + 18.0, lower), rect.width() - 18.0, palette.quiet, &tabular(&below));
    }
}

fn one_line(ui: &Ui, at: eframe::egui::Pos2, width: f32, colour: Color32, text: &str) {
    let mut job = Type::Note.job(text, colour, width);
    job.wrap = TextWrapping::truncate_at_width(width);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(pos2(at.x, at.y - galley.size().y / 2.0), galley, colour);
}

/// How it ended, in words that blame no one.
fn ended(ended: Ended) -> &'static str {
    match ended {
        Ended::Finished => "to the end",
        Ended::Stopped => "stopped early",
        Ended::Interrupted => "interrupted",
        Ended::Manual => "added by hand",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_rows_in_sight_are_laid_out() {
        let all = Rect::from_min_size(pos2(0.0, -400.0), vec2(500.0, 20_000.0 * 38.0));
        let sight = Rect::from_min_max(pos2(0.0, 0.0), pos2(500.0, 800.0));
        // 400 / 38 = 10.5 rows are above, 1200 / 38 = 31.6 until the foot.
        assert_eq!(visible(all, sight, 38.0, 20_000), 10..32);
        assert_eq!(visible(all, sight, 38.0, 15), 10..15);
        assert_eq!(visible(all.translate(vec2(0.0, 2000.0)), sight, 38.0, 15), 0..1);
    }
}
