//! Whatever happens, in any order and on many threads.

use super::*;

#[derive(Clone, Copy, Debug)]
enum Event {
    Pass(u64),
    Block,
    Latency(u64),
    Play(u64),
    Hold,
    Stall,
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        4 => (1_u64..60_000).prop_map(Event::Pass),
        8 => Just(Event::Block),
        1 => (0_u64..300).prop_map(Event::Latency),
        1 => (0_u64..3_600_000).prop_map(Event::Play),
        1 => Just(Event::Hold),
        1 => Just(Event::Stall),
    ];
    proptest::collection::vec(event, 1..120)
}

proptest! {
    #[test]
    fn whatever_happens_what_is_heard_never_goes_back_within_an_order(events in events()) {
        let mut bench = Bench::running(Hum(0), millis(43));
        let mut last = bench.heard();
        for event in events {
            match event {
                Event::Pass(micros) => bench.pass(Time::from_micros(micros)),
                Event::Block => bench.step(),
                Event::Latency(latency) => bench.latency = millis(latency),
                Event::Play(place) => bench.order(Deed::Play(millis(place))),
                Event::Hold => bench.order(Deed::Hold),
                Event::Stall => {
                    bench.pass(millis(400));
                    bench.output.shared.fall_silent(bench.now(), Silence::Lost);
                }
            }
            let heard = bench.heard();
            prop_assert!(heard >= last, "{heard:?} after {last:?} by {event:?}");
            prop_assert!(heard.0 <= bench.number);
            last = heard;
        }
    }

    #[test]
    fn whatever_is_ordered_nothing_clicks(
        orders in proptest::collection::vec((0_u64..4, proptest::option::of(0_u64..3_600_000)), 1..40),
    ) {
        let mut bench = Bench::running(Hum(0), millis(43));
        for (blocks, place) in orders {
            bench.order(place.map_or(Deed::Hold, |place| Deed::Play(millis(place))));
            for _ in 0..blocks {
                bench.step();
            }
        }
        prop_assert!(bench.steepest() <= STEEPEST);
    }
}

#[test]
fn what_is_heard_is_whole_while_everybody_writes_and_reads_at_once() {
    let shared = Shared::new(0, Levels::default());
    shared.admit(1);
    let (ticks, done) = (AtomicU64::new(0), AtomicBool::new(false));
    let now = || Time::from_micros(ticks.fetch_add(1, Ordering::Relaxed));
    std::thread::scope(|scope| {
        let read = || {
            let mut last = shared.heard(now());
            while !done.load(Ordering::Acquire) {
                let heard = shared.heard(now());
                assert!(heard >= last, "{heard:?} after {last:?}");
                // Order n plays from n seconds on; torn apart, a place would belong to another order.
                let begun = Time::from_secs(u64::from(heard.0));
                assert!(heard.1 >= begun && heard.1 < begun + Time::from_secs(1) || heard.0 == 0, "{heard:?}");
                last = heard;
            }
        };
        scope.spawn(read);
        scope.spawn(read);
        let stall = || {
            while !done.load(Ordering::Acquire) {
                shared.fall_silent(now(), Silence::Lost);
            }
        };
        scope.spawn(stall);
        for number in 1..14_000 {
            let order = Order { number, deed: Deed::Play(Time::from_secs(u64::from(number))) };
            shared.order(order, now());
            let segment = Segment::of(order, 0, Time::ZERO);
            let block = Block {
                rate: RATE,
                before: 0,
                written: 100,
                instant: now(),
                latency: Time::ZERO,
                joined: 0,
                segments: [segment; KEPT],
            };
            shared.try_write(1, shared.epoch(), |playhead| playhead.block = Some(block));
        }
        done.store(true, Ordering::Release);
    });
}
