//! The picture of a moment: the breath and its word, the sentence; the pose and the muscle stand in files of their own.

use std::time::Duration;

use eframe::egui::{Align, Align2, Color32, Rect, Ui, pos2, vec2};

use super::{Look, fit, foot, is_tiny, margin, muscle, polite, pose, said, words};
use crate::session::{Pacer, Session, Step};
use crate::timeline::{Kind, Moment};
use crate::ui::motion;
use crate::ui::pacer::{self, Ground, LeadIn, Room, Scene, Seat, SeatShape, circle, states};
use crate::ui::theme::{Palette, Type, space};
use crate::ui::widgets;

/// Where the picture stands: below the controls and the line under them, above the sentence; `more` is what the
/// sentence needs beyond a line.
pub(super) fn area(window: Rect, more: f32) -> Rect {
    let above = match window.height() {
        low if low < 400.0 => 64.0,
        low if low < 640.0 => 90.0,
        _ => 110.0,
    };
    let below = foot::sentence(window) + if is_tiny(window) { 28.0 } else { 54.0 };
    let side = margin(window);
    Rect::from_min_max(
        pos2(window.left() + side, window.top() + above),
        pos2(window.right() - side, window.bottom() - below - more),
    )
}

/// What the sentence below the picture is set in: smaller when it is long for the window.
pub(super) fn beneath_type(ui: &Ui, window: Rect, sentence: &str) -> Type {
    let width = window.width() - 2.0 * margin(window);
    let most = 19.0 * fit::grown(window);
    fit::in_height(
        ui,
        &[Type::Light(fit::whole(most)), Type::Cue, Type::Body],
        sentence,
        width,
        90.0_f32.max(most * 1.5),
    )
}

/// What the sentence below the picture needs beyond one line.
fn beyond_a_line(ui: &Ui, window: Rect, moment: Moment<'_>) -> f32 {
    words::beneath(moment).map_or(0.0, |sentence| {
        let kind = beneath_type(ui, window, sentence);
        let width = window.width() - 2.0 * margin(window);
        (fit::size(ui, kind, sentence, width).y - 29.0).max(0.0)
    })
}

/// How long a picture of passing seconds may stand before the eye would see a step.
pub(super) const SLOW: Duration = Duration::from_millis(33);

/// Draws what happens at a moment; says how long that may stand.
pub(super) fn draw(ui: &Ui, window: Rect, moment: Moment<'_>, session: &Session, look: Look) -> Duration {
    let mut area = if look.words { area(window, beyond_a_line(ui, window, moment)) } else { quiet_area(window) };
    area.set_top(area.top() + look.above);
    match moment.written() {
        Step::Stretch(stretch) => pose::draw(ui, Room { window, area }, moment, stretch, &session.title, look),
        Step::Breathe(breathe) => breath(ui, Room { window, area }, moment, &words::all(breathe), look),
        Step::Tense { group, .. } => {
            muscle::draw(ui, window, area, moment, group, look);
            SLOW
        }
        _ => {
            sentence(ui, window, area, moment, look);
            SLOW
        }
    }
}

/// Where one shape stands alone.
fn quiet_area(window: Rect) -> Rect {
    window.shrink(margin(window))
}

/// Whether the words at the foot stand on the picture's own colour rather than on paper.
pub(super) fn on_water(moment: Moment<'_>, look: Look) -> bool {
    look.pacer == Pacer::Tide && moment.span().kind == Kind::Breathe
}

