//! When to stop: what Ebb is not, and when to see someone.

use eframe::egui::Ui;

use super::action::Action;
use super::theme::{Palette, Type, space};
use super::widgets;

/// The two lines on Today until they were seen.
pub const SHORT: [&str; 2] = [
    "Ebb is a habit tool, not a medical device: it does not diagnose or treat.",
    "Stop whenever something hurts or you feel dizzy. You can always breathe as you like.",
];

const HEADING: &str = "When to stop";

/// Headings, and what stands under each.
const PAGE: [(&str, &[&str]); 5] = [
    (
        "What Ebb is",
        &["A habit tool, not a medical device: it does not diagnose, treat or monitor anything. \
           It keeps time, and a record that stays on this computer."],
    ),
    (
        "Get help at once",
        &[
            "for sudden severe pelvic pain with vomiting or fever, pain with bleeding when you could be pregnant, chest \
           pain, or fainting.",
        ],
    ),
    (
        "Stop at once when",
        &[
            "something hurts, or hurts more than before. A stretch is easy or it is too far.",
            "you feel dizzy, or your hands or face tingle: breathe smaller, as you like, lying or sitting.",
            "your heart stumbles or races, or you feel faint.",
            "it is too much right now. No part of a session has to be done.",
        ],
    ),
    (
        "Ask first",
        &[
            "in pregnancy and after a birth, after an operation or injury, with heart or circulation trouble, high \
             pressure of blood or eyes, epilepsy, or a condition of the lungs: ask your clinician which of these suit \
             you. Leave out sessions that hold the breath.",
            "if you take medicine for your blood pressure: slow breathing can lower it a little.",
            "a pelvic floor that is too tight should be let go, not trained: no tightening, no straining, no bearing \
             down.",
        ],
    ),
    (
        "See a clinician soon",
        &[
            "for a diagnosis before you begin, if you have none; dilators only together with a physical therapist.",
            "for bleeding after sex or between periods, fever, unusual discharge, a new lump, or pain that stays in \
             spite of treatment.",
        ],
    ),
];

/// The place.
#[derive(Clone, Copy, Debug)]
pub struct WhenToStop;

impl WhenToStop {
    /// Shows it.
    pub fn ui(ui: &mut Ui) -> Option<Action> {
        widgets::page(ui, HEADING, parts);
        None
    }
}

/// All of it, with its heading.
pub fn text(ui: &mut Ui) {
    widgets::heading(ui, Type::Heading, Palette::of(ui).ink, HEADING);
    parts(ui);
}

fn parts(ui: &mut Ui) {
    let palette = Palette::of(ui);
    for (heading, lines) in PAGE {
        widgets::gap(ui, space::GROUP);
        widgets::heading(ui, Type::Strong, palette.quiet, heading);
        widgets::gap(ui, space::HAIR);
        for line in lines {
            let single = lines.len() == 1;
            ui.horizontal_top(|ui| {
                if !single {
                    widgets::text(ui, Type::Body, palette.quiet, "–  ");
                }
                ui.vertical(|ui| widgets::text(ui, Type::Body, palette.ink, line));
            });
            widgets::gap(ui, space::HAIR);
        }
    }
}
