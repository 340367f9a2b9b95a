//! What stands quietly below the week: what is worked towards, and the next day with someone or something that helps.

use chrono::{Days, NaiveDate};
use eframe::egui::Ui;

use crate::journal::Snapshot;
use crate::plan::{Goal, Support};
use crate::ui::theme::{Palette, Type, space};
use crate::ui::widgets;

/// So many days ahead a date is told. Ours.
const AHEAD_DAYS: u64 = 14;

/// What is shown, in sentences; nothing where there is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Beside {
    goals: Option<String>,
    next: Option<String>,
}

impl Beside {
    pub(super) fn of(journal: &Snapshot, today: NaiveDate) -> Self {
        Self { goals: goals(&journal.goals), next: next(&journal.support, today) }
    }

    /// Shows it.
    pub(super) fn show(&self, ui: &mut Ui) {
        for line in self.goals.iter().chain(&self.next) {
            widgets::text(ui, Type::Note, Palette::of(ui).quiet, line);
            widgets::gap(ui, space::HAIR);
        }
    }
}

/// `Your goal: Sitting through a film`; `Your goals: Sitting through a film, and 2 more`. Those that are reached stand in
/// Plan.
fn goals(goals: &[Goal]) -> Option<String> {
    let open = || goals.iter().filter(|goal| goal.reached.is_none());
    let first = open().min_by_key(|goal| (&goal.text, &goal.id))?;
    Some(match open().count() {
        1 => format!("Your goal: {}", first.text),
        all => format!("Your goals: {}, and {} more", first.text, all - 1),
    })
}

/// `Tomorrow: A clinician`; `Tuesday 1 December: A clinician`.
fn next(support: &[Support], today: NaiveDate) -> Option<String> {
    let last = today.checked_add_days(Days::new(AHEAD_DAYS)).unwrap_or(today);
    let dated = support.iter().filter_map(|line| Some((line.date?, &line.text)));
    let (day, text) = dated.filter(|(day, _)| (today..=last).contains(day)).min()?;
    let when = match (day - today).num_days() {
        0 => "Today".to_owned(),
        1 => "Tomorrow".to_owned(),
        _ => day.format("%A %-d %B").to_string(),
    };
    Some(format!("{when}: {text}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn goals_that_are_not_reached_stand_in_one_line() {
        let goal = |text: &str, reached: Option<&str>| Goal {
            reached: reached.map(day),
            ..Goal::new(format!("{:032x}", text.len()), text.into())
        };
        let (film, cup, done) = (goal("Film", None), goal("A cup", None), goal("An hour", Some("2026-11-20")));
        assert_eq!(goals(&[film.clone(), done.clone()]).unwrap(), "Your goal: Film");
        assert_eq!(goals(&[film, cup, done.clone()]).unwrap(), "Your goals: A cup, and 1 more");
        assert_eq!((goals(&[done]), goals(&[])), (None, None));
    }

    #[test]
    fn the_next_date_is_told_from_two_weeks_before_to_its_day() {
        // Sunday, 22 November 2026.
        let today = day("2026-11-22");
        let line =
            |text: &str, date: &str| Support { date: Some(day(date)), ..Support::new("0".repeat(32), text.into()) };
        let told = |date: &str| next(&[line("Anna", date)], today);
        assert_eq!(told("2026-11-21"), None);
        assert_eq!(told("2026-11-22").unwrap(), "Today: Anna");
        assert_eq!(told("2026-11-23").unwrap(), "Tomorrow: Anna");
        assert_eq!(told("2026-12-06").unwrap(), "Sunday 6 December: Anna");
        assert_eq!(told("2026-12-07"), None);
        let two = [line("Anna", "2026-12-01"), line("Ben", "2026-11-25"), Support::new("1".repeat(32), "Mat".into())];
        assert_eq!(next(&two, today).unwrap(), "Wednesday 25 November: Ben");
    }
}
