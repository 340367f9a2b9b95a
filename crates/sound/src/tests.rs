//! The sound of whole timelines, listened to: onsets counted by hand, and what must hold whatever is played.

use std::sync::Arc;

use super::wave::place;
use super::*;
use ebb_core::session::arbitrary::any_of;
use ebb_core::session::{
    Ambience, Areas, Breath, Breathe, Count, End, Hold, Named as _, Part, Parts, Sides, Step, Stretch,
};
use ebb_core::timeline::{Phase, Span};

mod beneath;
mod exact;
mod listening;
mod loudness;

const RATE: Hertz = Hertz::DEFAULT;

fn session(steps: Vec<Step>) -> Session {
    Session::of("test", "breathing", steps)
}

fn timeline(steps: Vec<Step>) -> Arc<Timeline> {
    Arc::new(Timeline::compile(&session(steps)))
}

fn ms(millis: [u64; 5]) -> Breath {
    Parts(millis.map(Time::from_millis))
}

fn breathe(breath: Breath, cycles: u32) -> Step {
    Step::Breathe(Breathe::of(breath, Count::Cycles(cycles)))
}

fn prepare(secs: u64) -> Step {
    Step::Prepare { secs: Time::from_secs(secs), say: None, areas: Areas::NONE }
}

fn cue(secs: u64) -> Step {
    Step::Cue { secs: Time::from_secs(secs), say: "settle".into(), areas: Areas::NONE }
}

fn tense(tense: u64, release: u64) -> Step {
    let (tense, release) = (Time::from_secs(tense), Time::from_secs(release));
    Step::Tense { group: "hands".into(), tense, release, say: None, areas: Areas::NONE }
}

fn stretch(hold: Hold, sides: Sides, rounds: u32) -> Stretch {
    Stretch { sides, rounds, rest: Time::from_secs(3), ..Stretch::of("child", hold) }
}

fn guided(guide: Guide) -> Mix {
    Mix { guide, ..Mix::default() }
}

/// All of it as loud as it can be.
fn loud(guide: Guide) -> Mix {
    let [guide_level, cues, ambience, voice, master] = [Level::FULL; 5];
    Mix { levels: Levels { guide: guide_level, cues, ambience, voice, master }, ..guided(guide) }
}

/// Everything of a timeline and its tail.
fn whole(timeline: &Arc<Timeline>, mix: Mix, rate: Hertz) -> Vec<f32> {
    let frames = (timeline.len() + TAIL).frame(rate);
    let mut out = vec![f32::NAN; place(2 * frames)];
    Renderer::new(timeline, mix, rate).render(&mut out);
    out
}

/// Cues as (millisecond, sound), for timelines on whole milliseconds at 48 kHz.
fn cues_of(steps: Vec<Step>) -> Vec<(u64, Sound)> {
    let cues = score::cues(&timeline(steps), RATE);
    cues.into_iter().map(|cue| (cue.start / 48, cue.sound)).inspect(|cue| assert!(cue.0 < 10_000_000)).collect()
}

/// Every frame's louder ear between two moments.
fn loudest(samples: &[f32], from: Time, to: Time) -> f32 {
    let range = place(2 * from.frame(RATE))..place(2 * to.frame(RATE));
    samples[range].iter().fold(0.0, |loudest, x| loudest.max(x.abs()))
}

fn rms(samples: &[f32]) -> f64 {
    (samples.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>() / wave::real(wave::count(samples.len()))).sqrt()
}

/// The guides that sound.
fn guides() -> impl Iterator<Item = Guide> {
    Guide::ALL.iter().copied().filter(|guide| *guide != Guide::Silent)
}

/// The ambiences that sound.
fn ambiences() -> impl Iterator<Item = Ambience> {
    Ambience::ALL.iter().copied().filter(|ambience| *ambience != Ambience::Silent)
}

/// A session with one of everything.
fn of_everything() -> Arc<Timeline> {
    timeline(vec![
        prepare(4),
        breathe(ms([1_500, 400, 300, 2_100, 200]), 2),
        Step::Stretch(Stretch { halfway: true, ..stretch(Hold::Secs(Time::from_secs(11)), Sides::Both, 2) }),
        tense(2, 3),
        breathe(ms([800, 0, 0, 1_233, 0]), 3),
    ])
}

