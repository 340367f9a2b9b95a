//! The bars of one practice, week by week: from values to shapes.
//!
//! Knows no plan and no journal: it is given what was done, what was asked and how the week stands.

use eframe::egui::{Color32, CornerRadius, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

use super::marks;
use super::theme::{Palette, line, radius};

/// How a week stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Done as asked.
    Kept,
    /// Not all that was asked, or still open.
    Partly,
    /// Nothing asked: paused.
    Excused,
    /// Nothing asked, because too few of its days belong to the plan.
    NotYet,
    /// The practice was not part of the plan.
    Outside,
}

/// One week of one practice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// What was done, in the target's own unit.
    pub done: u32,
    /// What that week asked, in the same unit.
    pub required: u32,
    /// How it stands.
    pub standing: Standing,
    /// Whether it is the present week.
    pub current: bool,
}

/// What was felt in a week, 0–10: the medians before and after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Before.
    pub before: Option<f32>,
    /// After.
    pub after: Option<f32>,
}

/// The row of what was felt: a ring before and a dot after, joined; 0 at the foot, 10 at the top.
pub fn pairs(all: &[Option<Pair>], rect: Rect, palette: &Palette) -> Vec<Shape> {
    let inner = rect.shrink2(vec2(0.0, RATING));
    let y = |rating: f32| inner.bottom() - inner.height() * rating / 10.0;
    let scale = Stroke::new(line::HAIR, palette.hairline);
    let mut shapes: Vec<Shape> =
        [0.0, 10.0].map(|rating| Shape::hline(rect.x_range(), y(rating), scale)).into_iter().collect();
    for (index, pair) in all.iter().enumerate() {
        let Some(Pair { before, after }) = *pair else { continue };
        let x = slot(rect, index, all.len()).center().x;
        if let (Some(before), Some(after)) = (before, after) {
            let ends = [pos2(x, y(before)), pos2(x, y(after))];
            shapes.push(Shape::line_segment(ends, Stroke::new(line::MARK, palette.faint)));
        }
        if let Some(before) = before {
            shapes.push(Shape::circle_filled(pos2(x, y(before)), RATING, palette.surface));
            shapes.push(Shape::circle_stroke(pos2(x, y(before)), RATING, Stroke::new(line::MARK, palette.quiet)));
        }
        if let Some(after) = after {
            shapes.push(Shape::circle_filled(pos2(x, y(after)), RATING - 1.0, palette.accent));
        }
    }
    shapes
}

/// The radius of a rating.
const RATING: f32 = 5.0;

/// The place of the `index`th of `count` weeks in a row.
pub fn slot(rect: Rect, index: usize, count: usize) -> Rect {
    let width = rect.width() / number(count.max(1));
    Rect::from_min_size(pos2(rect.left() + width * number(index), rect.top()), vec2(width, rect.height()))
}

#[expect(clippy::cast_precision_loss, reason = "weeks, at most 52")]
fn number(count: usize) -> f32 {
    count as f32
}

#[expect(clippy::cast_precision_loss, reason = "days, sessions or minutes of one week, for drawing")]
fn amount(value: u32) -> f32 {
    value as f32
}

/// The row: a bar a week, and a line at what that week asked.
pub fn row(bars: &[Bar], rect: Rect, colour: Color32, palette: &Palette) -> Vec<Shape> {
    let most = bars.iter().map(|bar| bar.done.max(bar.required)).max().unwrap_or(1).max(1);
    // Room for the line above the highest bar.
    let unit = (rect.height() - line::REQUIRED) / amount(most);
    let mut shapes = Vec::new();
    for (index, bar) in bars.iter().enumerate() {
        let slot = slot(rect, index, bars.len());
        shapes.extend(week(bar, slot, unit, colour, palette));
        if bar.required > 0 && matches!(bar.standing, Standing::Kept | Standing::Partly) {
            let y = rect.bottom() - amount(bar.required) * unit;
            let reach = slot.shrink2(vec2(slot.width() * 0.08, 0.0)).x_range();
            if palette.ink == colour {
                // On a bar of its own colour the line is seen by the paper around it.
                shapes.push(Shape::hline(reach, y, Stroke::new(3.0 * line::REQUIRED, palette.surface)));
            }
            shapes.push(Shape::hline(reach, y, Stroke::new(line::REQUIRED, palette.ink)));
        }
    }
    shapes
}

