//! Ebb where no window can be opened: what was asked for, or the week as text and the recommended session.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Arc;

use super::{Logging, line, open_journal, play};
use crate::catalogue::Programme;
use crate::cli::{CommandError, Context, plain};
use crate::journal::Snapshot;
use crate::plan;
use crate::units::ClockFace;

/// What is played when the plan offers nothing.
const USUAL: &str = "daily-five";

/// Says why there is no window, and plays in the terminal: what was asked for, or the recommended session.
///
/// # Errors
/// As [`play`], and when the journal cannot be read or another Ebb has it open.
pub fn without_window(why: &str, asked: Option<&Arc<Programme>>, context: &Context) -> Result<(), CommandError> {
    context.write(|out| writeln!(out, "Ebb plays in the terminal, because {why}."))?;
    match asked {
        Some(programme) => play(programme, context, Logging::On(open_journal(context)?)),
        None => recommended(context),
    }
}

/// Shows the week and plays the recommended session: after Enter when somebody can press it, else at once and
/// unlogged.
fn recommended(context: &Context) -> Result<(), CommandError> {
    let asks = io::stdin().is_terminal();
    let (logging, snapshot) = journal(context, asks)?;
    let today = plan::practice_day(Context::now(), snapshot.day_start_min());
    let plan = snapshot.plan(today);
    let catalogue = context.catalogue().as_chosen(&context.settings().settings.left_out());
    let found = plan::recommend(&plan, &snapshot.entries, today, &catalogue.offers());
    let name = found.as_ref().map_or(USUAL, |found| found.name);
    let programme = catalogue.named(name).map_err(CommandError::Input)?;
    let offer = format!("{} ({})", plain::line(&programme.session.title), ClockFace(programme.timeline.len()));
    context.write(|out| {
        for practice in &plan::week(&plan, &snapshot.entries, today, today).practices {
            writeln!(out, "  {}", line::week(&plan, practice))?;
        }
        if asks {
            writeln!(out, "Enter begins {offer}; Ctrl-C leaves.")
        } else {
            writeln!(out, "Nobody can answer here, so this is played but not logged: {offer}.")
        }
    })?;
    if !asks {
        return play(&programme, context, logging);
    }
    match io::stdin().read_line(&mut String::new()) {
        // The end of the input is a no.
        Ok(0) => Ok(()),
        Ok(_) => play(&programme, context, logging),
        Err(error) => Err(CommandError::Machine(format!("Enter cannot be waited for: {error}"))),
    }
}

/// The journal for writing when somebody is there, else for reading.
fn journal(context: &Context, asks: bool) -> Result<(Logging, Arc<Snapshot>), CommandError> {
    if asks {
        let keeper = open_journal(context)?;
        let snapshot = keeper.snapshot().unwrap_or_default();
        return Ok((Logging::On(keeper), snapshot));
    }
    let snapshot = context.read_journal()?;
    Ok((Logging::Off, Arc::new(snapshot)))
}
