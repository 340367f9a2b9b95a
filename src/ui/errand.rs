//! What leaves the journal as files, and comes in: done on a thread of its own, answered to who asked.
//!
//! Knows no window: it is given a keeper and a path.

use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::sync::{Arc, mpsc};

use chrono::NaiveDate;

use crate::catalogue::Existing;
use crate::exchange::{Book, Private};
use crate::journal::{Imported, JournalError, Keeper};
use crate::papers::{self, ExportError};

/// What is to be done.
#[derive(Clone, Debug)]
pub enum What {
    /// Write the page of all weeks.
    Report(PathBuf, Private),
    /// Write the whole journal.
    Whole(PathBuf),
    /// Write entries and weeks as tables into this folder.
    Tables(PathBuf, Private),
    /// Read another journal's export, and say what is new in it.
    Look(PathBuf),
    /// Take this one in.
    Merge(Arc<Book>),
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Came {
    /// These files were written.
    Written(Vec<PathBuf>),
    /// Nothing was written: this is there already, from before.
    Exists(PathBuf),
    /// So many records of this journal are new or newer.
    Seen(Arc<Book>, usize),
    /// It was taken in.
    Merged(Imported),
}

/// Something to be done, and who waits for it. A sentence without its full stop says why it was not.
#[derive(Clone, Debug)]
pub struct Errand {
    /// What.
    pub what: What,
    /// What becomes of earlier files of the same names.
    pub existing: Existing,
    /// Who waits.
    pub answer: Sender<Result<Came, String>>,
}

impl Errand {
    /// Begins it; `wake` is called when it is done.
    pub(super) fn begin(self, keeper: Keeper, today: NaiveDate, wake: impl Fn() + Send + 'static) {
        std::thread::spawn(move || {
            // Who asked may have gone meanwhile.
            let _ = self.answer.send(carry_out(self.what, self.existing, &keeper, today));
            wake();
        });
    }
}

fn carry_out(what: What, existing: Existing, keeper: &Keeper, today: NaiveDate) -> Result<Came, String> {
    let journal = || keeper.snapshot().ok_or_else(|| "the journal is not open, so nothing was written".to_owned());
    match what {
        What::Report(path, private) => {
            written(papers::report(&path, existing, &*journal()?, today, private).map(|()| vec![path]))
        }
        What::Tables(folder, private) => {
            written(papers::tables(&folder, existing, &*journal()?, today, private).map(Vec::from))
        }
        What::Whole(path) => written(papers::whole(&path, existing, &book(keeper)?).map(|()| vec![path])),
        What::Look(path) => {
            let theirs = papers::read(&path).map_err(|why| format!("{why}, nothing was changed"))?;
            let new = book(keeper)?.news(&theirs).count();
            Ok(Came::Seen(Arc::new(theirs), new))
        }
        What::Merge(theirs) => heard(&keeper.ask(move |journal| journal.import(&theirs, today))).map(Came::Merged),
    }
}

fn written(paths: Result<Vec<PathBuf>, ExportError>) -> Result<Came, String> {
    match paths {
        Ok(paths) => Ok(Came::Written(paths)),
        Err(ExportError::Exists(path)) => Ok(Came::Exists(path)),
        Err(why) => Err(why.to_string()),
    }
}

fn book(keeper: &Keeper) -> Result<Book, String> {
    heard(&keeper.ask(crate::journal::Journal::book))
}

fn heard<T>(answer: &mpsc::Receiver<Result<T, JournalError>>) -> Result<T, String> {
    answer.recv().map_err(|_closed| "the journal was closed".to_owned())?.map_err(|why| why.to_string())
}
