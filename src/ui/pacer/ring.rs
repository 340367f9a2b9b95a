//! The breath laid around a ring, as thick as it is full: it swells on the inhale, stays thick in a hold, thins on the
//! exhale. A bead goes round it once a breath and leaves the part that is done in full colour.
//!
//! A top-up is set apart by a gap; holds are cut into short pieces, and the bead is open in them.

use std::f32::consts::{PI, TAU};

use eframe::egui::{Align2, Color32, Mesh, Pos2, Rect, Shape, Stroke, Vec2, lerp, vec2};

use super::breath::{bounds, fullness_at, part, smooth};
use super::{Brush, Ground, Scene, Seat, SeatShape, circle, mesh, states};
use crate::timeline::{Moment, Phase, Span};
use crate::ui::motion::Motion;
use crate::ui::theme::line;
use crate::units::Time;

/// Where the ring begins, and how thick it is empty and full, as parts of the radius.
const INNER: f32 = 0.70;
const THIN: f32 = 0.035;
const THICK: f32 = 0.27;
/// How much of its colour it shows where nothing is done yet, and where it is.
const AHEAD: f32 = 0.20;
const DONE: f32 = 0.90;
/// How many pieces it is made of.
const PIECES: u16 = 180;
/// A hold is cut this often in a whole turn.
const CUTS: f32 = 72.0;
/// The bead opens in a hold, and closes after it, in this long.
const OPENS: Time = Time::from_millis(350);

/// One span of a breath on the ring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Arc {
    /// Where it begins and ends, in turns.
    pub(super) from: f32,
    pub(super) to: f32,
    /// What is done in it.
    pub(super) phase: Phase,
    /// How much of its colour it shows where the bead has been.
    pub(super) tint: f32,
}

/// The picture as numbers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RingState {
    /// Where the bead is, in turns: 0 at the top, clockwise.
    pub(super) bead: f32,
    /// How full the breath is.
    pub(super) fullness: f32,
    /// How open the bead is, 0…1: in a hold.
    pub(super) open: f32,
    /// The spans of this breath.
    pub(super) arcs: Vec<Arc>,
    /// Which of them is done now.
    pub(super) present: usize,
}

/// One breath of a timeline: when it begins and how long it lasts.
#[derive(Clone, Copy, Debug)]
struct Lap {
    start: Time,
    len: Time,
}

impl Lap {
    fn of(spans: &[Span], index: usize) -> Self {
        let (first, beyond) = bounds(spans, index);
        let start = spans[first].start;
        Self { start, len: spans[beyond - 1].end() - start }
    }

    /// The moment a part of the way through it.
    fn at(self, part: f32) -> Time {
        self.start + Time::from_secs_f64(self.len.secs() * f64::from(part)).unwrap_or(Time::ZERO)
    }
}

/// What the ring shows at a moment of a breath.
pub(super) fn turn(moment: Moment<'_>) -> RingState {
    let spans = moment.spans();
    let (first, beyond) = bounds(spans, moment.index);
    let lap = Lap::of(spans, moment.index);
    let place = |t: Time| part((t - lap.start).part_of(lap.len));
    let done = part(moment.progress());
    let before = if moment.index == first { beyond - 1 } else { moment.index - 1 };
    let arc = |index: usize| {
        let span = &spans[index];
        let tint = if index == moment.index {
            DONE
        } else if index == before {
            lerp(DONE..=AHEAD, smooth(done))
        } else {
            AHEAD
        };
        Arc { from: place(span.start), to: place(span.end()), phase: span.phase, tint }
    };
    let held = moment.span().phase.holds_breath();
    let whole = OPENS.min(Time::from_micros(moment.span().len.micros() / 2));
    let open = if held { smooth(part(moment.into().min(moment.left()).part_of(whole))) } else { 0.0 };
    RingState {
        bead: place(moment.t),
        fullness: part(moment.fullness()),
        open,
        arcs: (first..beyond).map(arc).collect(),
        present: moment.index - first,
    }
}

