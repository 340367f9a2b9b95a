//! The callback and the heard position, by a device that is moved by hand.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use assert_no_alloc::{assert_no_alloc, violation_count};
use proptest::prelude::{Just, Strategy, prop_assert, prop_oneof, proptest};

use super::engine::{Engine, Timing, Voice};
use super::handoff::{ControlEnd, handoff};
use super::playhead::{Block, KEPT, Segment};
use super::speaking::Track;
use super::supervisor::{Act, Seen, Watch};
use super::*;
use crate::player::Deed;
use crate::units::{Level, Time};

mod anything;
mod clicks;
mod stalls;
mod voices;

const RATE: Hertz = Hertz::of(48_000);
/// Frames a callback, 42 666⅔ µs.
const BLOCK: u64 = 2048;
/// So long takes a fade, in frames.
const FADE: u64 = 2880;

/// A raised cosine of 60 ms to half level is nowhere steeper than this.
const STEEPEST: f32 = 0.5 * 1.001 * std::f32::consts::PI / 2.0 / 2880.0;

fn millis(millis: u64) -> Time {
    Time::from_millis(millis)
}

/// Sounds steadily at half level; every sample is the same wherever it stands.
struct Hum(u64);

impl Voice for Hum {
    fn seek(&mut self, frame: u64) {
        self.0 = frame;
    }

    fn render(&mut self, out: &mut [f32]) {
        self.0 += out.len() as u64 / 2;
        out.fill(0.5);
    }

    fn set_levels(&mut self, _: Levels) {}
}

/// Sounds not at all.
struct Mute;

impl Voice for Mute {
    fn seek(&mut self, _: u64) {}

    fn render(&mut self, out: &mut [f32]) {
        out.fill(0.0);
    }

    fn set_levels(&mut self, _: Levels) {}
}

/// Half as loud.
struct Faint(Hum);

impl Voice for Faint {
    fn seek(&mut self, frame: u64) {
        self.0.seek(frame);
    }

    fn render(&mut self, out: &mut [f32]) {
        self.0.render(out);
        for sample in out {
            *sample *= 0.5;
        }
    }

    fn set_levels(&mut self, _: Levels) {}
}

/// Tells which volumes it is given.
struct Told(std::sync::mpsc::Sender<Levels>);

impl Voice for Told {
    fn seek(&mut self, _: u64) {}

    fn render(&mut self, out: &mut [f32]) {
        out.fill(0.0);
    }

    fn set_levels(&mut self, levels: Levels) {
        self.0.send(levels).unwrap();
    }
}

/// Sounds the number of its frame, so that the place can be read off the samples.
struct Count(u64);

impl Voice for Count {
    fn seek(&mut self, frame: u64) {
        self.0 = frame;
    }

    #[expect(clippy::cast_precision_loss, reason = "a test plays no 2^24 frames")]
    fn render(&mut self, out: &mut [f32]) {
        for frame in out.chunks_exact_mut(2) {
            frame.fill(self.0 as f32);
            self.0 += 1;
        }
    }

    fn set_levels(&mut self, _: Levels) {}
}

/// A device moved by hand: it calls back when told, at whatever time and with whatever latency.
struct Bench {
    output: Output,
    now: Arc<AtomicU64>,
    latency: Time,
    engine: Engine,
    voices: ControlEnd<Box<dyn Voice>>,
    tracks: ControlEnd<Box<Track>>,
    heard: Vec<f32>,
    number: u32,
}

impl Bench {
    fn with(voice: impl Voice + 'static, latency: Time, delay_ms: i32) -> Self {
        let now = Arc::new(AtomicU64::new(1_000_000));
        let shown = now.clone();
        let clock = Clock::of(move || Time::from_micros(shown.load(Ordering::Relaxed)));
        let shared = Arc::new(Shared::new(delay_ms, Levels::default()));
        shared.admit(1);
        let (voices, far_voices) = handoff();
        let (tracks, far_tracks) = handoff();
        let engine = Engine::new(shared.clone(), 1, Box::new(voice), far_voices, far_tracks, RATE);
        let output = Output { shared, clock, ..Output::silent(Clock::monotonic()) };
        Self { output, now, latency, engine, voices, tracks, heard: Vec::new(), number: 0 }
    }

