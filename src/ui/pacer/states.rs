//! What is not a breath: time as a ring, and the two states of tense and release, which differ by shape.

use eframe::egui::{Color32, CornerRadius, Pos2, Rect, Shape, Stroke, StrokeKind, vec2};

use crate::ui::marks;
use crate::ui::theme::{Palette, line};

/// A countdown: `left` of the ring, 0…1, is still to go.
pub fn countdown(centre: Pos2, radius: f32, left: f32, colour: Color32, palette: &Palette) -> Vec<Shape> {
    let mut shapes = marks::arc(centre, radius, 1.0, Stroke::new(line::RING, palette.hairline));
    shapes.extend(marks::arc(centre, radius, left, Stroke::new(line::RING, colour)));
    shapes
}

/// A soft thin ring that fills while a sentence stands.
pub fn soft(centre: Pos2, radius: f32, done: f32, colour: Color32, palette: &Palette) -> Vec<Shape> {
    let mut shapes = vec![Shape::circle_filled(centre, radius, palette.card)];
    shapes.extend(marks::arc(centre, radius, 1.0, Stroke::new(line::MARK, palette.hairline)));
    shapes.extend(marks::arc(centre, radius, done, Stroke::new(2.0 * line::MARK, palette.tint(colour, 0.6))));
    shapes
}

/// Held together: a solid, cornered block.
pub fn tense(centre: Pos2, radius: f32, colour: Color32) -> Vec<Shape> {
    let side = radius * 1.15;
    vec![Shape::rect_filled(Rect::from_center_size(centre, vec2(side, side)), CornerRadius::same(16), colour)]
}

/// Let go: three wide, open rings. `done`, 0…1, of the time has passed, in which they spread.
pub fn release(centre: Pos2, radius: f32, done: f32, colour: Color32, palette: &Palette) -> Vec<Shape> {
    // Quick at first and then at rest, as a muscle lets go.
    let spread = 1.0 - (1.0 - done.clamp(0.0, 1.0)).powi(3);
    let ring = |reach: f32, tint: f32| {
        Shape::circle_stroke(
            centre,
            radius * (0.55 + reach * spread),
            Stroke::new(line::MARK, palette.tint(colour, tint)),
        )
    };
    vec![ring(0.45, 0.35), ring(0.3, 0.6), ring(0.15, 0.9)]
}

/// A bar of time beneath a state: `left` of it is still to go.
pub fn bar(rect: Rect, left: f32, colour: Color32, palette: &Palette) -> Vec<Shape> {
    let corner = CornerRadius::same(3);
    let filled = Rect::from_min_size(rect.min, vec2(rect.width() * left.clamp(0.0, 1.0), rect.height()));
    let edge = Shape::rect_stroke(rect, corner, Stroke::NONE, StrokeKind::Inside);
    vec![edge, Shape::rect_filled(rect, corner, palette.hairline), Shape::rect_filled(filled, corner, colour)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::LIGHT;

    #[test]
    fn tense_is_one_solid_block_and_release_open_rings() {
        let block = tense(Pos2::ZERO, 100.0, LIGHT.accent);
        let rings = release(Pos2::ZERO, 100.0, 0.5, LIGHT.accent, &LIGHT);
        assert!(matches!(block.as_slice(), [Shape::Rect(rect)] if rect.fill == LIGHT.accent));
        assert!(rings.iter().all(|ring| matches!(ring, Shape::Circle(ring) if ring.fill == Color32::TRANSPARENT)));
    }

    #[test]
    fn a_release_only_widens_and_stays_within_its_radius() {
        let widest = |done: f32| {
            let shapes = release(Pos2::ZERO, 100.0, done, LIGHT.accent, &LIGHT);
            shapes.iter().map(|shape| shape.visual_bounding_rect().width()).fold(0.0, f32::max)
        };
        let widths: Vec<f32> = (0..=20_u8).map(|step| widest(f32::from(step) / 20.0)).collect();
        assert!(widths.windows(2).all(|pair| pair[0] <= pair[1]));
        assert!(widths[20] <= 203.0);
    }
}
