//! This week, practice by practice: what is asked, the days, what was done.

use eframe::egui::{
    Align2, Color32, CornerRadius, Pos2, Rect, Sense, Ui, Vec2, emath::TSTransform, text::LayoutJob, vec2,
};

use crate::ui::theme::{Palette, Type, space};
use crate::ui::week_facts::PracticeRow;
use crate::ui::{marks, widgets};

/// Where the day marks end and the count begins, from the right edge.
const COUNT: f32 = 160.0;
const DAY_STEP: f32 = 52.0;
/// Where a practice's words begin, after its bar, and the room of its count beside its name in a narrow window.
const TEXT: f32 = 22.0;
const COUNT_NARROW: f32 = 76.0;

const THIS_WEEK: &str = "This week";

/// Shows the rows, if there are any.
pub(super) fn show(ui: &mut Ui, rows: &[PracticeRow]) {
    let palette = Palette::of(ui);
    if rows.is_empty() {
        return;
    }
    widgets::gap(ui, 34.0);
    widgets::heading(ui, Type::Strong, palette.quiet, THIS_WEEK);
    widgets::gap(ui, space::SMALL);
    for row in rows {
        practice(ui, row);
    }
}

/// Where the parts of a practice's week stand.
struct Parts {
    /// The room of the name, and of the rule below it.
    name: f32,
    rule: f32,
    /// How high the name, and all words together, are.
    name_tall: f32,
    words_tall: f32,
    /// The first day's mark from the row's corner, and from one to the next.
    days: Vec2,
    step: f32,
    /// The count's right end, or its left one below the words where there is no room beside them.
    count: (Vec2, Align2),
    height: f32,
}

impl Parts {
    /// Words have their own room: they take as many lines as they need, and the marks keep clear of them.
    fn of(ui: &Ui, row: &PracticeRow, width: f32) -> Self {
        let narrow = width < 560.0;
        let laid =
            |kind: Type, text: &str, room| ui.painter().layout_job(kind.job(text, Color32::PLACEHOLDER, room)).size();
        // Between narrow and wide the days move together before the words wrap.
        let count = if width < 800.0 { 100.0 } else { COUNT };
        let step = if narrow {
            ((width - TEXT - 2.0 * marks::DAY) / 6.0).min(DAY_STEP)
        } else {
            ((width - count - 270.0) / 7.0).clamp(28.0, DAY_STEP)
        };
        let days_left = width - count - 6.5 * step - 40.0;
        let rule = if narrow { width } else { days_left - marks::DAY - space::GROUP } - TEXT;
        let below = narrow && laid(Type::Name, &row.name, f32::INFINITY).x > rule - COUNT_NARROW && row.counts();
        let name = if narrow && !below { rule - COUNT_NARROW } else { rule };
        let name_tall = laid(Type::Name, &row.name, name).y;
        let words = name_tall + laid(Type::Note, &row.rule, rule).y;
        let words_tall = if below { words + 30.0 } else { words };
        let days = if narrow { vec2(TEXT + marks::DAY, words_tall + 24.0) } else { vec2(days_left, 14.0) };
        let count = if below {
            (vec2(TEXT, words + 16.0), Align2::LEFT_CENTER)
        } else {
            (vec2(width - if width < 800.0 { 0.0 } else { 56.0 }, 14.0), Align2::RIGHT_CENTER)
        };
        let height = if narrow { words_tall + 76.0 } else { (words + 38.0).max(86.0) };
        Self { name, rule, name_tall, words_tall, days, step, count, height }
    }
}

/// A practice's week: its bar, name and rule, seven marks, and the count.
fn practice(ui: &mut Ui, row: &PracticeRow) {
    let palette = Palette::of(ui);
    let width = ui.available_width();
    let parts = Parts::of(ui, row, width);
    let (rect, _) = ui.allocate_exact_size(vec2(width, parts.height), Sense::hover());
    let bar = Rect::from_min_size(rect.min, vec2(5.0, parts.words_tall.max(48.0)));
    ui.painter().rect_filled(bar, CornerRadius::same(2), palette.practice(&row.id));
    let name = rect.min + vec2(TEXT, 0.0);
    widgets::paint_within(ui, name, Align2::LEFT_TOP, Type::Name, palette.ink, &row.name, parts.name);
    let below = name + vec2(0.0, parts.name_tall);
    widgets::paint_within(ui, below, Align2::LEFT_TOP, Type::Note, palette.quiet, &row.rule, parts.rule);
    days_at(ui, row, rect.min + parts.days, parts.step);
    count(ui, row, rect.min + parts.count.0, parts.count.1);
    widgets::telling(ui, rect.shrink2(vec2(0.0, 6.0)), ui.scope_id().with(&row.id), &row.sentence);
}

/// `6 of 7`, the six strong.
fn count(ui: &Ui, row: &PracticeRow, at: Pos2, anchor: Align2) {
    let palette = Palette::of(ui);
    let mut job = LayoutJob::default();
    if row.counts() {
        job.append(&row.done.to_string(), 0.0, Type::FigureStrong.format(palette.ink));
    }
    if let Some(required) = row.required {
        job.append(&format!("of {required}"), 6.0, Type::Figure.format(palette.quiet));
    }
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(anchor.anchor_size(at, galley.size()).min, galley, palette.ink);
}

/// Seven marks with their letters, the first at `first`.
pub(in crate::ui) fn days_at(ui: &Ui, row: &PracticeRow, first: Pos2, step: f32) {
    let palette = Palette::of(ui);
    let colour = palette.practice(&row.id);
    let mut at = first;
    for (mark, letter, today) in &row.days {
        // Where the days stand closer than their marks are wide, the marks are smaller.
        let size = (step / (2.0 * marks::DAY + 4.0)).min(1.0);
        for mut shape in marks::day(*mark, Pos2::ZERO, colour, palette) {
            shape.transform(TSTransform::new(at.to_vec2(), size));
            ui.painter().add(shape);
        }
        let (kind, ink) = if *today { (Type::SmallStrong, palette.ink) } else { (Type::Small, palette.quiet) };
        widgets::paint(ui, at + vec2(0.0, 29.0), Align2::CENTER_CENTER, kind, ink, letter);
        at += Vec2::new(step, 0.0);
    }
}
