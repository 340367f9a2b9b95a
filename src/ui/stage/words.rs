//! The words of the stage where the author gave none, and what comes next.

use std::borrow::Cow;

use crate::session::{Breath, Breathe, Hold, Part, Step, Stretch, Words, named, opening};
use crate::timeline::{Kind, Moment, Phase, Side};
use crate::ui::words::{a_minute, breath as paced};
use crate::units::Time;

/// The word for this phase of a breath, or for a state that has one.
pub(super) fn word(moment: Moment<'_>) -> Cow<'_, str> {
    moment.word().unwrap_or(Cow::Borrowed(plain(moment.span().phase)))
}

/// What a phase is called when no author says otherwise.
pub(super) fn plain(phase: Phase) -> &'static str {
    match phase {
        Phase::Breath(Part::Inhale) => "in",
        Phase::Breath(Part::TopUp) => "a little more",
        Phase::Breath(Part::HoldIn | Part::HoldOut) => "hold",
        Phase::Breath(Part::Exhale) => "out",
        Phase::Tense => "tense",
        Phase::Release => "let go",
        Phase::Switch => "change sides",
        Phase::Rest => "rest",
        Phase::Prepare | Phase::Cue | Phase::Into | Phase::Hold => "",
    }
}

/// Whether a word is what some part of a breath is called when no author says otherwise.
pub(super) fn is_plain(word: &str) -> bool {
    Part::ALL.into_iter().any(|part| plain(Phase::Breath(part)) == word)
}

/// Every word that a paced step has: one for each part that its breaths have anywhere.
pub(super) fn all(breathe: &Breathe) -> Vec<&str> {
    words_of(&[breathe.breath, breathe.to.unwrap_or(breathe.breath)], &breathe.say)
}

/// Every word of the breaths that a stretch is counted in.
pub(super) fn all_held(breath: Breath, say: &Words) -> Vec<&str> {
    words_of(&[breath], say)
}

fn words_of<'a>(breaths: &[Breath], say: &'a Words) -> Vec<&'a str> {
    let parts = Part::ALL.into_iter().filter(|part| breaths.iter().any(|breath| breath[*part] > Time::ZERO));
    parts.map(|part| say.word(part).unwrap_or_else(|| plain(Phase::Breath(part)))).collect()
}

/// The sentence beneath the picture; sentences that are the picture themselves are left out.
pub(super) fn beneath(moment: Moment<'_>) -> Option<&str> {
    match moment.span().kind {
        Kind::Breathe => moment.sentence(),
        // Without a sentence of its own it is called what stands above it already.
        Kind::Tense => match moment.written() {
            Step::Tense { say, .. } => say.as_deref(),
            _ => None,
        },
        Kind::Prepare | Kind::Cue | Kind::Rest | Kind::Stretch => None,
    }
}

/// The sentence that is the picture of a step without a pacer.
pub(super) fn sentence(moment: Moment<'_>) -> &str {
    let plain = match moment.span().kind {
        Kind::Prepare => "Get ready.",
        _ => "Rest.",
    };
    moment.sentence().unwrap_or(plain)
}

/// A side in words.
pub(super) fn side(side: Side) -> &'static str {
    match side {
        Side::Left => "Left side",
        Side::Right => "Right side",
    }
}

/// A change to a side in words.
pub(super) fn change(side: Side) -> &'static str {
    match side {
        Side::Left => "Change to the left",
        Side::Right => "Change to the right",
    }
}

/// The line at the foot: what comes next or, in the last step, what this is; while a breath is paced, how fast. The
/// second says less, for windows without room for all of it.
pub(super) fn foot(moment: Moment<'_>, title: &str, numbers: bool) -> [String; 2] {
    let pace = if numbers && moment.span().kind == Kind::Breathe { moment.breath_len().map(a_minute) } else { None };
    let less = next(moment).map_or_else(|| title.to_owned(), |next| format!("Next: {next}"));
    let all = match (next(moment), pace) {
        (Some(_), Some(pace)) => format!("{pace} · {less}"),
        (None, Some(pace)) => format!("{title} · {pace}"),
        (_, None) => less.clone(),
    };
    [all, less]
}

/// What comes next; rests between two things are passed over. `None` in the last step.
pub(super) fn next(moment: Moment<'_>) -> Option<String> {
    let mut later = moment.later_steps();
    let first = later.next()?;
    let step = if matches!(first, Step::Rest { .. }) { later.next().unwrap_or(first) } else { first };
    Some(describe(step))
}

