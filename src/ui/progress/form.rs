//! An entry on a page of its own: written down by hand, or changed, dated anew, deleted.
//!
//! Changes nothing itself: it asks for a change, and closes when that was made.

use chrono::NaiveDate;
use eframe::egui::{Key, Modifiers, Ui, vec2};

use crate::plan::{Change, Content, Credited, Ended, Entry, REASONS, Reason, ending, writes};
use crate::units::{ClockFace, Time};

use super::super::action::{Action, Facts};
use super::super::theme::{Palette, Type, space};
use super::super::{safety, widgets, words};

const ADDING: &str = "What you did";
const CHANGING: &str = "An entry";
const PRACTICE: &str = "Practice";
const DAY: &str = "Day";
const MINUTES: &str = "Minutes";
const NOTE: &str = "Note";
const NOTE_ABOUT: &str = "Only you read it, until you take it along yourself.";
const COUNTS: &str = "Does it count?";
const COUNTED: [(Credited, &str); 3] =
    [(Credited::Auto, "as the plan says"), (Credited::Yes, "yes"), (Credited::No, "no")];
const WHY: &str = "What made you stop?";
const WHY_ABOUT: &str = "Only if you want to say. It stays on this computer.";
const UNSAID: &str = "Rather not say";
const TIRED: &str = "Tired";
const KEEP: &str = "Write it down";
const SAVE: &str = "Save";
const LEAVE: &str = "Cancel";
const DELETE: &str = "Delete this entry";
const NO_DAY: &str = "Write the day it was done.";
const TO_COME: &str = "This day is still to come: what was done can be written down.";
const NO_TIME: &str = "Say for how many minutes.";

/// A day has no more.
const MOST_MINUTES: i32 = 1440;
/// What is offered for what was done by hand.
const OFFERED: i32 = 20;

/// What the page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    Add,
    Change,
}

/// What is being written.
#[derive(Debug)]
pub(super) struct Form {
    /// As it was opened.
    entry: Entry,
    practice: String,
    day: String,
    minutes: i32,
    note: String,
    credited: Credited,
    reason: Option<Reason>,
    purpose: Purpose,
    /// How many changes had been made when this one was asked for.
    asked: Option<u64>,
}

/// What becomes of the form.
pub(super) enum FormAction {
    Stay,
    Close,
    Ask(Box<Change>),
    /// To when to see someone; what is written stays.
    See,
}

impl Form {
    /// For something new, done on `day`.
    pub(super) fn new(facts: &Facts<'_>, day: NaiveDate) -> Self {
        let practice = facts.practice_ids().into_iter().next().unwrap_or_else(|| "breathing".into());
        let entry = Entry::by_hand(facts.new_id(), &practice, day, 0);
        Self { minutes: OFFERED, purpose: Purpose::Add, ..Self::of(entry) }
    }

    /// For an entry there is.
    pub(super) fn of(entry: Entry) -> Self {
        Self {
            practice: entry.practice.clone(),
            day: widgets::day_written(entry.day),
            minutes: minutes(&entry),
            note: entry.note.clone(),
            credited: entry.credited,
            reason: entry.reason,
            purpose: Purpose::Change,
            asked: None,
            entry,
        }
    }

    /// The entry as it is written now.
    fn written(&self, today: NaiveDate) -> Result<Entry, String> {
        let day = widgets::written_day(&self.day)?.ok_or_else(|| NO_DAY.to_owned())?;
        if day > today {
            return Err(TO_COME.to_owned());
        }
        // Seconds that were played stay, unless another number of minutes is said.
        let active_s = if self.minutes == minutes(&self.entry) && self.purpose == Purpose::Change {
            self.entry.active_s
        } else {
            u32::try_from(60 * self.minutes).unwrap_or_default()
        };
        if active_s == 0 && self.purpose == Purpose::Add {
            return Err(NO_TIME.to_owned());
        }
        Ok(Entry {
            practice: self.practice.clone(),
            day,
            active_s,
            note: self.note.trim().to_owned(),
            credited: self.credited,
            reason: self.reason,
            ..self.entry.clone()
        })
    }

