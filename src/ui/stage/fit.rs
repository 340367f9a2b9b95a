//! How a text is set so that all of it is seen: in the largest type that fits. Knows nothing of what is said.

use eframe::egui::{Color32, Ui, Vec2};

use crate::ui::theme::Type;

/// How large a text is when it is wrapped at `width`.
pub(super) fn size(ui: &Ui, kind: Type, text: &str, width: f32) -> Vec2 {
    ui.painter().layout_job(kind.job(text, Color32::PLACEHOLDER, width)).size()
}

/// The first of `kinds`, the largest first, in which a text wrapped at `width` is no higher than `height`; else the
/// last.
pub(super) fn in_height(ui: &Ui, kinds: &[Type], text: &str, width: f32, height: f32) -> Type {
    let fits = |kind: &&Type| size(ui, **kind, text, width).y <= height;
    kinds.iter().find(fits).or(kinds.last()).copied().unwrap_or(Type::Small)
}

/// The first of `kinds` in which a text stands within a circle, and the width it is wrapped at; else the last.
pub(super) fn in_circle(ui: &Ui, kinds: &[Type], text: &str, radius: f32) -> (Type, f32) {
    let ways = kinds.iter().flat_map(|kind| [1.5, 1.7].map(|part| (*kind, part * radius)));
    let fits = |(kind, width): &(Type, f32)| size(ui, *kind, text, *width).length() <= 1.94 * radius;
    ways.clone().find(fits).or_else(|| ways.last()).unwrap_or((Type::Small, radius * 1.7))
}

/// As much of a text as stands on one line of `width`, with an ellipsis where some is left out.
pub(super) fn on_one_line(ui: &Ui, kind: Type, text: &str, width: f32) -> String {
    let fits = |text: &str| size(ui, kind, text, f32::INFINITY).x <= width;
    if fits(text) {
        return text.to_owned();
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let shortened = |count: usize| format!("{}…", text[..ends[count]].trim_end());
    let longest = ends.len().saturating_sub(1);
    // Longer texts are wider: how many characters there is room for is found by halving.
    let (mut least, mut most) = (0, longest);
    while least < most {
        let middle = (least + most).div_ceil(2);
        if fits(&shortened(middle)) {
            least = middle;
        } else {
            most = middle - 1;
        }
    }
    shortened(least)
}
