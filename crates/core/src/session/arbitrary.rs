//! Any valid session, for properties, and the text that an author could have written for it.

use std::fmt::{Debug, Write as _};

use proptest::array::uniform5;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};

use super::{
    Ambience, Area, Areas, Breath, Breathe, Count, End, Guide, Hold, Named, Pacer, Parts, Session, Sides, Step,
    Stretch, Words, is_sided, limits,
};
use crate::timeline::measure;
use crate::units::Time;

/// Any session, of up to a few thousand spans.
pub fn session() -> impl Strategy<Value = Session> {
    let language = option::of("[a-z]{2,3}(-[A-Z]{2})?");
    let head = (text(1, 200), "[a-z0-9-]{1,64}", language, option::of(text(0, 300)), option::of(text(0, 300)));
    let tail = (
        option::of(text(0, 300)),
        option::of(any_of::<Pacer>()),
        option::of(any_of::<Guide>()),
        option::of(any_of::<Ambience>()),
        vec(text(1, 40), 0..3),
        any_of::<End>(),
    );
    (head, tail, vec(step(), 1..5)).prop_filter_map("too long", |(head, tail, steps)| {
        let (title, practice, language, about, source) = head;
        let (caution, pacer, guide, ambience, needs, end) = tail;
        let session =
            Session { title, practice, language, about, source, caution, needs, pacer, guide, ambience, end, steps };
        measure(&session.steps).is_legal().then_some(session)
    })
}

/// Any step, repeats within repeats included.
pub fn step() -> BoxedStrategy<Step> {
    let leaf = prop_oneof![
        (secs(500_000, 100_000_000), say(), areas()).prop_map(|(secs, say, areas)| Step::Prepare { secs, say, areas }),
        (secs(500_000, 3_600_000_000), say(), areas()).prop_map(|(secs, say, areas)| Step::Rest { secs, say, areas }),
        (secs(500_000, 100_000_000), text(0, 240), areas()).prop_map(|(secs, say, areas)| Step::Cue {
            secs,
            say,
            areas
        }),
        (text(0, 60), gap(), secs(500_000, 100_000_000), say(), areas())
            .prop_map(|(group, tense, release, say, areas)| Step::Tense { group, tense, release, say, areas }),
        (breath(), option::of(breath()), count(), words(), say(), areas())
            .prop_map(|(breath, to, count, say, cue, areas)| Breathe { breath, to, count, say, cue, areas })
            .prop_map(Step::Breathe),
        stretch().prop_map(Step::Stretch),
    ];
    let repeat = |inner| (1_u32..4, vec(inner, 1..4)).prop_map(|(times, steps)| Step::Repeat { times, steps });
    leaf.prop_recursive(3, 8, 3, repeat).boxed()
}

/// Any breath.
pub fn breath() -> impl Strategy<Value = Breath> {
    let moved = || secs(1_000_000, 20_000_000);
    let held = || prop_oneof![Just(Time::ZERO), secs(100_000, 20_000_000)];
    (moved(), held(), held(), moved(), held()).prop_map(|parts| Parts(parts.into()))
}

fn stretch() -> impl Strategy<Value = Stretch> {
    let hold = prop_oneof![
        secs(500_000, 100_000_000).prop_map(Hold::Secs),
        (1_u32..20, breath()).prop_map(|(breaths, breath)| Hold::Breaths(breaths, breath)),
    ];
    let words = (text(0, 60), sided(), option::of("[a-z0-9-]{1,64}"), words(), any::<bool>(), areas());
    let between = (gap(), gap(), gap());
    (hold, any_of::<Sides>(), 1_u32..4, between, words).prop_map(|(hold, sides, rounds, between, words)| {
        let (into, switch, rest) = between;
        let (pose, how, drawing, say, halfway, areas) = words;
        // Without sides no text names one; without breaths there are no words for them.
        let how = how.filter(|how| sides != Sides::None || !is_sided(how));
        let say = if matches!(hold, Hold::Breaths(..)) { say } else { Words::default() };
        Stretch { pose, hold, sides, rounds, switch, rest, into, how, say, drawing, halfway, areas }
    })
}

/// A sentence that may name the side.
fn sided() -> impl Strategy<Value = Option<String>> {
    prop_oneof![say(), option::of("[a-z ]{0,9}\\{(side|other)\\} [a-z]{0,9}")]
}

fn count() -> impl Strategy<Value = Count> {
    prop_oneof![(1_u32..60).prop_map(Count::Cycles), secs(2_000_000, 1_000_000_000).prop_map(Count::Secs)]
}

fn words() -> impl Strategy<Value = Words> {
    uniform5(option::of(text(0, 60))).prop_map(Parts)
}

fn secs(least: u64, most: u64) -> impl Strategy<Value = Time> {
    (least..=most).prop_map(Time::from_micros)
}

fn gap() -> impl Strategy<Value = Time> {
    prop_oneof![Just(Time::ZERO), secs(limits::GAP.least.micros(), 60_000_000)]
}

fn say() -> impl Strategy<Value = Option<String>> {
    option::of(text(0, 240))
}

