//! Lengths, paces, dates and amounts as a person says them.
//!
//! Pure: from values to text. Knows no window.

use chrono::{Datelike as _, NaiveDate};

use crate::session::{Breath, Part, Session, Step};
use crate::units::Time;

/// A length: seconds below a minute and a half, then whole minutes, the nearest.
pub fn length(len: Time) -> String {
    let secs = len.whole_secs();
    if secs < 90 && secs != 60 {
        return counted(secs, "second", "seconds");
    }
    let minutes = (secs + 30) / 60;
    if minutes < 60 {
        return counted(minutes, "minute", "minutes");
    }
    match minutes % 60 {
        0 => counted(minutes / 60, "hour", "hours"),
        rest => format!("{} h {rest} min", minutes / 60),
    }
}

/// A length to the second: `5 minutes`, `6 min 20 s`.
pub fn exact_length(len: Time) -> String {
    let secs = len.whole_secs();
    if secs < 90 || secs.is_multiple_of(60) { length(len) } else { format!("{} min {} s", secs / 60, secs % 60) }
}

/// A number with its noun.
pub fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// What a session asks for, in a few words: `4.5 in, 5.5 out`, `from 2.5 in, 3.5 out to 4 in, 6 out`, `6 poses`.
pub fn pace(session: &Session) -> String {
    let mut seen = Seen::default();
    look(&session.steps, &mut seen);
    let mut parts = Vec::new();
    match seen.paces.as_slice() {
        [] => {}
        [only] => parts.push(breath(*only)),
        [first, .., last] => parts.push(format!("from {} to {}", breath(*first), breath(*last))),
    }
    for (count, one, many) in [
        (seen.poses.len() as u64, "pose", "poses"),
        (seen.groups, "muscle group", "muscle groups"),
        (seen.cues, "step", "steps"),
    ] {
        if count > 0 {
            parts.push(counted(count, one, many));
        }
    }
    parts.join(" · ")
}

/// One breath: its parts in order, those that are there.
pub fn breath(breath: Breath) -> String {
    let there = breath.each().filter(|(_, len)| **len > Time::ZERO);
    there.map(|(kind, len)| part(kind, &tenths(*len))).collect::<Vec<_>>().join(", ")
}

/// A part of a breath that lasts so many seconds: `4 in`, `hold 2`.
pub fn part(part: Part, secs: &str) -> String {
    match part {
        Part::Inhale => format!("{secs} in"),
        Part::TopUp => format!("{secs} more"),
        Part::HoldIn | Part::HoldOut => format!("hold {secs}"),
        Part::Exhale => format!("{secs} out"),
    }
}

/// Seconds to the nearest tenth: nobody breathes more exactly.
pub fn tenths(len: Time) -> String {
    Time::from_millis((len.micros() + 50_000) / 100_000 * 100).to_string()
}

/// How many breaths of this length a minute has, to a tenth: `7.2`, `6`.
pub fn tenth_a_minute(breath: Time) -> String {
    let tenths = (600_000_000 + breath.micros() / 2) / breath.micros().max(1);
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

/// The same with its noun: `7.2 breaths a minute`.
pub fn a_minute(breath: Time) -> String {
    let pace = tenth_a_minute(breath);
    if pace == "1" { "1 breath a minute".to_owned() } else { format!("{pace} breaths a minute") }
}

/// Words of the core as a sentence: with a capital, and with its stop.
pub fn sentence(words: &str) -> String {
    capital(words.trim_end_matches('.')) + "."
}

/// The same beginning with a capital.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[derive(Default)]
struct Seen<'a> {
    /// Different breaths, in order.
    paces: Vec<Breath>,
    /// Different poses.
    poses: Vec<&'a str>,
    groups: u64,
    cues: u64,
}

fn look<'a>(steps: &'a [Step], seen: &mut Seen<'a>) {
    for step in steps {
        match step {
            Step::Breathe(breathe) => {
                for pace in [Some(breathe.breath), breathe.to].into_iter().flatten() {
                    if seen.paces.last() != Some(&pace) {
                        seen.paces.push(pace);
                    }
                }
            }
            Step::Stretch(stretch) if !seen.poses.contains(&stretch.pose.as_str()) => seen.poses.push(&stretch.pose),
            Step::Tense { .. } => seen.groups += 1,
            Step::Cue { .. } => seen.cues += 1,
            Step::Repeat { steps, .. } => look(steps, seen),
            Step::Prepare { .. } | Step::Rest { .. } | Step::Stretch(_) => {}
        }
    }
}

