//! What a change would do to past weeks, worked out away from the window: years of entries take longer than a frame.
//!
//! Decides nothing about weeks: the plan does.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use chrono::NaiveDate;
use eframe::egui::Context;

use crate::journal::Snapshot;
use crate::plan::{Change, ChangeError, Preview};

/// What was asked about last, and what it would do.
#[derive(Debug, Default)]
pub(super) struct Foresight {
    asked: Option<Question>,
    working: Option<Receiver<Result<Preview, ChangeError>>>,
    known: Option<Result<Preview, ChangeError>>,
}

#[derive(Debug)]
struct Question {
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
    ) -> Option<&Result<Preview, ChangeError>> {
        let same = |asked: &Question| {
            Arc::ptr_eq(&asked.snapshot, snapshot) && asked.change == *change && asked.today == today
        };
        if !self.asked.as_ref().is_some_and(same) {
            self.ask(ctx, Question { snapshot: Arc::clone(snapshot), change: change.clone(), today });
        }
        if let Some(found) = self.working.as_ref().and_then(|working| working.try_recv().ok()) {
            self.known = Some(found);
            self.working = None;
        }
        self.known.as_ref()
    }

    fn ask(&mut self, ctx: &Context, question: Question) {
        let (send, receive) = channel();
        let (snapshot, change, today) = (Arc::clone(&question.snapshot), question.change.clone(), question.today);
        let ctx = ctx.clone();
        std::thread::spawn(move || {
            // Who asks something else by then needs no answer.
            let _ = send.send(snapshot.preview(&change, today));
            ctx.request_repaint();
        });
        (self.asked, self.working, self.known) = (Some(question), Some(receive), None);
    }
}
