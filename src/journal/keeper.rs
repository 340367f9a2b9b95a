//! The journal on a thread of its own, for who must not wait for a disk. What cannot be written waits here.

use std::fmt;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use chrono::NaiveDate;

use super::{Journal, Snapshot, Trouble, Unchanged};
use crate::data::DataDir;
use crate::plan::{Change, Entry};

/// What could not be written is tried again after this.
const AGAIN: Duration = Duration::from_secs(3);

/// The journal on a thread of its own, for a window that must not wait. Cloning shares it; the last one closes it.
#[derive(Clone, Debug)]
pub struct Keeper(Arc<Desk>);

/// What the clones share. Dropped, it waits until all is written that can be.
struct Desk {
    shared: Arc<Shared>,
    messages: Sender<Message>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

enum Message {
    Checkpoint(Entry),
    Save(Entry, Sender<Result<(), String>>),
    Forget,
    Change(Change, NaiveDate, Sender<Result<(), Unchanged>>),
    Undo(Sender<Result<Change, Unchanged>>),
    Close,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    wake: Arc<dyn Fn() + Send + Sync>,
}

/// What can be seen from outside.
#[derive(Clone, Debug, Default, PartialEq)]
struct State {
    /// Whether opening was tried: only then a missing snapshot means trouble.
    tried: bool,
    snapshot: Option<Arc<Snapshot>>,
    trouble: Option<Trouble>,
    waiting: Vec<Entry>,
    undoable: Option<Change>,
}

impl Keeper {
    /// Opens the journal for writing, on its own thread. `wake` is called, on that thread, when something changed.
    pub fn open(data: &DataDir, wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        let shared = Arc::new(Shared { state: Mutex::default(), changed: Condvar::new(), wake });
        let (messages, received) = channel();
        let (clerks, data) = (shared.clone(), data.clone());
        let work = move || {
            let _farewell = Farewell(clerks.clone());
            Clerk::new(clerks, data).work(&received);
        };
        let thread = thread::Builder::new().name("ebb journal".into()).spawn(work);
        let thread = thread.map_err(|error| {
            let sentence = format!("the journal cannot be opened, this computer has no thread left: {error}");
            shared.publish(|state| (state.tried, state.trouble) = (true, Some(Trouble::Machine(sentence))));
        });
        Self(Arc::new(Desk { shared, messages, thread: Mutex::new(thread.ok()) }))
    }

