//! What a place is made of: a page that scrolls, its parts, its settings, its notices and questions.

use eframe::egui::{
    Align, CornerRadius, Frame, Id, Key, Layout, Margin, Modifiers, Rect, ScrollArea, Stroke, Ui, UiBuilder,
    accesskit::Live, pos2, vec2,
};

use super::super::theme::{Palette, Type, above, line, radius, space};
use super::{gap, heading, link, outline, text};

/// The widest a page of text and settings gets: a line one can read.
const READING: f32 = 720.0;
/// How wide a column is that stands alone.
const COLUMN: f32 = 520.0;

/// Scrolls what `add` shows; the bar stands beside the content, not over it.
pub fn scroll<R>(ui: &mut Ui, salt: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let content = ui.available_rect_before_wrap();
    let reach = Rect::from_min_max(content.min, pos2(content.right() + space::NEAR, content.bottom()));
    let mut child = ui.new_child(UiBuilder::new().max_rect(reach).id_salt(salt));
    scrolling(&mut child, ScrollArea::vertical().auto_shrink(false), |ui| {
        ui.set_max_width(content.width());
        add(ui)
    })
}

/// Shows what `area` scrolls: by the page keys, Home and End, and ↑ and ↓ too while the keyboard is nowhere, as far as
/// nothing in it has a use for them.
pub fn scrolling<R>(ui: &mut Ui, area: ScrollArea, add: impl FnOnce(&mut Ui) -> R) -> R {
    let content = |ui: &mut Ui| {
        let shown = add(ui);
        let by = keyed(ui);
        if by != 0.0 {
            ui.scroll_with_delta(vec2(0.0, by));
        }
        shown
    };
    area.show(ui, content).inner
}

/// How far the keys move what is scrolled, once it is all there: up is positive.
fn keyed(ui: &Ui) -> f32 {
    /// What ↑ and ↓ move, and what a page key leaves in sight.
    const STEP: f32 = 60.0;
    let (all, sight) = (ui.min_rect().height(), ui.clip_rect().height());
    if all <= sight {
        return 0.0;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let page = (sight - STEP).max(STEP);
    let turned = [(Key::PageUp, page), (Key::PageDown, -page)].into_iter().find(|(key, _)| pressed(*key));
    if turned.is_some() || ui.ctx().text_edit_focused() {
        return turned.map_or(0.0, |(_, by)| by);
    }
    // From what has the keyboard, the arrows lead to the next thing that way, which comes into sight.
    let nowhere = ui.memory(|memory| memory.focused().is_none());
    let arrows = [(Key::ArrowUp, STEP), (Key::ArrowDown, -STEP)].into_iter().filter(|_| nowhere);
    let mut moves = [(Key::Home, all), (Key::End, -all)].into_iter().chain(arrows);
    moves.find(|(key, _)| pressed(*key)).map_or(0.0, |(_, by)| by)
}

/// A place of text and settings: its heading, and what `add` shows below it.
pub fn page<R>(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    scroll(ui, name, |ui| {
        ui.set_max_width(ui.available_width().min(READING));
        gap(ui, above(ui));
        heading(ui, Type::Heading, Palette::of(ui).ink, name);
        let shown = add(ui);
        gap(ui, space::PLACE);
        shown
    })
}

/// A column in the middle of the window, for what stands before every place.
pub fn reading(ui: &mut Ui, salt: &str, add: impl FnOnce(&mut Ui)) {
    let window = ui.max_rect();
    let half = (window.width() / 2.0 - space::GROUP).min(COLUMN / 2.0);
    let top = window.top() + if window.height() < 640.0 { space::GROUP } else { 120.0 };
    let rect = Rect::from_x_y_ranges(window.center().x - half..=window.center().x + half, top..=window.bottom());
    let layout = Layout::top_down(Align::Min);
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(salt).layout(layout));
    scrolling(&mut child, ScrollArea::vertical().auto_shrink(false), add);
}

/// The heading of a part of a place.
pub fn section(ui: &mut Ui, name: &str) {
    gap(ui, space::CARD);
    heading(ui, Type::Strong, Palette::of(ui).quiet, name);
    gap(ui, space::NEAR);
}

