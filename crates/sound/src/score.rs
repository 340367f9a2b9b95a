//! Which strike sounds at which frame: cues, bells and pulses, found once from a timeline.
//!
//! Knows when; refuses to know what anything sounds like.

use std::ops::Range;

use ebb_core::session::{End, Guide, Part, Step, Stretch};
use ebb_core::timeline::{Kind, Phase, Span, Timeline};
use ebb_core::units::{Hertz, Time};

/// A short sound with a place in the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Strike {
    /// Its first frame.
    pub(super) start: u64,
    /// What is struck.
    pub(super) sound: Sound,
}

/// The short sounds. Of two cues at one frame the later in this list is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sound {
    /// Three, two or one second to go.
    Count,
    /// Get ready.
    Ready,
    /// The middle of a hold.
    Halfway,
    /// Something new begins.
    Step,
    /// The other side.
    Switch,
    /// Tense.
    Tense,
    /// Let go.
    Release,
    /// The session is over.
    End,
    /// A bell for a part of a breath.
    Bell(Part),
    /// The first tick of a part.
    Beat(Part),
    /// Every further tick of a part.
    Tick(Part),
    /// What the sound delay is set by.
    Click,
}

/// How many ticks lead to an end.
const COUNTDOWN: u64 = 3;

/// A switch, a rest or getting into a pose that is shorter than this has no countdown.
const SHORTEST_COUNTED_PAUSE: Time = Time::from_secs(4);

/// A hold shorter than this has no countdown.
const SHORTEST_COUNTED_HOLD: Time = Time::from_secs(10);

/// A phase shorter than this is not struck: it would only rattle.
const SHORTEST_STRUCK: Time = Time::from_millis(100);

/// How long a session fades that ends silently, and not with a breath.
const FADE: Time = Time::from_secs(10);

/// A tick this close to the next phase is left out.
const BEFORE_NEXT: Time = Time::from_millis(400);

/// Every cue in order, at most one a frame.
pub(super) fn cues(timeline: &Timeline, rate: Hertz) -> Vec<Strike> {
    let spans = timeline.spans();
    let mut cues = Vec::new();
    let mut add = |at: Time, sound| cues.push(Strike { start: at.frame(rate), sound });
    for (i, span) in spans.iter().enumerate() {
        if let Some(sound) = beginning(i.checked_sub(1).map(|before| &spans[before]), span) {
            add(span.start, sound);
        }
        if is_counted(span) {
            (1..=COUNTDOWN)
                .filter(|&left| Time::from_secs(left) <= span.len)
                .for_each(|left| add(span.end() - Time::from_secs(left), Sound::Count));
        }
    }
    for side in spans.chunk_by(same_side).filter(|side| is_halved(timeline, side)) {
        let (first, last) = (side[0].start, side[side.len() - 1].end());
        add(Time::from_micros(u64::midpoint(first.micros(), last.micros())), Sound::Halfway);
    }
    if timeline.end() == End::Chime {
        add(timeline.len(), Sound::End);
    }
    cues.sort_by_key(|cue| (cue.start, std::cmp::Reverse(cue.sound)));
    cues.dedup_by_key(|cue| cue.start);
    cues
}

/// What is heard as a span begins.
fn beginning(before: Option<&Span>, span: &Span) -> Option<Sound> {
    let by_phase = match span.phase {
        Phase::Prepare => Some(Sound::Ready),
        Phase::Tense => Some(Sound::Tense),
        Phase::Release => Some(Sound::Release),
        Phase::Switch => Some(Sound::Switch),
        _ => None,
    };
    let Some(before) = before else {
        // The guide announces a breath.
        return by_phase.or((!span.phase.is_breath()).then_some(Sound::Step));
    };
    let is_pause = |phase| matches!(phase, Phase::Into | Phase::Switch | Phase::Rest);
    if by_phase.is_some() {
        by_phase
    } else if before.step != span.step {
        Some(Sound::Step)
    } else if span.side.is_some() && before.side.is_some() && before.side != span.side {
        Some(Sound::Switch)
    } else if is_pause(before.phase) || is_pause(span.phase) || before.round != span.round {
        Some(Sound::Step)
    } else {
        None
    }
}

/// Whether the last seconds of a span are counted.
fn is_counted(span: &Span) -> bool {
    match (span.kind, span.phase) {
        (Kind::Prepare, _) => true,
        (Kind::Stretch, Phase::Into | Phase::Switch | Phase::Rest) => span.len >= SHORTEST_COUNTED_PAUSE,
        (Kind::Stretch, Phase::Hold) => span.len >= SHORTEST_COUNTED_HOLD,
        _ => false,
    }
}

/// Whether two spans are of the same side of the same round of a hold.
fn same_side(one: &Span, other: &Span) -> bool {
    let held = |span: &Span| span.phase == Phase::Hold || span.phase.is_breath();
    held(one) && held(other) && (one.step, one.side, one.round) == (other.step, other.side, other.round)
}

/// Whether the middle of these spans of one side is cued.
fn is_halved(timeline: &Timeline, side: &[Span]) -> bool {
    let held = side.iter().all(|span| span.phase == Phase::Hold || span.phase.is_breath());
    let step = &timeline.steps()[side[0].step];
    held && matches!(timeline.written(step), Step::Stretch(Stretch { halfway: true, .. }))
}

/// From which frame to which a session without an end cue fades away: over its last breath or, where it ends with
/// something else, its last ten seconds.
pub(super) fn fade(timeline: &Timeline, rate: Hertz) -> Option<Range<u64>> {
    let end = timeline.len();
    let last = timeline.at(end).breath_start().unwrap_or(end - FADE.min(end));
    (timeline.end() == End::Silent).then(|| last.frame(rate)..end.frame(rate))
}

/// Every strike of a guide that strikes, in order; none for the others.
pub(super) fn strikes(timeline: &Timeline, guide: Guide, rate: Hertz) -> Vec<Strike> {
    let told = timeline.spans().iter().filter(|span| span.len >= SHORTEST_STRUCK);
    let told = told.filter_map(|span| Some((span, span.phase.part()?)));
    match guide {
        Guide::Bells => {
            told.map(|(span, part)| Strike { start: span.start.frame(rate), sound: Sound::Bell(part) }).collect()
        }
        Guide::Pulse => told.flat_map(|(span, part)| pulse(span, part, rate)).collect(),
        Guide::Tide | Guide::TwoTones | Guide::Silent => Vec::new(),
    }
}

/// A tick as a span begins and at every whole second of it that is not too near its end.
fn pulse(span: &Span, part: Part, rate: Hertz) -> impl Iterator<Item = Strike> {
    let last = (span.len - BEFORE_NEXT).micros() / 1_000_000;
    let start = span.start;
    (0..=last).map(move |second| Strike {
        start: (start + Time::from_secs(second)).frame(rate),
        sound: if second == 0 { Sound::Beat(part) } else { Sound::Tick(part) },
    })
}
