//! Goals in the user's own words, with small steps that are ticked.

use chrono::NaiveDate;
use eframe::egui::{Ui, vec2};

use super::super::theme::{Palette, Type, space};
use super::super::widgets::{self, FieldKind};
use super::super::words::day_of_month;
use super::turn::{self, Desk, Pressed, Turn, about, foot};
use super::{Key, PlanAction, PlanForm};
use crate::plan::{Change, Goal, GoalStep};

const SECTION: &str = "Goals";
const NONE: &str = "Something to reach, in your own words, with small steps on the way. It stays in your journal.";
const EXAMPLES: [&str; 3] = ["An examination without pain", "A tampon or a cup", "Sitting through a film"];
const FOR_EXAMPLE: &str = "For example:";
const ADD: &str = "Add a goal";
const CHANGE: &str = "Change";
const TITLE: &str = "A goal";
const TEXT: &str = "What you want to reach";
const STEPS: &str = "Small steps on the way";
const ANOTHER: &str = "Add a step";
const REACHED: &str = "Reached on";
const NOT_YET: &str = "Left empty, it is not reached yet.";
const KEEP: &str = "Save";
const DELETE: &str = "Delete this goal";
const STEPS_ONLY: &str = "A step has at most 500 characters.";

pub(super) fn ui(ui: &mut Ui, turn: &mut Turn<'_>) {
    widgets::section(ui, SECTION);
    let mut goals: Vec<&Goal> = turn.desk.snapshot.goals.iter().collect();
    goals.sort_by(|a, b| (a.reached.is_some(), &a.text, &a.id).cmp(&(b.reached.is_some(), &b.text, &b.id)));
    if goals.is_empty() {
        about(ui, NONE);
    }
    for goal in goals {
        one(ui, turn, goal);
        turn.card(ui, &Key::Goal(goal.id.clone()));
    }
    turn.opener(ui, ADD, ADD, Key::NewGoal, |desk| {
        PlanForm::Goal(GoalForm { stands: false, ..GoalForm::of(&Goal::new(desk.facts.new_id(), String::new())) })
    });
    turn.card(ui, &Key::NewGoal);
    let writes = turn.open.as_ref().is_some_and(|open| open.key == Key::NewGoal);
    if turn.desk.snapshot.goals.is_empty()
        && !writes
        && let Some(text) = examples(ui)
    {
        turn.change(Change::PutGoal(Goal::new(turn.desk.facts.new_id(), text.to_owned())));
    }
}

/// What could be a goal; the one that was pressed.
fn examples(ui: &mut Ui) -> Option<&'static str> {
    widgets::gap(ui, space::NEAR);
    about(ui, FOR_EXAMPLE);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::SMALL, space::HAIR);
        EXAMPLES.into_iter().find(|text| turn::link_named(ui, text, &format!("Add: {text}")).clicked())
    })
    .inner
}

fn one(ui: &mut Ui, turn: &mut Turn<'_>, goal: &Goal) {
    let today = turn.desk.facts.today;
    let ticked = turn::line_with(
        ui,
        &goal.id,
        |ui| {
            let mut ticked = None;
            if widgets::tick(ui, &with_day(&goal.text, goal.reached, today), goal.reached.is_some()) {
                ticked = Some(Goal { reached: toggled(goal.reached, today), ..goal.clone() });
            }
            ticked.or_else(|| steps(ui, goal, today))
        },
        |ui| {
            let name = format!("Change the goal: {}", goal.text);
            turn.opener(ui, CHANGE, &name, Key::Goal(goal.id.clone()), |_| PlanForm::Goal(GoalForm::of(goal)));
        },
    );
    if let Some(goal) = ticked {
        turn.change(Change::PutGoal(goal));
    }
    widgets::gap(ui, space::NEAR);
}

/// The steps of a goal, to be ticked; the goal with one of them ticked otherwise.
fn steps(ui: &mut Ui, goal: &Goal, today: NaiveDate) -> Option<Goal> {
    let mut ticked = None;
    for (nth, step) in goal.steps.iter().enumerate() {
        ui.horizontal(|ui| {
            ui.add_space(space::GROUP);
            ui.vertical(|ui| {
                if widgets::tick(ui, &with_day(&step.text, step.reached, today), step.reached.is_some()) {
                    let mut goal = goal.clone();
                    goal.steps[nth].reached = toggled(step.reached, today);
                    ticked = Some(goal);
                }
            });
        });
    }
    ticked
}

/// Reached today, or not yet after all.
fn toggled(reached: Option<NaiveDate>, today: NaiveDate) -> Option<NaiveDate> {
    if reached.is_some() { None } else { Some(today) }
}

