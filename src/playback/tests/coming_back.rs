//! A session that was skipped to its end can be taken up again.

use super::*;

#[test]
fn skipping_behind_the_last_step_ends_with_what_was_heard_and_one_can_come_back() {
    let mut desk = Desk::begin();
    desk.pass(25);
    for _ in 0..2 {
        desk.send(Command::Next);
    }
    let saved = desk.saved();
    assert_eq!((saved[0].ended, saved[0].active_s, saved[0].during.as_str()), (Ended::Skipped, 20, ""));
    desk.pass(1);
    assert!(desk.view().can_come_back);
    desk.send(Command::ComeBack);
    desk.pass(10);
    assert!(matches!(desk.view().state, State::Playing(_)));
    desk.send(Command::Stop);
    let saved = desk.saved();
    assert_eq!((saved.len(), saved[1].ended, &saved[1].id), (2, Ended::Stopped, &saved[0].id));
    assert_eq!(saved[1].during, "“Soften”");
    assert!((23..=30).contains(&saved[1].active_s), "{}", saved[1].active_s);
}

#[test]
fn the_way_back_from_the_end_is_open_for_a_minute() {
    let mut desk = Desk::begin();
    desk.pass(25);
    for _ in 0..2 {
        desk.send(Command::Next);
    }
    desk.pass(59);
    assert!(desk.view().can_come_back);
    desk.pass(2);
    assert!(!desk.view().can_come_back);
    desk.send(Command::ComeBack);
    assert!(matches!(desk.view().state, State::Ended(_)));
}

#[test]
fn what_is_discarded_after_coming_back_is_taken_out_of_the_journal() {
    let mut desk = Desk::begin();
    desk.pass(25);
    for _ in 0..2 {
        desk.send(Command::Next);
    }
    desk.pass(1);
    desk.send(Command::ComeBack);
    desk.send(Command::Discard);
    let saved = desk.saved();
    assert_eq!(saved.iter().map(|entry| entry.deleted).collect::<Vec<_>>(), [false, true]);
    assert_eq!((saved[1].active_s, &saved[1].id), (0, &saved[0].id));
}
