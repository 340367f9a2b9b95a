//! Journals that earlier programs left, brought up to date.

use super::*;

/// A journal as the program of that schema left it: three entries, the first edited once, and a running session.
fn fixture(schema: u32) -> Place {
    let place = Place::new();
    place.data.create().unwrap();
    let made = format!("{}/tests/fixtures/journal-{schema}.db", env!("CARGO_MANIFEST_DIR"));
    fs::copy(made, place.data.journal()).unwrap();
    place
}

#[test]
fn every_schema_there_ever_was_is_brought_up_to_date_after_a_backup() {
    for schema in 1..=schema::NEWEST {
        let place = fixture(schema);
        let old = fs::read(place.data.journal()).unwrap();
        assert_eq!(place.read(None).is_err(), schema < schema::NEWEST);
        let mut journal = place.open(None);
        let update: &[Kind] = if schema < schema::NEWEST { &[Kind::BeforeUpdate] } else { &[] };
        assert_eq!(place.kinds(), update);
        let read = journal.read().unwrap();
        let notes: Vec<&str> = read.entries.iter().map(|entry| entry.note.as_str()).collect();
        assert_eq!(notes[..2], ["\"two\"\nlines, ünd more; NUL-free", "edited"], "schema {schema}");
        assert_eq!((notes[2], read.entries[1].rev), ("first schema", 2));
        journal.settle().unwrap();
        let left = journal.read().unwrap().entries;
        assert_eq!((left.len(), left[2].active_s, left[2].ended), (4, 61, plan::Ended::Interrupted));
        // The oldest backup is the old one, and can be had again.
        let oldest = place.backups().pop().unwrap();
        let backup = Connection::open(backup::path_of(&place.data, &oldest.name)).unwrap();
        assert_eq!(backup.pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0)), Ok(schema));
        assert_eq!(old.get(60..64), Some(&schema.to_be_bytes()[..]));
    }
}

/// Every column of every entry in a file, whatever its schema: the columns that were there first.
fn columns(file: &Path, wanted: &str) -> Vec<Vec<rusqlite::types::Value>> {
    let database = Connection::open(file).unwrap();
    let mut rows = database.prepare(&format!("SELECT {wanted} FROM entries ORDER BY id")).unwrap();
    let count = rows.column_count();
    let row = |row: &rusqlite::Row<'_>| (0..count).map(|column| row.get(column)).collect();
    rows.query_map([], row).unwrap().map(Result::unwrap).collect()
}

#[test]
fn an_older_journal_keeps_every_entry_to_the_letter_and_takes_what_it_could_not_say() {
    const OLD: &str = "id, practice, day, start, active_s, planned_s, ended, reason, credited, eased, clock_jump, before, \
                       after, note, title, hash, rev, device, deleted";
    for schema in 1..4 {
        let place = fixture(schema);
        let old = Connection::open(place.data.journal()).unwrap();
        // One of each end and reason that it knew, and a tombstone.
        let add = "INSERT INTO entries SELECT ?1, practice, day, start, active_s, planned_s, ?2, ?3, credited, eased, \
                   clock_jump, before, after, note, title, hash, rev, device, ?4 FROM entries LIMIT 1";
        let ends = ["finished", "stopped", "interrupted", "manual", "stopped", "stopped"];
        let reasons = [None, Some("pain"), Some("dizzy"), Some("distress"), Some("tired"), Some("other")];
        for (n, (ended, reason)) in (100..).zip(ends.into_iter().zip(reasons)) {
            old.execute(add, (format!("{n:032x}"), ended, reason, n == 105)).unwrap();
        }
        drop(old);
        let before = columns(&place.data.journal(), OLD);
        assert_eq!(before.len(), 9);
        let mut journal = place.open(None);
        let read = journal.read().unwrap();
        assert!(read.entries.iter().all(|entry| entry.during.is_empty()));
        assert_eq!(columns(&place.data.journal(), OLD), before, "schema {schema}");
        let pain = |read: &Snapshot| read.entries.iter().filter(|entry| entry.reason == Some(Reason::Pain)).count();
        assert_eq!(pain(&read), 1, "what was said then stands");
        let skipped = Entry { ended: plan::Ended::Skipped, reason: None, ..entry(200) };
        let during = "figure four, left".to_owned();
        let unsaid = Entry { ended: plan::Ended::Stopped, reason: Some(Reason::Unsaid), during, ..entry(201) };
        for new in [&skipped, &unsaid] {
            journal.save(new).unwrap();
            let kept = journal.read().unwrap().entries.into_iter().find(|kept| kept.id == new.id).unwrap();
            assert_eq!(Entry { device: new.device.clone(), ..kept }, *new);
        }
        // The backup made before is one that the older program reads.
        let oldest = place.backups().pop().unwrap();
        assert_eq!(columns(&backup::path_of(&place.data, &oldest.name), OLD), before);
    }
}

#[test]
fn an_older_encrypted_journal_is_brought_up_to_date_too() {
    let place = fixture(1);
    let old = file::open(&place.data.journal(), file::Access::Write, None).unwrap().unwrap();
    let made = place.folder.path().join("made.db");
    reseal::write(&old, &made, Some(&secret("tide"))).unwrap();
    drop(old);
    fs::rename(made, place.data.journal()).unwrap();
    assert_eq!(place.read(Some("tide")), Err(JournalError::Older));
    let mut journal = place.open(Some("tide"));
    journal.save(&entry(9)).unwrap();
    assert!(place.backups().iter().all(|backup| backup.sealed));
    assert_eq!(place.count(Some("tide")), 5);
}
