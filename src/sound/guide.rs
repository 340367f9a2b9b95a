//! The guides that sound all through a breath: Tide and the two tones.
//!
//! Each phase of a breath is a shape of its own, silent at both ends; nothing is carried from one to the next, so
//! any frame can be sounded without those before it.

use super::noise::{Colour, Loop};
use super::wave::{edge, harmonics, hash, real, sample};
use crate::timeline::Phase;
use crate::units::Hertz;

/// No edge is steeper than one that takes this long in seconds: a shorter phase is softer instead.
const SHORTEST_EDGE: f64 = 0.03;

/// One phase of the session on the grid of frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Its first frame.
    pub(super) start: u64,
    /// The first frame after it.
    pub(super) end: u64,
    /// What to do.
    pub(super) phase: Phase,
}

/// A guide that sounds all through a breath.
#[derive(Debug)]
pub(super) enum Voice {
    /// A gliding tone and noise like breath or surf.
    Tide(Box<Surf>),
    /// A steady tone for each phase.
    TwoTones,
    /// Nothing between the strikes.
    Still,
}

/// The noise of Tide: for each ear, dark and bright.
#[derive(Debug)]
pub(super) struct Surf {
    dark: [Loop; 2],
    bright: [Loop; 2],
}

impl Surf {
    pub(super) fn new(rate: Hertz) -> Self {
        let dark = |seed, secs| Loop::new(Colour { seed, secs, low: 90.0, high: 420.0 }, rate);
        let bright = |seed, secs| Loop::new(Colour { seed, secs, low: 700.0, high: 1_800.0 }, rate);
        // No length is a simple multiple of another: together they do not come back within a session.
        Self { dark: [dark(1, 4.69), dark(2, 5.23)], bright: [bright(3, 4.27), bright(4, 5.81)] }
    }
}

/// How Tide goes through one phase; pairs are at its beginning and at its end.
struct Glide {
    /// The tone's pitch in Hz.
    pitch: (f64, f64),
    /// How much each harmonic has of the one below.
    brightness: (f64, f64),
    /// How loud the dark noise is against the tone.
    dark: f64,
    /// How loud the bright noise is against the tone.
    bright: (f64, f64),
    /// Where between 0 and 1 it is loudest.
    crest: f64,
}

impl Glide {
    /// In: upwards from A3 to E4, opening; out: down from E3 to A2, closing. What is held is silent.
    fn of(phase: Phase) -> Option<Self> {
        match phase {
            Phase::Inhale => Some(Self {
                pitch: (220.0, 329.63),
                brightness: (0.30, 0.52),
                dark: 0.12,
                bright: (0.06, 0.20),
                crest: 0.72,
            }),
            Phase::TopUp => Some(Self {
                pitch: (329.63, 440.0),
                brightness: (0.45, 0.60),
                dark: 0.08,
                bright: (0.20, 0.28),
                crest: 0.55,
            }),
            Phase::Exhale => Some(Self {
                pitch: (164.81, 110.0),
                brightness: (0.50, 0.36),
                dark: 0.30,
                bright: (0.04, 0.0),
                crest: 0.24,
            }),
            _ => None,
        }
    }
}

/// The pitch of each of the two tones in Hz, and of the third that tops up: G3, C4, E4.
fn step(phase: Phase) -> Option<f64> {
    match phase {
        Phase::Inhale => Some(261.63),
        Phase::TopUp => Some(329.63),
        Phase::Exhale => Some(196.0),
        _ => None,
    }
}

impl Voice {
    /// Whether anything of that phase is heard.
    pub(super) fn sounds(&self, phase: Phase) -> bool {
        match self {
            Self::Tide(_) => Glide::of(phase).is_some(),
            Self::TwoTones => step(phase).is_some(),
            Self::Still => false,
        }
    }

    /// The factor at full level that makes the guides equally loud.
    fn loudness(&self) -> f64 {
        match self {
            Self::Tide(_) => 0.165,
            Self::TwoTones => 0.154,
            Self::Still => 0.0,
        }
    }

