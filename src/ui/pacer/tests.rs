//! Every pacer, looked at as a picture: painted into a few thousand samples, as a screen would be.

use eframe::egui::epaint::{Mesh, TessellationOptions, Tessellator};
use eframe::egui::{Color32, Pos2, Rangef, Rect, Rgba, pos2, vec2};

use super::*;
use crate::session::Named as _;
use crate::timeline::Timeline;
use crate::ui::theme::{DUSK, LIGHT};

const MOTIONS: [Motion; 2] = [Motion::Moving, Motion::Fading];
/// In 4, 1 more, held 2, out 6, held 3: the turns of two breaths, in milliseconds.
const TURNS: [u64; 9] = [4_000, 5_000, 7_000, 13_000, 16_000, 20_000, 21_000, 23_000, 29_000];

fn breaths() -> Timeline {
    let text = "Session(format: 1, title: \"T\", practice: \"breathing\", steps: [Breathe(cycles: 3, \
                breath: (inhale: 4, top_up: 1, hold_in: 2, exhale: 6, hold_out: 3)), Rest(secs: 10)])";
    Timeline::compile(&crate::session::read(text.as_bytes()).unwrap())
}

/// Every pacer, moving and fading.
fn moving_and_fading() -> impl Iterator<Item = (Pacer, Motion)> {
    Pacer::ALL.iter().flat_map(|pacer| MOTIONS.map(|motion| (*pacer, motion)))
}

fn room() -> Room {
    let window = Rect::from_min_size(Pos2::ZERO, vec2(480.0, 400.0));
    Room { window, area: Rect::from_min_max(pos2(20.0, 40.0), pos2(460.0, 360.0)) }
}

fn scene(timeline: &Timeline, pacer: Pacer, millis: u64, motion: Motion) -> Scene<'_> {
    scene_at(timeline, pacer, Time::from_millis(millis), motion)
}

fn scene_at(timeline: &Timeline, pacer: Pacer, t: Time, motion: Motion) -> Scene<'_> {
    Scene { pacer, moment: timeline.at(t), lead_in: None, room: room(), motion }
}

/// The largest difference between pictures a quarter of a millisecond apart, in which the fastest edge, the tip of a
/// filling mark, moves an eighth of a point; every edge is soft over a whole one.
fn most_in_a_moment(timeline: &Timeline, pacer: Pacer, millis: u64, motion: Motion) -> f32 {
    let at = |quarter: u64| {
        let t = Time::from_micros(millis * 1_000 - 500 + 250 * quarter);
        Picture::of(&scene_at(timeline, pacer, t, motion), &LIGHT)
    };
    let pictures = [0, 1, 2, 3, 4].map(at);
    pictures.windows(2).map(|pair| pair[0].differs(&pair[1]).0).fold(0.0, f32::max)
}

fn tessellated(scene: &Scene<'_>, palette: &Palette) -> Mesh {
    let options = TessellationOptions::default();
    let mut tessellator = Tessellator::new(1.0, options, [1, 1], Vec::new());
    let mut mesh = Mesh::default();
    for shape in shapes(scene, palette.accent, palette) {
        tessellator.tessellate_shape(shape, &mut mesh);
    }
    mesh
}

/// How dark the picture is at samples two points apart, 0…1, painted triangle by triangle over the window's colour.
struct Picture {
    samples: Vec<Rgba>,
}

const APART: f32 = 2.0;
const ACROSS: u8 = 240;
const DOWN: u8 = 200;

impl Picture {
    fn of(scene: &Scene<'_>, palette: &Palette) -> Self {
        let ground =
            Rgba::from_rgb(channel(palette.surface.r()), channel(palette.surface.g()), channel(palette.surface.b()));
        let mut samples = vec![ground; usize::from(ACROSS) * usize::from(DOWN)];
        let mesh = tessellated(scene, palette);
        for triangle in mesh.indices.chunks(3) {
            paint(&mut samples, [0, 1, 2].map(|corner| mesh.vertices[triangle[corner] as usize]));
        }
        Self { samples }
    }

