//! When to stop: what is said of it, as a place and over the stage.
//!
//! Shows it and knows where it begins; refuses to know what it says.

use eframe::egui::{Align, Response, Sense, Ui, WidgetInfo, accesskit::Role};

use super::action::Action;
use super::app::Place;
use super::theme::{Palette, Type, radius, space};
use super::{why, widgets};
use crate::advice::{Page, Part, SEE_A_CLINICIAN, SOURCES, WHEN_TO_STOP};

/// The word that leads to whom to see.
pub const SEE_SOMEONE: &str = "When to see someone";

/// For so many frames after it was opened the page may still move.
const SETTLES: u8 = 4;

/// Where the page stands when it is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// At its top, where an emergency is.
    #[default]
    Top,
    /// Where it says whom to see soon; the keyboard, and what a screen reader reads, begin there.
    SeeSomeone,
}

/// The page as it looks now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WhenToStop {
    start: Start,
    /// For how many frames it is still brought there.
    fresh: u8,
}

impl WhenToStop {
    /// Newly opened.
    pub const fn at(start: Start) -> Self {
        Self { start, fresh: SETTLES }
    }

    /// Shows the place.
    pub fn ui(&mut self, ui: &mut Ui) -> Option<Action> {
        widgets::page(ui, WHEN_TO_STOP.name, |ui| {
            self.parts(ui);
            widgets::gap(ui, space::NEAR);
            widgets::link(ui, why::NAME).clicked().then_some(Action::Go(Place::WhyThisHelps))
        })
    }

    /// The same with its heading, over something else.
    pub fn text(&mut self, ui: &mut Ui) {
        widgets::heading(ui, Type::Heading, Palette::of(ui).ink, WHEN_TO_STOP.name);
        self.parts(ui);
    }

    fn parts(&mut self, ui: &mut Ui) {
        if self.fresh > 0 && self.start == Start::Top {
            ui.scroll_to_rect(ui.min_rect(), Some(Align::TOP));
        }
        for one in WHEN_TO_STOP.parts {
            let led = self.fresh > 0 && self.start == Start::SeeSomeone && one.heading == SEE_A_CLINICIAN;
            let heading = part(ui, one, led);
            if led {
                if self.fresh == SETTLES {
                    heading.request_focus();
                }
                ui.scroll_to_rect(heading.rect.expand(space::GROUP), Some(Align::TOP));
            }
        }
        sources(ui, &WHEN_TO_STOP);
        if self.fresh > 0 {
            self.fresh -= 1;
            ui.ctx().request_repaint();
        }
    }
}

/// A page that begins at its top.
pub(super) fn page(ui: &mut Ui, page: &Page) {
    for one in page.parts {
        part(ui, one, false);
    }
    sources(ui, page);
}

/// A part of a page; its heading.
fn part(ui: &mut Ui, part: &Part, led: bool) -> Response {
    let palette = Palette::of(ui);
    widgets::gap(ui, space::GROUP);
    let response = heading(ui, part.heading, led);
    widgets::gap(ui, space::HAIR);
    if !part.lead.is_empty() {
        widgets::text(ui, Type::Body, palette.ink, part.lead);
        widgets::gap(ui, space::HAIR);
    }
    let alone = part.lines.len() == 1;
    for line in part.lines {
        ui.horizontal_top(|ui| {
            if !alone {
                widgets::text(ui, Type::Body, palette.quiet, "–  ");
            }
            ui.vertical(|ui| widgets::text(ui, Type::Body, palette.ink, line));
        });
        widgets::gap(ui, space::HAIR);
    }
    response
}

/// The heading of a part. The keyboard can stand on it while it was led there; else Tab passes it by.
fn heading(ui: &mut Ui, words: &str, led: bool) -> Response {
    let ink = Palette::of(ui).ink;
    let galley = ui.painter().layout_job(Type::Strong.job(words, ink, ui.available_width()));
    let (_, rect) = ui.allocate_space(galley.size());
    ui.painter().galley(rect.min, galley, ink);
    let id = ui.scope_id().with(words);
    let stands = led || ui.memory(|memory| memory.has_focus(id));
    let response = ui.interact(rect, id, if stands { Sense::focusable_noninteractive() } else { Sense::hover() });
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    widgets::is_heading(ui, response.id, Type::Strong, words);
    widgets::focus_ring(ui, &response, rect, radius::MARK);
    response
}

fn sources(ui: &mut Ui, page: &Page) {
    let quiet = Palette::of(ui).quiet;
    widgets::gap(ui, space::GROUP);
    heading(ui, SOURCES, false);
    widgets::gap(ui, space::HAIR);
    for source in page.sources {
        widgets::text(ui, Type::Note, quiet, source);
    }
}
