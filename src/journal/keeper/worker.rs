//! The thread's part of the keeper: it has the journal, writes what it is given, and keeps what it could not write.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};

use super::{AGAIN, Message, Request, Shared, silent};
use crate::data::DataDir;
use crate::journal::{EditError, Journal, JournalError, Passphrase, Snapshot};
use crate::plan::Entry;

/// What is to become of the running session.
#[derive(Debug, PartialEq)]
enum Running {
    Written,
    Keep(Box<Entry>),
    Forget,
}

/// What the thread knows.
pub(super) struct Worker {
    shared: Arc<Shared>,
    data: DataDir,
    /// Until the journal has it.
    passphrase: Option<Passphrase>,
    journal: Option<Journal>,
    running: Running,
    waiting: Vec<Entry>,
    /// Whether more is on disk than was read last.
    stale: bool,
}

impl Worker {
    pub(super) fn new(shared: Arc<Shared>, data: DataDir, passphrase: Option<Passphrase>) -> Self {
        let (running, waiting) = (Running::Written, Vec::new());
        Self { shared, data, passphrase, journal: None, running, waiting, stale: true }
    }

    pub(super) fn work(&mut self, messages: &Receiver<Message>) {
        self.attend();
        loop {
            let message = if self.has_nothing_left() {
                messages.recv().map_err(RecvTimeoutError::from)
            } else {
                messages.recv_timeout(AGAIN)
            };
            match message {
                Ok(Message::Checkpoint(entry)) => self.running = Running::Keep(Box::new(entry)),
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
                Ok(Message::Ask(request)) => {
                    self.carry_out(request);
                    continue;
                }
                Ok(Message::Lock) => self.lock(),
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

    /// Does what was asked for, and answers when what came of it can be seen.
    fn carry_out(&mut self, request: Request) {
        let answer = request(self.journal());
        self.stale = true;
        self.attend();
        answer();
        // What is seen may be as before: whoever waits for the answer only is woken too.
        self.shared.wake.wake();
    }

    /// What waits, and what runs, must not be lost: then it stays open.
    fn lock(&mut self) {
        if self.has_nothing_left()
            && let Some(journal) = &mut self.journal
        {
            journal.lock();
        }
    }

    /// The journal; whether it can be opened shows with what is done to it.
    fn journal(&mut self) -> Result<&mut Journal, JournalError> {
        match &mut self.journal {
            Some(journal) => Ok(journal),
            none => {
                let mut journal = Journal::take(&self.data)?;
                journal.passphrase = self.passphrase.take();
                Ok(none.insert(journal))
            }
        }
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
        // The caller may no longer be listening; the entry is kept all the same.
        let _ = answer.send(if still { Err(why()) } else { Ok(()) });
    }

    /// Makes a change, or takes one back, after all that waits. The caller is answered once it can be seen.
    fn edit<T>(
        &mut self,
        answer: &Sender<Result<T, EditError>>,
        edit: impl FnOnce(&mut Journal) -> Result<T, EditError>,
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
        // The caller may no longer be listening; what is done is done.
        let _ = answer.send(outcome);
    }

    /// Writes all that is to be written, as far as that can be done, and shows how it stands.
    fn attend(&mut self) {
        let read = self.write();
        let waiting = self.waiting.clone();
        let undoable = self.journal.as_ref().and_then(Journal::undoable).cloned();
        let sealed = self.journal.as_ref().is_some_and(Journal::is_sealed);
        self.shared.publish(|state| {
            state.tried = true;
            state.waiting = waiting;
            state.undoable = undoable;
            state.sealed = sealed;
            state.trouble = read.trouble;
            if state.trouble == Some(JournalError::Locked) {
                state.snapshot = None;
            }
            // The same content stays the same `Arc`.
            if let Some(snapshot) = read.snapshot.filter(|snapshot| state.snapshot.as_deref() != Some(snapshot)) {
                state.snapshot = Some(Arc::new(snapshot));
            }
        });
    }

    fn write(&mut self) -> Read {
        if let Err(trouble) = self.journal() {
            return Read { snapshot: None, trouble: Some(trouble) };
        }
        let Some(journal) = &mut self.journal else { return Read { snapshot: None, trouble: Some(silent()) } };
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
        let trouble = trouble.or_else(|| journal.look_again().err()).or_else(|| journal.about_backups().cloned());
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
    trouble: Option<JournalError>,
}
