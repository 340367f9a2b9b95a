//! The form of a practice: what it asks from when on, what it asked in past weeks, its name and place, its end.

use chrono::{Days, NaiveDate};
use eframe::egui::{Ui, vec2};

use super::super::foresight::Foresight;
use super::super::theme::{Palette, Type, space};
use super::super::widgets::{self, FieldKind};
use super::super::words::day_of_month;
use super::asked::AskedFields;
use super::turn::{self, Desk, Pressed, about, foot, past};
use super::{PlanAction, words};
use crate::plan::{self, Asked, Change, Practice, Since, TargetKind};

const PARTS: [(PracticeSection, &str); 4] = [
    (PracticeSection::Target, "what it asks"),
    (PracticeSection::Past, "past weeks"),
    (PracticeSection::Name, "name and place"),
    (PracticeSection::End, "take it out"),
];
const WHENS: [(Since, &str); 2] = [(Since::NextWeek, "next week"), (Since::ThisWeek, "this week already")];
const WHEN: &str = "From";
const SET: &str = "Set it";
const SAME: &str = "That is what it asks now.";
const KEEP: &str = "Drop what is planned";
const SO_FAR: &str = "Until now";
const PAST: &str =
    "This corrects what past weeks asked, where it was put down wrongly. What was practised stays as it is.";
const PAST_WEEK: &str = "The week that holds";
const CORRECT: &str = "Correct these weeks";
const NAME: &str = "Its name";
const RENAME: &str = "Rename it";
const ABOUT_NAME: &str = "It is shown by this name everywhere, also in weeks that are over.";
const EARLIER: &str = "Move it up";
const LATER: &str = "Move it down";
const LAST: &str = "Its last day";
const OUT: &str = "Take it out of the plan";
const NEEDED: &str = "A day goes here.";

/// What of a practice is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PracticeSection {
    Target,
    Past,
    Name,
    End,
}

/// What is written into the form.
#[derive(Debug)]
pub(super) struct PracticeForm {
    id: String,
    part: PracticeSection,
    asked: AskedFields,
    since: Since,
    past_day: String,
    name: String,
    last: String,
}

/// What is asked of a practice that never had a target.
const NONE: Asked = Asked { kind: TargetKind::None, amount: 0, min_s: 0, credit_percent: 80 };

/// What a practice asks now.
pub(super) fn asked_now(desk: &Desk<'_>, practice: &str) -> Asked {
    let versions = words::versions(desk.plan, practice);
    words::in_force(&versions, desk.facts.today).map_or(NONE, |version| version.asked)
}

