//! From a change to the records it writes, or to the sentence why it is refused.

use chrono::{Days, NaiveDate, Weekday};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Asked, Change, ChangeError, Content, Since, practice};
use crate::plan::calendar::{days_of, week_of};
use crate::plan::field::LATEST_DAY_START;
use crate::plan::{Entry, Pause, Plan, Practice, Record, Target, TargetKind, rule};

/// One thing that is written. All of a change are written together or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// A record, in the place of the one with its identity if there is one.
    Record(Record),
    /// The first day of a week.
    WeekStart(Weekday),
    /// When a practice day begins, in minutes after midnight.
    DayStart(u16),
    /// The order of the practices, by their ids.
    Order(Vec<String>),
}

/// What a change made on `today` writes.
///
/// # Errors
/// Why it cannot be made.
pub fn writes(content: Content<'_>, change: &Change, today: NaiveDate) -> Result<Vec<Write>, ChangeError> {
    let plan = content.plan;
    let records = match change {
        Change::WeekStart(day) => return Ok(vec![Write::WeekStart(*day)]),
        Change::DayStart(minutes) if *minutes > LATEST_DAY_START => {
            return refused("a day begins between midnight and 6 in the morning");
        }
        Change::DayStart(minutes) => return Ok(vec![Write::DayStart(*minutes)]),
        Change::OrderPractices(ids) => return order(plan, ids),
        Change::PutEntry(entry) => vec![put_entry(entry, today)?],
        Change::DeleteEntry { id } => {
            let found = content.entries.iter().find(|entry| entry.id == *id);
            vec![deleted(found.map(|entry| Record::Entry(entry.clone())), "entry")?]
        }
        Change::AddPractice { id, name, asked } => add_practice(plan, id, name, *asked, today)?,
        Change::RenamePractice { id, name } => {
            let practice = known(plan, id)?.clone();
            vec![Record::Practice(parsed(&Practice { name: named(name)?, ..practice })?)]
        }
        Change::RetirePractice { id, last } => vec![retire(known(plan, id)?, *last)?],
        Change::BeginToday => begin_today(plan, today)?,
        Change::SetTarget { practice, asked, since } => set_target(plan, practice, *asked, *since, today)?,
        Change::PutPause(pause) => vec![put_pause(plan, pause)?],
        Change::EndPause { id, last } => vec![end_pause(plan, id, *last)?],
        Change::DeletePause { id } => vec![deleted(pause(plan, id), "pause")?],
        Change::PutGoal(goal) => {
            rule::goal(goal)?;
            vec![Record::Goal(parsed(goal)?)]
        }
        Change::DeleteGoal { id } => {
            let found = content.goals.iter().find(|goal| goal.id == *id);
            vec![deleted(found.map(|goal| Record::Goal(goal.clone())), "goal")?]
        }
        Change::PutSupport(support) => {
            rule::support(support)?;
            vec![Record::Support(parsed(support)?)]
        }
        Change::DeleteSupport { id } => {
            let found = content.support.iter().find(|support| support.id == *id);
            vec![deleted(found.map(|support| Record::Support(support.clone())), "line")?]
        }
    };
    Ok(records.into_iter().map(Write::Record).collect())
}

fn refused<T>(why: impl Into<String>) -> Result<T, ChangeError> {
    Err(ChangeError::new(why))
}

/// What is written down is read as a file would be: one set of limits for both.
fn parsed<T: Serialize + DeserializeOwned>(record: &T) -> Result<T, ChangeError> {
    let parsed = serde_json::to_value(record).and_then(serde_json::from_value);
    parsed.map_err(|error| ChangeError::new(error.to_string()))
}

fn named(name: &str) -> Result<String, ChangeError> {
    match name.trim() {
        "" => refused("a practice needs a name"),
        name => Ok(name.to_owned()),
    }
}

