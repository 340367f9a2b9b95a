//! Writing a session as the text of a file: the way the shipped ones are written by hand, without their comments.
//!
//! What [`read()`](super::read()) makes of the text is the session again. Refuses to know where the text goes.

use super::limits::BETWEEN;
use super::{Areas, Breath, Breathe, Count, End, Hold, Named as _, Session, Sides, Step, Stretch, Words};
use crate::units::Time;

/// How wide a line of a paragraph, or a step on one line, gets, in characters.
const WIDE: usize = 116;
/// How far a level stands in.
const INDENT: usize = 4;

/// The text of a file that reads as this session, tidy, with its line ends.
pub fn write(session: &Session) -> String {
    let mut text = "Session(\n".to_owned();
    let mut field = |name: &str, value: &str| line(&mut text, INDENT, &format!("{name}: {value},"));
    field("format", "1");
    field("title", &quoted(&session.title));
    field("practice", &quoted(&session.practice));
    if let Some(language) = &session.language {
        field("language", &quoted(language));
    }
    for (name, paragraph) in [("about", &session.about), ("source", &session.source), ("caution", &session.caution)] {
        if let Some(paragraph) = paragraph {
            field(name, &wrapped(paragraph, INDENT + name.len() + 2));
        }
    }
    if !session.needs.is_empty() {
        let needs: Vec<String> = session.needs.iter().map(|thing| quoted(thing)).collect();
        field("needs", &format!("[{}]", needs.join(", ")));
    }
    if let Some(pacer) = session.pacer {
        field("pacer", pacer.name());
    }
    let sound = [
        session.guide.map(|guide| ("guide", guide.name().to_owned())),
        session.ambience.map(|ambience| ("ambience", ambience.name().to_owned())),
    ];
    let sound: WrittenFields = sound.into_iter().flatten().collect();
    if !sound.is_empty() {
        field("sound", &group(&sound));
    }
    if session.end != End::Chime {
        field("end", session.end.name());
    }
    text.push_str("    steps: [\n");
    steps(&mut text, &session.steps, 2 * INDENT);
    text.push_str("    ],\n)\n");
    text
}