impl PracticeForm {
    pub(super) fn new(desk: &Desk<'_>, practice: &Practice) -> Self {
        let today = desk.facts.today;
        let last_week = today.checked_sub_days(Days::new(7)).unwrap_or(today).max(practice.started);
        Self {
            id: practice.id.clone(),
            part: PracticeSection::Target,
            asked: AskedFields::new(asked_now(desk, &practice.id)),
            since: Since::NextWeek,
            past_day: widgets::day_written(plan::week_of(last_week, desk.plan.week_start)),
            name: practice.name.clone(),
            last: widgets::day_written(today),
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, desk: &Desk<'_>, foresight: &mut Foresight) -> Option<PlanAction> {
        let name = desk.facts.practice_name(&self.id);
        turn::title(ui, &name);
        widgets::choice(ui, &format!("Change of {name}"), &PARTS, &mut self.part);
        widgets::gap(ui, space::NEAR);
        match self.part {
            PracticeSection::Target => self.target(ui, desk),
            PracticeSection::Past => self.past(ui, desk, foresight),
            PracticeSection::Name => self.named(ui, desk),
            PracticeSection::End => self.end(ui, desk, foresight),
        }
    }

    fn target(&mut self, ui: &mut Ui, desk: &Desk<'_>) -> Option<PlanAction> {
        let today = desk.facts.today;
        self.asked.ui(ui);
        widgets::gap(ui, space::NEAR);
        about(ui, WHEN);
        widgets::choice(ui, WHEN, &WHENS, &mut self.since);
        let change = self.set(self.since);
        let versions = words::versions(desk.plan, &self.id);
        let planned = words::planned(&versions, today);
        let asked = self.asked.asked();
        let same = planned.is_none() && asked == Some(asked_now(desk, &self.id));
        if same {
            turn::effect(ui, SAME);
        } else if let Some(asked) = asked {
            turn::effect(ui, &words::effect(desk.plan, &self.id, asked, self.since, today));
        }
        let pressed = foot(ui, SET);
        if same && pressed.is_some() {
            return Some(PlanAction::Leave);
        }
        if let Some(planned) = planned {
            widgets::gap(ui, space::GROUP);
            about(ui, &planned);
            if widgets::link(ui, KEEP).clicked() {
                let asked = asked_now(desk, &self.id);
                let practice = self.id.clone();
                return Some(PlanAction::Ask(Change::SetTarget { practice, asked, since: Since::ThisWeek }));
            }
        }
        history(ui, &words::history(&versions, today));
        desk.answer(pressed, change)
    }

    fn past(&mut self, ui: &mut Ui, desk: &Desk<'_>, foresight: &mut Foresight) -> Option<PlanAction> {
        let today = desk.facts.today;
        about(ui, PAST);
        widgets::gap(ui, space::TIGHT);
        widgets::date(ui, PAST_WEEK, &mut self.past_day, NEEDED, today);
        let day = day(&self.past_day);
        let change = day.and_then(|day| self.set(Since::PastWeek(day)));
        if let Some(why) = change.as_ref().and_then(|change| desk.refusal(change)) {
            widgets::refused(ui, &why);
        }
        widgets::gap(ui, space::TIGHT);
        self.asked.ui(ui);
        if let (Some(day), Some(asked), Some(change)) = (day, self.asked.asked(), &change)
            && desk.refusal(change).is_none()
        {
            turn::effect(ui, &words::effect(desk.plan, &self.id, asked, Since::PastWeek(day), today));
            past(ui, desk, foresight, change);
        }
        let pressed = foot(ui, CORRECT);
        history(ui, &words::history(&words::versions(desk.plan, &self.id), today));
        desk.answer(pressed, change)
    }

    fn named(&mut self, ui: &mut Ui, desk: &Desk<'_>) -> Option<PlanAction> {
        let field = widgets::field(ui, NAME, FieldKind::Line, &mut self.name);
        let change = Change::RenamePractice { id: self.id.clone(), name: self.name.clone() };
        if let Some(why) = desk.refusal(&change) {
            widgets::refused(ui, &why);
        }
        about(ui, ABOUT_NAME);
        let pressed = foot(ui, RENAME).or(turn::entered(ui, &field).then_some(Pressed::Yes));
        widgets::gap(ui, space::SMALL);
        let moved = self.place(ui, desk);
        desk.answer(pressed, Some(change)).or(moved)
    }

    /// Where it stands among the practices.
    fn place(&self, ui: &mut Ui, desk: &Desk<'_>) -> Option<PlanAction> {
        let here: Vec<&str> =
            desk.plan.practices.iter().filter(|one| one.ended.is_none()).map(|one| one.id.as_str()).collect();
        let at = here.iter().position(|id| *id == self.id)?;
        about(ui, &format!("It stands in place {} of {}.", at + 1, here.len()));
        let mut other = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::SMALL, 0.0);
            if at > 0 && widgets::link(ui, EARLIER).clicked() {
                other = Some(at - 1);
            }
            if at + 1 < here.len() && widgets::link(ui, LATER).clicked() {
                other = Some(at + 1);
            }
        });
        let mut order = here;
        order.swap(at, other?);
        Some(PlanAction::Do(Change::OrderPractices(order.into_iter().map(str::to_owned).collect())))
    }

    fn end(&mut self, ui: &mut Ui, desk: &Desk<'_>, foresight: &mut Foresight) -> Option<PlanAction> {
        let today = desk.facts.today;
        widgets::date(ui, LAST, &mut self.last, NEEDED, today);
        let change = day(&self.last).map(|last| Change::RetirePractice { id: self.id.clone(), last });
        if let Some(change) = &change {
            match (desk.refusal(change), day(&self.last)) {
                (Some(why), _) => widgets::refused(ui, &why),
                (None, Some(last)) => {
                    turn::effect(ui, &retired(last, today));
                    past(ui, desk, foresight, change);
                }
                (None, None) => {}
            }
        }
        let pressed = foot(ui, OUT);
        desk.answer(pressed, change)
    }

    fn set(&self, since: Since) -> Option<Change> {
        let asked = self.asked.asked()?;
        Some(Change::SetTarget { practice: self.id.clone(), asked, since })
    }
}

/// The day that is written, where one is.
fn day(written: &str) -> Option<NaiveDate> {
    widgets::written_day(written).ok().flatten()
}

/// What the last day means.
fn retired(last: NaiveDate, today: NaiveDate) -> String {
    let after = last.succ_opt().unwrap_or(last);
    let from = day_of_month(after, today);
    format!("From {from} on no week asks for it. What was practised stays, and it can be brought back.")
}

fn history(ui: &mut Ui, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    widgets::gap(ui, space::GROUP);
    about(ui, SO_FAR);
    for line in lines {
        widgets::text(ui, Type::Note, Palette::of(ui).ink, line);
    }
}
