//! What crashes, damage and a refusing disk leave in the folder: nothing readable where there is a passphrase, and no good
//! backup lost.

use super::*;

/// What SQLite leaves of a change when the power goes before it is written: no beginning yet, then readable pages.
fn leave_a_change(path: &Path) {
    let mut bytes = vec![0; 512];
    bytes.extend(NOTE.repeat(200).into_bytes());
    fs::write(path.with_extension("db-journal"), bytes).unwrap();
}

#[test]
fn what_a_crash_left_of_a_change_goes_when_a_passphrase_is_set() {
    let place = Place::with(2);
    let mut journal = place.open(None);
    leave_a_change(&place.data.journal());
    journal.reseal(None, Some(secret("tide"))).unwrap();
    assert_eq!(place.telling(), Vec::<PathBuf>::new());
    assert_eq!(place.count(Some("tide")), 2);
}

#[test]
fn what_a_crash_left_of_a_change_goes_when_the_journal_is_opened() {
    for passphrase in [None, Some("tide")] {
        let place = if passphrase.is_some() { Place::sealed(2, "tide") } else { Place::with(2) };
        leave_a_change(&place.data.journal());
        let mut journal = place.open(passphrase);
        assert!(!place.data.journal().with_extension("db-journal").exists());
        journal.save(&entry(3)).unwrap();
        assert_eq!(place.count(passphrase), 3);
    }
}

#[test]
fn a_journal_set_aside_in_readable_form_goes_when_a_passphrase_is_set_with_what_lies_beside_it() {
    let place = Place::with(2);
    let name = place.open(None).backup(Kind::BeforeImport).unwrap().unwrap();
    let mut bytes = fs::read(place.data.journal()).unwrap();
    bytes[..16].fill(b'X');
    fs::write(place.data.journal(), bytes).unwrap();
    leave_a_change(&place.data.journal());
    let mut journal = Journal::take(&place.data).unwrap();
    let aside = journal.restore(&name, None).unwrap().kept.unwrap();
    let is_sealed = |name: &str| place.backups().into_iter().find(|backup| backup.name == name).unwrap().sealed;
    assert!(!is_sealed(&aside), "whoever reads the file reads the notes");
    assert_eq!(place.telling().len(), 4, "the journal, its backup, what was set aside, and what lay beside it");
    let done = journal.reseal(None, Some(secret("tide"))).unwrap();
    assert_eq!((done.removed, done.left), (vec![aside], vec![]));
    assert_eq!(place.telling(), Vec::<PathBuf>::new());
}

#[test]
fn a_damaged_journal_with_a_passphrase_that_was_set_aside_is_told_as_encrypted_and_stays() {
    for damage in [0, 0x5a] {
        let place = Place::sealed(2, "tide");
        let name = place.newest();
        let mut bytes = fs::read(place.data.journal()).unwrap();
        bytes[..16].fill(damage);
        fs::write(place.data.journal(), &bytes).unwrap();
        let mut journal = Journal::take(&place.data).unwrap();
        let kept = journal.restore(&name, Some(&secret("tide"))).unwrap().kept.unwrap();
        assert!(place.backups().iter().all(|backup| backup.sealed), "{damage}");
        journal.reseal(Some(&secret("tide")), Some(secret("ebb"))).unwrap();
        assert!(fs::read(backup::path_of(&place.data, &kept)).unwrap() == bytes, "{damage}");
    }
}

#[test]
fn a_good_backup_that_cannot_be_encrypted_now_stays_is_told_and_is_encrypted_later() {
    let place = Place::with(2);
    let mut journal = place.open(None);
    let name = journal.backup(Kind::BeforeImport).unwrap().unwrap();
    let path = backup::path_of(&place.data, &name);
    let before = fs::read(&path).unwrap();
    // The disk refuses: a folder stands where the new file is to be made.
    let obstacle = path.with_extension("db.new");
    fs::create_dir(&obstacle).unwrap();
    let done = journal.reseal(None, Some(secret("tide"))).unwrap();
    assert_eq!((&done.removed, done.waiting.len()), (&vec![], 1));
    let told = done.unfinished().unwrap();
    assert!(told.starts_with("these backups are not encrypted yet") && told.contains(&name), "{told}");
    assert!(fs::read(&path).unwrap() == before);
    drop(journal);
    // Told at every opening until it is done.
    let keeper = Keeper::open(&place.data, Wake::nobody());
    keeper.unlock(secret("tide")).recv().unwrap().unwrap();
    keeper.save(entry(3)).recv().unwrap().unwrap();
    assert_eq!(keeper.error_text(), Some(told));
    keeper.close();
    fs::remove_dir(&obstacle).unwrap();
    let keeper = Keeper::open(&place.data, Wake::nobody());
    keeper.unlock(secret("tide")).recv().unwrap().unwrap();
    keeper.close();
    assert_eq!((place.telling(), keeper.error_text()), (vec![], None));
    assert_eq!(place.open(Some("tide")).restore(&name, None).unwrap().kept.map(|_| ()), Some(()));
    assert_eq!(place.count(Some("tide")), 2);
}
