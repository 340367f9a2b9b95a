//! The words that come with any movement and fade when nothing moves: the bar above the stage, the row below it.

use eframe::egui::{
    Align2, Color32, CornerRadius, EventFilter, Id, Memory, Rangef, Rect, Response, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, accesskit::Toggled, pos2, vec2,
};

use super::actions::{self, StageAction};
use super::{fit, loudness};
use crate::settings::Settings;
use crate::ui::theme::{Palette, Type, line, radius, space};
use crate::ui::widgets;

/// The bar's height and its distance from the top.
const HEIGHT: f32 = 52.0;
const TOP: f32 = 30.0;
/// What stands left and right of a word of the bar, and its least width.
const BESIDE: f32 = 15.0;
const CELL: f32 = 68.0;
/// What the round ends of the bar take.
const END: f32 = 6.0;
/// The height of the row, and of what stands between two of its words.
const ROW: f32 = 28.0;
const APART: f32 = 26.0;

/// One control: what it asks for, the word that is seen, the name that a screen reader says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Control {
    pub(super) action: StageAction,
    pub(super) word: String,
    pub(super) name: String,
}

impl Control {
    pub(super) fn new(action: StageAction, word: impl Into<String>, name: impl Into<String>) -> Self {
        Self { action, word: word.into(), name: name.into() }
    }
}

fn id(action: StageAction) -> Id {
    Id::unique("stage control").with(std::mem::discriminant(&action))
}

/// Whether the keyboard is on one of the controls.
pub(super) fn focused(ui: &Ui, controls: &[Control]) -> bool {
    ui.memory(Memory::focused).is_some_and(|focus| controls.iter().any(|control| focus == id(control.action)))
}

/// As many of the controls as the bar has room for in this window: the first of them, and the last.
pub(super) fn fitting(window: Rect, mut controls: Vec<Control>, more: Control) -> Vec<Control> {
    if super::is_tiny(window) {
        controls
            .retain(|control| matches!(control.action, StageAction::Toggle | StageAction::StopNow | StageAction::Look));
        controls.push(more);
    }
    controls
}

/// Between which heights the bar stands.
pub(super) fn bar_range(window: Rect) -> Rangef {
    let (top, height) = match window.height() {
        low if low < 400.0 => (space::HAIR, 36.0),
        low if low < 640.0 => (space::NEAR, HEIGHT),
        _ => (TOP, HEIGHT),
    };
    Rangef::new(window.top() + top, window.top() + top + height)
}

/// How wide each control of the bar is, and what all are written in: the larger type if there is room for it.
fn cells(ui: &Ui, window: Rect, controls: &[Control]) -> (Vec<f32>, Type) {
    let room = window.width() - space::GROUP - 2.0 * END;
    let words = |kind| controls.iter().map(move |control| fit::size(ui, kind, &control.word, f32::INFINITY).x);
    for (kind, beside, least) in [(Type::Note, BESIDE, CELL), (Type::Note, 7.0, 0.0), (Type::Small, 6.0, 0.0)] {
        let cells: Vec<f32> = words(kind).map(|word| (word + 2.0 * beside).max(least)).collect();
        if cells.iter().sum::<f32>() <= room {
            return (cells, kind);
        }
    }
    let whole: f32 = words(Type::Small).sum();
    (words(Type::Small).map(|word| word / whole.max(1.0) * room).collect(), Type::Small)
}

/// The bar, `shown` 0…1: it can be reached by the keyboard also while it cannot be seen.
pub(super) fn bar(ui: &mut Ui, window: Rect, controls: &[Control], shown: f32) -> Option<StageAction> {
    let (cells, kind) = cells(ui, window, controls);
    let half = cells.iter().sum::<f32>() / 2.0;
    let middle = window.center().x;
    let rect = Rect::from_x_y_ranges(middle - half - END..=middle + half + END, bar_range(window));
    let mut ui = ui.new_child(UiBuilder::new().max_rect(rect));
    ui.set_opacity(shown);
    let palette = Palette::of(&ui);
    let stroke = Stroke::new(line::HAIR, palette.hairline);
    ui.painter().rect(rect, CornerRadius::same(26), palette.card, stroke, StrokeKind::Inside);
    let mut pressed = None;
    let mut left = rect.left() + END;
    for (control, cell) in controls.iter().zip(cells) {
        let place = Rect::from_min_size(pos2(left, rect.top()), vec2(cell, rect.height()));
        left += cell;
        let response = word(&ui, place.shrink2(vec2(0.0, 6.0)), control, (kind, palette.quiet));
        widgets::focus_ring(&ui, &response, place.shrink2(vec2(5.0, 10.0)), radius::MARK);
        if response.clicked() {
            pressed = Some(control.action);
        }
    }
    pressed
}

