//! What a week asked, what was done, and how it stands.

use chrono::{Days, NaiveDate};
use serde::{Serialize, Serializer};

use super::calendar::{days_of, week_of};
use super::{Credited, Entry, Plan, Practice, Target, TargetKind};

/// How a week stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// All that was asked was done.
    Kept,
    /// Not yet, and the week is not over.
    Open,
    /// Some of it was done.
    Partial,
    /// Nothing was done.
    Missed,
    /// Nothing was asked.
    Excused,
    /// The plan did not hold it.
    Outside,
}

/// What one day shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayMark {
    /// It counted.
    Counted,
    /// Something was done.
    Some,
    /// Today, and nothing was done yet.
    Open,
    /// Nothing was done.
    Not,
    /// Paused.
    Paused,
    /// Still to come.
    Ahead,
    /// The practice was not in the plan.
    Outside,
}

/// One practice in one week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PracticeWeek {
    /// The practice's id.
    pub id: String,
    /// What is counted.
    pub kind: TargetKind,
    /// Days, sessions or minutes done.
    pub done: u32,
    /// Days, sessions or minutes asked, less what pauses and partial weeks take.
    pub required: u32,
    /// Whole minutes practised, counted or not.
    pub minutes: u32,
    /// Days on which something was asked.
    pub available: u32,
    /// How it stands.
    pub status: Status,
    /// Days on which something can still be done, today among them; 0 unless open.
    pub days_left: u32,
    /// Days on which something can still be added: as `days_left`, without today when today counts already.
    #[serde(skip)]
    pub days_to_add: u32,
    /// Whether today is one of those.
    #[serde(skip)]
    pub today_adds: bool,
    /// What each day shows, from the week's first.
    #[serde(skip)]
    pub days: [DayMark; 7],
    /// Seconds that make a day or a session count in full.
    #[serde(skip)]
    pub min_s: u32,
}

/// One week of the whole plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeekView {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// How it stands.
    pub status: Status,
    /// The mean part of what was asked that was done, 0…1; `None` when nothing was asked.
    #[serde(serialize_with = "three_decimals")]
    pub consistency: Option<f64>,
    /// In plan order, without those outside.
    pub practices: Vec<PracticeWeek>,
}

/// A number that scripts read with three decimals.
#[expect(clippy::ref_option, reason = "serde hands a field over in this way")]
pub(super) fn three_decimals<S: Serializer>(number: &Option<f64>, to: S) -> Result<S::Ok, S::Error> {
    number.map(|number| (number * 1000.0).round() / 1000.0).serialize(to)
}

/// The plan's week that holds `day`, seen on `today`. `entries` are in the order of their days.
pub fn week(plan: &Plan, entries: &[Entry], day: NaiveDate, today: NaiveDate) -> WeekView {
    let from = week_of(day, plan.week_start);
    let days = days_of(from);
    let of_week = between(entries, from, days[6]);
    let practices: Vec<PracticeWeek> =
        plan.practices.iter().filter_map(|practice| practice_week(plan, practice, of_week, from, today)).collect();
    let parts: Vec<f64> = practices.iter().filter_map(part).collect();
    #[expect(clippy::cast_precision_loss, reason = "a plan has few practices")]
    let consistency = (!parts.is_empty()).then(|| parts.iter().sum::<f64>() / parts.len() as f64);
    let begun = plan.practices.iter().any(|practice| practice.started <= days[6]);
    let any = |status| practices.iter().any(|practice| practice.status == status);
    let status = match consistency {
        None if begun => Status::Excused,
        None => Status::Outside,
        Some(_) if any(Status::Open) => Status::Open,
        Some(_) if !any(Status::Partial) && !any(Status::Missed) => Status::Kept,
        Some(consistency) if consistency > 0.0 => Status::Partial,
        Some(_) => Status::Missed,
    };
    WeekView { from, to: days[6], status, consistency, practices }
}

