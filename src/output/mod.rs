//! The only sound devices: the stream, the heard position, supervision, silence when there is no device.
//!
//! Refuses to know what a session is beyond the samples of its renderer.

mod backend;
mod clock;
mod device;
mod engine;
mod fade;
#[cfg(test)]
#[path = "faults/tests.rs"]
mod faults;
mod handoff;
mod interleave;
mod playhead;
#[cfg(target_os = "linux")]
mod pulse;
mod shared;
mod speaking;
mod stream;
mod supervisor;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

pub use backend::Moves;
pub use clock::{Clock, asleep};
pub use speaking::Said;

use crate::player::{Heard, Order};
use crate::sound::{Levels, Mix, Renderer};
use crate::timeline::Timeline;
use crate::units::Hertz;
use device::ThisComputer;
use shared::{Shared, Silence};
use stream::{Common, MakeVoice};
use supervisor::Ask;

/// Whether sound comes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// A stream was asked for and has not called back yet.
    Starting,
    /// Frames are being heard.
    Sounding,
    /// Frames are being heard, but not through the chosen device. The sentence says so, for the user.
    Elsewhere(String),
    /// No frames are heard; the software clock keeps the time. The sentence says why, for the user.
    Silent(String),
}

/// How long a sound server may take to answer a question.
const ANSWER: Duration = Duration::from_secs(3);

/// What there is to play through, in lines for people; `wanted` is the chosen device, if one is. Waits 3 s at most: a
/// stopped sound server never answers.
pub fn describe(wanted: Option<String>) -> Vec<String> {
    ask_devices(move || device::describe(wanted.as_deref()))
        .unwrap_or_else(|| vec!["the sound server does not answer: sessions go on without sound".to_owned()])
}

/// The names of the devices there are to play through, each different; none when the sound server does not answer.
/// Waits 3 s at most: not for a thread that draws.
pub fn devices() -> Vec<String> {
    ask_devices(device::names).unwrap_or_default()
}

/// Asks on a thread that can be abandoned.
fn ask_devices<T: Send + 'static>(ask: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (send, answer) = channel();
    // An answer that comes too late is dropped; without a thread there is none.
    thread::Builder::new().name("ebb devices".into()).spawn(move || send.send(ask())).ok()?;
    answer.recv_timeout(ANSWER).ok()
}

/// What is played through, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The device of this name; the default one when there is none or it is absent.
    pub device: Option<String>,
    /// How much later than the timestamps say the user hears, −100…500 ms.
    pub delay_ms: i32,
    /// What happens when sound would go on through another device.
    pub moves: Moves,
}

/// A running output for one session: never fails, at worst it is silent.
pub struct Output {
    shared: Arc<Shared>,
    clock: Clock,
    /// The device that was chosen, for what is said of its absence.
    wanted: Option<String>,
    voice: Arc<Mutex<MakeVoice>>,
    said: Arc<Mutex<Vec<Said>>>,
    /// Dropping it closes as well.
    supervisor: Option<Sender<Ask>>,
}

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Output").field("shared", &self.shared).field("clock", &self.clock).finish_non_exhaustive()
    }
}

impl Output {
    /// Opens a device on a thread of its own and returns at once.
    pub fn open(timeline: Arc<Timeline>, mix: Mix, choice: Choice, clock: Clock) -> Self {
        Self::open_with(session_voice(timeline, mix), mix.levels, choice, clock)
    }

    /// Opens a device for setting the delay: once played from 0, it clicks at each whole second of what is heard. Give
    /// an order to begin.
    pub fn open_clicks(choice: Choice) -> Self {
        let voice: MakeVoice = Arc::new(|rate| Box::new(Renderer::clicks(rate)));
        Self::open_with(voice, Levels::default(), choice, Clock::monotonic())
    }

    /// An output that never sounds: the software clock alone.
    pub fn silent(clock: Clock) -> Self {
        let shared = Arc::new(Shared::new(0, Levels::default()));
        shared.set_silence(Silence::Off);
        let voice: MakeVoice = Arc::new(|rate| Box::new(Renderer::clicks(rate)));
        let (voice, said) = (Arc::new(Mutex::new(voice)), Arc::default());
        Self { shared, clock, wanted: None, voice, said, supervisor: None }
    }

    fn open_with(voice: MakeVoice, levels: Levels, choice: Choice, clock: Clock) -> Self {
        let (output, common) = Self::prepare(voice, levels, choice, clock, Arc::new(ThisComputer));
        let (ask, asked) = channel();
        supervisor::start(common, asked);
        Self { supervisor: Some(ask), ..output }
    }

