//! The marks of days and weeks: shape says it, colour repeats it.

use std::f32::consts::{PI, TAU};

use eframe::egui::{Color32, CornerRadius, Pos2, Rect, Shape, Stroke, StrokeKind, epaint::PathShape, pos2, vec2};

use super::theme::{Palette, line, radius};

/// A day of a practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// It counted.
    Counted,
    /// Something was done.
    Some,
    /// Nothing yet, and it is today.
    Today,
    /// Nothing.
    Nothing,
    /// It was paused.
    Paused,
    /// Before the practice came into the plan, or after it left it: no mark.
    Outside,
}

/// A week of the whole plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Week {
    /// Kept.
    Kept,
    /// Not this week.
    NotKept,
    /// Paused.
    Excused,
    /// The present one, not over.
    Open,
    /// Before there was a plan.
    Outside,
}

/// The radius of a day's mark.
pub const DAY: f32 = 11.0;

/// A day's mark.
pub fn day(mark: Day, at: Pos2, colour: Color32, palette: &Palette) -> Vec<Shape> {
    let outline = Stroke::new(line::MARK, colour);
    match mark {
        Day::Counted => vec![Shape::circle_filled(at, DAY, colour)],
        Day::Some => {
            let lower = (0..=24_u8).map(|step| at + DAY * angle(PI * f32::from(step) / 24.0)).collect();
            let fill = palette.tint(colour, 0.55);
            vec![Shape::convex_polygon(lower, fill, Stroke::NONE), Shape::circle_stroke(at, DAY - 1.0, outline)]
        }
        Day::Today => {
            let dot =
                |step: u8| Shape::circle_filled(at + (DAY - 1.0) * angle(TAU * f32::from(step) / 14.0), 1.5, colour);
            (0..14).map(dot).collect()
        }
        Day::Nothing => vec![Shape::circle_filled(at, 3.5, palette.faint)],
        Day::Outside => Vec::new(),
        Day::Paused => {
            let mut shapes =
                stripes(Rect::from_center_size(at, vec2(16.0, 16.0)), 5.0, Stroke::new(1.5, palette.faint));
            shapes.push(Shape::circle_stroke(at, DAY - 0.5, Stroke::new(line::HAIR, palette.faint)));
            shapes
        }
    }
}

fn angle(radians: f32) -> eframe::egui::Vec2 {
    vec2(radians.cos(), radians.sin())
}

/// A week's mark, filling `rect`.
pub fn week(mark: Week, rect: Rect, palette: &Palette) -> Vec<Shape> {
    let corner = CornerRadius::same(radius::CONTROL);
    let outlined = |colour, width| Shape::rect_stroke(rect, corner, Stroke::new(width, colour), StrokeKind::Inside);
    match mark {
        Week::Kept => vec![Shape::rect_filled(rect, corner, palette.accent)],
        Week::NotKept => vec![outlined(palette.faint, 1.5)],
        Week::Excused => {
            let mut shapes = stripes(rect.shrink(3.0), 6.0, Stroke::new(1.5, palette.faint));
            shapes.push(outlined(palette.faint, 1.5));
            shapes
        }
        Week::Open => {
            let inside = rect.shrink(5.0);
            let core = Rect::from_min_max(pos2(inside.left(), inside.center().y), inside.max);
            let inside = CornerRadius::same(radius::CONTROL - 5);
            vec![
                outlined(palette.accent, line::MARK),
                Shape::rect_filled(core, inside, palette.tint(palette.accent, 0.45)),
            ]
        }
        Week::Outside => vec![Shape::circle_filled(rect.center(), 2.0, palette.faint)],
    }
}

/// Rising diagonal stripes within `rect`.
pub fn stripes(rect: Rect, step: f32, stroke: Stroke) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let mut sum = rect.left() + rect.top() + step;
    // A stripe is where x + y is the same.
    while sum < rect.right() + rect.bottom() {
        let from = pos2((sum - rect.bottom()).max(rect.left()), (sum - rect.left()).min(rect.bottom()));
        let to = pos2((sum - rect.top()).min(rect.right()), (sum - rect.right()).max(rect.top()));
        shapes.push(Shape::line_segment([from, to], stroke));
        sum += step;
    }
    shapes
}

/// Part of a circle's line, clockwise from the top; `part` of it, 0…1, with round ends.
pub fn arc(centre: Pos2, radius: f32, part: f32, stroke: Stroke) -> Vec<Shape> {
    if part <= 0.0 {
        return Vec::new();
    }
    let whole = TAU * part.min(1.0);
    let steps = (whole * radius / 3.0).ceil().clamp(2.0, 720.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "2 to 720")]
    let count = steps as u16;
    let point = |step: u16| centre + radius * angle(whole * f32::from(step) / steps - PI / 2.0);
    let points: Vec<Pos2> = (0..=count).map(point).collect();
    let cap = |at: Pos2| Shape::circle_filled(at, stroke.width / 2.0, stroke.color);
    let ends = [cap(points[0]), cap(points[points.len() - 1])];
    let [first, last] = ends;
    vec![first, last, Shape::Path(PathShape::line(points, stroke))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::LIGHT;

    #[test]
    fn every_mark_of_a_day_has_its_own_shape() {
        let colour = LIGHT.accent;
        let marks = [Day::Counted, Day::Some, Day::Today, Day::Nothing, Day::Paused, Day::Outside];
        // In one colour, so that only shape tells them apart.
        let drawn: Vec<String> = marks.map(|mark| format!("{:?}", day(mark, Pos2::ZERO, colour, &LIGHT))).into();
        for (place, one) in drawn.iter().enumerate() {
            assert!(drawn.iter().skip(place + 1).all(|other| other != one));
        }
    }

    #[test]
    fn marks_stay_within_their_place() {
        for mark in [Day::Counted, Day::Some, Day::Today, Day::Nothing, Day::Paused, Day::Outside] {
            for shape in day(mark, pos2(50.0, 50.0), LIGHT.accent, &LIGHT) {
                let place = Rect::from_center_size(pos2(50.0, 50.0), vec2(26.0, 26.0));
                assert!(place.contains_rect(shape.visual_bounding_rect()), "{mark:?}");
            }
        }
        let rect = Rect::from_min_size(pos2(10.0, 10.0), vec2(28.0, 28.0));
        for mark in [Week::Kept, Week::NotKept, Week::Excused, Week::Open, Week::Outside] {
            assert!(
                week(mark, rect, &LIGHT)
                    .iter()
                    .all(|shape| rect.expand(2.0).contains_rect(shape.visual_bounding_rect()))
            );
        }
    }

    #[test]
    fn an_arc_of_nothing_draws_nothing_and_a_whole_one_closes() {
        assert!(arc(Pos2::ZERO, 50.0, 0.0, Stroke::new(2.0, LIGHT.ink)).is_empty());
        let whole = arc(Pos2::ZERO, 50.0, 1.0, Stroke::new(2.0, LIGHT.ink));
        let Some(Shape::Path(path)) = whole.last() else { panic!("no line") };
        assert!((path.points[0] - path.points[path.points.len() - 1]).length() < 1e-3);
    }
}
