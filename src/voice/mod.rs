//! Sentences spoken by the system's own voice, for closed eyes: made into samples, for whoever plays them.
//!
//! A speech program gets the text on its standard input, never as an argument: every process on a computer can read
//! those. It runs on a thread of its own and is ended when it takes too long, so that whatever it does, or does not
//! do, nobody waits for it. Knows no sessions beyond the words of a timeline, and no sound device.

mod program;
mod script;
mod speech;
#[cfg(test)]
mod tests;
mod voices;

use std::collections::VecDeque;
use std::io::{Read as _, Write as _};
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread;
use std::time::Duration;

pub use script::{Sentence, script};
pub use speech::Speech;
pub use voices::{Voice, VoiceChoice};

use program::{MISSING, Program};

/// How often a speech program is looked at while it works.
const LOOK: Duration = Duration::from_millis(25);

/// How long a program may take: it writes faster than it would speak.
const PATIENCE: Duration = Duration::from_secs(10);

/// The longest text that is spoken, in characters.
const LONGEST: usize = 600;

/// As much of what a program writes as is read: some minutes of speech.
const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// The voices of this computer. Runs a program: not for a thread that draws.
///
/// # Errors
/// A sentence for the user on what to install.
pub fn voices() -> Result<Vec<Voice>, &'static str> {
    let program = Program::find().ok_or(MISSING)?;
    Ok(list(&program, PATIENCE, &mut || true))
}

/// The language of this system, as its settings write it, if they do.
pub fn system_language() -> Option<String> {
    sys_locale::get_locale()
}

/// What a speaker answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// This was asked for, and sounds so.
    Spoken(String, Speech),
    /// Nothing will be spoken. The sentence says why, for the user.
    Mute(String),
}

/// Makes speech of sentences, one after the other. Dropping it ends what it makes.
#[derive(Debug)]
pub struct Speaker {
    ask: Sender<String>,
    answers: Receiver<Answer>,
}

impl Speaker {
    /// A speaker with this computer's speech program and the voice that is wished for; `None` when there is no thread
    /// to be had. Returns at once.
    pub fn start(wish: VoiceChoice) -> Option<Self> {
        Self::with(Program::find, wish, system_language(), PATIENCE)
    }

    fn with(
        find: impl FnOnce() -> Option<Program> + Send + 'static,
        wish: VoiceChoice,
        system: Option<String>,
        patience: Duration,
    ) -> Option<Self> {
        let (ask, asked) = channel();
        let (answer, answers) = channel();
        let work = move || {
            let mut work = Work { asked, waiting: VecDeque::new(), patience };
            if let Err(why) = work.run(find(), &wish, system.as_deref(), &answer) {
                // Nobody listens when the session has ended.
                let _ = answer.send(Answer::Mute(why));
            }
        };
        thread::Builder::new().name("ebb voice".into()).spawn(work).ok()?;
        Some(Self { ask, answers })
    }

    /// A speaker that a test answers for, by what is asked.
    #[cfg(test)]
    pub(crate) fn answered_by_hand() -> (Self, Receiver<String>, Sender<Answer>) {
        let ((ask, asked), (answer, answers)) = (channel(), channel());
        (Self { ask, answers }, asked, answer)
    }

    /// Asks for these words, after those that were asked for before. Returns at once.
    pub fn ask(&self, words: &str) {
        // A speaker that has ended has said why.
        let _ = self.ask.send(words.to_owned());
    }

    /// The next answer, if there is one.
    pub fn answer(&self) -> Option<Answer> {
        self.answers.try_recv().ok()
    }

    /// The next answer; `None` when no more come. Waits for it.
    pub fn wait(&self) -> Option<Answer> {
        self.answers.recv().ok()
    }
}

/// One line of plain text: no line ends, nothing that a speech program takes for a command.
fn plain(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() || "<>[]{}|\\".contains(c) { ' ' } else { c }).collect();
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end();
    line.chars().take(LONGEST).collect()
}

/// The thread's side.
struct Work {
    asked: Receiver<String>,
    /// What was asked for while a program worked.
    waiting: VecDeque<String>,
    patience: Duration,
}

impl Work {
    /// Works until nobody asks any more; why it cannot.
    fn run(
        &mut self,
        program: Option<Program>,
        wish: &VoiceChoice,
        system: Option<&str>,
        answer: &Sender<Answer>,
    ) -> Result<(), String> {
        let program = program.ok_or(MISSING)?;
        let patience = self.patience;
        let voices = list(&program, patience, &mut || self.is_wanted());
        let voice = voices::choose(&voices, wish, system).map_err(|language| {
            format!("This computer has no voice for the language “{language}”. What would be spoken is only shown.")
        })?;
        while let Some(words) = self.next() {
            let text = plain(&words);
            if text.is_empty() {
                continue;
            }
            let wav = capture(program.speak(voice), &Program::input(&text), patience, &mut || self.is_wanted());
            if let Some(speech) = wav.and_then(|wav| Speech::of_wav(&wav)) {
                // Nobody listens when the session has ended.
                let _ = answer.send(Answer::Spoken(words, speech));
            }
        }
        Ok(())
    }

    fn next(&mut self) -> Option<String> {
        self.waiting.pop_front().or_else(|| self.asked.recv().ok())
    }

    /// Whether anybody still waits for what is being made.
    fn is_wanted(&mut self) -> bool {
        loop {
            match self.asked.try_recv() {
                Ok(words) => self.waiting.push_back(words),
                Err(TryRecvError::Empty) => return true,
                Err(TryRecvError::Disconnected) => return false,
            }
        }
    }
}

fn list(program: &Program, patience: Duration, is_wanted: &mut dyn FnMut() -> bool) -> Vec<Voice> {
    let listed = capture(program.list(), "", patience, is_wanted).unwrap_or_default();
    voices::read(program.kind, &String::from_utf8_lossy(&listed))
}

/// What a command writes when it reads this; `None` when it cannot be run, takes too long or is not wanted any more.
fn capture(
    mut command: Command,
    input: &str,
    patience: Duration,
    is_wanted: &mut dyn FnMut() -> bool,
) -> Option<Vec<u8>> {
    let mut child = command.spawn().ok()?;
    if let Some(mut stdin) = child.stdin.take() {
        // It fits into the pipe whether anybody reads or not; who does not read says nothing.
        let _ = stdin.write_all(input.as_bytes());
    }
    let bytes = read_apart(&mut child).and_then(|written| {
        let mut looks = patience.as_millis() / LOOK.as_millis();
        loop {
            match written.recv_timeout(LOOK) {
                Ok(bytes) => return Some(bytes),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) if looks == 0 || !is_wanted() => return None,
                Err(RecvTimeoutError::Timeout) => looks -= 1,
            }
        }
    });
    // It may have ended by itself; then there is nothing to kill and only its number to give back.
    let _ = child.kill();
    let _ = child.wait();
    bytes
}

/// Reads what a program writes on a thread of its own: a pipe that nobody empties would hold it up.
fn read_apart(child: &mut Child) -> Option<Receiver<Vec<u8>>> {
    let stdout = child.stdout.take()?;
    let (send, written) = channel();
    let read = move || {
        let mut bytes = Vec::new();
        // What came before an error is heard.
        let _ = stdout.take(MOST_BYTES).read_to_end(&mut bytes);
        let _ = send.send(bytes);
    };
    thread::Builder::new().name("ebb voice pipe".into()).spawn(read).ok()?;
    Some(written)
}
