//! The editor: a session built from steps as rows, without a word of its language.
//!
//! Knows what is typed and what the reader says of it; refuses to write a file: that is asked for.

mod arrange;
mod cells;
mod draft;
mod foot;
mod head;
mod judge;
mod keys;
mod leaving;
mod number;
mod opened;
mod step;
mod steps;
mod summary;

use std::sync::Arc;

use eframe::egui::{Context, Id, Memory, Rect, Ui, UiBuilder};

use crate::catalogue::{Kept, Place as FilePlace, Programme};
use crate::session::Session;
use crate::timeline::Timeline;

use super::action::{Action, Facts, Then};
use super::app::Place;
use super::jobs::Job;
use super::theme::{Palette, Type, space};
use super::{wave, widgets};
use arrange::Way;
use cells::Feedback;
use draft::{Draft, Field};
use head::Practice;
use judge::{FieldPlace, Mistake};
pub(super) use opened::Origin;
use step::Topics;

const SAVING: &str = "Saving …";
const TRIED: &str = "Tried out: nothing of it is in your log.";

/// A session being written.
#[derive(Debug)]
pub(super) struct Editor {
    draft: Draft,
    /// As it was opened or last saved.
    kept: Draft,
    origin: Origin,
    judged: Judged,
    /// The step whose fields are shown.
    open: Option<u64>,
    topics: Topics,
    practice: Practice,
    /// Where the keyboard goes next.
    focus: Option<FieldPlace>,
    reveal: Option<u64>,
    /// Whether what was left blank is told, too: once it was to be saved or tried.
    blanks: Blanks,
    /// As it was before a step was removed, and right after that.
    removed: Option<Box<(Draft, Draft)>>,
    leaving: LeavingState,
    /// What had the keyboard when it was asked whether to leave.
    had_keyboard: Option<Id>,
    saving: Saving,
    /// What became of saving.
    said: Option<String>,
}

/// What is said of fields that nothing was typed into yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Blanks {
    Quiet,
    Told,
}

/// Whether it is being asked what becomes of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LeavingState {
    No,
    Asked(Then),
}

/// What is being saved, and what comes after it.
#[derive(Clone, Debug, PartialEq)]
enum Saving {
    No,
    Under { way: Box<Draft>, then: Option<Then> },
}

/// A draft and what the reader made of it.
#[derive(Debug)]
struct Judged {
    of: Draft,
    read: Result<Session, Vec<Mistake>>,
    /// What its steps come to, also while it has no title.
    timeline: Option<Arc<Timeline>>,
    /// Of the last draft whose steps could be read.
    heights: Vec<f32>,
}

impl Judged {
    fn of(draft: &Draft, heights: Vec<f32>) -> Self {
        let read = draft.read();
        let untitled = || Draft { title: "Untitled".into(), ..draft.clone() }.read().ok();
        let session = read.as_ref().ok().cloned().or_else(|| draft.title.is_empty().then(untitled).flatten());
        let timeline = session.map(|session| Arc::new(Timeline::compile(&session)));
        let heights = timeline.as_ref().map_or(heights, |timeline| wave::heights(timeline, 4.0, 160));
        Self { of: draft.clone(), read, timeline, heights }
    }
}

impl Editor {
    /// A session that is to be written, or changed.
    pub(super) fn new(origin: Origin) -> Self {
        let draft = origin.draft();
        // A new one begins with its title; there its only step is open already.
        let begins = matches!(origin, Origin::New);
        Self {
            judged: Judged::of(&draft, Vec::new()),
            kept: draft.clone(),
            open: if begins { draft.steps.first().map(|row| row.id) } else { None },
            draft,
            origin,
            topics: Topics::default(),
            practice: Practice::default(),
            focus: Some(FieldPlace { row: None, field: Field::Title }),
            reveal: None,
            blanks: Blanks::Quiet,
            removed: None,
            leaving: LeavingState::No,
            had_keyboard: None,
            saving: Saving::No,
            said: None,
        }
    }

    /// Whether something would be lost.
    pub(super) fn is_changed(&self) -> bool {
        self.draft != self.kept
    }

