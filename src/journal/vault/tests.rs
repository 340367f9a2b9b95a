//! What holds for a journal with a passphrase.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use rusqlite::Connection;

use super::*;
use crate::plan::Reason;
use crate::wake::Wake;

#[path = "tests/backups.rs"]
mod backups;
#[path = "tests/erasing.rs"]
mod erasing;
#[path = "tests/left.rs"]
mod left;
#[path = "tests/older.rs"]
mod older;

/// What nobody is to find in the folder.
const NOTE: &str = "the planted note, ünheard";

/// A data folder that goes with the test.
struct Place {
    folder: tempfile::TempDir,
    data: DataDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::at(folder.path().join("ebb"));
        Self { folder, data }
    }

    /// With so many entries, each with the note.
    fn with(entries: u32) -> Self {
        let place = Self::new();
        let mut journal = place.open(None);
        // Long ago, so that each test has its first write of the day before it.
        journal.clock = || morning() - chrono::Duration::days(9);
        for n in 1..=entries {
            journal.save(&entry(n)).unwrap();
        }
        place
    }

    /// With a passphrase.
    fn sealed(entries: u32, with: &str) -> Self {
        let place = Self::with(entries);
        place.open(None).reseal(None, Some(secret(with))).unwrap();
        place
    }

    fn open(&self, passphrase: Option<&str>) -> Journal {
        Journal::open_for_writing(&self.data, passphrase.map(secret).as_ref()).unwrap()
    }

    fn read(&self, passphrase: Option<&str>) -> Result<Snapshot, JournalError> {
        read(&self.data, passphrase.map(secret).as_ref())
    }

    fn count(&self, passphrase: Option<&str>) -> usize {
        self.read(passphrase).unwrap().entries.len()
    }

    /// Every file in the folder, with its bytes.
    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let (mut files, mut folders) = (Vec::new(), vec![self.data.folder().to_owned()]);
        while let Some(folder) = folders.pop() {
            for file in fs::read_dir(folder).unwrap() {
                let path = file.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push((path.clone(), fs::read(path).unwrap()));
                }
            }
        }
        files.sort();
        files
    }

    /// The files that hold any of the note.
    fn telling(&self) -> Vec<PathBuf> {
        let holds = |bytes: &[u8]| bytes.windows(12).any(|window| NOTE.as_bytes().starts_with(window));
        self.files().into_iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path).collect()
    }

    fn backups(&self) -> Vec<Backup> {
        backups(&self.data).unwrap()
    }

    fn kinds(&self) -> Vec<Kind> {
        self.backups().into_iter().map(|backup| backup.kind).collect()
    }

    fn newest(&self) -> String {
        self.backups()[0].name.clone()
    }
}

fn secret(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned()).unwrap()
}

fn entry(n: u32) -> Entry {
    Entry {
        note: NOTE.into(),
        reason: Some(Reason::Tired),
        ..Entry::by_hand(format!("{n:032x}"), "breathing", "2026-11-22".parse().unwrap(), 290 + n)
    }
}

/// Eight in the morning of the 10th of November and later.
fn morning() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-10T08:00:00+01:00").unwrap()
}

#[test]
fn the_planted_note_can_be_found_where_nothing_hides_it() {
    let place = Place::with(3);
    assert_eq!(place.telling(), [place.data.journal()]);
}

#[test]
fn a_passphrase_set_is_needed_from_then_on_and_nothing_is_lost() {
    let place = Place::with(3);
    let before = place.read(None).unwrap();
    place.open(None).reseal(None, Some(secret("it's \"ünd\" 文"))).unwrap();
    assert_eq!(place.read(None), Err(JournalError::Locked));
    assert_eq!(place.read(Some("it's")), Err(JournalError::WrongPassphrase));
    assert_eq!(place.read(Some("it's \"ünd\" 文")), Ok(before));
    assert_eq!(Journal::open_for_writing(&place.data, None).unwrap_err(), JournalError::Locked);
    assert_eq!(place.telling(), Vec::<PathBuf>::new());
}

