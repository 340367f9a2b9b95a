//! Whole sessions through a machine that goes wrong in every way a machine can, moved by a clock that is moved by
//! hand: they end on time, at the place where they should be, and the machine is not pestered.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Condvar, MutexGuard};

use super::backend::{Backend, Callback, Job, News, Opened, Playing};
use super::engine::{Timing, Voice};
use super::interleave::Interleaver;
use super::supervisor::Supervisor;
use super::*;
use crate::player::{Player, State};
use crate::session;
use crate::units::{Hertz, Time};

const RATE: Hertz = Hertz::of(48_000);
/// Frames a callback: 42 666⅔ µs.
const BLOCK: u64 = 2048;
const LATENCY: Time = Time::from_millis(43);
/// 20 s of practice.
const LENGTH: Time = Time::from_secs(20);
/// A buffer, which a place may be off by.
const BUFFER: Time = Time::from_micros(42_667);

/// A stream that plays.
struct Stream {
    callback: Callback,
    news: News,
    /// Given back when the stream is dropped.
    kept: Arc<AtomicBool>,
    calls_back: bool,
    called: Time,
}

/// What the machine is like at the moment.
#[derive(Default)]
struct Scene {
    default: Option<&'static str>,
    others: Vec<&'static str>,
    hangs: bool,
    mute: bool,
    tries: u32,
    streams: Vec<Stream>,
}

/// A machine whose devices come and go as the test says.
#[derive(Default)]
struct Fake {
    scene: Mutex<Scene>,
    changed: Condvar,
}

impl Fake {
    fn scene(&self) -> MutexGuard<'_, Scene> {
        self.scene.lock().unwrap()
    }
}

/// Says that its stream was dropped.
struct Kept(Arc<AtomicBool>);

impl Drop for Kept {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

impl Backend for Fake {
    fn play(&self, wanted: Option<&str>, job: Job) -> Option<Playing> {
        let mut scene = self.scene();
        scene.tries += 1;
        self.changed.notify_all();
        let mut scene = self.changed.wait_while(scene, |scene| scene.hangs).unwrap();
        let found = scene.others.iter().find(|other| Some(**other) == wanted).copied();
        let device = found.or(scene.default)?;
        let is_wanted = wanted.is_none() || found.is_some();
        let callback = (job.callback)(Opened { device: device.to_owned(), is_wanted, rate: RATE });
        let kept = Arc::new(AtomicBool::new(true));
        let called = job.clock.now();
        let calls_back = !scene.mute;
        scene.streams.push(Stream { callback, news: job.news, kept: kept.clone(), calls_back, called });
        Some(Box::new(Kept(kept)))
    }
}

/// Sounds steadily, until the frame at which it panics.
struct Hum {
    frame: u64,
    fails_at: u64,
}

impl Voice for Hum {
    fn seek(&mut self, frame: u64) {
        self.frame = frame;
    }

    fn render(&mut self, out: &mut [f32]) {
        self.frame += out.len() as u64 / 2;
        assert!(self.frame < self.fails_at, "a voice that fails, as this test wants it");
        out.fill(0.5);
    }

    fn set_levels(&mut self, _: Levels) {}
}

/// A session, its output and its machine.
struct Rig {
    fake: Arc<Fake>,
    output: Output,
    supervisor: Supervisor,
    player: Player,
    clock: Arc<AtomicU64>,
    /// When the session began to sound or to run, and how late the first was heard.
    began: Option<(Time, Time)>,
    /// The furthest that a place was ever from where it should have been.
    worst: Time,
    ended: Option<Time>,
    paused: bool,
    heard: Vec<f32>,
}

impl Rig {
    fn new(scene: Scene, choice: Choice) -> Self {
        Self::with(scene, choice, u64::MAX)
    }

    fn with(scene: Scene, choice: Choice, fails_at: u64) -> Self {
        let fake = Arc::new(Fake { scene: Mutex::new(scene), changed: Condvar::new() });
        let clock = Arc::new(AtomicU64::new(1_000_000));
        let shown = clock.clone();
        let time = Clock::of(move || Time::from_micros(shown.load(Ordering::Relaxed)));
        let voice: MakeVoice = Arc::new(move |_| Box::new(Hum { frame: 0, fails_at }));
        let (output, common) = Output::prepare(voice, Levels::default(), choice, time, fake.clone());
        let text = r#"Session(format: 1, title: "T", practice: "breathing", steps: [Rest(secs: 20)])"#;
        let timeline = Arc::new(Timeline::compile(&session::read(text.as_bytes()).unwrap()));
        assert_eq!(timeline.len(), LENGTH);
        let mut player = Player::new(timeline, Time::ZERO);
        let supervisor = Supervisor::new(common);
        player.begin(output.clock.now());
        Self {
            fake,
            output,
            supervisor,
            player,
            clock,
            began: None,
            worst: Time::ZERO,
            ended: None,
            paused: false,
            heard: Vec::new(),
        }
    }

