//! The transport: lead-in, pauses, skips, the end, and what counts as practised.

use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};

use super::*;
use crate::session::{Areas, Breathe, Count, Hold, Part, Parts, Session, Sides, Step, Stretch};

mod anything;
mod easing;

const NOW: Time = Time::from_secs(1_000);
const HALF: Time = Time::from_millis(500);

fn secs(secs: u64) -> Time {
    Time::from_secs(secs)
}

/// Prepare 0–10, two breaths of 4 + 6 s at 10–30, a cue 30–50.
fn steps() -> Vec<Step> {
    let breath = Parts([secs(4), Time::ZERO, Time::ZERO, secs(6), Time::ZERO]);
    vec![
        Step::Prepare { secs: secs(10), say: None, areas: Areas::NONE },
        Step::Breathe(Breathe::of(breath, Count::Cycles(2))),
        Step::Cue { secs: secs(20), say: "Soften, widen.".into(), areas: Areas::NONE },
    ]
}

fn timeline(steps: Vec<Step>) -> Arc<Timeline> {
    Arc::new(Timeline::compile(&Session::of("A test", "breathing", steps)))
}

/// A player whose output does at once what it is told.
struct Desk {
    player: Player,
    order: u32,
}

impl Desk {
    fn playing() -> Self {
        Self::playing_from(steps())
    }

    fn playing_from(steps: Vec<Step>) -> Self {
        let mut player = Player::new(timeline(steps), Time::ZERO);
        player.begin(NOW);
        let mut desk = Self { player, order: 0 };
        let first = desk.player.tick(NOW, Heard { running: true, ..Heard::default() });
        assert_eq!(desk.obey(first), Some(Deed::Play(Time::ZERO)));
        desk
    }

    fn obey(&mut self, order: Option<Order>) -> Option<Deed> {
        if let Some(order) = order {
            assert_eq!(order.number, self.order + 1, "orders are numbered one after the other");
            self.order = order.number;
        }
        order.map(|order| order.deed)
    }

    fn hear(&mut self, at: Time) {
        let order = self.player.tick(NOW, Heard { order: self.order, at, running: true });
        assert_eq!(order, None);
    }

    fn pause(&mut self) {
        let order = self.player.pause(NOW);
        assert_eq!(self.obey(order), Some(Deed::Hold));
    }

    fn resume(&mut self) -> Option<Deed> {
        let order = self.player.resume(NOW);
        self.obey(order)
    }

    fn next(&mut self) -> Option<Deed> {
        let order = self.player.skip();
        self.obey(order)
    }

    fn come_back(&mut self) -> Option<Deed> {
        let order = self.player.come_back(NOW);
        self.obey(order)
    }

    fn back(&mut self) -> Option<Deed> {
        let order = self.player.back();
        self.obey(order)
    }

    fn state(&self) -> State {
        self.player.state(NOW, Heard { order: self.order, ..Heard::default() })
    }

    fn outcome(&self) -> Option<Outcome> {
        match self.state() {
            State::Ended(outcome) => Some(outcome),
            _ => None,
        }
    }
}

fn without_prepare() -> Vec<Step> {
    steps().split_off(1)
}

const SOUNDING: Heard = Heard { order: 0, at: Time::ZERO, running: true };
const WAITING: Heard = Heard { order: 0, at: Time::ZERO, running: false };

#[test]
fn a_session_begins_when_its_lead_in_is_over() {
    let mut player = Player::new(timeline(without_prepare()), secs(5));
    assert_eq!(player.state(NOW, SOUNDING), State::Ready);
    assert_eq!(player.tick(NOW, SOUNDING), None, "nothing begins by itself");
    player.begin(NOW);
    assert_eq!(player.state(NOW + secs(2), SOUNDING), State::LeadIn(secs(3)));
    assert_eq!(player.tick(NOW + Time::from_millis(4_999), SOUNDING), None);
    let order = player.tick(NOW + secs(5), SOUNDING);
    assert_eq!(order, Some(Order { number: 1, deed: Deed::Play(Time::ZERO) }));
    assert_eq!(player.state(NOW + secs(5), SOUNDING), State::Playing(Time::ZERO));
}

#[test]
fn there_is_no_lead_in_before_a_prepare() {
    let mut player = Player::new(timeline(steps()), secs(5));
    player.begin(NOW);
    assert!(player.tick(NOW, SOUNDING).is_some());
}

#[test]
fn a_sound_that_does_not_start_is_waited_for_three_seconds_and_no_longer() {
    let mut player = Player::new(timeline(without_prepare()), secs(5));
    player.begin(NOW);
    assert_eq!(player.tick(NOW + Time::from_millis(7_999), WAITING), None);
    assert_eq!(player.state(NOW + secs(7), WAITING), State::LeadIn(Time::ZERO));
    assert!(player.tick(NOW + secs(8), WAITING).is_some());
}

#[test]
fn a_sound_that_starts_late_begins_the_session_at_once() {
    let mut player = Player::new(timeline(without_prepare()), secs(5));
    player.begin(NOW);
    assert_eq!(player.tick(NOW + secs(6), WAITING), None);
    assert!(player.tick(NOW + secs(6), SOUNDING).is_some());
}

