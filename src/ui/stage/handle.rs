//! How the stage carries out what is wished, and what its controls are called meanwhile.

use std::sync::Arc;

use eframe::egui::{Context, Rect, Ui};

use super::actions::StageAction;
use super::controls::Control;
use super::{
    BeforeCare, Light, Overlay, Stage,
    asking::Leaving,
    ending::{self, Why},
    frame, page, rating,
    rating::Rated,
};
use crate::plan::{Ended, Reason};
use crate::playback::{Command, View, WORTH_LOGGING};
use crate::player::State;
use crate::session::Named;
use crate::settings::Settings;
use crate::ui::action::{Action, Facts};
use crate::ui::safety::{Start, WhenToStop};
use crate::ui::words::capital;
use crate::units::Time;

/// How much louder or softer at a time, in percent.
const LOUDER: u32 = super::loudness::STEP;
/// The most that a session is eased.
const MOST_EASED: u8 = 4;

const LENGTH_AND_START: &str = "Change its length or start";
const WHEN_TO_STOP: &str = "When to stop";

/// The one after `now`, around again behind the last.
fn after<T: Named>(now: T) -> T {
    T::ALL.iter().cycle().skip_while(|one| **one != now).nth(1).copied().unwrap_or(now)
}

/// Whether anything may have been practised.
fn has_begun(view: &View) -> bool {
    match view.state {
        State::Ready | State::LeadIn(_) => false,
        State::Playing(at) | State::Paused(at) => at > Time::ZERO && view.timeline.at(at).is_practice(),
        State::Ended(_) => true,
    }
}

/// Whether its length and its start can still be chosen: what was practised by then is too little to be logged.
fn may_look(view: &View) -> bool {
    match view.state {
        State::Playing(at) | State::Paused(at) => at < WORTH_LOGGING,
        State::Ready | State::LeadIn(_) => true,
        State::Ended(_) => false,
    }
}

