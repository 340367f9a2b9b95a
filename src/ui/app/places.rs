//! Where a place stands in the window, and how the keyboard gets into it.

use eframe::egui::{FocusDirection, Key, Rect, Ui, accesskit::Role};

use super::App;
use crate::ui::action::{Action, Place};
use crate::ui::{motion, rail, widgets};

/// Where the keyboard goes when it is nowhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Enters {
    /// To the first thing of the place, which was just gone to.
    #[default]
    Place,
    /// There; unless it holds nothing to go to, then to the first thing there is.
    Entered,
    /// To the first thing there is.
    Anywhere,
}

impl App {
    /// The words that lead to the places. The first Tab after one was gone to leads past them.
    pub(super) fn rail_ui(&mut self, ui: &mut Ui, window: Rect) -> Option<Action> {
        let nowhere = ui.memory(|memory| memory.focused().is_none());
        let tab = ui.input(|input| input.key_pressed(Key::Tab) && input.modifiers.is_none());
        let past = nowhere && tab && self.enters == Enters::Place;
        if past {
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
            ui.ctx().request_repaint();
        } else if nowhere && self.enters == Enters::Entered {
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::Next));
        }
        self.enters = match self.enters {
            _ if past => Enters::Entered,
            Enters::Place if nowhere => Enters::Place,
            _ => Enters::Anywhere,
        };
        let led = rail::ui(ui, window, self.place);
        if past {
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::Next));
        }
        led
    }
}

/// What the window is for now, as a screen reader finds it.
pub(super) fn main_ui(ui: &mut Ui, rect: Rect, name: &str) -> Ui {
    widgets::landmark(ui, rect, Role::Main, name)
}

/// Where a place draws; it comes up softly when it was not there a frame ago.
pub(super) fn place_ui(ui: &mut Ui, rect: Rect, place: Place) -> Ui {
    let mut child = main_ui(ui, rect, place.name());
    child.set_clip_rect(Rect::from_x_y_ranges(ui.max_rect().x_range(), rect.y_range()));
    let shown = motion::arrive(ui.ctx(), place.name());
    child.set_opacity(shown);
    child
}
