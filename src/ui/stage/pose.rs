//! A held pose: the time in a ring, or the breath it is counted in; beside it the name, the side, how to get there.

use eframe::egui::{Align2, Color32, Rect, Ui, pos2, vec2};

use super::picture::{breath, part};
use super::{fit, polite, said, words};
use crate::session::Stretch;
use crate::timeline::{Moment, Phase};
use crate::ui::pacer::{circle, states};
use crate::ui::theme::{Palette, Type, space, tabular};
use crate::ui::widgets;

/// The least room that the ring keeps above the words, where they stand below it.
const RING: f32 = 108.0;

/// What the words are set in.
struct Set {
    note: Type,
    pose: Type,
    side: Type,
    how: Type,
}

/// The largest first: the first with room for all words is taken.
const SETS: [Set; 5] = [
    Set { note: Type::Cue, pose: Type::Pose, side: Type::Word, how: Type::Cue },
    Set { note: Type::Body, pose: Type::Title, side: Type::LongWord, how: Type::Cue },
    Set { note: Type::Note, pose: Type::Heading, side: Type::Sentence, how: Type::Body },
    Set { note: Type::Note, pose: Type::FigureStrong, side: Type::Words, how: Type::Body },
    Set { note: Type::Small, pose: Type::Name, side: Type::Cue, how: Type::Small },
];

/// One of the words beside the ring.
struct Line {
    id: &'static str,
    text: String,
    kind: Type,
    below: f32,
}

/// Draws it.
pub(super) fn draw(ui: &Ui, area: Rect, moment: Moment<'_>, stretch: &Stretch, title: &str, colour: Color32) {
    let wide = area.width() >= 760.0;
    let middle = area.left() + area.width() * 0.44 + space::PLACE;
    let (x, width) = if wide { (middle, area.right() - middle) } else { (area.center().x, area.width()) };
    let room = if wide { area.height() } else { area.height() - RING - space::SMALL };
    let (lines, height) = fitting(ui, moment, stretch, title, vec2(width, room));
    let (ring, top) = if wide {
        (area.with_max_x(middle - space::PLACE), area.center().y - height / 2.0)
    } else {
        // The ring takes half, or what the words leave.
        let top = (area.bottom() - height).min(area.center().y + space::SMALL);
        (area.with_max_y(top - space::SMALL), top)
    };
    held(ui, ring, moment, colour);
    let palette = Palette::of(ui);
    let anchor = if wide { Align2::LEFT_TOP } else { Align2::CENTER_TOP };
    let mut y = top;
    for Line { id, text, kind, below } in lines {
        let strong = matches!(id, "pose" | "side");
        let ink = if strong { palette.ink } else { palette.quiet };
        let response = said(ui, id, pos2(x, y), anchor, (kind, ink), &text, width);
        if strong {
            polite(ui, &response);
        }
        y += fit::size(ui, kind, &text, width).y + below;
    }
}

/// The words in the largest set that there is room for, and their height.
fn fitting(ui: &Ui, moment: Moment<'_>, stretch: &Stretch, title: &str, room: eframe::egui::Vec2) -> (Vec<Line>, f32) {
    let mut chosen = (Vec::new(), 0.0);
    for set in &SETS {
        let lines = lines(ui, moment, stretch, title, set, room.x);
        let height = lines.iter().map(|line| fit::size(ui, line.kind, &line.text, room.x).y + line.below).sum();
        chosen = (lines, height);
        if height <= room.y {
            break;
        }
    }
    chosen
}

fn lines(ui: &Ui, moment: Moment<'_>, stretch: &Stretch, title: &str, set: &Set, width: f32) -> Vec<Line> {
    let (place, of) = moment.place_in_kind();
    let number = format!(" · {place} of {of}");
    let left = width - fit::size(ui, set.note, &number, f32::INFINITY).x;
    let text = fit::on_one_line(ui, set.note, title, left) + &number;
    let change = match moment.span().phase {
        Phase::Switch => Some("Change sides"),
        Phase::Rest => Some("Rest"),
        _ => moment.span().side.map(words::side),
    };
    let round = moment.span().round.filter(|_| stretch.rounds > 1);
    let mut lines = vec![
        Line { id: "where", text, kind: set.note, below: space::TIGHT },
        Line { id: "pose", text: stretch.pose.clone(), kind: set.pose, below: space::TIGHT },
    ];
    lines.extend(change.map(|side| Line { id: "side", text: side.to_owned(), kind: set.side, below: space::TIGHT }));
    // Between two rounds nothing is to be done: what comes next stands there instead of how to hold.
    let how = match moment.span().phase {
        Phase::Rest => after_rest(moment, stretch),
        _ => stretch.how.clone(),
    };
    lines.extend(how.map(|text| Line { id: "how", text, kind: set.how, below: space::SMALL }));
    lines.extend(round.map(|round| {
        let text = format!("Round {round} of {}", stretch.rounds);
        Line { id: "round", text, kind: set.note, below: 0.0 }
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
    ui.painter().extend(states::countdown(centre, radius, left, shade, palette));
    let count = moment.left().micros().div_ceil(1_000_000).to_string();
    let ink = if held { palette.ink } else { palette.quiet };
    let (kind, _) = fit::in_circle(ui, &[Type::Count, Type::Word, Type::Sentence, Type::Note], &count, radius * 0.8);
    widgets::paint(ui, centre, Align2::CENTER_CENTER, kind, ink, &tabular(&count));
    widgets::telling(ui, place, ui.scope_id().with("countdown"), &format!("{count} seconds"));
}
