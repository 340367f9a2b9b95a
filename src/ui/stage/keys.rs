//! The stage on keys: Space, ← and →, P, Esc, F.

use eframe::egui::{Key, Modifiers, Ui, ViewportCommand};

use crate::conductor::Command;
use crate::ui::action::Action;

/// What a key or a control asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// Just that.
    Tell(Command),
    /// At once, and keep the minutes.
    StopNow,
    /// To be asked how to leave.
    Ask,
}

/// What was pressed while a session plays. What has the keyboard takes Space itself.
pub(super) fn stage(ui: &Ui, paused: bool) -> Option<Wish> {
    let free = ui.memory(|memory| memory.focused().is_none());
    let toggle = if paused { Command::Resume } else { Command::Pause };
    ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        if pressed(Key::P) {
            Some(Wish::StopNow)
        } else if pressed(Key::Escape) {
            Some(Wish::Ask)
        } else if free && pressed(Key::Space) {
            Some(Wish::Tell(toggle))
        } else if pressed(Key::ArrowRight) {
            Some(Wish::Tell(Command::Next))
        } else if pressed(Key::ArrowLeft) {
            Some(Wish::Tell(Command::Back))
        } else {
            None
        }
    })
}

/// F and F11: the whole screen and back.
pub(super) fn window(ui: &Ui) -> Option<Action> {
    let pressed = ui
        .input_mut(|input| input.consume_key(Modifiers::NONE, Key::F) || input.consume_key(Modifiers::NONE, Key::F11));
    if pressed {
        let full = ui.input(|input| input.viewport().fullscreen == Some(true));
        ui.ctx().send_viewport_cmd(ViewportCommand::Fullscreen(!full));
    }
    None
}
