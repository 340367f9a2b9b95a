//! What now: one session that one key starts, and the week it belongs to.

use eframe::egui::{
    Align2, Color32, CornerRadius, CursorIcon, Key, Modifiers, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    Vec2, emath::TSTransform, pos2, text::LayoutJob, vec2,
};

use super::action::{Action, Facts, Place};
use super::theme::{Palette, Type, above, line, radius, space};
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

const EIGHT_WEEKS: &str = "Last eight weeks";

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
            widgets::gap(ui, above(ui));
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
    let lines = |kind: Type, text: &str| ui.painter().layout_job(kind.job(text, palette.ink, room)).size().y;
    let about = if wide { Type::Cue } else { Type::Note };
    let title = &recommended.programme.session.title;
    let words = lines(Type::Title, title) + lines(about, &recommended.about) + lines(Type::Body, &recommended.reason);
    let words = words + 30.0 + 6.0 + WATER;
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
        ui.horizontal_wrapped(|ui| {
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

/// Where the parts of a practice's week stand.
struct Parts {
    /// The room of the name, and of the rule below it.
    name: f32,
    rule: f32,
    /// How high the name, and all words together, are.
    name_tall: f32,
    words_tall: f32,
    /// The first day's mark from the row's corner, and from one to the next.
    days: Vec2,
    step: f32,
    /// The count's right end, or its left one below the words where there is no room beside them.
    count: (Vec2, Align2),
    height: f32,
}

impl Parts {
    /// Words have their own room: they take as many lines as they need, and the marks keep clear of them.
    fn of(ui: &Ui, row: &Row, width: f32) -> Self {
        let narrow = width < 560.0;
        let laid =
            |kind: Type, text: &str, room| ui.painter().layout_job(kind.job(text, Color32::PLACEHOLDER, room)).size();
        // Between narrow and wide the days move together before the words wrap.
        let count = if width < 800.0 { 100.0 } else { COUNT };
        let step = if narrow {
            ((width - TEXT - 2.0 * marks::DAY) / 6.0).min(DAY_STEP)
        } else {
            ((width - count - 270.0) / 7.0).clamp(28.0, DAY_STEP)
        };
        let days_left = width - count - 6.5 * step - 40.0;
        let rule = if narrow { width } else { days_left - marks::DAY - space::GROUP } - TEXT;
        let below = narrow && laid(Type::Name, &row.name, f32::INFINITY).x > rule - COUNT_NARROW && row.counts();
        let name = if narrow && !below { rule - COUNT_NARROW } else { rule };
        let name_tall = laid(Type::Name, &row.name, name).y;
        let words = name_tall + laid(Type::Note, &row.rule, rule).y;
        let words_tall = if below { words + 30.0 } else { words };
        let days = if narrow { vec2(TEXT + marks::DAY, words_tall + 24.0) } else { vec2(days_left, 14.0) };
        let count = if below {
            (vec2(TEXT, words + 16.0), Align2::LEFT_CENTER)
        } else {
            (vec2(width - if width < 800.0 { 0.0 } else { 56.0 }, 14.0), Align2::RIGHT_CENTER)
        };
        let height = if narrow { words_tall + 76.0 } else { (words + 38.0).max(86.0) };
        Self { name, rule, name_tall, words_tall, days, step, count, height }
    }
}

/// A practice's week: its bar, name and rule, seven marks, and the count.
fn practice(ui: &mut Ui, row: &Row) {
    let palette = Palette::of(ui);
    let width = ui.available_width();
    let parts = Parts::of(ui, row, width);
    let (rect, _) = ui.allocate_exact_size(vec2(width, parts.height), Sense::hover());
    let bar = Rect::from_min_size(rect.min, vec2(5.0, parts.words_tall.max(48.0)));
    ui.painter().rect_filled(bar, CornerRadius::same(2), palette.practice(&row.id));
    let name = rect.min + vec2(TEXT, 0.0);
    widgets::paint_within(ui, name, Align2::LEFT_TOP, Type::Name, palette.ink, &row.name, parts.name);
    let below = name + vec2(0.0, parts.name_tall);
    widgets::paint_within(ui, below, Align2::LEFT_TOP, Type::Note, palette.quiet, &row.rule, parts.rule);
    days_at(ui, row, rect.min + parts.days, parts.step);
    count(ui, row, rect.min + parts.count.0, parts.count.1);
    widgets::telling(ui, rect.shrink2(vec2(0.0, 6.0)), ui.scope_id().with(&row.id), &row.sentence);
}

/// `6 of 7`, the six strong.
fn count(ui: &Ui, row: &Row, at: Pos2, anchor: Align2) {
    let palette = Palette::of(ui);
    let mut job = LayoutJob::default();
    if row.counts() {
        job.append(&row.done.to_string(), 0.0, Type::FigureStrong.format(palette.ink));
    }
    if let Some(required) = row.required {
        job.append(&format!("of {required}"), 6.0, Type::Figure.format(palette.quiet));
    }
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(anchor.anchor_size(at, galley.size()).min, galley, palette.ink);
}

/// Seven marks with their letters, the first at `first`.
pub(super) fn days_at(ui: &Ui, row: &Row, first: Pos2, step: f32) {
    let palette = Palette::of(ui);
    let colour = palette.practice(&row.id);
    let mut at = first;
    for (mark, letter, today) in &row.days {
        // Where the days stand closer than their marks are wide, the marks are smaller.
        let size = (step / (2.0 * marks::DAY + 4.0)).min(1.0);
        for mut shape in marks::day(*mark, Pos2::ZERO, colour, palette) {
            shape.transform(TSTransform::new(at.to_vec2(), size));
            ui.painter().add(shape);
        }
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
    let set = |kind: Type, text: &str| ui.painter().layout_job(kind.job(text, Color32::PLACEHOLDER, width));
    let (label, headline) = (set(Type::Body, EIGHT_WEEKS), set(Type::Body, &strip.headline));
    let beside = label.size().x + headline.size().x + 8.0 * 44.0 + 46.0 <= width;
    // Stacked: the words, the marks as close as they have to be, and what they come to.
    let step = if beside { 44.0 } else { 36.0_f32.min((width + space::TIGHT) / 8.0) };
    let side = 28.0_f32.min(step - 4.0);
    let stacked = label.size().y + headline.size().y + side + 2.0 * space::TIGHT;
    let (rect, response) = ui.allocate_exact_size(vec2(width, if beside { 44.0 } else { stacked }), Sense::click());
    let ink = palette.ink.lerp_to_gamma(palette.accent, widgets::hover(ui, &response));
    let middle = rect.center().y;
    let (mut corner, words) = if beside {
        let left = rect.left() + label.size().x + 26.0;
        let words = pos2(left + 8.0 * step + 20.0, middle - headline.size().y / 2.0);
        (pos2(left, middle - side / 2.0), words)
    } else {
        let top = rect.top() + label.size().y + space::TIGHT;
        (pos2(rect.left(), top), pos2(rect.left(), top + side + space::TIGHT))
    };
    let at = if beside { pos2(rect.left(), middle - label.size().y / 2.0) } else { rect.min };
    ui.painter().galley(at, label, palette.quiet);
    for week in &strip.weeks {
        ui.painter().extend(marks::week(*week, Rect::from_min_size(corner, Vec2::splat(side)), palette));
        corner.x += step;
    }
    ui.painter().galley(words, headline, ink);
    widgets::focus_ring(ui, &response, rect, radius::CONTROL);
    widgets::named(&response, &format!("{EIGHT_WEEKS}: {}. Opens Progress.", strip.sentence));
    response.on_hover_cursor(CursorIcon::PointingHand).clicked().then_some(Action::Go(Place::Progress))
}
