//! What a plan asks, since when and until when, in words.
//!
//! Pure: from values to text. Knows no window, and never scolds.

use chrono::{Datelike as _, Days, NaiveDate};

use super::super::words::{counted, day_of_month, exact_length, sentence};
use crate::plan::{self, Asked, ChangedWeek, Pause, Plan, Since, Target, TargetKind};
use crate::units::Time;

/// A version of what a week asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Version {
    /// The first day of its first week.
    pub(super) from: NaiveDate,
    /// The day before the next version's first week; none for the newest.
    pub(super) to: Option<NaiveDate>,
    pub(super) asked: Asked,
}

/// What a target asks.
pub(super) fn asked_by(target: &Target) -> Asked {
    let Target { kind, amount, min_s, credit_percent, .. } = *target;
    Asked { kind, amount, min_s, credit_percent }
}

/// Every version of a practice's target, oldest first; what changed nothing is left out.
pub(super) fn versions(plan: &Plan, practice: &str) -> Vec<Version> {
    let mut targets: Vec<&Target> = plan.targets.iter().filter(|target| target.practice == practice).collect();
    targets.sort_by_key(|target| target.from_day);
    let mut versions: Vec<Version> = Vec::new();
    for target in targets {
        let version =
            Version { from: plan::week_of(target.from_day, plan.week_start), to: None, asked: asked_by(target) };
        match versions.last_mut() {
            // Of two in a week the newer holds.
            Some(last) if last.from == version.from => *last = version,
            Some(last) if last.asked == version.asked => {}
            _ => versions.push(version),
        }
    }
    for nth in 1..versions.len() {
        versions[nth - 1].to = versions[nth].from.pred_opt();
    }
    versions
}

/// What holds in the week of `day`: the newest version that begins by then, else the oldest.
pub(super) fn in_force(versions: &[Version], day: NaiveDate) -> Option<&Version> {
    versions.iter().rev().find(|version| version.from <= day).or(versions.first())
}

/// `5 minutes on 7 days a week`, `3 sessions of 20 minutes a week`, `60 minutes a week`.
pub(super) fn asks(asked: Asked) -> String {
    let amount = u64::from(asked.amount);
    let each = (asked.min_s > 0).then(|| exact_length(Time::from_secs(asked.min_s.into())));
    match (asked.kind, each) {
        (TargetKind::Days, Some(each)) => format!("{each} on {} a week", counted(amount, "day", "days")),
        (TargetKind::Days, None) => format!("{} a week", counted(amount, "day", "days")),
        (TargetKind::Sessions, Some(each)) => format!("{} of {each} a week", counted(amount, "session", "sessions")),
        (TargetKind::Sessions, None) => format!("{} a week", counted(amount, "session", "sessions")),
        (TargetKind::Minutes, _) => format!("{} a week", counted(amount, "minute", "minutes")),
        (TargetKind::None, _) => "nothing is asked, it is only written down".to_owned(),
    }
}

/// From how much on something counts: `A day counts from 4 minutes.` Nothing where all of it is asked, or no length.
pub(super) fn counts_from(asked: Asked) -> Option<String> {
    let what = match asked.kind {
        TargetKind::Days => "day",
        TargetKind::Sessions => "session",
        TargetKind::Minutes | TargetKind::None => return None,
    };
    let secs = (u64::from(asked.min_s) * u64::from(asked.credit_percent)).div_ceil(100);
    let less = asked.min_s > 0 && asked.credit_percent < 100;
    less.then(|| format!("A {what} counts from {}.", exact_length(Time::from_secs(secs))))
}

/// `Monday 30 November`, with the year when it is not this one.
pub(super) fn weekday(day: NaiveDate, today: NaiveDate) -> String {
    format!("{} {}", day.format("%A"), day_of_month(day, today))
}