    /// Waits until the journal is open, or cannot be opened; the newest state that is on disk.
    ///
    /// # Errors
    /// Why it cannot be opened.
    pub fn ready(&self) -> Result<Arc<Snapshot>, Trouble> {
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

    /// Why the journal cannot be opened or written, for the user; `None` when all is well.
    pub fn trouble(&self) -> Option<String> {
        self.kind().map(|trouble| trouble.to_string())
    }

    /// The same, to tell one from another.
    pub fn kind(&self) -> Option<Trouble> {
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
    pub fn change(&self, change: Change, today: NaiveDate) -> Receiver<Result<(), Unchanged>> {
        let (answer, answered) = channel();
        self.tell(Message::Change(change, today, answer));
        answered
    }

    /// Takes the newest change back. The answer comes as for [`Self::change`], and says which change it was.
    pub fn undo(&self) -> Receiver<Result<Change, Unchanged>> {
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

impl Desk {
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

impl Drop for Desk {
    fn drop(&mut self) {
        self.close();
    }
}

impl fmt::Debug for Desk {
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
            (self.wake)();
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

fn silent() -> Trouble {
    Trouble::Machine("the journal does not answer".into())
}

/// What is to become of the running session.
#[derive(Debug, PartialEq)]
enum Running {
    Written,
    Keep(Entry),
    Forget,
}

/// What the thread knows.
struct Clerk {
    shared: Arc<Shared>,
    data: DataDir,
    journal: Option<Journal>,
    running: Running,
    waiting: Vec<Entry>,
    /// Whether more is on disk than was read last.
    stale: bool,
}

impl Clerk {
    fn new(shared: Arc<Shared>, data: DataDir) -> Self {
        Self { shared, data, journal: None, running: Running::Written, waiting: Vec::new(), stale: false }
    }

    fn work(&mut self, messages: &Receiver<Message>) {
        self.attend();
        loop {
            let message = if self.has_nothing_left() {
                messages.recv().map_err(RecvTimeoutError::from)
            } else {
                messages.recv_timeout(AGAIN)
            };
            match message {
                Ok(Message::Checkpoint(entry)) => self.running = Running::Keep(entry),
                Ok(Message::Forget) => self.running = Running::Forget,
                Ok(Message::Save(entry, answer)) => {
                    self.save(entry, &answer);
                    continue;
                }
                Ok(Message::Change(change, today, answer)) => {
                    self.edit(&answer, |journal| journal.change(&change, today));
                    continue;
                }
                Ok(Message::Undo(answer)) => {
                    self.edit(&answer, Journal::undo);
                    continue;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Ok(Message::Close) | Err(RecvTimeoutError::Disconnected) => break,
            }
            self.attend();
        }
        if !self.has_nothing_left() {
            self.attend();
        }
    }

    fn has_nothing_left(&self) -> bool {
        self.waiting.is_empty() && self.running == Running::Written
    }

    fn save(&mut self, entry: Entry, answer: &Sender<Result<(), String>>) {
        let id = entry.id.clone();
        if matches!(&self.running, Running::Keep(running) if running.id == id) {
            self.running = Running::Written;
        }
        match self.waiting.iter_mut().find(|waiting| waiting.id == id) {
            Some(waiting) => *waiting = entry,
            None => self.waiting.push(entry),
        }
        self.attend();
        let still = self.waiting.iter().any(|waiting| waiting.id == id);
        let why = || self.shared.state().trouble.clone().unwrap_or_else(silent).to_string();
        // Who asked may have gone meanwhile; the entry is kept all the same.
        let _ = answer.send(if still { Err(why()) } else { Ok(()) });
    }

    /// Makes a change, or takes one back, after all that waits. Who asked hears it when it can be seen.
    fn edit<T>(
        &mut self,
        answer: &Sender<Result<T, Unchanged>>,
        edit: impl FnOnce(&mut Journal) -> Result<T, Unchanged>,
    ) {
        self.attend();
        let outcome = match &mut self.journal {
            Some(journal) => edit(journal),
            None => Err(self.shared.state().trouble.clone().unwrap_or_else(silent).into()),
        };
        if outcome.is_ok() {
            self.stale = true;
            self.attend();
        }
        // Who asked may have gone meanwhile; what is done is done.
        let _ = answer.send(outcome);
    }

    /// Writes all that is to be written, as far as that can be done, and shows how it stands.
    fn attend(&mut self) {
        let read = self.write();
        let waiting = self.waiting.clone();
        let undoable = self.journal.as_ref().and_then(Journal::undoable).cloned();
        self.shared.publish(|state| {
            state.tried = true;
            state.waiting = waiting;
            state.undoable = undoable;
            state.trouble = read.trouble;
            // The same content stays the same `Arc`.
            if let Some(snapshot) = read.snapshot.filter(|snapshot| state.snapshot.as_deref() != Some(snapshot)) {
                state.snapshot = Some(Arc::new(snapshot));
            }
        });
    }

    fn write(&mut self) -> Read {
        let journal = match &mut self.journal {
            Some(journal) => journal,
            none => match Journal::open_for_writing(&self.data) {
                Ok(journal) => none.insert(journal),
                Err(trouble) => return Read { snapshot: None, trouble: Some(trouble) },
            },
        };
        let was_settled = journal.is_settled();
        let mut trouble = journal.settle().err();
        let before = self.waiting.len();
        self.waiting.retain(|entry| match journal.save(entry) {
            Ok(()) => false,
            Err(why) => {
                trouble = Some(why);
                true
            }
        });
        let running = match &self.running {
            Running::Written => Ok(()),
            Running::Keep(entry) => journal.checkpoint(entry),
            Running::Forget => journal.forget_running(),
        };
        match running {
            Ok(()) => self.running = Running::Written,
            Err(why) => trouble = Some(why),
        }
        if was_settled && self.waiting.len() == before && !self.stale {
            return Read { snapshot: None, trouble };
        }
        match journal.read() {
            Ok(snapshot) => {
                self.stale = false;
                Read { snapshot: Some(snapshot), trouble }
            }
            Err(why) => Read { snapshot: None, trouble: Some(why) },
        }
    }
}

/// What came of it: `snapshot` is `None` when it need not, or cannot, be read again.
struct Read {
    snapshot: Option<Snapshot>,
    trouble: Option<Trouble>,
}
