//! Ambience: it comes, goes, never comes round, and keeps no time with the breath.

use super::*;

const NOISES: [Ambience; 4] = [Ambience::Ocean, Ambience::Rain, Ambience::Brown, Ambience::Pink];

fn beneath(ambience: Ambience) -> Mix {
    Mix { ambience, levels: loud(Guide::Silent).levels, guide: Guide::Silent }
}

/// Seconds of one ambience in mono, at a rate that is quick to look through.
fn sounded(ambience: Ambience, secs: u64, rate: Hertz) -> Vec<f64> {
    let timeline = timeline(vec![breathe(ms([4_500, 0, 0, 5_500, 0]), u32::try_from(secs / 10).unwrap())]);
    let samples = whole(&timeline, beneath(ambience), rate);
    let frames = samples.chunks_exact(2).map(|frame| f64::midpoint(frame[0].into(), frame[1].into()));
    frames.take(place(timeline.len().frame(rate))).collect()
}

#[test]
fn an_ambience_comes_in_two_seconds_and_is_gone_when_the_session_is() {
    let timeline = timeline(vec![breathe(ms([4_500, 0, 0, 5_500, 0]), 3)]);
    for ambience in ambiences() {
        let samples = whole(&timeline, Mix { ambience, ..guided(Guide::Silent) }, RATE);
        let at = |millis: usize| rms(&samples[96 * millis..96 * (millis + 100)]);
        assert!(samples[..2].iter().all(|x| *x == 0.0), "{ambience:?} begins from nothing");
        assert!(at(0) < 0.05 * at(3_000) && at(700) < at(3_000), "{ambience:?} comes slowly");
        assert!(at(29_900) < 0.05 * at(26_500), "{ambience:?} goes slowly");
        let end = 96 * 30_000;
        let cues_only = whole(&timeline, guided(Guide::Silent), RATE);
        assert!(samples[end..] == cues_only[end..], "{ambience:?} leaves the end to its cue");
    }
}

/// How alike a sound is to itself that many frames later, −1…1.
fn alike(sound: &[f64], later: usize) -> f64 {
    let (a, b) = (&sound[..sound.len() - later], &sound[later..]);
    let power = |x: &[f64]| x.iter().map(|x| x * x).sum::<f64>();
    a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>() / (power(a) * power(b)).sqrt()
}

#[test]
fn no_noise_ever_comes_round() {
    // Every lag of whole frames from one second to twelve, so no loop of such a length can hide; a loop of noise would
    // have a likeness near 1, two loops added up one near ½.
    let rate = Hertz::of(4_000);
    for ambience in NOISES {
        let sound = sounded(ambience, 40, rate);
        let most = (4_000..80_000)
            .map(|lag| (alike_fast(&sound, lag), lag))
            .fold((0.0, 0), |most, now| if now.0 > most.0 { now } else { most });
        assert!(most.0 < 0.25, "{ambience:?} is {:.2} alike after {} frames", most.0, most.1);
    }
    // The test can tell: the same second again and again is found.
    let second = sounded(Ambience::Pink, 10, rate)[12_000..16_000].to_vec();
    let looped: Vec<f64> = second.iter().copied().cycle().take(100_000).collect();
    assert!(alike_fast(&looped, 4_000) > 0.99);
}

/// Likeness by every 31st frame of a sound: enough to find a loop. Of noise that has none, 5 000 pairs are 0.014 alike by
/// chance.
fn alike_fast(sound: &[f64], later: usize) -> f64 {
    let pairs = || sound.iter().zip(&sound[later..]).step_by(31);
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (a, b) in pairs() {
        ab += a * b;
        aa += a * a;
        bb += b * b;
    }
    ab / (aa * bb).sqrt()
}

/// How loud each tenth of a second is.
fn loudness(sound: &[f64], rate: u32) -> Vec<f64> {
    let tenth = usize::try_from(rate / 10).unwrap();
    sound.chunks_exact(tenth).map(|part| (part.iter().map(|x| x * x).sum::<f64>() / 400.0).sqrt()).collect()
}

#[test]
fn waves_keep_no_time_with_a_breath_or_with_themselves() {
    let rate = Hertz::of(4_000);
    let sound = sounded(Ambience::Ocean, 1_800, rate);
    let loud = loudness(&sound[4_000 * 10..4_000 * 1_780], 4_000);
    let mean = loud.iter().sum::<f64>() / wave::real(wave::count(loud.len()));
    let sway: Vec<f64> = loud.iter().map(|x| x - mean).collect();
    let swing = (sway.iter().map(|x| x * x).sum::<f64>() / wave::real(wave::count(sway.len()))).sqrt();
    assert!(swing > 0.25 * mean, "it does come in waves: {:.2}", swing / mean);
    // From twenty breaths a minute to two: the part of the swell that a breath would explain.
    for tenths in 30..300_u32 {
        let (mut sin, mut cos) = (0.0, 0.0);
        for (i, x) in (0..).zip(&sway) {
            let turns = f64::from(i) / f64::from(tenths);
            sin += x * wave::sine(turns);
            cos += x * wave::cosine(turns);
        }
        let explained = 2.0 * (sin * sin + cos * cos) / wave::real(wave::count(sway.len())).powi(2) / (swing * swing);
        assert!(explained < 0.1, "a breath of {} s explains {explained:.2} of the waves", f64::from(tenths) / 10.0);
    }
    let most = (40..3_000).map(|lag| alike(&sway, lag)).fold(0.0, f64::max);
    assert!(most < 0.45, "the swell comes round: {most:.2}");
}

#[test]
fn a_drone_beats_slowly_and_is_never_gone() {
    let rate = Hertz::of(4_000);
    let loud = loudness(&sounded(Ambience::Drone, 300, rate)[4_000 * 5..4_000 * 290], 4_000);
    let (lowest, highest) = loud.iter().fold((f64::MAX, 0.0_f64), |(low, high), x| (low.min(*x), high.max(*x)));
    assert!(lowest > 0.25 * highest && lowest < 0.8 * highest, "{:.2}", lowest / highest);
    let fastest = loud.windows(2).map(|pair| (pair[1] / pair[0]).max(pair[0] / pair[1])).fold(0.0, f64::max);
    assert!(fastest < 1.2, "no flutter: {fastest:.2}");
}

#[test]
fn brown_falls_by_six_decibels_an_octave_and_pink_by_three() {
    for (ambience, slope) in [(Ambience::Brown, -6.0), (Ambience::Pink, -3.0)] {
        let sound = sounded(ambience, 30, RATE);
        // The power in a tenth of an octave's width, averaged over many windows, by single bins.
        let power = |hertz: f64| -> f64 {
            let window = 4_800;
            let bin = |part: &[f64], hertz: f64| {
                let (mut sin, mut cos) = (0.0, 0.0);
                for (i, x) in (0..).zip(part) {
                    let turns = hertz * f64::from(i) / 48_000.0;
                    let x = x * wave::edge(2.0 * (f64::from(i) / 4_800.0).min(1.0 - f64::from(i) / 4_800.0));
                    sin += x * wave::sine(turns);
                    cos += x * wave::cosine(turns);
                }
                sin * sin + cos * cos
            };
            sound[96_000..1_200_000].chunks_exact(window).map(|part| bin(part, hertz)).sum()
        };
        let octaves = 4.0;
        let found = 10.0 * (power(4_000.0) / power(250.0)).log10() / octaves;
        assert!((found - slope).abs() < 0.7, "{ambience:?}: {found:.1} dB an octave");
    }
}
