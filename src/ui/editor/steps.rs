//! The steps as rows: each in a few words, one of them open with its fields, and what can be added.

use eframe::egui::{
    Align2, Color32, CornerRadius, CursorIcon, Id, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo,
    accesskit::Role, pos2, vec2,
};

use super::super::theme::{Palette, Type, line, radius, space};
use super::super::widgets;
use super::arrange::Way;
use super::cells::Feedback;
use super::draft::{Draft, Field, Kind, Row};
use super::judge::{FieldPlace, Mistake};
use super::step::{self, Topics};
use super::summary;

const HEADING: &str = "Steps";
const ADD: &str = "Add a step";
const NONE: &str = "No steps yet. A session has at least one.";

/// How high a closed row is, and how far a repeated one stands in.
const ROW: f32 = 60.0;
const IN: f32 = 20.0;
/// How far above and below what is seen rows can still be reached by the keyboard.
const REACH: f32 = 1500.0;

/// What is asked of the steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StepsAction {
    /// To open this one, or to close it when it is open.
    Open(u64),
    Add(Kind),
    Move(u64, Way),
    Double(u64),
    Repeat(u64),
    Unfold(u64),
    Remove(u64),
}

/// What is looked at, and what is wrong.
pub(super) struct StepsView<'a> {
    pub(super) open: Option<u64>,
    pub(super) mistakes: &'a [&'a Mistake],
    pub(super) focus: Option<FieldPlace>,
    /// The row whose head gets the keyboard now.
    pub(super) reveal: Option<u64>,
}

/// Shows all steps and what can be added to them.
pub(super) fn ui(ui: &mut Ui, draft: &mut Draft, view: &StepsView<'_>, topics: &mut Topics) -> Option<StepsAction> {
    widgets::section(ui, HEADING);
    let told = Feedback::of(None, view.mistakes, None);
    if draft.steps.is_empty() {
        widgets::text(ui, Type::Note, Palette::of(ui).quiet, NONE);
    } else if told.any(&[Field::Steps]) {
        told.rest(ui);
    }
    let can = |id, way| draft.can_shift(id, way);
    let ways = view.open.map(|id| (can(id, Way::Up), can(id, Way::Down)));
    let mut number = 1;
    let mut rows = std::mem::take(&mut draft.steps);
    let asked = list(ui, &mut rows, view, topics, (0, ways), &mut number);
    draft.steps = rows;
    asked.or(add(ui))
}

fn list(
    ui: &mut Ui,
    rows: &mut [Row],
    view: &StepsView<'_>,
    topics: &mut Topics,
    (depth, ways): (u8, Option<(bool, bool)>),
    number: &mut usize,
) -> Option<StepsAction> {
    let mut asked = None;
    for row in rows {
        let open = view.open == Some(row.id);
        asked = head(ui, row, view, (depth, *number)).or(asked);
        *number += 1;
        if open {
            asked = body(ui, row, view, topics, (depth, ways)).or(asked);
        }
        if row.kind == Kind::Repeat {
            asked = list(ui, &mut row.steps, view, topics, (depth + 1, ways), number).or(asked);
        }
    }
    asked
}

/// A row: what it is, a few words, and the first thing that is wrong with it.
fn head(ui: &mut Ui, row: &Row, view: &StepsView<'_>, (depth, number): (u8, usize)) -> Option<StepsAction> {
    let palette = Palette::of(ui);
    let (_, whole) = ui.allocate_space(vec2(ui.available_width(), ROW));
    if !ui.clip_rect().expand(REACH).intersects(whole) && view.reveal != Some(row.id) {
        return None;
    }
    let rect = whole.with_min_x(whole.left() + indent(depth, whole.width()));
    let response = ui.interact(rect, Id::unique(("editor row", row.id)), Sense::click());
    let open = view.open == Some(row.id);
    let wrong = view.mistakes.iter().find(|mistake| mistake.place.row == Some(row.id));
    let below = match wrong {
        Some(mistake) if !open => mistake.words.clone(),
        _ => summary::below(row),
    };
    let name = summary::name(row.kind);
    let said = format!("Step {number}: {name}, {below}");
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, &said));
    if view.reveal == Some(row.id) {
        response.request_focus();
        response.scroll_to_me(None);
    }
    if ui.is_rect_visible(rect) {
        let over = if open { 1.0 } else { widgets::hover(ui, &response) };
        let ground = palette.surface.lerp_to_gamma(palette.card, over);
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CONTROL), ground);
        let edge = Stroke::new(line::HAIR, palette.hairline.gamma_multiply(if open { 1.0 } else { over }));
        ui.painter().rect_stroke(rect, CornerRadius::same(radius::CONTROL), edge, StrokeKind::Inside);
        if depth > 0 {
            let x = rect.left() - IN / 2.0;
            ui.painter().vline(x, whole.y_range(), Stroke::new(line::HAIR, palette.hairline));
        }
        let room = rect.width() - 2.0 * space::NEAR;
        let left = rect.left() + space::NEAR;
        let at = pos2(left, rect.center().y - 11.0);
        one_line(ui, at, Type::Strong, name, room, palette.ink);
        let ink = if wrong.is_some() && !open { palette.ink } else { palette.quiet };
        let at = pos2(left, rect.center().y + 12.0);
        one_line(ui, at, Type::Note, &below, room, ink);
    }
    widgets::focus_ring(ui, &response, rect.shrink(4.0), radius::CONTROL);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    response.clicked().then_some(StepsAction::Open(row.id))
}

