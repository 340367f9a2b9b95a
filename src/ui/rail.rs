//! The words that lead to the places: a rail on the left, or a row below when the window is narrow.

use eframe::egui::{
    Align, Color32, CornerRadius, Direction, Key, Layout, Modifiers, Rect, Stroke, Ui, UiBuilder, accesskit::Role,
    pos2, vec2,
};

use super::action::Action;
use super::app::Place;
use super::theme::{Palette, Type, line, space};
use super::widgets;

/// Where the rail's words begin.
const LEFT: f32 = 32.0;

/// From one word of the rail to the next.
const STEP: f32 = 42.0;
/// The height of the row on narrow windows, and of each of its lines where it needs more than one.
const ROW: f32 = 56.0;
const LINE: f32 = space::TOUCH;

/// Whether there is no room for a rail.
pub fn is_narrow(window: Rect) -> bool {
    window.width() < space::NARROW || window.height() < space::LOW
}

/// Where a place stands within the window.
pub fn content(ui: &Ui, window: Rect) -> Rect {
    if is_narrow(window) {
        let side = if window.width() < space::TINY { space::EDGE } else { space::GROUP };
        let inside = window.shrink2(vec2(side, 0.0));
        let foot = row_height(lines(ui, window.width()).len());
        return Rect::from_min_max(inside.min, pos2(inside.right(), inside.bottom() - foot));
    }
    let beside = space::RAIL + space::PLACE;
    let right = if window.width() < 1000.0 { space::CARD } else { space::PLACE };
    let width = (window.width() - beside - right).min(space::CONTENT);
    let left = beside.max((window.width() - width) / 2.0);
    Rect::from_min_size(pos2(window.left() + left, window.top()), vec2(width, window.height()))
}

fn row_height(lines: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    if lines == 1 { ROW } else { LINE * lines as f32 + space::TIGHT }
}

/// A word of the row, and the room it takes when it is the strong one.
type Word = (Place, f32);

/// The words in as few lines as hold them, evenly many in each.
fn lines(ui: &Ui, width: f32) -> Vec<Vec<Word>> {
    let room = |place: Place| {
        let name = Type::SmallStrong.job(place.name(), Color32::PLACEHOLDER, f32::INFINITY);
        ui.painter().layout_job(name).size().x
    };
    let words: Vec<Word> = Place::all().map(|place| (place, room(place))).collect();
    let fits = |line: &[Word]| line.iter().map(|word| word.1 + space::NEAR).sum::<f32>() <= width;
    let many = (1..words.len()).find(|many| words.chunks(words.len().div_ceil(*many)).all(fits)).unwrap_or(words.len());
    words.chunks(words.len().div_ceil(many)).map(<[Word]>::to_vec).collect()
}

/// Shows the words; Ctrl and a digit lead to the places, in their order, from anywhere, and F1 to when to stop.
pub fn ui(ui: &mut Ui, window: Rect, here: Place) -> Option<Action> {
    let mut rail = widgets::landmark(ui, window, Role::Navigation, "Places");
    let chosen = if is_narrow(window) { row(&mut rail, window, here) } else { column(&mut rail, window, here) };
    let keys = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
    let keyed = keys
        .into_iter()
        .zip(Place::all())
        .find(|(key, _)| ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, *key)));
    let helped = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F1)).then_some(Place::WhenToStop);
    keyed.map(|(_, place)| place).or(helped).or(chosen).map(Action::Go)
}

fn column(ui: &mut Ui, window: Rect, here: Place) -> Option<Place> {
    let palette = Palette::of(ui);
    let mut chosen = None;
    let wordmark = pos2(window.left() + LEFT, window.top() + 58.0);
    widgets::paint(ui, wordmark, eframe::egui::Align2::LEFT_CENTER, Type::FigureStrong, palette.ink, "Ebb");
    let mut next = window.top() + 139.0;
    let mut places = Vec::new();
    for place in Place::TOP {
        places.push((place, next));
        next += STEP;
    }
    // On a low window the foot moves below the last word instead of over it.
    next = next.max(window.bottom() - 95.0);
    for place in Place::FOOT {
        places.push((place, next));
        next += STEP;
    }
    for (place, y) in places {
        let rect =
            Rect::from_min_max(pos2(window.left() + LEFT, y - 18.0), pos2(window.left() + LEFT + 128.0, y + 18.0));
        let mut child = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)));
        let current = place == here;
        let kind = if current { Type::Strong } else { Type::Body };
        if widgets::word(&mut child, kind, place.name(), current).clicked() {
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
    let lines = lines(ui, window.width());
    let height = row_height(lines.len());
    let rect = Rect::from_min_max(pos2(window.left(), window.bottom() - height), window.max);
    ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(line::HAIR, palette.hairline));
    let mut chosen = None;
    let (step, mut top) = if lines.len() == 1 { (ROW, rect.top()) } else { (LINE, rect.top() + space::HAIR) };
    for words in lines {
        #[expect(clippy::cast_precision_loss, reason = "a few words")]
        let gap = (rect.width() - words.iter().map(|word| word.1).sum::<f32>()) / words.len() as f32;
        let mut left = rect.left();
        for (place, width) in words {
            let cell = Rect::from_min_size(pos2(left, top), vec2(width + gap, step));
            left = cell.right();
            let layout = Layout::centered_and_justified(Direction::LeftToRight);
            let mut child = ui.new_child(UiBuilder::new().max_rect(cell).layout(layout));
            let current = place == here;
            let kind = if current { Type::SmallStrong } else { Type::Small };
            if widgets::word(&mut child, kind, place.name(), current).clicked() {
                chosen = Some(place);
            }
            if current {
                let bar = Rect::from_center_size(pos2(cell.center().x, cell.top() + 1.5), vec2(24.0, 3.0));
                ui.painter().rect_filled(bar, CornerRadius::ZERO, palette.accent);
            }
        }
        top += step;
    }
    chosen
}