fn week(bar: &Bar, slot: Rect, unit: f32, colour: Color32, palette: &Palette) -> Vec<Shape> {
    let width = bar_width(slot);
    let column = |height: f32| {
        Rect::from_min_max(
            pos2(slot.center().x - width / 2.0, slot.bottom() - height),
            pos2(slot.center().x + width / 2.0, slot.bottom()),
        )
    };
    let round = |rect: Rect| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most the radius of a mark")]
        let fits = (rect.width().min(rect.height()) / 2.0).min(f32::from(radius::MARK)) as u8;
        CornerRadius::same(fits)
    };
    let stands = column(amount(bar.done) * unit);
    let mut shapes = match bar.standing {
        Standing::Excused => {
            let mut shapes = marks::stripes(column(slot.height() * 0.8), 7.0, Stroke::new(line::MARK, palette.faint));
            if bar.done > 0 {
                shapes.push(Shape::rect_filled(stands, round(stands), palette.tint(colour, palette.partial)));
            }
            shapes
        }
        Standing::Kept => vec![Shape::rect_filled(stands, round(stands), colour)],
        Standing::Partly | Standing::NotYet if bar.done > 0 => {
            vec![Shape::rect_filled(stands, round(stands), palette.tint(colour, palette.partial))]
        }
        Standing::NotYet | Standing::Outside => Vec::new(),
        Standing::Partly => {
            let empty = column(10.0);
            let (width, colour) = if bar.current { (line::MARK, palette.quiet) } else { (1.5, palette.faint) };
            vec![Shape::rect_stroke(empty, round(empty), Stroke::new(width, colour), StrokeKind::Inside)]
        }
    };
    if bar.current && bar.done > 0 {
        let strength = if bar.standing == Standing::Kept { palette.ink } else { palette.quiet };
        shapes.push(Shape::rect_stroke(stands, round(stands), Stroke::new(line::MARK, strength), StrokeKind::Inside));
    }
    shapes
}

/// The width of a bar in a slot.
fn bar_width(slot: Rect) -> f32 {
    (slot.width() * 0.62).min(38.0)
}

/// Whether a week is wide enough for seven dots beneath its bar.
pub fn has_days(slot: Rect) -> bool {
    bar_width(slot) >= DAYS_FROM
}

/// The days of one week as seven small dots beneath its bar: large when it counted, smaller and paler when something
/// was done, a speck when not. The foot of `slot` is the bar's. Nothing where a week is too narrow for seven dots.
pub fn days(days: &[Option<marks::Day>; 7], slot: Rect, colour: Color32, palette: &Palette) -> Vec<Shape> {
    if !has_days(slot) {
        return Vec::new();
    }
    let width = bar_width(slot);
    let step = width / 7.0;
    let dot = |(place, day): (usize, &Option<marks::Day>)| {
        let at = pos2(slot.center().x - width / 2.0 + step * (number(place) + 0.5), slot.bottom() + DAYS_BELOW);
        let (size, colour) = match (*day)? {
            marks::Day::Counted => (2.2, colour),
            marks::Day::Some => (1.6, palette.tint(colour, 0.6)),
            marks::Day::Today => {
                return Some(Shape::circle_stroke(at, 1.7, Stroke::new(line::HAIR, colour)));
            }
            marks::Day::Nothing => (0.9, palette.faint),
            marks::Day::Outside => return None,
            marks::Day::Paused => {
                let reach = vec2(1.4, -1.4);
                return Some(Shape::line_segment([at - reach, at + reach], Stroke::new(line::HAIR, palette.faint)));
            }
        };
        Some(Shape::circle_filled(at, size, colour))
    };
    days.iter().enumerate().filter_map(dot).collect()
}

