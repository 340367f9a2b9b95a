//! The part of Settings about weeks: the day on which they begin, and the time at which a day does. What it would
//! change is said before it is asked for.
//!
//! Decides nothing about weeks: the plan does.

use chrono::Weekday;
use eframe::egui::{Ui, vec2};

use super::action::Facts;
use super::foresight::Foresight;
use super::theme::{Palette, Type, space};
use super::widgets;
use crate::journal::Snapshot;
use crate::plan::Change;

const SECTION: &str = "Week";
const WEEK: &str = "A week begins on";
const DAY: &str = "A day begins at";
const DAY_ABOUT: &str = "A session that begins earlier belongs to the day before: late in the evening is still today.";
const LOOKING: &str = "Looking at past weeks …";
const LEAVE: &str = "Cancel";
const DAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "Monday"),
    (Weekday::Tue, "Tuesday"),
    (Weekday::Wed, "Wednesday"),
    (Weekday::Thu, "Thursday"),
    (Weekday::Fri, "Friday"),
    (Weekday::Sat, "Saturday"),
    (Weekday::Sun, "Sunday"),
];

/// The latest that a day may begin, and the steps to it, in minutes after midnight.
const LATEST: i32 = 360;
const STEP: i32 = 30;

/// What was chosen and is not asked for yet.
#[derive(Debug, Default)]
pub(super) struct WeekChoice {
    chosen: Option<Chosen>,
    foresight: Foresight,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Chosen {
    Week(Weekday),
    /// Minutes after midnight.
    Day(u16),
}

impl WeekChoice {
    /// Shows it; asks for what is to be changed now.
    pub(super) fn ui(&mut self, ui: &mut Ui, facts: &Facts<'_>) -> Option<Change> {
        let snapshot = facts.journal?;
        let plan = snapshot.plan(facts.today);
        let (start, begins) = (plan.week_start, plan.day_start_min);
        // What holds needs no question.
        self.chosen.take_if(|chosen| *chosen == Chosen::Week(start) || *chosen == Chosen::Day(begins));
        widgets::section(ui, SECTION);
        let mut asked = None;
        let mut day = if let Some(Chosen::Week(day)) = self.chosen { day } else { start };
        let about = format!("Weeks run from {}, here and in every chart.", run(start));
        if widgets::row(ui, WEEK, &about, |ui| widgets::choice(ui, WEEK, &DAYS, &mut day)) {
            self.chosen = Some(Chosen::Week(day));
        }
        if let Some(Chosen::Week(day)) = self.chosen {
            asked = self.question(ui, facts, snapshot, Chosen::Week(day));
        }
        let now = if let Some(Chosen::Day(minutes)) = self.chosen { minutes } else { begins };
        let mut minutes = i32::from(now);
        let moved = |ui: &mut Ui| widgets::number(ui, DAY, &mut minutes, &(0..=LATEST), STEP, clock);
        if widgets::row(ui, DAY, DAY_ABOUT, moved) {
            self.chosen = u16::try_from(minutes).ok().map(Chosen::Day);
        }
        if let Some(Chosen::Day(minutes)) = self.chosen {
            asked = asked.or(self.question(ui, facts, snapshot, Chosen::Day(minutes)));
        }
        asked
    }

    /// What it would change, and whether to.
    fn question(
        &mut self,
        ui: &mut Ui,
        facts: &Facts<'_>,
        snapshot: &std::sync::Arc<Snapshot>,
        chosen: Chosen,
    ) -> Option<Change> {
        let change = chosen.change();
        let palette = Palette::of(ui);
        widgets::text(ui, Type::Body, palette.ink, &chosen.effect());
        let ctx = ui.ctx().clone();
        let told = match self.foresight.see(&ctx, snapshot, &change, facts.today) {
            None => LOOKING.to_owned(),
            Some(Ok(preview)) => preview.sentence.clone(),
            Some(Err(why)) => super::words::sentence(&why.to_string()),
        };
        widgets::text(ui, Type::Note, palette.quiet, &told);
        widgets::gap(ui, space::NEAR);
        let mut asked = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::SMALL, space::NEAR);
            if widgets::outline(ui, &chosen.yes()).clicked() {
                asked = Some(change);
            }
            if widgets::word(ui, Type::Note, LEAVE, false).clicked() {
                self.chosen = None;
            }
        });
        widgets::gap(ui, space::GROUP);
        asked
    }
}

impl Chosen {
    fn change(self) -> Change {
        match self {
            Self::Week(day) => Change::WeekStart(day),
            Self::Day(minutes) => Change::DayStart(minutes),
        }
    }

    fn effect(self) -> String {
        match self {
            Self::Week(day) => {
                format!("All weeks, past ones too, run from {}. What was practised keeps its day.", run(day))
            }
            Self::Day(minutes) => format!(
                "From now on a session that begins before {} belongs to the day before. What is written down keeps its \
                 day.",
                clock(minutes.into())
            ),
        }
    }

    fn yes(self) -> String {
        match self {
            Self::Week(day) => format!("Begin weeks on {}", name(day)),
            Self::Day(minutes) => format!("Begin days at {}", clock(minutes.into())),
        }
    }
}

fn name(day: Weekday) -> &'static str {
    DAYS.iter().find(|(of, _)| *of == day).map_or("", |(_, name)| *name)
}

/// `Monday to Sunday`.
fn run(first: Weekday) -> String {
    format!("{} to {}", name(first), name(first.pred()))
}

/// Minutes after midnight as a clock shows them.
fn clock(minutes: i32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_told_from_its_first_to_its_last_day() {
        assert_eq!(run(Weekday::Mon), "Monday to Sunday");
        assert_eq!(run(Weekday::Sat), "Saturday to Friday");
        let effect = Chosen::Week(Weekday::Sun).effect();
        assert_eq!(effect, "All weeks, past ones too, run from Sunday to Saturday. What was practised keeps its day.");
    }

    #[test]
    fn the_beginning_of_a_day_is_told_as_a_clock_shows_it() {
        assert_eq!([clock(0), clock(240), clock(330)], ["00:00", "04:00", "05:30"]);
        assert_eq!(Chosen::Day(330).yes(), "Begin days at 05:30");
    }
}
