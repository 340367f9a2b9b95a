//! The last eight weeks in a line, which opens Progress.

use eframe::egui::{Color32, CursorIcon, Rect, Sense, Ui, Vec2, pos2, vec2};

use crate::ui::action::Action;
use crate::ui::app::Place;
use crate::ui::theme::{Palette, Type, radius, space};
use crate::ui::week_facts::Strip;
use crate::ui::{marks, widgets};

const EIGHT_WEEKS: &str = "Last eight weeks";

/// The last eight weeks, which open Progress.
pub(super) fn show(ui: &mut Ui, strip: &Strip) -> Option<Action> {
    let palette = Palette::of(ui);
    widgets::gap(ui, space::SMALL);
    let width = ui.available_width();
    let set = |kind: Type, text: &str| ui.painter().layout_job(kind.job(text, Color32::PLACEHOLDER, width));
    let (label, headline) = (set(Type::Body, EIGHT_WEEKS), set(Type::Body, &strip.headline));
    let beside = label.size().x + headline.size().x + 8.0 * 44.0 + 46.0 <= width;
    // Stacked: the words, the marks as close as they have to be, and what they come to.
    let step = if beside { 44.0 } else { 36.0_f32.min((width + space::TIGHT) / 8.0) };
    let side = 28.0_f32.min(step - 4.0);
    let stacked = label.size().y + headline.size().y + side + 2.0 * space::TIGHT;
    let (rect, response) = ui.allocate_exact_size(vec2(width, if beside { 44.0 } else { stacked }), Sense::click());
    let ink = palette.ink.lerp_to_gamma(palette.accent, widgets::hover(ui, &response));
    let middle = rect.center().y;
    let (mut corner, words) = if beside {
        let left = rect.left() + label.size().x + 26.0;
        let words = pos2(left + 8.0 * step + 20.0, middle - headline.size().y / 2.0);
        (pos2(left, middle - side / 2.0), words)
    } else {
        let top = rect.top() + label.size().y + space::TIGHT;
        (pos2(rect.left(), top), pos2(rect.left(), top + side + space::TIGHT))
    };
    let at = if beside { pos2(rect.left(), middle - label.size().y / 2.0) } else { rect.min };
    ui.painter().galley(at, label, palette.quiet);
    for week in &strip.weeks {
        ui.painter().extend(marks::week(*week, Rect::from_min_size(corner, Vec2::splat(side)), palette));
        corner.x += step;
    }
    ui.painter().galley(words, headline, ink);
    widgets::focus_ring(ui, &response, rect, radius::CONTROL);
    widgets::named(&response, &format!("{EIGHT_WEEKS}: {}. Opens Progress.", strip.sentence));
    response.on_hover_cursor(CursorIcon::PointingHand).clicked().then_some(Action::Go(Place::Progress))
}
