//! Starting where somebody is: how fast they breathe, found from taps, and the session whose ramp begins there.
//!
//! Values in, values out; the time of a tap is an argument.

use super::{Breath, Breathe, Count, Part, Session, Step};
use crate::timeline::{self, measure};
use crate::units::Time;

/// A breath at the fastest pace that is followed, 20 a minute, and at the slowest, 6 a minute.
const FASTEST: Time = Time::from_secs(3);
const SLOWEST: Time = Time::from_secs(10);
/// The intervals that are looked at.
const INTERVALS: usize = 5;
/// With fewer than [`INTERVALS`], this many do once [`Taps::LONGEST`] has passed.
const FEWEST: usize = 3;
/// A tap that follows sooner is a finger that bounced, or a key that repeats.
const BOUNCE: Time = Time::from_secs(1);
/// After this long without a tap, tapping begins anew.
const FORGOTTEN: Time = Time::from_secs(30);

/// How fast somebody breathes: 6–20 breaths a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace(Time);

impl Pace {
    /// The pace at which a breath lasts `breath`, or the nearest that is followed.
    pub fn of_breath(breath: Time) -> Self {
        Self(breath.clamp(FASTEST, SLOWEST))
    }

    /// How long a breath lasts, 3–10 s.
    pub const fn breath(self) -> Time {
        self.0
    }

    /// Breaths a minute, 6–20.
    pub fn a_minute(self) -> f64 {
        60.0 / self.0.secs()
    }
}

/// Why taps do not say a pace yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaceError {
    /// This many taps more will do.
    More(usize),
    /// The time for it is over, and there were too few.
    TooFew,
}

/// The taps of somebody who taps at each inhale.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taps(Vec<Time>);

impl Taps {
    /// How long one taps at most.
    pub const LONGEST: Time = Time::from_secs(60);

    /// A tap at `now`, any time that never goes back. One that comes within a second of the last is none.
    pub fn tap(&mut self, now: Time) {
        let since = self.0.last().map(|&last| now - last);
        if since.is_some_and(|since| since > FORGOTTEN) {
            self.0.clear();
        }
        if since.is_none_or(|since| since >= BOUNCE) {
            self.0.push(now);
        }
    }

    /// How many there were.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// How much of [`Self::LONGEST`] is left at `now`; all of it before the first tap.
    pub fn left(&self, now: Time) -> Time {
        Self::LONGEST - self.0.first().map_or(Time::ZERO, |&first| now - first)
    }

    /// The pace: the median of the last five intervals; once the time is over, of as many as there are, but not fewer
    /// than three.
    ///
    /// # Errors
    /// What is missing.
    pub fn pace(&self, now: Time) -> Result<Pace, PaceError> {
        let intervals: Vec<Time> = self.0.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let over = self.left(now) == Time::ZERO;
        let needed = if over { FEWEST } else { INTERVALS };
        if intervals.len() < needed {
            let more = INTERVALS + 1 - self.0.len();
            return Err(if over { PaceError::TooFew } else { PaceError::More(more) });
        }
        let mut last = intervals[intervals.len().saturating_sub(INTERVALS)..].to_vec();
        last.sort_unstable();
        let (low, high) = (last[(last.len() - 1) / 2], last[last.len() / 2]);
        Ok(Pace::of_breath(Time::from_micros((low + high).micros().div_ceil(2))))
    }
}

impl Session {
    /// Whether it has a ramp that slows down: what [`Self::paced`] can begin elsewhere.
    pub fn has_ramp(&self) -> bool {
        first_ramp(&mut self.steps.clone()).is_some()
    }

    /// The session whose first ramp that slows down begins at `pace`: the ratio of its first breath's parts and the
    /// number of breaths stay, and it ends where its author wrote. A pace as slow as that end, or slower, has the end
    /// throughout. No hold becomes longer than its author's.
    #[must_use]
    pub fn paced(&self, pace: Pace) -> Self {
        let mut breaths = self.ramp_breaths();
        loop {
            let steps = steps_paced(&self.steps, pace, breaths);
            // A slower beginning can make a session of nearly four hours too long; one breath is always short enough.
            if breaths <= 1 || measure(&steps).is_legal() {
                return Self { steps, ..self.clone() };
            }
            breaths -= breaths.div_ceil(100);
        }
    }

    fn ramp_breaths(&self) -> u32 {
        first_ramp(&mut self.steps.clone()).map_or(0, |(breathe, _)| timeline::whole_breaths(breathe))
    }
}

fn steps_paced(steps: &[Step], pace: Pace, breaths: u32) -> Vec<Step> {
    let mut steps = steps.to_vec();
    if let Some((breathe, to)) = first_ramp(&mut steps) {
        if pace.breath() >= to.len() {
            (breathe.breath, breathe.to) = (to, None);
        } else {
            breathe.breath = lasting(breathe.breath, pace.breath());
        }
        breathe.count = Count::Cycles(breaths);
    }
    steps
}