    /// Prefilled and called back: frames are being heard.
    fn running(voice: impl Voice + 'static, latency: Time) -> Self {
        let mut bench = Self::with(voice, latency, 0);
        bench.block();
        bench.pass(millis(1_900));
        bench.block();
        bench.step();
        bench
    }

    fn now(&self) -> Time {
        self.output.clock.now()
    }

    fn pass(&mut self, time: Time) {
        self.now.fetch_add(time.micros(), Ordering::Relaxed);
    }

    /// A callback, now.
    fn block(&mut self) {
        let timing = Timing { instant: self.now(), latency: self.latency };
        let heard = &mut self.heard;
        self.engine.fill(usize::try_from(BLOCK).unwrap(), timing, &mut |stereo| {
            heard.extend(stereo.iter().step_by(2));
        });
    }

    /// The time of one block, and the callback at its end.
    fn step(&mut self) {
        self.pass(Time::of_frame(BLOCK, RATE));
        self.block();
    }

    /// Something is spoken at this place, at a tenth of what is loudest, for so many frames.
    fn speak(&mut self, at: Time, frames: usize) {
        self.tracks.hand(Box::new(Track::new([(at, Arc::from(vec![0.1; frames]))], RATE)));
    }

    fn order(&mut self, deed: Deed) {
        self.number += 1;
        self.output.order(Order { number: self.number, deed });
    }

    /// The order and the place that are heard.
    fn heard(&self) -> (u32, Time) {
        let heard = self.output.heard();
        (heard.order, heard.at)
    }

    /// Calls back for `time`, in whole blocks.
    fn play(&mut self, time: Time) {
        for _ in 0..time.frame(RATE).div_ceil(BLOCK) {
            self.step();
        }
    }

    /// The steepest step between two frames that were written.
    fn steepest(&self) -> f32 {
        self.heard.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f32::max)
    }
}

fn near(a: Time, b: Time) -> bool {
    (a - b) + (b - a) <= Time::from_micros(42)
}

#[test]
fn a_stream_sounds_from_its_second_callback_on_and_not_by_its_prefill() {
    let mut bench = Bench::with(Hum(0), millis(43), 0);
    assert_eq!(bench.output.status(), Status::Starting);
    assert!(!bench.output.heard().running);
    bench.block();
    assert_eq!(bench.output.status(), Status::Starting);
    bench.step();
    assert_eq!(bench.output.status(), Status::Sounding);
    assert!(bench.output.heard().running);
}

#[test]
fn a_long_wait_after_the_prefill_makes_the_next_callback_a_first_one() {
    let mut bench = Bench::with(Hum(0), millis(43), 0);
    bench.block();
    bench.pass(millis(1_900));
    bench.block();
    assert_eq!(bench.output.status(), Status::Starting);
    bench.step();
    assert_eq!(bench.output.status(), Status::Sounding);
}

#[test]
fn a_place_is_heard_a_latency_after_it_was_written_whatever_the_latency() {
    for latency in [0, 20, 43, 150, 300] {
        let mut bench = Bench::running(Hum(0), millis(latency));
        bench.order(Deed::Play(millis(7_000)));
        bench.step();
        let written = bench.now();
        assert_eq!(bench.heard(), if latency == 0 { (1, millis(7_000)) } else { (0, Time::ZERO) }, "{latency} ms");
        // The stream goes on; what was written first comes to the ear after the latency, and 10 ms on 10 ms later.
        while bench.now() + Time::of_frame(BLOCK, RATE) < written + millis(latency + 10) {
            bench.step();
        }
        bench.pass(written + millis(latency + 10) - bench.now());
        let (order, at) = bench.heard();
        assert!(order == 1 && near(at, millis(7_010)), "{latency} ms: {at} s");
    }
}

#[test]
fn a_delay_that_the_user_set_makes_everything_heard_that_much_later() {
    let mut bench = Bench::with(Hum(0), millis(43), 120);
    bench.block();
    bench.step();
    bench.order(Deed::Play(Time::ZERO));
    bench.step();
    let written = bench.now();
    bench.play(millis(300));
    let (order, at) = bench.heard();
    assert_eq!(order, 1);
    assert!(near(at, bench.now() - written - millis(163)), "{at}");
}

