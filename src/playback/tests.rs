//! One session from begin to entry, by clocks moved by hand.

use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};

use chrono::TimeDelta;

use super::*;
use crate::plan::Ended;
use crate::player::Outcome;
use crate::session;
use crate::timeline::Timeline;

mod answers;
mod coming_back;

/// A prepare of 5 s, four breaths of 10 s, a cue of 20 s: 60 s of practice.
const SESSION: &str = r#"Session(format: 1, title: "A minute", practice: "breathing", steps: [
    Prepare(secs: 5),
    Breathe(breath: (inhale: 4, exhale: 6), cycles: 4),
    Cue(secs: 20, say: "Soften, widen."),
])"#;

/// What a journal was given, and how it answers.
#[derive(Debug, Default)]
struct Journal {
    checkpoints: Vec<Entry>,
    saved: Vec<Entry>,
    /// What it was last asked to save, whether it did or not.
    offered: Option<Entry>,
    forgotten: usize,
    refuses: bool,
    silent: bool,
    /// Those that wait for an answer.
    waiting: Vec<Sender<Result<(), String>>>,
}

struct FakeSink(Arc<Mutex<Journal>>);

impl EntrySink for FakeSink {
    fn day_start_min(&self) -> Option<u16> {
        Some(240)
    }

    fn checkpoint(&self, running: Entry) {
        lock(&self.0).checkpoints.push(running);
    }

    fn save(&self, entry: Entry) -> Receiver<Result<(), String>> {
        let mut journal = lock(&self.0);
        let (answer, receiver) = channel();
        journal.offered = Some(entry.clone());
        if journal.silent {
            journal.waiting.push(answer);
            return receiver;
        }
        if !journal.refuses {
            journal.saved.push(entry);
        }
        let sentence = "the disk is full".to_owned();
        answer.send(if journal.refuses { Err(sentence) } else { Ok(()) }).unwrap();
        receiver
    }

    fn forget_running(&self) {
        lock(&self.0).forgotten += 1;
    }
}

/// One session, its journal and the two clocks.
struct Desk {
    work: Work,
    journal: Arc<Mutex<Journal>>,
    steady: Arc<AtomicU64>,
    /// How far the wall clock is ahead of the steady one.
    ahead_ms: Arc<AtomicI64>,
    woken: Arc<AtomicUsize>,
    /// What the desktop was asked to keep awake.
    awake: Arc<Mutex<Scope>>,
}

fn wall_zero() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-22T03:30:00+01:00").unwrap()
}

impl Desk {
    fn begin() -> Self {
        Self::begin_with(Time::ZERO)
    }

    fn begin_with(lead_in: Time) -> Self {
        let session = session::read(SESSION.as_bytes()).unwrap();
        let timeline = Arc::new(Timeline::compile(&session));
        let programme = Arc::new(Programme { name: "minute".into(), session, timeline, hash: "abc".into() });
        let (steady, ahead_ms) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicI64::new(0)));
        let (shown, later) = (steady.clone(), (steady.clone(), ahead_ms.clone()));
        let scope = Arc::new(Mutex::new(Scope::Nothing));
        let asked = scope.clone();
        let surroundings = Surroundings {
            steady: Clock::of(move || Time::from_micros(shown.load(Ordering::Relaxed))),
            awake: Box::new(move |scope| *lock(&asked) = scope),
            asleep: || None,
            wall: Arc::new(move || {
                let steady = i64::try_from(later.0.load(Ordering::Relaxed)).unwrap();
                wall_zero() + TimeDelta::microseconds(steady) + TimeDelta::milliseconds(later.1.load(Ordering::Relaxed))
            }),
        };
        let journal = Arc::new(Mutex::new(Journal::default()));
        let woken = Arc::new(AtomicUsize::new(0));
        let bell = woken.clone();
        let play = Play {
            programme,
            mix: Mix::default(),
            lead_in,
            choice: Choice::default(),
            through: Through::Nothing,
            awake: Scope::Display,
            voice: None,
        };
        let wake = Wake::new(move || {
            bell.fetch_add(1, Ordering::Relaxed);
        });
        let (_, work) = Work::begin(play, Some(Box::new(FakeSink(journal.clone()))), wake, surroundings);
        Self { work, journal, steady, ahead_ms, woken, awake: scope }
    }

    /// Time passes, and the thread looks as often as it would.
    fn pass(&mut self, secs: u64) {
        for _ in 0..secs * 50 {
            self.steady.fetch_add(20_000, Ordering::Relaxed);
            self.work.look();
        }
    }

    fn send(&mut self, command: Command) {
        self.work.obey(command);
    }

    fn view(&self) -> View {
        self.work.shared.view()
    }

    fn outcome(&self) -> Outcome {
        match self.view().state {
            State::Ended(outcome) => outcome,
            other => panic!("{other:?} is not the end"),
        }
    }

    fn saved(&self) -> Vec<Entry> {
        lock(&self.journal).saved.clone()
    }
}

