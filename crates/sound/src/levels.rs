//! How loud each part of the sound is, and how a change of that is made without a click.
//!
//! Knows sliders, gains and frames; refuses to know what sounds.

use super::wave::{frames, quick_edge, real, sample};
use ebb_core::units::{Hertz, Level};

/// How long a change of a gain takes, in seconds: too slow to click, quick enough to follow a hand.
const RAMP: f64 = 0.1;

/// The volumes, as sliders show them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Levels {
    /// How loud the guide is.
    pub guide: Level,
    /// How loud step changes, countdowns and the end are.
    pub cues: Level,
    /// How loud the ambience is.
    pub ambience: Level,
    /// How loud speech is. A renderer does not speak: this is for whoever does.
    pub voice: Level,
    /// How loud everything is.
    pub master: Level,
}

/// Each channel at its full level, the whole at 80 %.
impl Default for Levels {
    fn default() -> Self {
        let [guide, cues, ambience, voice] = [Level::FULL; 4];
        Self { guide, cues, ambience, voice, master: Level::new(0.8).unwrap_or(Level::FULL) }
    }
}

/// The buses that a renderer mixes, each with its own gain: guide, cues, ambience.
pub(super) const BUSES: usize = 3;

/// The factor on the amplitude of each bus.
type Gains = [f32; BUSES];

/// How far guide, cues and ambience go down while somebody speaks, as sliders: 10 dB.
const DUCKED: f32 = 0.56;

impl Levels {
    /// The same while somebody speaks: what is not speech at a third of its amplitude.
    #[must_use]
    pub fn ducked(self) -> Self {
        let down = |level: Level| Level::new(level.get() * DUCKED).unwrap_or(level);
        Self { guide: down(self.guide), cues: down(self.cues), ambience: down(self.ambience), ..self }
    }

    /// The factor on the amplitude of what is spoken.
    pub fn voice_gain(self) -> f32 {
        let taper = |level: Level| level.get() * level.get();
        taper(self.voice) * taper(self.master)
    }

    /// The factor on the amplitude that a slider stands for is its square, so that half way sounds about half as loud.
    fn gains(self) -> Gains {
        let taper = |level: Level| level.get() * level.get();
        [self.guide, self.cues, self.ambience].map(|level| taper(level) * taper(self.master))
    }
}

/// The gains of the moment, on their way to those that are wanted.
#[derive(Debug)]
pub(super) struct Fader {
    levels: Levels,
    from: Gains,
    to: Gains,
    /// Frames of a whole ramp, and how many of them are done.
    whole: u64,
    done: u64,
}

impl Fader {
    /// At these levels from the first frame on.
    pub(super) fn new(levels: Levels, rate: Hertz) -> Self {
        let gains = levels.gains();
        let whole = frames(RAMP, rate);
        Self { levels, from: gains, to: gains, whole, done: whole }
    }

    /// Begins a ramp from wherever the gains are, unless they are on their way to these levels already.
    pub(super) fn set_levels(&mut self, levels: Levels) {
        if levels != self.levels {
            self.levels = levels;
            self.from = self.now();
            self.to = levels.gains();
            self.done = 0;
        }
    }

    /// The gains when nothing is on its way.
    pub(super) fn settled(&self) -> Option<Gains> {
        (self.done == self.whole).then_some(self.to)
    }

    /// The gains of the next frame.
    pub(super) fn step(&mut self) -> Gains {
        self.done = (self.done + 1).min(self.whole);
        self.now()
    }

    fn now(&self) -> Gains {
        if self.done == self.whole {
            return self.to;
        }
        let part = quick_edge(sample(real(self.done) / real(self.whole)));
        std::array::from_fn(|bus| self.from[bus] + part * (self.to[bus] - self.from[bus]))
    }
}
