//! What to know before a session is begun for the first time: its caution, whole.
//!
//! Knows what was practised and what was accepted; starts nothing itself.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{Align, Event, Key, Layout, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::theme::{Palette, Type, space};
use super::widgets;
use crate::catalogue::Programme;
use crate::journal::Snapshot;

/// What the two buttons need below the text.
const BUTTONS: f32 = 54.0 + 2.0 * space::GROUP;

/// The session that waits for a yes, and those that had one since the window opened.
#[derive(Debug, Default)]
pub(super) struct Caution {
    pending: Option<Arc<Programme>>,
    accepted: BTreeSet<String>,
}

/// What is to be done with the session that is to begin.
#[derive(Debug)]
pub(super) enum Asked {
    /// Nothing yet.
    Waiting,
    /// To begin it.
    Begin(Arc<Programme>),
}

impl Caution {
    /// A session that is to begin.
    pub(super) fn before(&mut self, programme: Arc<Programme>) {
        self.pending = Some(programme);
    }

    /// Shows what has to be said before the session begins; `None` when none is to begin. `read` says whether the
    /// journal has been asked: until then nothing is known, and nothing is shown.
    pub(super) fn ui(&mut self, ui: &mut Ui, journal: Option<&Snapshot>, read: bool) -> Option<Asked> {
        let programme = Arc::clone(self.pending.as_ref()?);
        let Some(caution) = programme.session.caution.as_deref().filter(|_| !self.is_known(&programme, journal)) else {
            self.pending = None;
            return Some(Asked::Begin(programme));
        };
        if !read {
            return Some(Asked::Waiting);
        }
        match page(ui, &programme.session.title, caution) {
            None => Some(Asked::Waiting),
            Some(Answer::NotNow) => {
                self.pending = None;
                Some(Asked::Waiting)
            }
            Some(Answer::Begin) => {
                self.pending = None;
                self.accepted.insert(programme.hash.clone());
                Some(Asked::Begin(programme))
            }
        }
    }

    fn is_known(&self, programme: &Programme, journal: Option<&Snapshot>) -> bool {
        self.accepted.contains(&programme.hash) || journal.is_some_and(|journal| was_practised(programme, journal))
    }
}

/// Whether this session was practised before, in this wording or under this name.
fn was_practised(programme: &Programme, journal: &Snapshot) -> bool {
    let session = &programme.session;
    let named = !session.title.is_empty();
    journal.entries.iter().any(|entry| {
        entry.hash == programme.hash || named && entry.title == session.title && entry.practice == session.practice
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Begin,
    NotNow,
}

fn page(ui: &mut Ui, title: &str, caution: &str) -> Option<Answer> {
    let palette = Palette::of(ui);
    let window = ui.max_rect();
    let width = 620.0_f32.min(window.width() - 2.0 * space::GROUP);
    let top = if window.height() < 640.0 { space::GROUP } else { (window.height() * 0.2).min(150.0) };
    let rect = Rect::from_min_max(
        pos2(window.center().x - width / 2.0, window.top() + top),
        pos2(window.center().x + width / 2.0, window.bottom()),
    );
    let mut ui = ui.new_child(UiBuilder::new().max_rect(rect).id_salt("caution").layout(Layout::top_down(Align::Min)));
    ScrollArea::vertical().auto_shrink([false, true]).max_height(rect.height() - BUTTONS).show(&mut ui, |ui| {
        ui.scroll_with_delta(vec2(0.0, widgets::scrolled(ui)));
        widgets::text(ui, Type::Title, palette.ink, title);
        widgets::gap(ui, space::SMALL);
        widgets::text(ui, Type::Strong, palette.quiet, "Before you begin");
        widgets::gap(ui, space::HAIR);
        widgets::text(ui, Type::Cue, palette.ink, caution);
        widgets::gap(ui, space::HAIR);
    });
    widgets::gap(&mut ui, space::GROUP);
    let (begin, not_now) = ui
        .horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::NEAR;
            (widgets::pill(ui, "Begin"), widgets::outline(ui, "Not now"))
        })
        .inner;
    // A key that is still held from choosing the session is no answer.
    let pressed = |key| {
        let is_it = move |event: &Event| matches!(event, Event::Key { key: one, pressed: true, repeat: false, modifiers, .. } if *one == key && modifiers.is_none());
        ui.input(|input| input.events.iter().any(is_it))
    };
    if not_now.clicked() || pressed(Key::Escape) {
        Some(Answer::NotNow)
    } else if begin.clicked() || pressed(Key::Enter) && !not_now.has_focus() {
        Some(Answer::Begin)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::catalogue::Catalogue;
    use crate::plan::Entry;

    #[test]
    fn a_session_is_known_by_its_wording_or_by_its_name_and_practice() {
        let programme = Catalogue::shipped().named("box-gentle").unwrap();
        let session = &programme.session;
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let entry = |practice: &str, title: &str, hash: &str| Entry {
            title: title.into(),
            hash: hash.into(),
            ..Entry::by_hand("0".repeat(32), practice, day, 60)
        };
        let known = |entry| was_practised(&programme, &Snapshot { entries: vec![entry], ..Snapshot::default() });
        assert!(known(entry("stretching", "Else", &programme.hash)));
        assert!(known(entry(&session.practice, &session.title, "of an earlier edition")));
        assert!(!known(entry("stretching", &session.title, "")));
        assert!(!known(entry(&session.practice, "Daily five", "")));
        assert!(!was_practised(&programme, &Snapshot::default()));
    }
}