/// How thick the ring is there: half a turn behind and ahead of the bead it is this breath's, beyond that the next
/// one's or the one's before, so that a breath that changes changes the ring where nobody looks.
fn thickness(moment: Moment<'_>, laps: [Lap; 3], bead: f32, place: f32) -> f32 {
    let lap = if place - bead > 0.5 {
        laps[0]
    } else if bead - place > 0.5 {
        laps[2]
    } else {
        laps[1]
    };
    lerp(THIN..=THICK, fullness_at(moment, lap.at(place)))
}

fn laps(moment: Moment<'_>) -> [Lap; 3] {
    let spans = moment.spans();
    let (first, beyond) = bounds(spans, moment.index);
    let here = Lap::of(spans, moment.index);
    let breath = |index: usize| spans.get(index).filter(|span| span.phase.is_breath()).map(|_| Lap::of(spans, index));
    [first.checked_sub(1).and_then(breath).unwrap_or(here), here, breath(beyond).unwrap_or(here)]
}

/// Draws it.
pub(super) fn draw(scene: &Scene<'_>, brush: &Brush<'_>) -> Vec<Shape> {
    let (centre, radius) = circle::place(scene.room.area);
    let breath = scene.breath();
    if !scene.moment.span().phase.is_breath() {
        return match scene.lead_in {
            Some(_) => states::soft(centre, radius * INNER, breath.done, brush.colour, brush.palette),
            None => states::soft(centre, radius, breath.done, brush.colour, brush.palette),
        };
    }
    let mut turn = turn(scene.moment);
    let moving = scene.motion == Motion::Moving;
    if scene.lead_in.is_some() {
        turn.arcs.iter_mut().for_each(|arc| arc.tint = AHEAD);
    } else if !moving {
        still(&mut turn, breath.done);
    }
    let laps = laps(scene.moment);
    let thick = |place: f32| thickness(scene.moment, laps, turn.bead, place) * radius;
    let mut shapes = vec![band(&turn, centre, radius, thick, brush)];
    shapes.extend(gaps(&turn, centre, radius, brush));
    if let (Some(_), Some(held)) = (scene.lead_in, breath.held) {
        let inner = radius * (INNER - 0.03);
        let stroke = Stroke::new(2.0 * line::MARK.min(radius / 40.0), brush.tint(held.strength));
        shapes.extend(crate::ui::marks::arc(centre, inner, held.part, stroke));
    }
    if moving {
        shapes.extend(bead(&turn, centre, radius, brush));
    }
    shapes
}

/// Without movement: the whole of what is done now fades in, and no bead goes round.
fn still(turn: &mut RingState, done: f32) {
    if let Some(arc) = turn.arcs.get_mut(turn.present) {
        arc.tint = lerp(AHEAD..=DONE, smooth(done));
        turn.bead = arc.to;
    }
}

/// How much of its colour the ring shows at a place: the present span only as far as the bead has come.
fn tint(turn: &RingState, place: f32) -> f32 {
    let here = turn.arcs.iter().position(|arc| (arc.from..arc.to).contains(&place));
    let here = here.unwrap_or(turn.arcs.len().saturating_sub(1));
    if here == turn.present && place > turn.bead { AHEAD } else { turn.arcs.get(here).map_or(AHEAD, |arc| arc.tint) }
}

/// The ring itself, soft at both edges.
fn band(turn: &RingState, centre: Pos2, radius: f32, thick: impl Fn(f32) -> f32, brush: &Brush<'_>) -> Shape {
    let mut mesh = Mesh::default();
    let inner = radius * INNER;
    let mut right = 0;
    for (place, sample) in places(turn, radius) {
        let (out, colour) = (towards(place), brush.tint(tint(turn, sample)));
        let outer = inner + thick(sample);
        for (reach, colour) in [
            (inner - 0.5, Color32::TRANSPARENT),
            (inner + 0.5, colour),
            (outer - 0.5, colour),
            (outer + 0.5, Color32::TRANSPARENT),
        ] {
            mesh.colored_vertex(centre + out * reach, colour);
        }
        if right > 0 {
            let left = right - 4;
            for row in 0..3 {
                mesh.add_triangle(left + row, left + row + 1, right + row);
                mesh.add_triangle(left + row + 1, right + row, right + row + 1);
            }
        }
        right += 4;
    }
    Shape::mesh(mesh)
}

