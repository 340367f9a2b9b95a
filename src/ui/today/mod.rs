//! What now: one session that one key starts, and the week it belongs to.
//!
//! Computes nothing while it draws: the week and what suits it are worked out once for each state of the journal, the
//! day and the sessions there are.

mod beside;
mod card;
mod strip;
mod week;
mod welcome;

use std::sync::Arc;

use chrono::NaiveDate;
use eframe::egui::{Key, Modifiers, Ui};

use super::action::{Action, Facts};
use super::app::Place;
use super::theme::{Palette, Type, above, space};
use super::week_facts::{self, PracticeRow, Recommended, Strip};
use super::{safety, widgets};
use crate::catalogue::Catalogue;
use crate::journal::Snapshot;
use crate::plan::{self, Change};
use beside::Beside;
use card::Weight;

pub(in crate::ui) use week::days_at;

const NOTHING: &str = "Nothing is offered today.";
const LIBRARY: &str = "The Library has everything, whenever you want it.";
const OPEN_LIBRARY: &str = "Open the Library";

/// The place.
#[derive(Clone, Debug, Default)]
pub struct Today {
    view: Option<TodayView>,
}

/// What is shown, and what it was worked out from. Holding that keeps its address its own.
#[derive(Clone, Debug)]
struct TodayView {
    journal: Option<Arc<Snapshot>>,
    catalogue: Arc<Catalogue>,
    today: NaiveDate,
    recommended: Option<Recommended>,
    /// That a practice rests today.
    resting: Option<String>,
    rows: Vec<PracticeRow>,
    strip: Option<Strip>,
    beside: Beside,
    /// That the plan begins later than today.
    ahead: Option<String>,
    /// Nothing was practised yet, as far as the journal can be read.
    is_new: bool,
}

impl TodayView {
    fn of(facts: &Facts<'_>) -> Self {
        Self {
            journal: facts.journal.cloned(),
            catalogue: Arc::clone(facts.catalogue),
            today: facts.today,
            recommended: week_facts::recommended(facts),
            resting: week_facts::resting(facts),
            rows: week_facts::rows(facts),
            strip: week_facts::strip(facts),
            beside: facts.journal.map(|journal| Beside::of(journal, facts.today)).unwrap_or_default(),
            ahead: facts.journal.and_then(|journal| plan::ahead(&journal.plan(facts.today), facts.today)),
            is_new: facts.journal.is_some_and(|journal| journal.entries.is_empty()),
        }
    }

    /// Whether it is still what `facts` come to.
    fn holds(&self, facts: &Facts<'_>) -> bool {
        let same_journal = match (&self.journal, facts.journal) {
            (None, None) => true,
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            _ => false,
        };
        same_journal && Arc::ptr_eq(&self.catalogue, facts.catalogue) && self.today == facts.today
    }
}

impl Today {
    /// Shows it; Enter or Space begins what is recommended.
    pub fn ui(&mut self, ui: &mut Ui, facts: &Facts<'_>) -> Option<Action> {
        let view = match self.view.take() {
            Some(view) if view.holds(facts) => view,
            _ => TodayView::of(facts),
        };
        let view = self.view.insert(view);
        let recommended = view.recommended.as_ref();
        let free = ui.memory(|memory| memory.focused().is_none());
        let keyed = free
            && ui.input_mut(|input| {
                input.consume_key(Modifiers::NONE, Key::Enter) || input.consume_key(Modifiers::NONE, Key::Space)
            });
        let asked = widgets::scroll(ui, "today", |ui| {
            widgets::gap(ui, above(ui));
            let palette = Palette::of(ui);
            widgets::heading(ui, Type::Strong, palette.quiet, &facts.today.format("%A, %-d %B").to_string());
            widgets::gap(ui, 16.0);
            let mut asked = match (recommended, &view.resting) {
                (Some(recommended), None) => card::show(ui, recommended, Weight::Leading),
                (Some(recommended), Some(rest)) => {
                    let asked = rests(ui, rest);
                    widgets::gap(ui, space::NEAR);
                    card::show(ui, recommended, Weight::Quiet).or(asked)
                }
                (None, Some(rest)) => {
                    let asked = rests(ui, rest);
                    elsewhere(ui).or(asked)
                }
                (None, None) => {
                    widgets::heading(ui, Type::Title, palette.ink, NOTHING);
                    elsewhere(ui)
                }
            };
            for trouble in facts.troubles {
                widgets::gap(ui, space::NEAR);
                widgets::text(ui, Type::Note, palette.ink, trouble);
            }
            if let Some(words) = &view.ahead {
                widgets::gap(ui, space::NEAR);
                if widgets::notice(ui, words, Some(plan::BEGIN_TODAY)) {
                    asked = Some(Action::Change(Box::new(Change::BeginToday)));
                }
            }
            asked = welcome::show(ui, facts, view.is_new, recommended).or(asked);
            week::show(ui, &view.rows);
            view.beside.show(ui);
            asked = view.strip.as_ref().and_then(|strip| strip::show(ui, strip)).or(asked);
            widgets::gap(ui, space::GROUP);
            asked
        });
        let begin = || recommended.map(|recommended| Action::Begin(Arc::clone(&recommended.programme)));
        asked.or_else(|| keyed.then(begin).flatten())
    }
}

/// That something rests after a stop, and the way to when to see someone.
fn rests(ui: &mut Ui, what: &str) -> Option<Action> {
    widgets::heading(ui, Type::Title, Palette::of(ui).ink, what);
    widgets::link(ui, safety::SEE_SOMEONE).clicked().then_some(Action::SeeSomeone)
}

/// Nothing is offered: where everything is all the same.
fn elsewhere(ui: &mut Ui) -> Option<Action> {
    widgets::gap(ui, space::NEAR);
    widgets::text(ui, Type::Body, Palette::of(ui).quiet, LIBRARY);
    widgets::gap(ui, space::NEAR);
    widgets::link(ui, OPEN_LIBRARY).clicked().then_some(Action::Go(Place::Library))
}
