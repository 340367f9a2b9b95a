//! A warm low chord of pairs of tones a little apart, so that it slowly beats.

use super::drift;
use crate::wave::{BLOCK, Bus, cosine, count, real, rest, sample, sine};
use ebb_core::units::Hertz;

/// A tone, in Hz, and its partner that much above; how loud; how far to one side, −1…1.
struct Pair {
    hertz: f64,
    apart: f64,
    level: f64,
    side: f64,
}

const fn pair(hertz: f64, apart: f64, level: f64, side: f64) -> Pair {
    Pair { hertz, apart, level, side }
}

/// A2, E3, A3, B3 and E4 with a few of their harmonics. No beat is a multiple of another, and none takes less than
/// five seconds.
const CHORD: [Pair; 8] = [
    pair(110.0, 0.071, 1.0, 0.0),
    pair(164.81, 0.113, 0.70, -0.5),
    pair(220.0, 0.139, 0.50, 0.5),
    pair(246.94, 0.091, 0.16, -0.7),
    pair(329.63, 0.167, 0.22, 0.7),
    pair(440.0, 0.127, 0.10, -0.4),
    pair(494.43, 0.157, 0.06, 0.3),
    pair(659.26, 0.193, 0.035, -0.6),
];

/// How loud its loudest tone is.
const LEVEL: f64 = 0.0258;

/// How loud the upper tone of a pair is against the lower: the beat never reaches silence.
const PARTNER: f64 = 0.55;

/// One tone, with its sine and cosine at every frame of a block.
#[derive(Debug)]
struct Tone {
    /// Turns a frame.
    turn: f64,
    /// How loud in each ear.
    ears: [f64; 2],
    sines: [f32; BLOCK],
    cosines: [f32; BLOCK],
}

/// The chord.
#[derive(Debug)]
pub(super) struct Drone(Vec<Tone>);

impl Drone {
    pub(super) fn new(rate: Hertz) -> Self {
        let tone = |hertz: f64, level: f64, side: f64| {
            let turn = hertz / f64::from(rate.get());
            let angle = (side + 1.0) / 8.0;
            let at = |i: usize| turn * real(count(i));
            Tone {
                turn,
                ears: [level * cosine(angle), level * sine(angle)],
                sines: std::array::from_fn(|i| sample(sine(at(i)))),
                cosines: std::array::from_fn(|i| sample(cosine(at(i)))),
            }
        };
        let both = |pair: &Pair| {
            let level = LEVEL * pair.level;
            [
                tone(pair.hertz, level, pair.side),
                // Its partner stands on the other side: the beat wanders.
                tone(pair.hertz + pair.apart, PARTNER * level, -pair.side),
            ]
        };
        Self(CHORD.iter().flat_map(both).collect())
    }

    /// Writes the block that begins with that frame to a silent bus; `secs` is its time.
    pub(super) fn write(&self, first: u64, secs: f64, out: &mut Bus) {
        for (seed, pair) in (60..).zip(self.0.chunks(2)) {
            // Slow enough that its step from block to block is 70 dB beneath the tone.
            let drifted = drift(seed, 11.0, secs);
            for tone in pair {
                tone.add(drifted, first, out);
            }
        }
    }
}

impl Tone {
    fn add(&self, gain: f64, first: u64, out: &mut Bus) {
        let angle = rest(self.turn * real(first));
        let (sin, cos) = (gain * sine(angle), gain * cosine(angle));
        for (out, level) in out.iter_mut().zip(self.ears) {
            // The sine of a sum: no wave has to be worked out anew for every frame.
            let (sin, cos) = (sample(level * sin), sample(level * cos));
            for ((out, s), c) in out.iter_mut().zip(&self.sines).zip(&self.cosines) {
                *out += sin * c + cos * s;
            }
        }
    }
}
