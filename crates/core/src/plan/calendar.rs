//! Days and weeks: civil dates only, so that no zone and no clock change can double or lose a day.

use chrono::{DateTime, Datelike as _, Days, Duration, FixedOffset, NaiveDate, Weekday};

/// Years in which a day may lie. Outside of them there is no practice, and weeks must be computable on both sides.
pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;

/// Why a text is no day, as a sentence without its full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoDayError {
    /// It has not the form of one.
    #[error("a date is written as year-month-day, such as 2026-11-30")]
    Form,
    /// It has, but the calendar has no such month or day.
    #[error("there is no {0}")]
    NotThere(String),
    /// It is too far away.
    #[error("a date lies in the years 1900 to 2999")]
    Years,
}

/// A day as it is written: `2026-11-30`, or without the zeros.
///
/// # Errors
/// Why it is none.
pub fn parse_day(written: &str) -> Result<NaiveDate, NoDayError> {
    let mut parts = written.split('-').map(|part| {
        let is_plain = !part.is_empty() && part.len() <= 9 && part.bytes().all(|byte| byte.is_ascii_digit());
        if is_plain { part.parse::<u32>().ok() } else { None }
    });
    let mut part = || parts.next().flatten().ok_or(NoDayError::Form);
    let (year, month, day) = (part()?, part()?, part()?);
    if parts.next().is_some() {
        return Err(NoDayError::Form);
    }
    let year = i32::try_from(year).ok().filter(|year| YEARS.contains(year)).ok_or(NoDayError::Years)?;
    let Some(first) = NaiveDate::from_ymd_opt(year, month, 1) else {
        return Err(NoDayError::NotThere(format!("month {month}")));
    };
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| {
        // In other years there is one.
        let of = if (month, day) == (2, 29) { format!(" {year}") } else { String::new() };
        NoDayError::NotThere(format!("{day} {}{of}", first.format("%B")))
    })
}

/// The practice day of a session that begins at `start`: the date of the wall clock, less the time after midnight at
/// which a day begins.
pub fn practice_day(start: DateTime<FixedOffset>, day_start_min: u16) -> NaiveDate {
    (start.naive_local() - Duration::minutes(day_start_min.into())).date()
}

/// The first day of the week that holds `day`.
pub fn week_of(day: NaiveDate, week_start: Weekday) -> NaiveDate {
    day - Days::new(day.weekday().days_since(week_start).into())
}

/// The seven days of the week that begins on `first`.
pub fn days_of(first: NaiveDate) -> [NaiveDate; 7] {
    let mut day = first;
    std::array::from_fn(|_| {
        let this = day;
        day = this + Days::new(1);
        this
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_or_told_why_it_is_none() {
        let told = |written: &str| parse_day(written).map_or_else(|why| why.to_string(), |day| day.to_string());
        assert_eq!(
            [told("2026-11-30"), told("2028-2-9"), told("2028-02-29")],
            ["2026-11-30", "2028-02-09", "2028-02-29"]
        );
        assert_eq!([told("2026-02-30"), told("2026-4-31")], ["there is no 30 February", "there is no 31 April"]);
        assert_eq!(
            [told("2026-02-29"), told("2100-02-29")],
            ["there is no 29 February 2026", "there is no 29 February 2100"]
        );
        assert_eq!([told("2026-13-01"), told("2026-00-10")], ["there is no month 13", "there is no month 0"]);
        for far in ["1899-12-31", "3000-01-01", "999999999-01-01"] {
            assert_eq!(told(far), NoDayError::Years.to_string(), "{far}");
        }
        for none in [
            "",
            "30.11.2026",
            "tomorrow",
            "2026-11",
            "2026-11-30-1",
            "-2026-11-30",
            "2026-1x-3",
            "+2026-11-30",
            "4294967296-1-1",
        ] {
            assert_eq!(told(none), NoDayError::Form.to_string(), "{none}");
        }
    }

    fn day(start: &str, day_start_min: u16) -> String {
        practice_day(DateTime::parse_from_rfc3339(start).unwrap(), day_start_min).to_string()
    }

    #[test]
    fn a_day_begins_at_four_in_the_morning() {
        assert_eq!(day("2026-03-10T01:30:00+01:00", 240), "2026-03-09");
        assert_eq!(day("2026-03-10T04:00:00+01:00", 240), "2026-03-10");
        assert_eq!(day("2026-03-10T00:10:00+01:00", 0), "2026-03-10");
    }

    #[test]
    fn clock_changes_move_no_day() {
        assert_eq!(day("2026-03-29T03:30:00+02:00", 240), "2026-03-28");
        assert_eq!(day("2026-03-29T04:10:00+02:00", 240), "2026-03-29");
        // The hour that comes twice, both times.
        assert_eq!(day("2026-10-25T02:30:00+02:00", 240), "2026-10-24");
        assert_eq!(day("2026-10-25T02:30:00+01:00", 240), "2026-10-24");
    }

    #[test]
    fn travel_keeps_the_date_of_the_place() {
        assert_eq!(day("2026-06-23T22:00:00+09:00", 240), "2026-06-23");
        assert_eq!(day("2026-06-23T21:00:00-07:00", 240), "2026-06-23");
    }

    #[test]
    fn a_week_begins_on_any_day_and_has_seven() {
        let sunday = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        assert_eq!(week_of(sunday, Weekday::Mon).to_string(), "2026-11-16");
        assert_eq!(week_of(sunday, Weekday::Sun).to_string(), "2026-11-22");
        assert_eq!(week_of(sunday, Weekday::Sat).to_string(), "2026-11-21");
        // The week of the clock change in Berlin has 169 hours and seven days.
        let days = days_of(NaiveDate::from_ymd_opt(2026, 10, 19).unwrap());
        assert_eq!((days[0].to_string(), days[6].to_string()), ("2026-10-19".into(), "2026-10-25".into()));
    }
}
