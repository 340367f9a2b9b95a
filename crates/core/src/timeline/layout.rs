//! Measuring and laying out steps: exact integer arithmetic, nothing accumulated but whole microseconds.

use super::{Kind, Phase, Side, Span, StepSpan, Timeline};
use crate::session::{Breath, Breathe, Count, End, Hold, Sides, Step, Stretch};
use crate::units::Time;

/// The most spans a session may have.
pub const MAX_SPANS: u64 = 100_000;

/// The longest a session may be.
pub const MAX_LENGTH: Time = Time::from_secs(4 * 3600);

/// How large steps are once laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// How many spans.
    pub spans: u64,
    /// How long.
    pub len: Time,
}

impl Size {
    /// Whether a session of this size may be played.
    pub fn is_legal(self) -> bool {
        self.spans <= MAX_SPANS && self.len <= MAX_LENGTH
    }

    fn plus(self, other: Self) -> Self {
        Self { spans: self.spans.saturating_add(other.spans), len: self.len + other.len }
    }

    fn times(self, times: u64) -> Self {
        Self { spans: self.spans.saturating_mul(times), len: self.len * times }
    }
}

/// The size of `steps`, found without laying repeats out: exact for a legal size; for an illegal one at least
/// something illegal, found as soon as it is certain.
pub fn measure(steps: &[Step]) -> Size {
    let mut size = Size::default();
    for step in steps {
        size = size.plus(match step {
            Step::Repeat { times, steps } => measure(steps).times(u64::from(*times)),
            leaf => measure_leaf(leaf),
        });
        if !size.is_legal() {
            break;
        }
    }
    size
}

/// The size of one step that is not a repeat, by the very same walk that lays it out.
fn measure_leaf(step: &Step) -> Size {
    let mut size = Size::default();
    walk(step, &mut |piece| {
        size = size.plus(Size { spans: 1, len: piece.len });
        size.is_legal()
    });
    size
}

/// The number of whole breaths of a [`Breathe`]: as asked, or the number whose exact total comes nearest to the
/// length asked (ties: the longer), at least one.
pub fn whole_breaths(breathe: &Breathe) -> u32 {
    let secs = match breathe.count {
        Count::Cycles(cycles) => return cycles,
        Count::Secs(secs) => secs.micros(),
    };
    let (first, last) = (breathe.breath.len().micros(), breathe.to.unwrap_or(breathe.breath).len().micros());
    // n breaths of a linear ramp last n · (first + last) / 2; a single one is the first alone. All in halves.
    let twice_total = |n: u64| if n == 1 { 2 * first } else { n * (first + last) };
    let twice_off = |n: u64| twice_total(n).abs_diff(2 * secs);
    let guess = (2 * secs / (first + last)).max(1);
    let nearest = [guess.saturating_sub(1).max(1), guess, guess + 1]
        .into_iter()
        .min_by_key(|&n| (twice_off(n), std::cmp::Reverse(twice_total(n))))
        .unwrap_or(1);
    u32::try_from(nearest).unwrap_or(u32::MAX)
}

/// Breath `i` of `n` on the way from one breath to another: each part `from + (to − from)·i/(n − 1)`, rounded to
/// the microsecond, halves up.
pub(super) fn ramp(from: Breath, to: Breath, i: u32, n: u32) -> Breath {
    if n <= 1 {
        return from;
    }
    let (i, steps) = (u64::from(i), u64::from(n) - 1);
    Breath::of(|part| {
        let sum = from[part].micros() * (steps - i) + to[part].micros() * i;
        Time::from_micros((2 * sum + steps) / (2 * steps))
    })
}

/// A span before it has a place.
pub(super) struct Piece {
    pub(super) len: Time,
    pub(super) kind: Kind,
    pub(super) phase: Phase,
    pub(super) side: Option<Side>,
    pub(super) round: Option<u32>,
    pub(super) cycle: Option<u32>,
    pub(super) level: u8,
}

impl Piece {
    pub(super) fn plain(len: Time, kind: Kind, phase: Phase) -> Self {
        Self { len, kind, phase, side: None, round: None, cycle: None, level: 0 }
    }
}

/// Hands out the pieces of one step that is not a repeat, in order, none of them empty, until `take` says no.
pub(super) fn walk(step: &Step, take: &mut dyn FnMut(Piece) -> bool) -> bool {
    let mut take = |piece: Piece| piece.len == Time::ZERO || take(piece);
    match step {
        Step::Prepare { secs, .. } => take(Piece::plain(*secs, Kind::Prepare, Phase::Prepare)),
        Step::Cue { secs, .. } => take(Piece::plain(*secs, Kind::Cue, Phase::Cue)),
        Step::Rest { secs, .. } => take(Piece::plain(*secs, Kind::Rest, Phase::Rest)),
        Step::Tense { tense, release, .. } => {
            take(Piece::plain(*tense, Kind::Tense, Phase::Tense))
                && take(Piece::plain(*release, Kind::Tense, Phase::Release))
        }
        Step::Breathe(breathe) => walk_breathe(breathe, &mut take),
        Step::Stretch(stretch) => walk_stretch(stretch, &mut || (stretch.hold, 0), &mut take),
        Step::Repeat { .. } => true,
    }
}

