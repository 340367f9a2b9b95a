//! A day that is written, or stepped to. Knows no clock: today comes with the call.

use chrono::{Datelike as _, Days, NaiveDate};
use eframe::egui::Ui;

use super::super::theme::{Palette, Type, space};
use super::super::words::sentence;
use super::write::{refused, stepping};
use super::{gap, text};
use crate::plan::{YEARS, parse_day};

/// The width of the field: ten figures and their room.
const FIELD: f32 = 140.0;

/// A day as it is written into a field: `2026-11-30`.
pub fn day_written(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// The day that is written; none where nothing is.
///
/// # Errors
/// Why it is no day, as a sentence.
pub fn written_day(written: &str) -> Result<Option<NaiveDate>, String> {
    match written.trim() {
        "" => Ok(None),
        written => parse_day(written).map(Some).map_err(|why| sentence(&why.to_string())),
    }
}

/// A day to be written, with − and + for a day earlier and later (↓ and ↑ in the field do the same); true when it
/// changed. Below it stands the day in words, or why it is none; where nothing is written, `empty`. What is stepped
/// from nothing begins at `today`. [`written_day`] reads it.
pub fn date(ui: &mut Ui, name: &str, written: &mut String, empty: &str, today: NaiveDate) -> bool {
    let before = written.clone();
    let palette = Palette::of(ui);
    let by = stepping(ui, name, ("a day earlier", "a day later"), written, FIELD, "date");
    if by != 0 {
        *written = stepped(written, by, today);
    }
    match written_day(written) {
        Ok(Some(day)) => drop(text(ui, Type::Note, palette.quiet, &day.format("%A %-d %B %Y").to_string())),
        Ok(None) => drop(text(ui, Type::Note, palette.quiet, empty)),
        Err(why) => refused(ui, &why),
    }
    gap(ui, space::HAIR);
    before != *written
}

/// The day before or after what is written; today where that is no day.
fn stepped(written: &str, by: i8, today: NaiveDate) -> String {
    let Ok(Some(day)) = written_day(written) else { return day_written(today) };
    let one = Days::new(1);
    let next = if by < 0 { day.checked_sub_days(one) } else { day.checked_add_days(one) };
    day_written(next.filter(|next| YEARS.contains(&next.year())).unwrap_or(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_is_read_as_it_is_written() {
        assert_eq!(written_day(&day_written(day("2026-11-30"))), Ok(Some(day("2026-11-30"))));
        assert_eq!(written_day(" 2026-1-2 "), Ok(Some(day("2026-01-02"))));
        assert_eq!(written_day("  "), Ok(None));
        assert_eq!(written_day("2026-02-30"), Err("There is no 30 February.".to_owned()));
        assert_eq!(written_day("soon").unwrap_err(), "A date is written as year-month-day, such as 2026-11-30.");
    }

    #[test]
    fn steps_go_over_months_begin_at_today_and_stay_in_their_years() {
        let today = day("2026-11-22");
        assert_eq!(stepped("2026-11-30", 1, today), "2026-12-01");
        assert_eq!(stepped("2026-03-01", -1, today), "2026-02-28");
        assert_eq!([stepped("", -1, today), stepped("?", 1, today)], ["2026-11-22"; 2]);
        assert_eq!(stepped("1900-01-01", -1, today), "1900-01-01");
        assert_eq!(stepped("2999-12-31", 1, today), "2999-12-31");
    }
}
