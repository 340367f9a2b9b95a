//! What is written: a line, some lines, or a secret.

use eframe::egui::{CornerRadius, Margin, Response, Stroke, StrokeKind, TextEdit, Ui, accesskit::Live};

use super::super::theme::{Palette, Type, line, radius, space};
use super::{focus_ring, gap, text};

/// What is written into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line.
    Line,
    /// Some lines.
    Lines,
    /// A line that nobody else is to read.
    Secret,
}

/// A field with its name above it, as wide as there is room up to a line of reading.
pub fn field(ui: &mut Ui, name: &str, kind: Kind, written: &mut String) -> Response {
    let palette = Palette::of(ui);
    text(ui, Type::Note, palette.quiet, name);
    gap(ui, space::HAIR);
    let edit = match kind {
        Kind::Lines => TextEdit::multiline(written).desired_rows(3),
        Kind::Line => TextEdit::singleline(written),
        Kind::Secret => TextEdit::singleline(written).password(true),
    };
    framed(ui, name, edit, ui.available_width().min(420.0))
}

/// What is written into, with its edge, as wide as `width`.
pub(super) fn framed(ui: &mut Ui, name: &str, edit: TextEdit<'_>, width: f32) -> Response {
    let palette = Palette::of(ui);
    let format = Type::Body.format(palette.ink);
    let edit = edit.font(format.font_id).text_color(palette.ink).background_color(palette.card);
    let edit = edit.frame(eframe::egui::Frame::NONE.fill(palette.card).inner_margin(Margin::symmetric(12, 9)));
    let response = ui.add(edit.desired_width(width - 2.0 * space::NEAR));
    let stroke = Stroke::new(line::HAIR, palette.quiet);
    ui.painter().rect_stroke(response.rect, CornerRadius::same(radius::CONTROL), stroke, StrokeKind::Outside);
    focus_ring(ui, &response, response.rect.shrink(1.0), radius::CONTROL);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
    response
}

/// Why what stands above cannot be taken: a screen reader speaks it.
pub fn refused(ui: &mut Ui, why: &str) {
    let said = text(ui, Type::Note, Palette::of(ui).ink, why);
    ui.ctx().accesskit_node_builder(said.id, |node| node.set_live(Live::Polite));
}
