//! Start where you are: tapping at each breath in until the pace is known.
//!
//! The window's own time is that of the taps; what they mean is told by [`Taps`].

use std::time::Duration;

use eframe::egui::accesskit::Live;
use eframe::egui::{Align, Align2, Key, Layout, Pos2, Rect, Sense, Ui, UiBuilder, pos2, vec2};

use crate::session::{Pace, PaceError, Taps};
use crate::ui::pacer::states;
use crate::ui::stage::fit;
use crate::ui::theme::{Palette, Type, motion as duration, space, tabular};
use crate::ui::{motion, widgets, words};
use crate::units::Time;

use super::page::pressed;

const TITLE: &str = "Start where you are";
const RING: &str = "The ring fills in a minute: the time there is for tapping.";
const OVER: &str = "The minute is over.";
const WAY_OUT: &str = "Esc goes back to the session as written.";
/// How far above the window's edge it is said what the ring means, and how to go back.
const UNDER: f32 = 128.0;
const OUT: f32 = 22.0;
/// The height of a button, and how wide both and the second alone are.
const PILL: f32 = 56.0;
const BOTH: f32 = 276.0;
const BACK: f32 = 80.0;

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
        widgets::focus_ring(ui, &ring, ring.rect, u8::MAX);
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

    fn draw(&self, ui: &Ui, window: Rect, title: &str, seconds: f64, pace: Result<Pace, PaceError>) {
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
        self.labels(ui, window, title, now);
        let (large, below) = match pace {
            Ok(pace) => (words::tenth_a_minute(pace.breath()), "breaths a minute".to_owned()),
            Err(PaceError::TooFew) => ("–".to_owned(), "Too few taps to tell".to_owned()),
            Err(PaceError::More(_)) if self.taps.count() == 0 => {
                (String::new(), "Tap Space each time a breath in begins".to_owned())
            }
            Err(PaceError::More(more)) => {
                (more.to_string(), if more == 1 { "more tap" } else { "more taps" }.to_owned())
            }
        };
        let spoken = if large.is_empty() { below.clone() } else { format!("{large} {below}") };
        let alone = large.is_empty();
        let kind = if radius > 120.0 { Type::Count } else { Type::Word };
        let kind = if radius > 60.0 { kind } else { Type::Sentence };
        let figure = centre - vec2(0.0, if alone { 0.0 } else { (radius * 0.12).max(18.0) });
        let figure = widgets::paint(ui, figure, Align2::CENTER_CENTER, kind, palette.ink, &tabular(&large));
        let kinds = [Type::Cue, Type::Body, Type::Small];
        let (kind, width) = fit::in_circle(ui, &kinds, &below, radius * if alone { 0.95 } else { 0.8 });
        // Below the figure, whose line is higher than its letters.
        let half = fit::size(ui, kind, &below, width).y / 2.0;
        let under = (centre.y + radius * 0.3).max(figure.bottom() - figure.height() * 0.16 + half);
        let at = pos2(centre.x, if alone { centre.y } else { under });
        let rect = widgets::paint_within(ui, at, Align2::CENTER_CENTER, kind, palette.quiet, &below, width);
        let said = widgets::telling(ui, rect, ui.scope_id().with("pace"), &spoken);
        ui.ctx().accesskit_node_builder(said.id, |node| node.set_live(Live::Polite));
    }

    /// The title, what the ring means, and how to go back.
    fn labels(&self, ui: &Ui, window: Rect, title: &str, now: Time) {
        let palette = Palette::of(ui);
        let places = places(window);
        let middle = |y| pos2(window.center().x, y);
        let width = window.width() - 2.0 * space::EDGE;
        let kind = fit::in_width(ui, &[places.title.1, Type::Name, Type::Strong, Type::SmallStrong], TITLE, width);
        let at = middle(places.title.0);
        let rect = widgets::paint_within(ui, at, Align2::CENTER_TOP, kind, palette.ink, TITLE, width);
        widgets::telling(ui, rect, ui.scope_id().with("tap title"), &format!("{title}: start where you are"));
        let meaning = match (self.taps.count(), self.taps.left(now).micros().div_ceil(1_000_000)) {
            (0, _) => RING.to_owned(),
            (_, 0) => OVER.to_owned(),
            (_, 1) => "One second left".to_owned(),
            (_, secs) => format!("{secs} seconds left"),
        };
        // A tiny window has no room for them: the ring and the button are there.
        let Some((under, out)) = places.notes else { return };
        for (id, y, kind, text) in
            [("tap time", under, Type::Note, meaning.as_str()), ("tap way out", out, Type::Small, WAY_OUT)]
        {
            let rect = widgets::paint_within(ui, middle(y), Align2::CENTER_CENTER, kind, palette.quiet, text, width);
            widgets::telling(ui, rect, ui.scope_id().with(id), text);
        }
    }
}