#[test]
fn a_passphrase_opens_however_its_letters_are_typed() {
    let (composed, decomposed) = ("caf\u{e9} au lait", "cafe\u{301} au lait");
    for (set, typed) in [(composed, decomposed), (decomposed, composed)] {
        let place = Place::sealed(2, set);
        assert_eq!((place.count(Some(set)), place.count(Some(typed))), (2, 2));
        assert_eq!(place.read(Some("cafe au lait")), Err(JournalError::WrongPassphrase));
        let mut journal = place.open(Some(typed));
        journal.reseal(Some(&secret(set)), Some(secret("tide"))).unwrap();
        assert!(place.backups().iter().all(|backup| backup.sealed));
        assert_eq!(place.count(Some("tide")), 2);
    }
}

#[test]
fn a_journal_sealed_with_the_bytes_as_they_were_typed_opens_with_them_and_is_composed_by_a_change() {
    let (composed, decomposed) = ("caf\u{e9}", "cafe\u{301}");
    let place = Place::with(2);
    let mut journal = place.open(None);
    journal.reseal(None, Some(Passphrase::as_typed(decomposed))).unwrap();
    drop(journal);
    assert_eq!(place.read(Some(composed)), Err(JournalError::WrongPassphrase));
    assert_eq!(place.count(Some(decomposed)), 2);
    let mut journal = place.open(Some(decomposed));
    let kept = journal.backup(Kind::BeforeImport).unwrap().unwrap();
    let done = journal.reseal(Some(&secret(decomposed)), Some(secret(decomposed))).unwrap();
    assert_eq!(done.left, Vec::<String>::new());
    // Other programs need no more than the composed letters.
    for path in [place.data.journal(), backup::path_of(&place.data, &kept)] {
        let database = Connection::open(path).unwrap();
        database.pragma_update(None, "key", composed).unwrap();
        assert_eq!(database.query_row("SELECT count(*) FROM entries", [], |row| row.get(0)), Ok(2));
    }
    assert_eq!(place.count(Some(composed)), 2);
}

#[test]
fn what_is_open_stays_open_when_the_passphrase_is_set_and_changed_and_removed() {
    let place = Place::with(1);
    let mut journal = place.open(None);
    let (one, two) = (secret("one"), secret("two"));
    journal.reseal(None, Some(one.clone())).unwrap();
    journal.save(&entry(2)).unwrap();
    journal.reseal(Some(&one), Some(two.clone())).unwrap();
    journal.save(&entry(3)).unwrap();
    assert!(journal.is_sealed());
    assert_eq!(place.read(Some("one")), Err(JournalError::WrongPassphrase));
    assert_eq!(place.count(Some("two")), 3);
    journal.reseal(Some(&two), None).unwrap();
    journal.save(&entry(4)).unwrap();
    assert!(!journal.is_sealed());
    assert_eq!((place.count(None), place.count(Some("of no use"))), (4, 4));
}

#[test]
fn only_who_knows_the_passphrase_changes_it() {
    let place = Place::sealed(1, "tide");
    let files = place.files();
    let mut journal = place.open(Some("tide"));
    assert_eq!(journal.reseal(Some(&secret("ebb")), None), Err(JournalError::WrongPassphrase));
    assert_eq!(journal.reseal(None, Some(secret("ebb"))), Err(JournalError::Sealed));
    drop(journal);
    assert!(place.files() == files, "nothing changes");
    let plain = Place::with(1);
    assert_eq!(plain.open(None).reseal(Some(&secret("ebb")), None), Err(JournalError::NotSealed));
    assert_eq!(plain.kinds(), []);
}

#[test]
fn a_passphrase_can_be_set_before_anything_is_logged() {
    let place = Place::new();
    place.open(None).reseal(None, Some(secret("tide"))).unwrap();
    assert_eq!(place.read(None), Err(JournalError::Locked));
    place.open(Some("tide")).save(&entry(1)).unwrap();
    assert_eq!((place.count(Some("tide")), place.telling().len()), (1, 0));
}

#[test]
fn no_file_tells_what_a_passphrase_hides_whatever_backups_there_were() {
    let place = Place::with(3);
    let mut journal = place.open(None);
    journal.backup(Kind::BeforeImport).unwrap();
    let damaged = journal.backup(Kind::BeforeImport).unwrap().unwrap();
    let path = backup::path_of(&place.data, &damaged);
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() - 2_000]).unwrap();
    assert_eq!(place.telling().len(), 3);
    let done = journal.reseal(None, Some(secret("tide"))).unwrap();
    assert_eq!(done, Resealed { rewritten: 2, removed: vec![damaged], ..Resealed::default() });
    assert_eq!(place.telling(), Vec::<PathBuf>::new());
    assert!(place.backups().iter().all(|backup| backup.sealed));
    drop(journal);
    for backup in place.backups() {
        let mut journal = place.open(Some("tide"));
        journal.restore(&backup.name, None).unwrap();
        assert_eq!(journal.read().unwrap().entries.len(), 3);
    }
    assert_eq!(place.telling(), Vec::<PathBuf>::new());
}

