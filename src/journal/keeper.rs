//! The journal on a thread of its own, for callers that must not wait for a disk. What cannot be written waits here.

mod worker;

use std::fmt;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use chrono::NaiveDate;

use self::worker::Worker;
use super::{EditError, Journal, JournalError, Passphrase, Snapshot};
use crate::data::DataDir;
use crate::plan::{Change, Entry};
use crate::wake::Wake;

/// What could not be written is tried again after this.
const AGAIN: Duration = Duration::from_secs(3);

/// The journal on a thread of its own, for a window that must not wait. Cloning shares it; the last one closes it.
#[derive(Clone, Debug)]
pub struct Keeper(Arc<Inner>);

/// What the clones share. Dropped, it waits until all is written that can be.
struct Inner {
    shared: Arc<Shared>,
    messages: Sender<Message>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

enum Message {
    Checkpoint(Entry),
    Save(Entry, Sender<Result<(), String>>),
    Forget,
    Change(Change, NaiveDate, Sender<Result<(), EditError>>),
    Undo(Sender<Result<Change, EditError>>),
    Ask(Request),
    Lock,
    Close,
}

/// Something to be done with the journal, if it can be had. What it gives back tells who asked what came of it.
type Request = Box<dyn FnOnce(Result<&mut Journal, JournalError>) -> Answer + Send>;
type Answer = Box<dyn FnOnce() + Send>;

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    wake: Wake,
}

/// What can be seen from outside.
#[derive(Clone, Debug, Default, PartialEq)]
struct State {
    /// Whether opening was tried: only then a missing snapshot means trouble.
    tried: bool,
    snapshot: Option<Arc<Snapshot>>,
    trouble: Option<JournalError>,
    waiting: Vec<Entry>,
    undoable: Option<Change>,
    sealed: bool,
}

impl Keeper {
    /// Opens the journal for writing, on its own thread. `wake` is called, on that thread, when something changed. One
    /// that needs a passphrase is in [`JournalError::Locked`] until [`Self::unlock`].
    pub fn open(data: &DataDir, wake: Wake) -> Self {
        Self::open_with(data, None, wake)
    }

    /// The same, with a passphrase; it counts only where one is needed.
    pub fn open_with(data: &DataDir, passphrase: Option<Passphrase>, wake: Wake) -> Self {
        let shared = Arc::new(Shared { state: Mutex::default(), changed: Condvar::new(), wake });
        let (messages, received) = channel();
        let (workers, data) = (shared.clone(), data.clone());
        let work = move || {
            let _farewell = Farewell(workers.clone());
            Worker::new(workers, data, passphrase).work(&received);
        };
        let thread = thread::Builder::new().name("ebb journal".into()).spawn(work);
        let thread = thread.map_err(|error| {
            let sentence = format!("the journal cannot be opened, this computer has no thread left: {error}");
            shared.publish(|state| (state.tried, state.trouble) = (true, Some(JournalError::Machine(sentence))));
        });
        Self(Arc::new(Inner { shared, messages, thread: Mutex::new(thread.ok()) }))
    }

    /// Waits until the journal is open, or cannot be opened; the newest state that is on disk.
    ///
    /// # Errors
    /// Why it cannot be opened.
    pub fn ready(&self) -> Result<Arc<Snapshot>, JournalError> {
        let state = self.state();
        let state = self.0.shared.changed.wait_while(state, |state| !state.tried);
        let state = state.unwrap_or_else(PoisonError::into_inner);
        match (&state.snapshot, &state.trouble) {
            (Some(snapshot), _) => Ok(snapshot.clone()),
            (None, Some(trouble)) => Err(trouble.clone()),
            (None, None) => Err(silent()),
        }
    }

    /// The newest state that is on disk; `None` until the journal is open. The same `Arc` while nothing changes.
    pub fn snapshot(&self) -> Option<Arc<Snapshot>> {
        self.state().snapshot.clone()
    }

    /// The same in words, for the user.
    pub fn error_text(&self) -> Option<String> {
        self.error().map(|error| error.to_string())
    }

    /// Why the journal cannot be opened or written; `None` when all is well.
    pub fn error(&self) -> Option<JournalError> {
        self.state().trouble.clone()
    }