#[test]
fn between_callbacks_the_place_moves_with_the_clock_and_stops_soon_after_what_was_written() {
    let mut bench = Bench::running(Hum(0), millis(43));
    bench.order(Deed::Play(Time::ZERO));
    bench.play(millis(500));
    let (_, first) = bench.heard();
    bench.pass(millis(13));
    let (_, second) = bench.heard();
    assert!(near(second, first + millis(13)), "{first} {second}");
    bench.pass(millis(10_000));
    let (_, last) = bench.heard();
    // One block and the latency were written ahead of what was heard first; 0.3 s later the stream has stalled.
    assert!(near(last, first + Time::of_frame(BLOCK, RATE) + millis(43 + 300)), "{first} {last}");
}

#[test]
fn a_place_never_goes_back_when_a_latency_jumps() {
    let mut bench = Bench::running(Hum(0), millis(43));
    bench.order(Deed::Play(Time::ZERO));
    bench.play(millis(500));
    let before = bench.heard();
    bench.latency = millis(200);
    bench.block();
    assert_eq!(bench.heard(), before);
    bench.play(millis(400));
    assert!(bench.heard() > before);
}

#[test]
fn a_pause_fades_out_and_a_resume_fades_in() {
    let mut bench = Bench::running(Hum(0), millis(43));
    bench.order(Deed::Play(Time::ZERO));
    bench.play(millis(500));
    bench.order(Deed::Hold);
    bench.play(millis(500));
    assert!(bench.heard.ends_with(&[0.0; 100]), "held is silent");
    let (order, held) = bench.heard();
    assert_eq!(order, 2);
    bench.play(millis(500));
    assert_eq!(bench.heard(), (2, held), "held stays");
    bench.order(Deed::Play(held));
    bench.play(millis(500));
    assert!(bench.heard.ends_with(&[0.5; 100]), "resumed sounds in full");
    assert_eq!(bench.heard().0, 3);
    assert!(bench.steepest() <= STEEPEST, "{}", bench.steepest());
}

#[test]
fn a_skip_fades_out_what_sounds_then_plays_the_other_place() {
    let mut bench = Bench::running(Count(0), millis(43));
    bench.order(Deed::Play(Time::ZERO));
    bench.play(millis(500));
    bench.heard.clear();
    bench.order(Deed::Play(millis(10_000)));
    bench.step();
    let asked = bench.now();
    bench.step();
    bench.play(millis(500));
    let fade = usize::try_from(FADE).unwrap();
    assert!((bench.heard[fade - 1]).abs() < 1.0, "the old place has faded out");
    let later = bench.heard[2 * fade];
    assert!((later - (480_000.0 + 2880.0)).abs() < 1.0, "the new one plays in full after its fade in: {later}");
    // Heard: a fade out and a latency after the callback that took the order.
    let (order, at) = bench.heard();
    assert_eq!(order, 2);
    let since = bench.now() - asked - millis(60) - millis(43);
    assert!(near(at, millis(10_000) + since), "{at}");
}

#[test]
fn of_many_orders_at_once_the_newest_wins() {
    let mut bench = Bench::running(Count(0), millis(20));
    for second in 1..40 {
        bench.order(Deed::Play(Time::from_secs(second)));
    }
    bench.play(millis(400));
    let (order, at) = bench.heard();
    assert_eq!(order, 39);
    assert!(at > Time::from_secs(39) && at < Time::from_secs(40));
}

#[test]
fn what_is_heard_between_two_skips_is_still_the_place_before() {
    let mut bench = Bench::running(Hum(0), millis(300));
    bench.order(Deed::Play(Time::ZERO));
    bench.play(millis(1_000));
    for second in [10, 20, 30] {
        bench.order(Deed::Play(Time::from_secs(second)));
        bench.play(millis(86));
    }
    let (order, at) = bench.heard();
    assert_eq!(order, 1);
    assert!(at < Time::from_secs(2), "{at}");
    let mut orders = vec![1];
    for _ in 0..20 {
        bench.step();
        orders.push(bench.heard().0);
    }
    orders.dedup();
    assert_eq!(orders, [1, 2, 3, 4], "each is heard in its turn");
}

