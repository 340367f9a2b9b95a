//! The speech programs there are, and how each is called. All of them speak with voices of this computer, and write
//! what they speak as a WAV file on their standard output: none of them plays anything itself.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::voices::Voice;

/// Words a minute: calmer than the programs' own 175.
const PACE: &str = "150";

/// How a program is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// eSpeak NG, or the eSpeak before it.
    Espeak,
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
    &[("espeak-ng", Kind::Espeak), ("espeak", Kind::Espeak)]
};

/// What to install where nothing speaks.
pub(super) const MISSING: &str = if cfg!(windows) {
    "Speech needs Windows PowerShell, which was not found."
} else if cfg!(target_os = "macos") {
    "Speech needs the command say of macOS, which was not found."
} else {
    "To hear sentences spoken, install espeak-ng; on Debian and Ubuntu: sudo apt install espeak-ng."
};

/// The command say writes to files only; this one is gone before anybody hears of it.
const SAY: &str = r#"folder=$(mktemp -d) || exit 1; trap 'rm -rf "$folder"' EXIT
say -r "$1" ${2:+-v "$2"} -f - -o "$folder/speech.wav" --data-format=LEI16@22050 && cat "$folder/speech.wav""#;

/// A speech program of this computer.
#[derive(Clone, Debug)]
pub(super) struct Program {
    path: PathBuf,
    pub(super) kind: Kind,
}

impl Program {
    /// Looks at some folders: not for a thread that draws.
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

    /// Speaks what comes on its standard input; what is said is never among its arguments.
    pub(super) fn speak(&self, voice: &Voice) -> Command {
        match self.kind {
            Kind::Espeak => self.call(&["--stdin", "--stdout", "-s", PACE, "-v", &voice.id]),
            Kind::Say => piped("/bin/sh".as_ref(), &["-c", SAY, "say", PACE, &voice.id]),
            Kind::Sapi => self.call(&["-NoProfile", "-NonInteractive", "-Command", &sapi(&voice.id)]),
        }
    }

    /// Lists its voices.
    pub(super) fn list(&self) -> Command {
        match self.kind {
            Kind::Espeak => self.call(&["--voices"]),
            Kind::Say => self.call(&["-v", "?"]),
            Kind::Sapi => self.call(&["-NoProfile", "-NonInteractive", "-Command", SAPI_VOICES]),
        }
    }

    /// What the program reads on its standard input.
    pub(super) fn input(text: &str) -> String {
        // What macOS takes for commands within a text is never spoken.
        let text = text.replace(['\n', '\r'], " ").replace("[[", " ").replace("]]", " ");
        format!("{text}\n")
    }

    fn call(&self, arguments: &[&str]) -> Command {
        piped(&self.path, arguments)
    }
}

/// A command that hears us and is heard by us alone.
fn piped(path: &Path, arguments: &[&str]) -> Command {
    let mut command = crate::child::command(path);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    hide_console(&mut command);
    command
}

const SAPI_VOICES: &str = "[Console]::OutputEncoding = [Text.Encoding]::UTF8; Add-Type -AssemblyName System.Speech; \
    (New-Object System.Speech.Synthesis.SpeechSynthesizer).GetInstalledVoices() | Where-Object Enabled | \
    ForEach-Object { $_.VoiceInfo.Culture.Name + ' ' + $_.VoiceInfo.Name }";

fn sapi(voice: &str) -> String {
    let voice = voice.replace('\'', "''");
    format!(
        "[Console]::InputEncoding = [Text.Encoding]::UTF8; Add-Type -AssemblyName System.Speech; \
         $voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; $voice.Rate = -1; \
         $voice.SelectVoice('{voice}'); $speech = New-Object IO.MemoryStream; \
         $voice.SetOutputToWaveStream($speech); $voice.Speak([Console]::In.ReadToEnd()); \
         $voice.SetOutputToNull(); $out = [Console]::OpenStandardOutput(); $speech.WriteTo($out); $out.Flush()"
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_a_command_to_who_speaks_it() {
        assert_eq!(Program::input("a [[volm 1]] b\nc"), "a  volm 1  b c\n");
    }
}
