//! How it is, from 0 to 10: before, while one gets ready, and after, at the end. Both may be left out.

use eframe::egui::{Align2, Id, Rect, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::{fit, keys, picture, said};
use crate::ui::theme::{Palette, Type, radius, space, tabular};
use crate::ui::widgets;

/// What is asked, before as after.
pub(super) const ASKED: &str = "How much pain do you feel right now?";
const ENDS: [&str; 2] = ["none", "worst imaginable"];
/// The most there is.
const MOST: u8 = 10;
/// The height of a line of the question, and of the figures with what stands below them.
const LINE: f32 = 29.0;
const FIGURES: f32 = 63.0;

/// How far below the controls it stands: below a sentence.
pub(super) const BELOW: f32 = 38.0;

/// What was answered so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ratings {
    pub(super) before: Option<u8>,
    pub(super) after: Option<u8>,
}

/// An answer; `None` takes back what was answered before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rated(pub(super) Option<u8>);

/// The height of the question in so much width, and of its figures.
pub(super) fn height(ui: &Ui, width: f32) -> f32 {
    FIGURES + fit::size(ui, Type::Note, ASKED, width).y.max(LINE)
}

/// How wide it is while one gets ready.
pub(super) fn width(window: Rect) -> f32 {
    420.0_f32.min(window.width() - 2.0 * space::GROUP)
}

/// Where it is asked while one gets ready: below the sentence under the controls.
fn place(ui: &Ui, window: Rect) -> Rect {
    let width = width(window);
    let top = picture::area(window, 0.0).top() + BELOW;
    Rect::from_min_size(pos2(window.center().x - width / 2.0, top), vec2(width, height(ui, width)))
}

/// Asks during the lead-in; says when the answer changed.
pub(super) fn before(ui: &mut Ui, window: Rect, ratings: &mut Ratings) -> Option<Rated> {
    let asked = ask(ui, "before", place(ui, window), ASKED, ratings.before)?;
    ratings.before = asked.0;
    Some(asked)
}

/// The figures 0 to 10 below a question; says when the answer changed. The same figure again takes it back.
pub(super) fn ask(ui: &mut Ui, salt: &str, place: Rect, question: &str, now: Option<u8>) -> Option<Rated> {
    let palette = Palette::of(ui);
    let top = place.center_top();
    let asked = said(ui, salt, top, Align2::CENTER_TOP, (Type::Note, palette.quiet), question, place.width()).rect;
    let cell = place.width() / f32::from(MOST + 1);
    let y = asked.bottom().max(place.top() + LINE) + 17.0;
    let mut pressed = None;
    for figure in 0..=MOST {
        let x = place.left() + cell * (f32::from(figure) + 0.5);
        let rect = Rect::from_center_size(pos2(x, y), vec2(cell, 34.0));
        let response = ui.interact(rect, Id::unique("rating").with((salt, figure)), Sense::click());
        let chosen = now == Some(figure);
        let over = if chosen { 1.0 } else { widgets::hover(ui, &response) };
        if chosen {
            ui.painter().circle_filled(rect.center(), 15.0, palette.accent);
        }
        let ink = if chosen { palette.on_accent } else { palette.quiet.lerp_to_gamma(palette.ink, over) };
        let kind = if chosen { Type::Strong } else { Type::Body };
        widgets::paint(ui, rect.center(), Align2::CENTER_CENTER, kind, ink, &tabular(&figure.to_string()));
        widgets::focus_ring(ui, &response, Rect::from_center_size(rect.center(), vec2(26.0, 26.0)), radius::CARD);
        let name = format!("{figure} of {MOST}");
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, &name));
        if response.clicked() {
            pressed = Some(figure);
        }
    }
    for (end, x, anchor) in [(ENDS[0], place.left(), Align2::LEFT_TOP), (ENDS[1], place.right(), Align2::RIGHT_TOP)] {
        widgets::paint(ui, pos2(x, y + 18.0), anchor, Type::Small, palette.quiet, end);
    }
    // There is no key for ten: 0 after 1 is ten.
    let keyed = keys::figure(ui).map(|figure| if figure == 0 && now == Some(1) { MOST } else { figure });
    let figure = pressed.or(keyed)?;
    Some(Rated((now != Some(figure)).then_some(figure)))
}
