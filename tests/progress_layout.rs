//! No view and no page of Progress cuts a text or covers another, in the smallest window and in a large one, with text
//! of twice the size.

use std::fmt::Write as _;
use std::path::Path;

use ebb::data::DataDir;
use ebb::journal::Journal;
use ebb::plan::{Ended, Entry};
use eframe::egui::{Vec2, vec2};
use egui_kittest::kittest::Queryable as _;

use super::layout::{at_place, scroll_by, wrong};

const WINDOWS: [Vec2; 2] = [vec2(360.0, 560.0), vec2(1280.0, 800.0)];

/// What is pressed, one after the other, to come to each view and page.
const VIEWS: [&[&str]; 9] = [
    &["26 weeks"],
    &["52 weeks"],
    &["Show: as a table"],
    &["Show: month"],
    &["Show: minutes"],
    &["Show: ratings"],
    &["Find"],
    &["Add by hand"],
    &["For a provider, and to take along"],
];

/// Three weeks of entries, some with ratings and notes.
fn journal(folder: &Path) {
    let mut journal = Journal::open_for_writing(&DataDir::at(folder), None).unwrap();
    for nth in 0..20_u32 {
        let day = format!("2026-11-{:02}", nth + 2).parse().unwrap();
        let entry = Entry {
            ended: if nth % 4 == 0 { Ended::Stopped } else { Ended::Finished },
            during: if nth % 4 == 0 { "knee to opposite shoulder, right".into() } else { String::new() },
            title: "Stretches for the hips, the back and the insides of the legs".into(),
            note: if nth % 2 == 0 { "a note ".repeat(30) } else { String::new() },
            before: Some(7),
            after: Some(4),
            ..Entry::by_hand(format!("{nth:032x}"), ["breathing", "stretching"][nth as usize % 2], day, 1200)
        };
        journal.save(&entry).unwrap();
    }
}

#[test]
fn no_view_of_progress_is_cut_or_covered() {
    let folder = tempfile::tempdir().unwrap();
    journal(folder.path());
    let mut told = String::new();
    for (pixels, percent) in WINDOWS.into_iter().zip([200, 100]).chain([(WINDOWS[0], 100)]) {
        let size = pixels / (f32::from(percent) / 100.0);
        for view in VIEWS {
            let mut window = at_place(folder.path(), pixels, percent, "Progress");
            for name in view {
                window.get_by_label(name).click_accesskit();
                window.run_steps(4);
            }
            for page in 0..20 {
                let found = wrong(&window, size);
                if !found.is_empty() {
                    write!(told, "{view:?} at {pixels:?}, text {percent} %, page {page}:\n{found}").unwrap();
                    break;
                }
                scroll_by(&mut window, size, 0.6 * size.y);
            }
        }
    }
    assert!(told.is_empty(), "{told}");
}
