//! The program in a terminal, made by `script`.

use std::io::{Read as _, Write as _};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};

use super::process::{Process, bound};
use super::{PATIENCE, until};

/// A terminal in which the program runs.
pub(crate) struct Terminal {
    script: Process,
    /// The program's number.
    pub(crate) id: u32,
    keys: ChildStdin,
    output: Receiver<String>,
    /// All that came, and how much of it was waited for.
    said: String,
    seen: usize,
}

impl Terminal {
    pub(super) fn open(ebb: &Command) -> Self {
        let words: Vec<&str> =
            std::iter::once(ebb.get_program()).chain(ebb.get_args()).filter_map(|w| w.to_str()).collect();
        let mut script = Command::new("script");
        script.args([
            "-qfec",
            &format!("stty cols 100; echo $$; exec setpriv --pdeathsig KILL -- '{}'", words.join("' '")),
            "/dev/null",
        ]);
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
        let mut terminal = Self { script: Process(script), id: 0, keys, output, said: String::new(), seen: 0 };
        terminal.until("\n");
        terminal.id = terminal.said[..terminal.seen].trim().parse().unwrap();
        terminal
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

impl Drop for Terminal {
    fn drop(&mut self) {
        // With it the kernel kills the program; the next one needs its lock.
        self.script.kill();
        let ended = || {
            let status = std::fs::read_to_string(format!("/proc/{}/status", self.id));
            status.map_or(Some(()), |status| status.contains("State:\tZ").then_some(()))
        };
        until("the program in the terminal to end", ended);
    }
}