#[test]
fn a_countdown_a_beginning_and_an_end_are_cued_where_one_counts_them() {
    let heard = cues_of(vec![prepare(10), breathe(ms([4_500, 0, 0, 5_500, 0]), 2), cue(7)]);
    let expected = [
        (0, Sound::Ready),
        (7_000, Sound::Count),
        (8_000, Sound::Count),
        (9_000, Sound::Count),
        (10_000, Sound::Step),
        (30_000, Sound::Step),
        (37_000, Sound::End),
    ];
    assert_eq!(heard, expected);
}

#[test]
fn sides_are_switched_and_counted_in_and_the_middle_is_told_only_when_asked() {
    let plain = stretch(Hold::Secs(Time::from_secs(20)), Sides::Both, 1);
    // 0–20 left, 20–25 switch, 25–45 right.
    let heard = cues_of(vec![prepare(2), Step::Stretch(plain.clone())]);
    let at = |second: u64, sound| (second * 1_000, sound);
    let expected = [
        at(0, Sound::Ready),
        at(1, Sound::Count),
        at(2, Sound::Step),
        at(19, Sound::Count),
        at(20, Sound::Count),
        at(21, Sound::Count),
        at(22, Sound::Switch),
        at(24, Sound::Count),
        at(25, Sound::Count),
        at(26, Sound::Count),
        at(27, Sound::Step),
        at(44, Sound::Count),
        at(45, Sound::Count),
        at(46, Sound::Count),
        at(47, Sound::End),
    ];
    assert_eq!(heard, expected);
    let halved = cues_of(vec![Step::Stretch(Stretch { halfway: true, ..plain })]);
    let middles: Vec<u64> = halved.iter().filter(|cue| cue.1 == Sound::Halfway).map(|cue| cue.0).collect();
    assert_eq!(middles, [10_000, 35_000]);
}

#[test]
fn the_middle_of_a_side_counted_in_breaths_is_the_middle_of_all_of_them() {
    let hold = Hold::Breaths(3, ms([3_500, 0, 0, 4_500, 0]));
    let heard = cues_of(vec![Step::Stretch(Stretch { halfway: true, ..stretch(hold, Sides::None, 2) })]);
    // 0–24 the first round, 24–27 a rest too short to be counted, 27–51 the second.
    let expected = [
        (12_000, Sound::Halfway),
        (24_000, Sound::Step),
        (27_000, Sound::Step),
        (39_000, Sound::Halfway),
        (51_000, Sound::End),
    ];
    assert_eq!(heard, expected);
}

#[test]
fn tensing_and_releasing_have_their_own_cues() {
    let heard = cues_of(vec![tense(5, 20), tense(0, 10)]);
    let expected = [(0, Sound::Tense), (5_000, Sound::Release), (25_000, Sound::Release), (35_000, Sound::End)];
    assert_eq!(heard, expected);
}

#[test]
fn sides_with_nothing_between_them_are_still_told_apart() {
    let hold = Stretch { switch: Time::ZERO, ..stretch(Hold::Secs(Time::from_secs(8)), Sides::Both, 1) };
    assert_eq!(cues_of(vec![Step::Stretch(hold)]), [(0, Sound::Step), (8_000, Sound::Switch), (16_000, Sound::End)]);
}

#[test]
fn the_end_cue_begins_at_the_very_frame_of_the_end_and_is_over_within_the_tail() {
    for rate in [44_100, 48_000, 96_000].map(Hertz::of) {
        let timeline = timeline(vec![cue(3)]);
        let samples = whole(&timeline, guided(Guide::Silent), rate);
        let end = place(2 * timeline.len().frame(rate));
        assert!(samples[end - 2_000..end].iter().all(|x| *x == 0.0), "silence before");
        assert!(samples[end] != 0.0, "the first frame of the end sounds");
        assert!(rms(&samples[end..end + 20_000]) > 0.01);
        let last = samples.iter().rposition(|x| *x != 0.0).unwrap();
        assert!(last < samples.len() - 1, "over before the tail is");
    }
}

#[test]
fn getting_into_a_pose_is_counted_and_the_hold_begins_with_a_sign() {
    let hold = Hold::Secs(Time::from_secs(5));
    let into = Step::Stretch(Stretch { into: Time::from_secs(6), ..stretch(hold, Sides::None, 1) });
    let counted = [3_000, 4_000, 5_000].map(|milli| (milli, Sound::Count));
    let expected: Vec<_> =
        [(0, Sound::Step)].into_iter().chain(counted).chain([(6_000, Sound::Step), (11_000, Sound::End)]).collect();
    assert_eq!(cues_of(vec![into]), expected);
}

