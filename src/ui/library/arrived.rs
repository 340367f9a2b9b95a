//! What became of the files that were dropped on the window.

use eframe::egui::Ui;

use crate::catalogue::{Added, Before};

use super::super::action::Facts;
use super::super::jobs::AddedFiles;
use super::super::theme::{Palette, Type, space};
use super::super::widgets;
use super::{as_sentence, shelf};

/// A line for those that are here now; for each of the others all that is wrong with it.
pub(super) fn ui(ui: &mut Ui, facts: &Facts<'_>, arrived: &AddedFiles) {
    let palette = Palette::of(ui);
    let (same, new): (Vec<&Added>, Vec<&Added>) = arrived.added.iter().partition(|added| added.before == Before::Same);
    for (said, which) in [("Added", new), ("Already here", same)] {
        if !which.is_empty() {
            let titles: Vec<String> = which.into_iter().map(|added| title(facts, added)).collect();
            widgets::gap(ui, space::SMALL);
            widgets::text(ui, Type::Strong, palette.ink, &format!("{said}: {}.", titles.join(", ")));
        }
    }
    for why in &arrived.refused {
        widgets::gap(ui, space::SMALL);
        widgets::text(ui, Type::Strong, palette.ink, &as_sentence(why));
    }
    if arrived.wrong.is_empty() {
        return;
    }
    widgets::gap(ui, space::SMALL);
    widgets::heading(ui, Type::Strong, palette.ink, "Not added yet");
    let note = "The file is as it was. Once it reads well, drop it here again.";
    widgets::text(ui, Type::Note, palette.quiet, note);
    for (nth, text) in arrived.wrong.iter().enumerate() {
        widgets::gap(ui, space::TIGHT);
        shelf::problem_block(ui, &format!("dropped {nth}"), text);
    }
}

fn title(facts: &Facts<'_>, added: &Added) -> String {
    facts.catalogue.programme(&added.name).map_or_else(|| added.name.clone(), |one| one.session.title.clone())
}
