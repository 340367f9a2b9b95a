//! Finding sessions: by a word of theirs, by practice, length and holds.
//!
//! Knows what was asked for; refuses to know how what is found is shown.

use eframe::egui::{CornerRadius, Id, Key, Margin, Modifiers, Response, Stroke, StrokeKind, TextEdit, Ui, vec2};

use super::super::action::Facts;
use super::super::theme::{Palette, Type, line, radius, space};
use super::super::widgets;
use crate::catalogue::Programme;
use crate::units::Time;

const SEARCH: &str = "Search";
const HINT: &str = "Search";
const FILTER: &str = "Filter";
const CLEAR: &str = "Clear";
const NEW: &str = "New session";
const NOTHING: &str = "No session is like that.";
const LENGTHS: [(Length, &str); 4] = [
    (Length::Any, "any length"),
    (Length::Short, "up to 5 min"),
    (Length::Middle, "5 to 12 min"),
    (Length::Long, "longer"),
];
const HOLDS: [(Holds, &str); 3] =
    [(Holds::Any, "with or without holds"), (Holds::Without, "without"), (Holds::With, "with")];

/// The widest the field gets.
const WIDEST: f32 = 300.0;

/// How long a session may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
enum Length {
    #[default]
    Any,
    Short,
    Middle,
    Long,
}

/// Whether a session may hold the breath.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
enum Holds {
    #[default]
    Any,
    Without,
    With,
}

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Search {
    text: String,
    practice: Option<String>,
    length: Length,
    holds: Holds,
    filters: Filters,
}

/// Whether the filters are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
enum Filters {
    #[default]
    Folded,
    Shown,
}

/// What is asked of the Library here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SearchAction {
    /// To write a session.
    New,
    /// To go from the field to the first that was found.
    First,
}

impl Search {
    /// Whether everything is shown.
    fn is_empty(&self) -> bool {
        let Self { text, practice, length, holds, .. } = self;
        text.trim().is_empty() && practice.is_none() && *length == Length::Any && *holds == Holds::Any
    }

    /// Whether a session is what is asked for: all words that were typed are in its title, its name, its practice or
    /// what it is about.
    pub(super) fn finds(&self, programme: &Programme, practice: &str, has_holds: bool) -> bool {
        let session = &programme.session;
        let minutes = |minutes: u64| Time::from_secs(60 * minutes + 30);
        let len = programme.timeline.len();
        let long_enough = match self.length {
            Length::Any => true,
            Length::Short => len < minutes(5),
            Length::Middle => len >= Time::from_secs(270) && len < minutes(12),
            Length::Long => len >= minutes(12),
        };
        let held = match self.holds {
            Holds::Any => true,
            Holds::Without => !has_holds,
            Holds::With => has_holds,
        };
        let practised = self.practice.as_ref().is_none_or(|wanted| *wanted == session.practice);
        long_enough && held && practised && self.words_are_in(programme, practice)
    }

    fn words_are_in(&self, programme: &Programme, practice: &str) -> bool {
        let typed = self.text.to_lowercase();
        let mut words = typed.split_whitespace().peekable();
        if words.peek().is_none() {
            return true;
        }
        let session = &programme.session;
        let about = session.about.as_deref().unwrap_or_default();
        let all = format!("{} {} {practice} {about}", session.title, programme.name).to_lowercase();
        words.all(|word| all.contains(word))
    }

