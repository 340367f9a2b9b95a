//! The part of Settings about the journal as a whole: its passphrase, its backups, deleting everything.
//!
//! Asks before it does what cannot be taken back; the work is the keeper's.

use std::path::PathBuf;

use eframe::egui::{Key, Rect, Ui, Vec2};
use zeroize::Zeroizing;

use super::locked::{self, secret, sentence, take};
use super::task::Task;
use super::theme::{Palette, Type, space};
use super::widgets;
use crate::data::DataDir;
use crate::journal::{self, Backup, Belongings, Journal, JournalError, Keeper, Passphrase, Resealed, Restored};
use crate::settings::Settings;

/// What the journal was asked for.
type Awaited<T> = Task<Result<T, JournalError>>;

/// What is being done to the passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PassphraseAction {
    Set,
    Change,
    Remove,
}

/// What is asked before it is done.
#[derive(Debug, Default)]
enum Question {
    #[default]
    None,
    Passphrase(PassphraseAction),
    Restore(String),
    Delete(Belongings),
}

/// What is typed: the passphrase that holds, the new one, and that once more.
const FIELDS: [&str; 3] = ["Current passphrase", "New passphrase", "The same again"];

/// The part of Settings.
#[derive(Debug)]
pub(super) struct Vault {
    keeper: Keeper,
    data: DataDir,
    question: Question,
    typed: [Zeroizing<String>; 3],
    /// Whether the question was asked since the last frame: the keyboard begins in its first field.
    has_asked: bool,
    told: Vec<String>,
    /// Why what was typed cannot be taken: said by the fields.
    refused: Option<String>,
    backups: Vec<Backup>,
    /// The last pass in which it was shown: after a gap the backups are looked for again.
    shown: u64,
    listing: Awaited<Vec<Backup>>,
    resealing: Awaited<Resealed>,
    restoring: Awaited<Restored>,
    looking: Awaited<Belongings>,
    deleting: Awaited<()>,
    has_deleted: bool,
    /// Whether the passphrase is another one since just now: that is said in sight, and the next button has the keyboard.
    has_resealed: bool,
}

impl Vault {
    pub(super) fn new(keeper: Keeper, data: DataDir) -> Self {
        Self {
            keeper,
            data,
            question: Question::None,
            typed: Default::default(),
            has_asked: false,
            told: Vec::new(),
            refused: None,
            backups: Vec::new(),
            shown: 0,
            listing: Task::default(),
            resealing: Task::default(),
            restoring: Task::default(),
            looking: Task::default(),
            deleting: Task::default(),
            has_deleted: false,
            has_resealed: false,
        }
    }

    /// Forgets what was typed, asked and said.
    pub(super) fn clear(&mut self) {
        *self = Self { has_deleted: self.has_deleted, ..Self::new(self.keeper.clone(), self.data.clone()) };
    }

    /// Whether everything has just been deleted: once.
    pub(super) fn has_deleted(&mut self) -> bool {
        std::mem::take(&mut self.has_deleted)
    }

    /// Shows it, when a journal with a passphrase is locked, and where all of it lies; the folder to be shown, when that
    /// is asked for.
    pub(super) fn ui(&mut self, ui: &mut Ui, chosen: &mut Settings) -> Option<PathBuf> {
        let pass = ui.ctx().cumulative_pass_nr();
        if pass > self.shown + 1 {
            self.list();
        }
        self.shown = pass;
        self.hear();
        widgets::section(ui, "The journal");
        let top = ui.cursor().top();
        for told in &self.told {
            widgets::notice(ui, told, None);
            widgets::gap(ui, space::NEAR);
        }
        if self.has_resealed {
            let bottom = ui.cursor().top();
            ui.scroll_to_rect(Rect::from_x_y_ranges(ui.max_rect().x_range(), top..=bottom), None);
        }
        if self.is_busy() {
            widgets::notice(ui, "Working …", None);
        }
        let shown = self.folder(ui);
        self.passphrase(ui);
        locked::when(ui, chosen);
        self.backups(ui);
        self.everything(ui);
        shown
    }

    /// Says why the folder could not be shown.
    pub(super) fn say_why(&mut self, why: &str) {
        self.told = vec![sentence(why)];
    }

    fn folder(&self, ui: &mut Ui) -> Option<PathBuf> {
        let folder = self.data.folder();
        let asks = widgets::row(ui, "Data folder", &folder.display().to_string(), |ui| {
            widgets::link(ui, "Show folder").clicked()
        });
        asks.then(|| folder.to_owned())
    }

    fn is_busy(&self) -> bool {
        self.resealing.is_running() || self.restoring.is_running() || self.deleting.is_running()
    }

