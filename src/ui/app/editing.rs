//! The editor in the window: opened, left only when nothing is lost, and what became of the user's own files.

use std::sync::Arc;

use eframe::egui::{Context, ViewportCommand};

use super::{App, waker};
use crate::catalogue::Programme;
use crate::conductor::{Conductor, Play};
use crate::ui::action::{Action, Edit, Place, Then};
use crate::ui::editor::{Editor, Origin};
use crate::ui::own_files::{Done, Job};
use crate::ui::stage::Stage;

impl App {
    /// What is asked about sessions as files, and about looking into one.
    pub(super) fn carry_out_of_sessions(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::Edit(what) => self.edit(&what),
            Action::Try(programme) => self.try_out(ctx, programme),
            Action::LeaveEditor(then) => self.leave_editor(ctx, then),
            Action::Hear(programme) => {
                self.library.preview(programme, &self.settings.settings, self.env.through, ctx);
            }
            Action::Files(job) => self.begin_job(ctx, job),
            _ => {}
        }
    }

    /// Opens the editor. What is edited is what the file says, whatever the settings leave out.
    fn edit(&mut self, what: &Edit) {
        let item = |name: &str| self.found.items.iter().find(|item| item.name == *name && item.loaded.is_ok());
        let origin = match what {
            Edit::New => Some(Origin::New),
            Edit::Session(name) => item(name).and_then(Origin::of),
            Edit::Copy(name) => item(name).and_then(Origin::copy),
        };
        if let Some(origin) = origin {
            self.library.end_preview();
            self.editor = Some(Editor::new(origin));
        }
    }

    /// Whether the editor has to be asked first; then it asks.
    pub(super) fn editor_asks(&mut self, then: Then) -> bool {
        let Some(editor) = self.editor.as_mut().filter(|editor| editor.is_changed()) else { return false };
        editor.ask_before(then);
        true
    }

    fn leave_editor(&mut self, ctx: &Context, then: Then) {
        self.editor = None;
        match then {
            Then::Go(place) => self.carry_out(ctx, Action::Go(place)),
            Then::Close => ctx.send_viewport_cmd(ViewportCommand::Close),
        }
    }

    /// Plays what is being written, without a journal.
    fn try_out(&mut self, ctx: &Context, programme: Arc<Programme>) {
        let play = Play::of(Arc::clone(&programme), &self.settings.settings, self.env.through);
        let lead_in = play.lead_in;
        self.stage = None;
        let conductor = Conductor::begin(play, None, Arc::clone(&self.env.now), waker(ctx));
        self.stage = Some(Stage::new(programme, conductor, lead_in, ctx));
    }

    /// What the stage asks for while it shows what is being written: that is not logged, and leads back to the editor as
    /// soon as it is over, unless it was stopped for a reason.
    pub(super) fn as_tried(&self, asked: Option<Action>) -> Option<Action> {
        if self.editor.is_none() {
            return asked;
        }
        match asked {
            Some(Action::Begin(programme)) => Some(Action::Try(programme)),
            None if self.stage.as_ref().is_some_and(Stage::is_over_unasked) => Some(Action::Leave),
            asked => asked,
        }
    }

    fn begin_job(&mut self, ctx: &Context, job: Job) {
        let wake = waker(ctx);
        self.files.begin(job, self.env.data.sessions(), Arc::clone(&self.env.show_file), move || wake());
    }

    /// Takes note of what became of files.
    pub(super) fn hear_of_files(&mut self, ctx: &Context) {
        while let Some((done, catalogue)) = self.files.done() {
            if let Some(catalogue) = catalogue {
                self.offer(catalogue);
                // What is still being read is older.
                self.reading = None;
            }
            match done {
                Done::Kept(outcome) => {
                    if let Ok(kept) = &outcome {
                        self.library.choose_this(&kept.name);
                    }
                    if let Some(then) = self.editor.as_mut().and_then(|editor| editor.saved(outcome)) {
                        self.leave_editor(ctx, then);
                    }
                }
                Done::Shown(Err(why)) if self.place == Place::Settings => self.vault.say_why(&why),
                done => self.library.hear(done),
            }
        }
    }

    /// Where a session is left for.
    pub(super) fn after_a_session(&self) -> Place {
        if self.editor.is_some() { Place::Library } else { Place::Today }
    }
}
