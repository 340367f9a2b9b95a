//! Plays one session on a thread of its own: player, output and journal together.
//!
//! Needs no window: whoever shows the session looks at [`Conductor::view`] and sends [`Command`]s.

use std::sync::Arc;

use crate::catalogue::Programme;
use crate::journal::Keeper;
use crate::output::Status;
use crate::plan::{Entry, Reason};
use crate::player::State;
use crate::sound::Mix;
use crate::units::Time;

/// What to play, and how.
#[derive(Clone, Debug)]
pub struct Play {
    /// The session.
    pub programme: Arc<Programme>,
    /// What sounds.
    pub mix: Mix,
    /// Time to get ready, 0–30 s; left out when the first step is a Prepare.
    pub lead_in: Time,
    /// How much later than the timestamps say the user hears, −100…500 ms.
    pub delay_ms: i32,
}

/// What a user can do meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Fade out and stay.
    Pause,
    /// Go on.
    Resume,
    /// To the next step.
    Next,
    /// To the start of this step, or the one before.
    Back,
    /// Stop and keep what was practised.
    Stop,
    /// Stop and keep nothing.
    Discard,
    /// After a stop: why. Saved with the entry.
    Because(Reason),
    /// Log it although it was shorter than 10 s.
    LogAnyway,
}

/// What to show.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Where the session stands at this instant.
    pub state: State,
    /// Whether sound comes out.
    pub sound: Status,
    /// What became of its entry.
    pub saved: Saved,
}

/// What became of a session's entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    /// The session goes on, or the journal has not answered yet.
    NotYet,
    /// It is in the journal.
    Yes(Entry),
    /// Under 10 s: not logged unless asked.
    TooShort,
    /// Not asked for, or discarded.
    No,
    /// It could not be saved; the sentence says why. It is tried again.
    Waiting(String),
}

/// A session being played.
#[derive(Debug)]
pub struct Conductor {}

impl Conductor {
    /// Begins. `keeper` is `None` when nothing is to be logged; `wake` is called when something changed that a
    /// window would show.
    pub fn begin(_play: Play, _keeper: Option<Keeper>, _wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        Self {}
    }

    /// Does what the user asks; returns at once.
    pub fn send(&self, _command: Command) {}

    /// Where the session stands at this instant. Cheap: callable in every frame.
    pub fn view(&self) -> View {
        View { state: State::Ready, sound: Status::Starting, saved: Saved::NotYet }
    }
}