/// Fields in their order, each with its value as it is written.
type WrittenFields = Vec<(&'static str, String)>;

fn line(text: &mut String, indent: usize, written: &str) {
    text.extend(std::iter::repeat_n(' ', indent));
    text.push_str(written);
    text.push('\n');
}

/// `(name: value, name: value)`.
fn group(fields: &WrittenFields) -> String {
    let each: Vec<String> = fields.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    format!("({})", each.join(", "))
}

fn steps(text: &mut String, all: &[Step], indent: usize) {
    for (place, step) in all.iter().enumerate() {
        // A pose and what follows it are one paragraph.
        if place > 0 && matches!(step, Step::Stretch(_)) {
            text.push('\n');
        }
        if let Step::Repeat { times, steps: again } = step {
            line(text, indent, &format!("Repeat(times: {times}, steps: ["));
            steps(text, again, indent + INDENT);
            line(text, indent, "]),");
            continue;
        }
        let (name, fields) = fields_of(step);
        let short = format!("{name}{},", group(&fields));
        let breathes = matches!(step, Step::Breathe(_) | Step::Stretch(_));
        if !breathes || fields.len() < 3 && short.chars().count() <= WIDE - indent {
            line(text, indent, &short);
            continue;
        }
        line(text, indent, &format!("{name}("));
        for (name, value) in &fields {
            line(text, indent + INDENT, &format!("{name}: {value},"));
        }
        line(text, indent, "),");
    }
}

/// What is written of a step that stands alone; defaults are left out.
fn fields_of(step: &Step) -> (&'static str, WrittenFields) {
    let seconds = |name, secs: &Time| Some((name, secs.to_string()));
    let text = |name, text: &Option<String>| text.as_ref().map(|text| (name, quoted(text)));
    let (name, fields) = match step {
        Step::Prepare { secs, say, areas } => {
            ("Prepare", vec![seconds("secs", secs), text("say", say), of_areas(*areas)])
        }
        Step::Rest { secs, say, areas } => ("Rest", vec![seconds("secs", secs), text("say", say), of_areas(*areas)]),
        Step::Cue { secs, say, areas } => {
            ("Cue", vec![seconds("secs", secs), Some(("say", quoted(say))), of_areas(*areas)])
        }
        Step::Tense { group, tense, release, say, areas } => {
            let muscles = Some(("group", quoted(group)));
            let (tense, release) = (seconds("tense", tense), seconds("release", release));
            ("Tense", vec![muscles, tense, release, text("say", say), of_areas(*areas)])
        }
        Step::Breathe(breathe) => return ("Breathe", of_breathe(breathe)),
        Step::Stretch(stretch) => return ("Stretch", of_stretch(stretch)),
        Step::Repeat { times, .. } => ("Repeat", vec![Some(("times", times.to_string()))]),
    };
    (name, fields.into_iter().flatten().collect())
}

fn of_breathe(breathe: &Breathe) -> WrittenFields {
    let Breathe { breath, to, count, say, cue, areas } = breathe;
    let count = match count {
        Count::Cycles(cycles) => ("cycles", cycles.to_string()),
        Count::Secs(secs) => ("secs", secs.to_string()),
    };
    let words = of_words(say);
    let fields = [
        Some(("breath", of_breath(*breath))),
        to.map(|to| ("to", of_breath(to))),
        Some(count),
        (!words.is_empty()).then(|| ("say", group(&words))),
        cue.as_ref().map(|cue| ("cue", quoted(cue))),
        of_areas(*areas),
    ];
    fields.into_iter().flatten().collect()
}

fn of_areas(areas: Areas) -> Option<(&'static str, String)> {
    (!areas.is_empty()).then(|| ("area", areas.to_string()))
}

fn of_words(words: &Words) -> WrittenFields {
    words.each().filter_map(|(part, word)| Some((part.name(), quoted(word.as_ref()?)))).collect()
}

fn of_breath(breath: Breath) -> String {
    let there = breath.each().filter(|(_, len)| **len > Time::ZERO);
    group(&there.map(|(part, len)| (part.name(), len.to_string())).collect())
}

fn of_stretch(stretch: &Stretch) -> WrittenFields {
    let words = of_words(&stretch.say);
    let gap = |name, len: Time| (len != BETWEEN).then(|| (name, len.to_string()));
    let (one, other) = match stretch.hold {
        Hold::Secs(secs) => (("secs", secs.to_string()), None),
        Hold::Breaths(breaths, breath) => (("breaths", breaths.to_string()), Some(("breath", of_breath(breath)))),
    };
    let fields = [
        Some(("pose", quoted(&stretch.pose))),
        stretch.how.as_ref().map(|how| ("how", quoted(how))),
        Some(one),
        other,
        (stretch.sides != Sides::None).then(|| ("sides", stretch.sides.name().to_owned())),
        (stretch.rounds != 1).then(|| ("rounds", stretch.rounds.to_string())),
        (stretch.into != Time::ZERO).then(|| ("into", stretch.into.to_string())),
        gap("switch", stretch.switch),
        gap("rest", stretch.rest),
        (!words.is_empty()).then(|| ("say", group(&words))),
        stretch.halfway.then(|| ("halfway", "true".to_owned())),
        stretch.drawing.as_ref().map(|drawing| ("drawing", quoted(drawing))),
        of_areas(stretch.areas),
    ];
    fields.into_iter().flatten().collect()
}

/// A text in quotes, on one line.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

/// A paragraph in quotes whose lines end where the page does: a `\` goes on in the next one without a break.
/// `indent` is where its quotes begin.
fn wrapped(text: &str, indent: usize) -> String {
    let mut written = "\"".to_owned();
    let mut column = indent + 1;
    let mut rest = text;
    while !rest.is_empty() {
        // A word with the blanks before it; what follows a `\` at the end of a line loses those it begins with.
        let blanks = rest.len() - rest.trim_start().len();
        let end = rest[blanks..].find(char::is_whitespace).map_or(rest.len(), |end| blanks + end);
        let (blank, word) = (&rest[..blanks], &rest[blanks..end]);
        rest = &rest[end..];
        let [blank, word] = [blank, word].map(|part| part.chars().map(escaped).collect::<String>());
        // The `\` itself, the quotes and the comma have to fit as well.
        let wide = column + (blank.chars().count() + word.chars().count()) > WIDE - 2;
        written.push_str(&blank);
        if (wide || blank.ends_with("\\n")) && !blank.is_empty() && !word.is_empty() {
            written.push_str("\\\n");
            written.extend(std::iter::repeat_n(' ', indent + 1));
            column = indent + 1;
        } else {
            column += blank.chars().count();
        }
        written.push_str(&word);
        column += word.chars().count();
    }
    written.push('"');
    written
}

/// A character as it stands between quotes.
fn escaped(letter: char) -> String {
    match letter {
        '"' => "\\\"".into(),
        '\\' => "\\\\".into(),
        '\n' => "\\n".into(),
        odd if odd.is_control() => format!("\\u{{{:x}}}", u32::from(odd)),
        plain => plain.into(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::super::arbitrary;
    use super::super::read::read;
    use super::*;

    fn again(text: &str) -> Session {
        read(text.as_bytes()).unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"))
    }

    proptest! {
        #[test]
        fn what_is_written_reads_as_the_same_session(session in arbitrary::session()) {
            let text = write(&session);
            let read = again(&text);
            assert_eq!(read, session);
            assert_eq!(write(&read), text);
        }

        #[test]
        fn a_paragraph_survives_being_wrapped(about in "[ \\\\\"a-z\n\u{a0}\u{2003}é]{0,400}") {
            let about = Some(about);
            let rest = Step::Rest { secs: Time::from_secs(30), say: None, areas: Areas::NONE };
            let session = Session { about, steps: vec![rest], ..bare() };
            assert_eq!(again(&write(&session)), session);
        }
    }

    fn bare() -> Session {
        again("Session(format: 1, title: \"t\", practice: \"p\", steps: [Rest(secs: 1)])")
    }

    #[test]
    fn a_session_is_written_as_a_person_would() {
        let text = "Session(format: 1, title: \"Evening\", practice: \"stretching\", about: \"One.\\n\\nTwo \\\"three\\\".\",
            sound: (ambience: Rain), pacer: Tide, steps: [
            Prepare(say: \"Lie down.\", secs: 10.0),
            Breathe(secs: 240, breath: (inhale: 4, exhale: 6, hold_in: 0)),
            Breathe(breath: (inhale: 2.5, exhale: 3.5), to: (inhale: 4, exhale: 6), cycles: 60, say: (exhale: \"let go\")),
            Stretch(pose: \"Child's pose\", secs: 60, rounds: 1, switch: 5, rest: 5, halfway: false, sides: None),
            Stretch(pose: \"Figure four\", secs: 45, sides: Both, rounds: 2, switch: 10, halfway: true),
            Repeat(steps: [Tense(group: \"Hands\", release: 20), Cue(secs: 30, say: \"Belly.\", area: Pelvis)], times: 3),
        ])";
        insta::assert_snapshot!(write(&again(text)), @r#"
        Session(
            format: 1,
            title: "Evening",
            practice: "stretching",
            about: "One.\n\n\
                    Two \"three\".",
            pacer: Tide,
            sound: (ambience: Rain),
            steps: [
                Prepare(secs: 10, say: "Lie down."),
                Breathe(breath: (inhale: 4, exhale: 6), secs: 240),
                Breathe(
                    breath: (inhale: 2.5, exhale: 3.5),
                    to: (inhale: 4, exhale: 6),
                    cycles: 60,
                    say: (exhale: "let go"),
                ),

                Stretch(pose: "Child's pose", secs: 60),

                Stretch(
                    pose: "Figure four",
                    secs: 45,
                    sides: Both,
                    rounds: 2,
                    switch: 10,
                    halfway: true,
                ),
                Repeat(times: 3, steps: [
                    Tense(group: "Hands", tense: 0, release: 20),
                    Cue(secs: 30, say: "Belly.", area: Pelvis),
                ]),
            ],
        )
        "#);
    }
}
