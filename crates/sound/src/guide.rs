//! The guides that sound all through a breath: Tide and the two tones.
//!
//! Each phase of a breath is a shape of its own, silent at both ends; nothing is carried from one to the next, so
//! any frame can be sounded without those before it.

use super::noise::{Colour, Filter, Stock};
use super::wave::{BLOCK, Bus, COUNTED, SILENCE, place, quick_cosine, quick_edge, quick_sine, real, rest, sample};
use ebb_core::session::{Guide, Part};
use ebb_core::timeline::{Span, Timeline};
use ebb_core::units::Hertz;

/// No edge is steeper than one that takes this long in seconds: a shorter phase is softer instead.
const SHORTEST_EDGE: f64 = 0.03;

/// A part of a breath on the grid of frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    /// Its first frame.
    pub(super) start: u64,
    /// The first frame after it.
    pub(super) end: u64,
    /// Which part it is.
    pub(super) part: Part,
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

/// The noise of Tide.
#[derive(Debug)]
pub(super) struct Surf {
    dark: Stock,
    bright: Stock,
}

impl Surf {
    pub(super) fn new(rate: Hertz) -> Self {
        const DARK: &[Filter] = &[Filter::above(90.0), Filter::below(420.0), Filter::below(420.0)];
        const BRIGHT: &[Filter] = &[Filter::above(700.0), Filter::below(1_800.0), Filter::below(1_800.0)];
        Self {
            dark: Stock::new(Colour { seed: 1, secs: 6.0, filters: DARK }, rate),
            bright: Stock::new(Colour { seed: 2, secs: 6.0, filters: BRIGHT }, rate),
        }
    }
}

/// A tone, and noise with it, through one phase; pairs are at its beginning and at its end.
#[derive(Clone, Copy, Debug)]
struct Sweep {
    /// The tone's pitch in Hz.
    pitch: (f64, f64),
    /// How much each harmonic has of the one below; none for a pure tone.
    brightness: (f32, f32),
    /// How loud it is.
    level: f64,
    /// In how much of the phase it comes, and goes: at most, and in seconds at most.
    come: Edge,
    go: Edge,
    /// How much louder it is at the end than at the beginning, as a part of the beginning.
    lean: f32,
    /// How loud the dark noise is against the tone.
    dark: f32,
    /// How loud the bright noise is against the tone.
    bright: (f32, f32),
}

/// The length of an edge: this part of the phase, but no more than so many seconds.
#[derive(Clone, Copy, Debug)]
struct Edge {
    part: f64,
    secs: f64,
}

impl Edge {
    fn of(self, secs: f64) -> f64 {
        self.part.min(self.secs / secs)
    }
}

/// An edge that takes that part of the phase however long it is.
const fn fraction(part: f64) -> Edge {
    Edge { part, secs: f64::INFINITY }
}

/// Notes in Hz.
mod note {
    pub(super) const A2: f64 = 110.0;
    pub(super) const E3: f64 = 164.81;
    pub(super) const G3: f64 = 196.0;
    pub(super) const A3: f64 = 220.0;
    pub(super) const C4: f64 = 261.63;
    pub(super) const E4: f64 = 329.63;
    pub(super) const A4: f64 = 440.0;
}

impl Sweep {
    /// In: upwards from A3 to E4, opening, fading before the turn; out: down from E3 to A2, closing, ever softer.
    fn tide(part: Part) -> Self {
        match part {
            Part::Inhale => Self {
                pitch: (note::A3, note::E4),
                brightness: (0.28, 0.50),
                level: 0.168,
                come: fraction(0.72),
                go: fraction(0.28),
                lean: 0.0,
                dark: 0.12,
                bright: (0.05, 0.18),
            },
            Part::TopUp => Self {
                pitch: (note::E4, note::A4),
                brightness: (0.42, 0.55),
                level: 0.168,
                come: fraction(0.55),
                go: fraction(0.45),
                lean: 0.0,
                dark: 0.08,
                bright: (0.18, 0.24),
            },
            Part::Exhale => Self {
                pitch: (note::E3, note::A2),
                brightness: (0.48, 0.36),
                level: 0.168,
                come: fraction(0.24),
                go: fraction(0.76),
                lean: 0.0,
                dark: 0.28,
                bright: (0.04, 0.0),
            },
            Part::HoldIn => Self::waiting(note::E4),
            Part::HoldOut => Self::waiting(note::A3),
        }
    }

    /// C4 in, G3 out, E4 to top up: steady, leaning towards the turn.
    fn two_tones(part: Part) -> Self {
        let steady = |pitch: f64| Self {
            pitch: (pitch, pitch),
            brightness: (0.34, 0.34),
            level: 0.154,
            come: Edge { part: 0.4, secs: 0.35 },
            go: Edge { part: 0.5, secs: 1.0 },
            lean: -0.35,
            dark: 0.0,
            bright: (0.0, 0.0),
        };
        match part {
            Part::Inhale => steady(note::C4),
            Part::TopUp => steady(note::E4),
            Part::Exhale => steady(note::G3),
            Part::HoldIn => Self::waiting(note::E4),
            Part::HoldOut => Self::waiting(note::C4),
        }
    }

    /// A held breath: one pure note, soft, that grows until just before the turn.
    fn waiting(pitch: f64) -> Self {
        Self {
            pitch: (pitch, pitch),
            brightness: (0.0, 0.0),
            level: 0.018,
            come: Edge { part: 0.4, secs: 0.6 },
            go: Edge { part: 0.4, secs: 0.4 },
            lean: 0.8,
            dark: 0.0,
            bright: (0.0, 0.0),
        }
    }

    fn has_noise(&self) -> bool {
        self.dark > 0.0 || self.bright.0 + self.bright.1 > 0.0
    }
}

