//! Speaks what a session has to say, over a sound that goes down meanwhile.
//!
//! Knows when a session plays; what is spoken and how is left to [`crate::voice`].

use std::sync::Arc;

use super::{Shared, lock};
use crate::player::{Heard, State};
use crate::timeline::Timeline;
use crate::units::Level;
use crate::voice::{Reader, Speaker};

/// The voice of one session.
#[derive(Debug)]
pub(super) struct Spoken {
    speaker: Speaker,
    reader: Reader,
    speaks: bool,
}

impl Spoken {
    /// The voice of this session; `None` on a computer that cannot speak.
    pub(super) fn begin(shared: &Arc<Shared>) -> Option<Self> {
        let shared = Arc::clone(shared);
        let speaker = Speaker::start(move |speaks| shared.output.speak_over(speaks))?;
        Some(Self { speaker, reader: Reader::default(), speaks: false })
    }

    /// Says what begins at this place; is quiet as soon as the session does not play.
    pub(super) fn follow(&mut self, shared: &Shared, state: State, heard: Heard, timeline: &Timeline) {
        if !matches!(state, State::Playing(_)) {
            if self.speaks {
                self.speaker.hush();
            }
            self.speaks = false;
            return;
        }
        self.speaks = true;
        if let Some(words) = self.reader.hear(timeline, heard) {
            let levels = lock(&shared.mix).levels;
            let level = Level::new(levels.voice.get() * levels.master.get()).unwrap_or(levels.voice);
            self.speaker.say(&words, level);
        }
    }
}