fn known<'a>(plan: &'a Plan, id: &str) -> Result<&'a Practice, ChangeError> {
    let found = plan.practices.iter().find(|practice| practice.id == id);
    found.ok_or_else(|| ChangeError::new(format!("the plan has no practice {id}")))
}

fn pause(plan: &Plan, id: &str) -> Option<Record> {
    plan.pauses.iter().find(|pause| pause.id == id).cloned().map(Record::Pause)
}

fn deleted(found: Option<Record>, what: &str) -> Result<Record, ChangeError> {
    match found {
        Some(found) => Ok(found.tombstone()),
        None => refused(format!("this {what} is not there any more")),
    }
}

fn put_entry(entry: &Entry, today: NaiveDate) -> Result<Record, ChangeError> {
    let entry = parsed(&Entry { deleted: false, ..entry.clone() })?;
    if entry.day > today {
        return refused(format!("{} is still to come: an entry is of today or of a day before", entry.day));
    }
    Ok(Record::Entry(entry))
}

fn order(plan: &Plan, ids: &[String]) -> Result<Vec<Write>, ChangeError> {
    let mut all: Vec<String> = Vec::with_capacity(plan.practices.len());
    for id in ids {
        known(plan, id)?;
        if all.contains(id) {
            return refused(format!("{id} is named twice"));
        }
        all.push(id.clone());
    }
    let rest: Vec<&Practice> = plan.practices.iter().filter(|practice| !all.contains(&practice.id)).collect();
    all.extend(rest.into_iter().map(|practice| practice.id.clone()));
    Ok(vec![Write::Order(all)])
}

fn add_practice(plan: &Plan, id: &str, name: &str, asked: Asked, today: NaiveDate) -> Result<Vec<Record>, ChangeError> {
    let asked = sensible(asked)?;
    let name = named(name)?;
    let Some(old) = plan.practices.iter().find(|practice| practice.id == id) else {
        let new = parsed(&practice(id, &name, today))?;
        return Ok(vec![Record::Practice(new), asked.of(id, today)]);
    };
    let Some(ended) = old.ended else { return refused(format!("{} is in the plan already", old.name)) };
    let mut records = vec![Record::Practice(parsed(&Practice { name, ended: None, ..old.clone() })?)];
    records.extend(from_week(plan, id, asked, today));
    // Between its end and today nothing was asked.
    if let (Some(first), Some(last)) = (ended.checked_add_days(Days::new(1)), today.checked_sub_days(Days::new(1)))
        && first <= last
    {
        records.push(Record::Pause(gap(id, first, last)));
    }
    Ok(records)
}

/// The days on which a practice was out of the plan. Its id follows from what it is, so that taking the practice back
/// on two computers gives one pause.
fn gap(practice: &str, first: NaiveDate, last: NaiveDate) -> Pause {
    // FNV-1a, 128 bit: no secret hangs on it.
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
    const START: u128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D;
    let text = format!("{practice} {first} {last}");
    let hash = text.bytes().fold(START, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME));
    Pause {
        id: format!("{hash:032x}"),
        from_day: first,
        to_day: Some(last),
        practice: Some(practice.to_owned()),
        reason: String::new(),
        note: String::new(),
        rev: crate::plan::first_rev(),
        device: crate::plan::no_device(),
        deleted: false,
    }
}

fn retire(practice: &Practice, last: NaiveDate) -> Result<Record, ChangeError> {
    if last.succ_opt() == Some(practice.started) {
        // As if it had never come into the plan.
        return deleted(Some(Record::Practice(practice.clone())), "practice");
    }
    if last < practice.started {
        return refused(format!("{} came into the plan on {}, after that day", practice.name, practice.started));
    }
    Ok(Record::Practice(parsed(&Practice { ended: Some(last), ..practice.clone() })?))
}