    fn now(&self) -> Time {
        self.output.clock.now()
    }

    /// Lets a millisecond pass, with all that happens in it.
    fn pass_one(&mut self) {
        let now = self.clock.fetch_add(1_000, Ordering::Relaxed) + 1_000;
        self.call_back(Time::from_micros(now));
        if now.is_multiple_of(50_000) {
            self.supervisor.look();
            if !self.fake.scene().hangs {
                self.supervisor.settle();
            }
        }
        if now.is_multiple_of(20_000) {
            self.conduct(Time::from_micros(now));
        }
    }

    fn pass(&mut self, time: Time) {
        for _ in 0..time.micros() / 1_000 {
            self.pass_one();
        }
    }

    /// Every stream whose time it is calls back; those that were dropped do no more.
    fn call_back(&mut self, now: Time) {
        let mut scene = self.fake.scene();
        scene.streams.retain(|stream| stream.kept.load(Ordering::Acquire));
        for stream in scene.streams.iter_mut().filter(|stream| stream.calls_back) {
            while now >= stream.called + BUFFER {
                stream.called += BUFFER;
                let timing = Timing { instant: stream.called, latency: LATENCY };
                let mut buffer = vec![1.0_f32; 2 * usize::try_from(BLOCK).unwrap()];
                let mut device = Interleaver::new(&mut buffer, NonZeroUsize::new(2).unwrap(), |sample| sample);
                stream.callback.fill(device.left(), timing, &mut |stereo| device.write(stereo));
                drop(device);
                self.heard.extend(buffer.iter().step_by(2));
            }
        }
    }

    /// What a playback does every 20 ms, and a look at whether the place is right.
    fn conduct(&mut self, now: Time) {
        let heard = self.output.heard();
        let order = self.player.tick(now, heard);
        if let Some(order) = order {
            let lag = if self.output.status() == Status::Sounding { LATENCY } else { Time::ZERO };
            self.began = Some((now, lag));
            self.output.order(order);
        }
        if self.output.has_moved() {
            self.paused = true;
            if let Some(order) = self.player.pause(now) {
                self.output.order(order);
            }
        }
        match self.player.state(now, self.output.heard()) {
            State::Playing(at) => {
                if let Some((began, lag)) = self.began {
                    // The first block is written up to a buffer after the order.
                    let ideal = now - began - lag;
                    self.worst = self.worst.max((at - ideal).max(ideal - at - BUFFER));
                }
            }
            State::Ended(_) => self.ended = self.ended.or(Some(now)),
            _ => {}
        }
    }

    fn told_to_all(&self, tell: impl Fn(&News)) {
        for stream in &self.fake.scene().streams {
            tell(&stream.news);
        }
    }

    fn set(&self, change: impl FnOnce(&mut Scene)) {
        change(&mut self.fake.scene());
        self.fake.changed.notify_all();
    }

    /// Every device is gone, and says so a hundred thousand times.
    fn pull(&self, then: Option<&'static str>) {
        self.told_to_all(|news| (0..100_000).for_each(|_| news.broken()));
        self.set(|scene| {
            scene.default = then;
            scene.streams.iter_mut().for_each(|stream| stream.calls_back = false);
        });
    }

    /// Plays to the end; the session took as long as it should.
    fn ends_on_time(&mut self) {
        while self.ended.is_none() && self.now() < Time::from_secs(60) {
            self.pass_one();
        }
        let (began, lag) = self.began.expect("it began");
        let took = self.ended.expect("it ended") - began - lag;
        let late = took - LENGTH;
        assert!(took >= LENGTH, "ended early: {took}");
        assert!(late <= BUFFER + Time::from_millis(20), "ended late by {late}");
        assert!(self.worst <= BUFFER, "a place was off by {}", self.worst);
    }

    /// Waits until a device was asked for: that happens on a thread of its own, in its own time.
    fn is_asked(&self) {
        let patience = std::time::Duration::from_mins(1);
        let asked = self.fake.changed.wait_timeout_while(self.fake.scene(), patience, |scene| scene.tries == 0);
        assert!(!asked.unwrap().1.timed_out(), "no device was asked for");
    }