/// Where everything stands.
struct TapLayout {
    /// How high the title begins, and what it is set in.
    title: (f32, Type),
    /// The room for the ring.
    ring: Rect,
    /// How high it is said what the ring means, and how to go back.
    notes: Option<(f32, f32)>,
    /// Where the buttons stand: side by side or, in a narrow window, one below the other.
    row: Rect,
}

fn places(window: Rect) -> TapLayout {
    let tiny = window.width() < space::TINY || window.height() < 400.0;
    let (above, row, below) = match window {
        narrow if narrow.width() < space::TINY => (40.0, 2.0 * PILL, space::HAIR),
        low if low.height() < 400.0 => (52.0, PILL, space::HAIR),
        _ => (96.0, 60.0, 40.0),
    };
    let bottom = window.bottom() - below;
    let notes = if tiny { 0.0 } else { 58.0 };
    let side = if tiny { space::EDGE } else { space::GROUP };
    TapLayout {
        title: if tiny {
            (window.top() + space::TIGHT, Type::Name)
        } else {
            (window.top() + space::CARD, Type::Heading)
        },
        ring: Rect::from_min_max(
            pos2(window.left() + side, window.top() + above),
            pos2(window.right() - side, bottom - row - notes),
        ),
        notes: (!tiny).then(|| (window.bottom() - UNDER, window.bottom() - OUT)),
        row: Rect::from_x_y_ranges(window.shrink2(vec2(space::EDGE, 0.0)).x_range(), bottom - row..=bottom),
    }
}

/// The ring: its middle and its radius.
fn place(window: Rect) -> (Pos2, f32) {
    let ring = places(window).ring;
    (ring.center(), (ring.width().min(ring.height()) / 2.0).min(230.0))
}

/// Take the pace once there is one, or leave it.
fn answer(ui: &mut Ui, window: Rect, pace: Result<Pace, PaceError>) -> Option<Done> {
    let TapLayout { row, .. } = places(window);
    let shown =
        motion::ease(ui.ctx(), ui.scope_id().with("take"), if pace.is_ok() { 1.0 } else { 0.0 }, duration::CONTROL);
    let narrow = window.width() < space::TINY;
    // Side by side they stand in the middle together: both are as wide as their words.
    let whole = if pace.is_ok() { BOTH } else { BACK };
    let row = if narrow { row } else { Rect::from_center_size(row.center(), vec2(whole, row.height())) };
    let layout = if narrow { Layout::top_down(Align::Center) } else { Layout::left_to_right(Align::Center) };
    let mut child = ui.new_child(UiBuilder::new().max_rect(row).id_salt("taps").layout(layout));
    child.spacing_mut().item_spacing = vec2(space::NEAR, space::HAIR);
    let mut done = None;
    if let Ok(pace) = pace {
        let take = |ui: &mut Ui| {
            ui.set_opacity(shown);
            widgets::pill(ui, "Take this pace").clicked()
        };
        if child.scope(take).inner {
            done = Some(Done::At(pace));
        }
    }
    if widgets::outline(&mut child, "Back").clicked() {
        done = Some(Done::Skipped);
    }
    let taken = pace.ok().filter(|_| pressed(&child, Key::Enter)).map(Done::At);
    let skipped = pressed(&child, Key::Escape).then_some(Done::Skipped);
    done.or(skipped).or(taken)
}
