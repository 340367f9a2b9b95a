//! Sentences spoken by the system's own voice, for closed eyes.
//!
//! A speech program gets the text on its standard input, never as an argument: every process on a computer can read
//! those. It runs on a thread of its own and is ended when it takes too long, so that whatever it does, or does not
//! do, nobody waits for it. Knows no sessions beyond the words of a timeline, and no sound device.

mod program;
mod reader;
#[cfg(test)]
mod tests;

use std::io::Write as _;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

pub use program::available;
pub use reader::Reader;

use crate::units::Level;
use program::Program;

/// How often a speech program is looked at while it speaks.
const LOOK: Duration = Duration::from_millis(25);

/// How long a program may take to begin and to end, and for each character: slow speech needs some 90 ms.
const PATIENCE: Duration = Duration::from_secs(4);
const PER_CHARACTER: Duration = Duration::from_millis(150);

/// The longest text that is spoken, in characters.
const LONGEST: usize = 600;

/// What the thread is asked for.
enum Ask {
    Say(String, Level),
    Hush,
}

/// Speaks, one sentence at a time. Dropping it ends what it says.
#[derive(Debug)]
pub struct Speaker {
    ask: Sender<Ask>,
}

impl Speaker {
    /// A speaker with this computer's speech program; `None` when there is none. `speaks` is told when it begins and
    /// when it ends to speak, on a thread of its own.
    pub fn start(speaks: impl Fn(bool) + Send + 'static) -> Option<Self> {
        Self::with(Program::find()?, PATIENCE, speaks)
    }

    fn with(program: Program, patience: Duration, speaks: impl Fn(bool) + Send + 'static) -> Option<Self> {
        let (ask, asked) = channel();
        let work = move || Work { program, patience, speaks: &speaks, child: None }.run(&asked);
        thread::Builder::new().name("ebb voice".into()).spawn(work).ok()?;
        Some(Self { ask })
    }

    /// Speaks this instead of whatever it speaks; nothing at all at level 0. Returns at once.
    pub fn say(&self, text: &str, level: Level) {
        let text = plain(text);
        if level > Level::SILENT && !text.is_empty() {
            // A thread that has ended speaks no more; the session goes on.
            let _ = self.ask.send(Ask::Say(text, level));
        }
    }

    /// Says no more. Returns at once.
    pub fn hush(&self) {
        let _ = self.ask.send(Ask::Hush);
    }
}

/// One line of plain text: no line ends, nothing that a speech program takes for a command.
fn plain(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() || "<>[]{}|\\".contains(c) { ' ' } else { c }).collect();
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end();
    line.chars().take(LONGEST).collect()
}

/// The thread's side.
struct Work<'a> {
    program: Program,
    patience: Duration,
    speaks: &'a dyn Fn(bool),
    /// What speaks, and how many more looks it may take.
    child: Option<(Child, u32)>,
}

impl Work<'_> {
    fn run(mut self, asked: &Receiver<Ask>) {
        loop {
            let ask = if self.child.is_some() {
                asked.recv_timeout(LOOK)
            } else {
                asked.recv().map_err(|_gone| RecvTimeoutError::Disconnected)
            };
            match ask {
                Ok(Ask::Say(text, level)) => {
                    // Of many sentences at once only the newest still fits.
                    let newest = asked.try_iter().last().unwrap_or(Ask::Say(text, level));
                    self.end();
                    if let Ask::Say(text, level) = newest {
                        self.begin(&text, level);
                    }
                }
                Ok(Ask::Hush) => self.end(),
                Err(RecvTimeoutError::Timeout) => self.look(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.end();
    }

    fn begin(&mut self, text: &str, level: Level) {
        let Ok(mut child) = self.program.command(level).spawn() else { return };
        if let Some(mut input) = child.stdin.take() {
            // It fits into the pipe whether anybody reads or not; who does not read says nothing.
            let _ = input.write_all(self.program.input(text, level).as_bytes());
        }
        let allowed = self.patience + PER_CHARACTER * u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let looks = allowed.as_millis() / LOOK.as_millis();
        self.child = Some((child, u32::try_from(looks).unwrap_or(u32::MAX)));
        (self.speaks)(true);
    }

    /// Takes note of a program that has ended, and ends one that takes too long.
    fn look(&mut self) {
        let over = self.child.as_mut().is_none_or(|(child, looks)| {
            *looks = looks.saturating_sub(1);
            *looks == 0 || !matches!(child.try_wait(), Ok(None))
        });
        if over {
            self.end();
        }
    }

    fn end(&mut self) {
        if let Some((mut child, _)) = self.child.take() {
            // It may have ended by itself; then there is nothing to kill and only its number to give back.
            let _ = child.kill();
            let _ = child.wait();
            (self.speaks)(false);
        }
    }
}

/// A command that hears us and is heard by nobody but the loudspeakers.
fn quiet(command: &mut Command) {
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
}
