//! What the fields of a record must be together: the same for a change by the user and for a file that is imported.
//!
//! What each field may hold by itself is a [`field`](super::field).

use super::change::{Asked, ChangeError};
use super::field::{DAY_S, MOST};
use super::{Goal, Pause, Practice, Record, Support, Target, TargetKind};

/// The most sessions a week may ask.
const MOST_SESSIONS: u32 = 100;

/// Whether a record is one that a change could have written. Of a tombstone nothing is asked.
///
/// # Errors
/// Why it is not.
pub(crate) fn record(record: &Record) -> Result<(), ChangeError> {
    match record {
        record if record.is_deleted() => Ok(()),
        Record::Practice(found) => practice(found),
        Record::Target(found) => target(found),
        Record::Pause(found) => pause(found),
        Record::Goal(found) => goal(found),
        Record::Support(found) => support(found),
        Record::Entry(_) => Ok(()),
    }
}

pub(super) fn practice(practice: &Practice) -> Result<(), ChangeError> {
    if practice.name.trim().is_empty() {
        return refused("a practice needs a name");
    }
    if practice.ended.is_some_and(|last| last < practice.started) {
        return refused("a practice ends on the day it came into the plan, or later");
    }
    Ok(())
}

fn target(target: &Target) -> Result<(), ChangeError> {
    let Target { kind, amount, min_s, credit_percent, .. } = *target;
    asked(Asked { kind, amount, min_s, credit_percent })
}

pub(super) fn asked(asked: Asked) -> Result<(), ChangeError> {
    let (most, what) = match asked.kind {
        TargetKind::Days => (7, "a week has 1–7 days to ask for"),
        TargetKind::Sessions => (MOST_SESSIONS, "a week can ask for 1–100 sessions"),
        TargetKind::Minutes => (MOST, "a week can ask for 1–10080 minutes"),
        TargetKind::None if asked.amount > 0 => return refused("what is only logged asks for 0 a week"),
        TargetKind::None => return Ok(()),
    };
    match asked {
        Asked { amount, .. } if amount == 0 || amount > most => refused(format!("{what}; found {amount}")),
        Asked { min_s, .. } if min_s > DAY_S => refused("a day has no more than 1440 minutes"),
        Asked { credit_percent, .. } if !(1..=100).contains(&credit_percent) => {
            refused(format!("a day counts from 1–100 percent of what is asked; found {credit_percent}"))
        }
        _ => Ok(()),
    }
}

pub(super) fn pause(pause: &Pause) -> Result<(), ChangeError> {
    let is_backwards = pause.to_day.is_some_and(|last| last < pause.from_day);
    if is_backwards { refused("a pause ends on the day it begins, or later") } else { Ok(()) }
}

pub(super) fn goal(goal: &Goal) -> Result<(), ChangeError> {
    let mut texts = goal.steps.iter().map(|step| &step.text).chain([&goal.text]);
    let is_blank = texts.any(|text| text.trim().is_empty());
    if is_blank { refused("a goal and each of its steps needs a few words") } else { Ok(()) }
}

pub(super) fn support(support: &Support) -> Result<(), ChangeError> {
    if support.text.trim().is_empty() { refused("this needs a few words") } else { Ok(()) }
}

fn refused(why: impl Into<String>) -> Result<(), ChangeError> {
    Err(ChangeError::new(why))
}
