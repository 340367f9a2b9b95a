//! No form of Plan cuts a text or covers another, in the smallest window and in a large one, with text of twice the
//! size, and with names as long as they may be.

use std::fmt::Write as _;
use std::path::Path;

use ebb::data::DataDir;
use ebb::journal::Journal;
use ebb::plan::{Change, Goal, GoalStep, Pause, Support};
use eframe::egui::{Vec2, vec2};
use egui_kittest::kittest::Queryable as _;

use super::layout::{at_place, scroll_by, wrong};

const WINDOWS: [Vec2; 2] = [vec2(360.0, 560.0), vec2(1280.0, 800.0)];
const GOAL: &str = "A film";

/// What is pressed, one after the other, to open each form.
const FORMS: [&[&str]; 8] = [
    &["Change Breathing"],
    &["Change Breathing", "Change of Breathing: past weeks"],
    &["Change Breathing", "Change of Breathing: name and place"],
    &["Change Breathing", "Change of Breathing: take it out"],
    &["Add a practice", "Which: one of your own"],
    &["Add a pause for last week"],
    &["Change the goal: A film"],
    &["Add a line of your own"],
];

fn journal(folder: &Path) {
    let long = "A name that is as long as a name of a practice may be, sixty".to_owned();
    let today = "2026-11-22".parse().unwrap();
    let mut journal = Journal::open_for_writing(&DataDir::at(folder), None).unwrap();
    let step = GoalStep { text: "Half of it".into(), reached: Some(today) };
    let goal = Goal { steps: vec![step], ..Goal::new("1".repeat(32), GOAL.into()) };
    let pause = Pause { reason: "a reason ".repeat(40), ..Pause::new("2".repeat(32), today, None) };
    let support = Support { date: Some(today), ..Support::new("3".repeat(32), "w".repeat(200)) };
    let changes = [
        Change::RenamePractice { id: "stretching".into(), name: long },
        Change::PutGoal(goal),
        Change::PutPause(pause),
        Change::PutSupport(support),
    ];
    for change in changes {
        journal.change(&change, today).unwrap();
    }
}

#[test]
fn no_form_of_the_plan_is_cut_or_covered() {
    let folder = tempfile::tempdir().unwrap();
    journal(folder.path());
    let mut told = String::new();
    for (pixels, percent) in WINDOWS.into_iter().zip([200, 100]).chain([(WINDOWS[0], 100)]) {
        let size = pixels / (f32::from(percent) / 100.0);
        for form in FORMS {
            let mut window = at_place(folder.path(), pixels, percent, "Plan");
            for name in form {
                window.get_by_label(name).click_accesskit();
                window.run_steps(4);
            }
            for page in 0..20 {
                let found = wrong(&window, size);
                if !found.is_empty() {
                    write!(told, "{form:?} at {pixels:?}, text {percent} %, page {page}:\n{found}").unwrap();
                    break;
                }
                scroll_by(&mut window, size, 0.6 * size.y);
            }
        }
    }
    assert!(told.is_empty(), "{told}");
}
