//! A session in the terminal: sound, one calm line, keys where there is a keyboard.
//!
//! Knows how to ask and to tell; refuses to know how a session is played and kept.

mod alone;
mod keyboard;
pub(super) mod keys;
mod line;
mod screen;
#[cfg(test)]
mod tests;
mod told;
mod watch;

use std::io::Write as _;
use std::sync::Arc;

pub use alone::without_window;

use crate::awake::Scope;
use crate::catalogue::Programme;
use crate::cli::{CommandError, Context, plain};
use crate::ending::Ending;
use crate::exchange;
use crate::journal::{JournalError, Keeper, Snapshot};
use crate::plan::{self, Ended, Entry, Reason};
use crate::playback::{Play, Playback, Saved, Through, View};
use crate::player::State;
use crate::settings::Found;
use crate::units::{ClockFace, Time};
use crate::wake::Wake;
use screen::Screen;
use watch::Watch;

/// What says when to see someone.
const SEE_SOMEONE: &str = "When to see someone: ebb when-to-stop.";

/// Whether what is played is logged.
#[derive(Clone, Debug)]
pub enum Logging {
    /// It goes into this journal.
    On(Keeper),
    /// Nobody asked for it.
    Off,
}

/// Plays a session to its end, or until somebody stops it, and says what became of it.
///
/// # Errors
/// [`CommandError::Machine`] when the entry could not be saved.
pub fn play(programme: &Arc<Programme>, context: &Context, logging: Logging) -> Result<(), CommandError> {
    let ending = Ending::listen(|| {})
        .map_err(|error| CommandError::Machine(format!("Ctrl-C cannot be listened to: {error}")))?;
    let keeper = match logging {
        Logging::On(keeper) => Some(keeper),
        Logging::Off => None,
    };
    let mut screen = Screen::open();
    let Found { settings, trouble } = context.settings();
    screen.say(&format!("{} ({})", plain::line(&programme.session.title), ClockFace(programme.timeline.len())));
    let unwritable = keeper.as_ref().and_then(Keeper::error_text);
    for sentence in trouble.iter().chain(&unwritable).chain(&programme.session.caution) {
        screen.say(&plain::line(sentence));
    }
    if screen.has_keys() {
        screen.say("Space: pause   E: ease off   P: stop now   Esc: leave   ?: all keys");
    }
    // A session in a terminal is followed by ear: the display may turn off.
    let play = Play { awake: Scope::Computer, ..Play::of(programme.clone(), &settings, Through::Device) };
    let playback = Playback::begin(play, keeper.clone(), Arc::new(Context::now), Wake::nobody());
    ending.plays(playback.closer());
    let view = Watch::new(&playback, &mut screen, settings, &ending).until_over();
    screen.close();
    drop(playback);
    // Nobody is left to be told what went well.
    let untold = screen.is_gone() && matches!(view.saved, Saved::Yes(_) | Saved::TooShort | Saved::No);
    if untold { Ok(()) } else { tell(&view, keeper.as_ref(), context) }
}

/// Opens the journal for writing. A disk that fails now may be well again at the session's end: that is no reason not
/// to play.
///
/// # Errors
/// [`CommandError::Machine`] when another Ebb has it open, or it is not to be touched.
pub fn open_journal(context: &Context) -> Result<Keeper, CommandError> {
    let keeper = context.keep_journal()?;
    match keeper.ready() {
        Ok(_) | Err(JournalError::Machine(_)) => Ok(keeper),
        Err(trouble) => Err(trouble.into()),
    }
}

/// Says how it ended and what it counted for.
fn tell(view: &View, keeper: Option<&Keeper>, context: &Context) -> Result<(), CommandError> {
    let State::Ended(outcome) = view.state else { return Ok(()) };
    let minutes = ClockFace(Time::from_secs(outcome.active.whole_secs()));
    let how = match outcome.ended {
        Ended::Finished => "Done",
        Ended::Skipped => "Skipped to the end",
        Ended::Stopped | Ended::Interrupted | Ended::Manual => "Stopped",
    };
    let lines = match &view.saved {
        Saved::Yes(entry) => {
            let said = keeper.and_then(Keeper::snapshot).and_then(|snapshot| said_of(&snapshot, entry));
            [Some(format!("{how}: {minutes}, logged.")), said]
        }
        Saved::TooShort => [Some(format!("{how} after less than ten seconds: not logged.")), None],
        Saved::No => [Some(format!("{how}: {minutes}, not logged.")), None],
        Saved::Waiting(why) => return unsaved(why, keeper, context),
        Saved::NotYet => return unsaved("the journal does not answer", keeper, context),
    };
    context.write(|out| lines.iter().flatten().try_for_each(|line| writeln!(out, "{line}")))
}

/// What follows from an entry that is in the journal: what it counted for; after a stop that did not do well, nothing
/// but that it hurt again, once.
fn said_of(snapshot: &Snapshot, entry: &Entry) -> Option<String> {
    // Why it was stopped may have been said after it was saved.
    let entry = snapshot.entries.iter().find(|kept| kept.id == entry.id).unwrap_or(entry);
    match entry.reason {
        Some(Reason::Pain) if plan::hurt_again(&snapshot.entries, entry) => {
            Some(format!("{} {SEE_SOMEONE}", plan::HURT_AGAIN))
        }
        Some(reason) if reason.is_unwell() => None,
        _ => counted(snapshot, entry),
    }
}

/// What the week says of an entry's practice now: `Breathing: 3 of 7 days this week; 4 more, one on each day left.`
fn counted(snapshot: &Snapshot, entry: &Entry) -> Option<String> {
    let plan = snapshot.plan(entry.day);
    let week = plan::week(&plan, &snapshot.entries, entry.day, entry.day);
    let practice = week.practices.iter().find(|practice| practice.id == entry.practice)?;
    Some(line::week(&plan, practice))
}

/// An entry that is in no journal is written here, so that it can be kept by hand.
fn unsaved(why: &str, keeper: Option<&Keeper>, context: &Context) -> Result<(), CommandError> {
    let waiting = keeper.map(Keeper::waiting).unwrap_or_default();
    let mut above = "";
    if !waiting.is_empty() {
        context.write(|out| writeln!(out, "{}", plain::json(&exchange::line_of(&waiting))))?;
        above = ". It stands above: keep the line in a file, and `ebb import FILE` brings it back";
    }
    Err(CommandError::Machine(format!("what was practised could not be saved: {why}{above}")))
}
