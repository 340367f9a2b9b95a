//! Days and weeks: civil dates only, so that no zone and no clock change can double or lose a day.

use chrono::{DateTime, Datelike as _, Days, Duration, FixedOffset, NaiveDate, Weekday};

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
