//! Easing counted by hand, and what holds for every session and every way of easing it.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, prop_oneof, proptest};
use proptest::{prop_assert, prop_assert_eq};

use super::*;
use crate::session::limits::{HOLD, INHALE};
use crate::session::{Part, Parts};
use crate::session::{Session, arbitrary, read};
use crate::timeline::{Phase, Side};

fn timeline(steps: &str) -> Timeline {
    let text = format!("Session(format: 1, title: \"T\", practice: \"x\", steps: [{steps}])");
    Timeline::compile(&read(text.as_bytes()).unwrap())
}

fn secs(secs: f64) -> Time {
    Time::from_secs_f64(secs).unwrap()
}

/// Eased by levels from places on.
fn eased(steps: &str, changes: &[(f64, u8)]) -> Timeline {
    let easing = changes.iter().fold(Easing::default(), |easing, &(at, level)| easing.changed(secs(at), level));
    timeline(steps).eased(&easing)
}

/// The lengths of the spans, with the side's letter where there is one.
fn lengths(timeline: &Timeline) -> Vec<String> {
    let side = |side| if side == Side::Left { "L" } else { "R" };
    timeline.spans().iter().map(|span| format!("{}{}", span.len, span.side.map_or("", side))).collect()
}

/// How many breaths follow each other with each length.
fn breaths(timeline: &Timeline) -> Vec<(usize, Time)> {
    let mut counted: Vec<(usize, Time)> = Vec::new();
    for breath in timeline.spans().chunk_by(|a, b| (a.step, a.cycle) == (b.step, b.cycle)) {
        let len = breath.iter().fold(Time::ZERO, |sum, span| sum + span.len);
        match counted.last_mut() {
            Some((count, same)) if *same == len => *count += 1,
            _ => counted.push((1, len)),
        }
    }
    counted
}

const TEN: &str = "Breathe(breath: (inhale: 4, exhale: 6), cycles: 30)";

#[test]
fn breaths_become_shorter_by_a_tenth_a_level_and_more_until_the_step_is_as_long() {
    assert_eq!(breaths(&eased(TEN, &[(100.0, 2)])), [(10, secs(10.0)), (25, secs(8.0))]);
    // 200 s are 22.2 breaths of 9 s: 22 come nearest.
    assert_eq!(breaths(&eased(TEN, &[(100.0, 1)])), [(10, secs(10.0)), (22, secs(9.0))]);
    // 300 s are 42.9 breaths of 7 s.
    assert_eq!(breaths(&eased(TEN, &[(0.0, 3)])), [(43, secs(7.0))]);
    assert_eq!(lengths(&eased(TEN, &[(290.0, 4)]))[58..], ["2.4", "3.6", "2.4", "3.6"]);
}

#[test]
fn a_tie_goes_to_the_longer() {
    // 20 s are two and a half breaths of 8 s.
    let two = "Breathe(breath: (inhale: 4, exhale: 6), cycles: 2)";
    assert_eq!(breaths(&eased(two, &[(0.0, 2)])), [(3, secs(8.0))]);
    // 7.2 s or 14.4 s for 12 s.
    let twelve = "Breathe(breath: (inhale: 5, exhale: 7), cycles: 1)";
    assert_eq!(breaths(&eased(twelve, &[(0.0, 4)])), [(2, secs(7.2))]);
}

#[test]
fn holds_become_shorter_by_a_quarter_a_level_and_end_at_the_fourth() {
    let square = "Breathe(breath: (inhale: 4, hold_in: 4, exhale: 4, hold_out: 4), cycles: 1)";
    assert_eq!(lengths(&eased(square, &[(0.0, 1)]))[..4], ["3.6", "3", "3.6", "3"]);
    assert_eq!(lengths(&eased(square, &[(0.0, 3)]))[..4], ["2.8", "1", "2.8", "1"]);
    let none = eased(square, &[(0.0, 4)]);
    assert!(!none.has_holds());
    assert_eq!(breaths(&none), [(3, secs(4.8))]);
}

#[test]
fn nothing_falls_below_its_limit() {
    let quick = "Breathe(breath: (inhale: 0.5, hold_in: 0.12, exhale: 3, hold_out: 0), cycles: 1)";
    assert_eq!(lengths(&eased(quick, &[(0.0, 1)]))[..3], ["0.5", "0.1", "2.7"]);
    assert_eq!(lengths(&eased(quick, &[(0.0, 4)]))[..2], ["0.5", "1.8"]);
    // 1.98 s would be no whole breath: the rest is shared out, a millionth of a second over.
    let short = "Breathe(breath: (inhale: 1, exhale: 1.2), cycles: 1)";
    assert_eq!(lengths(&eased(short, &[(0.0, 1)])), ["0.909091", "1.09091"]);
    let shortest = "Breathe(breath: (inhale: 1, exhale: 1), cycles: 3)";
    assert_eq!(eased(shortest, &[(0.0, 4)]).len(), secs(6.0));
    assert_eq!(lengths(&eased("Stretch(pose: \"P\", secs: 0.5)", &[(0.0, 4)])), ["0.5"]);
}

