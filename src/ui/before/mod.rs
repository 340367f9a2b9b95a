//! Before a session begins: what to take care of, how long it is to last, and at which pace it starts.
//!
//! Shown by itself before the first time of a session with a caution, and whenever it is asked for. Knows what was
//! practised and what was accepted; starts nothing itself.

mod page;
mod taps;

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::Ui;

use super::action::Facts;
use super::words;
use crate::catalogue::Programme;
use crate::journal::Snapshot;
use crate::session::Pace;
use crate::settings::Settings;
use crate::units::Time;

use taps::Tapping;

/// The session that waits for a yes, and those that had one since the window opened.
#[derive(Debug, Default)]
pub(super) struct Before {
    pending: Option<Pending>,
    accepted: BTreeSet<String>,
}

/// A session that is to begin.
#[derive(Debug)]
struct Pending {
    /// As it was chosen, with a length of one's own if it has one.
    chosen: Arc<Programme>,
    /// What the page is shown for.
    shown: Shown,
    /// The pace that was measured.
    pace: Option<Pace>,
    tapping: Option<Tapping>,
    /// Why it cannot last as long as was asked, or what else is to be known.
    note: Option<String>,
}

/// What the page is shown for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// Only for a caution, or things to have at hand, that are not known yet.
    IfNeeded,
    /// Because it was asked for.
    Asked,
}

/// What is to be done with the session that is to begin.
#[derive(Debug)]
pub(super) enum BeforeAction {
    /// Nothing yet.
    Waiting,
    /// To begin it.
    Begin(Arc<Programme>),
}

impl Before {
    /// A session that is to begin.
    pub(super) fn begin(&mut self, programme: Arc<Programme>) {
        self.pending = Some(Pending::new(programme, Shown::IfNeeded));
    }

    /// A session that is to be looked at before it begins.
    pub(super) fn look(&mut self, programme: Arc<Programme>) {
        self.pending = Some(Pending::new(programme, Shown::Asked));
    }

    /// Whether a session is to begin.
    pub(super) const fn is_pending(&self) -> bool {
        self.pending.is_some()
    }

    /// Shows what has to be said before the session begins; `None` when none is to begin. `read` says whether the
    /// journal has been asked: until then nothing is known, and nothing is shown.
    pub(super) fn ui(&mut self, ui: &mut Ui, facts: &Facts<'_>, read: bool) -> Option<BeforeAction> {
        let pending = self.pending.as_mut()?;
        let played = pending.played(facts.settings);
        let programme = match played {
            Ok(programme) => programme,
            Err(why) => {
                if page::nothing_left(ui, &pending.chosen.session.title, &why) {
                    self.pending = None;
                }
                return Some(BeforeAction::Waiting);
            }
        };
        let says_more = programme.session.caution.is_some() || !programme.session.needs.is_empty();
        let known = || {
            let practised = facts.journal.is_some_and(|journal| was_practised(&programme, journal));
            self.accepted.contains(&programme.hash) || practised
        };
        if pending.shown == Shown::IfNeeded && (!says_more || known()) {
            self.pending = None;
            return Some(BeforeAction::Begin(programme));
        }
        if !read {
            return Some(BeforeAction::Waiting);
        }
        if let Some(tapping) = &mut pending.tapping {
            match tapping.ui(ui, &programme.session.title) {
                None => return Some(BeforeAction::Waiting),
                Some(taps::Done::Skipped) => pending.tapping = None,
                Some(taps::Done::At(pace)) => (pending.tapping, pending.pace) = (None, Some(pace)),
            }
            return Some(BeforeAction::Waiting);
        }
        match page::ui(ui, facts, &programme, pending.pace, pending.note.as_deref()) {
            None => {}
            Some(page::PageAction::NotNow) => self.pending = None,
            Some(page::PageAction::Begin) => {
                self.pending = None;
                self.accepted.insert(programme.hash.clone());
                return Some(BeforeAction::Begin(programme));
            }
            Some(page::PageAction::Last(by)) => pending.last(by),
            Some(page::PageAction::Tap) => pending.tapping = Some(Tapping::default()),
            Some(page::PageAction::AsWritten) => pending.pace = None,
        }
        Some(BeforeAction::Waiting)
    }
}

impl Pending {
    fn new(chosen: Arc<Programme>, shown: Shown) -> Self {
        Self { chosen, shown, pace: None, tapping: None, note: None }
    }

    /// What is played in the end: without what is left out, from the measured pace on.
    fn played(&self, settings: &Settings) -> Result<Arc<Programme>, String> {
        let played = Arc::clone(&self.chosen).as_chosen(&settings.left_out())?;
        Ok(match self.pace {
            Some(pace) => Arc::new(played.paced(pace)),
            None => played,
        })
    }

    /// A minute more or less, to the next whole one.
    fn last(&mut self, by: page::By) {
        const MINUTE: u64 = 60_000_000;
        let len = self.chosen.timeline.len().micros();
        let minutes = match by {
            page::By::Longer => len / MINUTE + 1,
            page::By::Shorter => len.div_ceil(MINUTE).saturating_sub(1),
        };
        match self.chosen.lasting(Time::from_micros(minutes * MINUTE)) {
            Ok(programme) => (self.chosen, self.note) = (Arc::new(programme), None),
            Err(why) => self.note = Some(words::sentence(&why)),
        }
    }
}

/// Whether this session was practised before, in this wording or under this name.
fn was_practised(programme: &Programme, journal: &Snapshot) -> bool {
    let session = &programme.session;
    let named = !session.title.is_empty();
    journal.entries.iter().any(|entry| {
        entry.hash == programme.hash || named && entry.title == session.title && entry.practice == session.practice
    })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::catalogue::Catalogue;
    use crate::plan::Entry;

    #[test]
    fn a_session_is_known_by_its_wording_or_by_its_name_and_practice() {
        let programme = Catalogue::shipped().named("box-gentle").unwrap();
        let session = &programme.session;
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let entry = |practice: &str, title: &str, hash: &str| Entry {
            title: title.into(),
            hash: hash.into(),
            ..Entry::by_hand("0".repeat(32), practice, day, 60)
        };
        let known = |entry| was_practised(&programme, &Snapshot { entries: vec![entry], ..Snapshot::default() });
        assert!(known(entry("stretching", "Else", &programme.hash)));
        assert!(known(entry(&session.practice, &session.title, "of an earlier edition")));
        assert!(!known(entry("stretching", &session.title, "")));
        assert!(!known(entry(&session.practice, "Daily five", "")));
        assert!(!was_practised(&programme, &Snapshot::default()));
    }
}
