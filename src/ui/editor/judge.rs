//! Judging a draft: it is written down a field a line and given to the reader, whose answer names the lines.
//!
//! Pure. What is in range, and how that is said, the reader alone knows.

use super::draft::{Counted, Draft, Field, Kind, Row};
use super::number::{is_no_length, plain, seconds};
use crate::session::{self, Named as _, Part, Session, Sides, quoted};
use crate::ui::words::sentence;
use crate::units::LengthError;

/// Where a mistake stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FieldPlace {
    /// The row; the session itself when there is none.
    pub(super) row: Option<u64>,
    pub(super) field: Field,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    pub(super) place: FieldPlace,
    /// A sentence.
    pub(super) words: String,
    /// Whether nothing was typed there yet.
    pub(super) blank: bool,
}

impl Draft {
    /// The session it is.
    ///
    /// # Errors
    /// What is wrong with it, in the order of the fields.
    pub(super) fn read(&self) -> Result<Session, Vec<Mistake>> {
        let page = Page::of(self);
        session::read(page.text.as_bytes()).map_err(|problems| {
            let mistake = |problem: &session::Problem| {
                let line = page.lines.get(problem.line - 1);
                let (place, name) = line.copied().unwrap_or((FieldPlace { row: None, field: Field::Whole }, ""));
                let (mut words, blank) = said(&problem.message, name);
                if page.no_lengths.contains(&place) {
                    words = sentence(&LengthError.to_string());
                }
                Mistake { place, words, blank }
            };
            problems.iter().map(mistake).collect()
        })
    }
}

/// The reader's words beside the field they are about, and whether that is blank.
fn said(message: &str, name: &str) -> (String, bool) {
    let words = message.strip_prefix(name).map_or(message, str::trim_start);
    let found_nothing = words.strip_suffix(", found \"\"");
    let blank = found_nothing.is_some() || words.ends_with("characters, found 0");
    (sentence(found_nothing.unwrap_or(words)), blank)
}

/// A draft as a text that can always be read as values, each on a line of its own.
struct Page {
    text: String,
    /// What stands on each line, and what the language calls it.
    lines: Vec<(FieldPlace, &'static str)>,
    /// Where something stands that is no length although one goes there.
    no_lengths: Vec<FieldPlace>,
}

impl Page {
    fn of(draft: &Draft) -> Self {
        let mut page = Self { text: String::new(), lines: Vec::new(), no_lengths: Vec::new() };
        let own = |field| FieldPlace { row: None, field };
        page.line(own(Field::Whole), "", "Session(");
        page.field(own(Field::Whole), "format", "1");
        page.field(own(Field::Title), "title", &quoted(&draft.title));
        page.field(own(Field::Practice), "practice", &quoted(&draft.practice));
        for (field, name, text) in [
            (Field::Language, "language", &draft.language),
            (Field::About, "about", &draft.about),
            (Field::Source, "source", &draft.source),
            (Field::Caution, "caution", &draft.caution),
        ] {
            page.optional(own(field), name, text);
        }
        page.needs(&draft.needs);
        if let Some(pacer) = draft.pacer {
            page.field(own(Field::Whole), "pacer", pacer.name());
        }
        page.line(own(Field::Whole), "", "sound: (");
        if let Some(guide) = draft.guide {
            page.field(own(Field::Whole), "guide", guide.name());
        }
        if let Some(ambience) = draft.ambience {
            page.field(own(Field::Whole), "ambience", ambience.name());
        }
        page.line(own(Field::Whole), "", "),");
        page.field(own(Field::Whole), "end", draft.end.name());
        page.steps(None, &draft.steps);
        page.line(own(Field::Whole), "", ")");
        page
    }

    fn line(&mut self, place: FieldPlace, name: &'static str, written: &str) {
        self.text.push_str(written);
        self.text.push('\n');
        self.lines.push((place, name));
    }

    fn field(&mut self, place: FieldPlace, name: &'static str, value: &str) {
        self.line(place, name, &format!("{name}: {value},"));
    }

    /// A text that is left out when it is blank.
    fn optional(&mut self, place: FieldPlace, name: &'static str, text: &str) {
        if !text.is_empty() {
            self.field(place, name, &quoted(text));
        }
    }

    /// What to have at hand, a line each.
    fn needs(&mut self, needs: &[String]) {
        let own = |field| FieldPlace { row: None, field };
        self.line(own(Field::Whole), "", "needs: [");
        for (nth, thing) in needs.iter().enumerate().filter(|(_, thing)| !thing.is_empty()) {
            self.line(own(Field::Need(nth)), "needs", &format!("{},", quoted(thing)));
        }
        self.line(own(Field::Whole), "", "],");
    }

    fn steps(&mut self, row: Option<u64>, rows: &[Row]) {
        let place = FieldPlace { row, field: Field::Steps };
        if rows.is_empty() {
            return self.field(place, "steps", "[]");
        }
        self.line(place, "", "steps: [");
        for row in rows {
            self.row(row);
        }
        self.line(place, "", "],");
    }

