//! What somebody wants and what helps: goals, examples of them, the list, and where they are seen again.

use super::*;

#[test]
fn a_goal_has_small_steps_that_are_ticked_with_their_day() {
    let folder = weeks();
    let mut window = plan_of(folder.path());
    click(&mut window, "Add a goal");
    click(&mut window, "Save");
    until(&mut window, "A goal and each of its steps needs a few words.");
    write(&mut window, "What you want to reach", "Sit through a film");
    click(&mut window, "Add a step");
    write(&mut window, "Step 1", "Twenty minutes");
    press(&mut window, Key::Enter);
    write(&mut window, "Step 2", "An hour");
    click(&mut window, "Save");
    until(&mut window, "The goal is written down.");
    click(&mut window, "Twenty minutes");
    until(&mut window, "Twenty minutes · 22 November");
    click(&mut window, "Change the goal: Sit through a film");
    write(&mut window, "Step 1 reached on", "2026-11-20");
    click(&mut window, "Leave step 2 out");
    click(&mut window, "Save");
    until(&mut window, "Twenty minutes · 20 November");
    assert!(window.query_by_label_contains("An hour").is_none());
    click(&mut window, "Sit through a film");
    until(&mut window, "Sit through a film · 22 November");
    let kept = kept(window, folder.path());
    let [goal] = kept.goals.as_slice() else { panic!("{:?}", kept.goals) };
    assert_eq!((goal.text.as_str(), goal.reached), ("Sit through a film", Some(day(TODAY))));
    assert_eq!(goal.steps.iter().map(|step| step.reached).collect::<Vec<_>>(), [Some(day("2026-11-20"))]);
}

#[test]
fn an_example_is_taken_over_as_a_goal_or_into_the_field_with_one_press() {
    let folder = weeks();
    let mut window = plan_of(folder.path());
    click(&mut window, "Add: A tampon or a cup");
    until(&mut window, "Change the goal: A tampon or a cup");
    assert!(!shows(&window, "For example:"));
    click(&mut window, "Add a goal");
    click(&mut window, "Add: Sitting through a film");
    assert!(!shows(&window, "For example:"), "the field is no longer empty");
    click(&mut window, "Save");
    until(&mut window, "Change the goal: Sitting through a film");
    assert_eq!(kept(window, folder.path()).goals.len(), 2);
}

#[test]
fn goals_and_the_next_date_stand_on_today_and_goals_on_the_page_for_a_provider_where_that_is_ticked() {
    let folder = weeks();
    let mut journal = Journal::open_for_writing(&DataDir::at(folder.path()), None).unwrap();
    let goal = Goal::new("a".repeat(32), "Sitting through a film".into());
    let line = Support { date: Some(day("2026-12-01")), ..Support::new("b".repeat(32), "Dr Okafor".into()) };
    for change in [Change::PutGoal(goal), Change::PutSupport(line)] {
        journal.change(&change, day(TODAY)).unwrap();
    }
    drop(journal);
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "Your goal: Sitting through a film");
    until(&mut window, "Tuesday 1 December: Dr Okafor");
    click(&mut window, "Progress");
    until(&mut window, "For a provider, and to take along");
    for (ticks, told) in [(false, false), (true, true)] {
        let page = folder.path().join(format!("{told}.html"));
        if window.query_by_label("Write the page").is_none() {
            click(&mut window, "For a provider, and to take along");
        }
        write(&mut window, "File for the page", page.to_str().unwrap());
        if ticks {
            click(&mut window, "With your goals");
        }
        click(&mut window, "Write the page");
        until(&mut window, &format!("Written: {}", page.display()));
        assert_eq!(std::fs::read_to_string(&page).unwrap().contains("Sitting through a film"), told);
    }
}

#[test]
fn the_plan_says_once_that_it_takes_time_and_leads_to_why_it_helps() {
    let folder = weeks();
    let mut window = plan_of(folder.path());
    assert!(shows(&window, "It takes weeks to months."));
    click(&mut window, "Why this helps");
    until(&mut window, "The pelvic floor moves with the breath");
    assert_eq!(window.get_by_label("Tight is not weak").accesskit_node().role(), Role::Heading);
    assert!(shows(&window, "NHS 111 Wales: Vaginismus."));
}

#[test]
fn a_goal_is_deleted_and_comes_back() {
    let folder = weeks();
    let mut window = plan_of(folder.path());
    click(&mut window, "Add a goal");
    write(&mut window, "What you want to reach", "Sit through a film");
    press(&mut window, Key::Enter);
    until(&mut window, "Change the goal: Sit through a film");
    click(&mut window, "Change the goal: Sit through a film");
    click(&mut window, "Delete this goal");
    until(&mut window, "The goal is deleted.");
    assert!(window.query_by_label("Sit through a film").is_none());
    click(&mut window, "Undo");
    until(&mut window, "Change the goal: Sit through a film");
    assert_eq!(kept(window, folder.path()).goals.len(), 1);
}

#[test]
fn what_helps_is_taken_over_ticked_dated_and_deleted() {
    let folder = weeks();
    let mut window = plan_of(folder.path());
    click(&mut window, "Add: A clinician or physiotherapist");
    until(&mut window, "The list is changed.");
    click(&mut window, "A clinician or physiotherapist");
    click(&mut window, "Change the line: A clinician or physiotherapist");
    write(&mut window, "A day that belongs to it, such as the next check-in", "2026-12-01");
    until(&mut window, "Tuesday 1 December 2026");
    click(&mut window, "Save");
    until(&mut window, "A clinician or physiotherapist · next on 1 December");
    click(&mut window, "Add a line of your own");
    write(&mut window, "What it is", "My sister");
    press(&mut window, Key::Enter);
    until(&mut window, "Change the line: My sister");
    click(&mut window, "Change the line: My sister");
    click(&mut window, "Delete this line");
    until(&mut window, "The line is deleted.");
    let kept = kept(window, folder.path());
    let lines: Vec<_> = kept.support.iter().map(|line| (line.text.as_str(), line.done, line.date)).collect();
    assert_eq!(lines, [("A clinician or physiotherapist", true, Some(day("2026-12-01")))]);
}
