//! What crashes, damage and a refusing disk leave in the folder: nothing readable where there is a passphrase, and no good
//! backup lost.

use super::*;
use crate::inventory::{being_made, change_of};

/// What SQLite leaves of a change when the power goes before it is written: no beginning yet, then readable pages.
fn leave_a_change(path: &Path) {
    let mut bytes = vec![0; 512];
    bytes.extend(NOTE.repeat(200).into_bytes());
    fs::write(change_of(path), bytes).unwrap();
}

#[test]
fn what_a_crash_left_of_a_change_is_wiped_when_the_journal_is_opened() {
    for passphrase in [None, Some("tide")] {
        let place = if passphrase.is_some() { Place::sealed(2, "tide") } else { Place::with(2) };
        let left = change_of(&place.data.journal());
        leave_a_change(&place.data.journal());
        // Whoever has it open still sees its content.
        let mut held = fs::File::open(&left).unwrap();
        let mut journal = place.open(passphrase);
        assert!(!left.exists());
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut held, &mut bytes).unwrap();
        assert!(!bytes.is_empty() && bytes.iter().all(|byte| *byte == 0));
        journal.save(&entry(3)).unwrap();
        assert_eq!(place.count(passphrase), 3);
    }
}

#[test]
fn a_journal_with_a_passphrase_is_opened_without_a_write() {
    let place = Place::sealed(2, "tide");
    let before = place.files();
    // Whatever would write has to wait for this one.
    let other = file::open(&place.data.journal(), file::Access::Write, Some(&secret("tide"))).unwrap().unwrap();
    other.database.execute_batch("BEGIN IMMEDIATE").unwrap();
    drop(place.open(Some("tide")));
    assert!(place.files() == before);
}

