//! The fields of the step that is open.

use std::collections::BTreeSet;

use eframe::egui::{
    CornerRadius, CursorIcon, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, vec2,
};

use super::super::theme::{Palette, Type, line, radius, space};
use super::super::{areas, pose, widgets};
use super::cells::{Feedback, long, small};
use super::draft::{Counted, Field, Kind, Row};
use crate::session::{Part, Parts, Sides};

const LENGTHS: &str = "Lengths are seconds, or such as 5 min 30 s or 5:30.";
const BY: [(Counted, &str); 2] = [(Counted::Time, "for a time"), (Counted::Breaths, "a number of breaths")];
const PART_NAMES: Parts<&str> = Parts(["In", "More in", "Hold, full", "Out", "Hold, empty"]);
const TO_NAMES: Parts<&str> =
    Parts(["In, at the end", "More, at the end", "Full, at the end", "Out, at the end", "Empty, at the end"]);
const WORD_NAMES: Parts<&str> =
    Parts(["Word while in", "Word while more in", "Word while full", "Word while out", "Word while empty"]);
const CHANGES: &str = "The breath changes on the way";
const CHANGES_ABOUT: &str = "From the breath above to the one below, a little with every breath.";
const HOLDS: &str = "Add holds, or a sigh";
const WORDS_LINK: &str = "Add words";
const DRAWING: &str = "Choose a drawing";
const HALFWAY: &str = "A sound halfway";
const AREAS: &str = "Asks something of";
const AREAS_ABOUT: &str = "So marked, it is left out for those whose Settings leave that out.";
const MARK_AREAS: &str = "Mark what it asks of the body";
const HOW: &str = "How to get into it";
const HOW_SIDED: &str = "How to get into it; {side} and {other} become left and right";

/// What of a step is shown only when it is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Topic {
    Holds,
    Words,
    Drawing,
    Areas,
}

/// Which of that is wanted, by row.
pub(super) type Topics = BTreeSet<(u64, Topic)>;

/// Shows the fields of `row`.
pub(super) fn ui(ui: &mut Ui, row: &mut Row, told: &mut Feedback<'_>, topics: &mut Topics) {
    match row.kind {
        Kind::Breathe => breathe(ui, row, told, topics),
        Kind::Rest | Kind::Prepare | Kind::Cue => {
            small(ui, row, told, &[(Field::Secs, "Length")]);
            long(ui, row.text_mut(Field::Say), told, Field::Say, "Words", 2);
        }
        Kind::Tense => {
            long(ui, row.text_mut(Field::Group), told, Field::Group, "Muscles", 1);
            small(ui, row, told, &[(Field::Tense, "Tense"), (Field::Release, "Let go")]);
            long(ui, row.text_mut(Field::Say), told, Field::Say, "Words", 2);
        }
        Kind::Stretch => stretch(ui, row, told, topics),
        Kind::Repeat => small(ui, row, told, &[(Field::Times, "Times")]),
    }
    areas(ui, row, topics);
    if row.kind != Kind::Repeat {
        widgets::gap(ui, space::TIGHT);
        widgets::text(ui, Type::Note, Palette::of(ui).quiet, LENGTHS);
    }
    told.rest(ui);
}

fn breathe(ui: &mut Ui, row: &mut Row, told: &mut Feedback<'_>, topics: &mut Topics) {
    widgets::gap(ui, space::TIGHT);
    widgets::choice(ui, "Counted", &BY, &mut row.counted);
    let shows_holds = breath(ui, row, told, topics, amount(row, Field::Cycles));
    widgets::gap(ui, space::TIGHT);
    let mut ramp = row.ramp;
    if switch(ui, CHANGES, CHANGES_ABOUT, &mut ramp) {
        row.ramps(ramp);
    }
    if row.ramp {
        let fields = parts(Field::ToPart, &TO_NAMES, shows_holds, row, told);
        small(ui, row, told, &fields);
    }
    if words(ui, row, told, topics, shows_holds) {
        long(ui, row.text_mut(Field::Cue), told, Field::Cue, "A sentence throughout", 2);
    }
}

/// A word for each part of a breath, once there are any or they are wanted; whether they are shown.
fn words(ui: &mut Ui, row: &mut Row, told: &mut Feedback<'_>, topics: &mut Topics, shows_holds: bool) -> bool {
    let worded = Part::ALL.map(Field::Word).iter().chain(&[Field::Cue]).any(|field| !row.text(*field).is_empty());
    let shown = worded || topics.contains(&(row.id, Topic::Words));
    if !shown {
        more(ui, row, topics, Topic::Words, WORDS_LINK);
        return false;
    }
    for part in Part::ALL {
        let field = Field::Word(part);
        if part.is_needed() || shows_holds || !row.text(field).is_empty() {
            long(ui, row.text_mut(field), told, field, WORD_NAMES[part], 1);
        }
    }
    true
}

/// What it asks something of, once any of it is marked or that is wanted.
fn areas(ui: &mut Ui, row: &mut Row, topics: &mut Topics) {
    if row.kind == Kind::Repeat {
        return;
    }
    if row.areas.is_empty() && !topics.contains(&(row.id, Topic::Areas)) {
        return more(ui, row, topics, Topic::Areas, MARK_AREAS);
    }
    widgets::gap(ui, space::NEAR);
    widgets::text(ui, Type::Body, Palette::of(ui).ink, AREAS);
    areas::ui(ui, &mut row.areas);
    widgets::text(ui, Type::Note, Palette::of(ui).quiet, AREAS_ABOUT);
}