    /// An output that nobody supervises yet, and what its supervisor needs.
    fn prepare(
        voice: MakeVoice,
        levels: Levels,
        choice: Choice,
        clock: Clock,
        machine: Arc<dyn backend::Backend>,
    ) -> (Self, Common) {
        let Choice { device: wanted, delay_ms, moves } = choice;
        let shared = Arc::new(Shared::new(delay_ms, levels));
        let (voice, said) = (Arc::new(Mutex::new(voice)), Arc::<Mutex<Vec<Said>>>::default());
        let common = Common {
            shared: shared.clone(),
            clock: clock.clone(),
            machine,
            wanted: wanted.clone(),
            moves,
            voice: voice.clone(),
            said: said.clone(),
            last: Arc::default(),
        };
        (Self { shared, clock, wanted, voice, said, supervisor: None }, common)
    }

    /// Plays this timeline with this mix from now on, from wherever it is: the sound crosses over within 60 ms, some
    /// 0.1–0.4 s after the call. Up to there both timelines have to be alike. Returns at once.
    pub fn change(&self, timeline: Arc<Timeline>, mix: Mix) {
        *self.voice.lock().unwrap_or_else(PoisonError::into_inner) = session_voice(timeline, mix);
        self.shared.set_levels(mix.levels);
        self.ask(Ask::Change);
    }

    /// Changes the volumes, softly. Returns at once: callable for every move of a slider.
    pub fn levels(&self, levels: Levels) {
        self.shared.set_levels(levels);
    }

    /// Speaks this, and nothing else, at these places of the session; guide, cues and ambience go down meanwhile. A
    /// place that is heard within some 0.4 s comes too late for its first words. What is spoken already and is among
    /// it goes on. Returns at once.
    pub fn speak(&self, said: Vec<Said>) {
        *self.said.lock().unwrap_or_else(PoisonError::into_inner) = said;
        self.ask(Ask::Speak);
    }

    /// Whether sound would have gone on through another device since this was asked last, and was to wait instead: it
    /// is silent until the next order, while the time goes on.
    pub fn has_moved(&self) -> bool {
        self.shared.has_moved()
    }

    /// Changes how much later than the timestamps say the user hears.
    pub fn hear_later(&self, delay_ms: i32) {
        self.shared.hear_later(delay_ms);
    }

    /// Carries an order out: play from a place with a fade in, or fade out and hold. Returns at once.
    pub fn order(&self, order: Order) {
        self.shared.order(order, self.clock.now());
    }

    /// What is heard at this instant. Never goes back within one order, passes what was written by 0.3 s at most,
    /// interpolates between callbacks. Waits for no one: callable once a frame from the window.
    pub fn heard(&self) -> Heard {
        let (order, at) = self.shared.heard(self.clock.now());
        Heard { order, at, running: self.status() != Status::Starting }
    }

    /// Whether sound comes out.
    pub fn status(&self) -> Status {
        if self.shared.sounds() {
            return match &self.wanted {
                Some(name) if self.shared.is_elsewhere() => Status::Elsewhere(format!(
                    "{name} is not there. The sound comes through the system's default device."
                )),
                _ => Status::Sounding,
            };
        }
        let sentence = match self.shared.trouble() {
            Silence::Opening if self.shared.newest_order().number == 0 => return Status::Starting,
            Silence::Opening => "The sound device has not answered yet. The session goes on without sound.",
            Silence::NoDevice => "No sound device answers. The session goes on without sound.",
            Silence::Lost => "The sound device has stopped answering. The session goes on without sound.",
            Silence::Moved => "The sound device has gone. Sound waits, so that no other device plays it unasked.",
            Silence::Failed => "Ebb's own sound has failed. The session goes on without sound.",
            Silence::Off => "Sound is off.",
        };
        Status::Silent(sentence.to_owned())
    }

    /// Lets the device go, for when everything was heard; the software clock goes on. Returns at once.
    pub fn close(&self) {
        self.ask(Ask::Close);
    }

    fn ask(&self, ask: Ask) {
        if let Some(supervisor) = &self.supervisor {
            // It has closed already when nobody listens.
            let _ = supervisor.send(ask);
        }
    }
}

fn session_voice(timeline: Arc<Timeline>, mix: Mix) -> MakeVoice {
    Arc::new(move |rate: Hertz| Box::new(Renderer::new(&timeline, mix, rate)))
}
