//! What is spoken over a session: each sentence is made ahead of its moment and given to the output with its place.
//!
//! The output plays it there, so that a pause, a jump, the volume and the device hold for it as for everything else.
//! Knows where a session stands; how words become speech is left to [`crate::voice`].

use std::collections::HashMap;
use std::sync::Arc;

use super::work::AHEAD;
use crate::output::{Output, Said};
use crate::player::{Heard, State};
use crate::timeline::Timeline;
use crate::units::Time;
use crate::voice::{Answer, Sentence, Speaker, Speech, Wish, script};

/// How long before its moment a sentence is asked for.
const EARLY: Time = Time::from_secs(8);

/// A sentence that comes late is still spoken within this much of its moment.
const FRESH: Time = Time::from_secs(3);

/// The voice of one session.
#[derive(Debug)]
pub(super) struct Spoken {
    speaker: Speaker,
    /// The timeline, and all that is to be spoken of it.
    timeline: Arc<Timeline>,
    script: Vec<Sentence>,
    /// What was asked for; `None` while it is being made.
    speeches: HashMap<String, Option<Arc<Speech>>>,
    placed: Vec<Placed>,
    /// The order that was heard last.
    order: u32,
}

/// A sentence that the output has.
#[derive(Clone, Debug, PartialEq)]
struct Placed {
    sentence: Sentence,
    /// Where it begins: at its moment, or later when it was not ready by then.
    at: Time,
    speech: Arc<Speech>,
}

impl Placed {
    fn is_heard(&self, at: Time) -> bool {
        self.at <= at && at < self.at + self.speech.length()
    }
}

impl Spoken {
    /// The voice of this session, for a timeline of it. Returns at once.
    pub(super) fn begin(wish: Wish, timeline: &Arc<Timeline>) -> Option<Self> {
        Some(Self::with(Speaker::start(wish)?, timeline))
    }

    fn with(speaker: Speaker, timeline: &Arc<Timeline>) -> Self {
        let (script, timeline) = (script(timeline), Arc::clone(timeline));
        Self { speaker, timeline, script, speeches: HashMap::new(), placed: Vec::new(), order: 0 }
    }

    /// Has spoken what begins around this place; why nothing is spoken, once that is known. `delay` is how much later
    /// than the timestamps say the user hears.
    pub(super) fn follow(
        &mut self,
        output: &Output,
        state: State,
        heard: Heard,
        timeline: &Arc<Timeline>,
        delay: Time,
    ) -> Option<String> {
        let mute = self.hear();
        let (at, margin) = match state {
            State::Playing(at) => (at, AHEAD + delay),
            State::Paused(at) => (at, Time::ZERO),
            State::Ready | State::LeadIn(_) => (Time::ZERO, Time::ZERO),
            State::Ended(_) => return mute,
        };
        let before = self.placed.clone();
        self.turn_to(timeline, heard, at);
        self.place(at, margin);
        if before != self.placed {
            let said = |placed: &Placed| -> Said { (placed.at, placed.speech.clone()) };
            output.speak(self.placed.iter().map(said).collect());
        }
        mute
    }

    /// Takes what was made; why nothing will be.
    fn hear(&mut self) -> Option<String> {
        let mut mute = None;
        while let Some(answer) = self.speaker.answer() {
            match answer {
                Answer::Spoken(words, speech) => drop(self.speeches.insert(words, Some(Arc::new(speech)))),
                Answer::Mute(why) => mute = Some(why),
            }
        }
        mute
    }

    /// Forgets what is not where it was: after a change of the timeline, and what came late before a jump.
    fn turn_to(&mut self, timeline: &Arc<Timeline>, heard: Heard, at: Time) {
        if !Arc::ptr_eq(timeline, &self.timeline) {
            self.timeline = Arc::clone(timeline);
            self.script = script(timeline);
            let script = &self.script;
            self.placed.retain(|placed| placed.is_heard(at) || script.contains(&placed.sentence));
        }
        if heard.order != self.order {
            self.order = heard.order;
            self.placed.retain(|placed| placed.at == placed.sentence.at || placed.is_heard(at));
        }
    }

    /// Asks for the sentences around this place and places those that are there. What is heard within `margin` is on
    /// its way to the ear already.
    fn place(&mut self, at: Time, margin: Time) {
        let after = self.script.partition_point(|sentence| sentence.at <= at);
        let early = self.script.partition_point(|sentence| sentence.at <= at + EARLY);
        // One before and one after as well: that is where a jump leads.
        let near = after.saturating_sub(2)..early.max(after + 1).min(self.script.len());
        let newest = self.script.partition_point(|sentence| sentence.at < at + margin);
        self.placed.retain(|placed| placed.is_heard(at) || self.script[near.clone()].contains(&placed.sentence));
        for nth in near.clone() {
            let sentence = &self.script[nth];
            let speech = self.speeches.entry(sentence.words.clone()).or_insert_with(|| {
                self.speaker.ask(&sentence.words);
                None
            });
            let Some(speech) = speech else { continue };
            if self.placed.iter().any(|placed| placed.sentence == *sentence) {
                continue;
            }
            let place = if sentence.at >= at + margin || sentence.at + speech.length() <= at {
                // Yet to come, or ready for whoever goes back.
                sentence.at
            } else if nth + 1 == newest && margin > Time::ZERO && at < sentence.at + FRESH {
                at + margin
            } else {
                continue;
            };
            self.placed.push(Placed { sentence: sentence.clone(), at: place, speech: speech.clone() });
        }
        let near = &self.script[near];
        self.speeches.retain(|words, _| near.iter().any(|sentence| sentence.words == *words));
    }
}
