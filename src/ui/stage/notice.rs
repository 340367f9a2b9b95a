//! The one line that says for a moment what was just chosen; otherwise why something is not as it should be.

use eframe::egui::{Align2, Context, Id, Pos2, Ui};

use super::{fit, polite, said};
use crate::ui::motion;
use crate::ui::theme::{Palette, Type, motion as duration};

/// How long it stands, in seconds.
const STANDS: f64 = 2.5;

/// What was chosen last, and until when it is said.
#[derive(Clone, Debug, Default)]
pub(super) struct Notice {
    text: String,
    until: f64,
}

impl Notice {
    /// Says it from now on.
    pub(super) fn say(&mut self, ctx: &Context, text: String) {
        *self = Self { text, until: ctx.input(|input| input.time) + STANDS };
    }

    /// Shows it below `top`; once it is over, `else_say`.
    pub(super) fn ui(&self, ui: &Ui, top: Pos2, width: f32, else_say: Option<&str>) {
        let palette = Palette::of(ui);
        let left = self.until - ui.input(|input| input.time);
        let stands = left > 0.0 && !self.text.is_empty();
        if stands {
            // A paused session draws no frames by itself.
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left.min(STANDS)));
        }
        let towards = if stands { 1.0 } else { 0.0 };
        let shown = motion::ease(ui.ctx(), Id::unique("notice"), towards, duration::PLACE);
        let (text, ink) = if shown > 0.0 {
            (self.text.as_str(), palette.surface.lerp_to_gamma(palette.ink, shown))
        } else {
            (else_say.unwrap_or_default(), palette.quiet)
        };
        if text.is_empty() {
            return;
        }
        let kind = if shown > 0.0 { Type::Body } else { Type::Small };
        let text = fit::on_one_line(ui, kind, text, width);
        let response = said(ui, "notice", top, Align2::CENTER_TOP, (kind, ink), &text, f32::INFINITY);
        polite(ui, &response);
    }
}