#[test]
fn a_callback_allocates_nothing() {
    let mut bench = Bench::running(Hum(0), millis(43));
    bench.heard.reserve(1 << 20);
    bench.voices.hand(Box::new(Hum(0)));
    bench.speak(millis(100), 96_000);
    let before = violation_count();
    assert_no_alloc(|| {
        bench.order(Deed::Play(Time::ZERO));
        bench.play(millis(300));
    });
    bench.speak(millis(200), 96_000);
    assert_no_alloc(|| {
        bench.play(millis(300));
        bench.order(Deed::Hold);
        bench.play(millis(300));
        bench.order(Deed::Play(millis(100)));
        bench.order(Deed::Play(millis(200)));
        bench.play(millis(300));
        bench.output.levels(Levels { guide: Level::SILENT, ..Levels::default() });
        bench.play(millis(300));
        bench.output.shared.fall_silent(bench.now(), Silence::Lost);
        bench.play(millis(300));
    });
    assert_eq!(violation_count(), before);
}

#[test]
fn a_silent_output_keeps_the_time() {
    let output = Output::silent(Clock::monotonic());
    assert_eq!(output.status(), Status::Silent("Sound is off.".into()));
    output.order(Order { number: 1, deed: Deed::Play(Time::from_secs(5)) });
    assert!(output.heard().at >= Time::from_secs(5));
}

#[test]
fn a_device_is_tried_again_after_ever_longer_waits_up_to_two_seconds() {
    let mut now = Time::ZERO;
    let mut watch = Watch::new(now);
    let mut tries = Vec::new();
    while now < Time::from_secs(12) {
        if watch.decide(now, Seen::None) == Act::Open {
            tries.push(now.micros() / 100_000);
            assert_eq!(watch.decide(now, Seen::Opening), Act::Wait);
            assert_eq!(watch.decide(now, Seen::Broken), Act::Close);
        }
        now += millis(100);
    }
    assert_eq!(tries, [0, 2, 6, 14, 30, 50, 70, 90, 110]);
}

#[test]
fn sound_that_moved_is_silent_until_the_next_order_while_the_time_goes_on() {
    let mut bench = Bench::running(Hum(0), millis(43));
    bench.order(Deed::Play(Time::ZERO));
    bench.play(millis(500));
    let before = bench.heard().1;
    assert!(!bench.output.has_moved());
    bench.output.shared.hold_back();
    bench.output.shared.fall_silent(bench.now(), Silence::Moved);
    bench.heard.clear();
    bench.play(millis(1_000));
    assert!(bench.output.has_moved() && !bench.output.has_moved(), "told once");
    assert!(bench.heard[usize::try_from(FADE).unwrap()..].iter().all(|sample| *sample == 0.0));
    assert!(bench.steepest() <= STEEPEST);
    let passed = Time::of_frame(24 * BLOCK, RATE);
    assert!(near(bench.heard().1, before + passed), "{before} {}", bench.heard().1);
    bench.order(Deed::Hold);
    bench.play(millis(200));
    assert!(bench.heard.ends_with(&[0.0; 100]));
    bench.order(Deed::Play(millis(900)));
    bench.play(millis(500));
    assert!(bench.heard.ends_with(&[0.5; 100]), "resumed, it sounds");
}

#[test]
fn what_is_paused_is_not_held_back_when_its_device_goes() {
    let mut bench = Bench::running(Hum(0), millis(43));
    bench.order(Deed::Hold);
    bench.output.shared.hold_back();
    assert!(!bench.output.has_moved());
    assert!(!bench.output.shared.is_held_back());
}

#[test]
fn devices_of_the_same_name_are_told_apart() {
    let plain = ["Headset", "Speakers", "Headset", "Headset"].map(str::to_owned);
    let own: Vec<String> = (0..4).map(|nth| backend::own_name(&plain, nth)).collect();
    assert_eq!(own, ["Headset", "Speakers", "Headset (2)", "Headset (3)"]);
}
