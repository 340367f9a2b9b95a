//! What the draft comes to: its length and its breath, or how much is to be mended; and what can be done with it.

use eframe::egui::{Align, Layout, Rect, Sense, Stroke, Ui, UiBuilder, accesskit::Live, vec2};

use super::super::theme::{Palette, Type, line, radius, space};
use super::super::{wave, widgets, words};
use crate::session::Part;
use crate::timeline::{Phase, Timeline};

/// How high it is where it stands still below the page, and the least room for that.
pub(super) const HIGH: f32 = 84.0;
const LEAST: f32 = 420.0;
const REMOVED: &str = "Step removed.";
const UNTITLED: &str = "It has no title yet.";
/// The width of the drawing, and of the buttons.
const DRAWING: f32 = 150.0;
const BUTTONS: f32 = 296.0;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FootAction {
    Save,
    Try,
    Leave,
    /// To be led to the first mistake.
    Mend,
    /// To bring back the step that was removed.
    Undo,
}

/// What there is to tell.
pub(super) struct FootView<'a> {
    /// What the steps come to, when they can be read.
    pub(super) timeline: Option<&'a Timeline>,
    pub(super) titled: bool,
    pub(super) heights: &'a [f32],
    pub(super) practice: &'a str,
    /// How many mistakes are shown.
    pub(super) wrong: usize,
    /// Whether a step was removed that can be brought back.
    pub(super) undo: bool,
    /// What became of saving.
    pub(super) saved: Option<&'a str>,
}

/// Whether there is room for it below the page.
pub(super) fn stands(room: Rect) -> bool {
    room.width() >= LEAST + space::PLACE && room.height() >= LEAST
}

/// Shows it in `rect`, below the page.
pub(super) fn standing(ui: &mut Ui, rect: Rect, told: &FootView<'_>) -> Option<FootAction> {
    let palette = Palette::of(ui);
    ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(line::HAIR, palette.hairline));
    let inside = rect.shrink2(vec2(0.0, space::NEAR));
    let part = |salt: &'static str, left: f32, right: f32, layout: Layout| {
        let place = Rect::from_x_y_ranges(left..=right, inside.y_range());
        UiBuilder::new().max_rect(place).id_salt(salt).layout(layout)
    };
    let (down, across) = (Layout::top_down(Align::Min), Layout::left_to_right(Align::Center));
    let mut left = inside.left();
    if inside.width() >= 640.0 {
        drawing(&mut ui.new_child(part("drawing", left, left + DRAWING, down)), told);
        left += DRAWING + space::SMALL;
    }
    let between = inside.right() - BUTTONS;
    let asked = sentence(&mut ui.new_child(part("sentence", left, between - space::NEAR, down)), told);
    let mut buttons = ui.new_child(part("buttons", between, inside.right(), across));
    buttons.spacing_mut().item_spacing.x = space::NEAR;
    pressed(&mut buttons).or(asked)
}

/// The same at the end of the page, where there is little room.
pub(super) fn at_the_end(ui: &mut Ui, told: &FootView<'_>) -> Option<FootAction> {
    widgets::gap(ui, space::GROUP);
    drawing(ui, told);
    widgets::gap(ui, space::TIGHT);
    let asked = sentence(ui, told);
    widgets::gap(ui, space::NEAR);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::NEAR, space::NEAR);
        pressed(ui)
    })
    .inner
    .or(asked)
}

fn pressed(ui: &mut Ui) -> Option<FootAction> {
    let mut asked = None;
    if widgets::pill(ui, "Save").clicked() {
        asked = Some(FootAction::Save);
    }
    for (words, what) in [("Try it", FootAction::Try), ("Close", FootAction::Leave)] {
        if widgets::outline(ui, words).clicked() {
            asked = Some(what);
        }
    }
    asked
}

/// The breath of the draft, as the Library shows it.
fn drawing(ui: &mut Ui, told: &FootView<'_>) {
    let palette = Palette::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(DRAWING.min(ui.available_width()), 52.0), Sense::hover());
    let strength = if told.timeline.is_some() { 1.0 } else { 0.4 };
    let colour = palette.practice(told.practice);
    let (fill, edge) = (palette.tint(colour, 0.15 * strength), palette.tint(colour, 0.6 * strength));
    if !told.heights.is_empty() {
        ui.painter().extend(wave::water(told.heights, rect, f32::from(radius::CONTROL), fill, edge));
    }
    let line = Stroke::new(line::HAIR, palette.hairline);
    ui.painter().hline(rect.x_range(), rect.bottom(), line);
}

/// How long it lasts, or what is to be mended; what became of saving.
fn sentence(ui: &mut Ui, told: &FootView<'_>) -> Option<FootAction> {
    let palette = Palette::of(ui);
    let mut asked = None;
    if let Some(timeline) = told.timeline {
        let length = words::exact_length(timeline.len());
        let breaths = timeline.spans().iter().filter(|span| span.phase == Phase::Breath(Part::Inhale)).count();
        let breaths = (breaths > 0).then(|| words::counted(breaths as u64, "breath", "breaths"));
        let said: Vec<String> = std::iter::once(length).chain(breaths).collect();
        widgets::text(ui, Type::Strong, palette.ink, &said.join(" · "));
    }
    if told.wrong > 0 {
        let words = words::counted(told.wrong as u64, "thing to mend", "things to mend");
        asked = widgets::link(ui, &words).clicked().then_some(FootAction::Mend);
    } else if !told.titled {
        widgets::text(ui, Type::Note, palette.quiet, UNTITLED);
    }
    if told.undo {
        let undo = ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::NEAR;
            let said = widgets::text(ui, Type::Note, palette.quiet, REMOVED);
            ui.ctx().accesskit_node_builder(said.id, |node| node.set_live(Live::Polite));
            widgets::link(ui, "Undo").clicked()
        });
        asked = asked.or(undo.inner.then_some(FootAction::Undo));
    } else if let Some(saved) = told.saved {
        let said = widgets::text(ui, Type::Note, palette.quiet, saved);
        ui.ctx().accesskit_node_builder(said.id, |node| node.set_live(Live::Polite));
    }
    asked
}
