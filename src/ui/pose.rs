//! The drawings of poses: lines of one weight, in any colours, for the left side or mirrored for the right.
//!
//! Refuses to know which session shows which: a name is a name, and one that is not here draws nothing.

use std::sync::OnceLock;

use eframe::egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2};

use super::theme::Palette;
use crate::timeline::Side;

/// The field that every drawing is made in.
const FIELD: Vec2 = Vec2::new(400.0, 300.0);
/// The weight of its lines.
const WEIGHT: f32 = 7.0;

const FILES: [(&str, &str); 12] = [
    ("butterfly", include_str!("../../assets/poses/butterfly.svg")),
    ("cat-cow", include_str!("../../assets/poses/cat-cow.svg")),
    ("childs-pose", include_str!("../../assets/poses/childs-pose.svg")),
    ("figure-four", include_str!("../../assets/poses/figure-four.svg")),
    ("flat-frog", include_str!("../../assets/poses/flat-frog.svg")),
    ("half-kneeling", include_str!("../../assets/poses/half-kneeling.svg")),
    ("happy-baby", include_str!("../../assets/poses/happy-baby.svg")),
    ("knee-over-to-hand", include_str!("../../assets/poses/knee-over-to-hand.svg")),
    ("knee-to-chest", include_str!("../../assets/poses/knee-to-chest.svg")),
    ("knee-to-opposite-shoulder", include_str!("../../assets/poses/knee-to-opposite-shoulder.svg")),
    ("legs-on-chair", include_str!("../../assets/poses/legs-on-chair.svg")),
    ("supported-squat", include_str!("../../assets/poses/supported-squat.svg")),
];

/// What a line is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layer {
    /// The body.
    Body,
    /// A limb on the far side.
    Far,
    /// Floor, wall, mat, cushion, chair.
    Thing,
}

#[derive(Debug)]
struct Outline {
    part: Layer,
    points: Vec<Pos2>,
    closed: bool,
}

/// One drawing.
#[derive(Debug)]
pub struct Drawing {
    description: String,
    lines: Vec<Outline>,
}

/// The colours of a drawing.
#[derive(Clone, Copy, Debug)]
pub struct Colours {
    /// The body.
    pub body: Color32,
    /// A limb on the far side.
    pub far: Color32,
    /// What the body lies, leans and sits on.
    pub things: Color32,
}

/// The names of all drawings.
pub fn names() -> impl Iterator<Item = &'static str> {
    FILES.into_iter().map(|(name, _)| name)
}

/// The drawing of this name, if there is one.
pub fn named(name: &str) -> Option<&'static Drawing> {
    static DRAWINGS: OnceLock<Vec<(&str, Drawing)>> = OnceLock::new();
    let read = || FILES.into_iter().filter_map(|(name, text)| Some((name, Drawing::read(text)?))).collect();
    let drawings = DRAWINGS.get_or_init(read);
    drawings.iter().find(|(known, _)| *known == name).map(|(_, drawing)| drawing)
}

impl Colours {
    /// A drawing in the colour of its practice.
    pub fn of(practice: Color32, palette: &Palette) -> Self {
        Self { body: practice, far: palette.tint(practice, 0.55), things: palette.faint }
    }
}

impl Drawing {
    /// Reads what `assets/poses/draw.py` writes: a description, and paths of straight lines.
    fn read(text: &str) -> Option<Self> {
        let tree = roxmltree::Document::parse(text).ok()?;
        let description = tree.descendants().find(|node| node.has_tag_name("desc"))?.text()?.to_owned();
        let paths = tree.descendants().filter(|node| node.has_tag_name("path"));
        let lines = paths.map(|path| Outline::read(path.attribute("class")?, path.attribute("d")?));
        Some(Self { description, lines: lines.collect::<Option<_>>()? })
    }

    /// What it shows, in words, for a screen reader.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// Draws it as large as fits into the middle of `room`; mirrored for the right side.
    pub fn draw(&self, painter: &Painter, room: Rect, side: Option<Side>, colours: Colours) {
        let scale = (room.width() / FIELD.x).min(room.height() / FIELD.y);
        let turn = if side == Some(Side::Right) { -1.0 } else { 1.0 };
        let place = |point: &Pos2| {
            let from_middle = point.to_vec2() - FIELD / 2.0;
            room.center() + Vec2::new(turn * from_middle.x, from_middle.y) * scale
        };
        for line in &self.lines {
            let colour = match line.part {
                Layer::Body => colours.body,
                Layer::Far => colours.far,
                Layer::Thing => colours.things,
            };
            let points: Vec<Pos2> = line.points.iter().map(place).collect();
            let stroke = Stroke::new(WEIGHT * scale, colour);
            if line.closed {
                painter.add(Shape::closed_line(points, stroke));
            } else {
                // Lines are cut off straight; their ends are round.
                for end in [points.first(), points.last()].into_iter().flatten() {
                    painter.circle_filled(*end, stroke.width / 2.0, colour);
                }
                painter.add(Shape::line(points, stroke));
            }
        }
    }
}

impl Outline {
    fn read(class: &str, path: &str) -> Option<Self> {
        let part = match class {
            "body" => Layer::Body,
            "far" => Layer::Far,
            "prop" | "floor" => Layer::Thing,
            _ => return None,
        };
        let open = path.strip_suffix('Z');
        let points = open.unwrap_or(path).strip_prefix('M')?.split('L').map(|pair| {
            let (x, y) = pair.split_once(' ')?;
            Some(pos2(x.parse().ok()?, y.parse().ok()?))
        });
        Some(Self { part, points: points.collect::<Option<_>>()?, closed: open.is_some() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::session::Step;

    #[test]
    fn every_shipped_stretch_has_a_drawing_with_a_description() {
        let catalogue = Catalogue::shipped();
        let mut seen = 0;
        for programme in catalogue.items.iter().filter_map(|item| item.loaded.as_ref().ok()) {
            for step in programme.timeline.steps().iter().map(|one| programme.timeline.written(one)) {
                if let Step::Stretch(stretch) = step {
                    let name = stretch.drawing.as_deref().unwrap_or_default();
                    let drawn = named(name).unwrap_or_else(|| panic!("{} has no drawing {name:?}", stretch.pose));
                    assert!(drawn.description().ends_with('.') && drawn.description().len() > 40, "{name}");
                    seen += 1;
                }
            }
        }
        assert_eq!(seen, 15);
    }

    #[test]
    fn every_drawing_stays_in_its_field_and_has_a_body() {
        for (name, text) in FILES {
            let drawing = Drawing::read(text).unwrap_or_else(|| panic!("{name} cannot be read"));
            assert!(drawing.lines.iter().any(|line| line.part == Layer::Body), "{name}");
            let field = Rect::from_min_size(Pos2::ZERO, FIELD).shrink(WEIGHT / 2.0);
            for point in drawing.lines.iter().flat_map(|line| &line.points) {
                assert!(field.contains(*point), "{name}: {point:?}");
            }
        }
    }

    #[test]
    fn what_is_not_a_drawing_draws_nothing() {
        assert!(named("head-stand").is_none());
        assert!(Drawing::read("<svg><path class=\"body\" d=\"M0 0C1 1 2 2 3 3\"/></svg>").is_none());
    }
}
