//! The few controls there are. Each is as wide as its words or the room allows, has a name for screen readers, is
//! reached by the keyboard and shows where the keyboard is.
//!
//! | what | how |
//! |---|---|
//! | a place, its parts and its settings | [`landmark`], [`page()`], [`reading`], [`scrolling`], [`section`], [`heading`], [`row`] |
//! | to press | [`pill`] (the one button of a place), [`outline`], [`link`], [`word`], [`sign`] |
//! | to choose | [`choice`], [`one_of`], [`switch`], [`tick`], [`slider`], [`number`] |
//! | to write | [`field`], [`whole()`], [`date()`], [`refused`] |
//! | to tell and ask | [`notice`], [`confirm`] |
//! | to show | [`text`], [`paint`], [`paint_within`], [`telling`], [`fixed`], [`key_hint`], [`focus_ring`] |

mod choose;
mod date;
mod focus;
mod page;
mod press;
mod whole;
mod write;

pub use choose::{choice, number, one_of, slide, slide_id, slider, switch, tick};
pub use date::{date, day_written, written_day};
pub use focus::{focus_ring, follow_hand};
pub use page::{confirm, notice, page, reading, row, scroll, scrolling, section};
pub use press::{link, link_known, outline, pill, sign, word};
pub use whole::{whole, written_whole};
pub use write::{FieldKind, field, refused};

use std::collections::HashMap;

use eframe::egui::{
    Align, Align2, Color32, CornerRadius, Id, Label, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    Vec2, WidgetInfo, accesskit, accesskit::Role, pos2, vec2,
};

use super::motion;
use super::theme::{Palette, Type, line, motion as duration, radius, space, tabular};

/// A line or paragraph, as wide as there is room. No word stands alone on its last line.
pub fn text(ui: &mut Ui, kind: Type, colour: Color32, text: &str) -> Response {
    let width = kept_company(ui, kind, text, ui.available_width());
    let label = Label::new(kind.job(text, colour, width));
    if width >= ui.available_width() || ui.layout().is_horizontal() {
        return ui.add(label);
    }
    let narrower = |ui: &mut Ui| {
        ui.set_max_width(width);
        ui.add(label)
    };
    ui.scope(narrower).inner
}

/// The heading of a place, or of a part of it: a screen reader goes from one to the next.
pub fn heading(ui: &mut Ui, kind: Type, colour: Color32, words: &str) -> Response {
    let response = text(ui, kind, colour, words);
    is_heading(ui, response.id, kind, words);
    response
}

/// Tells a screen reader that this is a heading: of a place where it is as large as that.
pub fn is_heading(ui: &Ui, id: Id, kind: Type, words: &str) {
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::Heading);
        node.set_level(if matches!(kind, Type::Title | Type::Heading) { 1 } else { 2 });
        node.set_label(words);
        node.clear_value();
    });
}

/// A part of the window that a screen reader finds by its role and name, and where it stands.
pub fn landmark(ui: &mut Ui, rect: Rect, role: Role, name: &str) -> Ui {
    let builder = UiBuilder::new().max_rect(rect).id_salt(name).accessibility_role(role);
    let part = ui.new_child(builder.accessibility_label(name));
    let [left, top, right, bottom] = [rect.left(), rect.top(), rect.right(), rect.bottom()].map(f64::from);
    let bounds = accesskit::Rect { x0: left, y0: top, x1: right, y1: bottom };
    ui.ctx().accesskit_node_builder(part.unique_id(), |node| node.set_bounds(bounds));
    part
}

/// Text painted at a place, for what another element already names; returns where it stands.
pub fn paint(ui: &Ui, at: Pos2, anchor: Align2, kind: Type, colour: Color32, text: &str) -> Rect {
    paint_within(ui, at, anchor, kind, colour, text, f32::INFINITY)
}

/// The same, wrapped at `width`.
pub fn paint_within(ui: &Ui, at: Pos2, anchor: Align2, kind: Type, colour: Color32, text: &str, width: f32) -> Rect {
    let width =
        if anchor.x() == Align::Center { balanced(ui, kind, text, width) } else { kept_company(ui, kind, text, width) };
    let mut job = kind.job(text, colour, width);
    job.halign = anchor.x();
    let galley = ui.painter().layout_job(job);
    let rect = anchor.anchor_size(at, galley.size());
    // A galley aligned to its middle is laid out around 0.
    ui.painter().galley(rect.min - galley.rect.min.to_vec2(), galley, colour);
    rect
}

/// One line at a place, cut with an ellipsis where `width` ends; returns where it stands.
pub fn paint_line(ui: &Ui, at: Pos2, anchor: Align2, set: (Type, Color32), text: &str, width: f32) -> Rect {
    paint_lines(ui, at, anchor, set, text, (width, 1))
}

