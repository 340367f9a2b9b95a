//! `ebb` on a machine without a display: the week as text, and the recommended session.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Arc;

use super::{Logging, line, play};
use crate::catalogue::Programme;
use crate::cli::{Context, Failure};
use crate::units::ClockFace;

/// What is played when nothing else is known.
const USUAL: &str = "daily-five";

/// Says that there is no display, and plays the recommended session here: after Enter when somebody can press it,
/// else at once and unlogged.
///
/// # Errors
/// As [`play`].
pub fn without_display(context: &Context) -> Result<(), Failure> {
    let programme = recommended(context)?;
    let offer = format!("{} ({})", line::plain(&programme.session.title), ClockFace(programme.timeline.len()));
    let asks = io::stdin().is_terminal();
    context.write(|out| {
        writeln!(out, "There is no display to open a window on, so Ebb plays here.")?;
        if asks {
            writeln!(out, "Enter begins {offer}; Ctrl-C leaves.")
        } else {
            writeln!(out, "Nobody can answer here, so this is played but not logged: {offer}.")
        }
    })?;
    if !asks {
        return play(&programme, context, Logging::Off);
    }
    match io::stdin().read_line(&mut String::new()) {
        // The end of the input is a no.
        Ok(0) => Ok(()),
        Ok(_) => play(&programme, context, Logging::On),
        Err(error) => Err(Failure::Machine(format!("Enter cannot be waited for: {error}"))),
    }
}

fn recommended(context: &Context) -> Result<Arc<Programme>, Failure> {
    context.programme(USUAL)
}
