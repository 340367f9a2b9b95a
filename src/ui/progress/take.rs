//! What is taken along: a page for a provider, the whole journal, tables; and another journal taken in.
//!
//! Reads and writes nothing itself: it asks, and says what came of it.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use eframe::egui::{Key, Modifiers, Rect, Ui};

use crate::catalogue::Existing;
use crate::exchange::{Book, Private};
use crate::journal::Imported;

use super::super::action::Action;
use super::super::jobs::{Job, Transfer, Transferred};
use super::super::theme::{Palette, Type, space};
use super::super::{widgets, words};

const HEADING: &str = "To take along";
const BACK: &str = "Back to the weeks";
const PROVIDER: &str = "For a provider";
const PROVIDER_ABOUT: &str =
    "One page to print or to send yourself: weeks, what was asked and done, minutes, the chart.";
const NOTES: &str = "With notes";
const RATINGS: &str = "With ratings, before and after";
const REASONS: &str = "With where and why you stopped, and why you paused";
const GOALS: &str = "With your goals";
const FILE: &str = "File for the page";
const WRITE_PAGE: &str = "Write the page";
const JOURNAL: &str = "The journal";
const JOURNAL_ABOUT: &str =
    "Everything as one file, notes and ratings with it, to be read by Ebb on another computer. It is not encrypted.";
const JOURNAL_FILE: &str = "File for the journal";
const WRITE_JOURNAL: &str = "Write the journal";
const TABLES: &str = "Tables for a spreadsheet";
const TABLES_FOLDER: &str = "Folder for the tables";
const TABLES_PRIVATE: &str = "Notes, ratings and reasons in the tables too";
const WRITE_TABLES: &str = "Write the tables";
const NOWHERE: &str = "No file is named: write its path into the field above the button.";
const TAKE_IN: &str = "Import another journal";
const TAKE_IN_ABOUT: &str = "Of each entry the newer stays, nothing is written twice, and a backup is made first.";
const IN_FILE: &str = "File of another journal";
const LOOK: &str = "See what is new in it";
const MERGE: &str = "Import it";
const NOTHING_NEW: &str = "Nothing in it is new.";
const REPLACE_ABOUT: &str = "It is an earlier one, and gone when it is replaced.";
const REPLACE: &str = "Replace it";
const KEEP: &str = "Keep it";
const SHOW: &str = "Show the folder";
const WORKING: &str = "Working …";

/// A part of the page: what came of it is said there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TakePart {
    Page,
    Journal,
    Tables,
    Other,
}

/// What is said of what was asked for last.
#[derive(Debug)]
enum Said {
    Nothing,
    Working,
    /// A sentence without its full stop.
    Refused(String),
    Done(Transferred),
}

/// The page, what is written on it, and what is awaited.
#[derive(Debug)]
pub(super) struct Take {
    page: String,
    journal: String,
    tables: String,
    other: String,
    /// What goes on the page for a provider.
    told: Private,
    /// What goes into the tables.
    tabled: Private,
    /// What was asked for last.
    asked: Option<Transfer>,
    said: Said,
    /// Whether what is said has not been shown yet.
    is_news: bool,
}

/// What becomes of the page.
pub(super) enum TakeAction {
    Stay,
    Close,
    Ask(Action),
}

impl Take {
    /// With names for files in the user's own folder.
    pub(super) fn new(today: NaiveDate) -> Self {
        let home = std::env::home_dir().unwrap_or_default();
        let named = |name: String| home.join(name).display().to_string();
        Self {
            page: named(format!("weeks-{today}.html")),
            journal: named(format!("journal-{today}.json")),
            tables: named(format!("tables-{today}")),
            other: String::new(),
            told: Private::LEFT,
            tabled: Private::LEFT,
            asked: None,
            said: Said::Nothing,
            is_news: false,
        }
    }

