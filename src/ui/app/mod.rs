//! The window itself: which place is shown, what plays, and what the places ask for.

mod choosing;
mod closing;
mod editing;
mod places;

use std::sync::{Arc, mpsc};

use chrono::NaiveDate;
use eframe::egui::{Context, Ui, ViewportCommand, accesskit_root_id};

use crate::catalogue::{Catalogue, Programme};
use crate::conductor::{Conductor, Play};
use crate::ending::Ending;
use crate::journal::{Keeper, Passphrase};
use crate::settings::{Found, Saver, Settings};
use crate::units::Time;

use self::closing::Closing;
use self::places::{Enters, main_ui, place_ui};
use crate::ui::action::{Action, Facts, Place, Then};
use crate::ui::before::{Asked, Before};
use crate::ui::calibrate::Calibrate;
use crate::ui::changing::Changing;
use crate::ui::damaged::Damaged;
use crate::ui::dropped::{Arrived, Dropped};
use crate::ui::editor::Editor;
use crate::ui::env::Env;
use crate::ui::library::Library;
use crate::ui::locked::{Locked, Watch};
use crate::ui::own_files::OwnFiles;
use crate::ui::plan::PlanPlace;
use crate::ui::progress::Progress;
use crate::ui::safety::WhenToStop;
use crate::ui::settings::{self, SettingsPlace};
use crate::ui::stage::Stage;
use crate::ui::today::Today;
use crate::ui::vault::Vault;
use crate::ui::{motion, native, rail, theme, week_facts, widgets};

/// How long the lead-in lasts at least when it asks for a rating.
const TO_RATE: Time = Time::from_secs(10);

/// The window.
#[derive(Debug)]
pub struct App {
    // Dropped before the keeper, so that what was practised is handed over first.
    stage: Option<Stage>,
    before: Before,
    /// While the sound delay is being set.
    calibrate: Option<Calibrate>,
    closing: Closing,
    ending: Ending,
    keeper: Keeper,
    env: Env,
    place: Place,
    enters: Enters,
    today: Today,
    library: Library,
    progress: Progress,
    plan: PlanPlace,
    changing: Changing,
    settings: Found,
    saver: Saver,
    /// As it was read, and as the settings want it played.
    found: Catalogue,
    catalogue: Arc<Catalogue>,
    reading: Option<mpsc::Receiver<Catalogue>>,
    dropped: Dropped,
    /// While a session is being written.
    editor: Option<Editor>,
    files: OwnFiles,
    locked: Locked,
    damaged: Damaged,
    watch: Watch,
    vault: Vault,
    chosen: SettingsPlace,
}

impl App {
    /// A window at Today, or on the stage when there is something to play.
    pub fn new(ctx: &Context, env: Env, play: Option<Arc<Programme>>) -> Self {
        theme::install(ctx);
        let settings = Settings::load(&env.data);
        theme::choose(ctx, &settings.settings);
        let keeper = Keeper::open(&env.data, waker(ctx));
        let mut app = Self {
            locked: Locked::default(),
            damaged: Damaged::default(),
            watch: Watch::default(),
            chosen: SettingsPlace::default(),
            vault: Vault::new(keeper.clone(), env.data.clone()),
            stage: None,
            before: Before::default(),
            calibrate: None,
            closing: Closing::default(),
            ending: Ending::default(),
            keeper,
            place: Place::default(),
            enters: Enters::default(),
            today: Today::default(),
            library: Library::default(),
            progress: Progress::default(),
            plan: PlanPlace::default(),
            changing: Changing::default(),
            settings,
            saver: Saver::new(env.data.clone(), waker(ctx)),
            found: Catalogue::default(),
            catalogue: Arc::default(),
            reading: None,
            dropped: Dropped::default(),
            editor: None,
            files: OwnFiles::default(),
            env,
        };
        // Shipped sessions need no folder: Today stands complete in the first frame.
        app.offer(Catalogue::shipped());
        app.read_catalogue(ctx);
        if let Some(programme) = play {
            app.before.begin(programme);
        }
        app
    }

    /// Offers these sessions from now on.
    fn offer(&mut self, found: Catalogue) {
        self.catalogue = Arc::new(found.as_chosen(&self.settings.settings));
        self.found = found;
    }

    /// The same, with the passphrase of a journal that needs one.
    #[must_use]
    pub fn unlocked(self, passphrase: Option<Passphrase>) -> Self {
        if let Some(passphrase) = passphrase {
            // Whether it was the right one shows with the keeper.
            drop(self.keeper.unlock(passphrase));
        }
        self
    }

