//! Pauses: days on which nothing is asked, ahead or after the fact.

use chrono::{Days, NaiveDate};
use eframe::egui::{Ui, vec2};

use super::super::foresight::Foresight;
use super::super::theme::{Palette, Type, space};
use super::super::widgets::{self, FieldKind};
use super::super::words as said;
use super::turn::{self, Desk, Turn, about, foot, past};
use super::{Key, PlanAction, PlanForm, words};
use crate::plan::{self, Change, Pause};

const SECTION: &str = "Pauses";
const NONE: &str = "On paused days nothing is asked. A pause can be put down ahead, or afterwards.";
const ADD: &str = "Add a pause";
const LAST_WEEK: &str = "Add a pause for last week";
const CHANGE: &str = "Change";
const ALL: &str = "everything";
const PAUSED: &str = "What is paused";
const FROM: &str = "The first day";
const TO: &str = "The last day";
const OPEN: &str = "Left empty, it goes on until you end it.";
const NEEDED: &str = "A day goes here.";
const REASON: &str = "Why, if you like (it stays in your journal)";
const SET: &str = "Set the pause";
const END: &str = "End it: today is asked again";
const DELETE: &str = "Delete it, as if it had never been";
const TITLE: &str = "A pause";

/// How many pauses that are over are shown.
const OVER: usize = 4;

pub(super) fn ui(ui: &mut Ui, turn: &mut Turn<'_>) {
    let today = turn.desk.facts.today;
    widgets::section(ui, SECTION);
    let mut pauses: Vec<&Pause> = turn.desk.plan.pauses.iter().collect();
    pauses.sort_by_key(|pause| std::cmp::Reverse((pause.from_day, pause.to_day)));
    if pauses.is_empty() {
        about(ui, NONE);
    }
    let mut over = 0;
    let all = ui.scope_id().with("all pauses");
    let show_all = ui.data(|data| data.get_temp::<bool>(all)).unwrap_or_default();
    for pause in pauses {
        over += usize::from(pause.to_day.is_some_and(|last| last < today));
        if over > OVER && !show_all {
            continue;
        }
        row(ui, turn, pause);
        turn.card(ui, &Key::Pause(pause.id.clone()));
    }
    if over > OVER && !show_all && widgets::link(ui, &format!("Show {} earlier", over - OVER)).clicked() {
        ui.data_mut(|data| data.insert_temp(all, true));
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::SMALL, 0.0);
        turn.opener(ui, ADD, ADD, Key::NewPause, |desk| PlanForm::Pause(PauseForm::new(desk, (today, None))));
        turn.opener(ui, LAST_WEEK, LAST_WEEK, Key::LastWeek, |desk| {
            let this = plan::week_of(today, desk.plan.week_start);
            let first = this.checked_sub_days(Days::new(7)).unwrap_or(this);
            PlanForm::Pause(PauseForm::new(desk, (first, this.pred_opt())))
        });
    });
    turn.card(ui, &Key::NewPause);
    turn.card(ui, &Key::LastWeek);
}

fn row(ui: &mut Ui, turn: &mut Turn<'_>, pause: &Pause) {
    let today = turn.desk.facts.today;
    let span = words::span(pause.from_day, pause.to_day, today);
    let who = pause.practice.as_deref().map_or(ALL.to_owned(), |id| turn.desk.facts.practice_name(id));
    let mut about = words::standing(pause, today).to_owned();
    if !pause.reason.is_empty() {
        about = format!("{about} · {}", pause.reason);
    }
    let heading = format!("{}, {}", said::sentence(&span).trim_end_matches('.'), said::inside(&who));
    let show = |ui: &mut Ui| {
        widgets::text(ui, Type::Body, Palette::of(ui).ink, &heading);
        widgets::text(ui, Type::Note, Palette::of(ui).quiet, &about);
    };
    turn::line_with(ui, &pause.id, show, |ui| {
        let name = format!("Change the pause: {span}, {who}");
        turn.opener(ui, CHANGE, &name, Key::Pause(pause.id.clone()), |_| PlanForm::Pause(PauseForm::of(pause)));
    });
    turn::close_line(ui);
}

