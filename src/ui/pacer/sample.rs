//! A pacer in small, living: for choosing one.

use std::sync::LazyLock;

use eframe::egui::{Color32, Painter, Rect};

use super::{Room, Scene};
use crate::session::{Breathe, Count, Pacer, Parts, Session, Step};
use crate::timeline::Timeline;
use crate::ui::motion::Motion;
use crate::ui::theme::Palette;
use crate::units::Time;

/// How long its breath is.
const BREATH: Time = Time::from_secs(10);

/// In 3.5, held 1, out 4.5, held 1: ten seconds that show what there is.
static BREATHS: LazyLock<Timeline> = LazyLock::new(|| {
    let breath = Parts([3_500, 0, 1_000, 4_500, 1_000].map(Time::from_millis));
    let step = Breathe::of(breath, Count::Cycles(4));
    Timeline::compile(&Session::of("Sample", "breathing", vec![Step::Breathe(step)]))
});

/// The sample as a scene in `rect`, `secs` after it began.
pub fn scene(rect: Rect, pacer: Pacer, secs: f64, motion: Motion) -> Scene<'static> {
    let into = Time::from_secs_f64(secs.rem_euclid(BREATH.secs())).unwrap_or(Time::ZERO);
    // The second breath: another stands on both sides of it.
    let moment = BREATHS.at(BREATH + into);
    Scene { pacer, moment, lead_in: None, room: Room { window: rect, area: rect }, motion }
}

/// Draws a small living sample: a breath of ten seconds, `secs` after it began, over and over.
pub fn preview(painter: &Painter, rect: Rect, pacer: Pacer, secs: f64, motion: Motion, set: (Color32, &Palette)) {
    super::draw(&painter.with_clip_rect(rect), &scene(rect, pacer, secs, motion), set.0, set.1);
}
