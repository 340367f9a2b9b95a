//! Ticks for the areas of the body: which steps ask something of, and which somebody leaves out.
//!
//! Knows how they are ticked; refuses to know what for.

use eframe::egui::{Ui, vec2};

use super::theme::space;
use super::widgets;
use super::words::capital;
use crate::session::{Area, Areas, Named as _};

/// A tick for each area, side by side; true when one changed.
pub(super) fn ui(ui: &mut Ui, chosen: &mut Areas) -> bool {
    let before = *chosen;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::SMALL, space::HAIR);
        for area in Area::ALL {
            let there = chosen.contains(*area);
            if widgets::tick(ui, &capital(area.label()), there) {
                *chosen = chosen.with(*area, !there);
            }
        }
    });
    before != *chosen
}
