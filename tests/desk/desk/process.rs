//! Programs that end with the test: also when it panics, and when the whole test run is killed.

use std::io::{BufRead as _, BufReader, Read};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running program, killed when it is dropped.
pub(crate) struct Process(pub(crate) Child);

/// The same program under `setpriv`, by which the kernel kills it when the thread that started it is gone.
pub(crate) fn bound(command: &Command) -> Command {
    let mut bound = Command::new("setpriv");
    bound.args(["--pdeathsig", "KILL", "--"]).arg(command.get_program()).args(command.get_args());
    bound.env_clear().envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    if let Some(folder) = command.get_current_dir() {
        bound.current_dir(folder);
    }
    bound.process_group(0).stdin(Stdio::null());
    bound
}

impl Process {
    /// Starts it, with nothing to read and nothing of what it writes shown.
    pub(crate) fn spawn(command: &Command) -> Self {
        Self(bound(command).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
    }

    /// Starts it; its first line of output, and the rest of the output.
    pub(crate) fn answering(command: &Command) -> (Self, String, impl Read) {
        let mut process = Self(bound(command).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
        let mut output = BufReader::new(process.0.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert!(!line.is_empty(), "{command:?} said nothing");
        (process, line.trim_end().to_owned(), output)
    }

    /// Its number.
    pub(crate) fn id(&self) -> u32 {
        self.0.id()
    }

    /// Sends it a signal, by the name `kill` knows it by.
    pub(crate) fn signal(&self, name: &str) {
        let done = Command::new("kill").args([&format!("-{name}"), &self.id().to_string()]).status();
        assert!(done.unwrap().success());
    }

    /// Kills it, unless it has ended, and waits for its end.
    pub(crate) fn kill(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The numbers of all programs whose runtime folder is in this one.
pub(crate) fn running_in(folder: &Path) -> Vec<String> {
    let mark = format!("XDG_RUNTIME_DIR={}", folder.display());
    let is_ours = |id: &String| {
        // What has ended has no environment any more.
        let env = std::fs::read(format!("/proc/{id}/environ")).unwrap_or_default();
        env.split(|byte| *byte == 0).any(|variable| variable.starts_with(mark.as_bytes()))
    };
    let names = std::fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| entry.file_name().into_string().ok());
    names.filter(|name| name.parse::<u32>().is_ok()).filter(is_ours).collect()
}

/// Kills every program whose runtime folder is in this one.
pub(crate) fn sweep(folder: &Path) {
    for id in running_in(folder) {
        let _ = Command::new("kill").args(["-KILL", &id]).stderr(Stdio::null()).status();
    }
}
