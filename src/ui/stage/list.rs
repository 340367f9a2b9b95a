//! Every key there is, over the session that goes on: each line can also be pressed.

use eframe::egui::{
    Align, Align2, CornerRadius, Key, Layout, Modifiers, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, pos2, vec2,
};

use super::fit;
use super::wish::{LIST, Listed, Wish};
use crate::ui::theme::{Palette, Type, line, radius, space};
use crate::ui::widgets;

/// What a list asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// To be put away.
    Close,
    /// What stands in it.
    For(Wish),
}

/// The height of a line, and the width of its key.
const LINE: f32 = 36.0;
const KEY: f32 = 74.0;

/// Shows it; `value` says what holds now of what a wish changes.
pub(super) fn ui(ui: &mut Ui, window: Rect, value: impl Fn(Wish) -> Option<String>) -> Option<Asked> {
    let palette = Palette::of(ui);
    ui.painter().rect_filled(window, CornerRadius::ZERO, palette.surface.gamma_multiply(0.8));
    let wide = window.width() >= 820.0;
    let size = vec2(if wide { 880.0 } else { 460.0 }, if wide { 690.0 } else { 1000.0 });
    let size = size.min(window.size() - vec2(2.0 * space::NEAR, 2.0 * space::NEAR));
    let card = Rect::from_center_size(window.center(), size);
    let stroke = Stroke::new(line::HAIR, palette.hairline);
    ui.painter().rect(card, CornerRadius::same(radius::CARD), palette.card, stroke, StrokeKind::Inside);
    // What lies beneath is not pressed through it.
    ui.interact(card, ui.scope_id().with("list of keys"), Sense::click());
    let inside = card.shrink2(vec2(space::GROUP, space::GROUP));
    let mut ui = ui.new_child(UiBuilder::new().max_rect(inside).id_salt("keys").layout(Layout::top_down(Align::Min)));
    let mut asked = head(&mut ui, palette);
    widgets::gap(&mut ui, space::TIGHT);
    let area = ScrollArea::vertical().auto_shrink([false, false]);
    let listed = area.show(&mut ui, |ui| if wide { columns(ui, &value) } else { column(ui, &[0, 1, 2, 3], &value) });
    asked = asked.or(listed.inner.map(Asked::For));
    let mut left = [Key::Escape, Key::Questionmark, Key::F1].into_iter();
    let escaped = left.any(|key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)));
    asked.or(escaped.then_some(Asked::Close)).or_else(|| super::keys::stage(&ui).map(Asked::For))
}

fn head(ui: &mut Ui, palette: &Palette) -> Option<Asked> {
    ui.horizontal(|ui| {
        widgets::text(ui, Type::Heading, palette.ink, "Keys");
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            widgets::word(ui, Type::Body, "Close", false).clicked().then_some(Asked::Close)
        })
        .inner
    })
    .inner
}

fn columns(ui: &mut Ui, value: &impl Fn(Wish) -> Option<String>) -> Option<Wish> {
    let all = ui.available_rect_before_wrap();
    let half = (all.width() - space::CARD) / 2.0;
    let mut asked = None;
    let mut bottom = all.top();
    for (place, groups) in [(all.left(), &[0, 3][..]), (all.left() + half + space::CARD, &[1, 2][..])] {
        let rect = Rect::from_min_size(pos2(place, all.top()), vec2(half, all.height()));
        let layout = Layout::top_down(Align::Min);
        let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(groups).layout(layout));
        asked = asked.or(column(&mut child, groups, value));
        bottom = bottom.max(child.min_rect().bottom());
    }
    ui.allocate_rect(Rect::from_min_max(all.min, pos2(all.right(), bottom)), Sense::hover());
    asked
}

fn column(ui: &mut Ui, groups: &[usize], value: &impl Fn(Wish) -> Option<String>) -> Option<Wish> {
    let palette = Palette::of(ui);
    let mut asked = None;
    for (title, lines) in groups.iter().filter_map(|group| LIST.get(*group)) {
        widgets::gap(ui, space::NEAR);
        widgets::text(ui, Type::SmallStrong, palette.quiet, title);
        widgets::gap(ui, space::HAIR);
        for listed in *lines {
            if row(ui, listed, value(listed.2).as_deref()).clicked() {
                asked = Some(listed.2);
            }
        }
    }
    asked
}

/// One line: its key, what it does, and what holds now.
fn row(ui: &mut Ui, listed: &Listed, now: Option<&str>) -> Response {
    let palette = Palette::of(ui);
    let (key, does, _) = listed;
    let value = now.unwrap_or_default();
    let beside = fit::size(ui, Type::Note, value, f32::INFINITY).x + if value.is_empty() { 0.0 } else { space::NEAR };
    let room = ui.available_width() - KEY - beside;
    let height = LINE.max(fit::size(ui, Type::Note, does, room).y + space::NEAR);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let over = widgets::hover(ui, &response);
    ui.painter().rect_filled(
        rect.expand2(vec2(space::TIGHT, 0.0)),
        CornerRadius::same(radius::CONTROL),
        palette.card.lerp_to_gamma(palette.hairline, 0.6 * over),
    );
    widgets::paint(ui, rect.left_center(), Align2::LEFT_CENTER, Type::Strong, palette.ink, key);
    let at = pos2(rect.left() + KEY, rect.center().y);
    widgets::paint_within(ui, at, Align2::LEFT_CENTER, Type::Note, palette.ink, does, room);
    widgets::paint(ui, rect.right_center(), Align2::RIGHT_CENTER, Type::Note, palette.quiet, value);
    widgets::focus_ring(ui, &response, rect, radius::CONTROL);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let name = if value.is_empty() { format!("{does}, key {key}") } else { format!("{does}, key {key}: {value}") };
    widgets::named(&response, &name);
    response
}