fn set_target(
    plan: &Plan,
    practice: &str,
    asked: Asked,
    since: Since,
    today: NaiveDate,
) -> Result<Vec<Record>, ChangeError> {
    let (asked, practice) = (sensible(asked)?, known(plan, practice)?);
    let first = match since {
        Since::PastWeek(_) => None,
        Since::ThisWeek => Some(today),
        Since::NextWeek => Some(today + Days::new(7)),
    };
    if first.is_some_and(|first| days_of(week_of(first, plan.week_start))[6] < practice.started) {
        let Practice { name, started, .. } = practice;
        return refused(format!("{name} comes into the plan on {started}, after that week"));
    }
    match since {
        Since::ThisWeek => Ok(from_week(plan, &practice.id, asked, today)),
        Since::NextWeek => Ok(from_week(plan, &practice.id, asked, today + Days::new(7))),
        Since::PastWeek(day) if day > today => refused(format!("{day} is still to come, and not the past")),
        Since::PastWeek(day) if day < practice.started && week_of(practice.started, plan.week_start) > day => {
            refused(format!("{} came into the plan on {}, after that week", practice.name, practice.started))
        }
        Since::PastWeek(day) => Ok(vec![version(plan, &practice.id, asked, day)]),
    }
}

/// What lies ahead begins today, and asks from this week on what it was to ask when it began.
fn begin_today(plan: &Plan, today: NaiveDate) -> Result<Vec<Record>, ChangeError> {
    let mut records = Vec::new();
    for practice in plan.ahead(today) {
        let first_week = days_of(week_of(practice.started, plan.week_start))[6];
        let versions = || plan.targets.iter().filter(|target| target.practice == practice.id);
        let held = versions().filter(|target| target.from_day <= first_week).max_by_key(|target| target.from_day);
        records.push(Record::Practice(parsed(&Practice { started: today, ..practice.clone() })?));
        if let Some(Target { kind, amount, min_s, credit_percent, .. }) =
            held.or_else(|| versions().min_by_key(|target| target.from_day)).cloned()
        {
            records.extend(from_week(plan, &practice.id, Asked { kind, amount, min_s, credit_percent }, today));
        }
    }
    if records.is_empty() { refused("nothing in the plan begins later than today") } else { Ok(records) }
}

/// Asks so from the week that holds `day` on: what was planned for later weeks goes.
fn from_week(plan: &Plan, practice: &str, asked: Asked, day: NaiveDate) -> Vec<Record> {
    let last = days_of(week_of(day, plan.week_start))[6];
    let later = plan.targets.iter().filter(|target| target.practice == practice && target.from_day > last);
    let gone = later.map(|target| Record::Target(target.clone()).tombstone());
    std::iter::once(version(plan, practice, asked, day)).chain(gone).collect()
}

/// The version that holds in the week of `day`: in the place of the newest that is in it already.
fn version(plan: &Plan, practice: &str, asked: Asked, day: NaiveDate) -> Record {
    let days = days_of(week_of(day, plan.week_start));
    let of_week = |target: &&Target| target.practice == practice && days.contains(&target.from_day);
    let newest = plan.targets.iter().filter(of_week).map(|target| target.from_day).max();
    asked.of(practice, newest.unwrap_or(days[0]))
}

fn sensible(asked: Asked) -> Result<Asked, ChangeError> {
    let amount = if asked.kind == TargetKind::None { 0 } else { asked.amount };
    let asked = Asked { amount, ..asked };
    rule::asked(asked)?;
    Ok(asked)
}

fn put_pause(plan: &Plan, pause: &Pause) -> Result<Record, ChangeError> {
    if let Some(practice) = &pause.practice {
        known(plan, practice)?;
    }
    rule::pause(pause)?;
    Ok(Record::Pause(parsed(&Pause { deleted: false, ..pause.clone() })?))
}

fn end_pause(plan: &Plan, id: &str, last: NaiveDate) -> Result<Record, ChangeError> {
    match pause(plan, id) {
        Some(Record::Pause(pause)) if last >= pause.from_day => {
            Ok(Record::Pause(parsed(&Pause { to_day: Some(last), ..pause })?))
        }
        found => deleted(found, "pause"),
    }
}