    /// The largest difference anywhere, and how many samples differ by a twentieth or more.
    fn differs(&self, other: &Self) -> (f32, usize) {
        let apart = |(one, other): (&Rgba, &Rgba)| {
            (one.r() - other.r()).abs().max((one.g() - other.g()).abs()).max((one.b() - other.b()).abs())
        };
        let all = self.samples.iter().zip(&other.samples).map(apart);
        (all.clone().fold(0.0, f32::max), all.filter(|apart| *apart >= 0.05).count())
    }
}

fn channel(value: u8) -> f32 {
    f32::from(value) / 255.0
}

/// The steps of all that may lie within `range`: one more at either end than do.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what a step can be")]
fn near(range: Rangef, all: u8) -> std::ops::Range<u8> {
    let step = |at: f32| (at / APART).floor().clamp(0.0, f32::from(all)) as u8;
    step(range.min - APART)..step(range.max + 2.0 * APART)
}

fn paint(samples: &mut [Rgba], corners: [eframe::egui::epaint::Vertex; 3]) {
    let [one, two, three] = corners.map(|corner| corner.pos);
    // In twice the precision no sample falls between two triangles that touch.
    let cross = |from: Pos2, to: Pos2, at: Pos2| {
        let wide = |at: Pos2| (f64::from(at.x), f64::from(at.y));
        let ((left, top), (right, bottom), at) = (wide(from), wide(to), wide(at));
        (right - left) * (at.1 - top) - (bottom - top) * (at.0 - left)
    };
    let whole = cross(one, two, three);
    if whole.abs() < 1e-9 {
        return;
    }
    let bounds = Rect::from_points(&[one, two, three]);
    // Not on whole points, where edges lie.
    let place = |step: u8, offset: f32| f32::from(step) * APART + offset;
    for row in near(bounds.y_range(), DOWN) {
        for column in near(bounds.x_range(), ACROSS) {
            let at = pos2(place(column, 0.87), place(row, 0.73));
            let parts = [cross(two, three, at), cross(three, one, at), cross(one, two, at)].map(|part| part / whole);
            if parts.iter().all(|part| *part >= 0.0) {
                let mut over = [0.0; 4];
                for (corner, part) in corners.iter().zip(parts) {
                    for (sum, value) in over.iter_mut().zip(corner.color.to_array()) {
                        *sum += breath::part(part) * channel(value);
                    }
                }
                let below = &mut samples[usize::from(row) * usize::from(ACROSS) + usize::from(column)];
                *below = Rgba::from_rgba_premultiplied(over[0], over[1], over[2], over[3]) + *below * (1.0 - over[3]);
            }
        }
    }
}

#[test]
fn the_samples_see_what_is_painted() {
    let mut samples = vec![Rgba::BLACK; usize::from(ACROSS) * usize::from(DOWN)];
    let corner =
        |x: f32, y: f32| eframe::egui::epaint::Vertex { pos: pos2(x, y), uv: Pos2::ZERO, color: Color32::WHITE };
    paint(&mut samples, [corner(0.0, 0.0), corner(20.0, 0.0), corner(0.0, 20.0)]);
    // Ten samples in the first row, one fewer in each below.
    assert_eq!(samples.iter().filter(|sample| sample.r() > 0.9).count(), 10 * 11 / 2);
}

#[test]
fn nothing_jumps_at_any_turn() {
    let timeline = breaths();
    for (pacer, motion) in moving_and_fading() {
        for turn in TURNS {
            let most = most_in_a_moment(&timeline, pacer, turn, motion);
            assert!(most < 0.2, "{pacer:?}, {motion:?}, at {turn} ms: {most}");
        }
    }
}

#[test]
fn between_turns_nothing_jumps_either() {
    let timeline = breaths();
    for &pacer in Pacer::ALL {
        for millis in (16_050..32_000).step_by(1_170) {
            let most = most_in_a_moment(&timeline, pacer, millis, Motion::Moving);
            assert!(most < 0.2, "{pacer:?}, at {millis} ms: {most}");
        }
    }
}

