//! Reasons, ratings and notes come into the entry whenever they are given.

use super::*;

#[test]
fn a_reason_given_after_a_stop_is_added_to_the_saved_entry() {
    let mut desk = Desk::begin();
    desk.pass(25);
    desk.send(Command::Stop);
    assert!(matches!(desk.view().saved, Saved::Yes(_)));
    desk.send(Command::Because(Reason::Pain));
    let saved = desk.saved();
    assert_eq!(saved.len(), 2);
    assert_eq!((saved[0].reason, saved[1].reason), (None, Some(Reason::Pain)));
    assert_eq!((saved[0].rev, saved[1].rev), (1, 2));
    assert_eq!(saved[0].id, saved[1].id);
    assert_eq!(desk.outcome().reason, Some(Reason::Pain));
}

#[test]
fn a_stop_says_during_what_and_nothing_else_does() {
    let mut stopped = Desk::begin();
    stopped.pass(25);
    stopped.send(Command::Stop);
    assert_eq!(stopped.saved()[0].during, "breathing");
    let mut finished = Desk::begin();
    finished.pass(66);
    assert_eq!(finished.saved()[0].during, "");
    assert!(lock(&stopped.journal).checkpoints.iter().all(|running| running.during.is_empty()));
}

#[test]
fn only_a_stop_has_a_reason() {
    let mut desk = Desk::begin();
    desk.pass(66);
    desk.send(Command::Because(Reason::Unsaid));
    assert_eq!((desk.saved().len(), desk.saved()[0].reason), (1, None));
}

#[test]
fn a_reason_given_while_nothing_can_be_saved_goes_to_who_keeps_the_entry_meanwhile() {
    let mut desk = Desk::begin();
    lock(&desk.journal).refuses = true;
    desk.pass(25);
    desk.send(Command::Stop);
    for reason in [Reason::Unsaid, Reason::Dizzy] {
        desk.send(Command::Because(reason));
        let offered = lock(&desk.journal).offered.clone().unwrap();
        assert_eq!((offered.reason, offered.rev), (Some(reason), 1));
    }
    assert_eq!(desk.view().saved, Saved::Waiting("the disk is full".into()));
    lock(&desk.journal).refuses = false;
    desk.pass(6);
    assert_eq!((desk.saved().len(), desk.saved()[0].reason), (1, Some(Reason::Dizzy)));
}

#[test]
fn a_reason_given_while_the_entry_is_on_its_way_is_saved_too() {
    let mut desk = Desk::begin();
    lock(&desk.journal).silent = true;
    desk.pass(25);
    desk.send(Command::Stop);
    desk.send(Command::Because(Reason::Pain));
    let answer = lock(&desk.journal).waiting.pop().unwrap();
    lock(&desk.journal).silent = false;
    answer.send(Ok(())).unwrap();
    desk.pass(1);
    assert_eq!(desk.saved().last().map(|entry| entry.reason), Some(Some(Reason::Pain)));
}

#[test]
fn ratings_and_a_note_are_saved_with_the_entry_whenever_they_are_given() {
    let mut desk = Desk::begin();
    desk.send(Command::Before(Some(7)));
    desk.pass(66);
    let kept = desk.view().saved;
    lock(&desk.journal).silent = true;
    desk.send(Command::After(Some(3)));
    assert_eq!(desk.view().saved, kept, "what was practised is saved all the while");
    desk.send(Command::Note("Softer than on Monday.".into()));
    let answer = lock(&desk.journal).waiting.pop().unwrap();
    lock(&desk.journal).silent = false;
    answer.send(Ok(())).unwrap();
    desk.pass(1);
    let saved = desk.saved();
    assert_eq!((saved[0].before, saved[0].after, saved[0].rev), (Some(7), None, 1));
    let last = saved.last().unwrap();
    assert_eq!((last.before, last.after, last.note.as_str()), (Some(7), Some(3), "Softer than on Monday."));
    assert_eq!((last.rev, &last.id), (3, &saved[0].id));
    assert_eq!(desk.view().saved, Saved::Yes(last.clone()));
}

#[test]
fn what_changes_nothing_is_not_saved_again() {
    let mut desk = Desk::begin();
    desk.pass(66);
    for command in [Command::Note(String::new()), Command::Before(None), Command::After(Some(11))] {
        desk.send(command);
    }
    assert_eq!(desk.saved().len(), 1);
}
