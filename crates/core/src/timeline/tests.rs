//! Lengths and orders counted by hand, and what holds for every session.

use proptest::prelude::{Strategy as _, proptest};
use proptest::{prop_assert, prop_assert_eq};

use super::*;
use crate::session::arbitrary::{self, breath};
use crate::session::{Areas, Breath, Breathe, Count, Hold, Part, Parts, Sides, Stretch, read};

fn timeline(steps: &str) -> Timeline {
    let text = format!("Session(format: 1, title: \"T\", practice: \"x\", steps: [{steps}])");
    Timeline::compile(&read(text.as_bytes()).unwrap())
}

/// Each span as `start+length phase side round cycle`, leaving out what is not there.
fn rows(timeline: &Timeline) -> Vec<String> {
    let row = |span: &Span| {
        let mut row = format!("{}+{} {}", span.start, span.len, span.phase.name());
        row += &span.side.map_or(String::new(), |side| format!(" {}", side.name()));
        row += &span.round.map_or(String::new(), |round| format!(" round {round}"));
        row + &span.cycle.map_or(String::new(), |cycle| format!(" cycle {cycle}"))
    };
    timeline.spans().iter().map(row).collect()
}

#[test]
fn a_breath_has_its_parts_in_order_and_leaves_out_what_has_no_length() {
    let two = timeline("Breathe(breath: (inhale: 3, top_up: 1, hold_in: 0, exhale: 8, hold_out: 0.5), cycles: 2)");
    assert_eq!(
        rows(&two),
        [
            "0+3 inhale cycle 1",
            "3+1 top-up cycle 1",
            "4+8 exhale cycle 1",
            "12+0.5 hold-out cycle 1",
            "12.5+3 inhale cycle 2",
            "15.5+1 top-up cycle 2",
            "16.5+8 exhale cycle 2",
            "24.5+0.5 hold-out cycle 2",
        ]
    );
    assert!(two.has_holds());
}

#[test]
fn a_stretch_plays_left_switch_right_then_rests_between_its_rounds() {
    let both = timeline("Stretch(pose: \"P\", secs: 30, sides: Both, rounds: 2, switch: 4, rest: 6)");
    assert_eq!(
        rows(&both),
        [
            "0+30 hold left round 1",
            "30+4 switch round 1",
            "34+30 hold right round 1",
            "64+6 rest round 1",
            "70+30 hold left round 2",
            "100+4 switch round 2",
            "104+30 hold right round 2",
        ]
    );
}

#[test]
fn a_stretch_in_breaths_counts_them_anew_on_each_side() {
    let breaths = timeline("Stretch(pose: \"P\", breaths: 2, breath: (inhale: 1, exhale: 2), sides: Both)");
    assert_eq!(
        rows(&breaths),
        [
            "0+1 inhale left round 1 cycle 1",
            "1+2 exhale left round 1 cycle 1",
            "3+1 inhale left round 1 cycle 2",
            "4+2 exhale left round 1 cycle 2",
            "6+5 switch round 1",
            "11+1 inhale right round 1 cycle 1",
            "12+2 exhale right round 1 cycle 1",
            "14+1 inhale right round 1 cycle 2",
            "15+2 exhale right round 1 cycle 2",
        ]
    );
}

#[test]
fn a_switch_or_rest_that_cannot_play_is_ignored() {
    let one = timeline("Stretch(pose: \"P\", secs: 10, switch: 60, rest: 60)");
    assert_eq!(rows(&one), ["0+10 hold round 1"]);
    let right = timeline("Stretch(pose: \"P\", secs: 10, sides: Right, rounds: 2, switch: 60, rest: 0)");
    assert_eq!(rows(&right), ["0+10 hold right round 1", "10+10 hold right round 2"]);
}

#[test]
fn releasing_alone_has_no_tensing() {
    let groups = timeline("Tense(group: \"A\", release: 25), Tense(group: \"B\", tense: 5, release: 20)");
    assert_eq!(rows(&groups), ["0+25 release", "25+5 tense", "30+20 release"]);
}

#[test]
fn getting_ready_is_not_practice() {
    let prepared = timeline("Prepare(secs: 10), Rest(secs: 20), Prepare(secs: 5)");
    assert_eq!((prepared.len(), prepared.practice()), (Time::from_secs(35), Time::from_secs(20)));
}

#[test]
fn a_repeat_plays_its_steps_singly_again() {
    let nested = timeline("Repeat(times: 2, steps: [Rest(secs: 1), Repeat(times: 2, steps: [Rest(secs: 3)])])");
    let starts: Vec<u64> = nested.steps().iter().map(|step| step.start.whole_secs()).collect();
    assert_eq!(starts, [0, 1, 4, 7, 8, 11]);
    let written: Vec<usize> = nested.steps().iter().map(|step| step.written).collect();
    assert_eq!(written, [0, 1, 1, 0, 1, 1]);
    assert_eq!(nested.len(), Time::from_secs(14));
}

