//! A session as a line of water: its breath, or the swell of its steps.

use eframe::egui::{Color32, Mesh, Pos2, Rect, Shape, Stroke, pos2};

use crate::session::Part;
use crate::timeline::{Phase, Timeline};
use crate::units::Time;

use super::theme::line;

/// Heights 0…1 at `count` even places of a session.
///
/// A session that breathes shows its own breaths, as many as come to about `breaths`; any other shows the whole of
/// itself, holds high and rests low.
pub fn heights(timeline: &Timeline, breaths: f64, count: u16) -> Vec<f32> {
    let mut inhales = timeline.spans().iter().filter(|span| span.phase == Phase::Breath(Part::Inhale));
    let inhale = inhales.next();
    let (from, len) = match inhale {
        Some(first) => {
            let next = inhales.next();
            let breath = next.map_or(timeline.len(), |next| next.start) - first.start;
            let shown = Time::from_secs_f64(breath.secs() * breaths).unwrap_or(breath);
            (first.start, shown.min(timeline.len() - first.start))
        }
        None => (Time::ZERO, timeline.len()),
    };
    let step = len.micros() / u64::from(count.max(2) - 1);
    let height = |place: u16| level(timeline, from + Time::from_micros(step * u64::from(place)));
    let exact: Vec<f32> = (0..count).map(height).collect();
    if inhale.is_some() { exact } else { smooth(&exact, usize::from(count) / 60 + 1) }
}

#[expect(clippy::cast_possible_truncation, reason = "a part 0…1, for drawing")]
fn level(timeline: &Timeline, t: Time) -> f32 {
    let moment = timeline.at(t);
    match moment.span().phase {
        Phase::Breath(_) => moment.fullness() as f32,
        Phase::Hold | Phase::Tense => 0.85,
        // A low swell for each sentence.
        Phase::Cue => 0.3 + 0.3 * (std::f64::consts::PI * moment.progress()).sin() as f32,
        Phase::Release => 0.3,
        Phase::Prepare | Phase::Into | Phase::Switch | Phase::Rest => 0.0,
    }
}

/// The mean over `reach` neighbours on both sides, twice: steps become a swell.
fn smooth(values: &[f32], reach: usize) -> Vec<f32> {
    let once = |values: &[f32]| -> Vec<f32> {
        (0..values.len())
            .map(|place| {
                let near = &values[place.saturating_sub(reach)..(place + reach + 1).min(values.len())];
                #[expect(clippy::cast_precision_loss, reason = "a few dozen values")]
                let count = near.len() as f32;
                near.iter().sum::<f32>() / count
            })
            .collect()
    };
    once(&once(values))
}

/// Water under the line of `heights` within `rect`, its lower corners rounded by `corner`.
pub fn water(heights: &[f32], rect: Rect, corner: f32, fill: Color32, edge: Color32) -> Vec<Shape> {
    let line = curve(heights, rect);
    let mut mesh = Mesh::default();
    for (place, top) in line.iter().enumerate() {
        let inside = (top.x - rect.left()).min(rect.right() - top.x).clamp(0.0, corner);
        let lift = corner - (corner * corner - (corner - inside).powi(2)).max(0.0).sqrt();
        mesh.colored_vertex(*top, fill);
        mesh.colored_vertex(pos2(top.x, (rect.bottom() - lift).max(top.y)), fill);
        if place > 0 {
            let Ok(right) = u32::try_from(2 * place) else { break };
            mesh.add_triangle(right - 2, right - 1, right);
            mesh.add_triangle(right - 1, right, right + 1);
        }
    }
    vec![Shape::mesh(mesh), Shape::line(line, Stroke::new(line::MARK, edge))]
}

/// The line of `heights` across `rect`; 1 is its top, 0 leaves a little water.
pub fn curve(heights: &[f32], rect: Rect) -> Vec<Pos2> {
    let last = heights.len().saturating_sub(1).max(1);
    let place = |(index, height): (usize, &f32)| {
        #[expect(clippy::cast_precision_loss, reason = "at most a few thousand places")]
        let part = index as f32 / last as f32;
        pos2(rect.left() + rect.width() * part, rect.bottom() - rect.height() * (0.14 + 0.86 * height))
    };
    heights.iter().enumerate().map(place).collect()
}

#[cfg(test)]
mod tests {
    use eframe::egui::vec2;

    use super::*;

    #[test]
    fn a_curve_spans_its_rectangle_and_never_leaves_it() {
        let rect = Rect::from_min_size(pos2(10.0, 20.0), vec2(100.0, 50.0));
        let line = curve(&[0.0, 1.0, 0.5], rect);
        assert_eq!(line[0], pos2(10.0, 63.0));
        assert_eq!(line[1], pos2(60.0, 20.0));
        assert!((line[2].x - 110.0).abs() < 1e-3);
        assert!(line.iter().all(|point| rect.expand(0.01).contains(*point)));
    }

    #[test]
    fn smoothing_keeps_what_is_level() {
        assert_eq!(smooth(&[0.5; 9], 2), [0.5; 9]);
        let step = smooth(&[0.0, 0.0, 0.0, 1.0, 1.0, 1.0], 1);
        assert!(step.windows(2).all(|pair| pair[0] <= pair[1]));
    }
}
