//! What leaves the journal as files, and comes in from one.
//!
//! Knows no window: it is given a keeper and a path.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use chrono::NaiveDate;

use crate::catalogue::Existing;
use crate::exchange::{Book, Private};
use crate::journal::{Imported, Journal, JournalError, Keeper};
use crate::papers::{self, ExportError};

/// What is to be written or read.
#[derive(Clone, Debug)]
pub enum Transfer {
    /// Write the page of all weeks.
    Report(PathBuf, Private),
    /// Write the whole journal.
    Journal(PathBuf),
    /// Write entries and weeks as tables into this folder.
    Tables(PathBuf, Private),
    /// Read another journal's export, and say what is new in it.
    Inspect(PathBuf),
    /// Import this one.
    Import(Arc<Book>),
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Transferred {
    /// These files were written.
    Written(Vec<PathBuf>),
    /// Nothing was written: this is there already, from before.
    Exists(PathBuf),
    /// So many records of this journal are new or newer.
    Inspected(Arc<Book>, usize),
    /// It was imported.
    Imported(Imported),
}

pub(super) fn carry_out(
    transfer: Transfer,
    existing: Existing,
    keeper: &Keeper,
    today: NaiveDate,
) -> Result<Transferred, String> {
    let journal = || keeper.snapshot().ok_or_else(|| "the journal is not open, so nothing was written".to_owned());
    match transfer {
        Transfer::Report(path, private) => {
            written(papers::report(&path, existing, &*journal()?, today, private).map(|()| vec![path]))
        }
        Transfer::Tables(folder, private) => {
            written(papers::tables(&folder, existing, &*journal()?, today, private).map(Vec::from))
        }
        Transfer::Journal(path) => written(papers::whole(&path, existing, &book(keeper)?).map(|()| vec![path])),
        Transfer::Inspect(path) => {
            let theirs = papers::read(&path).map_err(|why| format!("{why}, nothing was changed"))?;
            let new = book(keeper)?.news(&theirs).count();
            Ok(Transferred::Inspected(Arc::new(theirs), new))
        }
        Transfer::Import(theirs) => {
            waited(&keeper.ask(move |journal| journal.import(&theirs, today))).map(Transferred::Imported)
        }
    }
}

fn written(paths: Result<Vec<PathBuf>, ExportError>) -> Result<Transferred, String> {
    match paths {
        Ok(paths) => Ok(Transferred::Written(paths)),
        Err(ExportError::Exists(path)) => Ok(Transferred::Exists(path)),
        Err(why) => Err(why.to_string()),
    }
}

fn book(keeper: &Keeper) -> Result<Book, String> {
    waited(&keeper.ask(Journal::book))
}

fn waited<T>(answer: &Receiver<Result<T, JournalError>>) -> Result<T, String> {
    answer.recv().map_err(|_closed| "the journal was closed".to_owned())?.map_err(|why| why.to_string())
}
