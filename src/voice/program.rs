//! The speech programs there are, and how each is called. All of them speak with voices of this computer.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::quiet;
use crate::units::Level;

/// Words a minute: calmer than the programs' own 175.
const PACE: &str = "150";

/// How a program is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// eSpeak NG, or the eSpeak before it.
    Espeak,
    /// The client of speech-dispatcher, kept to its local voice.
    Dispatcher,
    /// The one of macOS.
    Say,
    /// The speech of Windows, through PowerShell.
    Sapi,
}

/// Names of programs, the one to take first at the front.
const KNOWN: &[(&str, Kind)] = if cfg!(windows) {
    &[("powershell.exe", Kind::Sapi)]
} else if cfg!(target_os = "macos") {
    &[("say", Kind::Say)]
} else {
    // espeak-ng tells by ending when it has spoken, and has no voices but local ones.
    &[("espeak-ng", Kind::Espeak), ("espeak", Kind::Espeak), ("spd-say", Kind::Dispatcher)]
};

/// A speech program of this computer.
#[derive(Clone, Debug)]
pub(super) struct Program {
    path: PathBuf,
    kind: Kind,
}

/// Whether this computer can speak. Looks at some folders: not for a thread that draws.
///
/// # Errors
/// A sentence for the user on what to install.
pub fn available() -> Result<(), &'static str> {
    if Program::find().is_some() { Ok(()) } else { Err(MISSING) }
}

const MISSING: &str = if cfg!(windows) {
    "Speech needs Windows PowerShell, which was not found."
} else if cfg!(target_os = "macos") {
    "Speech needs the command say of macOS, which was not found."
} else {
    "To hear sentences spoken, install espeak-ng or speech-dispatcher; on Debian and Ubuntu: sudo apt install espeak-ng."
};

impl Program {
    pub(super) fn find() -> Option<Self> {
        let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
        Self::find_in(&folders)
    }

    /// The best known program in these folders.
    pub(super) fn find_in<P: AsRef<Path>>(folders: &[P]) -> Option<Self> {
        KNOWN.iter().find_map(|(name, kind)| {
            // A relative folder would mean another program wherever Ebb was started.
            let absolute = folders.iter().map(AsRef::as_ref).filter(|folder| folder.is_absolute());
            let path = absolute.map(|folder| folder.join(name)).find(|path| path.is_file())?;
            Some(Self { path, kind: *kind })
        })
    }

    /// The call; what is said is never among its arguments.
    pub(super) fn command(&self, level: Level) -> Command {
        let percent = percent(level);
        let mut command = Command::new(&self.path);
        quiet(&mut command);
        match self.kind {
            Kind::Espeak => command.args(["--stdin", "-s", PACE, "-a", &percent.to_string()]),
            Kind::Dispatcher => {
                let volume = (2 * i32::try_from(percent).unwrap_or(100) - 100).to_string();
                command.args(["--pipe-mode", "--wait", "--output-module", "espeak-ng", "--volume", &volume])
            }
            Kind::Say => command.args(["-r", PACE, "-f", "-"]),
            Kind::Sapi => command.args(["-NoProfile", "-NonInteractive", "-Command", &sapi(percent)]),
        };
        hide_console(&mut command);
        command
    }

    /// What the program reads on its standard input.
    pub(super) fn input(&self, text: &str, level: Level) -> String {
        // What these programs take for commands within a text is never spoken: spd-say a line that begins with `!-!`,
        // macOS what stands between `[[` and `]]`.
        let text = text.replace(['\n', '\r'], " ").replace("!-!", " ").replace("[[", " ").replace("]]", " ");
        match self.kind {
            // It has no option for how loud it speaks, but a command within the text.
            Kind::Say => format!("[[volm {:.2}]] {text}\n", level.get()),
            Kind::Espeak | Kind::Dispatcher | Kind::Sapi => format!("{text}\n"),
        }
    }
}

fn sapi(percent: u32) -> String {
    format!(
        "[Console]::InputEncoding = [Text.Encoding]::UTF8; Add-Type -AssemblyName System.Speech; \
         $voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; $voice.Rate = -1; \
         $voice.Volume = {percent}; $voice.Speak([Console]::In.ReadToEnd())"
    )
}

#[cfg(windows)]
fn hide_console(command: &mut Command) {
    use std::os::windows::process::CommandExt as _;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
fn hide_console(_: &mut Command) {}

/// A level as the 0–100 that every speech program understands.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a level is within 0…1")]
fn percent(level: Level) -> u32 {
    (level.get() * 100.0).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_a_command_to_who_speaks_it() {
        let text = "!-!SET SELF RATE 100\n[[rate 400]] breathe";
        for kind in [Kind::Espeak, Kind::Dispatcher, Kind::Sapi] {
            let program = Program { kind, path: "speaker".into() };
            assert_eq!(program.input(text, Level::FULL), " SET SELF RATE 100  rate 400  breathe\n");
        }
        let say = Program { kind: Kind::Say, path: "say".into() };
        assert_eq!(say.input("a [[volm 1]] b", Level::FULL), "[[volm 1.00]] a  volm 1  b\n");
    }
}
