//! What the eye follows: from a moment and a rectangle to shapes.
//!
//! Knows no clock and no state: the same moment always gives the same picture. Refuses to know words; it says where
//! they stand.

mod breath;
pub mod circle;
mod column;
mod mesh;
mod path;
mod ring;
pub mod sample;
pub mod states;
#[cfg(test)]
mod tests;
pub mod tide;

use std::time::Duration;

use eframe::egui::epaint::shape_transform::adjust_colors;
use eframe::egui::{Align2, Color32, Painter, Rect, Shape};

use super::motion::{FRAME, Motion};
use super::theme::Palette;
use crate::session::Pacer;
use crate::timeline::Moment;
use crate::units::Time;

use breath::{Breath, Held, part, smooth};
pub use sample::preview;

/// Where a pacer is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// All there is: [`Pacer::Tide`] and [`Pacer::Path`] go from edge to edge.
    pub window: Rect,
    /// Where nothing else stands: the other pacers and every word.
    pub area: Rect,
}

/// The time before a session begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeadIn {
    /// How much of it is left.
    pub left: Time,
    /// All of it.
    pub whole: Time,
}

/// Everything a picture follows from.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// Which picture.
    pub pacer: Pacer,
    /// Of what; in the lead-in, the first moment of all.
    pub moment: Moment<'a>,
    /// Before the beginning.
    pub lead_in: Option<LeadIn>,
    /// Where.
    pub room: Room,
    /// How it changes.
    pub motion: Motion,
}

/// Where the word of a breath, or the sentence of a rest, stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seat {
    /// The room there is for it; nothing else of the picture stands there.
    pub rect: Rect,
    /// Where in the rectangle it stands.
    pub anchor: Align2,
    /// Whether that room is a disc within the rectangle.
    pub shape: SeatShape,
    /// What it is written on.
    pub ground: Ground,
}

/// The shape of the room for a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeatShape {
    /// All of the rectangle.
    Box,
    /// The circle within it.
    Disc,
}

/// What a word is written on, and so the colour it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The paper, or water so thin that it reads as paper: `palette.ink`.
    Paper,
    /// The practice's own colour: `palette.on_accent`.
    Colour,
}

/// The colours of a picture.
#[derive(Clone, Copy, Debug)]
struct Brush<'a> {
    colour: Color32,
    palette: &'a Palette,
}

impl Brush<'_> {
    /// This much of the colour, solid on the window.
    fn tint(&self, part: f32) -> Color32 {
        self.palette.tint(self.colour, part)
    }
}

impl Scene<'_> {
    /// What is drawn now. Before the beginning the lungs are empty, and the mark of that place fills and goes.
    fn breath(&self) -> Breath {
        let Some(LeadIn { left, whole }) = self.lead_in else { return Breath::of(self.moment) };
        let done = 1.0 - part(left.part_of(whole));
        let strength = smooth(done / 0.1) * (1.0 - smooth((done - 0.8) / 0.2));
        Breath { done, held: Some(Held { place: 0.0, part: done, strength }), ..Breath::BEFORE }
    }
}

/// How a pacer is drawn, where its word stands, and how fast its fastest edge moves, in points a second.
struct Figure {
    draw: fn(&Scene<'_>, &Brush<'_>) -> Vec<Shape>,
    seat: fn(&Scene<'_>) -> Seat,
    speed: fn(&Scene<'_>) -> f32,
}

impl Figure {
    fn of(pacer: Pacer) -> Self {
        match pacer {
            Pacer::Tide => Self { draw: tide::draw, seat: tide::seat, speed: tide::speed },
            Pacer::Circle => Self { draw: circle::draw, seat: circle::seat, speed: circle::speed },
            Pacer::Ring => Self { draw: ring::draw, seat: ring::seat, speed: ring::speed },
            Pacer::Column => Self { draw: column::draw, seat: column::seat, speed: column::speed },
            Pacer::Path => Self { draw: path::draw, seat: path::seat, speed: path::speed },
        }
    }
}

/// Draws a pacer.
pub fn draw(painter: &Painter, scene: &Scene<'_>, colour: Color32, palette: &Palette) {
    painter.extend(shapes(scene, colour, palette));
}

/// What [`draw`] draws.
pub fn shapes(scene: &Scene<'_>, colour: Color32, palette: &Palette) -> Vec<Shape> {
    (Figure::of(scene.pacer).draw)(scene, &Brush { colour, palette })
}

/// Where its word stands.
pub fn seat(scene: &Scene<'_>) -> Seat {
    (Figure::of(scene.pacer).seat)(scene)
}

/// How far anything that is seen clearly may jump from one picture to the next, in points.
const STEP: f32 = 2.0;
/// The longest that a picture stands: a thirtieth of a second.
pub const LONGEST: Duration = Duration::from_micros(33_333);

/// How long its picture may stand before the eye would see a step: a sixtieth of a second when it moves fast, up to a
/// thirtieth when it is slow.
pub fn stands_for(scene: &Scene<'_>) -> Duration {
    let speed = match scene.motion {
        // What fades has no edges that step.
        Motion::Fading => 0.0,
        Motion::Moving => (Figure::of(scene.pacer).speed)(scene),
    };
    Duration::from_secs_f32((STEP / speed.max(1.0)).min(1.0)).clamp(FRAME, LONGEST)
}

/// How fast the breath fills or empties at this moment, in breaths a second.
fn rate(moment: Moment<'_>) -> f32 {
    let step = Time::from_millis(10);
    let now = moment.fullness();
    let then = if moment.left() > step { moment.at(moment.t + step) } else { moment.at(moment.t - step) };
    part((then.fullness() - now).abs() / step.secs())
}

/// How fast the filling of a hold's mark moves in a hold, in wholes a second.
fn filling(moment: Moment<'_>) -> f32 {
    let holds = Breath::of(moment).held.is_some_and(|held| held.part < 1.0);
    if holds { part(1.0 / moment.span().len.secs()) } else { 0.0 }
}

/// The same, so much fainter: 1 is as it was, 0 is nothing.
fn faded(shapes: Vec<Shape>, strength: f32) -> Vec<Shape> {
    if strength <= 0.0 {
        return Vec::new();
    }
    let fainter = |mut shape: Shape| {
        adjust_colors(&mut shape, move |colour| *colour = colour.gamma_multiply(strength));
        shape
    };
    shapes.into_iter().map(fainter).collect()
}

/// Time that passes while nothing is asked of the breath: a fine line that fills from the left or the middle.
fn passing(line: Rect, done: f32, brush: &Brush<'_>) -> Vec<Shape> {
    states::bar(line, done, brush.tint(0.6), brush.palette)
}

/// A rectangle that stands in a place.
const fn seat_in(rect: Rect, anchor: Align2) -> Seat {
    Seat { rect, anchor, shape: SeatShape::Box, ground: Ground::Paper }
}