/// Where the ring's corners are, and where each takes its colour from: evenly, and twice where a colour ends, which is
/// soft by a point.
fn places(turn: &RingState, radius: f32) -> Vec<(f32, f32)> {
    const LITTLE: f32 = 1e-4;
    let soft = 0.6 / (TAU * radius.max(1.0));
    let even = (0..=PIECES).map(|step| f32::from(step) / f32::from(PIECES));
    let ends = turn.arcs.iter().map(|arc| arc.to).chain([turn.bead]).filter(|end| (soft..1.0 - soft).contains(end));
    let ends: Vec<f32> = ends.collect();
    let apart = |place: &f32| ends.iter().all(|end| (place - end).abs() > soft);
    let mut places: Vec<(f32, f32)> = even.filter(apart).map(|place| (place, place.min(1.0 - LITTLE))).collect();
    places.extend(ends.iter().flat_map(|end| [(end - soft, end - LITTLE), (end + soft, end + LITTLE)]));
    places.sort_by(|one, other| one.0.total_cmp(&other.0));
    places
}

/// What is cut out of the ring: a line where one span meets the next, many of them in a hold.
fn gaps(turn: &RingState, centre: Pos2, radius: f32, brush: &Brush<'_>) -> Vec<Shape> {
    let width = (radius * 0.012).max(1.0);
    let cut = |place: f32| {
        let out = towards(place);
        let ends = [centre + out * (radius * INNER - 2.0), centre + out * (radius * (INNER + THICK) + 2.0)];
        Shape::line_segment(ends, Stroke::new(width, brush.palette.surface))
    };
    let mut shapes = Vec::new();
    for arc in &turn.arcs {
        shapes.push(cut(arc.from));
        if arc.phase.holds_breath() {
            let pieces = ((arc.to - arc.from) * CUTS).round().max(2.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "2 to 72")]
            let count = pieces as u8;
            shapes.extend((1..count).map(|piece| cut(lerp(arc.from..=arc.to, f32::from(piece) / pieces))));
        }
    }
    shapes
}

/// The bead, open in a hold.
fn bead(turn: &RingState, centre: Pos2, radius: f32, brush: &Brush<'_>) -> Vec<Shape> {
    let thick = lerp(THIN..=THICK, turn.fullness) * radius;
    let at = centre + towards(turn.bead) * (radius * INNER + thick / 2.0);
    let size = lerp(0.042..=0.098, turn.fullness) * radius;
    let rim = (radius * 0.016).max(1.0);
    let mut shapes = vec![mesh::disc(at, size + rim, brush.palette.surface), mesh::disc(at, size, brush.colour)];
    if turn.open > 0.0 {
        shapes.push(mesh::disc(at, size * 0.62 * turn.open, brush.palette.surface));
    }
    shapes
}

/// The direction of a place, in turns from the top, clockwise.
fn towards(place: f32) -> Vec2 {
    let angle = TAU * place - PI / 2.0;
    vec2(angle.cos(), angle.sin())
}

/// Where the word stands: within the ring.
pub(super) fn seat(scene: &Scene<'_>) -> Seat {
    let (centre, radius) = circle::place(scene.room.area);
    let sentence = scene.breath().act.is_none() && scene.lead_in.is_none();
    let inner = if sentence { radius } else { radius * (INNER - 0.06) };
    let rect = Rect::from_center_size(centre, Vec2::splat(2.0 * inner));
    Seat { rect, anchor: Align2::CENTER_CENTER, shape: SeatShape::Disc, ground: Ground::Paper }
}

/// How fast its bead moves, in points a second.
pub(super) fn speed(scene: &Scene<'_>) -> f32 {
    if !scene.moment.span().phase.is_breath() || scene.lead_in.is_some() {
        return 0.0;
    }
    let (_, radius) = circle::place(scene.room.area);
    let lap = Lap::of(scene.moment.spans(), scene.moment.index);
    part(1.0 / lap.len.secs()) * TAU * radius * (INNER + THICK / 2.0)
}
