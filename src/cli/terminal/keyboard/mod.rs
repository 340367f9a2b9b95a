//! The keyboard, read on a thread of its own: neither a half-sent sequence nor a terminal that has gone holds anything
//! up.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;

use super::keys::Key;

/// What came from the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    Key(Key),
    Nothing,
    /// Nothing will come any more.
    Gone,
}

/// The keys of a terminal that sends them one by one.
#[derive(Debug)]
pub(super) struct Keyboard(Receiver<Key>);

impl Keyboard {
    /// Reads standard input from now on, until it ends or fails.
    ///
    /// # Errors
    /// When there is no thread to read it on.
    pub(super) fn listen() -> io::Result<Self> {
        let (send, keys) = channel();
        let read = move || system::read(&mut |key| send.send(key).is_ok());
        thread::Builder::new().name("ebb keys".into()).spawn(read)?;
        Ok(Self(keys))
    }

    /// The next key, waiting for it that long.
    pub(super) fn next(&self, wait: Duration) -> Heard {
        match self.0.recv_timeout(wait) {
            Ok(key) => Heard::Key(key),
            Err(RecvTimeoutError::Timeout) => Heard::Nothing,
            Err(RecvTimeoutError::Disconnected) => Heard::Gone,
        }
    }
}