/// Ten seconds to get in, twenty a side, five to change, and seven between two rounds.
const SIDED: &str = "Stretch(pose: \"Frog\", secs: 20, sides: Both, rounds: 2, into: 10, rest: 7, \
                     how: \"Draw your {side} knee to your {other} hand.\")";

#[test]
fn getting_into_a_pose_comes_once_before_its_first_side_and_is_practice() {
    let sided = timeline(&format!("Rest(secs: 3), {SIDED}"));
    let told: Vec<(u64, &str, Option<&str>)> = sided
        .spans()
        .iter()
        .map(|span| (span.start.whole_secs(), span.phase.name(), span.side.map(super::Side::name)))
        .collect();
    let (left, right) = (Some("left"), Some("right"));
    assert_eq!(
        told,
        [
            (0, "rest", None),
            (3, "into", left),
            (13, "hold", left),
            (33, "switch", None),
            (38, "hold", right),
            (58, "rest", None),
            (65, "hold", left),
            (85, "switch", None),
            (90, "hold", right),
        ]
    );
    assert_eq!(sided.practice(), Time::from_secs(110));
}

#[test]
fn the_next_part_of_a_pose_that_is_being_got_into_is_its_hold() {
    let sided = timeline(&format!("Rest(secs: 3), {SIDED}, Cue(secs: 5, say: \"x\")"));
    let next = |from: u64| sided.next_part(Time::from_secs(from)).map(Time::whole_secs);
    assert_eq!([0, 3, 13, 33, 38, 58, 65, 90].map(next), [3, 13, 33, 38, 65, 65, 85, 110].map(Some));
}

#[test]
fn how_to_get_there_names_the_side_at_hand_or_the_one_that_comes() {
    let sided = timeline(SIDED);
    let how = |at: u64| sided.at(Time::from_secs(at)).how().unwrap().into_owned();
    let (left, right) = ("Draw your left knee to your right hand.", "Draw your right knee to your left hand.");
    // Getting in, held, changing, held, resting before the next round.
    assert_eq!([0, 10, 30, 35, 55].map(how), [left, left, right, right, left]);
    assert_eq!(sided.at(Time::from_secs(30)).side(), Some(super::Side::Right));
    let only_right = timeline("Stretch(pose: \"Frog\", secs: 20, sides: Right, into: 4, how: \"{side}\")");
    assert_eq!(only_right.at(Time::ZERO).how().unwrap(), "right");
}

#[test]
fn the_breaths_of_a_stretch_have_words_for_their_side() {
    let spoken = timeline(
        "Stretch(pose: \"Cat\", breaths: 1, breath: (inhale: 2, exhale: 3), sides: Both, switch: 0, into: 4, \
         say: (inhale: \"{side} up\", exhale: \"round\"))",
    );
    let cues: Vec<_> = (0..spoken.spans().len()).map(|index| spoken.cue(index)).collect();
    assert_eq!(cues, ["Cat", "left up", "round", "right up", "round"]);
}

#[test]
fn the_words_of_a_span_are_the_phases_own_or_the_steps() {
    let spoken = timeline(
        "Prepare(secs: 1, say: \"ready\"), \
         Breathe(breath: (inhale: 3, top_up: 1, exhale: 4), cycles: 1, say: (inhale: \"in\"), cue: \"slowly\"), \
         Tense(group: \"Jaw\", tense: 1, release: 1), Tense(group: \"Jaw\", release: 1, say: \"let go\"), \
         Stretch(pose: \"Frog\", secs: 1, sides: Both, rounds: 2), Rest(secs: 1), Cue(secs: 1, say: \"feet\")",
    );
    let cues: Vec<_> = (0..spoken.spans().len()).map(|index| spoken.cue(index)).collect();
    // The top-up takes the inhale's word; the exhale has none and takes the sentence.
    assert_eq!(cues[..4], ["ready", "in", "in", "slowly"]);
    assert_eq!(cues[4..7], ["Jaw", "Jaw", "let go"]);
    assert_eq!(cues[7..], ["Frog", "", "Frog", "", "Frog", "", "Frog", "", "feet"]);
}

fn of_secs(first: &str, last: Option<&str>, secs: &str) -> u32 {
    let to = last.map_or(String::new(), |last| format!("to: {last}, "));
    let timeline = timeline(&format!("Breathe(breath: {first}, {to}secs: {secs})"));
    timeline.spans().last().unwrap().cycle.unwrap()
}

