//! A journal with a passphrase, its backups and deleting everything, in the window: by keys and by the names of what it
//! shows.

use ebb::data::DataDir;
use ebb::journal::{self, Journal, JournalError, Kind, Passphrase};
use ebb::plan::Entry;
use ebb::settings::Settings;
use ebb::ui::App;
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::{Harness, kittest::Queryable as _};

use crate::window::{DESKTOP, press, until, window, without_lead_in};

fn secret(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned()).unwrap()
}

fn entry(n: u32) -> Entry {
    Entry {
        note: "the planted note".into(),
        title: "A title to be seen".into(),
        ..Entry::by_hand(format!("{n:032x}"), "breathing", "2026-11-22".parse().unwrap(), 300)
    }
}

/// A folder with a journal of one entry, under this passphrase if any.
fn folder(passphrase: Option<&str>) -> (tempfile::TempDir, DataDir) {
    let folder = tempfile::tempdir().unwrap();
    let data = DataDir::at(folder.path());
    let mut journal = Journal::open_for_writing(&data, None).unwrap();
    journal.save(&entry(1)).unwrap();
    if let Some(passphrase) = passphrase {
        journal.reseal(None, Some(secret(passphrase))).unwrap();
    }
    drop(journal);
    without_lead_in(folder.path());
    (folder, data)
}

/// Types into the field of this name.
fn write(harness: &mut Harness<'_, App>, field: &str, text: &str) {
    harness.get_by_role_and_label(Role::PasswordInput, field).focus();
    harness.run_steps(2);
    harness.get_by_role_and_label(Role::PasswordInput, field).type_text(text);
    harness.run_steps(2);
}

/// Presses what is named, wherever it stands by then: what another thread finds out moves it.
fn click(harness: &mut Harness<'_, App>, label: &str) {
    harness.get_by_label(label).click_accesskit();
    harness.run_steps(2);
}

fn unlock(harness: &mut Harness<'_, App>, passphrase: &str) {
    until(harness, "Unlock");
    write(harness, "Passphrase", passphrase);
    press(harness, Key::Enter);
}

/// At Settings.
fn settings(harness: &mut Harness<'_, App>) {
    until(harness, "Begin");
    harness.get_by_label("Settings").click();
    until(harness, "Set a passphrase");
}

#[test]
fn a_locked_journal_is_unlocked_before_anything_else_is_shown() {
    let (folder, _) = folder(Some("tide and shore"));
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "Locked");
    for hidden in ["Begin", "Library", "Progress", "A title to be seen"] {
        assert!(window.query_by_label_contains(hidden).is_none(), "{hidden} is behind it");
    }
    unlock(&mut window, "tide");
    until(&mut window, "Wrong passphrase, or not a journal of this program.");
    unlock(&mut window, "tide and shore");
    until(&mut window, "Begin");
    assert!(window.query_by_label("Unlock").is_none());
}

#[test]
fn the_passphrase_is_masked_and_an_empty_one_is_told() {
    let (folder, _) = folder(Some("tide and shore"));
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "Unlock");
    let unlock_by_the_button = |window: &mut Harness<'_, App>| {
        press(window, Key::Tab);
        assert!(window.get_by_label("Unlock").is_focused());
        press(window, Key::Enter);
    };
    unlock_by_the_button(&mut window);
    until(&mut window, "A passphrase is at least one character");
    window.run_steps(2);
    assert!(
        window.get_by_role_and_label(Role::PasswordInput, "Passphrase").is_focused(),
        "refused by the button, it is typed again"
    );
    write(&mut window, "Passphrase", "tide");
    unlock_by_the_button(&mut window);
    until(&mut window, "Wrong passphrase");
    window.run_steps(2);
    assert!(window.get_by_role_and_label(Role::PasswordInput, "Passphrase").is_focused(), "wrong, it is typed again");
    write(&mut window, "Passphrase", "tide and shore");
    assert!(!format!("{:#?}", window.root()).contains("tide and shore"), "a screen reader does not read it out");
}

#[test]
fn control_l_locks_and_nothing_is_left_on_screen() {
    let (folder, _) = folder(Some("tide"));
    let mut window = window(folder.path(), DESKTOP);
    unlock(&mut window, "tide");
    until(&mut window, "Begin");
    window.get_by_label("Progress").click();
    until(&mut window, "A title to be seen");
    window.key_press_modifiers(Modifiers::COMMAND, Key::L);
    until(&mut window, "Locked");
    assert!(window.query_by_label_contains("A title to be seen").is_none());
    unlock(&mut window, "tide");
    until(&mut window, "A title to be seen");
}

