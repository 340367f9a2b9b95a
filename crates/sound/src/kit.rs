//! What every short sound sounds like: made once for a rate, then only read.
//!
//! One family of soft mallets for the cues, struck metal for the bells; knows no session and no time.

use super::score::Sound;
use super::wave::{cosine, count, edge, frames, place, real, sample, sine};
use ebb_core::session::Part;
use ebb_core::units::Hertz;

/// How long a strike takes to come, in seconds: a click it must never be.
const ATTACK: f64 = 0.025;

/// How long the very end of a strike takes to go, in seconds.
const RELEASE: f64 = 0.05;

/// The notes used, in Hz.
mod note {
    pub(super) const A2: f64 = 110.0;
    pub(super) const E3: f64 = 164.81;
    pub(super) const A3: f64 = 220.0;
    pub(super) const D4: f64 = 293.66;
    pub(super) const E4: f64 = 329.63;
    pub(super) const FIS4: f64 = 369.99;
    pub(super) const A4: f64 = 440.0;
    pub(super) const CIS5: f64 = 554.37;
    pub(super) const D5: f64 = 587.33;
    pub(super) const E5: f64 = 659.26;
}

/// One partial: its multiple of the note, its loudness, and how long it rings against the note's own time.
type Partial = (f64, f64, f64);

/// A soft mallet on wood.
const MALLET: &[Partial] = &[(1.0, 1.0, 1.0), (2.0, 0.30, 0.6), (3.0, 0.10, 0.4), (4.0, 0.05, 0.25)];

/// A mallet on softer wood: hardly more than its note.
const WOOD: &[Partial] = &[(1.0, 1.0, 1.0), (2.0, 0.08, 0.5)];

/// A small bowl of bronze.
const BOWL: &[Partial] = &[(1.0, 1.0, 1.0), (2.0, 0.30, 0.8), (2.76, 0.22, 0.45), (5.40, 0.05, 0.2)];

/// The samples of the left and of the right ear.
type Ears = [Box<[f32]>; 2];

/// One note of a strike.
struct Note {
    hz: f64,
    /// Seconds after the strike begins.
    at: f64,
    level: f64,
    /// Seconds until it is 60 dB down.
    ring: f64,
    /// From −1, left, to 1, right.
    side: f64,
}

impl Note {
    const fn new(hz: f64, at: f64, level: f64, ring: f64) -> Self {
        Self { hz, at, level, ring, side: 0.0 }
    }

    const fn on(self, side: f64) -> Self {
        Self { side, ..self }
    }
}

/// What one sound is made of.
struct Recipe {
    /// Its highest sample at full level.
    peak: f64,
    /// Its length in seconds.
    secs: f64,
    partials: &'static [Partial],
    notes: Vec<Note>,
}

impl Recipe {
    fn of(sound: Sound) -> Self {
        match sound {
            Sound::Bell(part) => Self::bell(part),
            Sound::Beat(part) => Self::tick(part, 0.35),
            Sound::Tick(part) => Self::tick(part, 0.27),
            cue => Self::cue(cue),
        }
    }

    fn cue(sound: Sound) -> Self {
        use note::{A2, A3, A4, CIS5, D5, E3, E4, E5};
        let (peak, secs, notes) = match sound {
            Sound::Count => (0.10, 0.35, vec![Note::new(E5, 0.0, 1.0, 0.3)]),
            Sound::Ready => (0.14, 2.0, vec![Note::new(A3, 0.0, 1.0, 2.0), Note::new(E4, 0.0, 0.7, 2.0)]),
            Sound::Halfway => (0.14, 0.9, vec![Note::new(D5, 0.0, 1.0, 0.5), Note::new(D5, 0.22, 0.8, 0.6)]),
            Sound::Switch => {
                (0.20, 1.5, vec![Note::new(A4, 0.0, 1.0, 1.2).on(-0.6), Note::new(E5, 0.24, 1.0, 1.2).on(0.6)])
            }
            Sound::Tense => (0.20, 1.0, vec![Note::new(E4, 0.0, 0.8, 0.6), Note::new(A4, 0.14, 1.0, 0.8)]),
            Sound::Release => (0.20, 1.8, vec![Note::new(A4, 0.0, 0.8, 0.9), Note::new(E3, 0.18, 1.0, 1.8)]),
            Sound::End => (
                0.30,
                3.8,
                vec![
                    Note::new(A2, 0.0, 0.5, 4.0),
                    Note::new(A3, 0.0, 1.0, 4.0),
                    Note::new(E4, 0.35, 0.8, 3.8),
                    Note::new(CIS5, 0.70, 0.5, 3.4),
                ],
            ),
            _ => (0.18, 1.4, vec![Note::new(A4, 0.0, 1.0, 1.3), Note::new(A3, 0.0, 0.5, 1.3)]),
        };
        Self { peak, secs, partials: MALLET, notes }
    }

