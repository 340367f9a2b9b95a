//! What is asked before changes would be lost.

use eframe::egui::{CornerRadius, Frame, Id, Key, Margin, Modifiers, Stroke, Ui, vec2};

use super::super::theme::{Palette, Type, above, line, radius, space};
use super::super::widgets;

/// What becomes of the changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeavingChoice {
    GoOn,
    Save,
    Discard,
}

/// Asks; the keyboard begins on what loses nothing, and Esc does that too.
pub(super) fn ui(ui: &mut Ui, title: &str) -> Option<LeavingChoice> {
    let palette = Palette::of(ui);
    let title = if title.trim().is_empty() { "This session" } else { title };
    let mut answer = None;
    widgets::scroll(ui, "leaving", |ui| {
        widgets::gap(ui, above(ui));
        let frame = Frame::NONE
            .fill(palette.card)
            .stroke(Stroke::new(line::HAIR, palette.hairline))
            .corner_radius(CornerRadius::same(radius::CARD))
            .inner_margin(Margin::same(20));
        frame.show(ui, |ui| {
            widgets::heading(ui, Type::Name, palette.ink, "Not saved yet");
            widgets::gap(ui, space::HAIR);
            let about = format!("{title} has changes that are not saved.");
            widgets::text(ui, Type::Body, palette.quiet, &about);
            widgets::gap(ui, space::SMALL);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(space::NEAR, space::NEAR);
                let answers = [
                    ("Keep editing", LeavingChoice::GoOn),
                    ("Save", LeavingChoice::Save),
                    ("Discard", LeavingChoice::Discard),
                ];
                for (words, what) in answers {
                    let response = widgets::outline(ui, words);
                    if what == LeavingChoice::GoOn && is_new(ui) {
                        response.request_focus();
                    }
                    if response.clicked() {
                        answer = Some(what);
                    }
                }
            });
        });
    });
    let escaped = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    answer.or(escaped.then_some(LeavingChoice::GoOn))
}

/// Whether it was not asked a frame ago.
fn is_new(ui: &Ui) -> bool {
    let asked = Id::unique("editor leaving");
    let frame = ui.ctx().cumulative_frame_nr();
    let last = ui.data(|data| data.get_temp::<u64>(asked)).unwrap_or(0);
    ui.data_mut(|data| data.insert_temp(asked, frame));
    last + 1 < frame
}
