//! What every short sound sounds like: made once for a rate, then only read.
//!
//! One family of soft mallets for the cues, struck metal for the bells; knows no session and no time.

use super::score::{Sound, Tone};
use super::wave::{cosine, count, edge, frames, place, real, sample, sine};
use crate::units::Hertz;

/// How long a strike takes to come, in seconds: a click it must never be.
const ATTACK: f64 = 0.025;

/// How long the very end of a strike takes to go, in seconds.
const RELEASE: f64 = 0.05;

/// The notes used, in Hz.
mod note {
    pub(super) const A2: f64 = 110.0;
    pub(super) const E3: f64 = 164.81;
    pub(super) const G3: f64 = 196.0;
    pub(super) const A3: f64 = 220.0;
    pub(super) const C4: f64 = 261.63;
    pub(super) const D4: f64 = 293.66;
    pub(super) const E4: f64 = 329.63;
    pub(super) const G4: f64 = 392.0;
    pub(super) const A4: f64 = 440.0;
    pub(super) const C5: f64 = 523.25;
    pub(super) const D5: f64 = 587.33;
    pub(super) const E5: f64 = 659.26;
}

/// One partial: its multiple of the note, its loudness, and how long it rings against the note's own time.
type Partial = (f64, f64, f64);

/// A soft mallet on wood.
const MALLET: &[Partial] = &[(1.0, 1.0, 1.0), (2.0, 0.30, 0.6), (3.0, 0.10, 0.4), (4.0, 0.05, 0.25)];

/// A small bowl of bronze.
const BOWL: &[Partial] = &[(1.0, 1.0, 1.0), (2.0, 0.30, 0.8), (2.76, 0.22, 0.45), (5.40, 0.05, 0.2)];

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
            Sound::Bell(tone) => Self::bell(tone),
            Sound::Beat(tone) => Self::tick(tone, 0.35),
            Sound::Tick(tone) => Self::tick(tone, 0.27),
            cue => Self::cue(cue),
        }
    }

    fn cue(sound: Sound) -> Self {
        use note::{A2, A3, A4, C5, D5, E3, E4, E5};
        let (peak, secs, notes) = match sound {
            Sound::Count => (0.10, 0.35, vec![Note::new(C5, 0.0, 1.0, 0.3)]),
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
                    Note::new(C5 * 1.059_463, 0.70, 0.5, 3.4),
                ],
            ),
            _ => (0.18, 1.4, vec![Note::new(A4, 0.0, 1.0, 1.3), Note::new(A3, 0.0, 0.5, 1.3)]),
        };
        Self { peak, secs, partials: MALLET, notes }
    }

    fn bell(tone: Tone) -> Self {
        let (hz, peak, ring) = match tone {
            Tone::In => (note::E4, 0.25, 4.5),
            Tone::More => (note::G4, 0.21, 2.5),
            Tone::Full => (note::D4, 0.12, 2.5),
            Tone::Out => (note::A3, 0.26, 4.5),
            Tone::Empty => (note::E3, 0.14, 2.5),
        };
        Self { peak, secs: 4.0, partials: BOWL, notes: vec![Note::new(hz, 0.0, 1.0, ring)] }
    }

    fn tick(tone: Tone, peak: f64) -> Self {
        let (hz, part) = match tone {
            Tone::In => (note::E4, 1.0),
            Tone::More => (note::A4, 1.0),
            Tone::Full => (note::C4, 0.5),
            Tone::Out => (note::G3, 1.0),
            Tone::Empty => (note::E3, 0.6),
        };
        Self { peak: peak * part, secs: 0.6, partials: MALLET, notes: vec![Note::new(hz, 0.0, 1.0, 0.55)] }
    }

    /// Both ears' samples, left first.
    fn make(&self, rate: Hertz) -> Box<[f32]> {
        let len = frames(self.secs, rate);
        let hz = f64::from(rate.get());
        let mut raw = vec![0.0_f64; place(2 * len)];
        for (i, frame) in (0..len).zip(raw.chunks_exact_mut(2)) {
            // The first frame sounds already, however softly: an onset is where it is said to be.
            let t = real(i + 1) / hz;
            let going = edge((self.secs - real(i) / hz) / RELEASE);
            for note in &self.notes {
                let value = going * note.level * struck(note.hz, t - note.at, note.ring, self.partials);
                // Equal power, and both ears the same in the middle.
                let angle = (note.side + 1.0) / 8.0;
                frame[0] += value * cosine(angle);
                frame[1] += value * sine(angle);
            }
        }
        let highest = raw.iter().fold(0.0_f64, |highest, x| highest.max(x.abs()));
        raw.iter().map(|x| sample(x * self.peak / highest.max(f64::MIN_POSITIVE))).collect()
    }
}

/// What is heard `t` seconds after a note is struck.
fn struck(hz: f64, t: f64, ring: f64, partials: &[Partial]) -> f64 {
    if t <= 0.0 {
        return 0.0;
    }
    // 60 dB are a thousandth; ln 1000 = 6.9.
    let partial =
        |&(multiple, level, time): &Partial| level * (-6.9 * t / (ring * time)).exp() * sine(hz * multiple * t);
    edge(t / ATTACK) * partials.iter().map(partial).sum::<f64>()
}

/// The click that the sound delay is set by: 30 ms, at its highest, −12 dBFS, within the first.
fn click(rate: Hertz) -> Box<[f32]> {
    const SECS: f64 = 0.030;
    const PEAK: f64 = 0.251_188_643_150_958;
    let len = frames(SECS, rate);
    let hz = f64::from(rate.get());
    let wave = |i: u64| {
        let t = real(i + 1) / hz;
        edge(t / 0.000_5) * edge((SECS - t) / (SECS - 0.001)) * sine(1_000.0 * t)
    };
    let highest = (0..len).map(wave).fold(0.0_f64, |highest, x| highest.max(x.abs()));
    (0..len).map(|i| sample(wave(i) * PEAK / highest)).flat_map(|x| [x, x]).collect()
}

/// The sounds of one session, ready to be read.
#[derive(Debug)]
pub(super) struct Kit {
    made: Vec<(Sound, Box<[f32]>)>,
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

    /// Both ears' samples of a sound, left first; nothing for one that was not asked for.
    pub(super) fn samples(&self, sound: Sound) -> &[f32] {
        self.made.iter().find(|(made, _)| *made == sound).map_or(&[], |(_, samples)| samples)
    }

    /// How many frames it sounds.
    pub(super) fn frames(&self, sound: Sound) -> u64 {
        count(self.samples(sound).len() / 2)
    }
}