impl Voice {
    /// What sounds of a guide between its strikes.
    pub(super) fn of(guide: Guide, rate: Hertz) -> Self {
        match guide {
            Guide::Tide => Self::Tide(Box::new(Surf::new(rate))),
            Guide::TwoTones => Self::TwoTones,
            _ => Self::Still,
        }
    }

    fn sweep(&self, part: Part) -> Option<Sweep> {
        match self {
            Self::Tide(_) => Some(Sweep::tide(part)),
            Self::TwoTones => Some(Sweep::two_tones(part)),
            Self::Still => None,
        }
    }

    /// Where it sounds, in order.
    pub(super) fn passages(&self, timeline: &Timeline, rate: Hertz) -> Vec<Passage> {
        if matches!(self, Self::Still) {
            return Vec::new();
        }
        let passage = |span: &Span| {
            let part = span.phase.part()?;
            Some(Passage { start: span.start.frame(rate), end: span.end().frame(rate), part })
        };
        timeline.spans().iter().filter_map(passage).collect()
    }

    /// Adds a passage's sound from `begin` to `end`, frames of the passage and of the block that begins with `first`.
    pub(super) fn add(&self, passage: &Passage, (begin, end): (u64, u64), first: u64, rate: Hertz, out: &mut Bus) {
        let Some(sweep) = self.sweep(passage.part) else { return };
        let frames = place(begin - first)..place(end - first);
        let (len, [left, right]) = (frames.len(), out);
        let (Some(left), Some(right)) = (left.get_mut(frames.clone()), right.get_mut(frames)) else { return };
        let mut tone = [0.0; BLOCK];
        let mut level = [0.0; BLOCK];
        let course = Course::new(passage, begin, rate);
        sweep.tone(&course, &mut level[..len], &mut tone[..len]);
        if let (Self::Tide(surf), true) = (self, sweep.has_noise()) {
            surf.add(&sweep, &course, begin, &level[..len], [&mut *left, &mut *right]);
        }
        for ((left, right), tone) in left.iter_mut().zip(right).zip(tone) {
            *left += tone;
            *right += tone;
        }
    }
}

/// The way through one passage, frame by frame.
struct Course {
    /// The middle of its first frame, in frames of the passage: never quite at either end.
    first: f64,
    /// Its length in seconds.
    secs: f64,
    /// What part of it one frame is.
    step: f64,
}

impl Course {
    fn new(passage: &Passage, begin: u64, rate: Hertz) -> Self {
        let len = real(passage.end.saturating_sub(passage.start).max(1));
        let first = real(begin.saturating_sub(passage.start)) + 0.5;
        Self { first, secs: len / f64::from(rate.get()), step: 1.0 / len }
    }

    /// How far it has come at each of `len` frames, 0…1.
    fn progress(&self, len: usize) -> impl Iterator<Item = f32> {
        let (first, step) = (sample(self.first * self.step), sample(self.step));
        COUNTED[..len].iter().map(move |i| first + step * i)
    }
}

impl Sweep {
    /// Writes how loud all of it is at each frame, and the tone at that loudness.
    fn tone(&self, course: &Course, level: &mut [f32], tone: &mut [f32]) {
        let (come, go) = (self.come.of(course.secs), self.go.of(course.secs));
        // A phase whose steeper edge is shorter than an edge may be is turned down instead.
        let softened = (come.min(go) * course.secs / SHORTEST_EDGE).min(1.0);
        let gain = sample(self.level * softened);
        let (rise, fall) = (sample(1.0 / come), sample(1.0 / go));
        for (level, u) in level.iter_mut().zip(course.progress(tone.len())) {
            *level = gain * quick_edge(u * rise) * quick_edge((1.0 - u) * fall) * (1.0 + self.lean * u);
        }
        let mut turns = [0.0; BLOCK];
        let turns = &mut turns[..tone.len()];
        self.turns(course, turns);
        let (dull, clear) = (self.brightness.0, self.brightness.1 - self.brightness.0);
        let frames = turns.iter().zip(&*level).zip(course.progress(tone.len()));
        for (tone, ((&turns, level), u)) in tone.iter_mut().zip(frames) {
            let part = dull + clear * u;
            // All harmonics at once: the sum of part^k · sin((k + 1) · turns), at most 1.
            let all = 1.0 - 2.0 * part * quick_cosine(turns) + part * part;
            *tone = level * (1.0 - part) * quick_sine(turns) / all;
        }
    }

    /// Writes where in its wave the tone is at each frame, in turns from −½ to ½.
    fn turns(&self, course: &Course, turns: &mut [f32]) {
        // The integral of low + (high − low) · (3u² − 2u³), a pitch that stands still at both ends.
        let (low, more) = (course.secs * self.pitch.0, course.secs * (self.pitch.1 - self.pitch.0));
        for (turns, i) in turns.iter_mut().zip(&COUNTED) {
            let u = (course.first + f64::from(*i)) * course.step;
            *turns = sample(rest(u * (low + more * u * u * (1.0 - 0.5 * u))));
        }
    }
}

impl Surf {
    fn add(&self, sweep: &Sweep, course: &Course, begin: u64, level: &[f32], out: [&mut [f32]; 2]) {
        let (mut dark, mut bright) = (SILENCE, SILENCE);
        self.dark.read(begin, level.len(), &mut dark);
        self.bright.read(begin, level.len(), &mut bright);
        let (from, to) = sweep.bright;
        for ((out, dark), bright) in out.into_iter().zip(&dark).zip(&bright) {
            let noises = dark.iter().zip(bright).zip(level).zip(course.progress(level.len()));
            for (out, (((dark, bright), level), u)) in out.iter_mut().zip(noises) {
                *out += level * (sweep.dark * dark + (from + (to - from) * u) * bright);
            }
        }
    }
}