    /// Shows the form.
    pub(super) fn ui(&mut self, ui: &mut Ui, facts: &Facts<'_>) -> FormAction {
        if self.asked.is_some_and(|asked| facts.changing.made() > asked) {
            return FormAction::Close;
        }
        let heading = if self.purpose == Purpose::Add { ADDING } else { CHANGING };
        let next = widgets::page(ui, heading, |ui| {
            self.about(ui, facts);
            let see = self.fields(ui, facts);
            let next = self.foot(ui, facts);
            if see { FormAction::See } else { next }
        });
        let escaped = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        match next {
            FormAction::Stay if escaped => FormAction::Close,
            FormAction::Ask(change) => {
                self.asked = Some(facts.changing.made());
                FormAction::Ask(change)
            }
            next => next,
        }
    }

    /// What was played, which stays as it is. Why it was stopped can be said otherwise, and is not in it.
    fn about(&self, ui: &mut Ui, facts: &Facts<'_>) {
        if self.purpose == Purpose::Add {
            return;
        }
        let entry = &self.entry;
        let clock = entry.start.map(|start| start.format("%H:%M").to_string()).unwrap_or_default();
        let length = ClockFace(Time::from_secs(entry.active_s.into())).to_string();
        let how = ending(&Entry { reason: None, ..entry.clone() });
        let day = words::day(entry.day, facts.today);
        let parts = [day.as_str(), clock.as_str(), entry.title.as_str(), length.as_str(), how.as_str()];
        let said = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        widgets::gap(ui, space::HAIR);
        widgets::text(ui, Type::Body, Palette::of(ui).quiet, &said);
    }

    /// What can be written; true to see when to see someone.
    fn fields(&mut self, ui: &mut Ui, facts: &Facts<'_>) -> bool {
        let quiet = Palette::of(ui).quiet;
        widgets::section(ui, PRACTICE);
        let mut ids = facts.practice_ids();
        if !ids.contains(&self.entry.practice) {
            ids.push(self.entry.practice.clone());
        }
        let names: Vec<String> = ids.iter().map(|id| facts.practice_name(id)).collect();
        let each: Vec<(usize, &str)> = names.iter().enumerate().map(|(nth, name)| (nth, name.as_str())).collect();
        let mut chosen = ids.iter().position(|id| *id == self.practice).unwrap_or_default();
        if widgets::choice(ui, PRACTICE, &each, &mut chosen) {
            self.practice.clone_from(&ids[chosen]);
        }
        widgets::gap(ui, space::SMALL);
        widgets::date(ui, DAY, &mut self.day, NO_DAY, facts.today);
        widgets::gap(ui, space::NEAR);
        widgets::text(ui, Type::Note, quiet, MINUTES);
        widgets::number(ui, MINUTES, &mut self.minutes, &(0..=MOST_MINUTES), 5, |minutes| format!("{minutes} min"));
        widgets::gap(ui, space::NEAR);
        widgets::field(ui, NOTE, widgets::FieldKind::Lines, &mut self.note);
        widgets::text(ui, Type::Note, quiet, NOTE_ABOUT);
        widgets::gap(ui, space::SMALL);
        let see = self.reason_field(ui);
        widgets::text(ui, Type::Note, quiet, COUNTS);
        widgets::choice(ui, COUNTS, &COUNTED, &mut self.credited);
        widgets::gap(ui, space::GROUP);
        see
    }

    /// Why it was stopped, if it was: said otherwise, or taken back. True to see when to see someone.
    fn reason_field(&mut self, ui: &mut Ui) -> bool {
        if self.entry.ended != Ended::Stopped {
            return false;
        }
        let quiet = Palette::of(ui).quiet;
        widgets::text(ui, Type::Note, quiet, WHY);
        widgets::choice(ui, WHY, &reasons(self.entry.reason), &mut self.reason);
        widgets::text(ui, Type::Note, quiet, WHY_ABOUT);
        let see = self.reason.is_some_and(Reason::is_unwell) && widgets::link(ui, safety::SEE_SOMEONE).clicked();
        widgets::gap(ui, space::SMALL);
        see
    }

