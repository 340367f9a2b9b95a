//! The minutes of every week, and what was felt before and after: from entries to rows.
//!
//! Claims nothing: a median is the middle of what was noted, not a measure of anything.

use chrono::{Days, NaiveDate};

use crate::plan::Entry;
use crate::units::Time;

use super::super::chart::{Bar, Pair, Standing};
use super::super::words;
use super::{Cell, ChartRow, Picture, which};

/// The minutes of every week. `entries` are in the order of their days.
pub(super) fn minutes(entries: &[Entry], firsts: &[NaiveDate], today: NaiveDate) -> ChartRow {
    let cells = firsts.iter().enumerate().map(|(nth, first)| {
        let of_week = within(entries, *first);
        let secs: u64 = of_week.iter().map(|entry| u64::from(entry.active_s)).sum();
        let done = u32::try_from(secs / 60).unwrap_or(u32::MAX);
        let length = if secs == 0 { "nothing".to_owned() } else { words::length(Time::from_secs(secs)) };
        let sessions = words::counted(of_week.len() as u64, "session", "sessions");
        let said = if of_week.is_empty() { length } else { format!("{length}, {sessions}") };
        let current = nth + 1 == firsts.len();
        let sentence = format!("{}: {said}.", which(*first, current, today));
        Cell { bar: Bar { done, required: 0, standing: Standing::Kept, current }, days: [None; 7], sentence, said }
    });
    ChartRow {
        practice: String::new(),
        name: "Minutes".into(),
        unit: "of all practices".into(),
        cells: cells.collect(),
        picture: Picture::Bars,
    }
}

/// The medians of every week's ratings; `None` where there are none.
pub(super) fn ratings(entries: &[Entry], firsts: &[NaiveDate], today: NaiveDate) -> Option<ChartRow> {
    let mut pairs = Vec::new();
    let mut cells = Vec::new();
    for (nth, first) in firsts.iter().enumerate() {
        let of_week = within(entries, *first);
        let before = median(of_week.iter().filter_map(|entry| entry.before));
        let after = median(of_week.iter().filter_map(|entry| entry.after));
        let said = match (before, after) {
            (None, None) => "nothing rated".to_owned(),
            (Some(before), None) => format!("{before} before"),
            (None, Some(after)) => format!("{after} after"),
            (Some(before), Some(after)) => format!("{before} before, {after} after"),
        };
        let current = nth + 1 == firsts.len();
        let sentence = format!("{}: {said}.", which(*first, current, today));
        let bar = Bar { done: 0, required: 0, standing: Standing::Outside, current };
        pairs.push((before.is_some() || after.is_some()).then_some(Pair { before, after }));
        cells.push(Cell { bar, days: [None; 7], sentence, said });
    }
    pairs.iter().any(Option::is_some).then(|| ChartRow {
        practice: String::new(),
        name: "Ratings".into(),
        unit: "ring before, dot after; 0 to 10".into(),
        cells,
        picture: Picture::Pairs(pairs),
    })
}

/// The entries of the week that begins on `first`.
fn within(entries: &[Entry], first: NaiveDate) -> &[Entry] {
    let after = first + Days::new(7);
    let (from, to) =
        (entries.partition_point(|entry| entry.day < first), entries.partition_point(|entry| entry.day < after));
    &entries[from..to]
}

/// The middle value, of an even number the mean of both in the middle.
fn median(ratings: impl Iterator<Item = u8>) -> Option<f32> {
    let mut all: Vec<u8> = ratings.collect();
    all.sort_unstable();
    let high = *all.get(all.len() / 2)?;
    let low = all[(all.len() - 1) / 2];
    Some(f32::midpoint(low.into(), high.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn rated(date: &str, before: Option<u8>, after: Option<u8>) -> Entry {
        Entry { before, after, ..Entry::by_hand("0".repeat(32), "breathing", day(date), 330) }
    }

    #[test]
    fn a_median_is_the_middle_or_the_mean_of_both_in_the_middle() {
        let of = |all: &[u8]| median(all.iter().copied());
        assert_eq!([of(&[]), of(&[4]), of(&[9, 1, 4]), of(&[7, 4])], [None, Some(4.0), Some(4.0), Some(5.5)]);
    }

    #[test]
    fn weeks_add_up_minutes_and_tell_what_was_felt() {
        let firsts = [day("2026-11-09"), day("2026-11-16")];
        let entries = [
            rated("2026-11-08", Some(10), Some(10)),
            rated("2026-11-16", Some(6), Some(3)),
            rated("2026-11-17", Some(7), None),
            rated("2026-11-22", None, Some(2)),
        ];
        let row = ratings(&entries, &firsts, day("2026-11-22")).unwrap();
        let pair = Pair { before: Some(6.5), after: Some(2.5) };
        assert_eq!(row.picture, Picture::Pairs(vec![None, Some(pair)]));
        assert_eq!(row.cells[0].sentence, "Week of 9 November: nothing rated.");
        assert_eq!(row.cells[1].sentence, "This week: 6.5 before, 2.5 after.");
        // Three times 5 min 30 s are 16 min 30 s.
        let minutes = minutes(&entries, &firsts, day("2026-11-22"));
        assert_eq!(minutes.cells.iter().map(|cell| cell.bar.done).collect::<Vec<_>>(), [0, 16]);
        assert_eq!(minutes.cells[0].sentence, "Week of 9 November: nothing.");
        assert_eq!(minutes.cells[1].sentence, "This week: 17 minutes, 3 sessions.");
        assert_eq!(ratings(&entries[..1], &firsts, day("2026-11-22")), None);
    }
}
