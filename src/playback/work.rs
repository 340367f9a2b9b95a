//! What the session's thread does: commands in, orders out, the journal kept up to date.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::record::{EntrySink, Practised, Record};
use super::spoken::Spoken;
use super::{Command, Play, Saved, Shared, Surroundings, Through, lock};
use crate::awake::Scope;
use crate::output::{Output, Status};
use crate::plan::Ended;
use crate::player::{Order, Outcome, Player, State};
use crate::sound::{Mix, TAIL};
use crate::timeline::{Easing, Timeline};
use crate::units::Time;
use crate::wake::Wake;

/// How often it looks, while something can happen by itself and when nothing can.
const TICK: Duration = Duration::from_millis(20);
const REST: Duration = Duration::from_millis(100);
/// Having slept so long between two looks means that the computer slept; where it cannot be asked, so does a wall clock
/// that ran ahead by this.
const SLEPT: Time = Time::from_secs(2);
/// A steady clock that runs on while a computer sleeps tells it by so long a time between two looks.
const ABSENT: Time = Time::from_secs(10);
/// The wall clock and the steady one differing by more than this is written down.
const JUMP: TimeDelta = TimeDelta::minutes(2);
/// So long after the end the fade or the end cue has certainly been heard, whatever the latency.
const FADED: Time = Time::from_secs(1);
/// What is heard within this is on its way from the renderer to the ear already, or a change comes too late for it.
pub(super) const AHEAD: Time = Time::from_millis(600);
/// So long after the end was skipped to, the session can go on where it was left.
const COME_BACK: Time = Time::from_secs(60);
/// How long a window that closes waits for an answer of the journal.
const ANSWER: Duration = Duration::from_secs(1);

/// What the thread is told.
#[derive(Clone, Debug)]
pub(super) enum Message {
    Do(Command),
    /// Stop, save, end.
    Close,
}

/// One session at work.
pub(super) struct Work {
    pub(super) shared: Arc<Shared>,
    pub(super) surroundings: Surroundings,
    messages: Receiver<Message>,
    wake: Wake,
    record: Record,
    /// What the output plays.
    sounding: Arc<Timeline>,
    /// What stays awake while it plays.
    awake: Scope,
    /// The voice, if it is to be spoken.
    spoken: Option<Spoken>,
    /// How much later than the timestamps say the user hears.
    delay: Time,
    /// Both clocks at the beginning, and at the last look.
    began: (DateTime<FixedOffset>, Time),
    looked: (DateTime<FixedOffset>, Time),
    /// How long the computer had slept at the last look, if it tells.
    asleep: Option<Time>,
    ended: Option<Time>,
    shown: Shown,
}

/// What a window would draw differently.
type Shown = (std::mem::Discriminant<State>, Status, Option<String>, Saved, bool);

impl Work {
    /// Gets ready: the player's lead-in begins, and the sound is opened.
    pub(super) fn begin(
        play: Play,
        sink: Option<Box<dyn EntrySink>>,
        wake: Wake,
        surroundings: Surroundings,
    ) -> (Sender<Message>, Self) {
        let Play { programme, mix, lead_in, choice, through, awake, voice } = play;
        let clock = surroundings.steady.clone();
        let timeline = programme.timeline.clone();
        let delay = Time::from_millis(u64::try_from(choice.delay_ms).unwrap_or(0));
        let asleep = (surroundings.asleep)();
        let output = match through {
            Through::Device => Output::open(timeline.clone(), mix, choice, clock.clone()),
            Through::Nothing => Output::silent(clock.clone()),
        };
        let now = ((surroundings.wall)(), clock.now());
        let mut player = Player::new(timeline.clone(), lead_in);
        player.begin(now.1);
        let record = Record::new(sink, &programme, now.0);
        let (player, saved, can_come_back) = (Mutex::new(player), Mutex::new(Saved::NotYet), AtomicBool::new(false));
        let (mix, mute, last_sound) = (Mutex::new(mix), Mutex::new(None), Mutex::new(None));
        let moved = AtomicBool::new(false);
        let shared = Shared { clock, output, player, mix, saved, mute, moved, last_sound, can_come_back };
        let shared = Arc::new(shared);
        let shown = shown(&shared);
        let (send, messages) = channel();
        let (sounding, began, looked, ended) = (timeline, now, now, None);
        let spoken = voice.and_then(|wish| Spoken::begin(wish, &sounding));
        let work = Self {
            shared,
            surroundings,
            messages,
            wake,
            record,
            sounding,
            awake,
            spoken,
            delay,
            began,
            looked,
            asleep,
            ended,
            shown,
        };
        (send, work)
    }

