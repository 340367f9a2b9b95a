//! Water that rises to the upper mark on the inhale and falls to the lower on the exhale. Its surface moves slowly by
//! itself and stands still in holds, in which the mark it stands at grows across.

use std::f32::consts::TAU;

use eframe::egui::{Color32, Mesh, Pos2, Rect, Shape, Stroke, lerp, pos2};

use crate::timeline::{Moment, Phase};
use crate::ui::theme::{Palette, line};
use crate::units::Time;

/// Where the marks stand, as parts of the height from the top.
const UPPER: f32 = 0.29;
const LOWER: f32 = 0.80;
/// How high the waves are and how long, in points, and how many seconds one takes to pass.
const WAVE: f32 = 10.0;
const LENGTH: f32 = 320.0;
const PASSING: f64 = 16.0;
/// A mark's length at rest.
const MARK: f32 = 40.0;

/// The picture as numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Water {
    /// 0 at the lower mark, 1 at the upper.
    pub height: f32,
    /// How far the waves have moved, in waves, 0…1.
    pub drift: f32,
    /// In a hold, how much of it has passed.
    pub hold: Option<f32>,
}

/// What the water shows at a moment.
pub fn water(moment: Moment<'_>) -> Water {
    let hold = matches!(moment.span().phase, Phase::HoldIn | Phase::HoldOut).then(|| part(moment.progress()));
    let moved = moment.t - held_before(moment);
    Water { height: part(moment.fullness()), drift: part((moved.secs() / PASSING).fract()), hold }
}

/// The time spent in holds until now: in it the surface stands still.
fn held_before(moment: Moment<'_>) -> Time {
    let before = moment.spans_before().iter();
    let holds = before.filter(|span| matches!(span.phase, Phase::HoldIn | Phase::HoldOut));
    let sum = holds.fold(Time::ZERO, |sum, span| sum + span.len);
    let now = matches!(moment.span().phase, Phase::HoldIn | Phase::HoldOut);
    if now { sum + moment.into() } else { sum }
}

#[expect(clippy::cast_possible_truncation, reason = "a part 0…1, for drawing")]
fn part(value: f64) -> f32 {
    value as f32
}

/// The height of the calm surface in `rect`.
pub fn surface(water: &Water, rect: Rect) -> f32 {
    rect.top() + rect.height() * lerp(LOWER..=UPPER, water.height)
}

/// Draws it over all of `rect`.
pub fn draw(water: &Water, rect: Rect, colour: Color32, palette: &Palette) -> Vec<Shape> {
    let level = surface(water, rect);
    let (top, bottom) = palette.water;
    let back = sheet(rect, level - 4.0, -water.drift, 0.37, [palette.tint(colour, top * 0.45); 2]);
    let front = sheet(rect, level, water.drift, 0.0, [palette.tint(colour, top), palette.tint(colour, bottom)]);
    // A line along the surface smooths the edge of the sheet.
    let edge = |drift: f32, apart: f32, level: f32, tint: f32| {
        Shape::line(surface_line(rect, level, drift, apart), Stroke::new(1.5, palette.tint(colour, tint)))
    };
    let mut shapes =
        vec![back, edge(-water.drift, 0.37, level - 4.0, top * 0.45), front, edge(water.drift, 0.0, level, top)];
    for (place, full) in [(UPPER, true), (LOWER, false)] {
        let y = rect.top() + rect.height() * place;
        let from = rect.left() + 60.0_f32.min(rect.width() * 0.06);
        shapes.push(Shape::hline(from..=from + MARK, y, Stroke::new(line::MARK, palette.quiet)));
        if let Some(passed) = water.hold
            && full == (water.height > 0.5)
        {
            let whole = rect.right() - from - (from - rect.left());
            shapes.push(Shape::hline(
                from..=from + MARK + (whole - MARK) * passed,
                y,
                Stroke::new(line::MARK, palette.ink),
            ));
        }
    }
    shapes
}

/// The points of a moving line across `rect`.
fn surface_line(rect: Rect, level: f32, drift: f32, apart: f32) -> Vec<Pos2> {
    let point = |step: u8| {
        let x = lerp(rect.left()..=rect.right(), f32::from(step) / 160.0);
        pos2(x, level + WAVE * (TAU * ((x - rect.left()) / LENGTH + drift + apart)).sin())
    };
    (0..=160).map(point).collect()
}

/// Water below a moving line, its colour running from the surface to the ground.
fn sheet(rect: Rect, level: f32, drift: f32, apart: f32, colours: [Color32; 2]) -> Shape {
    let mut mesh = Mesh::default();
    let mut right = 0;
    for at in surface_line(rect, level, drift, apart) {
        mesh.colored_vertex(at, colours[0]);
        mesh.colored_vertex(pos2(at.x, rect.bottom()), colours[1]);
        if right > 0 {
            mesh.add_triangle(right - 2, right - 1, right);
            mesh.add_triangle(right - 1, right, right + 1);
        }
        right += 2;
    }
    Shape::mesh(mesh)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Breath, Breathe, Count, Session, Step, Words};
    use crate::timeline::Timeline;

    /// In 4, hold 2, out 6, hold 3: fifteen seconds.
    fn breath() -> Timeline {
        let secs = Time::from_secs;
        let breath =
            Breath { inhale: secs(4), hold_in: secs(2), exhale: secs(6), hold_out: secs(3), ..Breath::default() };
        let step =
            Step::Breathe(Breathe { breath, to: None, count: Count::Cycles(2), say: Words::default(), cue: None });
        Timeline::compile(&Session {
            title: "Two".into(),
            practice: "breathing".into(),
            about: None,
            source: None,
            caution: None,
            pacer: None,
            guide: None,
            ambience: None,
            steps: vec![step],
        })
    }

    fn at(timeline: &Timeline, millis: u64) -> Water {
        water(timeline.at(Time::from_millis(millis)))
    }

    #[test]
    fn the_water_stands_at_the_marks_when_the_breath_turns() {
        let timeline = breath();
        let place = Rect::from_min_size(pos2(0.0, 0.0), eframe::egui::vec2(1000.0, 1000.0));
        for (millis, height) in [(0, 800.0), (4_000, 290.0), (6_000, 290.0), (12_000, 800.0), (15_000, 800.0)] {
            assert!((surface(&at(&timeline, millis), place) - height).abs() < 0.01, "at {millis} ms");
        }
    }

    #[test]
    fn nothing_jumps() {
        let timeline = breath();
        let mut before = at(&timeline, 0);
        for millis in 1..30_000 {
            let now = at(&timeline, millis);
            assert!((now.height - before.height).abs() < 0.001, "at {millis} ms");
            let moved = (now.drift - before.drift).rem_euclid(1.0);
            assert!(!(0.001..=0.999).contains(&moved), "at {millis} ms");
            before = now;
        }
    }

    #[test]
    fn in_a_hold_the_surface_stands_still_and_the_mark_grows() {
        let timeline = breath();
        let (early, late) = (at(&timeline, 4_200), at(&timeline, 5_800));
        assert_eq!((early.height, early.drift), (late.height, late.drift));
        assert!(early.hold < late.hold && early.hold.is_some());
        assert_eq!(at(&timeline, 3_000).hold, None);
    }
}
