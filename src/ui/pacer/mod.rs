//! What the eye follows: from a moment and a rectangle to shapes.
//!
//! Knows no clock and no state: the same moment always gives the same picture. Refuses to know words; it says where
//! they stand.

pub mod circle;
pub mod states;
pub mod tide;

use std::time::Duration;

use eframe::egui::{Align2, Color32, Painter, Rect, pos2};

use super::motion::{FRAME, Motion};
use super::theme::Palette;
use crate::session::Pacer;
use crate::timeline::Moment;
use crate::units::Time;

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

/// Draws a pacer.
pub fn draw(painter: &Painter, scene: &Scene<'_>, colour: Color32, palette: &Palette) {
    let Room { window, area } = scene.room;
    match scene.pacer {
        Pacer::Tide => painter.extend(tide::draw(&tide::water(scene.moment), window, colour, palette)),
        _ => painter.extend(circle::draw(&circle::bloom(scene.moment), area, colour, palette)),
    }
}

/// Where its word stands.
pub fn seat(scene: &Scene<'_>) -> Seat {
    let Room { window, area } = scene.room;
    if scene.pacer == Pacer::Tide {
        let level = tide::surface(&tide::water(scene.moment), window);
        let rect = Rect::from_min_max(pos2(area.left(), window.top()), pos2(area.right(), level - 16.0));
        return Seat { rect, anchor: Align2::CENTER_BOTTOM, shape: SeatShape::Box, ground: Ground::Paper };
    }
    let (centre, _) = circle::place(area);
    let rect = Rect::from_center_size(centre, eframe::egui::Vec2::splat(2.0 * circle::word_radius(area)));
    Seat { rect, anchor: Align2::CENTER_CENTER, shape: SeatShape::Disc, ground: Ground::Colour }
}

/// How long its picture may stand before the eye would see a step: a sixtieth of a second when it moves fast, up to a
/// thirtieth when it is slow.
pub fn stands_for(_scene: &Scene<'_>) -> Duration {
    FRAME
}

/// Draws a small living sample: a breath of ten seconds, `secs` after it began, over and over.
pub fn preview(painter: &Painter, rect: Rect, pacer: Pacer, secs: f64, motion: Motion, set: (Color32, &Palette)) {
    let (colour, palette) = set;
    let _ = motion;
    let fullness = 0.5 - 0.5 * (std::f64::consts::TAU * secs / 10.0).cos();
    let _ = pacer;
    #[expect(clippy::cast_possible_truncation, reason = "a part 0…1, for drawing")]
    let bloom = circle::Bloom { rings: circle::rings(fullness as f32), hold: None };
    painter.extend(circle::draw(&bloom, rect, colour, palette));
}
