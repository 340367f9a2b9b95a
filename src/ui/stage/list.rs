//! Every key there is, over the session that goes on: each line can also be pressed.

use eframe::egui::{
    Align, Align2, CornerRadius, Key, Layout, Modifiers, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, Vec2, pos2, vec2,
};

use super::actions::{LIST, Listed, StageAction};
use super::fit;
use crate::ui::theme::{Palette, Type, line, radius, space};
use crate::ui::widgets;

/// What a list asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListAction {
    /// To be put away.
    Close,
    /// What stands in it.
    For(StageAction),
}

/// The height of a line, and the width of its key.
const LINE: f32 = 36.0;
const KEY: f32 = 74.0;
/// The height of the head and the room below it.
const HEAD: f32 = 36.0 + space::TIGHT;

/// The groups of the two columns, and of the one where there is no room for two.
const COLUMNS: [[usize; 2]; 2] = [[0, 3], [1, 2]];
const ALL: [usize; 4] = [0, 1, 2, 3];

/// Shows it; `value` says what holds now of what an action changes.
pub(super) fn ui(ui: &mut Ui, window: Rect, value: impl Fn(StageAction) -> Option<String>) -> Option<ListAction> {
    let palette = Palette::of(ui);
    ui.painter().rect_filled(window, CornerRadius::ZERO, palette.surface.gamma_multiply(0.8));
    let wide = window.width() >= 820.0;
    let most = window.size() - Vec2::splat(2.0 * space::NEAR);
    let width = if wide { 880.0 } else { 460.0_f32.min(most.x) };
    // As high as what stands in it.
    let within = width - 2.0 * space::GROUP;
    let listed = if wide {
        COLUMNS.map(|groups| height(ui, &groups, (within - space::CARD) / 2.0, &value)).into_iter().fold(0.0, f32::max)
    } else {
        height(ui, &ALL, within, &value)
    };
    let size = vec2(width, 2.0 * space::GROUP + HEAD + listed).min(most);
    let card = Rect::from_center_size(window.center(), size);
    let stroke = Stroke::new(line::HAIR, palette.hairline);
    ui.painter().rect(card, CornerRadius::same(radius::CARD), palette.card, stroke, StrokeKind::Inside);
    // What lies beneath is not pressed through it.
    ui.interact(card, ui.scope_id().with("list of keys"), Sense::click());
    let inside = card.shrink2(vec2(space::GROUP, space::GROUP));
    let mut ui = ui.new_child(UiBuilder::new().max_rect(inside).id_salt("keys").layout(Layout::top_down(Align::Min)));
    let mut asked = head(&mut ui, palette);
    widgets::gap(&mut ui, space::TIGHT);
    let all = |ui: &mut Ui| if wide { columns(ui, &value) } else { column(ui, &ALL, &value) };
    let listed = widgets::scrolling(&mut ui, ScrollArea::vertical().auto_shrink(false), all);
    asked = asked.or(listed.map(ListAction::For));
    let mut left = [Key::Escape, Key::Questionmark, Key::F1].into_iter();
    let escaped = left.any(|key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)));
    asked.or(escaped.then_some(ListAction::Close)).or_else(|| super::keys::stage(&ui).map(ListAction::For))
}

fn head(ui: &mut Ui, palette: &Palette) -> Option<ListAction> {
    ui.horizontal(|ui| {
        widgets::heading(ui, Type::Heading, palette.ink, "Keys");
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            widgets::word(ui, Type::Body, "Close", false).clicked().then_some(ListAction::Close)
        })
        .inner
    })
    .inner
}

fn columns(ui: &mut Ui, value: &impl Fn(StageAction) -> Option<String>) -> Option<StageAction> {
    let all = ui.available_rect_before_wrap();
    let half = (all.width() - space::CARD) / 2.0;
    let mut asked = None;
    let mut bottom = all.top();
    for (place, groups) in [all.left(), all.left() + half + space::CARD].into_iter().zip(COLUMNS) {
        let rect = Rect::from_min_size(pos2(place, all.top()), vec2(half, all.height()));
        let layout = Layout::top_down(Align::Min);
        let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(groups).layout(layout));
        asked = asked.or(column(&mut child, &groups, value));
        bottom = bottom.max(child.min_rect().bottom());
    }
    ui.allocate_rect(Rect::from_min_max(all.min, pos2(all.right(), bottom)), Sense::hover());
    asked
}

fn column(ui: &mut Ui, groups: &[usize], value: &impl Fn(StageAction) -> Option<String>) -> Option<StageAction> {
    let palette = Palette::of(ui);
    let mut asked = None;
    for (title, lines) in groups.iter().filter_map(|group| LIST.get(*group)) {
        widgets::gap(ui, space::NEAR);
        widgets::text(ui, Type::SmallStrong, palette.quiet, title);
        widgets::gap(ui, space::HAIR);
        for listed in lines {
            if row(ui, listed, value(listed.2).as_deref()).clicked() {
                asked = Some(listed.2);
            }
        }
    }
    asked
}

/// The height of these groups in a column of so much width.
fn height(ui: &Ui, groups: &[usize], width: f32, value: &impl Fn(StageAction) -> Option<String>) -> f32 {
    let title = space::NEAR + fit::size(ui, Type::SmallStrong, "X", f32::INFINITY).y + space::HAIR;
    let line = |listed: &Listed| measured(ui, listed, &value(listed.2).unwrap_or_default(), width).0;
    let group = |(_, lines): &(&str, Vec<Listed>)| title + lines.iter().map(line).sum::<f32>();
    groups.iter().filter_map(|group| LIST.get(*group)).map(group).sum()
}

/// How high a line is in so much width, and how wide what it does may be beside its `value`.
fn measured(ui: &Ui, listed: &Listed, value: &str, width: f32) -> (f32, f32) {
    let beside = fit::size(ui, Type::Note, value, f32::INFINITY).x + if value.is_empty() { 0.0 } else { space::NEAR };
    let room = width - KEY - beside;
    (LINE.max(fit::size(ui, Type::Note, listed.1, room).y + space::NEAR), room)
}

/// One line: its key, what it does, and what holds now.
fn row(ui: &mut Ui, listed: &Listed, now: Option<&str>) -> Response {
    let palette = Palette::of(ui);
    let (key, does, _) = listed;
    let value = now.unwrap_or_default();
    let (height, room) = measured(ui, listed, value, ui.available_width());
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
    let name = if value.is_empty() { format!("{does}, key {key}") } else { format!("{does}, key {key}: {value}") };
    widgets::named(&response, &name);
    response
}
