//! Plan: what do I want? What a week asks of each practice.

use eframe::egui::Ui;

use super::action::{Action, Facts};
use super::theme::{Palette, Type};
use super::{week_facts, widgets};

/// What Plan looks like now.
#[derive(Debug, Default)]
pub struct PlanPlace;

impl PlanPlace {
    /// Shows what the plan asks.
    pub fn ui(&mut self, ui: &mut Ui, facts: &Facts<'_>) -> Option<Action> {
        widgets::page(ui, "Plan", |ui| {
            let palette = Palette::of(ui);
            for row in week_facts::rows(facts) {
                widgets::text(ui, Type::Name, palette.ink, &row.name);
                widgets::text(ui, Type::Note, palette.quiet, &row.rule);
            }
        });
        None
    }
}
