//! What now: one session that one key starts, and the week it belongs to.

use eframe::egui::{
    Align2, CornerRadius, Key, Modifiers, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, pos2, vec2,
};

use super::action::{Action, Facts, Place};
use super::theme::{Palette, Type, line, radius, space};
use super::week_facts::{self, Recommended, Row};
use super::{marks, safety, wave, widgets};

/// The place.
#[derive(Clone, Debug, Default)]
pub struct Today;

/// The height of the card, and of the water at its foot.
const CARD: f32 = 236.0;
const WATER: f32 = 76.0;
/// Where the day marks end and the count begins, from the right edge.
const COUNT: f32 = 160.0;
const DAY_STEP: f32 = 52.0;
/// Where a practice's words begin, after its bar, and the room of its count beside its name in a narrow window.
const TEXT: f32 = 22.0;
const COUNT_NARROW: f32 = 76.0;

impl Today {
    /// Shows it; Enter or Space begins what is recommended.
    pub fn ui(&mut self, ui: &mut Ui, facts: &Facts<'_>) -> Option<Action> {
        let recommended = week_facts::recommended(facts);
        let free = ui.memory(|memory| memory.focused().is_none());
        let keyed = free
            && ui.input_mut(|input| {
                input.consume_key(Modifiers::NONE, Key::Enter) || input.consume_key(Modifiers::NONE, Key::Space)
            });
        let asked = widgets::scroll(ui, "today", |ui| {
            widgets::gap(ui, 40.0);
            let palette = Palette::of(ui);
            widgets::text(ui, Type::Strong, palette.quiet, &facts.today.format("%A, %-d %B").to_string());
            widgets::gap(ui, 16.0);
            let mut asked = match &recommended {
                Some(recommended) => card(ui, recommended),
                None => resting(ui, facts),
            };
            asked = notices(ui, facts).or(asked);
            week(ui, facts);
            asked = strip(ui, facts).or(asked);
            widgets::gap(ui, space::GROUP);
            asked
        });
        let begin = || recommended.map(|recommended| Action::Begin(recommended.programme));
        asked.or_else(|| keyed.then(begin).flatten())
    }
}

/// The one raised thing: the session, why it, and its breath as water.
fn card(ui: &mut Ui, recommended: &Recommended) -> Option<Action> {
    let palette = Palette::of(ui);
    let width = ui.available_width();
    let wide = width > 520.0;
    let margin = if wide { space::CARD } else { space::GROUP };
    // Narrow, the words take as many lines as they need, and the button stands below them.
    let lines =
        |kind: Type, text: &str| ui.painter().layout_job(kind.job(text, palette.ink, width - 2.0 * margin)).size().y;
    let about = if wide { Type::Cue } else { Type::Note };
    let title = &recommended.programme.session.title;
    let words = lines(Type::Title, title) + lines(about, &recommended.about) + lines(Type::Body, &recommended.reason);
    let height = if wide { CARD } else { words + 30.0 + 6.0 + 54.0 + 2.0 * space::NEAR + WATER };
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
    let button = if wide { 140.0 } else { 0.0 };
    let texts = Rect::from_min_max(inside.min, pos2(inside.right() - button, inside.bottom()));
    let mut left = ui.new_child(UiBuilder::new().max_rect(texts));
    widgets::text(&mut left, Type::Title, palette.ink, &session.title);
    widgets::gap(&mut left, 2.0);
    widgets::text(&mut left, about, palette.quiet, &recommended.about);
    widgets::gap(&mut left, 4.0);
    widgets::text(&mut left, Type::Body, palette.ink, &recommended.reason);
    let corner = if wide {
        pos2(inside.right() - 106.0, rect.top() + space::CARD)
    } else {
        left.cursor().left_top() + vec2(0.0, space::NEAR)
    };
    let mut right = ui.new_child(UiBuilder::new().max_rect(Rect::from_min_size(corner, vec2(110.0, 56.0))));
    let begin = widgets::pill(&mut right, "Begin");
    if wide {
        widgets::key_hint(ui, pos2(begin.rect.right(), begin.rect.bottom() + 14.0), "Enter");
    }
    begin.clicked().then(|| Action::Begin(std::sync::Arc::clone(&recommended.programme)))
}

/// Nothing is offered: why, and where everything is all the same.
fn resting(ui: &mut Ui, facts: &Facts<'_>) -> Option<Action> {
    let palette = Palette::of(ui);
    widgets::text(ui, Type::Title, palette.ink, &week_facts::resting(facts));
    widgets::gap(ui, space::NEAR);
    widgets::text(ui, Type::Body, palette.quiet, "The Library has everything, whenever you want it.");
    widgets::gap(ui, space::NEAR);
    widgets::link(ui, "Open the Library").clicked().then_some(Action::Go(Place::Library))
}

/// What is not as it should be, and the safety lines until they were seen: calm lines, never in the way.
fn notices(ui: &mut Ui, facts: &Facts<'_>) -> Option<Action> {
    let palette = Palette::of(ui);
    let mut asked = None;
    for trouble in facts.troubles {
        widgets::gap(ui, space::NEAR);
        widgets::text(ui, Type::Note, palette.ink, trouble);
    }
    if !facts.settings.safety_seen {
        widgets::gap(ui, space::SMALL);
        widgets::text(ui, Type::Note, palette.quiet, safety::SHORT[0]);
        widgets::text(ui, Type::Note, palette.quiet, safety::SHORT[1]);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::SMALL;
            if widgets::link(ui, "When to stop").clicked() {
                asked = Some(Action::Go(Place::WhenToStop));
            }
            if widgets::link(ui, "Understood").clicked() {
                let mut settings = facts.settings.clone();
                settings.safety_seen = true;
                asked = Some(Action::Choose(settings));
            }
        });
    }
    asked
}

