//! The chosen session: what it is, where its numbers come from, who should take care, and the button.

use std::sync::Arc;

use eframe::egui::{CornerRadius, Frame, Margin, Rect, Sense, Stroke, Ui, pos2, vec2};

use crate::catalogue::{Item, Programme};
use crate::units::Time;

use super::super::action::Facts;
use super::super::theme::{Palette, Type, line, radius, space};
use super::super::{wave, widgets, words};
use super::own;
use super::preview::LibraryPreview;

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

/// What the card asks for.
pub(super) enum CardAction {
    /// To begin.
    Begin,
    /// To be looked at before it begins.
    Look,
    /// To last this long, as nearly as whole breaths allow.
    Last(Time),
    /// Something beyond beginning it.
    Other(own::OwnAction),
}

/// What is shown of a session beyond itself.
pub(super) struct CardView<'a> {
    /// The breath at the card's foot.
    pub(super) heights: &'a [f32],
    /// Where its title stands.
    pub(super) title: Title,
    /// Why it could not last as long as was asked.
    pub(super) note: Option<&'a str>,
    /// Its place in the catalogue.
    pub(super) item: Option<&'a Item>,
    /// While it is heard and seen.
    pub(super) preview: Option<&'a LibraryPreview>,
}

/// The height of a preview's picture.
const PICTURE: f32 = 260.0;

/// Shows `programme`.
pub(super) fn ui(
    ui: &mut Ui,
    facts: &Facts<'_>,
    programme: &Arc<Programme>,
    view: &CardView<'_>,
) -> Option<CardAction> {
    let palette = Palette::of(ui);
    let side = if ui.available_width() + 2.0 * space::EDGE < space::TINY { 14 } else { 28 };
    let frame = Frame::NONE
        .fill(palette.card)
        .stroke(Stroke::new(line::HAIR, palette.hairline))
        .corner_radius(CornerRadius::same(radius::CARD))
        .inner_margin(Margin { left: side, right: side, top: 24, bottom: 0 });
    let shown = frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        let asked = inside(ui, facts, programme, view);
        widgets::gap(ui, WATER + space::SMALL);
        asked
    });
    let card = shown.response.rect.shrink(line::HAIR);
    let water = Rect::from_min_max(pos2(card.left(), card.bottom() - WATER), card.max);
    let colour = palette.practice(&programme.session.practice);
    let (fill, edge) = (palette.card_tint(colour, 0.15), palette.card_tint(colour, 0.55));
    ui.painter().extend(wave::water(view.heights, water, f32::from(radius::CARD), fill, edge));
    shown.inner
}

fn inside(ui: &mut Ui, facts: &Facts<'_>, programme: &Arc<Programme>, view: &CardView<'_>) -> Option<CardAction> {
    let palette = Palette::of(ui);
    let session = &programme.session;
    if view.title == Title::Here {
        widgets::heading(ui, Type::Heading, palette.ink, &session.title);
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
    let lasting = if session.has_own_length() { length(ui, programme.timeline.len(), view.note) } else { None };
    let look = session.has_ramp() && widgets::link(ui, "Start where you are").clicked();
    let other = view.item.and_then(|item| own::links(ui, item, view.preview.is_some()));
    if let Some(preview) = view.preview {
        widgets::gap(ui, space::NEAR);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), PICTURE), Sense::hover());
        preview.ui(ui, rect, facts.settings);
    }
    widgets::gap(ui, space::SMALL);
    if let Some(text) = &session.about {
        widgets::text(ui, Type::Body, palette.ink, text);
    }
    if let Some(needs) = words::needs(session) {
        part(ui, "You need", &needs);
    }
    if programme.timeline.has_holds() {
        part(ui, "Holds", "This session holds the breath. Leave the holds out whenever they are not comfortable.");
    }
    for (label, text) in [("With care", &session.caution), ("Where this comes from", &session.source)] {
        if let Some(text) = text {
            part(ui, label, text);
        }
    }
    if look {
        Some(CardAction::Look)
    } else if begin.clicked() {
        Some(CardAction::Begin)
    } else {
        other.map(CardAction::Other).or(lasting.map(CardAction::Last))
    }
}

fn part(ui: &mut Ui, label: &str, text: &str) {
    let palette = Palette::of(ui);
    widgets::gap(ui, space::NEAR);
    widgets::text(ui, Type::SmallStrong, palette.quiet, label);
    widgets::text(ui, Type::Note, palette.quiet, text);
}

/// How long it lasts, a minute less, a minute more.
fn length(ui: &mut Ui, len: Time, note: Option<&str>) -> Option<Time> {
    let palette = Palette::of(ui);
    widgets::gap(ui, space::NEAR);
    let asked = ui
        .horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::NEAR;
            let shorter = widgets::sign(ui, "−", "A minute shorter").clicked();
            widgets::text(ui, Type::Body, palette.ink, &words::exact_length(len));
            let longer = widgets::sign(ui, "+", "A minute longer").clicked();
            // 10 min 1 s may be the nearest to 10 that whole breaths allow: one less is 9.
            let minutes = (len.whole_secs() + 30) / 60;
            match (shorter, longer) {
                (true, _) => Some(Time::from_secs(60 * minutes.saturating_sub(1).max(1))),
                (_, true) => Some(Time::from_secs(60 * (minutes + 1))),
                _ => None,
            }
        })
        .inner;
    if let Some(note) = note {
        widgets::text(ui, Type::Note, palette.quiet, note);
    }
    asked
}
