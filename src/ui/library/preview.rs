//! Ten seconds of a session, heard and seen: nothing of it is practice, and nothing is logged.
//!
//! Ends by itself also when nobody looks; what is heard fades in and out.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use eframe::egui::{Rect, Ui};

use super::super::stage;
use crate::catalogue::Programme;
use crate::conductor::Through;
use crate::output::{Clock, Output};
use crate::player::{Deed, GRACE, Order};
use crate::settings::Settings;
use crate::timeline::{Kind, Timeline};
use crate::units::Time;

/// How long it lasts.
const LENGTH: Duration = Duration::from_secs(10);
/// How long what sounded takes to fade.
const FADE: Duration = Duration::from_millis(400);
/// How often it is looked whether a device that was asked for sounds by now.
const LOOK: Duration = Duration::from_millis(20);

/// A session being heard and seen.
#[derive(Debug)]
pub(super) struct Preview {
    pub(super) programme: Arc<Programme>,
    output: Arc<Output>,
    state: Arc<Mutex<State>>,
    /// Dropping it ends the sound.
    _stop: Sender<()>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The device was asked for.
    Waiting,
    Playing,
    Over,
}

/// Where it begins: with the first breath, hold or sentence that is practice.
fn beginning(timeline: &Timeline) -> Time {
    timeline.spans().iter().find(|span| span.kind != Kind::Prepare).map_or(Time::ZERO, |span| span.start)
}

impl Preview {
    /// Begins. `wake` is called when it begins to sound and when it is over.
    pub(super) fn begin(
        programme: Arc<Programme>,
        settings: &Settings,
        through: Through,
        wake: impl Fn() + Send + 'static,
    ) -> Self {
        Self::lasting(LENGTH, programme, settings, through, wake)
    }

    fn lasting(
        length: Duration,
        programme: Arc<Programme>,
        settings: &Settings,
        through: Through,
        wake: impl Fn() + Send + 'static,
    ) -> Self {
        let clock = Clock::monotonic();
        let output = Arc::new(match through {
            Through::Device => {
                let mix = settings.mix(&programme.session);
                Output::open(Arc::clone(&programme.timeline), mix, settings.choice(), clock)
            }
            Through::Nothing => Output::silent(clock),
        });
        let state = Arc::new(Mutex::new(State::Waiting));
        let (stop, stopped) = channel();
        let from = beginning(&programme.timeline);
        let (playing, told) = (Arc::clone(&output), Arc::clone(&state));
        thread::spawn(move || {
            let tell = |state| {
                *told.lock().unwrap_or_else(PoisonError::into_inner) = state;
                wake();
            };
            let waits = |length| stopped.recv_timeout(length) == Err(RecvTimeoutError::Timeout);
            let mut patience = GRACE;
            while !playing.heard().running && patience > Time::ZERO && waits(LOOK) {
                patience = patience - Time::from_millis(20);
            }
            playing.order(Order { number: 1, deed: Deed::Play(from) });
            tell(State::Playing);
            // Stopped or over: either way it fades.
            waits(length);
            playing.order(Order { number: 2, deed: Deed::Hold });
            tell(State::Over);
            thread::sleep(FADE);
            playing.close();
        });
        Self { programme, output, state, _stop: stop }
    }

    /// Whether it is over by itself.
    pub(super) fn is_over(&self) -> bool {
        self.state() == State::Over
    }

    fn state(&self) -> State {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is seen of it now.
    pub(super) fn ui(&self, ui: &mut Ui, rect: Rect, settings: &Settings) {
        let from = beginning(&self.programme.timeline);
        let at = if self.state() == State::Playing { self.output.heard().at.max(from) } else { from };
        stage::miniature(ui, rect, &self.programme, at, settings);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    #[test]
    fn it_begins_with_what_counts_and_not_with_getting_ready() {
        let shipped = Catalogue::shipped();
        let begins = |name: &str| beginning(&shipped.programme(name).unwrap().timeline);
        assert_eq!(begins("daily-five"), Time::ZERO);
        assert_eq!(begins("stretch-round"), Time::from_secs(10));
    }

    #[test]
    fn it_is_over_by_itself_and_says_so() {
        let programme = Catalogue::shipped().programme("daily-five").unwrap();
        let (send, woken) = channel();
        let wake = move || send.send(()).unwrap();
        let settings = Settings::default();
        let preview = Preview::lasting(Duration::from_millis(5), programme, &settings, Through::Nothing, wake);
        // Once when it plays, once when it is over.
        woken.recv().unwrap();
        woken.recv().unwrap();
        assert!(preview.is_over());
    }
}
