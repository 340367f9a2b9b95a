//! The editor in the window: opened, and left only when nothing is lost. Outcomes of jobs go to the pages that show them.

use std::sync::Arc;

use eframe::egui::{Context, ViewportCommand};

use super::{App, Place, Screen};
use crate::catalogue::Programme;
use crate::playback::Play;
use crate::ui::action::{Action, Edit, Then};
use crate::ui::editor::{Editor, Origin};
use crate::ui::jobs::Outcome;
use crate::ui::stage::Stage;

impl App {
    /// Opens the editor. What is edited is what the file says, whatever the settings leave out.
    pub(super) fn edit(&mut self, what: &Edit) {
        let item = |name: &str| self.shell.found().items.iter().find(|item| item.name == *name && item.loaded.is_ok());
        let origin = match what {
            Edit::New => Some(Origin::New),
            Edit::Session(name) => item(name).and_then(Origin::of),
            Edit::Copy(name) => item(name).and_then(Origin::copy),
        };
        if let Some(origin) = origin {
            self.places.library.end_preview();
            self.places.editor = Some(Editor::new(origin));
        }
    }

    /// Whether the editor has to be asked first; then it asks.
    pub(super) fn editor_asks(&mut self, ctx: &Context, then: Then) -> bool {
        let Some(editor) = self.places.editor.as_mut().filter(|editor| editor.is_changed()) else { return false };
        editor.ask_before(ctx, then);
        true
    }

    pub(super) fn leave_editor(&mut self, ctx: &Context, then: Then) {
        self.places.editor = None;
        match then {
            Then::Go(place) => self.carry_out(ctx, Action::Go(place)),
            Then::Close => ctx.send_viewport_cmd(ViewportCommand::Close),
        }
    }

    /// Plays what is being written, without a journal.
    pub(super) fn try_out(&mut self, ctx: &Context, programme: Arc<Programme>) {
        let play = Play::of(Arc::clone(&programme), self.shell.settings(), self.shell.env.through);
        let lead_in = play.lead_in;
        self.screen = Screen::Places;
        let playback = self.shell.play(ctx, play, None);
        self.screen = Screen::Stage(Box::new(Stage::new(programme, playback, lead_in, ctx)));
    }

    /// What the stage asks for while it shows what is being written: that is not logged, and leads back to the editor as
    /// soon as it is over, unless it was stopped for a reason.
    pub(super) fn as_tried(&self, asked: Option<Action>) -> Option<Action> {
        if self.places.editor.is_none() {
            return asked;
        }
        match asked {
            Some(Action::Begin(programme)) => Some(Action::Try(programme)),
            None if self.stage().is_some_and(Stage::is_over_unasked) => Some(Action::Leave),
            asked => asked,
        }
    }

    /// Tells whoever shows it what came of jobs.
    pub(super) fn poll_jobs(&mut self, ctx: &Context) {
        while let Some((outcome, catalogue)) = self.shell.jobs.poll() {
            if let Some(catalogue) = catalogue {
                self.shell.offer(catalogue);
            }
            let Some(outcome) = outcome else { continue };
            match outcome {
                Outcome::Added(files) => {
                    self.places.library.tell(files);
                    self.places.place = Place::Library;
                }
                Outcome::Transferred(outcome) => self.places.progress.hear(outcome),
                Outcome::Kept(outcome) => {
                    if let Ok(kept) = &outcome {
                        self.places.library.choose_this(&kept.name);
                    }
                    if let Some(then) = self.places.editor.as_mut().and_then(|editor| editor.saved(outcome)) {
                        self.leave_editor(ctx, then);
                    }
                }
                Outcome::Revealed(Err(why)) if self.places.place == Place::Settings => self.places.vault.say_why(&why),
                outcome => self.places.library.hear(outcome),
            }
        }
    }

    /// Where a session is left for.
    pub(super) fn after_a_session(&self) -> Place {
        if self.places.editor.is_some() { Place::Library } else { Place::Today }
    }
}
