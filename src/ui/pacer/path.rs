//! The breath's curve, scrolling past a bead that rises and falls where it stands: what was, what is, what comes next.
//!
//! In a hold the curve is level with a second line beyond it, and the bead is open; a top-up begins with a notch.

use eframe::egui::{Align2, Pos2, Rect, Shape, Stroke, lerp, pos2};

use super::breath::{bounds, part, smooth};
use super::{Brush, Scene, Seat, faded, mesh, passing, rate, seat_in};
use crate::session::Part;
use crate::timeline::{Moment, Phase, Span};
use crate::ui::motion::Motion;
use crate::ui::theme::line;
use crate::units::Time;

/// Where the bead stands, as a part of the width.
const NOW: f32 = 0.36;
/// Where the curve stands, full and empty, as parts of the height from the top.
const FULL: f32 = 0.46;
const EMPTY: f32 = 0.93;
/// The bead opens in a hold, and closes after it, in this long.
const OPENS: Time = Time::from_millis(350);

/// Without movement, one page goes and the next comes in this long each.
const TURNS: Time = Time::from_millis(400);

/// A timeline laid along a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Track<'a> {
    moment: Moment<'a>,
    /// What stands at `origin`, in seconds; before 0 nothing is done.
    at: f64,
    origin: f32,
    /// Points a second.
    pub(super) speed: f32,
    full: f32,
    empty: f32,
}

impl<'a> Track<'a> {
    /// The curve as it stands: as it scrolls, or page by page.
    pub(super) fn of(scene: &Scene<'a>) -> Self {
        let (window, area) = (scene.room.window, scene.room.area);
        let now = scene.lead_in.map_or(scene.moment.t.secs(), |lead_in| -lead_in.left.secs());
        let mut track = Self {
            moment: scene.moment,
            at: now,
            origin: window.left() + window.width() * NOW,
            speed: window.width() / seconds(window.width()),
            full: area.top() + area.height() * FULL,
            empty: area.top() + area.height() * EMPTY,
        };
        if scene.motion == Motion::Fading {
            let (first, beyond) = bounds(scene.moment.spans(), scene.moment.index);
            let spans = scene.moment.spans();
            let len = (spans[beyond - 1].end() - spans[first].start).secs().max(1.0);
            track.at = spans[first].start.secs();
            track.origin = area.left() + area.width() * 0.1;
            track.speed = area.width() * 0.8 / part(len);
        }
        track
    }

    fn secs(&self, x: f32) -> f64 {
        self.at + f64::from((x - self.origin) / self.speed)
    }

    fn x(&self, t: Time) -> f32 {
        self.origin + part(t.secs() - self.at) * self.speed
    }

    fn fullness(&self, secs: f64) -> f32 {
        let Some(t) = Time::from_secs_f64(secs) else { return 0.0 };
        let moment = self.moment.at(t);
        // Beyond the end nothing is done.
        if t > moment.t { 0.0 } else { part(moment.fullness()) }
    }

    pub(super) fn y(&self, secs: f64) -> f32 {
        lerp(self.empty..=self.full, self.fullness(secs))
    }

    /// The curve from one place to another.
    fn line(&self, from: f32, to: f32) -> Vec<Pos2> {
        let steps = ((to - from) / 6.0).ceil().clamp(2.0, 800.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "2 to 800")]
        let count = steps as u16;
        let point = |step: u16| {
            let x = lerp(from..=to, f32::from(step) / steps);
            pos2(x, self.y(self.secs(x)))
        };
        (0..=count).map(point).collect()
    }

    /// The spans that are seen between two places.
    fn seen(&self, from: f32, to: f32) -> impl Iterator<Item = &'a Span> + '_ {
        let spans = self.moment.spans();
        let first = spans.partition_point(|span| self.x(span.end()) < from);
        spans[first..].iter().take_while(move |span| self.x(span.start) < to)
    }
}

/// How many seconds are seen across a window of this width.
fn seconds(width: f32) -> f32 {
    10.0 + width / 110.0
}

/// Draws it.
pub(super) fn draw(scene: &Scene<'_>, brush: &Brush<'_>) -> Vec<Shape> {
    let track = Track::of(scene);
    let window = scene.room.window;
    let breath = scene.breath();
    let scale = scale(scene);
    let mut shapes = ground(&track, window, scene.room.area, brush);
    if scene.motion == Motion::Moving {
        let now = track.origin;
        shapes.push(stroke(track.line(window.left(), now), 3.0 * scale, 0.40, brush));
        shapes.push(stroke(track.line(now, window.right()), 4.0 * scale, 0.80, brush));
        shapes.extend(signs(&track, window, scale, brush));
        shapes.extend(bead(pos2(now, track.y(track.at)), 1.0, open(scene), scale, brush));
    } else {
        shapes.push(stroke(track.line(window.left(), window.right()), 3.5 * scale, 0.55, brush));
        shapes.extend(signs(&track, window, scale, brush));
        let span = scene.moment.span();
        let done = if scene.lead_in.is_some() { 0.0 } else { breath.done };
        for (t, strength) in [(span.start, 1.0 - done), (span.end(), done)] {
            let at = pos2(track.x(t), track.y(t.secs()));
            shapes.extend(bead(at, smooth(strength), open(scene), scale, brush));
        }
        shapes = faded(shapes, page(scene));
    }
    if breath.act.is_none() && scene.lead_in.is_none() {
        let seat = seat(scene).rect;
        let width = seat.width().min(240.0);
        let line = Rect::from_min_size(
            pos2(seat.center().x - width / 2.0, seat.bottom() - 4.0),
            eframe::egui::vec2(width, 4.0),
        );
        shapes.extend(passing(line, breath.done, brush));
    }
    shapes
}

