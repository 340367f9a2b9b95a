//! How bright the stage is: as the places are, or dim. One fades into the other through the dark.

use eframe::egui::{Id, Ui};

use crate::ui::motion;
use crate::ui::theme::{self, Palette, motion as duration};

/// How bright the stage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Light {
    Full,
    Dim,
}

/// How much of what is drawn the dark still hides, 0…1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Veil(f32);

/// Dims what is drawn from here on where it is to be dim; what is to be drawn over it in the end.
pub(super) fn ui(ui: &mut Ui, light: Light) -> Veil {
    let towards = if light == Light::Dim { 1.0 } else { 0.0 };
    let part = motion::ease(ui.ctx(), Id::unique("stage light"), towards, duration::LIGHT);
    if part >= 0.5 {
        theme::dim(ui);
        ui.painter().rect_filled(ui.max_rect(), 0, Palette::of(ui).surface);
    }
    Veil(1.0 - (2.0 * part - 1.0).abs())
}

impl Veil {
    /// Draws it over what was drawn.
    pub(super) fn draw(self, ui: &Ui) {
        if self.0 > 0.0 {
            let dark = Palette::of(ui).dimmed().surface;
            ui.painter().rect_filled(ui.max_rect(), 0, dark.gamma_multiply(self.0));
        }
    }
}
