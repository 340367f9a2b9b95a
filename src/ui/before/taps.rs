//! Start where you are: tapping at each breath in until the pace is known.
//!
//! The window's own time is that of the taps; what they mean is told by [`Taps`].

use std::time::Duration;

use eframe::egui::{Align2, Key, Rect, Sense, Ui, pos2, vec2};

use crate::session::{NotYet, Pace, Taps};
use crate::ui::pacer::states;
use crate::ui::theme::{Palette, Type, motion as duration, space};
use crate::ui::{motion, widgets, words};
use crate::units::Time;

use super::page::pressed;

const RING: &str = "The ring fills in a minute: the time there is for tapping.";
const OVER: &str = "The minute is over.";
const WAY_OUT: &str = "Esc goes back to the session as written.";
/// How far above the window's edge it is said what the ring means, and how to go back.
const UNDER: f32 = 128.0;
const OUT: f32 = 22.0;

/// How long a tap is seen, in seconds.
const SEEN: f32 = 0.6;

/// Somebody taps.
#[derive(Clone, Debug, Default)]
pub(super) struct Tapping {
    taps: Taps,
    /// When the last tap was, in the window's seconds.
    last: Option<f64>,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    /// Without a pace.
    Skipped,
    /// At this pace.
    At(Pace),
}

impl Tapping {
    /// Shows it, and takes taps: Space, a press on the ring, or its button's name.
    pub(super) fn ui(&mut self, ui: &mut Ui, title: &str) -> Option<Done> {
        let seconds = ui.input(|input| input.time);
        let now = Time::from_secs_f64(seconds.max(0.0)).unwrap_or(Time::ZERO);
        let window = ui.max_rect();
        let (centre, radius) = place(window);
        let ring = ui.interact(
            Rect::from_center_size(centre, vec2(2.0 * radius, 2.0 * radius)),
            ui.scope_id().with("tap"),
            Sense::click(),
        );
        widgets::named(&ring, "Tap at each breath in");
        // Space taps, unless the keyboard is on something that Space presses. Enter takes the pace: it never taps.
        let free = ui.memory(|memory| memory.focused().is_none());
        let tapped = ring.clicked() && !pressed(ui, Key::Enter) || free && pressed(ui, Key::Space);
        let over = self.taps.left(now) == Time::ZERO;
        if tapped && !over {
            self.taps.tap(now);
            self.last = Some(seconds);
        }
        let pace = self.taps.pace(now);
        self.draw(ui, window, title, seconds, pace);
        if self.taps.count() > 0 && !over {
            ui.ctx().request_repaint_after(Duration::from_millis(250));
        }
        answer(ui, window, pace)
    }

