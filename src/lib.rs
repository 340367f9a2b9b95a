//! Ebb: a private desktop player for guided breathing, relaxation and stretching.
//!
//! Data flows one way; each arrow is a plain value, and nothing reaches back.
//!
//! ```text
//! sessions/*.ron ─read─► Session ─compile─► Timeline ─at(t)─► Moment ─┬─► sound   (ear)
//!                        always valid       exact, total               ├─► pacer   (eye)
//!                                                                      └─► words   (cue, screen reader)
//! output ─heard position─► Player ─► Outcome ─► Entry ─► Journal ─► Week ─► Consistency ─► chart
//!                          transport  once      stored            derived, never stored
//! ```
//!
//! # The map
//!
//! | module | what it is |
//! |---|---|
//! | [`units`] | time, rates and levels as checked types |
//! | [`session`] | the language: what an author can write, and reading it |
//! | [`timeline`] | what happens when; [`timeline::Timeline::at`] is the only place that knows the phase |
//! | [`sound`] | from a timeline and a frame number to stereo samples |
//! | [`output`] | the only sound devices: the stream, the heard position, silence when there is no device |
//! | [`voice`] | sentences as the system's own speech program speaks them, for the output to play |
//! | [`player`] | ready, lead-in, playing, paused, ended: driven by positions, no clock of its own |
//! | [`playback`] | plays one session on a thread of its own: player, output and journal together |
//! | [`ending`] | the end that comes from outside: signals, a terminal or a display that goes |
//! | [`awake`] | keeps the computer awake while a session plays |
//! | [`plan`] | practices, targets, pauses; weeks and consistency |
//! | [`characters`] | which characters a text may have, wherever it comes from |
//! | [`exchange`] | the whole journal as one value: written, read and merged |
//! | [`journal`] | the only SQLite: what was practised, kept |
//! | [`report`] | the weeks as one page that can be printed |
//! | [`papers`] | files of the user's that leave the data folder: never over one of another kind |
//! | [`advice`] | what is said about health, with its sources: when to stop, whom to see, why practice helps |
//! | [`catalogue`] | the only folder reading: shipped and own sessions, and those that did not load |
//! | [`settings`] | what the user chose, in a file a person can read |
//! | [`data`] | where everything Ebb writes lives |
//! | [`inventory`] | every file of that folder: what it is, and what a crash leaves of it |
//! | `child` | how other programs are started: without Ebb's passphrase |
//! | `process` | what the process is told before anything else: no copy of its memory, no bus elsewhere |
//! | [`wake`] | how another thread says that there is something new to be shown |
//! | [`ui`] | the window: its shell, the places, the stage, and the controls they are made of |
//! | [`cli`] | the command line: one file per command |
//!
//! # Words
//!
//! | word | what it means here |
//! |---|---|
//! | session, programme | what an author wrote; the same as it was loaded, with its timeline |
//! | span, moment | a stretch of a timeline in which one thing happens; what is happening at one time |
//! | guide, ambience, cue, voice | what the ear follows; what sounds beneath it; a sign at a turn; what is spoken |
//! | pacer, stage | what the eye follows; the page it is followed on |
//! | order, heard | what the player asks of the output; which order, and which place, reaches the ear |
//! | easing | the same session made easier while it plays |
//! | practice, target, week | what is practised; what the plan asks of it; how a week stands against that |
//! | entry, journal | one thing that was practised; all of them, with the plan, in a file |
//! | keeper, worker | the handle of the thread that has the journal; that thread |
//! | place, screen, job | a page, mostly reached from the rail; what the window shows; work on files away from it |
//!
//! # Invariants
//!
//! 1. The core (`session`, `timeline`, `player`, `plan`, `exchange`, `report`, `characters` and `units`) and the `sound`
//!    are the crates [`ebb_core`] and [`ebb_sound`], which have no window, device, database or file crate to name. Time
//!    comes in as an argument.
//! 2. A [`session::Session`] in memory is valid; a [`timeline::Timeline`] covers `[0, len)` with no gap and no
//!    overlap. After reading, nothing in the core returns an error.
//! 3. Ear, eye and words read the same [`timeline::Moment`].
//! 4. The audio callback does not allocate, lock, log or panic.
//! 5. Nothing derived (week status, runs, scores) is stored.
//! 6. What was practised is in the journal before the screen says so.
//! 7. An unreadable file is reported and kept, never overwritten, and never hides the good ones.
//! 8. No frame of the window is needed for a session to go on.

pub mod advice;
pub mod awake;
pub mod catalogue;
mod child;
pub mod cli;
pub mod data;
pub mod ending;
pub mod inventory;
pub mod journal;
pub mod output;
pub mod papers;
pub mod playback;
mod process;
pub mod settings;
pub mod ui;
pub mod voice;
pub mod wake;

pub use ebb_core::{characters, exchange, plan, player, reading, report, session, timeline, units};
pub use ebb_sound as sound;

/// Counts what is allocated where nothing may be: the audio callback.
#[cfg(test)]
#[global_allocator]
static ALLOCATOR: assert_no_alloc::AllocDisabler = assert_no_alloc::AllocDisabler;
