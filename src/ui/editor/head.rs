//! The session's own fields: its title and what it counts for above its steps, all else below them.

use eframe::egui::Ui;

use super::super::action::Facts;
use super::super::theme::{Palette, Type, space};
use super::super::widgets;
use super::cells::{Feedback, long, wrong};
use super::draft::{Draft, Field};
use crate::catalogue;
use crate::session::{Named, limits};

const COUNTS: &str = "Counts for";
const ANOTHER: &str = "another";
const PRACTICE: &str = "Name of the practice";
const SOUND: &str = "Picture and sound";
const SOUND_ABOUT: &str = "Each can be what the Settings say when it plays, or its own.";
const NOT_OWN: &str = "from Settings";
const MORE: &str = "About it";
const ABOUT: &str = "What it is";
const CAUTION: &str = "Who should take care (shown before it begins for the first time)";
const NEEDS: &str = "What to have at hand, such as a chair or two cushions";
const SOURCE: &str = "Where its numbers come from";
const LANGUAGE: &str = "Language of its words, for the voice (a tag such as en or pt-BR; the computer's when empty)";

/// Which practice it counts for: one of those there are, or one that is being named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Practice {
    #[default]
    Known,
    /// What was typed as its name.
    Named(String),
}

/// The title, and what it counts for.
pub(super) fn above(
    ui: &mut Ui,
    facts: &Facts<'_>,
    draft: &mut Draft,
    practice: &mut Practice,
    told: &mut Feedback<'_>,
) {
    long(ui, &mut draft.title, told, Field::Title, "Title", 1);
    widgets::gap(ui, space::NEAR);
    widgets::text(ui, Type::Note, Palette::of(ui).quiet, COUNTS);
    let mut ids = facts.practice_ids();
    let is_new = matches!(practice, Practice::Named(_));
    if !is_new && !draft.practice.is_empty() && !ids.contains(&draft.practice) {
        ids.push(draft.practice.clone());
    }
    let names: Vec<String> = ids.iter().map(|id| facts.practice_name(id)).collect();
    let mut words: Vec<(Option<usize>, &str)> =
        names.iter().map(String::as_str).enumerate().map(|(nth, name)| (Some(nth), name)).collect();
    words.push((None, ANOTHER));
    let mut at = if is_new { None } else { ids.iter().position(|id| *id == draft.practice) };
    if widgets::choice(ui, COUNTS, &words, &mut at) {
        draft.practice = at.map(|nth| ids[nth].clone()).unwrap_or_default();
        *practice = if at.is_some() { Practice::Known } else { Practice::Named(String::new()) };
    }
    if let Practice::Named(name) = practice {
        long(ui, name, told, Field::Practice, PRACTICE, 1);
        draft.practice = if name.trim().is_empty() { String::new() } else { catalogue::file_name(name) };
    } else if let Some(words) = told.of_field(Field::Practice) {
        wrong(ui, words);
    }
}

/// What it looks and sounds like, and what it is.
pub(super) fn below(ui: &mut Ui, draft: &mut Draft, told: &mut Feedback<'_>) {
    widgets::section(ui, SOUND);
    widgets::text(ui, Type::Note, Palette::of(ui).quiet, SOUND_ABOUT);
    widgets::gap(ui, space::NEAR);
    own(ui, "Pacer", &mut draft.pacer);
    own(ui, "Guide", &mut draft.guide);
    own(ui, "Ambience", &mut draft.ambience);
    widgets::row(ui, "End", "", |ui| widgets::one_of(ui, "End", &mut draft.end));
    widgets::section(ui, MORE);
    long(ui, &mut draft.about, told, Field::About, ABOUT, 3);
    long(ui, &mut draft.caution, told, Field::Caution, CAUTION, 3);
    needs(ui, &mut draft.needs, told);
    long(ui, &mut draft.source, told, Field::Source, SOURCE, 2);
    long(ui, &mut draft.language, told, Field::Language, LANGUAGE, 1);
}

/// What to have at hand, a field each, and one more for as long as there may be more.
fn needs(ui: &mut Ui, needs: &mut Vec<String>, told: &mut Feedback<'_>) {
    if needs.last().is_none_or(|last| !last.is_empty()) && needs.len() < limits::NEEDS {
        needs.push(String::new());
    }
    for (nth, thing) in needs.iter_mut().enumerate() {
        let name = if nth == 0 { NEEDS.to_owned() } else { format!("At hand, {}", nth + 1) };
        long(ui, thing, told, Field::Need(nth), &name, 1);
    }
}

/// What the Settings say, or its own.
fn own<T: Named>(ui: &mut Ui, name: &str, chosen: &mut Option<T>) {
    let mut words = vec![(None, NOT_OWN)];
    words.extend(T::ALL.iter().map(|value| (Some(*value), value.label())));
    widgets::row(ui, name, "", |ui| widgets::choice(ui, name, &words, chosen));
}
