//! What is shown when the window is to be closed while something practised is not in the journal.
//!
//! Shows what waits, so that it can be kept by hand; writes nothing itself.

use eframe::egui::{Align, Key, Layout, Modifiers, Rect, ScrollArea, TextEdit, TextStyle, Ui, UiBuilder, pos2, vec2};

use super::theme::{Palette, Type, radius, space};
use super::widgets;
use crate::exchange;
use crate::plan::Entry;

/// What is wished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnsavedAction {
    /// To close the window and lose what waits.
    Close,
    /// To stay.
    Stay,
}

/// Shows what waits, and why; `waiting` may have become empty meanwhile.
pub(super) fn ui(ui: &mut Ui, waiting: &[Entry], trouble: Option<&str>) -> Option<UnsavedAction> {
    let window = ui.max_rect();
    let width = 680.0_f32.min(window.width() - 2.0 * space::GROUP);
    let top = if window.height() < 640.0 { space::GROUP } else { 96.0 };
    let rect = Rect::from_min_max(
        pos2(window.center().x - width / 2.0, window.top() + top),
        pos2(window.center().x + width / 2.0, window.bottom()),
    );
    let mut ui = ui.new_child(UiBuilder::new().max_rect(rect).id_salt("unsaved").layout(Layout::top_down(Align::Min)));
    let page = |ui: &mut Ui| if waiting.is_empty() { saved(ui) } else { unsaved(ui, waiting, trouble) };
    let action = widgets::scrolling(&mut ui, ScrollArea::vertical().auto_shrink(false), page);
    let escaped = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    action.or(escaped.then_some(UnsavedAction::Stay))
}

fn saved(ui: &mut Ui) -> Option<UnsavedAction> {
    widgets::heading(ui, Type::Title, Palette::of(ui).ink, "All of it is saved now");
    widgets::gap(ui, space::GROUP);
    buttons(ui, "Close", None)
}

fn unsaved(ui: &mut Ui, waiting: &[Entry], trouble: Option<&str>) -> Option<UnsavedAction> {
    let palette = Palette::of(ui);
    widgets::heading(ui, Type::Title, palette.ink, "Not saved yet");
    widgets::gap(ui, space::SMALL);
    let why = trouble.unwrap_or("the journal does not answer").trim_end_matches('.');
    widgets::text(ui, Type::Cue, palette.ink, &format!("Not saved yet: {why}."));
    widgets::gap(ui, space::NEAR);
    let keep = "Ebb keeps trying while the window is open. Closed now, it forgets what stands below. Copied into a \
                file, it can be brought back: with Import another journal, in Progress.";
    widgets::text(ui, Type::Body, palette.quiet, keep);
    widgets::gap(ui, space::NEAR);
    let json = exchange::line_of(waiting);
    let mut shown = json.as_str();
    let field =
        ui.add(TextEdit::multiline(&mut shown).font(TextStyle::Monospace).desired_rows(4).desired_width(f32::INFINITY));
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("What is not saved"));
    widgets::focus_ring(ui, &field, field.rect, radius::MARK);
    widgets::gap(ui, space::GROUP);
    buttons(ui, "Close anyway", Some(&json))
}

fn buttons(ui: &mut Ui, close: &str, json: Option<&str>) -> Option<UnsavedAction> {
    let mut action = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::NEAR, space::NEAR);
        if widgets::pill(ui, "Keep the window open").clicked() {
            action = Some(UnsavedAction::Stay);
        }
        if let Some(json) = json
            && widgets::outline(ui, "Copy").clicked()
        {
            ui.ctx().copy_text(json.to_owned());
        }
        if widgets::outline(ui, close).clicked() {
            action = Some(UnsavedAction::Close);
        }
    });
    widgets::gap(ui, space::GROUP);
    action
}