/// How clearly a page of one breath is seen, 0…1: it fades out and the next one in.
fn page(scene: &Scene<'_>) -> f32 {
    let (spans, moment) = (scene.moment.spans(), scene.moment);
    let (first, beyond) = bounds(spans, moment.index);
    let into = moment.t - spans[first].start;
    let left = spans[beyond - 1].end() - moment.t;
    let edge = scene.lead_in.map_or(into.min(left), |lead_in| lead_in.left);
    smooth(part(edge.part_of(TURNS)))
}

fn scale(scene: &Scene<'_>) -> f32 {
    (scene.room.area.height() / 564.0).clamp(0.3, 2.0)
}

fn stroke(line: Vec<Pos2>, width: f32, tint: f32, brush: &Brush<'_>) -> Shape {
    Shape::line(line, Stroke::new(width, brush.tint(tint)))
}

/// Thin water below the curve, gone where the window ends.
fn ground(track: &Track<'_>, window: Rect, area: Rect, brush: &Brush<'_>) -> Vec<Shape> {
    let line = track.line(window.left(), window.right());
    let end = (track.empty + (area.bottom() - track.empty) * 2.0).min(window.bottom());
    let tints = [brush.tint(0.16), brush.tint(0.10)];
    let lower = Rect::from_min_max(pos2(window.left(), track.empty + 1.0), pos2(window.right(), end));
    vec![
        mesh::ribbon(&line, track.empty + 1.0, [tints[0], tints[1]]),
        mesh::fall(lower, [tints[1], brush.palette.surface]),
    ]
}

/// What tells holds and top-ups apart: a line beyond the level of a hold, a notch where a top-up begins.
fn signs(track: &Track<'_>, window: Rect, scale: f32, brush: &Brush<'_>) -> Vec<Shape> {
    let mut shapes = Vec::new();
    for span in track.seen(window.left(), window.right()) {
        let past = if track.x(span.end()) < track.origin { 0.40 } else { 0.80 };
        let stroke = Stroke::new(line::MARK * scale, brush.tint(past));
        let beyond = match span.phase {
            Phase::Breath(Part::HoldIn) => track.full - 14.0 * scale,
            Phase::Breath(Part::HoldOut) => track.empty + 14.0 * scale,
            Phase::Breath(Part::TopUp) => {
                let (x, y) = (track.x(span.start), track.y(span.start.secs()));
                shapes.push(Shape::vline(x, y - 14.0 * scale..=y + 14.0 * scale, stroke));
                continue;
            }
            _ => continue,
        };
        shapes.push(Shape::hline(track.x(span.start)..=track.x(span.end()), beyond, stroke));
    }
    shapes
}

/// How open the bead is, 0…1: in a hold.
fn open(scene: &Scene<'_>) -> f32 {
    let moment = scene.moment;
    if scene.lead_in.is_some() || !moment.span().phase.holds_breath() {
        return 0.0;
    }
    let whole = OPENS.min(Time::from_micros(moment.span().len.micros() / 2));
    smooth(part(moment.into().min(moment.left()).part_of(whole)))
}

fn bead(at: Pos2, strength: f32, open: f32, scale: f32, brush: &Brush<'_>) -> Vec<Shape> {
    let size = 17.0 * scale;
    let mut shapes =
        vec![mesh::disc(at, size + 5.0 * scale, brush.palette.surface), mesh::disc(at, size, brush.colour)];
    if open > 0.0 {
        shapes.push(mesh::disc(at, size * 0.6 * open, brush.palette.surface));
    }
    faded(shapes, strength)
}

/// Where the word stands: above the curve.
pub(super) fn seat(scene: &Scene<'_>) -> Seat {
    let area = scene.room.area;
    let bottom = area.top() + area.height() * FULL - 36.0 * scale(scene);
    let rect = Rect::from_min_max(pos2(area.left(), area.top()), pos2(area.right(), bottom));
    seat_in(rect, Align2::CENTER_CENTER)
}

/// How fast it moves, in points a second.
pub(super) fn speed(scene: &Scene<'_>) -> f32 {
    let rise = rate(scene.moment) * (EMPTY - FULL) * scene.room.area.height();
    Track::of(scene).speed.max(rise)
}
