//! A moment as the pacers draw it: what is done, how full the breath is, and the marks that come and go with it.
//!
//! Everything here is continuous in time, and all but the filling of a mark stands still where one phase meets the
//! next.

use std::f32::consts::PI;

use crate::session::Part;
use crate::timeline::{Moment, Phase, Span};
use crate::units::Time;

/// A mark that fills in a hold comes within this long, or within a quarter of the hold.
const COMES: Time = Time::from_millis(200);
/// A mark that was filled in a hold goes within this long, or within half of the phase after it.
const GOES: Time = Time::from_millis(900);

/// The mark of a hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    /// 1 where the breath is held full, 0 where it is held empty.
    pub place: f32,
    /// How much of it is filled, 0…1.
    pub part: f32,
    /// How clearly it is seen, 0…1: it comes as the hold begins and goes when it is over.
    pub strength: f32,
}

/// A moment as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Breath {
    /// What is done; nothing where nothing is asked of the breath.
    pub act: Option<Part>,
    /// How full the breath is: 0 at the end of the exhale, 1 at the end of the inhale.
    pub fullness: f32,
    /// How much of this has passed, 0…1.
    pub done: f32,
    /// The mark of the hold that is, or was just before.
    pub held: Option<Held>,
}

impl Breath {
    /// A breath that has not begun.
    pub const BEFORE: Self = Self { act: None, fullness: 0.0, done: 0.0, held: None };

    /// What is drawn of a moment.
    pub fn of(moment: Moment<'_>) -> Self {
        let act = moment.span().phase.part();
        Self { act, fullness: part(moment.fullness()), done: part(moment.progress()), held: held(moment) }
    }

    /// How strongly the breath is coming in: 0 at both ends of an inhale or a top-up, 1 in its middle.
    pub fn rising(&self) -> f32 {
        if matches!(self.act, Some(Part::Inhale | Part::TopUp)) { self.swell() } else { 0.0 }
    }

    /// The same of a top-up alone.
    pub fn topping(&self) -> f32 {
        if self.act == Some(Part::TopUp) { self.swell() } else { 0.0 }
    }

    /// The same of an exhale.
    pub fn falling(&self) -> f32 {
        if self.act == Some(Part::Exhale) { self.swell() } else { 0.0 }
    }

    fn swell(&self) -> f32 {
        (PI * self.done).sin().powi(2)
    }
}

/// Where the breath is held in a phase.
fn holds(phase: Phase) -> Option<f32> {
    match phase {
        Phase::Breath(Part::HoldIn) => Some(1.0),
        Phase::Breath(Part::HoldOut) => Some(0.0),
        _ => None,
    }
}

fn held(moment: Moment<'_>) -> Option<Held> {
    let span = moment.span();
    if let Some(place) = holds(span.phase) {
        let whole = COMES.min(Time::from_micros(span.len.micros() / 4));
        let strength = smooth(part(moment.into().part_of(whole)));
        return Some(Held { place, part: part(moment.progress()), strength });
    }
    let place = moment.spans_before().last().and_then(|before| holds(before.phase))?;
    let whole = GOES.min(Time::from_micros(span.len.micros() / 2));
    let gone = smooth(part(moment.into().part_of(whole)));
    (gone < 1.0).then_some(Held { place, part: 1.0, strength: 1.0 - gone })
}

/// How full the lungs are at `t`, as [`Moment::fullness`] says.
pub(super) fn fullness_at(moment: Moment<'_>, t: Time) -> f32 {
    part(moment.at(t).fullness())
}

/// The first span of the breath a span belongs to, and the end of its last: an index into the timeline's spans each,
/// the second beyond it.
pub(super) fn bounds(spans: &[Span], index: usize) -> (usize, usize) {
    let first = (0..=index).rev().take_while(|at| spans[*at].phase.is_breath()).find(|at| begins(spans, *at));
    let first = first.unwrap_or(index);
    let last = (index + 1..spans.len()).find(|at| !spans[*at].phase.is_breath() || begins(spans, *at));
    (first, last.unwrap_or(spans.len()))
}

fn begins(spans: &[Span], at: usize) -> bool {
    spans[at].phase == Phase::Breath(Part::Inhale)
}

/// From 0 to 1 with no start and no stop to be seen; before and after, 0 and 1.
pub(super) fn smooth(part: f32) -> f32 {
    let part = part.clamp(0.0, 1.0);
    part * part * (3.0 - 2.0 * part)
}

#[expect(clippy::cast_possible_truncation, reason = "a part 0…1, for drawing")]
pub(super) fn part(value: f64) -> f32 {
    value as f32
}