fn areas() -> impl Strategy<Value = Areas> {
    vec(any_of::<Area>(), 0..3).prop_map(Areas::from_iter)
}

/// Any value of a choice.
pub fn any_of<T: Named + Debug>() -> impl Strategy<Value = T> {
    proptest::sample::select(T::ALL)
}

/// Any text that may be written, quotes, newlines and wide characters among it.
fn text(least: usize, most: usize) -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        8 => proptest::char::range(' ', '~'),
        1 => Just('\n'),
        1 => proptest::char::range('\u{A1}', '\u{24F}'),
        1 => proptest::char::range('一', '龥'),
    ];
    vec(letter, least..=most.min(40)).prop_map(String::from_iter)
}

/// The text of a file for a session.
pub fn written(session: &Session) -> String {
    let mut text = format!("Session(format: 1, title: {:?}, practice: {:?}", session.title, session.practice);
    optional(&mut text, "language", session.language.as_ref());
    optional(&mut text, "about", session.about.as_ref());
    optional(&mut text, "source", session.source.as_ref());
    optional(&mut text, "caution", session.caution.as_ref());
    optional(&mut text, "pacer", session.pacer.as_ref());
    text.push_str(", sound: (");
    if let Some(guide) = session.guide {
        let _ = write!(text, "guide: {guide:?}, ");
    }
    if let Some(ambience) = session.ambience {
        let _ = write!(text, "ambience: {ambience:?}");
    }
    let _ = write!(text, "), needs: {:?}, end: {:?}, steps: ", session.needs, session.end);
    write_steps(&mut text, &session.steps);
    text + ")\n"
}

fn write_steps(text: &mut String, steps: &[Step]) {
    text.push_str("[\n");
    for step in steps {
        write_step(text, step);
        text.push_str("),\n");
    }
    text.push(']');
}

fn write_step(text: &mut String, step: &Step) {
    match step {
        Step::Prepare { secs, say, areas } => {
            let _ = write!(text, "Prepare(secs: {secs}, area: {areas}");
            optional(text, "say", say.as_ref());
        }
        Step::Rest { secs, say, areas } => {
            let _ = write!(text, "Rest(secs: {secs}, area: {areas}");
            optional(text, "say", say.as_ref());
        }
        Step::Cue { secs, say, areas } => {
            let _ = write!(text, "Cue(secs: {secs}, say: {say:?}, area: {areas}");
        }
        Step::Tense { group, tense, release, say, areas } => {
            let _ = write!(text, "Tense(group: {group:?}, tense: {tense}, release: {release}, area: {areas}");
            optional(text, "say", say.as_ref());
        }
        Step::Breathe(breathe) => write_breathe(text, breathe),
        Step::Stretch(stretch) => write_stretch(text, stretch),
        Step::Repeat { times, steps } => {
            let _ = write!(text, "Repeat(times: {times}, steps: ");
            write_steps(text, steps);
        }
    }
}

fn write_breathe(text: &mut String, Breathe { breath, to, count, say, cue, areas }: &Breathe) {
    let _ = write!(text, "Breathe(breath: {}, area: {areas}", breath_text(*breath));
    if let Some(to) = to {
        let _ = write!(text, ", to: {}", breath_text(*to));
    }
    let _ = match count {
        Count::Cycles(cycles) => write!(text, ", cycles: {cycles}"),
        Count::Secs(secs) => write!(text, ", secs: {secs}"),
    };
    write_words(text, say);
    optional(text, "cue", cue.as_ref());
}

fn write_words(text: &mut String, say: &Words) {
    text.push_str(", say: (");
    for (part, word) in say.each() {
        let _ = word.as_ref().map_or(Ok(()), |word| write!(text, "{}: {word:?}, ", part.name()));
    }
    text.push(')');
}

fn write_stretch(text: &mut String, stretch: &Stretch) {
    let _ = write!(text, "Stretch(pose: {:?}, ", stretch.pose);
    match stretch.hold {
        Hold::Secs(secs) => {
            let _ = write!(text, "secs: {secs}");
        }
        Hold::Breaths(breaths, breath) => {
            let _ = write!(text, "breaths: {breaths}, breath: {}", breath_text(breath));
            write_words(text, &stretch.say);
        }
    }
    let Stretch { sides, rounds, switch, rest, into, halfway, areas, .. } = stretch;
    let _ = write!(text, ", sides: {sides:?}, rounds: {rounds}, switch: {switch}, rest: {rest}, into: {into}");
    let _ = write!(text, ", halfway: {halfway}, area: {areas}");
    optional(text, "how", stretch.how.as_ref());
    optional(text, "drawing", stretch.drawing.as_ref());
}

fn breath_text(breath: Breath) -> String {
    let parts: Vec<String> = breath.each().map(|(part, len)| format!("{}: {len}", part.name())).collect();
    format!("({})", parts.join(", "))
}

fn optional(text: &mut String, name: &str, value: Option<&impl Debug>) {
    if let Some(value) = value {
        let _ = write!(text, ", {name}: {value:?}");
    }
}
