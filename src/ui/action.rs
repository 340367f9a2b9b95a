//! What a place can ask for, and what it is given to show.

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::catalogue::{Catalogue, Programme};
use crate::conductor::Command;
use crate::journal::Snapshot;
use crate::settings::Settings;

/// A place of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// What now?
    #[default]
    Today,
    /// Which sessions are there?
    Library,
    /// Am I consistent?
    Progress,
    /// Make it mine.
    Settings,
    /// What this is not, and when to see someone.
    WhenToStop,
}

/// What a place asks the window to do. Places change nothing themselves.
#[derive(Clone, Debug)]
pub enum Action {
    /// Go to a place.
    Go(Place),
    /// Play this.
    Begin(Arc<Programme>),
    /// Tell the session that plays.
    Tell(Command),
    /// Leave the end page.
    Leave,
    /// Keep these settings.
    Choose(Settings),
}

/// Everything a place may show.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The practice day.
    pub today: NaiveDate,
    /// What was practised; `None` until the journal is open.
    pub journal: Option<&'a Arc<Snapshot>>,
    /// The sessions there are.
    pub catalogue: &'a Catalogue,
    /// The folder of the user's own sessions, which need not exist.
    pub own_sessions: &'a Path,
    /// What the user chose.
    pub settings: &'a Settings,
    /// What is not as it should be, each a sentence.
    pub troubles: &'a [String],
}
