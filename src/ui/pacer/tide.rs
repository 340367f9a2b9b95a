//! Water that rises to the upper mark on the inhale and falls to the lower on the exhale.
//!
//! While it comes in, a swell runs ahead above the surface, and two of them in a top-up; while it goes out it leaves a
//! wet line at the upper mark; in a hold it is a mirror, and the mark it stands at grows across.

use std::f32::consts::TAU;

use eframe::egui::{Align2, Pos2, Rect, Shape, Stroke, lerp, pos2};

use super::breath::{Breath, Held, part, smooth};
use super::{Brush, Room, Scene, Seat, faded, filling, mesh, rate, seat_in};
use crate::session::Part;
use crate::timeline::Moment;
use crate::ui::motion::Motion;
use crate::ui::theme::line;
use crate::units::Time;

/// Where the marks stand, as parts of the height from the top; the upper one lower where something stands above it.
const UPPER: f32 = 0.29;
const LOWER: f32 = 0.80;
/// The part of the height that a word needs between what stands above it and the upper mark: its letters, smaller ones
/// above them, and the highest swell.
const WORD: f32 = 0.235;
/// How high the waves are and how long, in points of a window 800 high, and how many seconds one takes to pass.
const WAVE: f32 = 11.0;
const LENGTH: f32 = 330.0;
const PASSING: f64 = 14.0;
/// How much of their height the waves keep when the breath turns.
const CALM: f32 = 0.4;
/// How far ahead of the surface a swell runs at most.
const AHEAD: f32 = 20.0;
/// A mark's length at rest.
const MARK: f32 = 40.0;
/// A surface comes to rest, and out of it, in this long.
const SETTLES: Time = Time::from_millis(900);

/// The picture as numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Water {
    /// 0 at the lower mark, 1 at the upper.
    pub height: f32,
    /// How far the waves have moved, in waves, 0…1.
    pub drift: f32,
    /// How high the waves are: 0 is a mirror.
    pub waves: f32,
    /// How far the swells run ahead, 0…1: the first, and the second of a top-up.
    pub ahead: [f32; 2],
    /// How wet it is between the surface and the upper mark, 0…1.
    pub wet: f32,
    /// The mark of a hold.
    pub held: Option<Held>,
}

/// What the water shows at a moment.
pub fn water(moment: Moment<'_>) -> Water {
    let breath = Breath::of(moment);
    let moving = (breath.rising() + breath.falling()) * (1.0 - CALM) + CALM;
    let waves = if breath.act.is_some_and(Part::holds) { moving * (1.0 - rest(moment)) } else { moving };
    Water {
        waves,
        ahead: [breath.rising(), breath.topping()],
        wet: breath.falling(),
        ..Water::still(&breath, part((moment.t.secs() / PASSING).fract()))
    }
}

/// How much a surface is at rest in a span in which it stands.
fn rest(moment: Moment<'_>) -> f32 {
    let whole = SETTLES.min(Time::from_micros(moment.span().len.micros() / 2));
    smooth(part(moment.into().min(moment.left()).part_of(whole)))
}

impl Water {
    fn still(breath: &Breath, drift: f32) -> Self {
        Self { height: breath.fullness, drift, waves: CALM, ahead: [0.0; 2], wet: 0.0, held: breath.held }
    }
}

/// Where the upper mark stands, as a part of the height from the top.
fn upper(room: Room) -> f32 {
    let above = (room.area.top() - room.window.top()) / room.window.height().max(1.0);
    UPPER.max(above + WORD).min(LOWER - 0.2)
}

/// The height of the calm surface in `room`.
pub fn surface(water: &Water, room: Room) -> f32 {
    room.window.top() + room.window.height() * lerp(LOWER..=upper(room), water.height)
}

/// How far above its calm surface anything of the water reaches.
pub(super) fn crest(water: &Water, rect: Rect) -> f32 {
    scale(rect) * (WAVE * water.waves + AHEAD * (water.ahead[0] + water.ahead[1] * 0.7))
}

fn scale(rect: Rect) -> f32 {
    (rect.width().min(rect.height()) / 800.0).clamp(0.22, 1.6)
}

/// Draws it over all of the window.
pub(super) fn draw(scene: &Scene<'_>, brush: &Brush<'_>) -> Vec<Shape> {
    let room = scene.room;
    let breath = scene.breath();
    if scene.motion == Motion::Moving {
        let now = match scene.lead_in {
            // The waves come on as they will go on.
            Some(lead_in) => Water::still(&breath, 1.0 - part((lead_in.left.secs() / PASSING).fract())),
            None => water(scene.moment),
        };
        return picture(&now, room, brush);
    }
    // Deep water fades in over shallow water and out again.
    let low = Water { height: 0.0, held: None, ..Water::still(&breath, 0.0) };
    let high = Water { height: 1.0, held: None, ahead: [0.0; 2], ..low };
    let mut shapes = body(&low, room, brush);
    shapes.extend(faded(body(&high, room, brush), breath.fullness));
    shapes.extend(faded(swells(&Water { ahead: [1.0, 1.0], ..low }, room, brush), breath.rising() * 0.8));
    shapes.extend(faded(wet(&Water { wet: 1.0, ..low }, room, brush), breath.falling() * 0.8));
    let fades = breath.held.map(|held| Held { part: 1.0, strength: held.strength * held.part, ..held });
    shapes.extend(marks(fades, room, brush));
    shapes
}

fn picture(water: &Water, room: Room, brush: &Brush<'_>) -> Vec<Shape> {
    let mut shapes = wet(water, room, brush);
    shapes.extend(swells(water, room, brush));
    shapes.extend(body(water, room, brush));
    shapes.extend(marks(water.held, room, brush));
    shapes
}

