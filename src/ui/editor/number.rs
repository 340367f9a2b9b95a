//! Numbers as people type them, as the language writes them.
//!
//! Pure. Refuses to know what is in range: that is the reader's.

use crate::session::quoted;
use crate::units::{LengthError, Time};

/// A length in seconds, in any of the ways a [`Time`] is read; with a sign, so that what is below nothing is told to be
/// out of range.
pub(super) fn seconds(typed: &str) -> String {
    let typed = typed.trim();
    let (sign, length) = typed.strip_prefix(['-', '−']).map_or(("", typed), |rest| ("-", rest));
    length.parse().map_or_else(|LengthError| quoted(typed), |length: Time| format!("{sign}{length}"))
}

/// Whether something was typed that is no length.
pub(super) fn is_no_length(typed: &str) -> bool {
    !typed.trim().is_empty() && seconds(typed) == quoted(typed.trim())
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
            ("5 min 30 s", "330"),
            ("1 h", "3600"),
            ("0.25 min", "15"),
            ("30 s", "30"),
            ("-1", "-1"),
        ] {
            assert_eq!(seconds(typed), written, "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_stays_what_it_is() {
        assert!(is_no_length("soon") && !is_no_length("") && !is_no_length("-1") && !is_no_length("5 min 30 s"));
        for typed in ["", "soon", "1:3", "1:75", "4.5.6", "1 2", "9, say: x", "\"", "٣"] {
            assert_eq!(seconds(typed), quoted(typed), "{typed}");
            assert_eq!(plain(typed), quoted(typed), "{typed}");
        }
        assert_eq!(plain("1:30"), "\"1:30\"");
        assert_eq!(plain("12"), "12");
    }
}
