//! The one raised thing of Today: the session, why it, and its breath as water.

use std::sync::Arc;

use eframe::egui::{CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, pos2, vec2};

use crate::ui::action::Action;
use crate::ui::theme::{Palette, Type, line, radius, space};
use crate::ui::week_facts::Recommended;
use crate::ui::{wave, widgets};

/// The height of the card, and of the water at its foot.
const CARD: f32 = 236.0;
const WATER: f32 = 76.0;

const BEGIN: &str = "Begin";
const BEGIN_KEY: &str = "Enter";

/// How much a card asks to be taken up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// It is what the day leads with.
    Leading,
    /// Something rests, and this is there all the same.
    Quiet,
}

/// The one raised thing: the session, why it, and its breath as water.
pub(super) fn show(ui: &mut Ui, recommended: &Recommended, weight: Weight) -> Option<Action> {
    let palette = Palette::of(ui);
    let width = ui.available_width();
    let wide = width > 520.0;
    let margin = if wide {
        space::CARD
    } else if width + 2.0 * space::EDGE < space::TINY {
        space::NEAR
    } else {
        space::GROUP
    };
    // The words take as many lines as they need; narrow, the button stands below them.
    let button = if wide { 140.0 } else { 0.0 };
    let room = width - 2.0 * margin - button;
    let about = if wide { Type::Cue } else { Type::Note };
    let words = words_high(ui, recommended, about, room) + 30.0 + WATER;
    let height = if wide { CARD.max(words) } else { words + 54.0 + 2.0 * space::NEAR };
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let corner = CornerRadius::same(radius::CARD);
    ui.painter().rect_filled(rect, corner, palette.card);
    let session = &recommended.programme.session;
    let colour = palette.practice(&session.practice);
    let water = Rect::from_min_max(pos2(rect.left(), rect.bottom() - WATER), rect.max);
    let breaths = f64::from(width / 168.0);
    let line_of_water = wave::heights(&recommended.programme.timeline, breaths, 480);
    let (fill, edge) = (palette.card_tint(colour, 0.16), palette.card_tint(colour, 0.6));
    ui.painter().with_clip_rect(rect.shrink(0.5)).extend(wave::water(
        &line_of_water,
        water,
        f32::from(radius::CARD),
        fill,
        edge,
    ));
    ui.painter().rect_stroke(rect, corner, Stroke::new(line::HAIR, palette.hairline), StrokeKind::Inside);
    let inside = rect.shrink2(vec2(margin, 30.0));
    let texts = Rect::from_min_max(inside.min, pos2(inside.right() - button, inside.bottom()));
    let mut left = ui.new_child(UiBuilder::new().max_rect(texts));
    widgets::heading(&mut left, Type::Title, palette.ink, &session.title);
    widgets::gap(&mut left, 2.0);
    widgets::text(&mut left, about, palette.quiet, &recommended.about);
    widgets::gap(&mut left, 4.0);
    widgets::text(&mut left, Type::Body, palette.ink, &recommended.reason);
    if let Some(needs) = &recommended.needs {
        widgets::gap(&mut left, 4.0);
        widgets::text(&mut left, Type::Note, palette.quiet, needs);
    }
    let corner = if wide {
        pos2(inside.right() - 106.0, rect.top() + space::CARD)
    } else {
        left.cursor().left_top() + vec2(0.0, space::NEAR)
    };
    let mut right = ui.new_child(UiBuilder::new().max_rect(Rect::from_min_size(corner, vec2(110.0, 56.0))));
    let begin = match weight {
        Weight::Leading => widgets::pill(&mut right, BEGIN),
        Weight::Quiet => widgets::outline(&mut right, BEGIN),
    };
    if wide {
        widgets::key_hint(ui, pos2(begin.rect.right(), begin.rect.bottom() + 14.0), BEGIN_KEY);
    }
    begin.clicked().then(|| Action::Begin(Arc::clone(&recommended.programme)))
}

/// How high its words get in this width, with the gaps between them.
fn words_high(ui: &Ui, recommended: &Recommended, about: Type, width: f32) -> f32 {
    let ink = Palette::of(ui).ink;
    let high = |kind: Type, text: &str| ui.painter().layout_job(kind.job(text, ink, width)).size().y;
    let title = &recommended.programme.session.title;
    let all = high(Type::Title, title) + high(about, &recommended.about) + high(Type::Body, &recommended.reason) + 6.0;
    all + recommended.needs.as_deref().map_or(0.0, |needs| high(Type::Note, needs) + 4.0)
}
