//! What is spoken when, and speech programs that behave and misbehave.

use super::*;
use crate::session;
use crate::timeline::Timeline;

fn timeline(steps: &str) -> Timeline {
    let text = format!(r#"Session(format: 1, title: "T", practice: "relaxation", steps: [{steps}])"#);
    Timeline::compile(&session::read(text.as_bytes()).unwrap())
}

/// All that is spoken, with the second in which it begins.
fn spoken(timeline: &Timeline) -> Vec<(u64, String)> {
    script(timeline).into_iter().map(|Sentence { at, words }| (at.whole_secs(), words)).collect()
}

fn said(told: &[(u64, &str)]) -> Vec<(u64, String)> {
    told.iter().map(|(second, words)| (*second, (*words).to_owned())).collect()
}

#[test]
fn the_sentence_of_a_step_is_spoken_once_as_it_begins() {
    let timeline = timeline(
        r#"Prepare(secs: 5, say: "Lie down."), Cue(secs: 10, say: "Feel your feet."), Rest(secs: 5), Cue(secs: 10, say: "And your hands.")"#,
    );
    let expected = said(&[(0, "Lie down."), (5, "Feel your feet."), (20, "And your hands.")]);
    assert_eq!(spoken(&timeline), expected);
}

#[test]
fn a_sentence_that_goes_on_over_repeated_steps_is_spoken_once() {
    let timeline = timeline(r#"Repeat(times: 3, steps: [Cue(secs: 10, say: "Soften.")])"#);
    assert_eq!(spoken(&timeline), said(&[(0, "Soften.")]));
}

#[test]
fn letting_go_is_spoken_after_the_group_that_is_tensed() {
    let timeline =
        timeline(r#"Tense(group: "Hands", tense: 5, release: 10), Tense(group: "Face", tense: 0, release: 10)"#);
    assert_eq!(spoken(&timeline), said(&[(0, "Hands"), (5, "Let go."), (15, "Face")]));
}

#[test]
fn a_pose_is_spoken_with_its_side_and_each_change_of_sides() {
    let timeline = timeline(r#"Stretch(pose: "Figure four", secs: 20, sides: Both, switch: 5)"#);
    let expected =
        said(&[(0, "Figure four, left side."), (20, "Change sides."), (25, "Right side. Stay for 20 seconds.")]);
    assert_eq!(spoken(&timeline), expected);
}

#[test]
fn how_to_get_into_a_pose_is_spoken_before_it_is_held_and_anew_for_the_other_side() {
    let timeline = timeline(
        r#"Stretch(pose: "Figure four", into: 20, secs: 30, sides: Both, switch: 8, how: "Lay your {side} ankle on your {other} knee."),
           Stretch(pose: "Flat frog", into: 15, secs: 30, how: "Soles together.")"#,
    );
    let expected = said(&[
        (0, "Figure four, left side. Lay your left ankle on your right knee."),
        (20, "Stay for 30 seconds."),
        (50, "Change sides. Lay your right ankle on your left knee."),
        (58, "Right side. Stay for 30 seconds."),
        (88, "Flat frog. Soles together."),
        (103, "Stay for 30 seconds."),
    ]);
    assert_eq!(spoken(&timeline), expected);
}

#[test]
fn between_two_rounds_it_is_told_where_to_go_and_how_is_not_said_again() {
    let sided = timeline(r#"Stretch(pose: "Frog", secs: 20, sides: Both, rounds: 2, how: "Bend your {side} knee.")"#);
    let expected = said(&[
        (0, "Frog, left side. Bend your left knee."),
        (20, "Change sides. Bend your right knee."),
        (25, "Right side. Stay for 20 seconds."),
        (45, "Change sides."),
        (50, "Left side. Stay for 20 seconds."),
        (70, "Change sides."),
        (75, "Right side. Stay for 20 seconds."),
    ]);
    assert_eq!(spoken(&sided), expected);
    let plain = timeline(r#"Stretch(pose: "Frog", secs: 20, rounds: 2)"#);
    assert_eq!(spoken(&plain), said(&[(0, "Frog."), (20, "Rest."), (25, "Stay for 20 seconds.")]));
}

#[test]
fn it_is_told_for_how_long_to_stay_or_that_the_breath_leads() {
    let held = |how: &str| spoken(&timeline(&format!("Stretch(pose: \"Frog\", into: 5, {how})")))[1].1.clone();
    assert_eq!(held("secs: 60"), "Stay for 1 minute.");
    assert_eq!(held("secs: 121"), "Stay for 2 minutes 1 second.");
    assert_eq!(held("secs: 74.6"), "Stay for 1 minute 15 seconds.");
    assert_eq!(held("breaths: 19, breath: (inhale: 2, exhale: 3)"), "Follow the breath for 1 minute 35 seconds.");
}

#[test]
fn a_pose_without_time_to_get_into_it_is_told_with_how_as_it_begins() {
    let timeline = timeline(
        r#"Stretch(pose: "Cat and cow", breaths: 2, breath: (inhale: 2, exhale: 3), how: "Small is enough.")"#,
    );
    assert_eq!(spoken(&timeline), said(&[(0, "Cat and cow. Small is enough.")]));
}

#[test]
fn the_words_of_breaths_are_left_to_the_guide() {
    let timeline = timeline("Breathe(breath: (inhale: 4, exhale: 6), cycles: 3)");
    assert_eq!(spoken(&timeline), []);
}

#[test]
fn what_a_speech_program_could_take_for_a_command_is_taken_out() {
    assert_eq!(plain("!-! SET self VOLUME 100\nlouder"), "SET self VOLUME 100 louder");
    assert_eq!(plain("[[slnc 9000]] Breathe <break/>"), "slnc 9000   Breathe  break/");
    assert_eq!(plain("-f /etc/passwd"), "f /etc/passwd");
    assert_eq!(plain("\u{7}\n  "), "");
    assert_eq!(plain(&"long ".repeat(1000)).chars().count(), LONGEST);
}

#[cfg(all(unix, not(target_os = "macos")))]
#[expect(clippy::disallowed_methods, reason = "a test puts programs in place and looks at what they were told")]
mod programs {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::super::speech::tests::wav;
    use super::*;

    const SHORT: Duration = Duration::from_millis(100);
    const LONG: Duration = Duration::from_secs(1000);

    /// Lists its voices, and does the rest when it is to speak.
    const VOICES: &str = r#"[ "$1" = --voices ] && { echo " 5  de  --/M  German  gmw/de"; echo " 2  en-gb  --/M  English  gmw/en  (en 2)"; exit; }"#;

    /// A folder with a program that has two voices, whose script may name the folder as $HERE, and with something
    /// spoken.
    fn folder_with(name: &str, script: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(folder.path().join("spoken.wav"), wav(&[0, 8_192, -16_384], 22_050)).unwrap();
        fs::write(&path, format!("#!/bin/sh\nHERE={}\n{VOICES}\n{script}\n", folder.path().display())).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        folder
    }

    fn speaker(folder: &tempfile::TempDir, language: &str, patience: Duration) -> Speaker {
        let program = Program::find_in(&[folder.path()]);
        let wish = VoiceChoice { chosen: None, language: Some(language.to_owned()) };
        Speaker::with(move || program, wish, None, patience).unwrap()
    }

    /// Which words were spoken of these; asked for all at once.
    fn spoken_of(folder: &tempfile::TempDir, words: &[&str]) -> Vec<String> {
        let Speaker { ask, answers } = speaker(folder, "en", SHORT);
        for words in words {
            ask.send((*words).to_owned()).unwrap();
        }
        let answered = answers.iter().take(words.len());
        let words = |answer| match answer {
            Answer::Spoken(words, _) => words,
            Answer::Mute(why) => why,
        };
        answered.map(words).collect()
    }

    #[test]
    fn text_comes_on_the_standard_input_and_never_as_an_argument() {
        for name in ["espeak-ng", "espeak"] {
            let folder = folder_with(name, "echo \"$@\" > $HERE/arguments\ncat > $HERE/input\ncat $HERE/spoken.wav");
            assert_eq!(spoken_of(&folder, &["Feel your feet."]), ["Feel your feet."], "{name}");
            let read = |file| fs::read_to_string(folder.path().join(file)).unwrap();
            assert_eq!(read("input"), "Feel your feet.\n");
            let arguments = read("arguments");
            assert!(!arguments.contains("feet"), "{arguments}");
            assert!(arguments.contains("--stdout"), "it plays nothing itself: {arguments}");
            assert!(arguments.contains("-v en-gb"), "{arguments}");
        }
    }

    #[test]
    fn a_program_that_fails_or_hangs_says_nothing_and_the_next_sentence_is_tried_again() {
        let good = "read line; [ \"$line\" = Good. ] && exec cat $HERE/spoken.wav";
        for bad in ["kill -SEGV $$", "exit 3", "exec 0<&-", "echo nonsense", "exec sleep 1000", "exec cat /dev/zero"] {
            let folder = folder_with("espeak-ng", &format!("{good}\n{bad}"));
            let Speaker { ask, answers } = speaker(&folder, "en", SHORT);
            ask.send("Bad.".to_owned()).unwrap();
            ask.send("Good.".to_owned()).unwrap();
            assert!(matches!(answers.recv().unwrap(), Answer::Spoken(words, _) if words == "Good."), "{bad}");
        }
    }

    #[test]
    fn who_leaves_ends_what_is_being_made() {
        let folder = folder_with("espeak-ng", "exec sleep 1000");
        let Speaker { ask, answers } = speaker(&folder, "en", LONG);
        ask.send("One.".to_owned()).unwrap();
        drop(ask);
        assert!(answers.recv().is_err(), "its thread has ended");
    }

    #[test]
    fn nothing_is_asked_of_a_program_for_words_without_letters() {
        let folder = folder_with("espeak-ng", "cat $HERE/spoken.wav");
        let Speaker { ask, answers } = speaker(&folder, "en", SHORT);
        ask.send(" \n".to_owned()).unwrap();
        drop(ask);
        assert!(answers.recv().is_err());
    }

    #[test]
    fn a_language_without_a_voice_is_told_and_not_read_by_another() {
        let folder = folder_with("espeak-ng", "echo spoke >> $HERE/spoke; cat $HERE/spoken.wav");
        let speaker = speaker(&folder, "zh-Hans", SHORT);
        speaker.ask("呼吸");
        let told = speaker.wait();
        assert_eq!(
            told,
            Some(Answer::Mute(
                "This computer has no voice for the language “zh-hans”. What would be spoken is only shown.".into()
            ))
        );
        assert_eq!(speaker.wait(), None);
        assert!(!folder.path().join("spoke").exists());
    }

    #[test]
    fn a_computer_that_cannot_speak_says_what_to_install() {
        let speaker = Speaker::with(|| None, VoiceChoice::default(), None, SHORT).unwrap();
        assert!(matches!(speaker.wait(), Some(Answer::Mute(why)) if why.contains("install espeak-ng")));
    }

    #[test]
    fn the_better_program_comes_first_and_relative_folders_are_left_out() {
        let both = folder_with("espeak", "");
        fs::write(both.path().join("espeak-ng"), "").unwrap();
        let found = Program::find_in(&[both.path()]).unwrap();
        assert!(format!("{found:?}").contains("espeak-ng"));
        assert!(Program::find_in(&[".", ""]).is_none());
        assert!(Program::find_in::<&str>(&[]).is_none());
    }
}
