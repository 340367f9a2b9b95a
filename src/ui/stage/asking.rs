//! The one question of the stage: how to leave a session that is not over. It stands over the paused session.

use eframe::egui::{Align, CornerRadius, Key, Layout, Modifiers, Rect, Stroke, StrokeKind, Ui, UiBuilder, vec2};

use crate::ui::theme::{Palette, Type, line, radius, space};
use crate::ui::widgets;

const TITLE: &str = "Paused";
const HOW: &str = "Space or Esc goes on.";

/// The card's height where there is room for it.
const HEIGHT: f32 = 316.0;

/// What is being left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaving {
    /// The session.
    Session,
    /// The session, and the window with it.
    Window,
}

/// What to do with a session that is being left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeavingAnswer {
    /// On with it.
    GoOn,
    /// End it; what was practised stays.
    EndAndKeep,
    /// End it; nothing stays.
    Discard,
}

impl Leaving {
    fn answers(self) -> [(&'static str, LeavingAnswer); 2] {
        match self {
            Self::Session => [
                ("End, and keep what I did", LeavingAnswer::EndAndKeep),
                ("End, and keep nothing", LeavingAnswer::Discard),
            ],
            Self::Window => [
                ("End, keep what I did, and close", LeavingAnswer::EndAndKeep),
                ("Keep nothing, and close", LeavingAnswer::Discard),
            ],
        }
    }
}

/// Go on, end and keep, or discard.
pub(super) fn question(ui: &mut Ui, window: Rect, leaving: Leaving) -> Option<LeavingAnswer> {
    let palette = Palette::of(ui);
    ui.painter().rect_filled(window, CornerRadius::ZERO, palette.surface.gamma_multiply(0.86));
    let size = vec2(440.0_f32.min(window.width() - 2.0 * space::NEAR), HEIGHT.min(window.height()));
    let rect = Rect::from_center_size(window.center(), size);
    let stroke = Stroke::new(line::HAIR, palette.hairline);
    ui.painter().rect(rect, CornerRadius::same(radius::CARD), palette.card, stroke, StrokeKind::Inside);
    let tight = rect.height() < HEIGHT;
    let inside =
        rect.shrink2(vec2(if tight { space::TIGHT } else { space::SMALL }, if tight { space::TIGHT } else { 30.0 }));
    let mut ui = ui.new_child(UiBuilder::new().max_rect(inside).layout(Layout::top_down(Align::Center)));
    widgets::heading(&mut ui, Type::Heading, palette.ink, TITLE);
    widgets::text(&mut ui, Type::Note, palette.quiet, HOW);
    widgets::gap(&mut ui, if tight { space::HAIR } else { space::GROUP });
    let mut answer = None;
    let go_on = widgets::pill(&mut ui, "Go on");
    if ui.memory(|memory| memory.focused().is_none()) {
        go_on.request_focus();
    }
    if go_on.clicked() {
        answer = Some(LeavingAnswer::GoOn);
    }
    for (label, then) in leaving.answers() {
        widgets::gap(&mut ui, if tight { space::HAIR } else { space::NEAR });
        if widgets::outline(&mut ui, label).clicked() {
            answer = Some(then);
        }
    }
    let escaped = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    answer.or(escaped.then_some(LeavingAnswer::GoOn))
}
