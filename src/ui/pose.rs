//! The drawings of poses: filled figures in any colours, for the left side or mirrored for the right.
//!
//! Refuses to know which session shows which: a name is a name, and one that is not here draws nothing.

mod fill;

use std::sync::OnceLock;

use eframe::egui::{Color32, Mesh, Painter, Pos2, Rect, Shape, Vec2, pos2};

use self::fill::{Fill, Placing};
use super::theme::{CONTRAST, CONTRAST_DIM, Palette};
use crate::timeline::Side;

/// The field that every drawing is made in.
const FIELD: Vec2 = Vec2::new(400.0, 300.0);
/// The lines of a drawing in high contrast: in units of the field, and at least so many points of the screen.
const LINE: (f32, f32) = (2.2, 1.2);
/// What is left there of a glow: the part of its radius that a disc takes.
const SPOT: f32 = 0.45;

const FILES: [(&str, &str); 22] = [
    ("adductor-lying", include_str!("../../assets/poses/adductor-lying.svg")),
    ("bed-edge", include_str!("../../assets/poses/bed-edge.svg")),
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
    ("legs-up-cushions", include_str!("../../assets/poses/legs-up-cushions.svg")),
    ("open-book", include_str!("../../assets/poses/open-book.svg")),
    ("seated", include_str!("../../assets/poses/seated.svg")),
    ("seated-figure-four", include_str!("../../assets/poses/seated-figure-four.svg")),
    ("seated-fold", include_str!("../../assets/poses/seated-fold.svg")),
    ("side-lying", include_str!("../../assets/poses/side-lying.svg")),
    ("side-lying-knee", include_str!("../../assets/poses/side-lying-knee.svg")),
    ("side-lying-quad", include_str!("../../assets/poses/side-lying-quad.svg")),
    ("supported-squat", include_str!("../../assets/poses/supported-squat.svg")),
];

/// What a shape is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// The ground: a wall, a mat.
    Wall,
    Mat,
    /// A cushion, a chair or a bed: its edge, and what is inside of it.
    Edge,
    Thing,
    /// The body, its far side, and the hair.
    Cloth,
    Skin,
    FarCloth,
    FarSkin,
    Hair,
    /// Where something moves.
    Arrow,
}

/// One drawing.
#[derive(Debug)]
pub struct Drawing {
    description: String,
    shapes: Vec<(Part, Fill)>,
    /// Where a stretch is felt: the middle of a glow, and how far it reaches.
    felt: Vec<(Pos2, f32)>,
}

/// The colours of a drawing.
#[derive(Clone, Copy, Debug)]
pub struct Colours {
    wall: Color32,
    mat: Color32,
    edge: Color32,
    thing: Color32,
    cloth: Color32,
    skin: Color32,
    far_cloth: Color32,
    far_skin: Color32,
    hair: Color32,
    arrow: Color32,
    felt: Color32,
    /// In high contrast: the colour of the outlines, and of the paper.
    outlined: Option<(Color32, Color32)>,
}

/// The names of all drawings.
pub fn names() -> impl Iterator<Item = &'static str> {
    FILES.into_iter().map(|(name, _)| name)
}

/// The drawing of this name, if there is one.
pub fn named(name: &str) -> Option<&'static Drawing> {
    // Each is read when it is first asked for.
    static DRAWINGS: [OnceLock<Option<Drawing>>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];
    let at = FILES.iter().position(|(known, _)| *known == name)?;
    DRAWINGS[at].get_or_init(|| Drawing::read(FILES[at].1)).as_ref()
}

impl Colours {
    /// A drawing in the colour of its practice: every part of the body stands out from the paper 3 : 1 (WCAG 2.2, 1.4.11).
    pub fn of(practice: Color32, palette: &Palette) -> Self {
        let mix = |one: Color32, other: Color32, part: f32| one.lerp_to_gamma(other, part);
        let paper = palette.surface;
        let dark = palette.ink.intensity() > paper.intensity();
        let (cloth, skin, far_skin) = if dark {
            let lighter = |part| mix(practice, palette.ink, part);
            (mix(practice, paper, 0.12), lighter(0.6), mix(lighter(0.35), paper, 0.3))
        } else {
            let skin = mix(mix(practice, Color32::ORANGE, 0.1), Color32::WHITE, 0.06);
            (mix(practice, Color32::BLACK, 0.24), skin, mix(skin, paper, 0.1))
        };
        let (hair, arrow, felt) = if dark {
            (mix(practice, paper, 0.55), skin, mix(palette.ink, Color32::ORANGE, 0.3))
        } else {
            let darker = |part| mix(practice, Color32::BLACK, part);
            (darker(0.6), darker(0.4), mix(Color32::ORANGE, practice, 0.2))
        };
        let contrast = [CONTRAST.surface, CONTRAST_DIM.surface].contains(&paper);
        Self {
            wall: palette.tint(practice, 0.06),
            mat: palette.tint(practice, 0.11),
            edge: palette.tint(practice, 0.72),
            thing: palette.tint(practice, 0.22),
            cloth,
            skin,
            far_cloth: mix(cloth, paper, 0.25),
            far_skin,
            hair,
            arrow,
            felt,
            outlined: contrast.then_some((practice, paper)),
        }
    }

