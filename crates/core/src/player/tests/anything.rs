//! Whatever is done and however it is heard.

use super::*;

#[derive(Clone, Debug)]
enum Doing {
    Hear(u64),
    Pause,
    Resume,
    Next,
    Back,
    Ease(u8),
}

fn doings() -> impl Strategy<Value = Vec<Doing>> {
    let doing = prop_oneof![
        6 => (1_u64..6_000_000).prop_map(Doing::Hear),
        1 => Just(Doing::Pause),
        1 => Just(Doing::Resume),
        1 => Just(Doing::Next),
        1 => Just(Doing::Back),
        1 => (0_u8..=4).prop_map(Doing::Ease),
    ];
    proptest::collection::vec(doing, 0..60)
}

proptest! {
    #[test]
    fn however_the_ticks_fall_a_finish_without_skips_counts_all(
        ticks in proptest::collection::vec(1_u64..9_000_000, 1..80),
        pauses in any::<u64>(),
    ) {
        let mut desk = Desk::playing();
        let mut at = Time::ZERO;
        for (nth, tick) in ticks.into_iter().enumerate() {
            at += Time::from_micros(tick);
            desk.hear(at);
            if desk.outcome().is_none() && pauses >> (nth % 64) & 1 == 1 {
                desk.pause();
                let Some(Deed::Play(place)) = desk.resume() else { panic!("a resume plays") };
                at = place;
            }
        }
        if desk.outcome().is_none() {
            desk.hear(secs(50));
        }
        prop_assert_eq!(desk.outcome().map(|outcome| outcome.active), Some(secs(40)));
    }

    #[test]
    fn no_more_counts_than_was_heard_and_the_place_stays_in_the_session(doings in doings()) {
        let mut desk = Desk::playing();
        let mut at = Time::ZERO;
        let mut heard = Time::ZERO;
        let mut ended = None;
        for doing in doings {
            let by_skip = matches!(doing, Doing::Next);
            let deed = match doing {
                Doing::Hear(more) => {
                    if matches!(desk.state(), State::Playing(_)) {
                        at += Time::from_micros(more);
                        heard += Time::from_micros(more);
                        desk.hear(at);
                    }
                    None
                }
                Doing::Pause => {
                    let order = desk.player.pause(NOW);
                    desk.obey(order)
                }
                Doing::Resume => desk.resume(),
                Doing::Next => desk.next(),
                Doing::Back => desk.back(),
                Doing::Ease(level) => {
                    desk.player.ease(level, HALF);
                    None
                }
            };
            if let Some(Deed::Play(place)) = deed {
                at = place;
            }
            prop_assert!(desk.player.active() <= heard);
            match desk.state() {
                State::Playing(place) | State::Paused(place) => prop_assert!(place <= desk.player.timeline().len()),
                State::Ended(outcome) => {
                    let first = if by_skip { Ended::Skipped } else { Ended::Finished };
                    prop_assert_eq!(outcome.ended, *ended.get_or_insert(first));
                }
                State::Ready | State::LeadIn(_) => prop_assert!(false, "it has begun"),
            }
        }
    }
}
