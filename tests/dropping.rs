//! Files dropped on the real window.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{DroppedFile, Key};
use egui_kittest::{Harness, kittest::Queryable as _};

use ebb::ui::App;

use crate::window::{DESKTOP, press, until, window, without_lead_in};

/// A file as the desktop hands it over. The window's thread must not read it.
#[derive(Debug)]
struct Handed(PathBuf);

impl DroppedFile for Handed {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        panic!("the window's thread does no file work");
    }
}

const MINE: &str = "Session(format: 1, title: \"Before sleep\", practice: \"breathing\", steps: [Rest(secs: 10)])";

/// Writes a file of that name and drops it.
fn drop_file(window: &mut Harness<'_, App>, folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    window.input_mut().dropped_files.push(Arc::new(Handed(path)));
}

#[test]
fn a_dropped_session_is_added_and_the_library_opens_on_it() {
    let (data, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut window = window(data.path(), DESKTOP);
    until(&mut window, "Begin");
    drop_file(&mut window, elsewhere.path(), "before-sleep.ron", MINE);
    until(&mut window, "Added: Before sleep.");
    until(&mut window, "Before sleep, 10 seconds, yours");
    assert_eq!(std::fs::read_to_string(data.path().join("sessions/before-sleep.ron")).unwrap(), MINE);
    drop_file(&mut window, elsewhere.path(), "before-sleep.ron", MINE);
    until(&mut window, "Already here: Before sleep.");
    assert!(window.query_by_label("Added: Before sleep.").is_none());
}

#[test]
fn a_dropped_file_that_is_wrong_says_what_check_says_and_keeps_no_other_out() {
    let (data, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut window = window(data.path(), DESKTOP);
    until(&mut window, "Begin");
    let wrong = MINE.replace("10", "0.2");
    drop_file(&mut window, elsewhere.path(), "quick.ron", &wrong);
    drop_file(&mut window, elsewhere.path(), "before-sleep.ron", MINE);
    until(&mut window, "Not added yet");
    until(&mut window, "Added: Before sleep.");
    let shown = elsewhere.path().join("quick.ron").display().to_string();
    let problems = ebb::session::read(wrong.as_bytes()).unwrap_err();
    let text = ebb::session::describe(&shown, &problems);
    let (message, excerpt) = text.trim_end().split_once('\n').unwrap();
    until(&mut window, message);
    until(&mut window, excerpt);
    assert!(!data.path().join("sessions/quick.ron").exists());
    // Told until the Library is left.
    window.get_by_label("Today").click();
    window.run_steps(2);
    window.get_by_label("Library").click();
    window.run_steps(30);
    assert!(window.query_by_label("Not added yet").is_none());
    until(&mut window, "Before sleep, 10 seconds, yours");
}

#[test]
fn a_file_dropped_on_a_session_disturbs_nothing() {
    let (data, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    without_lead_in(data.path());
    let mut window = window(data.path(), DESKTOP);
    until(&mut window, "Begin");
    press(&mut window, Key::Enter);
    until(&mut window, " left");
    drop_file(&mut window, elsewhere.path(), "before-sleep.ron", MINE);
    window.run_steps(30);
    until(&mut window, " left");
    assert!(!data.path().join("sessions").exists());
}
