//! Four rings that open one after the other and close in reverse.
//!
//! While they open, an edge runs outside them, and a second in a top-up; while they close, a fine line stays where
//! each stood; in a hold they rest, and the outer hairline, which is the full breath, slowly fills.

use eframe::egui::{Align2, Pos2, Rect, Shape, Stroke, Vec2, lerp};

use super::breath::{Breath, smooth};
use super::{Brush, Ground, Scene, Seat, SeatShape, faded, filling, mesh, rate, states};
use crate::timeline::Moment;
use crate::ui::marks;
use crate::ui::motion::Motion;
use crate::ui::theme::line;

/// The radii of the open rings, innermost first, as parts of the hairline's.
const OPEN: [f32; 4] = [0.50, 0.635, 0.775, 0.92];
/// The radius of all of them when the breath is out.
const CLOSED: f32 = 0.44;
/// How much of the colour each ring shows.
const TINT: [f32; 4] = [0.93, 0.40, 0.22, 0.11];
/// Each ring begins this much of the breath after the one within it, and takes `SPAN` of it.
const LATER: f32 = 0.15;
const SPAN: f32 = 0.55;
/// How far the edges run outside the rings.
const EDGES: [f32; 2] = [0.022, 0.048];
/// How far a ring reaches beneath the one within it, in points, so that no paper shows between them.
const SEAM: f32 = 1.0;

/// The picture as numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bloom {
    /// The rings' radii, innermost first, as parts of the hairline's.
    pub rings: [f32; 4],
    /// The breath they are of.
    pub breath: Breath,
}

/// What the circle shows at a moment.
pub fn bloom(moment: Moment<'_>) -> Bloom {
    Bloom::of(Breath::of(moment))
}

impl Bloom {
    fn of(breath: Breath) -> Self {
        Self { rings: rings(breath.fullness), breath }
    }
}

/// The rings of a breath that is this full, 0…1.
pub fn rings(fullness: f32) -> [f32; 4] {
    let mut radii = OPEN;
    let (mut begins, mut within) = (0.0, CLOSED);
    for radius in &mut radii {
        let opened = smooth((fullness - begins) / SPAN);
        // Never smaller than the ring within it.
        *radius = lerp(CLOSED..=*radius, opened).max(within);
        within = *radius;
        begins += LATER;
    }
    radii
}

/// The hairline's radius and the middle, when the circle is drawn in `rect`.
pub fn place(rect: Rect) -> (Pos2, f32) {
    (rect.center(), rect.width().min(rect.height()) / 2.0 - line::MARK)
}

/// The radius within which the word stands at any moment.
pub fn word_radius(rect: Rect) -> f32 {
    place(rect).1 * CLOSED
}

/// Draws it.
pub(super) fn draw(scene: &Scene<'_>, brush: &Brush<'_>) -> Vec<Shape> {
    let rect = scene.room.area;
    let breath = scene.breath();
    if breath.act.is_none() && scene.lead_in.is_none() {
        let (centre, radius) = place(rect);
        return states::soft(centre, radius, breath.done, brush.colour, brush.palette);
    }
    let mut shapes = hairline(rect, brush);
    if scene.motion == Motion::Moving {
        shapes.extend(living(&Bloom::of(breath), rect, brush));
        return shapes;
    }
    // The open bloom fades in over the closed one and out again.
    let still = Breath::BEFORE;
    let turned = |fullness: f32| Bloom::of(Breath { fullness, ..still });
    shapes.extend(
        ripples(1.0, &turned(0.0), rect, brush).into_iter().flat_map(|shape| faded(vec![shape], breath.falling())),
    );
    shapes.extend(discs(&turned(0.0), rect, brush));
    shapes.extend(faded(discs(&turned(1.0), rect, brush), breath.fullness));
    shapes.extend(faded(edges([1.0, 0.0], &turned(1.0), rect, brush), breath.rising()));
    shapes.extend(faded(edges([0.0, 1.0], &turned(1.0), rect, brush), breath.topping()));
    if let Some(held) = breath.held {
        shapes.extend(filled(1.0, held.part * held.strength, rect, brush));
    }
    shapes
}

