//! Keeps a stream open as well as the machine allows, and the session going when it does not.
//!
//! Building, playing and dropping a stream hang while its server does, so each stream lives on a thread of its own
//! that can be abandoned.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::shared::Silence;
use super::stream::{Common, Stands, Stream};
use crate::units::Time;

/// How often the stream is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// The first and the longest wait before a device is tried again.
const SOON: Time = Time::from_millis(100);
const LATE: Time = Time::from_secs(2);

/// A device that sounded for this long is tried again soon after it is lost.
const STEADY: Time = Time::from_secs(5);

/// A stream that is kept although it does not call back is replaced after this: its device may be gone.
const HOPELESS: Time = Time::from_secs(10);

const NEVER: Time = Time::from_micros(u64::MAX);

/// What the supervisor is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// To cross over to the newest voice.
    Change,
    /// To speak what is newest.
    Speak,
    /// To let the device go and end.
    Close,
}

/// Begins to supervise, until [`Ask::Close`] comes or its sender is dropped.
pub(super) fn start(common: Common, asked: Receiver<Ask>) {
    let shared = common.shared.clone();
    let work = move || Supervisor::new(common).supervise(&asked);
    if thread::Builder::new().name("ebb output".into()).spawn(work).is_err() {
        // No thread to be had: the software clock keeps the time.
        shared.set_silence(Silence::NoDevice);
    }
}

/// The supervision of one output.
pub(super) struct Supervisor {
    common: Common,
    watch: Watch,
    stream: Option<Stream>,
    streams: u64,
}

impl Supervisor {
    pub(super) fn new(common: Common) -> Self {
        let watch = Watch::new(common.clock.now());
        Self { common, watch, stream: None, streams: 0 }
    }

    fn supervise(mut self, asked: &Receiver<Ask>) {
        loop {
            self.look();
            match asked.recv_timeout(LOOK) {
                Ok(Ask::Change) => self.change(),
                Ok(Ask::Speak) => self.speak(),
                Err(RecvTimeoutError::Timeout) => {}
                Ok(Ask::Close) | Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.close();
    }

    /// Looks at the stream once, and does what has to be done about it.
    pub(super) fn look(&mut self) {
        let Common { shared, clock, .. } = &self.common;
        let seen = match self.stream.as_mut().map(Stream::stands) {
            None => Seen::None,
            Some(Stands::Opening) => Seen::Opening,
            Some(Stands::Broken) => Seen::Broken,
            Some(Stands::Failed) => Seen::Failed,
            Some(Stands::Open) => {
                Seen::Open { sounds: shared.sounds(), called: shared.called(), patience: shared.patience() }
            }
        };
        match self.watch.decide(clock.now(), seen) {
            // The session goes on while the sound waits for the next order.
            Act::Wait if shared.is_held_back() => shared.fall_silent(clock.now(), Silence::Moved),
            Act::Wait => {}
            Act::Open => {
                self.streams += 1;
                shared.admit(self.streams);
                self.stream = Stream::open(self.streams, &self.common);
            }
            Act::FallSilent => shared.fall_silent(clock.now(), Silence::Lost),
            Act::Close => {
                // From here on a callback of the old stream that still runs falls silent.
                shared.admit(0);
                let why = match seen {
                    Seen::Failed => Silence::Failed,
                    _ if shared.sounded() => Silence::Lost,
                    _ => Silence::NoDevice,
                };
                shared.fall_silent(clock.now(), why);
                shared.set_silence(why);
                self.stream = None;
            }
        }
    }

    /// Has the stream, if there is one, cross over to the newest voice.
    pub(super) fn change(&self) {
        if let Some(stream) = &self.stream {
            stream.change();
        }
    }

    /// Has the stream, if there is one, speak what is newest.
    fn speak(&self) {
        if let Some(stream) = &self.stream {
            stream.speak();
        }
    }

    /// Waits until the stream that was asked for is built or cannot be.
    #[cfg(test)]
    pub(super) fn settle(&mut self) {
        if let Some(stream) = &mut self.stream {
            stream.settle();
        }
    }

    /// Lets the device go.
    pub(super) fn close(&mut self) {
        let Common { shared, clock, .. } = &self.common;
        shared.admit(0);
        shared.fall_silent(clock.now(), Silence::Off);
        self.stream = None;
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
    /// Its callback has failed, and would again.
    Failed,
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
            Seen::Failed => {
                self.next_try = NEVER;
                Act::Close
            }
            Seen::Open { sounds, called, patience } => {
                let quiet = now - called.unwrap_or(self.opened).max(self.opened);
                if sounds && quiet > patience {
                    return Act::FallSilent;
                }
                if sounds {
                    // One that breaks as soon as it sounds is not tried again and again in a hurry.
                    if now - self.opened >= STEADY {
                        self.wait = SOON;
                    }
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
