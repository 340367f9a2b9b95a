//! The picture of a moment: the breath, the pose, the sentence.

use eframe::egui::{Align2, Color32, Pos2, Rect, Ui, pos2, vec2};

use super::{fit, margin, polite, pose, said, words};
use crate::session::{Pacer, Session, Step};
use crate::timeline::{Kind, Moment, Phase};
use crate::ui::pacer::{circle, states, tide};
use crate::ui::theme::{Palette, Type, space, tabular};
use crate::ui::widgets;
use crate::units::Time;

/// Where the picture stands: below the controls, above the sentence; `more` is what the sentence needs beyond a line.
pub(super) fn area(window: Rect, more: f32) -> Rect {
    let above = if window.height() < 640.0 { 76.0 } else { 100.0 };
    let side = margin(window);
    Rect::from_min_max(
        pos2(window.left() + side, window.top() + above),
        pos2(window.right() - side, window.bottom() - 136.0 - more),
    )
}

/// What the sentence below the picture is set in: smaller when it is long for the window.
pub(super) fn beneath_type(ui: &Ui, window: Rect, sentence: &str) -> Type {
    let width = window.width() - 2.0 * margin(window);
    fit::in_height(ui, &[Type::Cue, Type::Body], sentence, width, 90.0)
}

/// What the sentence below the picture needs beyond one line.
fn beyond_a_line(ui: &Ui, window: Rect, moment: Moment<'_>) -> f32 {
    words::beneath(moment).map_or(0.0, |sentence| {
        let kind = beneath_type(ui, window, sentence);
        let width = window.width() - 2.0 * margin(window);
        (fit::size(ui, kind, sentence, width).y - 29.0).max(0.0)
    })
}

/// Draws what happens at a moment.
pub(super) fn draw(ui: &Ui, window: Rect, moment: Moment<'_>, session: &Session, colour: Color32) {
    let area = area(window, beyond_a_line(ui, window, moment));
    match moment.written() {
        Step::Stretch(stretch) => pose::draw(ui, area, moment, stretch, &session.title, colour),
        Step::Breathe(_) if on_water(moment, session) => tide(ui, window, moment, colour),
        Step::Breathe(_) => breath(ui, area, moment, colour),
        Step::Tense { group, .. } => muscle(ui, area, moment, group, colour),
        _ => sentence(ui, area, moment, colour),
    }
}

/// Whether the moment is shown as water over the whole window.
pub(super) fn on_water(moment: Moment<'_>, session: &Session) -> bool {
    session.pacer == Some(Pacer::Tide) && moment.span().kind == Kind::Breathe
}

/// The water, the author's word floating above it, and below it what the breath does.
fn tide(ui: &Ui, window: Rect, moment: Moment<'_>, colour: Color32) {
    let palette = Palette::of(ui);
    let water = tide::water(moment);
    ui.painter().extend(tide::draw(&water, window, colour, palette));
    let level = tide::surface(&water, window);
    let word = words::word(moment);
    let room = window.width() - 2.0 * space::GROUP;
    let wide = fit::size(ui, Type::Float, word, f32::INFINITY).x < window.width() - 80.0;
    let (kind, above) = if wide { (Type::Float, 16.0) } else { (Type::LongWord, 23.0) };
    let kind = fit::in_height(ui, &[kind, Type::Words], word, room, 110.0);
    let at = pos2(window.center().x, level - above);
    let rect = widgets::paint_within(ui, at, Align2::CENTER_BOTTOM, kind, palette.ink, word, room);
    // Named, and not spoken by itself: a voice at every breath would be noise.
    widgets::telling(ui, rect, ui.scope_id().with("breath"), word);
    let plain = words::plain(moment);
    if plain != word {
        let at = pos2(window.center().x, f32::midpoint(level, window.bottom()));
        widgets::paint(ui, at, Align2::CENTER_CENTER, Type::Figure, palette.ink, plain);
    }
}

/// The breath in a circle, its word within.
pub(super) fn breath(ui: &Ui, area: Rect, moment: Moment<'_>, colour: Color32) {
    let palette = Palette::of(ui);
    let bloom = circle::bloom(moment);
    ui.painter().extend(circle::draw(&bloom, area, colour, palette));
    let (centre, _) = circle::place(area);
    let (radius, word) = (circle::word_radius(area), words::word(moment));
    in_disc(ui, centre, radius, word, palette.on_accent);
    let place = Rect::from_center_size(centre, vec2(2.0 * radius, 2.0 * radius));
    widgets::telling(ui, place, ui.scope_id().with("breath"), word);
}