    fn tries(&self) -> u32 {
        self.fake.scene().tries
    }
}

fn speakers() -> Scene {
    Scene { default: Some("speakers"), ..Scene::default() }
}

fn following() -> Choice {
    Choice { moves: Moves::Follow, ..Choice::default() }
}

fn silent(rig: &Rig) -> bool {
    matches!(rig.output.status(), Status::Silent(_))
}

const TRIES: u32 = 16;

#[test]
fn a_machine_where_nothing_is_wrong_plays_a_session_to_its_end() {
    let mut rig = Rig::new(speakers(), Choice::default());
    rig.pass(Time::from_secs(10));
    assert_eq!(rig.output.status(), Status::Sounding);
    rig.ends_on_time();
    assert_eq!(rig.tries(), 1);
}

#[test]
fn without_a_device_a_session_ends_on_time_and_a_device_is_looked_for_now_and_then() {
    let mut rig = Rig::new(Scene::default(), Choice::default());
    rig.pass(Time::from_secs(5));
    assert!(silent(&rig));
    rig.ends_on_time();
    assert!(rig.tries() <= TRIES, "{} tries in 20 s", rig.tries());
}

#[test]
fn a_busy_device_sounds_once_it_is_free_at_the_place_where_the_session_is() {
    let mut rig = Rig::new(Scene::default(), Choice::default());
    rig.pass(Time::from_secs(8));
    assert!(silent(&rig));
    rig.set(|scene| scene.default = Some("speakers"));
    rig.pass(Time::from_secs(4));
    assert_eq!(rig.output.status(), Status::Sounding);
    assert!(!rig.paused, "what was never heard has not moved");
    rig.ends_on_time();
}

#[test]
fn a_device_that_never_sounded_is_not_missed_when_another_one_answers() {
    let mut rig = Rig::new(Scene { mute: true, ..speakers() }, Choice::default());
    rig.pass(Time::from_secs(5));
    rig.set(|scene| scene.mute = false);
    rig.pull(Some("headset"));
    rig.pass(Time::from_secs(4));
    assert_eq!(rig.output.status(), Status::Sounding);
    assert!(!rig.paused);
    rig.ends_on_time();
}

#[test]
fn a_device_that_is_unplugged_leaves_the_sound_to_the_next_one_when_it_may_follow() {
    let mut rig = Rig::new(speakers(), following());
    rig.pass(Time::from_secs(6));
    rig.pull(Some("headset"));
    rig.pass(Time::from_secs(2));
    assert_eq!(rig.output.status(), Status::Sounding);
    rig.ends_on_time();
    assert_eq!(rig.tries(), 2);
}

#[test]
fn a_device_that_is_unplugged_pauses_the_session_rather_than_playing_into_the_room() {
    let mut rig = Rig::new(speakers(), Choice::default());
    rig.pass(Time::from_secs(6));
    rig.pull(Some("room"));
    rig.heard.clear();
    rig.pass(Time::from_secs(4));
    assert!(rig.paused);
    assert!(matches!(rig.player.state(rig.now(), rig.output.heard()), State::Paused(_)));
    assert!(rig.heard.iter().all(|sample| *sample == 0.0), "the room hears nothing");
    let resumed = rig.player.resume(rig.now()).unwrap();
    rig.output.order(resumed);
    rig.pass(Time::from_secs(1));
    assert!(rig.heard.iter().any(|sample| *sample > 0.4), "asked to go on, it sounds there");
    assert_eq!(rig.tries(), 2);
}

#[test]
fn an_unplugged_device_with_none_to_follow_lets_the_session_go_on_in_silence() {
    let mut rig = Rig::new(speakers(), Choice::default());
    rig.pass(Time::from_secs(6));
    rig.pull(None);
    rig.pass(Time::from_secs(1));
    assert!(silent(&rig) && !rig.paused);
    rig.ends_on_time();
    assert!(rig.tries() <= TRIES, "{}", rig.tries());
}

#[test]
fn a_stream_that_follows_another_default_by_itself_is_paused_at_once_without_a_click() {
    let mut rig = Rig::new(speakers(), Choice::default());
    rig.pass(Time::from_secs(6));
    rig.heard.clear();
    rig.told_to_all(News::moved);
    rig.pass(Time::from_millis(500));
    assert!(rig.paused);
    assert!(rig.heard[2 * 2880..].iter().all(|sample| *sample == 0.0));
    let steepest = rig.heard.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f32::max);
    assert!(steepest <= 0.5 * 1.001 * std::f32::consts::PI / 2.0 / 2880.0, "{steepest}");
    assert_eq!(rig.tries(), 1, "the stream is kept");
}

#[test]
fn a_server_that_goes_and_comes_back_is_found_again_at_the_right_place() {
    let mut rig = Rig::new(speakers(), Choice::default());
    rig.pass(Time::from_secs(6));
    rig.pull(None);
    rig.pass(Time::from_secs(4));
    assert!(silent(&rig));
    rig.set(|scene| scene.default = Some("speakers"));
    rig.pass(Time::from_secs(3));
    assert_eq!(rig.output.status(), Status::Sounding);
    assert!(!rig.paused, "it is the same device");
    rig.ends_on_time();
    assert!(rig.tries() <= TRIES, "{}", rig.tries());
}

