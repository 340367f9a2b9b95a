//! What the supervisor needs of a machine with sound devices: the seam at which a test puts its own.
//!
//! Knows no cpal.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::clock::Clock;
use super::engine::{Engine, Timing};
use super::shared::Shared;
use crate::units::Hertz;

/// Plays through a device. Every call may hang.
pub(super) trait Backend: Send + Sync {
    /// Opens the device of this name, or the default one when it is absent or none is wanted, and plays what the
    /// job's callback fills in until the answer is dropped; `None` when no device can be opened.
    fn play(&self, wanted: Option<&str>, job: Job) -> Option<Playing>;
}

/// A stream that plays as long as it is kept.
pub(super) type Playing = Box<dyn Any>;

/// What is to be played.
pub(super) struct Job {
    /// Makes the callback for the device that was found, before the stream plays.
    pub(super) callback: Box<dyn FnOnce(Opened) -> Callback>,
    pub(super) clock: Clock,
    pub(super) news: News,
}

/// The device that was found.
#[derive(Clone, Debug)]
pub(super) struct Opened {
    /// What tells it from others, also when they have the same name.
    pub(super) device: String,
    /// Whether it is the one that was wanted.
    pub(super) is_wanted: bool,
    pub(super) rate: Hertz,
}

/// What a stream tells about itself, from any thread, perhaps a million times a second. Never waits.
#[derive(Clone, Debug)]
pub(super) struct News {
    shared: Arc<Shared>,
    pauses: bool,
    broken: Arc<AtomicBool>,
    failed: Arc<AtomicBool>,
}

impl News {
    /// Of a stream whose moving to another device holds the sound back, if `moves` says so.
    pub(super) fn new(shared: Arc<Shared>, moves: Moves) -> Self {
        Self { shared, pauses: moves == Moves::Pause, broken: Arc::default(), failed: Arc::default() }
    }

    /// The stream is of no more use.
    pub(super) fn broken(&self) {
        self.broken.store(true, Ordering::Release);
    }

    /// It goes on through another device.
    pub(super) fn moved(&self) {
        if self.pauses {
            self.shared.hold_back();
        }
    }

    /// Whether moving holds the sound back.
    #[cfg(target_os = "linux")]
    pub(super) fn pauses(&self) -> bool {
        self.pauses
    }

    pub(super) fn is_broken(&self) -> bool {
        self.broken.load(Ordering::Acquire)
    }

    /// Whether the callback itself has failed.
    pub(super) fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Acquire)
    }
}

/// What a stream calls: an engine that, should it ever panic, is silent from then on and says so, instead of taking
/// the machine's audio thread with it.
pub(super) struct Callback {
    engine: Engine,
    news: News,
}

impl Callback {
    pub(super) fn new(engine: Engine, news: News) -> Self {
        Self { engine, news }
    }

    /// Makes the next `frames` stereo frames and hands them to `write` in pieces, from the first on; fewer or none once
    /// the engine has failed.
    pub(super) fn fill(&mut self, frames: usize, timing: Timing, write: &mut dyn FnMut(&[f32])) {
        if self.news.has_failed() {
            return;
        }
        let engine = &mut self.engine;
        // Nothing of the engine is looked at again after a panic.
        if catch_unwind(AssertUnwindSafe(|| engine.fill(frames, timing, write))).is_err() {
            self.news.failed.store(true, Ordering::Release);
        }
    }
}

/// What becomes of the sound when its device goes and there is another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Moves {
    /// It stays silent until the next order, and says that it moved: others in the room would hear.
    #[default]
    Pause,
    /// It goes on there.
    Follow,
}

/// The name of the `nth` of these devices, told apart from those of the same name before it.
pub(super) fn own_name(plain: &[String], nth: usize) -> String {
    let Some(name) = plain.get(nth) else { return String::new() };
    match plain[..nth].iter().filter(|other| *other == name).count() {
        0 => name.clone(),
        before => format!("{name} ({})", before + 1),
    }
}