    /// Asks what becomes of the changes, before it is left.
    pub(super) fn ask_before(&mut self, ctx: &Context, then: Then) {
        self.leaving = LeavingState::Asked(then);
        self.had_keyboard = ctx.memory(Memory::focused);
    }

    /// Takes note of what became of saving; where it is left for now, if it was saved in order to leave.
    pub(super) fn saved(&mut self, outcome: Result<Kept, String>) -> Option<Then> {
        let Saving::Under { way, then } = std::mem::replace(&mut self.saving, Saving::No) else { return None };
        match outcome {
            Ok(kept) => {
                self.said = Some(if kept.beside {
                    format!("Saved beside it as {}: the file had been changed meanwhile.", kept.name)
                } else {
                    format!("Saved as {}.", kept.name)
                });
                self.kept = *way;
                self.origin = Origin::Own { session: None, path: kept.path, hash: kept.hash };
                then
            }
            Err(why) => {
                self.said = Some(format!("Not saved: {why}."));
                None
            }
        }
    }

    /// Shows it; asks for files to be written, for the draft to be played, and to be left.
    pub(super) fn ui(&mut self, ui: &mut Ui, facts: &Facts<'_>) -> Option<Action> {
        if self.judged.of != self.draft {
            self.said = None;
            self.judged = Judged::of(&self.draft, std::mem::take(&mut self.judged.heights));
        }
        if let LeavingState::Asked(then) = self.leaving {
            return self.leave_ui(ui, then);
        }
        let keyed = self.keys(ui);
        let room = ui.available_rect_before_wrap();
        let stands = foot::stands(room);
        let page = if stands { room.with_max_y(room.bottom() - foot::HIGH) } else { room };
        let mut child = ui.new_child(UiBuilder::new().max_rect(page).id_salt("editor page"));
        child.shrink_clip_rect(Rect::from_x_y_ranges(ui.clip_rect().x_range(), page.y_range()));
        let mut at_the_end = None;
        widgets::page(&mut child, self.origin.heading(), |ui| {
            self.page(ui, facts);
            if !stands {
                at_the_end = foot::at_the_end(ui, &self.told());
            }
        });
        let below = room.with_min_y(room.bottom() - foot::HIGH);
        let standing = if stands { foot::standing(ui, below, &self.told()) } else { None };
        let asked = keyed.or(standing).or(at_the_end)?;
        self.do_with(&ui.ctx().clone(), asked)
    }

    fn page(&mut self, ui: &mut Ui, facts: &Facts<'_>) {
        let palette = Palette::of(ui);
        if let Some(why) = self.origin.why_a_copy() {
            widgets::gap(ui, space::HAIR);
            widgets::text(ui, Type::Note, palette.quiet, &why);
        }
        let all = self.mistakes();
        let all: Vec<&Mistake> = all.iter().collect();
        let mut told = Feedback::of(None, &all, self.focus);
        head::above(ui, facts, &mut self.draft, &mut self.practice, &mut told);
        let view = steps::StepsView { open: self.open, mistakes: &all, focus: self.focus, reveal: self.reveal };
        let asked = steps::ui(ui, &mut self.draft, &view, &mut self.topics);
        head::below(ui, &mut self.draft, &mut told);
        self.focus = None;
        self.reveal = None;
        if let Some(asked) = asked {
            self.arrange(asked);
        }
    }

    /// What is wrong, but for what is only blank as yet.
    fn mistakes(&self) -> Vec<Mistake> {
        let told = |mistake: &&Mistake| !mistake.blank || self.blanks == Blanks::Told;
        self.judged.read.as_ref().err().into_iter().flatten().filter(told).cloned().collect()
    }

