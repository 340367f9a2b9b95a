//! Choosing what the eye follows: the pacers side by side, each breathing.

use eframe::egui::{
    Align2, CornerRadius, CursorIcon, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2,
    vec2,
};

use super::theme::{Palette, Type, line, radius, space};
use super::{motion, pacer, widgets};
use crate::session::{Named as _, Pacer};

/// The widest a sample gets, and how high they are for their width.
const WIDEST: f32 = 136.0;
const HIGH: f32 = 0.75;
/// The least width at which a name can be read below its sample.
const LEAST: f32 = 84.0;

/// The pacers; true when another was chosen.
pub(super) fn ui(ui: &mut Ui, chosen: &mut Pacer) -> bool {
    let before = *chosen;
    let room = ui.available_width();
    #[expect(clippy::cast_precision_loss, reason = "a few pacers")]
    let all = Pacer::ALL.len() as f32;
    // All of them in a row, or rows of three where a row has no room for them.
    let in_a_row = if room >= all * LEAST + (all - 1.0) * space::NEAR { all } else { 3.0 };
    let width = ((room - (in_a_row - 1.0) * space::NEAR) / in_a_row).floor().clamp(40.0, WIDEST);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::NEAR, space::NEAR);
        for &pacer in Pacer::ALL {
            if sample(ui, pacer, width, *chosen == pacer).clicked() {
                *chosen = pacer;
            }
        }
    });
    before != *chosen
}

/// One of them, breathing, and its name.
fn sample(ui: &mut Ui, which: Pacer, width: f32, chosen: bool) -> Response {
    let palette = Palette::of(ui);
    let high = (width * HIGH).round();
    let (place, response) = ui.allocate_exact_size(vec2(width, high + space::GROUP), Sense::click());
    let frame = Rect::from_min_size(place.min, vec2(width, high));
    let name = which.label();
    let named = format!("Pacer: {name}");
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, &named));
    if !ui.is_rect_visible(place) {
        // The keyboard brings it into sight.
        widgets::focus_ring(ui, &response, frame, radius::CONTROL);
        return response;
    }
    let over = if chosen { 1.0 } else { widgets::hover(ui, &response) };
    let secs = ui.input(|input| input.time);
    let motion = motion::of(ui.ctx());
    pacer::preview(ui.painter(), frame.shrink(space::TIGHT), which, secs, motion, (palette.accent, palette));
    let edge = palette.hairline.lerp_to_gamma(palette.accent, if chosen { 1.0 } else { 0.5 * over });
    let corner = CornerRadius::same(radius::CONTROL);
    let stroke = Stroke::new(if chosen { line::MARK } else { line::HAIR }, edge);
    ui.painter().rect_stroke(frame, corner, stroke, StrokeKind::Inside);
    let (kind, ink) = if chosen { (Type::Strong, palette.ink) } else { (Type::Body, palette.quiet) };
    let at = pos2(frame.center().x, place.bottom());
    widgets::paint(ui, at, Align2::CENTER_BOTTOM, kind, ink.lerp_to_gamma(palette.ink, over), name);
    widgets::focus_ring(ui, &response, frame, radius::CONTROL);
    motion::frame_after(ui.ctx(), pacer::LONGEST);
    response.on_hover_cursor(CursorIcon::PointingHand)
}
