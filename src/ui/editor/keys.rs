//! The editor's keys: Ctrl+S saves, Alt+↑ and Alt+↓ move the open step, Ctrl+Z brings a removed one back, Esc closes
//! the open step and then the editor.

use eframe::egui::{Key, Modifiers, Ui};

use super::arrange::Way;
use super::{Editor, foot};

impl Editor {
    /// Does what a key asks of the steps; what it asks of the whole.
    pub(super) fn keys(&mut self, ui: &Ui) -> Option<foot::FootAction> {
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        for (key, way) in [(Key::ArrowUp, Way::Up), (Key::ArrowDown, Way::Down)] {
            if let Some(open) = self.open
                && pressed(Modifiers::ALT, key)
            {
                self.shift(open, way);
            }
        }
        let writes = ui.ctx().text_edit_focused();
        if !writes && self.can_take_back() && pressed(Modifiers::COMMAND, Key::Z) {
            self.take_back();
        }
        if pressed(Modifiers::COMMAND, Key::S) {
            return Some(foot::FootAction::Save);
        }
        // Esc leaves a field first.
        if writes || !pressed(Modifiers::NONE, Key::Escape) {
            return None;
        }
        if let Some(open) = self.open.take() {
            self.reveal = Some(open);
            return None;
        }
        Some(foot::FootAction::Leave)
    }
}
