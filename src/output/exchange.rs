//! Hands a callback another voice and takes the spent one back, so that neither side waits and the callback neither
//! makes nor drops one.

use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

use super::engine::Voice;

/// The callback's side.
pub(super) struct Far {
    fresh: Receiver<Box<dyn Voice>>,
    spent: SyncSender<Box<dyn Voice>>,
    /// One that found no room yet.
    kept: Option<Box<dyn Voice>>,
}

/// The side that may take its time.
pub(super) struct Near {
    fresh: SyncSender<Box<dyn Voice>>,
    spent: Receiver<Box<dyn Voice>>,
    /// The newest that was not taken over yet.
    waiting: Option<Box<dyn Voice>>,
    /// How many the callback has to give back.
    lent: usize,
}

/// Both sides. Neither ever blocks on its channel, so that no end of it ever takes a lock to wake the other.
pub(super) fn exchange() -> (Near, Far) {
    let (fresh, taken) = sync_channel(1);
    let (given, spent) = sync_channel(1);
    (Near { fresh, spent, waiting: None, lent: 0 }, Far { fresh: taken, spent: given, kept: None })
}

impl Near {
    /// Hands this one over as soon as there is room; one that still waits is dropped for it.
    pub(super) fn hand(&mut self, voice: Box<dyn Voice>) {
        self.waiting = Some(voice);
        self.look();
    }

    /// Drops what came back and hands over what waits. To be called again while [`Self::is_busy`].
    pub(super) fn look(&mut self) {
        while self.spent.try_recv().is_ok() {
            self.lent = self.lent.saturating_sub(1);
        }
        if let Some(voice) = self.waiting.take() {
            match self.fresh.try_send(voice) {
                Ok(()) => self.lent += 1,
                Err(TrySendError::Full(voice)) => self.waiting = Some(voice),
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

impl Far {
    /// Another voice, if there is one and the one before is out of the house.
    pub(super) fn take(&mut self) -> Option<Box<dyn Voice>> {
        if let Some(voice) = self.kept.take() {
            self.give_back(voice);
        }
        if self.kept.is_some() {
            return None;
        }
        self.fresh.try_recv().ok()
    }

    /// Gives a spent voice back. At most one can be on its way and one kept: there is always room.
    pub(super) fn give_back(&mut self, voice: Box<dyn Voice>) {
        if let Err(TrySendError::Full(voice) | TrySendError::Disconnected(voice)) = self.spent.try_send(voice) {
            self.kept = Some(voice);
        }
    }
}