#[test]
fn every_phase_looks_different_from_every_other_in_one_colour() {
    let timeline = breaths();
    // Within the second breath: nearly half full coming in, a little more, held, nearly half full going out, held.
    let phases = [18_000, 20_500, 22_000, 26_300, 30_500];
    for (pacer, motion) in moving_and_fading() {
        let pictures = phases.map(|millis| Picture::of(&scene(&timeline, pacer, millis, motion), &DUSK));
        for (place, one) in pictures.iter().enumerate() {
            for (other, after) in pictures.iter().enumerate().skip(place + 1) {
                let (_, samples) = one.differs(after);
                assert!(samples >= 160, "{pacer:?}, {motion:?}: {place} and {other} differ in {samples} samples");
            }
        }
    }
}

#[test]
fn a_hold_can_be_told_from_the_end_of_the_phase_before_it() {
    let timeline = breaths();
    for (pacer, motion) in moving_and_fading() {
        for (before, within) in [(4_999, 6_500), (12_999, 15_000)] {
            let turn = Picture::of(&scene(&timeline, pacer, before, motion), &LIGHT);
            let hold = Picture::of(&scene(&timeline, pacer, within, motion), &LIGHT);
            let (_, samples) = turn.differs(&hold);
            assert!(samples >= 50, "{pacer:?}, {motion:?}, at {within} ms: {samples} samples differ");
        }
    }
}

#[test]
fn a_fade_has_no_edges_that_move() {
    let timeline = breaths();
    for &pacer in Pacer::ALL {
        // Two moments of an inhale: the same triangles, in other colours.
        let corners = |millis| {
            let mesh = tessellated(&scene(&timeline, pacer, millis, Motion::Fading), &LIGHT);
            mesh.vertices.iter().map(|vertex| vertex.pos).collect::<Vec<_>>()
        };
        assert_eq!(corners(17_500), corners(18_600), "{pacer:?}");
    }
}

#[test]
fn a_picture_stays_in_its_room_and_its_word_too() {
    let timeline = breaths();
    for (pacer, motion) in moving_and_fading() {
        let Room { window, area } = room();
        let edges = if matches!(pacer, Pacer::Tide | Pacer::Path) { window } else { area };
        for millis in (0..58_000).step_by(331) {
            let scene = scene(&timeline, pacer, millis, motion);
            for vertex in tessellated(&scene, &LIGHT).vertices {
                let inside = edges.expand(3.0).contains(vertex.pos) || !edges.x_range().contains(vertex.pos.x);
                assert!(inside, "{pacer:?}, {motion:?}, at {millis} ms: {:?}", vertex.pos);
            }
            let seat = seat(&scene);
            assert!(
                window.contains_rect(seat.rect) && seat.rect.height() > 30.0,
                "{pacer:?}, at {millis} ms: {seat:?}"
            );
        }
    }
}

#[test]
fn the_first_picture_follows_the_last_of_the_lead_in() {
    let timeline = breaths();
    for (pacer, motion) in moving_and_fading() {
        let first = scene(&timeline, pacer, 0, motion);
        let left = Time::from_micros(1);
        let last = Scene { lead_in: Some(LeadIn { left, whole: Time::from_secs(5) }), ..first };
        let (most, _) = Picture::of(&first, &LIGHT).differs(&Picture::of(&last, &LIGHT));
        assert!(pacer == Pacer::Ring || most < 0.25, "{pacer:?}, {motion:?}: {most}");
    }
}

#[test]
fn frames_come_sixty_times_a_second_at_most_and_thirty_at_least() {
    let timeline = breaths();
    for &pacer in Pacer::ALL {
        for millis in (0..58_000).step_by(97) {
            let wait = stands_for(&scene(&timeline, pacer, millis, Motion::Moving));
            assert!((FRAME..=LONGEST).contains(&wait), "{pacer:?}, at {millis} ms: {wait:?}");
        }
    }
    // Where a breath turns nothing moves; in its middle, in a large window, it does.
    assert_eq!(stands_for(&scene(&timeline, Pacer::Tide, 16_001, Motion::Moving)), LONGEST);
    let mut large = scene(&timeline, Pacer::Tide, 18_000, Motion::Moving);
    large.room.window = Rect::from_min_size(Pos2::ZERO, vec2(2560.0, 1440.0));
    assert_eq!(stands_for(&large), FRAME);
}
