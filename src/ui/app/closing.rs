//! Closing the window: what plays is asked about, and what is not saved is shown, first.

use eframe::egui::{Context, Ui, ViewportCommand};

use super::{App, Screen};
use crate::ending::Ending;
use crate::ui::action::Then;
use crate::ui::{stage, unsaved};

/// How far the closing of the window has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Closing {
    /// Nobody asked for it.
    #[default]
    No,
    /// Asked for, while something is not saved: that is shown first.
    Asked,
    /// It closes whatever is not saved.
    Anyway,
}

impl App {
    /// The same, closing without a question when the program is to end.
    #[must_use]
    pub fn until(self, ending: Ending) -> Self {
        Self { ending, ..self }
    }

    /// Closes the window, unless a session is under way or something practised would be lost: then that is shown
    /// first.
    pub(super) fn close_requested(&mut self, ctx: &Context) {
        if self.ending.is_asked() {
            return;
        }
        if let Screen::Stage(stage) = &mut self.screen
            && stage.ask_before_closing() == stage::CloseRequest::Asked
        {
            show_question(ctx);
            return;
        }
        if let Screen::Stage(stage) = &mut self.screen {
            stage.leave(ctx);
        }
        if self.editor_asks(ctx, Then::Close) {
            show_question(ctx);
            return;
        }
        // What still plays ends, and waits here until the journal has answered.
        self.screen = Screen::Places;
        if self.closing != Closing::Anyway && !self.shell.keeper.waiting().is_empty() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.closing = Closing::Asked;
        }
    }

    /// A system that asks to end waits for no answer: what plays is kept, and the window closes.
    pub(super) fn end_if_asked(&mut self, ctx: &Context) {
        if self.ending.is_asked() {
            self.leave_stage(ctx);
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    pub(super) fn closing_ui(&mut self, ui: &mut Ui) {
        let trouble = self.shell.keeper.error_text();
        match unsaved::ui(ui, &self.shell.keeper.waiting(), trouble.as_deref()) {
            None => {}
            Some(unsaved::UnsavedAction::Stay) => self.closing = Closing::No,
            Some(unsaved::UnsavedAction::Close) => {
                self.closing = Closing::Anyway;
                ui.ctx().send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }
}

/// Stays open, in sight: a question in a window that nobody sees would be none.
fn show_question(ctx: &Context) {
    ctx.send_viewport_cmd(ViewportCommand::CancelClose);
    ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
    ctx.send_viewport_cmd(ViewportCommand::Focus);
}
