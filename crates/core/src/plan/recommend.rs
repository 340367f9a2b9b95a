//! What Today offers: one session, and why that one.

use chrono::{Days, NaiveDate};

use super::default::{ALL_KEPT, first_session, first_sessions, own_session};
use super::week::{DayMark, Status, between, week};
use super::{Ended, Entry, Plan, PracticeWeek, Reason, TargetKind};

/// A session that could be offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer<'a> {
    /// What the catalogue calls it.
    pub name: &'a str,
    /// The practice it counts for.
    pub practice: &'a str,
    /// Its title.
    pub title: &'a str,
    /// SHA-256 of its file, hex.
    pub hash: &'a str,
    /// Whether breaths are held in it: then it is never offered.
    pub has_holds: bool,
}

/// What is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommendation<'a> {
    /// What the catalogue calls the session.
    pub name: &'a str,
    /// Why this one.
    pub why: Why,
}

/// Why a session is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its practice still asks something this week.
    Asked(PracticeWeek),
    /// The same, and nothing of it was finished yet.
    First(PracticeWeek),
    /// What is asked this week is done for today, or for the whole week.
    Done,
}

/// The session to offer on `today`, if any: of the practice with the least slack among those that still ask something
/// and were not done today, the session of that practice finished last, else its own; at the very beginning the one to
/// begin with. `entries` are in the order of their days.
pub fn recommend<'a>(
    plan: &Plan,
    entries: &[Entry],
    today: NaiveDate,
    offers: &[Offer<'a>],
) -> Option<Recommendation<'a>> {
    let this_week = week(plan, entries, today, today);
    let asking = this_week.practices.iter().filter(|practice| practice.status == Status::Open && practice.today_adds);
    let mut asking: Vec<&PracticeWeek> = asking.filter(|practice| !is_done(practice, today, this_week.from)).collect();
    // A stable sort: ties stay in plan order.
    asking.sort_by_key(|practice| slack(practice));
    let offered = asking.into_iter().filter(|practice| !rests(entries, &practice.id, today)).find_map(|practice| {
        let name = session_of(entries, &practice.id, offers)?;
        let why = if first_session(&practice.id) == Some(name) && !has_finished(entries, &practice.id) {
            Why::First(practice.clone())
        } else {
            Why::Asked(practice.clone())
        };
        Some(Recommendation { name, why })
    });
    offered.or_else(|| {
        let offer = offers.iter().find(|offer| offer.name == ALL_KEPT)?;
        let free = !rests(entries, offer.practice, today);
        free.then_some(Recommendation { name: offer.name, why: Why::Done })
    })
}

/// The interrupted session of `today` that is offered back: the last thing practised, if it was cut off.
pub fn interrupted(entries: &[Entry], today: NaiveDate) -> Option<&Entry> {
    between(entries, today, today).last().filter(|entry| entry.ended == Ended::Interrupted)
}

/// Whether a practice is left alone for the rest of the day, after a stop for pain, dizziness or distress, or
/// for what was left unsaid.
pub fn rests(entries: &[Entry], practice: &str, today: NaiveDate) -> bool {
    between(entries, today, today).iter().any(|entry| {
        entry.practice == practice && entry.ended == Ended::Stopped && entry.reason.is_some_and(Reason::asks_for_rest)
    })
}

/// So many days back a stop for pain is remembered, with the day itself.
const REMEMBERED_DAYS: u64 = 14;

/// Whether `this`, which was stopped for pain, is the second such stop of its practice in fourteen days: what is said of
/// that is said once, so the third is none.
pub fn hurt_again(entries: &[Entry], this: &Entry) -> bool {
    let from = this.day - Days::new(REMEMBERED_DAYS - 1);
    let for_pain = |entry: &&Entry| {
        entry.id != this.id
            && entry.practice == this.practice
            && entry.ended == Ended::Stopped
            && entry.reason == Some(Reason::Pain)
    };
    between(entries, from, this.day).iter().filter(for_pain).count() == 1
}

fn is_done(practice: &PracticeWeek, today: NaiveDate, first: NaiveDate) -> bool {
    let nth = usize::try_from((today - first).num_days()).unwrap_or_default();
    practice.kind != TargetKind::Minutes && practice.days.get(nth) == Some(&DayMark::Counted)
}

/// Days that may still pass without anything. Minutes can all be done in one day.
fn slack(practice: &PracticeWeek) -> i64 {
    let left = practice.required.saturating_sub(practice.done);
    let days = if practice.kind == TargetKind::Minutes { left.min(1) } else { left };
    i64::from(practice.days_left) - i64::from(days)
}

/// Whether anything of a practice was finished.
fn has_finished(entries: &[Entry], practice: &str) -> bool {
    finished(entries, practice).next().is_some()
}

/// What was finished of a practice, newest first.
fn finished<'e>(entries: &'e [Entry], practice: &str) -> impl Iterator<Item = &'e Entry> {
    entries.iter().rev().filter(move |entry| entry.practice == practice && entry.ended == Ended::Finished)
}

/// The session of a practice that was finished last, else the practice's own, else any; never one with holds. Who has
/// finished nothing yet begins with the first of those that lead to the practice's own. Who has finished one of these
/// as often as it is to be goes on with the next; who has finished it again after that has chosen to stay.
fn session_of<'a>(entries: &[Entry], practice: &str, offers: &[Offer<'a>]) -> Option<&'a str> {
    let mut free = offers.iter().filter(|offer| offer.practice == practice && !offer.has_holds);
    let played = |entry: &Entry| {
        let same_file = free.clone().find(|offer| offer.hash == entry.hash);
        same_file.or_else(|| free.clone().find(|offer| offer.title == entry.title))
    };
    let named = |name: &str| free.clone().find(|offer| offer.name == name);
    let leading: Vec<_> =
        first_sessions(practice).iter().filter_map(|first| Some((named(&first.session)?, first.times))).collect();
    let last = finished(entries, practice).next().and_then(played);
    let times = |of: &Offer<'_>| finished(entries, practice).filter(|entry| played(entry) == Some(of)).count();
    let reached = last.and_then(|last| leading.iter().position(|(offer, _)| *offer == last));
    let chosen = match reached {
        Some(at) if times(leading[at].0) == leading[at].1 => leading.get(at + 1).map(|(next, _)| *next),
        None if !has_finished(entries, practice) => leading.first().map(|(first, _)| *first),
        _ => last,
    };
    let own = own_session(practice).and_then(named);
    chosen.or(own).or_else(|| free.next()).map(|offer| offer.name)
}
