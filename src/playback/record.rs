//! The entry of one session: what it says, and its way into the journal.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate, Timelike as _};

use super::Saved;
use crate::catalogue::Programme;
use crate::journal::{self, Keeper};
use crate::plan::{Ended, Entry, practice_day};
use crate::units::Time;

/// Below this nothing is logged unless asked: 10 s practised.
pub const WORTH_LOGGING: Time = Time::from_secs(10);
/// A running session is kept each time this much more was practised: half of what a kill may lose.
const OFTEN: Time = Time::from_secs(5);
/// An entry that could not be saved is offered again after this.
const AGAIN: Time = Time::from_secs(5);
/// When a practice day begins if the journal cannot say.
const DAY_START_MIN: u16 = 240;

/// What a record needs of a journal.
pub(super) trait EntrySink: Send {
    /// When a practice day begins, in minutes after midnight; `None` until the journal is open.
    fn day_start_min(&self) -> Option<u16>;
    /// See [`Keeper::checkpoint`].
    fn checkpoint(&self, running: Entry);
    /// See [`Keeper::save`].
    fn save(&self, entry: Entry) -> Receiver<Result<(), String>>;
    /// See [`Keeper::forget_running`].
    fn forget_running(&self);
}

impl EntrySink for Keeper {
    fn day_start_min(&self) -> Option<u16> {
        self.snapshot().map(|snapshot| snapshot.day_start_min())
    }

    fn checkpoint(&self, running: Entry) {
        self.checkpoint(running);
    }

    fn save(&self, entry: Entry) -> Receiver<Result<(), String>> {
        self.save(entry)
    }

    fn forget_running(&self) {
        self.forget_running();
    }
}

/// What a session has come to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Practised {
    /// What was practised.
    pub(super) active: Time,
    /// The highest level of easing that was in force.
    pub(super) eased: u8,
    /// Whether the wall clock and the steady one differ by more than they may.
    pub(super) clock_jump: bool,
}

/// The way of one session's entry into the journal.
pub(super) struct Record {
    sink: Option<Box<dyn EntrySink>>,
    /// What is known from the start.
    blank: Entry,
    /// Its practice day, once the journal has said when a day begins.
    dated: Option<NaiveDate>,
    state: SaveState,
    /// Whether the journal has it although it goes on: it was ended, and then not.
    in_journal: bool,
    /// What was practised, and where, when the running session was kept last.
    kept: (Time, usize),
}

#[derive(Debug)]
enum SaveState {
    Running,
    Dropped,
    TooShort(Entry),
    /// Given to the journal, which may hold an older one. `changed` while it was on its way, it is given again.
    Given {
        entry: Entry,
        kept: Option<Box<Entry>>,
        answer: Receiver<Result<(), String>>,
        changed: bool,
    },
    Kept(Entry),
    Refused {
        entry: Entry,
        why: String,
        again: Time,
    },
}

impl Record {
    /// A session that began at `start`.
    pub(super) fn new(sink: Option<Box<dyn EntrySink>>, programme: &Programme, start: DateTime<FixedOffset>) -> Self {
        let day = practice_day(start, DAY_START_MIN);
        let blank = Entry {
            // To the second, as the journal keeps it.
            start: start.with_nanosecond(0).or(Some(start)),
            planned_s: whole_secs(programme.timeline.practice()),
            ended: Ended::Interrupted,
            title: programme.session.title.clone(),
            hash: programme.hash.clone(),
            ..Entry::by_hand(journal::new_id(start), &programme.session.practice, day, 0)
        };
        let mut record =
            Self { sink, blank, dated: None, state: SaveState::Running, in_journal: false, kept: (Time::ZERO, 0) };
        record.date();
        record
    }

    /// Keeps where the running session stands, if that is due: at a step's end, and every few seconds.
    pub(super) fn checkpoint(&mut self, practised: Practised, step: usize) {
        let active = practised.active;
        let (kept, at) = self.kept;
        let due = step != at || active >= kept + OFTEN || kept > active;
        if !due || active == kept || active < WORTH_LOGGING || !matches!(self.state, SaveState::Running) {
            return;
        }
        let entry = self.entry(practised, Ended::Interrupted);
        if let Some(sink) = &self.sink {
            sink.checkpoint(entry);
        }
        self.kept = (active, step);
    }

    /// The session is over, stopped `during` something or not: into the journal with it, unless it was too short.
    pub(super) fn end(&mut self, practised: Practised, ended: Ended, during: String) {
        let entry = Entry { during, ..self.entry(practised, ended) };
        if practised.active >= WORTH_LOGGING {
            return self.give(entry, None);
        }
        self.forget();
        self.state = if self.sink.is_some() { SaveState::TooShort(entry) } else { SaveState::Dropped };
    }

    /// The session is over and is not to be kept.
    pub(super) fn discard(&mut self) {
        if let SaveState::Running = self.state {
            self.forget();
            self.state = SaveState::Dropped;
            if self.in_journal {
                let Entry { id, practice, day, rev, .. } = self.blank.clone();
                self.give(Entry { rev, deleted: true, ..Entry::by_hand(id, &practice, day, 0) }, None);
            }
        }
    }