#[test]
fn a_paused_lead_in_goes_on_with_what_was_left() {
    let mut player = Player::new(timeline(without_prepare()), secs(5));
    player.begin(NOW);
    assert_eq!(player.pause(NOW + secs(2)), None);
    assert_eq!(player.state(NOW + secs(60), SOUNDING), State::Paused(Time::ZERO));
    assert_eq!(player.resume(NOW + secs(60)), None);
    assert_eq!(player.tick(NOW + secs(62), SOUNDING), None);
    assert!(player.tick(NOW + secs(63), SOUNDING).is_some());
}

#[test]
fn skipping_the_lead_in_begins_at_once() {
    let mut player = Player::new(timeline(without_prepare()), secs(5));
    player.begin(NOW);
    assert_eq!(player.skip(), Some(Order { number: 1, deed: Deed::Play(Time::ZERO) }));
}

#[test]
fn a_session_heard_to_its_end_is_finished_with_all_of_its_practice() {
    let mut desk = Desk::playing();
    desk.hear(Time::from_micros(12_345_678));
    desk.hear(secs(50) + Time::from_millis(30));
    let all = Outcome { ended: Ended::Finished, reason: None, active: secs(40), planned: secs(40) };
    assert_eq!(desk.outcome(), Some(all));
}

#[test]
fn a_prepare_is_not_practice() {
    let mut desk = Desk::playing();
    desk.hear(secs(9));
    assert_eq!(desk.player.active(), Time::ZERO);
    desk.hear(secs(13));
    assert_eq!(desk.player.active(), secs(3));
}

#[test]
fn a_breath_that_a_pause_broke_off_starts_anew_and_counts_once() {
    let mut desk = Desk::playing();
    desk.hear(secs(27));
    desk.pause();
    assert_eq!(desk.player.active(), secs(17));
    assert_eq!(desk.resume(), Some(Deed::Play(secs(20))));
    assert_eq!(desk.player.active(), secs(10));
    desk.hear(secs(22));
    desk.pause();
    assert_eq!(desk.resume(), Some(Deed::Play(secs(20))));
    desk.hear(secs(50));
    assert_eq!(desk.outcome().map(|outcome| outcome.active), Some(secs(40)));
}

#[test]
fn a_breath_that_a_pause_broke_off_counts_when_it_is_not_taken_up_again() {
    let mut desk = Desk::playing();
    desk.hear(secs(27));
    desk.pause();
    assert_eq!(desk.player.stop(), None, "it is silent already");
    assert_eq!(desk.outcome().map(|outcome| outcome.active), Some(secs(17)));
}

#[test]
fn outside_a_breath_a_pause_goes_on_where_it_was() {
    let mut desk = Desk::playing();
    desk.hear(secs(33));
    desk.pause();
    assert_eq!(desk.state(), State::Paused(secs(33)));
    assert_eq!(desk.resume(), Some(Deed::Play(secs(33))));
    desk.hear(secs(50));
    assert_eq!(desk.outcome().map(|outcome| outcome.active), Some(secs(40)));
}

#[test]
fn what_is_skipped_does_not_count() {
    let mut desk = Desk::playing();
    desk.hear(secs(12));
    assert_eq!(desk.next(), Some(Deed::Play(secs(30))));
    desk.hear(secs(50));
    let outcome = desk.outcome().unwrap();
    assert_eq!((outcome.ended, outcome.active, outcome.planned), (Ended::Finished, secs(22), secs(40)));
}

#[test]
fn what_is_played_again_counts_again() {
    let mut desk = Desk::playing();
    desk.hear(secs(40));
    assert_eq!(desk.back(), Some(Deed::Play(secs(30))));
    desk.hear(secs(50));
    assert_eq!(desk.outcome().map(|outcome| outcome.active), Some(secs(50)));
}

#[test]
fn going_back_within_three_seconds_of_a_step_means_the_step_before() {
    let mut desk = Desk::playing();
    desk.hear(secs(33) - Time::from_micros(1));
    assert_eq!(desk.back(), Some(Deed::Play(secs(10))));
    desk.hear(secs(13));
    assert_eq!(desk.back(), Some(Deed::Play(secs(10))));
    assert_eq!(desk.back(), Some(Deed::Play(Time::ZERO)));
    assert_eq!(desk.back(), Some(Deed::Play(Time::ZERO)));
}

#[test]
fn skipping_behind_the_last_step_stops_and_sounds_the_end_cue() {
    let mut desk = Desk::playing();
    assert_eq!(desk.next(), Some(Deed::Play(secs(10))));
    assert_eq!(desk.next(), Some(Deed::Play(secs(30))));
    assert_eq!(desk.next(), Some(Deed::Play(secs(50))));
    let outcome = desk.outcome().unwrap();
    assert_eq!((outcome.ended, outcome.active), (Ended::Skipped, Time::ZERO));
    assert_eq!(desk.player.stopped_during(), "");
}

