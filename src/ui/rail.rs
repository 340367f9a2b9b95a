//! The words that lead to the places: a rail on the left, or a row below when the window is narrow.

use eframe::egui::{Align, CornerRadius, Key, Layout, Modifiers, Rect, Stroke, Ui, UiBuilder, pos2, vec2};

use super::action::{Action, Place};
use super::theme::{Palette, Type, line, space};
use super::widgets;

/// The places reached from the top of the rail, and from its foot.
const TOP: [(Place, &str); 3] = [(Place::Today, "Today"), (Place::Library, "Library"), (Place::Progress, "Progress")];
const FOOT: [(Place, &str); 2] = [(Place::Settings, "Settings"), (Place::WhenToStop, "When to stop")];
/// Where the rail's words begin.
const LEFT: f32 = 32.0;

/// Whether there is no room for a rail.
pub fn is_narrow(window: Rect) -> bool {
    window.width() < space::NARROW
}

/// Where a place stands within the window.
pub fn content(window: Rect) -> Rect {
    if is_narrow(window) {
        let inside = window.shrink2(vec2(space::GROUP, 0.0));
        return Rect::from_min_max(inside.min, pos2(inside.right(), inside.bottom() - ROW));
    }
    let beside = space::RAIL + space::PLACE;
    let right = if window.width() < 1000.0 { space::CARD } else { space::PLACE };
    let width = (window.width() - beside - right).min(space::CONTENT);
    let left = beside.max((window.width() - width) / 2.0);
    Rect::from_min_size(pos2(window.left() + left, window.top()), vec2(width, window.height()))
}

/// The height of the row on narrow windows.
const ROW: f32 = 56.0;

/// Shows the words; Ctrl+1, 2, 3 lead to the first three places from anywhere.
pub fn ui(ui: &mut Ui, window: Rect, here: Place) -> Option<Action> {
    let chosen = if is_narrow(window) { row(ui, window, here) } else { column(ui, window, here) };
    let keys = [Key::Num1, Key::Num2, Key::Num3];
    let keyed =
        keys.into_iter().zip(TOP).find(|(key, _)| ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, *key)));
    keyed.map(|(_, (place, _))| place).or(chosen).map(Action::Go)
}

fn column(ui: &mut Ui, window: Rect, here: Place) -> Option<Place> {
    let palette = Palette::of(ui);
    let mut chosen = None;
    let wordmark = pos2(window.left() + LEFT, window.top() + 58.0);
    widgets::paint(ui, wordmark, eframe::egui::Align2::LEFT_CENTER, Type::FigureStrong, palette.ink, "Ebb");
    let foot = window.bottom() - 95.0;
    let places = TOP.into_iter().zip([139.0, 181.0, 223.0].map(|y| window.top() + y));
    // On a low window the foot moves below the last word instead of over it.
    let places =
        places.chain(FOOT.into_iter().zip([foot.max(window.top() + 280.0), (foot + 42.0).max(window.top() + 322.0)]));
    for ((place, label), y) in places {
        let rect =
            Rect::from_min_max(pos2(window.left() + LEFT, y - 18.0), pos2(window.left() + LEFT + 128.0, y + 18.0));
        let mut child = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)));
        let current = place == here;
        let kind = if current { Type::Strong } else { Type::Body };
        if widgets::word(&mut child, kind, label, current).clicked() {
            chosen = Some(place);
        }
        if current {
            let bar = Rect::from_min_max(pos2(window.left(), y - 12.0), pos2(window.left() + 4.0, y + 12.0));
            ui.painter().rect_filled(bar, CornerRadius { nw: 0, sw: 0, ne: 2, se: 2 }, palette.accent);
        }
    }
    chosen
}

fn row(ui: &mut Ui, window: Rect, here: Place) -> Option<Place> {
    let palette = Palette::of(ui);
    let rect = Rect::from_min_max(pos2(window.left(), window.bottom() - ROW), window.max);
    ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(line::HAIR, palette.hairline));
    let mut chosen = None;
    let words: Vec<(Place, &str)> = TOP.into_iter().chain(FOOT).collect();
    let short = |label| if label == "When to stop" { "Safety" } else { label };
    let cell = rect.width() / 5.0;
    for ((place, label), left) in words.into_iter().zip([0.0, 1.0, 2.0, 3.0, 4.0]) {
        let corner = pos2(rect.left() + cell * left, rect.top());
        let place_rect = Rect::from_min_size(corner, vec2(cell, ROW));
        let mut child = ui.new_child(
            UiBuilder::new()
                .max_rect(place_rect)
                .layout(Layout::centered_and_justified(eframe::egui::Direction::LeftToRight)),
        );
        child.set_min_size(place_rect.size());
        let current = place == here;
        let kind = if current { Type::SmallStrong } else { Type::Small };
        if widgets::word(&mut child, kind, short(label), current).clicked() {
            chosen = Some(place);
        }
        if current {
            let bar = Rect::from_center_size(pos2(place_rect.center().x, rect.top() + 1.5), vec2(24.0, 3.0));
            ui.painter().rect_filled(bar, CornerRadius::ZERO, palette.accent);
        }
    }
    chosen
}