    fn draw(&self, ui: &Ui, window: Rect, title: &str, seconds: f64, pace: Result<Pace, NotYet>) {
        let palette = Palette::of(ui);
        let (centre, radius) = place(window);
        let now = Time::from_secs_f64(seconds.max(0.0)).unwrap_or(Time::ZERO);
        #[expect(clippy::cast_possible_truncation, reason = "seconds since a tap, and a part 0…1, for drawing")]
        let (since, gone) = (
            self.last.map_or(SEEN, |last| (seconds - last) as f32),
            (1.0 - self.taps.left(now).part_of(Taps::LONGEST)) as f32,
        );
        ui.painter().extend(states::soft(centre, radius, gone, palette.accent, palette));
        let fresh = (1.0 - since / SEEN).clamp(0.0, 1.0);
        if fresh > 0.0 {
            // The tap answers, and is gone again.
            ui.painter().circle_filled(centre, radius * 0.96, palette.card_tint(palette.accent, 0.22 * fresh));
            motion::next_frame(ui.ctx());
        }
        let top = pos2(window.center().x, window.top() + space::CARD);
        let at = widgets::paint_within(
            ui,
            top,
            Align2::CENTER_TOP,
            Type::Heading,
            palette.ink,
            "Start where you are",
            window.width(),
        );
        widgets::telling(ui, at, ui.scope_id().with("tap title"), &format!("{title}: start where you are"));
        let remains = self.taps.left(now);
        let meaning = match (self.taps.count(), remains.micros().div_ceil(1_000_000)) {
            (0, _) => RING.to_owned(),
            (_, 0) => OVER.to_owned(),
            (_, 1) => "One second left".to_owned(),
            (_, secs) => format!("{secs} seconds left"),
        };
        let under = pos2(window.center().x, window.bottom() - UNDER);
        let note = (Type::Note, palette.quiet);
        let width = window.width() - 2.0 * space::GROUP;
        let at = widgets::paint_within(ui, under, Align2::CENTER_CENTER, note.0, note.1, &meaning, width);
        widgets::telling(ui, at, ui.scope_id().with("tap time"), &meaning);
        let (large, below) = match pace {
            Ok(pace) => (words::tenth_a_minute(pace.breath()), "breaths a minute".to_owned()),
            Err(NotYet::TooFew) => ("–".to_owned(), "Too few taps to tell".to_owned()),
            Err(NotYet::More(_)) if self.taps.count() == 0 => {
                (String::new(), "Tap Space each time a breath in begins".to_owned())
            }
            Err(NotYet::More(more)) => (more.to_string(), if more == 1 { "more tap" } else { "more taps" }.to_owned()),
        };
        let spoken = if large.is_empty() { below.clone() } else { format!("{large} {below}") };
        let lift = if large.is_empty() { 0.0 } else { radius * 0.12 };
        let kind = if radius > 120.0 { Type::Count } else { Type::Word };
        widgets::paint(
            ui,
            centre - vec2(0.0, lift),
            Align2::CENTER_CENTER,
            kind,
            palette.ink,
            &crate::ui::theme::tabular(&large),
        );
        let at = centre + vec2(0.0, radius * if large.is_empty() { 0.0 } else { 0.27 });
        let rect = widgets::paint_within(ui, at, Align2::CENTER_CENTER, Type::Cue, palette.quiet, &below, radius * 1.5);
        let said = widgets::telling(ui, rect, ui.scope_id().with("pace"), &spoken);
        ui.ctx().accesskit_node_builder(said.id, |node| node.set_live(eframe::egui::accesskit::Live::Polite));
    }
}

/// The ring: its middle and its radius.
fn place(window: Rect) -> (eframe::egui::Pos2, f32) {
    let area = Rect::from_min_max(
        pos2(window.left() + space::GROUP, window.top() + 96.0),
        pos2(window.right() - space::GROUP, window.bottom() - 158.0),
    );
    (area.center(), (area.width().min(area.height()) / 2.0).min(230.0))
}

/// Take the pace once there is one, or leave it.
fn answer(ui: &mut Ui, window: Rect, pace: Result<Pace, NotYet>) -> Option<Done> {
    let row = Rect::from_min_max(
        pos2(window.center().x - 150.0, window.bottom() - 100.0),
        pos2(window.center().x + 150.0, window.bottom() - 40.0),
    );
    let palette = Palette::of(ui);
    let out = pos2(window.center().x, window.bottom() - OUT);
    let at = widgets::paint(ui, out, Align2::CENTER_CENTER, Type::Small, palette.quiet, WAY_OUT);
    widgets::telling(ui, at, ui.scope_id().with("tap way out"), WAY_OUT);
    let shown =
        motion::ease(ui.ctx(), ui.scope_id().with("take"), if pace.is_ok() { 1.0 } else { 0.0 }, duration::CONTROL);
    let mut child = ui.new_child(eframe::egui::UiBuilder::new().max_rect(row).id_salt("taps"));
    let mut done = None;
    child.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::NEAR;
        if let Ok(pace) = pace {
            ui.scope(|ui| {
                ui.set_opacity(shown);
                if widgets::pill(ui, "Take this pace").clicked() {
                    done = Some(Done::At(pace));
                }
            });
        } else {
            ui.add_space(112.0);
        }
        if widgets::outline(ui, "Back").clicked() {
            done = Some(Done::Skipped);
        }
    });
    let taken = pace.ok().filter(|_| pressed(&child, Key::Enter)).map(Done::At);
    let skipped = pressed(&child, Key::Escape).then_some(Done::Skipped);
    done.or(skipped).or(taken)
}
