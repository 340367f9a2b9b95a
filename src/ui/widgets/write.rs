//! What is written: a line, some lines, or a secret.

use eframe::egui::{
    Align, CornerRadius, Key, Layout, Margin, Modifiers, Response, Stroke, StrokeKind, TextEdit, Ui, accesskit::Live,
    vec2,
};

use super::super::theme::{Palette, Type, line, radius, space};
use super::{focus_ring, gap, identity, sign, text};
use crate::characters::make_fit;

/// What is written into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A line.
    Line,
    /// Some lines.
    Lines,
    /// A line that nobody else is to read.
    Secret,
}

/// A field with its name above it, as wide as there is room up to a line of reading. What is pasted into it is made such
/// as a text may be; a secret is left as it is.
pub fn field(ui: &mut Ui, name: &str, kind: FieldKind, written: &mut String) -> Response {
    let palette = Palette::of(ui);
    text(ui, Type::Note, palette.quiet, name);
    gap(ui, space::HAIR);
    let edit = match kind {
        FieldKind::Lines => TextEdit::multiline(written).desired_rows(3),
        FieldKind::Line => TextEdit::singleline(written),
        FieldKind::Secret => TextEdit::singleline(written).password(true),
    };
    let edit = edit.id(identity(ui, name));
    let response = framed(ui, name, edit, ui.available_width().min(420.0));
    if kind != FieldKind::Secret && response.changed() {
        make_fit(written);
    }
    response
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

/// The height of a row in which something is stepped.
const ROW: f32 = 44.0;

/// What is written into, with − and + beside it, as ↓ and ↑ within it: −1, 0 or 1. `less` and `more` say what they do.
pub(super) fn stepping(
    ui: &mut Ui,
    name: &str,
    (less, more): (&str, &str),
    written: &mut String,
    width: f32,
    salt: &str,
) -> i8 {
    let palette = Palette::of(ui);
    text(ui, Type::Note, palette.quiet, name);
    let id = ui.scope_id().with((salt, name));
    let mut step = 0;
    if ui.memory(|memory| memory.has_focus(id)) {
        for (key, by) in [(Key::ArrowUp, 1), (Key::ArrowDown, -1)] {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                step = by;
            }
        }
    }
    let (less, more) = (format!("{name}: {less}"), format!("{name}: {more}"));
    let beside = width + 2.0 * (space::TOUCH + space::TIGHT);
    let narrow = beside > ui.available_width();
    if narrow {
        let width = width.min(ui.available_width());
        framed(ui, name, TextEdit::singleline(written).id(id).char_limit(40), width);
    }
    ui.allocate_ui_with_layout(
        vec2(beside.min(ui.available_width()), ROW),
        Layout::left_to_right(Align::Center),
        |ui| {
            ui.spacing_mut().item_spacing.x = space::TIGHT;
            if sign(ui, "−", &less).clicked() {
                step = -1;
            }
            if !narrow {
                framed(ui, name, TextEdit::singleline(written).id(id).char_limit(40), width);
            }
            if sign(ui, "+", &more).clicked() {
                step = 1;
            }
        },
    );
    step
}

/// Why what stands above cannot be taken: a screen reader speaks it.
pub fn refused(ui: &mut Ui, why: &str) {
    let said = text(ui, Type::Note, Palette::of(ui).ink, why);
    ui.ctx().accesskit_node_builder(said.id, |node| node.set_live(Live::Polite));
}
