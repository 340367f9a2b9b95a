//! A session eased while it plays.

use super::*;

/// Six breaths of 4 + 6 s, then a cue of 20 s.
fn breathing() -> Desk {
    let breath = Parts([secs(4), Time::ZERO, Time::ZERO, secs(6), Time::ZERO]);
    let count = Count::Cycles(6);
    Desk::playing_from(vec![
        Step::Breathe(Breathe::of(breath, count)),
        Step::Cue { secs: secs(20), say: "Soften, widen.".into(), areas: Areas::NONE },
    ])
}

/// Where breaths begin, in whole seconds, up to the cue.
fn inhales(desk: &Desk) -> Vec<u64> {
    let spans = desk.player.timeline().spans().iter();
    spans
        .filter(|span| span.phase == crate::timeline::Phase::Breath(Part::Inhale))
        .map(|span| span.start.whole_secs())
        .collect()
}

#[test]
fn easing_begins_with_the_next_breath_and_the_one_that_plays_stays_as_it_is() {
    let mut desk = breathing();
    desk.hear(secs(12));
    desk.player.ease(2, HALF);
    // From 20 s on breaths of 8 s: five of them for the 40 s that are left.
    assert_eq!(inhales(&desk), [0, 10, 20, 28, 36, 44, 52]);
    assert_eq!((desk.player.level(), desk.player.eased()), (2, 0), "asked for, not yet in force");
    assert_eq!(desk.state(), State::Playing(secs(12)));
    desk.hear(secs(21));
    assert_eq!(desk.player.eased(), 2);
}

#[test]
fn what_is_on_its_way_to_the_ear_already_is_not_eased() {
    let mut desk = breathing();
    desk.hear(Time::from_millis(19_501));
    desk.player.ease(2, HALF);
    assert_eq!(inhales(&desk), [0, 10, 20, 30, 38, 46, 54], "30 s are nearly four breaths of 8 s");
}

#[test]
fn a_level_taken_back_before_its_breath_was_never_in_force() {
    let mut desk = breathing();
    desk.hear(secs(12));
    for level in [1, 2, 1, 0] {
        desk.player.ease(level, HALF);
    }
    assert_eq!(inhales(&desk), [0, 10, 20, 30, 40, 50]);
    desk.hear(secs(80));
    assert_eq!((desk.player.eased(), desk.outcome().map(|outcome| outcome.active)), (0, Some(secs(80))));
}

#[test]
fn the_highest_level_that_was_in_force_is_remembered() {
    let mut desk = breathing();
    desk.player.ease(3, HALF);
    desk.hear(secs(18));
    desk.player.ease(1, HALF);
    desk.hear(secs(30));
    assert_eq!((desk.player.level(), desk.player.eased()), (1, 3));
}

#[test]
fn easing_during_the_lead_in_or_a_pause_begins_with_the_first_breath_that_follows() {
    let mut player = Player::new(timeline(without_prepare()), secs(5));
    player.begin(NOW);
    player.ease(4, HALF);
    assert_eq!(player.timeline().spans()[0].len, Time::from_millis(2_400));
    let mut desk = breathing();
    desk.hear(secs(12));
    desk.pause();
    desk.player.ease(2, HALF);
    assert_eq!(desk.resume(), Some(Deed::Play(secs(10))), "the breath that was broken off is played again");
    assert_eq!(inhales(&desk), [0, 10, 20, 28, 36, 44, 52]);
    desk.next();
    desk.pause();
    assert_eq!(desk.back(), None);
    assert_eq!(inhales(&desk), [0, 8, 16, 24, 32, 40, 48, 56], "gone back to, all of it is eased");
}

#[test]
fn a_step_gone_back_to_has_the_level_throughout_and_the_steps_before_stay() {
    let mut desk = breathing();
    desk.hear(secs(12));
    desk.player.ease(2, HALF);
    desk.hear(secs(70));
    assert_eq!(desk.back(), Some(Deed::Play(secs(60))));
    assert_eq!(inhales(&desk), [0, 10, 20, 28, 36, 44, 52], "only the cue is played again");
    assert_eq!(desk.back(), Some(Deed::Play(Time::ZERO)));
    assert_eq!(inhales(&desk), [0, 8, 16, 24, 32, 40, 48, 56]);
}

#[test]
fn an_eased_session_still_asks_for_what_its_author_wrote() {
    let mut desk = breathing();
    desk.player.ease(1, HALF);
    // 60 s are 6.7 breaths of 9 s: seven last 63 s, but the first of them is the author's: 10 + 6 · 9 = 64 s.
    desk.hear(secs(84));
    let outcome = desk.outcome().unwrap();
    assert_eq!((outcome.ended, outcome.active, outcome.planned), (Ended::Finished, secs(84), secs(80)));
}

#[test]
fn after_the_end_nothing_is_eased() {
    let mut desk = breathing();
    desk.hear(secs(80));
    desk.player.ease(1, HALF);
    assert_eq!((desk.player.level(), desk.player.eased()), (0, 0));
}