    /// Shows the page.
    pub(super) fn ui(&mut self, ui: &mut Ui) -> TakeAction {
        let asked = widgets::page(ui, HEADING, |ui| {
            widgets::gap(ui, space::HAIR);
            if widgets::link(ui, BACK).clicked() {
                return TakeAction::Close;
            }
            let parts = [self.provider(ui), self.whole(ui), self.tables(ui), self.other(ui)];
            parts.into_iter().find_map(|asked| asked).map_or(TakeAction::Stay, TakeAction::Ask)
        });
        let escaped = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if escaped { TakeAction::Close } else { asked }
    }

    /// Says what came of what was asked for last.
    pub(super) fn hear(&mut self, outcome: Result<Transferred, String>) {
        if matches!(self.said, Said::Working) {
            self.say(outcome.map_or_else(Said::Refused, Said::Done));
        }
    }

    fn say(&mut self, said: Said) {
        (self.said, self.is_news) = (said, true);
    }

    fn begin(&mut self, transfer: Transfer, existing: Existing) -> Option<Action> {
        self.asked = Some(transfer.clone());
        if is_nowhere(&transfer) {
            self.say(Said::Refused(NOWHERE.to_owned()));
            return None;
        }
        self.say(Said::Working);
        Some(Action::Do(Job::Transfer(transfer, existing)))
    }

    /// At the end of a part: what was pressed there begins, and what came of the last one is said, where it is seen.
    fn end(&mut self, ui: &mut Ui, part: TakePart, pressed: Option<Transfer>) -> Option<Action> {
        if let Some(transfer) = pressed {
            return self.begin(transfer, Existing::Keep);
        }
        let asked = self.asked.clone().filter(|asked| part_of(asked) == part)?;
        if matches!(self.said, Said::Nothing) {
            return None;
        }
        widgets::gap(ui, space::NEAR);
        let top = ui.cursor().top();
        let action = self.told(ui, asked);
        if std::mem::take(&mut self.is_news) {
            let bottom = ui.cursor().top();
            ui.scroll_to_rect(Rect::from_x_y_ranges(ui.max_rect().x_range(), top..=bottom), None);
        }
        action
    }

    fn told(&mut self, ui: &mut Ui, asked: Transfer) -> Option<Action> {
        let (sentence, shown) = match &self.said {
            Said::Nothing => return None,
            Said::Working => (WORKING.to_owned(), None),
            Said::Refused(why) => (words::sentence(why), None),
            Said::Done(Transferred::Exists(path)) => {
                let question = format!("{} is there already. Replace it?", path.display());
                if widgets::confirm(ui, &question, REPLACE_ABOUT, REPLACE, KEEP)? {
                    return self.begin(asked, Existing::Replace);
                }
                self.said = Said::Nothing;
                return None;
            }
            Said::Done(came @ Transferred::Written(paths)) => (came_to(came), paths.first().cloned()),
            Said::Done(came) => (came_to(came), None),
        };
        let pressed = widgets::notice(ui, &sentence, shown.is_some().then_some(SHOW));
        shown.filter(|_| pressed).map(|path| Action::Do(Job::Reveal(path)))
    }

    fn provider(&mut self, ui: &mut Ui) -> Option<Action> {
        widgets::section(ui, PROVIDER);
        widgets::text(ui, Type::Note, Palette::of(ui).quiet, PROVIDER_ABOUT);
        widgets::gap(ui, space::NEAR);
        widgets::field(ui, FILE, widgets::FieldKind::Line, &mut self.page);
        let Private { notes, ratings, reasons, goals } = &mut self.told;
        for (words, chosen) in [(NOTES, notes), (RATINGS, ratings), (REASONS, reasons), (GOALS, goals)] {
            *chosen ^= widgets::tick(ui, words, *chosen);
        }
        widgets::gap(ui, space::TIGHT);
        let pressed = widgets::outline(ui, WRITE_PAGE).clicked();
        let what = pressed.then(|| Transfer::Report(PathBuf::from(self.page.trim()), self.told));
        self.end(ui, TakePart::Page, what)
    }

