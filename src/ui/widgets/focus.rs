//! Where the keyboard is: the ring around it, and that it is never out of sight.

use eframe::egui::{Context, CornerRadius, Event, Id, Rect, Response, Stroke, StrokeKind, Ui, accesskit::Action};

use super::super::theme::{Palette, line, space};

/// How far a ring stands from what it is around, and how far it reaches in all.
const APART: f32 = 3.0;
const REACH: f32 = APART + line::MARK;

/// Which of the two is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Hand {
    /// Keys, or a program that stands in for them.
    #[default]
    Keyboard,
    /// The pointer: where a press left the keyboard is of no interest then.
    Pointer,
}

fn hand() -> Id {
    Id::unique("ebb hand")
}

/// To be called where a frame begins: takes note of whether keys or the pointer are used.
pub fn follow_hand(ctx: &Context) {
    let used = ctx.input(|input| {
        input.events.iter().rev().find_map(|event| match event {
            Event::Key { pressed: true, .. } => Some(Hand::Keyboard),
            Event::AccessKitActionRequest(request) if request.action == Action::Focus => Some(Hand::Keyboard),
            Event::PointerButton { pressed: true, .. } | Event::Touch { .. } => Some(Hand::Pointer),
            _ => None,
        })
    });
    if let Some(used) = used {
        ctx.data_mut(|data| data.insert_temp(hand(), used));
    }
}

/// Shows where the keyboard is: around `rect`, which has corners of this radius. What it has just come to is brought
/// into sight, with its ring. After a press of the pointer only what is written into has a ring.
pub fn focus_ring(ui: &Ui, response: &Response, rect: Rect, corner: u8) {
    if !response.has_focus() {
        return;
    }
    let used: Hand = ui.data(|data| data.get_temp(hand())).unwrap_or_default();
    let arrived = arrived(ui.ctx(), response.id);
    if used == Hand::Pointer && !ui.ctx().text_edit_focused() {
        return;
    }
    if arrived {
        ui.scroll_to_rect(response.rect.union(rect.expand(REACH)).expand(space::GROUP - REACH), None);
    }
    let stroke = Stroke::new(line::MARK, Palette::of(ui).focus);
    let corner = CornerRadius::same(corner.saturating_add(3));
    ui.painter().rect_stroke(rect.expand(APART), corner, stroke, StrokeKind::Outside);
}

/// For so many frames what the keyboard came to may still move: what it closed above, or opened, changes the page.
const SETTLES: u64 = 3;

/// Whether the keyboard was elsewhere, or nowhere, some frames ago. Not [`Response::gained_focus`], which never says so
/// after an arrow key or a request.
fn arrived(ctx: &Context, here: Id) -> bool {
    let (id, pass) = (Id::unique("ebb keyboard"), ctx.cumulative_pass_nr());
    let before: Option<(Id, u64, u64)> = ctx.data(|data| data.get_temp(id));
    let stayed = before.filter(|(there, last, _)| *there == here && last + 1 >= pass);
    let came = stayed.map_or(pass, |(.., came)| came);
    ctx.data_mut(|data| data.insert_temp(id, (here, pass, came)));
    pass < came + SETTLES
}
