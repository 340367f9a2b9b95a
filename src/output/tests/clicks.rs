//! The sound itself through the callback: whatever is ordered, no frame follows another in a step that is heard as a
//! click, and nothing is allocated.

use proptest::sample;

use super::*;
use crate::session::{Ambience, Guide, Named, Session, arbitrary};
use crate::sound::{Mix, Renderer, STEEPEST, STEEPEST_VOICES};
use crate::timeline::Timeline;

/// Those without noise.
const TONES: [Guide; 4] = [Guide::TwoTones, Guide::Bells, Guide::Pulse, Guide::Silent];

/// What somebody does, or what happens to the device.
#[derive(Clone, Copy, Debug)]
enum Deeds {
    Resume(f64),
    Pause,
    Loudness(f32),
    Other(Mix),
    Duck,
    Lost,
    Go(u64),
}

fn mixes(guides: &'static [Guide], ambiences: &'static [Ambience]) -> impl Strategy<Value = Mix> {
    (sample::select(guides), sample::select(ambiences)).prop_map(|(guide, ambience)| loudest(guide, ambience))
}

fn deeds(guides: &'static [Guide], ambiences: &'static [Ambience]) -> impl Strategy<Value = Vec<Deeds>> {
    let deed = prop_oneof![
        3 => (0.0..1.0_f64).prop_map(Deeds::Resume),
        1 => Just(Deeds::Pause),
        2 => (0.0..=1.0_f32).prop_map(Deeds::Loudness),
        2 => mixes(guides, ambiences).prop_map(Deeds::Other),
        1 => Just(Deeds::Duck),
        1 => Just(Deeds::Lost),
        8 => (1_u64..60).prop_map(Deeds::Go),
    ];
    proptest::collection::vec(deed, 4..30)
}

fn loudest(guide: Guide, ambience: Ambience) -> Mix {
    let levels = Levels { master: Level::FULL, ..Levels::default() };
    Mix { guide, ambience, levels }
}

/// Does all of it; the steepest step that was written, and the most that a step changed by.
fn steepest_of(session: &Session, mix: Mix, deeds: &[Deeds]) -> (f32, f32) {
    let timeline = Arc::new(Timeline::compile(session));
    let voice = |mix| Renderer::new(&timeline, mix, RATE);
    let mut bench = Bench::running(voice(mix), millis(43));
    bench.output.levels(mix.levels);
    bench.order(Deed::Play(Time::ZERO));
    let mut levels = mix.levels;
    for deed in deeds {
        match *deed {
            Deeds::Resume(part) => {
                bench.order(Deed::Play(Time::from_secs_f64(part * timeline.len().secs()).unwrap_or_default()));
            }
            Deeds::Pause => bench.order(Deed::Hold),
            Deeds::Loudness(level) => {
                levels = Levels { master: Level::new(level).unwrap_or(Level::FULL), ..levels };
                bench.output.levels(levels);
            }
            Deeds::Other(other) => bench.voices.hand(Box::new(voice(other))),
            Deeds::Duck => bench.output.levels(levels.ducked()),
            Deeds::Lost => bench.output.shared.fall_silent(bench.now(), Silence::Lost),
            Deeds::Go(blocks) => (0..blocks).for_each(|_| bench.step()),
        }
    }
    let step = |at: usize| bench.heard[at + 1] - bench.heard[at];
    let bend = (0..bench.heard.len() - 2).map(|at| (step(at + 1) - step(at)).abs()).fold(0.0, f32::max);
    (bench.steepest(), bend)
}

/// Of tones alone a voice that is cut off shows in far less than the steepest step: see the sound's own tests. Two that
/// cross, each faded and as sharp as they come.
const SHARPEST: f32 = 0.0125 + 0.002;

proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..proptest::test_runner::Config::with_cases(32) })]

    #[test]
    fn whatever_is_done_while_anything_plays_nothing_clicks(
        session in arbitrary::session(), mix in mixes(Guide::ALL, Ambience::ALL), deeds in deeds(Guide::ALL, Ambience::ALL),
    ) {
        let (step, _) = steepest_of(&session, mix, &deeds);
        prop_assert!(step < STEEPEST, "a step of {step}");
    }

    #[test]
    fn of_tones_no_voice_is_cut_off_whatever_is_done(
        session in arbitrary::session(), mix in mixes(&TONES, &[Ambience::Silent]), deeds in deeds(&TONES, &[Ambience::Silent]),
    ) {
        let (step, bend) = steepest_of(&session, mix, &deeds);
        prop_assert!(step < STEEPEST_VOICES && bend < SHARPEST, "a step of {step}, which changes by {bend}");
    }
}

#[test]
fn an_hour_through_the_callback_with_everything_on_allocates_nothing() {
    let breaths = "Breathe(breath: (inhale: 3, top_up: 1, hold_in: 1, exhale: 4, hold_out: 1), secs: 1500, say: (inhale: \"soften\"))";
    let other = "Tense(group: \"hands\", tense: 5, release: 20), Stretch(pose: \"child\", secs: 120, sides: Both, rounds: 4, halfway: true), Rest(secs: 400), Cue(secs: 30, say: \"feet\")";
    let text =
        format!("Session(format: 1, title: \"T\", practice: \"breathing\", steps: [{breaths}, {other}, {breaths}])");
    let timeline = Arc::new(Timeline::compile(&crate::session::read(text.as_bytes()).unwrap()));
    assert!(timeline.len() >= Time::from_secs(3600), "{}", timeline.len());
    let mut bench = Bench::running(Renderer::new(&timeline, loudest(Guide::Tide, Ambience::Ocean), RATE), millis(43));
    let timing = |now: Time| Timing { instant: now, latency: millis(43) };
    let (mut frames, mut loud) = (0, 0.0_f32);
    for minute in 0..60_u64 {
        // Each minute what somebody may do: another guide and ambience, a volume, speech, a pause, a skip back.
        let (guide, ambience) = (of(minute), of(minute));
        let next: Box<dyn Voice> = Box::new(Renderer::new(&timeline, loudest(guide, ambience), RATE));
        let at = Time::from_secs(60 * minute);
        let before = violation_count();
        bench.voices.hand(next);
        assert_no_alloc(|| {
            let levels = Levels::default();
            for second in 0..60 {
                match second {
                    0 if minute == 0 => bench.order(Deed::Play(Time::ZERO)),
                    10 => bench.output.levels(levels.ducked()),
                    14 => bench.output.levels(Levels { master: Level::FULL, ..levels }),
                    20 if minute % 7 == 3 => bench.order(Deed::Hold),
                    22 if minute % 7 == 3 => bench.order(Deed::Play(at + Time::from_secs(20))),
                    40 if minute % 11 == 5 => bench.output.shared.fall_silent(bench.now(), Silence::Lost),
                    _ => {}
                }
                for _ in 0..RATE.get().div_ceil(2048) {
                    bench.pass(Time::of_frame(BLOCK, RATE));
                    let now = bench.now();
                    bench.engine.fill(2048, timing(now), &mut |stereo| {
                        frames += stereo.len() as u64 / 2;
                        loud = stereo.iter().fold(loud, |loud, sample| loud.max(sample.abs()));
                    });
                }
            }
        });
        assert_eq!(violation_count(), before, "in minute {minute}");
        // What was heard gives way outside the callback.
        bench.voices.look();
    }
    assert!(frames >= 3600 * 48_000, "{frames}");
    assert!(loud > 0.1 && loud < 0.891, "{loud}");
}

/// One value after the other.
fn of<T: Named>(minute: u64) -> T {
    T::ALL[usize::try_from(minute).unwrap() % T::ALL.len()]
}
