//! Setting the sound delay: the middle of the window flashes white together with a click, once a second.
//!
//! Knows nothing of sessions; the delay it leaves behind is the caller's to keep.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;

use eframe::egui::{self, Align2, Key, Rect, accesskit};

use super::motion::SHOWN_AFTER;
use super::native::{self, NoWindow};
use super::theme::{FLASH, Palette, Type, space};
use super::widgets::paint_within;
use crate::output::{Choice, Output, Status};
use crate::player::{Deed, Order};
use crate::settings::{SOUND_DELAY_MS, Settings};
use crate::units::Time;

/// How long a flash stays.
const FLASH_LENGTH: Time = Time::from_millis(100);

/// By how much one key press moves the delay, in milliseconds.
const STEP_MS: i32 = 5;

/// How soon to look again while no sound runs yet.
const WAITING: Duration = Duration::from_millis(50);

/// The screen, as an app of its own.
#[derive(Debug)]
struct Calibrate {
    output: Output,
    delay_ms: Arc<AtomicI32>,
    begun: bool,
}

/// Opens the screen and returns when it is closed; `delay_ms` is what it begins with and what it leaves behind.
///
/// # Errors
/// When there is no display.
pub fn open(delay_ms: Arc<AtomicI32>, settings: &Settings) -> Result<(), NoWindow> {
    native::open(settings, |_| Box::new(Calibrate::new(delay_ms)))
}

impl Calibrate {
    fn new(delay_ms: Arc<AtomicI32>) -> Self {
        let output = Output::open_clicks(Choice { delay_ms: delay_ms.load(Ordering::Relaxed), ..Choice::default() });
        Self { output, delay_ms, begun: false }
    }

    fn keys(&self, ui: &egui::Ui) {
        let pressed = |key| ui.input(|input| input.num_presses(key)).try_into().unwrap_or(0);
        let steps: i32 = pressed(Key::ArrowRight) - pressed(Key::ArrowLeft);
        if steps != 0 {
            let now = self.delay_ms.load(Ordering::Relaxed) + steps * STEP_MS;
            let now = now.clamp(*SOUND_DELAY_MS.start(), *SOUND_DELAY_MS.end());
            self.delay_ms.store(now, Ordering::Relaxed);
            self.output.hear_later(now);
        }
        if ui.input(|input| input.key_pressed(Key::Escape)) {
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }

    /// Whether it is white now, and when that changes next.
    fn flash(&mut self) -> (bool, Duration) {
        let heard = self.output.heard();
        if !heard.running {
            return (false, WAITING);
        }
        if !self.begun {
            self.begun = true;
            self.output.order(Order { number: 1, deed: Deed::Play(Time::ZERO) });
        }
        flash_at(heard.at + SHOWN_AFTER)
    }
}

/// Whether a flash shows at a heard place, and how long until that changes. The first second stays dark.
fn flash_at(heard: Time) -> (bool, Duration) {
    let second = Time::from_secs(1).micros();
    let into = heard.micros() % second;
    let white = heard.micros() >= second && into < FLASH_LENGTH.micros();
    let change = if white { FLASH_LENGTH.micros() } else { second };
    (white, Duration::from_micros(change - into))
}

impl eframe::App for Calibrate {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.keys(ui);
        let (white, wait) = self.flash();
        ui.ctx().request_repaint_after(wait);
        let all = ui.max_rect();
        let palette = Palette::of(ui);
        ui.painter().rect_filled(all, 0.0, palette.surface);
        let middle = Rect::from_center_size(all.center(), all.size() * 0.5);
        ui.painter().rect_filled(middle, 0.0, FLASH[usize::from(white)]);
        let delay = format!("Sound delay {} ms", self.delay_ms.load(Ordering::Relaxed));
        let help = match self.output.status() {
            Status::Starting => "Waiting for the sound device.",
            Status::Silent(_) => "No sound device answers, so there is nothing to compare with.",
            Status::Sounding | Status::Elsewhere(_) => {
                "If you hear the click after the flash, press →; before it, ←. Esc keeps the delay and leaves."
            }
        };
        words_ui(ui, &delay, Type::Title, palette.ink, all.top() + space::PLACE);
        words_ui(ui, help, Type::Body, palette.quiet, all.bottom() - space::PLACE);
    }
}

/// A centred line that screen readers are told about when it changes.
fn words_ui(ui: &mut egui::Ui, words: &str, kind: Type, colour: egui::Color32, y: f32) {
    let centre = egui::pos2(ui.max_rect().center().x, y);
    let width = (ui.max_rect().width() - 2.0 * space::SMALL).max(1.0);
    let at = paint_within(ui, centre, Align2::CENTER_CENTER, kind, colour, words, width);
    let response = ui.allocate_rect(at, egui::Sense::empty());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, words));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(accesskit::Live::Polite));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_white_for_a_tenth_of_every_second_but_the_first() {
        for (heard_ms, white, change_ms) in [
            (0, false, 1000),
            (50, false, 950),
            (999, false, 1),
            (1000, true, 100),
            (1099, true, 1),
            (1100, false, 900),
            (61_040, true, 60),
        ] {
            assert_eq!(flash_at(Time::from_millis(heard_ms)), (white, Duration::from_millis(change_ms)), "{heard_ms}");
        }
    }
}
