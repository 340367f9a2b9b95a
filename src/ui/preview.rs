//! Something heard for a moment and then over by itself, also when nobody looks: what fades in and out, on a thread of
//! its own.
//!
//! Nothing of it is practice and nothing is logged; refuses to know who listens, and why.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::output::{Choice, Clock, Output, Status};
use crate::playback::Through;
use crate::player::{Deed, GRACE, Order};
use crate::sound::{Levels, Mix};
use crate::timeline::Timeline;
use crate::units::Time;
use crate::voice::{Answer, Speaker, Speech, VoiceChoice};

/// How long what is listened to lasts.
pub(super) const LENGTH: Duration = Duration::from_secs(10);
/// How long what sounded takes to fade.
const FADE: Duration = Duration::from_millis(400);
/// How soon something is spoken that is asked for: what is on its way to the ear already cannot be changed.
const SOON: Time = Time::from_millis(400);
/// How often it is looked whether a device that was asked for sounds by now.
const LOOK: Duration = Duration::from_millis(20);

/// What is heard.
#[derive(Clone, Debug)]
pub(super) struct Excerpt {
    pub(super) timeline: Arc<Timeline>,
    /// What sounds in it, and how loud.
    pub(super) mix: Mix,
    /// What is spoken in it, if anything is, and by whom.
    pub(super) said: Option<(VoiceChoice, &'static str)>,
    /// Where in the timeline it begins.
    pub(super) from: Time,
    pub(super) length: Duration,
}

/// Something being heard. Dropping it ends it, softly.
#[derive(Debug)]
pub(super) struct Preview {
    output: Arc<Output>,
    state: Arc<Mutex<State>>,
    from: Time,
    /// What is sent lets it last its whole length from now on; without it, it ends.
    again: Sender<()>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The device was asked for.
    Waiting,
    Playing,
    Over,
}

impl Preview {
    /// Begins. `wake` is called when it begins to sound and when it is over.
    pub(super) fn begin(part: Excerpt, choice: Choice, through: Through, wake: impl Fn() + Send + 'static) -> Self {
        let Excerpt { timeline, mix, said, from, length } = part;
        let clock = Clock::monotonic();
        let output = Arc::new(match through {
            Through::Device => Output::open(timeline, mix, choice, clock),
            Through::Nothing => Output::silent(clock),
        });
        let state = Arc::new(Mutex::new(State::Waiting));
        let (again, asked) = channel();
        let (playing, told) = (Arc::clone(&output), Arc::clone(&state));
        thread::spawn(move || {
            let tell = |state| {
                *told.lock().unwrap_or_else(PoisonError::into_inner) = state;
                wake();
            };
            let gone = |length| asked.recv_timeout(length) == Err(RecvTimeoutError::Disconnected);
            let mut patience = GRACE;
            while !playing.heard().running && patience > Time::ZERO && !gone(LOOK) {
                patience = patience - Time::from_millis(20);
            }
            let speech = said.and_then(|(wish, words)| spoken(wish, words));
            // Made before it plays, it is there when it begins.
            let speak = |at| playing.speak(speech.iter().map(|speech| (at, Arc::clone(speech))).collect());
            speak(from + SOON);
            playing.order(Order { number: 1, deed: Deed::Play(from) });
            tell(State::Playing);
            while asked.recv_timeout(length).is_ok() {
                speak(playing.heard().at + SOON);
            }
            // Ended or over: either way it fades.
            playing.order(Order { number: 2, deed: Deed::Hold });
            tell(State::Over);
            thread::sleep(FADE);
            playing.close();
        });
        Self { output, state, from, again }
    }

    /// Whether it is over by itself.
    pub(super) fn is_over(&self) -> bool {
        self.state() == State::Over
    }

    /// Goes on at these levels for its whole length.
    pub(super) fn go_on(&self, levels: Levels) {
        self.output.levels(levels);
        // A preview that has ended no longer listens.
        let _ = self.again.send(());
    }

    /// Where in the timeline it is.
    pub(super) fn at(&self) -> Time {
        if self.state() == State::Playing { self.output.heard().at.max(self.from) } else { self.from }
    }

    /// Why it is not heard from where it was to come; `silent` when nothing is heard.
    pub(super) fn trouble(&self, silent: &str) -> Option<String> {
        match self.output.status() {
            Status::Starting | Status::Sounding => None,
            Status::Elsewhere(why) => Some(why),
            Status::Silent(_) => Some(silent.to_owned()),
        }
    }

    fn state(&self) -> State {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// These words as this computer speaks them; `None` when it cannot.
fn spoken(wish: VoiceChoice, words: &str) -> Option<Arc<Speech>> {
    let speaker = Speaker::start(wish)?;
    speaker.ask(words);
    match speaker.wait()? {
        Answer::Spoken(_, speech) => Some(Arc::new(speech)),
        Answer::Mute(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::settings::Settings;

    /// Something short, and each time it wakes who looks.
    fn short() -> (Preview, std::sync::mpsc::Receiver<()>) {
        let programme = Catalogue::shipped().programme("daily-five").unwrap();
        let settings = Settings::default();
        let mix = settings.mix(&programme.session);
        let length = Duration::from_millis(5);
        let timeline = Arc::clone(&programme.timeline);
        let part = Excerpt { timeline, mix, said: None, from: Time::from_secs(3), length };
        let (send, woken) = channel();
        let wake = move || send.send(()).unwrap();
        (Preview::begin(part, settings.choice(), Through::Nothing, wake), woken)
    }

    #[test]
    fn it_is_over_by_itself_and_says_so() {
        let (preview, woken) = short();
        // Once when it plays, once when it is over.
        woken.recv().unwrap();
        woken.recv().unwrap();
        assert!(preview.is_over());
        assert_eq!(preview.at(), Time::from_secs(3));
    }

    #[test]
    fn who_lets_it_go_ends_it() {
        let (preview, woken) = short();
        drop(preview);
        woken.recv().unwrap();
        woken.recv().unwrap();
        // Its thread is gone: nobody is left to wake.
        assert!(woken.recv().is_err());
    }
}