const RAMP: &str = "Breathe(breath: (inhale: 2, exhale: 2), to: (inhale: 4, exhale: 4), cycles: 5)";

#[test]
fn a_ramp_goes_on_from_where_it_has_come_to_and_still_ends_where_it_was_written() {
    // 4, 5, 6, 7, 8 s; eased after 9 s, four breaths from 6 to 8 s at eight tenths last 22.4 s for the 21 s left.
    let slower = eased(RAMP, &[(9.0, 2)]);
    let inhales = slower.spans().iter().filter(|span| span.phase == Phase::Breath(Part::Inhale));
    let inhales: Vec<String> = inhales.map(|span| span.len.to_string()).collect();
    assert_eq!(inhales, ["2", "2.5", "2.4", "2.666666", "2.933334", "3.2"]);
    assert_eq!(slower.len(), secs(9.0 + 22.4));
}

#[test]
fn back_at_level_nought_the_authors_breaths_return() {
    assert_eq!(breaths(&eased(TEN, &[(100.0, 2), (140.0, 0)])), [(10, secs(10.0)), (5, secs(8.0)), (16, secs(10.0))]);
    // After one eased breath the ramp stands a third of the way from 6 to 8 s; two breaths come nearest to 16.2 s.
    let back = eased(RAMP, &[(9.0, 2), (13.8, 0)]);
    let lens: Vec<Time> = breaths(&back).into_iter().map(|(_, len)| len).collect();
    assert_eq!(lens, [4.0, 5.0, 4.8, 6.666_666, 8.0].map(secs));
}

#[test]
fn what_was_never_in_force_changes_nothing() {
    let back = Easing::default().changed(secs(50.0), 1).changed(secs(50.0), 2).changed(secs(50.0), 0);
    assert_eq!(back, Easing::default());
    assert_eq!(timeline(TEN).eased(&back), timeline(TEN));
}

#[test]
fn a_step_that_is_long_enough_already_ends_with_the_breath() {
    // After 5 breaths of 8 s and 6 of 10 s, 0 s are left of 100.
    let full = "Breathe(breath: (inhale: 4, exhale: 6), cycles: 10), Rest(secs: 1)";
    let over = eased(full, &[(0.0, 2), (40.0, 0), (100.0, 3)]);
    assert_eq!(over.steps()[0].len, secs(100.0));
    assert_eq!(over.len(), secs(101.0));
    assert_eq!(breaths(&over), [(5, secs(8.0)), (6, secs(10.0)), (1, secs(1.0))]);
}

#[test]
fn a_stretch_takes_its_level_as_a_round_begins_and_both_sides_are_alike() {
    let both = "Stretch(pose: \"P\", secs: 30, sides: Both, rounds: 3)";
    let plain = ["30L", "5", "30R", "5"];
    let eased_round = ["24L", "5", "24R", "5"];
    let expected = |rounds: [[&str; 4]; 3]| rounds.concat()[..11].iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(lengths(&eased(both, &[(70.0, 2)])), expected([plain, eased_round, eased_round]));
    // Between the sides, and in the second: only the next round is eased.
    for within in [32.0, 36.0, 66.0] {
        assert_eq!(lengths(&eased(both, &[(within, 2)])), expected([plain, eased_round, eased_round]), "{within}");
    }
    assert_eq!(lengths(&eased(both, &[(0.0, 2), (58.0, 0)])), expected([eased_round, plain, plain]));
}

#[test]
fn a_stretch_in_breaths_keeps_their_number() {
    let breaths = "Stretch(pose: \"P\", breaths: 2, breath: (inhale: 4, exhale: 6), sides: Both)";
    let expected = ["3.2L", "4.8L", "3.2L", "4.8L", "5", "3.2R", "4.8R", "3.2R", "4.8R"];
    assert_eq!(lengths(&eased(breaths, &[(0.0, 2)])), expected);
}

#[test]
fn nothing_else_is_eased() {
    let others =
        "Prepare(secs: 5), Cue(secs: 10, say: \"a\"), Tense(group: \"g\", tense: 5, release: 20), Rest(secs: 9)";
    assert_eq!(eased(others, &[(0.0, 4)]), timeline(others));
}

