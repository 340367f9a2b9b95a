//! Work under way on another thread, and its answer: nothing in the window waits for a disk, a journal or a sound server.
//!
//! Knows no work; an answer that can no longer come is told apart from one that is not there yet.

use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread;

use eframe::egui::Context;

use crate::journal::{EditError, JournalError};
use crate::wake::Wake;

/// The work ended without an answer: its thread could not begin, or failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("that did not finish: try it again")]
pub(super) struct LostError;

impl From<LostError> for String {
    fn from(lost: LostError) -> Self {
        lost.to_string()
    }
}

impl From<LostError> for JournalError {
    fn from(lost: LostError) -> Self {
        Self::Machine(lost.to_string())
    }
}

impl From<LostError> for EditError {
    fn from(lost: LostError) -> Self {
        JournalError::from(lost).into()
    }
}

/// At most one piece of work; none at first.
#[derive(Debug)]
pub(super) struct Task<T>(Option<Receiver<T>>);

impl<T> Default for Task<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> From<Receiver<T>> for Task<T> {
    /// Work that another thread has been asked for.
    fn from(answer: Receiver<T>) -> Self {
        Self(Some(answer))
    }
}

impl<T> Task<T> {
    /// Whether the answer is still to be taken.
    pub(super) const fn is_running(&self) -> bool {
        self.0.is_some()
    }

    /// The answer, once.
    pub(super) fn poll(&mut self) -> Option<Result<T, LostError>> {
        let answer = match self.0.as_ref()?.try_recv() {
            Ok(answer) => Ok(answer),
            Err(TryRecvError::Disconnected) => Err(LostError),
            Err(TryRecvError::Empty) => return None,
        };
        self.0 = None;
        Some(answer)
    }
}

impl<T: Send + 'static> Task<T> {
    /// Begins `work` on a thread of this name, which wakes the window when it ends.
    pub(super) fn spawn(name: &str, ctx: &Context, work: impl FnOnce() -> T + Send + 'static) -> Self {
        let (send, answer) = channel();
        let end = End { send, _wake: WakesAtEnd(waker(ctx)) };
        // Without a thread nobody is left to answer.
        let _ = thread::Builder::new().name(name.to_owned()).spawn(move || end.answer(work()));
        answer.into()
    }
}

impl<T, E: From<LostError>> Task<Result<T, E>> {
    /// The answer, once; that there will be none is an error like others.
    pub(super) fn outcome(&mut self) -> Option<Result<T, E>> {
        self.poll().map(|answer| answer.unwrap_or_else(|lost| Err(lost.into())))
    }
}

/// The working thread's end. However the thread ends, first nobody is left to answer, then the window is woken.
struct End<T> {
    send: Sender<T>,
    _wake: WakesAtEnd,
}

impl<T> End<T> {
    fn answer(self, answer: T) {
        // Nobody need be interested any more.
        let _ = self.send.send(answer);
    }
}

struct WakesAtEnd(Wake);

impl Drop for WakesAtEnd {
    fn drop(&mut self) {
        self.0.wake();
    }
}

/// Has the window drawn again.
pub(super) fn waker(ctx: &Context) -> Wake {
    let ctx = ctx.clone();
    Wake::new(move || ctx.request_repaint())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a task is answered with when its time has come.
    fn waited<T>(mut task: Task<T>) -> Result<T, LostError> {
        loop {
            if let Some(answer) = task.poll() {
                assert!(!task.is_running(), "an answer is taken once");
                return answer;
            }
            thread::yield_now();
        }
    }

    #[test]
    fn what_another_thread_found_is_answered_once() {
        assert_eq!(waited(Task::spawn("ebb test", &Context::default(), || 7)), Ok(7));
        assert_eq!(Task::<()>::default().poll(), None);
    }

    #[test]
    fn work_that_panics_is_lost_and_not_waited_for() {
        let task = Task::<u8>::spawn("ebb test", &Context::default(), || panic!("it could not be done"));
        assert_eq!(waited(task), Err(LostError));
    }

    #[test]
    fn an_answer_that_nobody_can_give_any_more_is_an_error_in_words() {
        let (send, answer) = channel::<Result<(), String>>();
        let mut task = Task::from(answer);
        assert_eq!(task.outcome(), None);
        drop(send);
        assert_eq!(task.outcome(), Some(Err("that did not finish: try it again".to_owned())));
    }
}