    fn row(&mut self, row: &Row) {
        let at = |field| FieldPlace { row: Some(row.id), field };
        let name = match row.kind {
            Kind::Breathe => "Breathe",
            Kind::Rest => "Rest",
            Kind::Cue => "Cue",
            Kind::Tense => "Tense",
            Kind::Stretch => "Stretch",
            Kind::Prepare => "Prepare",
            Kind::Repeat => "Repeat",
        };
        self.line(at(Field::Whole), "", &format!("{name}("));
        match row.kind {
            Kind::Rest | Kind::Prepare => {
                self.secs(row, Field::Secs, "secs");
                self.optional(at(Field::Say), "say", row.text(Field::Say));
            }
            Kind::Cue => {
                self.secs(row, Field::Secs, "secs");
                self.field(at(Field::Say), "say", &quoted(row.text(Field::Say)));
            }
            Kind::Tense => {
                self.field(at(Field::Group), "group", &quoted(row.text(Field::Group)));
                self.gap(row, Field::Tense, "tense");
                self.secs(row, Field::Release, "release");
                self.optional(at(Field::Say), "say", row.text(Field::Say));
            }
            Kind::Breathe => self.breathe(row),
            Kind::Stretch => self.stretch(row),
            Kind::Repeat => {
                self.field(at(Field::Times), "times", &plain(row.text(Field::Times)));
                self.steps(Some(row.id), &row.steps);
            }
        }
        if !row.areas.is_empty() && row.kind != Kind::Repeat {
            self.field(at(Field::Whole), "area", &row.areas.to_string());
        }
        self.line(at(Field::Whole), "", "),");
    }

    fn secs(&mut self, row: &Row, field: Field, name: &'static str) {
        self.length(row, field, name, &seconds(row.text(field)));
    }

    fn length(&mut self, row: &Row, field: Field, name: &'static str, written: &str) {
        let place = FieldPlace { row: Some(row.id), field };
        if is_no_length(row.text(field)) {
            self.no_lengths.push(place);
        }
        self.field(place, name, written);
    }

    /// A length that may be none at all: blank is none.
    fn gap(&mut self, row: &Row, field: Field, name: &'static str) {
        let typed = row.text(field);
        let written = if typed.trim().is_empty() { "0".to_owned() } else { seconds(typed) };
        self.length(row, field, name, &written);
    }

    fn breathe(&mut self, row: &Row) {
        let at = |field| FieldPlace { row: Some(row.id), field };
        self.breath(row, Field::Breath, "breath: (", Field::Part);
        if row.ramp {
            self.breath(row, Field::To, "to: (", Field::ToPart);
        }
        match row.counted {
            Counted::Time => self.secs(row, Field::Secs, "secs"),
            Counted::Breaths => self.field(at(Field::Cycles), "cycles", &plain(row.text(Field::Cycles))),
        }
        self.words(row);
        self.optional(at(Field::Cue), "cue", row.text(Field::Cue));
    }

    /// A word for each part of a breath.
    fn words(&mut self, row: &Row) {
        let at = |field| FieldPlace { row: Some(row.id), field };
        self.line(at(Field::Whole), "", "say: (");
        for part in Part::ALL {
            self.optional(at(Field::Word(part)), part.name(), row.text(Field::Word(part)));
        }
        self.line(at(Field::Whole), "", "),");
    }

    fn breath(&mut self, row: &Row, whole: Field, opening: &str, field: fn(Part) -> Field) {
        let at = |field| FieldPlace { row: Some(row.id), field };
        self.line(at(whole), "", opening);
        for part in Part::ALL {
            if part.is_needed() || !row.text(field(part)).trim().is_empty() {
                self.secs(row, field(part), part.name());
            }
        }
        self.line(at(whole), "", "),");
    }

    fn stretch(&mut self, row: &Row) {
        let at = |field| FieldPlace { row: Some(row.id), field };
        self.field(at(Field::Pose), "pose", &quoted(row.text(Field::Pose)));
        match row.counted {
            Counted::Time => self.secs(row, Field::Secs, "secs"),
            Counted::Breaths => {
                self.field(at(Field::Breaths), "breaths", &plain(row.text(Field::Breaths)));
                self.breath(row, Field::Breath, "breath: (", Field::Part);
                self.words(row);
            }
        }
        if row.sides != Sides::None {
            self.field(at(Field::Whole), "sides", row.sides.name());
        }
        self.field(at(Field::Rounds), "rounds", &plain(row.text(Field::Rounds)));
        self.gap(row, Field::Into, "into");
        self.gap(row, Field::Switch, "switch");
        self.gap(row, Field::Rest, "rest");
        self.optional(at(Field::How), "how", row.text(Field::How));
        if row.halfway {
            self.field(at(Field::Whole), "halfway", "true");
        }
        self.optional(at(Field::Drawing), "drawing", row.text(Field::Drawing));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};
    use proptest::sample::Index;

    use super::*;
    use crate::session::arbitrary;

    /// A session in which every text that may be left out says something, or is left out.
    fn said(session: &Session) -> Session {
        session::read(session::write(session).replace(": \"\"", ": \"-\"").as_bytes()).unwrap()
    }

