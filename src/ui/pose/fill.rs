//! Filled shapes of a drawing, as triangles with soft edges.
//!
//! Refuses to know what a shape is part of. The window fills convex shapes only, so the triangles that fill one stand in
//! its file.

use eframe::egui::{Color32, Mesh, Pos2, Vec2, pos2};

/// Where an edge turns sharply, its soft rim reaches at most so many times as far.
const SHARPEST: f32 = 2.0;
/// The points of a ring around a middle.
const AROUND: u8 = 28;

/// A shape with straight edges, which may have holes.
#[derive(Debug)]
pub(super) struct Fill {
    points: Vec<Pos2>,
    /// For each point, how it moves when the shape grows by one.
    outwards: Vec<Vec2>,
    /// From which point to which one an edge goes: all have the inside on the same hand.
    edges: Vec<[u32; 2]>,
    triangles: Vec<[u32; 3]>,
}

/// From the field of a drawing onto the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placing {
    /// Where the middle of the field comes.
    pub middle: Pos2,
    /// The middle of the field.
    pub of: Vec2,
    /// Points of the screen for one unit of the field.
    pub scale: f32,
    /// -1 for the other side, else 1.
    pub turn: f32,
}

impl Placing {
    pub(super) fn at(self, point: Pos2) -> Pos2 {
        self.middle + self.way(point.to_vec2() - self.of) * self.scale
    }

    fn way(self, way: Vec2) -> Vec2 {
        Vec2::new(self.turn * way.x, way.y)
    }
}

impl Fill {
    /// Reads rings of straight lines, `M… …L… …Z`, and triangles as numbers of their points, `0 1 2,…`.
    pub(super) fn read(path: &str, triangles: &str) -> Option<Self> {
        let (mut points, mut way, mut edges) = (Vec::new(), Vec::new(), Vec::new());
        for ring in path.strip_suffix('Z')?.split('Z') {
            let place = |pair: &str| {
                let (x, y) = pair.split_once(' ')?;
                Some(pos2(x.parse().ok()?, y.parse().ok()?))
            };
            let ring: Vec<Pos2> = ring.strip_prefix('M')?.split('L').map(place).collect::<Option<_>>()?;
            let (first, count) = (u32::try_from(points.len()).ok()?, u32::try_from(ring.len()).ok()?);
            edges.extend((0..count).map(|at| [first + at, first + (at + 1) % count]));
            way.extend(outwards(&ring));
            points.extend(ring);
        }
        let last = u32::try_from(points.len()).ok()?;
        let corners = |text: &str| {
            let number = |text: &str| text.parse().ok().filter(|at| *at < last);
            let corners: Vec<u32> = text.split(' ').map(number).collect::<Option<_>>()?;
            <[u32; 3]>::try_from(corners).ok()
        };
        let triangles = triangles.split(',').map(corners).collect::<Option<_>>()?;
        Some(Self { points, outwards: way, edges, triangles })
    }

    /// Adds it to `mesh`, larger by `grow` and with a rim that fades over `soft`, both in points of the screen.
    pub(super) fn add(&self, mesh: &mut Mesh, placing: Placing, colour: Color32, grow: f32, soft: f32) {
        let Ok(base) = u32::try_from(mesh.vertices.len()) else { return };
        for (point, outwards) in self.points.iter().zip(&self.outwards) {
            let (at, way) = (placing.at(*point), placing.way(*outwards));
            mesh.colored_vertex(at + way * (grow - soft / 2.0), colour);
            mesh.colored_vertex(at + way * (grow + soft / 2.0), Color32::TRANSPARENT);
        }
        for triangle in &self.triangles {
            let [a, b, c] = triangle.map(|at| base + 2 * at);
            mesh.add_triangle(a, b, c);
        }
        for edge in &self.edges {
            let [here, next] = edge.map(|at| base + 2 * at);
            mesh.add_triangle(here, here + 1, next);
            mesh.add_triangle(here + 1, next, next + 1);
        }
    }

    #[cfg(test)]
    pub(super) fn points(&self) -> &[Pos2] {
        &self.points
    }

    /// What its rings enclose, and what its triangles cover.
    #[cfg(test)]
    pub(super) fn areas(&self) -> (f32, f32) {
        let cross = |[a, b]: [u32; 2]| {
            let [a, b] = [a, b].map(|at| self.points[at as usize]);
            (a.x * b.y - a.y * b.x) / 2.0
        };
        let covered = |&[a, b, c]: &[u32; 3]| (cross([a, b]) + cross([b, c]) + cross([c, a])).abs();
        (self.edges.iter().copied().map(cross).sum(), self.triangles.iter().map(covered).sum())
    }
}

