//! What is heard: a sound server's recording of what the program plays, against what the same program renders.

use super::desk::{Desk, PIPEWIRE, Setup, Sink, undisturbed};

/// Four seconds of a guide, above an ambience that is never silent.
fn session(guide: &str) -> String {
    format!(
        r#"Session(
            format: 1, title: "{guide}", practice: "breathing", sound: (guide: {guide}, ambience: Brown),
            steps: [Breathe(breath: (inhale: 2, exhale: 2), cycles: 1)],
        )"#
    )
}

const SECS: f64 = 4.0;

/// Until when it is looked at: the end cue is not in what is rendered.
const END: f64 = SECS - 0.1;

const GUIDES: [&str; 4] = ["Tide", "TwoTones", "Bells", "Pulse"];

/// What the machine may have: the rate most have, the other one, and one loudspeaker.
const SINKS: [Sink; 3] = [Sink::stereo("most", 48_000), Sink::stereo("disc", 44_100), Sink::mono("single", 48_000)];

/// Frames of a sink, each of as many samples as it has channels.
pub(crate) struct Sound {
    pub(crate) sink: Sink,
    pub(crate) samples: Vec<f32>,
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "seconds of a short sound")]
fn frames(secs: f64, rate: u32) -> usize {
    (secs * f64::from(rate)) as usize
}

impl Sound {
    /// What a session sounds like, as a file made at a sink's rate says; a single loudspeaker gets the middle.
    pub(crate) fn rendered(desk: &Desk, session: &str, sink: Sink) -> Self {
        let file = format!("{session}-{}-{}.wav", sink.rate, sink.channels);
        let mut render = desk.ebb(&["render", session, "--bits", "32", "--out", &file]);
        let done = render.args(["--rate", &sink.rate.to_string()]).output().unwrap();
        assert!(done.status.success(), "{done:?}");
        let samples: Vec<f32> = hound::WavReader::open(file).unwrap().samples().map(Result::unwrap).collect();
        let middle = |pair: &[f32; 2]| 0.5 * (pair[0] + pair[1]);
        let mixed = || samples.as_chunks().0.iter().map(middle).collect();
        Self { sink, samples: if sink.channels == 1 { mixed() } else { samples } }
    }

    fn channels(&self) -> usize {
        self.sink.channels.into()
    }

    fn frame(&self, nth: usize) -> &[f32] {
        &self.samples[nth * self.channels()..][..self.channels()]
    }

    fn len(&self) -> usize {
        self.samples.len() / self.channels()
    }

    fn is_zero(&self, nth: usize) -> bool {
        self.frame(nth).iter().all(|sample| *sample == 0.0)
    }

    /// The first frame that is not silent.
    fn onset(&self) -> usize {
        (0..self.len()).find(|nth| !self.is_zero(*nth)).expect("something is heard")
    }
}

/// How a recording differs from what was rendered.
struct Difference {
    /// What is left when what was rendered is taken away, as loud as it was played, in dB under it.
    residual_db: f64,
    /// Frames of nothing amid sound.
    holes: usize,
}

/// The sums of squares and products of the frames `from..to` of what was rendered, and those as far on in a recording.
fn products(heard: &Sound, rendered: &Sound, shift: isize, from: usize, to: usize) -> (f64, f64, f64) {
    let channels = rendered.channels();
    let there = from.checked_add_signed(shift).expect("nothing is heard before it is rendered");
    let one = &rendered.samples[from * channels..to * channels];
    let two = &heard.samples[there * channels..][..one.len()];
    one.iter().zip(two).fold((0.0, 0.0, 0.0), |(xx, xy, yy), (x, y)| {
        let (x, y) = (f64::from(*x), f64::from(*y));
        (xx + x * x, xy + x * y, yy + y * y)
    })
}

