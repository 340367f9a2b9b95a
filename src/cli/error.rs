//! Why a command did not do what was asked: one sentence and an exit code.

use std::io::{self, Write as _};
use std::process::ExitCode;

use crate::cli::plain;
use crate::journal::JournalError;
use crate::papers::{ExportError, ReadError};

/// Why a command did not do what was asked. The sentence says what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandError {
    /// The input is wrong: exit 1.
    Input(String),
    /// The input is wrong and standard output already says how: exit 1, nothing more to say.
    Told,
    /// The command is asked in a way that cannot be: exit 2.
    Usage(String),
    /// Disk, permission, lock, display, sound: exit 3.
    Machine(String),
    /// Whoever read the output has read enough: exit 0.
    OutputClosed,
}

impl CommandError {
    /// What became of writing to standard output.
    pub fn of_output(error: &io::Error) -> Self {
        match kind(error) {
            io::ErrorKind::BrokenPipe => Self::OutputClosed,
            _ => Self::Machine(format!("the output cannot be written: {error}")),
        }
    }

    /// Says the sentence on standard error and gives the exit code.
    pub(super) fn report(&self) -> ExitCode {
        let (code, sentence) = match self {
            Self::OutputClosed => (0, None),
            Self::Told => (1, None),
            Self::Input(sentence) => (1, Some(sentence)),
            Self::Usage(sentence) => (2, Some(sentence)),
            Self::Machine(sentence) => (3, Some(sentence)),
        };
        if let Some(sentence) = sentence {
            // Nothing can be said when standard error is gone; the exit code still tells.
            let _ = tell(sentence);
        }
        ExitCode::from(code)
    }
}

/// Says something on standard error.
pub(super) fn tell(text: &str) -> io::Result<()> {
    writeln!(io::stderr().lock(), "{}", plain::text(text.trim_end()))
}

impl From<ExportError> for CommandError {
    fn from(unwritten: ExportError) -> Self {
        match unwritten {
            ExportError::Exists(_) => Self::Input(format!("{unwritten}: --replace writes over it")),
            ExportError::Name(sentence) => Self::Input(sentence),
            ExportError::Machine(sentence) => Self::Machine(sentence),
        }
    }
}

impl From<ReadError> for CommandError {
    /// Reading has changed nothing yet.
    fn from(unread: ReadError) -> Self {
        let sentence = format!("{unread}, nothing was changed");
        match unread {
            ReadError::Input(_) => Self::Input(sentence),
            ReadError::Machine(_) => Self::Machine(sentence),
        }
    }
}

impl From<JournalError> for CommandError {
    /// What was given is wrong, or the machine is.
    fn from(trouble: JournalError) -> Self {
        let sentence = trouble.to_string();
        match trouble {
            JournalError::Locked
            | JournalError::WrongPassphrase
            | JournalError::NoBackup(_)
            | JournalError::NotSealed
            | JournalError::Sealed => Self::Input(sentence),
            _ => Self::Machine(sentence),
        }
    }
}

/// What kind of error it is, also inside the wrapping in which the csv crate hands it on.
fn kind(error: &io::Error) -> io::ErrorKind {
    let wrapped = error.get_ref().and_then(|inner| inner.downcast_ref::<csv::Error>());
    match wrapped.map(csv::Error::kind) {
        Some(csv::ErrorKind::Io(inner)) => inner.kind(),
        _ => error.kind(),
    }
}
