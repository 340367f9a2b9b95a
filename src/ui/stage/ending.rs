//! After a session: a soft word, what it counted for, and where to go on.

use eframe::egui::{Align, Key, Layout, Modifiers, Rect, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};

use super::rating::{self, Rated};
use crate::catalogue::Programme;
use crate::plan::{self, Ended, REASONS, Reason, after_a_stop};
use crate::playback::Saved;
use crate::player::Outcome;
use crate::session::named;
use crate::ui::action::Facts;
use crate::ui::theme::{Palette, Type, space};
use crate::ui::{safety, week_facts, widgets};

/// A session that is over, as the page shows it.
pub(super) struct Over<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) programme: &'a Programme,
    pub(super) outcome: Outcome,
    pub(super) saved: &'a Saved,
    pub(super) why: Why,
    /// The pose that it was stopped in.
    pub(super) pose: Option<&'a str>,
    /// Whether the session can go on where the skip to its end left it.
    pub(super) can_come_back: bool,
    /// How it is after it, if that was answered.
    pub(super) after: Option<u8>,
}

/// What is known about a stop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Why {
    /// It was not stopped, or nothing is asked.
    #[default]
    NotAsked,
    /// Asked and not answered.
    Asked,
    /// Answered, or left unsaid.
    Told(Reason),
}

impl Why {
    /// Whether it was said that it did not do well: then nothing leads back to it.
    pub(super) fn told_unwell(self) -> bool {
        matches!(self, Self::Told(reason) if reason.is_unwell())
    }
}

/// What is wished on the end page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EndingAction {
    /// To Today.
    Today,
    /// The same once more.
    Again,
    /// On where it was left.
    ComeBack,
    /// To log it although it was short.
    LogAnyway,
    /// To say why it was stopped, or to leave it unsaid.
    Tell(Reason),
    /// To say it otherwise.
    AskAgain,
    /// To say how it is now.
    Rate(Rated),
    /// To keep the note as it now is.
    Noted,
    /// Never to be led into the pose again in which it was stopped, or after all.
    LeaveOutPose(bool),
    /// To read when to stop, and when to see someone.
    WhenToStop,
}

const LEFT_OPEN: &str = "Only if you want to say; it stays on this computer. If you don't answer, Ebb keeps no reason and, \
                         to be safe, won't suggest this practice again today.";

const UNLOGGED: &str = "Only if you want to say; it stays on this computer.";

const SAY_OTHERWISE: &str = "Change the answer";

/// What leaves a pose out, or takes that back.
const LEAVE_OUT: &str = "leave out the pose";

const COME_BACK: &str = "Back to the session";

const NOTE: &str = "A note, only for you";
const SAVES_ITSELF: &str = "Saved automatically with this session.";

/// The page; what is written goes into `note`.
pub(super) fn ui(ui: &mut Ui, over: &Over<'_>, note: &mut String) -> Option<EndingAction> {
    let window = ui.max_rect();
    let width = 680.0_f32.min(window.width() - 2.0 * space::GROUP);
    // A small window has no room to give away.
    let top = if window.height() < 640.0 { space::GROUP } else { (window.height() * 0.16).min(150.0) };
    let rect = Rect::from_min_max(
        pos2(window.center().x - width / 2.0, window.top() + top),
        pos2(window.center().x + width / 2.0, window.bottom()),
    );
    let mut ui = ui.new_child(UiBuilder::new().max_rect(rect).id_salt("end").layout(Layout::top_down(Align::Min)));
    let asked = widgets::scrolling(&mut ui, ScrollArea::vertical().auto_shrink(false), |ui| {
        let asked = page(ui, over, note);
        widgets::gap(ui, space::CARD);
        asked
    });
    asked.or_else(|| keys(&ui, over.why, note))
}

