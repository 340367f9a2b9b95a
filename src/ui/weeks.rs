//! The past weeks as Progress shows them: a row of bars a practice, a sentence a bar, and the headline.
//!
//! Pure: from the plan's weeks to values. Decides nothing about what counts; knows no window.

mod felt;

use chrono::{Datelike as _, NaiveDate};

use crate::plan::{self, DayMark, Entry, Plan, Practice, PracticeWeek, Run, Score, Status, TargetKind, WeekView};
use crate::units::Time;

use super::chart::{Bar, Pair, Standing};
use super::marks::Day;
use super::words;

/// One bar, and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The bar.
    pub bar: Bar,
    /// The days beneath it.
    pub days: [Option<Day>; 7],
    /// All of it as one sentence.
    pub sentence: String,
    /// The same without the week and the name: `3 of 3 days, kept`.
    pub said: String,
}

/// One practice.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartRow {
    /// Its id.
    pub practice: String,
    /// What the user calls it.
    pub name: String,
    /// What is counted: `days, 5 minutes each`.
    pub unit: String,
    /// One for every week, oldest first.
    pub cells: Vec<Cell>,
    /// How it is drawn.
    pub picture: Picture,
}

/// How a row is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Picture {
    /// A bar a week.
    Bars,
    /// What was felt before and after, a pair a week; none where nothing was rated.
    Pairs(Vec<Option<Pair>>),
}

/// Everything Progress shows above the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Weeks {
    /// The first day of every week, oldest first; the last is the present week.
    pub firsts: Vec<NaiveDate>,
    /// In plan order.
    pub rows: Vec<ChartRow>,
    /// How many minutes, whatever was practised.
    pub minutes: ChartRow,
    /// What was felt before and after; none where nobody rated anything in these weeks.
    pub ratings: Option<ChartRow>,
    /// `Kept 6 of the last 8 weeks that counted`.
    pub headline: String,
    /// `This week: breathing 6 of 7, …`.
    pub this_week: String,
    /// `47 sessions, 9 h 12 min in these 12 weeks.`
    pub totals: String,
    /// `3 weeks in a row; 9 the longest. One week that was not kept is forgiven.`
    pub run: String,
}

impl Weeks {
    /// The `count` weeks up to today's. `entries` are in the order of their days.
    pub fn of(plan: &Plan, entries: &[Entry], today: NaiveDate, count: u32) -> Self {
        let views = plan::weeks(plan, entries, count, today);
        let firsts: Vec<NaiveDate> = views.iter().map(|view| view.from).collect();
        let rows: Vec<ChartRow> = plan.practices.iter().filter_map(|practice| row(practice, &views, today)).collect();
        let score = plan::score(plan, entries, today);
        Self {
            headline: headline(&score, !entries.is_empty()),
            this_week: this_week(&rows),
            run: run_of(score.run),
            totals: totals(entries, firsts.first().copied().unwrap_or(today), count),
            minutes: felt::minutes(entries, &firsts, today),
            ratings: felt::ratings(entries, &firsts, today),
            rows,
            firsts,
        }
    }
}

/// A practice's weeks; `None` when it belonged to the plan in none of them.
fn row(practice: &Practice, views: &[WeekView], today: NaiveDate) -> Option<ChartRow> {
    let of = |view: &WeekView| view.practices.iter().find(|week| week.id == practice.id).cloned();
    let newest = views.iter().rev().find_map(of)?;
    let last = views.len() - 1;
    let cells = views
        .iter()
        .enumerate()
        .map(|(index, view)| cell(&practice.name, of(view).as_ref(), view.from, index == last, today));
    Some(ChartRow {
        practice: practice.id.clone(),
        name: practice.name.clone(),
        unit: unit(newest.kind, newest.min_s),
        cells: cells.collect(),
        picture: Picture::Bars,
    })
}

/// One bar of the week that begins on `first`.
fn cell(name: &str, week: Option<&PracticeWeek>, first: NaiveDate, current: bool, today: NaiveDate) -> Cell {
    let said = said(week);
    let sentence = format!("{}: {} {said}.", which(first, current, today), words::inside(name));
    let Some(week) = week else {
        let bar = Bar { done: 0, required: 0, standing: Standing::Outside, current };
        return Cell { bar, days: [None; 7], sentence, said };
    };
    let standing = match week.status {
        Status::Kept => Standing::Kept,
        Status::Open | Status::Partial | Status::Missed => Standing::Partly,
        Status::Excused if week.days.contains(&DayMark::Paused) => Standing::Excused,
        Status::Excused => Standing::NotYet,
        Status::Outside => Standing::Outside,
    };
    Cell {
        bar: Bar { done: week.done, required: week.required, standing, current },
        days: week.days.map(day),
        sentence,
        said,
    }
}