/// A word within a circle, as large as it fits in at most two lines.
fn in_disc(ui: &Ui, centre: Pos2, radius: f32, word: &str, colour: Color32) {
    let sizes = [Type::Word, Type::LongWord, Type::Words, Type::Body];
    let fits = |kind: &Type| {
        let size = ui.painter().layout_job(kind.job(word, colour, radius * 1.7)).size();
        // Half the leading above and below the letters is empty.
        vec2(size.x, size.y * 0.72).length() <= 2.0 * radius * 0.98 && size.y <= radius * 1.75
    };
    let kind = sizes.into_iter().find(fits).unwrap_or(Type::Small);
    widgets::paint_within(ui, centre, Align2::CENTER_CENTER, kind, colour, word, radius * 1.7);
}

/// The breath before it begins: closed, with the seconds in it, its hairline filling.
pub(super) fn lead_in(ui: &Ui, area: Rect, done: f64, left: Time, first: Moment<'_>, colour: Color32) {
    let palette = Palette::of(ui);
    let (centre, radius) = circle::place(area);
    let count = left.micros().div_ceil(1_000_000).to_string();
    if first.span().phase.is_breath() && first.span().kind == Kind::Breathe {
        let bloom = circle::Bloom { rings: circle::rings(0.0), hold: Some(part(done)) };
        ui.painter().extend(circle::draw(&bloom, area, colour, palette));
        in_disc(ui, centre, circle::word_radius(area), &tabular(&count), palette.on_accent);
    } else {
        ui.painter().extend(states::soft(centre, radius * 0.6, part(done), colour, palette));
        widgets::paint(ui, centre, Align2::CENTER_CENTER, Type::Count, palette.ink, &tabular(&count));
    }
    let place = Rect::from_center_size(centre, vec2(80.0, 80.0));
    widgets::telling(ui, place, ui.scope_id().with("lead-in"), &format!("Begins in {count} seconds"));
}

/// A part for drawing.
#[expect(clippy::cast_possible_truncation, reason = "a part 0…1, for drawing")]
pub(super) fn part(value: f64) -> f32 {
    value as f32
}

/// One sentence, well set, in a soft ring of time.
fn sentence(ui: &Ui, area: Rect, moment: Moment<'_>, colour: Color32) {
    let palette = Palette::of(ui);
    let (centre, radius) = circle::place(area);
    ui.painter().extend(states::soft(centre, radius, part(moment.progress()), colour, palette));
    let text = words::sentence(moment);
    let kinds = [Type::Sentence, Type::Words, Type::Cue, Type::Body, Type::Note, Type::Small];
    let largest = usize::from(area.width() < space::NARROW - 2.0 * space::GROUP);
    let (kind, width) = fit::in_circle(ui, &kinds[largest..], text, radius);
    let rect = widgets::paint_within(ui, centre, Align2::CENTER_CENTER, kind, palette.ink, text, width);
    polite(ui, &widgets::telling(ui, rect, ui.scope_id().with("sentence in the ring"), text));
}

/// Tense is a block, release open rings; the group above, the time below.
fn muscle(ui: &Ui, area: Rect, moment: Moment<'_>, group: &str, colour: Color32) {
    let palette = Palette::of(ui);
    let kind = fit::in_height(ui, &[Type::Title, Type::Heading, Type::Name], group, area.width(), 42.0);
    let top = pos2(area.center().x, area.top() + space::HAIR);
    let named = said(ui, "group", top, Align2::CENTER_TOP, (kind, palette.ink), group, area.width());
    let upper = (named.rect.bottom() + space::NEAR).max(area.top() + 60.0);
    let below = Rect::from_min_max(pos2(area.left(), upper), pos2(area.right(), area.bottom() - 40.0));
    let (centre, radius) = circle::place(below);
    let word = words::word(moment);
    let ground = if moment.span().phase == Phase::Tense {
        ui.painter().extend(states::tense(centre, radius, colour));
        palette.on_accent
    } else {
        ui.painter().extend(states::release(centre, radius, part(moment.progress()), colour, palette));
        palette.ink
    };
    in_disc(ui, centre, radius * 0.5, word, ground);
    let bar =
        Rect::from_center_size(pos2(area.center().x, area.bottom() - 10.0), vec2(240.0_f32.min(area.width()), 6.0));
    ui.painter().extend(states::bar(bar, 1.0 - part(moment.progress()), colour, palette));
    let spoken = format!("{group}: {word}");
    polite(ui, &widgets::telling(ui, bar, ui.scope_id().with("state"), &spoken));
}