#[test]
fn backups_follow_the_passphrase_and_are_readable_again_without_one() {
    let place = Place::sealed(2, "one");
    let mut journal = place.open(Some("one"));
    journal.reseal(Some(&secret("one")), Some(secret("two"))).unwrap();
    for backup in place.backups() {
        let path = backup::path_of(&place.data, &backup.name);
        assert!(file::open(&path, file::Access::Read, Some(&secret("two"))).unwrap().is_some());
    }
    journal.reseal(Some(&secret("two")), None).unwrap();
    assert_eq!(place.backups().len(), 3);
    assert!(place.backups().iter().all(|backup| !backup.sealed));
}

#[test]
fn a_crash_after_the_journal_was_encrypted_leaves_no_readable_backup_behind_for_long() {
    let place = Place::with(2);
    let mut journal = place.open(None);
    journal.backup(Kind::BeforeImport).unwrap();
    let name = place.newest();
    let readable = fs::read(backup::path_of(&place.data, &name)).unwrap();
    journal.reseal(None, Some(secret("tide"))).unwrap();
    drop(journal);
    fs::write(backup::path_of(&place.data, &name), readable).unwrap();
    fs::write(place.data.journal().with_extension("db.new"), NOTE).unwrap();
    assert_eq!(place.telling().len(), 2);
    place.open(Some("tide"));
    assert_eq!(place.telling(), Vec::<PathBuf>::new());
}

#[test]
fn every_byte_of_an_encrypted_journal_counts() {
    // With the key itself nothing has to be derived, which is what takes long.
    let key = format!("x'{}'", "5a".repeat(32));
    let whole = Place::sealed(1, &key);
    let bytes = fs::read(whole.data.journal()).unwrap();
    let place = Place::new();
    place.data.create().unwrap();
    let page = file::PAGE as usize;
    let pages = bytes.len() / page;
    assert!(pages > 2 && bytes.len().is_multiple_of(page));
    for at in 0..page {
        // On the first page one is enough to make all of it unreadable.
        let mut flipped = bytes.clone();
        flipped[at] ^= 0x10;
        fs::write(place.data.journal(), &flipped).unwrap();
        let why = place.read(Some(&key)).unwrap_err();
        assert!(matches!(why, JournalError::WrongPassphrase | JournalError::Foreign(_)), "byte {at}: {why}");
        // On each of the others one and the same byte: every page is checked, and reported, by itself.
        flipped[at] ^= 0x10;
        (1..pages).for_each(|page_of| flipped[page_of * page + at] ^= 0x10);
        fs::write(place.data.journal(), &flipped).unwrap();
        let database = Connection::open(place.data.journal()).unwrap();
        file::ignoring_rows(&database, "PRAGMA cipher_log_level = NONE").unwrap();
        secret(&key).keys().next().unwrap().unlock(&database).unwrap();
        let mut check = database.prepare("PRAGMA cipher_integrity_check").unwrap();
        assert_eq!(check.query_map([], |_| Ok(())).unwrap().count(), pages - 1, "byte {at}");
        if at % 512 == 0 {
            let why = place.read(Some(&key)).unwrap_err();
            assert!(matches!(why, JournalError::Damaged { .. }), "byte {at}: {why}");
        }
    }
}

#[test]
fn a_journal_under_a_passphrase_reports_flipped_bytes() {
    let whole = Place::sealed(3, "tide");
    let bytes = fs::read(whole.data.journal()).unwrap();
    let mut seed = 7_u64;
    // A sample: each derives the key, which takes a quarter of a second. With the key itself every byte is tried.
    let mut places: Vec<usize> = (bytes.len() - 8..bytes.len()).collect();
    places.extend((0..24).map(|_| {
        // Knuth's numbers: any will do.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % bytes.len()
    }));
    let report = |at: usize| {
        let place = Place::new();
        place.data.create().unwrap();
        let mut flipped = bytes.clone();
        flipped[at] ^= 0x01;
        fs::write(place.data.journal(), &flipped).unwrap();
        let why = place.read(Some("tide")).unwrap_err();
        assert!(matches!(why, JournalError::WrongPassphrase | JournalError::Damaged { .. }), "byte {at}: {why}");
        assert!(fs::read(place.data.journal()).unwrap() == flipped, "byte {at} was written");
    };
    std::thread::scope(|scope| {
        for part in places.chunks(places.len().div_ceil(4)) {
            scope.spawn(|| part.iter().copied().for_each(report));
        }
    });
}

