//! A session while it is being written: whatever was typed so far, right or wrong.
//!
//! Pure. Knows which fields there are and what stands in them; refuses to judge: that is the reader's.

use std::collections::BTreeMap;

use super::number::seconds;
use crate::session::{
    Ambience, Areas, Breath, Breathe, Count, End, Guide, Hold, Pacer, Part, Session, Sides, Step, Stretch, Words,
    limits,
};
use crate::units::{ClockFace, Time};

/// Where something is written; a row's own, but for the session's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Field {
    /// The session's.
    Title,
    Practice,
    About,
    Source,
    Caution,
    /// One of the things to have at hand.
    Need(usize),
    Language,
    /// The row as a whole, or the session.
    Whole,
    /// What a row or the session is made of.
    Steps,
    Secs,
    Say,
    Cycles,
    /// A breath, or the first of a ramp, and its parts.
    Breath,
    Part(Part),
    /// The last breath of a ramp, and its parts.
    To,
    ToPart(Part),
    /// The word for a part of a breath.
    Word(Part),
    Cue,
    Group,
    Tense,
    Release,
    Pose,
    Breaths,
    Rounds,
    Switch,
    Rest,
    Into,
    How,
    Drawing,
    Times,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Breathe,
    Rest,
    Cue,
    Tense,
    Stretch,
    Prepare,
    Repeat,
}

/// How breathing and holding are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    Time,
    Breaths,
}

/// Which way a number goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nudge {
    More,
    Less,
}

/// One step as it stands so far.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    /// Which one it is, wherever it is moved.
    pub(super) id: u64,
    pub(super) kind: Kind,
    texts: BTreeMap<Field, String>,
    pub(super) counted: Counted,
    /// Whether the breath changes on the way.
    pub(super) ramp: bool,
    pub(super) sides: Sides,
    pub(super) halfway: bool,
    /// What it is marked as asking something of.
    pub(super) areas: Areas,
    /// Of a Repeat.
    pub(super) steps: Vec<Self>,
}

/// A session as it stands so far.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    pub(super) title: String,
    pub(super) practice: String,
    pub(super) language: String,
    pub(super) about: String,
    pub(super) source: String,
    pub(super) caution: String,
    /// Blank ones are left out.
    pub(super) needs: Vec<String>,
    pub(super) pacer: Option<Pacer>,
    pub(super) guide: Option<Guide>,
    pub(super) ambience: Option<Ambience>,
    pub(super) end: End,
    pub(super) steps: Vec<Row>,
}

impl Row {
    /// A step of this kind with nothing unusual about it.
    pub(super) fn new(id: u64, kind: Kind) -> Self {
        let mut row = Self {
            id,
            kind,
            texts: BTreeMap::new(),
            counted: Counted::Time,
            ramp: false,
            sides: Sides::None,
            halfway: false,
            areas: Areas::NONE,
            steps: Vec::new(),
        };
        let usual: &[(Field, &str)] = match kind {
            Kind::Breathe => {
                &[(Field::Secs, "3:00"), (Field::Part(Part::Inhale), "4"), (Field::Part(Part::Exhale), "6")]
            }
            Kind::Rest => &[(Field::Secs, "15")],
            Kind::Prepare => &[(Field::Secs, "10")],
            Kind::Cue => &[(Field::Secs, "30")],
            Kind::Tense => &[(Field::Tense, "5"), (Field::Release, "20")],
            Kind::Stretch => {
                &[(Field::Secs, "30"), (Field::Part(Part::Inhale), "3.5"), (Field::Part(Part::Exhale), "4.5")]
            }
            Kind::Repeat => &[(Field::Times, "2")],
        };
        row.texts.extend(usual.iter().map(|(field, text)| (*field, (*text).to_owned())));
        if kind == Kind::Stretch {
            row.gaps(limits::BETWEEN, limits::BETWEEN);
        }
        row
    }

    /// What stands in a field.
    pub(super) fn text(&self, field: Field) -> &str {
        self.texts.get(&field).map_or("", String::as_str)
    }