#[test]
fn a_session_that_is_heard_to_its_end_is_saved_once_with_all_of_it() {
    let mut desk = Desk::begin();
    desk.pass(66);
    assert_eq!(desk.outcome().ended, Ended::Finished);
    let saved = desk.saved();
    assert_eq!(saved.len(), 1);
    let entry = &saved[0];
    assert_eq!((entry.active_s, entry.planned_s, entry.ended), (60, 60, Ended::Finished));
    assert_eq!((entry.practice.as_str(), entry.title.as_str(), entry.hash.as_str()), ("breathing", "A minute", "abc"));
    assert_eq!(entry.start, Some(wall_zero()));
    assert_eq!(entry.day.to_string(), "2026-11-21", "before four it is still the day before");
    assert!(!entry.clock_jump && entry.reason.is_none() && !entry.deleted);
    assert_eq!(entry.id.len(), 32);
    assert!(entry.id.bytes().all(|digit| digit.is_ascii_hexdigit() && !digit.is_ascii_uppercase()));
    assert_eq!(desk.view().saved, Saved::Yes(entry.clone()));
}

#[test]
fn a_running_session_is_kept_at_each_steps_end_and_often() {
    let mut desk = Desk::begin();
    desk.pass(66);
    let journal = lock(&desk.journal);
    let kept: Vec<u32> = journal.checkpoints.iter().map(|entry| entry.active_s).collect();
    assert_eq!(kept.first(), Some(&10), "nothing under ten seconds");
    assert!(kept.windows(2).all(|pair| pair[1] - pair[0] <= 5), "{kept:?}");
    assert!(kept.contains(&40), "the end of the breathing: {kept:?}");
    assert!(journal.checkpoints.iter().all(|entry| entry.ended == Ended::Interrupted));
    assert!(journal.checkpoints.iter().all(|entry| entry.id == journal.saved[0].id), "one entry, one id");
}

#[test]
fn it_says_saved_only_after_the_journal_has_answered() {
    let mut desk = Desk::begin();
    lock(&desk.journal).silent = true;
    desk.pass(70);
    assert_eq!(desk.outcome().ended, Ended::Finished);
    assert_eq!(desk.view().saved, Saved::NotYet);
    let answer = lock(&desk.journal).waiting.pop().unwrap();
    answer.send(Ok(())).unwrap();
    desk.pass(1);
    assert!(matches!(desk.view().saved, Saved::Yes(_)));
}

#[test]
fn an_entry_that_cannot_be_saved_says_why_and_is_tried_again() {
    let mut desk = Desk::begin();
    lock(&desk.journal).refuses = true;
    desk.pass(66);
    assert_eq!(desk.view().saved, Saved::Waiting("the disk is full".into()));
    desk.pass(20);
    assert_eq!(desk.view().saved, Saved::Waiting("the disk is full".into()));
    lock(&desk.journal).refuses = false;
    desk.pass(6);
    assert!(matches!(desk.view().saved, Saved::Yes(_)));
    assert_eq!(desk.saved().len(), 1);
}

#[test]
fn under_ten_seconds_nothing_is_logged_unless_asked() {
    let mut desk = Desk::begin();
    desk.pass(14);
    desk.send(Command::Stop);
    assert_eq!(desk.view().saved, Saved::TooShort);
    desk.pass(2);
    assert!(desk.saved().is_empty() && lock(&desk.journal).checkpoints.is_empty());
    desk.send(Command::Because(Reason::Dizzy));
    desk.send(Command::LogAnyway);
    let saved = desk.saved();
    assert_eq!((saved.len(), saved[0].active_s, saved[0].reason), (1, 9, Some(Reason::Dizzy)));
    assert_eq!(saved[0].ended, Ended::Stopped);
}

