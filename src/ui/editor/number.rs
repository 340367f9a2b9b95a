//! Numbers as people type them, as the language writes them.
//!
//! Pure. Refuses to know what is in range: that is the reader's.

use crate::session::quoted;

/// A length in seconds: `90`, `4.5`, `4,5`, `1:30` or `3 min`.
pub(super) fn seconds(typed: &str) -> String {
    let typed = typed.trim();
    let minutes = ["minutes", "minute", "min", "m"].into_iter().find_map(|unit| typed.strip_suffix(unit));
    let bare = ["seconds", "second", "sec", "s"].into_iter().find_map(|unit| typed.strip_suffix(unit));
    let written = match (minutes, bare) {
        (Some(minutes), _) => decimal(minutes).and_then(|minutes| times_sixty(&minutes)),
        (None, Some(seconds)) => decimal(seconds),
        (None, None) => clock(typed).or_else(|| decimal(typed)),
    };
    written.unwrap_or_else(|| quoted(typed))
}

/// A number without a unit.
pub(super) fn plain(typed: &str) -> String {
    decimal(typed).unwrap_or_else(|| quoted(typed.trim()))
}

/// Digits with at most one point or comma between them, and a sign; `None` for anything else.
fn decimal(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let (sign, digits) = typed.strip_prefix(['-', '−']).map_or(("", typed), |rest| ("-", rest));
    let (whole, part) = digits.split_once(['.', ',']).map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !part.is_none_or(all_digits) || whole.is_empty() && part.is_none_or(str::is_empty) {
        return None;
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    Some(match part.filter(|part| !part.is_empty()) {
        Some(part) => format!("{sign}{whole}.{part}"),
        None => format!("{sign}{whole}"),
    })
}

/// `1:30` and `1:02:03` as seconds.
fn clock(typed: &str) -> Option<String> {
    let parts: Vec<&str> = typed.split(':').map(str::trim).collect();
    let (last, larger) = parts.split_last()?;
    if !(1..=2).contains(&larger.len()) || last.len() < 2 {
        return None;
    }
    let mut whole: u64 = 0;
    for part in larger {
        whole = whole.checked_mul(60)?.checked_add(number(part)?)?;
    }
    let (secs, part) = last.split_once(['.', ',']).map_or((*last, ""), |(secs, part)| (secs, part));
    let secs = number(secs).filter(|secs| *secs < 60)?;
    let whole = whole.checked_mul(60)?.checked_add(secs)?;
    decimal(&if part.is_empty() { whole.to_string() } else { format!("{whole}.{part}") })
}

fn number(digits: &str) -> Option<u64> {
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

/// Minutes as seconds, exactly for up to three decimals.
fn times_sixty(minutes: &str) -> Option<String> {
    let (whole, part) = minutes.split_once('.').unwrap_or((minutes, ""));
    let thousandths = number(&format!("{part:0<3}")).filter(|_| part.len() <= 3)?;
    let millis = number(whole)?.checked_mul(60_000)?.checked_add(thousandths * 60)?;
    decimal(&format!("{}.{:03}", millis / 1000, millis % 1000))
        .map(|secs| secs.trim_end_matches('0').trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_can_be_typed_in_the_ways_people_have() {
        for (typed, written) in [
            ("90", "90"),
            (" 4.5 ", "4.5"),
            ("4,5", "4.5"),
            (".5", "0.5"),
            ("4.", "4"),
            ("007", "7"),
            ("0", "0"),
            ("10", "10"),
            ("1:30", "90"),
            ("3:00", "180"),
            ("1:02:03", "3723"),
            ("0:07.5", "7.5"),
            ("3 min", "180"),
            ("1.5 min", "90"),
            ("10min", "600"),
            ("2 minutes", "120"),
            ("0.25 min", "15"),
            ("30 s", "30"),
            ("-1", "-1"),
        ] {
            assert_eq!(seconds(typed), written, "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_stays_what_it_is() {
        for typed in ["", "soon", "1:3", "1:75", "4.5.6", "1 2", "9, say: x", "\"", "٣"] {
            assert_eq!(seconds(typed), quoted(typed), "{typed}");
            assert_eq!(plain(typed), quoted(typed), "{typed}");
        }
        assert_eq!(plain("1:30"), "\"1:30\"");
        assert_eq!(plain("12"), "12");
    }
}
