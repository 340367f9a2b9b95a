//! What the parts of Plan share while a frame is shown: the facts, the form that is open, and what was asked for.

use std::sync::Arc;

use eframe::egui::{
    Align, CornerRadius, Frame, Key as Press, Layout, Margin, Rect, Response, Stroke, Ui, UiBuilder, pos2, vec2,
};

use super::super::action::{Action, Facts};
use super::super::foresight::{Foresight, PreviewError};
use super::super::theme::{Palette, Type, line, radius, space};
use super::super::{widgets, words as said};
use super::{Key, Open, PlanAction, PlanForm, words};
use crate::journal::Snapshot;
use crate::plan::{Change, Plan};

const LEAVE: &str = "Cancel";
const LOOKING: &str = "Looking at past weeks …";

/// How many changed weeks are named one by one.
const NAMED: usize = 4;
/// The room for what stands right of a line, and the width from which on it does.
const BESIDE: f32 = 120.0;
const NARROW: f32 = 420.0;

/// All that a form may look at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Desk<'a> {
    pub(super) facts: &'a Facts<'a>,
    /// The plan that holds.
    pub(super) plan: &'a Plan,
    pub(super) snapshot: &'a Arc<Snapshot>,
}

/// A frame of the place.
#[derive(Debug)]
pub(super) struct Turn<'a> {
    pub(super) desk: Desk<'a>,
    pub(super) open: &'a mut Option<Open>,
    pub(super) foresight: &'a mut Foresight,
    /// What was asked for in this frame.
    pub(super) asked: Option<Action>,
}

/// What was pressed at the foot of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pressed {
    Yes,
    Leave,
}

impl Desk<'_> {
    /// Why this cannot be made, as a sentence.
    pub(super) fn refusal(&self, change: &Change) -> Option<String> {
        self.snapshot.refusal(change, self.facts.today).map(|why| said::sentence(&why.to_string()))
    }

    /// What pressing means for a change that may not be whole yet, and may be refused.
    pub(super) fn answer(&self, pressed: Option<Pressed>, change: Option<Change>) -> Option<PlanAction> {
        match pressed? {
            Pressed::Leave => Some(PlanAction::Leave),
            Pressed::Yes => change.filter(|change| self.refusal(change).is_none()).map(PlanAction::Ask),
        }
    }
}

impl Turn<'_> {
    /// Asks for a change.
    pub(super) fn change(&mut self, change: Change) {
        self.asked = Some(Action::Change(Box::new(change)));
    }

    /// A word that opens a form, and closes it again. `name` says what is opened where `words` alone do not.
    pub(super) fn opener(
        &mut self,
        ui: &mut Ui,
        words: &str,
        name: &str,
        key: Key,
        form: impl FnOnce(&Desk<'_>) -> PlanForm,
    ) {
        let response = link_named(ui, words, name);
        if !response.clicked() {
            return;
        }
        *self.open = if self.open.as_ref().is_some_and(|open| open.key == key) {
            None
        } else {
            let form = form(&self.desk);
            Some(Open { key, form, opener: response.id, asked: None, seen: false })
        };
    }

    /// The form that is about `key`, where it is open.
    pub(super) fn card(&mut self, ui: &mut Ui, key: &Key) {
        let Some(mut open) = self.open.take_if(|open| open.key == *key) else { return };
        let palette = Palette::of(ui);
        let sides = if ui.available_width() < NARROW { 8 } else { 20 };
        let frame = Frame::NONE
            .fill(palette.card)
            .stroke(Stroke::new(line::HAIR, palette.hairline))
            .corner_radius(CornerRadius::same(radius::CARD))
            .inner_margin(Margin::symmetric(sides, 20));
        let shown = frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            open.form.ui(ui, &self.desk, self.foresight)
        });
        widgets::gap(ui, space::GROUP);
        if !std::mem::replace(&mut open.seen, true) {
            shown.response.scroll_to_me(None);
        }
        match shown.inner {
            Some(PlanAction::Leave) => return ui.memory_mut(|memory| memory.request_focus(open.opener)),
            Some(PlanAction::Ask(change)) => {
                open.asked = Some(self.desk.facts.changing.made());
                self.change(change);
            }
            Some(PlanAction::Do(change)) => self.change(change),
            None => {}
        }
        *self.open = Some(open);
    }
}

