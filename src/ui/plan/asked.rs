//! The fields of what a week asks.

use std::ops::RangeInclusive;

use eframe::egui::Ui;

use super::super::theme::space;
use super::super::widgets;
use super::turn::about;
use super::words;
use crate::plan::{Asked, TargetKind};

const KINDS: [(TargetKind, &str); 4] = [
    (TargetKind::Days, "days"),
    (TargetKind::Sessions, "sessions"),
    (TargetKind::Minutes, "minutes"),
    (TargetKind::None, "nothing"),
];
const DAYS: &str = "Days a week";
const SESSIONS: &str = "Sessions a week";
const MINUTES: &str = "Minutes a week";
const EACH_DAY: &str = "Minutes on each";
const EACH_SESSION: &str = "Minutes of each";
const CREDIT: &str = "Counts from this percentage of them";
const COUNTED: &str = "What a week asks for";
const NO_LENGTH: &str = "With 0, anything that is written down counts.";
const NOTHING: &str = "It is written down and shown in the log; no week asks for it.";

const EACH: RangeInclusive<u32> = 0..=1440;
const PERCENT: RangeInclusive<u32> = 1..=100;

/// What is written into the fields.
#[derive(Clone, Debug)]
pub(super) struct AskedFields {
    kind: TargetKind,
    days: String,
    sessions: String,
    minutes: String,
    each: String,
    credit: String,
    /// What stood there first: seconds that are no whole minutes stay while their field does.
    first: Asked,
}

impl AskedFields {
    /// With what is asked now.
    pub(super) fn new(first: Asked) -> Self {
        let amount = |kind, otherwise: u32| {
            let amount = if first.kind == kind { first.amount } else { otherwise };
            amount.to_string()
        };
        Self {
            kind: first.kind,
            days: amount(TargetKind::Days, 3),
            sessions: amount(TargetKind::Sessions, 3),
            minutes: amount(TargetKind::Minutes, 60),
            each: first.min_s.div_ceil(60).to_string(),
            credit: first.credit_percent.clamp(1, 100).to_string(),
            first,
        }
    }

    /// Shows them.
    pub(super) fn ui(&mut self, ui: &mut Ui) {
        about(ui, COUNTED);
        widgets::choice(ui, COUNTED, &KINDS, &mut self.kind);
        widgets::gap(ui, space::TIGHT);
        let Some((name, range, step)) = self.amount() else { return about(ui, NOTHING) };
        let amount = match self.kind {
            TargetKind::Days => &mut self.days,
            TargetKind::Sessions => &mut self.sessions,
            TargetKind::Minutes | TargetKind::None => &mut self.minutes,
        };
        widgets::whole(ui, name, amount, &range, step);
        let each = match self.kind {
            TargetKind::Days => EACH_DAY,
            TargetKind::Sessions => EACH_SESSION,
            TargetKind::Minutes | TargetKind::None => return,
        };
        widgets::whole(ui, each, &mut self.each, &EACH, 5);
        if self.each.trim() == "0" {
            return about(ui, NO_LENGTH);
        }
        widgets::whole(ui, CREDIT, &mut self.credit, &PERCENT, 10);
        if let Some(from) = self.asked().and_then(words::counts_from) {
            about(ui, &from);
        }
    }

    /// What they ask; nothing while one of them cannot be taken.
    pub(super) fn asked(&self) -> Option<Asked> {
        let Some((_, range, _)) = self.amount() else {
            return Some(Asked { kind: TargetKind::None, amount: 0, ..self.first });
        };
        let amount = match self.kind {
            TargetKind::Days => &self.days,
            TargetKind::Sessions => &self.sessions,
            TargetKind::Minutes | TargetKind::None => &self.minutes,
        };
        let amount = widgets::written_whole(amount, &range).ok()?;
        if self.kind == TargetKind::Minutes {
            return Some(Asked { kind: self.kind, amount, ..self.first });
        }
        let each = widgets::written_whole(&self.each, &EACH).ok()?;
        let min_s = if each == self.first.min_s.div_ceil(60) { self.first.min_s } else { each * 60 };
        let percent = widgets::written_whole(&self.credit, &PERCENT);
        // Where no length is asked, the field is not there.
        let credit_percent = if min_s == 0 { percent.unwrap_or(80) } else { percent.ok()? };
        Some(Asked { kind: self.kind, amount, min_s, credit_percent })
    }

    fn amount(&self) -> Option<(&'static str, RangeInclusive<u32>, u32)> {
        match self.kind {
            TargetKind::Days => Some((DAYS, 1..=7, 1)),
            TargetKind::Sessions => Some((SESSIONS, 1..=100, 1)),
            TargetKind::Minutes => Some((MINUTES, 1..=10_080, 10)),
            TargetKind::None => None,
        }
    }
}
