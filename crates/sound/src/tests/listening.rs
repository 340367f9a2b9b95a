//! An ear that hears 300 ms at a time and has to say whether that is in, hold or out.

use super::*;

/// What is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    In,
    Hold,
    Out,
}

/// What an ear makes of each phase.
fn meant(phase: Phase) -> Told {
    match phase {
        Phase::Breath(Part::Inhale | Part::TopUp) => Told::In,
        Phase::Breath(Part::Exhale) => Told::Out,
        _ => Told::Hold,
    }
}

/// A window, in seconds.
const WINDOW: f64 = 0.3;

/// One ear's frames.
type Mono = Vec<f64>;

/// One way of listening, and its name.
type Listening = (&'static str, fn(&[f32]) -> Mono);

/// In the left ear; both through one loudspeaker; through one that plays little below 300 Hz and above 4 kHz.
const LISTENING: [Listening; 3] = [
    ("left", |samples| samples.chunks_exact(2).map(|frame| f64::from(frame[0])).collect()),
    ("mono", mono),
    ("small loudspeaker", |samples| passed(mono(samples))),
];

fn mono(samples: &[f32]) -> Mono {
    samples.chunks_exact(2).map(|frame| f64::midpoint(frame[0].into(), frame[1].into())).collect()
}

/// Through a band-pass of 300 Hz to 4 kHz, 12 dB an octave at either side.
fn passed(samples: Mono) -> Mono {
    let samples = biquad(samples, 300.0, |cos| [f64::midpoint(1.0, cos), -(1.0 + cos), f64::midpoint(1.0, cos)]);
    biquad(samples, 4_000.0, |cos| [(1.0 - cos) / 2.0, 1.0 - cos, (1.0 - cos) / 2.0])
}

/// A Butterworth filter of the second order, by the cookbook of R. Bristow-Johnson.
fn biquad(samples: Mono, hertz: f64, zeros: fn(f64) -> [f64; 3]) -> Mono {
    let angle = std::f64::consts::TAU * hertz / f64::from(RATE.get());
    let alpha = angle.sin() * std::f64::consts::FRAC_1_SQRT_2;
    let b = zeros(angle.cos()).map(|b| b / (1.0 + alpha));
    let a = [-2.0 * angle.cos() / (1.0 + alpha), (1.0 - alpha) / (1.0 + alpha)];
    let (mut x1, mut x2, mut y1, mut y2) = (0.0, 0.0, 0.0, 0.0);
    let mut next = |x: f64| {
        let y = b[0] * x + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2;
        (x2, x1, y2, y1) = (x1, x, y1, y);
        y
    };
    samples.into_iter().map(&mut next).collect()
}

/// The pitch in Hz, 80 to 600, at which a window is most like itself a moment later.
fn pitch_of(window: &[f64]) -> f64 {
    let slow: Vec<f64> = window.chunks_exact(4).map(|four| four.iter().sum()).collect();
    let len = slow.len() - 160;
    let mut energy = vec![0.0];
    energy.extend(slow.iter().scan(0.0, |sum, x| {
        *sum += x * x;
        Some(*sum)
    }));
    let power = |from: usize| energy[from + len] - energy[from];
    let alike = |lag: usize| {
        let sum: f64 = slow[..len].iter().zip(&slow[lag..]).map(|(a, b)| a * b).sum();
        sum / (power(0) * power(lag)).sqrt().max(f64::MIN_POSITIVE)
    };
    let lags: Vec<f64> = (19..152).map(alike).collect();
    let most = lags.iter().copied().fold(0.0, f64::max);
    // The shortest of the lags that are about equally good: a tone is also like itself two periods later.
    let peak = lags.windows(3).enumerate().find(|(_, l)| l[1] > 0.9 * most && l[1] >= l[0] && l[1] >= l[2]);
    peak.map_or(0.0, |(nth, l)| {
        // The top of the parabola through the three.
        let off = 0.5 * (l[0] - l[2]) / (l[0] - 2.0 * l[1] + l[2]).min(-f64::MIN_POSITIVE);
        12_000.0 / (20.0 + wave::real(wave::count(nth)) + off)
    })
}

/// How strong a sine of that pitch is in these frames: the square of its correlation with them, found by the algorithm
/// of G. Goertzel, which needs one cosine for all frames.
fn partial(frames: impl Iterator<Item = f64>, hertz: f64) -> f64 {
    let twice = 2.0 * wave::cosine(hertz / f64::from(RATE.get()));
    let (one, two) = frames.fold((0.0, 0.0), |(one, two), x| (x + twice * one - two, one));
    one * one + two * two - twice * one * two
}

/// How much of a window is one sine of that pitch, 0…1, taken in sixths so that it may grow and fade.
fn purity(window: &[f64], hertz: f64) -> f64 {
    let sixth = window.len() / 6;
    let explained = |part: &[f64]| 2.0 * partial(part.iter().copied(), hertz) / wave::real(wave::count(part.len()));
    let all: f64 = window.iter().map(|x| x * x).sum();
    window.chunks_exact(sixth).map(explained).sum::<f64>() / all.max(f64::MIN_POSITIVE)
}

/// The strongest partial between 250 and 640 Hz.
fn strongest(window: &[f64]) -> f64 {
    let whole = wave::real(wave::count(window.len()));
    let faded: Vec<f64> = (0..)
        .zip(window)
        .map(|(i, x)| {
            let at = wave::real(i) / whole;
            x * wave::edge(2.0 * at.min(1.0 - at))
        })
        .collect();
    let power = |hertz: f64| partial(faded.iter().copied(), hertz);
    let loudest = (0..98).map(|nth| 250.0 + 4.0 * f64::from(nth)).map(|hertz| (hertz, power(hertz)));
    loudest.fold((0.0, 0.0), |best, now| if now.1 > best.1 { now } else { best }).0
}

/// What a window of a guide tells. A continuous one's hold is a pure tone, and its exhale is lower than its inhale; a
/// struck one's exhale is D4, its hold F♯4, what is higher is an inhale.
fn told(guide: Guide, window: &[f64]) -> Told {
    let highest_out = if guide == Guide::Tide { 190.0 } else { 226.0 };
    match guide {
        Guide::Tide | Guide::TwoTones => {
            let pitch = pitch_of(window);
            if purity(window, pitch) > 0.95 {
                Told::Hold
            } else if pitch < highest_out {
                Told::Out
            } else {
                Told::In
            }
        }
        _ => match strongest(window) {
            low if low < 330.0 => Told::Out,
            middle if middle < 405.0 => Told::Hold,
            _ => Told::In,
        },
    }
}

/// Breaths of every shape: two a minute apart in pace, with holds and with a second inhale.
fn breaths() -> Vec<Breath> {
    vec![
        ms([4_500, 0, 0, 5_500, 0]),
        ms([4_000, 0, 7_000, 8_000, 0]),
        ms([4_000, 0, 4_000, 4_000, 4_000]),
        ms([3_000, 1_000, 0, 7_000, 0]),
        ms([1_500, 0, 0, 2_000, 0]),
        ms([9_000, 0, 1_000, 12_000, 2_000]),
    ]
}

/// A guide through breaths of every shape: where each is at any time, and how it sounds.
fn sounded(guide: Guide) -> Vec<(Arc<Timeline>, Vec<f32>)> {
    let sounded = |breath| {
        let timeline = timeline(vec![breathe(breath, 3)]);
        let sound = whole(&timeline, guided(guide), RATE);
        (timeline, sound)
    };
    breaths().into_iter().map(sounded).collect()
}

/// Listens to windows of a guide that begin where `windows` says for a span, and counts how many are told right.
fn heard(
    guide: Guide,
    sounded: &[(Arc<Timeline>, Vec<f32>)],
    listen: fn(&[f32]) -> Mono,
    windows: fn(&Span) -> Vec<Time>,
) -> (usize, Vec<String>) {
    let (mut right, mut wrong) = (0, Vec::new());
    for (timeline, sound) in sounded {
        let samples = listen(sound);
        for span in timeline.spans() {
            for from in windows(span) {
                let from_frame = place(from.frame(RATE));
                let window = &samples[from_frame..][..place(wave::frames(WINDOW, RATE))];
                let power = window.iter().map(|x| x * x).sum::<f64>() / wave::real(wave::count(window.len()));
                // Below −50 dBFS.
                if power < 1e-5 {
                    continue;
                }
                let told = told(guide, window);
                if told == meant(span.phase) {
                    right += 1;
                } else {
                    let after = (from - span.start).secs();
                    wrong.push(format!("{} of {} s after {after} s told as {told:?}", span.phase.name(), span.len));
                }
            }
        }
    }
    (right, wrong)
}

/// Everywhere in a span but within 150 ms of its turns.
fn throughout(span: &Span) -> Vec<Time> {
    let last = (span.len - Time::from_millis(450)).micros() / 1_000;
    (150..=last).step_by(100).map(|at| span.start + Time::from_millis(at)).collect()
}

#[test]
fn an_ear_tells_in_from_hold_from_out_anywhere_in_a_continuous_guide() {
    for guide in [Guide::Tide, Guide::TwoTones] {
        let sounded = sounded(guide);
        for (name, listen) in LISTENING {
            let (right, wrong) = heard(guide, &sounded, listen, throughout);
            assert!(right > 250, "{guide:?}, {name}: only {right} windows were loud enough");
            assert!(100 * wrong.len() <= right + wrong.len(), "{guide:?}, {name}, {right} right, not {wrong:#?}");
        }
    }
}

#[test]
fn an_ear_tells_in_from_hold_from_out_at_every_strike() {
    for guide in [Guide::Bells, Guide::Pulse] {
        let sounded = sounded(guide);
        for (name, listen) in LISTENING {
            let (right, wrong) = heard(guide, &sounded, listen, |span| vec![span.start]);
            assert!(right >= 45, "{guide:?}, {name}: only {right} windows were loud enough");
            assert!(100 * wrong.len() <= right + wrong.len(), "{guide:?}, {name}, {right} right, not {wrong:#?}");
        }
    }
}

#[test]
fn an_ear_that_is_given_the_wrong_guide_is_not_so_sure() {
    // The same ear on the tones that Tide does not have: were it to guess by something else, it would still be right.
    let timeline = timeline(vec![breathe(ms([4_500, 0, 0, 5_500, 0]), 3)]);
    let samples = mono(&whole(&timeline, guided(Guide::TwoTones), RATE));
    let window = |at: u64| &samples[place(48 * at)..][..place(wave::frames(WINDOW, RATE))];
    assert_eq!(told(Guide::Tide, window(6_000)), Told::In, "G3 out is above all that Tide has for an exhale");
    assert_eq!(told(Guide::TwoTones, window(6_000)), Told::Out);
}

#[test]
fn a_top_up_sounds_and_sounds_higher() {
    let timeline = timeline(vec![breathe(ms([3_000, 1_000, 0, 6_000, 0]), 1)]);
    for guide in guides() {
        let samples = mono(&whole(&timeline, guided(guide), RATE));
        let part = |from: u64, to: u64| &samples[place(48 * from)..place(48 * to)];
        let power = |part: &[f64]| part.iter().map(|x| x * x).sum::<f64>() / wave::real(wave::count(part.len()));
        assert!(power(part(3_000, 3_700)) > 0.06 * power(part(1_000, 2_500)), "{guide:?}");
        let high = if matches!(guide, Guide::Tide | Guide::TwoTones) { pitch_of } else { strongest };
        let (before, more) = (high(part(2_000, 2_300)), high(part(3_150, 3_450)));
        assert!(more > 1.1 * before, "{guide:?}: {before:.0} Hz, then {more:.0} Hz");
    }
}

#[test]
fn a_hold_grows_until_just_before_its_turn() {
    let timeline = timeline(vec![breathe(ms([4_000, 0, 7_000, 8_000, 3_000]), 1)]);
    for guide in [Guide::Tide, Guide::TwoTones] {
        let samples = whole(&timeline, guided(guide), RATE);
        let at = |millis: u64| rms(&samples[place(96 * millis)..place(96 * (millis + 300))]);
        assert!(at(10_200) > 1.4 * at(4_700), "{guide:?}: louder before the exhale than at first");
        assert!(at(4_700) > 0.004 && at(10_200) < 0.6 * at(2_000).max(at(12_000)), "{guide:?}: and soft all the time");
    }
}

#[test]
fn every_cue_is_a_sound_of_its_own() {
    let cues = [
        Sound::Count,
        Sound::Ready,
        Sound::Halfway,
        Sound::Step,
        Sound::Switch,
        Sound::Tense,
        Sound::Release,
        Sound::End,
    ];
    let kit = kit::Kit::new(cues.into_iter(), RATE);
    let mono = |sound| -> Mono {
        let [left, right] = kit.samples(sound);
        left.iter().zip(right).map(|(l, r)| f64::midpoint((*l).into(), (*r).into())).collect()
    };
    let power = |x: &[f64]| x.iter().map(|x| x * x).sum::<f64>();
    for (nth, one) in cues.into_iter().enumerate() {
        for other in &cues[nth + 1..] {
            let (a, b) = (mono(one), mono(*other));
            // The same sound at another loudness would have 1.
            let alike = a.iter().zip(&b).map(|(a, b)| a * b).sum::<f64>() / (power(&a) * power(&b)).sqrt();
            assert!(alike.abs() < 0.9, "{one:?} and {other:?}: {alike:.2}");
        }
    }
    let len = |sound| kit.frames(sound);
    assert!(cues[..7].iter().all(|cue| len(*cue) < len(Sound::End) / 3 * 2), "the end rings longest");
}
