//! What a user may change, as one value each, and what it writes. Entries stay where they are unless they themselves
//! are edited; a change of the plan never touches one.
//!
//! Pure: the journal writes what [`writes`] answers; [`preview()`] says beforehand what it would do to past weeks.

mod preview;
#[cfg(test)]
mod tests;
mod write;

use chrono::{NaiveDate, Weekday};

use super::{Entry, Goal, Pause, Plan, Practice, Record, Support, Target, TargetKind};

pub use preview::{ChangedWeek, Preview, preview};
pub use write::{Write, writes};

/// One change, as the user means it. What is added brings an id of its own, 32 hex digits; revisions, devices and
/// tombstones are the journal's business and are ignored here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Writes an entry down, or puts this one in the place of the one with its id: edited, re-dated. Not in the future.
    PutEntry(Entry),
    /// Deletes an entry.
    DeleteEntry {
        /// The entry's id.
        id: String,
    },
    /// Takes a practice into the plan from today on. One that was retired comes back: the days between are a pause.
    AddPractice {
        /// `[a-z0-9-]{1,64}`; what a session's `practice` names.
        id: String,
        /// What the user calls it.
        name: String,
        /// What a week asks of it.
        asked: Asked,
    },
    /// Gives a practice another name.
    RenamePractice {
        /// The practice's id.
        id: String,
        /// What the user calls it now.
        name: String,
    },
    /// Takes a practice out of the plan; its history stays. One that ends the day before it came in was never there.
    RetirePractice {
        /// The practice's id.
        id: String,
        /// Its last day.
        last: NaiveDate,
    },
    /// Lets every practice that would come into the plan on a later day begin today.
    BeginToday,
    /// Puts the practices into this order; those not named follow as they were.
    OrderPractices(Vec<String>),
    /// Asks something else of a practice.
    SetTarget {
        /// The practice's id.
        practice: String,
        /// What a week asks from then on.
        asked: Asked,
        /// Since when.
        since: Since,
    },
    /// Adds a pause, ahead or after the fact, or puts this one in the place of the one with its id.
    PutPause(Pause),
    /// Ends a pause; one that would end before it begins is deleted.
    EndPause {
        /// The pause's id.
        id: String,
        /// The last paused day.
        last: NaiveDate,
    },
    /// Deletes a pause, as if it had never been.
    DeletePause {
        /// The pause's id.
        id: String,
    },
    /// Begins weeks on another day; all weeks are grouped anew.
    WeekStart(Weekday),
    /// Begins practice days at another time, in minutes after midnight, 0–360; what is written down keeps its day.
    DayStart(u16),
    /// Adds a goal, or puts this one in the place of the one with its id.
    PutGoal(Goal),
    /// Deletes a goal.
    DeleteGoal {
        /// The goal's id.
        id: String,
    },
    /// Adds a line of support, or puts this one in the place of the one with its id.
    PutSupport(Support),
    /// Deletes a line of support.
    DeleteSupport {
        /// The line's id.
        id: String,
    },
}

/// What a week asks of a practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What is counted.
    pub kind: TargetKind,
    /// Days (1–7), sessions (1–100) or minutes (1–10080) a week; 0 when nothing is counted.
    pub amount: u32,
    /// Active seconds that make a day or a session count in full, 0–86400.
    pub min_s: u32,
    /// The part of `min_s` from which it counts, 1–100 percent.
    pub credit_percent: u32,
}

/// Since when a target holds. It never changes a week before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// The week after today's. What was planned for later goes.
    NextWeek,
    /// Today's week. What was planned for later goes.
    ThisWeek,
    /// Correcting the past: the week that holds this day, up to the next version there already is.
    PastWeek(NaiveDate),
}

/// Why a change cannot be made, as a sentence for the user.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ChangeError(String);

impl ChangeError {
    /// With this sentence.
    pub fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

/// All that a change may need to look at. Of entries, goals and support only those it names need be there.
#[derive(Clone, Copy, Debug)]
pub struct Content<'a> {
    /// The plan that holds.
    pub plan: &'a Plan,
    /// Entries, tombstones left out.
    pub entries: &'a [Entry],
    /// Goals, tombstones left out.
    pub goals: &'a [Goal],
    /// Support, tombstones left out.
    pub support: &'a [Support],
}

impl Change {
    /// What was done, in a sentence beside which an Undo can stand.
    pub fn done(&self) -> &'static str {
        match self {
            Self::PutEntry(_) => "The entry is written down.",
            Self::DeleteEntry { .. } => "The entry is deleted.",
            Self::AddPractice { .. } => "The practice is in your plan.",
            Self::RenamePractice { .. } => "The practice has its new name.",
            Self::RetirePractice { .. } => "The practice is out of your plan; its history stays.",
            Self::BeginToday => "Your plan begins today.",
            Self::OrderPractices(_) => "The practices stand in this order.",
            Self::SetTarget { .. } => "The week's target is set.",
            Self::PutPause(_) => "The pause is set.",
            Self::EndPause { .. } => "The pause ends.",
            Self::DeletePause { .. } => "The pause is deleted.",
            Self::WeekStart(_) => "Weeks begin on this day.",
            Self::DayStart(_) => "Days begin at this time.",
            Self::PutGoal(_) => "The goal is written down.",
            Self::DeleteGoal { .. } => "The goal is deleted.",
            Self::PutSupport(_) => "The list is changed.",
            Self::DeleteSupport { .. } => "The line is deleted.",
        }
    }

    /// The id of the entry it is about.
    pub fn entry(&self) -> Option<&str> {
        match self {
            Self::PutEntry(entry) => Some(&entry.id),
            Self::DeleteEntry { id } => Some(id),
            _ => None,
        }
    }
}

impl Asked {
    /// As a version of a target.
    fn of(self, practice: &str, from_day: NaiveDate) -> Record {
        Record::Target(Target {
            practice: practice.to_owned(),
            from_day,
            kind: self.kind,
            amount: self.amount,
            min_s: self.min_s,
            credit_percent: self.credit_percent,
            rev: super::first_rev(),
            device: super::no_device(),
            deleted: false,
        })
    }
}

fn practice(id: &str, name: &str, started: NaiveDate) -> Practice {
    let (rev, device) = (super::first_rev(), super::no_device());
    Practice { id: id.to_owned(), name: name.to_owned(), started, ended: None, rev, device, deleted: false }
}
