//! The seconds before a session begins: get comfortable, what it is, and how to begin otherwise.

use eframe::egui::{Align2, Rect, Ui, pos2};

use super::{Look, fit, foot, margin, picture, polite, said};
use crate::timeline::Moment;
use crate::ui::pacer::{LeadIn, Room};
use crate::ui::theme::{Palette, Type, space};

/// Draws it. `asked` is the room below the sentence for what is asked meanwhile.
pub(super) fn draw(ui: &Ui, window: Rect, time: LeadIn, first: Moment<'_>, title: &str, look: Look, asked: f32) {
    let palette = Palette::of(ui);
    let mut area = picture::area(window, 0.0);
    if look.words {
        let at = pos2(window.center().x, area.top());
        let set = (Type::Cue, palette.quiet);
        let sentence = said(ui, "sentence", at, Align2::CENTER_TOP, set, "Get comfortable.", area.width());
        polite(ui, &sentence);
        area.set_top(sentence.rect.bottom() + space::TIGHT);
    }
    area.set_top(area.top() + asked);
    picture::lead_in(ui, Room { window, area }, time, first, look);
    if !look.words {
        return;
    }
    let ink = if picture::on_water(first, look) { palette.ink } else { palette.quiet };
    let at = pos2(window.left() + margin(window), window.bottom() - foot::line(window));
    let width = window.width() - 2.0 * margin(window);
    let kind = foot::small(window);
    let title = fit::on_one_line(ui, kind, title, width);
    said(ui, "next", at, Align2::LEFT_CENTER, (kind, ink), &title, f32::INFINITY);
}
