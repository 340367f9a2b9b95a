//! A journal that is taken away is waited for; none is begun in its place.

use super::*;

/// Saves the second entry, which is refused; why.
fn refusal(keeper: &Keeper) -> JournalError {
    let said = keeper.save(entry(2)).recv().unwrap().unwrap_err();
    let why = keeper.error().unwrap();
    assert_eq!((said, keeper.waiting()), (why.to_string(), vec![entry(2)]));
    why
}

#[test]
fn what_is_to_be_saved_waits_while_the_folder_or_the_journal_is_away() {
    for (what, moved) in [("folder", ""), ("journal", "journal.db")] {
        let place = Place::with(&[entry(1)]);
        let keeper = Keeper::open(&place.data, Wake::nobody());
        keeper.ready().unwrap();
        let (here, away) = (place.data.folder().join(moved), place.folder.path().join("away"));
        fs::rename(&here, &away).unwrap();
        let why = refusal(&keeper);
        assert!(matches!(why, JournalError::Gone { .. }), "{what}: {why}");
        assert!(!place.data.journal().exists() && !place.data.backups().exists(), "{what}: nothing is begun there");
        fs::rename(&away, &here).unwrap();
        keeper.save(entry(3)).recv().unwrap().unwrap();
        assert_eq!((place.ids(), keeper.error()), (ids_of_three(), None), "{what}");
    }
}

#[test]
fn another_journal_in_its_place_is_not_written() {
    let (place, other) = (Place::with(&[entry(1)]), Place::with(&[entry(9)]));
    let keeper = Keeper::open(&place.data, Wake::nobody());
    keeper.ready().unwrap();
    let away = place.folder.path().join("away");
    fs::rename(place.data.journal(), &away).unwrap();
    fs::copy(other.data.journal(), place.data.journal()).unwrap();
    let why = refusal(&keeper);
    assert!(matches!(why, JournalError::Replaced(_)), "{why}");
    assert!(place.bytes() == other.bytes());
    fs::rename(&away, place.data.journal()).unwrap();
    keeper.save(entry(3)).recv().unwrap().unwrap();
    assert_eq!(place.ids(), ids_of_three());
}

#[test]
fn one_with_a_passphrase_is_not_begun_anew_in_readable_form() {
    let place = Place::with(&[entry(1)]);
    let secret = passphrase("tide");
    let mut journal = Journal::open_for_writing(&place.data, None).unwrap();
    journal.reseal(None, Some(secret.clone())).unwrap();
    let away = place.folder.path().join("away");
    fs::rename(place.data.folder(), &away).unwrap();
    assert!(matches!(journal.save(&entry(2)), Err(JournalError::Gone { .. })));
    assert!(!place.data.folder().exists());
    fs::rename(&away, place.data.folder()).unwrap();
    journal.save(&entry(2)).unwrap();
    assert_eq!(read(&place.data, Some(&secret)).unwrap().entries.len(), 2);
}

/// A folder with a backup and without its journal.
fn with_backup_alone() -> (Place, String) {
    let place = Place::with(&[entry(1)]);
    let mut journal = Journal::open_for_writing(&place.data, None).unwrap();
    let name = journal.backup(Kind::BeforeImport).unwrap().unwrap();
    drop(journal);
    fs::remove_file(place.data.journal()).unwrap();
    (place, name)
}

#[test]
fn without_a_journal_its_newest_backup_is_named_to_readers_and_writers_and_brought_back() {
    let (place, name) = with_backup_alone();
    let why = read(&place.data, None).unwrap_err();
    assert_eq!(Journal::open_for_writing(&place.data, None).unwrap_err(), why);
    let path = place.data.journal().display().to_string();
    assert_eq!(
        why.to_string(),
        format!("{path} is gone. Bring it back, or put its newest backup in its place: `ebb backup restore {name}`")
    );
    let mut journal = Journal::take(&place.data).unwrap();
    assert!(journal.save(&entry(2)).is_err() && !place.data.journal().exists());
    assert_eq!(journal.restore(&name, None).unwrap().kept, None);
    journal.save(&entry(2)).unwrap();
    assert_eq!(place.ids().len(), 2);
}

#[test]
fn whoever_asks_for_it_begins_anew_without_the_journal_that_is_gone() {
    let (place, _) = with_backup_alone();
    let mut journal = Journal::take(&place.data).unwrap();
    assert_eq!(journal.start_anew().unwrap(), None);
    // It is there at once: who opens Ebb next is not asked again.
    assert_eq!(place.ids(), Vec::<String>::new());
    journal.save(&entry(2)).unwrap();
    assert_eq!(place.ids().len(), 1);
}