fn living(bloom: &Bloom, rect: Rect, brush: &Brush<'_>) -> Vec<Shape> {
    let breath = &bloom.breath;
    let mut shapes = ripples(breath.falling(), bloom, rect, brush);
    shapes.extend(discs(bloom, rect, brush));
    shapes.extend(edges([breath.rising(), breath.topping()], bloom, rect, brush));
    if let Some(held) = breath.held {
        shapes.extend(filled(held.part, held.strength, rect, brush));
    }
    shapes
}

fn hairline(rect: Rect, brush: &Brush<'_>) -> Vec<Shape> {
    let (centre, full) = place(rect);
    vec![Shape::circle_stroke(
        centre,
        full - line::HAIR,
        Stroke::new(line::MARK.min(full / 24.0), brush.palette.hairline),
    )]
}

/// Rings, not discs upon discs: where pixels are drawn by the processor, each one painted twice is paid twice.
fn discs(bloom: &Bloom, rect: Rect, brush: &Brush<'_>) -> Vec<Shape> {
    let (centre, full) = place(rect);
    let mut shapes = Vec::with_capacity(4);
    for (place, tint) in TINT.into_iter().enumerate().rev() {
        let (outer, colour) = (bloom.rings[place] * full, brush.tint(tint));
        let inner = if place == 0 { 0.0 } else { bloom.rings[place - 1] * full - SEAM };
        if place == 0 {
            shapes.push(mesh::disc(centre, outer, colour));
        } else if outer - inner > SEAM {
            // A circle's stroke lies outside its radius.
            shapes.push(Shape::circle_stroke(centre, inner, Stroke::new(outer - inner, colour)));
        }
    }
    shapes
}

/// The fine lines that stay where the rings stood.
fn ripples(strength: f32, bloom: &Bloom, rect: Rect, brush: &Brush<'_>) -> Vec<Shape> {
    let (centre, full) = place(rect);
    let left = |(was, is): &(f32, f32)| strength > 0.0 && (was - is) * full > 2.0;
    let line = |(was, is): (f32, f32)| {
        let tint = 0.55 * strength * smooth((was - is) / 0.06);
        Shape::circle_stroke(centre, was * full, Stroke::new(line::MARK, brush.tint(tint)))
    };
    OPEN.into_iter().zip(bloom.rings).skip(1).filter(left).map(line).collect()
}

/// The edges that run outside rings that open.
fn edges(strengths: [f32; 2], bloom: &Bloom, rect: Rect, brush: &Brush<'_>) -> Vec<Shape> {
    let (centre, full) = place(rect);
    let edge = |(apart, strength): (f32, f32)| {
        let stroke = Stroke::new(line::MARK.max(full * 0.009), brush.colour.gamma_multiply(0.75 * strength));
        (strength > 0.0).then(|| Shape::circle_stroke(centre, (bloom.rings[3] + apart) * full, stroke))
    };
    EDGES.into_iter().zip(strengths).filter_map(edge).collect()
}

/// The hairline, as far as it is filled.
fn filled(part: f32, strength: f32, rect: Rect, brush: &Brush<'_>) -> Vec<Shape> {
    let (centre, full) = place(rect);
    let width = (2.5 * line::MARK).min(full / 8.0);
    marks::arc(centre, full - width / 2.0 + line::HAIR, part, Stroke::new(width, brush.tint(strength)))
}

/// Where the word stands: in the innermost ring when it is closed, or in the whole soft ring of a sentence.
pub(super) fn seat(scene: &Scene<'_>) -> Seat {
    let rect = scene.room.area;
    let (centre, full) = place(rect);
    let sentence = scene.breath().act.is_none() && scene.lead_in.is_none();
    let (radius, ground) = if sentence { (full, Ground::Paper) } else { (word_radius(rect), Ground::Colour) };
    let rect = Rect::from_center_size(centre, Vec2::splat(2.0 * radius));
    Seat { rect, anchor: Align2::CENTER_CENTER, shape: SeatShape::Disc, ground }
}

/// How fast it moves, in points a second.
pub(super) fn speed(scene: &Scene<'_>) -> f32 {
    let (_, full) = place(scene.room.area);
    let rings = rate(scene.moment) * (OPEN[3] - CLOSED) / SPAN * full;
    rings.max(filling(scene.moment) * std::f32::consts::TAU * full * 0.5)
}
