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
use crate::voice::{Answer, Sentence, Speaker, Speech, VoiceChoice, script};

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
    pub(super) fn begin(wish: VoiceChoice, timeline: &Arc<Timeline>) -> Option<Self> {
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
            let is_late = sentence.at < at + margin;
            let place = if is_late && nth + 1 == newest && at < sentence.at + FRESH {
                at + margin
            } else if !is_late || sentence.at + speech.length() <= at {
                // Yet to come, or ready for whoever goes back.
                sentence.at
            } else {
                continue;
            };
            self.placed.push(Placed { sentence: sentence.clone(), at: place, speech: speech.clone() });
        }
        let near = &self.script[near];
        self.speeches.retain(|words, _| near.iter().any(|sentence| sentence.words == *words));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender};

    use super::*;
    use crate::output::Clock;
    use crate::session;

    const THREE: &str = r#"Cue(secs: 20, say: "One."), Cue(secs: 20, say: "Two."), Cue(secs: 20, say: "Three.")"#;

    /// A voice whose speech program answers when the test says so, each sentence with two seconds.
    struct Rig {
        spoken: Spoken,
        asked: Receiver<String>,
        answer: Sender<Answer>,
        output: Output,
        timeline: Arc<Timeline>,
    }

    fn timeline(steps: &str) -> Arc<Timeline> {
        let text = format!(r#"Session(format: 1, title: "T", practice: "relaxation", steps: [{steps}])"#);
        Arc::new(Timeline::compile(&session::read(text.as_bytes()).unwrap()))
    }

    impl Rig {
        fn new() -> Self {
            let timeline = timeline(THREE);
            let (speaker, asked, answer) = Speaker::answered_by_hand();
            let output = Output::silent(Clock::monotonic());
            Self { spoken: Spoken::with(speaker, &timeline), asked, answer, output, timeline }
        }

        /// The thread looks while this is heard; what is spoken where, in milliseconds.
        fn look(&mut self, order: u32, state: State) -> Vec<(&str, u64)> {
            let at = if let State::Playing(at) | State::Paused(at) = state { at } else { Time::ZERO };
            let heard = Heard { order, at, running: true };
            self.spoken.follow(&self.output, state, heard, &self.timeline, Time::ZERO);
            let placed = self.spoken.placed.iter();
            placed.map(|placed| (placed.sentence.words.as_str(), placed.at.micros() / 1_000)).collect()
        }

        fn playing(&mut self, order: u32, millis: u64) -> Vec<(&str, u64)> {
            self.look(order, State::Playing(Time::from_millis(millis)))
        }

        /// The speech program has made all that it was asked for.
        fn make(&self) {
            for words in self.asked.try_iter() {
                self.answer.send(Answer::Spoken(words, Speech::of_length(Time::from_secs(2)))).unwrap();
            }
        }
    }

    #[test]
    fn a_sentence_is_made_before_its_moment_and_begins_at_it() {
        let mut rig = Rig::new();
        assert_eq!(rig.look(0, State::LeadIn(Time::from_secs(5))), []);
        rig.make();
        assert_eq!(rig.look(0, State::LeadIn(Time::from_secs(4))), [("One.", 0), ("Two.", 20_000)]);
        rig.playing(1, 0);
        assert_eq!(rig.playing(1, 12_000), [("One.", 0), ("Two.", 20_000)]);
        assert_eq!(rig.asked.try_iter().count(), 0, "each is made once");
    }

    #[test]
    fn one_that_is_made_too_late_is_spoken_as_soon_as_it_can_be_and_not_at_all_when_it_is_stale() {
        let mut rig = Rig::new();
        rig.playing(1, 0);
        rig.make();
        assert_eq!(rig.playing(1, 500), [("One.", 1_100), ("Two.", 20_000)]);
        assert_eq!(rig.playing(1, 1_500), [("One.", 1_100), ("Two.", 20_000)], "it stays where it is");
        let mut rig = Rig::new();
        rig.playing(1, 0);
        rig.playing(1, 1_000);
        rig.make();
        assert_eq!(rig.playing(1, 3_100), [("One.", 0), ("Two.", 20_000)], "only for who goes back");
    }

    #[test]
    fn after_a_jump_to_the_next_step_and_back_each_is_spoken_from_its_beginning() {
        let mut rig = Rig::new();
        rig.playing(1, 0);
        rig.make();
        rig.playing(1, 500);
        assert!(rig.playing(2, 20_000).contains(&("Two.", 20_000)), "it was there already");
        rig.make();
        assert!(rig.playing(3, 0).contains(&("One.", 0)), "what came late the first time does not the second");
    }

    #[test]
    fn a_pause_leaves_a_sentence_where_it_is() {
        let mut rig = Rig::new();
        rig.playing(1, 0);
        rig.make();
        rig.playing(1, 500);
        let before: Vec<u64> = rig.playing(1, 2_000).iter().map(|(_, at)| *at).collect();
        rig.look(2, State::Paused(Time::from_millis(2_000)));
        let after: Vec<u64> = rig.playing(3, 2_000).iter().map(|(_, at)| *at).collect();
        assert_eq!(before, after, "resumed, the rest of it is spoken");
    }

    #[test]
    fn a_sentence_that_another_timeline_does_not_have_there_is_dropped() {
        let mut rig = Rig::new();
        rig.look(0, State::LeadIn(Time::from_secs(5)));
        rig.make();
        rig.look(0, State::LeadIn(Time::from_secs(4)));
        rig.playing(1, 1_000);
        rig.timeline = timeline(r#"Cue(secs: 30, say: "One."), Cue(secs: 30, say: "Two.")"#);
        assert_eq!(rig.playing(1, 1_020), [("One.", 0), ("Two.", 30_000)]);
    }
}