    /// Adds a part's sound, from its `skip`th frame on, to stereo frames that lie within the part.
    pub(super) fn add(&self, part: &Part, skip: u64, rate: Hertz, out: &mut [f32]) {
        let gain = self.loudness();
        match self {
            Self::Tide(surf) => {
                if let Some(glide) = Glide::of(part.phase) {
                    surf.add(&glide, &Course::new(part, skip, rate), gain, out);
                }
            }
            Self::TwoTones => {
                if let Some(pitch) = step(part.phase) {
                    add_tone(pitch, &Course::new(part, skip, rate), gain, out);
                }
            }
            Self::Still => {}
        }
    }
}

/// The way through one part, frame by frame.
struct Course {
    start: u64,
    skip: u64,
    /// Its length in seconds.
    secs: f64,
    /// What part of it one frame is.
    step: f64,
}

impl Course {
    fn new(part: &Part, skip: u64, rate: Hertz) -> Self {
        let len = real(part.end.saturating_sub(part.start).max(1));
        Self { start: part.start, skip, secs: len / f64::from(rate.get()), step: 1.0 / len }
    }

    /// The middle of its `i`th frame from `skip` on, 0…1: never quite at either end.
    fn progress(&self, i: u64) -> f64 {
        (real(self.skip + i) + 0.5) * self.step
    }

    /// How far down a phase has to be turned when its steeper edge is shorter than an edge may be.
    fn softened(&self, edge: f64) -> f64 {
        (edge * self.secs / SHORTEST_EDGE).min(1.0)
    }
}

impl Surf {
    fn add(&self, glide: &Glide, course: &Course, gain: f64, out: &mut [f32]) {
        // Every breath begins elsewhere in the loops, so that no two are quite alike.
        let at = course.skip + hash(5, course.start) % 1_000_003;
        let ([dark_l, dark_r], [bright_l, bright_r]) = (&self.dark, &self.bright);
        let left = dark_l.from(at).zip(bright_l.from(at));
        let right = dark_r.from(at).zip(bright_r.from(at));
        let (low, high) = glide.pitch;
        let gain = gain * course.softened(glide.crest.min(1.0 - glide.crest));
        // Up to the crest and down again, both as raised cosines.
        let (rise, fall) = (1.0 / glide.crest, 1.0 / (1.0 - glide.crest));
        for ((i, frame), (left, right)) in (0..).zip(out.chunks_exact_mut(2)).zip(left.zip(right)) {
            let u = course.progress(i);
            let level = gain * edge((u * rise).min((1.0 - u) * fall));
            // The integral of low + (high − low) · (3u² − 2u³), a pitch that stands still at both ends.
            let turns = course.secs * (low * u + (high - low) * u * u * u * (1.0 - 0.5 * u));
            let tone = sample(level * harmonics(turns, falling(between(glide.brightness, u))));
            let (dark, bright) = (sample(level * glide.dark), sample(level * between(glide.bright, u)));
            frame[0] += tone + dark * left.0 + bright * left.1;
            frame[1] += tone + dark * right.0 + bright * right.1;
        }
    }
}

/// Adds one steady tone with soft edges: a third of a second at most to come, a little longer to go.
fn add_tone(pitch: f64, course: &Course, gain: f64, out: &mut [f32]) {
    let (come, go) = ((0.35 / course.secs).min(0.4), (0.6 / course.secs).min(0.5));
    let gain = gain * course.softened(come.min(go));
    let weights = falling(0.34);
    for (i, frame) in (0..).zip(out.chunks_exact_mut(2)) {
        let u = course.progress(i);
        // It leans towards its end a little, so that the turn can be felt coming.
        let level = gain * edge(u / come) * edge((1.0 - u) / go) * (1.0 - 0.35 * u);
        let tone = sample(level * harmonics(pitch * u * course.secs, weights));
        frame[0] += tone;
        frame[1] += tone;
    }
}

/// Five harmonics, each a part of the one below; their sum is 1.
fn falling(part: f64) -> [f64; 5] {
    let powers = [1.0, part, part * part, part * part * part, part * part * part * part];
    let share = 1.0 / powers.iter().sum::<f64>();
    powers.map(|power| power * share)
}

/// From the one value to the other.
fn between((from, to): (f64, f64), u: f64) -> f64 {
    from + (to - from) * u
}
