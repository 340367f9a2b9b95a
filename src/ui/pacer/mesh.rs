//! Surfaces as few and as large triangles as can be, soft by a pixel where they end: where pixels are drawn by the
//! processor, what many thin pieces meet in is painted many times.

use std::f32::consts::TAU;

use eframe::egui::{Color32, Mesh, Pos2, Rect, Shape, pos2, vec2};

/// What lies between a line and a level below it, its colour running down from the first to the second.
pub(super) fn ribbon(line: &[Pos2], lower: f32, colours: [Color32; 2]) -> Shape {
    let mut mesh = Mesh::default();
    let mut right = 0;
    for at in line {
        let lower = lower.max(at.y + 0.5);
        mesh.colored_vertex(pos2(at.x, at.y - 0.5), Color32::TRANSPARENT);
        mesh.colored_vertex(pos2(at.x, at.y + 0.5), colours[0]);
        mesh.colored_vertex(pos2(at.x, lower), colours[1]);
        if right > 0 {
            let left = right - 3;
            for row in 0..2 {
                mesh.add_triangle(left + row, left + row + 1, right + row);
                mesh.add_triangle(left + row + 1, right + row, right + row + 1);
            }
        }
        right += 3;
    }
    Shape::mesh(mesh)
}

/// A rectangle whose colour runs down from the first to the second.
pub(super) fn fall(rect: Rect, colours: [Color32; 2]) -> Shape {
    let mut mesh = Mesh::default();
    mesh.colored_vertex(rect.left_top(), colours[0]);
    mesh.colored_vertex(rect.right_top(), colours[0]);
    mesh.colored_vertex(rect.right_bottom(), colours[1]);
    mesh.colored_vertex(rect.left_bottom(), colours[1]);
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(0, 2, 3);
    Shape::mesh(mesh)
}

/// A filled circle.
pub(super) fn disc(centre: Pos2, radius: f32, colour: Color32) -> Shape {
    let count = pieces(radius);
    // One that is smaller than a pixel is fainter instead.
    let colour = colour.gamma_multiply((2.0 * radius).clamp(0.0, 1.0));
    let mut mesh = Mesh::default();
    for step in 0..count {
        let out = towards(step, count);
        mesh.colored_vertex(centre + out * (radius - 0.5).max(0.0), colour);
        mesh.colored_vertex(centre + out * (radius + 0.5), Color32::TRANSPARENT);
    }
    // Two large triangles, and then on each edge the one that bulges out of it, over and over.
    let (half, quarter) = (count / 2, count / 4);
    let mut edges = vec![(0, quarter), (quarter, half), (half, half + quarter), (half + quarter, count)];
    mesh.add_triangle(0, 2 * quarter, 2 * half);
    mesh.add_triangle(0, 2 * half, 2 * (half + quarter));
    while let Some((from, to)) = edges.pop() {
        if to - from > 1 {
            let middle = from.midpoint(to);
            mesh.add_triangle(2 * from, 2 * middle, 2 * (to % count));
            edges.extend([(from, middle), (middle, to)]);
        }
    }
    for step in 0..count {
        let next = (step + 1) % count;
        mesh.add_triangle(2 * step, 2 * step + 1, 2 * next);
        mesh.add_triangle(2 * step + 1, 2 * next, 2 * next + 1);
    }
    Shape::mesh(mesh)
}

/// How many pieces a circle is made of: a power of two, so that none bends more than a tenth of a point.
fn pieces(radius: f32) -> u32 {
    let needed = TAU * radius / (8.0 * radius.max(1.0) * 0.1).sqrt();
    [16, 32, 64].into_iter().find(|count| f64::from(*count) >= f64::from(needed)).unwrap_or(128)
}

#[expect(clippy::cast_precision_loss, reason = "at most 128")]
fn towards(step: u32, of: u32) -> eframe::egui::Vec2 {
    let angle = TAU * step as f32 / of as f32;
    vec2(angle.cos(), angle.sin())
}
