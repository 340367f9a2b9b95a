//! What leaves the journal as files, and comes in: done on a thread of its own, answered to who asked.
//!
//! Knows no window: it is given a keeper and a path.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::sync::{Arc, mpsc};

use chrono::NaiveDate;

use crate::exchange::{Book, Private};
use crate::journal::{Imported, Keeper, Trouble};
use crate::papers;

/// The longest file that is read.
const LONGEST: u64 = 256 << 20;

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
    /// Who waits.
    pub answer: Sender<Result<Came, String>>,
}

impl Errand {
    /// Begins it; `wake` is called when it is done.
    pub(super) fn begin(self, keeper: Keeper, today: NaiveDate, wake: impl Fn() + Send + 'static) {
        std::thread::spawn(move || {
            // Who asked may have gone meanwhile.
            let _ = self.answer.send(carry_out(self.what, &keeper, today));
            wake();
        });
    }
}

fn carry_out(what: What, keeper: &Keeper, today: NaiveDate) -> Result<Came, String> {
    let journal = || keeper.snapshot().ok_or_else(|| "the journal is not open, so nothing was written".to_owned());
    match what {
        What::Report(path, private) => {
            papers::report(&path, &*journal()?, today, private).map_err(|why| why.to_string())?;
            Ok(Came::Written(vec![path]))
        }
        What::Tables(folder, private) => {
            let paths = papers::tables(&folder, &*journal()?, today, private).map_err(|why| why.to_string())?;
            Ok(Came::Written(paths.into()))
        }
        What::Whole(path) => {
            papers::whole(&path, &book(keeper)?).map_err(|why| why.to_string())?;
            Ok(Came::Written(vec![path]))
        }
        What::Look(path) => {
            let theirs = read(&path)?;
            let new = book(keeper)?.news(&theirs).count();
            Ok(Came::Seen(Arc::new(theirs), new))
        }
        What::Merge(theirs) => heard(&keeper.ask(move |journal| journal.import(&theirs, today))).map(Came::Merged),
    }
}

fn book(keeper: &Keeper) -> Result<Book, String> {
    heard(&keeper.ask(crate::journal::Journal::book))
}

fn heard<T>(answer: &mpsc::Receiver<Result<T, Trouble>>) -> Result<T, String> {
    answer.recv().map_err(|_closed| "the journal was closed".to_owned())?.map_err(|why| why.to_string())
}

fn read(path: &PathBuf) -> Result<Book, String> {
    let shown = path.display();
    let cannot = |error: io::Error| format!("{shown} cannot be read: {error}");
    #[expect(clippy::disallowed_methods, reason = "the file that the user names, on a thread of its own")]
    let bytes = match std::fs::metadata(path) {
        Ok(about) if about.len() > LONGEST => return Err(format!("{shown} is longer than any export")),
        Ok(_) => std::fs::read(path).map_err(cannot)?,
        Err(error) => return Err(cannot(error)),
    };
    Book::from_json(&bytes).map_err(|mistake| format!("{shown}:{mistake}, nothing was changed"))
}
