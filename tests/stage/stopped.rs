//! After a stop: what was said of it, and that nothing leads back to what did not do well.

use ebb::journal;
use ebb::plan::Entry;

use super::*;

/// On the end page of a session that was stopped and logged.
fn stopped(folder: &Path) -> Harness<'static, App> {
    let mut window = on_stage(folder);
    press(&mut window, Key::P);
    until(&mut window, "What made you stop?");
    window.get_by_label("Log it anyway").click_accesskit();
    until(&mut window, "this week.");
    window
}

/// So many stops for pain, ten days before.
fn hurt_before(folder: &Path, times: u32) {
    let mut journal = journal::Journal::open_for_writing(&DataDir::at(folder), None).unwrap();
    for n in 0..times {
        let entry = Entry::by_hand(format!("{n:032x}"), "breathing", "2026-11-12".parse().unwrap(), 60);
        journal.save(&Entry { ended: Ended::Stopped, reason: Some(Reason::Pain), ..entry }).unwrap();
    }
}

fn says(window: &mut Harness<'_, App>, answer: &str) {
    window.get_by_label(answer).click_accesskit();
    until(window, "Change the answer");
}

fn reasons(folder: &Path) -> Vec<Option<Reason>> {
    let entries = journal::read(&DataDir::at(folder), None).unwrap().entries;
    entries.into_iter().map(|entry| entry.reason).collect()
}

#[test]
fn after_pain_nothing_counts_or_leads_back_and_the_answer_can_be_changed() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = stopped(folder.path());
    assert!(window.query_by_label("Again").is_some());
    says(&mut window, "It hurt");
    until(&mut window, "Next time don't go as far");
    assert!(window.query_by_label("Again").is_none() && !is_said(&window, "this week."));
    press(&mut window, Key::R);
    until(&mut window, "Next time don't go as far");
    window.get_by_label("Change the answer").click_accesskit();
    until(&mut window, "What made you stop?");
    says(&mut window, "Something else");
    until(&mut window, "Breathing: 0 of 1 this week.");
    assert!(window.query_by_label("Again").is_some());
    drop(window);
    assert_eq!(reasons(folder.path()), [Some(Reason::Other)]);
}

#[test]
fn an_answer_that_is_taken_back_and_left_open_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = stopped(folder.path());
    says(&mut window, "It hurt");
    window.get_by_label("Change the answer").click_accesskit();
    until(&mut window, "If you don't answer, Ebb keeps no reason");
    drop(window);
    assert_eq!(reasons(folder.path()), [Some(Reason::Unsaid)]);
}

#[test]
fn after_pain_today_begins_with_the_rest_and_offers_another_practice_quietly() {
    let folder = tempfile::tempdir().unwrap();
    hurt_before(folder.path(), 1);
    let mut window = stopped(folder.path());
    says(&mut window, "It hurt");
    press(&mut window, Key::Enter);
    until(&mut window, "Breathing rests for today, because you stopped.");
    until(&mut window, "Twenty minutes of stretching");
    let heading = window.get_by_label("Breathing rests for today, because you stopped.").rect();
    let begin = window.get_by_label("Begin").rect();
    assert!(heading.bottom() < begin.top());
    // The one button of a place is higher.
    assert!(begin.height() < 50.0, "{}", begin.height());
}

#[test]
fn the_second_stop_for_pain_within_two_weeks_is_told_once() {
    for (before, told) in [(0, false), (1, true), (2, false)] {
        let folder = tempfile::tempdir().unwrap();
        hurt_before(folder.path(), before);
        let mut window = stopped(folder.path());
        says(&mut window, "It hurt");
        until(&mut window, "practised, and in your log.");
        assert_eq!(is_said(&window, "This is the second time in two weeks that it hurt."), told, "after {before}");
    }
}

const POSES: &str = r#"Session(format: 1, title: "Poses", practice: "stretching", steps: [
    Stretch(pose: "Happy baby", into: 20, secs: 20, how: "Hold your {side} foot.", sides: Both), Stretch(pose: "Flat frog", secs: 20)])"#;

#[test]
fn a_pose_that_was_stopped_in_can_be_left_out_from_then_on_and_brought_back() {
    let folder = tempfile::tempdir().unwrap();
    without_lead_in(folder.path());
    let mut window = begun(folder.path(), written(POSES), DESKTOP);
    until(&mut window, "Hold your left foot.");
    press(&mut window, Key::P);
    until(&mut window, "What made you stop?");
    window.get_by_label("Log it anyway").click_accesskit();
    until(&mut window, "this week.");
    says(&mut window, "It hurt");
    window.get_by_label("Leave out happy baby from now on").click_accesskit();
    until(&mut window, "From now on sessions leave out happy baby.");
    found(&mut window, |_| (kept(folder.path()).leave_out_poses == ["Happy baby"]).then_some(()));
    window.get_by_label("Undo").click_accesskit();
    until(&mut window, "Leave out happy baby from now on");
    found(&mut window, |_| kept(folder.path()).leave_out_poses.is_empty().then_some(()));
}

#[test]
fn what_is_no_pose_is_not_offered_to_be_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = stopped(folder.path());
    says(&mut window, "It hurt");
    assert!(!is_said(&window, "Leave out"));
}
