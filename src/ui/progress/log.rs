//! Everything that was practised, newest first: found, opened to be changed. Only what is in sight is laid out.

mod find;
mod line;

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use eframe::egui::{
    Align, CornerRadius, CursorIcon, Id, Rect, Sense, Ui, Vec2, WidgetInfo, accesskit::Role, pos2, vec2,
};

use crate::journal::Snapshot;
use crate::plan::Entry;

use super::super::action::Facts;
use super::super::theme::{Palette, Type, radius, space};
use super::super::{widgets, words};
use find::Find;
use line::{LogLine, ONE_LINE};

const HEADING: &str = "Sessions";
const ADD: &str = "Add by hand";
const FIND: &str = "Find";
const NO_MORE: &str = "Close the search";
const NOTHING: &str = "No session is like that.";

/// What is asked of an entry.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum LogAction {
    /// To write one down.
    Add,
    /// To see this one, and perhaps change it.
    Open(Box<Entry>),
}

/// What is shown, and where every entry stands: worked out once for each state of the journal, each question and width.
#[derive(Debug, Default)]
pub(super) struct Log {
    find: Find,
    /// The entries that were found, newest first, as places in the journal.
    found: Vec<usize>,
    /// The top of every entry below that of the first, the newest; then the foot of the last.
    tops: Vec<f32>,
    of: Option<Of>,
    /// A day that was just asked for: the page moves to the log.
    led_to: Option<NaiveDate>,
}

/// What the rows were worked out from.
#[derive(Debug)]
struct Of {
    snapshot: Arc<Snapshot>,
    today: NaiveDate,
    width: f32,
    find: Find,
}

impl Log {
    /// Shows only what was practised on a day.
    pub(super) fn find_day(&mut self, day: NaiveDate) {
        self.find = Find::on(day);
        self.led_to = Some(day);
    }

    /// Shows the entries, which come oldest first.
    pub(super) fn ui(&mut self, ui: &mut Ui, facts: &Facts<'_>, journal: &Arc<Snapshot>) -> Option<LogAction> {
        let mut asked = self.head(ui, journal.entries.is_empty());
        if journal.entries.is_empty() {
            return asked;
        }
        self.find.ui(ui, facts);
        let width = ui.available_width();
        self.work_out(ui, facts, journal, width);
        if self.find.is_open() {
            let said = match self.found.len() {
                0 => NOTHING.to_owned(),
                found => format!("{}.", words::counted(found as u64, "session", "sessions")),
            };
            widgets::text(ui, Type::Note, Palette::of(ui).quiet, &said);
        }
        let (_, all) = ui.allocate_space(vec2(width, self.tops.last().copied().unwrap_or_default()));
        // A row beyond what is in sight, so that the arrow keys have somewhere to go.
        for nth in visible(all, ui.clip_rect().expand2(vec2(0.0, BEYOND)), &self.tops) {
            let entry = &journal.entries[self.found[nth]];
            let newer = nth.checked_sub(1).map(|above| journal.entries[self.found[above]].day);
            let top = all.top() + self.tops[nth];
            let rect = Rect::from_min_max(pos2(all.left(), top), pos2(all.right(), all.top() + self.tops[nth + 1]));
            if row(ui, &LogLine::of(entry, newer, facts), &entry.id, rect) {
                asked = Some(LogAction::Open(Box::new(entry.clone())));
            }
        }
        asked
    }

    /// The heading, and what can be done.
    fn head(&mut self, ui: &mut Ui, empty: bool) -> Option<LogAction> {
        let heading = widgets::heading(ui, Type::Name, Palette::of(ui).ink, HEADING);
        if self.led_to.take().is_some() {
            heading.scroll_to_me(Some(Align::Min));
        }
        let mut asked = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::SMALL, 0.0);
            if widgets::link(ui, ADD).clicked() {
                asked = Some(LogAction::Add);
            }
            if !empty && widgets::link_known(ui, FIND, if self.find.is_open() { NO_MORE } else { FIND }).clicked() {
                self.find = if self.find.is_open() { Find::default() } else { Find::open() };
            }
        });
        widgets::gap(ui, space::TIGHT);
        asked
    }

    fn work_out(&mut self, ui: &Ui, facts: &Facts<'_>, journal: &Arc<Snapshot>, width: f32) {
        let holds = |of: &Of| {
            Arc::ptr_eq(&of.snapshot, journal)
                && of.width.to_bits() == width.to_bits()
                && of.today == facts.today
                && of.find == self.find
        };
        if self.of.as_ref().is_some_and(holds) {
            return;
        }
        let entries = &journal.entries;
        self.found = (0..entries.len()).rev().filter(|at| self.find.finds(&entries[*at], facts.today)).collect();
        // Titles, practices and ends come again and again: each is set once.
        let mut known: HashMap<_, f32> = HashMap::new();
        let mut top = 0.0;
        self.tops = vec![top];
        for entry in self.found.iter().map(|at| &entries[*at]) {
            let Entry { title, practice, ended, reason, during, note, .. } = entry;
            let key = (title, practice, ended, reason, during, note.is_empty());
            top += *known.entry(key).or_insert_with(|| LogLine::of(entry, None, facts).height(ui, width));
            self.tops.push(top);
        }
        self.of = Some(Of { snapshot: Arc::clone(journal), today: facts.today, width, find: self.find.clone() });
    }
}

/// How far beyond what is in sight rows are laid out, in points.
const BEYOND: f32 = 60.0;

/// A row; true when it was pressed.
fn row(ui: &Ui, line: &LogLine, id: &str, rect: Rect) -> bool {
    let response = ui.interact(rect, Id::unique(("entry", id)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, line.sentence()));
    let over = widgets::hover(ui, &response);
    if over > 0.0 {
        let palette = Palette::of(ui);
        let around = rect.expand2(Vec2::new(space::TIGHT, 0.0));
        ui.painter().rect_filled(around, CornerRadius::same(radius::CONTROL), palette.over(0.6 * over));
    }
    widgets::focus_ring(ui, &response, rect.shrink2(vec2(0.0, 4.0)), radius::CONTROL);
    if rect.width() >= ONE_LINE {
        line.paint_wide(ui, rect);
    } else {
        line.paint_narrow(ui, rect);
    }
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

/// The entries that touch what is in sight.
fn visible(all: Rect, sight: Rect, tops: &[f32]) -> std::ops::Range<usize> {
    let count = tops.len().saturating_sub(1);
    let first = tops.partition_point(|top| all.top() + top <= sight.top()).saturating_sub(1);
    let last = tops.partition_point(|top| all.top() + top < sight.bottom());
    first.min(count)..last.min(count)
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
