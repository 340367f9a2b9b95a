//! The program in a terminal, made by `script`.

use std::io::{Read as _, Write as _};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};

use super::PATIENCE;
use super::process::{Process, bound};

/// A terminal in which the program runs.
pub(crate) struct Terminal {
    _script: Process,
    keys: ChildStdin,
    output: Receiver<String>,
    /// All that came, and how much of it was waited for.
    said: String,
    seen: usize,
}

impl Terminal {
    pub(super) fn open(ebb: &Command) -> Self {
        let words: Vec<&str> =
            std::iter::once(ebb.get_program()).chain(ebb.get_args()).flat_map(|w| w.to_str()).collect();
        let mut script = Command::new("script");
        script.args(["-qfec", &format!("stty cols 100; exec '{}'", words.join("' '")), "/dev/null"]);
        script.env_clear().envs(ebb.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let mut script = bound(&script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (keys, mut out) = (script.stdin.take().unwrap(), script.stdout.take().unwrap());
        let (send, output) = channel();
        std::thread::spawn(move || {
            let (mut bytes, mut rest) = ([0; 4096], Vec::new());
            while let Ok(count @ 1..) = out.read(&mut bytes) {
                rest.extend_from_slice(&bytes[..count]);
                let whole = std::str::from_utf8(&rest).map_or_else(|error| error.valid_up_to(), str::len);
                let text = String::from_utf8(rest.drain(..whole).collect()).unwrap();
                if send.send(text).is_err() {
                    return;
                }
            }
        });
        Self { _script: Process(script), keys, output, said: String::new(), seen: 0 }
    }

    /// Waits until this was said, after what was waited for before.
    pub(crate) fn until(&mut self, wanted: &str) {
        while !self.said[self.seen..].contains(wanted) {
            match self.output.recv_timeout(PATIENCE) {
                Ok(text) => self.said += &text,
                Err(why) => panic!("waited for {wanted:?} ({why}), and there was {:?}", &self.said[self.seen..]),
            }
        }
        self.seen += self.said[self.seen..].find(wanted).unwrap() + wanted.len();
    }

    /// Presses keys: what a terminal sends for them.
    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }
}