#[test]
fn a_silent_end_fades_over_the_last_breath_and_nothing_follows_it() {
    // Three breaths of four seconds.
    let steps = vec![breathe(ms([2_000, 0, 0, 2_000, 0]), 3)];
    let chime = timeline(steps.clone());
    let silent = Arc::new(Timeline::compile(&Session { end: End::Silent, ..session(steps) }));
    let mix = Mix { ambience: Ambience::Brown, ..loud(Guide::Tide) };
    let [with, without] = [&chime, &silent].map(|timeline| whole(timeline, mix, RATE));
    let part = |samples: &[f32], from: u64, to: u64| -> Vec<f32> {
        samples[2 * usize::try_from(from * 48_000).unwrap()..2 * usize::try_from(to * 48_000).unwrap()].to_vec()
    };
    assert_eq!(part(&with, 0, 8), part(&without, 0, 8), "the same until the last breath");
    // A raised cosine is at a half in the middle; by its last quarter second 0.01 is left.
    let quieter = rms(&part(&without, 9, 11)) / rms(&part(&with, 9, 11));
    assert!((0.2..0.8).contains(&quieter), "{quieter}");
    let after = Time::from_secs(12);
    assert!(loudest(&without, Time::from_millis(11_750), after) < 0.02 * loudest(&with, Time::ZERO, after));
    assert!(loudest(&without, after, silent.len() + TAIL) < f32::EPSILON);
    assert!(loudest(&with, after, after + TAIL) > 0.05);
}

#[test]
fn far_beyond_a_silent_end_there_is_silence_and_nothing_overflows() {
    let silent = Timeline::compile(&Session { end: End::Silent, ..session(vec![cue(4)]) });
    let mut renderer = Renderer::new(&silent, Mix { ambience: Ambience::Brown, ..loud(Guide::Tide) }, RATE);
    renderer.seek(u64::MAX - 100);
    let mut block = vec![1.0; 3_000];
    renderer.render(&mut block);
    assert!(block.iter().all(|sample| sample.abs() < f32::EPSILON));
}

#[test]
fn what_ends_silently_and_not_with_a_breath_fades_for_ten_seconds() {
    let silent = |steps| Arc::new(Timeline::compile(&Session { end: End::Silent, ..session(steps) }));
    let fade = |steps| score::fade(&silent(steps), RATE).map(|fade| (fade.start / 48_000, fade.end / 48_000));
    assert_eq!(fade(vec![cue(25)]), Some((15, 25)));
    assert_eq!(fade(vec![cue(4)]), Some((0, 4)));
    assert_eq!(score::fade(&timeline(vec![cue(25)]), RATE), None);
}

#[test]
fn the_guides_that_follow_a_breath_are_silent_at_its_turns_and_soft_while_it_is_held() {
    let timeline = timeline(vec![breathe(ms([4_000, 0, 2_000, 6_000, 0]), 2)]);
    for guide in [Guide::Tide, Guide::TwoTones] {
        let samples = whole(&timeline, guided(guide), RATE);
        let loud = loudest(&samples, Time::ZERO, timeline.len());
        for turn in [4_000, 6_000, 12_000, 16_000, 18_000] {
            let near = |off: u64| Time::from_millis(turn - off);
            // A hundredth is 40 dB below.
            assert!(loudest(&samples, near(10), Time::from_millis(turn + 10)) < 0.01 * loud, "{guide:?} at {turn}");
            assert!(
                loudest(&samples, near(1_000), near(100)).max(loudest(
                    &samples,
                    near(0),
                    near(0) + Time::from_millis(900)
                )) > 0.02 * loud
            );
        }
        let held = loudest(&samples, Time::from_millis(4_000), Time::from_millis(6_000));
        assert!(held > 0.05 * loud && held < 0.4 * loud, "{guide:?}: a hold is heard, softly: {held} of {loud}");
    }
}

/// The largest change of that step, which a voice cut off or begun at a height of 0.0125 would make too: −38 dBFS. By the
/// same sum, of 0.0045 for a beat and 0.0018 for a cue. Tide's noise alone, which has no cuts of its own, makes 0.035.
fn sharpest(guide: Guide) -> f32 {
    if guide == Guide::Tide { 0.05 } else { 0.0125 }
}

