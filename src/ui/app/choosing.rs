//! What is chosen, kept and heeded everywhere; and heard for a moment, in Settings alone.

use eframe::egui::Context;

use super::App;
use crate::settings::Settings;
use crate::ui::action::Place;
use crate::ui::theme;

impl App {
    /// From now on this is chosen.
    pub(super) fn choose(&mut self, ctx: &Context, settings: Settings) {
        theme::choose(ctx, &settings);
        if self.place == Place::Settings {
            self.chosen.heed(&self.settings.settings, &settings, self.env.through, ctx);
        }
        if let Some(stage) = &self.stage {
            stage.heed(&settings);
        }
        self.saver.save(settings.clone());
        let offers_else = settings.leave_out_pelvis != self.settings.settings.leave_out_pelvis;
        self.settings.settings = settings;
        if offers_else {
            self.offer(self.found.clone());
        }
    }

    /// Ends what is listened to where its place is not shown.
    pub(super) fn hush_elsewhere(&mut self, shows_place: bool) {
        if !shows_place || self.place != Place::Settings {
            self.chosen.hush();
        }
    }
}