    /// Why it cannot be written down, and what can be done.
    fn foot(&self, ui: &mut Ui, facts: &Facts<'_>) -> FormAction {
        let change = self.written(facts.today).and_then(|entry| allowed(entry, facts));
        let refusal = change.as_ref().err().map(String::as_str);
        if let Some(why) = refusal.or(self.asked.and_then(|_| facts.changing.refusal())) {
            widgets::refused(ui, why);
            widgets::gap(ui, space::TIGHT);
        }
        let mut next = FormAction::Stay;
        let confirmed = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::NEAR, space::NEAR);
            if let Ok(change) = change
                && (widgets::pill(ui, if self.purpose == Purpose::Add { KEEP } else { SAVE }).clicked() || confirmed)
            {
                next = FormAction::Ask(Box::new(change));
            }
            if widgets::outline(ui, LEAVE).clicked() {
                next = FormAction::Close;
            }
        });
        if self.purpose == Purpose::Change {
            widgets::gap(ui, space::NEAR);
            if widgets::link(ui, DELETE).clicked() {
                next = FormAction::Ask(Box::new(Change::DeleteEntry { id: self.entry.id.clone() }));
            }
        }
        next
    }
}

/// What can be said of a stop: first nothing, which is as it was kept where nobody asked.
fn reasons(kept: Option<Reason>) -> Vec<(Option<Reason>, &'static str)> {
    let unsaid = kept.map(|_| Reason::Unsaid);
    let tired = (kept == Some(Reason::Tired)).then_some((kept, TIRED));
    let said = REASONS.map(|(reason, words)| (Some(reason), words));
    [(unsaid, UNSAID)].into_iter().chain(said).chain(tired).collect()
}

/// The change, if the plan takes it.
fn allowed(entry: Entry, facts: &Facts<'_>) -> Result<Change, String> {
    let Some(journal) = facts.journal else { return Err("The journal is not open.".into()) };
    let plan = journal.plan(facts.today);
    let content = Content { plan: &plan, entries: &[], goals: &[], support: &[] };
    let change = Change::PutEntry(entry);
    match writes(content, &change, facts.today) {
        Ok(_) => Ok(change),
        Err(why) => Err(words::sentence(&why.to_string())),
    }
}

/// Whole minutes of an entry, to the nearest.
fn minutes(entry: &Entry) -> i32 {
    i32::try_from((entry.active_s + 30) / 60).unwrap_or(MOST_MINUTES)
}

/// What a page asks the window for.
pub(super) fn action(next: &FormAction) -> Option<Action> {
    match next {
        FormAction::Ask(change) => Some(Action::Change(change.clone())),
        FormAction::See => Some(Action::SeeSomeone),
        FormAction::Stay | FormAction::Close => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Ended;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn played() -> Entry {
        let by_hand = Entry::by_hand("0".repeat(32), "breathing", day("2026-11-20"), 304);
        Entry { title: "Daily five".into(), ended: Ended::Finished, planned_s: 300, ..by_hand }
    }

    #[test]
    fn what_is_not_changed_stays_to_the_second() {
        let today = day("2026-11-22");
        assert_eq!(Form::of(played()).written(today), Ok(played()));
        let longer = Form { minutes: 10, day: "2026-11-19".into(), note: " Slept. ".into(), ..Form::of(played()) };
        let wanted = Entry { active_s: 600, day: day("2026-11-19"), note: "Slept.".into(), ..played() };
        assert_eq!(longer.written(today), Ok(wanted));
    }

    #[test]
    fn a_stop_that_nobody_asked_about_stays_so_and_one_that_was_answered_can_be_taken_back() {
        let first = |kept| reasons(kept)[0].0;
        assert_eq!((first(None), first(Some(Reason::Pain))), (None, Some(Reason::Unsaid)));
        assert!(!reasons(Some(Reason::Pain)).iter().any(|(_, words)| *words == TIRED));
        assert_eq!(reasons(Some(Reason::Tired)).last(), Some(&(Some(Reason::Tired), TIRED)));
    }

    #[test]
    fn no_day_a_day_to_come_and_no_time_are_refused() {
        let today = day("2026-11-22");
        let with = |day: &str| Form { day: day.into(), ..Form::of(played()) }.written(today);
        assert_eq!(with(""), Err(NO_DAY.to_owned()));
        assert_eq!(with("2026-11-23"), Err(TO_COME.to_owned()));
        assert!(with("soon").is_err());
        let nothing = Form { minutes: 0, purpose: Purpose::Add, ..Form::of(played()) };
        assert_eq!(nothing.written(today), Err(NO_TIME.to_owned()));
    }
}
