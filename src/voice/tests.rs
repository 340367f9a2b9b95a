//! What is spoken when, and speech programs that behave and misbehave.

use super::*;
use crate::player::Heard;
use crate::session;
use crate::timeline::Timeline;
use crate::units::Time;

fn timeline(steps: &str) -> Timeline {
    let text = format!(r#"Session(format: 1, title: "T", practice: "relaxation", steps: [{steps}])"#);
    Timeline::compile(&session::read(text.as_bytes()).unwrap())
}

/// All that is spoken when it is played from its beginning, with the second in which it begins.
fn spoken(timeline: &Timeline) -> Vec<(u64, String)> {
    let mut reader = Reader::default();
    let moments = 0..=timeline.len().micros() / 20_000;
    moments
        .filter_map(|nth| {
            let at = Time::from_millis(20 * nth);
            let words = reader.hear(timeline, Heard { order: 1, at, running: true })?;
            Some((at.micros() / 1_000_000, words))
        })
        .collect()
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
    let expected = said(&[(0, "Figure four, left side."), (20, "Change sides."), (25, "Right side.")]);
    assert_eq!(spoken(&timeline), expected);
}

#[test]
fn the_words_of_breaths_are_left_to_the_guide() {
    let timeline = timeline("Breathe(breath: (inhale: 4, exhale: 6), cycles: 3)");
    assert_eq!(spoken(&timeline), []);
}

#[test]
fn after_a_jump_a_step_is_spoken_only_when_one_lands_near_its_beginning() {
    let timeline = timeline(r#"Cue(secs: 10, say: "One."), Cue(secs: 10, say: "Two."), Cue(secs: 10, say: "Three.")"#);
    let mut reader = Reader::default();
    let mut hear =
        |order, millis| reader.hear(&timeline, Heard { order, at: Time::from_millis(millis), running: true });
    assert_eq!(hear(1, 0).as_deref(), Some("One."));
    assert_eq!(hear(1, 400), None);
    assert_eq!(hear(2, 20_100).as_deref(), Some("Three."), "skipped to");
    assert_eq!(hear(3, 15_000), None, "resumed in the middle of its step");
    assert_eq!(hear(3, 20_050).as_deref(), Some("Three."));
    assert_eq!(hear(3, 10_000), None, "a place that goes back says nothing");
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
    use std::sync::mpsc::channel;

    use super::super::program::Program;
    use super::*;

    const HALF: f32 = 0.5;
    const SHORT: Duration = Duration::from_millis(100);

    /// A folder with a program of this name, whose script may name the folder as $HERE.
    fn folder_with(name: &str, script: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, format!("#!/bin/sh\nHERE={}\n{script}\n", folder.path().display())).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        folder
    }

    /// Has a program say something, and waits until it has ended; what was told of beginning and ending.
    fn say(folder: &tempfile::TempDir, text: &str) -> Vec<bool> {
        let program = Program::find_in(&[folder.path()]).unwrap();
        let (tell, told) = channel();
        let speaker = Speaker::with(program, SHORT, move |speaks| tell.send(speaks).unwrap()).unwrap();
        speaker.say(text, Level::new(HALF).unwrap());
        let all = vec![told.recv().unwrap(), told.recv().unwrap()];
        drop(speaker);
        assert!(told.recv().is_err(), "nothing more is told");
        all
    }

    #[test]
    fn text_comes_on_the_standard_input_and_never_as_an_argument() {
        for name in ["espeak-ng", "espeak", "spd-say"] {
            let folder = folder_with(name, "echo \"$@\" > $HERE/arguments\ncat > $HERE/input");
            assert_eq!(say(&folder, "Feel your feet."), [true, false], "{name}");
            let read = |file| fs::read_to_string(folder.path().join(file)).unwrap();
            assert_eq!(read("input"), "Feel your feet.\n");
            let arguments = read("arguments");
            assert!(!arguments.contains("feet"), "{arguments}");
            let volume = if name == "spd-say" { "--volume 0" } else { "-a 50" };
            assert!(arguments.contains(volume), "{arguments}");
        }
    }

    #[test]
    fn a_program_that_hangs_is_ended_and_the_rest_comes_up_again() {
        let folder = folder_with("espeak-ng", "exec sleep 1000");
        assert_eq!(say(&folder, "One."), [true, false]);
    }

    #[test]
    fn a_program_that_crashes_or_reads_nothing_disturbs_nobody() {
        for script in ["kill -SEGV $$", "exit 3", "exec 0<&-"] {
            let folder = folder_with("espeak-ng", script);
            assert_eq!(say(&folder, "One."), [true, false], "{script}");
        }
    }

    #[test]
    fn a_program_that_cannot_be_run_says_nothing_and_the_next_sentence_is_tried_again() {
        let folder = folder_with("espeak-ng", "cat > /dev/null");
        let path = folder.path().join("espeak-ng");
        let program = Program::find_in(&[folder.path()]).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let (tell, told) = channel();
        let speaker = Speaker::with(program, SHORT, move |speaks| tell.send(speaks).unwrap()).unwrap();
        speaker.say("One.", Level::FULL);
        drop(speaker);
        assert!(told.recv().is_err(), "nobody spoke");
    }

    #[test]
    fn a_new_sentence_ends_the_one_before() {
        let folder = folder_with(
            "espeak-ng",
            "read line; echo \"$line\" >> $HERE/said; [ \"$line\" = Two. ] || exec sleep 1000",
        );
        let program = Program::find_in(&[folder.path()]).unwrap();
        let (tell, told) = channel();
        let patience = Duration::from_secs(1000);
        let speaker = Speaker::with(program, patience, move |speaks| tell.send(speaks).unwrap()).unwrap();
        speaker.say("One.", Level::FULL);
        assert!(told.recv().unwrap());
        speaker.say("Two.", Level::FULL);
        let rest: Vec<bool> = (0..3).map(|_| told.recv().unwrap()).collect();
        assert_eq!(rest, [false, true, false]);
        assert!(fs::read_to_string(folder.path().join("said")).unwrap().ends_with("Two.\n"));
    }

    #[test]
    fn hushing_and_leaving_end_a_sentence_at_once() {
        let folder = folder_with("espeak-ng", "exec sleep 1000");
        let program = Program::find_in(&[folder.path()]).unwrap();
        let (tell, told) = channel();
        let patience = Duration::from_secs(1000);
        let speaker = Speaker::with(program, patience, move |speaks| tell.send(speaks).unwrap()).unwrap();
        speaker.say("One.", Level::FULL);
        assert!(told.recv().unwrap());
        speaker.hush();
        assert!(!told.recv().unwrap());
        speaker.say("Two.", Level::FULL);
        assert!(told.recv().unwrap());
        drop(speaker);
        assert!(!told.recv().unwrap());
    }

    #[test]
    fn silence_is_not_spoken() {
        let folder = folder_with("espeak-ng", "cat > /dev/null");
        let program = Program::find_in(&[folder.path()]).unwrap();
        let (tell, told) = channel();
        let speaker = Speaker::with(program, SHORT, move |speaks| tell.send(speaks).unwrap()).unwrap();
        speaker.say("One.", Level::SILENT);
        speaker.say(" \n", Level::FULL);
        drop(speaker);
        assert!(told.recv().is_err());
    }

    #[test]
    fn the_program_whose_end_is_known_comes_first_and_relative_folders_are_left_out() {
        let both = folder_with("spd-say", "");
        fs::write(both.path().join("espeak-ng"), "").unwrap();
        let found = Program::find_in(&[both.path()]).unwrap();
        assert!(format!("{found:?}").contains("espeak-ng"));
        assert!(Program::find_in(&[".", ""]).is_none());
        assert!(Program::find_in::<&str>(&[]).is_none());
    }
}
