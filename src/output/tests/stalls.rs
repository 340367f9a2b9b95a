//! A stream that stalls, is replaced or comes back: the software clock takes the session and gives it again.

use super::*;

#[test]
fn a_stalled_stream_hands_over_to_the_software_clock_and_joins_again_without_a_jump() {
    let mut bench = Bench::running(Count(0), millis(43));
    bench.order(Deed::Play(Time::ZERO));
    bench.play(millis(1_000));
    bench.pass(millis(300));
    let (_, stopped) = bench.heard();
    bench.output.shared.fall_silent(bench.now(), Silence::Lost);
    assert_eq!(
        bench.output.status(),
        Status::Silent("The sound device has stopped answering. The session goes on without sound.".into())
    );
    assert_eq!(bench.heard(), (1, stopped));
    bench.pass(millis(3_000));
    assert_eq!(bench.heard(), (1, stopped + millis(3_000)));
    // Calls come again. The first only fills the buffer; the second joins where the session will be when it is heard.
    bench.block();
    assert_ne!(bench.output.status(), Status::Sounding);
    bench.heard.clear();
    bench.step();
    assert_eq!(bench.output.status(), Status::Sounding);
    let (order, at) = bench.heard();
    assert_eq!(order, 1);
    assert!(near(at, stopped + millis(3_000) + Time::of_frame(BLOCK, RATE)), "{at}");
    let before = at;
    bench.play(millis(400));
    let (_, at) = bench.heard();
    let passed = Time::of_frame(10 * BLOCK, RATE);
    assert!(near(at, before + passed), "{at}");
    // The frame that is heard at this moment is the one of this place: written a latency ago.
    let nth = usize::try_from((passed - millis(43)).frame(RATE)).unwrap();
    let frame = f64::from(bench.heard[nth]);
    assert!((frame / 48_000.0 - at.secs()).abs() < 100e-6, "{frame} at {at}");
}

#[test]
fn orders_are_obeyed_while_no_stream_plays_and_a_stream_that_comes_joins_them() {
    let mut bench = Bench::with(Hum(0), millis(43), 0);
    bench.order(Deed::Play(millis(500)));
    assert!(bench.output.heard().running, "the software clock runs");
    bench.pass(millis(2_000));
    assert_eq!(bench.heard(), (1, millis(2_500)));
    bench.order(Deed::Hold);
    bench.pass(millis(2_000));
    assert_eq!(bench.heard(), (2, millis(2_500)));
    bench.block();
    bench.step();
    assert_eq!(bench.output.status(), Status::Sounding);
    bench.play(millis(200));
    assert_eq!(bench.heard(), (2, millis(2_500)));
    bench.order(Deed::Play(millis(2_500)));
    bench.play(millis(500));
    assert_eq!(bench.heard().0, 3);
}

#[test]
fn an_order_given_while_the_stream_stalls_is_done_by_the_software_clock() {
    let mut bench = Bench::running(Hum(0), millis(43));
    bench.order(Deed::Play(Time::ZERO));
    bench.play(millis(500));
    bench.order(Deed::Play(Time::from_secs(60)));
    bench.pass(millis(300));
    bench.output.shared.fall_silent(bench.now(), Silence::Lost);
    bench.pass(millis(700));
    assert_eq!(bench.heard(), (2, millis(60_700)));
}

#[test]
fn a_stream_that_was_replaced_ends_softly_and_says_nothing() {
    let mut bench = Bench::running(Hum(0), millis(43));
    bench.order(Deed::Play(Time::ZERO));
    bench.play(millis(500));
    bench.output.shared.admit(2);
    bench.output.shared.fall_silent(bench.now(), Silence::Lost);
    let (_, at) = bench.heard();
    bench.heard.clear();
    bench.play(millis(500));
    assert!(bench.heard[usize::try_from(FADE).unwrap()..].iter().all(|sample| *sample == 0.0));
    assert!(bench.steepest() <= STEEPEST, "{}", bench.steepest());
    assert_ne!(bench.output.status(), Status::Sounding);
    let (order, later) = bench.heard();
    assert!(order == 1 && near(later, at + Time::of_frame(12 * BLOCK, RATE)), "{later}");
}

#[test]
fn a_stream_that_stalls_is_kept_for_ten_seconds() {
    let mut watch = Watch::new(Time::ZERO);
    assert_eq!(watch.decide(Time::ZERO, Seen::None), Act::Open);
    let seen = |sounds| Seen::Open { sounds, called: Some(Time::from_secs(5)), patience: millis(300) };
    assert_eq!(watch.decide(millis(5_300), seen(true)), Act::Wait);
    assert_eq!(watch.decide(millis(5_301), seen(true)), Act::FallSilent);
    assert_eq!(watch.decide(millis(15_000), seen(false)), Act::Wait);
    assert_eq!(watch.decide(millis(15_001), seen(false)), Act::Close);
}

#[test]
fn an_order_that_waited_for_a_fade_when_the_stream_stalled_holds_nothing_up() {
    let mut bench = Bench::running(Hum(0), millis(43));
    bench.order(Deed::Play(Time::ZERO));
    bench.play(millis(500));
    bench.order(Deed::Play(Time::from_secs(60)));
    bench.step();
    bench.pass(millis(400));
    bench.output.shared.fall_silent(bench.now(), Silence::Lost);
    bench.play(millis(500));
    assert_eq!(bench.output.status(), Status::Sounding);
    assert_eq!(bench.heard().0, 2);
}