/// What clicks in these frames of two ears, if anything does.
fn click_in(samples: &[f32], guide: Guide) -> Option<String> {
    let ear = |ear: usize| {
        let step = |at: usize| samples[2 * at + 2 + ear] - samples[2 * at + ear];
        (0..samples.len() / 2 - 2).find_map(move |at| {
            let (slope, bend) = (step(at).abs(), (step(at + 1) - step(at)).abs());
            let told = || format!("{guide:?}, frame {at}: a step of {slope}, which changes by {bend}");
            (slope >= STEEPEST_VOICES || bend >= sharpest(guide)).then(told)
        })
    };
    ear(0).or_else(|| ear(1))
}

#[test]
fn nothing_clicks() {
    let timeline = of_everything();
    for &guide in Guide::ALL {
        assert_eq!(click_in(&whole(&timeline, loud(guide), RATE), guide), None);
    }
}

#[test]
fn a_voice_cut_off_is_told_from_one_that_ends() {
    let mut samples = whole(&of_everything(), loud(Guide::Pulse), RATE);
    let at = (0..samples.len() / 2 - 2).find(|at| samples[2 * at].abs() > 0.05).unwrap();
    samples[2 * at + 2..].fill(0.0);
    assert!(click_in(&samples, Guide::Pulse).is_some());
}

/// −1 dB below full scale.
const CEILING: f32 = 0.891;

#[test]
fn with_everything_on_nothing_is_near_full_scale() {
    let busy = timeline(vec![
        breathe(ms([500, 0, 0, 1_500, 0]), 20),
        cue(1),
        cue(1),
        breathe(ms([700, 100, 100, 1_100, 100]), 20),
    ]);
    for &guide in Guide::ALL {
        let mix = loud(guide);
        for timeline in [&busy, &of_everything()] {
            let highest = whole(timeline, mix, RATE).iter().fold(0.0_f32, |highest, x| highest.max(x.abs()));
            assert!(highest < CEILING, "{guide:?}: {highest}");
        }
    }
}

#[test]
fn volumes_scale_what_they_are_volumes_of() {
    let timeline = of_everything();
    let half = Level::new(0.5).unwrap();
    let levelled = |levels| Mix { levels, ..guided(Guide::TwoTones) };
    let full = whole(&timeline, guided(Guide::TwoTones), RATE);
    let silent = whole(&timeline, levelled(Levels { master: Level::SILENT, ..Levels::default() }), RATE);
    assert!(silent.iter().all(|x| *x == 0.0));
    let no_cues = whole(&timeline, levelled(Levels { cues: Level::SILENT, guide: half, ..Levels::default() }), RATE);
    let at = place(96 * 4_700);
    assert!(loudest(&no_cues, Time::ZERO, Time::from_secs(4)) == 0.0, "no countdown");
    assert!(no_cues[at..at + 9_600] != full[at..at + 9_600]);
    let ratio = rms(&no_cues[at + 96_000..at + 110_000]) / rms(&full[at + 96_000..at + 110_000]);
    assert!((ratio - 0.25).abs() < 0.05, "half a slider is a quarter of the amplitude: {ratio}");
}

#[test]
fn both_ears_hear_the_same_loudness_and_only_noise_differs() {
    let timeline = timeline(vec![breathe(ms([4_500, 0, 0, 5_500, 0]), 3)]);
    let ear = |samples: &[f32], nth: usize| -> Vec<f32> { samples.chunks_exact(2).map(|frame| frame[nth]).collect() };
    let tide = whole(&timeline, guided(Guide::Tide), RATE);
    let ratio = rms(&ear(&tide, 0)) / rms(&ear(&tide, 1));
    assert!((0.95..1.05).contains(&ratio), "{ratio}");
    assert!(ear(&tide, 0) != ear(&tide, 1), "noise has width");
    let tones = whole(&timeline, guided(Guide::TwoTones), RATE);
    assert!(ear(&tones, 0) == ear(&tones, 1), "tones stand in the middle");
}

