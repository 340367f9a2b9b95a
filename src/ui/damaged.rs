//! The page that stands before everything else when the journal is damaged or gone: what is left of it, and the ways on.
//!
//! Repairs nothing itself: a damaged file is kept whichever way is taken.

use eframe::egui::{Key, Modifiers, Ui, Vec2};

use super::locked::sentence;
use super::task::Task;
use super::theme::{Palette, Type, space};
use super::widgets;
use crate::journal::{self, JournalError, Keeper};

const GONE: &str = "It was in its folder, and is not there any more: the folder or its disk may have been taken away. If you \
                    bring it back, it is opened as it was.";
const KEPT: &str =
    "It cannot be opened. It is left as it is, and whichever way you take, it is kept among the backups.";
const NO_BACKUP: &str = "There is no good backup beside it. If you have an export, begin a new journal and import it.";
const RESTORE: &str = "Put the backup in its place";
const ANEW: &str = "Begin a new journal";
const AGAIN: &str = "Look again";
const LATER: &str = "Not now";
const LATER_ABOUT: &str = "Sessions play without it too. What you practise waits here until it can be saved.";

/// What is wrong with the journal.
struct Loss {
    title: &'static str,
    about: &'static str,
    /// The backup that can take its place.
    backup: Option<String>,
    /// Where, and what was found.
    details: String,
    /// Whether it may come back by itself.
    may_return: bool,
}

impl Loss {
    fn of(error: JournalError) -> Option<Self> {
        match error {
            JournalError::Damaged { path, why, backup } => Some(Self {
                title: "The journal is damaged",
                about: KEPT,
                backup,
                details: format!("{path}: {why}"),
                may_return: false,
            }),
            JournalError::Gone { path, backup } => {
                Some(Self { title: "The journal is gone", about: GONE, backup, details: path, may_return: true })
            }
            _ => None,
        }
    }
}

/// The page.
#[derive(Debug, Default)]
pub(super) struct Damaged {
    /// It was read and put off.
    later: bool,
    /// What was chosen, under way.
    chosen: Task<Result<(), JournalError>>,
    told: Option<String>,
}

impl Damaged {
    /// Whether the journal is damaged or gone, and what is to become of it has not been put off.
    pub(super) fn stands_before(&self, keeper: &Keeper) -> bool {
        !self.later && keeper.error().and_then(Loss::of).is_some()
    }

    /// Shows the page.
    pub(super) fn ui(&mut self, ui: &mut Ui, keeper: &Keeper) {
        self.hear();
        let Some(loss) = keeper.error().and_then(Loss::of) else { return };
        widgets::reading(ui, "damaged", |ui| {
            let palette = Palette::of(ui);
            widgets::heading(ui, Type::Title, palette.ink, loss.title);
            widgets::gap(ui, space::NEAR);
            widgets::text(ui, Type::Body, palette.ink, loss.about);
            widgets::gap(ui, space::NEAR);
            widgets::text(ui, Type::Body, palette.ink, &of_backup(loss.backup.as_deref()));
            widgets::gap(ui, space::GROUP);
            self.ways(ui, keeper, &loss);
            widgets::gap(ui, space::NEAR);
            if self.chosen.is_running() {
                widgets::text(ui, Type::Body, palette.quiet, "Working …");
            } else if let Some(told) = &self.told {
                widgets::text(ui, Type::Body, palette.ink, told);
            }
            widgets::text(ui, Type::Note, palette.quiet, LATER_ABOUT);
            widgets::gap(ui, space::GROUP);
            widgets::text(ui, Type::Note, palette.quiet, &loss.details);
            widgets::gap(ui, space::GROUP);
        });
        self.later |= ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    }

    fn ways(&mut self, ui: &mut Ui, keeper: &Keeper, loss: &Loss) {
        let free = !self.chosen.is_running();
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(space::NEAR);
            if let Some(name) = loss.backup.clone()
                && widgets::pill(ui, RESTORE).clicked()
                && free
            {
                self.chosen = keeper.ask(move |journal| journal.restore(&name, None).map(drop)).into();
            }
            if loss.may_return && widgets::outline(ui, AGAIN).clicked() && free {
                self.chosen = keeper.ask(|journal| journal.read().map(drop)).into();
            }
            if widgets::outline(ui, ANEW).clicked() && free {
                self.chosen = keeper.ask(|journal| journal.start_anew().map(drop)).into();
            }
            self.later |= widgets::outline(ui, LATER).clicked();
        });
    }

    /// What was refused is said; what succeeded opens the journal, and the page is gone.
    fn hear(&mut self) {
        if let Some(answer) = self.chosen.outcome() {
            self.told = answer.err().map(|why| sentence(&why.to_string()));
        }
    }
}

fn of_backup(name: Option<&str>) -> String {
    let Some(name) = name else { return NO_BACKUP.to_owned() };
    match journal::made_at(name) {
        Some(at) => format!("The newest good backup is from {}.", at.format("%A, %-d %B %Y, %H:%M")),
        None => format!("The newest good backup is {name}."),
    }
}
