//! The plan's week as Today and the end page show it: from the plan's own answers to words and marks.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, Weekday};
use eframe::egui::{Sense, Ui, vec2};

use super::action::Facts;
use super::marks::{Day, Week};
use super::theme::space;
use super::{today, widgets, words};
use crate::catalogue::{Catalogue, Programme};
use crate::journal::Snapshot;
use crate::plan::{self, Asked, DayMark, Entry, Offer, Plan, PracticeWeek, Status, TargetKind, WeekView};

/// What Today recommends.
#[derive(Clone, Debug)]
pub(super) struct Recommended {
    /// The session.
    pub programme: Arc<Programme>,
    /// `Breathing · 5 minutes · 4.5 in, 5.5 out`.
    pub about: String,
    /// What to have at hand.
    pub needs: Option<String>,
    /// Why this one, in a sentence.
    pub reason: String,
}

/// A practice's week.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PracticeRow {
    /// The practice's id.
    pub id: String,
    /// What the user calls it.
    pub name: String,
    /// `5 minutes on 7 days · 1 more, today`.
    pub rule: String,
    /// Seven marks, each with its letter and whether it is today.
    pub days: Vec<(Day, &'static str, bool)>,
    /// What was done.
    pub done: u32,
    /// What the week asks; nothing when it only is logged or paused.
    pub required: Option<u32>,
    /// All of it in a sentence.
    pub sentence: String,
}

/// The last eight weeks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Strip {
    /// Oldest first.
    pub weeks: Vec<Week>,
    /// `Kept 6 of the last 7 weeks that counted`.
    pub headline: String,
    /// The same week by week.
    pub sentence: String,
}

/// The practice day that `now` belongs to.
pub(super) fn practice_day(now: DateTime<FixedOffset>, journal: Option<&Snapshot>) -> NaiveDate {
    // Before the journal is open the day begins when it does by default.
    let begins = journal.map_or(240, Snapshot::day_start_min);
    plan::practice_day(now, begins)
}

/// The plan in force and what was practised. `None` until the journal is open.
fn record<'a>(facts: &Facts<'a>) -> Option<(Cow<'a, Plan>, &'a [Entry])> {
    let journal = facts.journal?;
    Some((journal.plan(facts.today), &journal.entries))
}

/// What to do now. Before the journal is open, and when it cannot be opened, the session that is always right.
pub(super) fn recommended(facts: &Facts<'_>) -> Option<Recommended> {
    let Some((plan, entries)) = record(facts) else {
        let plan = plan::default_plan(facts.today);
        return recommend(&plan, &[], facts.catalogue, facts.today, facts);
    };
    recommend(&plan, entries, facts.catalogue, facts.today, facts)
}

fn recommend(
    plan: &Plan,
    entries: &[Entry],
    catalogue: &Catalogue,
    today: NaiveDate,
    facts: &Facts<'_>,
) -> Option<Recommended> {
    let loaded = || catalogue.items.iter().filter_map(|item| item.loaded.as_ref().ok());
    let offers: Vec<Offer<'_>> = loaded()
        .map(|programme| Offer {
            name: &programme.name,
            practice: &programme.session.practice,
            title: &programme.session.title,
            hash: &programme.hash,
            has_holds: programme.timeline.has_holds(),
        })
        .collect();
    let cut_off = plan::interrupted(entries, today).filter(|entry| !plan::rests(entries, &entry.practice, today));
    let cut_off = cut_off.and_then(|entry| loaded().find(|programme| programme.hash == entry.hash));
    let (programme, reason) = if let Some(programme) = cut_off {
        (programme, "It was cut off earlier today. What you did of it is in your log.".to_owned())
    } else {
        let found = plan::recommend(plan, entries, today, &offers)?;
        let programme = loaded().find(|programme| programme.name == found.name)?;
        let name = facts.practice_name(&programme.session.practice);
        (programme, plan::reason(&found.why, &name))
    };
    let session = &programme.session;
    let parts = [facts.practice_name(&session.practice), words::length(programme.timeline.len()), words::pace(session)];
    let about = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let needs = words::needs(session).map(|needs| format!("You need {needs}"));
    Some(Recommended { programme: Arc::clone(programme), about, needs, reason })
}

/// What is not offered: `Breathing rests for today, because you stopped.`
pub(super) fn resting(facts: &Facts<'_>) -> Option<String> {
    let (plan, entries) = record(facts)?;
    let rest = plan.practices.iter().filter(|practice| plan::rests(entries, &practice.id, facts.today));
    let names: Vec<String> = rest.map(|practice| facts.practice_name(&practice.id)).collect();
    match names.as_slice() {
        [] => None,
        [only] => Some(format!("{only} rests for today, because you stopped.")),
        [first, others @ ..] => {
            let mut all = first.clone();
            for (nth, name) in others.iter().enumerate() {
                all.push_str(if nth + 1 == others.len() { " and " } else { ", " });
                all.push_str(&words::inside(name));
            }
            Some(format!("{all} rest for today, because you stopped."))
        }
    }
}