/// When a target that is set on `today` takes effect, and what stays.
pub(super) fn effect(plan: &Plan, practice: &str, asked: Asked, since: Since, today: NaiveDate) -> String {
    let asks = asks(asked);
    let this = plan::week_of(today, plan.week_start);
    let versions = versions(plan, practice);
    let first = match since {
        Since::NextWeek => this + Days::new(7),
        Since::ThisWeek => this,
        Since::PastWeek(day) => {
            let first = plan::week_of(day, plan.week_start);
            let next = versions.iter().find(|version| version.from > first);
            let from = weekday(first, today);
            return match next.map(|next| next.from) {
                Some(next) => {
                    let last = next.pred_opt().unwrap_or(next);
                    format!("From {from} to {}: {asks}. What comes after it stays as it is.", weekday(last, today))
                }
                None => format!("From {from} on, this week too: {asks}. Weeks before it stay as they are."),
            };
        }
    };
    let stays =
        if since == Since::NextWeek { "This week stays as it is." } else { "Weeks before it stay as they are." };
    let when = if since == Since::NextWeek { "" } else { " on, this week already" };
    let told = format!("From {}{when}: {asks}. {stays}", weekday(first, today));
    match versions.iter().find(|version| version.from > first) {
        Some(later) => format!("{told} What was planned from {} goes.", weekday(later.from, today)),
        None => told,
    }
}

/// What is planned for a later week: `From Monday 30 November: 20 minutes on 3 days a week.`
pub(super) fn planned(versions: &[Version], today: NaiveDate) -> Option<String> {
    let later = versions.iter().find(|version| version.from > today)?;
    Some(format!("From {}: {}.", weekday(later.from, today), asks(later.asked)))
}

/// The versions as a history, newest first; nothing while there was only one.
pub(super) fn history(versions: &[Version], today: NaiveDate) -> Vec<String> {
    if versions.len() < 2 {
        return Vec::new();
    }
    let line =
        |version: &Version| sentence(&format!("{}: {}", span(version.from, version.to, today), asks(version.asked)));
    versions.iter().rev().map(line).collect()
}

/// `9 – 15 November`, `30 November – 4 December`, `9 November`, `since 9 November`, `from 30 November`.
pub(super) fn span(from: NaiveDate, to: Option<NaiveDate>, today: NaiveDate) -> String {
    match to {
        None if from <= today => format!("since {}", day_of_month(from, today)),
        None => format!("from {}", day_of_month(from, today)),
        Some(to) if to == from => day_of_month(from, today),
        Some(to) if (to.year(), to.month()) == (from.year(), from.month()) => {
            format!("{} – {}", from.day(), day_of_month(to, today))
        }
        Some(to) => format!("{} – {}", day_of_month(from, today), day_of_month(to, today)),
    }
}

/// How a pause stands on `today`.
pub(super) fn standing(pause: &Pause, today: NaiveDate) -> &'static str {
    match pause.to_day {
        Some(last) if last < today => "Over",
        _ if pause.from_day > today => "Still to come",
        Some(_) => "Now",
        None => "Now, until you end it",
    }
}

/// A week that would stand otherwise: `9 – 15 November: in part now, kept then.`
pub(super) fn changed(week: &ChangedWeek, today: NaiveDate) -> String {
    let when = span(week.after.from, Some(week.after.to), today);
    let (before, after) = (plan::status(week.before.status), plan::status(week.after.status));
    if before != after {
        return format!("{when}: {before} now, {after} then.");
    }
    format!("{when}: {before}, for other practices than now.")
}

/// An id for a practice of this name that no other has: what sessions of it would name. `new` is an id of nothing.
pub(super) fn practice_id(name: &str, taken: &[&str], new: &str) -> String {
    let mut id = String::new();
    for letter in name.trim().chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' => id.push(letter),
            _ if !id.is_empty() && !id.ends_with('-') => id.push('-'),
            _ => {}
        }
    }
    id.truncate(50);
    let id = id.trim_end_matches('-');
    let id = if id.is_empty() { format!("practice-{}", new.get(..8).unwrap_or(new)) } else { id.to_owned() };
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    std::iter::once(id.clone()).chain(numbered).find(|id| !taken.contains(&id.as_str())).unwrap_or(id)
}
