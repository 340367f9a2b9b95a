//! What is chosen: one of a few words, yes or no, a number.

use std::ops::RangeInclusive;

use eframe::egui::{
    Align, Color32, CornerRadius, CursorIcon, EventFilter, Id, Key, Layout, Modifiers, Rect, Response, Sense, Stroke,
    Ui, WidgetInfo,
    accesskit::{Action, ActionData, Role},
    lerp, pos2, remap_clamp, vec2,
};

use super::super::motion;
use super::super::theme::{Palette, Type, line, motion as duration, radius, space};
use super::{fixed, focus_ring, hover, pressable, sign};
use crate::session::Named;

/// One of a few words, in as many lines as they need; true when another was chosen. `name` is what is chosen between.
pub fn choice<T: Copy + PartialEq>(ui: &mut Ui, name: &str, words: &[(T, &str)], chosen: &mut T) -> bool {
    let before = *chosen;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::SMALL, space::HAIR);
        for (value, label) in words {
            if one(ui, name, label, value == chosen).clicked() {
                *chosen = *value;
            }
        }
    });
    before != *chosen
}

/// One value of a choice by its label; true when another was chosen. `name` is what is chosen between.
pub fn one_of<T: Named>(ui: &mut Ui, name: &str, chosen: &mut T) -> bool {
    let words: Vec<_> = T::ALL.iter().map(|value| (*value, value.label())).collect();
    choice(ui, name, &words, chosen)
}

/// A word of a choice; the one that holds is strong and underlined. It takes the same room in either case.
fn one(ui: &mut Ui, group: &str, label: &str, chosen: bool) -> Response {
    let palette = Palette::of(ui);
    let room = ui.max_rect().width();
    let set = |kind: Type| ui.painter().layout_job(kind.job(label, Color32::PLACEHOLDER, room));
    let (strong, plain) = (set(Type::Strong), set(Type::Body));
    let size = vec2(strong.size().x.max(plain.size().x), strong.size().y.max(space::TOUCH));
    let name = format!("{group}: {label}");
    let (rect, response) = pressable(ui, size, &name);
    let over = if chosen { 1.0 } else { hover(ui, &response) };
    let galley = if chosen { strong } else { plain };
    let at = rect.center() - galley.size() / 2.0;
    let text = Rect::from_min_size(at, galley.size());
    ui.painter().galley(at, galley, palette.quiet.lerp_to_gamma(palette.ink, over));
    if chosen {
        ui.painter().hline(text.x_range(), text.bottom() + 1.0, Stroke::new(line::MARK, palette.accent));
    }
    focus_ring(ui, &response, rect.expand2(vec2(5.0, -1.0)), radius::MARK);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, &name));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// Yes or no; true when it changed. `name` is what is switched.
pub fn switch(ui: &mut Ui, name: &str, on: &mut bool) -> bool {
    let palette = Palette::of(ui);
    let (rect, response) = pressable(ui, vec2(48.0, space::TOUCH), name);
    let changed = response.clicked();
    if changed {
        *on = !*on;
    }
    let part = motion::ease(ui.ctx(), response.id.with("on"), if *on { 1.0 } else { 0.0 }, duration::CONTROL);
    let over = hover(ui, &response);
    let track = Rect::from_center_size(rect.center(), vec2(48.0, 26.0));
    let ground = palette.over(over).lerp_to_gamma(palette.accent, part);
    let edge = palette.quiet.lerp_to_gamma(palette.accent, part);
    ui.painter().rect(track, CornerRadius::same(13), ground, Stroke::new(1.5, edge), eframe::egui::StrokeKind::Inside);
    let knob = pos2(lerp(track.left() + 13.0..=track.right() - 13.0, part), track.center().y);
    ui.painter().circle_filled(knob, 8.0, palette.quiet.lerp_to_gamma(palette.on_accent, part));
    focus_ring(ui, &response, track, 13);
    let (on, name) = (*on, name.to_owned());
    response.widget_info(|| WidgetInfo::selected(Role::Switch, true, on, &name));
    response.on_hover_cursor(CursorIcon::PointingHand);
    changed
}

/// Something that is done or not yet, with its words beside its mark; true when it was pressed. Done is a filled mark.
pub fn tick(ui: &mut Ui, words: &str, done: bool) -> bool {
    let palette = Palette::of(ui);
    let mark = 2.0 * MARK + space::NEAR;
    let width = ui.available_width();
    let colour = if done { palette.quiet } else { palette.ink };
    let galley = ui.painter().layout_job(Type::Body.job(words, colour, (width - mark).max(space::TOUCH)));
    let size = vec2((mark + galley.size().x).min(width), galley.size().y.max(space::TOUCH));
    let (rect, response) = pressable(ui, size, words);
    let over = hover(ui, &response);
    let at = pos2(rect.left() + MARK, rect.top() + space::TOUCH / 2.0);
    let edge = Stroke::new(line::MARK, palette.quiet.lerp_to_gamma(palette.accent, over));
    if done {
        ui.painter().circle_filled(at, MARK, palette.accent);
    } else {
        ui.painter().circle(at, MARK - line::MARK / 2.0, palette.over(over), edge);
    }
    let first = (space::TOUCH - galley.rows.first().map_or(0.0, |row| row.size.y)) / 2.0;
    ui.painter().galley(pos2(rect.left() + mark, rect.top() + first.max(0.0)), galley, colour);
    focus_ring(ui, &response, rect.expand2(vec2(5.0, -1.0)), radius::MARK);
    let name = words.to_owned();
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, done, &name));
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

/// The radius of the mark of what can be done.
const MARK: f32 = 9.0;