/// A link whose name for a screen reader says more than its words.
pub(super) fn link_named(ui: &mut Ui, words: &str, name: &str) -> Response {
    let response = widgets::link_known(ui, name, words);
    widgets::named(&response, name);
    response
}

/// A line with words to press on its right, or below it where there is little room: what `left` shows, what `right`
/// does.
pub(super) fn line_with<R>(ui: &mut Ui, salt: &str, left: impl FnOnce(&mut Ui) -> R, right: impl FnOnce(&mut Ui)) -> R {
    let width = ui.available_width();
    let top = ui.cursor().left_top();
    let narrow = width < NARROW;
    let words = if narrow { width } else { width - BESIDE - space::NEAR };
    let room = Rect::from_min_size(top, vec2(words, space::TOUCH));
    let layout = Layout::top_down(Align::Min);
    let shown = ui.scope_builder(UiBuilder::new().max_rect(room).id_salt((salt, "left")).layout(layout), left);
    let below = shown.response.rect.bottom();
    let (room, layout) = if narrow {
        (Rect::from_min_size(pos2(top.x, below), vec2(width, space::TOUCH)), Layout::top_down(Align::Min))
    } else {
        (Rect::from_min_size(top + vec2(width - BESIDE, 0.0), vec2(BESIDE, space::TOUCH)), Layout::top_down(Align::Max))
    };
    let pressed = ui.scope_builder(UiBuilder::new().max_rect(room).id_salt((salt, "right")).layout(layout), right);
    let bottom = below.max(pressed.response.rect.bottom());
    ui.advance_cursor_after_rect(Rect::from_min_max(top, pos2(top.x + width, bottom)));
    shown.inner
}

/// Closes a line of a list.
pub(super) fn close_line(ui: &mut Ui) {
    widgets::gap(ui, space::NEAR);
    let left = ui.cursor().left();
    let edge = Stroke::new(line::HAIR, Palette::of(ui).hairline);
    ui.painter().hline(left..=left + ui.available_width(), ui.cursor().top(), edge);
    widgets::gap(ui, space::NEAR);
}

/// The foot of a form: what it does, and what leaves all as it is.
pub(super) fn foot(ui: &mut Ui, yes: &str) -> Option<Pressed> {
    widgets::gap(ui, space::NEAR);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::SMALL, space::NEAR);
        let yes = widgets::outline(ui, yes).clicked().then_some(Pressed::Yes);
        let leave = widgets::word(ui, Type::Note, LEAVE, false).clicked().then_some(Pressed::Leave);
        yes.or(leave)
    })
    .inner
}

/// Whether Enter was pressed in a field of one line.
pub(super) fn entered(ui: &Ui, field: &Response) -> bool {
    field.lost_focus() && ui.input(|input| input.key_pressed(Press::Enter))
}

/// The heading of a form.
pub(super) fn title(ui: &mut Ui, words: &str) {
    widgets::heading(ui, Type::Name, Palette::of(ui).ink, words);
    widgets::gap(ui, space::NEAR);
}

/// A line about what is chosen.
pub(super) fn about(ui: &mut Ui, words: &str) {
    widgets::text(ui, Type::Note, Palette::of(ui).quiet, words);
    widgets::gap(ui, space::HAIR);
}

/// What a change means, in the one sentence that has to be read.
pub(super) fn effect(ui: &mut Ui, words: &str) {
    widgets::gap(ui, space::HAIR);
    widgets::text(ui, Type::Body, Palette::of(ui).ink, words);
    widgets::gap(ui, space::HAIR);
}

/// What a change would do to past weeks.
pub(super) fn past(ui: &mut Ui, desk: &Desk<'_>, foresight: &mut Foresight, change: &Change) {
    let ctx = ui.ctx().clone();
    let today = desk.facts.today;
    let preview = match foresight.see(&ctx, desk.snapshot, change, today) {
        None => return about(ui, LOOKING),
        // Why it cannot be made stands beside what is wrong.
        Some(Err(PreviewError::Refused(_))) => return,
        Some(Err(PreviewError::Lost(lost))) => return about(ui, &said::sentence(&lost.to_string())),
        Some(Ok(preview)) => preview,
    };
    about(ui, &preview.sentence);
    for week in preview.weeks.iter().rev().take(NAMED) {
        about(ui, &words::changed(week, today));
    }
    let more = preview.weeks.len().saturating_sub(NAMED);
    if more > 0 {
        about(ui, &format!("And {} earlier.", said::counted(more as u64, "week", "weeks")));
    }
}
