//! The seconds before a session begins: get comfortable, what it is, and how to begin otherwise.

use eframe::egui::{Align2, Rect, Ui, pos2};

use super::{Look, fit, foot, margin, picture, polite, said};
use crate::timeline::Moment;
use crate::ui::pacer::{LeadIn, Room};
use crate::ui::theme::{Palette, Type};
use crate::units::Time;

/// Draws it. `more` is the room that something else needs above the foot.
pub(super) fn draw(ui: &Ui, window: Rect, time: (Time, Time), first: Moment<'_>, title: &str, look: Look, more: f32) {
    let palette = Palette::of(ui);
    let (left, whole) = time;
    let area = picture::area(window, more);
    picture::lead_in(ui, Room { window, area }, LeadIn { left, whole }, first, look);
    if !look.words {
        return;
    }
    let ink = if picture::on_water(first, look) { palette.ink } else { palette.quiet };
    let at = pos2(window.center().x, area.bottom() + 12.0);
    polite(ui, &said(ui, "sentence", at, Align2::CENTER_TOP, (Type::Cue, ink), "Get comfortable.", window.width()));
    let at = pos2(window.left() + margin(window), window.bottom() - 54.0);
    let width = window.width() - 2.0 * margin(window);
    let kind = foot::small(window);
    let title = fit::on_one_line(ui, kind, title, width);
    said(ui, "next", at, Align2::LEFT_CENTER, (kind, ink), &title, f32::INFINITY);
}