    /// Works until told to close.
    pub(super) fn run(&mut self) {
        loop {
            let wait = if self.ended.is_some() { REST } else { TICK };
            match self.messages.recv_timeout(wait) {
                Ok(Message::Do(command)) => self.obey(command),
                Err(RecvTimeoutError::Timeout) => self.look(),
                Ok(Message::Close) | Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.close();
    }

    /// Whether the computer slept since the last look. A clock on the wall that is set, by hand or by the network, is no
    /// sleep where the system can tell.
    fn has_slept(&mut self, now: (DateTime<FixedOffset>, Time)) -> bool {
        let asleep = (self.surroundings.asleep)();
        match (asleep, std::mem::replace(&mut self.asleep, asleep)) {
            (Some(now), Some(then)) => now - then > SLEPT,
            _ => ahead(now, self.looked) > TimeDelta::microseconds(SLEPT.micros().cast_signed()),
        }
    }

    /// Takes note of what is heard and of the surroundings, and keeps the journal up to date.
    pub(super) fn look(&mut self) {
        let (wall, now) = ((self.surroundings.wall)(), self.surroundings.steady.now());
        let slept = self.has_slept((wall, now)) || now - self.looked.1 > ABSENT;
        self.looked = (wall, now);
        if slept {
            // Before anything else: what the surroundings say was heard meanwhile nobody heard.
            let order = lock(&self.shared.player).pause(now);
            self.give(order);
        }
        let heard = self.shared.output.heard();
        let order = lock(&self.shared.player).tick(now, heard);
        self.give(order);
        // What sounds through another device is not played to the room unasked.
        if self.shared.output.has_moved() {
            self.shared.moved.store(true, Ordering::Release);
            let order = lock(&self.shared.player).pause(now);
            self.give(order);
        }
        let (state, step, practised) = {
            let player = lock(&self.shared.player);
            let (active, eased) = (player.active(), player.eased());
            let practised = Practised { active, eased, clock_jump: ahead(self.looked, self.began).abs() > JUMP };
            (player.state(now, heard), player.step(), practised)
        };
        if let Some(spoken) = &mut self.spoken {
            let mute = spoken.follow(&self.shared.output, state, heard, &self.sounding, self.delay);
            if mute.is_some() {
                *lock(&self.shared.mute) = mute;
            }
        }
        let plays = matches!(state, State::LeadIn(_) | State::Playing(_));
        (self.surroundings.awake)(if plays { self.awake } else { Scope::Nothing });
        match state {
            State::Ended(outcome) if self.ended.is_none() => {
                self.end(now);
                let during = lock(&self.shared.player).stopped_during();
                self.record.end(practised, outcome.ended, during);
            }
            State::Ended(_) => self.let_the_device_go(now),
            _ => self.record.checkpoint(practised, step),
        }
        self.record.poll(now, Duration::ZERO);
        self.show();
    }

    /// Does what the user asks, from what is heard at this instant.
    pub(super) fn obey(&mut self, command: Command) {
        self.look();
        match command {
            Command::Pause | Command::Resume | Command::Next | Command::Back | Command::Stop => self.move_by(&command),
            Command::ComeBack => self.come_back(),
            Command::Discard => {
                if self.ended.is_none() {
                    self.record.discard();
                    self.ended = Some(self.looked.1);
                }
                self.move_by(&Command::Stop);
            }
            Command::Because(why) => {
                // Only a stop has a reason.
                let stopped = lock(&self.shared.player).because(why);
                if stopped {
                    self.record.add(|entry| entry.reason = Some(why));
                }
            }
            Command::LogAnyway => self.record.log_anyway(),
            Command::Ease => self.ease(|level| level + 1),
            Command::EaseBack => self.ease(|level| level.saturating_sub(1)),
            Command::Guide(guide) => self.sound(|mix| mix.guide = guide),
            Command::Ambience(ambience) => self.sound(|mix| mix.ambience = ambience),
            Command::Levels(levels) => {
                lock(&self.shared.mix).levels = levels;
                self.shared.output.levels(levels);
            }
            Command::Before(rating) => self.record.add(|entry| entry.before = rated(rating)),
            Command::After(rating) => self.record.add(|entry| entry.after = rated(rating)),
            Command::Note(note) => self.record.add(|entry| entry.note = note),
        }
        self.look();
    }

    /// Goes on where the skip to the end left it; what was saved of it is saved anew at its end.
    fn come_back(&mut self) {
        if self.can_come_back(self.looked.1) {
            self.record.reopen();
            self.ended = None;
            *lock(&self.shared.last_sound) = None;
            let order = lock(&self.shared.player).come_back(self.looked.1);
            self.give(order);
        }
    }

    fn can_come_back(&self, now: Time) -> bool {
        let skipped = matches!(
            lock(&self.shared.player).state(now, self.shared.output.heard()),
            State::Ended(Outcome { ended: Ended::Skipped, .. })
        );
        skipped && self.record.is_settled() && self.ended.is_some_and(|ended| now - ended < COME_BACK)
    }

    /// Something else sounds, from the same place on.
    fn sound(&self, change: impl FnOnce(&mut Mix)) {
        let mut mix = lock(&self.shared.mix);
        change(&mut mix);
        self.shared.output.change(self.sounding.clone(), *mix);
    }

    /// The output plays what the player goes by.
    fn follow(&mut self) {
        let timeline = lock(&self.shared.player).timeline().clone();
        if !Arc::ptr_eq(&timeline, &self.sounding) {
            self.shared.output.change(timeline.clone(), *lock(&self.shared.mix));
            self.sounding = timeline;
        }
    }

    /// To another level, from the one that was asked for last.
    fn ease(&mut self, change: impl FnOnce(u8) -> u8) {
        {
            let mut player = lock(&self.shared.player);
            let level = change(player.level()).min(Easing::MOST);
            player.ease(level, AHEAD + self.delay);
        }
        self.follow();
    }

    /// The transport's commands.
    fn move_by(&mut self, command: &Command) {
        let now = self.looked.1;
        let order = {
            let mut player = lock(&self.shared.player);
            match command {
                Command::Pause => player.pause(now),
                Command::Resume => {
                    self.shared.moved.store(false, Ordering::Release);
                    player.resume(now)
                }
                Command::Next => player.skip(),
                Command::Back => player.back(),
                _ => player.stop(),
            }
        };
        self.follow();
        self.give(order);
    }

    /// Stops if it still plays, saves, and waits a little for the journal's answer.
    pub(super) fn close(&mut self) {
        self.obey(Command::Stop);
        // Twice, for a reason that was given while the entry was on its way.
        for _ in 0..2 {
            self.record.poll(self.looked.1, ANSWER);
        }
        self.show();
        self.shared.output.close();
    }

    fn give(&self, order: Option<Order>) {
        if let Some(order) = order {
            self.shared.output.order(order);
        }
    }

    fn end(&mut self, now: Time) {
        self.ended = Some(now);
        *lock(&self.shared.last_sound) = Some(self.shared.output.status());
    }

    /// Once the end cue, or the fade of a stop, has been heard.
    fn let_the_device_go(&self, now: Time) {
        if self.can_come_back(now) {
            return;
        }
        let since = now - self.ended.unwrap_or(now);
        let (heard, len) = (self.shared.output.heard().at, self.sounding.len());
        let over = heard >= len + TAIL || since > TAIL + FADED;
        let stopped = since > FADED && heard < len;
        if over || stopped {
            self.shared.output.close();
        }
    }

    fn show(&mut self) {
        let saved = self.record.saved(&lock(&self.shared.saved));
        *lock(&self.shared.saved) = saved;
        self.shared.can_come_back.store(self.can_come_back(self.looked.1), Ordering::Relaxed);
        let shown = shown(&self.shared);
        if shown != self.shown {
            self.shown = shown;
            self.wake.wake();
        }
    }
}

fn shown(shared: &Shared) -> Shown {
    let view = shared.view();
    (std::mem::discriminant(&view.state), view.sound, view.mute, view.saved, view.can_come_back)
}

/// How far the wall clock ran ahead of the steady one.
fn ahead(now: (DateTime<FixedOffset>, Time), then: (DateTime<FixedOffset>, Time)) -> TimeDelta {
    let steady = now.1 - then.1;
    let steady = TimeDelta::microseconds(i64::try_from(steady.micros()).unwrap_or(i64::MAX));
    now.0 - then.0 - steady
}

/// Ratings are 0–10.
fn rated(rating: Option<u8>) -> Option<u8> {
    rating.filter(|rating| *rating <= 10)
}