/// What is written into the form.
#[derive(Debug)]
pub(super) struct PauseForm {
    /// What it was, or begins with.
    pause: Pause,
    /// Whether it is in the plan already, and can be ended and deleted.
    stands: bool,
    from: String,
    to: String,
}

impl PauseForm {
    pub(super) fn new(desk: &Desk<'_>, (from_day, to_day): (NaiveDate, Option<NaiveDate>)) -> Self {
        let pause = Pause::new(desk.facts.new_id(), from_day, to_day);
        Self { stands: false, ..Self::of(&pause) }
    }

    pub(super) fn of(pause: &Pause) -> Self {
        Self {
            stands: true,
            from: widgets::day_written(pause.from_day),
            to: pause.to_day.map_or_else(String::new, widgets::day_written),
            pause: pause.clone(),
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, desk: &Desk<'_>, foresight: &mut Foresight) -> Option<PlanAction> {
        let today = desk.facts.today;
        turn::title(ui, TITLE);
        self.practice(ui, desk);
        widgets::date(ui, FROM, &mut self.from, NEEDED, today);
        widgets::date(ui, TO, &mut self.to, OPEN, today);
        let change = self.put();
        if let Some(why) = change.as_ref().and_then(|change| desk.refusal(change)) {
            widgets::refused(ui, &why);
        }
        widgets::gap(ui, space::TIGHT);
        widgets::field(ui, REASON, FieldKind::Line, &mut self.pause.reason);
        widgets::gap(ui, space::TIGHT);
        if let Some(seen) = change.as_ref().map(without_reason).filter(|change| desk.refusal(change).is_none()) {
            past(ui, desk, foresight, &seen);
        }
        let pressed = foot(ui, SET);
        let ended = self.ended(ui, today);
        desk.answer(pressed, change).or(ended)
    }

    /// Which practice, or all.
    fn practice(&mut self, ui: &mut Ui, desk: &Desk<'_>) {
        let mut choices: Vec<(usize, &str)> = vec![(0, ALL)];
        let mut ids: Vec<Option<&str>> = vec![None];
        for practice in &desk.plan.practices {
            if practice.ended.is_none() || self.pause.practice.as_deref() == Some(&practice.id) {
                choices.push((ids.len(), &practice.name));
                ids.push(Some(&practice.id));
            }
        }
        let mut chosen = ids.iter().position(|id| *id == self.pause.practice.as_deref()).unwrap_or(0);
        about(ui, PAUSED);
        widgets::choice(ui, PAUSED, &choices, &mut chosen);
        widgets::gap(ui, space::TIGHT);
        self.pause.practice = ids.get(chosen).copied().flatten().map(str::to_owned);
    }

    fn put(&self) -> Option<Change> {
        let from_day = widgets::written_day(&self.from).ok().flatten()?;
        let to_day = widgets::written_day(&self.to).ok()?;
        Some(Change::PutPause(Pause { from_day, to_day, ..self.pause.clone() }))
    }

    /// Ending and deleting one that is in the plan.
    fn ended(&self, ui: &mut Ui, today: NaiveDate) -> Option<PlanAction> {
        if !self.stands {
            return None;
        }
        let runs = self.pause.from_day <= today && self.pause.to_day.is_none_or(|last| last >= today);
        let id = self.pause.id.clone();
        widgets::gap(ui, space::SMALL);
        let (mut ends, mut deletes) = (false, false);
        ui.vertical(|ui| {
            ends = runs && widgets::link(ui, END).clicked();
            deletes = widgets::link(ui, DELETE).clicked();
        });
        match today.pred_opt() {
            Some(last) if ends => Some(PlanAction::Ask(Change::EndPause { id, last })),
            _ if deletes => Some(PlanAction::Ask(Change::DeletePause { id })),
            _ => None,
        }
    }
}

/// The same for what weeks make of it: a letter more in its reason changes none of them.
fn without_reason(change: &Change) -> Change {
    match change {
        Change::PutPause(pause) => Change::PutPause(Pause { reason: String::new(), ..pause.clone() }),
        other => other.clone(),
    }
}
