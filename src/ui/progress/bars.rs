//! The chart: a row of bars for each practice, what they say, and the keyboard's way through them.

use eframe::egui::{
    Align2, Color32, CornerRadius, EventFilter, FocusDirection, Id, Key, LayerId, Modifiers, Order, Rect, Response,
    Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::super::theme::{Palette, Type, line, radius, space};
use super::super::weeks::{ChartRow, Picture, Weeks, labels};
use super::super::{chart, marks, widgets};

/// From this width on a practice's name stands beside its bars, else above them.
const BESIDE: f32 = 600.0;
/// The room for a name beside the bars.
const NAMES: f32 = 224.0;
/// The height of the highest bar.
const BARS: f32 = 108.0;
/// From one row's top to the next one's.
const PITCH: f32 = 158.0;
/// Room above the bars for a name that stands there.
const ABOVE: f32 = 54.0;

/// Where the keyboard is among the bars.
#[derive(Debug, Default)]
pub(super) struct Bars {
    /// How many weeks back.
    back: usize,
}

/// What a bar says, where it stands, and whether the keyboard is on it.
struct Spoken {
    slot: Rect,
    sentence: String,
    /// The week's days, where its own bar is too narrow to show them.
    days: Option<([Option<marks::Day>; 7], Color32)>,
    by_key: bool,
}

impl Bars {
    /// Shows every practice's row and the names of the weeks; the bars have risen by `grown`, 0…1.
    pub(super) fn ui(&mut self, ui: &mut Ui, weeks: &Weeks, rows: &[ChartRow], grown: f32) {
        let count = weeks.firsts.len();
        self.back = self.back.min(count.saturating_sub(1));
        let beside = ui.available_width() >= BESIDE;
        let (left, above) = if beside { (NAMES, 0.0) } else { (0.0, ABOVE) };
        let mut spoken = None;
        for (nth, row) in rows.iter().enumerate() {
            // A name that takes more lines has its room.
            let words = name_height(ui, row);
            let above = if beside { above } else { above.max(words) };
            let pitch = if beside { PITCH.max(words + space::SMALL) } else { PITCH };
            let (_, place) = ui.allocate_space(vec2(ui.available_width(), pitch + above));
            let bars = Rect::from_min_max(
                pos2(place.left() + left, place.top() + above),
                pos2(place.right(), place.top() + above + BARS),
            );
            name(ui, row, place);
            let said = self.row(ui, nth, row, bars, grown);
            // What the keyboard is on comes before what the pointer happens to rest on.
            spoken = if said.as_ref().is_some_and(|said| said.by_key) { said } else { spoken.or(said) };
        }
        let (_, foot) = ui.allocate_space(vec2(ui.available_width(), 20.0));
        let foot = Rect::from_min_max(pos2(foot.left() + left, foot.top()), foot.max);
        name_weeks(ui, weeks, foot);
        if let Some(spoken) = spoken {
            say(ui, spoken.slot, &spoken.sentence, spoken.days);
        }
    }

    /// One practice; what a bar says that the pointer or the keyboard is on, and where.
    fn row(&mut self, ui: &Ui, nth: usize, row: &ChartRow, rect: Rect, grown: f32) -> Option<Spoken> {
        let palette = Palette::of(ui);
        let colour = palette.practice(&row.practice);
        let count = row.cells.len();
        let mut spoken = None;
        for (index, cell) in row.cells.iter().enumerate() {
            let slot = chart::slot(rect, index, count);
            let response = self.interact(ui, nth, index, count, slot);
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &cell.sentence));
            widgets::focus_ring(ui, &response, slot, radius::MARK);
            if response.hovered() || response.has_focus() {
                let by_key = response.has_focus();
                if by_key || spoken.is_none() {
                    let days = (!chart::has_days(slot)).then_some((cell.days, colour));
                    spoken = Some(Spoken { slot, sentence: cell.sentence.clone(), days, by_key });
                }
                let ground = palette.surface.lerp_to_gamma(palette.hairline, 0.45);
                let behind = slot.expand2(vec2(-1.0, 4.0)).with_max_y(slot.bottom() + 20.0);
                ui.painter().rect_filled(behind, CornerRadius::same(radius::CONTROL), ground);
                if response.has_focus() {
                    let stroke = Stroke::new(line::MARK, palette.accent);
                    ui.painter().rect_stroke(behind, CornerRadius::same(radius::CONTROL), stroke, StrokeKind::Outside);
                }
            }
        }
        if ui.is_rect_visible(rect) {
            let bars: Vec<chart::Bar> = row.cells.iter().map(|cell| cell.bar).collect();
            let risen = rect.expand(line::MARK).with_min_y(rect.bottom() - grown * (rect.height() + line::MARK));
            let clip = ui.clip_rect().intersect(risen);
            let shapes = match &row.picture {
                Picture::Bars => chart::row(&bars, rect, colour, palette),
                Picture::Pairs(pairs) => chart::pairs(pairs, rect, palette),
            };
            ui.painter().with_clip_rect(clip).extend(shapes);
            for (index, cell) in row.cells.iter().enumerate() {
                let slot = chart::slot(rect, index, count);
                ui.painter().extend(chart::days(&cell.days, slot, colour, palette));
            }
        }
        spoken
    }

    /// A bar answers the pointer. The Tab key stops once a row; ← and → go through its weeks.
    fn interact(&mut self, ui: &Ui, nth: usize, index: usize, count: usize, slot: Rect) -> Response {
        let here = count - 1 - self.back == index;
        let sense = if here { Sense::focusable_noninteractive() | Sense::hover() } else { Sense::hover() };
        let response = ui.interact(slot, id(nth, index), sense);
        if here && response.has_focus() {
            let sideways = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, sideways));
            let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
            let to = match (pressed(Key::ArrowLeft), pressed(Key::ArrowRight)) {
                (true, _) => index.saturating_sub(1),
                (_, true) => (index + 1).min(count - 1),
                _ => return response,
            };
            self.back = count - 1 - to;
            ui.memory_mut(|memory| {
                memory.move_focus(FocusDirection::None);
                memory.request_focus(id(nth, to));
            });
            ui.ctx().request_repaint();
        }
        response
    }
}