fn week(ui: &mut Ui, facts: &Facts<'_>) {
    let palette = Palette::of(ui);
    let rows = week_facts::rows(facts);
    if rows.is_empty() {
        return;
    }
    widgets::gap(ui, 34.0);
    widgets::text(ui, Type::Strong, palette.quiet, "This week");
    widgets::gap(ui, space::SMALL);
    for row in &rows {
        practice(ui, row);
    }
}

/// A practice's week: its bar, name and rule, seven marks, and the count.
fn practice(ui: &mut Ui, row: &Row) {
    let palette = Palette::of(ui);
    let width = ui.available_width();
    let narrow = width < 560.0;
    // Between narrow and wide the days move together before the words wrap.
    let count = if width < 800.0 { 100.0 } else { COUNT };
    let step = if narrow { (width - 60.0) / 7.0 } else { (width - count - 270.0) / 7.0 }.clamp(28.0, DAY_STEP);
    // Words have their own room: they take as many lines as they need, and the marks keep clear of them.
    let days_left = width - count - 6.5 * step - 40.0;
    let beside = if narrow { width } else { days_left - marks::DAY - space::GROUP } - TEXT;
    let name_room = if narrow { beside - COUNT_NARROW } else { beside };
    let tall = |kind: Type, text: &str, room| ui.painter().layout_job(kind.job(text, palette.ink, room)).size().y;
    let name_tall = tall(Type::Name, &row.name, name_room);
    let words = name_tall + tall(Type::Note, &row.rule, beside);
    let height = if narrow { words + 76.0 } else { (words + 38.0).max(86.0) };
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let colour = palette.practice(&row.id);
    let bar = Rect::from_min_size(rect.min, vec2(5.0, words.max(48.0)));
    ui.painter().rect_filled(bar, CornerRadius::same(2), colour);
    let name = rect.min + vec2(TEXT, 0.0);
    widgets::paint_within(ui, name, Align2::LEFT_TOP, Type::Name, palette.ink, &row.name, name_room);
    let below = name + vec2(0.0, name_tall);
    widgets::paint_within(ui, below, Align2::LEFT_TOP, Type::Note, palette.quiet, &row.rule, beside);
    let days = if narrow {
        pos2(name.x + marks::DAY, rect.top() + words + 24.0)
    } else {
        pos2(rect.left() + days_left, rect.top() + 14.0)
    };
    days_at(ui, row, days, step);
    let at = pos2(rect.right() - if width < 800.0 { 0.0 } else { 56.0 }, rect.top() + 14.0);
    let of = row.required.map(|required| format!("of {required}")).unwrap_or_default();
    let of = widgets::paint(ui, at, Align2::RIGHT_CENTER, Type::Figure, palette.quiet, &of);
    let gap = if row.required.is_some() { 6.0 } else { 0.0 };
    let done = if row.counts() { row.done.to_string() } else { String::new() };
    widgets::paint(ui, pos2(of.left() - gap, at.y), Align2::RIGHT_CENTER, Type::FigureStrong, palette.ink, &done);
    widgets::telling(ui, rect.shrink2(vec2(0.0, 6.0)), ui.scope_id().with(&row.id), &row.sentence);
}

/// Seven marks with their letters, the first at `first`.
pub(super) fn days_at(ui: &Ui, row: &Row, first: eframe::egui::Pos2, step: f32) {
    let palette = Palette::of(ui);
    let colour = palette.practice(&row.id);
    let mut at = first;
    for (mark, letter, today) in &row.days {
        ui.painter().extend(marks::day(*mark, at, colour, palette));
        let (kind, ink) = if *today { (Type::SmallStrong, palette.ink) } else { (Type::Small, palette.quiet) };
        widgets::paint(ui, at + vec2(0.0, 29.0), Align2::CENTER_CENTER, kind, ink, letter);
        at += Vec2::new(step, 0.0);
    }
}

/// The last eight weeks, which open Progress.
fn strip(ui: &mut Ui, facts: &Facts<'_>) -> Option<Action> {
    let palette = Palette::of(ui);
    let strip = week_facts::strip(facts)?;
    widgets::gap(ui, space::SMALL);
    let width = ui.available_width();
    let narrow = width < 720.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, if narrow { 92.0 } else { 44.0 }), Sense::click());
    let over = widgets::hover(ui, &response);
    let y = rect.top() + 22.0;
    let label =
        widgets::paint(ui, pos2(rect.left(), y), Align2::LEFT_CENTER, Type::Body, palette.quiet, "Last eight weeks");
    let mut left = if narrow { rect.left() } else { label.right() + 26.0 };
    let top = if narrow { y + 18.0 } else { y - 14.0 };
    for week in &strip.weeks {
        let place = Rect::from_min_size(pos2(left, top), vec2(28.0, 28.0));
        ui.painter().extend(marks::week(*week, place, palette));
        left += if narrow { 36.0 } else { 44.0 };
    }
    let ink = palette.ink.lerp_to_gamma(palette.accent, over);
    let (at, anchor) = if narrow {
        (pos2(rect.right(), y), Align2::RIGHT_CENTER)
    } else {
        (pos2(left + 20.0, y), Align2::LEFT_CENTER)
    };
    widgets::paint(ui, at, anchor, Type::Body, ink, &strip.headline);
    widgets::focus_ring(ui, &response, rect, radius::CONTROL);
    widgets::named(&response, &format!("Last eight weeks: {}. Opens Progress.", strip.sentence));
    response.on_hover_cursor(eframe::egui::CursorIcon::PointingHand).clicked().then_some(Action::Go(Place::Progress))
}