/// A whole number on a line, moved by the pointer, by ← and → in steps of `step`, by Home and End; true when it
/// changed. `show` gives the value with its unit.
pub fn slider(
    ui: &mut Ui,
    name: &str,
    value: &mut u32,
    range: &RangeInclusive<u32>,
    step: u32,
    show: impl Fn(u32) -> String,
) -> bool {
    let before = *value;
    ui.horizontal(|ui| {
        // The figure keeps its room, so that the line does not move with it.
        let room = (ui.available_width() - FIGURE - space::NEAR).clamp(space::PLACE, 220.0);
        slide(ui, name, value, range, step, room);
        ui.add_space(space::NEAR);
        let (figure, _) = ui.allocate_exact_size(vec2(FIGURE, space::TOUCH), Sense::hover());
        let palette = Palette::of(ui);
        let shown = super::tabular(&show(*value));
        super::paint(ui, figure.right_center(), eframe::egui::Align2::RIGHT_CENTER, Type::Body, palette.ink, &shown);
    });
    before != *value
}

/// The line of a [`slider`] alone, as wide as `width`.
pub fn slide(ui: &mut Ui, name: &str, value: &mut u32, range: &RangeInclusive<u32>, step: u32, width: f32) -> Response {
    let (_, rect) = ui.allocate_space(vec2(width, space::TOUCH));
    let response = ui.interact(rect, slide_id(ui.scope_id(), name), Sense::click_and_drag());
    *value = moved(ui, &response, rect, *value, (range, step));
    paint_slider(ui, &response, rect, (*value, range));
    let (worth, spoken) = (f64::from(*value), name.to_owned());
    response.widget_info(|| WidgetInfo::slider(true, worth, &spoken));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_min_numeric_value(f64::from(*range.start()));
        node.set_max_numeric_value(f64::from(*range.end()));
        node.set_numeric_value_step(f64::from(step));
        node.add_action(Action::SetValue);
        node.add_action(Action::Increment);
        node.add_action(Action::Decrement);
    });
    response
}

/// What has the keyboard when such a line has it, in the part of the window whose scope this is.
pub fn slide_id(scope: Id, name: &str) -> Id {
    scope.with(("slider", name))
}

/// The room of a slider's figure.
const FIGURE: f32 = 58.0;

/// What the pointer, the keys and a screen reader make of a slider's value.
fn moved(ui: &Ui, response: &Response, rect: Rect, value: u32, (range, step): (&RangeInclusive<u32>, u32)) -> u32 {
    let (least, most) = (*range.start(), *range.end());
    let near = |wanted: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to whole numbers in range"
        )]
        let steps = ((wanted - f64::from(least)) / f64::from(step)).round().max(0.0) as u32;
        least.saturating_add(steps.saturating_mul(step)).min(most)
    };
    let told = ui.input(|input| {
        let wanted = input.accesskit_action_requests(response.id, Action::SetValue).last()?;
        if let Some(ActionData::NumericValue(value)) = wanted.data { Some(value) } else { None }
    });
    if let Some(told) = told {
        return near(told);
    }
    if let Some(at) = response.interact_pointer_pos() {
        let part = remap_clamp(at.x, rect.left() + KNOB..=rect.right() - KNOB, 0.0..=1.0);
        return near(f64::from(least) + f64::from(part) * f64::from(most - least));
    }
    let asked = |action| ui.input(|input| input.has_accesskit_action_request(response.id, action));
    let pressed = |key| response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if response.has_focus() {
        let sideways = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, sideways));
    }
    if pressed(Key::ArrowRight) || asked(Action::Increment) {
        value.saturating_add(step).min(most)
    } else if pressed(Key::ArrowLeft) || asked(Action::Decrement) {
        value.saturating_sub(step).max(least)
    } else if pressed(Key::Home) {
        least
    } else if pressed(Key::End) {
        most
    } else {
        value
    }
}

/// The radius of a slider's knob.
const KNOB: f32 = 9.0;

fn paint_slider(ui: &Ui, response: &Response, rect: Rect, (value, range): (u32, &RangeInclusive<u32>)) {
    let palette = Palette::of(ui);
    #[expect(clippy::cast_precision_loss, reason = "a place on a line of 200 points")]
    let part = (value - range.start().min(&value)) as f32 / (range.end() - range.start()).max(1) as f32;
    let line = Rect::from_center_size(rect.center(), vec2(rect.width() - 2.0 * KNOB, 4.0));
    let at = lerp(line.left()..=line.right(), part.min(1.0));
    ui.painter().rect_filled(line, CornerRadius::same(2), palette.faint);
    ui.painter().rect_filled(line.with_max_x(at), CornerRadius::same(2), palette.accent);
    let grown = KNOB + 1.5 * hover(ui, response);
    ui.painter().circle_filled(pos2(at, rect.center().y), grown, palette.accent);
    focus_ring(ui, response, rect.shrink2(vec2(0.0, 6.0)), radius::MARK);
}

/// A whole number with − and + beside it, in steps of `step`; true when it changed. `show` gives the value with its
/// unit.
pub fn number(
    ui: &mut Ui,
    name: &str,
    value: &mut i32,
    range: &RangeInclusive<i32>,
    step: i32,
    show: impl Fn(i32) -> String,
) -> bool {
    let before = *value;
    let palette = Palette::of(ui);
    let layout = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(vec2(2.0 * space::TOUCH + NUMBER, space::TOUCH), layout, |ui| {
        if sign(ui, "−", &format!("{name}: less")).clicked() {
            *value = value.saturating_sub(step).max(*range.start());
        }
        fixed(ui, NUMBER, Type::Body, palette.ink, &show(*value));
        if sign(ui, "+", &format!("{name}: more")).clicked() {
            *value = value.saturating_add(step).min(*range.end());
        }
    });
    before != *value
}

/// The room of a number between its signs.
const NUMBER: f32 = 78.0;
