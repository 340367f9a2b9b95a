//! What is taken along: a page for a provider, the whole journal, tables; and another journal taken in.
//!
//! Reads and writes nothing itself: it asks, and says what came of it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use chrono::NaiveDate;
use eframe::egui::{Key, Modifiers, Rect, Ui};

use crate::catalogue::Existing;
use crate::exchange::{Book, Private};
use crate::journal::Imported;

use super::super::action::Action;
use super::super::errand::{Came, Errand, What};
use super::super::own_files::Job;
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
enum Part {
    Page,
    Journal,
    Tables,
    Other,
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
    asked: Option<What>,
    waiting: Option<Receiver<Result<Came, String>>>,
    said: Option<Result<Came, String>>,
    /// Whether what is said has not been shown yet.
    is_news: bool,
}

/// What becomes of the page.
pub(super) enum Next {
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
            waiting: None,
            said: None,
            is_news: false,
        }
    }

    /// Shows the page.
    pub(super) fn ui(&mut self, ui: &mut Ui) -> Next {
        if let Some(answer) = self.waiting.as_ref().and_then(|waiting| waiting.try_recv().ok()) {
            self.say(Some(answer));
        }
        let asked = widgets::page(ui, HEADING, |ui| {
            widgets::gap(ui, space::HAIR);
            if widgets::link(ui, BACK).clicked() {
                return Next::Close;
            }
            let parts = [self.provider(ui), self.whole(ui), self.tables(ui), self.other(ui)];
            parts.into_iter().find_map(|asked| asked).map_or(Next::Stay, Next::Ask)
        });
        let escaped = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if escaped { Next::Close } else { asked }
    }

    fn say(&mut self, said: Option<Result<Came, String>>) {
        (self.said, self.waiting, self.is_news) = (said, None, true);
    }

    fn errand(&mut self, what: What, existing: Existing) -> Option<Action> {
        let (answer, waiting) = channel();
        self.asked = Some(what.clone());
        if is_nowhere(&what) {
            self.say(Some(Err(NOWHERE.to_owned())));
            return None;
        }
        self.say(None);
        self.waiting = Some(waiting);
        Some(Action::Run(Errand { what, existing, answer }))
    }

    /// At the end of a part: what was pressed there begins, and what came of the last errand is said, where it is seen.
    fn end(&mut self, ui: &mut Ui, part: Part, pressed: Option<What>) -> Option<Action> {
        if let Some(what) = pressed {
            return self.errand(what, Existing::Keep);
        }
        let asked = self.asked.clone().filter(|asked| part_of(asked) == part)?;
        if self.said.is_none() && self.waiting.is_none() {
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

    fn told(&mut self, ui: &mut Ui, asked: What) -> Option<Action> {
        let (sentence, shown) = match &self.said {
            _ if self.waiting.is_some() => (WORKING.to_owned(), None),
            None => return None,
            Some(Err(why)) => (words::sentence(why), None),
            Some(Ok(Came::Exists(path))) => {
                let question = format!("{} is there already. Replace it?", path.display());
                if widgets::confirm(ui, &question, REPLACE_ABOUT, REPLACE, KEEP)? {
                    return self.errand(asked, Existing::Replace);
                }
                self.said = None;
                return None;
            }
            Some(Ok(came @ Came::Written(paths))) => (came_to(came), paths.first().cloned()),
            Some(Ok(came)) => (came_to(came), None),
        };
        let pressed = widgets::notice(ui, &sentence, shown.is_some().then_some(SHOW));
        shown.filter(|_| pressed).map(|path| Action::Files(Job::Show(path)))
    }

    fn provider(&mut self, ui: &mut Ui) -> Option<Action> {
        widgets::section(ui, PROVIDER);
        widgets::text(ui, Type::Note, Palette::of(ui).quiet, PROVIDER_ABOUT);
        widgets::gap(ui, space::NEAR);
        widgets::field(ui, FILE, widgets::Kind::Line, &mut self.page);
        let Private { notes, ratings, reasons } = &mut self.told;
        for (words, chosen) in [(NOTES, notes), (RATINGS, ratings), (REASONS, reasons)] {
            *chosen ^= widgets::tick(ui, words, *chosen);
        }
        widgets::gap(ui, space::TIGHT);
        let pressed = widgets::outline(ui, WRITE_PAGE).clicked();
        let what = pressed.then(|| What::Report(PathBuf::from(self.page.trim()), self.told));
        self.end(ui, Part::Page, what)
    }

    fn whole(&mut self, ui: &mut Ui) -> Option<Action> {
        widgets::section(ui, JOURNAL);
        widgets::text(ui, Type::Note, Palette::of(ui).quiet, JOURNAL_ABOUT);
        widgets::gap(ui, space::NEAR);
        widgets::field(ui, JOURNAL_FILE, widgets::Kind::Line, &mut self.journal);
        widgets::gap(ui, space::TIGHT);
        let pressed = widgets::outline(ui, WRITE_JOURNAL).clicked();
        let what = pressed.then(|| What::Whole(PathBuf::from(self.journal.trim())));
        self.end(ui, Part::Journal, what)
    }

    fn tables(&mut self, ui: &mut Ui) -> Option<Action> {
        widgets::section(ui, TABLES);
        widgets::field(ui, TABLES_FOLDER, widgets::Kind::Line, &mut self.tables);
        if widgets::tick(ui, TABLES_PRIVATE, self.tabled == Private::TAKEN) {
            self.tabled = if self.tabled == Private::TAKEN { Private::LEFT } else { Private::TAKEN };
        }
        widgets::gap(ui, space::TIGHT);
        let pressed = widgets::outline(ui, WRITE_TABLES).clicked();
        let what = pressed.then(|| What::Tables(PathBuf::from(self.tables.trim()), self.tabled));
        self.end(ui, Part::Tables, what)
    }

    fn other(&mut self, ui: &mut Ui) -> Option<Action> {
        widgets::section(ui, TAKE_IN);
        widgets::text(ui, Type::Note, Palette::of(ui).quiet, TAKE_IN_ABOUT);
        widgets::gap(ui, space::NEAR);
        widgets::field(ui, IN_FILE, widgets::Kind::Line, &mut self.other);
        widgets::gap(ui, space::TIGHT);
        let looked = widgets::outline(ui, LOOK).clicked();
        let mut what = looked.then(|| What::Look(PathBuf::from(self.other.trim())));
        if let Some(book) = self.seen() {
            widgets::gap(ui, space::TIGHT);
            if widgets::pill(ui, MERGE).clicked() {
                what = Some(What::Merge(book));
            }
        }
        self.end(ui, Part::Other, what)
    }

    /// What was looked into and has something new.
    fn seen(&self) -> Option<Arc<Book>> {
        match &self.said {
            Some(Ok(Came::Seen(book, 1..))) => Some(Arc::clone(book)),
            _ => None,
        }
    }
}

fn part_of(what: &What) -> Part {
    match what {
        What::Report(..) => Part::Page,
        What::Whole(_) => Part::Journal,
        What::Tables(..) => Part::Tables,
        What::Look(_) | What::Merge(_) => Part::Other,
    }
}

/// Whether its field is empty.
fn is_nowhere(what: &What) -> bool {
    match what {
        What::Report(path, _) | What::Tables(path, _) | What::Whole(path) | What::Look(path) => {
            path.as_os_str().is_empty()
        }
        What::Merge(_) => false,
    }
}

/// What came of it, as a sentence.
fn came_to(came: &Came) -> String {
    match came {
        Came::Written(paths) => {
            let shown: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
            let kind = if paths.len() == 1 { "This file is" } else { "These files are" };
            format!("Written: {}. {kind} not encrypted.", shown.join(", "))
        }
        Came::Exists(path) => format!("{} is there already.", path.display()),
        Came::Seen(_, 0) | Came::Merged(Imported { added: 0, changed: 0, deleted: 0, .. }) => NOTHING_NEW.to_owned(),
        Came::Seen(book, new) => format!(
            "It holds {}; {} new or newer than yours.",
            words::counted(book.entries().count() as u64, "entry", "entries"),
            words::counted(*new as u64, "record is", "records are"),
        ),
        Came::Merged(Imported { added, changed, deleted, .. }) => {
            format!("Imported: {added} added, {changed} changed, {deleted} deleted.")
        }
    }
}
