//! One voice takes over from another, and what is spoken plays with both.

use super::*;

#[test]
fn another_voice_takes_over_at_the_very_frame_without_a_click() {
    let mut bench = Bench::running(Hum(0), millis(43));
    bench.order(Deed::Play(millis(5_000)));
    bench.play(millis(500));
    bench.heard.clear();
    let before = bench.heard();
    bench.voices.hand(Box::new(Faint(Hum(0))));
    bench.play(millis(200));
    assert!(bench.heard.starts_with(&[0.5 - 0.25 * 0.5 * (1.0 - (std::f32::consts::PI / 2880.0).cos())]));
    assert!(bench.heard[usize::try_from(FADE).unwrap()..].iter().all(|sample| (*sample - 0.25).abs() < 1e-9));
    assert!(bench.steepest() <= STEEPEST / 2.0, "{}", bench.steepest());
    let (order, at) = bench.heard();
    assert!(order == before.0 && near(at, before.1 + Time::of_frame(5 * BLOCK, RATE)), "heard goes on: {at}");
    bench.voices.look();
    assert!(!bench.voices.is_busy(), "the voice before has come back");
}

#[test]
fn a_voice_that_plays_the_same_is_not_heard_to_take_over() {
    let mut bench = Bench::running(Count(0), millis(43));
    bench.order(Deed::Play(millis(5_000)));
    bench.play(millis(500));
    bench.heard.clear();
    bench.voices.hand(Box::new(Count(0)));
    bench.play(millis(200));
    assert!(bench.heard.windows(2).all(|pair| (pair[1] - pair[0] - 1.0).abs() < 1e-6), "every frame, once, in order");
}

#[test]
fn a_voice_that_comes_while_all_is_held_is_there_when_it_goes_on() {
    let mut bench = Bench::running(Hum(0), millis(43));
    bench.voices.hand(Box::new(Faint(Hum(0))));
    bench.play(millis(100));
    bench.voices.look();
    assert!(!bench.voices.is_busy());
    bench.order(Deed::Play(Time::ZERO));
    bench.play(millis(500));
    assert!(bench.heard.ends_with(&[0.25; 100]));
    assert!(bench.heard.iter().all(|sample| *sample <= 0.25));
}

#[test]
fn of_many_changes_at_once_the_newest_is_heard_in_the_end_and_all_come_back() {
    let mut bench = Bench::running(Hum(0), millis(43));
    bench.order(Deed::Play(Time::ZERO));
    bench.play(millis(500));
    for _ in 0..5 {
        bench.voices.hand(Box::new(Hum(0)));
    }
    bench.step();
    bench.voices.hand(Box::new(Faint(Hum(0))));
    while bench.voices.is_busy() {
        bench.step();
        bench.voices.look();
    }
    bench.step();
    assert!(bench.heard.ends_with(&[0.25; 100]));
    assert!(bench.steepest() <= STEEPEST, "{}", bench.steepest());
}

#[test]
fn volumes_and_speech_reach_the_voice_that_plays_and_the_one_that_comes() {
    let (told, of_first) = std::sync::mpsc::channel();
    let (told_too, of_second) = std::sync::mpsc::channel();
    let mut bench = Bench::running(Told(told), millis(43));
    bench.order(Deed::Play(Time::ZERO));
    bench.play(millis(500));
    bench.voices.hand(Box::new(Told(told_too)));
    bench.step();
    let soft = Levels { guide: Level::new(0.25).unwrap(), ..Levels::default() };
    bench.output.levels(soft);
    bench.step();
    bench.speak(Time::ZERO, 480_000);
    bench.step();
    let close = |told: Levels, meant: Levels| {
        let off = |told: Level, meant: Level| (told.get() - meant.get()).abs();
        off(told.guide, meant.guide) < 2e-4
            && off(told.cues, meant.cues) < 2e-4
            && off(told.master, meant.master) < 2e-4
    };
    let meant = [Levels::default(), soft, soft.ducked()];
    for (told, meant) in [(of_first, &meant[..2]), (of_second, &meant[..])] {
        let told: Vec<Levels> = told.try_iter().collect();
        assert_eq!(told.len(), meant.len(), "while it plays or comes: {told:?}");
        assert!(told.iter().zip(meant).all(|(told, meant)| close(*told, *meant)), "{told:?}");
    }
}

#[test]
fn what_is_spoken_is_heard_at_its_very_place_and_nowhere_else() {
    let mut bench = Bench::running(Mute, millis(43));
    bench.output.levels(Levels { master: Level::FULL, ..Levels::default() });
    bench.speak(millis(1_000), 24_000);
    bench.order(Deed::Play(Time::ZERO));
    bench.heard.clear();
    bench.play(millis(2_000));
    let heard: Vec<usize> = (0..bench.heard.len()).filter(|nth| bench.heard[*nth] > 0.0).collect();
    assert_eq!(heard, (48_000..72_000).collect::<Vec<usize>>());
}

#[test]
fn a_pause_fades_what_is_spoken_and_a_resume_goes_on_with_it_and_a_jump_leaves_it() {
    let mut bench = Bench::running(Mute, millis(43));
    bench.output.levels(Levels { master: Level::FULL, ..Levels::default() });
    bench.speak(Time::ZERO, 96_000);
    bench.order(Deed::Play(Time::ZERO));
    bench.play(millis(500));
    bench.order(Deed::Hold);
    bench.play(millis(200));
    assert!(bench.heard.ends_with(&[0.0; 100]), "paused, nothing is spoken");
    bench.order(Deed::Play(millis(600)));
    bench.play(millis(300));
    assert!((bench.heard[bench.heard.len() - 1] - 0.1).abs() < 1e-6, "it goes on");
    bench.order(Deed::Play(Time::from_secs(60)));
    bench.play(millis(300));
    assert!(bench.heard.ends_with(&[0.0; 100]), "elsewhere it is not spoken");
    assert!(bench.steepest() <= STEEPEST, "{}", bench.steepest());
}

#[test]
fn the_loudness_of_the_voice_and_of_everything_hold_for_what_is_spoken() {
    let mut bench = Bench::running(Mute, millis(43));
    bench.speak(Time::ZERO, 480_000);
    bench.order(Deed::Play(Time::ZERO));
    let half = Level::new(0.5).unwrap();
    for (voice, master, gain) in [
        (Level::FULL, Level::FULL, 1.0),
        (half, Level::FULL, 0.25),
        (half, half, 0.0625),
        (Level::FULL, Level::SILENT, 0.0),
    ] {
        bench.output.levels(Levels { voice, master, ..Levels::default() });
        bench.play(millis(200));
        let last = bench.heard[bench.heard.len() - 1];
        assert!((last - 0.1 * gain).abs() < 1e-4, "{last} at {voice:?} of {master:?}");
    }
}