    /// The field, and the filters when they are asked for. Ctrl+F and / lead to the field.
    pub(super) fn ui(&mut self, ui: &mut Ui, facts: &Facts<'_>) -> Option<SearchAction> {
        let mut asked = None;
        widgets::gap(ui, space::NEAR);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::SMALL, space::TIGHT);
            let field = self.field(ui);
            let enter = ui.input(|input| input.key_pressed(Key::Enter) || input.key_pressed(Key::ArrowDown));
            if field.lost_focus() && enter || field.has_focus() && ui.input(|input| input.key_pressed(Key::ArrowDown)) {
                asked = Some(SearchAction::First);
            }
            if self.filters == Filters::Folded && widgets::link(ui, FILTER).clicked() {
                self.filters = Filters::Shown;
            }
            if (!self.is_empty() || self.filters == Filters::Shown) && widgets::link(ui, CLEAR).clicked() {
                *self = Self::default();
            }
            if widgets::link(ui, NEW).clicked() {
                asked = Some(SearchAction::New);
            }
        });
        if self.filters == Filters::Shown {
            self.filters(ui, facts);
        }
        asked
    }

    fn field(&mut self, ui: &mut Ui) -> Response {
        let palette = Palette::of(ui);
        let id = Id::unique("library search");
        let format = Type::Body.format(palette.ink);
        let frame = eframe::egui::Frame::NONE.fill(palette.card).inner_margin(Margin::symmetric(12, 7));
        let width = ui.available_width().min(WIDEST);
        let mut hint = Type::Body.job(HINT, palette.quiet, f32::INFINITY);
        for section in &mut hint.sections {
            // As high as what is typed there.
            section.format.line_height = None;
        }
        let field = TextEdit::singleline(&mut self.text)
            .id(id)
            .hint_text(eframe::egui::WidgetText::from(hint))
            .font(format.font_id)
            .text_color(palette.ink)
            .background_color(palette.card)
            .frame(frame)
            .desired_width(width - 2.0 * space::NEAR);
        let response = ui.add(field);
        let stroke = Stroke::new(line::HAIR, palette.quiet);
        ui.painter().rect_stroke(response.rect, CornerRadius::same(radius::CONTROL), stroke, StrokeKind::Outside);
        widgets::focus_ring(ui, &response, response.rect.shrink(1.0), radius::CONTROL);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(SEARCH));
        let writes = ui.ctx().text_edit_focused();
        let called = ui.input_mut(|input| {
            input.consume_key(Modifiers::COMMAND, Key::F) || !writes && input.consume_key(Modifiers::NONE, Key::Slash)
        });
        if called {
            // The sign itself is not typed.
            ui.input_mut(|input| input.events.retain(|event| !matches!(event, eframe::egui::Event::Text(_))));
            response.request_focus();
            response.scroll_to_me(None);
        }
        response
    }

    fn filters(&mut self, ui: &mut Ui, facts: &Facts<'_>) {
        widgets::gap(ui, space::TIGHT);
        let mut ids = facts.practice_ids();
        ids.retain(|id| {
            let loaded = facts.catalogue.items.iter().filter_map(|item| item.loaded.as_ref().ok());
            loaded.into_iter().any(|programme| programme.session.practice == *id)
        });
        let names: Vec<String> = ids.iter().map(|id| facts.practice_name(id)).collect();
        let mut words = vec![(None, "every practice")];
        words.extend(names.iter().enumerate().map(|(nth, name)| (Some(nth), name.as_str())));
        let mut at = self.practice.as_ref().and_then(|wanted| ids.iter().position(|id| id == wanted));
        if widgets::choice(ui, "Practice", &words, &mut at) {
            self.practice = at.map(|nth| ids[nth].clone());
        }
        widgets::choice(ui, "Length", &LENGTHS, &mut self.length);
        widgets::choice(ui, "Holds", &HOLDS, &mut self.holds);
    }

    /// What is said when nothing was found; the way out of it.
    pub(super) fn nothing(&mut self, ui: &mut Ui) {
        let palette = Palette::of(ui);
        widgets::gap(ui, space::GROUP);
        widgets::text(ui, Type::Body, palette.ink, NOTHING);
        widgets::gap(ui, space::TIGHT);
        if widgets::link(ui, "Show all of them").clicked() {
            *self = Self::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    fn found(search: &Search) -> Vec<String> {
        let items = Catalogue::shipped().items;
        let loaded = items.iter().filter_map(|item| item.loaded.as_ref().ok());
        let found = loaded.filter(|one| search.finds(one, "Breathing", one.timeline.has_holds()));
        found.map(|programme| programme.name.clone()).collect()
    }

    #[test]
    fn every_word_typed_has_to_be_there_in_any_case_and_order() {
        let text = |text: &str| found(&Search { text: text.into(), ..Search::default() });
        // Also where another one's description names it.
        assert_eq!(text("  FIVE daily "), ["daily-five", "four-five"]);
        assert_eq!(text("stretch-tw"), ["stretch-twenty"]);
        assert_eq!(text("zebra"), Vec::<String>::new());
        assert_eq!(text("").len(), 30);
    }

    #[test]
    fn filters_narrow_it_down_together() {
        let holds = Search { holds: Holds::With, ..Search::default() };
        assert_eq!(found(&holds), ["box-gentle", "four-seven-eight", "soft-drop-hold"]);
        let relaxation = Search { practice: Some("relaxation".into()), ..holds };
        assert_eq!(found(&relaxation), ["soft-drop-hold"]);
        let long = Search { length: Length::Long, practice: Some("breathing".into()), ..Search::default() };
        assert_eq!(found(&long), ["long-exhale-night"]);
        let lengths =
            [Length::Short, Length::Middle, Length::Long].map(|length| found(&Search { length, ..Search::default() }));
        // Those of about five minutes are both up to five minutes and five to twelve.
        let both = lengths[0].iter().filter(|name| lengths[1].contains(name)).count();
        assert_eq!(lengths.iter().map(Vec::len).sum::<usize>() - both, 30);
    }
}