/// The least width of a bar that has dots.
const DAYS_FROM: f32 = 30.0;
/// How far beneath the foot of a bar the dots stand.
pub const DAYS_BELOW: f32 = 12.0;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::LIGHT;

    const PLACE: Rect = Rect { min: pos2(0.0, 0.0), max: pos2(120.0, 102.5) };

    fn bar(done: u32, required: u32, standing: Standing) -> Bar {
        Bar { done, required, standing, current: false }
    }

    /// The filled rectangles: top and fill.
    fn filled(shapes: &[Shape]) -> Vec<(f32, Color32)> {
        shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Rect(rect) if rect.fill != Color32::TRANSPARENT => Some((rect.rect.top(), rect.fill)),
                _ => None,
            })
            .collect()
    }

    fn lines(shapes: &[Shape]) -> Vec<f32> {
        shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::LineSegment { points, stroke } if stroke.color == LIGHT.ink => Some(points[0].y),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn a_bar_is_as_high_as_what_was_done_and_the_line_where_that_week_asked() {
        // The most is 10, so a unit is (102.5 − 2.5) / 10 = 10 points.
        let bars = [bar(10, 7, Standing::Kept), bar(3, 7, Standing::Partly), bar(2, 4, Standing::Partly)];
        let shapes = row(&bars, PLACE, LIGHT.accent, &LIGHT);
        let tops: Vec<f32> = filled(&shapes).iter().map(|(top, _)| *top).collect();
        assert_eq!(tops, [2.5, 72.5, 82.5]);
        assert_eq!(lines(&shapes), [32.5, 32.5, 62.5]);
    }

    #[test]
    fn a_kept_week_has_the_full_colour_and_another_less_than_half() {
        let shapes = row(&[bar(3, 3, Standing::Kept), bar(2, 3, Standing::Partly)], PLACE, LIGHT.accent, &LIGHT);
        let fills: Vec<Color32> = filled(&shapes).iter().map(|(_, fill)| *fill).collect();
        assert_eq!(fills, [LIGHT.accent, LIGHT.tint(LIGHT.accent, 0.45)]);
    }

    #[test]
    fn a_week_with_nothing_done_is_an_empty_outline_and_a_paused_one_striped_without_a_line() {
        let empty = row(&[bar(0, 3, Standing::Partly)], PLACE, LIGHT.accent, &LIGHT);
        assert!(filled(&empty).is_empty());
        assert!(empty.iter().any(|shape| matches!(shape, Shape::Rect(rect) if rect.stroke.color == LIGHT.faint)));
        let paused = row(&[bar(0, 0, Standing::Excused)], PLACE, LIGHT.accent, &LIGHT);
        assert!(lines(&paused).is_empty());
        assert!(paused.len() > 3);
        for nothing in [Standing::Outside, Standing::NotYet] {
            assert!(row(&[bar(0, 0, nothing)], PLACE, LIGHT.accent, &LIGHT).is_empty());
        }
    }

    #[test]
    fn the_present_week_is_outlined() {
        let now = Bar { current: true, ..bar(2, 3, Standing::Partly) };
        let outlined = row(&[now], PLACE, LIGHT.accent, &LIGHT);
        assert!(outlined.len() > row(&[bar(2, 3, Standing::Partly)], PLACE, LIGHT.accent, &LIGHT).len());
    }

    #[test]
    fn a_week_has_a_dot_for_each_day_that_was_part_of_it_when_there_is_room() {
        let mut week = [Some(marks::Day::Nothing); 7];
        week[1] = Some(marks::Day::Counted);
        week[6] = None;
        assert_eq!(days(&week, slot(PLACE, 0, 2), LIGHT.accent, &LIGHT).len(), 6);
        assert!(days(&week, slot(PLACE, 0, 4), LIGHT.accent, &LIGHT).is_empty());
    }

    #[test]
    fn what_was_felt_stands_between_0_at_the_foot_and_10_at_the_top() {
        let pair = Pair { before: Some(10.0), after: Some(0.0) };
        let only = Pair { before: None, after: Some(5.0) };
        let circles: Vec<(f32, f32)> = pairs(&[Some(pair), None, Some(only)], PLACE, &LIGHT)
            .iter()
            .filter_map(|shape| match shape {
                Shape::Circle(circle) if circle.fill != LIGHT.surface => Some((circle.center.x, circle.center.y)),
                _ => None,
            })
            .collect();
        // Three weeks of 40 points; the scale is 102.5 − 2 × 5 = 92.5 high.
        assert_eq!(circles, [(20.0, 5.0), (20.0, 97.5), (100.0, 51.25)]);
    }

    #[test]
    fn a_year_of_weeks_stays_in_its_row() {
        let bars: Vec<Bar> = (0..52).map(|week| bar(week % 9, 7, Standing::Kept)).collect();
        for shape in row(&bars, PLACE, LIGHT.accent, &LIGHT) {
            assert!(PLACE.expand(2.0).contains_rect(shape.visual_bounding_rect()));
        }
    }
}
