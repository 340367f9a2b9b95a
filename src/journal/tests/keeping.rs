//! What the keeper could not write waits, is tried again, and is not lost when it closes.

use super::*;

#[test]
fn an_entry_waits_while_there_is_no_folder_to_be_had() {
    let place = Place::new();
    fs::write(place.data.folder(), "a file in the folder's place").unwrap();
    let keeper = Keeper::open(&place.data, Wake::nobody());
    let why = keeper.ready().unwrap_err();
    assert!(matches!(why, JournalError::Machine(_)), "{why}");
    keeper.checkpoint(entry(1));
    assert_eq!(keeper.save(entry(1)).recv().unwrap(), Err(why.to_string()));
    assert_eq!(keeper.save(entry(2)).recv().unwrap(), Err(why.to_string()));
    let corrected = Entry { note: "again".into(), ..entry(1) };
    assert_eq!(keeper.save(corrected.clone()).recv().unwrap(), Err(why.to_string()));
    assert_eq!((keeper.waiting(), keeper.error_text()), (vec![corrected, entry(2)], Some(why.to_string())));
    fs::remove_file(place.data.folder()).unwrap();
    keeper.save(entry(3)).recv().unwrap().unwrap();
    assert_eq!((keeper.waiting(), keeper.error_text()), (vec![], None));
    let read = read(&place.data, None).unwrap().entries;
    assert_eq!(place.ids(), ids_of_three());
    assert_eq!((read[0].note.as_str(), read[0].rev), ("again", 1), "it was saved once, as it was last");
}

#[test]
fn a_write_that_fails_harms_nothing_and_is_made_up_for() {
    let place = Place::with(&[entry(1)]);
    let keeper = Keeper::open(&place.data, Wake::nobody());
    let before = keeper.ready().unwrap();
    // SQLite cannot make its rollback journal where a folder is: the disk refuses, as far as it can tell.
    let obstacle = place.data.folder().join("journal.db-journal");
    fs::create_dir(&obstacle).unwrap();
    let why = keeper.save(entry(2)).recv().unwrap().unwrap_err();
    assert_eq!((keeper.error_text(), keeper.waiting()), (Some(why), vec![entry(2)]));
    assert!(Arc::ptr_eq(&before, &keeper.snapshot().unwrap()), "what was read before is still shown");
    fs::remove_dir(&obstacle).unwrap();
    keeper.save(entry(3)).recv().unwrap().unwrap();
    assert_eq!((place.ids(), keeper.error_text()), (ids_of_three(), None));
}

#[test]
fn a_snapshot_stays_the_same_while_its_content_does() {
    let place = Place::with(&[entry(1)]);
    let keeper = Keeper::open(&place.data, Wake::nobody());
    let first = keeper.ready().unwrap();
    keeper.checkpoint(entry(2));
    keeper.save(entry(1)).recv().unwrap().unwrap();
    assert!(Arc::ptr_eq(&first, &keeper.snapshot().unwrap()));
    keeper.save(entry(2)).recv().unwrap().unwrap();
    assert_eq!(keeper.snapshot().unwrap().entries.len(), 2);
    assert_eq!(first.entries.len(), 1);
}

#[test]
fn closing_and_dropping_wait_for_what_is_to_be_written() {
    let place = Place::new();
    let keeper = Keeper::open(&place.data, Wake::nobody());
    let clone = keeper.clone();
    let answers: Vec<_> = three().into_iter().map(|entry| keeper.save(entry)).collect();
    keeper.close();
    assert_eq!(place.ids(), ids_of_three());
    assert!(answers.iter().all(|answer| answer.try_recv() == Ok(Ok(()))));
    clone.save(entry(4)).recv().expect_err("a closed keeper keeps nothing");
    drop((keeper, clone));
    let next = Keeper::open(&place.data, Wake::nobody());
    let answer = next.save(entry(4));
    drop(next);
    assert_eq!((place.ids().len(), answer.try_recv()), (4, Ok(Ok(()))));
}

#[test]
fn who_looks_is_woken_when_something_changed() {
    let place = Place::new();
    let (woken, wakes) = std::sync::mpsc::channel();
    let woken = std::sync::Mutex::new(woken);
    let wake = move || woken.lock().unwrap().send(()).unwrap();
    let keeper = Keeper::open(&place.data, Wake::new(wake));
    keeper.ready().unwrap();
    keeper.save(entry(1)).recv().unwrap().unwrap();
    keeper.save(entry(1)).recv().unwrap().unwrap();
    drop(keeper);
    assert_eq!(wakes.iter().count(), 2, "when it was open, and when there was an entry; not for the same again");
}

#[test]
fn readers_see_what_a_killed_program_left_running_and_not_what_is_playing() {
    for (practised, seen) in [(9, vec![]), (45, vec![(45, Ended::Interrupted)])] {
        let place = Place::new();
        let mut journal = Journal::open_for_writing(&place.data, None).unwrap();
        journal.checkpoint(&Entry { active_s: practised, ..entry(1) }).unwrap();
        let ended = |entries: &[Entry]| entries.iter().map(|entry| (entry.active_s, entry.ended)).collect::<Vec<_>>();
        assert_eq!(ended(&read(&place.data, None).unwrap().entries), [], "it plays");
        drop(journal);
        let entries = read(&place.data, None).unwrap().entries;
        assert_eq!(ended(&entries), seen);
        let exported = book(&place.data, None).unwrap();
        assert_eq!(exported.entries().cloned().collect::<Vec<_>>(), entries);
        let mut journal = Journal::open_for_writing(&place.data, None).unwrap();
        journal.settle().unwrap();
        assert_eq!(journal.read().unwrap().entries, entries, "it is written as it was read");
    }
}