#[test]
fn a_journal_is_locked_after_minutes_in_which_nothing_is_done_and_never_when_so_chosen() {
    for (lock_after_min, locks) in [(5, true), (0, false)] {
        let (folder, data) = folder(Some("tide"));
        Settings { lock_after_min, safety_seen: true, ..Settings::default() }.save(&data).unwrap();
        let mut window = window(folder.path(), DESKTOP);
        unlock(&mut window, "tide");
        until(&mut window, "Begin");
        let now = window.input().time.unwrap_or_default();
        window.input_mut().time = Some(now + 299.0);
        window.run_steps(10);
        assert!(window.query_by_label("Begin").is_some() || window.query_by_label_contains("Begin").is_some());
        window.input_mut().time = Some(now + 330.0);
        if locks {
            until(&mut window, "Locked");
        } else {
            window.run_steps(60);
            assert!(window.query_by_label("Locked").is_none());
        }
    }
}

#[test]
fn a_session_that_plays_is_never_locked() {
    let (folder, _) = folder(Some("tide"));
    let mut window = window(folder.path(), DESKTOP);
    unlock(&mut window, "tide");
    until(&mut window, "Begin");
    press(&mut window, Key::Space);
    until(&mut window, " left");
    window.key_press_modifiers(Modifiers::COMMAND, Key::L);
    let now = window.input().time.unwrap_or_default();
    window.input_mut().time = Some(now + 3_000.0);
    window.run_steps(60);
    assert!(window.query_by_label("Locked").is_none());
}

#[test]
fn a_minimised_window_is_locked_when_so_chosen() {
    for lock_on_minimise in [true, false] {
        let (folder, data) = folder(Some("tide"));
        Settings { lock_on_minimise, safety_seen: true, ..Settings::default() }.save(&data).unwrap();
        let mut window = window(folder.path(), DESKTOP);
        unlock(&mut window, "tide");
        until(&mut window, "Begin");
        let id = window.input().viewport_id;
        window.input_mut().viewports.entry(id).or_default().minimized = Some(true);
        window.run_steps(60);
        window.input_mut().viewports.entry(id).or_default().minimized = Some(false);
        if lock_on_minimise {
            until(&mut window, "Locked");
        } else {
            window.run_steps(60);
            assert!(window.query_by_label("Locked").is_none());
        }
    }
}

#[test]
fn a_passphrase_is_set_changed_and_removed_in_settings() {
    let (folder, data) = folder(None);
    let mut window = window(folder.path(), DESKTOP);
    settings(&mut window);
    click(&mut window, "Set a passphrase");
    write(&mut window, "New passphrase", "one");
    write(&mut window, "The same again", "two");
    click(&mut window, "Encrypt the journal");
    until(&mut window, "The two new passphrases differ: nothing was changed.");
    write(&mut window, "New passphrase", "one");
    write(&mut window, "The same again", "one");
    click(&mut window, "Encrypt the journal");
    until(&mut window, "Change the passphrase");
    window.run_steps(4);
    assert!(
        window.get_by_label("Change the passphrase").is_focused(),
        "the form is gone: the keyboard goes on from there"
    );
    click(&mut window, "Change the passphrase");
    write(&mut window, "Current passphrase", "no");
    write(&mut window, "New passphrase", "two");
    write(&mut window, "The same again", "two");
    click(&mut window, "Change it");
    until(&mut window, "Wrong passphrase");
    write(&mut window, "Current passphrase", "one");
    write(&mut window, "New passphrase", "two");
    write(&mut window, "The same again", "two");
    click(&mut window, "Change it");
    until(&mut window, "Done.");
    drop(window);
    assert_eq!(journal::read(&data, Some(&secret("one"))), Err(JournalError::WrongPassphrase));
    assert_eq!(journal::read(&data, Some(&secret("two"))).unwrap().entries.len(), 1);
    let mut window = crate::window::window(folder.path(), DESKTOP);
    unlock(&mut window, "two");
    until(&mut window, "Begin");
    window.get_by_label("Settings").click();
    until(&mut window, "Remove the passphrase");
    click(&mut window, "Remove the passphrase");
    // The keyboard stands in the field already, and Enter does it.
    window.event(Event::Text("two".into()));
    window.run_steps(2);
    press(&mut window, Key::Enter);
    until(&mut window, "Set a passphrase");
    drop(window);
    assert_eq!(journal::read(&data, None).unwrap().entries.len(), 1);
}

/// That a refusal stands between the last field of the form and what was pressed, within the window, and that the
/// keyboard is back in the first field.
fn stands_by_its_fields(window: &Harness<'_, App>, why: &str, [first, last]: [&str; 2], pressed: &str) {
    let said = window.get_by_label_contains(why).rect();
    let (last, pressed) =
        (window.get_by_role_and_label(Role::PasswordInput, last).rect(), window.get_by_label(pressed).rect());
    assert!(last.bottom() <= said.top() && said.bottom() <= pressed.top(), "{why}: {last:?}, {said:?}, {pressed:?}");
    assert!(said.top() >= 0.0 && said.bottom() <= DESKTOP.y, "{why}: {said:?} is out of sight");
    assert!(window.get_by_role_and_label(Role::PasswordInput, first).is_focused(), "{why}: where the keyboard is");
}

