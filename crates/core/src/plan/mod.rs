//! The weekly plan: practices, targets, pauses, what was practised; weeks and consistency as pure functions of them.
//!
//! Refuses to know files, databases, clocks and windows. Nothing derived here is ever stored.

mod calendar;
mod change;
mod default;
mod entry;
pub(crate) mod field;
mod goal;
mod recommend;
mod record;
pub(crate) mod rule;
mod score;
#[cfg(test)]
mod tests;
mod week;
mod words;

pub use calendar::{NoDayError, YEARS, days_of, parse_day, practice_day, week_of};
pub use change::{Asked, Change, ChangeError, ChangedWeek, Content, Preview, Since, Write, preview, writes};
pub use default::{
    before, beside, caution, default_plan, first_session, offered, own_session, place, shipped_practices,
};
pub(crate) use entry::in_figures;
pub use entry::{Credited, Ended, Entry, Reason};
pub use goal::{Goal, GoalStep, Support};
pub use recommend::{Offer, Recommendation, Why, hurt_again, interrupted, recommend, rests};
pub use record::{Identity, Record};
pub use score::{Run, Score, last_8, score};
pub use week::{DayMark, PracticeWeek, Status, WeekView, last_seven_days, week, weeks};
pub use words::{BEGIN_TODAY, HURT_AGAIN, REASONS, after_a_stop, ahead, ending, kept, left, reason, status};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Something a person does regularly, such as breathing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    /// `[a-z0-9-]{1,64}`; what a session's `practice` names.
    #[serde(deserialize_with = "field::practice_id")]
    pub id: String,
    /// What the user calls it.
    #[serde(deserialize_with = "field::name")]
    pub name: String,
    /// The first day it belongs to the plan.
    #[serde(deserialize_with = "field::day")]
    pub started: NaiveDate,
    /// The last day it belongs to the plan.
    #[serde(default, deserialize_with = "field::maybe_day")]
    pub ended: Option<NaiveDate>,
    /// Raised by every edit; the higher wins a merge.
    #[serde(default = "first_rev", deserialize_with = "field::revision")]
    pub rev: u64,
    /// Eight hex digits of the journal that wrote this revision.
    #[serde(default = "no_device", deserialize_with = "field::device")]
    pub device: String,
    /// A tombstone: kept so that a deletion travels.
    #[serde(default)]
    pub deleted: bool,
}

/// What a week asks of a practice, from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The practice's id.
    #[serde(deserialize_with = "field::practice_id")]
    pub practice: String,
    /// In force from the week that holds this day.
    #[serde(deserialize_with = "field::day")]
    pub from_day: NaiveDate,
    /// What is counted.
    pub kind: TargetKind,
    /// Days, sessions or minutes a week.
    #[serde(deserialize_with = "field::amount")]
    pub amount: u32,
    /// Active seconds that make a day or a session count in full.
    #[serde(default, deserialize_with = "field::least_seconds")]
    pub min_s: u32,
    /// The part of `min_s` from which it counts, in percent. 80 is a choice, near the 75–80 % that other trackers
    /// take, and not clinical evidence.
    #[serde(default = "eighty", deserialize_with = "field::percent")]
    pub credit_percent: u32,
    /// Raised by every edit; the higher wins a merge.
    #[serde(default = "first_rev", deserialize_with = "field::revision")]
    pub rev: u64,
    /// Eight hex digits of the journal that wrote this revision.
    #[serde(default = "no_device", deserialize_with = "field::device")]
    pub device: String,
    /// A tombstone: kept so that a deletion travels.
    #[serde(default)]
    pub deleted: bool,
}

/// What a target counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TargetKind {
    /// Days on which enough was done.
    Days,
    /// Sessions that were long enough.
    Sessions,
    /// Whole minutes in the week.
    Minutes,
    /// Nothing: the practice is only logged.
    None,
}

/// Days on which nothing is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// 32 hex digits.
    #[serde(deserialize_with = "field::id")]
    pub id: String,
    /// The first paused day.
    #[serde(deserialize_with = "field::day")]
    pub from_day: NaiveDate,
    /// The last paused day; `None` while it lasts.
    #[serde(default, deserialize_with = "field::maybe_day")]
    pub to_day: Option<NaiveDate>,
    /// The paused practice; `None` for all.
    #[serde(default, deserialize_with = "field::maybe_practice_id")]
    pub practice: Option<String>,
    /// Why, in the user's words. Private.
    #[serde(default, deserialize_with = "field::line")]
    pub reason: String,
    /// Private.
    #[serde(default, deserialize_with = "field::note")]
    pub note: String,
    /// Raised by every edit; the higher wins a merge.
    #[serde(default = "first_rev", deserialize_with = "field::revision")]
    pub rev: u64,
    /// Eight hex digits of the journal that wrote this revision.
    #[serde(default = "no_device", deserialize_with = "field::device")]
    pub device: String,
    /// A tombstone: kept so that a deletion travels.
    #[serde(default)]
    pub deleted: bool,
}

impl Pause {
    /// A pause of everything, without a reason.
    pub fn new(id: String, from_day: NaiveDate, to_day: Option<NaiveDate>) -> Self {
        let (reason, note) = (String::new(), String::new());
        let (rev, device) = (first_rev(), no_device());
        Self { id, from_day, to_day, practice: None, reason, note, rev, device, deleted: false }
    }
}

/// The plan: all that decides what a week asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The first day of a week.
    pub week_start: chrono::Weekday,
    /// When a practice day begins, in minutes after midnight, 0–360.
    pub day_start_min: u16,
    /// In plan order, tombstones left out.
    pub practices: Vec<Practice>,
    /// Every version of every target, tombstones left out.
    pub targets: Vec<Target>,
    /// Tombstones left out.
    pub pauses: Vec<Pause>,
}

impl Plan {
    /// What would come into the plan on a later day than `today`, as after a clock that was ahead.
    pub fn ahead(&self, today: NaiveDate) -> impl Iterator<Item = &Practice> {
        self.practices.iter().filter(move |practice| practice.started > today)
    }
}

pub(crate) fn first_rev() -> u64 {
    1
}

pub(crate) fn no_device() -> String {
    "00000000".to_owned()
}

fn eighty() -> u32 {
    80
}