/// A breath as its pacer shows it. Its word stands where the pacer has room for it or, when one of this step's words
/// is too long to be read there across a room, below the picture. Where an author's words replace in and out, those
/// are said as well: in the disc, else small above the word.
pub(super) fn breath(ui: &Ui, room: Room, moment: Moment<'_>, all: &[&str], look: Look) -> Duration {
    let palette = Palette::of(ui);
    let scene = |room| Scene { pacer: look.pacer, moment, lead_in: None, room, motion: motion::of(ui.ctx()) };
    let word = &*words::word(moment);
    let read = fit::across_a_room(room.window);
    let mut shown = scene(room);
    let mut seat = pacer::seat(&shown);
    let plain = words::plain(moment.span().phase);
    let replaced = all.iter().any(|word| !words::is_plain(word));
    let in_disc = replaced && seat.shape == SeatShape::Disc && seat.ground == Ground::Colour;
    let mut disc = None;
    let free = if replaced { less_small_letters(ui, seat, read) } else { seat };
    let mut kind = if in_disc { None } else { in_seat(ui, free, all, word, read) };
    if look.words && kind.is_none() {
        // The word gets a strip of its own.
        let beneath = fit::in_width(ui, &fit::light(read), longest(ui, all), room.area.width());
        let strip = fit::size(ui, beneath, word, f32::INFINITY).y;
        let area = room.area.with_max_y(room.area.bottom() - strip - space::TIGHT);
        shown = scene(Room { area, ..room });
        let rect = room.area.with_min_y(room.area.bottom() - strip);
        disc = in_disc.then(|| pacer::seat(&shown));
        seat = Seat { rect, anchor: Align2::CENTER_CENTER, shape: SeatShape::Box, ground: Ground::Paper };
        kind = Some(beneath);
    }
    pacer::draw(ui.painter(), &shown, look.colour, palette);
    let mut place = seat.rect;
    if let (Some(kind), true) = (kind, look.words) {
        if let Some(disc) = disc {
            in_the_disc(ui, disc, plain, read);
        }
        let above = if word == plain || disc.is_some() { "" } else { plain };
        if disc.is_none() || word != plain {
            place = seated(ui, seat, kind, word, above, read);
        }
    }
    // Named also where nothing is written, and spoken by itself only when that is asked for.
    let spoken = if word == plain { word.to_owned() } else { format!("{plain}: {word}") };
    let response = widgets::telling(ui, place, ui.scope_id().with("breath"), &spoken);
    if look.announce {
        polite(ui, &response);
    }
    pacer::stands_for(&shown)
}

/// What small letters above an author's word are set in.
fn small_letters(read: f32) -> Type {
    Type::Light(fit::whole((read * 0.45).max(fit::LEAST)))
}

/// The room for a word, less what small letters above it need.
fn less_small_letters(ui: &Ui, seat: Seat, read: f32) -> Seat {
    let high = fit::size(ui, small_letters(read), "in", f32::INFINITY).y;
    let rect = match seat.shape {
        SeatShape::Disc => seat.rect.scale_from_center(0.88),
        SeatShape::Box => seat.rect.with_min_y((seat.rect.top() + high).min(seat.rect.bottom())),
    };
    Seat { rect, ..seat }
}

/// The word in its seat, and `above` it in small letters what the author's word stands for.
fn seated(ui: &Ui, seat: Seat, kind: Type, word: &str, above: &str, read: f32) -> Rect {
    let palette = Palette::of(ui);
    let ink = if seat.ground == Ground::Colour { palette.on_accent } else { palette.ink };
    let width = if seat.shape == SeatShape::Disc { seat.rect.width() * 0.85 } else { seat.rect.width() };
    let at = seat.anchor.pos_in_rect(&seat.rect);
    let small = small_letters(read);
    let high = if above.is_empty() { 0.0 } else { fit::size(ui, small, above, f32::INFINITY).y };
    // The two stand in the seat as one.
    let down = match seat.anchor.y() {
        Align::Min => high,
        Align::Center => high / 2.0,
        Align::Max => 0.0,
    };
    let place = widgets::paint_within(ui, at + vec2(0.0, down), seat.anchor, kind, ink, word, width);
    if above.is_empty() {
        return place;
    }
    let over = Align2([seat.anchor.x(), Align::Max]);
    let named = widgets::paint(ui, pos2(at.x, place.top()), over, small, ink, above);
    place.union(named)
}

/// What an author's word stands for, where a disc has room for it.
fn in_the_disc(ui: &Ui, disc: Seat, plain: &str, read: f32) {
    let palette = Palette::of(ui);
    let ink = if disc.ground == Ground::Colour { palette.on_accent } else { palette.ink };
    let kinds = fit::light(read);
    if let Some(kind) = fit::in_disc(ui, &kinds, plain, disc.rect.width() / 2.0 * 0.9) {
        let width = disc.rect.width() * 0.85;
        widgets::paint_within(ui, disc.rect.center(), Align2::CENTER_CENTER, kind, ink, plain, width);
    }
}

/// The type in which every word of a step can be read where its pacer has room; `None` when there is none.
fn in_seat(ui: &Ui, seat: Seat, all: &[&str], word: &str, read: f32) -> Option<Type> {
    match seat.shape {
        SeatShape::Disc => {
            let radius = seat.rect.width() / 2.0;
            // From what fills the disc down to what can still be read.
            let kinds: Vec<Type> =
                fit::light(read.max(radius * 0.55)).into_iter().filter(|kind| points(*kind) >= read).collect();
            let each: Option<Vec<Type>> = all.iter().map(|word| fit::in_disc(ui, &kinds, word, radius)).collect();
            // All in the size of the one that needs the smallest: words that grow and shrink would distract.
            each?.into_iter().min_by(|one, other| points(*one).total_cmp(&points(*other)))
        }
        SeatShape::Box => {
            let kinds = fit::light((read * 1.25).max(44.0));
            let longest = longest(ui, all);
            let width = seat.rect.width();
            let high = |kind: &Type| fit::size(ui, *kind, longest, f32::INFINITY).y <= seat.rect.height().max(read);
            let low: Vec<Type> = kinds.iter().copied().filter(high).collect();
            let on_a_line = fit::in_width(ui, if low.is_empty() { &kinds } else { &low }, longest, width);
            let wrapped = fit::in_height(ui, &fit::light(read), word, width, seat.rect.height().max(read));
            Some(if points(on_a_line) >= read { on_a_line } else { wrapped })
        }
    }
}

