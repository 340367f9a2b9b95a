//! Many weeks in a few numbers: the run, how many of the last were kept, steadiness. None of them is ever stored.

use chrono::NaiveDate;
use serde::Serialize;

use super::week::{Status, WeekView, three_decimals, week};
use super::{Entry, Plan};

/// How many weeks the headline looks back on.
const LOOK_BACK: usize = 8;

/// After this many weeks a week weighs half in the steadiness. A choice: trackers take two to five weeks.
const HALF_LIFE: f64 = 4.0;

/// Fewer closed weeks than this say nothing about steadiness.
const ENOUGH: usize = 3;

/// The numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Score {
    /// Weeks kept in a row.
    pub run: Run,
    /// How many of the last eight closed weeks that asked something were kept.
    pub kept_of_last_8: u32,
    /// How many such weeks there are, at most eight.
    #[serde(skip)]
    pub counted_of_last_8: u32,
    /// The weighted mean of the closed weeks' consistency, 0…1; `None` before the third.
    #[serde(serialize_with = "three_decimals")]
    pub steadiness: Option<f64>,
}

/// Weeks kept in a row, where one week that was not kept is forgiven.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Run {
    /// Now.
    pub weeks: u32,
    /// The longest ever.
    pub best: u32,
}

/// Every week from the first `started` to `today`, oldest first.
fn all(plan: &Plan, entries: &[Entry], today: NaiveDate) -> Vec<WeekView> {
    let Some(first) = plan.practices.iter().map(|practice| practice.started).min() else { return Vec::new() };
    let mut all = Vec::new();
    let mut day = first;
    loop {
        let this = week(plan, entries, day, today);
        if this.from > today {
            return all;
        }
        day = this.to + chrono::Days::new(1);
        all.push(this);
    }
}

/// The closed weeks that asked something, the last [`LOOK_BACK`] of them: what [`Score::kept_of_last_8`] counts.
fn counted<'a>(closed: &[&'a WeekView]) -> Vec<&'a WeekView> {
    let counted: Vec<&WeekView> = closed.iter().copied().filter(|week| week.consistency.is_some()).collect();
    counted[counted.len().saturating_sub(LOOK_BACK)..].to_vec()
}

/// How the last eight closed weeks that asked something came out, oldest first: what [`Score::kept_of_last_8`] counts.
pub fn last_8(plan: &Plan, entries: &[Entry], today: NaiveDate) -> Vec<Status> {
    let all = all(plan, entries, today);
    let closed: Vec<&WeekView> = all.iter().filter(|week| week.to < today).collect();
    counted(&closed).into_iter().map(|week| week.status).collect()
}

/// The numbers of all weeks from the first `started` to `today`. `entries` are in the order of their days.
pub fn score(plan: &Plan, entries: &[Entry], today: NaiveDate) -> Score {
    let all = all(plan, entries, today);
    let closed: Vec<&WeekView> = all.iter().filter(|week| week.to < today).collect();
    let last = counted(&closed);
    let kept = last.iter().filter(|week| week.status == Status::Kept).count();
    Score {
        run: run(all.iter().map(|week| week.status)),
        kept_of_last_8: u32::try_from(kept).unwrap_or_default(),
        counted_of_last_8: u32::try_from(last.len()).unwrap_or_default(),
        steadiness: if closed.len() < ENOUGH {
            None
        } else {
            steadiness(closed.iter().filter_map(|week| week.consistency))
        },
    }
}

/// Weeks oldest first: a kept one adds, one not kept holds, a second in a row ends the run; the rest change nothing.
fn run(weeks: impl Iterator<Item = Status>) -> Run {
    let (mut run, mut strikes) = (Run::default(), 0);
    for status in weeks {
        match status {
            Status::Kept => {
                run.weeks += 1;
                strikes = 0;
            }
            Status::Partial | Status::Missed => {
                strikes += 1;
                if strikes >= 2 {
                    run.weeks = 0;
                }
            }
            Status::Open | Status::Excused | Status::Outside => {}
        }
        run.best = run.best.max(run.weeks);
    }
    run
}

/// An exponentially weighted mean whose weights sum to one from the first week on, so that a new user with perfect
/// weeks reads 1; `None` for no weeks.
fn steadiness(weeks: impl Iterator<Item = f64>) -> Option<f64> {
    let keep = 0.5_f64.powf(1.0 / HALF_LIFE);
    let (sum, weight) =
        weeks.fold((0.0, 0.0), |(sum, weight), week| (sum * keep + week * (1.0 - keep), weight * keep + (1.0 - keep)));
    (weight > 0.0).then(|| sum / weight)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Status::{Excused, Kept, Missed, Open, Partial};

    fn run_of(weeks: &[Status]) -> (u32, u32) {
        let run = run(weeks.iter().copied());
        (run.weeks, run.best)
    }

    #[test]
    fn one_week_is_forgiven_and_two_in_a_row_end_the_run() {
        assert_eq!(run_of(&[Kept, Kept, Missed, Kept]), (3, 3));
        assert_eq!(run_of(&[Kept, Kept, Partial, Missed, Kept]), (1, 2));
        assert_eq!(run_of(&[Kept, Excused, Excused, Kept, Open]), (2, 2));
        assert_eq!(run_of(&[]), (0, 0));
    }

    #[test]
    fn steadiness_begins_at_what_was_done_and_forgets_slowly() {
        let steady = |perfect: usize, missed: usize| {
            steadiness(std::iter::repeat_n(1.0, perfect).chain(std::iter::repeat_n(0.0, missed))).unwrap()
        };
        assert!((steady(4, 0) - 1.0).abs() < 1e-12);
        assert!((steady(8, 1) - 0.798_546).abs() < 1e-6);
        assert!((steady(8, 2) - 0.644_212).abs() < 1e-6);
    }
}
