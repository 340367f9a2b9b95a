//! A window on a damaged journal: what it says, and each way on.

use std::fs;
use std::path::Path;

use ebb::data::DataDir;
use ebb::journal::{self, Journal, Kind};
use ebb::plan::{Ended, Entry};
use ebb::ui::App;
use eframe::egui::Key;
use egui_kittest::{Harness, kittest::Queryable as _};

use super::window::{DESKTOP, press, until, window};

/// A folder with an entry, if asked a backup, and a journal of which the last page is gone.
fn damaged(folder: &Path, with_backup: bool) -> Option<String> {
    let data = DataDir::at(folder);
    let mut journal = Journal::open_for_writing(&data, None).unwrap();
    let day = "2026-11-22".parse().unwrap();
    let entry = Entry { ended: Ended::Finished, ..Entry::by_hand("a".repeat(32), "breathing", day, 300) };
    journal.save(&entry).unwrap();
    let name = with_backup.then(|| journal.backup(Kind::BeforeImport).unwrap().unwrap());
    drop(journal);
    for backup in journal::backups(&data).unwrap() {
        // What the first write of the day made goes, so that it is this one or none.
        if Some(&backup.name) != name.as_ref() {
            fs::remove_file(data.backups().join(format!("{}.db", backup.name))).unwrap();
        }
    }
    let bytes = fs::read(data.journal()).unwrap();
    fs::write(data.journal(), &bytes[..bytes.len() - 4_096]).unwrap();
    name
}

fn click(window: &mut Harness<'_, App>, named: &str) {
    window.get_by_label(named).click();
    window.run_steps(2);
}

fn kept(folder: &Path) -> usize {
    journal::read(&DataDir::at(folder), None).unwrap().entries.len()
}

#[test]
fn a_backup_takes_the_place_of_a_damaged_journal_at_one_press() {
    let folder = tempfile::tempdir().unwrap();
    damaged(folder.path(), true);
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "The journal is damaged");
    until(&mut window, "The newest good backup is from");
    click(&mut window, "Put the backup in its place");
    until(&mut window, "This week");
    assert!(window.query_by_label_contains("The journal is damaged").is_none());
    drop(window);
    assert_eq!(kept(folder.path()), 1);
}

#[test]
fn without_a_backup_a_new_journal_begins_and_the_damaged_one_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    damaged(folder.path(), false);
    let before = fs::read(DataDir::at(folder.path()).journal()).unwrap();
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "There is no good backup beside it.");
    assert!(window.query_by_label("Put the backup in its place").is_none());
    click(&mut window, "Begin a new journal");
    until(&mut window, "This week");
    drop(window);
    let data = DataDir::at(folder.path());
    let backups = journal::backups(&data).unwrap();
    let aside = backups.iter().find(|backup| backup.kind == Kind::SetAside).unwrap();
    assert_eq!(fs::read(data.backups().join(format!("{}.db", aside.name))).unwrap(), before);
}

#[test]
fn put_off_it_is_left_as_it_is_and_sessions_can_be_played() {
    let folder = tempfile::tempdir().unwrap();
    damaged(folder.path(), true);
    let before = fs::read(DataDir::at(folder.path()).journal()).unwrap();
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "The journal is damaged");
    press(&mut window, Key::Escape);
    until(&mut window, "Begin");
    until(&mut window, "is damaged");
    press(&mut window, Key::Enter);
    until(&mut window, "Lie on your back with your knees bent");
    drop(window);
    assert_eq!(fs::read(DataDir::at(folder.path()).journal()).unwrap(), before);
}

#[test]
fn a_journal_that_is_gone_is_told_and_its_backup_takes_its_place() {
    let folder = tempfile::tempdir().unwrap();
    damaged(folder.path(), true);
    let data = DataDir::at(folder.path());
    fs::remove_file(data.journal()).unwrap();
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "The journal is gone");
    until(&mut window, "The newest good backup is from");
    click(&mut window, "Look again");
    until(&mut window, "is gone. Bring it back");
    assert!(!data.journal().exists());
    click(&mut window, "Put the backup in its place");
    until(&mut window, "This week");
    drop(window);
    assert_eq!(kept(folder.path()), 1);
}

#[test]
fn a_journal_that_comes_back_is_opened_when_it_is_looked_for() {
    let folder = tempfile::tempdir().unwrap();
    let data = DataDir::at(folder.path());
    damaged(folder.path(), true);
    let backups = journal::backups(&data).unwrap();
    fs::copy(data.backups().join(format!("{}.db", backups[0].name)), folder.path().join("away")).unwrap();
    fs::remove_file(data.journal()).unwrap();
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "The journal is gone");
    fs::rename(folder.path().join("away"), data.journal()).unwrap();
    click(&mut window, "Look again");
    until(&mut window, "This week");
    drop(window);
    assert_eq!(kept(folder.path()), 1);
}
