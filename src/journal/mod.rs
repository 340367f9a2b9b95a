//! The only SQLite: what was practised and what the plan asks, kept.

use std::sync::Arc;

use crate::data::DataDir;
use crate::plan::{Entry, Plan};

/// Everything in the journal at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// Practices, targets, pauses. The default plan until the first write.
    pub plan: Plan,
    /// Not deleted, ordered by (day, start, id).
    pub entries: Vec<Entry>,
}

/// The journal on a thread of its own, for a window that must not wait. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Keeper {}

impl Keeper {
    /// Opens the journal for writing, on its own thread. `wake` is called when something changed.
    pub fn open(_data: &DataDir, _wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        Self {}
    }

    /// The newest state that is on disk; `None` until the journal is open.
    pub fn snapshot(&self) -> Option<Arc<Snapshot>> {
        None
    }

    /// Why the journal cannot be opened or written, for the user; `None` when all is well.
    pub fn trouble(&self) -> Option<String> {
        None
    }

    /// Keeps where a running session stands, so that a crash loses little. Returns at once.
    pub fn checkpoint(&self, _running: Entry) {}

    /// Saves the entry of a session that ended, and forgets the running one. The answer comes when it is on disk.
    pub fn save(&self, _entry: Entry) -> std::sync::mpsc::Receiver<Result<(), String>> {
        std::sync::mpsc::channel().1
    }

    /// Forgets the running session. Returns at once.
    pub fn forget_running(&self) {}
}
