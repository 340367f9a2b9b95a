//! What a change would do to past weeks, worked out away from the window: years of entries take longer than a frame.
//!
//! Decides nothing about weeks: the plan does.

use std::sync::Arc;

use chrono::NaiveDate;
use eframe::egui::Context;

use super::task::{LostError, Task};
use crate::journal::Snapshot;
use crate::plan::{Change, ChangeError, Preview};

/// Why it is not known what a change would do.
#[derive(Debug, thiserror::Error)]
pub(super) enum PreviewError {
    /// It cannot be made.
    #[error(transparent)]
    Refused(#[from] ChangeError),
    /// It was not worked out.
    #[error(transparent)]
    Lost(#[from] LostError),
}

/// What was asked about last, and what it would do.
#[derive(Debug, Default)]
pub(super) struct Foresight {
    asked: Option<PreviewQuestion>,
    working: Task<Result<Preview, PreviewError>>,
    known: Option<Result<Preview, PreviewError>>,
}

#[derive(Debug)]
struct PreviewQuestion {
    snapshot: Arc<Snapshot>,
    change: Change,
    today: NaiveDate,
}

impl Foresight {
    /// What `change` would do on `today`; nothing until that is worked out.
    pub(super) fn see(
        &mut self,
        ctx: &Context,
        snapshot: &Arc<Snapshot>,
        change: &Change,
        today: NaiveDate,
    ) -> Option<&Result<Preview, PreviewError>> {
        let same = |asked: &PreviewQuestion| {
            Arc::ptr_eq(&asked.snapshot, snapshot) && asked.change == *change && asked.today == today
        };
        if !self.asked.as_ref().is_some_and(same) {
            self.ask(ctx, PreviewQuestion { snapshot: Arc::clone(snapshot), change: change.clone(), today });
        }
        if let Some(found) = self.working.outcome() {
            self.known = Some(found);
        }
        self.known.as_ref()
    }

    fn ask(&mut self, ctx: &Context, question: PreviewQuestion) {
        let (snapshot, change, today) = (Arc::clone(&question.snapshot), question.change.clone(), question.today);
        let working = Task::spawn("ebb preview", ctx, move || Ok(snapshot.preview(&change, today)?));
        (self.asked, self.working, self.known) = (Some(question), working, None);
    }
}