#[test]
fn seconds_of_breathing_become_the_nearest_number_of_whole_breaths() {
    let ten = "(inhale: 4, exhale: 6)";
    assert_eq!(of_secs(ten, None, "240"), 24);
    assert_eq!(of_secs(ten, None, "244.999999"), 24);
    assert_eq!(of_secs(ten, None, "245"), 25, "a tie goes to the longer");
    assert_eq!(of_secs(ten, None, "2"), 1, "at least one");
    // Two breaths of a ramp from 2 s to 18 s last 20 s, three last 30 s; one alone lasts 2 s.
    let ramp = ("(inhale: 1, exhale: 1)", Some("(inhale: 9, exhale: 9)"));
    assert_eq!(of_secs(ramp.0, ramp.1, "10.9"), 1);
    assert_eq!(of_secs(ramp.0, ramp.1, "11"), 2);
    assert_eq!(of_secs(ramp.0, ramp.1, "24.9"), 2);
    assert_eq!(of_secs(ramp.0, ramp.1, "25"), 3);
}

#[test]
fn a_ramp_is_rounded_breath_by_breath_and_never_accumulated() {
    // From 2 s to 3 s in three steps: 2⅓ and 2⅔ are rounded to the microsecond, halves up.
    let ramp = timeline("Breathe(breath: (inhale: 2, exhale: 4), to: (inhale: 3, exhale: 3), cycles: 4)");
    let parts: Vec<u64> = ramp.spans().iter().map(|span| span.len.micros()).collect();
    assert_eq!(parts, [2_000_000, 4_000_000, 2_333_333, 3_666_667, 2_666_667, 3_333_333, 3_000_000, 3_000_000]);
    // Half a microsecond in the middle goes up.
    let half = timeline("Breathe(breath: (inhale: 2, exhale: 2), to: (inhale: 2.000001, exhale: 2), cycles: 3)");
    assert_eq!(half.spans()[2].len.micros(), 2_000_001);
}

#[test]
fn a_ramp_of_one_breath_plays_its_beginning() {
    let one = timeline("Breathe(breath: (inhale: 2, exhale: 4), to: (inhale: 30, exhale: 40, hold_in: 9), cycles: 1)");
    assert_eq!(rows(&one), ["0+2 inhale cycle 1", "2+4 exhale cycle 1"]);
}

#[test]
fn a_hold_can_grow_out_of_nothing() {
    let ramp = timeline("Breathe(breath: (inhale: 2, exhale: 4), to: (inhale: 2, hold_in: 0.2, exhale: 4), cycles: 3)");
    let holds: Vec<u64> = ramp
        .spans()
        .iter()
        .filter(|span| span.phase == Phase::Breath(Part::HoldIn))
        .map(|span| span.len.micros())
        .collect();
    // The first has no length and is left out; 0.1 and 0.2 follow.
    assert_eq!(holds, [100_000, 200_000]);
}

#[test]
fn at_the_end_and_beyond_it_is_the_last_moment() {
    let short = timeline("Rest(secs: 1), Rest(secs: 2)");
    for late in [Time::from_secs(3), Time::from_secs(99)] {
        let moment = short.at(late);
        assert_eq!((moment.index, moment.t, moment.left()), (1, Time::from_secs(3), Time::ZERO));
    }
}

#[test]
fn lungs_fill_and_empty_without_a_jump() {
    let sigh = timeline("Breathe(breath: (inhale: 3, top_up: 1, hold_in: 1, exhale: 8, hold_out: 1), cycles: 2)");
    let mut before = 0.0;
    for millis in 0..28_000 {
        let fullness = sigh.at(Time::from_millis(millis)).fullness();
        assert!((0.0..=1.0).contains(&fullness), "{fullness} at {millis} ms");
        assert!((fullness - before).abs() < 0.002, "from {before} to {fullness} at {millis} ms");
        before = fullness;
    }
    assert!((sigh.at(Time::from_secs(4)).fullness() - 1.0).abs() < 1e-9);
    assert!(sigh.at(Time::from_secs(13)).fullness() < 1e-9);
}

#[test]
fn a_breath_begins_where_its_inhale_does() {
    let both = timeline("Stretch(pose: \"P\", breaths: 2, breath: (inhale: 1, exhale: 2), sides: Both), Rest(secs: 3)");
    let start = |secs| both.at(Time::from_secs(secs)).breath_start().map(Time::whole_secs);
    assert_eq!([start(0), start(2), start(3), start(5)], [Some(0), Some(0), Some(3), Some(3)]);
    assert_eq!([start(7), start(11), start(16), start(18)], [None, Some(11), Some(14), None]);
}

