//! The window itself: which page is shown, what plays, and what the places ask for.

mod closing;
mod editing;
mod places;
mod shell;

use std::sync::Arc;

use eframe::egui::{Context, Ui, ViewportCommand, accesskit_root_id};

use crate::catalogue::Programme;
use crate::ending::Ending;
use crate::journal::Passphrase;
use crate::playback::Play;
use crate::settings::Settings;
use crate::units::Time;

use self::closing::Closing;
pub use self::places::Place;
use self::places::{Places, main_ui};
use self::shell::Shell;
use crate::ui::action::{Action, Then};
use crate::ui::before::{Before, BeforeAction};
use crate::ui::calibrate::Calibrate;
use crate::ui::damaged::Damaged;
use crate::ui::env::Env;
use crate::ui::locked::{Locked, Watch};
use crate::ui::stage::Stage;
use crate::ui::{motion, native, rail, settings, theme, widgets};

/// How long the lead-in lasts at least when it asks for a rating.
const TO_RATE: Time = Time::from_secs(10);

/// What the window shows when nothing stands before it.
#[derive(Debug)]
enum Screen {
    /// The places.
    Places,
    /// The sound delay is being set.
    Calibrate(Calibrate),
    /// A session plays.
    Stage(Box<Stage>),
}

/// The window.
#[derive(Debug)]
pub struct App {
    // Dropped before the journal, so that what was practised is handed over first.
    screen: Screen,
    places: Places,
    before: Before,
    closing: Closing,
    locked: Locked,
    damaged: Damaged,
    watch: Watch,
    ending: Ending,
    shell: Shell,
}

impl App {
    /// A window at Today, or on the stage when there is something to play.
    pub fn new(ctx: &Context, env: Env, play: Option<Arc<Programme>>) -> Self {
        theme::install(ctx);
        let shell = Shell::new(ctx, env);
        let mut before = Before::default();
        if let Some(programme) = play {
            before.begin(programme);
        }
        Self {
            screen: Screen::Places,
            places: Places::new(shell.keeper.clone(), &shell.env),
            before,
            closing: Closing::default(),
            locked: Locked::default(),
            damaged: Damaged::default(),
            watch: Watch::default(),
            ending: Ending::default(),
            shell,
        }
    }

    /// The same, with the passphrase of a journal that needs one.
    #[must_use]
    pub fn unlocked(self, passphrase: Option<Passphrase>) -> Self {
        if let Some(passphrase) = passphrase {
            // Whether it was the right one shows with the keeper.
            drop(self.shell.keeper.unlock(passphrase));
        }
        self
    }

    /// The session that is on the stage.
    const fn stage(&self) -> Option<&Stage> {
        if let Screen::Stage(stage) = &self.screen { Some(stage) } else { None }
    }

    /// Ends what is on the stage, with the note that was written there.
    fn leave_stage(&mut self, ctx: &Context) {
        if let Screen::Stage(stage) = &mut self.screen {
            stage.leave(ctx);
            self.screen = Screen::Places;
        }
    }

    /// Locks the journal, when it is time to; what was seen of it is forgotten.
    fn lock_in_time(&mut self, ctx: &Context) {
        let plays = self.stage().is_some_and(Stage::is_under_way);
        if !self.watch.says_lock(ctx, &self.shell.keeper, self.shell.settings(), plays) {
            return;
        }
        self.leave_stage(ctx);
        self.shell.keeper.lock();
        self.shell.changing.hush();
        self.places.settings.hush();
        self.places.forget();
        self.places.vault.clear();
        self.locked.clear();
    }

    fn begin(&mut self, ctx: &Context, programme: Arc<Programme>) {
        let settings = self.shell.settings();
        // Where nothing would be left of it, the page before it has said so.
        let Ok(programme) = programme.as_chosen(&settings.left_out()) else { return };
        let mut play = Play::of(Arc::clone(&programme), settings, self.shell.env.through);
        if settings.ratings {
            // There is time to say how it is before.
            play.lead_in = play.lead_in.max(TO_RATE);
        }
        let lead_in = play.lead_in;
        // The one before ends first: two would sound at once.
        self.screen = Screen::Places;
        let playback = self.shell.play(ctx, play, Some(self.shell.keeper.clone()));
        self.ending.plays(playback.closer());
        self.screen = Screen::Stage(Box::new(Stage::new(programme, playback, lead_in, ctx)));
    }

    /// The page before a session, if there is one; begins what needs none.
    fn before_begin(&mut self, ui: &mut Ui) -> bool {
        if !self.before.is_pending() {
            return false;
        }
        let frame = self.shell.frame();
        let read = self.shell.keeper.snapshot().is_some() || self.shell.keeper.error().is_some();
        match self.before.ui(ui, &self.shell.facts(&frame), read) {
            None => false,
            Some(BeforeAction::Waiting) => true,
            Some(BeforeAction::Begin(programme)) => {
                let ctx = ui.ctx().clone();
                self.begin(&ctx, programme);
                false
            }
        }
    }