    fn whole(&mut self, ui: &mut Ui) -> Option<Action> {
        widgets::section(ui, JOURNAL);
        widgets::text(ui, Type::Note, Palette::of(ui).quiet, JOURNAL_ABOUT);
        widgets::gap(ui, space::NEAR);
        widgets::field(ui, JOURNAL_FILE, widgets::FieldKind::Line, &mut self.journal);
        widgets::gap(ui, space::TIGHT);
        let pressed = widgets::outline(ui, WRITE_JOURNAL).clicked();
        let what = pressed.then(|| Transfer::Journal(PathBuf::from(self.journal.trim())));
        self.end(ui, TakePart::Journal, what)
    }

    fn tables(&mut self, ui: &mut Ui) -> Option<Action> {
        widgets::section(ui, TABLES);
        widgets::field(ui, TABLES_FOLDER, widgets::FieldKind::Line, &mut self.tables);
        if widgets::tick(ui, TABLES_PRIVATE, self.tabled == Private::TAKEN) {
            self.tabled = if self.tabled == Private::TAKEN { Private::LEFT } else { Private::TAKEN };
        }
        widgets::gap(ui, space::TIGHT);
        let pressed = widgets::outline(ui, WRITE_TABLES).clicked();
        let what = pressed.then(|| Transfer::Tables(PathBuf::from(self.tables.trim()), self.tabled));
        self.end(ui, TakePart::Tables, what)
    }

    fn other(&mut self, ui: &mut Ui) -> Option<Action> {
        widgets::section(ui, TAKE_IN);
        widgets::text(ui, Type::Note, Palette::of(ui).quiet, TAKE_IN_ABOUT);
        widgets::gap(ui, space::NEAR);
        widgets::field(ui, IN_FILE, widgets::FieldKind::Line, &mut self.other);
        widgets::gap(ui, space::TIGHT);
        let looked = widgets::outline(ui, LOOK).clicked();
        let mut what = looked.then(|| Transfer::Inspect(PathBuf::from(self.other.trim())));
        if let Some(book) = self.seen() {
            widgets::gap(ui, space::TIGHT);
            if widgets::pill(ui, MERGE).clicked() {
                what = Some(Transfer::Import(book));
            }
        }
        self.end(ui, TakePart::Other, what)
    }

    /// What was looked into and has something new.
    fn seen(&self) -> Option<Arc<Book>> {
        match &self.said {
            Said::Done(Transferred::Inspected(book, 1..)) => Some(Arc::clone(book)),
            _ => None,
        }
    }
}

fn part_of(transfer: &Transfer) -> TakePart {
    match transfer {
        Transfer::Report(..) => TakePart::Page,
        Transfer::Journal(_) => TakePart::Journal,
        Transfer::Tables(..) => TakePart::Tables,
        Transfer::Inspect(_) | Transfer::Import(_) => TakePart::Other,
    }
}

/// Whether its field is empty.
fn is_nowhere(transfer: &Transfer) -> bool {
    match transfer {
        Transfer::Report(path, _) | Transfer::Tables(path, _) | Transfer::Journal(path) | Transfer::Inspect(path) => {
            path.as_os_str().is_empty()
        }
        Transfer::Import(_) => false,
    }
}

/// What came of it, as a sentence.
fn came_to(came: &Transferred) -> String {
    match came {
        Transferred::Written(paths) => {
            let shown: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
            let kind = if paths.len() == 1 { "This file is" } else { "These files are" };
            format!("Written: {}. {kind} not encrypted.", shown.join(", "))
        }
        Transferred::Exists(path) => format!("{} is there already.", path.display()),
        Transferred::Inspected(_, 0) | Transferred::Imported(Imported { added: 0, changed: 0, deleted: 0, .. }) => {
            NOTHING_NEW.to_owned()
        }
        Transferred::Inspected(book, new) => format!(
            "It holds {}; {} new or newer than yours.",
            words::counted(book.entries().count() as u64, "entry", "entries"),
            words::counted(*new as u64, "record is", "records are"),
        ),
        Transferred::Imported(Imported { added, changed, deleted, .. }) => {
            format!("Imported: {added} added, {changed} changed, {deleted} deleted.")
        }
    }
}
