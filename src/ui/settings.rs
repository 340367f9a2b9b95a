//! Make it mine: colours, loudness, the lead-in, the sound delay.

use eframe::egui::{Align, Layout, Rect, ScrollArea, Ui, UiBuilder, vec2};

use super::action::{Action, Facts};
use super::theme::{Palette, Type, line, space};
use super::widgets;
use crate::settings::{Settings, Theme};

/// The place.
#[derive(Clone, Copy, Debug)]
pub struct SettingsPlace;

impl SettingsPlace {
    /// Shows what is chosen; asks for what is chosen now.
    pub fn ui(ui: &mut Ui, facts: &Facts<'_>) -> Option<Action> {
        let palette = Palette::of(ui);
        let mut chosen = facts.settings.clone();
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(720.0));
            widgets::gap(ui, space::CARD);
            widgets::text(ui, Type::Heading, palette.ink, "Settings");
            for trouble in facts.troubles {
                widgets::gap(ui, space::NEAR);
                widgets::text(ui, Type::Note, palette.ink, trouble);
            }
            widgets::gap(ui, space::GROUP);
            row(ui, "Colours", "Dusk is for the evening.", |ui| {
                for (theme, label) in
                    [(Theme::System, "as the desktop"), (Theme::Light, "light"), (Theme::Dusk, "dusk")]
                {
                    if choice(ui, label, chosen.theme == theme) {
                        chosen.theme = theme;
                    }
                }
            });
            row(ui, "Loudness", "Of everything Ebb plays. 0 % is silence.", |ui| {
                step(ui, "Loudness", &mut chosen.volume_percent, 5, 100, |value| format!("{value} %"));
            });
            row(ui, "Time to get ready", "Before a session begins.", |ui| {
                step(ui, "Time to get ready", &mut chosen.lead_in_s, 1, 30, |value| format!("{value} s"));
            });
            row(
                ui,
                "Sound delay",
                "For speakers that are late, such as wireless ones. The command ebb calibrate finds it with a flash and a click.",
                |ui| {
                    delay(ui, &mut chosen);
                },
            );
            sessions(ui, &mut chosen);
            widgets::gap(ui, space::PLACE);
        });
        (chosen != *facts.settings).then_some(Action::Choose(chosen))
    }
}

/// What sessions show, ask and leave out.
fn sessions(ui: &mut Ui, chosen: &mut Settings) {
    let rows = [
        ("Numbers", "The time left, countdowns and the pace, while a session plays.", &mut chosen.numbers),
        (
            "Ratings",
            "Before and after a session, from 0 to 10, how it is. Each can be skipped; they stay on this computer.",
            &mut chosen.ratings,
        ),
        (
            "Leave out the pelvic area",
            "Steps that their author marked as being about it are not played, and their time goes too.",
            &mut chosen.leave_out_pelvis,
        ),
        (
            "Say each breath",
            "To a screen reader: in, out, and hold, as they begin. It waits for what is being read.",
            &mut chosen.announce,
        ),
    ];
    for (name, about, on) in rows {
        row(ui, name, about, |ui| switch(ui, name, on));
    }
}

/// On or off.
fn switch(ui: &mut Ui, name: &str, on: &mut bool) {
    for (label, is) in [("on", true), ("off", false)] {
        let kind = if *on == is { Type::Strong } else { Type::Body };
        let word = widgets::word(ui, kind, label, *on == is);
        // Beside others of its kind a word alone would not say what it switches.
        ui.ctx().accesskit_node_builder(word.id, |node| node.set_label(format!("{name}: {label}")));
        if word.clicked() {
            *on = is;
        }
    }
}

/// The width of a row's controls.
const CONTROLS: f32 = 310.0;

/// A setting: its name and a line about it on the left, its controls on the right or, on narrow windows, below.
fn row(ui: &mut Ui, name: &str, about: &str, controls: impl FnOnce(&mut Ui)) {
    let palette = Palette::of(ui);
    let width = ui.available_width();
    let wide = width > 560.0;
    let room = if wide { width - CONTROLS } else { width };
    let top = ui.cursor().left_top();
    ui.scope(|ui| {
        ui.set_max_width(room);
        widgets::text(ui, Type::Strong, palette.ink, name);
        widgets::text(ui, Type::Note, palette.quiet, about);
    });
    let at = if wide { top + vec2(width - CONTROLS + space::GROUP, space::TIGHT) } else { ui.cursor().left_top() };
    let place = Rect::from_min_size(at, vec2(CONTROLS - space::GROUP, space::TOUCH));
    let mut set =
        ui.new_child(UiBuilder::new().max_rect(place).id_salt(name).layout(Layout::left_to_right(Align::Center)));
    set.spacing_mut().item_spacing.x = space::SMALL;
    controls(&mut set);
    if !wide {
        widgets::gap(ui, space::TOUCH);
    }
    widgets::gap(ui, space::SMALL);
    let edge = eframe::egui::Stroke::new(line::HAIR, palette.hairline);
    let left = ui.cursor().left();
    ui.painter().hline(left..=left + ui.available_width(), ui.cursor().top(), edge);
    widgets::gap(ui, space::SMALL);
}

fn choice(ui: &mut Ui, label: &str, chosen: bool) -> bool {
    let kind = if chosen { Type::Strong } else { Type::Body };
    widgets::word(ui, kind, label, chosen).clicked()
}

/// A number with − and +.
fn step(ui: &mut Ui, name: &str, value: &mut u32, by: u32, most: u32, show: impl Fn(u32) -> String) {
    let palette = Palette::of(ui);
    if widgets::sign(ui, "−", &format!("{name}: less")).clicked() {
        *value = value.saturating_sub(by);
    }
    widgets::fixed(ui, 64.0, Type::Body, palette.ink, &show(*value));
    if widgets::sign(ui, "+", &format!("{name}: more")).clicked() {
        *value = (*value + by).min(most);
    }
}

fn delay(ui: &mut Ui, chosen: &mut Settings) {
    let palette = Palette::of(ui);
    if widgets::sign(ui, "−", "Sound delay: less").clicked() {
        chosen.sound_delay_ms = (chosen.sound_delay_ms - 5).max(-100);
    }
    widgets::fixed(ui, 64.0, Type::Body, palette.ink, &format!("{} ms", chosen.sound_delay_ms).replace('-', "−"));
    if widgets::sign(ui, "+", "Sound delay: more").clicked() {
        chosen.sound_delay_ms = (chosen.sound_delay_ms + 5).min(500);
    }
}