/// This week, a row for each practice of the plan.
pub(super) fn rows(facts: &Facts<'_>) -> Vec<PracticeRow> {
    let Some((plan, entries)) = record(facts) else { return Vec::new() };
    let week = plan::week(&plan, entries, facts.today, facts.today);
    week.practices.iter().map(|practice| row(practice, &week, facts.today, facts.practice_name(&practice.id))).collect()
}

fn row(practice: &PracticeWeek, week: &WeekView, today: NaiveDate, name: String) -> PracticeRow {
    let days = plan::days_of(week.from);
    let days = practice.days.iter().zip(days).map(|(mark, day)| (shape(*mark), letter(day), day == today)).collect();
    let asks = practice.required > 0 && practice.kind != TargetKind::None;
    let mut rule = rule(practice);
    if practice.kind != TargetKind::None {
        let left = plan::left(practice);
        rule = if rule.is_empty() { left } else { format!("{rule} · {left}") };
    }
    let required = asks.then_some(practice.required);
    let mut row = PracticeRow {
        id: practice.id.clone(),
        name,
        rule,
        days,
        done: practice.done,
        required,
        sentence: String::new(),
    };
    let count = match required {
        Some(required) => format!("{} of {required}. ", row.done),
        None if row.counts() => format!("{}. ", row.done),
        None => String::new(),
    };
    row.sentence = format!("{}: {count}{}.", row.name, row.rule);
    row
}

impl PracticeRow {
    /// Whether there is a count to show: a bare nought would say nothing.
    pub(super) fn counts(&self) -> bool {
        self.required.is_some() || self.done > 0
    }
}

/// What a whole week asks of a practice: of one of the plan today's version, of one that is `offered` what it would ask.
pub(super) fn asked_of(plan: &Plan, id: &str, offered: Option<Asked>) -> String {
    let versions = || plan.targets.iter().filter(|target| target.practice == id && !target.deleted);
    let (kind, amount, min_s) = match offered {
        Some(asked) => (asked.kind, asked.amount, asked.min_s),
        None => match versions().max_by_key(|target| target.from_day) {
            Some(target) => (target.kind, target.amount, target.min_s),
            None => return String::new(),
        },
    };
    if kind == TargetKind::None { String::new() } else { asking(kind, amount, min_s) }
}

/// What the week asks, in words.
fn rule(practice: &PracticeWeek) -> String {
    if practice.kind == TargetKind::None {
        return format!("{} this week", words::counted(practice.minutes.into(), "minute", "minutes"));
    }
    asking(practice.kind, practice.required, practice.min_s)
}

/// `5 minutes on 7 days`.
fn asking(kind: TargetKind, amount: u32, min_s: u32) -> String {
    let asked = u64::from(amount);
    let length = words::length(crate::units::Time::from_secs(min_s.into()));
    let each = if min_s > 0 { Some(length) } else { None };
    match (kind, each) {
        // A week that asks nothing has no number of days.
        (TargetKind::Days | TargetKind::Sessions, each) if asked == 0 => each.unwrap_or_default(),
        (TargetKind::Minutes, _) if asked == 0 => String::new(),
        (TargetKind::None, _) => String::new(),
        (TargetKind::Days, Some(each)) => format!("{each} on {}", words::counted(asked, "day", "days")),
        (TargetKind::Days, None) => format!("on {}", words::counted(asked, "day", "days")),
        (TargetKind::Sessions, Some(each)) => format!("{} of {each}", words::counted(asked, "session", "sessions")),
        (TargetKind::Sessions, None) => words::counted(asked, "session", "sessions"),
        (TargetKind::Minutes, _) => format!("{} in the week", words::counted(asked, "minute", "minutes")),
    }
}

fn shape(mark: DayMark) -> Day {
    match mark {
        DayMark::Counted => Day::Counted,
        DayMark::Some => Day::Some,
        DayMark::Open => Day::Today,
        DayMark::Paused => Day::Paused,
        DayMark::Not | DayMark::Ahead => Day::Nothing,
        DayMark::Outside => Day::Outside,
    }
}

fn letter(day: NaiveDate) -> &'static str {
    match day.weekday() {
        Weekday::Mon => "M",
        Weekday::Tue | Weekday::Thu => "T",
        Weekday::Wed => "W",
        Weekday::Fri => "F",
        Weekday::Sat | Weekday::Sun => "S",
    }
}

/// How many weeks stand in the strip.
const EIGHT: usize = 8;