fn walk_breathe(breathe: &Breathe, take: &mut dyn FnMut(Piece) -> bool) -> bool {
    let n = whole_breaths(breathe);
    let to = breathe.to.unwrap_or(breathe.breath);
    (0..n).all(|i| {
        let breath = ramp(breathe.breath, to, i, n);
        walk_breath(breath, &mut |len, phase| {
            take(Piece { cycle: Some(i + 1), ..Piece::plain(len, Kind::Breathe, phase) })
        })
    })
}

pub(super) fn walk_breath(breath: Breath, take: &mut dyn FnMut(Time, Phase) -> bool) -> bool {
    breath.each().all(|(part, len)| *len == Time::ZERO || take(*len, Phase::Breath(part)))
}

/// `hold` says how the sides of a round are held, and at which level of easing: asked as its first side begins.
pub(super) fn walk_stretch(
    stretch: &Stretch,
    hold: &mut dyn FnMut() -> (Hold, u8),
    take: &mut dyn FnMut(Piece) -> bool,
) -> bool {
    let mut take = |piece: Piece| piece.len == Time::ZERO || take(piece);
    let sides: &[Option<Side>] = match stretch.sides {
        Sides::None => &[None],
        Sides::Left => &[Some(Side::Left)],
        Sides::Right => &[Some(Side::Right)],
        Sides::Both => &[Some(Side::Left), Some(Side::Right)],
    };
    let between = |len, phase, round| Piece { round: Some(round), ..Piece::plain(len, Kind::Stretch, phase) };
    take(Piece { side: sides[0], ..between(stretch.into, Phase::Into, 1) })
        && (1..=stretch.rounds).all(|round| {
            // A rest belongs to the round it ends; nothing rests before the first.
            if round > 1 && !take(between(stretch.rest, Phase::Rest, round - 1)) {
                return false;
            }
            let (hold, level) = hold();
            sides.iter().enumerate().all(|(nth, &side)| {
                let switched = nth == 0 || take(between(stretch.switch, Phase::Switch, round));
                switched && walk_hold(hold, &mut |piece| take(Piece { side, round: Some(round), level, ..piece }))
            })
        })
}

fn walk_hold(hold: Hold, take: &mut dyn FnMut(Piece) -> bool) -> bool {
    match hold {
        Hold::Secs(secs) => take(Piece::plain(secs, Kind::Stretch, Phase::Hold)),
        Hold::Breaths(breaths, breath) => (1..=breaths).all(|cycle| {
            walk_breath(breath, &mut |len, phase| {
                take(Piece { cycle: Some(cycle), ..Piece::plain(len, Kind::Stretch, phase) })
            })
        }),
    }
}

/// Lays steps of a legal size out.
pub(super) fn lay_out(steps: &[Step]) -> Timeline {
    let mut written = Vec::new();
    let numbered = number(steps, &mut written);
    let mut timeline = Timeline { written: written.into(), steps: Vec::new(), spans: Vec::new(), end: End::Chime };
    place(&numbered, &mut timeline);
    timeline
}

/// The tree of steps with every leaf replaced by its number among the written ones.
enum Numbered {
    Leaf(usize),
    Repeat(u32, Vec<Self>),
}

fn number(steps: &[Step], written: &mut Vec<Step>) -> Vec<Numbered> {
    steps
        .iter()
        .map(|step| match step {
            Step::Repeat { times, steps } => Numbered::Repeat(*times, number(steps, written)),
            leaf => {
                written.push(leaf.clone());
                Numbered::Leaf(written.len() - 1)
            }
        })
        .collect()
}

fn place(numbered: &[Numbered], timeline: &mut Timeline) {
    for item in numbered {
        match item {
            Numbered::Repeat(times, inner) => (0..*times).for_each(|_| place(inner, timeline)),
            Numbered::Leaf(written) => place_leaf(*written, timeline),
        }
    }
}

fn place_leaf(written: usize, timeline: &mut Timeline) {
    let leaves = timeline.written.clone();
    put(timeline, written, |take| {
        walk(&leaves[written], take);
    });
}

/// Puts one playing of a written step behind what is there: `lay` hands its pieces out, none of them empty.
pub(super) fn put(timeline: &mut Timeline, written: usize, lay: impl FnOnce(&mut dyn FnMut(Piece) -> bool)) {
    let begin = timeline.len();
    let (step, spans) = (timeline.steps.len(), &mut timeline.spans);
    let mut start = begin;
    lay(&mut |Piece { len, kind, phase, side, round, cycle, level }| {
        spans.push(Span { start, len, step, kind, phase, side, round, cycle, level });
        start += len;
        true
    });
    timeline.steps.push(StepSpan { start: begin, len: start - begin, written });
}
