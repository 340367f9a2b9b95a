//! Hands a callback another value and takes the spent one back, so that neither side waits and the callback neither
//! makes nor drops one.

use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

/// The callback's side.
pub(super) struct CallbackEnd<T> {
    fresh: Receiver<T>,
    spent: SyncSender<T>,
    /// One that found no room yet.
    kept: Option<T>,
}

/// The side that may take its time.
pub(super) struct ControlEnd<T> {
    fresh: SyncSender<T>,
    spent: Receiver<T>,
    /// The newest that was not taken over yet.
    waiting: Option<T>,
    /// How many the callback has to give back.
    lent: usize,
}

/// Both sides. Neither ever blocks on its channel, so that no end of it ever takes a lock to wake the other.
pub(super) fn handoff<T>() -> (ControlEnd<T>, CallbackEnd<T>) {
    let (fresh, taken) = sync_channel(1);
    let (given, spent) = sync_channel(1);
    (ControlEnd { fresh, spent, waiting: None, lent: 0 }, CallbackEnd { fresh: taken, spent: given, kept: None })
}

impl<T> ControlEnd<T> {
    /// Hands this one over as soon as there is room; one that still waits is dropped for it.
    pub(super) fn hand(&mut self, value: T) {
        self.waiting = Some(value);
        self.look();
    }

    /// Drops what came back and hands over what waits. To be called again while [`Self::is_busy`].
    pub(super) fn look(&mut self) {
        while self.spent.try_recv().is_ok() {
            self.lent = self.lent.saturating_sub(1);
        }
        if let Some(value) = self.waiting.take() {
            match self.fresh.try_send(value) {
                Ok(()) => self.lent += 1,
                Err(TrySendError::Full(value)) => self.waiting = Some(value),
                // The callback is gone.
                Err(TrySendError::Disconnected(_)) => self.lent = 0,
            }
        }
    }

    /// Whether something waits to be handed over or given back.
    pub(super) fn is_busy(&self) -> bool {
        self.waiting.is_some() || self.lent > 0
    }
}

impl<T> CallbackEnd<T> {
    /// Another value, if there is one and the one before is out of the house.
    pub(super) fn take(&mut self) -> Option<T> {
        if let Some(value) = self.kept.take() {
            self.give_back(value);
        }
        if self.kept.is_some() {
            return None;
        }
        self.fresh.try_recv().ok()
    }

    /// Gives a spent value back. At most one can be on its way and one kept: there is always room.
    pub(super) fn give_back(&mut self, value: T) {
        if let Err(TrySendError::Full(value) | TrySendError::Disconnected(value)) = self.spent.try_send(value) {
            self.kept = Some(value);
        }
    }
}