/// `Sit on the floor · 2 November`.
pub(super) fn with_day(text: &str, reached: Option<NaiveDate>, today: NaiveDate) -> String {
    reached.map_or_else(|| text.to_owned(), |day| format!("{text} · {}", day_of_month(day, today)))
}

/// What is written into the form.
#[derive(Debug)]
pub(super) struct GoalForm {
    id: String,
    text: String,
    reached: String,
    steps: Vec<StepFields>,
    /// Whether it is in the journal already.
    stands: bool,
    /// Whether it was to be kept although something is wrong.
    told: bool,
    /// Which field the keyboard goes to: 0 the goal's, then its steps'.
    focus: Option<usize>,
}

#[derive(Clone, Debug, Default)]
struct StepFields {
    text: String,
    reached: Option<NaiveDate>,
    /// As it is written, where it was reached.
    day: String,
}

impl GoalForm {
    pub(super) fn of(goal: &Goal) -> Self {
        let written = |day: Option<NaiveDate>| day.map_or_else(String::new, widgets::day_written);
        let step =
            |step: &GoalStep| StepFields { text: step.text.clone(), reached: step.reached, day: written(step.reached) };
        Self {
            id: goal.id.clone(),
            text: goal.text.clone(),
            reached: written(goal.reached),
            steps: goal.steps.iter().map(step).collect(),
            stands: true,
            told: false,
            focus: Some(0),
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, desk: &Desk<'_>) -> Option<PlanAction> {
        turn::title(ui, TITLE);
        let focus = self.focus.take();
        let text = widgets::field(ui, TEXT, FieldKind::Line, &mut self.text);
        if focus == Some(0) {
            text.request_focus();
        }
        if !self.stands
            && self.text.trim().is_empty()
            && let Some(text) = examples(ui)
        {
            text.clone_into(&mut self.text);
            self.focus = Some(0);
        }
        let change = self.goal().map(Change::PutGoal);
        let why = change.as_ref().and_then(|change| desk.refusal(change));
        if let Some(why) = why.as_deref().filter(|_| self.told || !self.text.trim().is_empty()) {
            widgets::refused(ui, why);
        }
        if self.stands {
            widgets::gap(ui, space::TIGHT);
            widgets::date(ui, REACHED, &mut self.reached, NOT_YET, desk.facts.today);
        }
        widgets::gap(ui, space::TIGHT);
        self.step_fields(ui, desk.facts.today, focus);
        let mut pressed = foot(ui, KEEP);
        if turn::entered(ui, &text) {
            pressed = Some(Pressed::Yes);
        }
        self.told |= pressed == Some(Pressed::Yes) && why.is_some();
        if self.stands {
            widgets::gap(ui, space::SMALL);
            if widgets::link(ui, DELETE).clicked() {
                return Some(PlanAction::Ask(Change::DeleteGoal { id: self.id.clone() }));
            }
        }
        desk.answer(pressed, change)
    }

    fn step_fields(&mut self, ui: &mut Ui, today: NaiveDate, focus: Option<usize>) {
        widgets::text(ui, Type::Note, Palette::of(ui).quiet, STEPS);
        let (mut gone, mut another) = (None, false);
        for (nth, step) in self.steps.iter_mut().enumerate() {
            let name = format!("Step {}", nth + 1);
            let field = widgets::field(ui, &name, FieldKind::Line, &mut step.text);
            if focus == Some(nth + 1) {
                field.request_focus();
            }
            another |= turn::entered(ui, &field);
            if step.text.chars().count() > 500 {
                widgets::refused(ui, STEPS_ONLY);
            }
            if step.reached.is_some() {
                widgets::date(ui, &format!("{name} reached on"), &mut step.day, NOT_YET, today);
            }
            if turn::link_named(ui, "Leave this step out", &format!("Leave step {} out", nth + 1)).clicked() {
                gone = Some(nth);
            }
            widgets::gap(ui, space::TIGHT);
        }
        if let Some(gone) = gone {
            self.steps.remove(gone);
        }
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::SMALL, 0.0);
            another |= widgets::link(ui, ANOTHER).clicked();
        });
        if another {
            self.steps.push(StepFields::default());
            self.focus = Some(self.steps.len());
        }
    }

    /// What is written; nothing while a day cannot be read. Steps without words are none.
    fn goal(&self) -> Option<Goal> {
        let mut goal = Goal::new(self.id.clone(), self.text.trim().to_owned());
        goal.reached = widgets::written_day(&self.reached).ok()?;
        for step in self.steps.iter().filter(|step| !step.text.trim().is_empty()) {
            let reached = widgets::written_day(&step.day).ok()?;
            goal.steps.push(GoalStep { text: step.text.trim().to_owned(), reached });
        }
        Some(goal)
    }
}
