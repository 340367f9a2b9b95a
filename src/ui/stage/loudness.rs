//! How loud it is, among the small words below the stage: a line to move along, its figure, and silence or sound again.

use eframe::egui::{Align, Align2, Color32, Event, Id, Layout, Memory, Rect, Response, Ui, UiBuilder, pos2, vec2};

use super::actions::StageAction;
use super::{controls, fit};
use crate::settings::Settings;
use crate::ui::theme::{Type, space, tabular};
use crate::ui::widgets;

/// The line's length.
const LINE: f32 = 100.0;
/// How far the wheel, or a press of ← or →, moves it, in percent.
pub(super) const STEP: u32 = 5;
const NAME: &str = "Volume";
const MUTE: [&str; 2] = ["mute", "sound on"];

/// What a turn of the wheel over the line makes of it.
fn wheeled(ui: &Ui, line: &Response, percent: u32) -> u32 {
    if !line.hovered() {
        return percent;
    }
    let turned = |event: &Event| if let Event::MouseWheel { delta, .. } = event { delta.y } else { 0.0 };
    let turned: f32 = ui.input(|input| input.events.iter().map(turned).sum());
    match turned {
        up if up > 0.0 => (percent + STEP).min(100),
        down if down < 0.0 => percent.saturating_sub(STEP),
        _ => percent,
    }
}

/// What the words take, each as wide as it ever gets, so that nothing moves when they change.
struct Widths {
    name: f32,
    figure: f32,
    mute: f32,
}

impl Widths {
    fn of(ui: &Ui) -> Self {
        let wide = |text: &str| fit::size(ui, Type::Small, text, f32::INFINITY).x;
        Self {
            name: wide("volume") + space::TIGHT,
            figure: wide(&tabular("100 %")) + space::TIGHT,
            mute: MUTE.into_iter().map(wide).fold(0.0, f32::max) + space::SMALL,
        }
    }

    fn all(&self) -> f32 {
        self.name + LINE + self.figure + self.mute
    }
}

/// How much of the row it takes.
pub(super) fn width(ui: &Ui) -> f32 {
    Widths::of(ui).all()
}

fn id() -> Id {
    Id::unique("stage volume")
}

/// Whether the keyboard is on the line.
pub(super) fn focused(ui: &Ui) -> bool {
    ui.memory(Memory::focused).is_some_and(|focus| focus == widgets::slide_id(id(), NAME))
}

/// Shows it in `place`; what is wished of it.
pub(super) fn ui(ui: &mut Ui, place: Rect, settings: &Settings, ink: Color32) -> Option<StageAction> {
    let widths = Widths::of(ui);
    let middle = place.center().y;
    widgets::paint(ui, pos2(place.left(), middle), Align2::LEFT_CENTER, Type::Small, ink, "volume");
    let left = place.left() + widths.name;
    let line = Rect::from_center_size(pos2(left + LINE / 2.0, middle), vec2(LINE, space::TOUCH));
    let builder = UiBuilder::new().max_rect(line).scope_id(id()).layout(Layout::left_to_right(Align::Center));
    let mut child = ui.new_child(builder);
    let mut percent = settings.volume_percent;
    let response = widgets::slide(&mut child, NAME, &mut percent, &(0..=100), STEP, LINE);
    percent = wheeled(ui, &response, percent);
    let shown = tabular(&format!("{} %", settings.volume_percent));
    let at = pos2(line.right() + space::HAIR, middle);
    widgets::paint(ui, at, Align2::LEFT_CENTER, Type::Small, ink, &shown);
    let word = Rect::from_min_size(pos2(line.right() + widths.figure, place.top()), vec2(widths.mute, place.height()));
    let mute = controls::Control::new(StageAction::Mute, MUTE[usize::from(settings.muted)], "Mute");
    let pressed = controls::word(ui, word, &mute, (Type::Small, ink));
    controls::ring(ui, &pressed, word);
    controls::is_toggled(ui, &pressed, settings.muted);
    if pressed.clicked() {
        return Some(StageAction::Mute);
    }
    (percent != settings.volume_percent).then_some(StageAction::Volume(percent))
}
