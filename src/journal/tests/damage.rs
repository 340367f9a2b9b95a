//! A journal that cannot be read, or is none, is told as what it is and left as it is.

use super::*;

#[test]
fn a_journal_that_ends_early_is_reported_and_not_touched() {
    let whole = Place::with(&three()).bytes();
    for part in 0..100 {
        let len = whole.len() * part / 100;
        let why = Place::with_bytes(&whole[..len]).refused();
        assert!(matches!(why, JournalError::Damaged { .. }), "{len} bytes: {why}");
    }
    for len in [1, 15, 16, 17, 59, 60, 99, 100, 4_095, 4_096, whole.len() - 1] {
        let why = Place::with_bytes(&whole[..len]).refused();
        assert!(matches!(why, JournalError::Damaged { .. } | JournalError::Foreign(_)), "{len} bytes: {why}");
    }
}

#[test]
fn a_flipped_byte_at_the_beginning_is_reported_or_harmless() {
    let whole = Place::with(&three()).bytes();
    let mut reported = 0;
    for at in 0..100 {
        for flip in [0x01, 0x07, 0x80, 0xff] {
            let mut bytes = whole.clone();
            bytes[at] ^= flip;
            let place = Place::with_bytes(&bytes);
            if read(&place.data, None).is_ok() {
                assert_eq!(place.ids(), ids_of_three(), "byte {at}");
            } else if at == 63 && [0x01, 0x07].contains(&flip) {
                // It says that it is of an earlier version, which it is not: it cannot be brought up to date.
                assert_eq!(read(&place.data, None), Err(JournalError::Older));
                let why = Journal::open_for_writing(&place.data, None).unwrap_err();
                assert!(matches!(why, JournalError::Damaged { .. }), "{why}");
                reported += 1;
                // At most the number of the backup made before was written: with its own version it is whole.
                let database = rusqlite::Connection::open(place.data.journal()).unwrap();
                database.pragma_update(None, "user_version", schema::NEWEST).unwrap();
                assert_eq!(place.ids(), ids_of_three());
                continue;
            } else {
                place.refused();
                reported += 1;
            }
            assert!(place.bytes() == bytes, "byte {at} was written");
        }
    }
    // At least the 48 bytes that are the same in every journal of this schema, whichever way they are changed.
    assert!(reported >= 4 * 48, "{reported}");
}

#[test]
fn a_journal_that_is_damaged_somewhere_is_never_an_empty_one() {
    let whole = Place::with(&three()).bytes();
    for at in (100..whole.len()).step_by(97) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        let place = Place::with_bytes(&bytes);
        if let Ok(read) = read(&place.data, None) {
            assert_eq!(read.entries.len(), 3, "byte {at}");
            assert!(read.stored.is_some(), "byte {at}");
        }
        assert!(place.bytes() == bytes, "byte {at}");
    }
}

#[test]
fn a_newer_journal_is_refused_and_not_touched() {
    let place = Place::with(&three());
    rusqlite::Connection::open(place.data.journal()).unwrap().pragma_update(None, "user_version", 6).unwrap();
    assert_eq!(place.refused(), JournalError::Newer { found: 6, known: 5 });
    assert_eq!(place.refused().to_string(), "this journal needs a newer Ebb (schema 6; this one reads 5)");
}

#[test]
fn an_empty_file_is_no_empty_journal() {
    let place = Place::with_bytes(b"");
    let why = place.refused();
    assert!(why.to_string().ends_with(
        "journal.db is damaged (it is empty). It is left as it is: put a good copy in its place, or move it away to \
         begin a new journal"
    ));
}

#[test]
fn another_programs_file_is_told_as_such() {
    let text = b"what is this doing here?\n".repeat(300);
    assert!(matches!(Place::with_bytes(&text).refused(), JournalError::Foreign(_)));
    let place = Place::with_bytes(b"");
    let other = rusqlite::Connection::open(place.data.journal()).unwrap();
    other.execute_batch("CREATE TABLE entries (id TEXT); PRAGMA user_version = 1;").unwrap();
    drop(other);
    assert!(matches!(place.refused(), JournalError::Foreign(_)));
}

#[test]
fn a_journal_with_a_passphrase_is_told_as_such() {
    let place = Place::with_bytes(b"");
    let secret = rusqlite::Connection::open(place.data.journal()).unwrap();
    secret.pragma_update(None, "key", "tide").unwrap();
    secret.execute_batch("CREATE TABLE entries (id TEXT)").unwrap();
    drop(secret);
    let why = place.refused();
    assert_eq!(why, JournalError::Locked);
    assert!(needs_passphrase(&place.data));
    assert_eq!(read(&place.data, Some(&passphrase("tides"))), Err(JournalError::WrongPassphrase));
}

#[test]
fn a_folder_in_the_journals_place_is_told_and_stays() {
    let place = Place::new();
    fs::create_dir_all(place.data.journal().join("inside")).unwrap();
    assert!(matches!(read(&place.data, None).unwrap_err(), JournalError::Foreign(_)));
    assert!(matches!(Journal::open_for_writing(&place.data, None).unwrap_err(), JournalError::Foreign(_)));
    assert!(place.data.journal().join("inside").exists());
}
