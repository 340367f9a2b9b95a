//! The form for what is done without a session: so many minutes, on a day.

use chrono::NaiveDate;
use eframe::egui::Ui;

use super::super::widgets;
use super::super::words::{counted, inside};
use super::practice::asked_now;
use super::turn::{self, Desk, about, foot};
use super::{PlanAction, words};
use crate::plan::{self, Asked, Change, Entry, Practice, TargetKind};

const MINUTES: &str = "Minutes";
const DAY: &str = "On";
const NEEDED: &str = "A day goes here.";
const WRITE: &str = "Write it down";
const MOST: std::ops::RangeInclusive<u32> = 0..=1440;

/// What is written into the form.
#[derive(Debug)]
pub(super) struct WrittenForm {
    /// The entry's id.
    id: String,
    practice: String,
    minutes: String,
    day: String,
}

impl WrittenForm {
    pub(super) fn new(desk: &Desk<'_>, practice: &Practice) -> Self {
        let least = asked_now(desk, &practice.id).min_s.div_ceil(60);
        Self {
            id: desk.facts.new_id(),
            practice: practice.id.clone(),
            minutes: least.to_string(),
            day: widgets::day_written(desk.facts.today),
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, desk: &Desk<'_>) -> Option<PlanAction> {
        let today = desk.facts.today;
        let name = desk.facts.practice_name(&self.practice);
        turn::title(ui, &name);
        if let Some(caution) = plan::caution(&self.practice) {
            about(ui, caution);
        }
        widgets::whole(ui, MINUTES, &mut self.minutes, &MOST, 5);
        widgets::date(ui, DAY, &mut self.day, NEEDED, today);
        let minutes = widgets::written_whole(&self.minutes, &MOST).ok();
        let day = widgets::written_day(&self.day).ok().flatten();
        let entry = minutes.zip(day).map(|(minutes, day)| self.entry(minutes, day));
        let change = entry.map(Change::PutEntry);
        match (change.as_ref().and_then(|change| desk.refusal(change)), minutes) {
            (Some(why), _) => widgets::refused(ui, &why),
            (None, Some(minutes)) => about(ui, &worth(asked_now(desk, &self.practice), minutes, &name)),
            (None, None) => {}
        }
        desk.answer(foot(ui, WRITE), change)
    }

    fn entry(&self, minutes: u32, day: NaiveDate) -> Entry {
        Entry::by_hand(self.id.clone(), &self.practice, day, minutes * 60)
    }
}

/// What so many minutes come to.
pub(super) fn worth(asked: Asked, minutes: u32, name: &str) -> String {
    let enough = u64::from(minutes) * 6_000 >= u64::from(asked.min_s) * u64::from(asked.credit_percent);
    let what = format!("{} of {}", counted(minutes.into(), "minute", "minutes"), inside(name));
    match (asked.kind, words::counts_from(asked)) {
        (TargetKind::Days | TargetKind::Sessions, _) if asked.min_s == 0 => {
            "It counts, however long it took. 0 minutes says that the time does not matter.".to_owned()
        }
        (TargetKind::Days | TargetKind::Sessions, _) if enough => format!("{what}: enough to count."),
        (TargetKind::Days | TargetKind::Sessions, Some(from)) => format!("{what}, for the log. {from}"),
        _ => format!("{what}, for the log."),
    }
}
