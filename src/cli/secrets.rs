//! Where passphrases come from: standard input, the environment, or a prompt that shows nothing of what is typed.

use std::io::{self, BufRead as _, IsTerminal as _};

use zeroize::Zeroizing;

use crate::cli::CommandError;
use crate::journal::{Passphrase, PassphraseError};

const PRESENT: &str = "EBB_PASSPHRASE";
const NEW: &str = "EBB_NEW_PASSPHRASE";

/// Where passphrases come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrets {
    /// From the lines of standard input.
    Stdin,
    /// From the environment, else typed at the terminal.
    Usual,
}

impl Secrets {
    /// As `--passphrase-stdin` says.
    pub(super) fn from_flag(stdin: bool) -> Self {
        if stdin { Self::Stdin } else { Self::Usual }
    }

    /// The passphrase that the journal has.
    ///
    /// # Errors
    /// [`CommandError::Input`] when none is given and nobody can be asked.
    pub fn present(self) -> Result<Passphrase, CommandError> {
        match self.unasked() {
            Some(given) => given.map_err(no_passphrase),
            None if io::stdin().is_terminal() => prompt("Passphrase: "),
            None => Err(CommandError::Input(
                "the journal has a passphrase: give it in EBB_PASSPHRASE, or as a line of standard input with \
                 --passphrase-stdin"
                    .into(),
            )),
        }
    }

    /// The passphrase of the journal, where it is given without a question.
    pub fn unasked(self) -> Option<Result<Passphrase, PassphraseError>> {
        match self {
            Self::Stdin => Some(Passphrase::new(line().unwrap_or_default())),
            Self::Usual => variable(PRESENT).map(Passphrase::new),
        }
    }

    /// The first passphrase of a journal that has none.
    ///
    /// # Errors
    /// [`CommandError::Input`] when none is given and nobody can be asked, or it is repeated differently.
    pub fn first(self) -> Result<Passphrase, CommandError> {
        let given = variable(NEW).or_else(|| variable(PRESENT)).filter(|_| self == Self::Usual);
        match (self, given) {
            (Self::Stdin, _) => new_of(line().unwrap_or_default(), line()),
            (Self::Usual, Some(given)) => Passphrase::new(given).map_err(no_passphrase),
            (Self::Usual, None) => new_from_prompt(),
        }
    }

    /// The passphrase that the journal has, and the one it is to have: two lines of standard input, or one where the
    /// environment has the first.
    ///
    /// # Errors
    /// [`CommandError::Input`] when one of them is missing and nobody can be asked, or the new one is repeated differently.
    pub fn present_and_new(self) -> Result<(Passphrase, Passphrase), CommandError> {
        if self == Self::Stdin {
            let lines = [line(), line(), line()];
            return match lines {
                [Some(new), None, None] if variable(PRESENT).is_some() => {
                    Ok((Self::Usual.present()?, new_of(new, None)?))
                }
                [Some(present), Some(new), again] => {
                    Ok((Passphrase::new(present).map_err(no_passphrase)?, new_of(new, again)?))
                }
                _ => Err(CommandError::Input(
                    "standard input must have two lines: the present passphrase, then the new one".into(),
                )),
            };
        }
        let present = self.present()?;
        match variable(NEW) {
            Some(new) => Ok((present, Passphrase::new(new).map_err(no_passphrase)?)),
            None => Ok((present, new_from_prompt()?)),
        }
    }
}

fn new_from_prompt() -> Result<Passphrase, CommandError> {
    if !io::stdin().is_terminal() {
        return Err(CommandError::Input(
            "the new passphrase is missing: give it in EBB_NEW_PASSPHRASE, or as a line of standard input with \
             --passphrase-stdin"
                .into(),
        ));
    }
    let new = prompt("New passphrase: ")?;
    if prompt("The same again: ")? == new { Ok(new) } else { Err(different()) }
}

fn new_of(new: Zeroizing<String>, again: Option<Zeroizing<String>>) -> Result<Passphrase, CommandError> {
    let new = Passphrase::new(new);
    match again.map(Passphrase::new) {
        Some(again) if again != new => Err(different()),
        _ => new.map_err(no_passphrase),
    }
}

fn prompt(question: &str) -> Result<Passphrase, CommandError> {
    let typed = rpassword::prompt_password(question)
        .map_err(|error| CommandError::Machine(format!("the passphrase cannot be asked for: {error}")))?;
    Passphrase::new(typed).map_err(no_passphrase)
}

/// The next line of standard input, without its end.
fn line() -> Option<Zeroizing<String>> {
    // Long enough not to be moved while it grows, which would leave a copy behind.
    let mut line = Zeroizing::new(String::with_capacity(4_096));
    let read = io::stdin().lock().read_line(&mut line).ok()?;
    let end = line.trim_end_matches(['\r', '\n']).len();
    line.truncate(end);
    (read > 0).then_some(line)
}

/// A variable of the environment that is not empty. What is not UTF-8 is no passphrase that can be typed.
fn variable(name: &str) -> Option<Zeroizing<String>> {
    std::env::var(name).ok().filter(|text| !text.is_empty()).map(Zeroizing::new)
}

fn no_passphrase(why: PassphraseError) -> CommandError {
    CommandError::Input(why.to_string())
}

fn different() -> CommandError {
    CommandError::Input("the two new passphrases differ: nothing was changed".into())
}
