//! What a field of a record may hold: every limit and its wording, once. Records are read through these, from a file
//! and from a form alike; refuses to know where in a file a value stands. What several fields must be together is a
//! [`rule`](super::rule).

use std::fmt::Display;

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, Timelike as _};
use serde::de::{Deserialize, Deserializer, Error};

use super::calendar::{YEARS, parse_day};
use crate::characters::unfit;
use crate::session::limits::{TITLE, is_name};

/// Characters of a practice's name.
const NAME: usize = 60;
/// Characters of a line: the text of a goal, a step, a support; a pause's reason.
const LINE: usize = 500;
/// Characters of what was done when a session was stopped: a pose and a side.
const DURING: usize = 80;
/// Characters of a note.
const NOTE: usize = 10_000;
/// Seconds of an entry: a week of them. No session comes near, whatever is played again.
const LONGEST_S: u32 = 604_800;
/// The most a target may ask: every minute of a week.
pub(super) const MOST: u32 = 10_080;
/// Seconds of a day.
pub(super) const DAY_S: u32 = 86_400;
/// The latest that a practice day may begin, in minutes after midnight.
pub(crate) const LATEST_DAY_START: u16 = 360;
/// The highest revision: a number that every reader of JSON takes whole.
const NEWEST: u64 = (1 << 53) - 1;

pub(super) fn practice_id<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let id = String::deserialize(from)?;
    if is_name(&id) {
        Ok(id)
    } else {
        Err(wrong("a practice's id is 1–64 of the characters a–z, 0–9 and -", &id))
    }
}

pub(super) fn maybe_practice_id<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    struct Id(String);
    impl<'de> Deserialize<'de> for Id {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            practice_id(from).map(Self)
        }
    }
    Ok(Option::<Id>::deserialize(from)?.map(|id| id.0))
}

pub(super) fn id<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let id = String::deserialize(from)?;
    if id.len() == 32 && is_hex(&id) { Ok(id) } else { Err(wrong("an id is 32 hex digits in lower case", &id)) }
}

pub(super) fn device<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let device = String::deserialize(from)?;
    let good = device.len() == 8 && is_hex(&device);
    if good { Ok(device) } else { Err(wrong("a device is 8 hex digits in lower case", &device)) }
}

pub(super) fn hash<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let hash = String::deserialize(from)?;
    let good = hash.len() <= 64 && is_hex(&hash);
    if good { Ok(hash) } else { Err(wrong("a hash is at most 64 hex digits in lower case", &hash)) }
}

pub(super) fn revision<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    let rev = u64::deserialize(from)?;
    if (1..=NEWEST).contains(&rev) { Ok(rev) } else { Err(wrong("rev is 1 or more, up to 2^53 − 1", rev)) }
}

pub(super) fn day<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    let written = String::deserialize(from)?;
    parse_day(&written).map_err(|why| wrong(&why.to_string(), written))
}

pub(super) fn maybe_day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    struct Day(NaiveDate);
    impl<'de> Deserialize<'de> for Day {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            day(from).map(Self)
        }
    }
    Ok(Option::<Day>::deserialize(from)?.map(|day| day.0))
}

/// To the whole second.
pub(super) fn maybe_start<'de, D: Deserializer<'de>>(from: D) -> Result<Option<DateTime<FixedOffset>>, D::Error> {
    let Some(start) = Option::<DateTime<FixedOffset>>::deserialize(from)? else { return Ok(None) };
    let fits = YEARS.contains(&start.year());
    let start = start.with_nanosecond(0).filter(|_| fits);
    start.map(Some).ok_or_else(|| Error::custom("a start lies in the years 1900–2999"))
}

pub(super) fn seconds<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    at_most(from, LONGEST_S, "seconds of an entry are 0–604800, a week's")
}

pub(super) fn least_seconds<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    at_most(from, DAY_S, "min_s is 0–86400, a day's seconds")
}

pub(super) fn amount<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    at_most(from, MOST, "an amount is 0–10080")
}

pub(super) fn percent<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    at_most(from, 100, "credit_percent is 0–100")
}

pub(super) fn eased<'de, D: Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
    let eased = u8::deserialize(from)?;
    if eased <= 4 { Ok(eased) } else { Err(wrong("eased is 0–4", eased)) }
}

pub(super) fn rating<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u8>, D::Error> {
    match Option::<u8>::deserialize(from)? {
        Some(rating) if rating > 10 => Err(wrong("a rating is 0–10 or null", rating)),
        rating => Ok(rating),
    }
}

pub(super) fn name<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    one_line(from, NAME, "a name")
}

pub(super) fn during<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    one_line(from, DURING, "what it was stopped during")
}

pub(super) fn line<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    text(from, LINE, "this text")
}

pub(super) fn note<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    text(from, NOTE, "a note")
}

pub(super) fn title<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    text(from, TITLE.most, "a title")
}

fn one_line<'de, D: Deserializer<'de>>(from: D, most: usize, what: &str) -> Result<String, D::Error> {
    let text = text(from, most, what)?;
    if text.contains('\n') { Err(Error::custom(format_args!("{what} is one line"))) } else { Ok(text) }
}

fn text<'de, D: Deserializer<'de>>(from: D, most: usize, what: &str) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    let found = text.chars().count();
    if found > most {
        return Err(wrong(&format!("{what} has at most {most} characters"), found));
    }
    match unfit(&text) {
        Some(unfit) => Err(Error::custom(format_args!("{what} must have {unfit}"))),
        None => Ok(text),
    }
}

fn at_most<'de, D: Deserializer<'de>>(from: D, most: u32, rule: &str) -> Result<u32, D::Error> {
    let number = u32::deserialize(from)?;
    if number <= most { Ok(number) } else { Err(wrong(rule, number)) }
}

fn wrong<E: Error>(rule: &str, found: impl Display) -> E {
    E::custom(format_args!("{rule}; found {found:.100}"))
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
