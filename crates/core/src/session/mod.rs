//! The session language: what an author can write, as a person means it.
//!
//! A [`Session`] in memory is always valid, because [`read()`] is the only way to one from outside. Knows nothing of
//! files, clocks, sound or windows.

mod alter;
#[cfg(any(test, feature = "arbitrary"))]
pub mod arbitrary;
mod area;
mod breath;
mod called;
mod choices;
pub mod limits;
mod pace;
mod read;
mod sided;
mod steps;
#[cfg(test)]
mod tests;
mod write;

pub use alter::{LeftOut, is_same_pose};
pub use area::{Area, Areas};
pub use breath::{Breath, Part, Parts, Words};
pub use called::{named, opening};
pub use choices::{Ambience, End, Guide, Pacer, Sides};
pub use pace::{Pace, PaceError, Taps};
pub use read::read;
pub use sided::{is_sided, sided};
pub use write::{quoted, write};

pub use crate::reading::{Named, Problem, Problems, describe, steers};

use crate::units::Time;

/// One guided session as its author wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// 1–200 characters.
    pub title: String,
    /// The practice of the plan it counts for: `[a-z0-9-]{1,64}`.
    pub practice: String,
    /// The language of its words, as a BCP 47 tag; the system's when there is none.
    pub language: Option<String>,
    /// What it is.
    pub about: Option<String>,
    /// Where its numbers come from.
    pub source: Option<String>,
    /// Who should not do this, or only with care.
    pub caution: Option<String>,
    /// What has to be at hand: at most [`limits::NEEDS`] things, each a [`limits::NEED`].
    pub needs: Vec<String>,
    /// The pacer the author chose.
    pub pacer: Option<Pacer>,
    /// The guide the author chose.
    pub guide: Option<Guide>,
    /// The ambience the author chose.
    pub ambience: Option<Ambience>,
    /// How it ends.
    pub end: End,
    /// What to do, in order; at least one.
    pub steps: Vec<Step>,
}

impl Session {
    /// A session with nothing but what each has. Whether it is one that [`read()`] would give is the caller's to see to.
    pub fn of(title: &str, practice: &str, steps: Vec<Step>) -> Self {
        Self {
            title: title.to_owned(),
            practice: practice.to_owned(),
            language: None,
            about: None,
            source: None,
            caution: None,
            needs: Vec::new(),
            pacer: None,
            guide: None,
            ambience: None,
            end: End::Chime,
            steps,
        }
    }
}

/// One thing to do, or some of them again and again.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Get ready; not practice.
    Prepare {
        /// How long.
        secs: Time,
        /// What to do meanwhile.
        say: Option<String>,
        /// What it asks something of.
        areas: Areas,
    },
    /// Whole breaths.
    Breathe(Breathe),
    /// One relaxation cue.
    Cue {
        /// How long.
        secs: Time,
        /// The sentence.
        say: String,
        /// What it asks something of.
        areas: Areas,
    },
    /// Muscle relaxation: tense, then release.
    Tense {
        /// The group of muscles.
        group: String,
        /// How long to tense; zero = release only.
        tense: Time,
        /// How long to release.
        release: Time,
        /// The sentence; else the group is shown.
        say: Option<String>,
        /// What it asks something of.
        areas: Areas,
    },
    /// A held pose.
    Stretch(Stretch),
    /// A pause between things; practice.
    Rest {
        /// How long.
        secs: Time,
        /// What to do meanwhile.
        say: Option<String>,
        /// What it asks something of.
        areas: Areas,
    },
    /// The steps again and again.
    Repeat {
        /// How often, 1–10 000.
        times: u32,
        /// At least one.
        steps: Vec<Self>,
    },
}

impl Step {
    /// What it asks something of, where its author marked it; the steps of a Repeat have their own.
    pub fn areas(&self) -> Areas {
        match self {
            Self::Prepare { areas, .. }
            | Self::Cue { areas, .. }
            | Self::Tense { areas, .. }
            | Self::Rest { areas, .. } => *areas,
            Self::Breathe(breathe) => breathe.areas,
            Self::Stretch(stretch) => stretch.areas,
            Self::Repeat { .. } => Areas::NONE,
        }
    }

    /// Whether it is only there for what stands around it: getting ready, and pauses.
    pub const fn is_between(&self) -> bool {
        matches!(self, Self::Prepare { .. } | Self::Rest { .. })
    }
}

/// A stretch of whole breaths at one pace, or from one pace to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Breathe {
    /// The breath, or the first breath of a ramp.
    pub breath: Breath,
    /// The last breath of a ramp.
    pub to: Option<Breath>,
    /// How many breaths, or about how long.
    pub count: Count,
    /// A word for each part.
    pub say: Words,
    /// A sentence shown throughout.
    pub cue: Option<String>,
    /// What it asks something of.
    pub areas: Areas,
}

impl Breathe {
    /// This much of this breath, and nothing else.
    pub fn of(breath: Breath, count: Count) -> Self {
        Self { breath, to: None, count, say: Words::default(), cue: None, areas: Areas::NONE }
    }
}

/// How much breathing an author asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// This many breaths, 1–10 000.
    Cycles(u32),
    /// The number of whole breaths that comes nearest to this length.
    Secs(Time),
}

/// A held pose, for one or both sides, once or in rounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// Its name.
    pub pose: String,
    /// How long each side is held.
    pub hold: Hold,
    /// Which sides.
    pub sides: Sides,
    /// How often, 1–100.
    pub rounds: u32,
    /// Between the sides.
    pub switch: Time,
    /// Between rounds.
    pub rest: Time,
    /// How long getting into it takes, before its first side; zero = the hold begins at once.
    pub into: Time,
    /// One sentence on getting into it; it may name the side.
    pub how: Option<String>,
    /// A word for each part of the breaths it is counted in; each may name the side.
    pub say: Words,
    /// The name of a drawing.
    pub drawing: Option<String>,
    /// Whether the middle of each hold is cued.
    pub halfway: bool,
    /// What it asks something of.
    pub areas: Areas,
}

impl Stretch {
    /// A pose without sides, held once, with nothing said of it.
    pub fn of(pose: impl Into<String>, hold: Hold) -> Self {
        Self {
            pose: pose.into(),
            hold,
            sides: Sides::None,
            rounds: 1,
            switch: limits::BETWEEN,
            rest: limits::BETWEEN,
            into: Time::ZERO,
            how: None,
            say: Words::default(),
            drawing: None,
            halfway: false,
            areas: Areas::NONE,
        }
    }
}

/// How a hold is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// In seconds.
    Secs(Time),
    /// In whole breaths, 1–10 000.
    Breaths(u32, Breath),
}
