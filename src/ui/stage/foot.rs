//! The foot of the stage: the sentence of this step, what this is or what comes next, and the time left.

use eframe::egui::{Align2, Color32, Id, Pos2, Rect, Ui, pos2, vec2};

use super::{Look, fit, is_tiny, margin, picture, polite, pose, said, words};
use crate::session::Session;
use crate::timeline::{Kind, Moment};
use crate::ui::theme::{Palette, Type, tabular};
use crate::ui::widgets;
use crate::units::{ClockFace, Time};

/// What is said instead of the sentence while nothing goes on.
const PAUSED: &str = "Paused. Space goes on.";
/// How far the line of small words stands above the window's edge.
pub(super) fn line(window: Rect) -> f32 {
    if is_tiny(window) { 16.0 } else { 54.0 }
}

/// How far the sentence's last line ends above the window's edge.
pub(super) fn sentence(window: Rect) -> f32 {
    line(window) + if is_tiny(window) { 14.0 } else { 20.0 }
}

/// Draws it; `left` is what is left of the session.
pub(super) fn draw(ui: &Ui, window: Rect, moment: Moment<'_>, left: Time, session: &Session, look: Look, paused: bool) {
    let palette = Palette::of(ui);
    let ink = if picture::on_water(moment, look) { palette.ink } else { palette.quiet };
    let margin = margin(window);
    let width = window.width() - 2.0 * margin;
    // Below a pose in a narrow window there is no room for a sentence.
    let low = look.words && moment.span().kind == Kind::Stretch && !pose::wide(picture::area(window, 0.0));
    let written = if paused { Some(PAUSED).filter(|_| !low) } else { words::beneath(moment) };
    if let Some(text) = written {
        // Grows upwards: the row below keeps its place.
        let at = pos2(window.center().x, window.bottom() - sentence(window));
        let kind = picture::beneath_type(ui, window, text);
        polite(ui, &said(ui, "sentence", at, Align2::CENTER_BOTTOM, (kind, ink), text, width));
    }
    if !look.words {
        return;
    }
    let base = window.bottom() - line(window);
    let kind = small(window);
    let clock = ClockFace(left).to_string();
    let room = if look.numbers { fit::size(ui, kind, &clock, f32::INFINITY).x + 24.0 } else { 0.0 };
    let texts = if paused && low {
        [PAUSED, PAUSED].map(str::to_owned)
    } else {
        words::foot(moment, &session.title, look.numbers)
    };
    let at = pos2(window.left() + margin, base);
    let rect = next(ui, window, at, (kind, ink), &texts, width - room);
    widgets::telling(ui, rect, ui.scope_id().with("next"), &texts[0]);
    if look.numbers {
        let at = pos2(window.right() - margin, base);
        let rect = widgets::paint(ui, at, Align2::RIGHT_CENTER, kind, ink, &tabular(&clock));
        widgets::telling(ui, rect, Id::unique("time left"), &format!("{clock} left"));
    }
}

/// What is said on the left: all of it on a line, or less, or less on two lines in small letters.
fn next(ui: &Ui, window: Rect, at: Pos2, set: (Type, Color32), texts: &[String; 2], width: f32) -> Rect {
    // A tiny window has room for a few words.
    if is_tiny(window) && fit::size(ui, set.0, &texts[1], f32::INFINITY).x > width {
        return Rect::from_center_size(at, vec2(1.0, 1.0));
    }
    let on_a_line = |text: &&String| fit::size(ui, set.0, text, f32::INFINITY).x <= width;
    if let Some(text) = texts.iter().find(on_a_line) {
        return widgets::paint(ui, at, Align2::LEFT_CENTER, set.0, set.1, text);
    }
    widgets::paint_lines(ui, at, Align2::LEFT_CENTER, (Type::Small, set.1), &texts[1], (width, 2))
}

/// What small words are set in: larger in a window that is seen as a whole.
pub(super) fn small(window: Rect) -> Type {
    match window {
        small if is_tiny(small) => Type::Small,
        large if fit::grown(large) >= 1.3 => Type::Cue,
        _ => Type::Body,
    }
}
