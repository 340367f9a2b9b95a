//! Keeps a stream open as well as the machine allows, and the session going when it does not.
//!
//! Building, playing and dropping a stream hang while its server does, so each stream lives on a thread of its own
//! that can be abandoned.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread;
use std::time::Duration;

use super::board::{Board, Trouble};
use super::clock::Clock;
use super::device;
use super::engine::Engine;
use crate::sound::Renderer;
use crate::units::{Hertz, Time};

/// How often the stream is looked at.
const LOOK: Duration = Duration::from_millis(50);
/// The first and the longest wait before a device is tried again.
const SOON: Time = Time::from_millis(100);
const LATE: Time = Time::from_secs(2);
/// A stream that is kept although it does not call back is replaced after this: its device may be gone.
const HOPELESS: Time = Time::from_secs(10);

/// Makes the voice of a stream for the rate of its device.
pub(super) type MakeVoice = Arc<dyn Fn(Hertz) -> Renderer + Send + Sync>;

/// Asks the supervisor to let the device go and end.
#[derive(Debug)]
pub(super) struct Close;

/// Begins to supervise, until [`Close`] comes or its sender is dropped.
pub(super) fn start(board: Arc<Board>, clock: Clock, voice: MakeVoice, closed: Receiver<Close>) {
    let silent = board.clone();
    let work = move || supervise(&board, &clock, &voice, &closed);
    if thread::Builder::new().name("ebb output".into()).spawn(work).is_err() {
        // No thread to be had: the software clock keeps the time.
        silent.blame(Trouble::NoDevice);
    }
}

fn supervise(board: &Arc<Board>, clock: &Clock, voice: &MakeVoice, closed: &Receiver<Close>) {
    let mut watch = Watch::new(clock.now());
    let mut line: Option<Line> = None;
    let mut streams = 0;
    loop {
        let seen = line.as_mut().map_or(Seen::None, |line| line.look(board));
        match watch.decide(clock.now(), seen) {
            Act::Wait => {}
            Act::Open => {
                streams += 1;
                board.admit(streams);
                line = Line::open(streams, board, clock, voice);
            }
            Act::FallSilent => board.fall_silent(clock.now(), Trouble::Lost),
            Act::Close => {
                // From here on a callback of the old stream that still runs is silent.
                board.admit(0);
                let why = if board.sounded() { Trouble::Lost } else { Trouble::NoDevice };
                board.fall_silent(clock.now(), why);
                board.blame(why);
                line = None;
            }
        }
        if !matches!(closed.recv_timeout(LOOK), Err(RecvTimeoutError::Timeout)) {
            break;
        }
    }
    board.admit(0);
    board.fall_silent(clock.now(), Trouble::Off);
}

/// One stream on its thread; dropping the line asks the thread to drop the stream.
struct Line {
    built: Receiver<bool>,
    opened: bool,
    broken: Arc<AtomicBool>,
    _close: Sender<Close>,
}

impl Line {
    fn open(stream: u64, board: &Arc<Board>, clock: &Clock, voice: &MakeVoice) -> Option<Self> {
        let (built, answer) = channel();
        let (close, closed) = channel();
        let broken = Arc::new(AtomicBool::new(false));
        let (flag, board, clock, voice) = (broken.clone(), board.clone(), clock.clone(), voice.clone());
        let work = move || {
            // alsa-lib writes to stderr what is reported as an error anyway; while this lives, it does not.
            #[cfg(target_os = "linux")]
            let _quiet = alsa::Output::local_error_handler();
            let engine = |rate| Engine::new(board, stream, voice(rate), rate);
            let playing = device::play(engine, clock, move || flag.store(true, Ordering::Release));
            // Nobody listens when this line was given up; then the stream goes at once.
            let _ = built.send(playing.is_ok());
            if playing.is_ok() {
                let _: Result<Close, _> = closed.recv();
            }
        };
        thread::Builder::new().name("ebb stream".into()).spawn(work).ok()?;
        Some(Self { built: answer, opened: false, broken, _close: close })
    }

    fn look(&mut self, board: &Board) -> Seen {
        if !self.opened {
            match self.built.try_recv() {
                Ok(true) => self.opened = true,
                Err(TryRecvError::Empty) => return Seen::Opening,
                Ok(false) | Err(TryRecvError::Disconnected) => return Seen::Broken,
            }
        }
        if self.broken.load(Ordering::Acquire) {
            return Seen::Broken;
        }
        Seen::Open { sounds: board.sounds(), called: board.called(), patience: board.patience() }
    }
}

/// What the supervisor sees of the stream.
#[derive(Clone, Copy, Debug)]
pub(super) enum Seen {
    /// There is none.
    None,
    /// It is being built, or the server makes that hang.
    Opening,
    /// It could not be built, or has reported its end.
    Broken,
    /// It is there; whether it carries the session, when it called back last, and after how long that means a stall.
    Open { sounds: bool, called: Option<Time>, patience: Time },
}

/// What to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Wait,
    Open,
    FallSilent,
    Close,
}

/// When to try again and when to give up.
#[derive(Debug)]
pub(super) struct Watch {
    next_try: Time,
    wait: Time,
    opened: Time,
}

impl Watch {
    pub(super) fn new(now: Time) -> Self {
        Self { next_try: now, wait: SOON, opened: now }
    }

    pub(super) fn decide(&mut self, now: Time, seen: Seen) -> Act {
        match seen {
            Seen::None if now < self.next_try => Act::Wait,
            Seen::None => {
                self.opened = now;
                self.back_off(now);
                Act::Open
            }
            // A second attempt would hang as well.
            Seen::Opening => Act::Wait,
            Seen::Broken => {
                self.next_try = now + self.wait;
                Act::Close
            }
            Seen::Open { sounds, called, patience } => {
                let quiet = now - called.unwrap_or(self.opened).max(self.opened);
                if sounds && quiet > patience {
                    return Act::FallSilent;
                }
                if sounds {
                    self.wait = SOON;
                } else if quiet > HOPELESS {
                    self.next_try = now + self.wait;
                    return Act::Close;
                }
                Act::Wait
            }
        }
    }

    /// The next attempt comes after twice the wait.
    fn back_off(&mut self, now: Time) {
        self.next_try = now + self.wait;
        self.wait = (self.wait * 2).min(LATE);
    }
}