#[test]
fn bells_and_pulses_begin_at_their_frames() {
    let timeline = timeline(vec![breathe(ms([2_500, 0, 0, 3_000, 0]), 1)]);
    let starts = |guide| -> Vec<u64> {
        score::strikes(&timeline, guide, RATE).into_iter().map(|strike| strike.start / 48).collect()
    };
    assert_eq!(starts(Guide::Bells), [0, 2_500]);
    // The tick at 5 500 is the end's; those within 400 ms of a turn are left out.
    assert_eq!(starts(Guide::Pulse), [0, 1_000, 2_000, 2_500, 3_500, 4_500]);
    for guide in [Guide::Bells, Guide::Pulse] {
        assert!(whole(&timeline, guided(guide), RATE)[0] != 0.0, "{guide:?}");
    }
}

#[test]
fn a_click_comes_at_every_whole_second_and_is_as_high_as_promised_within_a_millisecond() {
    for rate in [44_100_u32, 48_000, 96_000] {
        let second = usize::try_from(rate).unwrap();
        let mut samples = vec![f32::NAN; 2 * 4 * second];
        let mut renderer = Renderer::clicks(Hertz::of(rate));
        samples.chunks_mut(2 * 701).for_each(|chunk| renderer.render(chunk));
        let sounds: Vec<usize> = (0..4 * second).filter(|i| samples[2 * i] != 0.0).collect();
        for click in 1..4 {
            let inside: Vec<usize> = sounds.iter().copied().filter(|i| i / second == click).collect();
            assert_eq!(inside[0], click * second, "the first frame of second {click}");
            assert!(inside[inside.len() - 1] < click * second + second * 30 / 1_000, "30 ms");
            let peak =
                |len: usize| samples[2 * click * second..][..2 * len].iter().fold(0.0_f32, |h, x| h.max(x.abs()));
            assert!((peak(second / 1_000) - 0.251_19).abs() < 1e-4, "{}", peak(second / 1_000));
            assert!((peak(second) - 0.251_19).abs() < 1e-4);
        }
        assert!(sounds[0] >= second, "nothing in the first second");
    }
}

#[test]
fn a_click_goes_on_being_exact_after_hours() {
    let mut renderer = Renderer::clicks(RATE);
    renderer.seek(48_000 * 20_000 - 10);
    let mut samples = [0.0; 40];
    renderer.render(&mut samples);
    assert!(samples[..20].iter().all(|x| *x == 0.0));
    assert!(samples[20] != 0.0);
}

/// Lengths of 0, and from too short to hear up to a breath's.
fn part() -> impl proptest::strategy::Strategy<Value = u64> {
    proptest::prop_oneof![proptest::strategy::Just(0), 1..30_u64, 30..500_u64, 500..4_000_u64]
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(40))]

    #[test]
    fn odd_timelines_sound_finite_smooth_and_the_same_from_anywhere(
        parts in proptest::array::uniform5(part()), cycles in 1..6_u32, guide in any_of(), at in 0..400_000_u64,
    ) {
        let [inhale, others @ ..] = parts;
        let breath = ms([inhale + 1, others[0], others[1], others[2], others[3]]);
        let timeline = timeline(vec![breathe(breath, cycles), cue(1), breathe(breath, 1)]);
        let mix = loud(guide);
        let samples = whole(&timeline, mix, RATE);
        proptest::prop_assert!(samples.iter().all(|x| x.is_finite() && x.abs() < CEILING));
        proptest::prop_assert_eq!(click_in(&samples, guide), None);
        let at = at.min(wave::count(samples.len() / 2));
        let mut late = vec![f32::NAN; samples.len() - place(2 * at)];
        let mut renderer = Renderer::new(&timeline, mix, RATE);
        renderer.seek(at);
        renderer.render(&mut late);
        proptest::prop_assert!(late == samples[place(2 * at)..]);
    }
}

#[test]
fn rendering_and_seeking_allocate_nothing() {
    let timeline = of_everything();
    let renderers = Guide::ALL.iter().map(|&guide| Renderer::new(&timeline, guided(guide), RATE));
    for mut renderer in renderers.chain([Renderer::clicks(RATE)]) {
        let mut block = [0.0; 4_096];
        let before = assert_no_alloc::violation_count();
        assert_no_alloc::assert_no_alloc(|| {
            for at in [0, 100_000, 1_500_000, u64::MAX - 1] {
                renderer.seek(at);
                renderer.render(&mut block);
                renderer.render(&mut block);
            }
        });
        assert_eq!(assert_no_alloc::violation_count(), before);
    }
}
