//! One stream on a thread of its own, which can be abandoned when the sound server hangs.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::backend::{Backend, Callback, Job, Moves, News, Opened};
use super::clock::Clock;
use super::engine::{Engine, Voice};
use super::handoff::{ControlEnd, handoff};
use super::shared::Shared;
use super::speaking::{Said, Track};
use crate::units::Hertz;
use crate::voice::Speech;

/// How soon to look after a voice that is on its way to the callback or back.
const SOON: Duration = Duration::from_millis(20);

/// Makes the voice of a stream for the rate of its device.
pub(super) type MakeVoice = Arc<dyn Fn(Hertz) -> Box<dyn Voice> + Send + Sync>;

/// What every stream of one output has in common.
#[derive(Clone)]
pub(super) struct Common {
    pub(super) shared: Arc<Shared>,
    pub(super) clock: Clock,
    pub(super) machine: Arc<dyn Backend>,
    pub(super) wanted: Option<String>,
    pub(super) moves: Moves,
    /// The newest.
    pub(super) voice: Arc<Mutex<MakeVoice>>,
    /// The newest of what is spoken.
    pub(super) said: Arc<Mutex<Vec<Said>>>,
    /// The device that sounded last.
    pub(super) last: Arc<Mutex<Option<String>>>,
}

impl Common {
    fn make(&self, rate: Hertz) -> Box<dyn Voice> {
        // Cloned out of the lock: making a voice takes time, and replacing it must not wait for that.
        let make = self.voice.lock().unwrap_or_else(PoisonError::into_inner).clone();
        make(rate)
    }

    /// Another device than before holds the sound back before its stream plays.
    fn hold_back_if_moved(&self, stream: u64, opened: &Opened) {
        if !self.shared.is_admitted(stream) {
            return;
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let before = last.replace(opened.device.clone());
        // What was never heard has not moved.
        let moves = self.shared.sounded() && before.is_some_and(|before| before != opened.device);
        if self.moves == Moves::Pause && moves {
            self.shared.hold_back();
        }
        self.shared.set_elsewhere(!opened.is_wanted);
    }

    /// What is spoken, at the rate of a stream.
    fn track(&self, resampled: &mut Resampled, rate: Hertz) -> Track {
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner).clone();
        resampled.retain(|(known, _)| said.iter().any(|(_, speech)| Arc::ptr_eq(known, speech)));
        let at_rate = |(at, speech): Said| {
            let known = resampled.iter().find(|(known, _)| Arc::ptr_eq(known, &speech));
            let known = known.map(|(_, samples)| samples.clone());
            let samples = known.unwrap_or_else(|| {
                let samples: Arc<[f32]> = speech.at_rate(rate).into();
                resampled.push((speech.clone(), samples.clone()));
                samples
            });
            (at, samples)
        };
        Track::new(said.into_iter().map(at_rate), rate)
    }

    fn engine(&self, stream: u64, opened: &Opened) -> (Engine, Hands) {
        self.hold_back_if_moved(stream, opened);
        let (voices, far_voices) = handoff();
        let (tracks, far_tracks) = handoff();
        let voice = self.make(opened.rate);
        let engine = Engine::new(self.shared.clone(), stream, voice, far_voices, far_tracks, opened.rate);
        (engine, Hands { voices, tracks, rate: opened.rate })
    }
}

/// What was resampled already, so that it need not be again.
type Resampled = Vec<(Arc<Speech>, Arc<[f32]>)>;

/// What a callback is handed, and the rate it is made for.
struct Hands {
    voices: ControlEnd<Box<dyn Voice>>,
    tracks: ControlEnd<Box<Track>>,
    rate: Hertz,
}

/// What a callback is to be handed anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Voice,
    Track,
}

/// How far a stream has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// It is being built, or the server makes that hang.
    Opening,
    /// It plays.
    Open,
    /// It could not be built, or has reported its end.
    Broken,
    /// Its callback has failed.
    Failed,
}

/// One stream on its thread; dropping it asks the thread to drop the stream.
pub(super) struct Stream {
    built: Receiver<bool>,
    /// Whether it could be built, once that is known.
    is_open: Option<bool>,
    news: News,
    changes: Sender<Change>,
}

impl Stream {
    pub(super) fn open(stream: u64, common: &Common) -> Option<Self> {
        let (built, answer) = channel();
        let (changes, orders) = channel();
        let news = News::new(common.shared.clone(), common.moves);
        let (common, told) = (common.clone(), news.clone());
        let work = move || {
            let (hand, handed) = channel();
            let (shared, seen) = (common.clone(), told.clone());
            let callback = Box::new(move |opened: Opened| {
                let (engine, hands) = shared.engine(stream, &opened);
                // It is awaited below.
                let _ = hand.send(hands);
                Callback::new(engine, seen)
            });
            let job = Job { callback, clock: common.clock.clone(), news: told };
            let playing = common.machine.play(common.wanted.as_deref(), job);
            // Nobody listens when this stream was given up; then the stream goes at once.
            let _ = built.send(playing.is_some());
            if playing.is_some()
                && let Ok(hands) = handed.try_recv()
            {
                tend(hands, &orders, &common);
            }
        };
        thread::Builder::new().name("ebb stream".into()).spawn(work).ok()?;
        Some(Self { built: answer, is_open: None, news, changes })
    }

    /// Another voice is to be made and crossed over to.
    pub(super) fn change(&self) {
        self.ask(Change::Voice);
    }

    /// Something else is to be spoken.
    pub(super) fn speak(&self) {
        self.ask(Change::Track);
    }

    fn ask(&self, change: Change) {
        // A stream whose thread has ended has no stream to change.
        let _ = self.changes.send(change);
    }

    pub(super) fn stands(&mut self) -> Stands {
        if self.is_open.is_none() {
            match self.built.try_recv() {
                Ok(built) => self.is_open = Some(built),
                Err(TryRecvError::Disconnected) => self.is_open = Some(false),
                Err(TryRecvError::Empty) => {}
            }
        }
        match self.is_open {
            None => Stands::Opening,
            Some(true) if self.news.has_failed() => Stands::Failed,
            Some(true) if !self.news.is_broken() => Stands::Open,
            Some(_) => Stands::Broken,
        }
    }

    /// Waits until the stream is built or cannot be.
    #[cfg(test)]
    pub(super) fn settle(&mut self) {
        if self.is_open.is_none() {
            self.is_open = Some(self.built.recv().unwrap_or(false));
        }
    }
}

/// Hands the callback what is new for every change, until it is dropped.
fn tend(hands: Hands, orders: &Receiver<Change>, common: &Common) {
    let Hands { mut voices, mut tracks, rate } = hands;
    let mut resampled = Resampled::new();
    tracks.hand(Box::new(common.track(&mut resampled, rate)));
    loop {
        let change = if voices.is_busy() || tracks.is_busy() {
            orders.recv_timeout(SOON)
        } else {
            orders.recv().map_err(|_gone| RecvTimeoutError::Disconnected)
        };
        match change {
            Ok(first) => {
                // Of many changes at once, the newest is enough.
                let all: Vec<Change> = std::iter::once(first).chain(orders.try_iter()).collect();
                if all.contains(&Change::Track) {
                    tracks.hand(Box::new(common.track(&mut resampled, rate)));
                }
                if all.contains(&Change::Voice) {
                    voices.hand(common.make(rate));
                }
            }
            Err(RecvTimeoutError::Timeout) => {
                voices.look();
                tracks.look();
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