/// The water itself.
fn body(water: &Water, room: Room, brush: &Brush<'_>) -> Vec<Shape> {
    let rect = room.window;
    let level = surface(water, room);
    let (top, bottom) = brush.palette.water;
    let colours = [brush.tint(top), brush.tint(bottom)];
    let lower = level + WAVE * scale(rect) + 1.0;
    let between = colours[0].lerp_to_gamma(colours[1], (lower - level) / (rect.bottom() - level).max(1.0));
    let line = surface_line(rect, level, water.waves, water.drift);
    // Only the band of the waves is made of many pieces: the rest is one.
    let band = mesh::ribbon(&line, lower, [colours[0], between]);
    let ground = Rect::from_min_max(pos2(rect.left(), lower), rect.max);
    vec![band, mesh::fall(ground, [between, colours[1]])]
}

/// The swells that run ahead of water that comes in, the farther the fainter.
fn swells(water: &Water, room: Room, brush: &Brush<'_>) -> Vec<Shape> {
    let rect = room.window;
    let level = surface(water, room);
    let (top, _) = brush.palette.water;
    let mut shapes = Vec::new();
    let (first, second) = (water.ahead[0], water.ahead[1]);
    let reach = [first + second * 0.7, first * 0.55 + second * 0.15];
    for (reach, strength, apart) in [(reach[0], second * 0.26, 0.71), (reach[1], 0.52, 0.37)] {
        if strength <= 0.0 {
            continue;
        }
        // It runs the other way, so that its crests open and close against the water's.
        let line = surface_line(
            rect,
            level - AHEAD * scale(rect) * reach - 3.0 * scale(rect),
            water.waves,
            apart - water.drift,
        );
        let lower = level + WAVE * scale(rect);
        shapes.push(mesh::ribbon(&line, lower, [brush.tint(top * strength); 2]));
    }
    shapes
}

/// What water that goes out leaves: a wet shore, and a line where it stood.
fn wet(water: &Water, room: Room, brush: &Brush<'_>) -> Vec<Shape> {
    if water.wet <= 0.0 {
        return Vec::new();
    }
    let rect = room.window;
    let y = rect.top() + rect.height() * upper(room);
    let scale = scale(rect);
    let line = surface_line(rect, y, CALM, 0.37);
    let shore = brush.tint(brush.palette.water.0 * 0.26 * water.wet);
    vec![
        mesh::ribbon(&line, surface(water, room) + WAVE * scale, [shore; 2]),
        Shape::line(line, Stroke::new(line::MARK * scale.max(0.6), brush.tint(0.5 * water.wet))),
    ]
}

/// The marks at both ends of the breath, and the one that grows in a hold.
fn marks(held: Option<Held>, room: Room, brush: &Brush<'_>) -> Vec<Shape> {
    let rect = room.window;
    let scale = scale(rect);
    let from = rect.left() + 60.0_f32.min(rect.width() * 0.06);
    let short = MARK.min(rect.width() * 0.07);
    let mut shapes = Vec::new();
    for (height, full) in [(upper(room), 1.0), (LOWER, 0.0)] {
        let y = rect.top() + rect.height() * height;
        let width = line::MARK * scale.max(0.5);
        shapes.push(Shape::hline(from..=from + short, y, Stroke::new(width, brush.palette.quiet)));
        if let Some(held) = held.filter(|held| (held.place - full).abs() < 0.5) {
            let whole = rect.right() - from - (from - rect.left());
            let reach = from + short + (whole - short) * held.part;
            let ink = brush.palette.ink.gamma_multiply(held.strength);
            shapes.push(Shape::hline(from..=reach, y, Stroke::new(1.5 * width, ink)));
        }
    }
    shapes
}

/// The points of a moving line across `rect`.
fn surface_line(rect: Rect, level: f32, waves: f32, drift: f32) -> Vec<Pos2> {
    let scale = scale(rect);
    let steps = (rect.width() / (12.0 * scale)).ceil().clamp(16.0, 400.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "16 to 400")]
    let count = steps as u16;
    let point = |step: u16| {
        let x = rect.width() * f32::from(step) / steps;
        pos2(rect.left() + x, level + WAVE * scale * waves * (TAU * (x / (LENGTH * scale) + drift)).sin())
    };
    (0..=count).map(point).collect()
}

/// Where the word floats.
pub(super) fn seat(scene: &Scene<'_>) -> Seat {
    let Room { window, area } = scene.room;
    let (water, lifted) = match (scene.motion, scene.lead_in) {
        (Motion::Moving, None) => {
            let water = water(scene.moment);
            (water, crest(&water, window))
        }
        // It stays where deep water ends.
        (Motion::Fading, _) => (Water { height: 1.0, ..Water::still(&Breath::BEFORE, 0.0) }, WAVE * scale(window)),
        (Motion::Moving, Some(_)) => (Water::still(&Breath::BEFORE, 0.0), WAVE * scale(window)),
    };
    let bottom = surface(&water, scene.room) - lifted - 8.0 * scale(window);
    let top = area.top();
    seat_in(Rect::from_min_max(pos2(area.left(), top.min(bottom)), pos2(area.right(), bottom)), Align2::CENTER_BOTTOM)
}

/// How fast it moves, in points a second.
pub(super) fn speed(scene: &Scene<'_>) -> f32 {
    let window = scene.room.window;
    // Its edge is a long soft line that the eye goes along with: a longer step is not seen.
    let rise = 0.67 * rate(scene.moment) * (LOWER - upper(scene.room)) * window.height();
    rise.max(filling(scene.moment) * window.width() * 0.5)
}
