//! Files dropped on the window: each is checked and copied among the user's own sessions, on a thread of its own.
//!
//! Knows paths and what became of them; refuses to read or write a file on the window's thread.

use std::path::{Path, PathBuf};
use std::sync::mpsc;

use eframe::egui::Context;

use crate::catalogue::{self, AddError, Added, Catalogue, Existing};

/// What became of the files that were dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Arrived {
    /// These are among the user's own sessions now, or were before.
    pub(super) added: Vec<Added>,
    /// The text that `ebb check` prints for each of the others.
    pub(super) wrong: Vec<String>,
    /// What the disk refused, each a sentence without its full stop.
    pub(super) refused: Vec<String>,
}

/// The files that are still to be looked at.
#[derive(Debug, Default)]
pub(super) struct Dropped {
    waiting: Vec<PathBuf>,
    working: Option<mpsc::Receiver<(Arrived, Catalogue)>>,
    /// Several files may come over several frames: they are told together.
    arrived: Arrived,
}

impl Dropped {
    /// Takes what was dropped in this frame; `wake` is called when there is something to be told.
    pub(super) fn take(&mut self, ctx: &Context, folder: &Path, wake: impl Fn() + Send + 'static) {
        let new = ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        self.waiting.extend::<Vec<_>>(new);
        if self.working.is_some() || self.waiting.is_empty() {
            return;
        }
        let (files, folder) = (std::mem::take(&mut self.waiting), folder.to_owned());
        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || {
            let arrived = add(&files, &folder);
            // A window that is gone needs no answer.
            let _ = send.send((arrived, Catalogue::load(&folder)));
            wake();
        });
        self.working = Some(receive);
    }

    /// What became of the files, once no more are waiting, and the sessions there are now.
    pub(super) fn arrived(&mut self) -> Option<(Arrived, Catalogue)> {
        let (arrived, catalogue) = self.working.as_ref()?.try_recv().ok()?;
        self.working = None;
        self.arrived.added.extend(arrived.added);
        self.arrived.wrong.extend(arrived.wrong);
        self.arrived.refused.extend(arrived.refused);
        self.waiting.is_empty().then(|| (std::mem::take(&mut self.arrived), catalogue))
    }
}

/// Each file by itself, so that one that is wrong keeps none of the others out.
fn add(files: &[PathBuf], folder: &Path) -> Arrived {
    let mut arrived = Arrived::default();
    for file in files {
        match catalogue::add(std::slice::from_ref(file), folder, Existing::Keep) {
            Ok(added) => arrived.added.extend(added),
            Err(AddError::Wrong(text)) => arrived.wrong.push(text),
            Err(AddError::Disk { why, added }) => {
                arrived.added.extend(added);
                arrived.refused.push(why);
            }
        }
    }
    arrived
}