#[test]
fn a_checkpoint_carries_what_a_kill_would_lose() {
    let mut desk = Desk::begin();
    desk.send(Command::Before(Some(2)));
    desk.send(Command::Ease);
    desk.pass(30);
    let kept = lock(&desk.journal).checkpoints.last().cloned().unwrap();
    assert_eq!((kept.before, kept.eased), (Some(2), 1));
}

#[test]
fn an_eased_session_says_the_highest_level_and_asks_for_what_it_asked() {
    let mut desk = Desk::begin();
    desk.pass(10);
    // Five seconds into the first breath of ten: the second begins at 15 s.
    for command in [Command::Ease, Command::Ease, Command::EaseBack, Command::Ease] {
        desk.send(command);
    }
    assert_eq!(desk.view().level, 2);
    // 5 + 10 s, then 30 s in breaths of 8 s: four of them are 2 s more.
    assert_eq!(desk.view().timeline.len(), Time::from_secs(67));
    desk.pass(20);
    for _ in 0..6 {
        desk.send(Command::EaseBack);
    }
    assert_eq!(desk.view().level, 0);
    desk.pass(45);
    let saved = desk.saved();
    assert_eq!((saved[0].eased, saved[0].planned_s, saved[0].ended), (2, 60, Ended::Finished));
    // One breath of ten, two of eight, one of ten for the 14 s that are left of the step, and the cue.
    assert_eq!(saved[0].active_s, 56);
}

#[test]
fn easing_never_goes_beyond_the_fourth_level() {
    let mut desk = Desk::begin();
    for _ in 0..9 {
        desk.send(Command::Ease);
    }
    assert_eq!(desk.view().level, 4);
}

#[test]
fn a_discarded_session_leaves_nothing() {
    let mut desk = Desk::begin();
    desk.pass(40);
    desk.send(Command::Discard);
    desk.pass(2);
    assert_eq!(desk.view().saved, Saved::No);
    assert!(desk.saved().is_empty());
    assert_eq!(lock(&desk.journal).forgotten, 1);
    desk.send(Command::LogAnyway);
    desk.work.close();
    assert!(desk.saved().is_empty());
}

#[test]
fn a_window_that_closes_keeps_what_was_practised() {
    let mut desk = Desk::begin();
    desk.pass(30);
    desk.work.close();
    let saved = desk.saved();
    assert_eq!((saved.len(), saved[0].ended, saved[0].active_s), (1, Ended::Stopped, 25));
}

#[test]
fn a_pause_is_not_practice_and_a_broken_breath_counts_once() {
    let mut desk = Desk::begin();
    desk.pass(22);
    desk.send(Command::Pause);
    desk.pass(300);
    assert!(matches!(desk.view().state, State::Paused(_)));
    desk.send(Command::Resume);
    desk.pass(60);
    assert_eq!(desk.saved()[0].active_s, 60);
}

#[test]
fn a_computer_that_slept_finds_the_session_paused() {
    let mut desk = Desk::begin();
    desk.pass(20);
    desk.ahead_ms.store(3_600_000, Ordering::Relaxed);
    desk.pass(1);
    assert!(matches!(desk.view().state, State::Paused(_)));
    desk.send(Command::Resume);
    desk.pass(70);
    let saved = desk.saved();
    assert_eq!((saved[0].active_s, saved[0].clock_jump), (60, true));
}

#[test]
fn a_clock_that_is_set_pauses_nothing_where_the_system_tells_sleep_from_it() {
    let mut desk = Desk::begin();
    desk.work.surroundings.asleep = || Some(Time::from_secs(7_200));
    desk.pass(20);
    // A step by the network, an hour by hand, three days.
    for ahead_ms in [2_500, 3_600_000, 259_200_000] {
        desk.ahead_ms.store(ahead_ms, Ordering::Relaxed);
        desk.pass(1);
        assert!(matches!(desk.view().state, State::Playing(_)), "{ahead_ms} ms");
    }
    desk.work.surroundings.asleep = || Some(Time::from_secs(7_203));
    desk.pass(1);
    assert!(matches!(desk.view().state, State::Paused(_)), "three seconds of sleep");
}