    fn tone(&self, part: Part) -> Color32 {
        match part {
            Part::Wall => self.wall,
            Part::Mat => self.mat,
            Part::Edge => self.edge,
            Part::Thing => self.thing,
            Part::Cloth => self.cloth,
            Part::Skin => self.skin,
            Part::FarCloth => self.far_cloth,
            Part::FarSkin => self.far_skin,
            Part::Hair => self.hair,
            Part::Arrow => self.arrow,
        }
    }
}

impl Drawing {
    /// Reads what `assets/poses/draw.py` writes: a description, filled paths of straight lines, and circles that glow.
    fn read(text: &str) -> Option<Self> {
        let tree = roxmltree::Document::parse(text).ok()?;
        let description = tree.descendants().find(|node| node.has_tag_name("desc"))?.text()?.to_owned();
        let paths = tree.descendants().filter(|node| node.has_tag_name("path"));
        let shapes = paths.map(|path| {
            let fill = Fill::read(path.attribute("d")?, path.attribute("data-triangles")?)?;
            Some((Part::of(path.attribute("class")?)?, fill))
        });
        let circles = tree.descendants().filter(|node| node.has_tag_name("circle"));
        let felt = circles.map(|circle| {
            let number = |name| circle.attribute(name)?.parse::<f32>().ok();
            Some((pos2(number("cx")?, number("cy")?), number("r")?))
        });
        Some(Self { description, shapes: shapes.collect::<Option<_>>()?, felt: felt.collect::<Option<_>>()? })
    }

    /// What it shows, in words, for a screen reader.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// Draws it as large as fits into the middle of `room`; mirrored for the right side.
    pub fn draw(&self, painter: &Painter, room: Rect, side: Option<Side>, colours: Colours) {
        painter.add(Shape::mesh(self.mesh(room, side, colours, 1.0 / painter.pixels_per_point())));
    }

    /// The picture, its edges fading over `soft` points of the screen.
    fn mesh(&self, room: Rect, side: Option<Side>, colours: Colours, soft: f32) -> Mesh {
        let scale = (room.width() / FIELD.x).min(room.height() / FIELD.y);
        let turn = if side == Some(Side::Right) { -1.0 } else { 1.0 };
        let placing = Placing { middle: room.center(), of: FIELD / 2.0, scale, turn };
        let mut mesh = Mesh::default();
        if let Some(inks) = colours.outlined {
            self.outline(&mut mesh, placing, inks, soft);
            return mesh;
        }
        for (part, fill) in &self.shapes {
            fill.add(&mut mesh, placing, colours.tone(*part), 0.0, soft);
        }
        for (middle, radius) in &self.felt {
            fill::rings(&mut mesh, placing.at(*middle), &glow(radius * scale, colours.felt));
        }
        mesh
    }

    /// The picture in lines, as (line, paper): a larger shape in the one under a smaller one in the other.
    fn outline(&self, mesh: &mut Mesh, placing: Placing, (line, paper): (Color32, Color32), soft: f32) {
        let half = (LINE.0 * placing.scale).max(LINE.1) / 2.0;
        for ground in [true, false] {
            // All of one, then all of the other: where two shapes meet, no line stays between them.
            for (colour, grow) in [(line, half), (paper, -half)] {
                let lined = |part: Part| !matches!(part, Part::Edge | Part::Hair | Part::Arrow);
                for (_, fill) in self.shapes.iter().filter(|(part, _)| lined(*part) && part.is_ground() == ground) {
                    fill.add(mesh, placing, colour, grow, soft);
                }
            }
        }
        for (_, fill) in self.shapes.iter().filter(|(part, _)| matches!(part, Part::Hair | Part::Arrow)) {
            fill.add(mesh, placing, line, 0.0, soft);
        }
        for (middle, radius) in &self.felt {
            let radius = radius * placing.scale * SPOT;
            fill::rings(mesh, placing.at(*middle), &[(radius, line), (radius + soft, Color32::TRANSPARENT)]);
        }
    }
}

/// A light of `colour` that fades to nothing at `radius`: what [`fill::rings`] draws.
fn glow(radius: f32, colour: Color32) -> [(f32, Color32); 7] {
    [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0_f32].map(|nth| {
        let part = nth / 6.0;
        (part * radius, colour.gamma_multiply((1.0 - part * part).powi(2)))
    })
}

impl Part {
    fn of(class: &str) -> Option<Self> {
        Some(match class {
            "wall" => Self::Wall,
            "mat" => Self::Mat,
            "edge" => Self::Edge,
            "prop" => Self::Thing,
            "cloth" => Self::Cloth,
            "skin" => Self::Skin,
            "far-cloth" => Self::FarCloth,
            "far-skin" => Self::FarSkin,
            "hair" => Self::Hair,
            "arrow" => Self::Arrow,
            _ => return None,
        })
    }

    fn is_ground(self) -> bool {
        matches!(self, Self::Wall | Self::Mat)
    }
}

#[cfg(test)]
mod tests;
