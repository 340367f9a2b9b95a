//! Plan: what do I want? Goals, what a week asks of each practice, pauses, and what helps.
//!
//! Changes nothing itself and decides nothing: the plan says what a change means and refuses what cannot be meant, the
//! window asks for it. One form is open at a time.

mod add;
mod asked;
mod goals;
mod pauses;
mod practice;
mod practices;
mod support;
#[cfg(test)]
mod tests;
mod turn;
mod words;
mod written;

use eframe::egui::{Id, Key as Press, Modifiers, Ui};

use self::add::AddForm;
use self::goals::GoalForm;
use self::pauses::PauseForm;
use self::practice::PracticeForm;
use self::support::SupportForm;
use self::turn::{Desk, Turn};
use self::written::WrittenForm;
use super::action::{Action, Facts};
use super::app::Place;
use super::foresight::Foresight;
use super::theme::{Palette, Type, space};
use super::{why, widgets};
use crate::plan::Change;

const HEADING: &str = "Plan";
/// Said once, where the plan is made. NHS 111 Wales, Vaginismus: progress may show in a matter of weeks; van Lankveld
/// et al. 2006, Journal of Consulting and Clinical Psychology 74, 168–178: a treatment of three months.
const HOW_LONG: &str = "It takes weeks to months. No single week decides it.";
const NOT_OPEN: &str = "The plan is in the journal, which is not open.";

/// What Plan looks like now.
#[derive(Debug, Default)]
pub struct PlanPlace {
    open: Option<Open>,
    foresight: Foresight,
}

/// The form that is open.
#[derive(Debug)]
struct Open {
    key: Key,
    form: PlanForm,
    /// What opened it: there the keyboard goes when it closes.
    opener: Id,
    /// How many changes had been made when it asked for one.
    asked: Option<u64>,
    /// Whether it was shown already.
    seen: bool,
}

/// What a form is about.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Key {
    Practice(String),
    NewPractice,
    Back(String),
    Written(String),
    Pause(String),
    NewPause,
    LastWeek,
    Goal(String),
    NewGoal,
    Support(String),
    NewSupport,
}

#[derive(Debug)]
enum PlanForm {
    Practice(PracticeForm),
    Add(AddForm),
    Written(WrittenForm),
    Pause(PauseForm),
    Goal(GoalForm),
    Support(SupportForm),
}

/// What a form comes to.
#[derive(Debug)]
enum PlanAction {
    /// It closes.
    Leave,
    /// A change, after which it closes.
    Ask(Change),
    /// A change, after which it stays.
    Do(Change),
}

impl PlanForm {
    fn ui(&mut self, ui: &mut Ui, desk: &Desk<'_>, foresight: &mut Foresight) -> Option<PlanAction> {
        match self {
            Self::Practice(form) => form.ui(ui, desk, foresight),
            Self::Add(form) => form.ui(ui, desk),
            Self::Written(form) => form.ui(ui, desk),
            Self::Pause(form) => form.ui(ui, desk, foresight),
            Self::Goal(form) => form.ui(ui, desk),
            Self::Support(form) => form.ui(ui, desk),
        }
    }
}

impl PlanPlace {
    /// Shows what the plan asks; asks for what is changed now.
    pub fn ui(&mut self, ui: &mut Ui, facts: &Facts<'_>) -> Option<Action> {
        let made = facts.changing.made();
        let done = self.open.as_ref().is_some_and(|open| open.asked.is_some_and(|before| before < made));
        let escaped = !ui.ctx().text_edit_focused()
            && self.open.is_some()
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Press::Escape));
        if done || escaped {
            self.close(ui);
        }
        let Some(snapshot) = facts.journal else {
            return widgets::page(ui, HEADING, |ui| {
                widgets::gap(ui, space::NEAR);
                widgets::text(ui, Type::Body, Palette::of(ui).quiet, NOT_OPEN);
                None
            });
        };
        let plan = snapshot.plan(facts.today);
        let desk = Desk { facts, plan: &plan, snapshot };
        let mut turn = Turn { desk, open: &mut self.open, foresight: &mut self.foresight, asked: None };
        widgets::page(ui, HEADING, |ui| {
            widgets::gap(ui, space::HAIR);
            widgets::text(ui, Type::Body, Palette::of(ui).quiet, HOW_LONG);
            if widgets::link(ui, why::NAME).clicked() {
                turn.asked = Some(Action::Go(Place::WhyThisHelps));
            }
            goals::ui(ui, &mut turn);
            practices::ui(ui, &mut turn);
            pauses::ui(ui, &mut turn);
            support::ui(ui, &mut turn);
        });
        turn.asked
    }

    fn close(&mut self, ui: &Ui) {
        if let Some(open) = self.open.take() {
            ui.memory_mut(|memory| memory.request_focus(open.opener));
        }
    }
}
