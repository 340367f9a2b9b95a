//! An hour to the frame, the same bits however it is asked for, and nothing that clicks, allocates or panics.

use super::*;
use ebb_core::session::arbitrary;

/// An hour of everything: stretches, tensing, breaths with all their parts.
fn hour() -> Arc<Timeline> {
    let breath = |cycles| breathe(ms([1_234, 211, 321, 1_517, 317]), cycles);
    let stretched =
        Step::Stretch(Stretch { halfway: true, ..stretch(Hold::Secs(Time::from_secs(20)), Sides::Both, 2) });
    // 10 + 900 · 3.6 + 93 + 3 · 5 + 67 · 3.6 + 0.8 s.
    let mut steps = vec![prepare(10), breath(900), stretched, tense(2, 3), tense(2, 3), tense(2, 3), breath(67)];
    steps.push(Step::Cue { secs: Time::from_millis(800), say: "rest".into(), areas: Areas::NONE });
    timeline(steps)
}

#[test]
fn an_hour_has_exactly_its_frames_at_every_rate_and_none_of_them_allocates() {
    let timeline = hour();
    assert_eq!(timeline.len(), Time::from_secs(3_600));
    for rate in [44_100, 48_000, 96_000] {
        let mix = Mix { ambience: Ambience::Ocean, ..guided(Guide::Tide) };
        assert_eq!(timeline.len().frame(Hertz::of(rate)), 3_600 * u64::from(rate));
        let mut renderer = Renderer::new(&timeline, mix, Hertz::of(rate));
        let mut block = [0.0_f32; 2_000];
        let before = assert_no_alloc::violation_count();
        let mut highest = 0.0_f32;
        assert_no_alloc::assert_no_alloc(|| {
            // One minute of every six, each made a thousand frames at a time.
            for minute in (0..60).step_by(6) {
                renderer.seek(minute * 60 * u64::from(rate));
                for _ in 0..60 * rate / 1_000 {
                    renderer.render(&mut block);
                    highest = block.iter().fold(highest, |highest, sample| highest.max(sample.abs()));
                }
            }
        });
        assert_eq!(assert_no_alloc::violation_count(), before);
        assert!((0.05..0.9).contains(&highest), "it did sound: {highest}");
    }
}

#[test]
fn every_onset_of_an_hour_is_at_its_very_frame() {
    // Gaps of silence between the beginnings: 1.4 s is the longest that a step's cue rings.
    let timeline = timeline(
        (0..1_800)
            .map(|nth| Step::Cue {
                secs: Time::from_micros(1_999_444 + nth % 2 * 1_113),
                say: "rest".into(),
                areas: Areas::NONE,
            })
            .collect(),
    );
    for rate in [44_100_u32, 48_000, 96_000] {
        let mut renderer = Renderer::new(&timeline, guided(Guide::Silent), Hertz::of(rate));
        for nth in 1..1_800_u64 {
            // 1.999444 + 2.000557 = 4.000001 s for every two steps.
            let micros = nth / 2 * 4_000_001 + nth % 2 * 1_999_444;
            let frame = (u128::from(micros) * u128::from(rate) * 2 + 1_000_000) / 2_000_000;
            let frame = u64::try_from(frame).unwrap();
            let mut around = [f32::NAN; 8];
            renderer.seek(frame - 2);
            renderer.render(&mut around);
            assert!(around[..4] == [0.0; 4], "step {nth} at {rate}: silence until its frame");
            assert!(around[4] != 0.0 && around[5] != 0.0, "step {nth} at {rate}: its first frame sounds");
        }
    }
}