/// What to have at hand for a session, as it goes on after a verb: `a mat, two cushions and a chair.`
pub fn needs(session: &Session) -> Option<String> {
    let (last, others) = session.needs.split_last()?;
    let all = if others.is_empty() { last.clone() } else { format!("{} and {last}", others.join(", ")) };
    Some(format!("{all}."))
}

/// `26 October`, with the year when it is not `today`'s.
pub fn day_of_month(day: NaiveDate, today: NaiveDate) -> String {
    let year = if day.year() == today.year() { "" } else { " %Y" };
    day.format(&format!("%-d %B{year}")).to_string()
}

/// `Today`, `Yesterday`, `Thu 19 Nov`, with the year when it is not `today`'s.
pub fn day(day: NaiveDate, today: NaiveDate) -> String {
    if day == today {
        return "Today".into();
    }
    if today.pred_opt() == Some(day) {
        return "Yesterday".into();
    }
    let form = if day.year() == today.year() { "%a %-d %b" } else { "%-d %b %Y" };
    day.format(form).to_string()
}

/// A practice's name within a sentence: `breathing`; a name with further capitals stays as the user wrote it.
pub fn inside(name: &str) -> String {
    let mut letters = name.chars();
    match letters.next() {
        Some(first) if letters.clone().all(|letter| !letter.is_uppercase()) && name.chars().count() > 1 => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Parts;

    fn shipped(name: &str) -> Session {
        crate::catalogue::Catalogue::shipped().programme(name).unwrap().session.clone()
    }

    #[test]
    fn a_length_is_said_as_one_would() {
        let said = |secs| length(Time::from_secs(secs));
        assert_eq!(
            [said(1), said(45), said(60), said(89), said(90)],
            ["1 second", "45 seconds", "1 minute", "89 seconds", "2 minutes"]
        );
        assert_eq!(exact_length(Time::from_secs(380)), "6 min 20 s");
        assert_eq!([said(300), said(604), said(3600), said(5400)], ["5 minutes", "10 minutes", "1 hour", "1 h 30 min"]);
    }

    #[test]
    fn every_exact_length_is_read_back_and_every_other_to_half_its_last_unit() {
        for secs in (0..20_000).map(Time::from_secs) {
            assert_eq!(exact_length(secs).parse(), Ok(secs));
            let said: Time = length(secs).parse().unwrap();
            assert!(said.max(secs) - said.min(secs) <= Time::from_secs(30), "{}", length(secs));
        }
    }

    #[test]
    fn a_pace_is_said_in_seconds_in_and_out() {
        assert_eq!(pace(&shipped("daily-five")), "4.5 in, 5.5 out");
        assert_eq!(pace(&shipped("slow-down")), "from 2.5 in, 3.5 out to 4 in, 6 out");
        assert_eq!(pace(&shipped("muscle-release-short")), "8 muscle groups");
    }

    #[test]
    fn holds_and_a_second_inhale_are_named() {
        let secs = Time::from_secs;
        assert_eq!(breath(Parts([4, 1, 2, 6, 3].map(secs))), "4 in, 1 more, hold 2, 6 out, hold 3");
        let odd = Parts([5_454_500, 0, 0, 6_000_000, 0].map(Time::from_micros));
        assert_eq!(breath(odd), "5.5 in, 6 out");
    }

    #[test]
    fn days_are_named_from_today() {
        let date = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let today = date(2026, 11, 22);
        assert_eq!(day(today, today), "Today");
        assert_eq!(day(date(2026, 11, 21), today), "Yesterday");
        assert_eq!(day(date(2026, 11, 19), today), "Thu 19 Nov");
        assert_eq!(day(date(2025, 12, 31), today), "31 Dec 2025");
        assert_eq!(day_of_month(date(2026, 10, 26), today), "26 October");
        assert_eq!(day_of_month(date(2025, 10, 27), today), "27 October 2025");
    }

    #[test]
    fn a_practice_is_lower_case_inside_a_sentence_unless_its_user_writes_it_otherwise() {
        assert_eq!(inside("Breathing"), "breathing");
        assert_eq!(inside("Third practice"), "third practice");
        assert_eq!(inside("PT"), "PT");
        assert_eq!(inside(""), "");
    }
}