fn day(mark: DayMark) -> Option<Day> {
    match mark {
        DayMark::Counted => Some(Day::Counted),
        DayMark::Some => Some(Day::Some),
        DayMark::Open => Some(Day::Today),
        DayMark::Not => Some(Day::Nothing),
        DayMark::Paused => Some(Day::Paused),
        DayMark::Ahead | DayMark::Outside => None,
    }
}

/// `Week of 26 October`, `This week`.
fn which(first: NaiveDate, current: bool, today: NaiveDate) -> String {
    if current { "This week".to_owned() } else { format!("Week of {}", words::day_of_month(first, today)) }
}

/// `3 of 3 days, kept`
fn said(week: Option<&PracticeWeek>) -> String {
    let Some(week) = week else { return "not part of the plan".to_owned() };
    let (done, required) = (u64::from(week.done), u64::from(week.required));
    let (one, many) = nouns(week.kind);
    let amount = format!("{done} of {}", words::counted(required, one, many));
    match week.status {
        Status::Outside => "not part of the plan".to_owned(),
        Status::Excused if done > 0 => format!("paused, and {} all the same", words::counted(done, one, many)),
        Status::Excused if !week.days.contains(&DayMark::Paused) => "asked nothing yet".to_owned(),
        Status::Excused => "paused".to_owned(),
        Status::Kept => format!("{amount}, kept"),
        Status::Open => format!("{amount}, {}", plan::left(week)),
        Status::Missed => format!("{amount}, not this week"),
        Status::Partial => amount,
    }
}

/// `3 weeks in a row; 9 the longest. One week that was not kept is forgiven.`
fn run_of(run: Run) -> String {
    let weeks = words::counted(run.weeks.into(), "week", "weeks");
    format!("{weeks} in a row; {} the longest. One week that was not kept is forgiven.", run.best)
}

/// `47 sessions, 9 h 12 min in these 12 weeks.`
fn totals(entries: &[Entry], first: NaiveDate, count: u32) -> String {
    let since = &entries[entries.partition_point(|entry| entry.day < first)..];
    let secs: u64 = since.iter().map(|entry| u64::from(entry.active_s)).sum();
    let sessions = words::counted(since.len() as u64, "session", "sessions");
    format!("{sessions}, {} in these {count} weeks.", words::length(Time::from_secs(secs)))
}

fn nouns(kind: TargetKind) -> (&'static str, &'static str) {
    match kind {
        TargetKind::Days => ("day", "days"),
        TargetKind::Sessions => ("session", "sessions"),
        TargetKind::Minutes => ("minute", "minutes"),
        TargetKind::None => ("time", "times"),
    }
}

/// What a target counts: `days, 5 minutes each`.
pub fn unit(kind: TargetKind, min_s: u32) -> String {
    let (_, many) = nouns(kind);
    match (kind, min_s) {
        (TargetKind::Days | TargetKind::Sessions, 1..) => {
            format!("{many}, {} each", words::length(Time::from_secs(min_s.into())))
        }
        _ => many.to_owned(),
    }
}

/// `This week: breathing 6 of 7, stretching 2 of 3, relaxation kept.`
pub fn this_week(rows: &[ChartRow]) -> String {
    let part = |row: &ChartRow| {
        let bar = row.cells.last()?.bar;
        let name = words::inside(&row.name);
        match bar.standing {
            Standing::Kept => Some(format!("{name} kept")),
            Standing::Partly => Some(format!("{name} {} of {}", bar.done, bar.required)),
            Standing::NotYet => Some(format!("{name} from next week")),
            Standing::Excused => Some(format!("{name} paused")),
            Standing::Outside => None,
        }
    };
    let parts: Vec<String> = rows.iter().filter_map(part).collect();
    if parts.is_empty() { "This week asks nothing.".into() } else { format!("This week: {}.", parts.join(", ")) }
}

/// The headline from how many of the last closed weeks that counted were kept. Never one that scolds.
pub fn headline(score: &Score, anything: bool) -> String {
    match (score.kept_of_last_8, score.counted_of_last_8) {
        (_, _) if !anything => "Your weeks will stand here".into(),
        (_, 0) => "Your first week".into(),
        (0, _) => "This week is open".into(),
        (1, 1) => "Kept your first week".into(),
        (kept, counted) if kept == counted => format!("Kept all of the last {counted} weeks that counted"),
        _ => plan::kept(score).unwrap_or_default(),
    }
}