/// Where the row stands: below everything else.
fn row_rect(window: Rect) -> Rect {
    Rect::from_min_max(pos2(window.left(), window.bottom() - ROW - 5.0), pos2(window.right(), window.bottom() - 5.0))
}

/// The row: how loud it is, and as many of the controls as there is room for in the middle; when to stop, and what
/// leads to all, always.
pub(super) fn row(
    ui: &mut Ui,
    window: Rect,
    controls: &[Control],
    settings: &Settings,
    ink: Color32,
    shown: f32,
) -> Option<StageAction> {
    let rect = row_rect(window);
    let mut ui = ui.new_child(UiBuilder::new().max_rect(rect));
    ui.set_opacity(shown);
    let width = |control: &Control| fit::size(&ui, Type::Small, &control.word, f32::INFINITY).x + APART;
    let (always, others): (Vec<&Control>, Vec<&Control>) =
        controls.iter().partition(|control| matches!(control.action, StageAction::Care | StageAction::Keys));
    let taken: f32 = always.iter().map(|control| width(control)).sum();
    let mut room = window.width() - 2.0 * space::NEAR - taken;
    let loudness = Some(loudness::width(&ui)).filter(|width| *width <= room).unwrap_or_default();
    room -= loudness;
    let fits = |control: &&&Control| {
        room -= width(control);
        room >= 0.0
    };
    let set = others.iter().take_while(fits).chain(&always).copied();
    let set: Vec<(&Control, f32)> = set.map(|control| (control, width(control))).collect();
    let whole: f32 = set.iter().map(|(_, width)| width).sum::<f32>() + loudness;
    let mut left = window.center().x - whole / 2.0;
    let mut pressed = None;
    if loudness > 0.0 {
        let place = Rect::from_min_size(pos2(left, rect.top()), vec2(loudness, ROW));
        left = place.right();
        pressed = loudness::ui(&mut ui, place, settings, ink);
    }
    for (control, width) in set {
        let place = Rect::from_min_size(pos2(left, rect.top()), vec2(width, ROW));
        left += place.width();
        let response = word(&ui, place, control, (Type::Small, ink));
        ring(&ui, &response, place);
        if response.clicked() {
            pressed = Some(control.action);
        }
    }
    pressed
}

/// Where the keyboard is, around a word of the row.
pub(super) fn ring(ui: &Ui, response: &Response, place: Rect) {
    widgets::focus_ring(ui, response, place.shrink2(vec2(8.0, 4.0)), radius::MARK);
}

/// Tells a screen reader that a word holds or not.
pub(super) fn is_toggled(ui: &Ui, response: &Response, holds: bool) {
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_toggled(if holds { Toggled::True } else { Toggled::False });
    });
}

/// One word that can be pressed. The arrow keys move the session or the loudness, not the keyboard's place.
pub(super) fn word(ui: &Ui, place: Rect, control: &Control, set: (Type, Color32)) -> Response {
    let palette = Palette::of(ui);
    let place = place.shrink2(vec2(4.0, 0.0));
    let response = ui.interact(place, id(control.action), Sense::click());
    let over = widgets::hover(ui, &response);
    let colour = set.1.lerp_to_gamma(palette.ink, over);
    widgets::paint(ui, place.center(), Align2::CENTER_CENTER, set.0, colour, &control.word);
    widgets::named(&response, &control.name);
    if let Some((does, key)) = actions::listed(control.action) {
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_description(does);
            node.set_keyboard_shortcut(key);
        });
        // Not over a stage whose words have faded.
        if ui.opacity() >= 1.0 {
            response.clone().on_hover_text(format!("{does} · {key}"));
        }
    }
    if response.has_focus() {
        let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    }
    response
}
