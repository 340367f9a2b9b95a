//! Four rings that open one after the other and close in reverse. In a hold they stay, and the outer hairline, which
//! is the full breath, slowly fills.

use eframe::egui::{Color32, Pos2, Rect, Shape, Stroke};

use crate::timeline::{Moment, Phase};
use crate::ui::marks;
use crate::ui::theme::{Palette, line};

/// The radii of the open rings, innermost first, as parts of the hairline's.
const OPEN: [f32; 4] = [0.406, 0.572, 0.746, 0.906];
/// The radius of all of them when the breath is out.
const CLOSED: f32 = 0.36;
/// How much of the colour each ring shows.
const TINT: [f32; 4] = [0.93, 0.38, 0.20, 0.10];
/// Each ring begins this much of the breath after the one within it, and takes `SPAN` of it.
const LATER: f32 = 0.2;
const SPAN: f32 = 0.4;
/// How far a ring reaches beneath the one within it, in points, so that no paper shows between them.
const SEAM: f32 = 1.0;

/// The picture as numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bloom {
    /// The rings' radii, innermost first, as parts of the hairline's.
    pub rings: [f32; 4],
    /// In a hold, how much of the hairline is filled.
    pub hold: Option<f32>,
}

/// What the circle shows at a moment.
pub fn bloom(moment: Moment<'_>) -> Bloom {
    let hold = matches!(moment.span().phase, Phase::HoldIn | Phase::HoldOut).then(|| part(moment.progress()));
    Bloom { rings: rings(part(moment.fullness())), hold }
}

/// The rings of a breath that is this full, 0…1.
pub fn rings(fullness: f32) -> [f32; 4] {
    let mut radii = OPEN;
    let (mut begins, mut within) = (0.0, CLOSED);
    for radius in &mut radii {
        let opened = ((fullness - begins) / SPAN).clamp(0.0, 1.0);
        // Never smaller than the ring within it.
        *radius = (CLOSED + (*radius - CLOSED) * opened).max(within);
        within = *radius;
        begins += LATER;
    }
    radii
}

#[expect(clippy::cast_possible_truncation, reason = "a part 0…1, for drawing")]
fn part(value: f64) -> f32 {
    value as f32
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
pub fn draw(bloom: &Bloom, rect: Rect, colour: Color32, palette: &Palette) -> Vec<Shape> {
    let (centre, full) = place(rect);
    let mut shapes = marks::arc(centre, full, 1.0, Stroke::new(line::MARK, palette.hairline));
    // Rings, not discs upon discs: where pixels are drawn by the processor, each one painted twice is paid twice.
    for (place, tint) in TINT.into_iter().enumerate().rev() {
        let (outer, colour) = (bloom.rings[place] * full, palette.tint(colour, tint));
        let inner = if place == 0 { 0.0 } else { bloom.rings[place - 1] * full - SEAM };
        if place == 0 {
            shapes.push(Shape::circle_filled(centre, outer, colour));
        } else if outer - inner > 2.0 * SEAM {
            // A circle's stroke lies outside its radius.
            shapes.push(Shape::circle_stroke(centre, inner, Stroke::new(outer - inner, colour)));
        }
    }
    if let Some(filled) = bloom.hold {
        shapes.extend(marks::arc(centre, full, filled, Stroke::new(2.0 * line::MARK, colour)));
    }
    shapes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Breath, Breathe, Count, Session, Step, Words};
    use crate::timeline::Timeline;
    use crate::units::Time;

    /// In 4, top-up 1, hold 2, out 6, hold 3: sixteen seconds.
    fn breath() -> Timeline {
        let secs = Time::from_secs;
        let breath = Breath { inhale: secs(4), top_up: secs(1), hold_in: secs(2), exhale: secs(6), hold_out: secs(3) };
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

    fn at(timeline: &Timeline, millis: u64) -> Bloom {
        bloom(timeline.at(Time::from_millis(millis)))
    }

    #[test]
    fn at_the_turns_all_rings_are_open_or_all_closed() {
        let timeline = breath();
        let close = |rings: [f32; 4], wanted: [f32; 4]| rings.iter().zip(wanted).all(|(is, be)| (is - be).abs() < 1e-5);
        for closed in [0, 13_000, 16_000] {
            assert!(close(at(&timeline, closed).rings, [CLOSED; 4]), "at {closed} ms");
        }
        for open in [5_000, 7_000] {
            assert!(close(at(&timeline, open).rings, OPEN), "at {open} ms");
        }
    }

    #[test]
    fn nothing_jumps_and_nothing_leaves_the_hairline() {
        let timeline = breath();
        let mut before = at(&timeline, 0).rings;
        for millis in 1..32_000 {
            let now = at(&timeline, millis).rings;
            for (was, is) in before.iter().zip(now) {
                // A ring's whole way in a millisecond would be 0.57; the fastest here is 0.0011.
                assert!((was - is).abs() < 0.002, "at {millis} ms");
                assert!((CLOSED..=1.0).contains(&is), "at {millis} ms");
            }
            before = now;
        }
    }

    #[test]
    fn rings_open_one_after_the_other_and_never_cross() {
        for step in 0..=100_u8 {
            let rings = rings(f32::from(step) / 100.0);
            assert!(rings.windows(2).all(|pair| pair[0] <= pair[1]), "{rings:?}");
        }
        // A fifth of the breath: the inner ring is half open, the second just begins.
        let early = rings(0.2);
        assert!(early[0] > CLOSED && (early[1] - early[0]).abs() < 1e-6);
    }

    #[test]
    fn a_hold_stays_still_and_fills_the_hairline() {
        let timeline = breath();
        assert_eq!(at(&timeline, 4_900).hold, None);
        let (first, middle, last) = (at(&timeline, 5_000), at(&timeline, 6_000), at(&timeline, 6_999));
        assert_eq!((first.rings, middle.rings), (middle.rings, last.rings));
        assert_eq!((first.hold, middle.hold), (Some(0.0), Some(0.5)));
        assert!(last.hold > Some(0.99));
        let place = Rect::from_min_size(Pos2::ZERO, eframe::egui::vec2(400.0, 400.0));
        let palette = &crate::ui::theme::LIGHT;
        let held = draw(&middle, place, palette.accent, palette);
        assert!(held.len() > draw(&at(&timeline, 4_900), place, palette.accent, palette).len());
    }

    #[test]
    fn what_is_drawn_stays_in_its_rectangle() {
        let timeline = breath();
        let place = Rect::from_min_size(Pos2::ZERO, eframe::egui::vec2(300.0, 500.0));
        let palette = &crate::ui::theme::DUSK;
        for millis in (0..32_000).step_by(97) {
            for shape in draw(&at(&timeline, millis), place, palette.accent, palette) {
                assert!(place.expand(3.0).contains_rect(shape.visual_bounding_rect()), "at {millis} ms");
            }
        }
    }
}