    /// The entries that could not be saved yet. They are tried again every few seconds and with each new write.
    pub fn waiting(&self) -> Vec<Entry> {
        self.state().waiting.clone()
    }

    /// Keeps where a running session stands, so that a crash loses little. Returns at once.
    pub fn checkpoint(&self, running: Entry) {
        self.tell(Message::Checkpoint(running));
    }

    /// Saves the entry of a session that ended, and forgets the running one. The answer comes when it is on disk, and
    /// can be seen in [`Self::snapshot`], or when that failed: it then waits here and is tried again.
    pub fn save(&self, entry: Entry) -> Receiver<Result<(), String>> {
        let (answer, answered) = channel();
        self.tell(Message::Save(entry, answer));
        answered
    }

    /// Makes a change on `today`. The answer comes when it is on disk, and can be seen in [`Self::snapshot`], or why
    /// nothing was changed; it is not tried again.
    pub fn change(&self, change: Change, today: NaiveDate) -> Receiver<Result<(), EditError>> {
        let (answer, answered) = channel();
        self.tell(Message::Change(change, today, answer));
        answered
    }

    /// Takes the newest change back. The answer comes as for [`Self::change`], and says which change it was.
    pub fn undo(&self) -> Receiver<Result<Change, EditError>> {
        let (answer, answered) = channel();
        self.tell(Message::Undo(answer));
        answered
    }

    /// The change that [`Self::undo`] would take back; none before the first since the journal was opened.
    pub fn undoable(&self) -> Option<Change> {
        self.state().undoable.clone()
    }

    /// Forgets the running session. Returns at once.
    pub fn forget_running(&self) {
        self.tell(Message::Forget);
    }

    /// Does something with the journal on the keeper's thread, after all that was asked before. The answer comes when
    /// it is on disk and can be seen in [`Self::snapshot`].
    pub fn ask<T: Send + 'static>(
        &self,
        request: impl FnOnce(&mut Journal) -> Result<T, JournalError> + Send + 'static,
    ) -> Receiver<Result<T, JournalError>> {
        let (answer, answered) = channel();
        let request: Request = Box::new(move |journal| {
            let done = journal.and_then(request);
            Box::new(move || {
                // The caller may no longer be listening.
                let _ = answer.send(done);
            })
        });
        self.tell(Message::Ask(request));
        answered
    }

    /// Opens a journal that is [`JournalError::Locked`].
    pub fn unlock(&self, passphrase: Passphrase) -> Receiver<Result<(), JournalError>> {
        self.ask(|journal| journal.unlock(passphrase))
    }

    /// Closes the journal and wipes its passphrase, if it has one and nothing waits to be saved. Returns at once: it
    /// is locked when [`Self::error`] says [`JournalError::Locked`].
    pub fn lock(&self) {
        self.tell(Message::Lock);
    }

    /// Whether it is open with a passphrase: only then it can be locked.
    pub fn is_sealed(&self) -> bool {
        self.state().sealed
    }

    /// Writes what is left to write, once, and closes the journal for all clones. Dropping the last clone does too.
    pub fn close(&self) {
        self.0.close();
    }

    fn tell(&self, message: Message) {
        // A closed one keeps nothing more; who saves hears it, for the answer's sender is dropped with the message.
        let _ = self.0.messages.send(message);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.shared.state()
    }
}

impl Inner {
    fn close(&self) {
        // It may have closed before.
        let _ = self.messages.send(Message::Close);
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        // A thread that drops the last clone inside `wake` cannot wait for itself.
        if let Some(thread) = thread.filter(|thread| thread.thread().id() != thread::current().id()) {
            // A panic there has been told already.
            let _ = thread.join();
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.close();
    }
}

impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keeper").finish_non_exhaustive()
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes what is seen, and wakes who looks if it differs.
    fn publish(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.state();
        let before = state.clone();
        change(&mut state);
        let differs = *state != before;
        drop(state);
        if differs {
            self.changed.notify_all();
            self.wake.wake();
        }
    }
}

/// However the thread ends, nobody waits for it forever.
struct Farewell(Arc<Shared>);

impl Drop for Farewell {
    fn drop(&mut self) {
        self.0.state().tried = true;
        self.0.changed.notify_all();
    }
}

fn silent() -> JournalError {
    JournalError::Machine("the journal does not answer".into())
}