    fn list(&mut self) {
        let data = self.data.clone();
        self.listing = self.keeper.ask(move |_| journal::backups(&data)).into();
    }

    fn hear(&mut self) {
        if let Some(answer) = self.listing.outcome() {
            match answer {
                Ok(backups) => self.backups = backups,
                Err(why) => self.told = vec![sentence(&why.to_string())],
            }
        }
        if let Some(answer) = self.resealing.outcome() {
            match answer {
                Ok(done) => {
                    let unfinished = done.unfinished().map(|why| sentence(&why));
                    self.tell(std::iter::once("Done.".to_owned()).chain(done.lines()).chain(unfinished).collect());
                    self.has_resealed = true;
                }
                // The form stays, for another try.
                Err(why) => self.refuse(sentence(&why.to_string())),
            }
        }
        if let Some(answer) = self.restoring.outcome() {
            let words = match answer {
                Ok(Restored { kept: Some(kept) }) => format!("Restored. What was there is kept as {kept}."),
                Ok(Restored { kept: None }) => "Restored.".to_owned(),
                Err(why) => sentence(&why.to_string()),
            };
            self.tell(vec![words]);
        }
        if let Some(answer) = self.looking.outcome() {
            match answer {
                Ok(found) => self.question = Question::Delete(found),
                Err(why) => self.told = vec![sentence(&why.to_string())],
            }
        }
        if let Some(answer) = self.deleting.outcome() {
            self.has_deleted = true;
            let words = match answer {
                Ok(()) => "Everything of Ebb's in its folder is deleted.".to_owned(),
                Err(why) => sentence(&format!("not everything could be deleted: {why}")),
            };
            self.tell(vec![words]);
        }
    }

    fn tell(&mut self, words: Vec<String>) {
        self.told = words;
        self.question = Question::None;
        self.list();
    }

    fn ask(&mut self, question: Question) {
        self.question = question;
        self.has_asked = true;
        self.told.clear();
        self.refused = None;
        self.typed = Default::default();
    }

    fn passphrase(&mut self, ui: &mut Ui) {
        let palette = Palette::of(ui);
        widgets::gap(ui, space::GROUP);
        widgets::heading(ui, Type::Strong, palette.ink, "Passphrase");
        let about = if self.keeper.is_sealed() {
            "The journal and its backups are encrypted. Ctrl+L locks them; so does closing the window."
        } else {
            "There is none: whoever can read this computer's files can read the journal."
        };
        widgets::text(ui, Type::Note, palette.quiet, about);
        widgets::gap(ui, space::SMALL);
        match self.question {
            Question::Passphrase(deed) => self.form(ui, deed),
            _ if self.keeper.is_sealed() => buttons(ui, |ui| {
                let change = widgets::outline(ui, "Change the passphrase");
                if std::mem::take(&mut self.has_resealed) {
                    change.request_focus();
                }
                if change.clicked() {
                    self.ask(Question::Passphrase(PassphraseAction::Change));
                }
                if widgets::outline(ui, "Remove the passphrase").clicked() {
                    self.ask(Question::Passphrase(PassphraseAction::Remove));
                }
                if widgets::outline(ui, "Lock now").clicked() {
                    self.keeper.lock();
                }
            }),
            _ => {
                let set = widgets::outline(ui, "Set a passphrase");
                if std::mem::take(&mut self.has_resealed) {
                    set.request_focus();
                }
                if set.clicked() {
                    self.ask(Question::Passphrase(PassphraseAction::Set));
                }
            }
        }
        widgets::gap(ui, space::NEAR);
    }

    fn form(&mut self, ui: &mut Ui, deed: PassphraseAction) {
        let palette = Palette::of(ui);
        let asked = match deed {
            PassphraseAction::Set => 1..3,
            PassphraseAction::Change => 0..3,
            PassphraseAction::Remove => 0..1,
        };
        let mut entered = false;
        for nth in asked {
            let field = secret(ui, FIELDS[nth], &mut self.typed[nth]);
            if std::mem::take(&mut self.has_asked) {
                field.request_focus();
            }
            entered |= field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            widgets::gap(ui, space::SMALL);
        }
        if let Some(why) = &self.refused {
            widgets::refused(ui, why);
            widgets::gap(ui, space::SMALL);
        }
        if deed != PassphraseAction::Remove {
            let advice = "Four words that have nothing to do with each other are good. Whoever forgets it has lost the \
                          journal and its backups: nobody can open them. An export is not encrypted, and is the one \
                          way back: keep it where only you can read it.";
            widgets::text(ui, Type::Note, palette.quiet, advice);
        }
        widgets::gap(ui, space::SMALL);
        let label = match deed {
            PassphraseAction::Set => "Encrypt the journal",
            PassphraseAction::Change => "Change it",
            PassphraseAction::Remove => "Decrypt the journal",
        };
        buttons(ui, |ui| {
            if widgets::outline(ui, label).clicked() || entered {
                self.reseal(deed);
            }
            if widgets::outline(ui, "Cancel").clicked() {
                self.ask(Question::None);
            }
        });
    }