/// For each point of a ring, how it moves when what the ring encloses grows by one: along both edges' normals.
fn outwards(ring: &[Pos2]) -> Vec<Vec2> {
    let count = ring.len();
    let normal = |from: Pos2, to: Pos2| -> Vec2 {
        let along = (to - from).normalized();
        Vec2::new(along.y, -along.x)
    };
    (0..count)
        .map(|at| {
            let point = ring[at];
            let (before, after) =
                (normal(ring[(at + count - 1) % count], point), normal(point, ring[(at + 1) % count]));
            let middle = (before + after).normalized();
            middle / middle.dot(after).max(1.0 / SHARPEST)
        })
        .collect()
}

/// Adds rings of colour around a middle, from the smallest outwards, as (radius in points of the screen, colour): between
/// two rings the colour goes over from one to the other, and within the first it stays.
pub(super) fn rings(mesh: &mut Mesh, middle: Pos2, rings: &[(f32, Color32)]) {
    let mut inner = None;
    for &(radius, colour) in rings {
        let Ok(outer) = u32::try_from(mesh.vertices.len()) else { return };
        for nth in 0..AROUND {
            let way = Vec2::angled(std::f32::consts::TAU * f32::from(nth) / f32::from(AROUND));
            mesh.colored_vertex(middle + way * radius, colour);
        }
        for here in 0..u32::from(AROUND) {
            let next = (here + 1) % u32::from(AROUND);
            match inner {
                None => mesh.add_triangle(outer, outer + here, outer + next),
                Some(inner) => {
                    mesh.add_triangle(inner + here, inner + next, outer + here);
                    mesh.add_triangle(inner + next, outer + here, outer + next);
                }
            }
        }
        inner = Some(outer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AS_IT_IS: Placing = Placing { middle: Pos2::ZERO, of: Vec2::ZERO, scale: 1.0, turn: 1.0 };

    /// A square of 10 with a square hole of 2.
    fn frame() -> Fill {
        let path = "M0 0L10 0L10 10L0 10ZM4 4L4 6L6 6L6 4Z";
        Fill::read(path, "0 1 7,0 7 4,1 2 6,1 6 7,2 3 5,2 5 6,3 0 4,3 4 5").unwrap()
    }

    #[test]
    fn a_frame_covers_what_lies_between_its_rings() {
        assert_eq!(frame().areas(), (96.0, 96.0));
    }

    #[test]
    fn a_shape_grows_outwards_at_its_rim_and_into_its_holes() {
        let mut mesh = Mesh::default();
        frame().add(&mut mesh, AS_IT_IS, Color32::WHITE, 0.0, 1.0);
        let outer = |at: usize| mesh.vertices[2 * at + 1];
        assert_eq!((outer(0).pos, outer(2).pos), (pos2(-0.5, -0.5), pos2(10.5, 10.5)));
        assert_eq!((outer(4).pos, outer(6).pos), (pos2(4.5, 4.5), pos2(5.5, 5.5)));
        assert_eq!((outer(0).color, mesh.vertices[0].color), (Color32::TRANSPARENT, Color32::WHITE));
        assert!(mesh.is_valid());
    }

    #[test]
    fn a_shape_is_mirrored_about_the_middle_of_its_field() {
        let mut mesh = Mesh::default();
        let placing = Placing { middle: pos2(100.0, 100.0), of: Vec2::splat(5.0), scale: 2.0, turn: -1.0 };
        frame().add(&mut mesh, placing, Color32::WHITE, 0.0, 0.0);
        assert_eq!((mesh.vertices[0].pos, mesh.vertices[2].pos), (pos2(110.0, 90.0), pos2(90.0, 90.0)));
    }

    #[test]
    fn rings_are_filled_from_the_middle_to_the_last_of_them() {
        let mut mesh = Mesh::default();
        rings(&mut mesh, pos2(5.0, 5.0), &[(2.0, Color32::WHITE), (10.0, Color32::TRANSPARENT)]);
        assert!(mesh.is_valid());
        let area: f32 = mesh
            .indices
            .chunks(3)
            .map(|corners| {
                let [a, b, c] = [0, 1, 2].map(|at| mesh.vertices[corners[at] as usize].pos);
                ((b - a).x * (c - a).y - (b - a).y * (c - a).x).abs() / 2.0
            })
            .sum();
        assert!((area / (std::f32::consts::PI * 100.0) - 1.0).abs() < 0.01, "{area}");
    }

    #[test]
    fn what_is_no_shape_is_none() {
        for (path, triangles) in
            [("M0 0L1 0L0 1", "0 1 2"), ("M0 0L1 0L0 1Z", "0 1 3"), ("M0 0L1 0L0 1Z", "0 1"), ("M0 0C1 0Z", "0 0 0")]
        {
            assert!(Fill::read(path, triangles).is_none(), "{path} {triangles}");
        }
    }
}
