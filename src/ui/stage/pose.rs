//! A held pose: its drawing, the time in a ring or the breath it is counted in, its name, the side, how to get there.

use std::borrow::Cow;
use std::time::Duration;

use eframe::egui::{Align2, Rect, Ui, Vec2, accesskit::Role, pos2, vec2};

use super::picture::{SLOW, breath, part};
use super::{Look, fit, foot, is_tiny, polite, said, words};
use crate::session::{Hold, Stretch};
use crate::timeline::{Moment, Phase};
use crate::ui::pacer::{Room, circle, states};
use crate::ui::pose;
use crate::ui::theme::{Palette, Type, space, tabular};
use crate::ui::widgets;

/// The least room that the ring keeps above the words, where they stand below it; and that a drawing beside it does.
const RING: f32 = 108.0;
const PICTURE: f32 = 150.0;
/// The part of the width that the ring beside a drawing takes at most: the drawing says more.
const BESIDE: f32 = 0.34;
/// The least width and height in which a drawing says anything.
const DRAWN: f32 = 96.0;

/// What the words are set in.
#[derive(Clone, Copy)]
struct TypeSizes {
    note: Type,
    pose: Type,
    side: Type,
    how: Type,
}

/// Where the window is no larger than a desktop's, the largest first.
const SETS: [TypeSizes; 5] = [
    TypeSizes { note: Type::Cue, pose: Type::Pose, side: Type::Word, how: Type::Cue },
    TypeSizes { note: Type::Body, pose: Type::Title, side: Type::LongWord, how: Type::Cue },
    TypeSizes { note: Type::Note, pose: Type::Heading, side: Type::Sentence, how: Type::Body },
    TypeSizes { note: Type::Note, pose: Type::FigureStrong, side: Type::Words, how: Type::Body },
    TypeSizes { note: Type::Small, pose: Type::Name, side: Type::Cue, how: Type::Small },
];

/// Every way to set them, the largest first: the first with room for all words is taken.
fn sets(window: Rect) -> Vec<TypeSizes> {
    let side = fit::across_a_room(window);
    let mut sets = Vec::new();
    let mut grown = fit::grown(window);
    while grown > 1.05 {
        let points = |size: f32| fit::whole(size * grown);
        let small = Type::Light(points(20.0));
        let side = Type::Light(fit::whole(side.max(52.0 * grown)));
        sets.push(TypeSizes { note: small, pose: Type::Medium(points(52.0)), side, how: small });
        grown *= 0.85;
    }
    sets.push(TypeSizes { side: Type::Light(fit::whole(side)), ..SETS[0] });
    sets.extend(
        SETS.iter().flat_map(|set| [TypeSizes { side: Type::Light(fit::whole(side.min(47.0))), ..*set }, *set]),
    );
    sets
}

/// One of the words beside the ring.
struct TextLine {
    id: &'static str,
    text: String,
    kind: Type,
    below: f32,
}

/// Draws it; says how long that may stand.
pub(super) fn draw(ui: &Ui, room: Room, moment: Moment<'_>, stretch: &Stretch, title: &str, look: Look) -> Duration {
    let Room { window, area } = room;
    if !look.words {
        return held(ui, Room { window, area }, moment, stretch, look);
    }
    // Nothing is said below it.
    let area = if wide(area) { area } else { area.with_max_y(window.bottom() - foot::sentence(window)) };
    let drawing = stretch.drawing.as_deref().and_then(pose::named);
    let wide = wide(area);
    let middle = area.left() + area.width() * 0.44 + space::PLACE;
    let (x, width) = if wide { (middle, area.right() - middle) } else { (area.center().x, area.width()) };
    // Beside a drawing the ring stands below the words.
    let beneath = if wide && drawing.is_some() { (area.height() * 0.42).min(260.0 * fit::grown(window)) } else { 0.0 };
    let above = if drawing.is_some() && area.height() > 2.0 * PICTURE { PICTURE } else { RING };
    let taken = if wide { beneath } else { above + space::SMALL };
    let words = PoseWords { moment, stretch, title, numbers: look.numbers, few: is_tiny(window) };
    let (lines, height) = fitting(ui, &words, &sets(window), vec2(width, area.height() - taken));
    let (picture, ring, top) = if wide {
        let left = area.with_max_x(middle - space::PLACE);
        let top = area.center().y - f32::midpoint(height, beneath);
        let below = Rect::from_min_size(pos2(x, top + height + space::TIGHT), Vec2::splat(beneath - space::TIGHT));
        if drawing.is_some() { (Some(left), below, top) } else { (None, left, top) }
    } else {
        // The picture takes what the words leave, up to what fills the width; all of it stands in the middle.
        let fills = if drawing.is_some() { area.width() * (1.0 - BESIDE) * 0.8 } else { area.height() / 2.0 };
        let most = (area.height() - height - space::SMALL).min(fills.max(area.height() / 2.0)).max(0.0);
        let upper = area.top() + (area.height() - height - space::SMALL - most) / 2.0;
        let top = upper + most + space::SMALL;
        let above = Rect::from_min_max(pos2(area.left(), upper), pos2(area.right(), top - space::SMALL));
        let ring = above.with_min_x(above.right() - above.height().min(above.width() * BESIDE));
        let beside = above.with_max_x(ring.left() - space::NEAR);
        let room = drawing.is_some() && beside.height() >= DRAWN && beside.width() >= DRAWN;
        if room { (Some(beside), ring, top) } else { (None, above, top) }
    };
    if let (Some(drawing), Some(place)) = (drawing, picture) {
        let colours = pose::Colours::of(look.colour, Palette::of(ui));
        drawing.draw(ui.painter(), place, moment.side(), colours);
        let named = widgets::telling(ui, place, ui.scope_id().with("drawing"), drawing.description());
        ui.ctx().accesskit_node_builder(named.id, |node| node.set_role(Role::Image));
    }
    let stands = held(ui, Room { window, area: ring }, moment, stretch, look);
    let palette = Palette::of(ui);
    let anchor = if wide { Align2::LEFT_TOP } else { Align2::CENTER_TOP };
    let mut y = top;
    for TextLine { id, text, kind, below } in lines {
        let strong = matches!(id, "pose" | "side");
        let ink = if strong { palette.ink } else { palette.quiet };
        let response = said(ui, id, pos2(x, y), anchor, (kind, ink), &text, width);
        if strong {
            polite(ui, &response);
        }
        y += fit::size(ui, kind, &text, width).y + below;
    }
    stands
}