fn points(kind: Type) -> f32 {
    if let Type::Light(points) = kind { f32::from(points) } else { 0.0 }
}

/// The word that is widest.
fn longest<'a>(ui: &Ui, all: &[&'a str]) -> &'a str {
    let width = |word: &str| fit::size(ui, Type::Word, word, f32::INFINITY).x;
    all.iter().copied().max_by(|one, other| width(one).total_cmp(&width(other))).unwrap_or_default()
}

/// Before it begins: the first breath, closed, with the seconds in it; another step, a ring that fills.
pub(super) fn lead_in(ui: &Ui, room: Room, lead_in: LeadIn, first: Moment<'_>, look: Look) {
    let palette = Palette::of(ui);
    let count = lead_in.left.micros().div_ceil(1_000_000).to_string();
    // Until the sound has come there is nothing to count.
    let counts = look.numbers && look.words && lead_in.left > crate::units::Time::ZERO;
    let shown = if counts { crate::ui::theme::tabular(&count) } else { String::new() };
    let done = 1.0 - lead_in.left.part_of(lead_in.whole.max(crate::units::Time::from_micros(1)));
    let most = fit::across_a_room(room.window);
    let place = if first.span().kind == Kind::Breathe {
        let scene =
            Scene { pacer: look.pacer, moment: first, lead_in: Some(lead_in), room, motion: motion::of(ui.ctx()) };
        pacer::draw(ui.painter(), &scene, look.colour, palette);
        let seat = pacer::seat(&scene);
        let ink = if seat.ground == Ground::Colour { palette.on_accent } else { palette.ink };
        let kind = fit::in_height(ui, &fit::light(most), &shown, seat.rect.width(), seat.rect.height().max(most));
        widgets::paint(ui, seat.anchor.pos_in_rect(&seat.rect), seat.anchor, kind, ink, &shown);
        seat.rect
    } else {
        let (centre, radius) = circle::place(room.area);
        ui.painter().extend(states::soft(centre, radius * 0.6, part(done), look.colour, palette));
        let (kind, _) = fit::in_circle(ui, &fit::light(most.max(84.0)), &shown, radius * 0.5);
        widgets::paint(ui, centre, Align2::CENTER_CENTER, kind, palette.ink, &shown);
        Rect::from_center_size(centre, eframe::egui::vec2(80.0, 80.0))
    };
    widgets::telling(ui, place, ui.scope_id().with("lead-in"), &format!("Begins in {count} seconds"));
}

/// A part for drawing.
#[expect(clippy::cast_possible_truncation, reason = "a part 0…1, for drawing")]
pub(super) fn part(value: f64) -> f32 {
    value as f32
}

/// One sentence, well set, in a soft ring of time.
pub(super) fn sentence(ui: &Ui, window: Rect, area: Rect, moment: Moment<'_>, look: Look) {
    let palette = Palette::of(ui);
    let (centre, radius) = circle::place(area);
    ui.painter().extend(states::soft(centre, radius, part(moment.progress()), look.colour, palette));
    let text = words::sentence(moment);
    let mut place = Rect::from_center_size(centre, eframe::egui::vec2(80.0, 80.0));
    // Where a question leaves no room for it, it is only said.
    if look.words && radius >= 3.0 * fit::LEAST {
        let most = (28.0 * fit::grown(window)).max(window.height() / 19.0).min(radius / 4.0);
        let (kind, width) = fit::in_circle(ui, &fit::light(most), text, radius);
        place = widgets::paint_within(ui, centre, Align2::CENTER_CENTER, kind, palette.ink, text, width);
    }
    polite(ui, &widgets::telling(ui, place, ui.scope_id().with("sentence in the ring"), text));
}

/// A name above what is drawn, as large as it fits in `height`; returns where it stands.
pub(super) fn headline(ui: &Ui, id: &str, area: Rect, text: &str, most: f32, height: f32, ink: Color32) -> Rect {
    let kind = fit::in_height(ui, &fit::medium(most), text, area.width(), height);
    let at = pos2(area.center().x, area.top());
    said(ui, id, at, Align2::CENTER_TOP, (kind, ink), text, area.width()).rect
}