    /// Whether all is done that its end asked for.
    pub(super) fn is_settled(&self) -> bool {
        matches!(self.state, SaveState::Kept(_) | SaveState::TooShort(_) | SaveState::Dropped)
    }

    /// The session goes on after all. What the journal has of it stays there until the session ends again.
    pub(super) fn reopen(&mut self) {
        self.in_journal = matches!(self.state, SaveState::Kept(_));
        if let SaveState::Kept(entry) | SaveState::TooShort(entry) = &self.state {
            let rev = entry.rev + u64::from(self.in_journal);
            self.blank = Entry { ended: Ended::Interrupted, rev, ..entry.clone() };
        }
        self.kept = (Time::ZERO, 0);
        self.state = SaveState::Running;
    }

    /// Logs it although it was short.
    pub(super) fn log_anyway(&mut self) {
        if let SaveState::TooShort(entry) = &self.state {
            self.give(entry.clone(), None);
        }
    }

    /// Adds what the user says about it, whenever that is: an entry that is in the journal already is saved again.
    pub(super) fn add(&mut self, change: impl FnOnce(&mut Entry)) {
        match &mut self.state {
            SaveState::Running => change(&mut self.blank),
            SaveState::TooShort(entry) => change(entry),
            SaveState::Refused { entry, .. } => {
                // At once: who keeps it by hand meanwhile keeps it as it was last.
                change(entry);
                let entry = entry.clone();
                self.give(entry, None);
            }
            SaveState::Given { entry, changed, .. } => {
                let before = entry.clone();
                change(entry);
                *changed |= *entry != before;
            }
            SaveState::Kept(entry) => {
                let kept = entry.clone();
                change(entry);
                if *entry != kept {
                    let edited = Entry { rev: kept.rev + 1, ..entry.clone() };
                    self.give(edited, Some(Box::new(kept)));
                }
            }
            SaveState::Dropped => {}
        }
    }

    /// Hears what the journal answers, waiting for it that long, and tries again what it refused.
    pub(super) fn poll(&mut self, now: Time, wait: Duration) {
        match &mut self.state {
            SaveState::Given { entry, answer, changed, .. } => {
                let why = match answer.recv_timeout(wait) {
                    Err(RecvTimeoutError::Timeout) => return,
                    Ok(Ok(())) if *changed => {
                        let edited = Entry { rev: entry.rev + 1, ..entry.clone() };
                        return self.give(edited, None);
                    }
                    Ok(Ok(())) => {
                        self.state = SaveState::Kept(entry.clone());
                        return;
                    }
                    Ok(Err(why)) => why,
                    Err(RecvTimeoutError::Disconnected) => "the journal does not answer".to_owned(),
                };
                self.state = SaveState::Refused { entry: entry.clone(), why, again: now + AGAIN };
            }
            SaveState::Refused { entry, again, .. } if now >= *again => {
                let entry = entry.clone();
                self.give(entry, None);
            }
            _ => {}
        }
    }

    /// What became of the entry. `before` is what was said last: a refused one stays refused until it is kept.
    pub(super) fn saved(&self, before: &Saved) -> Saved {
        match &self.state {
            SaveState::Given { .. } if matches!(before, Saved::Waiting(_)) => before.clone(),
            SaveState::Given { kept: Some(kept), .. } => Saved::Yes(Entry::clone(kept)),
            SaveState::Running | SaveState::Given { kept: None, .. } => Saved::NotYet,
            SaveState::Dropped => Saved::No,
            SaveState::TooShort(_) => Saved::TooShort,
            SaveState::Kept(entry) => Saved::Yes(entry.clone()),
            SaveState::Refused { why, .. } => Saved::Waiting(why.clone()),
        }
    }

    fn entry(&mut self, Practised { active, eased, clock_jump }: Practised, ended: Ended) -> Entry {
        self.date();
        Entry { active_s: whole_secs(active), ended, eased, clock_jump, ..self.blank.clone() }
    }

    /// Fixes the practice day, as soon as the journal is open.
    fn date(&mut self) {
        let day_start = self.sink.as_ref().and_then(|sink| sink.day_start_min());
        if let (None, Some(day_start), Some(start)) = (self.dated, day_start, self.blank.start) {
            self.blank.day = practice_day(start, day_start);
            self.dated = Some(self.blank.day);
        }
    }

    /// `kept` is what the journal holds of it already.
    fn give(&mut self, entry: Entry, kept: Option<Box<Entry>>) {
        self.state = match &self.sink {
            Some(journal) => SaveState::Given { answer: journal.save(entry.clone()), entry, kept, changed: false },
            None => SaveState::Dropped,
        };
    }

    fn forget(&self) {
        if let Some(sink) = &self.sink {
            sink.forget_running();
        }
    }
}

fn whole_secs(time: Time) -> u32 {
    u32::try_from(time.whole_secs()).unwrap_or(u32::MAX)
}
