//! A tall glass that fills and empties.
//!
//! Its surface is a dome while the breath comes in, a bowl while it goes out and flat in a hold, in which a line grows
//! out of both sides; the room for a top-up is a chamber of its own.

use eframe::egui::{Align2, Color32, CornerRadius, Mesh, Pos2, Rect, Shape, Stroke, StrokeKind, lerp, pos2};

use super::breath::{Breath, bounds};
use super::{Brush, Scene, Seat, faded, filling, passing, rate, seat_in};
use crate::session::Part;
use crate::timeline::{Moment, Phase};
use crate::ui::motion::Motion;
use crate::ui::theme::{line, space};

/// The glass is this much of its height wide.
const WIDE: f32 = 0.25;
/// Where its surface stands, empty and full, as parts of the height from the top.
const EMPTY: f32 = 0.845;
const FULL: f32 = 0.155;
/// How far a dome rises in its middle, as a part of the width.
const DOME: f32 = 0.26;
/// Where the chamber of a top-up begins.
const CHAMBER: f32 = 0.8;
/// How far the lines of a hold reach, as a part of the width.
const REACH: f32 = 0.55;

/// The picture as numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glass {
    /// How full it is.
    pub(super) level: f32,
    /// How its surface is bent: 1 is the highest dome, −1 the deepest bowl, 0 flat.
    pub(super) dome: f32,
    /// Whether the breath has a top-up, which has its own chamber.
    pub(super) chamber: Chamber,
    /// The breath.
    pub(super) breath: Breath,
}

/// Whether the room for a top-up is set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chamber {
    /// It is.
    Apart,
    /// There is none.
    None,
}

/// What the glass shows at a moment.
pub(super) fn glass(moment: Moment<'_>) -> Glass {
    let breath = Breath::of(moment);
    let spans = moment.spans();
    let (first, beyond) = bounds(spans, moment.index);
    let tops_up = spans[first..beyond].iter().any(|span| span.phase == Phase::Breath(Part::TopUp));
    let chamber = if tops_up { Chamber::Apart } else { Chamber::None };
    Glass { level: breath.fullness, dome: breath.rising() - breath.falling(), chamber, breath }
}

/// The glass in its place: left of the word, or in the middle of nothing.
fn place(area: Rect) -> Rect {
    let height = area.height();
    let wide = area.width() >= space::NARROW;
    let tiny = area.width() < 200.0;
    let width = if wide { height * WIDE } else { (height * WIDE).min(area.width() * 0.24) };
    let middle = if tiny {
        area.center().x
    } else if wide {
        area.left() + area.width() * 0.30
    } else {
        area.left() + width * (0.5 + REACH)
    };
    Rect::from_center_size(pos2(middle, area.center().y), eframe::egui::vec2(width, height))
}

/// Draws it.
pub(super) fn draw(scene: &Scene<'_>, brush: &Brush<'_>) -> Vec<Shape> {
    let rect = place(scene.room.area);
    let mut now = glass(scene.moment);
    let breath = scene.breath();
    if scene.lead_in.is_some() {
        now = Glass { level: 0.0, dome: 0.0, breath, ..now };
    }
    let mut shapes = vec![outline(rect, brush)];
    if scene.motion == Motion::Moving {
        shapes.push(water(&now, rect, brush));
    } else {
        let low = Glass { level: 0.0, dome: 0.0, ..now };
        shapes.push(water(&low, rect, brush));
        shapes.extend(faded(vec![water(&Glass { level: 1.0, ..low }, rect, brush)], breath.fullness));
        shapes.push(cap(1.0, rect, brush.tint(0.85).gamma_multiply(breath.rising())));
        shapes.push(cap(-1.0, rect, brush.palette.surface.gamma_multiply(breath.falling())));
    }
    shapes.extend(chamber(&now, rect, brush));
    shapes.extend(marks(&breath, rect, scene.motion, brush));
    if breath.act.is_none() && scene.lead_in.is_none() {
        let seat = seat(scene).rect;
        let line = Rect::from_min_size(
            pos2(seat.left(), seat.bottom() - 4.0),
            eframe::egui::vec2(seat.width().min(240.0), 4.0),
        );
        shapes.extend(passing(line, breath.done, brush));
    }
    shapes
}

