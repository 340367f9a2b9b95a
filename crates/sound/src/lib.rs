//! From a timeline and a frame number to stereo samples.
//!
//! Pure: the same frame always gives the same samples, whatever was asked before. Knows no device and no clock.
//!
//! That holds by construction: a guide is a closed form of the frame within its phase, noise is read from loops at a
//! place given by the frame, and every short sound is made beforehand and read from where the frame lies in it. No
//! voice has a state that would have to be brought along.
//!
//! A session in RON becomes sound in a few lines:
//!
//! ```
//! use std::sync::Arc;
//! use ebb_core::{session, timeline::Timeline, units::Hertz};
//! use ebb_sound::{Mix, Renderer};
//!
//! let text = br#"Session(format: 1, title: "A breath", practice: "breathing",
//!     steps: [Breathe(breath: (inhale: 4, exhale: 6), secs: 10)])"#;
//! let timeline = Arc::new(Timeline::compile(&session::read(text)?));
//! let mut renderer = Renderer::new(&timeline, Mix::default(), Hertz::DEFAULT);
//! let mut samples = vec![0.0; 2 * 48_000 * 10];
//! renderer.render(&mut samples);
//! assert!(samples.iter().any(|sample| *sample != 0.0));
//! # Ok::<(), session::Problems>(())
//! ```

mod ambience;
mod guide;
mod kit;
mod levels;
mod noise;
mod rack;
mod score;
#[cfg(test)]
mod tests;
pub mod wav;
mod wave;

pub use levels::Levels;

use std::ops::Range;

use ebb_core::session::{Ambience, Guide, Session};
use ebb_core::timeline::Timeline;
use ebb_core::units::{Hertz, Level, Time};

use ambience::Bed;
use guide::{Passage, Voice};
use levels::{BUSES, Fader};
use rack::Rack;
use score::{Sound, Strike};
use wave::{BLOCK, BLOCK_FRAMES, Bus, SILENCE};

/// Counts what is allocated where nothing may be: making samples.
#[cfg(test)]
#[global_allocator]
static ALLOCATOR: assert_no_alloc::AllocDisabler = assert_no_alloc::AllocDisabler;

/// The largest step from one frame to the next of guide and cues, at 48 kHz and every volume at its full.
///
/// A tone of amplitude a and frequency f steps by at most 2πaf / 48 000. A beat of 0.35 at 587 Hz with its overtones makes
/// 0.045, one that gives way to it as much, any cue at most 0.02, the end as much: 0.13. Tide's noise, which sounds
/// instead of beats, makes 0.053.
pub const STEEPEST_VOICES: f32 = 0.13;

/// The same of everything there is, whatever is done meanwhile: pause, resume, skip, another guide, a volume, a device
/// that goes.
///
/// Ambience adds the largest step of its noise, 0.053 (pink; rain 0.038, brown 0.029, ocean and drone 0.022). Of all that
/// is done, a fade of full scale in 60 ms adds π/2 / 2880 = 0.00055, two voices crossing as much, and a volume that goes
/// through its whole range in 100 ms less: 0.002 together.
pub const STEEPEST: f32 = STEEPEST_VOICES + 0.053 + 0.002;

/// The longest that sound goes on after the session's end.
pub const TAIL: Time = Time::from_secs(4);

/// What sounds, and how loud.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mix {
    /// What the ear follows.
    pub guide: Guide,
    /// What sounds beneath.
    pub ambience: Ambience,
    /// How loud each is.
    pub levels: Levels,
}

/// Tide alone, at the default volumes.
impl Default for Mix {
    fn default() -> Self {
        Self { guide: Guide::Tide, ambience: Ambience::Silent, levels: Levels::default() }
    }
}

impl Mix {
    /// The mix of a session that nobody changed: its author's guide and ambience, at the default volumes.
    pub fn of(session: &Session) -> Self {
        let default = Self::default();
        Self {
            guide: session.guide.unwrap_or(default.guide),
            ambience: session.ambience.unwrap_or(default.ambience),
            ..default
        }
    }
}

