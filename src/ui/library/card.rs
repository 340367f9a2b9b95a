//! The chosen session: what it is, where its numbers come from, who should take care, and the button.

use std::sync::Arc;

use eframe::egui::{CornerRadius, Frame, Margin, Rect, Stroke, Ui, pos2};

use crate::catalogue::Programme;

use super::super::action::{Action, Facts};
use super::super::theme::{Palette, Type, line, radius, space};
use super::super::{wave, widgets, words};

/// The height of the water at the card's foot.
const WATER: f32 = 64.0;

/// Where the session's title stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Title {
    /// In the card.
    Here,
    /// In the row right above.
    Above,
}

/// Shows `programme`; asks to begin it.
pub(super) fn ui(
    ui: &mut Ui,
    facts: &Facts<'_>,
    programme: &Arc<Programme>,
    heights: &[f32],
    title: Title,
) -> Option<Action> {
    let palette = Palette::of(ui);
    let frame = Frame::NONE
        .fill(palette.card)
        .stroke(Stroke::new(line::HAIR, palette.hairline))
        .corner_radius(CornerRadius::same(radius::CARD))
        .inner_margin(Margin { left: 28, right: 28, top: 24, bottom: 0 });
    let shown = frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        let asked = inside(ui, facts, programme, title);
        widgets::gap(ui, WATER + space::SMALL);
        asked
    });
    let card = shown.response.rect.shrink(line::HAIR);
    let water = Rect::from_min_max(pos2(card.left(), card.bottom() - WATER), card.max);
    let colour = palette.practice(&programme.session.practice);
    let (fill, edge) = (palette.card_tint(colour, 0.15), palette.card_tint(colour, 0.55));
    ui.painter().extend(wave::water(heights, water, f32::from(radius::CARD), fill, edge));
    shown.inner
}

fn inside(ui: &mut Ui, facts: &Facts<'_>, programme: &Arc<Programme>, title: Title) -> Option<Action> {
    let palette = Palette::of(ui);
    let session = &programme.session;
    if title == Title::Here {
        widgets::text(ui, Type::Heading, palette.ink, &session.title);
        widgets::gap(ui, space::HAIR);
        let practice = facts.practice_name(&session.practice);
        let mut about = vec![practice, words::exact_length(programme.timeline.len()), words::pace(session)];
        about.retain(|part| !part.is_empty());
        widgets::text(ui, Type::Note, palette.quiet, &about.join(" · "));
        widgets::gap(ui, space::SMALL);
    }
    let begin = widgets::pill(ui, "Begin");
    let hint = pos2(begin.rect.right() + 66.0, begin.rect.center().y - 11.0);
    if hint.x < ui.max_rect().right() {
        widgets::key_hint(ui, hint, "Enter");
    }
    widgets::gap(ui, space::SMALL);
    if let Some(text) = &session.about {
        widgets::text(ui, Type::Body, palette.ink, text);
    }
    if programme.timeline.has_holds() {
        part(ui, "Holds", "This session holds the breath. Leave the holds out whenever they are not comfortable.");
    }
    for (label, text) in [("With care", &session.caution), ("Where this comes from", &session.source)] {
        if let Some(text) = text {
            part(ui, label, text);
        }
    }
    begin.clicked().then(|| Action::Begin(Arc::clone(programme)))
}

fn part(ui: &mut Ui, label: &str, text: &str) {
    let palette = Palette::of(ui);
    widgets::gap(ui, space::NEAR);
    widgets::text(ui, Type::SmallStrong, palette.quiet, label);
    widgets::text(ui, Type::Note, palette.quiet, text);
}
