//! The real window, closed while the journal cannot be written.

use ebb::ui::App;
use eframe::egui::{Key, OutputCommand, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::{Harness, kittest::Queryable as _};

use crate::window::{DESKTOP, press, until, window, without_lead_in};

/// Asks the window to close, as the desktop does; whether it then would.
fn close(window: &mut Harness<'_, App>) -> bool {
    let events = |window: &mut Harness<'_, App>, events| {
        window.input_mut().viewports.get_mut(&ViewportId::ROOT).unwrap().events = events;
    };
    events(window, vec![ViewportEvent::Close]);
    window.step();
    let kept = commands(window).contains(&ViewportCommand::CancelClose);
    events(window, Vec::new());
    !kept
}

fn commands(window: &Harness<'_, App>) -> Vec<ViewportCommand> {
    window.output().viewport_output[&ViewportId::ROOT].commands.clone()
}

/// A window on a journal that is none, after a session that was stopped and logged, or that still plays.
fn practised(folder: &std::path::Path, logged: bool) -> Harness<'static, App> {
    std::fs::write(folder.join("journal.db"), "junk, and long enough to be no database at all".repeat(100)).unwrap();
    without_lead_in(folder);
    let mut window = window(folder, DESKTOP);
    until(&mut window, "Begin");
    press(&mut window, Key::Enter);
    until(&mut window, " left");
    if logged {
        press(&mut window, Key::P);
        until(&mut window, "Less than ten seconds");
        window.get_by_label("Log it anyway").click();
        until(&mut window, "Not saved yet: ");
    }
    window
}

#[test]
fn what_is_not_saved_is_shown_before_the_window_closes() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = practised(folder.path(), true);
    assert!(!close(&mut window));
    until(&mut window, "What is not saved");
    window.get_by_label("Copy").click();
    let copied = (0..10).find_map(|_| {
        window.step();
        let copies = |command: &OutputCommand| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        };
        window.output().platform_output.commands.iter().find_map(copies)
    });
    let book = ebb::exchange::Book::from_json(copied.unwrap().as_bytes()).unwrap();
    assert_eq!(book.entries().map(|entry| entry.practice.as_str()).collect::<Vec<_>>(), ["breathing"]);
    window.get_by_label("Keep the window open").click();
    until(&mut window, "Sunday, 22 November");
    assert!(!close(&mut window));
    until(&mut window, "Close anyway");
    window.get_by_label("Close anyway").click();
    let closes = (0..10).any(|_| {
        window.step();
        commands(&window).contains(&ViewportCommand::Close)
    });
    assert!(closes && close(&mut window));
}

#[test]
fn a_window_with_nothing_waiting_closes() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = practised(folder.path(), false);
    // A session under way is asked about once. Under ten seconds, one that is left is nothing to lose.
    assert!(!close(&mut window));
    assert!(close(&mut window));
}