fn on_off(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

/// What a level of easing is called.
fn level_name(level: u8) -> String {
    match level {
        0 => "As written".to_owned(),
        level => format!("A little easier: {level} of {MOST_EASED}"),
    }
}

impl Stage {
    /// The five things that are done most.
    pub(super) fn bar(view: &View) -> Vec<Control> {
        let paused = matches!(view.state, State::Paused(_));
        if !has_begun(view) {
            let (toggle, said) = if paused { ("go on", "Go on") } else { ("wait", "Wait") };
            return vec![
                Control::new(StageAction::Toggle, toggle, said),
                Control::new(StageAction::Next, "begin now", "Begin now"),
                Control::new(StageAction::Look, "length", LENGTH_AND_START),
                Control::new(StageAction::Care, "when to stop", WHEN_TO_STOP),
                Control::new(StageAction::Ask, "leave", "Leave"),
            ];
        }
        let (toggle, said) = if paused { ("go on", "Go on") } else { ("pause", "Pause") };
        vec![
            Control::new(StageAction::Back, "back", "Back"),
            Control::new(StageAction::Toggle, toggle, said),
            Control::new(StageAction::Next, "next", "Next"),
            Control::new(StageAction::Ease, "easier", "A little easier"),
            Control::new(StageAction::StopNow, "stop now", "Stop now"),
            Control::new(StageAction::Ask, "leave", "Leave"),
        ]
    }

    /// What is chosen once and then left alone, when to stop, and what leads to all of it.
    pub(super) fn row(&self, ctx: &Context, settings: &Settings, view: &View) -> Vec<Control> {
        let value = |action| self.value(action, settings, view).unwrap_or_default();
        let named = |action, word: &str, name: &str| {
            Control::new(action, format!("{word} {}", value(action)), format!("{name}: {}", value(action)))
        };
        let full = if frame::is_full(ctx) { "leave full screen" } else { "full screen" };
        let small = if self.frame.is_small() { "large window" } else { "small window" };
        let (numbers, words) = (
            if settings.numbers { "hide numbers" } else { "show numbers" },
            if self.hides_words { "show words" } else { "hide words" },
        );
        let dim = if self.light == Light::Dim { "brighter" } else { "dim" };
        let plain = |action, word: &str| Control::new(action, word, capital(word));
        let mut row = vec![
            named(StageAction::NextPacer, "pacer", "Pacer"),
            named(StageAction::Guide, "guide", "Guide"),
            named(StageAction::Ambience, "ambience", "Ambience"),
            named(StageAction::Voice, "voice", "Voice"),
            plain(StageAction::Dim, dim),
            plain(StageAction::FullScreen, full),
            plain(StageAction::Numbers, numbers),
            plain(StageAction::Words, words),
            plain(StageAction::SmallWindow, small),
        ];
        if has_begun(view) {
            if may_look(view) {
                row.insert(0, Control::new(StageAction::Look, "length and start", LENGTH_AND_START));
            }
            row.push(Control::new(StageAction::Care, "when to stop", WHEN_TO_STOP));
        }
        row.push(Control::new(StageAction::Keys, "all keys", "All keys"));
        row
    }

    /// What holds now of what an action changes, in a word.
    pub(super) fn value(&self, action: StageAction, settings: &Settings, view: &View) -> Option<String> {
        let session = &self.programme.session;
        let pacer = self.pacer.or(session.pacer).unwrap_or(settings.pacer);
        Some(match action {
            StageAction::Louder if settings.muted => "muted".to_owned(),
            StageAction::Louder => format!("{} %", settings.volume_percent),
            StageAction::NextPacer | StageAction::Pacer(_) => pacer.label().to_owned(),
            StageAction::Guide => view.mix.guide.label().to_owned(),
            StageAction::Ambience => view.mix.ambience.label().to_owned(),
            StageAction::Voice => on_off(settings.voice).to_owned(),
            StageAction::Mute => on_off(settings.muted).to_owned(),
            StageAction::Numbers => (if settings.numbers { "shown" } else { "hidden" }).to_owned(),
            StageAction::Words => (if self.hides_words { "hidden" } else { "shown" }).to_owned(),
            StageAction::Dim => on_off(self.light == Light::Dim).to_owned(),
            StageAction::SmallWindow => on_off(self.frame.is_small()).to_owned(),
            StageAction::Ease if view.level > 0 => format!("{} of {MOST_EASED}", view.level),
            _ => return None,
        })
    }

    /// Carries out an action. What only this play is about is done here; what is kept is asked of the window.
    pub(super) fn handle(
        &mut self,
        ctx: &Context,
        action: StageAction,
        facts: &Facts<'_>,
        view: &View,
    ) -> Option<Action> {
        match action {
            StageAction::Toggle if matches!(view.state, State::Paused(_)) => self.playback.send(Command::Resume),
            StageAction::Toggle => self.playback.send(Command::Pause),
            StageAction::Back => self.playback.send(Command::Back),
            StageAction::Next => {
                if !has_begun(view) {
                    // To begin at once, also where the lead-in waits.
                    self.playback.send(Command::Resume);
                }
                self.playback.send(Command::Next);
            }
            StageAction::Ease | StageAction::EaseBack => self.ease(ctx, action, view.level),
            StageAction::StopNow => self.stop_now(),
            StageAction::Ask => {
                self.playback.send(Command::Pause);
                self.over = Overlay::Leaving(Leaving::Session);
            }
            StageAction::Pacer(_) | StageAction::NextPacer | StageAction::Guide | StageAction::Ambience => {
                self.choose(ctx, action, facts.settings, view);
            }
            StageAction::Words => {
                self.hides_words = !self.hides_words;
            }
            StageAction::Dim => self.light = if self.light == Light::Full { Light::Dim } else { Light::Full },
            StageAction::FullScreen => self.frame.full_screen(ctx),
            StageAction::SmallWindow => self.frame.small(ctx),
            StageAction::Keys => self.over = Overlay::Keys,
            StageAction::Look if may_look(view) => return Some(Action::Look(Arc::clone(&self.programme))),
            StageAction::Look => self.notice.say(ctx, "Only within the first ten seconds".to_owned()),
            StageAction::Care => {
                let played = matches!(view.state, State::Playing(_) | State::LeadIn(_));
                self.playback.send(Command::Pause);
                self.over = Overlay::Care(if played { BeforeCare::Played } else { BeforeCare::Paused });
            }
            StageAction::Louder
            | StageAction::Softer
            | StageAction::Volume(_)
            | StageAction::Voice
            | StageAction::Mute
            | StageAction::Numbers => {
                return Some(self.keep(ctx, action, facts.settings));
            }
        }
        None
    }

    fn ease(&mut self, ctx: &Context, action: StageAction, level: u8) {
        let (command, level) = if action == StageAction::Ease {
            (Command::Ease, (level + 1).min(MOST_EASED))
        } else {
            (Command::EaseBack, level.saturating_sub(1))
        };
        self.playback.send(command);
        self.notice.say(ctx, level_name(level));
    }

    fn stop_now(&mut self) {
        self.playback.send(Command::Stop);
        self.ask_why();
    }

    /// Until it is answered nothing was said: the practice rests for the day, whatever made it stop.
    fn ask_why(&mut self) {
        self.playback.send(Command::Because(Reason::Unsaid));
        self.answers.why = Why::Asked;
    }

    /// What holds for this play alone.
    fn choose(&mut self, ctx: &Context, action: StageAction, settings: &Settings, view: &View) {
        let said = match action {
            StageAction::Guide => {
                let guide = after(view.mix.guide);
                self.playback.send(Command::Guide(guide));
                format!("Guide: {}", guide.label())
            }
            StageAction::Ambience => {
                let ambience = after(view.mix.ambience);
                self.playback.send(Command::Ambience(ambience));
                format!("Ambience: {}", ambience.label())
            }
            _ => {
                let now = self.pacer.or(self.programme.session.pacer).unwrap_or(settings.pacer);
                let pacer = if let StageAction::Pacer(pacer) = action { pacer } else { after(now) };
                self.pacer = Some(pacer);
                format!("Pacer: {}", pacer.label())
            }
        };
        self.notice.say(ctx, said);
    }

    /// What holds until it is chosen otherwise.
    fn keep(&mut self, ctx: &Context, action: StageAction, settings: &Settings) -> Action {
        let mut chosen = settings.clone();
        match action {
            StageAction::Mute => chosen.muted = !chosen.muted,
            StageAction::Voice => chosen.voice = !chosen.voice,
            StageAction::Numbers => chosen.numbers = !chosen.numbers,
            StageAction::Louder => {
                (chosen.volume_percent, chosen.muted) = ((chosen.volume_percent + LOUDER).min(100), false);
            }
            // The figure beside the line says it.
            StageAction::Volume(percent) => {
                (chosen.volume_percent, chosen.muted) = (percent, false);
                return Action::Choose(chosen);
            }
            _ => chosen.volume_percent = chosen.volume_percent.saturating_sub(LOUDER),
        }
        self.notice.say(
            ctx,
            match action {
                StageAction::Mute => format!("Sound {}", on_off(!chosen.muted)),
                StageAction::Voice => format!("Voice {}", on_off(chosen.voice)),
                StageAction::Numbers => format!("Numbers {}", if chosen.numbers { "shown" } else { "hidden" }),
                _ => format!("Volume {} %", chosen.volume_percent),
            },
        );
        Action::Choose(chosen)
    }

    /// While one gets ready: how it is now, if that is asked.
    pub(super) fn ready_ui(&mut self, ui: &mut Ui, window: Rect, facts: &Facts<'_>) -> Option<Action> {
        if facts.settings.ratings && self.over == Overlay::Nothing && !self.hides_words {
            let rated = rating::before(ui, window, &mut self.answers.ratings);
            if let Some(Rated(rating)) = rated {
                self.playback.send(Command::Before(rating));
            }
        }
        None
    }

    /// The end page.
    pub(super) fn ended(&mut self, ui: &mut Ui, facts: &Facts<'_>, view: &View) -> Option<Action> {
        let State::Ended(outcome) = view.state else { return None };
        if let Overlay::WhenToStop(text) = &mut self.over {
            if page::when_to_stop(ui, ui.max_rect(), text) {
                self.over = Overlay::Nothing;
            }
            return None;
        }
        // Whoever pressed as it ended by itself has stopped nothing.
        let why = if outcome.ended == Ended::Stopped { self.answers.why } else { Why::NotAsked };
        let (programme, after, can_come_back) = (&self.programme, self.answers.ratings.after, view.can_come_back);
        let (saved, pose) = (&view.saved, view.stopped_pose.as_deref());
        let over = ending::Over { facts, programme, outcome, saved, why, pose, can_come_back, after };
        match ending::ui(ui, &over, &mut self.answers.note)? {
            ending::EndingAction::Today => return Some(Action::Leave),
            ending::EndingAction::Again => {
                self.hand_over_note();
                return Some(Action::Begin(Arc::clone(&self.programme)));
            }
            ending::EndingAction::ComeBack => {
                self.hand_over_note();
                self.playback.send(Command::ComeBack);
            }
            ending::EndingAction::LogAnyway => self.playback.send(Command::LogAnyway),
            ending::EndingAction::Tell(reason) => {
                self.playback.send(Command::Because(reason));
                self.answers.why = Why::Told(reason);
            }
            ending::EndingAction::AskAgain => self.ask_why(),
            ending::EndingAction::Rate(Rated(rating)) => {
                self.answers.ratings.after = rating;
                self.playback.send(Command::After(rating));
            }
            ending::EndingAction::Noted => self.hand_over_note(),
            ending::EndingAction::LeaveOutPose(out) => {
                let mut chosen = facts.settings.clone();
                chosen.leave_out_pose(pose?, out);
                return Some(Action::Choose(chosen));
            }
            ending::EndingAction::WhenToStop => {
                self.over = Overlay::WhenToStop(WhenToStop::at(Start::SeeSomeone));
            }
        }
        None
    }

    /// Gives what was written to the playback, if it has changed since.
    pub(super) fn hand_over_note(&mut self) {
        if self.answers.note.trim() != self.answers.noted {
            self.answers.note.trim().clone_into(&mut self.answers.noted);
            self.playback.send(Command::Note(self.answers.noted.clone()));
        }
    }
}