/// The width of a row's controls where they stand beside its name, and from which width on they do.
const CONTROLS: f32 = 300.0;
const BESIDE: f32 = 600.0;

/// A setting or a line of facts: its name and a sentence about it (or none) on the left, its controls on the right or,
/// where there is little room, below. As high as the higher of both; a hairline closes it.
pub fn row<R>(ui: &mut Ui, name: &str, about: &str, controls: impl FnOnce(&mut Ui) -> R) -> R {
    let palette = Palette::of(ui);
    let width = ui.available_width();
    let beside = width >= BESIDE;
    let top = ui.cursor().left_top();
    let words = ui.scope(|ui| {
        ui.set_max_width(if beside { width - CONTROLS - space::GROUP } else { width });
        text(ui, Type::Body, palette.ink, name);
        if !about.is_empty() {
            text(ui, Type::Note, palette.quiet, about);
        }
    });
    let below = words.response.rect.bottom();
    let (left, y) = if beside { (width - CONTROLS, top.y - 6.0) } else { (0.0, below + space::HAIR) };
    let place = Rect::from_min_max(pos2(top.x + left, y), pos2(top.x + width, y + space::TOUCH));
    let layout = Layout::top_down(Align::Min);
    let shown = ui.scope_builder(UiBuilder::new().max_rect(place).id_salt(name).layout(layout), controls);
    let bottom = shown.response.rect.bottom().max(below);
    ui.advance_cursor_after_rect(Rect::from_min_max(top, pos2(top.x + width, bottom)));
    gap(ui, space::NEAR);
    let left = ui.cursor().left();
    let edge = Stroke::new(line::HAIR, palette.hairline);
    ui.painter().hline(left..=left + width, ui.cursor().top(), edge);
    gap(ui, space::NEAR);
    shown.inner
}

/// A calm line about what was done, which a screen reader speaks; true when `action`, such as `Undo`, is pressed.
pub fn notice(ui: &mut Ui, sentence: &str, action: Option<&str>) -> bool {
    let palette = Palette::of(ui);
    let frame = Frame::NONE
        .fill(palette.card)
        .stroke(Stroke::new(line::HAIR, palette.hairline))
        .corner_radius(CornerRadius::same(radius::CONTROL))
        .inner_margin(Margin::symmetric(14, 8));
    frame
        .show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(space::SMALL, 0.0);
                let said = text(ui, Type::Note, palette.ink, sentence);
                ui.ctx().accesskit_node_builder(said.id, |node| node.set_live(Live::Polite));
                action.is_some_and(|action| link(ui, action).clicked())
            })
            .inner
        })
        .inner
}

/// A question before something that cannot be taken back: what happens, `yes` to do it, `no` to leave it, which Esc
/// does too and where the keyboard begins. Nothing until it is answered.
pub fn confirm(ui: &mut Ui, question: &str, about: &str, yes: &str, no: &str) -> Option<bool> {
    let palette = Palette::of(ui);
    let frame = Frame::NONE
        .fill(palette.card)
        .stroke(Stroke::new(line::HAIR, palette.hairline))
        .corner_radius(CornerRadius::same(radius::CARD))
        .inner_margin(Margin::same(20));
    let mut answer = None;
    frame.show(ui, |ui| {
        heading(ui, Type::Name, palette.ink, question);
        gap(ui, space::HAIR);
        text(ui, Type::Body, palette.quiet, about);
        gap(ui, space::SMALL);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::NEAR, space::NEAR);
            let leave = outline(ui, no);
            // Once for each time it is asked.
            let asked = Id::unique("ebb question").with(question);
            let frame = ui.ctx().cumulative_frame_nr();
            let last = ui.data(|data| data.get_temp::<u64>(asked));
            if last.is_none_or(|last| last + 1 < frame) {
                leave.request_focus();
            }
            ui.data_mut(|data| data.insert_temp(asked, frame));
            if leave.clicked() {
                answer = Some(false);
            }
            if outline(ui, yes).clicked() {
                answer = Some(true);
            }
        });
    });
    let escaped = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    answer.or(escaped.then_some(false))
}
