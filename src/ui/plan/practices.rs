//! What a week asks: the practices in the plan, and those that were in it.

use chrono::NaiveDate;
use eframe::egui::Ui;

use super::super::action::Action;
use super::super::theme::{Palette, Type, space};
use super::super::{widgets, words as said};
use super::add::AddForm;
use super::practice::PracticeForm;
use super::turn::{self, Desk, Turn};
use super::written::WrittenForm;
use super::{Key, PlanForm, words};
use crate::plan::{self, Change, Practice};

const SECTION: &str = "What a week asks";
const ADD: &str = "Add a practice";
const GONE: &str = "No longer in the plan";
const BACK: &str = "Bring back";
const CHANGE: &str = "Change";
const WRITE: &str = "Write it down";
const BEFORE: &str = "Before it";
const BESIDE: &str = "Beside it";

pub(super) fn ui(ui: &mut Ui, turn: &mut Turn<'_>) {
    let plan = turn.desk.plan;
    widgets::section(ui, SECTION);
    ahead(ui, turn);
    for practice in plan.practices.iter().filter(|practice| practice.ended.is_none()) {
        row(ui, turn, practice);
        turn.card(ui, &Key::Practice(practice.id.clone()));
        turn.card(ui, &Key::Written(practice.id.clone()));
    }
    turn.opener(ui, ADD, ADD, Key::NewPractice, |desk| PlanForm::Add(AddForm::new(desk)));
    turn.card(ui, &Key::NewPractice);
    let mut gone = plan.practices.iter().filter_map(|practice| Some((practice, practice.ended?))).peekable();
    if gone.peek().is_some() {
        widgets::gap(ui, space::GROUP);
        widgets::text(ui, Type::Note, Palette::of(ui).quiet, GONE);
        widgets::gap(ui, space::TIGHT);
    }
    for (practice, last) in gone {
        let about = format!("{}; its history stays.", until(last, turn.desk.facts.today));
        let show = |ui: &mut Ui| {
            widgets::text(ui, Type::Body, Palette::of(ui).ink, &practice.name);
            widgets::text(ui, Type::Note, Palette::of(ui).quiet, &about);
        };
        turn::line_with(ui, &practice.id, show, |ui| {
            let name = format!("Bring back {}", practice.name);
            let key = Key::Back(practice.id.clone());
            turn.opener(ui, BACK, &name, key, |desk| PlanForm::Add(AddForm::back(desk, practice)));
        });
        turn::close_line(ui);
        turn.card(ui, &Key::Back(practice.id.clone()));
    }
}

/// That a plan begins later than today, as after a clock that was ahead, and what changes it.
fn ahead(ui: &mut Ui, turn: &mut Turn<'_>) {
    let Some(words) = plan::ahead(turn.desk.plan, turn.desk.facts.today) else { return };
    if widgets::notice(ui, &words, Some(plan::BEGIN_TODAY)) {
        turn.change(Change::BeginToday);
    }
    turn::past(ui, &turn.desk, turn.foresight, &Change::BeginToday);
    widgets::gap(ui, space::NEAR);
}

fn until(last: NaiveDate, today: NaiveDate) -> String {
    let day = said::day_of_month(last, today);
    if last < today { format!("Its last day was {day}") } else { format!("Its last day is {day}") }
}

fn row(ui: &mut Ui, turn: &mut Turn<'_>, practice: &Practice) {
    let desk = turn.desk;
    let looked = turn::line_with(
        ui,
        &practice.id,
        |ui| {
            facts(ui, &desk, practice);
            companions(ui, &desk, practice)
        },
        |ui| {
            let name = format!("Change {}", practice.name);
            let key = Key::Practice(practice.id.clone());
            turn.opener(ui, CHANGE, &name, key, |desk| PlanForm::Practice(PracticeForm::new(desk, practice)));
            if by_hand(&turn.desk, &practice.id) {
                let name = format!("Write down {}", practice.name);
                let key = Key::Written(practice.id.clone());
                turn.opener(ui, WRITE, &name, key, |desk| PlanForm::Written(WrittenForm::new(desk, practice)));
            }
        },
    );
    if looked.is_some() {
        turn.asked = looked;
    }
    turn::close_line(ui);
}

/// What can be played before or beside a practice that is done by hand, of what there is.
fn companions(ui: &mut Ui, desk: &Desk<'_>, practice: &Practice) -> Option<Action> {
    let mut looked = None;
    for (when, name) in [(BEFORE, plan::before(&practice.id)), (BESIDE, plan::beside(&practice.id))] {
        let Some(programme) = name.and_then(|name| desk.facts.catalogue.named(name).ok()) else { continue };
        let words = format!("{when}: {}, {}", programme.session.title, said::length(programme.timeline.len()));
        if widgets::link(ui, &words).clicked() {
            looked = Some(Action::Look(programme));
        }
    }
    looked
}

/// What it asks, from how much on it counts, what is planned, and its caution.
fn facts(ui: &mut Ui, desk: &Desk<'_>, practice: &Practice) {
    let palette = Palette::of(ui);
    let today = desk.facts.today;
    let versions = words::versions(desk.plan, &practice.id);
    widgets::heading(ui, Type::Name, palette.ink, &practice.name);
    let now = words::in_force(&versions, today).map(|version| version.asked);
    if let Some(asked) = now {
        widgets::text(ui, Type::Body, palette.ink, &said::sentence(&words::asks(asked)));
    }
    let notes = [
        now.and_then(words::counts_from),
        words::planned(&versions, today),
        plan::caution(&practice.id).map(str::to_owned),
    ];
    for note in notes.iter().flatten() {
        widgets::text(ui, Type::Note, palette.quiet, note);
    }
}

/// Whether no session there is belongs to it: it is done elsewhere, and written down.
fn by_hand(desk: &Desk<'_>, practice: &str) -> bool {
    let mut sessions = desk.facts.catalogue.items.iter().filter_map(|item| item.loaded.as_ref().ok());
    !sessions.any(|programme| programme.session.practice == practice)
}