    /// Locks the journal, when it is time to; what was seen of it is forgotten.
    fn lock_in_time(&mut self, ctx: &Context) {
        let plays = self.stage.as_ref().is_some_and(Stage::is_under_way);
        if !self.watch.says_lock(ctx, &self.keeper, &self.settings.settings, plays) {
            return;
        }
        if let Some(mut stage) = self.stage.take() {
            stage.leave(ctx);
        }
        self.keeper.lock();
        self.chosen.hush();
        (self.today, self.library, self.progress, self.plan) = Default::default();
        self.changing.hush();
        self.locked.clear();
        self.vault.clear();
    }

    /// After everything was deleted, what was chosen is no more.
    fn begin_anew(&mut self, ctx: &Context) {
        self.settings = Found::default();
        theme::choose(ctx, &self.settings.settings);
        (self.today, self.library, self.progress, self.plan) = Default::default();
        self.changing.hush();
        self.read_catalogue(ctx);
    }

    /// Reads the sessions again, on a thread of its own.
    fn read_catalogue(&mut self, ctx: &Context) {
        let (send, receive) = mpsc::channel();
        let (folder, wake) = (self.env.data.sessions(), waker(ctx));
        std::thread::spawn(move || {
            // A window that is gone needs no answer.
            let _ = send.send(Catalogue::load(&folder));
            wake();
        });
        self.reading = Some(receive);
    }

    fn begin(&mut self, ctx: &Context, programme: Arc<Programme>) {
        let settings = &self.settings.settings;
        // Where nothing would be left of it, the page before it has said so.
        let Ok(programme) = programme.as_chosen(settings) else { return };
        let mut play = Play::of(Arc::clone(&programme), settings, self.env.through);
        if settings.ratings {
            // There is time to say how it is before.
            play.lead_in = play.lead_in.max(TO_RATE);
        }
        let lead_in = play.lead_in;
        // The one before ends first: two would sound at once.
        self.stage = None;
        let conductor = Conductor::begin(play, Some(self.keeper.clone()), Arc::clone(&self.env.now), waker(ctx));
        self.ending.plays(conductor.closer());
        self.stage = Some(Stage::new(programme, conductor, lead_in, ctx));
    }

    /// The page before a session, if there is one; begins what needs none.
    fn before_begin(&mut self, ui: &mut Ui) -> bool {
        let snapshot = self.keeper.snapshot();
        let read = snapshot.is_some() || self.keeper.kind().is_some();
        let own_sessions = self.env.data.sessions();
        let now = (self.env.now)();
        let facts = Facts {
            now,
            today: week_facts::practice_day(now, snapshot.as_deref()),
            journal: snapshot.as_ref(),
            own_sessions: &own_sessions,
            catalogue: &self.catalogue,
            settings: &self.settings.settings,
            troubles: &[],
            changing: &self.changing,
        };
        match self.before.ui(ui, &facts, read) {
            None => false,
            Some(Asked::Waiting) => true,
            Some(Asked::Begin(programme)) => {
                let ctx = ui.ctx().clone();
                self.begin(&ctx, programme);
                false
            }
        }
    }

    /// The practice day.
    fn today(&self) -> NaiveDate {
        week_facts::practice_day((self.env.now)(), self.keeper.snapshot().as_deref())
    }