/// As much of a line as there is room for, whole words and then an ellipsis.
fn one_line(ui: &Ui, at: Pos2, kind: Type, text: &str, room: f32, ink: Color32) {
    let width = |text: &str| ui.painter().layout_job(kind.job(text, ink, f32::INFINITY)).size().x;
    let text = text.lines().next().unwrap_or_default();
    let mut shown = text.to_owned();
    while width(&shown) > room {
        let kept = shown.trim_end_matches('…').rfind(' ').map_or(0, |space| space);
        let mut shorter = shown[..kept].trim_end_matches([' ', '·', ',', '.']).to_owned();
        shorter.push('…');
        if shorter == shown || kept == 0 {
            break;
        }
        shown = shorter;
    }
    widgets::paint(ui, at, Align2::LEFT_CENTER, kind, ink, &shown);
}

fn indent(depth: u8, width: f32) -> f32 {
    (f32::from(depth) * IN).min(width / 4.0)
}

/// The fields of the open row, and what can be done with it.
fn body(
    ui: &mut Ui,
    row: &mut Row,
    view: &StepsView<'_>,
    topics: &mut Topics,
    (depth, ways): (u8, Option<(bool, bool)>),
) -> Option<StepsAction> {
    let room = ui.available_rect_before_wrap();
    let left = room.left() + indent(depth, room.width()) + space::NEAR;
    let place = Rect::from_min_max(pos2(left, room.top()), room.max);
    let shown = ui.scope_builder(UiBuilder::new().max_rect(place).id_salt(row.id), |ui| {
        ui.set_max_width(place.width());
        widgets::gap(ui, space::TIGHT);
        widgets::text(ui, Type::Note, Palette::of(ui).quiet, summary::about(row.kind));
        let mut told = Feedback::of(Some(row.id), view.mistakes, view.focus);
        step::ui(ui, row, &mut told, topics);
        widgets::gap(ui, space::NEAR);
        let asked = done_with(ui, row, ways.unwrap_or((false, false)));
        widgets::gap(ui, space::GROUP);
        asked
    });
    shown.inner
}

fn done_with(ui: &mut Ui, row: &Row, (up, down): (bool, bool)) -> Option<StepsAction> {
    let id = row.id;
    let folded = row.kind == Kind::Repeat;
    let mut deeds = Vec::new();
    deeds.extend(up.then_some(("Move up", StepsAction::Move(id, Way::Up))));
    deeds.extend(down.then_some(("Move down", StepsAction::Move(id, Way::Down))));
    deeds.push(("Duplicate", StepsAction::Double(id)));
    deeds.push(if folded {
        ("Do not repeat it", StepsAction::Unfold(id))
    } else {
        ("Repeat it", StepsAction::Repeat(id))
    });
    deeds.push((if folded { "Remove all of it" } else { "Remove" }, StepsAction::Remove(id)));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::SMALL, space::HAIR);
        let mut asked = None;
        for (words, deed) in deeds {
            if widgets::link(ui, words).clicked() {
                asked = Some(deed);
            }
        }
        asked
    })
    .inner
}

/// The kinds of steps there are.
fn add(ui: &mut Ui) -> Option<StepsAction> {
    let palette = Palette::of(ui);
    widgets::gap(ui, space::NEAR);
    widgets::text(ui, Type::Note, palette.quiet, ADD);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::SMALL, space::HAIR);
        let mut asked = None;
        for kind in summary::KINDS {
            let name = summary::name(kind);
            let response = widgets::link(ui, name);
            widgets::named(&response, &format!("Add: {name}"));
            if response.clicked() {
                asked = Some(StepsAction::Add(kind));
            }
        }
        asked
    })
    .inner
}
