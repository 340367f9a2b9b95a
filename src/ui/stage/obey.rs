//! How the stage carries out what is wished, and what its controls are called meanwhile.

use std::sync::Arc;

use eframe::egui::{Context, Rect, Ui};

use super::controls::Control;
use super::wish::Wish;
use super::{Before, Light, Over, Stage, Why, Words, asking::Leaving, ending, frame, page, rating, rating::Rated};
use crate::conductor::{Command, View, WORTH_LOGGING};
use crate::plan::{Ended, Reason};
use crate::player::State;
use crate::session::Named;
use crate::settings::Settings;
use crate::ui::action::{Action, Facts};
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
                Control::new(Wish::Toggle, toggle, said),
                Control::new(Wish::Next, "begin now", "Begin now"),
                Control::new(Wish::Look, "length", LENGTH_AND_START),
                Control::new(Wish::Care, "when to stop", WHEN_TO_STOP),
                Control::new(Wish::Ask, "leave", "Leave"),
            ];
        }
        let (toggle, said) = if paused { ("go on", "Go on") } else { ("pause", "Pause") };
        vec![
            Control::new(Wish::Back, "back", "Back"),
            Control::new(Wish::Toggle, toggle, said),
            Control::new(Wish::Next, "next", "Next"),
            Control::new(Wish::Ease, "easier", "A little easier"),
            Control::new(Wish::StopNow, "stop now", "Stop now"),
            Control::new(Wish::Ask, "leave", "Leave"),
        ]
    }

    /// What is chosen once and then left alone, when to stop, and what leads to all of it.
    pub(super) fn row(&self, ctx: &Context, settings: &Settings, view: &View) -> Vec<Control> {
        let value = |wish| self.value(wish, settings, view).unwrap_or_default();
        let named = |wish, word: &str, name: &str| {
            Control::new(wish, format!("{word} {}", value(wish)), format!("{name}: {}", value(wish)))
        };
        let full = if frame::is_full(ctx) { "leave full screen" } else { "full screen" };
        let small = if self.frame.is_small() { "large window" } else { "small window" };
        let (numbers, words) = (
            if settings.numbers { "hide numbers" } else { "show numbers" },
            match self.words {
                Words::Shown => "hide words",
                Words::Hidden => "show words",
            },
        );
        let dim = if self.light == Light::Dim { "brighter" } else { "dim" };
        let plain = |wish, word: &str| Control::new(wish, word, capital(word));
        let mut row = vec![
            named(Wish::NextPacer, "pacer", "Pacer"),
            named(Wish::Guide, "guide", "Guide"),
            named(Wish::Ambience, "ambience", "Ambience"),
            named(Wish::Voice, "voice", "Voice"),
            plain(Wish::Dim, dim),
            plain(Wish::FullScreen, full),
            plain(Wish::Numbers, numbers),
            plain(Wish::Words, words),
            plain(Wish::SmallWindow, small),
        ];
        if has_begun(view) {
            if may_look(view) {
                row.insert(0, Control::new(Wish::Look, "length and start", LENGTH_AND_START));
            }
            row.push(Control::new(Wish::Care, "when to stop", WHEN_TO_STOP));
        }
        row.push(Control::new(Wish::Keys, "all keys", "All keys"));
        row
    }

    /// What holds now of what a wish changes, in a word.
    pub(super) fn value(&self, wish: Wish, settings: &Settings, view: &View) -> Option<String> {
        let session = &self.programme.session;
        let pacer = self.pacer.or(session.pacer).unwrap_or(settings.pacer);
        Some(match wish {
            Wish::Louder if settings.muted => "muted".to_owned(),
            Wish::Louder => format!("{} %", settings.volume_percent),
            Wish::NextPacer | Wish::Pacer(_) => pacer.label().to_owned(),
            Wish::Guide => view.mix.guide.label().to_owned(),
            Wish::Ambience => view.mix.ambience.label().to_owned(),
            Wish::Voice => on_off(settings.voice).to_owned(),
            Wish::Mute => on_off(settings.muted).to_owned(),
            Wish::Numbers => (if settings.numbers { "shown" } else { "hidden" }).to_owned(),
            Wish::Words => (if self.words == Words::Shown { "shown" } else { "hidden" }).to_owned(),
            Wish::Dim => on_off(self.light == Light::Dim).to_owned(),
            Wish::SmallWindow => on_off(self.frame.is_small()).to_owned(),
            Wish::Ease if view.level > 0 => format!("{} of {MOST_EASED}", view.level),
            _ => return None,
        })
    }

    /// Carries out a wish. What only this play is about is done here; what is kept is asked of the window.
    pub(super) fn obey(&mut self, ctx: &Context, wish: Wish, facts: &Facts<'_>, view: &View) -> Option<Action> {
        match wish {
            Wish::Toggle if matches!(view.state, State::Paused(_)) => self.conductor.send(Command::Resume),
            Wish::Toggle => self.conductor.send(Command::Pause),
            Wish::Back => self.conductor.send(Command::Back),
            Wish::Next => {
                if !has_begun(view) {
                    // To begin at once, also where the lead-in waits.
                    self.conductor.send(Command::Resume);
                }
                self.conductor.send(Command::Next);
            }
            Wish::Ease | Wish::EaseBack => self.ease(ctx, wish, view.level),
            Wish::StopNow => self.stop_now(),
            Wish::Ask => {
                self.conductor.send(Command::Pause);
                self.over = Over::Leaving(Leaving::Session);
            }
            Wish::Pacer(_) | Wish::NextPacer | Wish::Guide | Wish::Ambience => {
                self.choose(ctx, wish, facts.settings, view);
            }
            Wish::Words => {
                self.words = if self.words == Words::Shown { Words::Hidden } else { Words::Shown };
            }
            Wish::Dim => self.light = if self.light == Light::Full { Light::Dim } else { Light::Full },
            Wish::FullScreen => self.frame.full_screen(ctx),
            Wish::SmallWindow => self.frame.small(ctx),
            Wish::Keys => self.over = Over::Keys,
            Wish::Look if may_look(view) => return Some(Action::Look(Arc::clone(&self.programme))),
            Wish::Look => self.notice.say(ctx, "Only within the first ten seconds".to_owned()),
            Wish::Care => {
                let played = matches!(view.state, State::Playing(_) | State::LeadIn(_));
                self.conductor.send(Command::Pause);
                self.over = Over::Care(if played { Before::Played } else { Before::Paused });
            }
            Wish::Louder | Wish::Softer | Wish::Volume(_) | Wish::Voice | Wish::Mute | Wish::Numbers => {
                return Some(self.keep(ctx, wish, facts.settings));
            }
        }
        None
    }

    fn ease(&mut self, ctx: &Context, wish: Wish, level: u8) {
        let (command, level) = if wish == Wish::Ease {
            (Command::Ease, (level + 1).min(MOST_EASED))
        } else {
            (Command::EaseBack, level.saturating_sub(1))
        };
        self.conductor.send(command);
        self.notice.say(ctx, level_name(level));
    }

    fn stop_now(&mut self) {
        self.conductor.send(Command::Stop);
        // Until it is answered: the practice rests for the day, whatever made it stop.
        self.conductor.send(Command::Because(Reason::Unsaid));
        self.why = Why::Asked;
    }

    /// What holds for this play alone.
    fn choose(&mut self, ctx: &Context, wish: Wish, settings: &Settings, view: &View) {
        let said = match wish {
            Wish::Guide => {
                let guide = after(view.mix.guide);
                self.conductor.send(Command::Guide(guide));
                format!("Guide: {}", guide.label())
            }
            Wish::Ambience => {
                let ambience = after(view.mix.ambience);
                self.conductor.send(Command::Ambience(ambience));
                format!("Ambience: {}", ambience.label())
            }
            _ => {
                let now = self.pacer.or(self.programme.session.pacer).unwrap_or(settings.pacer);
                let pacer = if let Wish::Pacer(pacer) = wish { pacer } else { after(now) };
                self.pacer = Some(pacer);
                format!("Pacer: {}", pacer.label())
            }
        };
        self.notice.say(ctx, said);
    }

    /// What holds until it is chosen otherwise.
    fn keep(&mut self, ctx: &Context, wish: Wish, settings: &Settings) -> Action {
        let mut chosen = settings.clone();
        match wish {
            Wish::Mute => chosen.muted = !chosen.muted,
            Wish::Voice => chosen.voice = !chosen.voice,
            Wish::Numbers => chosen.numbers = !chosen.numbers,
            Wish::Louder => (chosen.volume_percent, chosen.muted) = ((chosen.volume_percent + LOUDER).min(100), false),
            // The figure beside the line says it.
            Wish::Volume(percent) => {
                (chosen.volume_percent, chosen.muted) = (percent, false);
                return Action::Choose(chosen);
            }
            _ => chosen.volume_percent = chosen.volume_percent.saturating_sub(LOUDER),
        }
        self.notice.say(
            ctx,
            match wish {
                Wish::Mute => format!("Sound {}", on_off(!chosen.muted)),
                Wish::Voice => format!("Voice {}", on_off(chosen.voice)),
                Wish::Numbers => format!("Numbers {}", if chosen.numbers { "shown" } else { "hidden" }),
                _ => format!("Volume {} %", chosen.volume_percent),
            },
        );
        Action::Choose(chosen)
    }

    /// While one gets ready: how it is now, if that is asked.
    pub(super) fn ready_ui(&mut self, ui: &mut Ui, window: Rect, facts: &Facts<'_>) -> Option<Action> {
        if facts.settings.ratings && self.over == Over::Nothing && self.words == Words::Shown {
            let rated = rating::before(ui, window, &mut self.ratings);
            if let Some(Rated(rating)) = rated {
                self.conductor.send(Command::Before(rating));
            }
        }
        None
    }

    /// The end page.
    pub(super) fn ended(&mut self, ui: &mut Ui, facts: &Facts<'_>, view: &View) -> Option<Action> {
        let State::Ended(outcome) = view.state else { return None };
        if self.over == Over::WhenToStop {
            if page::when_to_stop(ui, ui.max_rect()) {
                self.over = Over::Nothing;
            }
            return None;
        }
        // Whoever pressed as it ended by itself has stopped nothing.
        let why = if outcome.ended == Ended::Stopped { self.why } else { Why::NotAsked };
        let (programme, after, can_come_back) = (&self.programme, self.ratings.after, view.can_come_back);
        let over = ending::Over { facts, programme, outcome, saved: &view.saved, why, can_come_back, after };
        match ending::ui(ui, &over, &mut self.note)? {
            ending::Wish::Today => return Some(Action::Leave),
            ending::Wish::Again => {
                self.hand_over_note();
                return Some(Action::Begin(Arc::clone(&self.programme)));
            }
            ending::Wish::ComeBack => {
                self.hand_over_note();
                self.conductor.send(Command::ComeBack);
            }
            ending::Wish::LogAnyway => self.conductor.send(Command::LogAnyway),
            ending::Wish::Tell(reason) => {
                self.conductor.send(Command::Because(reason));
                self.why = Why::Told(reason);
            }
            ending::Wish::Rate(Rated(rating)) => {
                self.ratings.after = rating;
                self.conductor.send(Command::After(rating));
            }
            ending::Wish::Noted => self.hand_over_note(),
            ending::Wish::WhenToStop => self.over = Over::WhenToStop,
        }
        None
    }

    /// Gives what was written to the conductor, if it has changed since.
    pub(super) fn hand_over_note(&mut self) {
        if self.note.trim() != self.noted {
            self.note.trim().clone_into(&mut self.noted);
            self.conductor.send(Command::Note(self.noted.clone()));
        }
    }
}
