//! What the terminal has said already, so that each thing is said once.

use super::line::{self, plainly};
use super::screen::{self, Screen};
use crate::output::Status;
use crate::playback::View;
use crate::player::State;
use crate::timeline::Timeline;
use crate::units::{ClockFace, Time};

/// How many frames a change stands in the line.
const SHOWN: u32 = 50;

/// What was said, and what is being said.
#[derive(Debug, Default)]
pub(super) struct Told {
    step: Option<usize>,
    /// The last line that introduced another side.
    side: Option<String>,
    silence: Option<String>,
    mute: bool,
    paused: bool,
    over: bool,
    level: u8,
    /// What was just changed, and for how many frames it still stands.
    notice: Option<(String, u32)>,
}

impl Told {
    /// Shows for a moment what was changed.
    pub(super) fn notice(&mut self, text: String) {
        self.notice = Some((text, SHOWN));
    }

    /// Says what is new, and draws the line; while something is asked, the question.
    pub(super) fn tell(&mut self, view: &View, question: Option<&str>, screen: &mut Screen) {
        self.sound(&view.sound, screen);
        if let Some(why) = view.mute.as_ref().filter(|_| !self.mute) {
            screen.say(why);
            self.mute = true;
        }
        if self.level != view.level {
            self.level = view.level;
            self.notice(match view.level {
                0 => "As written, from the next breath on".to_owned(),
                level => format!("Eased off, level {level} of 4"),
            });
        }
        self.notice = self.notice.take().and_then(|(text, left)| Some((text, left.checked_sub(1)?)));
        let paused = matches!(view.state, State::Paused(_));
        if paused && !self.paused && !screen.is_live() {
            screen.say("Paused.");
        }
        self.paused = paused;
        let line = self.line(view, screen);
        screen.draw(&question.map_or(line, plainly));
    }

    fn line(&mut self, view: &View, screen: &mut Screen) -> line::Line {
        let timeline = &view.timeline;
        match view.state {
            State::Ready | State::LeadIn(Time::ZERO) => plainly("Beginning"),
            State::LeadIn(left) => plainly(format!("Beginning in {}", ClockFace(left))),
            State::Playing(at) => {
                let moment = timeline.at(at);
                self.introduce(moment.span().step, timeline, screen);
                self.change_sides(line::other_side(moment), screen);
                let notice = self.notice.as_ref().map(|(text, _)| text.as_str());
                line::playing(moment, timeline.len(), screen::signs(), notice)
            }
            State::Paused(at) => {
                self.introduce(timeline.at(at).span().step, timeline, screen);
                plainly(format!("Paused, {} left. Space goes on.", ClockFace(timeline.len() - at)))
            }
            State::Ended(_) => {
                self.over = true;
                plainly("")
            }
        }
    }

    fn sound(&mut self, sound: &Status, screen: &mut Screen) {
        if self.over {
            return;
        }
        if let Status::Silent(why) | Status::Elsewhere(why) = sound {
            if self.silence.as_ref() != Some(why) {
                screen.say(why);
                self.silence = Some(why.clone());
            }
        } else if self.silence.take().is_some() {
            screen.say("There is sound again.");
        }
    }

    fn change_sides(&mut self, line: Option<String>, screen: &mut Screen) {
        if let Some(line) = line.as_ref().filter(|line| self.side.as_ref() != Some(*line)) {
            screen.say(line);
        }
        // Said again in the next round, and not in every frame of this one.
        self.side = line;
    }

    fn introduce(&mut self, step: usize, timeline: &Timeline, screen: &mut Screen) {
        if self.step != Some(step) {
            self.step = Some(step);
            for text in line::introduction(timeline, step) {
                screen.say(&text);
            }
        }
    }
}