#[test]
fn the_size_of_a_repeat_is_found_without_laying_it_out() {
    let deep = (0..8).fold(Step::Rest { secs: Time::from_secs(1), say: None, areas: Areas::NONE }, |inner, _| {
        Step::Repeat { times: 10_000, steps: vec![inner] }
    });
    assert!(!measure(&[deep]).is_legal());
    let breaths = |cycles| {
        let second = Time::from_secs(1);
        let breath = Parts([second, Time::ZERO, Time::ZERO, second, Time::ZERO]);
        let count = Count::Cycles(cycles);
        measure(&[Step::Breathe(Breathe::of(breath, count))])
    };
    let four_hours = breaths(7_200);
    assert_eq!(four_hours, Size { spans: 14_400, len: MAX_LENGTH });
    assert!(four_hours.is_legal() && !breaths(7_201).is_legal());
}

proptest! {
    #[test]
    fn spans_tile_the_whole_session(session in arbitrary::session()) {
        let timeline = Timeline::compile(&session);
        let mut end = Time::ZERO;
        for span in timeline.spans() {
            prop_assert_eq!(span.start, end);
            prop_assert!(span.len > Time::ZERO);
            end = span.end();
        }
        prop_assert_eq!(timeline.len(), end);
        let size = measure(&session.steps);
        prop_assert_eq!(size, Size { spans: timeline.spans().len() as u64, len: end });
        let of_steps = timeline.steps().iter().fold(Time::ZERO, |sum, step| sum + step.len);
        prop_assert_eq!(of_steps, end);
    }

    #[test]
    fn each_boundary_belongs_to_the_span_that_begins_there(session in arbitrary::session()) {
        let timeline = Timeline::compile(&session);
        let micro = Time::from_micros(1);
        for (index, span) in timeline.spans().iter().enumerate() {
            prop_assert_eq!(timeline.at(span.start).index, index);
            prop_assert_eq!(timeline.at(span.start + micro).index, index + usize::from(span.len == micro && index + 1 < timeline.spans().len()));
            prop_assert_eq!(timeline.at(span.end() - micro).index, index);
            if index > 0 {
                prop_assert_eq!(timeline.at(span.start - micro).index, index - 1);
            }
        }
    }

    #[test]
    fn a_ramp_begins_and_ends_as_written(from in breath(), to in breath(), cycles in 2_u32..50) {
        let count = Count::Cycles(cycles);
        let step = Step::Breathe(Breathe { to: Some(to), ..Breathe::of(from, count) });
        let timeline = layout::lay_out(&[step]);
        let breath_of = |wanted: u32| -> Vec<(Phase, Time)> {
            timeline.spans().iter().filter(|span| span.cycle == Some(wanted)).map(|span| (span.phase, span.len)).collect()
        };
        let parts = |breath: Breath| -> Vec<(Phase, Time)> {
            breath.each().filter(|(_, len)| **len > Time::ZERO).map(|(part, len)| (Phase::Breath(part), *len)).collect()
        };
        prop_assert_eq!(breath_of(1), parts(from));
        prop_assert_eq!(breath_of(cycles), parts(to));
    }

    #[test]
    fn both_sides_get_exactly_the_same_time(
        breath in breath(),
        secs in (500_000_u64..3_600_000_000).prop_map(Time::from_micros),
        in_breaths in proptest::bool::ANY,
        rounds in 1_u32..5,
    ) {
        let hold = if in_breaths { Hold::Breaths(7, breath) } else { Hold::Secs(secs) };
        let gap = Time::from_secs(5);
        let step = Step::Stretch(Stretch {
            sides: Sides::Both, rounds, switch: gap, rest: gap, into: gap, ..Stretch::of("", hold)
        });
        let timeline = layout::lay_out(&[step]);
        let is_held = |span: &&Span, side| span.side == Some(side) && span.phase != Phase::Into;
        let held = |side| timeline.spans().iter().filter(|span| is_held(span, side)).fold(Time::ZERO, |sum, span| sum + span.len);
        prop_assert_eq!(held(Side::Left), held(Side::Right));
        prop_assert!(held(Side::Left) > Time::ZERO);
    }

    #[test]
    fn no_other_number_of_breaths_comes_nearer(from in breath(), to in breath(), micros in 2_000_000_u64..14_400_000_000) {
        let breathe = |count| Breathe { to: Some(to), ..Breathe::of(from, count) };
        let chosen = whole_breaths(&breathe(Count::Secs(Time::from_micros(micros))));
        // Twice the exact total, before rounding.
        let twice = |n: u32| if n == 1 { 2 * from.len().micros() } else { u64::from(n) * (from.len() + to.len()).micros() };
        let off = |n: u32| twice(n).abs_diff(2 * micros);
        for other in chosen.saturating_sub(2).max(1)..=chosen + 2 {
            prop_assert!(off(chosen) < off(other) || off(chosen) == off(other) && chosen >= other, "{} or {}", chosen, other);
        }
    }
}
