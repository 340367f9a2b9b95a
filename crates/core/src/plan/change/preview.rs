//! What a change would do to past weeks, said before it is made.

use chrono::{Days, NaiveDate};

use super::{Change, ChangeError, Content, Write, writes};
use crate::plan::calendar::{days_of, week_of};
use crate::plan::{Entry, Identity, Plan, Record, Status, WeekView, week};

/// What a change would do to the weeks that are over.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// The weeks that would stand otherwise, oldest first.
    pub weeks: Vec<ChangedWeek>,
    /// How many weeks are over, grouped as they would be.
    pub of: u32,
    /// The same as a sentence: `2 of 14 past weeks change: 1 more is kept, 1 is no longer kept.`
    pub sentence: String,
}

/// A week that is over and would stand otherwise: its own status would change, or a practice's in it.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedWeek {
    /// As it is now; where weeks are grouped anew, the one that holds the middle day of the other.
    pub before: WeekView,
    /// As it would be.
    pub after: WeekView,
}

/// What a change made on `today` would do to the weeks that are over. `content` holds everything; entries are in the
/// order of their days.
///
/// # Errors
/// Why the change cannot be made.
pub fn preview(content: Content<'_>, change: &Change, today: NaiveDate) -> Result<Preview, ChangeError> {
    let (mut plan, mut entries) = (content.plan.clone(), content.entries.to_vec());
    for write in writes(content, change, today)? {
        apply(&mut plan, &mut entries, write);
    }
    let started = |plan: &Plan| plan.practices.iter().map(|practice| practice.started).min();
    let first = started(content.plan).into_iter().chain(started(&plan)).min();
    let past: Vec<NaiveDate> = first.map_or_else(Vec::new, |first| past_weeks(&plan, first, today));
    let changed = |first: &NaiveDate| {
        let before = week(content.plan, content.entries, *first + Days::new(3), today);
        let after = week(&plan, &entries, *first, today);
        (standing(&before) != standing(&after)).then_some(ChangedWeek { before, after })
    };
    let weeks: Vec<ChangedWeek> = past.iter().filter_map(changed).collect();
    let sentence = sentence(&weeks, past.len());
    Ok(Preview { weeks, of: u32::try_from(past.len()).unwrap_or(u32::MAX), sentence })
}

/// How a week and each practice in it stands.
fn standing(view: &WeekView) -> (Status, Vec<(&str, Status)>) {
    (view.status, view.practices.iter().map(|practice| (practice.id.as_str(), practice.status)).collect())
}

/// The first days of the weeks that are over.
fn past_weeks(plan: &Plan, first: NaiveDate, today: NaiveDate) -> Vec<NaiveDate> {
    let begin = week_of(first, plan.week_start);
    let weeks = std::iter::successors(Some(begin), |first| first.checked_add_days(Days::new(7)));
    weeks.take_while(|first| days_of(*first)[6] < today).collect()
}

fn sentence(weeks: &[ChangedWeek], past: usize) -> String {
    if weeks.is_empty() {
        return "No past week changes.".to_owned();
    }
    let kept = |view: &WeekView| view.status == Status::Kept;
    let more = weeks.iter().filter(|week| kept(&week.after) && !kept(&week.before)).count();
    let fewer = weeks.iter().filter(|week| kept(&week.before) && !kept(&week.after)).count();
    let verb = |number: usize| if number == 1 { "is" } else { "are" };
    let mut parts = Vec::new();
    if more > 0 {
        parts.push(format!("{more} more {} kept", verb(more)));
    }
    if fewer > 0 {
        parts.push(format!("{fewer} {} no longer kept", verb(fewer)));
    }
    if parts.is_empty() {
        parts.push("as many are kept as before".to_owned());
    }
    let noun = if past == 1 { "week" } else { "weeks" };
    let verb = if weeks.len() == 1 { "changes" } else { "change" };
    format!("{} of {past} past {noun} {verb}: {}.", weeks.len(), parts.join(", "))
}

/// The same as the journal does with what is written, in memory.
fn apply(plan: &mut Plan, entries: &mut Vec<Entry>, write: Write) {
    match write {
        Write::WeekStart(day) => plan.week_start = day,
        Write::DayStart(minutes) => plan.day_start_min = minutes,
        Write::Order(ids) => {
            plan.practices.sort_by_key(|practice| ids.iter().position(|id| *id == practice.id));
        }
        Write::Record(record) => put(plan, entries, record),
    }
}

fn put(plan: &mut Plan, entries: &mut Vec<Entry>, record: Record) {
    let (identity, gone) = (record.identity(), record.is_deleted());
    match record {
        Record::Practice(practice) => {
            replace(&mut plan.practices, practice, gone, |one| Identity::Practice(one.id.clone()) == identity);
        }
        Record::Target(target) => replace(&mut plan.targets, target, gone, |one| {
            Identity::Target(one.practice.clone(), one.from_day) == identity
        }),
        Record::Pause(pause) => {
            replace(&mut plan.pauses, pause, gone, |one| Identity::Pause(one.id.clone()) == identity);
        }
        Record::Entry(entry) => {
            replace(entries, entry, gone, |one| Identity::Entry(one.id.clone()) == identity);
            entries.sort_by_key(|entry| entry.day);
        }
        Record::Goal(_) | Record::Support(_) => {}
    }
}

/// In its place, at the end, or away.
fn replace<T>(list: &mut Vec<T>, new: T, gone: bool, is: impl Fn(&T) -> bool) {
    match (list.iter().position(is), gone) {
        (Some(at), true) => drop(list.remove(at)),
        (Some(at), false) => list[at] = new,
        (None, true) => {}
        (None, false) => list.push(new),
    }
}
