//! What is pressed: the button of a place, quieter ones, words and signs.

use std::sync::Arc;

use eframe::egui::{
    Align2, Color32, CornerRadius, CursorIcon, Galley, Response, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role,
    vec2,
};

use super::super::theme::{Palette, Type, line, radius, space};
use super::{focus_ring, hover, named, paint, pressable};

/// The height of the one button, and of the others.
const PILL: f32 = 54.0;
const OUTLINE: f32 = 44.0;

/// A label that takes more lines rather than leave the room there is; `sides` is what stands left and right of it.
fn label(ui: &Ui, kind: Type, text: &str, colour: Color32, sides: f32) -> Arc<Galley> {
    // Within a row the next line has this much.
    let room = ui.max_rect().width().max(ui.available_width());
    ui.painter().layout_job(kind.job(text, colour, (room - sides).max(space::TOUCH)))
}

/// The one button of a place.
pub fn pill(ui: &mut Ui, text: &str) -> Response {
    let palette = Palette::of(ui);
    let galley = label(ui, Type::Name, text, palette.on_accent, 2.0 * space::GROUP);
    let room = ui.max_rect().width().max(ui.available_width());
    let size = vec2((galley.size().x + 60.0).min(room), PILL.max(galley.size().y + space::GROUP));
    let (rect, response) = pressable(ui, size, text);
    let over = hover(ui, &response);
    let fill = palette.accent.lerp_to_gamma(palette.ink, 0.18 * over);
    ui.painter().rect_filled(rect, CornerRadius::same(27), fill);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, palette.on_accent);
    focus_ring(ui, &response, rect, 27);
    named(&response, text);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A second button: outlined, quieter.
pub fn outline(ui: &mut Ui, text: &str) -> Response {
    let palette = Palette::of(ui);
    let galley = label(ui, Type::Body, text, palette.ink, 2.0 * space::SMALL);
    let room = ui.max_rect().width().max(ui.available_width());
    let size = vec2((galley.size().x + 44.0).min(room), OUTLINE.max(galley.size().y + space::SMALL));
    let (rect, response) = pressable(ui, size, text);
    let over = hover(ui, &response);
    let stroke = Stroke::new(line::HAIR, palette.hairline);
    ui.painter().rect(rect, CornerRadius::same(22), palette.over(over), stroke, StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, palette.ink);
    focus_ring(ui, &response, rect, 22);
    named(&response, text);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A word that can be pressed, in `kind`; `chosen` makes it the one that holds.
pub fn word(ui: &mut Ui, kind: Type, text: &str, chosen: bool) -> Response {
    let palette = Palette::of(ui);
    let galley = label(ui, kind, text, Color32::PLACEHOLDER, 0.0);
    let size = vec2(galley.size().x, galley.size().y.max(space::TOUCH));
    let (rect, response) = pressable(ui, size, text);
    let over = if chosen { 1.0 } else { hover(ui, &response) };
    let colour = palette.quiet.lerp_to_gamma(palette.ink, over);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, colour);
    focus_ring(ui, &response, rect.expand2(vec2(5.0, -3.0)), radius::MARK);
    let name = text.to_owned();
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &name));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A word that leads somewhere or does something small, in the accent.
pub fn link(ui: &mut Ui, text: &str) -> Response {
    link_known(ui, text, text)
}

/// The same, for words that change while it stays the same control: it is known by `known`.
pub fn link_known(ui: &mut Ui, known: &str, text: &str) -> Response {
    let palette = Palette::of(ui);
    let galley = label(ui, Type::Note, text, palette.accent, 0.0);
    let (rect, response) = pressable(ui, vec2(galley.size().x, galley.size().y.max(28.0)), known);
    let place = rect.center() - galley.size() / 2.0;
    let over = hover(ui, &response);
    let stroke = Stroke::new(line::HAIR, palette.accent.gamma_multiply(0.35 + 0.65 * over));
    for row in &galley.rows {
        let row = row.rect().translate(place.to_vec2());
        ui.painter().hline(row.x_range(), row.center().y + 10.0, stroke);
    }
    ui.painter().galley(place, galley, palette.accent);
    focus_ring(ui, &response, rect, radius::MARK);
    named(&response, text);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A round control with one sign in it, such as − or +; `name` says what it does.
pub fn sign(ui: &mut Ui, sign: &str, name: &str) -> Response {
    let palette = Palette::of(ui);
    let (rect, response) = pressable(ui, vec2(space::TOUCH, space::TOUCH), name);
    let over = hover(ui, &response);
    ui.painter().circle(rect.center(), 16.0, palette.over(over), Stroke::new(line::HAIR, palette.hairline));
    paint(ui, rect.center(), Align2::CENTER_CENTER, Type::Cue, palette.ink, sign);
    focus_ring(ui, &response, rect.shrink(2.0), 16);
    named(&response, name);
    response.on_hover_cursor(CursorIcon::PointingHand)
}
