//! What happens when, exactly.
//!
//! [`Timeline::compile`] lays a [`Session`] out as spans without gap or overlap; [`Timeline::at`] is the only place
//! that knows which phase a moment is in. Refuses to know rates, clocks, sound and pictures.

mod ease;
mod layout;
mod moment;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::Arc;

pub use ease::Easing;
pub use layout::{MAX_LENGTH, MAX_SPANS, Size, measure, whole_breaths};
pub use moment::Moment;

use crate::session::{End, Part, Session, Step};
use crate::units::Time;

/// A session laid out from 0 to its end.
///
/// Invariant: the spans begin at 0, each begins where the one before ends, none is empty, and there is at least one.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The leaf steps as written, each once however often it is repeated.
    written: Arc<[Step]>,
    steps: Vec<StepSpan>,
    spans: Vec<Span>,
    end: End,
}

/// One playing of a step: what ← moves by, and → outside a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepSpan {
    /// When it begins.
    pub start: Time,
    /// How long it lasts.
    pub len: Time,
    /// Which written step it plays: an index for [`Timeline::written`].
    pub written: usize,
}

/// The smallest piece: one phase of a breath, one hold, one rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// When it begins.
    pub start: Time,
    /// How long it lasts, never zero.
    pub len: Time,
    /// Which playing of a step it belongs to: an index into [`Timeline::steps`].
    pub step: usize,
    /// What kind of step that is.
    pub kind: Kind,
    /// What to do.
    pub phase: Phase,
    /// Which side, on the spans of a sided stretch in which it is taken up or held.
    pub side: Option<Side>,
    /// The round of a stretch, from 1.
    pub round: Option<u32>,
    /// The breath within its step, or within one side of a stretch, from 1.
    pub cycle: Option<u32>,
    /// How far it is eased off, 0–4; 0 wherever easing changes nothing.
    pub level: u8,
}

impl Span {
    /// The moment after its last.
    pub fn end(&self) -> Time {
        self.start + self.len
    }
}

/// The kinds of step, as tables name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Get ready; the only kind that is not practice.
    Prepare,
    /// Paced breathing.
    Breathe,
    /// A relaxation cue.
    Cue,
    /// Tense and release.
    Tense,
    /// A held pose.
    Stretch,
    /// A pause between things.
    Rest,
}

impl Kind {
    /// Its name in tables: `prepare`, `breathe`, …
    pub const fn name(self) -> &'static str {
        match self {
            Self::Prepare => "prepare",
            Self::Breathe => "breathe",
            Self::Cue => "cue",
            Self::Tense => "tense",
            Self::Stretch => "stretch",
            Self::Rest => "rest",
        }
    }
}

/// What to do in a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Get ready.
    Prepare,
    /// Breathe: a part of a breath.
    Breath(Part),
    /// Follow the sentence.
    Cue,
    /// Tense the group.
    Tense,
    /// Let the group go.
    Release,
    /// Get into the pose.
    Into,
    /// Stay in the pose.
    Hold,
    /// Change sides.
    Switch,
    /// Do nothing.
    Rest,
}

impl Phase {
    /// The part of a breath that it is, if it is one.
    pub const fn part(self) -> Option<Part> {
        if let Self::Breath(part) = self { Some(part) } else { None }
    }

    /// Whether it is part of a breath.
    pub const fn is_breath(self) -> bool {
        self.part().is_some()
    }

    /// Whether a breath is held in it.
    pub fn holds_breath(self) -> bool {
        self.part().is_some_and(Part::holds)
    }

    /// Its name in tables: `inhale`, `top-up`, …
    pub const fn name(self) -> &'static str {
        match self {
            Self::Prepare => "prepare",
            Self::Breath(Part::TopUp) => "top-up",
            Self::Breath(Part::HoldIn) => "hold-in",
            Self::Breath(Part::HoldOut) => "hold-out",
            Self::Breath(part) => part.name(),
            Self::Cue => "cue",
            Self::Tense => "tense",
            Self::Release => "release",
            Self::Into => "into",
            Self::Hold => "hold",
            Self::Switch => "switch",
            Self::Rest => "rest",
        }
    }
}

/// A side of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Left; always first.
    Left,
    /// Right.
    Right,
}

impl Side {
    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
        }
    }
}

impl Timeline {
    /// Lays a session out. A [`Session`] is valid, so its size is within [`MAX_SPANS`] and [`MAX_LENGTH`].
    pub fn compile(session: &Session) -> Self {
        Self { end: session.end, ..layout::lay_out(&session.steps) }
    }

    /// This timeline, which must be as its author wrote it, eased off. Breaths become shorter and more, so that each
    /// step stays as long as whole breaths allow; holds of stretches become shorter. Whatever lies before a change is
    /// the same as without it.
    #[must_use]
    pub fn eased(&self, easing: &Easing) -> Self {
        ease::ease(self, easing)
    }

    /// The whole length.
    pub fn len(&self) -> Time {
        self.spans.last().map_or(Time::ZERO, Span::end)
    }

    /// The length without [`Kind::Prepare`]: what counts as practice.
    pub fn practice(&self) -> Time {
        self.spans.iter().filter(|span| span.kind != Kind::Prepare).fold(Time::ZERO, |sum, span| sum + span.len)
    }

    /// Whether any breath is held.
    pub fn has_holds(&self) -> bool {
        self.spans.iter().any(|span| span.phase.holds_breath())
    }

    /// How it ends.
    pub fn end(&self) -> End {
        self.end
    }

    /// Every span, in order.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Every playing of a step, in order.
    pub fn steps(&self) -> &[StepSpan] {
        &self.steps
    }

    /// The steps as their author wrote them, those inside of a Repeat once; no Repeat is among them.
    pub fn leaves(&self) -> &[Step] {
        &self.written
    }

    /// The step as its author wrote it.
    pub fn written(&self, step: &StepSpan) -> &Step {
        &self.written[step.written]
    }

    /// Where the next part after `place` begins: the hold of a stretch that is still being got into; its other side,
    /// with the change to it; its next round, without the rest before it; the next step. `None` in the last part.
    pub fn next_part(&self, place: Time) -> Option<Time> {
        let here = self.at(place).index;
        let part = |span: &Span| (span.step, span.round, span.side, span.phase == Phase::Into);
        let this = part(&self.spans[here]);
        let begins = |span: &&Span| part(span) != this && (span.step != this.0 || span.phase != Phase::Rest);
        self.spans[here + 1..].iter().find(begins).map(|span| span.start)
    }

    /// What happens at `t`; at the end and beyond, the last moment of the last span.
    pub fn at(&self, t: Time) -> Moment<'_> {
        let after = self.spans.partition_point(|span| span.start <= t);
        Moment::new(self, after.saturating_sub(1), t)
    }

    /// The `index`th span's words, as the cue column of a table wants them: one word or sentence, or nothing.
    pub fn cue(&self, index: usize) -> Cow<'_, str> {
        let moment = Moment::new(self, index, self.spans[index].start);
        moment.word().or_else(|| moment.sentence().map(Cow::Borrowed)).unwrap_or_default()
    }
}
