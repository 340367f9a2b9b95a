//! What is wrong with a settings file, as a person is told: the place, what was found, what is possible.
//!
//! Knows the names of the settings and the errors of the RON reader; refuses to know where the file is.

use std::fmt::Display;
use std::ops::RangeInclusive;

use ron::error::{Error, Position, SpannedError};

use super::{LEAD_IN_S, LOCK_AFTER_MIN, Motion, PERCENT, SOUND_DELAY_MS, TEXT_PERCENT, Theme};
use crate::session::nearest::nearest;
use crate::session::{Ambience, Guide, Named as _, Pacer};

/// A setting by its name, and what it can be.
type Setting = (&'static str, fn() -> String);

/// Every setting.
const POSSIBLE: [Setting; 26] = [
    ("pacer", Pacer::any),
    ("guide", Guide::any),
    ("ambience", Ambience::any),
    ("volume_percent", percent),
    ("guide_percent", percent),
    ("cues_percent", percent),
    ("ambience_percent", percent),
    ("voice_percent", percent),
    ("muted", switch),
    ("voice", switch),
    ("voice_name", quoted),
    ("sound_device", quoted),
    ("pause_when_moved", switch),
    ("sound_delay_ms", || whole(&SOUND_DELAY_MS)),
    ("lead_in_s", || whole(&LEAD_IN_S)),
    ("leave_out_pelvis", switch),
    ("ratings", switch),
    ("announce", switch),
    ("run_of_weeks", switch),
    ("numbers", switch),
    ("lock_after_min", || whole(&LOCK_AFTER_MIN)),
    ("lock_on_minimise", switch),
    ("theme", Theme::any),
    ("text_percent", || whole(&TEXT_PERCENT)),
    ("motion", Motion::any),
    ("safety_seen", switch),
];

fn percent() -> String {
    whole(&PERCENT)
}

fn switch() -> String {
    "true or false".to_owned()
}

fn quoted() -> String {
    "a name in quotes, or None".to_owned()
}

fn whole<T: Display>(range: &RangeInclusive<T>) -> String {
    format!("a whole number from {} to {}", range.start(), range.end())
}

/// The sentence for a file that is not settings at all, or has something in it that no setting can be.
pub(super) fn of(text: &str, error: &SpannedError) -> String {
    let begin = offset(text, &error.span.start);
    let end = offset(text, &error.span.end).max(begin);
    match &error.code {
        Error::NoSuchStructField { found, .. } => no_such(text, found, begin),
        Error::DuplicateStructField { field, .. } => {
            let again = last_place(text, field).unwrap_or(begin);
            format!("{}: {field} stands here a second time", place(text, again))
        }
        code if is_of_a_value(code) => match value_at(text, end) {
            Some(((name, possible), at)) => not_possible(text, name, &possible(), at),
            None => unreadable(text, end),
        },
        _ => unreadable(text, end),
    }
}

/// The sentence for a number that is none of those a setting can be.
pub(super) fn out_of_range(text: &str, name: &str, value: i64) -> String {
    let known = POSSIBLE.iter().find(|(known, _)| *known == name);
    let possible = known.map_or_else(|| "another number".to_owned(), |(_, possible)| possible());
    match last_place(text, name).and_then(|at| value_after(text, at + name.len())) {
        Some(at) => not_possible(text, name, &possible, at),
        None => format!("{name} is {value}, but it can only be {possible}"),
    }
}

/// Whether a value was found where one belongs, but not one of the right kind.
fn is_of_a_value(code: &Error) -> bool {
    matches!(
        code,
        Error::ExpectedBoolean
            | Error::ExpectedInteger
            | Error::ExpectedString
            | Error::ExpectedOption
            | Error::ExpectedIdentifier
            | Error::FloatUnderscore
            | Error::UnderscoreAtBeginning
            | Error::IntegerOutOfBounds
            | Error::InvalidIntegerDigit { .. }
            | Error::InvalidIdentifier(_)
            | Error::SuggestRawIdentifier(_)
            | Error::UnexpectedChar(_)
            | Error::ExpectedComma
            | Error::ExpectedStructLikeEnd
            | Error::InvalidValueForType { .. }
            | Error::NoSuchEnumVariant { .. }
            | Error::Message(_)
    )
}

fn no_such(text: &str, found: &str, near: usize) -> String {
    let names = POSSIBLE.iter().map(|(name, _)| *name);
    let meant = match nearest(found, names.clone()) {
        Some(name) => format!("did you mean {name}?"),
        None => format!("there are {}", names.collect::<Vec<_>>().join(", ")),
    };
    let at = last_place(text, found).unwrap_or(near);
    format!("{}: no setting is called {}; {meant}", place(text, at), short(found))
}

fn not_possible(text: &str, name: &str, possible: &str, at: usize) -> String {
    let found = short(value(&text[at..]));
    format!("{}: {name} is {found}, but it can only be {possible}", place(text, at))
}

fn unreadable(text: &str, at: usize) -> String {
    let rest = text[at..].trim_start();
    let at = text.len() - rest.len();
    if rest.is_empty() {
        return format!("{}: the file ends here, before its closing bracket", place(text, text.trim_end().len()));
    }
    let found = short(rest.lines().next().unwrap_or(rest));
    format!("{}: a comma, a colon or a bracket is missing or too many at {found}", place(text, at))
}

/// The last setting whose value begins at or before `at`, and where it begins.
fn value_at(text: &str, at: usize) -> Option<(Setting, usize)> {
    let begins = |setting: Setting| {
        let named = last_place(&text[..at], setting.0)?;
        // What the reader stumbles over may lie behind the value, but not in another line.
        let value = value_after(text, named + setting.0.len())?;
        (value <= at && !text[value..at].contains('\n')).then_some((setting, value))
    };
    POSSIBLE.into_iter().filter_map(begins).max_by_key(|(_, value)| *value)
}

/// Where a name stands last, as a whole word with a colon behind it.
fn last_place(text: &str, name: &str) -> Option<usize> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let whole = |(at, _): &(usize, &str)| {
        let before = text[..*at].chars().next_back().is_none_or(|c| !is_word(c));
        before && text[at + name.len()..].trim_start().starts_with(':')
    };
    text.rmatch_indices(name).find(whole).map(|(at, _)| at)
}