fn page(ui: &mut Ui, over: &Over<'_>, note: &mut String) -> Option<EndingAction> {
    let palette = Palette::of(ui);
    let Over { programme, outcome, saved, why, .. } = *over;
    widgets::text(ui, Type::Cue, palette.quiet, &programme.session.title);
    widgets::gap(ui, space::TIGHT);
    widgets::heading(ui, Type::Title, palette.ink, closing(outcome, saved));
    widgets::gap(ui, space::GROUP);
    let mut action = None;
    if over.can_come_back {
        if widgets::outline(ui, COME_BACK).clicked() {
            action = Some(EndingAction::ComeBack);
        }
        widgets::gap(ui, space::NEAR);
    }
    action = record(ui, over).or(action);
    if why != Why::NotAsked {
        widgets::gap(ui, space::GROUP);
        action = action.or(question(ui, over));
    }
    // What is not logged has no place for more.
    if !matches!(saved, Saved::TooShort | Saved::No) {
        action = action.or(more(ui, over, note));
    }
    widgets::gap(ui, space::GROUP);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::NEAR, space::NEAR);
        let today = widgets::pill(ui, "Today");
        if today.clicked() {
            action = Some(EndingAction::Today);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.set_height(54.0);
            if !why.told_unwell() && widgets::outline(ui, "Again").clicked() {
                action = Some(EndingAction::Again);
            }
        });
    });
    widgets::gap(ui, space::NEAR);
    let keys = if why.told_unwell() { "Enter: back to Today." } else { "Enter: back to Today. R: play it again." };
    widgets::text(ui, Type::Small, palette.quiet, keys);
    action
}

/// How it is now, if that is asked, and a note. Either may be left.
fn more(ui: &mut Ui, over: &Over<'_>, note: &mut String) -> Option<EndingAction> {
    let mut action = None;
    if over.facts.settings.ratings {
        widgets::gap(ui, space::GROUP);
        let width = ui.available_width().min(420.0);
        let (place, _) = ui.allocate_exact_size(vec2(width, rating::height(ui, width)), Sense::hover());
        action = rating::ask(ui, "after", place, rating::ASKED, over.after).map(EndingAction::Rate);
    }
    widgets::gap(ui, space::GROUP);
    let field = widgets::field(ui, NOTE, widgets::FieldKind::Lines, note);
    widgets::gap(ui, space::HAIR);
    widgets::text(ui, Type::Small, Palette::of(ui).quiet, SAVES_ITSELF);
    if field.lost_focus() {
        // Esc leaves the field, and only then the page.
        ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        action = action.or(Some(EndingAction::Noted));
    }
    action
}

/// The closing words.
fn closing(outcome: Outcome, saved: &Saved) -> &'static str {
    match (outcome.ended, outcome.reason) {
        (Ended::Skipped, _) => "Skipped to the end.",
        (Ended::Finished, _) => "That's the end. Take a moment before you get up.",
        (Ended::Stopped, Some(reason)) if reason.asks_for_rest() => match saved {
            Saved::Yes(_) => "Stopped. Your time is saved.",
            // What became of it stands below.
            Saved::NotYet | Saved::TooShort | Saved::No | Saved::Waiting(_) => "Stopped. That's always fine.",
        },
        _ => "You ended early. That's always fine.",
    }
}

/// What became of it, and what it counted for: but for a day that asks for rest.
fn record(ui: &mut Ui, over: &Over<'_>) -> Option<EndingAction> {
    let Over { facts, programme, saved, why, .. } = *over;
    let palette = Palette::of(ui);
    let mut action = None;
    match saved {
        Saved::NotYet => {
            widgets::text(ui, Type::Body, palette.quiet, "Saving …");
        }
        Saved::Yes(entry) => {
            let minutes = week_facts::practised(entry.active_s);
            let counted = week_facts::counted(facts, &programme.session.practice).filter(|_| !why.told_unwell());
            let sentence = match &counted {
                Some(counted) => format!("{minutes} practised. {counted}"),
                None => format!("{minutes} practised, and in your log."),
            };
            widgets::text(ui, Type::Cue, palette.ink, &sentence);
            if !why.told_unwell() {
                week_facts::days_ui(ui, facts, &programme.session.practice);
            }
        }
        Saved::TooShort => {
            widgets::text(ui, Type::Body, palette.quiet, "Less than ten seconds, so it is not in your log.");
            widgets::gap(ui, space::NEAR);
            if widgets::outline(ui, "Log it anyway").clicked() {
                action = Some(EndingAction::LogAnyway);
            }
        }
        Saved::No => {
            widgets::text(ui, Type::Body, palette.quiet, "Not in your log.");
        }
        Saved::Waiting(reason) => {
            let reason = reason.trim_end_matches('.');
            let sentence = format!("Not saved yet: {reason}. Ebb keeps trying while the window is open.");
            widgets::text(ui, Type::Body, palette.ink, &sentence);
        }
    }
    action
}