#[test]
fn why_a_passphrase_is_refused_stands_by_its_fields_and_the_keyboard_goes_back_to_them() {
    let (folder, _) = folder(None);
    let mut window = window(folder.path(), DESKTOP);
    settings(&mut window);
    click(&mut window, "Set a passphrase");
    write(&mut window, "New passphrase", "one");
    write(&mut window, "The same again", "two");
    press(&mut window, Key::Enter);
    until(&mut window, "The two new passphrases differ");
    let fields = ["New passphrase", "The same again"];
    window.run_steps(4);
    stands_by_its_fields(&window, "The two new passphrases differ", fields, "Encrypt the journal");
    press(&mut window, Key::Enter);
    until(&mut window, "nothing was given");
    window.run_steps(4);
    stands_by_its_fields(&window, "nothing was given", fields, "Encrypt the journal");
    write(&mut window, "New passphrase", "one");
    write(&mut window, "The same again", "one");
    press(&mut window, Key::Enter);
    until(&mut window, "Change the passphrase");
    click(&mut window, "Change the passphrase");
    write(&mut window, "Current passphrase", "no");
    write(&mut window, "New passphrase", "two");
    write(&mut window, "The same again", "two");
    press(&mut window, Key::Enter);
    until(&mut window, "Wrong passphrase");
    window.run_steps(4);
    stands_by_its_fields(&window, "Wrong passphrase", ["Current passphrase", "The same again"], "Change it");
}

#[test]
fn a_backup_is_restored_after_a_question() {
    let (folder, data) = folder(None);
    let mut journal = Journal::open_for_writing(&data, None).unwrap();
    journal.backup(Kind::BeforeImport).unwrap();
    journal.save(&entry(2)).unwrap();
    drop(journal);
    let mut window = window(folder.path(), DESKTOP);
    settings(&mut window);
    window.run_steps(60);
    let made = journal::backups(&data).unwrap().into_iter().find(|backup| backup.kind == Kind::BeforeImport).unwrap();
    let named = format!("Restore the backup of {}: {}", made.at.format("%-d %B %Y, %H:%M"), made.kind);
    click(&mut window, &named);
    until(&mut window, "What is there now is kept as a backup.");
    click(&mut window, "Restore it");
    until(&mut window, "Restored. What was there is kept as");
    drop(window);
    assert_eq!(journal::read(&data, None).unwrap().entries.len(), 1);
}

#[test]
fn everything_is_deleted_after_showing_what_goes() {
    let (folder, data) = folder(None);
    let mut window = window(folder.path(), DESKTOP);
    settings(&mut window);
    click(&mut window, "Delete everything …");
    until(&mut window, "This goes, and cannot be brought back: the journal");
    click(&mut window, "Keep everything");
    assert!(data.journal().exists());
    click(&mut window, "Delete everything …");
    until(&mut window, "Delete everything now");
    click(&mut window, "Delete everything now");
    until(&mut window, "Everything of Ebb's in its folder is deleted.");
    drop(window);
    assert!(!data.journal().exists() && !data.settings().exists() && !data.backups().exists());
}

#[test]
fn whoever_forgot_the_passphrase_reads_what_that_means_and_begins_anew() {
    let (folder, data) = folder(Some("tide"));
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "Forgotten?");
    click(&mut window, "Forgotten?");
    until(&mut window, "nobody can open the journal");
    click(&mut window, "Start anew …");
    until(&mut window, "Set the journal aside and begin an empty one");
    assert!(journal::needs_passphrase(&data), "one press sets nothing aside");
    click(&mut window, "Set the journal aside and begin an empty one");
    until(&mut window, "Today");
    drop(window);
    let kept = journal::backups(&data).unwrap();
    assert!(kept.iter().any(|backup| backup.kind == Kind::SetAside && backup.sealed), "{kept:?}");
    assert_eq!(journal::read(&data, None).unwrap().entries.len(), 0);
}

#[test]
fn what_is_typed_while_locked_begins_nothing() {
    let (folder, _) = folder(Some("tide"));
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "Locked");
    window.input_mut().events.push(Event::Text(" ".into()));
    press(&mut window, Key::Space);
    press(&mut window, Key::Escape);
    window.run_steps(30);
    assert!(window.query_by_label("Locked").is_some());
}

#[test]
fn a_journal_that_never_had_a_passphrase_is_brought_back_where_one_is_asked_for() {
    let (folder, data) = folder(None);
    let mut journal = journal::Journal::open_for_writing(&data, None).unwrap();
    let kept = journal.read().unwrap().entries.len();
    journal.backup(Kind::BeforeImport).unwrap();
    drop(journal);
    let mut bytes = std::fs::read(data.journal()).unwrap();
    // Noise, as an encrypted page is.
    let mut state = 1_u32;
    bytes[..4_096].fill_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    });
    std::fs::write(data.journal(), bytes).unwrap();
    let mut window = window(folder.path(), DESKTOP);
    until(&mut window, "Forgotten?");
    click(&mut window, "Forgotten?");
    until(&mut window, "The newest backup has no passphrase.");
    click(&mut window, "Put the backup in its place");
    until(&mut window, "Today");
    drop(window);
    assert_eq!(journal::read(&data, None).unwrap().entries.len(), kept);
}
