//! Keeps the computer, or its display too, awake while a session plays.
//!
//! The only place that asks the desktop for it. Refuses to let a session wait for an answer: a bus that never answers
//! holds a thread that nobody waits for, and what panics there stays there.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// What is to stay awake.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Nothing: the computer does as it likes.
    #[default]
    Nothing,
    /// The computer does not fall asleep for lack of input. Closing the lid still sends it to sleep.
    Computer,
    /// Nor does its display turn off.
    Display,
}

/// Keeps awake what was asked for last; nothing any more once it is dropped. Makes no promise: where the desktop has no
/// such wish to grant, nothing happens.
#[derive(Debug, Default)]
pub struct Awake {
    scope: Scope,
    computer: Line,
    display: Line,
}

impl Awake {
    /// Keeps this awake from now on. Returns at once.
    pub fn keep(&mut self, scope: Scope) {
        if scope != self.scope {
            self.scope = scope;
            // Apart, so that one that cannot be had does not take the other with it.
            self.computer.tell(scope != Scope::Nothing, || wish().idle(true).create().ok());
            self.display.tell(scope == Scope::Display, || wish().display(true).create().ok());
        }
    }
}

/// Neutral words: desktops show them.
fn wish() -> keepawake::Builder {
    let mut wish = keepawake::Builder::default();
    wish.app_name("Ebb").app_reverse_domain("ebb").reason("Playing").clone()
}

/// The way to a thread that holds one thing, begun when it is needed first.
#[derive(Debug, Default)]
struct Line(Option<Sender<bool>>);

impl Line {
    fn tell<G>(&mut self, wanted: bool, take: impl Fn() -> Option<G> + Send + 'static) {
        if self.0.is_none() && wanted {
            let (send, asked) = channel();
            let work = move || hold(&asked, take);
            // Without a thread it is as if the desktop had refused.
            let _ = thread::Builder::new().name("ebb awake".into()).spawn(work);
            self.0 = Some(send);
        }
        if let Some(line) = &self.0 {
            let _ = line.send(wanted);
        }
    }
}

/// Takes what is wanted and lets it go again, as asked last, until nobody can ask any more.
fn hold<G>(asked: &Receiver<bool>, take: impl Fn() -> Option<G>) {
    let mut held = None;
    while let Ok(first) = asked.recv() {
        let wanted = asked.try_iter().last().unwrap_or(first);
        if !wanted {
            let_go(&mut held);
        } else if held.is_none() {
            held = catch_unwind(AssertUnwindSafe(&take)).ok().flatten();
        }
    }
    let_go(&mut held);
}

/// The desktop may have gone: then letting go can panic, and there is nothing left to let go of.
fn let_go<G>(held: &mut Option<G>) {
    let held = held.take();
    let _ = catch_unwind(AssertUnwindSafe(|| drop(held)));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Says when it is let go.
    struct Guard(Sender<&'static str>);

    impl Drop for Guard {
        fn drop(&mut self) {
            self.0.send("let go").unwrap();
        }
    }

    #[test]
    fn it_is_taken_once_and_let_go_when_nobody_wants_it() {
        let (tell, told) = channel();
        let take = move || {
            tell.send("taken").unwrap();
            Some(Guard(tell.clone()))
        };
        let mut line = Line::default();
        line.tell(false, take.clone());
        assert!(line.0.is_none(), "what nobody wanted yet needs no thread");
        line.tell(true, take.clone());
        assert_eq!(told.recv(), Ok("taken"));
        line.tell(true, take.clone());
        line.tell(false, take.clone());
        assert_eq!(told.recv(), Ok("let go"));
        line.tell(true, take);
        assert_eq!(told.recv(), Ok("taken"));
        drop(line);
        assert_eq!(told.iter().collect::<Vec<_>>(), ["let go"], "and then its thread has ended");
    }

    #[test]
    fn who_never_answers_keeps_nobody_waiting() {
        let (answer, answered) = channel::<()>();
        let (tell, told) = channel();
        let mut line = Line::default();
        let take = move || {
            tell.send("asked").unwrap();
            answered.recv().unwrap();
            Some(Guard(tell.clone()))
        };
        let never = || -> Option<Guard> { panic!("the thread is there already") };
        line.tell(true, take);
        assert_eq!(told.recv(), Ok("asked"));
        // It hangs there; whoever asks goes on, and the last word holds once it does answer.
        for wanted in [false, true, false] {
            line.tell(wanted, never);
        }
        answer.send(()).unwrap();
        assert_eq!(told.recv(), Ok("let go"));
    }

    #[test]
    fn what_cannot_be_had_is_tried_again_when_it_is_wanted_again() {
        let (tell, told) = channel();
        let mut line = Line::default();
        let refused = move || -> Option<Guard> {
            tell.send("asked").unwrap();
            None
        };
        let never = || -> Option<Guard> { None };
        line.tell(true, refused);
        assert_eq!(told.recv(), Ok("asked"));
        line.tell(false, never);
        line.tell(true, never);
        assert_eq!(told.recv(), Ok("asked"));
    }

    /// A guard that cannot be let go of.
    struct Broken;

    impl Drop for Broken {
        fn drop(&mut self) {
            panic!("the bus has died");
        }
    }

    #[test]
    fn a_panic_while_letting_go_ends_there() {
        let (ask, asked) = channel();
        for wanted in [true, false, true] {
            ask.send(wanted).unwrap();
        }
        drop(ask);
        let mut held = Some(Broken);
        let_go(&mut held);
        assert!(held.is_none());
        hold(&asked, || Some(Broken));
        let (ask, asked) = channel();
        ask.send(true).unwrap();
        drop(ask);
        hold(&asked, || -> Option<Broken> { panic!("no bus at all") });
    }
}