/// The same, on so many lines at most.
pub fn paint_lines(ui: &Ui, at: Pos2, anchor: Align2, set: (Type, Color32), text: &str, room: (f32, usize)) -> Rect {
    let mut job = set.0.job(text, set.1, room.0);
    job.wrap.max_rows = room.1;
    job.wrap.break_anywhere = room.1 == 1;
    let galley = ui.painter().layout_job(job);
    let rect = anchor.anchor_size(at, galley.size());
    ui.painter().galley(rect.min, galley, set.1);
    rect
}

/// How wide the widest word of a text is, with what is written to it: narrower than this, a line breaks within a word,
/// or begins with its comma.
pub(super) fn widest_word(ui: &Ui, kind: Type, text: &str) -> f32 {
    let width =
        |word: &str| ui.painter().layout_job(kind.job(word, Color32::PLACEHOLDER, f32::INFINITY)).size().x.ceil();
    text.split_whitespace().map(width).fold(0.0, f32::max)
}

/// The narrowest width in which `text` takes no more lines than in `width` and every word stays whole: lines of even
/// length.
fn balanced(ui: &Ui, kind: Type, text: &str, width: f32) -> f32 {
    let rows = |width: f32| ui.painter().layout_job(kind.job(text, Color32::PLACEHOLDER, width)).rows.len();
    let most = rows(width);
    if most < 2 || !width.is_finite() {
        return width;
    }
    let (mut narrow, mut wide) = (widest_word(ui, kind, text).max(width / 2.0).min(width), width);
    while wide - narrow > 8.0 {
        let middle = f32::midpoint(narrow, wide);
        if rows(middle) > most {
            narrow = middle;
        } else {
            wide = middle;
        }
    }
    wide
}

/// The widest width in which no word stands alone on the last line, in as many lines; all of it where there is none
/// that leaves every word whole.
fn kept_company(ui: &Ui, kind: Type, text: &str, width: f32) -> f32 {
    let set = |width: f32| {
        let set = ui.painter().layout_job(kind.job(text, Color32::PLACEHOLDER, width));
        let alone = set.rows.last().is_some_and(|last| !last.text().trim().contains(' '));
        (set.rows.len(), alone)
    };
    let (most, alone) = set(width);
    if most < 2 || !alone || !width.is_finite() {
        return width;
    }
    let longest = widest_word(ui, kind, text).max(width / 2.0);
    let narrower = std::iter::successors(Some(width - 12.0), |width| Some(width - 12.0));
    narrower.take_while(|width| *width >= longest).find(|width| set(*width) == (most, false)).unwrap_or(width)
}

/// A key's name in a small frame, right-aligned at `right`.
pub fn key_hint(ui: &Ui, right: Pos2, key: &str) {
    let palette = Palette::of(ui);
    let galley = ui.painter().layout_job(Type::Small.job(key, palette.quiet, f32::INFINITY));
    let size = galley.size() + vec2(16.0, 2.0);
    let rect = Rect::from_min_size(pos2(right.x - size.x, right.y), size);
    let stroke = Stroke::new(line::HAIR, palette.hairline);
    ui.painter().rect_stroke(rect, CornerRadius::same(radius::MARK), stroke, StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, palette.quiet);
}

/// How often each control was shown in a pass so far.
#[derive(Clone, Debug, Default)]
struct Occurrences {
    pass: u64,
    times: HashMap<Id, u32>,
}

/// What a control is known by from frame to frame, by its name and by how many of that name stand before it in its part of
/// the window. By its place alone, as egui has it, whatever appeared above it would take a press, the keyboard and a screen
/// reader's place away from it.
pub(super) fn identity(ui: &Ui, name: &str) -> Id {
    let id = ui.scope_id().with(("control", name));
    let pass = ui.ctx().cumulative_pass_nr();
    let nth = ui.ctx().data_mut(|data| {
        let shown: &mut Occurrences = data.get_temp_mut_or_default(Id::unique("controls shown"));
        if shown.pass != pass {
            *shown = Occurrences { pass, times: HashMap::new() };
        }
        let times = shown.times.entry(id).or_default();
        *times += 1;
        *times
    });
    id.with(nth)
}

/// Room for a control that is pressed, known by its name.
fn pressable(ui: &mut Ui, size: Vec2, name: &str) -> (Rect, Response) {
    let id = identity(ui, name);
    let (_, room) = ui.allocate_space(size);
    let rect = ui.layout().align_size_within_rect(size, room);
    (rect, ui.interact(rect, id, Sense::click()))
}

/// How much a pointer or the keyboard is on it, 0…1, in the time of a control.
pub fn hover(ui: &Ui, response: &Response) -> f32 {
    let on = response.hovered() || response.has_focus();
    motion::ease(ui.ctx(), response.id.with("hover"), if on { 1.0 } else { 0.0 }, duration::CONTROL)
}