fn outline(rect: Rect, brush: &Brush<'_>) -> Shape {
    let corner = CornerRadius::same(rounding(rect.width() / 2.0));
    Shape::rect_stroke(
        rect,
        corner,
        Stroke::new(line::MARK.min(rect.width() / 20.0), brush.palette.hairline),
        StrokeKind::Inside,
    )
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a radius of at most 255 points")]
fn rounding(radius: f32) -> u8 {
    radius.clamp(0.0, 255.0) as u8
}

/// The inside of the glass.
fn inside(rect: Rect) -> Rect {
    rect.shrink((rect.width() * 0.06).clamp(2.0, 12.0))
}

/// The height of the calm surface.
fn surface(level: f32, rect: Rect) -> f32 {
    rect.top() + rect.height() * lerp(EMPTY..=FULL, level)
}

/// The water in it, soft at its edges.
fn water(glass: &Glass, rect: Rect, brush: &Brush<'_>) -> Shape {
    let inside = inside(rect);
    let (radius, middle) = (inside.width() / 2.0, inside.center().x);
    let level = surface(glass.level, rect);
    let mut mesh = Mesh::default();
    let colour = brush.tint(0.85);
    let mut right = 0;
    for step in 0..=48_u8 {
        // Closer where the glass is round.
        let across = -(std::f32::consts::PI * f32::from(step) / 48.0).cos();
        // Half a point within, where it has its full colour, and half a point outside, where it has none.
        for (reach, colour, out) in [(radius + 0.5, Color32::TRANSPARENT, 0.5_f32), (radius - 0.5, colour, -0.5)] {
            let round = (reach * reach - (across * reach).powi(2)).max(0.0).sqrt();
            let bent = (1.0 - across * across - 2.0 / 3.0) * glass.dome * DOME * inside.width();
            let lid = inside.top() + radius - round;
            let floor = inside.bottom() - radius + round;
            let top = (level - bent - out).max(lid).min(floor);
            mesh.colored_vertex(Pos2::new(middle + across * reach, top), colour);
            mesh.colored_vertex(Pos2::new(middle + across * reach, floor), colour);
        }
        if right > 0 {
            let left = right - 4;
            // Outer top, outer floor, inner top, inner floor: the soft top, the body, the soft floor.
            for (one, other) in [(0, 2), (2, 3), (3, 1)] {
                mesh.add_triangle(left + one, left + other, right + one);
                mesh.add_triangle(left + other, right + one, right + other);
            }
        }
        right += 4;
    }
    // The soft sides.
    for side in [0, right - 4] {
        mesh.add_triangle(side, side + 2, side + 3);
        mesh.add_triangle(side, side + 3, side + 1);
    }
    Shape::mesh(mesh)
}

/// A dome on full water, or a bowl cut out of it, by itself: for pictures that fade.
fn cap(bend: f32, rect: Rect, colour: Color32) -> Shape {
    let inside = inside(rect);
    let level = surface(1.0, rect);
    let point = |step: u8| {
        let across = f32::from(step) / 12.0 - 1.0;
        let lift = (1.0 - across * across) * bend * DOME * inside.width();
        pos2(inside.center().x + across * inside.width() / 2.0, level - lift)
    };
    Shape::convex_polygon((0..=24).map(point).collect(), colour, Stroke::NONE)
}

/// The gap below the chamber of a top-up.
fn chamber(glass: &Glass, rect: Rect, brush: &Brush<'_>) -> Option<Shape> {
    let y = surface(CHAMBER, rect);
    let stroke = Stroke::new((rect.width() * 0.045).clamp(1.5, 8.0), brush.palette.surface);
    (glass.chamber == Chamber::Apart).then(|| Shape::hline(rect.x_range().expand(1.0), y, stroke))
}

/// Where the surface stands at the ends of a breath, and the lines that grow out of the glass in a hold.
fn marks(breath: &Breath, rect: Rect, motion: Motion, brush: &Brush<'_>) -> Vec<Shape> {
    let width = (line::MARK * rect.height() / 400.0).clamp(1.0, 5.0);
    let gap = rect.width() * 0.08;
    let mut shapes = Vec::new();
    for (full, end) in [(1.0, FULL), (0.0, EMPTY)] {
        let y = rect.top() + rect.height() * end;
        let mut sides = |reach: f32, stroke: Stroke| {
            shapes.push(Shape::hline(rect.left() - gap - reach..=rect.left() - gap, y, stroke));
            shapes.push(Shape::hline(rect.right() + gap..=rect.right() + gap + reach, y, stroke));
        };
        let short = rect.width() * 0.10;
        sides(short, Stroke::new(width, brush.palette.faint));
        if let Some(held) = breath.held.filter(|held| (held.place - full).abs() < 0.5) {
            let (part, strength) = match motion {
                Motion::Moving => (held.part, held.strength),
                Motion::Fading => (1.0, held.part * held.strength),
            };
            let ink = brush.palette.ink.gamma_multiply(strength);
            sides(lerp(short..=rect.width() * REACH - gap, part), Stroke::new(1.5 * width, ink));
        }
    }
    shapes
}

/// Where the word stands: right of the glass.
pub(super) fn seat(scene: &Scene<'_>) -> Seat {
    let area = scene.room.area;
    let rect = place(area);
    let wide = area.width() >= space::NARROW;
    let left = rect.right() + rect.width() * REACH + if wide { space::CARD } else { space::TIGHT };
    let room = Rect::from_min_max(pos2(left.min(area.right()), area.top()), area.max);
    seat_in(room.shrink2(eframe::egui::vec2(0.0, area.height() * 0.2)), Align2::LEFT_CENTER)
}

/// How fast it moves, in points a second.
pub(super) fn speed(scene: &Scene<'_>) -> f32 {
    let rect = place(scene.room.area);
    let rise = rate(scene.moment) * (EMPTY - FULL) * rect.height();
    rise.max(filling(scene.moment) * rect.width() * REACH)
}
