//! Changes the user makes to the journal and the plan: asked of the keeper, answered at the foot of the place, taken back
//! on request.
//!
//! Decides nothing about a change: the plan refuses what cannot be meant, the keeper says what is on disk.

use chrono::NaiveDate;
use eframe::egui::{Align, Key, Layout, Modifiers, Rect, Ui, UiBuilder};

use super::task::Task;
use super::theme::space;
use super::widgets;
use crate::journal::{EditError, Keeper};
use crate::plan::Change;

/// What became of the last change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Nothing,
    /// It was made, which this sentence says.
    Done(&'static str),
    TakenBack,
    /// It was not made, and why.
    Refused(String),
}

/// The changes of this window.
#[derive(Debug, Default)]
pub struct Changing {
    making: Task<Result<(), EditError>>,
    /// What is being made, as [`Change::done`] says it.
    done: &'static str,
    undoing: Task<Result<Change, EditError>>,
    last: Last,
    made: u64,
}

impl Changing {
    /// How many changes were made: a form that asked for one closes when this has grown.
    pub const fn made(&self) -> u64 {
        self.made
    }

    /// Why the last change was not made, as a sentence.
    pub fn refusal(&self) -> Option<&str> {
        if let Last::Refused(why) = &self.last { Some(why) } else { None }
    }

    /// Asks for a change on `today`.
    pub(super) fn ask(&mut self, keeper: &Keeper, change: Change, today: NaiveDate) {
        self.last = Last::Nothing;
        (self.done, self.making) = (change.done(), keeper.change(change, today).into());
    }

    /// Forgets what was said: another place is shown.
    pub(super) fn hush(&mut self) {
        self.last = Last::Nothing;
    }

    /// Takes in what the keeper answered.
    pub(super) fn hear(&mut self) {
        if let Some(answer) = self.making.outcome() {
            self.last = match answer {
                Ok(()) => Last::Done(self.done),
                Err(why) => Last::Refused(sentence(&why)),
            };
            self.made += u64::from(self.refusal().is_none());
        }
        if let Some(answer) = self.undoing.outcome() {
            self.last = match answer {
                Ok(_) => Last::TakenBack,
                Err(why) => Last::Refused(sentence(&why)),
            };
        }
    }

    /// Says at the foot of `place` what became of the last change, and offers to take it back, which Ctrl+Z does too;
    /// returns what is left of `place`.
    pub(super) fn ui(&mut self, ui: &mut Ui, place: Rect, keeper: &Keeper) -> Rect {
        let writing = ui.ctx().text_edit_focused();
        let keyed = !writing && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Z));
        let undoable = !self.undoing.is_running() && keeper.undoable().is_some();
        let mut undo = keyed && undoable;
        let left = match &self.last {
            Last::Nothing => place,
            Last::Done(_) | Last::TakenBack | Last::Refused(_) => {
                let (words, action) = match &self.last {
                    Last::Done(done) => (*done, undoable.then_some("Undo")),
                    Last::Refused(why) => (why.as_str(), None),
                    Last::TakenBack | Last::Nothing => ("Taken back.", None),
                };
                let rows = ui.painter().layout_job(super::theme::Type::Note.job(
                    words,
                    eframe::egui::Color32::PLACEHOLDER,
                    place.width() - 2.0 * space::GROUP,
                ));
                let height = rows.size().y + space::TOUCH;
                let foot = place.with_min_y(place.bottom() - height).shrink2(eframe::egui::vec2(0.0, space::HAIR));
                let layout = Layout::top_down(Align::Min);
                let mut foot = ui.new_child(UiBuilder::new().max_rect(foot).id_salt("changing").layout(layout));
                undo |= widgets::notice(&mut foot, words, action);
                place.with_max_y(place.bottom() - height)
            }
        };
        if undo {
            self.undoing = keeper.undo().into();
        }
        left
    }
}

/// As a sentence of its own.
fn sentence(why: &EditError) -> String {
    super::locked::sentence(&why.to_string())
}