/// Gives a button its name.
pub fn named(response: &Response, name: &str) {
    let name = name.to_owned();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
}

/// Something painted that says `sentence` to a screen reader. There is nothing to do on it: Tab passes it by.
pub fn telling(ui: &Ui, rect: Rect, id: Id, sentence: &str) -> Response {
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, sentence));
    response
}

/// Room below.
pub fn gap(ui: &mut Ui, height: f32) {
    ui.allocate_space(Vec2::new(0.0, height));
}

/// Text in the middle of a fixed width, so that its neighbours do not move when it changes.
pub fn fixed(ui: &mut Ui, width: f32, kind: Type, colour: Color32, text: &str) {
    let (rect, _) = ui.allocate_exact_size(vec2(width, space::TOUCH), Sense::hover());
    paint(ui, rect.center(), Align2::CENTER_CENTER, kind, colour, &tabular(text));
    telling(ui, rect, ui.scope_id().with(("fixed", rect.left().to_bits(), rect.top().to_bits())), text);
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Context, RawInput};

    use super::super::theme;
    use super::*;

    #[test]
    fn a_control_stays_the_same_whatever_appears_above_it_and_two_of_a_name_are_two() {
        let ctx = Context::default();
        theme::install(&ctx);
        let shown = |above: bool| {
            let mut ids = Vec::new();
            let mut drawn = ctx.run_ui(RawInput::default(), |ui| {
                if above {
                    text(ui, Type::Body, Color32::PLACEHOLDER, "Saved.");
                    outline(ui, "Undo");
                }
                ui.horizontal_wrapped(|ui| ids = ["Save", "Delete", "Save"].map(|name| link(ui, name).id).to_vec());
                let (mut on, mut note) = (true, String::new());
                ids.push(field(ui, "Note", FieldKind::Line, &mut note).id);
                ids.push(ui.scope(|ui| identity(ui, "the last")).inner);
                switch(ui, "Voice", &mut on);
            });
            drawn.textures_delta.clear();
            ids
        };
        // Fonts are there from the second pass on.
        shown(false);
        let alone = shown(false);
        assert_eq!(shown(true), alone);
        let mut different = alone.clone();
        different.sort_by_key(Id::value);
        different.dedup();
        assert_eq!(different.len(), alone.len());
    }

    #[test]
    fn lines_of_even_length_break_between_words_and_no_comma_begins_one() {
        let ctx = Context::default();
        theme::install(&ctx);
        ctx.run_ui(RawInput::default(), |_| {}).textures_delta.clear();
        let mut drawn = ctx.run_ui(RawInput::default(), |ui| {
            let kind = Type::Light(120);
            let least = widest_word(ui, kind, "soften, widen").ceil();
            for beyond in 0..600_u16 {
                let width = balanced(ui, kind, "soften, widen", least + f32::from(beyond));
                let set = ui.painter().layout_job(kind.job("soften, widen", Color32::PLACEHOLDER, width));
                let lines: Vec<String> = set.rows.iter().map(|row| row.text().trim().to_owned()).collect();
                let whole = [vec!["soften,".to_owned(), "widen".to_owned()], vec!["soften, widen".to_owned()]];
                assert!(whole.contains(&lines), "{lines:?} at {width}");
            }
        });
        drawn.textures_delta.clear();
    }

    #[test]
    fn a_line_is_made_narrower_for_its_last_word_and_never_so_that_a_word_is_broken() {
        let ctx = Context::default();
        theme::install(&ctx);
        // Fonts are there from the second pass on.
        ctx.run_ui(RawInput::default(), |_| {}).textures_delta.clear();
        let text = "An incomprehensibilities rule: no tightening, no straining, no bearing down.";
        let mut narrower = 0;
        let mut drawn = ctx.run_ui(RawInput::default(), |ui| {
            let set = |width: f32| ui.painter().layout_job(Type::Body.job(text, Color32::PLACEHOLDER, width));
            for width in (180..600_u16).map(f32::from) {
                let kept = kept_company(ui, Type::Body, text, width);
                let (before, after) = (set(width), set(kept));
                assert_eq!(after.rows.len(), before.rows.len(), "at {width}");
                assert!(after.rows.iter().any(|row| row.text().contains("incomprehensibilities")), "at {width}");
                if kept < width {
                    narrower += 1;
                    assert!(before.rows.last().unwrap().text().trim() == "down.", "at {width}");
                    assert!(after.rows.last().unwrap().text().contains("bearing down."), "at {width}");
                }
            }
        });
        drawn.textures_delta.clear();
        assert!(narrower > 20, "{narrower}");
        let lines = |ui: &Ui| kept_company(ui, Type::Body, "Two lines,\nthough", f32::INFINITY);
        let mut drawn = ctx.run_ui(RawInput::default(), |ui| assert!(lines(ui).is_infinite()));
        drawn.textures_delta.clear();
    }
}
