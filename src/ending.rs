//! The end that comes from outside: Ctrl-C, a terminal or a display that goes, a system that shuts down.
//!
//! Whatever shows a session polls [`Ending::is_asked`] and ends in order. Where that cannot be, because it hangs or because
//! a library calls `exit`, what was practised is kept here. Refuses to know what is shown.

use std::cell::RefCell;
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::playback::Closer;

/// How long whoever shows something has for ending in order, once the system asked.
const PATIENCE: Duration = Duration::from_secs(4);
/// The exit code of a program that did not end in order: the machine.
const HUNG: i32 = 3;

/// Whether the program is to end.
#[derive(Clone, Debug, Default)]
pub struct Ending(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    asked: AtomicBool,
    playing: Mutex<Option<Closer>>,
}

thread_local! {
    /// libX11 ends a program whose display is gone with `exit`, on the thread of the window. Nothing is unwound then,
    /// but the C library drops what that thread keeps, and this is dropped first, for it is kept last.
    static LEFT: RefCell<Option<Left>> = const { RefCell::new(None) };
}

/// Keeps what was practised when it is dropped.
#[derive(Debug)]
struct Left(Ending);

impl Drop for Left {
    fn drop(&mut self) {
        self.0.keep();
    }
}

impl Ending {
    /// Listens to Ctrl-C, and on Unix to SIGTERM and SIGHUP. `wake` is called then, on a thread of its own, so that who
    /// shows something looks. Called once, on the thread that shows it.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn listen(wake: impl Fn() + Send + 'static) -> Result<Self, ctrlc::Error> {
        let ending = Self::default();
        let heard = ending.clone();
        ctrlc::set_handler(move || {
            heard.ask();
            wake();
            heard.insist();
        })?;
        LEFT.set(Some(Left(ending.clone())));
        Ok(ending)
    }

    /// From now on it is to end.
    pub fn ask(&self) {
        self.0.asked.store(true, Ordering::Release);
    }

    /// Whether it is to end.
    pub fn is_asked(&self) -> bool {
        self.0.asked.load(Ordering::Acquire)
    }

    /// What plays from now on, to be kept when the end comes.
    pub fn plays(&self, closer: Closer) {
        *self.0.playing.lock().unwrap_or_else(PoisonError::into_inner) = Some(closer);
    }

    /// Ends the session, if one plays, and waits until it is in the journal.
    fn keep(&self) {
        let playing = self.0.playing.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(closer) = playing {
            closer.close();
        }
    }

    /// A program that ends in order is gone long before this is over.
    fn insist(&self) {
        thread::sleep(PATIENCE);
        self.keep();
        process::exit(HUNG);
    }
}
