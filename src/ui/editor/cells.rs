//! The fields of a step: small ones in rows, long ones below each other, each with what is wrong with it beneath.

use eframe::egui::{
    Align, CornerRadius, Id, Key, Layout, Modifiers, Response, Stroke, StrokeKind, TextEdit, Ui, accesskit::Invalid,
    vec2,
};

use super::super::theme::{Palette, Type, line, radius, space};
use super::super::widgets;
use super::draft::{Field, Nudge, Row};
use super::judge::{FieldPlace, Mistake};

/// The width of a small field, and how high it is with its name.
const CELL: f32 = 96.0;
const CELL_HIGH: f32 = 68.0;
/// The widest a long field gets.
const LONG: f32 = 560.0;

/// What is wrong with a row or with the session itself, and which of it was shown beside its field.
pub(super) struct Feedback<'a> {
    row: Option<u64>,
    mistakes: Vec<&'a Mistake>,
    shown: Vec<Field>,
    /// The field that the keyboard goes to now.
    focus: Option<Field>,
}

impl<'a> Feedback<'a> {
    /// Of `row`, or of the session itself.
    pub(super) fn of(row: Option<u64>, mistakes: &[&'a Mistake], focus: Option<FieldPlace>) -> Self {
        let mine = mistakes.iter().copied().filter(|mistake| mistake.place.row == row);
        let focus = focus.filter(|place| place.row == row).map(|place| place.field);
        Self { row, mistakes: mine.collect(), shown: Vec::new(), focus }
    }

    /// What is wrong with a field, which is shown now.
    pub(super) fn of_field(&mut self, field: Field) -> Option<&'a str> {
        self.shown.push(field);
        self.mistakes.iter().find(|mistake| mistake.place.field == field).map(|mistake| mistake.words.as_str())
    }

    /// Whether anything is wrong with one of these.
    pub(super) fn any(&self, fields: &[Field]) -> bool {
        self.mistakes.iter().any(|mistake| fields.contains(&mistake.place.field))
    }

    /// Shows what is wrong and stands beside no field.
    pub(super) fn rest(&self, ui: &mut Ui) {
        for mistake in self.mistakes.iter().filter(|mistake| !self.shown.contains(&mistake.place.field)) {
            wrong(ui, &mistake.words);
        }
    }

    fn id(&self, field: Field) -> Id {
        Id::unique(("editor field", self.row, field))
    }

    /// Gives a field that was just shown its name, what is wrong with it and, when it is its turn, the keyboard.
    fn dress(&mut self, ui: &Ui, response: &Response, field: Field, name: &str, words: Option<&str>) {
        let palette = Palette::of(ui);
        let stroke = match words {
            Some(_) => Stroke::new(line::MARK, palette.ink),
            None => Stroke::new(line::HAIR, palette.quiet),
        };
        ui.painter().rect_stroke(response.rect, CornerRadius::same(radius::CONTROL), stroke, StrokeKind::Outside);
        widgets::focus_ring(ui, response, response.rect.shrink(1.0), radius::CONTROL);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_label(name);
            if let Some(words) = words {
                node.set_invalid(Invalid::True);
                node.set_description(words);
            }
        });
        if self.focus == Some(field) {
            self.focus = None;
            response.request_focus();
            response.scroll_to_me(Some(Align::Center));
        }
    }
}

/// A sentence on what is wrong, at its place.
pub(super) fn wrong(ui: &mut Ui, words: &str) {
    widgets::gap(ui, space::HAIR);
    widgets::text(ui, Type::Note, Palette::of(ui).ink, words);
}

/// Small fields side by side, in as many lines as they need.
pub(super) fn small(ui: &mut Ui, row: &mut Row, told: &mut Feedback<'_>, fields: &[(Field, &str)]) {
    let step = CELL + space::NEAR;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few fields")]
    let in_a_line = ((ui.available_width() + space::NEAR) / step).floor().max(1.0) as usize;
    for line in fields.chunks(in_a_line) {
        widgets::gap(ui, space::TIGHT);
        let mut all_wrong = Vec::new();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::NEAR;
            for (field, name) in line {
                let words = told.of_field(*field);
                let layout = Layout::top_down(Align::Min);
                ui.allocate_ui_with_layout(vec2(CELL, CELL_HIGH), layout, |ui| {
                    ui.set_min_size(vec2(CELL, CELL_HIGH));
                    widgets::text(ui, Type::Note, Palette::of(ui).quiet, name);
                    widgets::gap(ui, space::HAIR);
                    let id = told.id(*field);
                    if let Some(up) = nudged(ui, id) {
                        row.nudge(*field, up);
                    }
                    let edit = plain(TextEdit::singleline(row.text_mut(*field)), ui).id(id);
                    let response = ui.add(edit.desired_width(CELL - 2.0 * space::NEAR));
                    told.dress(ui, &response, *field, name, words);
                });
                all_wrong.extend(words.map(|words| (name, words)));
            }
        });
        for (name, words) in all_wrong {
            wrong(ui, &format!("{name}: {}", lower(words)));
        }
    }
}

/// Whether ↑ (more) or ↓ (less) was pressed in a small field.
fn nudged(ui: &Ui, id: Id) -> Option<Nudge> {
    let focused = ui.memory(|memory| memory.has_focus(id));
    let pressed = |key| focused && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowUp) { Some(Nudge::More) } else { pressed(Key::ArrowDown).then_some(Nudge::Less) }
}

/// A long field: a line, or some.
pub(super) fn long(ui: &mut Ui, text: &mut String, told: &mut Feedback<'_>, field: Field, name: &str, rows: usize) {
    let words = told.of_field(field);
    widgets::gap(ui, space::NEAR);
    widgets::text(ui, Type::Note, Palette::of(ui).quiet, name);
    widgets::gap(ui, space::HAIR);
    let edit = if rows == 1 { TextEdit::singleline(text) } else { TextEdit::multiline(text).desired_rows(rows) };
    let width = ui.available_width().min(LONG);
    let edit = plain(edit, ui).id(told.id(field)).desired_width(width - 2.0 * space::NEAR);
    let response = ui.add(edit);
    told.dress(ui, &response, field, name, words);
    if let Some(words) = words {
        wrong(ui, words);
    }
}

/// A field as all of them look.
fn plain<'t>(edit: TextEdit<'t>, ui: &Ui) -> TextEdit<'t> {
    let palette = Palette::of(ui);
    let format = Type::Body.format(palette.ink);
    let frame = eframe::egui::Frame::NONE.fill(palette.card).inner_margin(eframe::egui::Margin::symmetric(12, 8));
    edit.font(format.font_id).text_color(palette.ink).background_color(palette.card).frame(frame)
}

/// A sentence that goes on after a colon.
fn lower(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}