#[test]
fn who_skipped_the_end_comes_back_to_where_the_session_was_left_and_all_counts_once() {
    let mut desk = Desk::playing();
    desk.hear(secs(30));
    desk.hear(secs(33));
    assert_eq!(desk.next(), Some(Deed::Play(secs(50))));
    assert_eq!(desk.outcome().map(|outcome| outcome.active), Some(secs(23)));
    assert_eq!(desk.come_back(), Some(Deed::Play(secs(33))));
    assert_eq!(desk.state(), State::Playing(secs(33)));
    desk.hear(secs(50));
    let outcome = desk.outcome().unwrap();
    assert_eq!((outcome.ended, outcome.active), (Ended::Finished, secs(40)));
    // From a true end there is no way back, nor from a stop.
    assert_eq!(desk.come_back(), None);
}

/// Twenty seconds on each side, five to change it, and ten from round to round.
fn both_sides(pose: &str, rounds: u32) -> Step {
    Step::Stretch(Stretch { sides: Sides::Both, rounds, rest: secs(10), ..Stretch::of(pose, Hold::Secs(secs(20))) })
}

#[test]
fn the_next_part_of_a_stretch_is_its_other_side_then_its_next_round_then_the_next_step() {
    let cue = Step::Cue { secs: secs(20), say: "Rest.".into(), areas: Areas::NONE };
    let mut desk = Desk::playing_from(vec![both_sides("Flat frog", 2), cue]);
    // Left 0–20, change 20–25, right 25–45, rest 45–55; the same from 55 on; the cue 100–120.
    for next in [20, 25, 55, 75, 80, 100, 120] {
        assert_eq!(desk.next(), Some(Deed::Play(secs(next))));
    }
    assert!(desk.outcome().is_some_and(|outcome| outcome.ended == Ended::Skipped));
}

#[test]
fn skipping_while_paused_stays_paused_at_the_new_place() {
    let mut desk = Desk::playing();
    desk.hear(secs(12));
    desk.pause();
    assert_eq!(desk.next(), None);
    assert_eq!(desk.state(), State::Paused(secs(30)));
    assert_eq!(desk.back(), None);
    assert_eq!(desk.state(), State::Paused(secs(10)));
    assert_eq!(desk.player.active(), secs(2), "no breath is repeated by a resume");
    assert_eq!(desk.resume(), Some(Deed::Play(secs(10))));
    assert_eq!(desk.player.active(), secs(2));
}

#[test]
fn what_is_still_heard_of_an_older_order_is_ignored() {
    let mut desk = Desk::playing();
    desk.hear(secs(12));
    desk.next();
    desk.player.tick(NOW, Heard { order: 1, at: secs(13), running: true });
    desk.player.tick(NOW, Heard { order: 1, at: secs(49), running: true });
    assert_eq!(desk.player.active(), secs(2));
    let state = desk.player.state(NOW, Heard { order: 1, at: secs(13), running: true });
    assert_eq!(state, State::Playing(secs(30)));
}

#[test]
fn a_stop_fades_out_and_keeps_what_was_practised() {
    let mut desk = Desk::playing();
    desk.hear(secs(32));
    let order = desk.player.stop();
    assert_eq!(desk.obey(order), Some(Deed::Hold));
    assert!(desk.player.because(Reason::Pain));
    let (ended, reason) = (Ended::Stopped, Some(Reason::Pain));
    let stopped = Outcome { ended, reason, active: secs(22), planned: secs(40) };
    assert_eq!(desk.outcome(), Some(stopped));
}

#[test]
fn a_stop_knows_what_it_was_in_the_midst_of_and_on_which_side() {
    let cue = Step::Cue { secs: secs(20), say: "Your feet. Notice warmth.".into(), areas: Areas::NONE };
    let stopped_at = |heard: u64| {
        let mut desk = Desk::playing_from(vec![steps().remove(1), both_sides("Figure four", 1), cue.clone()]);
        desk.hear(secs(heard));
        assert_eq!(desk.player.stopped_during(), "", "it goes on");
        let order = desk.player.stop();
        desk.obey(order);
        desk.player.stopped_during()
    };
    // Breaths 0–20, left 20–40, change 40–45, right 45–65, the cue 65–85.
    assert_eq!(
        [0, 5, 25, 42, 50, 70].map(stopped_at),
        ["", "breathing", "figure four, left", "figure four", "figure four, right", "“Your feet”"]
    );
    // Nothing was stopped there.
    assert_eq!(stopped_at(85), "");
}

#[test]
fn a_finished_session_was_not_stopped_for_a_reason() {
    let mut desk = Desk::playing();
    desk.hear(secs(50));
    assert!(!desk.player.because(Reason::Pain));
    assert_eq!(desk.outcome().map(|outcome| outcome.reason), Some(None));
}

#[test]
fn a_session_ends_once() {
    let mut desk = Desk::playing();
    desk.hear(secs(50));
    let outcome = desk.outcome();
    assert_eq!(desk.player.stop(), None);
    assert_eq!((desk.next(), desk.back(), desk.resume()), (None, None, None));
    assert_eq!(desk.player.pause(NOW), None);
    desk.hear(secs(3));
    assert_eq!(desk.outcome(), outcome);
}
