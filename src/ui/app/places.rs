//! The places: which one is shown, where it stands in the window, and how the keyboard gets into it.

use eframe::egui::{Context, FocusDirection, Key, Rect, Ui, accesskit::Role};

use crate::journal::Keeper;
use crate::ui::action::{Action, Facts};
use crate::ui::editor::Editor;
use crate::ui::env::Env;
use crate::ui::jobs::AddedFiles;
use crate::ui::library::Library;
use crate::ui::plan::PlanPlace;
use crate::ui::progress::Progress;
use crate::ui::safety::{Start, WhenToStop};
use crate::ui::settings::SettingsPlace;
use crate::ui::today::Today;
use crate::ui::vault::Vault;
use crate::ui::{motion, rail, why, widgets};

/// A place of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// What now?
    #[default]
    Today,
    /// Which sessions are there?
    Library,
    /// Am I consistent?
    Progress,
    /// What do I want?
    Plan,
    /// Make it mine.
    Settings,
    /// What this is not, and when to see someone.
    WhenToStop,
    /// Why practice helps: Plan and When to stop lead there, and the rail does not.
    WhyThisHelps,
}

impl Place {
    /// Those reached from the top of the rail.
    pub(in crate::ui) const TOP: [Self; 4] = [Self::Today, Self::Library, Self::Progress, Self::Plan];
    /// Those reached from its foot.
    pub(in crate::ui) const FOOT: [Self; 2] = [Self::Settings, Self::WhenToStop];

    /// All that the rail leads to, in its order.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::TOP.into_iter().chain(Self::FOOT)
    }

    /// Its name, which no other has.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Library => "Library",
            Self::Progress => "Progress",
            Self::Plan => "Plan",
            Self::Settings => "Settings",
            Self::WhenToStop => "When to stop",
            Self::WhyThisHelps => why::NAME,
        }
    }
}

/// Where the keyboard goes when it is nowhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Enters {
    /// To the first thing of the place, which was just gone to.
    #[default]
    Place,
    /// There; unless it holds nothing to go to, then to the first thing there is.
    Entered,
    /// To the first thing there is.
    Anywhere,
}

/// The places as they look now.
#[derive(Debug)]
pub(super) struct Places {
    pub(super) place: Place,
    enters: Enters,
    today: Today,
    pub(super) library: Library,
    /// While a session is being written: it stands where the Library does.
    pub(super) editor: Option<Editor>,
    pub(super) progress: Progress,
    plan: PlanPlace,
    pub(super) settings: SettingsPlace,
    pub(super) vault: Vault,
    when_to_stop: WhenToStop,
}

impl Places {
    pub(super) fn new(keeper: Keeper, env: &Env) -> Self {
        Self {
            place: Place::default(),
            enters: Enters::default(),
            today: Today::default(),
            library: Library::default(),
            editor: None,
            progress: Progress::default(),
            plan: PlanPlace::default(),
            settings: SettingsPlace::default(),
            vault: Vault::new(keeper, env.data.clone()),
            when_to_stop: WhenToStop::default(),
        }
    }

    /// Forgets what was seen of the journal.
    pub(super) fn forget(&mut self) {
        (self.today, self.library, self.progress, self.plan) = Default::default();
    }

    /// Goes to a place, as it looks at first.
    pub(super) fn go(&mut self, ctx: &Context, place: Place) {
        self.editor = None;
        self.library.end_preview();
        self.library.tell(AddedFiles::default());
        if place == Place::Settings {
            // What is plugged in may have changed.
            self.settings = SettingsPlace::default();
        }
        if place == Place::WhenToStop {
            self.when_to_stop = WhenToStop::at(Start::Top);
        }
        self.show_from_now(place);
        // Where it was is no part of this place.
        ctx.memory_mut(|memory| memory.focused().map(|id| memory.surrender_focus(id)));
    }

    /// Goes to whom to see.
    pub(super) fn go_see_someone(&mut self, ctx: &Context) {
        self.go(ctx, Place::WhenToStop);
        self.when_to_stop = WhenToStop::at(Start::SeeSomeone);
    }

    /// Shows a place from now on; the keyboard begins there.
    pub(super) fn show_from_now(&mut self, place: Place) {
        (self.place, self.enters) = (place, Enters::Place);
    }

    /// Shows the place in `room`, or what is written there.
    pub(super) fn ui(&mut self, ui: &mut Ui, room: Rect, facts: &Facts<'_>) -> Option<Action> {
        let mut child = place_ui(ui, room, self.place);
        if let Some(editor) = &mut self.editor {
            return editor.ui(&mut child, facts);
        }
        match self.place {
            Place::Today => self.today.ui(&mut child, facts),
            Place::Library => self.library.ui(&mut child, facts),
            Place::Progress => self.progress.ui(&mut child, facts),
            Place::Plan => self.plan.ui(&mut child, facts),
            Place::Settings => self.settings.ui(&mut child, facts, &mut self.vault),
            Place::WhenToStop => self.when_to_stop.ui(&mut child),
            Place::WhyThisHelps => {
                why::ui(&mut child);
                None
            }
        }
    }

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

    /// Ends what is listened to in Settings where they are not shown.
    pub(super) fn hush_elsewhere(&mut self, shows_place: bool) {
        if !shows_place || self.place != Place::Settings {
            self.settings.hush();
        }
    }
}

/// What the window is for now, as a screen reader finds it.
pub(super) fn main_ui(ui: &mut Ui, rect: Rect, name: &str) -> Ui {
    widgets::landmark(ui, rect, Role::Main, name)
}

/// Where a place draws; it comes up softly when it was not there a frame ago.
fn place_ui(ui: &mut Ui, rect: Rect, place: Place) -> Ui {
    let mut child = main_ui(ui, rect, place.name());
    child.set_clip_rect(Rect::from_x_y_ranges(ui.max_rect().x_range(), rect.y_range()));
    let shown = motion::arrive(ui.ctx(), place.name());
    child.set_opacity(shown);
    child
}
