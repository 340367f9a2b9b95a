//! Setting the sound delay: the middle of the window flashes white together with a click, once a second.
//!
//! Knows nothing of sessions; the delay it leaves behind is the caller's to keep.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;

use eframe::egui::{self, Align, Align2, Key, Layout, Rect, UiBuilder, accesskit, vec2};

use super::motion::SHOWN_AFTER;
use super::native::{self, WindowError};
use super::theme::{FLASH, Palette, Type, space};
use super::widgets::{self, paint_within};
use crate::output::{Choice, Clock, Moves, Output, Status};
use crate::playback::Through;
use crate::player::{Deed, Order};
use crate::settings::{SOUND_DELAY_MS, Settings};
use crate::units::Time;

/// How long a flash stays.
const FLASH_LENGTH: Time = Time::from_millis(100);

/// By how much one key press moves the delay, in milliseconds.
const STEP_MS: i32 = 5;

/// How soon to look again while no sound runs yet.
const WAITING: Duration = Duration::from_millis(50);

/// How wide the controls are.
const CONTROLS: f32 = 300.0;

/// The page: it clicks as long as it is kept.
#[derive(Debug)]
pub(super) struct Calibrate {
    output: Output,
    delay_ms: i32,
    begun: bool,
}

/// The page as a window of its own.
#[derive(Debug)]
struct Alone {
    page: Calibrate,
    delay_ms: Arc<AtomicI32>,
}

/// Opens the screen and returns when it is closed; `delay_ms` is what it begins with and what it leaves behind.
///
/// # Errors
/// When there is no display.
pub fn open(delay_ms: Arc<AtomicI32>, settings: &Settings) -> Result<(), WindowError> {
    let choice = Choice { delay_ms: delay_ms.load(Ordering::Relaxed), ..settings.choice() };
    native::open(settings, |_| Box::new(Alone { page: Calibrate::new(choice, Through::Device), delay_ms }))
}

impl eframe::App for Alone {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let done = self.page.ui(ui);
        self.delay_ms.store(self.page.delay_ms, Ordering::Relaxed);
        if done.is_some() {
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }
}

impl Calibrate {
    /// Begins to click, through the device that sessions are played through.
    pub(super) fn new(choice: Choice, through: Through) -> Self {
        let delay_ms = choice.delay_ms;
        let output = match through {
            // Here a click in the room is what was asked for.
            Through::Device => Output::open_clicks(Choice { moves: Moves::Follow, ..choice }),
            Through::Nothing => Output::silent(Clock::monotonic()),
        };
        Self { output, delay_ms, begun: false }
    }

    /// Shows the page; the delay that was found when it is to be left.
    pub(super) fn ui(&mut self, ui: &mut egui::Ui) -> Option<i32> {
        self.keys(ui);
        let (white, wait) = self.flash();
        ui.ctx().request_repaint_after(wait);
        let all = ui.max_rect();
        let palette = Palette::of(ui);
        ui.painter().rect_filled(all, 0.0, palette.surface);
        let middle = Rect::from_center_size(all.center(), all.size() * 0.5);
        ui.painter().rect_filled(middle, 0.0, FLASH[usize::from(white)]);
        let delay = format!("Sound delay {} ms", self.delay_ms).replace('-', "−");
        let help = match self.output.status() {
            Status::Starting => "Waiting for the sound device.",
            Status::Silent(_) => "No sound device answers, so there is nothing to compare with.",
            Status::Sounding | Status::Elsewhere(_) => {
                "If you hear the click after the flash, press → or +; before it, ← or −. Esc keeps the delay and leaves."
            }
        };
        words_ui(ui, &delay, Type::Title, palette.ink, all.top() + space::PLACE);
        words_ui(ui, help, Type::Body, palette.quiet, all.bottom() - space::PLACE);
        let done = self.controls_ui(ui, (middle.bottom() + all.bottom() - space::PLACE) / 2.0);
        (done || ui.input(|input| input.key_pressed(Key::Escape))).then_some(self.delay_ms)
    }

    /// Less, more, done; whether it is done.
    fn controls_ui(&mut self, ui: &mut egui::Ui, y: f32) -> bool {
        let centre = egui::pos2(ui.max_rect().center().x, y);
        let place = Rect::from_center_size(centre, vec2(CONTROLS, space::TOUCH));
        let set = UiBuilder::new().max_rect(place).id_salt("controls").layout(Layout::left_to_right(Align::Center));
        let mut set = ui.new_child(set);
        let show = |value: i32| format!("{value} ms").replace('-', "−");
        let mut delay_ms = self.delay_ms;
        if widgets::number(&mut set, "Sound delay", &mut delay_ms, &SOUND_DELAY_MS, STEP_MS, show) {
            self.hear_later(delay_ms);
        }
        widgets::link(&mut set, "Done").clicked()
    }

    fn keys(&mut self, ui: &egui::Ui) {
        let pressed = |key| ui.input(|input| input.num_presses(key)).try_into().unwrap_or(0);
        let steps: i32 = pressed(Key::ArrowRight) - pressed(Key::ArrowLeft);
        if steps != 0 {
            self.hear_later(self.delay_ms + steps * STEP_MS);
        }
    }

    fn hear_later(&mut self, delay_ms: i32) {
        self.delay_ms = delay_ms.clamp(*SOUND_DELAY_MS.start(), *SOUND_DELAY_MS.end());
        self.output.hear_later(self.delay_ms);
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
