//! What a step is called within a sentence, in a few words of its author, or by what it is.

use super::Step;

/// So many characters of what an author wrote are a few words.
const FEW: usize = 60;

impl Step {
    /// What it is called within a sentence, on one line: `figure four`; `“Your feet”`; `breathing`.
    pub fn called(&self) -> String {
        match self {
            Self::Prepare { .. } => "getting ready".to_owned(),
            Self::Breathe(_) => "breathing".to_owned(),
            Self::Cue { say, .. } => match opening(say) {
                "" => "a sentence".to_owned(),
                words => format!("“{}”", few(words)),
            },
            Self::Tense { group, .. } => named(group, "tense and release"),
            Self::Stretch(stretch) => named(&stretch.pose, "a stretch"),
            Self::Rest { .. } => "rest".to_owned(),
            Self::Repeat { .. } => String::new(),
        }
    }
}

/// The first words of a sentence, up to its first stop.
pub fn opening(sentence: &str) -> &str {
    sentence[..sentence.find(['.', ':', ';', ',']).unwrap_or(sentence.len())].trim()
}

/// What an author named, as within a sentence; `else_say` where that is nothing.
pub fn named(text: &str, else_say: &str) -> String {
    let text = few(text);
    let mut letters = text.chars();
    letters.next().map_or_else(|| else_say.to_owned(), |first| first.to_lowercase().chain(letters).collect())
}

/// On one line, and no longer than a few words.
fn few(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= FEW {
        return line;
    }
    line.chars().take(FEW - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Areas;
    use crate::units::Time;

    fn cue(say: &str) -> Step {
        Step::Cue { secs: Time::from_secs(20), say: say.into(), areas: Areas::NONE }
    }

    #[test]
    fn a_step_is_called_by_its_authors_words_and_else_by_what_it_is() {
        let group = |group: &str| {
            let (tense, release) = (Time::from_secs(5), Time::from_secs(20));
            Step::Tense { group: group.into(), tense, release, say: None, areas: Areas::NONE }
        };
        let calls = [
            (cue("Your feet. Notice warmth."), "“Your feet”"),
            (cue(" . "), "a sentence"),
            (group("Jaw\nand lips"), "jaw and lips"),
            (group(" "), "tense and release"),
            (Step::Rest { secs: Time::from_secs(5), say: Some("Lie down.".into()), areas: Areas::NONE }, "rest"),
        ];
        for (step, called) in calls {
            assert_eq!(step.called(), called);
        }
    }

    #[test]
    fn a_long_sentence_without_a_stop_is_cut() {
        let called = cue(&"so ".repeat(80)).called();
        assert_eq!((called.chars().count(), called.ends_with("…”")), (FEW + 2, true));
    }
}