#[test]
fn two_minutes_of_everything_are_the_same_bits_in_blocks_of_any_size() {
    let timeline = timeline(vec![prepare(4), breathe(ms([1_234, 211, 321, 1_517, 317]), 30), tense(2, 3), cue(3)]);
    assert_eq!(timeline.len(), Time::from_secs(120));
    let beneath: Vec<Ambience> = ambiences().collect();
    for (&guide, ambience) in Guide::ALL.iter().zip(beneath.into_iter().cycle()) {
        let mix = Mix { ambience, ..guided(guide) };
        let expected = whole(&timeline, mix, RATE);
        for block in [1, 64, 997, 4_096] {
            let mut renderer = Renderer::new(&timeline, mix, RATE);
            let mut samples = vec![f32::NAN; expected.len()];
            samples.chunks_mut(2 * block).for_each(|chunk| renderer.render(chunk));
            assert!(samples == expected, "{mix:?} in blocks of {block}");
        }
        let mut renderer = Renderer::new(&timeline, mix, RATE);
        for at in [3_141_593, 3, 192_001, 5_700_000, 255, 256, 257, 0] {
            let mut samples = [f32::NAN; 2_000];
            renderer.seek(at);
            renderer.render(&mut samples);
            let from = place(2 * at);
            assert!(samples[..] == expected[from..from + 2_000], "{mix:?} from frame {at}");
        }
    }
}

/// What is left of a window, in dB, when the best sine of a pitch, evenly growing or fading, is taken away.
fn distortion(window: &[f64], hertz: f64) -> f64 {
    let len = window.len();
    let basis: Vec<[f64; 4]> = (0..len)
        .map(|i| {
            let i = wave::real(wave::count(i));
            let turns = hertz * i / f64::from(RATE.get());
            let slope = 2.0 * i / wave::real(wave::count(len)) - 1.0;
            let (sin, cos) = (wave::sine(turns), wave::cosine(turns));
            [sin, cos, slope * sin, slope * cos]
        })
        .collect();
    // Least squares by taking each of them away again and again: they are nearly at right angles.
    let mut left = window.to_vec();
    for _ in 0..40 {
        for k in 0..4 {
            let along: f64 = left.iter().zip(&basis).map(|(x, b)| x * b[k]).sum();
            let size: f64 = basis.iter().map(|b| b[k] * b[k]).sum();
            left.iter_mut().zip(&basis).for_each(|(x, b)| *x -= along / size * b[k]);
        }
    }
    let power = |x: &[f64]| x.iter().map(|x| x * x).sum::<f64>();
    10.0 * (power(&left) / power(window)).log10()
}

#[test]
fn a_plain_tone_has_neither_distortion_nor_noise() {
    // The tone of a hold: from 2 to 18 of 20 s it only grows.
    let timeline = timeline(vec![breathe(ms([2_000, 0, 20_000, 2_000, 0]), 1)]);
    let samples = whole(&timeline, guided(Guide::TwoTones), RATE);
    for at in [4_000, 9_123, 19_000] {
        let window: Vec<f64> = samples[96 * at..96 * (at + 500)].chunks_exact(2).map(|f| f64::from(f[0])).collect();
        let found = distortion(&window, 329.63);
        assert!(found < -100.0, "{found:.1} dB");
    }
}

#[test]
fn a_change_of_volume_takes_a_tenth_of_a_second_and_never_clicks() {
    let timeline = timeline(vec![breathe(ms([10_000, 0, 0, 10_000, 0]), 2)]);
    let full = loud(Guide::TwoTones);
    let mix = Mix { ambience: Ambience::Drone, ..full };
    let silent = Levels { master: Level::SILENT, ..full.levels };
    let half = Levels { guide: Level::new(0.5).unwrap(), ..full.levels };
    let mut renderer = Renderer::new(&timeline, mix, RATE);
    let mut samples = Vec::new();
    let mut sound = |renderer: &mut Renderer, millis: usize| {
        let mut block = vec![f32::NAN; 96 * millis];
        renderer.render(&mut block);
        samples.extend(block);
    };
    renderer.seek(48_000 * 3);
    sound(&mut renderer, 500);
    // One after another in the middle of each other's way.
    for levels in [silent, half, silent, full.levels.ducked(), full.levels, silent] {
        renderer.set_levels(levels);
        sound(&mut renderer, 37);
        renderer.set_levels(levels);
        sound(&mut renderer, 30);
    }
    sound(&mut renderer, 60);
    assert_eq!(click_in(&samples, Guide::TwoTones), None);
    let last = &samples[samples.len() - 960..];
    assert!(last.iter().all(|x| *x == 0.0), "silent a tenth of a second after it was asked for");
    let before = &samples[samples.len() - 96 * 70..][..960];
    assert!(rms(before) > 0.001, "and not at once");
}

