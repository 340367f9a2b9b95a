//! One thing that was practised, as the journal keeps it and scripts read it.

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};
use serde::{Deserialize, Serialize, Serializer};

use super::field;

/// A session that was played, or practice written down by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// 32 hex digits.
    #[serde(deserialize_with = "field::id")]
    pub id: String,
    /// The practice's id, whether the plan has it or not.
    #[serde(deserialize_with = "field::practice_id")]
    pub practice: String,
    /// The practice day, fixed when the session began: no zone, clock change or later setting moves it.
    #[serde(deserialize_with = "field::day")]
    pub day: NaiveDate,
    /// When it began, with the offset then in force; `None` when written by hand.
    #[serde(default, serialize_with = "in_figures", deserialize_with = "field::maybe_start")]
    pub start: Option<DateTime<FixedOffset>>,
    /// Whole seconds of the timeline, outside Prepare, that were played.
    #[serde(deserialize_with = "field::seconds")]
    pub active_s: u32,
    /// Whole seconds of practice the session asked for; 0 when written by hand.
    #[serde(default, deserialize_with = "field::seconds")]
    pub planned_s: u32,
    /// How it ended.
    pub ended: Ended,
    /// Why it was stopped, if that was asked.
    #[serde(default)]
    pub reason: Option<Reason>,
    /// What it was stopped in the midst of, and on which side: `figure four, left`. Empty unless it was stopped. Private.
    #[serde(default, deserialize_with = "field::during")]
    pub during: String,
    /// Whether it counts.
    #[serde(default)]
    pub credited: Credited,
    /// The highest level of easing that was in force, 0–4.
    #[serde(default, deserialize_with = "field::eased")]
    pub eased: u8,
    /// Whether the wall clock and the monotonic one differed by more than two minutes.
    #[serde(default)]
    pub clock_jump: bool,
    /// A rating before, 0–10. Private.
    #[serde(default, deserialize_with = "field::rating")]
    pub before: Option<u8>,
    /// A rating after, 0–10. Private.
    #[serde(default, deserialize_with = "field::rating")]
    pub after: Option<u8>,
    /// Private.
    #[serde(default, deserialize_with = "field::note")]
    pub note: String,
    /// The session's title then.
    #[serde(default, deserialize_with = "field::title")]
    pub title: String,
    /// SHA-256 of the session's file then, hex.
    #[serde(default, deserialize_with = "field::hash")]
    pub hash: String,
    /// Raised by every edit; the higher wins a merge.
    #[serde(default = "super::first_rev", deserialize_with = "field::revision")]
    pub rev: u64,
    /// Eight hex digits of the journal that wrote this revision.
    #[serde(default = "super::no_device", deserialize_with = "field::device")]
    pub device: String,
    /// A tombstone: kept so that a deletion travels.
    #[serde(default)]
    pub deleted: bool,
}

impl Entry {
    /// Practice written down by hand: what is not known is left empty.
    pub fn by_hand(id: String, practice: &str, day: NaiveDate, active_s: u32) -> Self {
        Self {
            id,
            practice: practice.to_owned(),
            day,
            start: None,
            active_s,
            planned_s: 0,
            ended: Ended::Manual,
            reason: None,
            during: String::new(),
            credited: Credited::Auto,
            eased: 0,
            clock_jump: false,
            before: None,
            after: None,
            note: String::new(),
            title: String::new(),
            hash: String::new(),
            rev: super::first_rev(),
            device: super::no_device(),
            deleted: false,
        }
    }
}

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ended {
    /// Its end was heard, whatever was skipped before it.
    Finished,
    /// The user stopped it.
    Stopped,
    /// The user went past its last step.
    Skipped,
    /// The program ended while it played.
    Interrupted,
    /// It was written down by hand.
    Manual,
}

/// Why a session was stopped. Private.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reason {
    /// It hurt.
    Pain,
    /// Dizzy or tingling.
    Dizzy,
    /// Too much right now.
    Distress,
    /// Tired.
    Tired,
    /// Something else.
    Other,
    /// Asked, and not answered: never told as a reason.
    Unsaid,
}

impl Reason {
    /// Whether the practice is left alone for the rest of the day: also where it may have hurt.
    pub fn asks_for_rest(self) -> bool {
        self.is_unwell() || self == Self::Unsaid
    }

    /// Whether it was said that it did not do well: then nothing is counted before the person, and nothing leads back.
    pub fn is_unwell(self) -> bool {
        matches!(self, Self::Pain | Self::Dizzy | Self::Distress)
    }
}

/// Whether an entry counts towards its target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Credited {
    /// By the target's rule.
    #[default]
    Auto,
    /// Yes, the user said so.
    Yes,
    /// No, the user said so.
    No,
}

/// A wall clock with its offset in figures, `2026-11-22T08:00:00+01:00`, also where that is zero.
#[expect(clippy::ref_option, reason = "serde hands a field over in this way")]
pub(crate) fn in_figures<S: Serializer>(moment: &Option<DateTime<FixedOffset>>, to: S) -> Result<S::Ok, S::Error> {
    moment.map(|moment| moment.to_rfc3339_opts(SecondsFormat::Secs, false)).serialize(to)
}
