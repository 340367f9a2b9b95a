//! Why this helps: a page that Plan and When to stop lead to.
//!
//! Shows it; refuses to know what it says.

use eframe::egui::Ui;

use super::{safety, widgets};
use crate::advice::WHY_THIS_HELPS;

/// The word that leads here.
pub const NAME: &str = WHY_THIS_HELPS.name;

/// Shows the page: there is nothing to press on it.
pub fn ui(ui: &mut Ui) {
    widgets::page(ui, NAME, |ui| safety::page(ui, &WHY_THIS_HELPS));
}
