//! What Ebb plays and plans, with no window, no device, no database, no file and no clock: values in, values out.
//!
//! ```text
//! bytes ─session::read─► Session ─Timeline::compile─► Timeline ─at(t)─► Moment
//!                                                      └─sound::Renderer─► stereo samples
//! Entry, Plan ─plan::week─► WeekView          Book ─exchange─► JSON, merged
//! ```
//!
//! A session in RON becomes sound in a few lines:
//!
//! ```
//! use std::sync::Arc;
//! use ebb_core::{session, sound::{Mix, Renderer}, timeline::Timeline, units::Hertz};
//!
//! let text = br#"Session(format: 1, title: "A breath", practice: "breathing",
//!     steps: [Breathe(breath: (inhale: 4, exhale: 6), secs: 10)])"#;
//! let session = session::read(text)?;
//! let timeline = Arc::new(Timeline::compile(&session));
//! let mut renderer = Renderer::new(&timeline, Mix::default(), Hertz::DEFAULT);
//! let mut samples = vec![0.0; 2 * 48_000 * 10];
//! renderer.render(&mut samples);
//! assert!(samples.iter().any(|sample| *sample != 0.0));
//! # Ok::<(), session::Problems>(())
//! ```

pub mod characters;
pub mod exchange;
pub mod plan;
pub mod player;
pub mod reading;
pub mod report;
pub mod session;
pub mod sound;
pub mod timeline;
pub mod units;

/// Counts what is allocated where nothing may be: making samples.
#[cfg(test)]
#[global_allocator]
static ALLOCATOR: assert_no_alloc::AllocDisabler = assert_no_alloc::AllocDisabler;
