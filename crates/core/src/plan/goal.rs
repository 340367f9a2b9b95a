//! What someone wants, and what helps them: their own words, which nothing computes with.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{field, first_rev, no_device};

/// Something to reach, in the user's words. Private.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// 32 hex digits.
    #[serde(deserialize_with = "field::id")]
    pub id: String,
    /// What it is, at most 500 characters.
    #[serde(deserialize_with = "field::line")]
    pub text: String,
    /// When it was reached.
    #[serde(default, deserialize_with = "field::maybe_day")]
    pub reached: Option<NaiveDate>,
    /// The way there, in order.
    #[serde(default)]
    pub steps: Vec<GoalStep>,
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

/// A part of the way to a goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoalStep {
    /// What it is, at most 500 characters.
    #[serde(deserialize_with = "field::line")]
    pub text: String,
    /// When it was reached.
    #[serde(default, deserialize_with = "field::maybe_day")]
    pub reached: Option<NaiveDate>,
}

/// A resource or a person that helps: a line of the checklist. Private.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Support {
    /// 32 hex digits.
    #[serde(deserialize_with = "field::id")]
    pub id: String,
    /// What it is, at most 500 characters.
    #[serde(deserialize_with = "field::line")]
    pub text: String,
    /// Whether it is in place.
    #[serde(default)]
    pub done: bool,
    /// A day that belongs to it, such as an appointment's.
    #[serde(default, deserialize_with = "field::maybe_day")]
    pub date: Option<NaiveDate>,
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

impl Goal {
    /// A goal that is not reached, with no steps yet.
    pub fn new(id: String, text: String) -> Self {
        Self { id, text, reached: None, steps: Vec::new(), rev: first_rev(), device: no_device(), deleted: false }
    }
}

impl Support {
    /// Something that is not in place yet.
    pub fn new(id: String, text: String) -> Self {
        Self { id, text, done: false, date: None, rev: first_rev(), device: no_device(), deleted: false }
    }
}