fn id(row: usize, week: usize) -> Id {
    Id::unique(("bar", row, week))
}

/// How high a practice's name and what is counted are.
fn name_height(ui: &Ui, row: &ChartRow) -> f32 {
    let width = ui.available_width().min(NAMES - space::SMALL);
    let tall = |kind: Type, text: &str| ui.painter().layout_job(kind.job(text, Color32::PLACEHOLDER, width)).size().y;
    tall(Type::Name, &row.name) + tall(Type::Note, &row.unit)
}

/// A practice's name and what is counted.
fn name(ui: &Ui, row: &ChartRow, place: Rect) {
    let palette = Palette::of(ui);
    let at = pos2(place.left(), place.top() - 2.0);
    let width = place.width().min(NAMES - space::SMALL);
    let shown = widgets::paint_within(ui, at, Align2::LEFT_TOP, Type::Name, palette.ink, &row.name, width);
    let below = pos2(at.x, shown.bottom() - 3.0);
    widgets::paint_within(ui, below, Align2::LEFT_TOP, Type::Note, palette.quiet, &row.unit, width);
}

fn name_weeks(ui: &Ui, weeks: &Weeks, rect: Rect) {
    let palette = Palette::of(ui);
    let count = weeks.firsts.len();
    let width = chart::slot(rect, 0, count).width();
    for (index, label) in labels(&weeks.firsts, width).into_iter().enumerate() {
        let Some(label) = label else { continue };
        let galley = ui.painter().layout_job(Type::Small.job(&label, palette.quiet, f32::INFINITY));
        let half = galley.size().x / 2.0;
        // The last one keeps within the place, also below a narrow bar.
        let middle = chart::slot(rect, index, count).center().x.min(rect.right() - half);
        ui.painter().galley(pos2(middle - half, rect.top()), galley, palette.quiet);
    }
}

/// The sentence of a bar, on a small card above it, with the week's days where they are given.
pub(super) fn say(ui: &Ui, slot: Rect, sentence: &str, days: Option<([Option<marks::Day>; 7], Color32)>) {
    let palette = Palette::of(ui);
    let window = ui.ctx().content_rect().shrink(space::TIGHT);
    let galley = ui.painter().layout_job(Type::Note.job(sentence, palette.ink, 360.0_f32.min(window.width() - 28.0)));
    let dots = if days.is_some() { DOTS.y } else { 0.0 };
    let size = galley.size() + vec2(28.0, 16.0 + dots);
    let above = slot.top() - size.y - space::NEAR;
    let top = if above >= window.top() { above } else { slot.bottom() + space::GROUP };
    let left = (slot.center().x - size.x / 2.0).min(window.right() - size.x).max(window.left());
    let card = Rect::from_min_size(pos2(left, top), size);
    let layer = LayerId::new(Order::Tooltip, Id::unique("what a bar says"));
    let painter = ui.ctx().layer_painter(layer);
    let stroke = Stroke::new(line::HAIR, palette.hairline);
    painter.rect(card, CornerRadius::same(radius::CONTROL), palette.card, stroke, StrokeKind::Inside);
    painter.galley(card.min + vec2(14.0, 8.0), galley, palette.ink);
    if let Some((days, colour)) = days {
        let foot = pos2(card.left() + 14.0, card.bottom() - 8.0 - DOTS.y - chart::DAYS_BELOW + 0.5 * DOTS.y);
        let slot = Rect::from_min_max(pos2(foot.x, foot.y - 1.0), pos2(foot.x + DOTS.x, foot.y));
        painter.extend(chart::days(&days, slot, colour, palette));
    }
}

/// The room of a week's seven dots on its card.
const DOTS: Vec2 = vec2(64.0, 14.0);
