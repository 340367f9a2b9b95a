//! What the window is given from outside: where to write, what time it is, what to sound through.

use std::fmt;
use std::sync::Arc;

use crate::data::DataDir;
use crate::playback::{Through, WallClock};

use super::jobs::{self, RevealFile};
use super::motion::Frames;

/// The window's surroundings; tests give it their own.
#[derive(Clone)]
pub struct Env {
    /// Where everything is written.
    pub data: DataDir,
    /// The wall clock.
    pub now: WallClock,
    /// What sessions are played through.
    pub through: Through,
    /// How fast frames may come.
    pub frames: Frames,
    /// Shows where a file lies, in the desktop's own window.
    pub reveal_file: RevealFile,
}

impl Env {
    /// The computer's own.
    pub fn of_this_computer(data: DataDir) -> Self {
        #[expect(clippy::disallowed_methods, reason = "this is where the window asks what time it is")]
        let now = || chrono::Local::now().fixed_offset();
        Self {
            data,
            now: Arc::new(now),
            through: Through::Device,
            frames: Frames::SixtyASecond,
            reveal_file: Arc::new(jobs::reveal_file),
        }
    }
}

impl fmt::Debug for Env {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Env").field("data", &self.data).finish_non_exhaustive()
    }
}
