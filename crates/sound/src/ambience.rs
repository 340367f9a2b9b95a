//! What sounds beneath a session from its first frame to its last: ocean, rain, brown and pink noise, a drone.
//!
//! All of it follows from the frame number, none of it from the breath: this module is not told about breaths.

use super::noise::{Colour, Filter, Stock};
use super::wave::{BLOCK_FRAMES, Bus, Ramp, SILENCE, edge, hash, place, real};
use ebb_core::session::Ambience;
use ebb_core::units::Hertz;

mod drone;
mod rain;

use drone::Drone;

/// How long it takes to come at the session's beginning, in seconds.
const COMES: f64 = 2.0;

/// How long it takes to go before the session's end, in seconds.
const GOES: f64 = 3.0;

/// The ambience of one session.
#[derive(Debug)]
pub(super) struct Bed {
    what: What,
    /// The first frame after the session.
    over: u64,
    rate: Hertz,
}

#[derive(Debug)]
enum What {
    Still,
    /// One noise, as loud all the time.
    Even(f64, Stock),
    /// One noise that swells and ebbs a little.
    Gusts(f64, Stock),
    /// Two noises in waves.
    Ocean(Box<Ocean>),
    Drone(Box<Drone>),
}

impl Bed {
    /// Makes it for a session that is over at that frame.
    pub(super) fn new(ambience: Ambience, over: u64, rate: Hertz) -> Self {
        const BROWN: &[Filter] = &[Filter::above(30.0), Filter::below(70.0), Filter::above(20.0)];
        // Poles two octaves apart, each with a zero an octave on: 3 dB an octave, within half a decibel.
        const PINK: &[Filter] = &[
            Filter { zero: 50.0, pole: 25.0 },
            Filter { zero: 200.0, pole: 100.0 },
            Filter { zero: 800.0, pole: 400.0 },
            Filter { zero: 3_200.0, pole: 1_600.0 },
            Filter { zero: 12_800.0, pole: 6_400.0 },
            Filter::above(30.0),
        ];
        let noise = |seed, filters| Stock::new(Colour { seed, secs: 12.0, filters }, rate);
        let what = match ambience {
            Ambience::Silent => What::Still,
            Ambience::Brown => What::Even(0.0233, noise(11, BROWN)),
            Ambience::Pink => What::Even(0.0165, noise(12, PINK)),
            Ambience::Rain => What::Gusts(0.0162, rain::stock(rate)),
            Ambience::Ocean => What::Ocean(Box::new(Ocean::new(rate))),
            Ambience::Drone => What::Drone(Box::new(Drone::new(rate))),
        };
        Self { what, over, rate }
    }

    /// Writes the block that begins with frame `first` to a silent bus.
    pub(super) fn write(&self, first: u64, out: &mut Bus) {
        if first >= self.over || matches!(self.what, What::Still) {
            return;
        }
        let after = first + BLOCK_FRAMES;
        let (from, to) = (self.fade(first), self.fade(after));
        match &self.what {
            What::Still => {}
            What::Even(level, stock) => {
                stock.read(first, out[0].len(), out);
                scale(out, Ramp::between(level * from, level * to));
            }
            What::Gusts(level, stock) => {
                stock.read(first, out[0].len(), out);
                let gust = |frame| level * drift(21, 5.3, self.secs(frame));
                scale(out, Ramp::between(gust(first) * from, gust(after) * to));
            }
            What::Ocean(ocean) => {
                ocean.write(first, (self.secs(first), self.secs(after)), out);
                scale(out, Ramp::between(from, to));
            }
            What::Drone(drone) => {
                drone.write(first, self.secs(first), out);
                scale(out, Ramp::between(from, to));
            }
        }
        // The last block may reach beyond the end.
        let left = place(self.over - first).min(out[0].len());
        for ear in out {
            ear[left..].fill(0.0);
        }
    }

    fn secs(&self, frame: u64) -> f64 {
        real(frame) / f64::from(self.rate.get())
    }

    /// How much of it there is at a frame: none at both ends.
    fn fade(&self, frame: u64) -> f64 {
        edge(self.secs(frame) / COMES) * edge(self.secs(self.over.saturating_sub(frame)) / GOES)
    }
}

fn scale(out: &mut Bus, gain: Ramp) {
    let gain = gain.all();
    for ear in out {
        ear.iter_mut().zip(&gain).for_each(|(x, gain)| *x *= gain);
    }
}

/// Chance between 0 and 1 that depends on its arguments only.
fn chance(seed: u64, index: u64) -> f64 {
    real(hash(seed, index) >> 11) / 9_007_199_254_740_992.0
}