#[test]
fn when_a_change_of_volume_is_over_the_samples_are_those_of_the_frame_again() {
    let timeline = of_everything();
    let mix = Mix { ambience: Ambience::Rain, ..loud(Guide::Tide) };
    let expected = whole(&timeline, mix, RATE);
    let mut renderer = Renderer::new(&timeline, Mix { levels: Levels::default(), ..mix }, RATE);
    renderer.set_levels(mix.levels);
    let mut samples = vec![f32::NAN; expected.len()];
    samples.chunks_mut(778).for_each(|chunk| renderer.render(chunk));
    assert!(samples[..9_600] != expected[..9_600], "a tenth of a second on the way");
    assert!(samples[9_600..] == expected[9_600..], "then there");
}

#[test]
fn two_renderers_give_way_to_each_other_without_a_click() {
    let timeline = timeline(vec![breathe(ms([4_000, 0, 2_000, 6_000, 0]), 3)]);
    for (one, other) in [(Guide::Tide, Guide::Bells), (Guide::Pulse, Guide::TwoTones), (Guide::Silent, Guide::Tide)] {
        // The rougher of both says what may be.
        let rough = if one == Guide::Tide || other == Guide::Tide { Guide::Tide } else { one };
        let (one, other) = (whole(&timeline, loud(one), RATE), whole(&timeline, loud(other), RATE));
        for start in [30_000, 190_000, 400_123] {
            let fade = 48 * 60;
            let weight = |i: u64| wave::quick_edge(wave::sample(wave::real(i) / wave::real(fade)));
            let mixed = |i: u64| {
                let at = place(2 * (start + i));
                [0, 1].map(|ear| weight(i) * other[at + ear] + (1.0 - weight(i)) * one[at + ear])
            };
            let samples: Vec<f32> = (0..=fade).flat_map(mixed).collect();
            assert_eq!(click_in(&samples, rough), None);
        }
    }
}

/// Rates there are, and some there are not.
fn rates() -> impl proptest::strategy::Strategy<Value = u32> {
    proptest::prop_oneof![
        proptest::sample::select(vec![8_000_u32, 11_025, 22_050, 44_100, 48_000, 96_000, 192_000]),
        1_u32..=50_000,
    ]
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..proptest::test_runner::Config::with_cases(48) })]

    #[test]
    fn nothing_makes_it_panic_allocate_or_say_what_is_no_number(
        session in arbitrary::session(), rate in rates(), guide in any_of(), ambience in any_of(),
        deeds in proptest::collection::vec((0.0..1.3_f64, 0..3_000_usize, 0.0..=1.0_f32), 1..12),
    ) {
        let timeline = Timeline::compile(&session);
        let rate = Hertz::of(rate);
        let mix = Mix { ambience, ..loud(guide) };
        let mut renderer = Renderer::new(&timeline, mix, rate);
        let mut block = vec![f32::NAN; 3_000];
        let mut finite = true;
        let before = assert_no_alloc::violation_count();
        assert_no_alloc::assert_no_alloc(|| {
            for (place, len, level) in &deeds {
                let (place, len) = (*place, *len);
                let at = Time::from_secs_f64(place * timeline.len().secs()).unwrap_or_default().frame(rate);
                renderer.seek(if place < 0.02 { u64::MAX - 100 } else { at });
                renderer.set_levels(Levels { master: Level::new(*level).unwrap_or(Level::FULL), ..mix.levels });
                renderer.render(&mut block[..len]);
                finite &= block[..len].iter().all(|x| x.is_finite() && x.abs() <= 1.0);
            }
        });
        proptest::prop_assert_eq!(assert_no_alloc::violation_count(), before);
        proptest::prop_assert!(finite);
    }
}