#[test]
fn a_session_never_grows_beyond_four_hours() {
    // Two breaths of 6 s come nearer to 10 s than one; for all 1440 turns that would be 4.8 hours.
    let long = eased("Repeat(times: 1440, steps: [Breathe(breath: (inhale: 4, exhale: 6), cycles: 1)])", &[(0.0, 4)]);
    assert!(long.len() <= MAX_LENGTH && long.len() >= MAX_LENGTH - secs(12.0), "{}", long.len());
}

#[test]
fn easing_takes_hold_at_a_breath_or_at_a_round() {
    let mixed = timeline(
        "Rest(secs: 10), Breathe(breath: (inhale: 4, exhale: 6), cycles: 2), \
         Stretch(pose: \"P\", secs: 30, sides: Both, rounds: 2), Rest(secs: 10)",
    );
    let next = |at: f64| mixed.next_to_ease(secs(at)).whole_secs();
    assert_eq!([0.0, 10.0, 10.1, 15.0, 20.0, 20.1].map(next), [10, 10, 20, 20, 20, 30]);
    // Rounds begin at 30 and 100; behind them nothing can be eased.
    assert_eq!([30.0, 30.1, 64.0, 66.0, 96.0, 101.0].map(next), [30, 100, 100, 100, 100, 175]);
}

#[test]
fn the_level_of_a_place_is_the_last_one_asked_for() {
    let easing = Easing::default().changed(secs(10.0), 1).changed(secs(20.0), 9);
    assert_eq!([9.9, 10.0, 19.9, 20.0].map(|at| easing.level_at(secs(at))), [0, 1, 1, 4]);
    assert_eq!(easing.last(), 4);
    // Going back to an earlier place forgets what came later.
    assert_eq!(easing.changed(secs(5.0), 4).level_at(secs(5.0)), 4);
    assert_eq!(easing.changed(secs(5.0), 0), Easing::default());
}

/// Breaths down to their limits, ramps among them.
fn breathing() -> impl Strategy<Value = Step> {
    let part = |least: u64| prop_oneof![Just(least), least..12_000_000_u64].prop_map(Time::from_micros);
    let held = move || prop_oneof![Just(Time::ZERO), part(100_000)];
    let breath = move || (part(500_000), held(), held(), part(1_500_000), held()).prop_map(|parts| Parts(parts.into()));
    let to = prop_oneof![Just(None), breath().prop_map(Some)];
    (breath(), to, 1_u32..40).prop_map(|(breath, to, cycles)| {
        let (count, say) = (crate::session::Count::Cycles(cycles), crate::session::Words::default());
        Step::Breathe(Breathe { to, say, ..Breathe::of(breath, count) })
    })
}

/// Any session, and one of breaths down to their limits.
fn session() -> impl Strategy<Value = Session> {
    let tight =
        (arbitrary::session(), vec(breathing(), 1..4)).prop_map(|(session, steps)| Session { steps, ..session });
    prop_oneof![arbitrary::session(), tight]
}

/// A person's changes: how far into what is left (‰), and to which level.
fn changes() -> impl Strategy<Value = Vec<(u64, u8)>> {
    vec((0_u64..=1000, 0_u8..=4), 0..6)
}

/// Eases as a person would while it plays, and hands every timeline on the way out with the place of its change.
fn play(author: &Timeline, changes: &[(u64, u8)]) -> Vec<(Time, Timeline)> {
    let (mut easing, mut at, mut now) = (Easing::default(), Time::ZERO, author.clone());
    let mut all = Vec::new();
    for &(part, level) in changes {
        let pressed = at + Time::from_micros((now.len() - at).micros() / 1000 * part);
        at = now.next_to_ease(pressed);
        easing = easing.changed(at, level);
        now = author.eased(&easing);
        all.push((at, now.clone()));
    }
    all
}

#[test]
fn getting_into_a_pose_is_not_eased_and_easing_takes_hold_where_the_pose_does() {
    let text = b"Session(format: 1, title: \"T\", practice: \"x\", steps: [Stretch(pose: \"P\", into: 10, secs: 20)])";
    let author = Timeline::compile(&read(text).unwrap());
    let secs = Time::from_secs;
    assert_eq!([0, 4, 10].map(|place| author.next_to_ease(secs(place))), [secs(10); 3]);
    let eased = author.eased(&Easing::default().changed(secs(10), 2));
    let lengths: Vec<Time> = eased.spans().iter().map(|span| span.len).collect();
    // 20 s, less a tenth for each level.
    assert_eq!(lengths, [secs(10), secs(16)]);
}

