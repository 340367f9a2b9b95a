//! The bar of words above the stage, and the question that Esc asks.

use eframe::egui::{
    Align, Align2, CornerRadius, Id, Key, Layout, Memory, Modifiers, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    pos2, vec2,
};

use super::keys::Wish;
use crate::conductor::Command;
use crate::ui::theme::{Palette, Type, line, radius, space};
use crate::ui::widgets;

/// The bar's height and its distance from the top.
const HEIGHT: f32 = 52.0;
const TOP: f32 = 30.0;
const CELL: f32 = 84.0;

/// What to do with a session that is being left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// On with it.
    GoOn,
    /// End it; what was practised stays.
    EndAndKeep,
    /// End it; nothing stays.
    Discard,
}

fn id(label: &str) -> Id {
    Id::unique("stage control").with(label)
}

const LABELS: [&str; 5] = ["back", "pause", "next", "stop", "end"];

/// Whether the keyboard is on one of the bar's words.
pub(super) fn focused(ui: &Ui) -> bool {
    ui.memory(Memory::focused).is_some_and(|focus| LABELS.iter().any(|label| focus == id(label)))
}

/// The bar, `shown` 0…1: it can be reached by the keyboard also while it cannot be seen.
pub(super) fn bar(ui: &mut Ui, window: Rect, paused: bool, shown: f32) -> Option<Wish> {
    let cell = CELL.min((window.width() - space::GROUP) / 5.0);
    let top = if window.height() < 640.0 { space::NEAR } else { TOP };
    let rect = Rect::from_min_size(pos2(window.center().x - 2.5 * cell, window.top() + top), vec2(5.0 * cell, HEIGHT));
    let mut ui = ui.new_child(UiBuilder::new().max_rect(rect));
    ui.set_opacity(shown);
    let palette = Palette::of(&ui);
    let stroke = Stroke::new(line::HAIR, palette.hairline);
    ui.painter().rect(rect, CornerRadius::same(26), palette.card, stroke, StrokeKind::Inside);
    let toggle = if paused { Command::Resume } else { Command::Pause };
    let wishes = [Wish::Tell(Command::Back), Wish::Tell(toggle), Wish::Tell(Command::Next), Wish::StopNow, Wish::Ask];
    let names = ["Back", if paused { "Go on" } else { "Pause" }, "Next", "Stop now", "End"];
    let written = ["back", if paused { "go on" } else { "pause" }, "next", "stop now", "end"];
    let mut pressed = None;
    let mut left = rect.left();
    for (((label, word), name), wish) in LABELS.into_iter().zip(written).zip(names).zip(wishes) {
        let place = Rect::from_min_size(pos2(left, rect.top()), vec2(cell, HEIGHT));
        left += cell;
        let response = ui.interact(place.shrink(6.0), id(label), Sense::click());
        let over = widgets::hover(&ui, &response);
        let colour = palette.quiet.lerp_to_gamma(palette.ink, over);
        widgets::paint(&ui, place.center(), Align2::CENTER_CENTER, Type::Note, colour, word);
        widgets::focus_ring(&ui, &response, place.shrink(10.0), radius::MARK);
        widgets::named(&response, name);
        if response.clicked() {
            pressed = Some(wish);
        }
    }
    pressed
}

/// Go on, end and keep, or discard.
pub(super) fn question(ui: &mut Ui, window: Rect) -> Option<Answer> {
    let palette = Palette::of(ui);
    ui.painter().rect_filled(window, CornerRadius::ZERO, palette.surface.gamma_multiply(0.86));
    let size = (440.0_f32.min(window.width() - 2.0 * space::NEAR), 300.0).into();
    let rect = Rect::from_center_size(window.center(), size);
    let stroke = Stroke::new(line::HAIR, palette.hairline);
    ui.painter().rect(rect, CornerRadius::same(radius::CARD), palette.card, stroke, StrokeKind::Inside);
    let inside = rect.shrink2(vec2(space::CARD, 30.0));
    let mut ui = ui.new_child(UiBuilder::new().max_rect(inside).layout(Layout::top_down(Align::Center)));
    widgets::text(&mut ui, Type::Heading, palette.ink, "Paused");
    widgets::gap(&mut ui, 30.0);
    let mut answer = None;
    let go_on = widgets::pill(&mut ui, "Go on");
    if ui.memory(|memory| memory.focused().is_none()) {
        go_on.request_focus();
    }
    if go_on.clicked() {
        answer = Some(Answer::GoOn);
    }
    for (label, then) in [("End, and keep what I did", Answer::EndAndKeep), ("End, and keep nothing", Answer::Discard)]
    {
        widgets::gap(&mut ui, space::NEAR);
        if widgets::outline(&mut ui, label).clicked() {
            answer = Some(then);
        }
    }
    let escaped = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    answer.or(escaped.then_some(Answer::GoOn))
}