#[test]
fn a_clock_that_ran_on_while_the_computer_slept_counts_nothing_of_it() {
    let mut desk = Desk::begin();
    desk.pass(20);
    desk.steady.fetch_add(3_600_000_000, Ordering::Relaxed);
    desk.pass(1);
    assert!(matches!(desk.view().state, State::Paused(_)), "{:?}", desk.view().state);
    desk.send(Command::Stop);
    assert_eq!(desk.saved()[0].active_s, 15);
}

#[test]
fn the_display_stays_awake_while_it_plays_and_only_then() {
    let mut desk = Desk::begin();
    let awake = |desk: &Desk| *lock(&desk.awake);
    desk.pass(1);
    assert_eq!(awake(&desk), Scope::Display);
    desk.send(Command::Pause);
    assert_eq!(awake(&desk), Scope::Nothing);
    desk.send(Command::Resume);
    assert_eq!(awake(&desk), Scope::Display);
    desk.pass(70);
    assert_eq!(awake(&desk), Scope::Nothing);
}

#[test]
fn what_sounds_can_be_changed_while_it_plays() {
    let mut desk = Desk::begin();
    desk.pass(10);
    let quiet = Levels { master: crate::units::Level::SILENT, ..Levels::default() };
    for command in [Command::Guide(Guide::Bells), Command::Ambience(Ambience::Rain), Command::Levels(quiet)] {
        desk.send(command);
    }
    let wanted = Mix { guide: Guide::Bells, ambience: Ambience::Rain, levels: quiet };
    assert_eq!(desk.view().mix, wanted);
    assert!(matches!(desk.view().state, State::Playing(_)));
}

#[test]
fn a_clock_that_is_set_back_by_an_hour_is_written_down_and_disturbs_nothing() {
    let mut desk = Desk::begin();
    desk.pass(20);
    desk.ahead_ms.store(-3_600_000, Ordering::Relaxed);
    desk.pass(46);
    let saved = desk.saved();
    assert_eq!((saved[0].active_s, saved[0].clock_jump, saved[0].ended), (60, true, Ended::Finished));
}

#[test]
fn a_clock_that_is_set_right_by_a_second_is_nothing() {
    let mut desk = Desk::begin();
    desk.pass(20);
    desk.ahead_ms.store(1_500, Ordering::Relaxed);
    desk.pass(46);
    assert_eq!(desk.saved().first().map(|entry| entry.clock_jump), Some(false));
}

#[test]
fn a_window_is_woken_when_something_changes_and_not_otherwise() {
    let mut desk = Desk::begin();
    desk.pass(1);
    let begun = desk.woken.load(Ordering::Relaxed);
    desk.pass(10);
    assert_eq!(desk.woken.load(Ordering::Relaxed), begun);
    desk.send(Command::Pause);
    assert_eq!(desk.woken.load(Ordering::Relaxed), begun + 1);
}

#[test]
fn a_playback_without_a_journal_saves_nothing_and_says_so() {
    let session = session::read(SESSION.as_bytes()).unwrap();
    let timeline = Arc::new(Timeline::compile(&session));
    let programme = Arc::new(Programme { name: "minute".into(), session, timeline, hash: String::new() });
    let play = Play {
        programme,
        mix: Mix::default(),
        lead_in: Time::ZERO,
        choice: Choice::default(),
        through: Through::Nothing,
        awake: Scope::Nothing,
        voice: None,
    };
    let (woken, told) = channel();
    let playback = Playback::begin(play, None, Arc::new(wall_zero), Wake::new(move || woken.send(()).unwrap()));
    playback.send(Command::Stop);
    let ended = |view: &View| matches!(view.state, State::Ended(Outcome { ended: Ended::Stopped, .. }));
    // A view taken while it ends shows the end before what became of it; another one follows.
    let known = |view: &View| ended(view) && view.saved != Saved::NotYet;
    let view = told.iter().map(|()| playback.view()).find(known).unwrap();
    assert_eq!(view.saved, Saved::No);
}