/// What is left when what was rendered is taken away as loud as it is most alike, and how loud that is.
fn left((xx, xy, yy): (f64, f64, f64)) -> (f64, f64) {
    let gain = xy / xx.max(f64::MIN_POSITIVE);
    (yy - 2.0 * gain * xy + gain * gain * xx, gain)
}

/// How many frames later than in what was rendered each is in a recording that begins before it.
pub(crate) fn shift(heard: &Sound, rendered: &Sound) -> isize {
    let rate = heard.sink.rate;
    let first = isize::try_from(heard.onset()).unwrap() - isize::try_from(rendered.onset()).unwrap();
    // Where a tenth of a second after the fade in is most alike; a soft sound that fades in begins a little later.
    let (from, to) = (frames(0.1, rate), frames(0.2, rate));
    let unlike = |shift: &isize| left(products(heard, rendered, *shift, from, to)).0;
    (first - 500..first + 500).min_by(|one, two| unlike(one).total_cmp(&unlike(two))).unwrap()
}

/// Takes what was rendered away from a recording.
fn compare(heard: &Sound, rendered: &Sound) -> Difference {
    let shift = shift(heard, rendered);
    let (from, to) = (frames(0.1, heard.sink.rate), frames(END, heard.sink.rate));
    let sums = products(heard, rendered, shift, from, to);
    let (rest, gain) = left(sums);
    let is_hole = |nth: &usize| heard.is_zero(nth.checked_add_signed(shift).unwrap()) && !rendered.is_zero(*nth);
    let holes = (from..to).filter(is_hole).count();
    // Where nothing is left there is no logarithm.
    Difference { residual_db: 10.0 * (rest.max(1e-30) / (gain * gain * sums.0)).log10(), holes }
}

/// Plays a session, records it and holds that against what was rendered.
fn assert_same<P>(desk: &Desk, guide: &str, sink: Sink, play: impl Fn(&str) -> P) {
    let file = desk.file(&format!("{}.ron", guide.to_lowercase()), &session(guide));
    let rendered = Sound::rendered(desk, &file, sink);
    desk.pactl(&["set-default-sink", sink.name]);
    let samples = undisturbed(|| {
        let mut recording = desk.record(sink.name);
        let _playing = play(&file);
        recording.until_heard();
        recording.go_on(END + 0.3);
        recording.undisturbed()
    });
    let heard = Sound { sink, samples };
    let Difference { residual_db, holes } = compare(&heard, &rendered);
    let told = format!("{guide} on {}: {residual_db:.0} dB, {holes} holes", sink.name);
    assert!(residual_db <= -60.0 && holes == 0, "{told}");
    desk.say(told);
}

#[test]
fn what_is_heard_from_a_terminal_is_what_is_rendered() {
    let Some(desk) = Desk::open(Setup { sinks: SINKS.to_vec(), ..Setup::default() }) else { return };
    for guide in GUIDES {
        for sink in SINKS {
            assert_same(&desk, guide, sink, |file| desk.terminal(&["play", file, "--terminal"]));
        }
    }
}

#[test]
fn what_is_heard_from_a_window_is_what_is_rendered() {
    let small = Setup { sinks: SINKS.to_vec(), screen: (640, 600), ..Setup::default() };
    let Some(desk) = Desk::open(small) else { return };
    for guide in GUIDES {
        for sink in SINKS {
            assert_same(&desk, guide, sink, |file| {
                let window = desk.window(&["play", file]);
                // The less there is to draw, the less the sound has to wait.
                window.resize(360, 560);
                window
            });
        }
    }
}

#[test]
#[ignore = "measures this machine"]
fn what_is_heard_through_pipewire_is_what_is_rendered() {
    let Some(mut desk) = Desk::open(Setup { sinks: Vec::new(), ..Setup::default() }) else { return };
    if !Desk::has(&PIPEWIRE) {
        return;
    }
    desk.start_pipewire(SINKS[..1].to_vec());
    for guide in GUIDES {
        assert_same(&desk, guide, SINKS[0], |file| desk.terminal(&["play", file, "--terminal"]));
    }
}
