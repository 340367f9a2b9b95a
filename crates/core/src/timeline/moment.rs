//! One moment of a timeline: the value that ear, eye and words all read.

use std::borrow::Cow;
use std::f64::consts::PI;

use super::{Kind, Phase, Side, Span, StepSpan, Timeline};
use crate::session::{Breathe, Part, Step, Stretch, is_sided, sided};
use crate::units::Time;

/// How full the lungs are after the inhale of a breath that is then topped up; 1 is full.
const BEFORE_TOP_UP: f64 = 0.8;

/// What happens at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    timeline: &'a Timeline,
    /// The span it lies in: an index into [`Timeline::spans`].
    pub index: usize,
    /// The moment itself, never beyond the end.
    pub t: Time,
}

impl<'a> Moment<'a> {
    pub(super) fn new(timeline: &'a Timeline, index: usize, t: Time) -> Self {
        Self { timeline, index, t: t.min(timeline.len()) }
    }

    /// Another moment of the same timeline.
    #[must_use]
    pub fn at(self, t: Time) -> Self {
        self.timeline.at(t)
    }

    /// The span it lies in.
    pub fn span(self) -> &'a Span {
        &self.timeline.spans[self.index]
    }

    /// The span after it.
    pub fn next_span(self) -> Option<&'a Span> {
        self.timeline.spans.get(self.index + 1)
    }

    /// All spans of the timeline, in order.
    pub fn spans(self) -> &'a [Span] {
        &self.timeline.spans
    }

    /// The spans before it.
    pub fn spans_before(self) -> &'a [Span] {
        &self.timeline.spans[..self.index]
    }

    /// The playing of a step it lies in.
    pub fn step(self) -> &'a StepSpan {
        &self.timeline.steps[self.span().step]
    }

    /// The step it lies in, as its author wrote it.
    pub fn written(self) -> &'a Step {
        self.timeline.written(self.step())
    }

    /// The step that comes next, as its author wrote it.
    pub fn next_written(self) -> Option<&'a Step> {
        self.timeline.steps.get(self.span().step + 1).map(|step| self.timeline.written(step))
    }

    /// The steps that follow, as their author wrote them, in order.
    pub fn later_steps(self) -> impl Iterator<Item = &'a Step> {
        self.timeline.steps.iter().skip(self.span().step + 1).map(|step| self.timeline.written(step))
    }

    /// Which of the steps of its kind it lies in, and how many of them there are: 3 of 6.
    pub fn place_in_kind(self) -> (usize, usize) {
        let kind = std::mem::discriminant(self.written());
        let alike = |step: &&StepSpan| std::mem::discriminant(self.timeline.written(step)) == kind;
        let till_now = self.timeline.steps.iter().take(self.span().step + 1).filter(alike).count();
        (till_now, self.timeline.steps.iter().filter(alike).count())
    }

    /// Time since the span began.
    pub fn into(self) -> Time {
        self.t - self.span().start
    }

    /// Time until the span ends.
    pub fn left(self) -> Time {
        self.span().end() - self.t
    }

    /// How far through its span, 0…1.
    pub fn progress(self) -> f64 {
        self.into().part_of(self.span().len)
    }

    /// How full the lungs are: 0 at the end of the exhale, 1 at the end of the inhale, with sine easing that stands
    /// still at the turns. 0 outside a breath.
    pub fn fullness(self) -> f64 {
        let eased = 0.5 - 0.5 * (PI * self.progress()).cos();
        let tops_up = |span: Option<&Span>| span.is_some_and(|span| span.phase == Phase::Breath(Part::TopUp));
        let Some(part) = self.span().phase.part() else { return 0.0 };
        match part {
            Part::Inhale if tops_up(self.next_span()) => BEFORE_TOP_UP * eased,
            Part::Inhale => eased,
            Part::TopUp => BEFORE_TOP_UP + (1.0 - BEFORE_TOP_UP) * eased,
            Part::HoldIn => 1.0,
            Part::Exhale => 1.0 - eased,
            Part::HoldOut => 0.0,
        }
    }

    /// The moment at which the present breath began; `None` outside a breath.
    pub fn breath_start(self) -> Option<Time> {
        let spans = &self.timeline.spans[..=self.index];
        spans.iter().rev().take_while(|span| self.is_same_breath(span)).last().map(|first| first.start)
    }

    /// How long the present breath lasts, from its inhale to the end of its last part; `None` outside a breath.
    pub fn breath_len(self) -> Option<Time> {
        let spans = &self.timeline.spans[self.index..];
        let last = spans.iter().take_while(|span| self.is_same_breath(span)).last()?;
        Some(last.end() - self.breath_start()?)
    }

    fn is_same_breath(self, other: &Span) -> bool {
        let span = self.span();
        other.phase.is_breath()
            && other.step == span.step
            && (other.cycle, other.side, other.round) == (span.cycle, span.side, span.round)
    }

    /// The author's word for this phase of a paced breath, or of a breath that a stretch is counted in.
    pub fn word(self) -> Option<Cow<'a, str>> {
        let (Step::Breathe(Breathe { say, .. }) | Step::Stretch(Stretch { say, .. })) = self.written() else {
            return None;
        };
        say.word(self.span().phase.part()?).map(|word| self.named_sides(word))
    }

    /// The author's sentence on getting into the pose, for the side at hand or, between sides, the one that comes.
    pub fn how(self) -> Option<Cow<'a, str>> {
        let Step::Stretch(Stretch { how, .. }) = self.written() else { return None };
        how.as_deref().map(|how| self.named_sides(how))
    }

    /// In a change of sides: how to get into the pose on the other one, where its author says which side does what.
    pub fn how_anew(self) -> Option<Cow<'a, str>> {
        let Step::Stretch(Stretch { how: Some(how), .. }) = self.written() else { return None };
        (self.span().phase == Phase::Switch && is_sided(how)).then(|| self.named_sides(how))
    }

    /// The side at hand or, between two of one stretch, the one that comes.
    pub fn side(self) -> Option<Side> {
        let comes = || self.next_span().filter(|next| next.step == self.span().step).and_then(|next| next.side);
        self.span().side.or_else(comes)
    }

    fn named_sides(self, text: &'a str) -> Cow<'a, str> {
        sided(text, self.side() != Some(Side::Right))
    }

    /// The author's sentence for the whole step, or what the step is called: the group to tense, the pose to hold.
    pub fn sentence(self) -> Option<&'a str> {
        match self.written() {
            Step::Prepare { say, .. } | Step::Rest { say, .. } => say.as_deref(),
            Step::Breathe(breathe) => breathe.cue.as_deref(),
            Step::Cue { say, .. } => Some(say),
            Step::Tense { say, group, .. } => Some(say.as_ref().unwrap_or(group)),
            Step::Stretch(stretch) => {
                (!matches!(self.span().phase, Phase::Switch | Phase::Rest)).then_some(stretch.pose.as_str())
            }
            Step::Repeat { .. } => None,
        }
    }

    /// What is done here, within a sentence, with the side where there is one: `figure four, left`; `breathing`.
    pub fn doing(self) -> String {
        let step = self.written().called();
        match self.span().side {
            Some(Side::Left) => format!("{step}, left"),
            Some(Side::Right) => format!("{step}, right"),
            None => step,
        }
    }

    /// Whether time spent here is practice.
    pub fn is_practice(self) -> bool {
        self.span().kind != Kind::Prepare
    }
}
