//! The picture of a moment: the breath, the pose, the sentence.

use eframe::egui::{Align2, Color32, Pos2, Rect, Ui, pos2, vec2};

use super::{polite, said, words};
use crate::session::{Pacer, Session, Step, Stretch};
use crate::timeline::{Kind, Moment, Phase};
use crate::ui::pacer::{circle, ring, tide};
use crate::ui::theme::{Palette, Type, space, tabular};
use crate::ui::widgets;
use crate::units::Time;

/// Where the picture stands: below the controls, above the sentence.
pub(super) fn area(window: Rect) -> Rect {
    let above = if window.height() < 640.0 { 76.0 } else { 100.0 };
    let side = if window.width() < space::NARROW { space::GROUP } else { 60.0 };
    Rect::from_min_max(
        pos2(window.left() + side, window.top() + above),
        pos2(window.right() - side, window.bottom() - 136.0),
    )
}

/// Draws what happens at a moment.
pub(super) fn draw(ui: &Ui, window: Rect, moment: Moment<'_>, session: &Session, colour: Color32) {
    let area = area(window);
    match moment.written() {
        Step::Stretch(stretch) => pose(ui, area, moment, stretch, &session.title, colour),
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
    let wide =
        ui.painter().layout_job(Type::Float.job(word, palette.ink, f32::INFINITY)).size().x < window.width() - 80.0;
    let (kind, above) = if wide { (Type::Float, 66.0) } else { (Type::LongWord, 44.0) };
    widgets::paint(ui, pos2(window.center().x, level - above), Align2::CENTER_CENTER, kind, palette.ink, word);
    let plain = words::plain(moment);
    if plain != word {
        let at = pos2(window.center().x, f32::midpoint(level, window.bottom()));
        widgets::paint(ui, at, Align2::CENTER_CENTER, Type::Figure, palette.ink, plain);
    }
}

fn breath(ui: &Ui, area: Rect, moment: Moment<'_>, colour: Color32) {
    let palette = Palette::of(ui);
    let bloom = circle::bloom(moment);
    ui.painter().extend(circle::draw(&bloom, area, colour, palette));
    let (centre, _) = circle::place(area);
    in_disc(ui, centre, circle::word_radius(area), words::word(moment), palette.on_accent);
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
        ui.painter().extend(ring::soft(centre, radius * 0.6, part(done), colour, palette));
        widgets::paint(ui, centre, Align2::CENTER_CENTER, Type::Count, palette.ink, &tabular(&count));
    }
    let place = Rect::from_center_size(centre, vec2(80.0, 80.0));
    widgets::telling(ui, place, ui.scope_id().with("lead-in"), &format!("Begins in {count} seconds"));
}

#[expect(clippy::cast_possible_truncation, reason = "a part 0…1, for drawing")]
fn part(value: f64) -> f32 {
    value as f32
}

/// One sentence, well set, in a soft ring of time.
fn sentence(ui: &Ui, area: Rect, moment: Moment<'_>, colour: Color32) {
    let palette = Palette::of(ui);
    let (centre, radius) = circle::place(area);
    ui.painter().extend(ring::soft(centre, radius, part(moment.progress()), colour, palette));
    let kind = if area.width() < space::NARROW - 2.0 * space::GROUP { Type::Words } else { Type::Sentence };
    let text = words::sentence(moment);
    let rect = widgets::paint_within(ui, centre, Align2::CENTER_CENTER, kind, palette.ink, text, radius * 1.5);
    polite(ui, &widgets::telling(ui, rect, ui.scope_id().with("sentence in the ring"), text));
}

/// Tense is a block, release open rings; the group above, the time below.
fn muscle(ui: &Ui, area: Rect, moment: Moment<'_>, group: &str, colour: Color32) {
    let palette = Palette::of(ui);
    let top = pos2(area.center().x, area.top() + space::GROUP);
    said(ui, "group", top, Align2::CENTER_CENTER, (Type::Title, palette.ink), group, area.width());
    let below = Rect::from_min_max(pos2(area.left(), area.top() + 60.0), pos2(area.right(), area.bottom() - 40.0));
    let (centre, radius) = circle::place(below);
    let word = words::word(moment);
    let ground = if moment.span().phase == Phase::Tense {
        ui.painter().extend(ring::tense(centre, radius, colour));
        palette.on_accent
    } else {
        ui.painter().extend(ring::release(centre, radius, part(moment.progress()), colour, palette));
        palette.ink
    };
    in_disc(ui, centre, radius * 0.5, word, ground);
    let bar =
        Rect::from_center_size(pos2(area.center().x, area.bottom() - 10.0), vec2(240.0_f32.min(area.width()), 6.0));
    ui.painter().extend(ring::bar(bar, 1.0 - part(moment.progress()), colour, palette));
    let spoken = format!("{group}: {word}");
    polite(ui, &widgets::telling(ui, bar, ui.scope_id().with("state"), &spoken));
}