/// Why it was stopped: may be left unsaid, and said otherwise.
fn question(ui: &mut Ui, over: &Over<'_>) -> Option<EndingAction> {
    let reason = match over.why {
        Why::Told(reason) => reason,
        Why::NotAsked => return None,
        Why::Asked => {
            let asked = ask(ui, over.saved);
            widgets::gap(ui, space::TIGHT);
            return asked.or(leave_out(ui, over));
        }
    };
    let palette = Palette::of(ui);
    let leads_on = over.why.told_unwell();
    let (kind, ink) = if leads_on { (Type::Cue, palette.ink) } else { (Type::Body, palette.quiet) };
    widgets::text(ui, kind, ink, after_a_stop(reason));
    let entries = over.facts.journal.map_or(&[][..], |journal| &journal.entries);
    if let Saved::Yes(entry) = over.saved
        && reason == Reason::Pain
        && plan::hurt_again(entries, entry)
    {
        widgets::gap(ui, space::TIGHT);
        widgets::text(ui, Type::Body, palette.ink, plan::HURT_AGAIN);
    }
    widgets::gap(ui, space::TIGHT);
    let mut action = leave_out(ui, over);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::SMALL;
        if leads_on && widgets::link(ui, safety::SEE_SOMEONE).clicked() {
            action = Some(EndingAction::WhenToStop);
        }
        if widgets::link(ui, SAY_OTHERWISE).clicked() {
            action = Some(EndingAction::AskAgain);
        }
    });
    action
}

/// Offers to leave the pose out that it was stopped in; tells when it is left out.
fn leave_out(ui: &mut Ui, over: &Over<'_>) -> Option<EndingAction> {
    let pose = over.pose?;
    let (palette, called) = (Palette::of(ui), named(pose, "this pose"));
    let is_out = over.facts.settings.left_out().has_pose(pose);
    let pressed = if is_out {
        let told = format!("From now on sessions leave out {called}.");
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::NEAR;
            widgets::text(ui, Type::Body, palette.ink, &told);
            widgets::link_known(ui, LEAVE_OUT, "Undo").clicked()
        })
        .inner
    } else {
        widgets::link_known(ui, LEAVE_OUT, &format!("Leave out {called} from now on")).clicked()
    };
    pressed.then_some(EndingAction::LeaveOutPose(!is_out))
}

fn ask(ui: &mut Ui, saved: &Saved) -> Option<EndingAction> {
    let palette = Palette::of(ui);
    let mut action = None;
    widgets::heading(ui, Type::Strong, palette.ink, "What made you stop?");
    // What is not logged says nothing about the day.
    let logged = !matches!(saved, Saved::TooShort | Saved::No);
    widgets::text(ui, Type::Note, palette.quiet, if logged { LEFT_OPEN } else { UNLOGGED });
    widgets::gap(ui, space::NEAR);
    let answers = REASONS.map(|(reason, words)| (words, EndingAction::Tell(reason)));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::TIGHT, space::TIGHT);
        for (words, answer) in answers {
            if widgets::outline(ui, words).clicked() {
                action = Some(answer);
            }
        }
    });
    widgets::gap(ui, space::TIGHT);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::SMALL;
        for (words, answer) in
            [("Rather not say", EndingAction::Tell(Reason::Unsaid)), (safety::SEE_SOMEONE, EndingAction::WhenToStop)]
        {
            if widgets::link(ui, words).clicked() {
                action = Some(answer);
            }
        }
    });
    action
}

/// The keys of the page, while nothing is written. R is one only while nothing has the keyboard and there is no note:
/// it may be meant for one.
fn keys(ui: &Ui, why: Why, note: &str) -> Option<EndingAction> {
    if ui.ctx().text_edit_focused() {
        return None;
    }
    let free = ui.memory(|memory| memory.focused().is_none());
    ui.input_mut(|input| {
        if free && input.consume_key(Modifiers::NONE, Key::Enter) || input.consume_key(Modifiers::NONE, Key::Escape) {
            Some(EndingAction::Today)
        } else if free && !why.told_unwell() && note.trim().is_empty() && input.consume_key(Modifiers::NONE, Key::R) {
            Some(EndingAction::Again)
        } else {
            None
        }
    })
}
