//! A session at somebody's keys: shows it, asks and passes on what is pressed, until it is over.

use std::time::Duration;

use super::keyboard::Heard;
use super::keys::{self, Leaving, TerminalAction};
use super::screen::Screen;
use super::told::Told;
use crate::ending::Ending;
use crate::output::Status;
use crate::plan::{Ended, Reason, after_a_stop};
use crate::playback::{Command, Playback, Saved, View};
use crate::player::{Outcome, State};
use crate::settings::Settings;

/// How often the line is drawn and keys are looked for.
const FRAME: Duration = Duration::from_millis(50);
/// How many frames the end waits: for the end cue, for the fade of a stop, and for a journal that cannot save.
const CUE_FRAMES: u32 = 90;
const FADE_FRAMES: u32 = 6;
const SAVE_FRAMES: u32 = 140;
/// By how much a key changes the volume, in percent.
const VOLUME_STEP: u32 = 5;

/// What is being asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asking {
    Nothing,
    /// How to leave; whether it played until then.
    HowToLeave {
        played: bool,
    },
    /// What made them stop.
    Why,
}

/// One session at somebody's keys.
pub(super) struct Watch<'a> {
    playback: &'a Playback,
    screen: &'a mut Screen,
    settings: Settings,
    told: Told,
    asking: Asking,
    /// Asked when it is to end at once.
    ending: &'a Ending,
}

impl<'a> Watch<'a> {
    pub(super) fn new(playback: &'a Playback, screen: &'a mut Screen, settings: Settings, ending: &'a Ending) -> Self {
        Self { playback, screen, settings, told: Told::default(), asking: Asking::Nothing, ending }
    }

    /// Until it is over, told to the journal, heard to its end, and what was asked is answered.
    pub(super) fn until_over(mut self) -> View {
        let mut over = 0;
        loop {
            let view = self.playback.view();
            let asked_to_stop = self.ending.is_asked();
            if asked_to_stop {
                self.asking = Asking::Nothing;
            }
            self.told.tell(&view, self.question().as_deref(), self.screen);
            if let State::Ended(outcome) = view.state {
                over += 1;
                if self.asking != Asking::Why && is_done(&view, outcome, over, asked_to_stop) {
                    return view;
                }
            } else if asked_to_stop {
                self.playback.send(Command::Stop);
            } else if matches!(view.state, State::Paused(_)) && !self.screen.has_keys() {
                // Nobody paused it, and nobody could go on.
                self.screen.say("Paused, and there are no keys here to go on with: it ends here.");
                self.ending.ask();
            }
            match self.screen.key(FRAME) {
                Heard::Key(key) => self.press(key, &view),
                Heard::Nothing => {}
                // Nobody is there any more to be asked how to leave.
                Heard::Gone => self.ending.ask(),
            }
        }
    }

    fn question(&self) -> Option<String> {
        match self.asking {
            Asking::Nothing => None,
            Asking::HowToLeave { .. } => Some(keys::LEAVE.to_owned()),
            Asking::Why => Some(keys::why()),
        }
    }

    fn press(&mut self, key: keys::Key, view: &View) {
        match self.asking {
            Asking::Nothing => {
                if let Some(wish) = key.wish() {
                    self.grant(wish, view);
                }
            }
            Asking::HowToLeave { played } => {
                if let Some(leaving) = key.leaving() {
                    self.asking = Asking::Nothing;
                    match leaving {
                        Leaving::GoOn if played => self.playback.send(Command::Resume),
                        Leaving::GoOn => {}
                        Leaving::Keep => self.playback.send(Command::Stop),
                        Leaving::Discard => self.playback.send(Command::Discard),
                    }
                }
            }
            Asking::Why => {
                if let Some(reason) = key.answer() {
                    self.asking = Asking::Nothing;
                    self.playback.send(Command::Because(reason));
                    self.screen.say(after_a_stop(reason));
                }
            }
        }
    }

    fn grant(&mut self, wish: TerminalAction, view: &View) {
        let over = matches!(view.state, State::Ended(_));
        match wish {
            TerminalAction::Interrupt => self.ending.ask(),
            // The end is only waited for.
            TerminalAction::Leave if over => self.ending.ask(),
            TerminalAction::List => self.screen.say(keys::LIST),
            _ if over => {}
            TerminalAction::Pause if matches!(view.state, State::Paused(_)) => self.playback.send(Command::Resume),
            TerminalAction::Pause => self.playback.send(Command::Pause),
            TerminalAction::Next => self.playback.send(Command::Next),
            TerminalAction::Back => self.playback.send(Command::Back),
            TerminalAction::Ease => self.playback.send(Command::Ease),
            TerminalAction::EaseBack => self.playback.send(Command::EaseBack),
            TerminalAction::Leave => {
                self.asking = Asking::HowToLeave { played: !matches!(view.state, State::Paused(_)) };
                self.playback.send(Command::Pause);
            }
            TerminalAction::StopNow => {
                self.playback.send(Command::Stop);
                // Until it is answered: the practice rests for the day, whatever made it stop.
                self.playback.send(Command::Because(Reason::Unsaid));
                self.screen.say("Stopped. That's always fine. What made you stop?");
                self.asking = Asking::Why;
            }
            TerminalAction::Louder => self.volume(|percent| (percent + VOLUME_STEP).min(100)),
            TerminalAction::Quieter => self.volume(|percent| percent.saturating_sub(VOLUME_STEP)),
            TerminalAction::Mute => {
                self.settings.muted = !self.settings.muted;
                self.sound();
            }
        }
    }

    fn volume(&mut self, change: impl FnOnce(u32) -> u32) {
        self.settings.volume_percent = change(self.settings.volume_percent);
        self.settings.muted = false;
        self.sound();
    }

    fn sound(&mut self) {
        self.playback.send(Command::Levels(self.settings.levels()));
        let percent = self.settings.volume_percent;
        self.told.notice(if self.settings.muted { "Sound off".to_owned() } else { format!("Volume {percent} %") });
    }
}

/// Whether there is nothing left to wait for, `frames` after the end.
fn is_done(view: &View, outcome: Outcome, frames: u32, asked_to_stop: bool) -> bool {
    let answered = match view.saved {
        Saved::NotYet | Saved::Waiting(_) => frames > SAVE_FRAMES,
        Saved::Yes(_) | Saved::TooShort | Saved::No => true,
    };
    let heard = match (outcome.ended, &view.sound) {
        (_, Status::Silent(_) | Status::Starting) => true,
        (Ended::Finished, Status::Sounding | Status::Elsewhere(_)) => frames > CUE_FRAMES || asked_to_stop,
        (_, Status::Sounding | Status::Elsewhere(_)) => frames > FADE_FRAMES,
    };
    answered && heard
}