/// A held pose: the time in a ring, or the breath it is counted in; beside it the name, the side, how to get there.
fn pose(ui: &Ui, area: Rect, moment: Moment<'_>, stretch: &Stretch, title: &str, colour: Color32) {
    let wide = area.width() >= 760.0;
    let (left, right) = if wide {
        let middle = area.left() + area.width() * 0.44;
        (
            Rect::from_min_max(area.min, pos2(middle, area.bottom())),
            Rect::from_min_max(pos2(middle + space::PLACE, area.top()), area.max),
        )
    } else {
        let middle = area.top() + area.height() * 0.5;
        (
            Rect::from_min_max(area.min, pos2(area.right(), middle)),
            Rect::from_min_max(pos2(area.left(), middle + space::SMALL), area.max),
        )
    };
    held(ui, left, moment, colour);
    let mut lines =
        Lines { ui, x: if wide { right.left() } else { right.center().x }, wide, width: right.width(), y: 0.0 };
    // Measured first, then set in the middle of its height.
    let height = lines.all(moment, stretch, title, false);
    lines.y = if wide { right.center().y - height / 2.0 } else { right.top() };
    lines.all(moment, stretch, title, true);
}

/// The ring of a hold.
fn held(ui: &Ui, area: Rect, moment: Moment<'_>, colour: Color32) {
    let palette = Palette::of(ui);
    let (centre, most) = circle::place(area);
    let radius = (most - space::TIGHT).min(230.0);
    let place = Rect::from_center_size(centre, vec2(2.0 * radius, 2.0 * radius));
    if moment.span().phase.is_breath() {
        breath(ui, place, moment, colour);
        return;
    }
    let left = 1.0 - part(moment.progress());
    let held = moment.span().phase == Phase::Hold;
    let shade = if held { colour } else { palette.faint };
    ui.painter().extend(ring::countdown(centre, radius, left, shade, palette));
    let count = moment.left().micros().div_ceil(1_000_000).to_string();
    let ink = if held { palette.ink } else { palette.quiet };
    widgets::paint(ui, centre, Align2::CENTER_CENTER, Type::Count, ink, &tabular(&count));
    widgets::telling(ui, place, ui.scope_id().with("countdown"), &format!("{count} seconds"));
}

/// The words of a pose, one below the other.
struct Lines<'a> {
    ui: &'a Ui,
    x: f32,
    wide: bool,
    width: f32,
    y: f32,
}

impl Lines<'_> {
    /// All of them; only measured unless `draw`. Returns their height.
    fn all(&mut self, moment: Moment<'_>, stretch: &Stretch, title: &str, draw: bool) -> f32 {
        let from = self.y;
        let (place, of) = moment.place_in_kind();
        self.line("where", Type::Cue, &format!("{title} · {place} of {of}"), space::TIGHT, draw);
        let (name, large) = if self.width < 420.0 { (Type::Title, Type::LongWord) } else { (Type::Pose, Type::Word) };
        self.line("pose", name, &stretch.pose, space::TIGHT, draw);
        let change = match moment.span().phase {
            Phase::Switch => Some("Change sides"),
            Phase::Rest => Some("Rest"),
            _ => moment.span().side.map(words::side),
        };
        if let Some(side) = change {
            self.line("side", large, side, space::TIGHT, draw);
        }
        if let Some(how) = &stretch.how {
            self.line("how", Type::Cue, how, space::SMALL, draw);
        }
        if stretch.rounds > 1 {
            let round = moment.span().round.unwrap_or(1);
            self.line("round", Type::Cue, &format!("Round {round} of {}", stretch.rounds), 0.0, draw);
        }
        self.y - from
    }

    fn line(&mut self, id: &str, kind: Type, text: &str, below: f32, draw: bool) {
        let anchor = if self.wide { Align2::LEFT_TOP } else { Align2::CENTER_TOP };
        let palette = Palette::of(self.ui);
        let height = self.ui.painter().layout_job(kind.job(text, palette.ink, self.width)).size().y;
        if draw {
            let strong = matches!(id, "pose" | "side");
            let colour = if strong { palette.ink } else { palette.quiet };
            let at = pos2(self.x, self.y);
            let response = said(self.ui, id, at, anchor, (kind, colour), text, self.width);
            if strong {
                polite(self.ui, &response);
            }
        }
        self.y += height + below;
    }
}