    fn bell(part: Part) -> Self {
        let (hz, peak, ring) = match part {
            Part::Inhale => (note::A4, 0.22, 4.5),
            Part::TopUp => (note::D5, 0.18, 2.5),
            Part::HoldIn => (note::FIS4, 0.12, 2.5),
            Part::Exhale => (note::D4, 0.24, 4.5),
            Part::HoldOut => (note::FIS4, 0.09, 2.5),
        };
        let partials = if part.holds() { WOOD } else { BOWL };
        Self { peak, secs: 4.0, partials, notes: vec![Note::new(hz, 0.0, 1.0, ring)] }
    }

    fn tick(part: Part, peak: f64) -> Self {
        let (hz, level) = match part {
            Part::Inhale => (note::A4, 1.0),
            Part::TopUp => (note::D5, 1.0),
            Part::HoldIn => (note::FIS4, 0.6),
            Part::Exhale => (note::D4, 1.0),
            Part::HoldOut => (note::FIS4, 0.45),
        };
        let partials = if part.holds() { WOOD } else { MALLET };
        Self { peak: peak * level, secs: 0.6, partials, notes: vec![Note::new(hz, 0.0, 1.0, 0.55)] }
    }

    /// The samples of both ears.
    fn make(&self, rate: Hertz) -> Ears {
        let len = frames(self.secs, rate);
        let hz = f64::from(rate.get());
        let mut ears = [(); 2].map(|()| vec![0.0_f64; place(len)]);
        for note in &self.notes {
            // Equal power, and both ears the same in the middle.
            let angle = (note.side + 1.0) / 8.0;
            let sides = [note.level * cosine(angle), note.level * sine(angle)];
            for (i, value) in (0..).zip(struck(note, self.partials, len, rate)) {
                ears[0][i] += sides[0] * value;
                ears[1][i] += sides[1] * value;
            }
        }
        let highest = ears.iter().flatten().fold(0.0_f64, |highest, x| highest.max(x.abs()));
        let scale = self.peak / highest.max(f64::MIN_POSITIVE);
        ears.map(|ear| {
            let going = |i: u64| scale * edge((self.secs - real(i) / hz) / RELEASE);
            (0..).zip(ear).map(|(i, x)| sample(x * going(i))).collect()
        })
    }
}

/// What is heard of a note, frame by frame, as it was silent before and rings out after it is struck.
fn struck(note: &Note, partials: &[Partial], len: u64, rate: Hertz) -> Vec<f64> {
    let hz = f64::from(rate.get());
    let mut wave = vec![0.0; place(len)];
    // The first frame sounds already, however softly: an onset is where it is said to be.
    let first = if note.at > 0.0 { frames(note.at, rate) } else { 0 };
    let ringing = wave.get_mut(place(first)..).unwrap_or_default();
    for &(multiple, level, time) in partials {
        // 60 dB are a thousandth; ln 1000 = 6.9.
        let less = (-6.9 / (note.ring * time * hz)).exp();
        let turn = note.hz * multiple / hz;
        let mut level = level;
        for (i, x) in (1..).zip(&mut *ringing) {
            level *= less;
            *x += level * sine(turn * real(i));
        }
    }
    (1..).zip(ringing).for_each(|(i, x)| *x *= edge(real(i) / hz / ATTACK));
    wave
}

/// The click that the sound delay is set by: 30 ms, at its highest, −12 dBFS, within the first.
fn click(rate: Hertz) -> Ears {
    const SECS: f64 = 0.030;
    const PEAK: f64 = 0.251_188_643_150_958;
    let len = frames(SECS, rate);
    let hz = f64::from(rate.get());
    let wave = |i: u64| {
        let t = real(i + 1) / hz;
        edge(t / 0.000_5) * edge((SECS - t) / (SECS - 0.001)) * sine(1_000.0 * t)
    };
    let highest = (0..len).map(wave).fold(0.0_f64, |highest, x| highest.max(x.abs()));
    let ear = || (0..len).map(|i| sample(wave(i) * PEAK / highest)).collect();
    [ear(), ear()]
}

/// The sounds of one session, ready to be read.
#[derive(Debug)]
pub(super) struct Kit {
    made: Vec<(Sound, Ears)>,
}

impl Kit {
    /// Makes each of the sounds once.
    pub(super) fn new(sounds: impl Iterator<Item = Sound>, rate: Hertz) -> Self {
        let mut wanted: Vec<Sound> = Vec::new();
        for sound in sounds {
            if !wanted.contains(&sound) {
                wanted.push(sound);
            }
        }
        let make = |sound| match sound {
            Sound::Click => (sound, click(rate)),
            other => (other, Recipe::of(other).make(rate)),
        };
        Self { made: wanted.into_iter().map(make).collect() }
    }

    /// The samples of a sound for each ear; nothing for one that was not asked for.
    pub(super) fn samples(&self, sound: Sound) -> [&[f32]; 2] {
        let made = self.made.iter().find(|(made, _)| *made == sound);
        made.map_or([&[], &[]], |(_, [left, right])| [left, right])
    }

    /// How many frames it sounds.
    pub(super) fn frames(&self, sound: Sound) -> u64 {
        count(self.samples(sound)[0].len())
    }
}
