//! All that is kept with an identity and a revision: practices, targets, pauses, entries, goals, support.

use chrono::NaiveDate;
use serde::Serialize;

use crate::characters::make_fit;

use super::{Entry, Goal, Pause, Practice, Support, Target, TargetKind};

/// One thing that is kept, and can be edited, deleted and merged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Record {
    /// Something done regularly.
    Practice(Practice),
    /// What a week asks of it.
    Target(Target),
    /// Days on which nothing is asked.
    Pause(Pause),
    /// Something that was practised.
    Entry(Entry),
    /// Something to reach.
    Goal(Goal),
    /// Something that helps.
    Support(Support),
}

/// What makes a record the same one in two journals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Identity {
    /// Its id.
    Practice(String),
    /// Its practice, and the day from which it holds.
    Target(String, NaiveDate),
    /// Its id.
    Pause(String),
    /// Its id.
    Entry(String),
    /// Its id.
    Goal(String),
    /// Its id.
    Support(String),
}

impl Record {
    /// What makes it the same one elsewhere.
    pub fn identity(&self) -> Identity {
        match self {
            Self::Practice(practice) => Identity::Practice(practice.id.clone()),
            Self::Target(target) => Identity::Target(target.practice.clone(), target.from_day),
            Self::Pause(pause) => Identity::Pause(pause.id.clone()),
            Self::Entry(entry) => Identity::Entry(entry.id.clone()),
            Self::Goal(goal) => Identity::Goal(goal.id.clone()),
            Self::Support(support) => Identity::Support(support.id.clone()),
        }
    }

    /// Makes every text fit to be read again from a file: what was typed in a field once may hold tabs or marks of
    /// direction.
    pub(crate) fn make_fit(&mut self) {
        match self {
            Self::Target(_) => {}
            Self::Practice(Practice { name, .. }) => make_fit(name),
            Self::Pause(Pause { reason, note, .. }) => [reason, note].into_iter().for_each(make_fit),
            Self::Entry(Entry { title, note, during, .. }) => [title, note, during].into_iter().for_each(make_fit),
            Self::Support(Support { text, .. }) => make_fit(text),
            Self::Goal(Goal { text, steps, .. }) => {
                steps.iter_mut().map(|step| &mut step.text).chain([text]).for_each(make_fit);
            }
        }
    }

    /// Its revision and the device that wrote it: the higher wins a merge.
    pub fn stamp(&self) -> (u64, &str) {
        match self {
            Self::Practice(Practice { rev, device, .. })
            | Self::Target(Target { rev, device, .. })
            | Self::Pause(Pause { rev, device, .. })
            | Self::Entry(Entry { rev, device, .. })
            | Self::Goal(Goal { rev, device, .. })
            | Self::Support(Support { rev, device, .. }) => (*rev, device),
        }
    }

    /// The same as that revision of that device.
    #[must_use]
    pub fn stamped(mut self, new: u64, by: &str) -> Self {
        match &mut self {
            Self::Practice(Practice { rev, device, .. })
            | Self::Target(Target { rev, device, .. })
            | Self::Pause(Pause { rev, device, .. })
            | Self::Entry(Entry { rev, device, .. })
            | Self::Goal(Goal { rev, device, .. })
            | Self::Support(Support { rev, device, .. }) => (*rev, *device) = (new, by.to_owned()),
        }
        self
    }

    /// Whether it is a tombstone.
    pub fn is_deleted(&self) -> bool {
        match self {
            Self::Practice(Practice { deleted, .. })
            | Self::Target(Target { deleted, .. })
            | Self::Pause(Pause { deleted, .. })
            | Self::Entry(Entry { deleted, .. })
            | Self::Goal(Goal { deleted, .. })
            | Self::Support(Support { deleted, .. }) => *deleted,
        }
    }

    /// What is left when it is deleted: who it was, and where it belonged; no word of it.
    #[must_use]
    pub fn tombstone(&self) -> Self {
        let deleted = true;
        match self.clone() {
            Self::Practice(practice) => {
                Self::Practice(Practice { name: String::new(), ended: None, deleted, ..practice })
            }
            Self::Target(target) => {
                let kind = TargetKind::None;
                Self::Target(Target { kind, amount: 0, min_s: 0, credit_percent: 0, deleted, ..target })
            }
            Self::Pause(pause) => {
                let blank = String::new();
                Self::Pause(Pause { to_day: None, reason: blank.clone(), note: blank, deleted, ..pause })
            }
            Self::Entry(Entry { id, practice, day, rev, device, .. }) => {
                Self::Entry(Entry { rev, device, deleted, ..Entry::by_hand(id, &practice, day, 0) })
            }
            Self::Goal(Goal { id, rev, device, .. }) => {
                Self::Goal(Goal { rev, device, deleted, ..Goal::new(id, String::new()) })
            }
            Self::Support(Support { id, rev, device, .. }) => {
                Self::Support(Support { rev, device, deleted, ..Support::new(id, String::new()) })
            }
        }
    }
}
