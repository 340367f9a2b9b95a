//! What stands on Today until it was seen: what Ebb is and when to stop; and, before anything was practised, which
//! practices and whether one hears anything.
//!
//! Never in the way: the session above it begins with the same key, and Esc closes it for good.

use eframe::egui::{Key, Modifiers, Ui};

use crate::advice;
use crate::plan::{self, Change};
use crate::settings::Settings;
use crate::ui::action::{Action, Facts};
use crate::ui::app::Place;
use crate::ui::theme::{Palette, Type, space};
use crate::ui::week_facts::{self, Recommended};
use crate::ui::widgets;

const HEADING: &str = "Before you begin";
const WHEN_TO_STOP: &str = "When to stop";
const UNDERSTOOD: &str = "Understood";
const PRACTICES: &str = "What you would like to practise";
const PRACTICES_ABOUT: &str =
    "All of it can be changed in Plan at any time. Your first week asks only for the days that are left of it.";
const BY_HAND: &str = "Named by you, written down by hand, once a week.";
const SOUND: &str = "What you hear";
const SOUND_ABOUT: &str =
    "The sound follows the breath, so that you can close your eyes. Wireless speakers are late: that can be set.";
const LISTEN: &str = "Listen for ten seconds";
const DELAY: &str = "Set the sound delay";
const CLOSE: &str = "Close this";

/// Shows what has not been seen yet; `is_new` as long as nothing was practised.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>, is_new: bool, recommended: Option<&Recommended>) -> Option<Action> {
    if facts.settings.safety_seen {
        return None;
    }
    let palette = Palette::of(ui);
    widgets::gap(ui, space::SMALL);
    if is_new {
        widgets::gap(ui, space::NEAR);
        widgets::heading(ui, Type::Strong, palette.quiet, HEADING);
        widgets::gap(ui, space::SMALL);
    }
    let mut asked = None;
    for line in advice::SHORT {
        widgets::text(ui, Type::Note, palette.quiet, line);
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::SMALL;
        if widgets::link(ui, WHEN_TO_STOP).clicked() {
            asked = Some(Action::Go(Place::WhenToStop));
        }
        if widgets::link(ui, if is_new { CLOSE } else { UNDERSTOOD }).clicked() {
            asked = Some(seen(facts.settings));
        }
    });
    if !is_new {
        return asked;
    }
    widgets::gap(ui, space::NEAR);
    asked = practices(ui, facts).or(asked);
    widgets::gap(ui, space::NEAR);
    asked = sound(ui, recommended).or(asked);
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        asked = Some(seen(facts.settings));
    }
    asked
}

fn seen(settings: &Settings) -> Action {
    Action::Choose(Settings { safety_seen: true, ..settings.clone() })
}

/// The practices that come with Ebb, each in the plan or not.
fn practices(ui: &mut Ui, facts: &Facts<'_>) -> Option<Action> {
    let palette = Palette::of(ui);
    let plan = facts.journal?.plan(facts.today);
    widgets::text(ui, Type::Body, palette.ink, PRACTICES);
    widgets::text(ui, Type::Note, palette.quiet, PRACTICES_ABOUT);
    widgets::gap(ui, space::SMALL);
    let mut asked = None;
    let active = plan.practices.iter().filter(|practice| practice.ended.is_none());
    let held = active.map(|practice| {
        let last = facts.today.pred_opt().unwrap_or(facts.today);
        (practice.id.clone(), practice.name.clone(), None, Change::RetirePractice { id: practice.id.clone(), last })
    });
    let others = plan::offered(&plan).into_iter().filter_map(|change| match &change {
        Change::AddPractice { id, name, asked } => Some((id.clone(), name.clone(), Some(*asked), change)),
        _ => None,
    });
    let mut all: Vec<_> = held.chain(others).collect();
    all.sort_by_key(|(id, ..)| plan::place(id));
    for (id, name, offered, change) in all {
        let rule = week_facts::asked_of(&plan, &id, offered);
        let about = if plan::own_session(&id).is_none() { BY_HAND.to_owned() } else { format!("{rule} a week.") };
        let mut on = offered.is_none();
        if widgets::row(ui, &name, &about, |ui| widgets::switch(ui, &name, &mut on)) {
            asked = Some(Action::Change(Box::new(change)));
        }
    }
    asked
}

fn sound(ui: &mut Ui, recommended: Option<&Recommended>) -> Option<Action> {
    let palette = Palette::of(ui);
    widgets::text(ui, Type::Body, palette.ink, SOUND);
    widgets::text(ui, Type::Note, palette.quiet, SOUND_ABOUT);
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::SMALL;
        if let Some(recommended) = recommended
            && widgets::link(ui, LISTEN).clicked()
        {
            asked = Some(Action::Hear(recommended.programme.clone()));
        }
        if widgets::link(ui, DELAY).clicked() {
            asked = Some(Action::Calibrate);
        }
    });
    asked
}