    /// The field itself, to be written into.
    pub(super) fn text_mut(&mut self, field: Field) -> &mut String {
        self.texts.entry(field).or_default()
    }

    /// Begins a ramp, or a word for each part, where there was none: with what is there already.
    pub(super) fn ramps(&mut self, ramp: bool) {
        self.ramp = ramp;
        if ramp && Part::ALL.iter().all(|part| self.text(Field::ToPart(*part)).is_empty()) {
            for part in Part::ALL {
                let text = self.text(Field::Part(part)).to_owned();
                self.put(Field::ToPart(part), text);
            }
        }
    }

    /// A little more or less of a number; what is no number stays as it is.
    pub(super) fn nudge(&mut self, field: Field, nudge: Nudge) {
        let (step, least) = match field {
            Field::Cycles | Field::Breaths | Field::Rounds | Field::Times => (Time::from_secs(1), Time::from_secs(1)),
            Field::Part(_) | Field::ToPart(_) => (Time::from_millis(500), Time::ZERO),
            _ => (Time::from_secs(5), Time::ZERO),
        };
        let typed = self.text(field);
        let written = if typed.trim().is_empty() { "0".to_owned() } else { seconds(typed) };
        let Some(now) = written.parse().ok().and_then(Time::from_secs_f64) else { return };
        let then = match nudge {
            Nudge::More => now + step,
            Nudge::Less => (now - step).max(least),
        };
        let is_clock = typed.contains(':');
        self.put(field, if is_clock { length(then) } else { then.to_string() });
    }

    fn put(&mut self, field: Field, text: impl Into<String>) {
        *self.text_mut(field) = text.into();
    }

    fn put_some(&mut self, field: Field, text: Option<&String>) {
        self.put(field, text.cloned().unwrap_or_default());
    }

    fn gaps(&mut self, switch: Time, rest: Time) {
        self.put(Field::Switch, length(switch));
        self.put(Field::Rest, length(rest));
        self.put(Field::Rounds, "1");
    }

    fn breath(&mut self, field: fn(Part) -> Field, breath: Breath) {
        for (part, len) in breath.each() {
            self.put(field(part), if *len == Time::ZERO { String::new() } else { len.to_string() });
        }
    }

    fn of(step: &Step, next: &mut u64) -> Self {
        let kind = match step {
            Step::Prepare { .. } => Kind::Prepare,
            Step::Breathe(_) => Kind::Breathe,
            Step::Cue { .. } => Kind::Cue,
            Step::Tense { .. } => Kind::Tense,
            Step::Stretch(_) => Kind::Stretch,
            Step::Rest { .. } => Kind::Rest,
            Step::Repeat { .. } => Kind::Repeat,
        };
        let mut row = Self::new(*next, kind);
        *next += 1;
        row.areas = step.areas();
        match step {
            Step::Prepare { secs, say, .. } | Step::Rest { secs, say, .. } => {
                row.put(Field::Secs, length(*secs));
                row.put_some(Field::Say, say.as_ref());
            }
            Step::Cue { secs, say, .. } => {
                row.put(Field::Secs, length(*secs));
                row.put(Field::Say, say);
            }
            Step::Tense { group, tense, release, say, .. } => {
                row.put(Field::Group, group);
                row.put(Field::Tense, length(*tense));
                row.put(Field::Release, length(*release));
                row.put_some(Field::Say, say.as_ref());
            }
            Step::Breathe(breathe) => row.breathe(breathe),
            Step::Stretch(stretch) => row.stretch(stretch),
            Step::Repeat { times, steps } => {
                row.put(Field::Times, times.to_string());
                row.steps = rows(steps, next);
            }
        }
        row
    }

