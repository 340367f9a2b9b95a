//! The same session with a length of one's own, or with a part of the body left out.
//!
//! Values in, values out: what comes out is as valid as what went in.

use std::ops::RangeInclusive;

use super::limits::TIMES;
use super::{Areas, Breath, Breathe, Count, Session, Step, Stretch};
use crate::timeline::{self, MAX_LENGTH, measure};
use crate::units::{ClockFace, Time};

impl Session {
    /// The session made to last as nearly `length` as whole breaths allow, by adding breaths to its last step or
    /// taking some from it; never fewer than one.
    ///
    /// # Errors
    /// One sentence, for the user: when the session does not end with breathing, or cannot be that short or long.
    pub fn lasting(&self, length: Time) -> Result<Self, String> {
        let mut steps = self.steps.clone();
        let too_long = || format!("a session can last at most {}", ClockFace(MAX_LENGTH));
        if length > MAX_LENGTH {
            return Err(too_long());
        }
        let Some(closing) = closing_breathe(&mut steps) else {
            return Err("the length of this session is fixed: it does not end with breathing".into());
        };
        let own = measure(&self.steps).len;
        if holds(closing) && length > own {
            return Err(format!(
                "a session with holds is not made longer than its author wrote it, {}",
                ClockFace(own)
            ));
        }
        closing.count = Count::Cycles(1);
        let one_breath = closing.breath.len();
        let shortest = measure(&steps).len;
        let Some(closing) = closing_breathe(&mut steps) else { return Ok(self.clone()) };
        if length + half(one_breath) < shortest {
            return Err(format!("the shortest this session can be is {}", ClockFace(shortest)));
        }
        let others = shortest - one_breath;
        let cycles = timeline::whole_breaths(&Breathe { count: Count::Secs(length - others), ..closing.clone() });
        if cycles > TIMES.most {
            let most = TIMES.most;
            return Err(format!("this session would need more than {most} breaths for that length: ask for less"));
        }
        // Near the longest there may be, the nearest number of breaths can be just past it.
        for cycles in [cycles, cycles.saturating_sub(1).max(1)] {
            if let Some(closing) = closing_breathe(&mut steps) {
                closing.count = Count::Cycles(cycles);
            }
            if measure(&steps).is_legal() {
                return Ok(Self { steps, ..self.clone() });
            }
        }
        Err(too_long())
    }

    /// The shortest and the longest that [`Self::lasting`] can make of it; `None` where its length is fixed.
    pub fn lengths(&self) -> Option<RangeInclusive<Time>> {
        let lasts = |cycles: u32| {
            let mut steps = self.steps.clone();
            closing_breathe(&mut steps)?.count = Count::Cycles(cycles);
            Some(measure(&steps).len)
        };
        let mut steps = self.steps.clone();
        let longest = if holds(closing_breathe(&mut steps)?) {
            measure(&self.steps).len
        } else {
            self.lasting(MAX_LENGTH).ok().map(|longest| measure(&longest.steps).len).or_else(|| lasts(TIMES.most))?
        };
        Some(lasts(1)?..=longest)
    }

    /// Whether [`Self::lasting`] can change anything.
    pub fn has_own_length(&self) -> bool {
        closing_breathe(&mut self.steps.clone()).is_some()
    }

    /// The session without what somebody leaves out; `None` when nothing to do would be left of it, or nothing at all.
    pub fn without(&self, left_out: &LeftOut) -> Option<Self> {
        let steps = steps_without(&self.steps, left_out);
        let is_gone = steps.is_empty() || does_something(&self.steps) && !does_something(&steps);
        (!is_gone).then(|| Self { steps, ..self.clone() })
    }
}

/// What somebody leaves out of every session, with its time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Steps that ask something of these.
    pub areas: Areas,
    /// Stretches of these poses, by their names, however capitals are set.
    pub poses: Vec<String>,
}

impl LeftOut {
    /// Whether everything is played.
    pub fn is_nothing(&self) -> bool {
        self.areas.is_empty() && self.poses.is_empty()
    }

    /// Whether a pose is among those left out.
    pub fn has_pose(&self, pose: &str) -> bool {
        self.poses.iter().any(|left_out| is_same_pose(left_out, pose))
    }

    fn has(&self, step: &Step) -> bool {
        let pose = if let Step::Stretch(Stretch { pose, .. }) = step { self.has_pose(pose) } else { false };
        pose || self.areas.meets(step.areas())
    }
}

