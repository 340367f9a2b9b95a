//! What is read over the stage: what to take care of. It can be left with any of the keys that leave things.

use eframe::egui::{Align, CornerRadius, Key, Layout, Modifiers, Rect, ScrollArea, Ui, UiBuilder, pos2};

use crate::ui::safety::WhenToStop;
use crate::ui::theme::{Palette, Type, space};
use crate::ui::widgets;

/// What the author says about taking care, and when to stop. Says when it is to be left.
pub(super) fn care(ui: &mut Ui, window: Rect, caution: Option<&str>) -> bool {
    covered(ui, window, "Go on", |ui| {
        let palette = Palette::of(ui);
        if let Some(caution) = caution {
            widgets::heading(ui, Type::Heading, palette.ink, "With care");
            widgets::gap(ui, space::NEAR);
            widgets::text(ui, Type::Cue, palette.ink, caution);
            widgets::gap(ui, space::CARD);
        }
        WhenToStop::default().text(ui);
    })
}

/// When to stop, and when to see someone. Says when it is to be left.
pub(super) fn when_to_stop(ui: &mut Ui, window: Rect, text: &mut WhenToStop) -> bool {
    covered(ui, window, "Back", |ui| text.text(ui))
}

/// A page over everything, with one button.
fn covered(ui: &mut Ui, window: Rect, leave: &str, page: impl FnOnce(&mut Ui)) -> bool {
    let palette = Palette::of(ui);
    ui.painter().rect_filled(window, CornerRadius::ZERO, palette.surface);
    let width = 680.0_f32.min(window.width() - 2.0 * space::GROUP);
    let top = if window.height() < 640.0 { space::GROUP } else { space::PLACE };
    let rect = Rect::from_min_max(
        pos2(window.center().x - width / 2.0, window.top() + top),
        pos2(window.center().x + width / 2.0, window.bottom() - space::GROUP),
    );
    let mut ui = ui.new_child(UiBuilder::new().max_rect(rect).id_salt("page").layout(Layout::top_down(Align::Min)));
    let area = ScrollArea::vertical().auto_shrink(false).max_height(rect.height() - 54.0 - space::GROUP);
    widgets::scrolling(&mut ui, area, |ui| {
        // The bar stands beside the text.
        ui.set_max_width(ui.available_width() - space::NEAR);
        page(ui);
    });
    widgets::gap(&mut ui, space::GROUP);
    let button = widgets::pill(&mut ui, leave);
    if ui.memory(|memory| memory.focused().is_none()) {
        button.request_focus();
    }
    let left = [Key::Escape, Key::C];
    let escaped = left.into_iter().any(|key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)));
    button.clicked() || escaped
}