/// The last eight weeks that counted; `None` before anything was practised.
pub(super) fn strip(facts: &Facts<'_>) -> Option<Strip> {
    let (plan, entries) = record(facts)?;
    if entries.is_empty() {
        return None;
    }
    let (headline, last) = match plan::kept(&plan::score(&plan, entries, facts.today)) {
        // What the words count is what stands beside them.
        Some(kept) => (kept, plan::last_8(&plan, entries, facts.today)),
        None => ("Your first week".to_owned(), vec![Status::Open]),
    };
    let before = std::iter::repeat_n(Week::Outside, EIGHT.saturating_sub(last.len()));
    let shapes: Vec<Week> = before.chain(last.into_iter().map(standing)).collect();
    let named: Vec<&str> = shapes.iter().map(|week| spoken(*week)).collect();
    let sentence = format!("{headline}; oldest first: {}", named.join(", "));
    Some(Strip { weeks: shapes, headline, sentence })
}

fn standing(status: Status) -> Week {
    match status {
        Status::Kept => Week::Kept,
        Status::Open => Week::Open,
        Status::Partial | Status::Missed => Week::NotKept,
        Status::Excused => Week::Excused,
        Status::Outside => Week::Outside,
    }
}

fn spoken(week: Week) -> &'static str {
    match week {
        Week::Kept => "kept",
        Week::NotKept => "not this week",
        Week::Excused => "paused",
        Week::Open => "open",
        Week::Outside => "before the plan",
    }
}

/// What a practice has come to this week, once something of it is saved: `Stretching: 2 of 3 this week.`
pub(super) fn counted(facts: &Facts<'_>, practice: &str) -> Option<String> {
    let row = rows(facts).into_iter().find(|row| row.id == practice)?;
    let count = match row.required {
        Some(required) => format!("{} of {required}", row.done),
        None => return None,
    };
    Some(format!("{}: {count} this week.", row.name))
}

/// The practice's seven marks on the end page.
pub(super) fn days_ui(ui: &mut Ui, facts: &Facts<'_>, practice: &str) {
    let Some(row) = rows(facts).into_iter().find(|row| row.id == practice) else { return };
    widgets::gap(ui, space::GROUP);
    let step = (ui.available_width() / 7.0).min(52.0);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 48.0), Sense::hover());
    today::days_at(ui, &row, rect.left_top() + vec2(14.0, 14.0), step);
    widgets::telling(ui, rect, response.id.with("days"), &row.sentence);
}

/// Seconds of practice in words.
pub(super) fn practised(secs: u32) -> String {
    words::length(crate::units::Time::from_secs(secs.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// An entry of `secs` on a day of November 2026.
    fn entry(practice: &str, of_november: u32, secs: u32) -> Entry {
        Entry {
            planned_s: secs,
            ended: plan::Ended::Finished,
            ..plan::Entry::by_hand(
                format!("{of_november:032x}"),
                practice,
                NaiveDate::from_ymd_opt(2026, 11, of_november).unwrap(),
                secs,
            )
        }
    }

    #[test]
    fn a_week_is_told_in_marks_words_and_a_count() {
        // The plan begins on Monday the 16th; seen on Sunday the 22nd.
        let plan = plan::default_plan(day("2026-11-16"));
        let entries = [entry("breathing", 16, 300), entry("breathing", 17, 60), entry("breathing", 19, 300)];
        let week = plan::week(&plan, &entries, day("2026-11-22"), day("2026-11-22"));
        let practice = week.practices.iter().find(|practice| practice.id == "breathing").unwrap();
        let row = row(practice, &week, day("2026-11-22"), "Breathing".into());
        let marks: Vec<Day> = row.days.iter().map(|(mark, _, _)| *mark).collect();
        let not = Day::Nothing;
        assert_eq!(marks, [Day::Counted, Day::Some, not, Day::Counted, not, not, Day::Today]);
        let letters: String = row.days.iter().map(|(_, letter, _)| *letter).collect();
        assert_eq!(letters, "MTWTFSS");
        assert_eq!((row.done, row.required), (2, Some(7)));
        assert!(row.rule.starts_with("5 minutes on 7 days · "), "{}", row.rule);
    }

    #[test]
    fn a_week_that_asks_nothing_says_so_without_noughts() {
        // The plan begins on Sunday: one day of seven asks no stretching.
        let today = day("2026-11-22");
        let plan = plan::default_plan(today);
        let week = plan::week(&plan, &[], today, today);
        let practice = week.practices.iter().find(|practice| practice.id == "stretching").unwrap();
        let row = row(practice, &week, today, "Stretching".into());
        assert_eq!((row.rule.as_str(), row.counts()), ("20 minutes · nothing asked this week", false));
        assert_eq!(row.sentence, "Stretching: 20 minutes · nothing asked this week.");
    }
}
