//! The plan's week as Today and the end page show it: from the plan's own answers to words and marks.

use std::sync::Arc;

use chrono::{DateTime, Duration, FixedOffset, NaiveDate};
use eframe::egui::{Sense, Ui, vec2};

use super::action::Facts;
use super::marks::{Day, Week};
use super::theme::space;
use super::{today, widgets};
use crate::catalogue::Programme;
use crate::journal::Snapshot;

/// What Today recommends.
#[derive(Clone, Debug)]
pub(super) struct Recommended {
    /// The session.
    pub programme: Arc<Programme>,
    /// `Breathing · 5 minutes · 4.5 in, 5.5 out`.
    pub about: String,
    /// Why this one, in a sentence.
    pub reason: String,
}

/// A practice's week.
#[derive(Clone, Debug)]
pub(super) struct Row {
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
    /// What the week asks.
    pub required: u32,
    /// All of it in a sentence.
    pub sentence: String,
}

/// The last eight weeks.
#[derive(Clone, Debug)]
pub(super) struct Strip {
    /// Oldest first.
    pub weeks: Vec<Week>,
    /// `Kept 6 of the last 7 that counted`.
    pub headline: String,
    /// The same week by week.
    pub sentence: String,
}

pub(super) fn practice_day(now: DateTime<FixedOffset>, _journal: Option<&Snapshot>) -> NaiveDate {
    (now.naive_local() - Duration::minutes(240)).date()
}

pub(super) fn recommended(facts: &Facts<'_>) -> Option<Recommended> {
    let programme = facts.catalogue.programme("daily-five")?;
    Some(Recommended { programme, about: "Breathing · 5 minutes · 4.5 in, 5.5 out".into(), reason: String::new() })
}

pub(super) fn rows(_facts: &Facts<'_>) -> Vec<Row> {
    Vec::new()
}

pub(super) fn strip(_facts: &Facts<'_>) -> Option<Strip> {
    None
}

pub(super) fn counted(_facts: &Facts<'_>, _practice: &str) -> Option<String> {
    None
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
    match secs {
        0..60 => format!("{secs} seconds"),
        60..90 => "1 minute".to_owned(),
        _ => format!("{} minutes", (secs + 30) / 60),
    }
}