/// Renders a session from any frame on.
///
/// Two renderers of the same frame may be added up while one gives way to the other, as when the guide, the ambience
/// or the timeline changes: neither steps by itself, so weights `w` and `1 − w` that go along a raised cosine for
/// 50 ms or longer make no click. What both of them play stays as loud as it was; what only one of them plays comes or
/// goes. Make the new one with the levels that
/// hold for the old one.
#[derive(Debug)]
pub struct Renderer {
    rate: Hertz,
    frame: u64,
    program: Program,
    fader: Fader,
    buses: Box<[Bus; BUSES]>,
    /// The number of the block that the buses hold.
    held: Option<u64>,
}

/// What a renderer plays.
#[derive(Debug)]
enum Program {
    Session(Box<SessionSound>),
    Clicks(Rack),
}

/// A session as sound.
#[derive(Debug)]
struct SessionSound {
    passages: Vec<Passage>,
    voice: Voice,
    strikes: Rack,
    cues: Rack,
    bed: Bed,
    /// From which frame on it fades, and where it is silent.
    fade: Option<Range<u64>>,
}

impl Renderer {
    /// A renderer at frame 0. Makes all that the session will need, which takes some tens of milliseconds.
    pub fn new(timeline: &Timeline, mix: Mix, rate: Hertz) -> Self {
        let score = SessionSound::new(timeline, mix, rate);
        Self::playing(Program::Session(Box::new(score)), mix.levels, rate)
    }

    /// A click at every whole second from the first on, without an end: 30 ms long, at its highest (−12 dBFS) within
    /// the first millisecond, the same in both ears and whatever the volumes.
    pub fn clicks(rate: Hertz) -> Self {
        let click = Strike { start: 0, sound: Sound::Click };
        let full = Levels { master: Level::FULL, ..Levels::default() };
        Self::playing(Program::Clicks(Rack::new(&[click], u64::MAX, rate)), full, rate)
    }

    fn playing(program: Program, levels: Levels, rate: Hertz) -> Self {
        let buses = Box::new([SILENCE; BUSES]);
        Self { rate, frame: 0, program, fader: Fader::new(levels, rate), buses, held: None }
    }

    /// Goes to a frame. Allocates nothing, takes bounded time: callable in the audio callback.
    pub fn seek(&mut self, frame: u64) {
        self.frame = frame;
    }

    /// Changes the volumes from the next frame on, along a raised cosine of 100 ms from wherever they are. Allocates
    /// nothing, and does nothing when they are as they were: callable in every audio callback. Clicks have no volume.
    pub fn set_levels(&mut self, levels: Levels) {
        if matches!(self.program, Program::Session(_)) {
            self.fader.set_levels(levels);
        }
    }

    /// The frame that the next call of [`Self::render`] begins with.
    pub fn frame(&self) -> u64 {
        self.frame
    }

    /// Frames a second.
    pub fn rate(&self) -> Hertz {
        self.rate
    }

    /// Writes the next `out.len() / 2` stereo frames, left first; beyond the session's end its end cue, for at most
    /// [`TAIL`], then silence. Allocates nothing and cannot panic.
    pub fn render(&mut self, out: &mut [f32]) {
        let (mut out, half) = out.split_at_mut(out.len() - out.len() % 2);
        half.fill(0.0);
        while !out.is_empty() {
            self.hold(self.frame / BLOCK_FRAMES);
            let skip = wave::place(self.frame % BLOCK_FRAMES);
            let (now, later) = out.split_at_mut(out.len().min(2 * (BLOCK - skip)));
            self.mix(skip, now);
            self.frame = self.frame.saturating_add(wave::count(now.len() / 2));
            out = later;
        }
    }

    /// Makes a block unless it is there already.
    fn hold(&mut self, number: u64) {
        if self.held == Some(number) {
            return;
        }
        self.held = Some(number);
        let first = number * BLOCK_FRAMES;
        *self.buses = [SILENCE; BUSES];
        let [guide, cues, ambience] = self.buses.as_mut();
        match &self.program {
            Program::Session(score) => {
                score.add(first, self.rate, guide, cues);
                score.bed.write(first, ambience);
                score.fade_away(first, self.buses.as_mut());
            }
            Program::Clicks(click) => add_clicks(click, first, self.rate, cues),
        }
    }