/// The first Breathe whose breaths become longer, and its last breath.
fn first_ramp(steps: &mut [Step]) -> Option<(&mut Breathe, Breath)> {
    steps.iter_mut().find_map(|step| match step {
        Step::Breathe(breathe) => {
            let to = breathe.to.filter(|to| to.len() > breathe.breath.len())?;
            Some((breathe, to))
        }
        Step::Repeat { steps, .. } => first_ramp(steps),
        _ => None,
    })
}

/// The breath with the same ratio that lasts `len`, as nearly as its holds and the limits of its parts allow.
fn lasting(breath: Breath, len: Time) -> Breath {
    let own = breath.len();
    let held = Breath::of(|part| {
        if part.holds() { within(part, breath[part].min(share(breath[part], len, own))) } else { Time::ZERO }
    });
    let moved = Breath::of(|part| if part.holds() { Time::ZERO } else { breath[part] }).len();
    let left = len - held.len();
    Breath::of(|part| if part.holds() { held[part] } else { within(part, share(breath[part], left, moved)) })
}

/// `time · len / whole`, rounded to the microsecond, halves up.
fn share(time: Time, len: Time, whole: Time) -> Time {
    let twice = 2 * u128::from(time.micros()) * u128::from(len.micros()) + u128::from(whole.micros());
    Time::from_micros(u64::try_from(twice / (2 * u128::from(whole.micros()))).unwrap_or(u64::MAX))
}

