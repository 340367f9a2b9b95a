//! What can be done with a session beyond beginning it: heard, copied, changed and, when it is the user's own, taken
//! away and shown in its folder. And what became of that.

use eframe::egui::{Rect, Ui, vec2};

use super::super::action::{Action, Edit, Facts};
use super::super::jobs::{Job, Outcome};
use super::super::theme::space;
use super::super::widgets;
use crate::catalogue::{Item, Programme, Removed};

const HEAR: &str = "Preview";
const HEAR_NO_MORE: &str = "End the preview";
const YOURS: &str = "Make it yours";
const CHANGE: &str = "Edit";
const COPY: &str = "Duplicate";
const DELETE: &str = "Delete";
pub(super) const SHOW: &str = "Show file";

/// What is asked of the chosen session.
#[derive(Clone, Debug)]
pub(super) enum OwnAction {
    /// To hear it, or to hear it no more.
    Hear,
    /// To be asked whether it is to go.
    Delete,
    /// Something that the window does.
    Do(Action),
}

/// The links below a session's button.
pub(super) fn links(ui: &mut Ui, item: &Item, is_heard: bool) -> Option<OwnAction> {
    let name = || item.name.clone();
    let edit = |words, edit| (words, OwnAction::Do(Action::Edit(edit)));
    let mut links = Vec::new();
    match &item.path {
        None => links.push(edit(YOURS, Edit::Session(name()))),
        Some(path) => {
            links.push(edit(CHANGE, Edit::Session(name())));
            links.push(edit(COPY, Edit::Copy(name())));
            links.push((DELETE, OwnAction::Delete));
            links.push((SHOW, OwnAction::Do(Action::Do(Job::Reveal(path.clone())))));
        }
    }
    widgets::gap(ui, space::NEAR);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::SMALL, space::HAIR);
        let hear = widgets::link_known(ui, HEAR, if is_heard { HEAR_NO_MORE } else { HEAR });
        let mut asked = hear.clicked().then_some(OwnAction::Hear);
        for (words, what) in links {
            if widgets::link(ui, words).clicked() {
                asked = Some(what);
            }
        }
        asked
    })
    .inner
}

/// Where a session stands in the catalogue.
pub(super) fn item_of<'a>(facts: &Facts<'a>, programme: &Programme) -> Option<&'a Item> {
    facts.catalogue.items.iter().find(|item| item.name == programme.name && item.loaded.is_ok())
}

/// Taking an own session away.
pub(super) fn removal(facts: &Facts<'_>, programme: &Programme) -> Option<Action> {
    let path = item_of(facts, programme)?.path.clone()?;
    Some(Action::Do(Job::Remove(path)))
}

/// What became of the last thing done with a file.
#[derive(Debug, Default)]
pub(super) struct JobNotice {
    sentence: Option<String>,
    removed: Option<Removed>,
    /// Whether it is still to be brought into sight.
    news: bool,
}

impl JobNotice {
    /// From now on tells this.
    pub(super) fn hear(&mut self, outcome: Outcome) {
        let refused = |why: String| Self { sentence: Some(super::as_sentence(&why)), removed: None, news: true };
        *self = match outcome {
            Outcome::Removed(Ok(removed)) => {
                let path = removed.path().display().to_string();
                Self {
                    sentence: Some(format!("Deleted. The file is kept as {path} until you delete it there.")),
                    removed: Some(removed),
                    news: true,
                }
            }
            Outcome::Restored(Ok(())) => Self { sentence: Some("It is back.".to_owned()), removed: None, news: true },
            Outcome::Unread(why)
            | Outcome::Removed(Err(why))
            | Outcome::Restored(Err(why))
            | Outcome::Revealed(Err(why)) => refused(why),
            Outcome::Added(_) | Outcome::Kept(_) | Outcome::Revealed(Ok(())) | Outcome::Transferred(_) => {
                Self::default()
            }
        };
    }

    /// Shows it; asks to bring back what was taken away.
    pub(super) fn ui(&mut self, ui: &mut Ui) -> Option<Action> {
        let sentence = self.sentence.as_deref()?;
        widgets::gap(ui, space::NEAR);
        if std::mem::take(&mut self.news) {
            let here = ui.cursor().min;
            ui.scroll_to_rect(Rect::from_min_size(here, vec2(1.0, space::TOUCH)), None);
        }
        let undone = widgets::notice(ui, sentence, self.removed.is_some().then_some("Undo"));
        let removed = if undone { self.removed.take() } else { None };
        Some(Action::Do(Job::Restore(removed?)))
    }
}

/// Asks whether a session is to go; the answer, once there is one.
pub(super) fn question(ui: &mut Ui, title: &str) -> Option<bool> {
    let about = "Its file is put aside, and Undo brings it back. What you practised with it stays in your log.";
    widgets::gap(ui, space::NEAR);
    widgets::confirm(ui, &format!("Delete “{title}”?"), about, "Delete it", "Keep it")
}
