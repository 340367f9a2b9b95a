//! What is done with the user's own session files: kept, taken away, brought back, shown; each on a thread of its own.
//!
//! Knows jobs and what became of them; refuses to read or write a file on the window's thread.

use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};

use crate::catalogue::{self, Catalogue, Kept, Removed};
use crate::session::Session;

/// What is to be done.
#[derive(Clone, Debug)]
pub enum Job {
    /// Write this session.
    Keep(Box<Session>, catalogue::Place),
    /// Take this file out of the Library.
    Remove(PathBuf),
    /// Bring it back.
    Restore(Removed),
    /// Show where this file lies, in the desktop's own window.
    Show(PathBuf),
}

/// What became of it; a sentence without its full stop where it could not be done.
#[derive(Clone, Debug)]
pub(super) enum Done {
    Kept(Result<Kept, String>),
    Removed(Result<Removed, String>),
    Restored(Result<(), String>),
    Shown(Result<(), String>),
}

/// Shows a file in the desktop's own window; a sentence without its full stop when that is not possible.
pub type Shower = Arc<dyn Fn(&Path) -> Result<(), String> + Send + Sync>;

/// A job under way.
type Answer = mpsc::Receiver<(Done, Option<Catalogue>)>;

/// The jobs that are not done yet.
#[derive(Debug, Default)]
pub(super) struct OwnFiles {
    working: Vec<Answer>,
}

impl OwnFiles {
    /// Begins a job. `wake` is called when it is done.
    pub(super) fn begin(&mut self, job: Job, folder: PathBuf, show: Shower, wake: impl Fn() + Send + 'static) {
        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || {
            let done = carry_out(job, &folder, &show);
            let changed = !matches!(done, Done::Shown(_));
            // A window that is gone needs no answer.
            let _ = send.send((done, changed.then(|| Catalogue::load(&folder))));
            wake();
        });
        self.working.push(receive);
    }

    /// What is done by now, one job after the other, and the sessions there are then.
    pub(super) fn done(&mut self) -> Option<(Done, Option<Catalogue>)> {
        let (nth, done) =
            self.working.iter().enumerate().find_map(|(nth, answer)| Some((nth, answer.try_recv().ok()?)))?;
        self.working.remove(nth);
        Some(done)
    }
}

fn carry_out(job: Job, folder: &Path, show: &Shower) -> Done {
    match job {
        Job::Keep(session, place) => Done::Kept(catalogue::keep(&session, folder, &place)),
        Job::Remove(path) => Done::Removed(catalogue::remove(&path)),
        Job::Restore(removed) => Done::Restored(catalogue::restore(&removed)),
        Job::Show(path) => Done::Shown(show(&path)),
    }
}

/// Opens the folder of a file with what the desktop has for that.
///
/// # Errors
/// One sentence without its full stop, when nothing opens folders here.
pub fn show(path: &Path) -> Result<(), String> {
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
    let status = std::process::Command::new(program)
        .args(words)
        .stdin(quiet())
        .stdout(quiet())
        .stderr(quiet())
        .status()
        // Why does not matter to who only wants to see it.
        .map_err(|_why| failed())?;
    // Explorer says 1 also when all is well.
    if status.success() || cfg!(windows) { Ok(()) } else { Err(failed()) }
}