proptest! {
    #[test]
    fn the_past_stays_as_it_was(session in session(), changes in changes()) {
        let author = Timeline::compile(&session);
        let mut before = author.clone();
        for (at, after) in play(&author, &changes) {
            let past = |timeline: &Timeline| -> Vec<Span> {
                timeline.spans().iter().copied().take_while(|span| span.start < at).collect()
            };
            prop_assert_eq!(past(&before), past(&after));
            before = after;
        }
    }

    #[test]
    fn what_is_eased_has_no_gap_and_plays_the_same_steps(session in session(), changes in changes()) {
        let author = Timeline::compile(&session);
        for (_, eased) in play(&author, &changes) {
            let mut end = Time::ZERO;
            for span in eased.spans() {
                prop_assert_eq!(span.start, end);
                prop_assert!(span.len > Time::ZERO);
                end = span.end();
            }
            let played = |timeline: &Timeline| timeline.steps().iter().map(|step| step.written).collect::<Vec<_>>();
            prop_assert_eq!(played(&eased), played(&author));
            prop_assert!(eased.len() <= MAX_LENGTH);
        }
    }

    #[test]
    fn every_part_and_every_breath_keeps_its_limit(session in session(), changes in changes()) {
        let author = Timeline::compile(&session);
        let ramps = author.steps().iter().any(|step| matches!(author.written(step), Step::Breathe(Breathe { to: Some(_), .. })));
        let shortest = |timeline: &Timeline, part: Part| {
            timeline.spans().iter().filter(|span| span.phase.part() == Some(part)).map(|span| span.len).min().unwrap_or(MAX_LENGTH)
        };
        for (_, eased) in play(&author, &changes) {
            for part in Part::ALL {
                let moves = matches!(part, Part::Inhale | Part::Exhale);
                // On the way from a hold to none, the author's ramp goes below the limit too.
                if moves || !ramps {
                    let limit = if moves { INHALE.least } else { HOLD.least };
                    prop_assert!(shortest(&eased, part) >= limit.min(shortest(&author, part)));
                }
            }
            let of_breaths = eased.spans().iter().filter(|span| span.cycle.is_some()).copied().collect::<Vec<_>>();
            let key = |span: &Span| (span.step, span.round, span.side, span.cycle);
            for breath in of_breaths.chunk_by(|a, b| key(a) == key(b)) {
                let len = breath.iter().fold(Time::ZERO, |sum, span| sum + span.len);
                prop_assert!(len + Time::from_micros(5) >= BREATH.least, "{len}");
            }
        }
    }

    #[test]
    fn a_step_of_breathing_stays_as_long_as_whole_breaths_allow(session in session(), changes in changes()) {
        let author = Timeline::compile(&session);
        for (_, eased) in play(&author, &changes) {
            for (own, now) in author.steps().iter().zip(eased.steps()) {
                let Step::Breathe(breathe) = author.written(own) else { continue };
                let longest = breathe.breath.len().max(breathe.to.unwrap_or(breathe.breath).len());
                let off = if own.len > now.len { own.len - now.len } else { now.len - own.len };
                prop_assert!(off * 2 <= longest + Time::from_micros(20), "{} became {}", own.len, now.len);
            }
        }
    }

    #[test]
    fn both_sides_of_a_round_last_the_same(session in session(), changes in changes()) {
        let author = Timeline::compile(&session);
        for (_, eased) in play(&author, &changes) {
            let side = |step: usize, round: Option<u32>, side: Side| {
                let spans = eased.spans().iter().filter(|span| (span.step, span.round) == (step, round));
                let held = spans.filter(|span| span.side == Some(side) && span.phase != Phase::Into);
                held.fold(Time::ZERO, |sum, span| sum + span.len)
            };
            for (step, played) in eased.steps().iter().enumerate() {
                let Step::Stretch(stretch) = eased.written(played) else { continue };
                if stretch.sides == crate::session::Sides::Both {
                    for round in (1..=stretch.rounds).map(Some) {
                        prop_assert_eq!(side(step, round, Side::Left), side(step, round, Side::Right));
                    }
                }
            }
        }
    }

    #[test]
    fn at_level_nought_it_is_the_authors(session in session(), place in 0_u64..10_000_000_000) {
        let author = Timeline::compile(&session);
        let never = Easing::default().changed(Time::from_micros(place), 3).changed(Time::ZERO, 0);
        prop_assert_eq!(author.eased(&never), author.clone());
        // Also laid out anew: a change at the very end eases nothing.
        prop_assert_eq!(author.eased(&Easing::default().changed(author.len(), 4)), author);
    }
}
