//! What Ebb plays and plans, with no window, no device, no database, no file and no clock: values in, values out.
//!
//! ```text
//! bytes ─session::read─► Session ─Timeline::compile─► Timeline ─at(t)─► Moment
//! Entry, Plan ─plan::week─► WeekView          Book ─exchange─► JSON, merged
//! ```
//!
//! What a session in RON asks for at a moment of it, in a few lines:
//!
//! ```
//! use ebb_core::{session, timeline::Timeline, units::Time};
//!
//! let text = br#"Session(format: 1, title: "A breath", practice: "breathing",
//!     steps: [Breathe(breath: (inhale: 4, exhale: 6), secs: 10)])"#;
//! let timeline = Timeline::compile(&session::read(text)?);
//! let breathing_out = timeline.at(Time::from_secs(7));
//! assert_eq!(breathing_out.left(), Time::from_secs(3));
//! # Ok::<(), session::Problems>(())
//! ```

pub mod characters;
pub mod exchange;
pub mod plan;
pub mod player;
pub mod reading;
pub mod report;
pub mod session;
pub mod timeline;
pub mod units;