    fn reseal(&mut self, deed: PassphraseAction) {
        if self.is_busy() {
            return;
        }
        let [present, new, again] = self.typed.each_mut().map(take);
        let (new, again) = (Passphrase::new(new), Passphrase::new(again));
        if deed != PassphraseAction::Remove && new != again {
            return self.refuse("The two new passphrases differ: nothing was changed.".to_owned());
        }
        let present = (deed != PassphraseAction::Set).then(|| Passphrase::new(present)).transpose();
        let new = (deed != PassphraseAction::Remove).then_some(new).transpose();
        match (present, new) {
            (Ok(present), Ok(new)) => {
                self.refused = None;
                self.resealing = self.keeper.ask(move |journal| journal.reseal(present.as_ref(), new)).into();
            }
            (Err(why), _) | (_, Err(why)) => self.refuse(sentence(&why.to_string())),
        }
    }

    /// Says by the fields why what was typed does not do, and leads the keyboard back to the first of them.
    fn refuse(&mut self, why: String) {
        self.has_asked = true;
        self.refused = Some(why);
    }

    fn backups(&mut self, ui: &mut Ui) {
        let palette = Palette::of(ui);
        widgets::gap(ui, space::GROUP);
        widgets::heading(ui, Type::Strong, palette.ink, "Backups");
        let about = "Made before the first entry of a day, and before anything that changes all of the journal. Five of \
                     each kind are kept.";
        widgets::text(ui, Type::Note, palette.quiet, about);
        widgets::gap(ui, space::SMALL);
        if self.backups.is_empty() {
            widgets::text(ui, Type::Body, palette.quiet, "There is none yet.");
        }
        let mut chosen = None;
        for backup in &self.backups {
            let when = backup.at.format("%-d %B %Y, %H:%M");
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = Vec2::new(space::NEAR, 0.0);
                widgets::text(ui, Type::Body, palette.ink, &format!("{when}: {}", backup.kind));
                let restore = widgets::link(ui, "Restore");
                let name = format!("Restore the backup of {when}: {}", backup.kind);
                ui.ctx().accesskit_node_builder(restore.id, |node| node.set_label(name));
                if restore.clicked() {
                    chosen = Some(backup.name.clone());
                }
            });
        }
        if let Some(name) = chosen {
            self.ask(Question::Restore(name));
        }
        let Question::Restore(name) = &self.question else { return };
        let name = name.clone();
        widgets::gap(ui, space::SMALL);
        let question = format!("Put {name} in the journal's place?");
        match widgets::confirm(
            ui,
            &question,
            "What is there now is kept as a backup.",
            "Restore it",
            "Keep what is there",
        ) {
            Some(true) if !self.is_busy() => {
                self.restoring = self.keeper.ask(move |journal| journal.restore(&name, None)).into();
            }
            Some(false) => self.ask(Question::None),
            _ => {}
        }
    }

    fn everything(&mut self, ui: &mut Ui) {
        let palette = Palette::of(ui);
        widgets::gap(ui, space::GROUP);
        widgets::heading(ui, Type::Strong, palette.ink, "Delete everything");
        let Question::Delete(found) = &self.question else {
            widgets::text(ui, Type::Note, palette.quiet, "Shows first what would go.");
            widgets::gap(ui, space::SMALL);
            if widgets::outline(ui, "Delete everything …").clicked() {
                self.ask(Question::None);
                let data = self.data.clone();
                self.looking = self.keeper.ask(move |_| Belongings::of(&data)).into();
            }
            return;
        };
        let lines = found.lines();
        let what = if lines.is_empty() {
            "There is nothing to delete.".to_owned()
        } else {
            format!("This goes, and cannot be brought back: {}. {STAYS}", lines.join("; "))
        };
        widgets::gap(ui, space::SMALL);
        match widgets::confirm(ui, "Delete everything?", &what, "Delete everything now", "Keep everything") {
            Some(true) if !self.is_busy() => self.deleting = self.keeper.ask(Journal::delete_everything).into(),
            Some(false) => self.ask(Question::None),
            _ => {}
        }
    }
}

const STAYS: &str = "Files are overwritten before they are removed. What is elsewhere stays: exports in other folders, \
                     copies that this computer's own backups made, and what a solid-state drive keeps out of sight.";

fn buttons(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::NEAR);
        add(ui);
    });
}