/// The name of every week beneath the bars, thinned out so that none touches the next when a week is `width` wide.
pub fn labels(firsts: &[NaiveDate], width: f32) -> Vec<Option<String>> {
    // What a date takes, and half of what `this week` takes, each with room around.
    const DATE: f32 = 46.0;
    const HALF_LAST: f32 = 30.0;
    // Under a narrow bar the last name does not stand in the middle: it keeps within the row's end.
    let clear = DATE / 2.0 + HALF_LAST.max(2.0 * HALF_LAST - width / 2.0);
    let last = firsts.len().saturating_sub(1);
    let apart = |index: usize| width * f32::from(u8::try_from(last - index).unwrap_or(u8::MAX));
    let step = (1..=firsts.len()).find(|step| width * f32::from(u8::try_from(*step).unwrap_or(u8::MAX)) >= DATE);
    let step = step.unwrap_or(firsts.len().max(1));
    let mut month = None;
    let name = |(index, first): (usize, &NaiveDate)| {
        if index == last {
            return Some("this week".to_owned());
        }
        if !(last - index).is_multiple_of(step) || apart(index) < clear {
            return None;
        }
        let new_month = month.replace(first.month()) != Some(first.month());
        Some(first.format(if new_month { "%-d %b" } else { "%-d" }).to_string())
    };
    firsts.iter().enumerate().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn week(done: u32, required: u32, status: Status) -> PracticeWeek {
        PracticeWeek {
            id: "stretching".into(),
            kind: TargetKind::Days,
            done,
            required,
            minutes: 0,
            available: 7,
            status,
            days_left: 4,
            days_to_add: 4,
            today_adds: true,
            days: [DayMark::Not; 7],
            min_s: 1200,
        }
    }

    fn said(week: &PracticeWeek, current: bool) -> String {
        cell("Stretching", Some(week), date(10, 26), current, date(11, 22)).sentence
    }

    #[test]
    fn a_bar_says_its_week_what_was_done_and_how_it_stands() {
        for (week, sentence) in [
            (week(3, 3, Status::Kept), "Week of 26 October: stretching 3 of 3 days, kept."),
            (week(4, 3, Status::Kept), "Week of 26 October: stretching 4 of 3 days, kept."),
            (week(1, 3, Status::Partial), "Week of 26 October: stretching 1 of 3 days."),
            (week(0, 1, Status::Missed), "Week of 26 October: stretching 0 of 1 day, not this week."),
            (
                PracticeWeek { days: [DayMark::Paused; 7], ..week(0, 0, Status::Excused) },
                "Week of 26 October: stretching paused.",
            ),
            // A first week of which too few days were left.
            (week(0, 0, Status::Excused), "Week of 26 October: stretching asked nothing yet."),
            (week(1, 0, Status::Excused), "Week of 26 October: stretching paused, and 1 day all the same."),
        ] {
            assert_eq!(said(&week, false), sentence);
        }
        let before = cell("Stretching", None, date(10, 26), false, date(11, 22));
        assert_eq!(before.sentence, "Week of 26 October: stretching not part of the plan.");
        assert_eq!(before.bar.standing, Standing::Outside);
    }

    #[test]
    fn the_present_week_says_what_is_left() {
        let open = week(1, 3, Status::Open);
        assert_eq!(said(&open, true), "This week: stretching 1 of 3 days, 2 more, on any 2 of the 4 days left.");
        let minutes = PracticeWeek { kind: TargetKind::Minutes, ..week(30, 60, Status::Open) };
        assert_eq!(said(&minutes, true), "This week: stretching 30 of 60 minutes, 30 more minutes, 4 days left.");
    }

    #[test]
    fn the_line_of_this_week_names_every_practice_that_is_asked() {
        let row = |name: &str, week: Option<PracticeWeek>| ChartRow {
            practice: String::new(),
            name: name.into(),
            unit: String::new(),
            cells: vec![cell(name, week.as_ref(), date(11, 16), true, date(11, 22))],
            picture: Picture::Bars,
        };
        let rows = [
            row("Breathing", Some(week(6, 7, Status::Open))),
            row("Stretching", Some(week(2, 3, Status::Open))),
            row("Relaxation", Some(week(1, 1, Status::Kept))),
            row("Third practice", None),
        ];
        assert_eq!(this_week(&rows), "This week: breathing 6 of 7, stretching 2 of 3, relaxation kept.");
        assert_eq!(this_week(&[]), "This week asks nothing.");
    }

    /// A day of practice of 5 minutes.
    fn breathed(day: NaiveDate) -> Entry {
        Entry {
            planned_s: 300,
            ended: plan::Ended::Finished,
            title: "Daily five".into(),
            ..plan::Entry::by_hand(format!("{day}"), "breathing", day, 300)
        }
    }

    #[test]
    fn weeks_are_those_of_the_plan_and_begin_where_it_begins() {
        // The plan begins on Monday, 9 November; its first week has 7 days of breathing, the present one 2 of 7.
        let plan = plan::default_plan(date(11, 9));
        let days = (9..=15).chain([16, 17]);
        let entries: Vec<Entry> = days.map(|day| breathed(date(11, day))).collect();
        let weeks = Weeks::of(&plan, &entries, date(11, 18), 12);
        assert_eq!(weeks.firsts.len(), 12);
        assert_eq!(weeks.firsts[11], date(11, 16));
        let breathing = &weeks.rows[0];
        assert_eq!((breathing.name.as_str(), breathing.unit.as_str()), ("Breathing", "days, 5 minutes each"));
        let bars: Vec<(u32, u32, Standing)> =
            breathing.cells.iter().map(|cell| (cell.bar.done, cell.bar.required, cell.bar.standing)).collect();
        assert_eq!(bars[9], (0, 0, Standing::Outside));
        assert_eq!(bars[10], (7, 7, Standing::Kept));
        assert_eq!(bars[11], (2, 7, Standing::Partly));
        assert!(breathing.cells[11].bar.current);
        // Monday and Tuesday counted, today is open, the rest is to come.
        let counted = Some(Day::Counted);
        assert_eq!(breathing.cells[11].days, [counted, counted, Some(Day::Today), None, None, None, None]);
        assert_eq!(weeks.totals, "9 sessions, 45 minutes in these 12 weeks.");
        assert!(weeks.run.ends_with("the longest. One week that was not kept is forgiven."), "{}", weeks.run);
        assert_eq!(weeks.this_week, "This week: breathing 2 of 7, stretching 0 of 3.");
        // Stretching was part of the one closed week, and not done: that week is not kept.
        assert_eq!(weeks.headline, "This week is open");
    }

    #[test]
    fn the_headline_counts_and_never_scolds() {
        let of = |kept_of_last_8, counted_of_last_8, anything| {
            headline(&Score { kept_of_last_8, counted_of_last_8, ..Score::default() }, anything)
        };
        assert_eq!(of(6, 8, true), "Kept 6 of the last 8 weeks that counted");
        assert_eq!(of(8, 8, true), "Kept all of the last 8 weeks that counted");
        assert_eq!(of(0, 5, true), "This week is open");
        assert_eq!(of(0, 0, true), "Your first week");
        assert_eq!(of(0, 0, false), "Your weeks will stand here");
    }

    #[test]
    fn a_unit_is_what_the_target_counts() {
        assert_eq!(unit(TargetKind::Days, 300), "days, 5 minutes each");
        assert_eq!(unit(TargetKind::Minutes, 0), "minutes");
        assert_eq!(unit(TargetKind::Sessions, 1200), "sessions, 20 minutes each");
    }

    fn before(present: NaiveDate, count: u64) -> Vec<NaiveDate> {
        (0..count).rev().map(|back| present - chrono::Days::new(7 * back)).collect()
    }

    #[test]
    fn weeks_are_named_by_their_first_day_and_the_month_when_it_is_new() {
        let weeks = before(date(11, 16), 12);
        let named: Vec<String> = labels(&weeks, 62.0).into_iter().flatten().collect();
        assert_eq!(named, ["31 Aug", "7 Sep", "14", "21", "28", "5 Oct", "12", "19", "26", "2 Nov", "9", "this week"]);
    }

    #[test]
    fn narrow_weeks_are_named_less_often_and_the_present_one_always() {
        let weeks = before(date(11, 16), 52);
        // 15 points a week: every fourth is 60 apart, at least 46.
        let named = labels(&weeks, 15.0);
        let places: Vec<usize> = (0..52).filter(|place| named[*place].is_some()).collect();
        // The last date would touch `this week`, which ends where its bar ends: 60 < 23 + 60 − 7.5.
        assert_eq!(places, [3, 7, 11, 15, 19, 23, 27, 31, 35, 39, 43, 51]);
        assert_eq!(named[51].as_deref(), Some("this week"));
    }
}