    fn told(&self) -> foot::FootView<'_> {
        let said = if self.saving == Saving::No { self.said.as_deref() } else { Some(SAVING) };
        foot::FootView {
            timeline: self.judged.timeline.as_deref(),
            titled: !self.draft.title.is_empty(),
            heights: &self.judged.heights,
            practice: &self.draft.practice,
            wrong: self.mistakes().len(),
            saved: said,
            undo: self.can_take_back(),
        }
    }

    fn arrange(&mut self, asked: steps::StepsAction) {
        use steps::StepsAction;
        match asked {
            StepsAction::Open(id) => self.open = if self.open == Some(id) { None } else { Some(id) },
            StepsAction::Add(kind) => {
                let id = self.draft.add(kind, self.open);
                self.open = Some(id);
                self.reveal = Some(id);
            }
            StepsAction::Move(id, way) => self.shift(id, way),
            StepsAction::Double(id) => self.show(|draft| draft.double(id)),
            StepsAction::Repeat(id) => self.show(|draft| draft.repeat(id)),
            StepsAction::Unfold(id) => {
                self.draft.unfold(id);
                self.open = None;
            }
            StepsAction::Remove(id) => {
                let before = self.draft.clone();
                self.reveal = self.draft.remove(id);
                self.removed = Some(Box::new((before, self.draft.clone())));
                self.open = None;
            }
        }
    }

    fn shift(&mut self, id: u64, way: Way) {
        self.draft.shift(id, way);
        self.reveal = Some(id);
    }

    fn show(&mut self, change: impl FnOnce(&mut Draft) -> Option<u64>) {
        if let Some(id) = change(&mut self.draft) {
            self.open = Some(id);
            self.reveal = Some(id);
        }
    }

    /// Whether a step was removed and nothing was changed since.
    fn can_take_back(&self) -> bool {
        self.removed.as_ref().is_some_and(|removed| removed.1 == self.draft)
    }

    fn take_back(&mut self) {
        if self.can_take_back()
            && let Some(removed) = self.removed.take()
        {
            self.draft = removed.0;
        }
    }

    fn do_with(&mut self, ctx: &Context, asked: foot::FootAction) -> Option<Action> {
        match asked {
            foot::FootAction::Save => self.save(None),
            foot::FootAction::Try => match (&self.judged.read, &self.judged.timeline) {
                (Ok(session), Some(timeline)) => {
                    self.said = Some(TRIED.to_owned());
                    Some(Action::Try(Arc::new(Programme::of_draft(session.clone(), timeline))))
                }
                _ => self.mend(),
            },
            foot::FootAction::Leave => {
                let then = Then::Go(Place::Library);
                if self.is_changed() {
                    self.ask_before(ctx, then);
                    return None;
                }
                Some(Action::LeaveEditor(then))
            }
            foot::FootAction::Mend => self.mend(),
            foot::FootAction::Undo => {
                self.take_back();
                None
            }
        }
    }

    /// Asks for it to be written, unless something is wrong: then that is shown.
    fn save(&mut self, then: Option<Then>) -> Option<Action> {
        if self.saving != Saving::No {
            return None;
        }
        let Ok(session) = &self.judged.read else { return self.mend() };
        let session = Box::new(session.clone());
        self.saving = Saving::Under { way: Box::new(self.draft.clone()), then };
        let place = match &self.origin {
            Origin::Own { path, hash, .. } => FilePlace::Over { path: path.clone(), hash: hash.clone() },
            Origin::New | Origin::Copy { .. } => FilePlace::New,
        };
        Some(Action::Do(Job::Keep(session, place)))
    }

    /// Leads to the first thing that is wrong.
    fn mend(&mut self) -> Option<Action> {
        self.blanks = Blanks::Told;
        if let Err(mistakes) = &self.judged.read
            && let Some(first) = mistakes.first()
        {
            self.open = first.place.row.or(self.open);
            self.reveal = first.place.row;
            self.focus = Some(first.place);
        }
        None
    }

    fn leave_ui(&mut self, ui: &mut Ui, then: Then) -> Option<Action> {
        let answer = leaving::ui(ui, &self.draft.title)?;
        self.leaving = LeavingState::No;
        match answer {
            leaving::LeavingChoice::GoOn => {
                if let Some(field) = self.had_keyboard.take() {
                    ui.memory_mut(|memory| memory.request_focus(field));
                }
                None
            }
            leaving::LeavingChoice::Discard => Some(Action::LeaveEditor(then)),
            leaving::LeavingChoice::Save => self.save(Some(then)),
        }
    }
}