/// The fields of the parts of a breath: `all` of them, or those of every breath and those where something is.
fn parts(
    field: fn(Part) -> Field,
    names: &Parts<&'static str>,
    all: bool,
    row: &Row,
    told: &Feedback<'_>,
) -> Vec<(Field, &'static str)> {
    let is_used = |field| !row.text(field).is_empty() || told.any(&[field]);
    let shown = |part: &Part| all || part.is_needed() || is_used(field(*part));
    Part::ALL.into_iter().filter(shown).map(|part| (field(part), names[part])).collect()
}

/// The parts of a breath and `amount`, how much of it; whether those parts that few need are among them.
fn breath(
    ui: &mut Ui,
    row: &mut Row,
    told: &mut Feedback<'_>,
    topics: &mut Topics,
    amount: (Field, &'static str),
) -> bool {
    let asked = topics.contains(&(row.id, Topic::Holds));
    let mut shown = parts(Field::Part, &PART_NAMES, asked, row, told);
    let all = shown.len() == Part::ALL.len();
    shown.push(amount);
    small(ui, row, told, &shown);
    if !all {
        more(ui, row, topics, Topic::Holds, HOLDS);
    }
    asked
}

/// How long, or how many breaths.
fn amount(row: &Row, count: Field) -> (Field, &'static str) {
    match row.counted {
        Counted::Time => (Field::Secs, "Length"),
        Counted::Breaths => (count, "Breaths"),
    }
}

fn stretch(ui: &mut Ui, row: &mut Row, told: &mut Feedback<'_>, topics: &mut Topics) {
    long(ui, row.text_mut(Field::Pose), told, Field::Pose, "Pose", 1);
    drawing(ui, row, told, topics);
    let how = if row.sides == Sides::None { HOW } else { HOW_SIDED };
    long(ui, row.text_mut(Field::How), told, Field::How, how, 2);
    widgets::gap(ui, space::TIGHT);
    widgets::choice(ui, "Counted", &BY, &mut row.counted);
    match row.counted {
        Counted::Time => small(ui, row, told, &[(Field::Secs, "Length")]),
        Counted::Breaths => {
            let shows_holds = breath(ui, row, told, topics, amount(row, Field::Breaths));
            words(ui, row, told, topics, shows_holds);
        }
    }
    widgets::gap(ui, space::TIGHT);
    widgets::one_of(ui, "Sides", &mut row.sides);
    let mut fields = vec![(Field::Into, "Getting in"), (Field::Rounds, "Rounds")];
    if row.sides == Sides::Both || told.any(&[Field::Switch]) {
        fields.push((Field::Switch, "Changing"));
    }
    if row.text(Field::Rounds).trim() != "1" || told.any(&[Field::Rest]) {
        fields.push((Field::Rest, "Between"));
    }
    small(ui, row, told, &fields);
    switch(ui, HALFWAY, "", &mut row.halfway);
}

/// The picture of a pose, and all there are to choose from.
fn drawing(ui: &mut Ui, row: &mut Row, told: &mut Feedback<'_>, topics: &mut Topics) {
    let chosen = row.text(Field::Drawing).to_owned();
    let open = topics.contains(&(row.id, Topic::Drawing)) || told.any(&[Field::Drawing]);
    widgets::gap(ui, space::NEAR);
    if !open {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::SMALL;
            if pose::named(&chosen).is_some() {
                tile(ui, &chosen, true);
            }
            if widgets::link(ui, DRAWING).clicked() {
                topics.insert((row.id, Topic::Drawing));
            }
        });
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::TIGHT, space::TIGHT);
        for name in std::iter::once("").chain(pose::names()) {
            if tile(ui, name, name == chosen).clicked() {
                name.clone_into(row.text_mut(Field::Drawing));
                topics.remove(&(row.id, Topic::Drawing));
            }
        }
    });
}

/// One drawing, small.
fn tile(ui: &mut Ui, name: &str, chosen: bool) -> Response {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(96.0, 72.0), Sense::click());
    let over = if chosen { 1.0 } else { widgets::hover(ui, &response) };
    if let Some(drawing) = pose::named(name) {
        let colours = pose::Colours::of(palette.practice("stretching"), palette);
        drawing.draw(
            ui.painter(),
            Rect::from_center_size(rect.center(), rect.size() - vec2(12.0, 12.0)),
            None,
            colours,
        );
    } else {
        let middle = eframe::egui::Align2::CENTER_CENTER;
        widgets::paint(ui, rect.center(), middle, Type::Note, palette.quiet, "none");
    }
    let edge = palette.hairline.lerp_to_gamma(palette.accent, if chosen { 1.0 } else { 0.5 * over });
    let stroke = Stroke::new(if chosen { line::MARK } else { line::HAIR }, edge);
    ui.painter().rect_stroke(rect, CornerRadius::same(radius::CONTROL), stroke, StrokeKind::Inside);
    widgets::focus_ring(ui, &response, rect, radius::CONTROL);
    let said =
        if name.is_empty() { "Drawing: none".to_owned() } else { format!("Drawing: {}", name.replace('-', " ")) };
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, &said));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A switch with its name beside it; true when it changed.
fn switch(ui: &mut Ui, name: &str, about: &str, on: &mut bool) -> bool {
    let palette = Palette::of(ui);
    widgets::gap(ui, space::TIGHT);
    let changed = ui
        .horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::NEAR;
            let changed = widgets::switch(ui, name, on);
            ui.vertical(|ui| {
                // In the middle of the switch.
                widgets::gap(ui, 6.0);
                widgets::text(ui, Type::Body, palette.ink, name);
            });
            changed
        })
        .inner;
    if !about.is_empty() && *on {
        widgets::text(ui, Type::Note, palette.quiet, about);
    }
    changed
}

fn more(ui: &mut Ui, row: &Row, topics: &mut Topics, topic: Topic, link: &str) {
    widgets::gap(ui, space::TIGHT);
    if widgets::link(ui, link).clicked() {
        topics.insert((row.id, topic));
    }
}