#[test]
fn an_encrypted_journal_that_ends_early_is_reported() {
    let whole = Place::sealed(3, "tide");
    let bytes = fs::read(whole.data.journal()).unwrap();
    let place = Place::new();
    place.data.create().unwrap();
    for part in 0..100 {
        let len = bytes.len() * part / 100;
        fs::write(place.data.journal(), &bytes[..len]).unwrap();
        place.read(Some("tide")).unwrap_err();
        Journal::open_for_writing(&place.data, Some(&secret("tide"))).unwrap_err();
        assert_eq!(fs::read(place.data.journal()).unwrap().len(), len);
    }
}

#[test]
fn a_newer_encrypted_journal_is_refused_and_not_touched() {
    let place = Place::sealed(1, "tide");
    let newer = file::open(&place.data.journal(), file::Access::Write, Some(&secret("tide"))).unwrap().unwrap();
    newer.database.pragma_update(None, "user_version", 900).unwrap();
    drop(newer);
    let files = place.files();
    let known = schema::NEWEST;
    assert_eq!(place.read(Some("tide")), Err(JournalError::Newer { found: 900, known }));
    assert_eq!(
        Journal::open_for_writing(&place.data, Some(&secret("tide"))).unwrap_err(),
        JournalError::Newer { found: 900, known }
    );
    assert!(place.files() == files);
}

#[test]
fn a_keeper_is_locked_until_it_has_the_passphrase_and_after_locking() {
    let place = Place::sealed(2, "tide");
    let keeper = Keeper::open(&place.data, Wake::nobody());
    assert_eq!(keeper.ready().unwrap_err(), JournalError::Locked);
    assert!(is_in_use(&place.data), "no other writes meanwhile");
    assert_eq!(keeper.unlock(secret("ebb")).recv().unwrap(), Err(JournalError::WrongPassphrase));
    assert_eq!((keeper.error(), keeper.snapshot()), (Some(JournalError::Locked), None));
    keeper.unlock(secret("tide")).recv().unwrap().unwrap();
    assert_eq!((keeper.error(), keeper.snapshot().unwrap().entries.len()), (None, 2));
    assert!(keeper.is_sealed());
    keeper.lock();
    // Asked after it, answered after it.
    keeper.ask(|_| Ok(())).recv().unwrap().unwrap();
    assert_eq!((keeper.error(), keeper.snapshot(), keeper.is_sealed()), (Some(JournalError::Locked), None, false));
    keeper.unlock(secret("tide")).recv().unwrap().unwrap();
    keeper.save(entry(3)).recv().unwrap().unwrap();
    assert_eq!(place.count(Some("tide")), 3);
}

#[test]
fn a_keeper_without_a_passphrase_cannot_be_locked() {
    let place = Place::with(1);
    let keeper = Keeper::open(&place.data, Wake::nobody());
    keeper.lock();
    keeper.ask(|_| Ok(())).recv().unwrap().unwrap();
    assert_eq!((keeper.error(), keeper.snapshot().unwrap().entries.len()), (None, 1));
}

#[test]
fn what_waits_to_be_saved_keeps_a_journal_from_being_locked() {
    let place = Place::sealed(1, "tide");
    let keeper = Keeper::open_with(&place.data, Some(secret("tide")), Wake::nobody());
    keeper.ready().unwrap();
    let obstacle = place.data.folder().join("journal.db-journal");
    fs::create_dir(&obstacle).unwrap();
    keeper.save(entry(2)).recv().unwrap().unwrap_err();
    keeper.lock();
    fs::remove_dir(&obstacle).unwrap();
    keeper.save(entry(3)).recv().unwrap().unwrap();
    assert_eq!((keeper.waiting(), keeper.error()), (vec![], None));
    assert_eq!(place.count(Some("tide")), 3);
}
