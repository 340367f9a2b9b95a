//! What was pressed on the stage. Which key does what stands in [`super::actions`].

use eframe::egui::{Event, Key, Modifiers, Ui};

use super::actions::{self, FIGURES, Shift, StageAction};
use super::loudness;

/// What was pressed while a session plays. What has the keyboard takes Space itself, but for the line of the loudness,
/// which has no use for it; in a text field nothing acts.
pub(super) fn stage(ui: &Ui) -> Option<StageAction> {
    if ui.ctx().text_edit_focused() {
        return None;
    }
    let free = loudness::focused(ui) || ui.memory(|memory| memory.focused().is_none());
    let bound =
        actions::keys().find(|(key, shift, action)| (free || *key != Key::Space) && take(ui, *key, *shift, *action));
    bound.map(|(.., action)| action)
}

/// Whether a key was pressed, which is then used up. A key that is held asks only once, but for the loudness.
fn take(ui: &Ui, key: Key, shift: Shift, action: StageAction) -> bool {
    let repeats = matches!(action, StageAction::Louder | StageAction::Softer);
    let shifted = |modifiers: &Modifiers| match shift {
        Shift::Up => !modifiers.shift,
        Shift::Down => modifiers.shift,
        Shift::Either => true,
    };
    ui.input_mut(|input| {
        let mut taken = false;
        input.events.retain(|event| match event {
            Event::Key { key: pressed, pressed: true, repeat, modifiers, .. }
                if *pressed == key && shifted(modifiers) && !modifiers.command && !modifiers.alt =>
            {
                taken |= repeats || !repeat;
                false
            }
            _ => true,
        });
        taken
    })
}

/// The figure that was pressed, 0–9.
pub(super) fn figure(ui: &Ui) -> Option<u8> {
    if ui.ctx().text_edit_focused() {
        return None;
    }
    let pressed = |key: &&Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, **key));
    let place = FIGURES.iter().enumerate().find(|(_, key)| pressed(key))?.0;
    u8::try_from(place).ok()
}