#[test]
fn no_decrypted_copy_stays_of_a_backup_that_somebody_reads() {
    let place = Place::sealed(2, "tide");
    let mut journal = place.open(Some("tide"));
    let name = journal.backup(Kind::BeforeImport).unwrap().unwrap();
    let path = backup::path_of(&place.data, &name);
    let reader = file::open(&path, file::Access::Read, Some(&secret("tide"))).unwrap().unwrap();
    let mut rows = reader.database.prepare("SELECT id FROM entries").unwrap();
    let mut reading = rows.query([]).unwrap();
    assert!(reading.next().unwrap().is_some());
    let done = journal.reseal(Some(&secret("tide")), None).unwrap();
    assert_eq!(done.left, [name]);
    assert!(!being_made(&path).exists());
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
    let obstacle = being_made(&path);
    fs::create_dir(&obstacle).unwrap();
    let done = journal.reseal(None, Some(secret("tide"))).unwrap();
    assert_eq!((&done.removed, done.waiting.len()), (&vec![], 1));
    let told = done.unfinished().unwrap();
    assert!(told.starts_with("these backups do not have this passphrase yet") && told.contains(&name), "{told}");
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

/// What the journal keeps of the passphrase before.
fn former(place: &Place, passphrase: &str) -> Option<String> {
    let opened = file::open(&place.data.journal(), file::Access::Read, Some(&secret(passphrase))).unwrap().unwrap();
    schema::former_passphrase(&opened.database).unwrap()
}

fn opens(place: &Place, name: &str, passphrase: &str) -> bool {
    file::open(&backup::path_of(&place.data, name), file::Access::Read, Some(&secret(passphrase))).is_ok()
}

#[test]
fn backups_that_a_crash_left_under_the_former_passphrase_are_brought_along_at_the_next_opening() {
    let place = Place::sealed(2, "one");
    let name = place.open(Some("one")).backup(Kind::BeforeImport).unwrap().unwrap();
    let path = backup::path_of(&place.data, &name);
    let before = fs::read(&path).unwrap();
    place.open(Some("one")).reseal(Some(&secret("one")), Some(secret("two"))).unwrap();
    assert_eq!(former(&place, "two"), None, "all is done");
    // As if it had been killed before this backup's turn.
    fs::write(&path, before).unwrap();
    reseal::keep_former(&place.data.journal(), Some(&secret("two")), &secret("one")).unwrap();
    assert_eq!((opens(&place, &name, "one"), opens(&place, &name, "two")), (true, false));
    drop(place.open(Some("two")));
    assert_eq!((opens(&place, &name, "one"), opens(&place, &name, "two")), (false, true));
    assert_eq!(former(&place, "two"), None);
}

#[test]
fn a_backup_that_cannot_have_the_new_passphrase_now_has_it_later_and_no_readable_file_holds_the_former() {
    let first = "the first of all";
    let place = Place::sealed(2, first);
    let name = place.open(Some(first)).backup(Kind::BeforeImport).unwrap().unwrap();
    let obstacle = being_made(&backup::path_of(&place.data, &name));
    fs::create_dir(&obstacle).unwrap();
    let mut journal = place.open(Some(first));
    let done = journal.reseal(Some(&secret(first)), Some(secret("two"))).unwrap();
    assert_eq!((done.waiting.len(), done.left.len()), (1, 0));
    drop(journal);
    assert_eq!(former(&place, "two").as_deref(), Some(first));
    let mut journal = place.open(Some("two"));
    // Which has it, too.
    journal.backup(Kind::BeforeImport).unwrap();
    // Without a passphrase there is no place to keep one: the backup is left as it is, and told.
    let done = journal.reseal(Some(&secret("two")), None).unwrap();
    assert_eq!((done.waiting.len(), done.left), (0, vec![name.clone()]));
    drop(journal);
    let tells = |bytes: &[u8]| bytes.windows(first.len()).any(|window| window == first.as_bytes());
    assert!(!place.files().iter().any(|(_, bytes)| tells(bytes)));
    fs::remove_dir(&obstacle).unwrap();
    assert!(opens(&place, &name, first), "it is whole");
}

/// The backup that the journal's error names.
fn named(error: JournalError) -> Option<String> {
    match error {
        JournalError::Damaged { backup, .. } => backup,
        other => panic!("{other}"),
    }
}

#[test]
fn a_journal_without_a_passphrase_whose_first_page_is_zeros_is_damaged_and_names_its_backup() {
    for len in [4_096, usize::MAX] {
        let place = Place::with(2);
        let name = place.open(None).backup(Kind::BeforeImport).unwrap().unwrap();
        let mut bytes = fs::read(place.data.journal()).unwrap();
        let len = len.min(bytes.len());
        bytes[..len].fill(0);
        fs::write(place.data.journal(), bytes).unwrap();
        assert!(!needs_passphrase(&place.data));
        assert_eq!(named(place.read(None).unwrap_err()), Some(name.clone()));
        Journal::take(&place.data).unwrap().restore(&name, None).unwrap();
        assert_eq!(place.count(None), 2);
    }
}

#[test]
fn a_first_page_of_noise_where_no_backup_has_a_passphrase_is_brought_back_without_one() {
    let place = Place::with(2);
    let name = place.open(None).backup(Kind::BeforeImport).unwrap().unwrap();
    let mut bytes = fs::read(place.data.journal()).unwrap();
    getrandom::fill(&mut bytes[..4_096]).unwrap();
    fs::write(place.data.journal(), bytes).unwrap();
    // It may have one, put there from elsewhere: it is asked for.
    assert_eq!(place.read(None), Err(JournalError::Locked));
    assert_eq!(spare_backup(&place.data), Some(name.clone()));
    assert_eq!(named(place.read(Some("never set")).unwrap_err()), Some(name.clone()));
    Journal::take(&place.data).unwrap().restore(&name, None).unwrap();
    assert_eq!(place.count(None), 2);
}

#[test]
fn while_a_passphrase_is_set_a_readable_backup_says_nothing_of_the_journal() {
    let place = Place::with(2);
    let mut journal = place.open(None);
    let name = journal.backup(Kind::BeforePassphrase).unwrap().unwrap();
    assert_eq!((place.newest(), spare_backup(&place.data)), (name, None));
}

#[test]
fn an_encrypted_journal_that_is_cut_grown_or_emptied_names_its_backup_which_needs_no_passphrase_to_be_put_back() {
    for what in ["cut", "grown", "emptied"] {
        let place = Place::sealed(2, "tide");
        let name = place.open(Some("tide")).backup(Kind::BeforeImport).unwrap().unwrap();
        let mut bytes = fs::read(place.data.journal()).unwrap();
        match what {
            "cut" => bytes.truncate(bytes.len() - 100),
            "grown" => bytes.push(7),
            _ => bytes.clear(),
        }
        fs::write(place.data.journal(), bytes).unwrap();
        for passphrase in [None, Some("tide")] {
            assert_eq!(named(place.read(passphrase).unwrap_err()), Some(name.clone()), "{what}");
        }
        let mut journal = Journal::take(&place.data).unwrap();
        assert!(journal.restore(&name, None).unwrap().kept.is_some(), "{what}");
        journal.unlock(secret("tide")).unwrap();
        assert_eq!(journal.read().unwrap().entries.len(), 2, "{what}");
    }
}