/// The `count` weeks up to the one that holds `today`, oldest first.
pub fn weeks(plan: &Plan, entries: &[Entry], count: u32, today: NaiveDate) -> Vec<WeekView> {
    (0..count)
        .rev()
        .filter_map(|back| today.checked_sub_days(Days::new(7 * u64::from(back))))
        .map(|day| week(plan, entries, day, today))
        .collect()
}

/// What was done of a practice in the seven days up to `today`, counted as this week's target counts: beside the week,
/// for readers who want it; nothing is decided by it. `None` where nothing is counted. `entries` are in the order of their days.
pub fn last_seven_days(plan: &Plan, entries: &[Entry], practice: &str, today: NaiveDate) -> Option<u32> {
    let target = target_of(plan, practice, week_of(today, plan.week_start));
    let target = target.filter(|target| target.kind != TargetKind::None)?;
    let days = days_of(today.checked_sub_days(Days::new(6))?);
    let of_days = between(entries, days[0], today);
    let of_practice: Vec<&Entry> =
        of_days.iter().filter(|entry| entry.practice == practice && !entry.deleted).collect();
    Some(done(target, &of_practice, &days))
}

/// The entries of `from` to `to`, both days included.
pub(super) fn between(entries: &[Entry], from: NaiveDate, to: NaiveDate) -> &[Entry] {
    let first = entries.partition_point(|entry| entry.day < from);
    let behind = entries.partition_point(|entry| entry.day <= to);
    &entries[first..behind.max(first)]
}

/// What part of what was asked was done, 0…1; `None` when nothing was asked.
fn part(week: &PracticeWeek) -> Option<f64> {
    match week.status {
        Status::Excused | Status::Outside => None,
        Status::Kept => Some(1.0),
        _ => Some((f64::from(week.done) / f64::from(week.required)).min(1.0)),
    }
}

/// The target in force in the week that begins on `first`: the newest whose own week is that one or earlier.
pub(super) fn target_of<'a>(plan: &'a Plan, practice: &str, first: NaiveDate) -> Option<&'a Target> {
    plan.targets
        .iter()
        .filter(|target| target.practice == practice && week_of(target.from_day, plan.week_start) <= first)
        .max_by_key(|target| target.from_day)
}

fn practice_week(
    plan: &Plan,
    practice: &Practice,
    of_week: &[Entry],
    first: NaiveDate,
    today: NaiveDate,
) -> Option<PracticeWeek> {
    let days = days_of(first);
    let target = target_of(plan, &practice.id, first).filter(|target| target.kind != TargetKind::None)?;
    if days[6] < practice.started || practice.ended.is_some_and(|ended| first > ended) {
        return None;
    }
    let entries: Vec<&Entry> = of_week.iter().filter(|entry| entry.practice == practice.id && !entry.deleted).collect();
    let held = |day: &NaiveDate| *day >= practice.started && practice.ended.is_none_or(|ended| *day <= ended);
    let paused = |day: &NaiveDate| is_paused(plan, &practice.id, *day);
    let whole = count(days.iter().filter(|day| held(day)));
    let available = count(days.iter().filter(|day| held(day) && !paused(day)));
    let (required, unpaused) = (share(target.amount, available), share(target.amount, whole));
    let done = done(target, &entries, &days);
    let status = status(done, required, unpaused, today <= days[6]);
    let open = status == Status::Open;
    let left = |day: &&NaiveDate| open && held(day) && !paused(day) && **day >= today;
    let counts = |day: &NaiveDate| target.kind == TargetKind::Days && day_counts(target, &entries, *day);
    let adds = |day: &&NaiveDate| left(day) && !counts(day);
    let mark = |day: NaiveDate| match day_mark(target, &entries, day, today) {
        DayMark::Not | DayMark::Open | DayMark::Ahead if !held(&day) => DayMark::Outside,
        DayMark::Not | DayMark::Open | DayMark::Ahead if paused(&day) => DayMark::Paused,
        mark => mark,
    };
    Some(PracticeWeek {
        id: practice.id.clone(),
        kind: target.kind,
        done,
        required,
        minutes: seconds(entries.iter().copied()) / 60,
        available,
        status,
        days_left: count(days.iter().filter(left)),
        days_to_add: count(days.iter().filter(adds)),
        today_adds: days.iter().filter(adds).any(|day| *day == today),
        days: days.map(mark),
        min_s: target.min_s,
    })
}