/// Whether the words stand beside the picture; else below it, down to the foot.
pub(super) fn wide(area: Rect) -> bool {
    area.width() >= 760.0
}

/// What the words are made from.
struct PoseWords<'a> {
    moment: Moment<'a>,
    stretch: &'a Stretch,
    title: &'a str,
    numbers: bool,
    /// Whether there is room for the name, the side and the round alone.
    few: bool,
}

/// The words in the largest set that there is room for, and their height.
fn fitting(ui: &Ui, words: &PoseWords<'_>, sets: &[TypeSizes], room: Vec2) -> (Vec<TextLine>, f32) {
    let mut chosen = (Vec::new(), 0.0);
    for set in sets {
        let lines = lines(ui, words, set, room.x);
        let height = lines.iter().map(|line| fit::size(ui, line.kind, &line.text, room.x).y + line.below).sum();
        chosen = (lines, height);
        let widest = |line: &&TextLine| {
            let longest = line.text.split_whitespace().max_by_key(|word| word.chars().count()).unwrap_or_default();
            fit::size(ui, line.kind, longest, f32::INFINITY).x <= room.x
        };
        if height <= room.y && chosen.0.iter().all(|line| widest(&line)) {
            break;
        }
    }
    chosen
}

fn lines(ui: &Ui, words: &PoseWords<'_>, set: &TypeSizes, width: f32) -> Vec<TextLine> {
    let &PoseWords { moment, stretch, title, numbers, few } = words;
    let (place, of) = moment.place_in_kind();
    let number = if numbers { format!(" · {place} of {of}") } else { String::new() };
    let left = width - fit::size(ui, set.note, &number, f32::INFINITY).x;
    let text = fit::on_one_line(ui, set.note, title, left) + &number;
    let change = match (moment.span().phase, moment.side()) {
        (Phase::Switch, Some(side)) => Some(words::change(side)),
        (Phase::Rest, _) => Some("Rest"),
        (Phase::Into, None) => Some("Get ready"),
        (_, side) => side.map(words::side),
    };
    let round = moment.span().round.filter(|_| stretch.rounds > 1 && numbers);
    let mut lines = Vec::new();
    if !few {
        lines.push(TextLine { id: "where", text, kind: set.note, below: space::TIGHT });
    }
    lines.push(TextLine { id: "pose", text: stretch.pose.clone(), kind: set.pose, below: space::TIGHT });
    lines.extend(change.map(|side| TextLine {
        id: "side",
        text: side.to_owned(),
        kind: set.side,
        below: space::TIGHT,
    }));
    // Between two rounds nothing is to be done: what comes next stands there instead of how to hold.
    let how = match moment.span().phase {
        Phase::Rest => after_rest(moment, stretch),
        _ => moment.how().map(Cow::into_owned),
    };
    lines.extend(how.filter(|_| !few).map(|text| TextLine { id: "how", text, kind: set.how, below: space::SMALL }));
    lines.extend(round.map(|round| {
        let text = format!("Round {round} of {}", stretch.rounds);
        TextLine { id: "round", text, kind: set.note, below: 0.0 }
    }));
    lines
}

/// What comes after a rest between two rounds: `Next: round 2, left side.`
fn after_rest(moment: Moment<'_>, stretch: &Stretch) -> Option<String> {
    let next = moment.next_span()?;
    let round = next.round.filter(|_| stretch.rounds > 1)?;
    let side = next.side.map_or_else(String::new, |side| format!(", {}", words::side(side).to_lowercase()));
    Some(format!("Next: round {round}{side}."))
}

/// The ring of a hold, or the breath it is counted in.
fn held(ui: &Ui, room: Room, moment: Moment<'_>, stretch: &Stretch, look: Look) -> Duration {
    let palette = Palette::of(ui);
    let (centre, most) = circle::place(room.area);
    let radius = (most - space::TIGHT).min(230.0 * fit::grown(room.window));
    let place = Rect::from_center_size(centre, vec2(2.0 * radius, 2.0 * radius));
    if let (true, Hold::Breaths(_, paced)) = (moment.span().phase.is_breath(), stretch.hold) {
        // Edge to edge would lie under the words.
        let room = Room { window: place, area: place };
        return breath(ui, room, moment, &words::all_held(paced, &stretch.say), look);
    }
    let left = 1.0 - part(moment.progress());
    let held = moment.span().phase == Phase::Hold;
    let shade = if held { look.colour } else { palette.faint };
    ui.painter().extend(states::countdown(centre, radius, left, shade, palette));
    let count = moment.left().micros().div_ceil(1_000_000).to_string();
    if look.numbers && look.words {
        let ink = if held { palette.ink } else { palette.quiet };
        let (kind, _) = fit::in_circle(ui, &fit::light((radius * 0.75).max(84.0)), &count, radius * 0.8);
        widgets::paint(ui, centre, Align2::CENTER_CENTER, kind, ink, &tabular(&count));
    }
    widgets::telling(ui, place, ui.scope_id().with("countdown"), &format!("{count} seconds"));
    SLOW
}
