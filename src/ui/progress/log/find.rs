//! Which entries are shown: those with a word in their title or note, of a practice, of some days.
//!
//! Knows what was asked for; refuses to know how what is found is shown.

use chrono::{Datelike as _, Days, NaiveDate};
use eframe::egui::Ui;

use crate::plan::Entry;

use super::super::super::action::Facts;
use super::super::super::theme::space;
use super::super::super::{widgets, words};

const TEXT: &str = "In titles and notes";
const PRACTICE: &str = "Practice";
const ANY: &str = "all";
const WHEN: &str = "When";
const EVER: &str = "ever";
const DAYS: &str = "last 7 days";
const MONTH: &str = "this month";
const YEAR: &str = "this year";

/// Which days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum When {
    #[default]
    Ever,
    SevenDays,
    Month,
    Year,
    Day(NaiveDate),
}

/// Whether anything is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum LogFilters {
    #[default]
    Folded,
    Shown,
}

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Find {
    filters: LogFilters,
    text: String,
    practice: Option<String>,
    when: When,
}

impl Find {
    /// Asking for nothing yet.
    pub(super) fn open() -> Self {
        Self { filters: LogFilters::Shown, ..Self::default() }
    }

    /// What was practised on a day.
    pub(super) fn on(day: NaiveDate) -> Self {
        Self { when: When::Day(day), ..Self::open() }
    }

    /// Whether it is shown.
    pub(super) fn is_open(&self) -> bool {
        self.filters == LogFilters::Shown
    }

    /// Whether an entry is what is asked for: all words that were typed are in its title or its note.
    pub(super) fn finds(&self, entry: &Entry, today: NaiveDate) -> bool {
        let then = match self.when {
            When::Ever => true,
            When::SevenDays => entry.day + Days::new(7) > today,
            When::Month => (entry.day.year(), entry.day.month()) == (today.year(), today.month()),
            When::Year => entry.day.year() == today.year(),
            When::Day(day) => entry.day == day,
        };
        then && self.practice.as_ref().is_none_or(|practice| *practice == entry.practice) && self.reads(entry)
    }

    fn reads(&self, entry: &Entry) -> bool {
        let typed = self.text.to_lowercase();
        let mut words = typed.split_whitespace().peekable();
        if words.peek().is_none() {
            return true;
        }
        let all = format!("{} {}", entry.title, entry.note).to_lowercase();
        words.all(|word| all.contains(word))
    }

    /// The field and the choices, when they are asked for.
    pub(super) fn ui(&mut self, ui: &mut Ui, facts: &Facts<'_>) {
        if !self.is_open() {
            return;
        }
        widgets::field(ui, TEXT, widgets::FieldKind::Line, &mut self.text);
        widgets::gap(ui, space::TIGHT);
        let ids = facts.practice_ids();
        let names: Vec<String> = ids.iter().map(|id| facts.practice_name(id)).collect();
        let each = names.iter().enumerate().map(|(nth, name)| (Some(nth), name.as_str()));
        let practices: Vec<(Option<usize>, &str)> = std::iter::once((None, ANY)).chain(each).collect();
        let mut chosen = self.practice.as_ref().and_then(|wanted| ids.iter().position(|id| id == wanted));
        if widgets::choice(ui, PRACTICE, &practices, &mut chosen) {
            self.practice = chosen.map(|nth| ids[nth].clone());
        }
        let day = if let When::Day(day) = self.when { Some(words::day(day, facts.today)) } else { None };
        let mut times = vec![(When::Ever, EVER), (When::SevenDays, DAYS), (When::Month, MONTH), (When::Year, YEAR)];
        times.extend(day.as_deref().map(|day| (self.when, day)));
        widgets::choice(ui, WHEN, &times, &mut self.when);
        widgets::gap(ui, space::HAIR);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn entry(date: &str, title: &str, note: &str) -> Entry {
        let by_hand = Entry::by_hand("0".repeat(32), "breathing", day(date), 300);
        Entry { title: title.into(), note: note.into(), ..by_hand }
    }

    #[test]
    fn every_word_is_looked_for_in_title_and_note_whatever_its_case() {
        let slept = entry("2026-11-20", "Daily five", "Slept WELL after");
        for (text, found) in [("", true), ("well daily", true), ("  FIVE ", true), ("well badly", false)] {
            let find = Find { text: text.into(), ..Find::open() };
            assert_eq!(find.finds(&slept, day("2026-11-22")), found, "{text}");
        }
    }

    #[test]
    fn days_are_those_that_are_meant() {
        let today = day("2026-11-22");
        let in_days = |when, date| Find { when, ..Find::open() }.finds(&entry(date, "", ""), today);
        assert!(in_days(When::SevenDays, "2026-11-16") && !in_days(When::SevenDays, "2026-11-15"));
        assert!(in_days(When::Month, "2026-11-01") && !in_days(When::Month, "2026-10-31"));
        assert!(in_days(When::Year, "2026-01-01") && !in_days(When::Year, "2025-11-22"));
        assert!(Find::on(day("2026-11-03")).finds(&entry("2026-11-03", "", ""), today));
        assert!(!Find::on(day("2026-11-03")).finds(&entry("2026-11-04", "", ""), today));
    }

    #[test]
    fn another_practice_is_left_out() {
        let find = Find { practice: Some("stretching".into()), ..Find::open() };
        assert!(!find.finds(&entry("2026-11-20", "", ""), day("2026-11-22")));
    }
}