    fn breathe(&mut self, Breathe { breath, to, count, say, cue, .. }: &Breathe) {
        self.breath(Field::Part, *breath);
        if let Some(to) = to {
            self.ramp = true;
            self.breath(Field::ToPart, *to);
        }
        match count {
            Count::Secs(secs) => self.put(Field::Secs, length(*secs)),
            Count::Cycles(cycles) => {
                self.counted = Counted::Breaths;
                self.put(Field::Secs, "");
                self.put(Field::Cycles, cycles.to_string());
            }
        }
        self.words(say);
        self.put_some(Field::Cue, cue.as_ref());
    }

    fn words(&mut self, say: &Words) {
        for (part, word) in say.each() {
            self.put_some(Field::Word(part), word.as_ref());
        }
    }

    fn stretch(&mut self, stretch: &Stretch) {
        self.put(Field::Pose, &stretch.pose);
        match stretch.hold {
            Hold::Secs(secs) => self.put(Field::Secs, length(secs)),
            Hold::Breaths(breaths, breath) => {
                self.counted = Counted::Breaths;
                self.put(Field::Secs, "");
                self.put(Field::Breaths, breaths.to_string());
                self.breath(Field::Part, breath);
            }
        }
        self.sides = stretch.sides;
        self.gaps(stretch.switch, stretch.rest);
        self.put(Field::Rounds, stretch.rounds.to_string());
        if stretch.into != Time::ZERO {
            self.put(Field::Into, length(stretch.into));
        }
        self.put_some(Field::How, stretch.how.as_ref());
        self.words(&stretch.say);
        self.put_some(Field::Drawing, stretch.drawing.as_ref());
        self.halfway = stretch.halfway;
    }
}

fn rows(steps: &[Step], next: &mut u64) -> Vec<Row> {
    steps.iter().map(|step| Row::of(step, next)).collect()
}

impl Draft {
    /// Something to begin with: a few minutes of breathing, without a name yet.
    pub(super) fn new() -> Self {
        Self {
            title: String::new(),
            practice: "breathing".into(),
            language: String::new(),
            about: String::new(),
            source: String::new(),
            caution: String::new(),
            needs: Vec::new(),
            pacer: None,
            guide: None,
            ambience: None,
            end: End::Chime,
            steps: vec![Row::new(1, Kind::Breathe)],
        }
    }

    /// A session as its author would have typed it here.
    pub(super) fn of(session: &Session) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            title: session.title.clone(),
            practice: session.practice.clone(),
            language: text(&session.language),
            about: text(&session.about),
            source: text(&session.source),
            caution: text(&session.caution),
            needs: session.needs.clone(),
            pacer: session.pacer,
            guide: session.guide,
            ambience: session.ambience,
            end: session.end,
            steps: rows(&session.steps, &mut 1),
        }
    }
}

/// Seconds as one types them: from a minute on as on a clock, when there are no parts of a second.
fn length(len: Time) -> String {
    let whole = len.micros().is_multiple_of(1_000_000);
    if whole && (60..3600).contains(&len.whole_secs()) { ClockFace(len).to_string() } else { len.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_goes_up_and_down_by_what_is_usual_for_it() {
        let mut row = Row::new(1, Kind::Breathe);
        let mut nudged = |field: Field, typed: &str, nudge: Nudge| {
            row.put(field, typed);
            row.nudge(field, nudge);
            row.text(field).to_owned()
        };
        assert_eq!(nudged(Field::Part(Part::Inhale), "4", Nudge::More), "4.5");
        assert_eq!(nudged(Field::Part(Part::Inhale), "4,25", Nudge::Less), "3.75");
        assert_eq!(nudged(Field::Part(Part::HoldIn), "", Nudge::More), "0.5");
        assert_eq!(nudged(Field::Secs, "3:00", Nudge::More), "3:05");
        assert_eq!(nudged(Field::Secs, "1:00", Nudge::Less), "55");
        assert_eq!(nudged(Field::Secs, "2", Nudge::Less), "0");
        assert_eq!(nudged(Field::Cycles, "1", Nudge::Less), "1");
        assert_eq!(nudged(Field::Cycles, "9", Nudge::More), "10");
        assert_eq!(nudged(Field::Secs, "soon", Nudge::More), "soon");
    }
}