    /// Writes the sum of the buses from their `skip`th frame on.
    fn mix(&mut self, skip: usize, out: &mut [f32]) {
        let [guide, cues, ambience] = self.buses.as_ref();
        let sum =
            |[g, c, a]: [f32; BUSES], ear: usize, i: usize| g * guide[ear][i] + c * cues[ear][i] + a * ambience[ear][i];
        match self.fader.settled() {
            Some(gains) if out.len() == 2 * BLOCK => {
                let [left, right] = [0, 1].map(|ear| summed(gains, [&guide[ear], &cues[ear], &ambience[ear]]));
                for ((out, left), right) in out.chunks_exact_mut(2).zip(&left).zip(&right) {
                    out[0] = *left;
                    out[1] = *right;
                }
            }
            settled => {
                for (i, out) in (skip..BLOCK).zip(out.chunks_exact_mut(2)) {
                    let gains = settled.unwrap_or_else(|| self.fader.step());
                    out[0] = sum(gains, 0, i);
                    out[1] = sum(gains, 1, i);
                }
            }
        }
    }
}

/// One ear's sum of the buses.
fn summed([g, c, a]: [f32; BUSES], [guide, cues, ambience]: [&[f32; BLOCK]; BUSES]) -> [f32; BLOCK] {
    let mut sum = [0.0; BLOCK];
    for (((sum, guide), cue), under) in sum.iter_mut().zip(guide).zip(cues).zip(ambience) {
        *sum = g * guide + c * cue + a * under;
    }
    sum
}

impl SessionSound {
    fn new(timeline: &Timeline, mix: Mix, rate: Hertz) -> Self {
        let over = timeline.len().frame(rate);
        let voice = Voice::of(mix.guide, rate);
        Self {
            passages: voice.passages(timeline, rate),
            voice,
            strikes: Rack::new(&score::strikes(timeline, mix.guide, rate), over, rate),
            cues: Rack::new(&score::cues(timeline, rate), over, rate),
            bed: Bed::new(mix.ambience, over, rate),
            fade: score::fade(timeline, rate),
        }
    }

    /// Lets the block that begins with frame `first` be as loud as the fade at the end wants it.
    fn fade_away(&self, first: u64, buses: &mut [Bus; BUSES]) {
        let Some(fade) = self.fade.as_ref().filter(|fade| first.saturating_add(BLOCK_FRAMES) > fade.start) else {
            return;
        };
        for nth in 0..BLOCK {
            let kept = kept(fade, first.saturating_add(wave::count(nth)));
            buses.iter_mut().flatten().for_each(|ear| ear[nth] *= kept);
        }
    }

    /// Adds the guide and the cues of the block that begins with frame `first`.
    fn add(&self, first: u64, rate: Hertz, guide: &mut Bus, cues: &mut Bus) {
        let after = first.saturating_add(BLOCK_FRAMES);
        let from = self.passages.partition_point(|passage| passage.end <= first);
        for passage in self.passages[from..].iter().take_while(|passage| passage.start < after) {
            self.voice.add(passage, (passage.start.max(first), passage.end.min(after)), first, rate, guide);
        }
        self.strikes.add(first, guide);
        self.cues.add(first, cues);
    }
}

/// How much is left of what fades, along a raised cosine.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a part of some seconds of frames")]
fn kept(fade: &Range<u64>, frame: u64) -> f32 {
    let part = frame.saturating_sub(fade.start) as f64 / (fade.end - fade.start).max(1) as f64;
    (0.5 + 0.5 * (std::f64::consts::PI * part.min(1.0)).cos()) as f32
}

/// Adds a click at each whole second but the zeroth to the block that begins with frame `first`.
fn add_clicks(click: &Rack, first: u64, rate: Hertz, out: &mut Bus) {
    let second = u64::from(rate.get());
    let last = first.saturating_add(BLOCK_FRAMES - 1) / second;
    (first / second..=last).filter(|&nth| nth > 0).for_each(|nth| click.add_after(nth * second, first, out));
}
