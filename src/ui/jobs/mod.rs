//! What the window has done with files: sessions read, added, kept, taken away, brought back; exports and imports. Each
//! job has a thread of its own.
//!
//! Shows nothing: the outcome of a job goes to the page that shows it.

mod transfer;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use eframe::egui::Context;

use super::task::{LostError, Task};
use crate::catalogue::{self, AddError, Added, Catalogue, Existing, Kept, Removed};
use crate::journal::Keeper;
use crate::session::Session;

pub use transfer::{Transfer, Transferred};

/// What is to be done.
#[derive(Clone, Debug)]
pub enum Job {
    /// Read the sessions again.
    ReadCatalogue,
    /// Check these files, and copy them among the user's own sessions.
    Add(Vec<PathBuf>),
    /// Write this session.
    Keep(Box<Session>, catalogue::Place),
    /// Take this file out of the Library.
    Remove(PathBuf),
    /// Bring it back.
    Restore(Removed),
    /// Show where this file lies, in the desktop's own window.
    Reveal(PathBuf),
    /// Write what leaves the journal as files, or read such a file. What becomes of earlier files of the same names.
    Transfer(Transfer, Existing),
}

/// What came of a job; a sentence without its full stop where it could not be done.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    /// The sessions were not read.
    Unread(String),
    Added(AddedFiles),
    Kept(Result<Kept, String>),
    Removed(Result<Removed, String>),
    Restored(Result<(), String>),
    Revealed(Result<(), String>),
    Transferred(Result<Transferred, String>),
}

/// What became of files that were to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct AddedFiles {
    /// These are among the user's own sessions now, or were before.
    pub(super) added: Vec<Added>,
    /// The text that `ebb check` prints for each of the others.
    pub(super) wrong: Vec<String>,
    /// What the disk refused, each a sentence without its full stop.
    pub(super) refused: Vec<String>,
}

/// Shows a file in the desktop's own window; a sentence without its full stop when that is not possible.
pub type RevealFile = Arc<dyn Fn(&Path) -> Result<(), String> + Send + Sync>;

/// What jobs work with.
#[derive(Clone)]
pub(super) struct Surroundings {
    /// The folder of the user's own sessions.
    pub(super) folder: PathBuf,
    pub(super) keeper: Keeper,
    pub(super) today: NaiveDate,
    pub(super) reveal_file: RevealFile,
}

/// What is to be told of a job, and the sessions there are after it where it may have changed them.
type JobAnswer = (Option<Outcome>, Option<Catalogue>);

/// A job under way.
#[derive(Debug)]
struct Running {
    task: Task<JobAnswer>,
    /// What came of it should its thread be lost.
    lost: fn(String) -> Outcome,
    kind: JobKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum JobKind {
    Read,
    Add,
    Other,
}

/// The jobs under way.
#[derive(Debug, Default)]
pub(super) struct Jobs {
    running: Vec<Running>,
    /// Files that wait for those before them.
    waiting: Vec<PathBuf>,
    /// Files may come over several frames: what became of them is told together.
    added: AddedFiles,
}

impl Jobs {
    /// Begins a job.
    pub(super) fn begin(&mut self, ctx: &Context, job: Job, surroundings: Surroundings) {
        let (kind, lost): (_, fn(String) -> Outcome) = match &job {
            Job::ReadCatalogue => (JobKind::Read, Outcome::Unread),
            Job::Add(_) => {
                (JobKind::Add, |why| Outcome::Added(AddedFiles { refused: vec![why], ..AddedFiles::default() }))
            }
            Job::Keep(..) => (JobKind::Other, |why| Outcome::Kept(Err(why))),
            Job::Remove(_) => (JobKind::Other, |why| Outcome::Removed(Err(why))),
            Job::Restore(_) => (JobKind::Other, |why| Outcome::Restored(Err(why))),
            Job::Reveal(_) => (JobKind::Other, |why| Outcome::Revealed(Err(why))),
            Job::Transfer(..) => (JobKind::Other, |why| Outcome::Transferred(Err(why))),
        };
        if kind == JobKind::Read {
            self.drop_older_reads();
        }
        let task = Task::spawn("ebb job", ctx, move || carry_out(job, &surroundings));
        self.running.push(Running { task, lost, kind });
    }

    /// To add the files that were dropped by this frame, once those before them have been added.
    pub(super) fn dropped(&mut self, ctx: &Context) -> Option<Job> {
        ctx.input(|input| self.waiting.extend(input.raw.dropped_files.iter().map(|file| file.path().to_owned())));
        let adds = !self.waiting.is_empty() && !self.is_adding();
        adds.then(|| Job::Add(std::mem::take(&mut self.waiting)))
    }

    /// What is to be told of a job that is done by now, and the sessions there are then; one after the other.
    pub(super) fn poll(&mut self) -> Option<JobAnswer> {
        let (nth, answer) =
            self.running.iter_mut().enumerate().find_map(|(nth, running)| Some((nth, running.task.poll()?)))?;
        let Running { lost, .. } = self.running.remove(nth);
        let (outcome, catalogue) = answer.unwrap_or_else(|error: LostError| (Some(lost(error.to_string())), None));
        if catalogue.is_some() {
            self.drop_older_reads();
        }
        Some((outcome.and_then(|outcome| self.together(outcome)), catalogue))
    }