#[test]
fn a_stall_that_nobody_tells_of_passes_without_a_jump() {
    let mut rig = Rig::new(speakers(), Choice::default());
    rig.pass(Time::from_secs(6));
    rig.set(|scene| scene.streams[0].calls_back = false);
    rig.pass(Time::from_secs(3));
    assert!(silent(&rig));
    let now = rig.now();
    rig.set(|scene| {
        scene.streams[0].calls_back = true;
        scene.streams[0].called = now;
    });
    rig.pass(Time::from_secs(1));
    assert_eq!(rig.output.status(), Status::Sounding);
    rig.ends_on_time();
    assert_eq!(rig.tries(), 1, "the stream is kept");
}

#[test]
fn a_stream_that_stays_stalled_is_replaced() {
    let mut rig = Rig::new(speakers(), Choice::default());
    rig.pass(Time::from_secs(3));
    rig.set(|scene| scene.streams[0].calls_back = false);
    rig.pass(Time::from_secs(13));
    assert_eq!(rig.output.status(), Status::Sounding);
    rig.ends_on_time();
    assert_eq!(rig.tries(), 2);
}

#[test]
fn a_stream_that_never_starts_holds_a_session_up_for_its_grace_only() {
    let mut rig = Rig::new(Scene { mute: true, ..speakers() }, Choice::default());
    let asked = rig.now();
    rig.pass(Time::from_secs(4));
    let (began, _) = rig.began.unwrap();
    assert_eq!(began - asked, Time::from_secs(3));
    rig.ends_on_time();
    assert!(rig.tries() <= 3, "{}", rig.tries());
}

#[test]
fn a_machine_that_hangs_while_opening_is_asked_once_and_the_session_goes_on() {
    let mut rig = Rig::new(Scene { hangs: true, ..speakers() }, Choice::default());
    rig.pass(Time::from_secs(4));
    rig.is_asked();
    rig.ends_on_time();
    assert_eq!(rig.tries(), 1);
    rig.set(|scene| scene.hangs = false);
}

#[test]
fn a_callback_that_panics_is_silent_from_then_on_and_the_session_ends_on_time() {
    let mut rig = Rig::with(speakers(), Choice::default(), 5 * 48_000);
    rig.pass(Time::from_secs(8));
    let said = "Ebb's own sound has failed. The session goes on without sound.";
    assert_eq!(rig.output.status(), Status::Silent(said.into()));
    rig.ends_on_time();
    assert_eq!(rig.tries(), 1, "it would only fail again");
}

#[test]
fn a_device_that_breaks_as_soon_as_it_sounds_is_not_tried_in_a_hurry() {
    let mut rig = Rig::new(speakers(), following());
    while rig.ended.is_none() && rig.now() < Time::from_secs(60) {
        rig.pass(Time::from_millis(100));
        if rig.output.status() == Status::Sounding {
            rig.told_to_all(News::broken);
        }
    }
    rig.ends_on_time();
    assert!(rig.tries() <= TRIES, "{}", rig.tries());
}

#[test]
fn a_sleep_of_the_computer_costs_the_session_no_place() {
    let mut rig = Rig::new(speakers(), Choice::default());
    rig.pass(Time::from_secs(6));
    // The clock stands still meanwhile; the server needs a moment after it.
    let place = rig.output.heard().at;
    rig.set(|scene| scene.streams[0].calls_back = false);
    rig.pass(Time::from_millis(700));
    let now = rig.now();
    rig.set(|scene| {
        scene.streams[0].calls_back = true;
        scene.streams[0].called = now;
    });
    rig.pass(Time::from_millis(300));
    let at = rig.output.heard().at;
    assert!(at - (place + Time::from_secs(1)) <= BUFFER && (place + Time::from_secs(1)) - at <= BUFFER, "{at}");
    rig.ends_on_time();
}

#[test]
fn a_chosen_device_is_played_through_and_its_absence_is_said() {
    let choice = Choice { device: Some("headset".into()), ..Choice::default() };
    let scene = Scene { others: vec!["headset"], ..speakers() };
    let mut rig = Rig::new(scene, choice.clone());
    rig.pass(Time::from_secs(2));
    assert_eq!(rig.output.status(), Status::Sounding);

    let mut rig = Rig::new(speakers(), choice);
    rig.pass(Time::from_secs(2));
    let said = "headset is not there. The sound comes through the system's default device.";
    assert_eq!(rig.output.status(), Status::Elsewhere(said.into()));
    assert!(!rig.paused, "it began there");
}
