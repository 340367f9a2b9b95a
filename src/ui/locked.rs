//! The page that stands before everything else while the journal is locked, and when the window locks it.
//!
//! Shows nothing of what is in the journal; what is typed is wiped as soon as it has been tried.

use std::time::Duration;

use eframe::egui::{Context, Event, Key, Modifiers, Response, TextEdit, Ui, Vec2};
use zeroize::{Zeroize as _, Zeroizing};

use super::task::Task;
use super::theme::{Palette, Type, space};
use super::widgets;
use crate::journal::{JournalError, Keeper, Passphrase};
use crate::settings::{LOCK_AFTER_MIN, Settings};

/// What is shown after “Forgotten?”.
const FORGOTTEN: [&str; 3] = [
    "Without its passphrase nobody can open the journal, and this program cannot either: there is no second way in.",
    "An export that was made before can be imported into a new journal.",
    "To start anew sets the locked journal aside, among the backups. If the passphrase comes back to you, ebb backup \
     restore opens it with it.",
];

/// What is shown there where the newest backup has no passphrase.
const NEVER: &str = "The newest backup has no passphrase. If you never set one, the beginning of the journal is damaged, and \
                     the backup can take its place; what is there now is kept among the backups.";

/// The page.
#[derive(Debug, Default)]
pub(super) struct Locked {
    typed: Zeroizing<String>,
    /// The passphrase that is tried, or what was chosen instead.
    trying: Task<Result<(), JournalError>>,
    /// Which backup has no passphrase, although the journal seems to have one.
    looking: Task<Result<Option<String>, JournalError>>,
    spare: Option<String>,
    told: Option<String>,
    has_forgotten: bool,
    /// Whether to start anew was asked for, and is to be asked back.
    asks_anew: bool,
    /// Whether the field was given the keyboard.
    was_shown: bool,
}

impl Locked {
    /// Whether the journal is to be unlocked first.
    pub(super) fn stands_before(keeper: &Keeper) -> bool {
        matches!(keeper.error(), Some(JournalError::Locked | JournalError::WrongPassphrase))
    }

    /// Forgets what was typed and said.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Shows the page.
    pub(super) fn ui(&mut self, ui: &mut Ui, keeper: &Keeper) {
        self.hear();
        widgets::reading(ui, "locked", |ui| self.page(ui, keeper));
    }

    fn page(&mut self, ui: &mut Ui, keeper: &Keeper) {
        let palette = Palette::of(ui);
        widgets::heading(ui, Type::Title, palette.ink, "Locked");
        widgets::gap(ui, space::GROUP);
        let field = secret(ui, "Passphrase", &mut self.typed);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if !std::mem::replace(&mut self.was_shown, true) || entered {
            field.request_focus();
        }
        widgets::gap(ui, space::NEAR);
        if widgets::pill(ui, "Unlock").clicked() || entered {
            self.attempt(keeper);
        }
        widgets::gap(ui, space::NEAR);
        if self.trying.is_running() {
            widgets::text(ui, Type::Body, palette.quiet, "Opening …");
        } else if let Some(told) = &self.told {
            widgets::text(ui, Type::Body, palette.ink, told);
        }
        widgets::gap(ui, space::GROUP);
        if !self.has_forgotten {
            if widgets::link(ui, "Forgotten?").clicked() {
                self.has_forgotten = true;
                self.looking = keeper.ask(|journal| Ok(journal.spare_backup())).into();
            }
            return;
        }
        if let Some(name) = &self.spare {
            widgets::text(ui, Type::Body, palette.ink, NEVER);
            widgets::gap(ui, space::SMALL);
            if widgets::outline(ui, "Put the backup in its place").clicked() && !self.trying.is_running() {
                let name = name.clone();
                self.trying = keeper.ask(move |journal| journal.restore(&name, None).map(drop)).into();
            }
            widgets::gap(ui, space::NEAR);
        }
        for sentence in FORGOTTEN {
            widgets::text(ui, Type::Body, palette.quiet, sentence);
            widgets::gap(ui, space::SMALL);
        }
        widgets::gap(ui, space::NEAR);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(space::NEAR);
            if !self.asks_anew {
                self.asks_anew = widgets::outline(ui, "Start anew …").clicked();
            } else if widgets::outline(ui, "Set the journal aside and begin an empty one").clicked()
                && !self.trying.is_running()
            {
                self.trying = keeper.ask(|journal| journal.start_anew().map(drop)).into();
            }
            if widgets::outline(ui, "Try again").clicked() {
                (self.has_forgotten, self.asks_anew) = (false, false);
                self.was_shown = false;
            }
        });
        widgets::gap(ui, space::GROUP);
    }

    fn attempt(&mut self, keeper: &Keeper) {
        if self.trying.is_running() {
            return;
        }
        match Passphrase::new(take(&mut self.typed)) {
            Ok(passphrase) => self.trying = keeper.unlock(passphrase).into(),
            Err(why) => self.refuse(&why.to_string()),
        }
    }

    /// Says why, and gives the keyboard back to the field.
    fn refuse(&mut self, why: &str) {
        self.told = Some(sentence(why));
        self.was_shown = false;
    }

    fn hear(&mut self) {
        if let Some(Ok(spare)) = self.looking.outcome() {
            self.spare = spare;
        }
        if let Some(answer) = self.trying.outcome() {
            match answer {
                Ok(()) => self.told = None,
                Err(why) => self.refuse(&why.to_string()),
            }
        }
    }
}

