//! From a timeline and a frame number to stereo samples.
//!
//! Pure: the same frame always gives the same samples, whatever was asked before. Knows no device and no clock.
//!
//! That holds by construction: a guide is a closed form of the frame within its phase, noise is read from loops at a
//! place given by the frame, and every short sound is made beforehand and read from where the frame lies in it. No
//! voice has a state that would have to be brought along.

mod guide;
mod kit;
mod noise;
mod rack;
mod score;
mod source;
#[cfg(test)]
mod tests;
mod wave;

pub use source::SessionSource;

use crate::session::{Guide, Session};
use crate::timeline::Timeline;
use crate::units::{Hertz, Level, Time};

use guide::{Part, Surf, Voice};
use rack::Rack;
use score::{Sound, Strike};

/// The longest that sound goes on after the session's end.
pub const TAIL: Time = Time::from_secs(4);

/// What sounds, and how loud.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mix {
    /// What the ear follows.
    pub guide: Guide,
    /// How loud that is.
    pub guide_level: Level,
    /// How loud step changes, countdowns and the end are.
    pub cue_level: Level,
    /// How loud everything is.
    pub master: Level,
}

/// Tide, each channel at its full level, the whole at 80 %.
impl Default for Mix {
    fn default() -> Self {
        let master = Level::new(0.8).unwrap_or(Level::FULL);
        Self { guide: Guide::Tide, guide_level: Level::FULL, cue_level: Level::FULL, master }
    }
}

impl Mix {
    /// The mix of a session that nobody changed: its author's guide, else Tide, at the default volumes.
    pub fn of(session: &Session) -> Self {
        let default = Self::default();
        Self { guide: session.guide.unwrap_or(default.guide), ..default }
    }
}

/// The factor on the amplitude that a slider stands for: its square, so that half way sounds about half as loud.
fn taper(level: Level) -> f64 {
    f64::from(level.get()).powi(2)
}

/// Renders a session from any frame on.
#[derive(Debug)]
pub struct Renderer {
    rate: Hertz,
    frame: u64,
    program: Program,
}

/// What a renderer plays.
#[derive(Debug)]
enum Program {
    Session(Box<Score>),
    Clicks(Rack),
}

/// A session as sound.
#[derive(Debug)]
struct Score {
    parts: Vec<Part>,
    voice: Voice,
    voice_gain: f64,
    strikes: Rack,
    cues: Rack,
}

impl Renderer {
    /// A renderer at frame 0. Makes all that the session will need, which takes some milliseconds.
    pub fn new(timeline: &Timeline, mix: Mix, rate: Hertz) -> Self {
        let score = Score::new(timeline, mix, rate);
        Self { rate, frame: 0, program: Program::Session(Box::new(score)) }
    }

    /// A click at every whole second from the first on, without an end: 30 ms long, at its highest (−12 dBFS) within
    /// the first millisecond, the same in both ears and whatever the volumes.
    pub fn clicks(rate: Hertz) -> Self {
        let click = Strike { start: 0, sound: Sound::Click };
        Self { rate, frame: 0, program: Program::Clicks(Rack::new(&[click], u64::MAX, 1.0, rate)) }
    }

    /// Goes to a frame. Allocates nothing, takes bounded time: callable in the audio callback.
    pub fn seek(&mut self, frame: u64) {
        self.frame = frame;
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
        out.fill(0.0);
        match &self.program {
            Program::Session(score) => score.add(self.frame, self.rate, out),
            Program::Clicks(click) => add_clicks(click, self.frame, self.rate, out),
        }
        self.frame = self.frame.saturating_add(wave::count(out.len() / 2));
    }
}

impl Score {
    fn new(timeline: &Timeline, mix: Mix, rate: Hertz) -> Self {
        let over = timeline.len().frame(rate);
        let voice = match mix.guide {
            Guide::Tide => Voice::Tide(Box::new(Surf::new(rate))),
            Guide::TwoTones => Voice::TwoTones,
            Guide::Bells | Guide::Pulse | Guide::Silent => Voice::Still,
        };
        let part = |span: &crate::timeline::Span| Part {
            start: span.start.frame(rate),
            end: span.end().frame(rate),
            phase: span.phase,
        };
        let parts = timeline.spans().iter().map(part).filter(|part| voice.sounds(part.phase)).collect();
        let guide = taper(mix.guide_level) * taper(mix.master);
        let cue = taper(mix.cue_level) * taper(mix.master);
        Self {
            parts,
            voice_gain: guide * voice.loudness(),
            voice,
            strikes: Rack::new(&score::strikes(timeline, mix.guide, rate), over, guide, rate),
            cues: Rack::new(&score::cues(timeline, rate), over, cue, rate),
        }
    }

    fn add(&self, first: u64, rate: Hertz, out: &mut [f32]) {
        let after = first.saturating_add(wave::count(out.len() / 2));
        let from = self.parts.partition_point(|part| part.end <= first);
        for part in self.parts[from..].iter().take_while(|part| part.start < after) {
            let (begin, end) = (part.start.max(first), part.end.min(after));
            let frames = wave::place(2 * (begin - first))..wave::place(2 * (end - first));
            if let Some(out) = out.get_mut(frames) {
                self.voice.add(part, begin - part.start, self.voice_gain, rate, out);
            }
        }
        self.strikes.add(first, out);
        self.cues.add(first, out);
    }
}

/// Adds a click at each whole second but the zeroth.
fn add_clicks(click: &Rack, first: u64, rate: Hertz, out: &mut [f32]) {
    let second = u64::from(rate.get());
    let mut out = out;
    let mut frame = first;
    while !out.is_empty() {
        let into = frame % second;
        let until = wave::place(2 * (second - into)).min(out.len());
        let (now, later) = out.split_at_mut(until);
        if frame >= second {
            click.add(into, now);
        }
        frame = frame.saturating_add(second - into);
        out = later;
    }
}