/// Whether two names are those of one pose.
pub fn is_same_pose(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// Whether any step is more than getting ready or a pause.
fn does_something(steps: &[Step]) -> bool {
    steps.iter().any(|step| match step {
        Step::Repeat { steps, .. } => does_something(steps),
        leaf => !leaf.is_between(),
    })
}

/// Whether a breath of it is held.
fn holds(breathe: &Breathe) -> bool {
    breathe.breath.has_hold() || breathe.to.is_some_and(Breath::has_hold)
}

/// The Breathe that a session ends with. The last turn of a closing Repeat is written out for it, so that the turns
/// before it stay as they are.
fn closing_breathe(steps: &mut Vec<Step>) -> Option<&mut Breathe> {
    if !ends_with_breathing(steps) {
        return None;
    }
    while let Some(Step::Repeat { times, steps: again }) = steps.last().cloned() {
        steps.pop();
        if times > 1 {
            steps.push(Step::Repeat { times: times - 1, steps: again.clone() });
        }
        steps.extend(again);
    }
    match steps.last_mut() {
        Some(Step::Breathe(breathe)) => Some(breathe),
        _ => None,
    }
}

fn ends_with_breathing(steps: &[Step]) -> bool {
    match steps.last() {
        Some(Step::Breathe(_)) => true,
        Some(Step::Repeat { steps, .. }) => ends_with_breathing(steps),
        _ => false,
    }
}

fn steps_without(steps: &[Step], left_out: &LeftOut) -> Vec<Step> {
    let kept = |step: &Step| match step {
        Step::Repeat { times, steps } => {
            let steps = steps_without(steps, left_out);
            (!steps.is_empty()).then_some(Step::Repeat { times: *times, steps })
        }
        leaf => (!left_out.has(leaf)).then(|| leaf.clone()),
    };
    steps.iter().filter_map(kept).collect()
}

fn half(time: Time) -> Time {
    Time::from_micros(time.micros() / 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Area, read};

    #[test]
    fn the_shortest_and_the_longest_are_known_before_one_is_asked_for() {
        let lengths = |steps: &str| {
            let text = format!("Session(format: 1, title: \"T\", practice: \"breathing\", steps: [{steps}])");
            let found = read(text.as_bytes()).unwrap().lengths();
            found.map(|lengths| (lengths.start().micros() / 1000, lengths.end().micros() / 1000))
        };
        // One breath of ten seconds after a rest of five; four hours are 14 400 s: 1439 breaths and the rest.
        let paced = "Rest(secs: 5), Breathe(breath: (inhale: 4, exhale: 6), cycles: 3)";
        assert_eq!(lengths(paced), Some((15_000, 14_395_000)));
        // With holds, never longer than written.
        assert_eq!(lengths("Breathe(breath: (inhale: 4, hold_in: 1, exhale: 5), cycles: 3)"), Some((10_000, 30_000)));
        // Of the shortest breath there may be, 7200 make four hours.
        let quick = lengths("Breathe(breath: (inhale: 0.8, exhale: 1.2), cycles: 3)");
        assert_eq!(quick, Some((2_000, 14_400_000)));
        assert_eq!(lengths("Breathe(breath: (inhale: 4, exhale: 6), cycles: 3), Rest(secs: 5)"), None);
    }
    use crate::timeline::Timeline;

    fn session(steps: &str) -> Session {
        let text = format!("Session(format: 1, title: \"T\", practice: \"x\", steps: [{steps}])");
        read(text.as_bytes()).unwrap()
    }

    fn length(session: &Session) -> Time {
        Timeline::compile(session).len()
    }

    const TEN: &str = "Breathe(breath: (inhale: 4, exhale: 6), cycles: 30)";

    #[test]
    fn breaths_are_added_or_taken_until_the_whole_comes_nearest() {
        let mixed = session(&format!("Rest(secs: 30), {TEN}"));
        for (asked, nearest) in [(600, 600), (604, 600), (605, 610), (606, 610), (300, 300), (40, 40), (36, 40)] {
            let played = mixed.lasting(Time::from_secs(asked)).unwrap();
            assert_eq!(length(&played), Time::from_secs(nearest), "asked for {asked} s");
        }
    }

    #[test]
    fn a_closing_ramp_keeps_its_ends() {
        let ramp = session("Breathe(breath: (inhale: 2, exhale: 2), to: (inhale: 4, exhale: 4), cycles: 5)");
        let played = ramp.lasting(Time::from_secs(60)).unwrap();
        // Ten breaths of six seconds on average.
        assert_eq!(length(&played), Time::from_secs(60));
        let timeline = Timeline::compile(&played);
        assert_eq!(timeline.spans().first().unwrap().len, Time::from_secs(2));
        assert_eq!(timeline.spans().last().unwrap().len, Time::from_secs(4));
    }

    #[test]
    fn only_the_last_turn_of_a_closing_repeat_changes() {
        let rounds = session(&format!("Repeat(times: 3, steps: [Rest(secs: 10), {TEN}])"));
        assert_eq!(length(&rounds), Time::from_secs(930));
        let played = rounds.lasting(Time::from_secs(900)).unwrap();
        assert_eq!(length(&played), Time::from_secs(900));
        let steps = Timeline::compile(&played).steps().to_vec();
        let lengths: Vec<u64> = steps.iter().map(|step| step.len.whole_secs()).collect();
        assert_eq!(lengths, [10, 300, 10, 300, 10, 270]);
    }

    #[test]
    fn a_session_with_holds_can_be_made_shorter_but_never_longer() {
        // Four breaths of 19 s.
        let held = session("Breathe(breath: (inhale: 4, hold_in: 7, exhale: 8), cycles: 4)");
        assert_eq!(length(&held.lasting(Time::from_secs(40)).unwrap()), Time::from_secs(38));
        assert_eq!(length(&held.lasting(Time::from_secs(76)).unwrap()), Time::from_secs(76));
        let longer = held.lasting(Time::from_secs(95)).unwrap_err();
        assert_eq!(longer, "a session with holds is not made longer than its author wrote it, 1:16");
    }

    #[test]
    fn what_cannot_be_is_said() {
        let fixed = session("Rest(secs: 30)");
        insta::assert_snapshot!(fixed.lasting(Time::from_secs(60)).unwrap_err(), @"the length of this session is fixed: it does not end with breathing");
        let long = session(&format!("Rest(secs: 600), {TEN}"));
        insta::assert_snapshot!(long.lasting(Time::from_secs(60)).unwrap_err(), @"the shortest this session can be is 10:10");
        insta::assert_snapshot!(long.lasting(Time::from_secs(14_401)).unwrap_err(), @"a session can last at most 4:00:00");
        assert_eq!(length(&long.lasting(Time::from_secs(14_400)).unwrap()), Time::from_secs(14_400));
        let odd = session(&format!("Rest(secs: 6), {TEN}"));
        // 14 406 s would be nearer to four hours than 14 396 s, but longer.
        assert_eq!(length(&odd.lasting(Time::from_secs(14_400)).unwrap()), Time::from_secs(14_396));
    }

    #[test]
    fn what_is_left_out_goes_with_its_time() {
        let scan = session(
            "Cue(secs: 10, say: \"a\"), Cue(secs: 20, say: \"b\", area: Pelvis), \
             Repeat(times: 2, steps: [Tense(group: \"c\", release: 5, area: [Hips, Pelvis])]), \
             Stretch(pose: \"Happy baby\", secs: 7)",
        );
        let areas = |area: Area| LeftOut { areas: area.into(), ..LeftOut::default() };
        let poses = LeftOut { poses: vec![" happy Baby".into()], ..LeftOut::default() };
        let lasts = |left_out: &LeftOut| length(&scan.without(left_out).unwrap()).whole_secs();
        assert_eq!(lasts(&areas(Area::Pelvis)), 17);
        assert_eq!(lasts(&areas(Area::Hips)), 37);
        assert_eq!(lasts(&areas(Area::Neck)), 47);
        assert_eq!(lasts(&poses), 40);
        assert_eq!(scan.without(&LeftOut::default()).unwrap(), scan);
    }

    #[test]
    fn pauses_alone_are_nothing_left_where_there_was_more() {
        let pelvis = LeftOut { areas: Area::Pelvis.into(), ..LeftOut::default() };
        let without = |steps: &str| session(steps).without(&pelvis).map(|left| left.steps.len());
        assert_eq!(without("Cue(secs: 20, say: \"b\", area: Pelvis)"), None);
        assert_eq!(without("Prepare(secs: 5), Stretch(pose: \"a\", secs: 20, area: Pelvis), Rest(secs: 9)"), None);
        assert_eq!(without("Rest(secs: 9), Rest(secs: 9, area: Pelvis)"), Some(1));
        assert_eq!(
            without(
                "Breathe(breath: (inhale: 4, exhale: 6), cycles: 2, area: Pelvis), Tense(group: \"a\", release: 5)"
            ),
            Some(1)
        );
    }
}