    fn carry_out(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::Go(place) if self.editor_asks(Then::Go(place)) => {}
            Action::Go(place) => {
                self.editor = None;
                self.library.end_preview();
                if place == Place::Library {
                    self.read_catalogue(ctx);
                }
                if place == Place::Settings {
                    // What is plugged in may have changed.
                    self.chosen = SettingsPlace::default();
                }
                self.library.tell(Arrived::default());
                self.changing.hush();
                self.place = place;
                self.enters = Enters::Place;
                // Where it was is no part of this place.
                ctx.memory_mut(|memory| memory.focused().map(|id| memory.surrender_focus(id)));
            }
            Action::Edit(_) | Action::Try(_) | Action::LeaveEditor(_) | Action::Hear(_) | Action::Files(_) => {
                self.carry_out_of_sessions(ctx, action);
            }
            Action::Begin(programme) => {
                self.library.end_preview();
                // The one before ends first: its question, if any, has been answered by this.
                self.stage = None;
                self.before.begin(programme);
            }
            Action::Look(programme) => {
                if let Some(mut stage) = self.stage.take() {
                    stage.leave(ctx);
                }
                self.before.look(programme);
            }
            Action::Leave => {
                if let Some(mut stage) = self.stage.take() {
                    stage.leave(ctx);
                }
                self.place = self.after_a_session();
                self.enters = Enters::Place;
            }
            Action::Change(change) => self.changing.ask(&self.keeper, *change, self.today()),
            Action::Run(errand) => {
                let wake = waker(ctx);
                errand.begin(self.keeper.clone(), self.today(), move || wake());
            }
            Action::Close => ctx.send_viewport_cmd(ViewportCommand::Close),
            Action::Calibrate => {
                self.calibrate = Some(Calibrate::new(self.settings.settings.choice(), self.env.through));
            }
            Action::Listen(sample) => self.chosen.listen(sample, &self.settings.settings, self.env.through, ctx),
            Action::Choose(settings) => self.choose(ctx, settings),
        }
    }

    fn show(&mut self, ui: &mut Ui) -> Option<Action> {
        let window = ui.max_rect();
        self.changing.hear();
        let shows_place = self.stage.is_none() && self.calibrate.is_none();
        self.hush_elsewhere(shows_place);
        let led = if shows_place { self.rail_ui(ui, window) } else { None };
        let mut room = rail::content(ui, window);
        if shows_place {
            room = self.changing.ui(ui, room, &self.keeper);
        }
        let snapshot = self.keeper.snapshot();
        let settings_trouble = self.saver.trouble().or_else(|| self.settings.trouble.clone());
        let troubles: Vec<String> = self.keeper.trouble().into_iter().chain(settings_trouble).collect();
        let own_sessions = self.env.data.sessions();
        let now = (self.env.now)();
        let facts = Facts {
            now,
            today: week_facts::practice_day(now, snapshot.as_deref()),
            journal: snapshot.as_ref(),
            own_sessions: &own_sessions,
            catalogue: &self.catalogue,
            settings: &self.settings.settings,
            troubles: &troubles,
            changing: &self.changing,
        };
        if let Some(stage) = &mut self.stage {
            let mut child = main_ui(ui, window, stage.title());
            let asked = stage.ui(&mut child, &facts);
            return self.as_tried(asked);
        }
        if let Some(calibrate) = &mut self.calibrate {
            let sound_delay_ms = calibrate.ui(ui)?;
            self.calibrate = None;
            return Some(Action::Choose(Settings { sound_delay_ms, ..self.settings.settings.clone() }));
        }
        let mut child = place_ui(ui, room, self.place);
        if let Some(editor) = &mut self.editor {
            return led.or(editor.ui(&mut child, &facts));
        }
        let asked = match self.place {
            Place::Today => self.today.ui(&mut child, &facts),
            Place::Library => self.library.ui(&mut child, &facts),
            Place::Progress => self.progress.ui(&mut child, &facts),
            Place::Plan => self.plan.ui(&mut child, &facts),
            Place::Settings => self.chosen.ui(&mut child, &facts, &mut self.vault),
            Place::WhenToStop => WhenToStop::ui(&mut child),
        };
        led.or(asked)
    }
}

fn waker(ctx: &Context) -> Arc<dyn Fn() + Send + Sync> {
    let ctx = ctx.clone();
    Arc::new(move || ctx.request_repaint())
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        if ctx.input(|input| input.viewport().close_requested()) {
            self.close_requested(ctx);
        }
        self.end_if_asked(ctx);
        self.lock_in_time(ctx);
        if self.vault.has_deleted() {
            self.begin_anew(ctx);
        }
        if let Some(read) = self.reading.as_ref().and_then(|reading| reading.try_recv().ok()) {
            self.offer(read);
            self.reading = None;
        }
        self.hear_of_files(ctx);
        if let Some((arrived, catalogue)) = self.dropped.arrived() {
            self.offer(catalogue);
            // What is still being read is older.
            self.reading = None;
            self.library.tell(arrived);
            self.place = Place::Library;
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        motion::frame_begins(ui.ctx(), self.env.frames);
        widgets::follow_hand(ui.ctx());
        ui.ctx().accesskit_node_builder(accesskit_root_id(), |node| node.set_label(native::TITLE));
        if self.stage.is_none() {
            let wake = waker(ui.ctx());
            self.dropped.take(ui.ctx(), &self.env.data.sessions(), move || wake());
        }
        // The window is cleared in the colour of the paper: nothing needs to be painted beneath a place.
        let action = if self.closing == Closing::Asked {
            self.closing_ui(ui);
            None
        } else if self.stage.is_none() && Locked::stands_before(&self.keeper) {
            self.locked.ui(ui, &self.keeper);
            None
        } else if self.before_begin(ui) {
            None
        } else if self.stage.is_none() && self.damaged.stands_before(&self.keeper) {
            self.damaged.ui(ui, &self.keeper);
            None
        } else {
            self.show(ui)
        };
        ui.expand_to_include_rect(ui.max_rect());
        let zoomed = || settings::zoomed(ui, &self.settings.settings).map(Action::Choose);
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
