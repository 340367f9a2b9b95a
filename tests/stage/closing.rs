//! Closing the window while a session plays.

use super::*;

fn ask_to_close(window: &mut Harness<'_, App>) -> Vec<ViewportCommand> {
    let viewports = &mut window.input_mut().viewports;
    viewports.entry(ViewportId::ROOT).or_default().events.push(ViewportEvent::Close);
    commands(window)
}

#[test]
fn closing_the_window_asks_and_going_on_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = on_stage(folder.path());
    let asked = ask_to_close(&mut window);
    assert!(asked.contains(&ViewportCommand::CancelClose), "{asked:?}");
    until(&mut window, "End, keep what I did, and close");
    until(&mut window, "Keep nothing, and close");
    press(&mut window, Key::Enter);
    until(&mut window, "Pause");
    assert!(!is_said(&window, "Keep nothing, and close"));
}

#[test]
fn closing_with_an_answer_closes_without_asking_again() {
    let folder = tempfile::tempdir().unwrap();
    for answer in ["End, keep what I did, and close", "Keep nothing, and close"] {
        let mut window = on_stage(folder.path());
        ask_to_close(&mut window);
        window.get_by_label(answer).click();
        assert!(commands(&mut window).contains(&ViewportCommand::Close), "{answer}");
        let asked = ask_to_close(&mut window);
        assert!(!asked.contains(&ViewportCommand::CancelClose), "{answer}: {asked:?}");
    }
}