    /// What is still being read is older than what was read or asked for since.
    fn drop_older_reads(&mut self) {
        self.running.retain(|running| running.kind != JobKind::Read);
    }

    /// Files are told of once no more wait.
    fn together(&mut self, outcome: Outcome) -> Option<Outcome> {
        let Outcome::Added(added) = outcome else { return Some(outcome) };
        self.added.added.extend(added.added);
        self.added.wrong.extend(added.wrong);
        self.added.refused.extend(added.refused);
        self.waiting.is_empty().then(|| Outcome::Added(std::mem::take(&mut self.added)))
    }

    fn is_adding(&self) -> bool {
        self.running.iter().any(|running| running.kind == JobKind::Add)
    }
}

fn carry_out(job: Job, surroundings: &Surroundings) -> JobAnswer {
    let folder = &surroundings.folder;
    let outcome = match job {
        Job::ReadCatalogue => return (None, Some(Catalogue::load(folder))),
        Job::Add(files) => Outcome::Added(add(&files, folder)),
        Job::Keep(session, place) => Outcome::Kept(catalogue::keep(&session, folder, &place)),
        Job::Remove(path) => Outcome::Removed(catalogue::remove(&path)),
        Job::Restore(removed) => Outcome::Restored(catalogue::restore(&removed)),
        Job::Reveal(path) => return (Some(Outcome::Revealed((surroundings.reveal_file)(&path))), None),
        Job::Transfer(transfer, existing) => {
            let outcome = transfer::carry_out(transfer, existing, &surroundings.keeper, surroundings.today);
            return (Some(Outcome::Transferred(outcome)), None);
        }
    };
    (Some(outcome), Some(Catalogue::load(folder)))
}

/// Each file by itself, so that one that is wrong keeps none of the others out.
fn add(files: &[PathBuf], folder: &Path) -> AddedFiles {
    let mut arrived = AddedFiles::default();
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

/// Opens the folder of a file with what the desktop has for that.
///
/// # Errors
/// One sentence without its full stop, when nothing opens folders here.
pub fn reveal_file(path: &Path) -> Result<(), String> {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    let (program, words): (&str, Vec<std::ffi::OsString>) = if cfg!(target_os = "macos") {
        ("open", vec!["-R".into(), path.into()])
    } else if cfg!(windows) {
        let mut select = std::ffi::OsString::from("/select,");
        select.push(path);
        ("explorer", vec![select])
    } else {
        ("xdg-open", vec![folder.into()])
    };
    let failed = || format!("nothing on this computer opens folders for Ebb: the file lies in {}", folder.display());
    let quiet = std::process::Stdio::null;
    let status = crate::child::command(program)
        .args(words)
        .stdin(quiet())
        .stdout(quiet())
        .stderr(quiet())
        .status()
        // The reason does not help someone who only wants to see the file.
        .map_err(|_why| failed())?;
    // Explorer says 1 also when all is well.
    if status.success() || cfg!(windows) { Ok(()) } else { Err(failed()) }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Sender, channel};

    use super::*;
    use crate::data::DataDir;
    use crate::wake::Wake;

    /// A job under way that answers when the test does.
    fn running(kind: JobKind, lost: fn(String) -> Outcome) -> (Running, Sender<JobAnswer>) {
        let (answer, answered) = channel();
        (Running { task: answered.into(), lost, kind }, answer)
    }

    #[test]
    fn sessions_that_were_read_earlier_never_come_after_later_ones() {
        let folder = tempfile::tempdir().unwrap();
        let surroundings = Surroundings {
            folder: folder.path().to_owned(),
            keeper: Keeper::open(&DataDir::at(folder.path().join("data")), Wake::nobody()),
            today: NaiveDate::default(),
            reveal_file: Arc::new(|_| Ok(())),
        };
        let (slow, earlier) = running(JobKind::Read, Outcome::Unread);
        let mut jobs = Jobs { running: vec![slow], ..Jobs::default() };
        jobs.begin(&Context::default(), Job::ReadCatalogue, surroundings);
        assert!(earlier.send((None, Some(Catalogue::default()))).is_err(), "nobody waits for the earlier one");
        let (outcome, catalogue) = loop {
            if let Some(answer) = jobs.poll() {
                break answer;
            }
            std::thread::yield_now();
        };
        assert!(outcome.is_none() && catalogue.is_some_and(|catalogue| !catalogue.items.is_empty()));
    }

    #[test]
    fn a_job_whose_thread_is_lost_is_told_as_not_done() {
        let (removing, answer) = running(JobKind::Other, |why| Outcome::Removed(Err(why)));
        let mut jobs = Jobs { running: vec![removing], ..Jobs::default() };
        assert!(jobs.poll().is_none());
        drop(answer);
        let told = jobs.poll();
        assert!(matches!(told, Some((Some(Outcome::Removed(Err(why))), None)) if why.contains("try it again")));
    }
}