/// A pause can only lower what is asked: where it leaves nothing, the week is excused, unless all that would have
/// been asked was done.
fn status(done: u32, required: u32, unpaused: u32, running: bool) -> Status {
    match required {
        0 if unpaused > 0 && done >= unpaused => Status::Kept,
        0 => Status::Excused,
        _ if done >= required => Status::Kept,
        _ if running => Status::Open,
        _ if done > 0 => Status::Partial,
        _ => Status::Missed,
    }
}

/// `amount · days / 7`, rounded, halves down.
fn share(amount: u32, days: u32) -> u32 {
    let sevenths = u64::from(amount) * u64::from(days);
    let up = u64::from(2 * (sevenths % 7) > 7);
    u32::try_from(sevenths / 7 + up).unwrap_or(u32::MAX)
}

fn is_paused(plan: &Plan, practice: &str, day: NaiveDate) -> bool {
    plan.pauses.iter().any(|pause| {
        pause.practice.as_deref().is_none_or(|paused| paused == practice)
            && pause.from_day <= day
            && pause.to_day.is_none_or(|last| day <= last)
    })
}

fn done(target: &Target, entries: &[&Entry], days: &[NaiveDate; 7]) -> u32 {
    match target.kind {
        TargetKind::Days => count(days.iter().filter(|day| day_counts(target, entries, **day))),
        TargetKind::Sessions => count(entries.iter().filter(|entry| session_counts(target, entry))),
        TargetKind::Minutes => seconds(entries.iter().copied().filter(|entry| entry.credited != Credited::No)) / 60,
        TargetKind::None => 0,
    }
}

/// Whether the practice of a day is enough: marked so, or its sum reaches the credited part of what is asked.
fn day_counts(target: &Target, entries: &[&Entry], day: NaiveDate) -> bool {
    let mut of_day =
        entries.iter().copied().filter(|entry| entry.day == day && entry.credited != Credited::No).peekable();
    if of_day.peek().is_none() {
        return false;
    }
    let marked = of_day.clone().any(|entry| entry.credited == Credited::Yes);
    marked || is_enough(target, seconds(of_day))
}

fn session_counts(target: &Target, entry: &Entry) -> bool {
    match entry.credited {
        Credited::Yes => true,
        Credited::Auto => is_enough(target, entry.active_s),
        Credited::No => false,
    }
}

fn is_enough(target: &Target, active_s: u32) -> bool {
    u64::from(active_s) * 100 >= u64::from(target.credit_percent) * u64::from(target.min_s)
}

fn day_mark(target: &Target, entries: &[&Entry], day: NaiveDate, today: NaiveDate) -> DayMark {
    let mut of_day = entries.iter().copied().filter(|entry| entry.day == day).peekable();
    let something = of_day.peek().is_some();
    let counted = match target.kind {
        TargetKind::Days => day_counts(target, entries, day),
        TargetKind::Sessions => of_day.any(|entry| session_counts(target, entry)),
        TargetKind::Minutes | TargetKind::None => of_day.any(|entry| entry.credited != Credited::No),
    };
    match () {
        () if counted => DayMark::Counted,
        () if something => DayMark::Some,
        () if day == today => DayMark::Open,
        () if day > today => DayMark::Ahead,
        () => DayMark::Not,
    }
}

fn seconds<'a>(entries: impl Iterator<Item = &'a Entry>) -> u32 {
    entries.fold(0, |sum: u32, entry| sum.saturating_add(entry.active_s))
}

fn count<T>(of: impl Iterator<Item = T>) -> u32 {
    u32::try_from(of.count()).unwrap_or(u32::MAX)
}
