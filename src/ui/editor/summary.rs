//! A step in a few words, whatever was typed so far.

use super::super::words;
use super::draft::{Counted, Field, Kind, Row};
use super::number::seconds;
use crate::session::{Part, Sides};
use crate::units::Time;

/// Every kind, in the order they are offered.
pub(super) const KINDS: [Kind; 7] =
    [Kind::Breathe, Kind::Rest, Kind::Cue, Kind::Tense, Kind::Stretch, Kind::Prepare, Kind::Repeat];

/// What a person calls it.
pub(super) const fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Breathe => "Breathe",
        Kind::Rest => "Rest",
        Kind::Cue => "Sentence",
        Kind::Tense => "Tense and let go",
        Kind::Stretch => "Stretch",
        Kind::Prepare => "Get ready",
        Kind::Repeat => "Repeat",
    }
}

/// What it is for, beside what is added.
pub(super) const fn about(kind: Kind) -> &'static str {
    match kind {
        Kind::Breathe => "Whole breaths, in time with the picture and the sound.",
        Kind::Rest => "A pause between things. It counts as practice.",
        Kind::Cue => "One sentence, for as long as it takes: a body scan is a row of them.",
        Kind::Tense => "Gather a group of muscles a little, then let it go for longer.",
        Kind::Stretch => "A pose that is held, on one side or both.",
        Kind::Prepare => "Getting ready. It plays and does not count.",
        Kind::Repeat => {
            "The steps within it, again and again. What is added now goes into it, and so does a step moved past it."
        }
    }
}

/// What stands below its name.
pub(super) fn below(row: &Row) -> String {
    let said = |field: Field| Some(row.text(field).trim().to_owned()).filter(|text| !text.is_empty());
    let parts = match row.kind {
        Kind::Breathe => vec![Some(breaths(row)), Some(amount(row, Field::Cycles))],
        Kind::Rest | Kind::Prepare | Kind::Cue => vec![Some(length(row.text(Field::Secs))), said(Field::Say)],
        Kind::Tense => {
            let tense = Some(length(row.text(Field::Tense))).filter(|text| text != "0 seconds" && !text.is_empty());
            let release = length(row.text(Field::Release));
            vec![said(Field::Group), tense.map(|tense| format!("tense {tense}")), Some(format!("let go {release}"))]
        }
        Kind::Stretch => {
            let sides = match row.sides {
                Sides::None => None,
                Sides::Both => Some("both sides".to_owned()),
                Sides::Left => Some("left".to_owned()),
                Sides::Right => Some("right".to_owned()),
            };
            let rounds = said(Field::Rounds).filter(|rounds| rounds != "1").map(|rounds| format!("{rounds} rounds"));
            vec![said(Field::Pose), Some(amount(row, Field::Breaths)), sides, rounds]
        }
        Kind::Repeat => vec![said(Field::Times).map(|times| format!("{times} times"))],
    };
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn amount(row: &Row, count: Field) -> String {
    match row.counted {
        Counted::Time => length(row.text(Field::Secs)),
        Counted::Breaths => format!("{} breaths", row.text(count)),
    }
}

fn breaths(row: &Row) -> String {
    let first = breath(row, Field::Part);
    if row.ramp { format!("from {first} to {}", breath(row, Field::ToPart)) } else { first }
}

fn breath(row: &Row, field: fn(Part) -> Field) -> String {
    let said = |part: Part| {
        let typed = row.text(field(part)).trim();
        (!typed.is_empty() && typed != "0").then(|| words::part(part, typed))
    };
    Part::ALL.into_iter().filter_map(said).collect::<Vec<_>>().join(", ")
}

/// A length that was typed, as one says it; what cannot be understood as it stands.
fn length(typed: &str) -> String {
    let secs = seconds(typed).parse().ok().and_then(Time::from_secs_f64);
    secs.map_or_else(
        || typed.trim().to_owned(),
        |len| if len.micros().is_multiple_of(1_000_000) { words::exact_length(len) } else { format!("{len} s") },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_told_in_a_few_words() {
        let mut breathe = Row::new(1, Kind::Breathe);
        assert_eq!(below(&breathe), "4 in, 6 out · 3 minutes");
        *breathe.text_mut(Field::Part(Part::HoldIn)) = "2".into();
        breathe.ramps(true);
        *breathe.text_mut(Field::ToPart(Part::HoldIn)) = String::new();
        *breathe.text_mut(Field::ToPart(Part::Exhale)) = "7,5".into();
        breathe.counted = Counted::Breaths;
        *breathe.text_mut(Field::Cycles) = "12".into();
        assert_eq!(below(&breathe), "from 4 in, hold 2, 6 out to 4 in, 7,5 out · 12 breaths");
        let mut stretch = Row::new(2, Kind::Stretch);
        *stretch.text_mut(Field::Pose) = "Figure four".into();
        stretch.sides = Sides::Both;
        assert_eq!(below(&stretch), "Figure four · 30 seconds · both sides");
        assert_eq!(below(&Row::new(3, Kind::Tense)), "tense 5 seconds · let go 20 seconds");
        assert_eq!(below(&Row::new(4, Kind::Repeat)), "2 times");
        *stretch.text_mut(Field::Secs) = "soon".into();
        assert_eq!(below(&stretch), "Figure four · soon · both sides");
    }
}
