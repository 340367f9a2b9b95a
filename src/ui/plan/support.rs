//! What helps: resources and people, as a list that is ticked.

use chrono::NaiveDate;
use eframe::egui::{Ui, vec2};

use super::super::theme::space;
use super::super::widgets::{self, FieldKind};
use super::super::words::day_of_month;
use super::turn::{self, Desk, Pressed, Turn, about, foot};
use super::{Key, PlanAction, PlanForm};
use crate::plan::{Change, Support};

const SECTION: &str = "What helps";
const NONE: &str = "A place, a few things and people that make it easier. Tick what is there.";
const OFFERED: [&str; 5] = [
    "A mat, or a soft floor",
    "Cushions and a blanket",
    "A quiet place, with a door",
    "A partner or friend who knows about this and expects nothing",
    "A clinician or physiotherapist",
];
const OFFER: &str = "To start from:";
const ADD: &str = "Add a line of your own";
const CHANGE: &str = "Change";
const TITLE: &str = "Something that helps";
const TEXT: &str = "What it is";
const DATE: &str = "A day that belongs to it, such as the next check-in";
const NO_DATE: &str = "Left empty, there is none.";
const KEEP: &str = "Save";
const DELETE: &str = "Delete this line";

pub(super) fn ui(ui: &mut Ui, turn: &mut Turn<'_>) {
    widgets::section(ui, SECTION);
    let mut lines: Vec<&Support> = turn.desk.snapshot.support.iter().collect();
    lines.sort_by(|a, b| (&a.text, &a.id).cmp(&(&b.text, &b.id)));
    if lines.is_empty() {
        about(ui, NONE);
    }
    for line in &lines {
        one(ui, turn, line);
        turn.card(ui, &Key::Support(line.id.clone()));
    }
    turn.opener(ui, ADD, ADD, Key::NewSupport, |desk| {
        let line = Support::new(desk.facts.new_id(), String::new());
        PlanForm::Support(SupportForm { stands: false, ..SupportForm::of(&line) })
    });
    turn.card(ui, &Key::NewSupport);
    let mut offered = OFFERED.iter().filter(|offered| !lines.iter().any(|line| line.text == **offered)).peekable();
    if offered.peek().is_none() {
        return;
    }
    widgets::gap(ui, space::GROUP);
    about(ui, OFFER);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::SMALL, space::HAIR);
        for offered in offered {
            if turn::link_named(ui, offered, &format!("Add: {offered}")).clicked() {
                let line = Support::new(turn.desk.facts.new_id(), (*offered).to_owned());
                turn.change(Change::PutSupport(line));
            }
        }
    });
}

fn one(ui: &mut Ui, turn: &mut Turn<'_>, line: &Support) {
    let words = with_day(&line.text, line.date, turn.desk.facts.today);
    let ticked = turn::line_with(
        ui,
        &line.id,
        |ui| widgets::tick(ui, &words, line.done),
        |ui| {
            let name = format!("Change the line: {}", line.text);
            turn.opener(ui, CHANGE, &name, Key::Support(line.id.clone()), |_| PlanForm::Support(SupportForm::of(line)));
        },
    );
    if ticked {
        turn.change(Change::PutSupport(Support { done: !line.done, ..line.clone() }));
    }
}

/// `A clinician · next on 1 December`; a day that is over was: `last on 1 November`.
pub(super) fn with_day(text: &str, date: Option<NaiveDate>, today: NaiveDate) -> String {
    match date {
        None => text.to_owned(),
        Some(day) if day == today => format!("{text} · today"),
        Some(day) if day < today => format!("{text} · last on {}", day_of_month(day, today)),
        Some(day) => format!("{text} · next on {}", day_of_month(day, today)),
    }
}

/// What is written into the form.
#[derive(Debug)]
pub(super) struct SupportForm {
    line: Support,
    date: String,
    /// Whether it is in the journal already.
    stands: bool,
    /// Whether it was to be kept although something is wrong.
    told: bool,
    /// Whether the keyboard is still to go to its first field.
    fresh: bool,
}

impl SupportForm {
    pub(super) fn of(line: &Support) -> Self {
        Self {
            date: line.date.map_or_else(String::new, widgets::day_written),
            line: line.clone(),
            stands: true,
            told: false,
            fresh: true,
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, desk: &Desk<'_>) -> Option<PlanAction> {
        // It can be ticked while its form is open, or was just before and is not written yet.
        if let Some(stands) = desk.snapshot.support.iter().find(|line| line.id == self.line.id) {
            self.line.done = stands.done;
        }
        turn::title(ui, TITLE);
        let text = widgets::field(ui, TEXT, FieldKind::Line, &mut self.line.text);
        if std::mem::take(&mut self.fresh) {
            text.request_focus();
        }
        let change = self.put();
        let why = change.as_ref().and_then(|change| desk.refusal(change));
        if let Some(why) = why.as_deref().filter(|_| self.told || !self.line.text.trim().is_empty()) {
            widgets::refused(ui, why);
        }
        widgets::gap(ui, space::TIGHT);
        widgets::date(ui, DATE, &mut self.date, NO_DATE, desk.facts.today);
        let pressed = foot(ui, KEEP).or(turn::entered(ui, &text).then_some(Pressed::Yes));
        self.told |= pressed == Some(Pressed::Yes) && why.is_some();
        if self.stands {
            widgets::gap(ui, space::SMALL);
            if widgets::link(ui, DELETE).clicked() {
                return Some(PlanAction::Ask(Change::DeleteSupport { id: self.line.id.clone() }));
            }
        }
        desk.answer(pressed, change)
    }

    /// What is written; nothing while the day cannot be read.
    fn put(&self) -> Option<Change> {
        let date = widgets::written_day(&self.date).ok()?;
        let text = self.line.text.trim().to_owned();
        Some(Change::PutSupport(Support { text, date, ..self.line.clone() }))
    }
}
