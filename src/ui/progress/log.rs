//! Everything that was practised, newest first. Only what is in sight is laid out.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use eframe::egui::{Align2, Color32, Id, Rect, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use crate::journal::Snapshot;
use crate::plan::{Ended, Entry};
use crate::units::{ClockFace, Time};

use super::super::action::Facts;
use super::super::theme::{Palette, Type, space, tabular};
use super::super::{widgets, words};

/// From this width on an entry is one line, else two.
const ONE_LINE: f32 = 800.0;

/// Where every entry stands: worked out once for each state of the journal and each width.
#[derive(Debug, Default)]
pub(super) struct Log {
    /// The top of every entry below that of the first, the newest; then the foot of the last.
    tops: Vec<f32>,
    of: Option<(Arc<Snapshot>, f32)>,
}

impl Log {
    /// Shows the entries, which come oldest first.
    pub(super) fn ui(&mut self, ui: &mut Ui, facts: &Facts<'_>, journal: &Arc<Snapshot>) {
        let entries = &journal.entries;
        if entries.is_empty() {
            return;
        }
        let palette = Palette::of(ui);
        widgets::text(ui, Type::Name, palette.ink, "Sessions");
        widgets::gap(ui, space::TIGHT);
        let width = ui.available_width();
        self.work_out(ui, facts, journal, width);
        let Some(height) = self.tops.last() else { return };
        let (_, all) = ui.allocate_space(vec2(width, *height));
        for nth in visible(all, ui.clip_rect(), &self.tops) {
            let entry = &entries[entries.len() - 1 - nth];
            let newer = nth.checked_sub(1).map(|above| entries[entries.len() - 1 - above].day);
            let top = all.top() + self.tops[nth];
            let rect = Rect::from_min_max(pos2(all.left(), top), pos2(all.right(), all.top() + self.tops[nth + 1]));
            let line = Line::of(entry, newer, facts);
            let response = ui.interact(rect, Id::unique(("entry", &entry.id)), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, line.sentence()));
            if width >= ONE_LINE { line.paint_wide(ui, rect) } else { line.paint_narrow(ui, rect) }
        }
    }

    fn work_out(&mut self, ui: &Ui, facts: &Facts<'_>, journal: &Arc<Snapshot>, width: f32) {
        let holds =
            |(known, wide): &(Arc<Snapshot>, f32)| Arc::ptr_eq(known, journal) && wide.to_bits() == width.to_bits();
        if self.of.as_ref().is_some_and(holds) {
            return;
        }
        // Titles and practices come again and again: each is set once.
        let mut known: HashMap<(&str, &str, &str), f32> = HashMap::new();
        let mut top = 0.0;
        self.tops = vec![top];
        for entry in journal.entries.iter().rev() {
            let key = (entry.title.as_str(), entry.practice.as_str(), ended(entry.ended));
            top += *known.entry(key).or_insert_with(|| Line::of(entry, None, facts).height(ui, width));
            self.tops.push(top);
        }
        self.of = Some((Arc::clone(journal), width));
    }
}

/// The entries that touch what is in sight.
fn visible(all: Rect, sight: Rect, tops: &[f32]) -> std::ops::Range<usize> {
    let count = tops.len().saturating_sub(1);
    let first = tops.partition_point(|top| all.top() + top <= sight.top()).saturating_sub(1);
    let last = tops.partition_point(|top| all.top() + top < sight.bottom());
    first.min(count)..last.min(count)
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

    /// How high the entry is: as many lines as its words need.
    fn height(&self, ui: &Ui, width: f32) -> f32 {
        let tall =
            |text: &str, room: f32| ui.painter().layout_job(Type::Note.job(text, Color32::PLACEHOLDER, room)).size().y;
        if width >= ONE_LINE {
            let columns = Columns::of(width);
            tall(&self.title, columns.title).max(tall(&self.practice, columns.practice)) + 15.0
        } else {
            tall(&self.title, width - INDENT - MINUTES)
                + tall(WIDEST_DAY, width - INDENT)
                + tall(&self.how(), width - INDENT)
                + 16.0
        }
    }

    fn paint_wide(&self, ui: &Ui, rect: Rect) {
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
        put(columns.ended, 132.0, palette.quiet, self.ended);
        put(rect.width() - columns.practice, columns.practice, palette.quiet, &self.practice);
        let right = pos2(rect.left() + columns.ended - space::GROUP, y);
        widgets::paint(ui, right, Align2::RIGHT_TOP, Type::Note, palette.ink, &tabular(&self.minutes));
        let mark = pos2(rect.right() - columns.practice - 14.0, y + 11.0);
        ui.painter().circle_filled(mark, 4.0, palette.practice(&self.practice_id));
    }

    fn paint_narrow(&self, ui: &Ui, rect: Rect) {
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
        let tops: Vec<f32> = (0..=20_000_u16).map(|nth| 38.0 * f32::from(nth)).collect();
        let all = Rect::from_min_size(pos2(0.0, -400.0), vec2(500.0, 20_000.0 * 38.0));
        let sight = Rect::from_min_max(pos2(0.0, 0.0), pos2(500.0, 800.0));
        // 400 / 38 = 10.5 rows are above, 1200 / 38 = 31.6 until the foot.
        assert_eq!(visible(all, sight, &tops), 10..32);
        assert_eq!(visible(all, sight, &tops[..16]), 10..15);
        assert_eq!(visible(all.translate(vec2(0.0, 2000.0)), sight, &tops[..16]), 0..0);
    }
}