/// Where the value behind a name begins.
fn value_after(text: &str, named: usize) -> Option<usize> {
    let rest = text[named..].trim_start().strip_prefix(':')?.trim_start();
    Some(text.len() - rest.len())
}

/// What stands at the beginning of `rest`, up to the end of a value.
fn value(rest: &str) -> &str {
    let end = match rest.strip_prefix('"').and_then(|quoted| quoted.find('"')) {
        Some(close) => close + 2,
        None => rest.find([',', ')', '\n']).unwrap_or(rest.len()),
    };
    rest[..end].trim_end()
}

/// At most thirty characters, none of them invisible.
fn short(found: &str) -> String {
    let plain: String = found.chars().filter(|c| !c.is_control()).take(30).collect();
    match plain.trim() {
        "" => "nothing".to_owned(),
        found => found.to_owned(),
    }
}

fn place(text: &str, at: usize) -> String {
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
    format!("line {line}, column {column}")
}

/// Where RON's line and column stand, in bytes.
fn offset(text: &str, place: &Position) -> usize {
    let line: usize = text.split_inclusive('\n').take(place.line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[line..];
    line + rest.char_indices().nth(place.col.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::super::Settings;
    use super::*;

    fn wrong(text: &str) -> String {
        Settings::read(text).unwrap_err()
    }

    #[test]
    fn what_no_setting_can_be_is_told_with_its_place_and_what_is_possible() {
        for (text, said) in [
            (
                "(\n    theme: Purple,\n)",
                "line 2, column 12: theme is Purple, but it can only be System, Light, Dusk or Contrast",
            ),
            ("(theme: 3)", "line 1, column 9: theme is 3, but it can only be System, Light, Dusk or Contrast"),
            (
                "(guide: Gong, voice: true)",
                "line 1, column 9: guide is Gong, but it can only be Tide, TwoTones, Bells, Pulse or Silent",
            ),
            (
                "(volume_percent: \"loud\")",
                "line 1, column 18: volume_percent is \"loud\", but it can only be a whole number from 0 to 100",
            ),
            (
                "(volume_percent: 120)",
                "line 1, column 18: volume_percent is 120, but it can only be a whole number from 0 to 100",
            ),
            (
                "(volume_percent: -5)",
                "line 1, column 18: volume_percent is -5, but it can only be a whole number from 0 to 100",
            ),
            (
                "(volume_percent: 5.5)",
                "line 1, column 18: volume_percent is 5.5, but it can only be a whole number from 0 to 100",
            ),
            (
                "(volume_percent: 99999999999)",
                "line 1, column 18: volume_percent is 99999999999, but it can only be a whole number from 0 to 100",
            ),
            (
                "(guide_percent: 5,\n sound_delay_ms: 501)",
                "line 2, column 18: sound_delay_ms is 501, but it can only be a whole number from -100 to 500",
            ),
            ("(lead_in_s: 31)", "line 1, column 13: lead_in_s is 31, but it can only be a whole number from 0 to 30"),
            ("(muted: yes)", "line 1, column 9: muted is yes, but it can only be true or false"),
            ("(sound_device: 7)", "line 1, column 16: sound_device is 7, but it can only be a name in quotes, or None"),
        ] {
            assert_eq!(wrong(text), said, "{text}");
        }
    }

    #[test]
    fn names_that_do_not_exist_or_stand_twice_are_told_with_their_place() {
        assert_eq!(
            wrong("(theme: Dusk,\n volume_percnt: 3)"),
            "line 2, column 2: no setting is called volume_percnt; did you mean volume_percent?"
        );
        assert!(
            wrong("(zebra: 3)").starts_with("line 1, column 2: no setting is called zebra; there are pacer, guide,")
        );
        assert_eq!(wrong("(muted: true,\n muted: false)"), "line 2, column 2: muted stands here a second time");
    }

    #[test]
    fn a_file_with_broken_brackets_is_told_so_in_words() {
        assert_eq!(
            wrong("(muted: true\n voice: true)"),
            "line 2, column 2: a comma, a colon or a bracket is missing or too many at voice: true)"
        );
        assert_eq!(wrong("(muted: true,\n"), "line 1, column 14: the file ends here, before its closing bracket");
        assert_eq!(wrong(""), "line 1, column 1: the file ends here, before its closing bracket");
    }

    #[test]
    fn every_setting_stands_in_the_table_of_what_is_possible() {
        let text = ron::ser::to_string_pretty(&Settings::default(), ron::ser::PrettyConfig::new()).unwrap();
        let written: Vec<&str> = text.lines().filter_map(|line| Some(line.split_once(':')?.0.trim())).collect();
        assert_eq!(written, POSSIBLE.map(|(name, _)| name));
    }

    #[test]
    fn a_device_is_written_with_or_without_some() {
        for text in ["(sound_device: \"Headphones\")", "(sound_device: Some(\"Headphones\"))"] {
            assert_eq!(Settings::read(text).unwrap().sound_device.as_deref(), Some("Headphones"), "{text}");
        }
        assert_eq!(Settings::read("(sound_device: None)").unwrap().sound_device, None);
    }

    proptest::proptest! {
        #[test]
        fn whatever_a_file_holds_reading_it_ends_with_settings_or_a_sentence(text in "[(]?(theme|guide|muted|voice_percent|[a-zé_]{1,9})?[: ]{0,2}[\\PC\n\"]{0,40}[,)]{0,2}") {
            if let Err(said) = Settings::read(&text) {
                proptest::prop_assert!(said.starts_with("line "), "{said}");
            }
        }
    }
}