/// A field that shows nothing of what is typed into it.
pub(super) fn secret(ui: &mut Ui, name: &str, typed: &mut Zeroizing<String>) -> Response {
    let response = widgets::field(ui, name, widgets::FieldKind::Secret, typed);
    if let Some(mut state) = TextEdit::load_state(ui.ctx(), response.id) {
        // It would keep what was typed, letter by letter.
        state.clear_undoer();
        state.store(ui.ctx(), response.id);
    }
    response
}

/// What was typed, out of its field.
pub(super) fn take(typed: &mut Zeroizing<String>) -> Zeroizing<String> {
    let taken = typed.clone();
    typed.zeroize();
    taken
}

/// With a capital letter and a full stop.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.trim_end_matches('.').chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).chain(['.']).collect()
}

/// Locks the journal when nobody has touched the window for a while, when it is minimised, and with Ctrl+L.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Watch {
    /// When something was last done, by the window's clock, in seconds.
    touched: f64,
}

impl Watch {
    /// Whether to lock now, by what was done in this frame. `plays` is true while a session does: never then.
    pub(super) fn says_lock(&mut self, ctx: &Context, keeper: &Keeper, settings: &Settings, plays: bool) -> bool {
        let (now, was_touched, is_minimised) = ctx.input(|input| {
            let touched = input.events.iter().any(|event| !matches!(event, Event::WindowFocused(false)));
            (input.time, touched, input.viewport().minimized == Some(true))
        });
        let may_lock = !plays && keeper.is_sealed();
        if was_touched || !may_lock {
            self.touched = now;
        }
        if !may_lock {
            return false;
        }
        let asked = ctx.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::L));
        let left = f64::from(settings.lock_after_min) * 60.0 - (now - self.touched);
        let is_idle = settings.lock_after_min > 0 && left <= 0.0;
        if settings.lock_after_min > 0 && !is_idle {
            ctx.request_repaint_after(Duration::from_secs_f64(left));
        }
        asked || is_idle || (is_minimised && settings.lock_on_minimise)
    }
}

/// The part of Settings about when a journal with a passphrase is locked.
pub(super) fn when(ui: &mut Ui, chosen: &mut Settings) {
    let name = "Lock when nothing is done";
    widgets::row(ui, name, "A journal with a passphrase; never while a session plays.", |ui| {
        let range = wide(*LOCK_AFTER_MIN.start())..=wide(*LOCK_AFTER_MIN.end());
        let words = |minutes| if minutes == 0 { "never".to_owned() } else { format!("{minutes} min") };
        let mut minutes = wide(chosen.lock_after_min);
        if widgets::number(ui, name, &mut minutes, &range, 5, words) {
            chosen.lock_after_min = minutes.unsigned_abs();
        }
    });
    let name = "Lock when minimised";
    widgets::row(ui, name, "The same, as soon as the window is put away.", |ui| {
        widgets::switch(ui, name, &mut chosen.lock_on_minimise)
    });
}

fn wide(minutes: u32) -> i32 {
    i32::try_from(minutes).unwrap_or(i32::MAX)
}
