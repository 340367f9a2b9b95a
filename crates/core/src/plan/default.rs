//! The plan of someone who has not chosen one yet, as `plan.ron` words it.

use std::sync::LazyLock;

use chrono::{NaiveDate, Weekday};
use serde::Deserialize;

use super::{Asked, Change, Plan, Practice, Target, TargetKind, eighty, first_rev, no_device};

/// The session that is offered when nothing more is asked.
pub(super) const ALL_KEPT: &str = "daily-five";

#[derive(Deserialize)]
#[serde(rename = "Plan", deny_unknown_fields)]
struct WrittenPlan {
    week_start: String,
    day_start_min: u16,
    practices: Vec<WrittenPractice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPractice {
    id: String,
    name: String,
    on: bool,
    amount: u32,
    min_s: u32,
    #[serde(default)]
    session: Option<String>,
    #[serde(default)]
    first: Vec<FirstSession>,
    #[serde(default)]
    caution: Option<String>,
    #[serde(default)]
    before: Option<String>,
    #[serde(default)]
    beside: Option<String>,
}

/// A session on the way to a practice's own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FirstSession {
    /// What the catalogue calls it.
    pub(super) session: String,
    /// How often it is finished before the next one is offered.
    pub(super) times: usize,
}

static WRITTEN: LazyLock<WrittenPlan> = LazyLock::new(|| {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str(include_str!("plan.ron")).expect("the default plan is compiled in and tested")
});

/// The default plan as if it began on `today`.
pub fn default_plan(today: NaiveDate) -> Plan {
    let on = || WRITTEN.practices.iter().filter(|practice| practice.on);
    Plan {
        week_start: WRITTEN.week_start.parse().unwrap_or(Weekday::Mon),
        day_start_min: WRITTEN.day_start_min,
        practices: on().map(|practice| practice.started(today)).collect(),
        targets: on().map(|practice| practice.target(today)).collect(),
        pauses: Vec::new(),
    }
}

/// The default practices that `plan` does not hold today, each as the change that takes it in.
pub fn offered(plan: &Plan) -> Vec<Change> {
    let holds = |id: &str| plan.practices.iter().any(|practice| practice.id == id && practice.ended.is_none());
    let missing = WRITTEN.practices.iter().filter(|written| !holds(&written.id));
    let added = |written: &WrittenPractice| Change::AddPractice {
        id: written.id.clone(),
        name: written.name.clone(),
        asked: Asked { kind: TargetKind::Days, amount: written.amount, min_s: written.min_s, credit_percent: eighty() },
    };
    missing.map(added).collect()
}

/// Where a practice stands among the default ones; behind them all when it is the user's own.
pub fn place(practice: &str) -> usize {
    let written = &WRITTEN.practices;
    written.iter().position(|written| written.id == practice).unwrap_or(written.len())
}

/// The ids of all practices that the shipped plan knows, on at first or not.
pub fn shipped_practices() -> impl Iterator<Item = &'static str> {
    WRITTEN.practices.iter().map(|practice| practice.id.as_str())
}

fn written(practice: &str) -> Option<&'static WrittenPractice> {
    WRITTEN.practices.iter().find(|written| written.id == practice)
}

/// What Today offers for a practice before anything else of it was finished.
pub fn own_session(practice: &str) -> Option<&'static str> {
    written(practice)?.session.as_deref()
}

/// What is to be heeded in a practice, whatever the user calls it.
pub fn caution(practice: &str) -> Option<&'static str> {
    written(practice)?.caution.as_deref()
}

/// The session that prepares for a practice that is done by hand. The catalogue need not have it.
pub fn before(practice: &str) -> Option<&'static str> {
    written(practice)?.before.as_deref()
}

/// The session that accompanies a practice that is done by hand. The catalogue need not have it.
pub fn beside(practice: &str) -> Option<&'static str> {
    written(practice)?.beside.as_deref()
}

/// What Today offers for a practice to someone who is new to it.
pub fn first_session(practice: &str) -> Option<&'static str> {
    first_sessions(practice).first().map(|first| first.session.as_str())
}

/// What leads to a practice's own session, in order.
pub(super) fn first_sessions(practice: &str) -> &'static [FirstSession] {
    written(practice).map_or(&[], |written| &written.first)
}

impl WrittenPractice {
    fn started(&self, today: NaiveDate) -> Practice {
        Practice {
            id: self.id.clone(),
            name: self.name.clone(),
            started: today,
            ended: None,
            rev: first_rev(),
            device: no_device(),
            deleted: false,
        }
    }

    fn target(&self, today: NaiveDate) -> Target {
        Target {
            practice: self.id.clone(),
            from_day: today,
            kind: TargetKind::Days,
            amount: self.amount,
            min_s: self.min_s,
            credit_percent: eighty(),
            rev: first_rev(),
            device: no_device(),
            deleted: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_plan_asks_for_breath_every_day_and_three_stretches() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let plan = default_plan(today);
        assert_eq!((plan.week_start, plan.day_start_min), (Weekday::Mon, 240));
        let asked: Vec<_> =
            plan.targets.iter().map(|t| (t.practice.as_str(), t.amount, t.min_s, t.credit_percent)).collect();
        assert_eq!(asked, [("breathing", 7, 300, 80), ("stretching", 3, 1200, 80)]);
        assert!(plan.practices.iter().all(|practice| practice.started == today));
    }

    #[test]
    fn what_the_plan_does_not_hold_is_offered() {
        let mut plan = default_plan(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap());
        plan.practices[0].ended = Some(plan.practices[0].started);
        let ids: Vec<String> = offered(&plan)
            .into_iter()
            .map(|change| match change {
                Change::AddPractice { id, .. } => id,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(ids, ["breathing", "relaxation", "third"]);
    }

    #[test]
    fn only_the_practice_that_is_written_down_by_hand_has_a_caution() {
        let cautioned = ["breathing", "stretching", "relaxation", "third"].map(|practice| caution(practice).is_some());
        assert_eq!(cautioned, [false, false, false, true]);
        assert!(!caution("third").unwrap().contains(['\n', '\\']), "it is one line");
    }

    #[test]
    fn every_practice_that_is_timed_has_a_session_of_its_own() {
        let own = ["breathing", "stretching", "relaxation", "third"].map(own_session);
        assert_eq!(own, [Some("daily-five"), Some("stretch-twenty"), Some("muscle-release-short"), None]);
    }
}
