//! How a text is set so that all of it is seen: in the largest type that fits. Knows nothing of what is said.

use eframe::egui::{Color32, Rect, Ui, Vec2};

use crate::ui::theme::Type;
use crate::ui::widgets::widest_word;

/// The least that is still read.
pub(in crate::ui) const LEAST: f32 = 13.0;
/// Each size that is tried is this part of the one before.
const STEP: f32 = 0.9;

/// How large a text is when it is wrapped at `width`.
pub(in crate::ui) fn size(ui: &Ui, kind: Type, text: &str, width: f32) -> Vec2 {
    ui.painter().layout_job(kind.job(text, Color32::PLACEHOLDER, width)).size()
}

/// The size of type that is read across a room: a twelfth of the window's height.
pub(in crate::ui) fn across_a_room(window: Rect) -> f32 {
    (window.height() / 12.0).ceil()
}

/// How much larger than on a desktop window of 1280 × 800 a text may be here: for screens seen as a whole.
pub(in crate::ui) fn grown(window: Rect) -> f32 {
    (window.width() / 1280.0).min(window.height() / 800.0).clamp(1.0, 3.0)
}

/// Light type from `most` points down, the largest first.
pub(in crate::ui) fn light(most: f32) -> Vec<Type> {
    points(most).map(Type::Light).collect()
}

/// Medium type from `most` points down, the largest first.
pub(in crate::ui) fn medium(most: f32) -> Vec<Type> {
    points(most).map(Type::Medium).collect()
}

fn points(most: f32) -> impl Iterator<Item = u16> {
    let smaller = |size: &f32| (*size > LEAST).then_some((size * STEP).max(LEAST));
    std::iter::successors(Some(most.max(LEAST)), smaller).map(whole)
}

/// A size in whole points: each further one would be drawn anew.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size of type, 13 to some hundreds")]
pub(in crate::ui) fn whole(size: f32) -> u16 {
    size.ceil() as u16
}

/// The first of `kinds`, the largest first, in which a text stands on one line of `width`; else the last.
pub(in crate::ui) fn in_width(ui: &Ui, kinds: &[Type], text: &str, width: f32) -> Type {
    first(kinds, |kind| size(ui, kind, text, f32::INFINITY).x <= width)
}

/// The first of `kinds`, the largest first, in which a text wrapped at `width` is no higher than `height` and none of
/// its words is broken; else the last.
pub(in crate::ui) fn in_height(ui: &Ui, kinds: &[Type], text: &str, width: f32, height: f32) -> Type {
    first(kinds, |kind| widest_word(ui, kind, text) <= width && size(ui, kind, text, width).y <= height)
}

fn first(kinds: &[Type], fits: impl Fn(Type) -> bool) -> Type {
    kinds.iter().copied().find(|kind| fits(*kind)).or(kinds.last().copied()).unwrap_or(Type::Small)
}

/// The first of `kinds` in which a text stands within a circle with every word whole, and the width it is wrapped at;
/// else the last.
pub(in crate::ui) fn in_circle(ui: &Ui, kinds: &[Type], text: &str, radius: f32) -> (Type, f32) {
    let ways = kinds.iter().flat_map(|kind| [1.5, 1.7].map(|part| (*kind, part * radius)));
    let fits = |(kind, width): &(Type, f32)| {
        widest_word(ui, *kind, text) <= *width && size(ui, *kind, text, *width).length() <= 1.94 * radius
    };
    ways.clone().find(fits).or_else(|| ways.last()).unwrap_or((Type::Small, radius * 1.7))
}

/// The first of `kinds` in which a word stands in a disc, in at most two lines; `None` when it is none of them.
pub(in crate::ui) fn in_disc(ui: &Ui, kinds: &[Type], word: &str, radius: f32) -> Option<Type> {
    let fits = |kind: &&Type| {
        let set = size(ui, **kind, word, radius * 1.7);
        let whole = widest_word(ui, **kind, word) <= radius * 1.7;
        // Half the leading above and below the letters is empty.
        whole && eframe::egui::vec2(set.x, set.y * 0.72).length() <= 1.96 * radius && set.y <= radius * 1.75
    };
    kinds.iter().find(fits).copied()
}

/// As much of a text as stands on one line of `width`, with an ellipsis where some is left out.
pub(in crate::ui) fn on_one_line(ui: &Ui, kind: Type, text: &str, width: f32) -> String {
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
