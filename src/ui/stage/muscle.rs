//! Tense and release: two states that differ by shape. The group stands above, the time below.

use eframe::egui::{Align2, Rect, Ui, pos2};

use super::picture::{headline, part};
use super::{Look, fit, polite, words};
use crate::timeline::{Moment, Phase};
use crate::ui::pacer::{circle, states};
use crate::ui::theme::{Palette, space};
use crate::ui::widgets;

/// Draws it: a block is tense, open rings let go.
pub(super) fn draw(ui: &Ui, window: Rect, area: Rect, moment: Moment<'_>, group: &str, look: Look) {
    let palette = Palette::of(ui);
    let most = 34.0 * fit::grown(window);
    let mut upper = area.top();
    if look.words && !group.is_empty() {
        let named = headline(ui, "group", area, group, most, most * 1.25, palette.ink);
        upper = (named.bottom() + space::NEAR).max(area.top() + most * 1.5);
    }
    let below = Rect::from_min_max(pos2(area.left(), upper), pos2(area.right(), area.bottom() - 34.0));
    let (centre, radius) = circle::place(below);
    let word = &*words::word(moment);
    let (done, colour) = (part(moment.progress()), look.colour);
    let (ground, room) = if moment.span().phase == Phase::Tense {
        ui.painter().extend(states::tense(centre, radius, colour));
        (palette.on_accent, radius * 0.62)
    } else {
        ui.painter().extend(states::release(centre, radius, done, colour, palette));
        (palette.ink, radius * 0.52)
    };
    if look.words {
        let kinds = fit::light(fit::across_a_room(window).max(radius * 0.3));
        let (kind, width) = fit::in_circle(ui, &kinds, word, room);
        widgets::paint_within(ui, centre, Align2::CENTER_CENTER, kind, ground, word, width);
    }
    let size = eframe::egui::vec2((240.0 * fit::grown(window)).min(area.width()), 6.0);
    let bar = Rect::from_center_size(pos2(area.center().x, area.bottom() - 10.0), size);
    ui.painter().extend(states::bar(bar, 1.0 - done, colour, palette));
    let spoken = if group.is_empty() { word.to_owned() } else { format!("{group}: {word}") };
    polite(ui, &widgets::telling(ui, bar, ui.scope_id().with("state"), &spoken));
}