fn describe(step: &Step) -> String {
    match step {
        Step::Prepare { .. } => "get ready".to_owned(),
        Step::Breathe(Breathe { breath, to: None, .. }) => paced(*breath),
        Step::Breathe(Breathe { to: Some(to), .. }) => format!("breathing, to {}", paced(*to)),
        Step::Cue { say, .. } => named(opening(say), "a sentence"),
        Step::Stretch(Stretch { hold: Hold::Secs(secs), .. }) => format!("{}, {secs} s", step.called()),
        Step::Stretch(Stretch { hold: Hold::Breaths(count, _), .. }) => format!("{}, {count} breaths", step.called()),
        Step::Tense { .. } | Step::Rest { .. } | Step::Repeat { .. } => step.called(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Areas;

    #[test]
    fn what_comes_next_is_named_in_a_few_words() {
        let cue = Step::Cue { secs: Time::from_secs(45), say: "Your feet. Notice warmth.".into(), areas: Areas::NONE };
        assert_eq!(describe(&cue), "your feet");
        let stretch = Step::Stretch(Stretch::of("Flat frog", Hold::Secs(Time::from_secs(30))));
        assert_eq!(describe(&stretch), "flat frog, 30 s");
    }

    #[test]
    fn what_has_no_name_is_named_by_what_it_is() {
        let tense = Step::Tense {
            group: String::new(),
            tense: Time::from_secs(5),
            release: Time::from_secs(20),
            say: None,
            areas: Areas::NONE,
        };
        assert_eq!(describe(&tense), "tense and release");
        let cue = Step::Cue { secs: Time::from_secs(45), say: "… and rest".into(), areas: Areas::NONE };
        assert_eq!(describe(&cue), "… and rest");
        let silent = Step::Cue { secs: Time::from_secs(45), say: " . ".into(), areas: Areas::NONE };
        assert_eq!(describe(&silent), "a sentence");
    }

    fn session(steps: &str) -> crate::timeline::Timeline {
        let text = format!("Session(format: 1, title: \"T\", practice: \"relaxation\", steps: [{steps}])");
        crate::timeline::Timeline::compile(&crate::session::read(text.as_bytes()).unwrap())
    }

    #[test]
    fn a_breath_that_comes_next_is_said_as_in_the_library() {
        let laid = session(
            "Rest(secs: 5), Rest(secs: 5), Breathe(cycles: 2, \
             breath: (inhale: 1, top_up: 0.5, hold_in: 2, exhale: 3, hold_out: 4))",
        );
        assert_eq!(next(laid.at(Time::ZERO)).unwrap(), "1 in, 0.5 more, hold 2, 3 out, hold 4");
    }

    #[test]
    fn a_group_is_written_once_when_it_has_no_sentence() {
        let laid = session(
            "Tense(group: \"Hands\", tense: 5, release: 20), Tense(group: \"Arms\", tense: 5, release: 20, say: \"Only half.\")",
        );
        assert_eq!(beneath(laid.at(Time::ZERO)), None);
        assert_eq!(beneath(laid.at(laid.steps()[1].start)), Some("Only half."));
    }

    fn foot_of(moment: Moment<'_>, title: &str, numbers: bool) -> String {
        foot(moment, title, numbers)[0].clone()
    }

    #[test]
    fn a_paced_step_says_how_fast_it_is_and_what_comes_next() {
        let laid = session(
            "Breathe(cycles: 2, breath: (inhale: 2.5, exhale: 3.5), to: (inhale: 4, exhale: 6)), Rest(secs: 5, say: \"x\")",
        );
        assert_eq!(foot_of(laid.at(Time::ZERO), "T", true), "10 breaths a minute · Next: rest");
        assert_eq!(foot_of(laid.at(Time::from_secs(6)), "T", true), "6 breaths a minute · Next: rest");
        assert_eq!(foot_of(laid.at(Time::from_secs(6)), "T", false), "Next: rest");
        // Where there is no room for both, what comes next is what is said.
        assert_eq!(foot(laid.at(Time::ZERO), "T", true)[1], "Next: rest");
        // The pace of 8.33 s a breath: 7.2 a minute.
        let only = session("Breathe(cycles: 2, breath: (inhale: 3.33, exhale: 5))");
        assert_eq!(foot_of(only.at(Time::ZERO), "T", true), "T · 7.2 breaths a minute");
        assert_eq!(foot_of(only.at(Time::ZERO), "T", false), "T");
    }

    #[test]
    fn every_word_of_a_step_is_known_before_it_is_shown() {
        let laid = session(
            "Breathe(cycles: 1, breath: (inhale: 2, top_up: 1, exhale: 3), say: (inhale: \"soften\", exhale: \"let go\"))",
        );
        let Step::Breathe(breathe) = laid.at(Time::ZERO).written() else { panic!("it is a breath") };
        assert_eq!(all(breathe), ["soften", "soften", "let go"]);
        assert_eq!(all_held(breathe.breath, &Words::default()), ["in", "a little more", "out"]);
    }
}