    proptest! {
        #[test]
        fn a_session_opened_and_left_alone_is_the_same_session(session in arbitrary::session()) {
            let session = said(&session);
            assert_eq!(Draft::of(&session).read().unwrap(), session);
        }

        #[test]
        fn whatever_is_typed_anywhere_is_judged_field_by_field(
            session in arbitrary::session(), at in any::<Index>(), typed in "[ -~é\n:,.0-9\u{202e}]{0,20}"
        ) {
            let mut draft = Draft::of(&said(&session));
            let row = &mut draft.steps[0];
            let fields: Vec<Field> = row_fields(row.kind);
            let field = fields[at.index(fields.len())];
            *row.text_mut(field) = typed;
            let id = row.id;
            if let Err(mistakes) = draft.read() {
                // The whole may have become too long; nothing else is touched.
                let near = |mistake: &Mistake| mistake.place.row == Some(id) || mistake.place.field == Field::Steps;
                assert!(mistakes.iter().all(near), "{mistakes:?}");
            }
        }
    }

    fn row_fields(kind: Kind) -> Vec<Field> {
        match kind {
            Kind::Rest | Kind::Prepare | Kind::Cue => vec![Field::Secs, Field::Say],
            Kind::Tense => vec![Field::Group, Field::Tense, Field::Release, Field::Say],
            Kind::Breathe => {
                let parts = Part::ALL.into_iter().flat_map(|part| [Field::Part(part), Field::Word(part)]);
                parts.chain([Field::Secs, Field::Cycles, Field::Cue]).collect()
            }
            Kind::Stretch => {
                let counts = [Field::Secs, Field::Breaths, Field::Rounds, Field::Into, Field::Switch, Field::Rest];
                counts.into_iter().chain([Field::Pose, Field::How]).collect()
            }
            Kind::Repeat => vec![Field::Times],
        }
    }

    fn mistakes(change: impl FnOnce(&mut Draft)) -> Vec<(Field, String)> {
        let mut draft = Draft { title: "Mine".into(), ..Draft::new() };
        change(&mut draft);
        let mistakes = draft.read().unwrap_err();
        mistakes.into_iter().map(|mistake| (mistake.place.field, mistake.words)).collect()
    }

    #[test]
    fn a_mistake_stands_beside_its_field_in_the_readers_words() {
        let typed = |field: Field, text: &'static str| {
            move |draft: &mut Draft| *draft.steps[0].text_mut(field) = text.to_owned()
        };
        let told = |field, words: &str| vec![(field, words.to_owned())];
        let inhale = mistakes(typed(Field::Part(Part::Inhale), "0.2"));
        assert_eq!(inhale, told(Field::Part(Part::Inhale), "Must be 0.5–60 s, found 0.2."));
        assert_eq!(
            mistakes(typed(Field::Part(Part::Inhale), "")),
            told(Field::Part(Part::Inhale), "Must be 0.5–60 s.")
        );
        assert_eq!(
            mistakes(typed(Field::Part(Part::HoldIn), "70")),
            told(Field::Part(Part::HoldIn), "Must be 0, or 0.1–60 s, found 70.")
        );
        assert_eq!(
            mistakes(typed(Field::Secs, "soon")),
            told(Field::Secs, "Write a length such as 5 min 30 s or 5:30.")
        );
        let whole = mistakes(|draft| {
            typed(Field::Part(Part::Inhale), "0.5")(draft);
            typed(Field::Part(Part::Exhale), "0.5")(draft);
        });
        assert_eq!(whole, told(Field::Breath, "A whole breath must be 2–120 s, found 1."));
        assert_eq!(mistakes(|draft| draft.title.clear()), told(Field::Title, "Must be 1–200 characters, found 0."));
    }

    #[test]
    fn a_session_without_steps_and_a_repeat_without_any_say_so() {
        let none = mistakes(|draft| draft.steps.clear());
        assert_eq!(none, [(Field::Steps, "Must have at least one step.".to_owned())]);
        let empty = mistakes(|draft| draft.steps.push(Row::new(9, Kind::Repeat)));
        assert_eq!(empty, [(Field::Steps, "Must have at least one step.".to_owned())]);
    }

    #[test]
    fn what_was_never_typed_is_known_as_blank() {
        let draft = Draft::new();
        let mistakes = draft.read().unwrap_err();
        assert_eq!(mistakes.len(), 1);
        assert!(mistakes[0].blank && mistakes[0].place.field == Field::Title);
    }

    #[test]
    fn a_session_of_four_hours_and_a_second_is_too_long_as_a_whole() {
        let mut draft = Draft { title: "Mine".into(), ..Draft::new() };
        *draft.steps[0].text_mut(Field::Secs) = "14400".into();
        draft.steps.push(Row::new(2, Kind::Rest));
        let mistakes = draft.read().unwrap_err();
        assert_eq!(mistakes[0].place, FieldPlace { row: None, field: Field::Steps });
        assert!(mistakes[0].words.contains("at most 4 hours"), "{mistakes:?}");
    }
}