    fn carry_out(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::Go(place) if self.editor_asks(ctx, Then::Go(place)) => {}
            Action::Go(place) => {
                if place == Place::Library {
                    self.shell.read_catalogue(ctx);
                }
                self.shell.changing.hush();
                self.places.go(ctx, place);
            }
            Action::SeeSomeone => {
                self.shell.changing.hush();
                self.places.go_see_someone(ctx);
            }
            Action::Begin(programme) => {
                self.places.library.end_preview();
                // The one before ends first: its question, if any, has been answered by this.
                self.screen = Screen::Places;
                self.before.begin(programme);
            }
            Action::Look(programme) => {
                self.leave_stage(ctx);
                self.before.look(programme);
            }
            Action::Leave => {
                self.leave_stage(ctx);
                self.places.show_from_now(self.after_a_session());
            }
            Action::Close => ctx.send_viewport_cmd(ViewportCommand::Close),
            Action::Calibrate => {
                let choice = self.shell.settings().choice();
                self.screen = Screen::Calibrate(Calibrate::new(choice, self.shell.env.through));
            }
            Action::Choose(settings) => self.choose(ctx, settings),
            Action::Edit(what) => self.edit(&what),
            Action::Try(programme) => self.try_out(ctx, programme),
            Action::LeaveEditor(then) => self.leave_editor(ctx, then),
            Action::Listen(sample) => {
                self.places.settings.listen(sample, self.shell.settings(), self.shell.env.through, ctx);
            }
            Action::Hear(programme) => {
                self.places.library.preview(programme, self.shell.settings(), self.shell.env.through, ctx);
            }
            Action::Do(job) => self.shell.begin_job(ctx, job),
            Action::Change(change) => {
                let today = self.shell.today();
                self.shell.changing.ask(&self.shell.keeper, *change, today);
            }
        }
    }

    /// Keeps these settings; what sounds and shows does as they say from now on.
    fn choose(&mut self, ctx: &Context, settings: Settings) {
        if self.places.place == Place::Settings {
            self.places.settings.heed(self.shell.settings(), &settings, self.shell.env.through, ctx);
        }
        if let Some(stage) = self.stage() {
            stage.heed(&settings);
        }
        self.shell.choose(ctx, settings);
    }

    /// What stands before everything else, or else the screen.
    fn page(&mut self, ui: &mut Ui) -> Option<Action> {
        if self.closing == Closing::Asked {
            self.closing_ui(ui);
            return None;
        }
        if self.stage().is_none() && Locked::stands_before(&self.shell.keeper) {
            self.locked.ui(ui, &self.shell.keeper);
            return None;
        }
        if self.before_begin(ui) {
            return None;
        }
        if self.stage().is_none() && self.damaged.stands_before(&self.shell.keeper) {
            self.damaged.ui(ui, &self.shell.keeper);
            return None;
        }
        self.show(ui)
    }

    fn show(&mut self, ui: &mut Ui) -> Option<Action> {
        let window = ui.max_rect();
        self.shell.changing.hear();
        self.places.hush_elsewhere(matches!(self.screen, Screen::Places));
        let frame = self.shell.frame();
        match &mut self.screen {
            Screen::Stage(stage) => {
                let mut child = main_ui(ui, window, stage.title());
                let asked = stage.ui(&mut child, &self.shell.facts(&frame));
                self.as_tried(asked)
            }
            Screen::Calibrate(calibrate) => {
                let sound_delay_ms = calibrate.ui(ui)?;
                self.screen = Screen::Places;
                Some(Action::Choose(Settings { sound_delay_ms, ..self.shell.settings().clone() }))
            }
            Screen::Places => {
                let led = self.places.rail_ui(ui, window);
                let room = rail::content(ui, window);
                let room = self.shell.changing.ui(ui, room, &self.shell.keeper);
                led.or(self.places.ui(ui, room, &self.shell.facts(&frame)))
            }
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        if ctx.input(|input| input.viewport().close_requested()) {
            self.close_requested(ctx);
        }
        self.end_if_asked(ctx);
        self.lock_in_time(ctx);
        if self.places.vault.has_deleted() {
            self.places.forget();
            self.shell.begin_anew(ctx);
        }
        self.poll_jobs(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        motion::frame_begins(ui.ctx(), self.shell.env.frames);
        widgets::follow_hand(ui.ctx());
        ui.ctx().accesskit_node_builder(accesskit_root_id(), |node| node.set_label(native::TITLE));
        if self.stage().is_none() {
            self.shell.take_dropped(ui.ctx());
        }
        // The window is cleared in the colour of the paper: nothing needs to be painted beneath a place.
        let action = self.page(ui);
        ui.expand_to_include_rect(ui.max_rect());
        let zoomed = || settings::zoomed(ui, self.shell.settings()).map(Action::Choose);
        if let Some(action) = action.or_else(zoomed) {
            let ctx = ui.ctx().clone();
            self.carry_out(&ctx, action);
            ctx.request_repaint();
        }
    }

    fn clear_color(&self, visuals: &eframe::egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