/// What is there stays within the limits of its part.
fn within(part: Part, time: Time) -> Time {
    let limit = part.limit();
    if time == Time::ZERO { time } else { time.clamp(limit.least, limit.most) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;
    use proptest::{prop_assert, prop_assert_eq};

    use super::*;
    use crate::session::{self, Parts, arbitrary};
    use crate::timeline::Timeline;

    fn tapped(intervals: &[u64]) -> Taps {
        let mut taps = Taps::default();
        let mut now = Time::from_secs(100);
        taps.tap(now);
        for &millis in intervals {
            now += Time::from_millis(millis);
            taps.tap(now);
        }
        taps
    }

    fn pace(intervals: &[u64]) -> Result<u64, PaceError> {
        let taps = tapped(intervals);
        let now = Time::from_secs(100) + Time::from_millis(intervals.iter().sum());
        taps.pace(now).map(|pace| pace.breath().micros() / 1000)
    }

    #[test]
    fn the_pace_is_the_median_of_the_last_five_intervals() {
        assert_eq!(pace(&[4_000, 5_000, 4_200, 4_800, 4_400]), Ok(4_400));
        // The first interval is forgotten: 4.0, 4.2, 4.4, 4.8, 9.0 are left.
        assert_eq!(pace(&[3_000, 4_000, 9_000, 4_200, 4_800, 4_400]), Ok(4_400));
    }

    #[test]
    fn until_there_are_five_intervals_it_says_how_many_taps_are_missing() {
        assert_eq!(Taps::default().pace(Time::ZERO), Err(PaceError::More(6)));
        assert_eq!(pace(&[]), Err(PaceError::More(5)));
        assert_eq!(pace(&[4_000, 4_000, 4_000, 4_000]), Err(PaceError::More(1)));
    }

    #[test]
    fn once_the_minute_is_over_three_intervals_do_and_two_do_not() {
        assert_eq!(pace(&[9_000, 8_000, 9_500, 8_500]), Err(PaceError::More(1)));
        let slow = tapped(&[9_000, 8_000, 9_500, 8_500]);
        let later = Time::from_secs(160);
        // Of 8, 8.5, 9 and 9.5 s the middle lies between 8.5 and 9 s.
        assert_eq!(slow.pace(later), Ok(Pace::of_breath(Time::from_millis(8_750))));
        assert_eq!(tapped(&[9_000, 8_000]).pace(later), Err(PaceError::TooFew));
        assert_eq!((slow.left(Time::from_secs(130)), slow.left(later)), (Time::from_secs(30), Time::ZERO));
    }

    #[test]
    fn a_pace_stays_between_six_and_twenty_a_minute() {
        assert_eq!(pace(&[1_500; 5]), Ok(3_000));
        assert_eq!(pace(&[14_000; 5]), Ok(10_000));
        assert!((Pace::of_breath(Time::from_secs(4)).a_minute() - 15.0).abs() < 1e-12);
    }

    #[test]
    fn a_bounce_is_no_tap_and_a_long_silence_begins_anew() {
        assert_eq!(pace(&[4_000, 200, 3_800, 4_000, 4_000, 4_000]), Ok(4_000));
        assert_eq!(pace(&[4_000, 4_000, 31_000, 4_000]), Err(PaceError::More(4)));
    }

    fn session(steps: &str) -> Session {
        let text = format!("Session(format: 1, title: \"T\", practice: \"x\", steps: [{steps}])");
        session::read(text.as_bytes()).unwrap()
    }

    const RAMP: &str = "Breathe(breath: (inhale: 2, exhale: 4), to: (inhale: 4, exhale: 6), cycles: 5)";

    /// The lengths of the inhales and exhales in milliseconds.
    fn breaths(session: &Session) -> Vec<(u64, u64)> {
        let timeline = Timeline::compile(session);
        let length = |wanted: Part| {
            let spans = timeline.spans().iter().filter(move |span| span.phase.part() == Some(wanted));
            spans.map(|span| span.len.micros() / 1000).collect::<Vec<_>>()
        };
        length(Part::Inhale).into_iter().zip(length(Part::Exhale)).collect()
    }

    #[test]
    fn the_ramp_starts_at_the_pace_in_the_authors_ratio_and_ends_where_it_was_written() {
        let faster = session(RAMP).paced(Pace::of_breath(Time::from_secs(3)));
        // 3 s in the ratio of 2 : 4, and then four equal steps of 0.75 and 1 s.
        assert_eq!(breaths(&faster), [(1000, 2000), (1750, 3000), (2500, 4000), (3250, 5000), (4000, 6000)]);
        let slower = session(RAMP).paced(Pace::of_breath(Time::from_secs(9)));
        assert_eq!(breaths(&slower), [(3000, 6000), (3250, 6000), (3500, 6000), (3750, 6000), (4000, 6000)]);
    }

    #[test]
    fn a_pace_at_the_end_of_the_ramp_or_below_plays_the_end_throughout() {
        let there = session(RAMP).paced(Pace::of_breath(Time::from_secs(10)));
        assert_eq!(breaths(&there), [(4000, 6000); 5]);
        let below = session("Breathe(breath: (inhale: 2, exhale: 2), to: (inhale: 3, exhale: 4), cycles: 2)");
        assert_eq!(breaths(&below.paced(Pace::of_breath(Time::from_secs(8)))), [(3000, 4000); 2]);
    }

    #[test]
    fn the_number_of_breaths_stays_where_the_author_wrote_seconds() {
        let seconds = session(&RAMP.replace("cycles: 5", "secs: 40"));
        assert_eq!(breaths(&seconds).len(), 5);
        assert_eq!(breaths(&seconds.paced(Pace::of_breath(Time::from_secs(3)))).len(), 5);
    }

    #[test]
    fn only_the_first_ramp_that_slows_down_changes() {
        let steady = "Breathe(breath: (inhale: 3, exhale: 3), cycles: 2)";
        let quickens = "Breathe(breath: (inhale: 4, exhale: 4), to: (inhale: 3, exhale: 3), cycles: 2)";
        for without in [steady, quickens] {
            let without = session(without);
            assert!(!without.has_ramp());
            assert_eq!(without.paced(Pace::of_breath(Time::from_secs(5))), without);
        }
        let mixed = session(&format!("{steady}, {quickens}, Repeat(times: 1, steps: [{RAMP}]), {RAMP}"));
        assert!(mixed.has_ramp());
        let paced = mixed.paced(Pace::of_breath(Time::from_secs(3)));
        let (before, after) = (breaths(&mixed), breaths(&paced));
        assert_eq!((&before[..4], &before[9..]), (&after[..4], &after[9..]));
        assert_eq!((before[4], after[4]), ((2000, 4000), (1000, 2000)));
    }

    #[test]
    fn a_hold_never_becomes_longer_than_its_author_wrote_it() {
        let held = "Breathe(breath: (inhale: 2, hold_in: 1, exhale: 2), to: (inhale: 5, exhale: 5), cycles: 2)";
        let slower = session(held).paced(Pace::of_breath(Time::from_secs(7)));
        let Step::Breathe(breathe) = &slower.steps[0] else { panic!("a Breathe") };
        let secs = Time::from_secs;
        let expected = Parts([secs(3), Time::ZERO, secs(1), secs(3), Time::ZERO]);
        assert_eq!(breathe.breath, expected);
    }

    #[test]
    fn a_slower_beginning_never_makes_a_session_longer_than_four_hours() {
        // 2057 breaths of 7 s on average are 1 s short of four hours; from 8 s on there is no room for them.
        let long = session("Breathe(breath: (inhale: 2, exhale: 2), to: (inhale: 5, exhale: 5), cycles: 2057)");
        let paced = long.paced(Pace::of_breath(Time::from_secs(8)));
        let len = Timeline::compile(&paced).len();
        assert!(len <= Time::from_secs(14_400) && len > Time::from_secs(14_200), "{len}");
    }

    proptest! {
        #[test]
        fn what_comes_out_is_a_session_that_could_have_been_read(
            session in arbitrary::session(),
            millis in 0_u64..20_000,
        ) {
            let paced = session.paced(Pace::of_breath(Time::from_millis(millis)));
            let read = session::read(arbitrary::written(&paced).as_bytes());
            prop_assert!(read.is_ok(), "{:?}", read.err());
            prop_assert_eq!(read.unwrap(), paced);
        }
    }
}
