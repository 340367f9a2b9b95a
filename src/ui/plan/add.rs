//! The form that takes a practice into the plan: one that is offered, one of the user's own, or one that was in it.

use chrono::NaiveDate;
use eframe::egui::Ui;

use super::super::widgets::{self, FieldKind};
use super::super::words::counted;
use super::asked::AskedFields;
use super::practice::asked_now;
use super::turn::{self, Desk, Pressed, about, foot};
use super::{PlanAction, words};
use crate::plan::{self, Asked, Change, Plan, Practice, Target, TargetKind};

const TITLE: &str = "A practice";
const WHICH: &str = "Which";
const OWN: &str = "one of your own";
const NAME: &str = "What you call it";
const ADD: &str = "Add it to the plan";
const BACK: &str = "Bring it back";

/// What one's own practice asks to begin with: three days, of any length.
const OWN_ASKED: Asked = Asked { kind: TargetKind::Days, amount: 3, min_s: 0, credit_percent: 80 };

/// What can be taken in.
#[derive(Clone, Debug)]
struct Choice {
    /// Its id; none for one's own, which follows from its name.
    id: Option<String>,
    name: String,
    asked: AskedFields,
}

/// What is written into the form.
#[derive(Debug)]
pub(super) struct AddForm {
    choices: Vec<Choice>,
    chosen: usize,
    title: String,
    yes: &'static str,
    /// Whether it was asked for without a name.
    nameless: bool,
}

impl AddForm {
    pub(super) fn new(desk: &Desk<'_>) -> Self {
        // One that was in the plan is brought back from where it stands.
        let known = |id: &str| desk.plan.practices.iter().any(|practice| practice.id == id);
        let offered = plan::offered(desk.plan).into_iter().filter_map(|change| match change {
            Change::AddPractice { id, name, asked } if !known(&id) => {
                Some(Choice { id: Some(id), name, asked: AskedFields::new(asked) })
            }
            _ => None,
        });
        let own = Choice { id: None, name: String::new(), asked: AskedFields::new(OWN_ASKED) };
        Self { choices: offered.chain([own]).collect(), chosen: 0, title: TITLE.to_owned(), yes: ADD, nameless: false }
    }

    pub(super) fn back(desk: &Desk<'_>, practice: &Practice) -> Self {
        let asked = AskedFields::new(asked_now(desk, &practice.id));
        let choice = Choice { id: Some(practice.id.clone()), name: practice.name.clone(), asked };
        Self { choices: vec![choice], chosen: 0, title: practice.name.clone(), yes: BACK, nameless: false }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, desk: &Desk<'_>) -> Option<PlanAction> {
        turn::title(ui, &self.title);
        if self.choices.len() > 1 {
            let names: Vec<(usize, String)> = self.choices.iter().map(Choice::label).enumerate().collect();
            let words: Vec<(usize, &str)> = names.iter().map(|(nth, name)| (*nth, name.as_str())).collect();
            about(ui, WHICH);
            widgets::choice(ui, WHICH, &words, &mut self.chosen);
        }
        let choice = self.choices.get_mut(self.chosen)?;
        if let Some(caution) = choice.id.as_deref().and_then(plan::caution) {
            about(ui, caution);
        }
        let field = widgets::field(ui, NAME, FieldKind::Line, &mut choice.name);
        let change = choice.change(desk);
        let why = change.as_ref().and_then(|change| desk.refusal(change));
        // An empty name is no mistake before it was to be taken.
        if let Some(why) = why.as_deref().filter(|_| self.nameless || !choice.name.trim().is_empty()) {
            widgets::refused(ui, why);
        }
        if let (None, Some(Change::AddPractice { id, .. })) = (&choice.id, &change)
            && !choice.name.trim().is_empty()
        {
            about(ui, &format!("Sessions with practice: \"{id}\" belong to it; it can be written down without any."));
        }
        choice.asked.ui(ui);
        if let Some(Change::AddPractice { id, asked, .. }) = change.as_ref().filter(|_| why.is_none()) {
            turn::effect(ui, &effect(desk.plan, id, *asked, desk.facts.today));
        }
        let pressed = foot(ui, self.yes).or(turn::entered(ui, &field).then_some(Pressed::Yes));
        self.nameless |= pressed == Some(Pressed::Yes) && why.is_some();
        desk.answer(pressed, change)
    }
}

impl Choice {
    fn label(&self) -> String {
        match &self.id {
            // As it is offered, whatever was written into its field.
            Some(id) => offered_name(id).unwrap_or_else(|| self.name.clone()),
            None => OWN.to_owned(),
        }
    }

    fn change(&self, desk: &Desk<'_>) -> Option<Change> {
        let taken: Vec<&str> = desk.plan.practices.iter().map(|practice| practice.id.as_str()).collect();
        let id = self.id.clone().unwrap_or_else(|| words::practice_id(&self.name, &taken, NAMELESS));
        Some(Change::AddPractice { id, name: self.name.clone(), asked: self.asked.asked()? })
    }
}

/// Stands in the id of a practice whose name has no letter that an id could have.
const NAMELESS: &str = "own";

/// What an offered practice is called there.
fn offered_name(id: &str) -> Option<String> {
    let nothing = Plan { practices: Vec::new(), ..plan::default_plan(NaiveDate::default()) };
    plan::offered(&nothing).into_iter().find_map(|change| match change {
        Change::AddPractice { id: of, name, .. } if of == id => Some(name),
        _ => None,
    })
}

/// What taking it in on `today` means for this week.
pub(super) fn effect(plan: &Plan, id: &str, asked: Asked, today: NaiveDate) -> String {
    let asks = words::asks(asked);
    let ended = plan.practices.iter().find(|practice| practice.id == id).and_then(|practice| practice.ended);
    let from = format!("From today, {}: {asks}.", words::weekday(today, today));
    let between = match (ended.and_then(|last| last.succ_opt()), today.pred_opt()) {
        (Some(first), Some(last)) if first <= last => {
            format!(" The days between, {}, count as a pause.", words::span(first, Some(last), today))
        }
        _ => String::new(),
    };
    format!("{from} {}{between}", this_week(plan, id, asked, today))
}

/// What is asked in the week in which it comes in: its part.
fn this_week(plan: &Plan, id: &str, asked: Asked, today: NaiveDate) -> String {
    let Asked { kind, amount, min_s, credit_percent } = asked;
    let days = plan::days_of(plan::week_of(today, plan.week_start));
    let left = days.iter().filter(|day| **day >= today).count();
    if kind == TargetKind::None {
        return "No week asks for it.".to_owned();
    }
    let (rev, device, deleted) = (1, String::new(), false);
    let (id, name) = (id.to_owned(), String::new());
    let target = Target {
        practice: id.clone(),
        from_day: today,
        kind,
        amount,
        min_s,
        credit_percent,
        rev,
        device: device.clone(),
        deleted,
    };
    let practice = Practice { id, name, started: today, ended: None, rev, device, deleted };
    let alone = Plan { practices: vec![practice], targets: vec![target], pauses: Vec::new(), ..plan.clone() };
    let week = plan::week(&alone, &[], today, today);
    let required = week.practices.first().map_or(0, |practice| practice.required);
    let days = counted(left as u64, "day", "days");
    let (one, many) = match kind {
        TargetKind::Minutes => ("minute", "minutes"),
        TargetKind::Sessions => ("session", "sessions"),
        TargetKind::Days | TargetKind::None => ("day", "days"),
    };
    match required {
        0 => format!("This week has {days} left and asks nothing of it yet."),
        required => format!("This week has {days} left and asks {} of it.", counted(required.into(), one, many)),
    }
}
