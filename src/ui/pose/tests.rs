//! What every drawing has: words, a body in its field, triangles that cover it, colours that stand out.

use eframe::egui::Mesh;

use super::*;
use crate::catalogue::Catalogue;
use crate::session::Step;
use crate::ui::theme::{DIM, DUSK, LIGHT};

fn drawings() -> impl Iterator<Item = (&'static str, Drawing)> {
    FILES.into_iter().map(|(name, text)| {
        let drawing = Drawing::read(text).unwrap_or_else(|| panic!("{name} cannot be read"));
        (name, drawing)
    })
}

/// As large as its field.
fn mesh(drawing: &Drawing, side: Option<Side>, colours: Colours) -> Mesh {
    drawing.mesh(Rect::from_min_size(Pos2::ZERO, FIELD), side, colours, 1.0)
}

fn light() -> Colours {
    Colours::of(LIGHT.practice("stretching"), &LIGHT)
}

#[test]
fn every_shipped_stretch_has_a_drawing() {
    let catalogue = Catalogue::shipped();
    let mut seen = 0;
    for programme in catalogue.items.iter().filter_map(|item| item.loaded.as_ref().ok()) {
        for step in programme.timeline.steps().iter().map(|one| programme.timeline.written(one)) {
            if let Step::Stretch(stretch) = step {
                let name = stretch.drawing.as_deref().unwrap_or_default();
                assert!(named(name).is_some(), "{} has no drawing {name:?}", stretch.pose);
                seen += 1;
            }
        }
    }
    assert!(seen > 0);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "no folder of the user's")]
fn every_file_of_a_drawing_is_one_that_can_be_named() {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/poses")).unwrap();
    let files = folder.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut drawn: Vec<String> = files.filter_map(|file| Some(file.strip_suffix(".svg")?.to_owned())).collect();
    drawn.sort();
    assert_eq!(drawn, names().collect::<Vec<_>>());
}

#[test]
fn every_drawing_is_told_in_sentences() {
    for (name, drawing) in drawings() {
        let told = drawing.description();
        assert!(told.ends_with('.') && told.len() > 60 && !told.contains("  "), "{name}: {told}");
    }
}

#[test]
fn every_drawing_stays_in_its_field_and_has_a_body() {
    let field = Rect::from_min_size(Pos2::ZERO, FIELD).shrink(4.0);
    for (name, drawing) in drawings() {
        assert!(drawing.shapes.iter().any(|(part, _)| *part == Part::Cloth), "{name}");
        for point in drawing.shapes.iter().flat_map(|(_, fill)| fill.points()) {
            assert!(field.contains(*point), "{name}: {point:?}");
        }
        for (middle, radius) in &drawing.felt {
            assert!(field.contains_rect(Rect::from_center_size(*middle, Vec2::splat(2.0 * radius))), "{name}");
        }
    }
}

#[test]
fn the_triangles_of_every_shape_cover_what_its_rings_enclose() {
    for (name, drawing) in drawings() {
        for (part, fill) in &drawing.shapes {
            let (enclosed, covered) = fill.areas();
            assert!(enclosed > 5.0, "{name}, {part:?}: the rings run the other way: {enclosed}");
            assert!((covered / enclosed - 1.0).abs() < 0.01, "{name}, {part:?}: {covered} of {enclosed}");
        }
    }
}

#[test]
fn every_drawing_is_small_enough_to_be_drawn_anew_in_every_frame() {
    for (name, drawing) in drawings() {
        let mesh = mesh(&drawing, None, light());
        assert!(mesh.is_valid() && mesh.vertices.len() <= 3000, "{name}: {}", mesh.vertices.len());
    }
}

#[test]
fn the_right_side_is_the_left_one_mirrored() {
    for (name, drawing) in drawings() {
        let [left, right] = [Side::Left, Side::Right].map(|side| mesh(&drawing, Some(side), light()));
        // A glow is the same from either side, but begins to be drawn at the same hand.
        let of_shapes: usize = drawing.shapes.iter().map(|(_, fill)| 2 * fill.points().len()).sum();
        for (one, other) in left.vertices.iter().zip(&right.vertices).take(of_shapes) {
            let mirrored = pos2(FIELD.x - one.pos.x, one.pos.y);
            assert!(mirrored.distance(other.pos) < 0.01 && one.color == other.color, "{name}");
        }
        let reach =
            |mesh: &Mesh| Rect::from_points(&mesh.vertices[of_shapes..].iter().map(|one| one.pos).collect::<Vec<_>>());
        let (left, right) = (reach(&left), reach(&right));
        assert!(drawing.felt.is_empty() || (FIELD.x - left.left() - right.right()).abs() < 0.01, "{name}");
    }
}

/// The relative luminance of WCAG 2.
fn luminance(colour: Color32) -> f32 {
    let [r, g, b, _] = eframe::egui::Rgba::from(colour).to_array();
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(one: Color32, other: Color32) -> f32 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_part_of_a_body_stands_out_from_the_paper_and_the_near_side_from_the_far_one() {
    for palette in [&LIGHT, &DUSK, &DIM] {
        for practice in ["breathing", "stretching", "relaxation", "dilator"] {
            let colours = Colours::of(palette.practice(practice), palette);
            for part in [Part::Cloth, Part::Skin, Part::FarCloth, Part::FarSkin, Part::Arrow] {
                let seen = contrast(colours.tone(part), palette.surface);
                assert!(seen >= 3.0, "{practice}, {part:?} on {:?}: {seen}", palette.surface);
            }
            assert!(contrast(colours.cloth, colours.far_cloth) >= 1.4, "{practice} on {:?}", palette.surface);
            assert!(contrast(colours.cloth, colours.felt) >= 1.5, "{practice} on {:?}", palette.surface);
        }
    }
}

#[test]
fn in_high_contrast_a_drawing_is_white_on_black_and_nothing_between() {
    for (name, drawing) in drawings() {
        let mesh = mesh(&drawing, None, Colours::of(Color32::WHITE, &CONTRAST));
        let only = [Color32::WHITE, Color32::BLACK, Color32::TRANSPARENT];
        assert!(mesh.vertices.iter().all(|vertex| only.contains(&vertex.color)), "{name}");
    }
}

#[test]
fn what_is_not_a_drawing_draws_nothing() {
    assert!(named("head-stand").is_none());
    let path = r#"<path class="cloth" d="M0 0L1 0L0 1Z" data-triangles="0 1 2"/>"#;
    assert!(Drawing::read(&format!("<svg><desc>A triangle.</desc>{path}</svg>")).is_some());
    assert!(Drawing::read(&format!("<svg><desc>A triangle.</desc>{}</svg>", path.replace("cloth", "scarf"))).is_none());
    assert!(Drawing::read(&format!("<svg>{path}</svg>")).is_none());
}
