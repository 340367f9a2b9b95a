//! What a place can ask for, and what it is given to show.

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::catalogue::{Catalogue, Programme};
use crate::journal::{self, Snapshot};
use crate::plan::{Change, Practice};
use crate::settings::Settings;

use super::app::Place;
use super::changing::Changing;
use super::jobs::Job;
use super::samples::Sample;

/// What is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A session that there is not yet.
    New,
    /// The session of this name: itself where it is the user's own and nothing of its file would be lost, else a copy.
    Session(String),
    /// A copy of the session of this name.
    Copy(String),
}

/// Where the editor is left for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// A place.
    Go(Place),
    /// Nothing: the window closes.
    Close,
}

/// What a place asks the window to do. Places change nothing themselves.
#[derive(Clone, Debug)]
pub enum Action {
    /// Go to a place.
    Go(Place),
    /// Go to where it says whom to see, and when.
    SeeSomeone,
    /// Play this.
    Begin(Arc<Programme>),
    /// See what this is, how long it lasts and where it starts, before it begins.
    Look(Arc<Programme>),
    /// Leave the end page.
    Leave,
    /// To close the window, now that it was asked what becomes of the session.
    Close,
    /// Set the sound delay by eye and ear.
    Calibrate,
    /// Keep these settings.
    Choose(Settings),
    /// Write a session, or change one.
    Edit(Edit),
    /// Play what is being written, without logging it.
    Try(Arc<Programme>),
    /// Leave the editor; what is not saved is discarded.
    LeaveEditor(Then),
    /// Hear what is chosen for some seconds, or no longer.
    Listen(Sample),
    /// Hear and see this for ten seconds, or no longer.
    Hear(Arc<Programme>),
    /// Do something with files; who shows it is told what came of it.
    Do(Job),
    /// Change the journal or the plan; what became of it is said at the foot of the place.
    Change(Box<Change>),
}

/// Everything a place may show.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The wall clock.
    pub now: DateTime<FixedOffset>,
    /// The practice day.
    pub today: NaiveDate,
    /// What was practised; `None` until the journal is open.
    pub journal: Option<&'a Arc<Snapshot>>,
    /// The sessions there are.
    pub catalogue: &'a Arc<Catalogue>,
    /// The folder of the user's own sessions, which need not exist.
    pub own_sessions: &'a Path,
    /// What the user chose.
    pub settings: &'a Settings,
    /// What is not as it should be, each a sentence.
    pub troubles: &'a [String],
    /// What became of the last change.
    pub changing: &'a Changing,
}

impl Facts<'_> {
    /// An id for something new: 32 hex digits.
    pub fn new_id(&self) -> String {
        journal::new_id(self.now)
    }

    /// What the user calls a practice.
    pub fn practice_name(&self, id: &str) -> String {
        let known = self.practices().iter().find(|practice| practice.id == id);
        known.map_or_else(|| title_case(id), |practice| practice.name.clone())
    }

    /// Where a practice stands in the plan; any other comes after them.
    pub fn practice_place(&self, id: &str) -> usize {
        let known = self.practices().iter().position(|one| one.id == id);
        known.unwrap_or_else(|| {
            ["breathing", "stretching", "relaxation"].iter().position(|one| *one == id).map_or(99, |place| 90 + place)
        })
    }

    /// Every practice there is: the plan's in its order, then those that only sessions name.
    pub(super) fn practice_ids(&self) -> Vec<String> {
        let planned = self.practices().iter().map(|practice| practice.id.clone());
        let usual = ["breathing", "stretching", "relaxation"].map(str::to_owned);
        let loaded = self.catalogue.items.iter().filter_map(|item| item.loaded.as_ref().ok());
        let named = loaded.map(|programme| programme.session.practice.clone());
        let mut ids: Vec<String> = Vec::new();
        for id in planned.chain(usual).chain(named) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    fn practices(&self) -> &[Practice] {
        self.journal.and_then(|journal| journal.stored.as_ref()).map_or(&[], |plan| &plan.practices)
    }
}

/// `pelvic-floor` as `Pelvic floor`.
fn title_case(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