/// A factor that drifts within 2 dB of 1, from one chance value to the next, each after so many seconds.
fn drift(seed: u64, every: f64, secs: f64) -> f64 {
    let nth = (secs / every).floor();
    let at = |nth: f64| 0.8 + 0.4 * chance(seed, index(nth));
    at(nth) + (at(nth + 1.0) - at(nth)) * edge(secs / every - nth)
}

/// A whole number that is not negative as an index.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates; only ever a small count")]
fn index(whole: f64) -> u64 {
    whole as u64
}

/// Waves that come as they like.
#[derive(Debug)]
struct Ocean {
    deep: Stock,
    wash: Stock,
}

/// One row of waves: how often they come in the mean, in seconds, and how loud they are.
struct WaveRow {
    seed: u64,
    every: f64,
    level: f64,
}

/// Near waves, and others further out.
const ROWS: [WaveRow; 2] =
    [WaveRow { seed: 31, every: 8.7, level: 1.0 }, WaveRow { seed: 32, every: 5.9, level: 0.35 }];

/// How loud the deep and the bright noise are at one moment, each for both ears.
type Swell = [[f64; 2]; 2];

impl Ocean {
    fn new(rate: Hertz) -> Self {
        const DEEP: &[Filter] = &[Filter::above(60.0), Filter::below(180.0), Filter::below(500.0)];
        const WASH: &[Filter] = &[Filter::above(500.0), Filter::below(1_400.0), Filter::below(4_500.0)];
        let noise = |seed, filters| Stock::new(Colour { seed, secs: 12.0, filters }, rate);
        Self { deep: noise(13, DEEP), wash: noise(14, WASH) }
    }

    fn write(&self, first: u64, (from, to): (f64, f64), out: &mut Bus) {
        let (from, to) = (swell(from), swell(to));
        let mut bus = SILENCE;
        for (nth, stock) in [&self.deep, &self.wash].into_iter().enumerate() {
            stock.read(first, bus[0].len(), &mut bus);
            for (ear, (out, noise)) in out.iter_mut().zip(&bus).enumerate() {
                let gain = Ramp::between(from[nth][ear], to[nth][ear]).all();
                out.iter_mut().zip(noise).zip(&gain).for_each(|((out, noise), gain)| *out += noise * gain);
            }
        }
    }
}

/// The longest that a wave rises, and falls, in seconds.
const LONGEST_RISE: f64 = 4.4;
const LONGEST_FALL: f64 = 6.1;

/// How much later than the deep of it its wash is at its height, in seconds.
const LATE: f64 = 0.5;

/// All waves at one moment.
fn swell(secs: f64) -> Swell {
    // The sea is never quite still.
    let mut sum = [[0.0055; 2], [0.0011; 2]];
    for row in &ROWS {
        let now = (secs / row.every).floor();
        // The wave before may still be heard, and the next already.
        for nth in [-1.0, 0.0, 1.0].map(|off| now + off).into_iter().filter(|nth| *nth >= 0.0) {
            add_wave(row, nth, secs, &mut sum);
        }
    }
    sum
}

/// One wave: it rises dark, breaks bright, and runs out hissing.
fn add_wave(row: &WaveRow, nth: f64, secs: f64, sum: &mut Swell) {
    let chance = |which| chance(row.seed * 8 + which, index(nth));
    // Anywhere within three quarters of its place: no two intervals are alike, nor any multiple of a breath.
    let breaks = (nth + 0.125 + 0.75 * chance(0)) * row.every;
    let t = secs - breaks;
    if !(-LONGEST_RISE..LONGEST_FALL + LATE).contains(&t) {
        return;
    }
    let level = row.level * (0.4 + 0.6 * chance(1));
    let (rise, fall) = (LONGEST_RISE * (0.6 + 0.4 * chance(2)), LONGEST_FALL * (0.6 + 0.4 * chance(3)));
    let side = 0.3 * (2.0 * chance(4) - 1.0);
    let shape = |late: f64, rise: f64, fall: f64| {
        let t = t - late;
        if t < 0.0 { edge(1.0 + t / rise) } else { edge(1.0 - t / fall) * (1.0 - 0.6 * (t / fall).min(1.0)) }
    };
    let deep = level * shape(0.0, rise, 0.8 * fall);
    let wash = level * shape(LATE, 0.55 * rise, fall);
    for (ear, sign) in [(0, -1.0), (1, 1.0)] {
        sum[0][ear] += 0.030 * deep * (1.0 + sign * side);
        sum[1][ear] += 0.012 * wash * (1.0 + sign * side);
    }
}
