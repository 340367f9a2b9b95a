//! What holds for a journal with a passphrase, for its backups, and for deleting all of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use rusqlite::Connection;

use super::*;
use crate::plan::Reason;

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

fn nobody() -> Arc<dyn Fn() + Send + Sync> {
    Arc::new(|| {})
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
    let keeper = Keeper::open(&place.data, nobody());
    assert_eq!(keeper.ready().unwrap_err(), JournalError::Locked);
    assert!(is_in_use(&place.data), "no other writes meanwhile");
    assert_eq!(keeper.unlock(secret("ebb")).recv().unwrap(), Err(JournalError::WrongPassphrase));
    assert_eq!((keeper.kind(), keeper.snapshot()), (Some(JournalError::Locked), None));
    keeper.unlock(secret("tide")).recv().unwrap().unwrap();
    assert_eq!((keeper.kind(), keeper.snapshot().unwrap().entries.len()), (None, 2));
    assert!(keeper.is_sealed());
    keeper.lock();
    // Asked after it, answered after it.
    keeper.ask(|_| Ok(())).recv().unwrap().unwrap();
    assert_eq!((keeper.kind(), keeper.snapshot(), keeper.is_sealed()), (Some(JournalError::Locked), None, false));
    keeper.unlock(secret("tide")).recv().unwrap().unwrap();
    keeper.save(entry(3)).recv().unwrap().unwrap();
    assert_eq!(place.count(Some("tide")), 3);
}

#[test]
fn a_keeper_without_a_passphrase_cannot_be_locked() {
    let place = Place::with(1);
    let keeper = Keeper::open(&place.data, nobody());
    keeper.lock();
    keeper.ask(|_| Ok(())).recv().unwrap().unwrap();
    assert_eq!((keeper.kind(), keeper.snapshot().unwrap().entries.len()), (None, 1));
}

#[test]
fn what_waits_to_be_saved_keeps_a_journal_from_being_locked() {
    let place = Place::sealed(1, "tide");
    let keeper = Keeper::open_with(&place.data, Some(secret("tide")), nobody());
    keeper.ready().unwrap();
    let obstacle = place.data.folder().join("journal.db-journal");
    fs::create_dir(&obstacle).unwrap();
    keeper.save(entry(2)).recv().unwrap().unwrap_err();
    keeper.lock();
    fs::remove_dir(&obstacle).unwrap();
    keeper.save(entry(3)).recv().unwrap().unwrap();
    assert_eq!((keeper.waiting(), keeper.kind()), (vec![], None));
    assert_eq!(place.count(Some("tide")), 3);
}

#[test]
fn the_first_write_of_a_practice_day_makes_its_backup_and_five_are_kept() {
    let place = Place::new();
    let mut journal = place.open(None);
    let days: [fn() -> DateTime<FixedOffset>; 8] = [
        morning,
        // After midnight it is the same practice day.
        || morning() + chrono::Duration::hours(17),
        || morning() + chrono::Duration::days(1),
        || morning() + chrono::Duration::days(2),
        || morning() + chrono::Duration::days(3),
        || morning() + chrono::Duration::days(4),
        || morning() + chrono::Duration::days(5),
        || morning() + chrono::Duration::days(6),
    ];
    for (n, clock) in (1..).zip(days) {
        journal.clock = clock;
        for part in 0..3 {
            journal.save(&entry(10 * n + part)).unwrap();
        }
    }
    let names: Vec<String> = place.backups().into_iter().map(|backup| backup.name).collect();
    // The first write of all had nothing to lose, so the sixth backup is of the seventh day.
    let expected =
        [(6, 16), (5, 15), (4, 14), (3, 13), (2, 12)].map(|(n, day)| format!("000{n}-2026-11-{day}-080000-daily"));
    assert_eq!(names, expected);
    // Of the morning, before that day's three.
    journal.restore(&names[0], None).unwrap();
    assert_eq!(journal.read().unwrap().entries.len(), 7 * 3);
}

#[test]
fn who_opens_the_journal_again_on_the_same_day_makes_no_second_backup() {
    let place = Place::with(1);
    for n in 2..5 {
        let mut journal = place.open(None);
        journal.clock = morning;
        journal.save(&entry(n)).unwrap();
    }
    assert_eq!(place.kinds(), [Kind::Daily]);
}

#[test]
fn a_backup_that_cannot_be_made_is_told_and_keeps_nothing_from_being_saved() {
    let place = Place::with(1);
    fs::write(place.data.backups(), "a file in the folder's place").unwrap();
    let keeper = Keeper::open(&place.data, nobody());
    keeper.ready().unwrap();
    keeper.save(entry(2)).recv().unwrap().unwrap();
    assert_eq!(keeper.waiting(), []);
    assert!(keeper.trouble().unwrap().contains("backups"), "{:?}", keeper.trouble());
    assert_eq!(place.count(None), 2);
    fs::remove_file(place.data.backups()).unwrap();
    keeper.save(entry(3)).recv().unwrap().unwrap();
    assert_eq!((keeper.trouble(), place.kinds()), (None, vec![Kind::Daily]));
}

#[test]
fn an_entry_that_finds_no_room_is_refused_in_words_and_the_others_stay() {
    let place = Place::with(2);
    let mut journal = place.open(None);
    let full = "PRAGMA max_page_count = 1";
    file::ignoring_rows(journal.database.as_ref().unwrap(), full).unwrap();
    let large = Entry { note: "n".repeat(90_000), ..entry(3) };
    let why = journal.save(&large).unwrap_err();
    assert!(why.to_string().ends_with("the disk is full. Make room on it"), "{why}");
    assert_eq!(place.count(None), 2);
    // Opened anew it has no such limit: there is room again.
    journal.save(&large).unwrap();
    assert_eq!(place.count(None), 3);
}

#[test]
fn what_a_crash_leaves_of_a_backup_is_gone_with_the_next_start() {
    let place = Place::with(1);
    place.open(None).backup(Kind::Daily).unwrap();
    for half in ["2026-11-10-080000-daily.db.new", "2026-11-10-080000-daily.db.new-journal"] {
        fs::write(place.data.backups().join(half), NOTE).unwrap();
    }
    assert_eq!(place.telling().len(), 4);
    drop(place.open(None));
    assert_eq!(place.telling().len(), 2);
}

#[test]
fn backups_of_one_instant_stand_in_the_order_in_which_they_were_made() {
    let place = Place::with(1);
    let mut journal = place.open(None);
    journal.clock = morning;
    let kinds = [Kind::BeforePassphrase, Kind::BeforeImport, Kind::Daily, Kind::BeforeUpdate, Kind::BeforeRestore];
    let made: Vec<String> =
        kinds.into_iter().cycle().take(15).map(|kind| journal.backup(kind).unwrap().unwrap()).collect();
    assert_eq!(made[..2], ["0001-2026-11-10-080000-before-passphrase", "0002-2026-11-10-080000-before-import"]);
    let names: Vec<String> = place.backups().into_iter().rev().map(|backup| backup.name).collect();
    assert_eq!(names, made);
}

#[test]
fn the_backup_just_made_is_the_newest_and_stays_whatever_the_clock_says() {
    let place = Place::with(1);
    let mut journal = place.open(None);
    let hours: [fn() -> DateTime<FixedOffset>; 8] = [
        morning,
        // The clock of another place, one that was ahead once, and a flat battery.
        || morning().with_timezone(&FixedOffset::east_opt(14 * 3_600).unwrap()),
        || morning().with_timezone(&FixedOffset::west_opt(10 * 3_600).unwrap()),
        || morning() + chrono::Duration::days(1_800),
        || morning() - chrono::Duration::seconds(1),
        || DateTime::parse_from_rfc3339("2000-01-01T00:00:00+00:00").unwrap(),
        || DateTime::parse_from_rfc3339("2000-01-01T00:00:00+00:00").unwrap(),
        || DateTime::parse_from_rfc3339("1970-01-01T00:00:00+00:00").unwrap(),
    ];
    let mut made = Vec::new();
    for clock in hours {
        journal.clock = clock;
        made.push(journal.backup(Kind::BeforeImport).unwrap().unwrap());
        assert_eq!(place.newest(), *made.last().unwrap());
        assert_eq!(backup::newest_good(&place.data, None).as_ref(), made.last());
    }
    let left: Vec<String> = place.backups().into_iter().rev().map(|backup| backup.name).collect();
    assert_eq!(left, made[3..]);
}

#[test]
fn a_clock_set_back_keeps_no_daily_backup_from_being_made() {
    let place = Place::with(1);
    let mut journal = place.open(None);
    let days: [fn() -> DateTime<FixedOffset>; 6] = [
        morning,
        || morning() + chrono::Duration::days(1),
        || morning() + chrono::Duration::days(2),
        || morning() + chrono::Duration::days(3),
        || morning() + chrono::Duration::days(4),
        || morning() + chrono::Duration::days(5),
    ];
    for (n, clock) in (10..).zip(days) {
        journal.clock = clock;
        journal.save(&entry(n)).unwrap();
    }
    journal.clock = || DateTime::parse_from_rfc3339("2000-01-01T00:00:00+00:00").unwrap();
    journal.save(&entry(50)).unwrap();
    assert_eq!(place.newest(), "0007-2000-01-01-000000-daily");
    assert_eq!(place.backups().len(), 5);
}

#[test]
fn backups_without_a_number_come_before_those_with_one_and_go_first() {
    let place = Place::with(1);
    let mut journal = place.open(None);
    journal.clock = morning;
    let first = journal.backup(Kind::BeforeImport).unwrap().unwrap();
    let old = [
        "2031-05-05-080000-before-import",
        "2026-11-09-080000-before-import-2",
        "2026-11-09-080000-before-import",
        "2026-11-08-080000-before-import",
    ];
    for name in old {
        fs::copy(backup::path_of(&place.data, &first), backup::path_of(&place.data, name)).unwrap();
    }
    let names = || place.backups().into_iter().map(|backup| backup.name).collect::<Vec<_>>();
    assert_eq!(names(), [&[first.as_str()][..], &old].concat());
    let made: Vec<String> = (0..3).map(|_| journal.backup(Kind::BeforeImport).unwrap().unwrap()).collect();
    let left: Vec<&str> = made.iter().rev().map(String::as_str).chain([first.as_str(), old[0]]).collect();
    assert_eq!(names(), left);
    journal.restore(old[0], None).unwrap();
    // What is no name of a backup is not looked at, and stays.
    for other in ["x-2026-11-09-080000-daily.db", "0001-2026-11-09-080000-daily-2.db", "1-2026-11-09-080000-daily.db"] {
        fs::write(place.data.backups().join(other), NOTE).unwrap();
    }
    assert_eq!(names().len(), 6, "five, and the one before the restored backup");
}

#[test]
fn numbers_go_on_from_the_highest_there_is_in_the_journal_or_beside_it() {
    let place = Place::with(1);
    let mut journal = place.open(None);
    journal.clock = morning;
    let first = journal.backup(Kind::Daily).unwrap().unwrap();
    journal.backup(Kind::Daily).unwrap();
    // The restored journal knows of one backup; beside it there are two, and the one of before.
    journal.restore(&first, None).unwrap();
    assert_eq!(place.newest(), "0003-2026-11-10-080000-before-restore");
    journal.backup(Kind::Daily).unwrap();
    assert_eq!(place.newest(), "0004-2026-11-10-080000-daily");
    // The backups are gone, and the journal is asked.
    fs::remove_dir_all(place.data.backups()).unwrap();
    journal.backup(Kind::Daily).unwrap();
    assert_eq!(place.newest(), "0005-2026-11-10-080000-daily");
    // The journal cannot be asked.
    drop(journal);
    fs::write(place.data.journal(), "").unwrap();
    let mut journal = Journal::take(&place.data).unwrap();
    journal.clock = morning;
    journal.restore("0005-2026-11-10-080000-daily", None).unwrap();
    assert_eq!(place.newest(), "0006-2026-11-10-080000-set-aside");
}

#[test]
fn a_restored_backup_takes_the_journals_place_which_is_kept() {
    let place = Place::with(2);
    let mut journal = place.open(None);
    let name = journal.backup(Kind::BeforeImport).unwrap().unwrap();
    journal.save(&entry(3)).unwrap();
    let kept = journal.restore(&name, None).unwrap().kept.unwrap();
    assert_eq!(journal.read().unwrap().entries.len(), 2);
    journal.save(&entry(4)).unwrap();
    journal.restore(&kept, None).unwrap();
    assert_eq!(journal.read().unwrap().entries.len(), 3);
    assert_eq!(
        journal.restore("2026-11-10-080000-daily", None),
        Err(JournalError::NoBackup("2026-11-10-080000-daily".into()))
    );
    assert_eq!(journal.restore("../journal", None), Err(JournalError::NoBackup("../journal".into())));
    assert_eq!(journal.read().unwrap().entries.len(), 3);
}

#[test]
fn a_damaged_journal_names_the_newest_good_backup_which_can_be_restored() {
    let place = Place::with(2);
    let mut journal = place.open(None);
    let good = journal.backup(Kind::BeforeImport).unwrap().unwrap();
    journal.clock = || morning() + chrono::Duration::days(9_000);
    let bad = journal.backup(Kind::Daily).unwrap().unwrap();
    drop(journal);
    for path in [place.data.journal(), backup::path_of(&place.data, &bad)] {
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, &bytes[..bytes.len() - 100]).unwrap();
    }
    let damaged = fs::read(place.data.journal()).unwrap();
    let why = place.read(None).unwrap_err();
    assert_eq!(why, Journal::open_for_writing(&place.data, None).unwrap_err());
    let end = format!(": the newest good backup is {good}, and `ebb backup restore {good}` brings it back");
    assert!(why.to_string().ends_with(&end), "{why}");
    let keeper = Keeper::open(&place.data, nobody());
    assert_eq!(keeper.ready().unwrap_err(), why);
    let name = good.clone();
    let restored = keeper.ask(move |journal| journal.restore(&name, None)).recv().unwrap().unwrap();
    assert_eq!((keeper.kind(), keeper.snapshot().unwrap().entries.len()), (None, 2));
    let kept = backup::path_of(&place.data, &restored.kept.unwrap());
    assert!(fs::read(kept).unwrap() == damaged, "what was there is kept as it was");
}

#[test]
fn a_backup_is_restored_under_the_passphrase_that_the_journal_has() {
    let place = Place::with(2);
    let mut journal = place.open(None);
    let name = journal.backup(Kind::BeforeImport).unwrap().unwrap();
    let readable = fs::read(backup::path_of(&place.data, &name)).unwrap();
    journal.reseal(None, Some(secret("tide"))).unwrap();
    // As if somebody had put an old one back.
    fs::write(backup::path_of(&place.data, &name), readable).unwrap();
    journal.restore(&name, None).unwrap();
    drop(journal);
    assert_eq!(place.read(None), Err(JournalError::Locked));
    assert_eq!(place.count(Some("tide")), 2);
}

#[test]
fn whoever_forgot_the_passphrase_begins_anew_and_may_still_remember() {
    let place = Place::sealed(2, "tide");
    let keeper = Keeper::open(&place.data, nobody());
    let name = keeper.ask(Journal::start_anew).recv().unwrap().unwrap().unwrap();
    assert_eq!((keeper.kind(), keeper.snapshot().unwrap().entries.len()), (None, 0));
    keeper.save(entry(9)).recv().unwrap().unwrap();
    assert_eq!(place.count(None), 1);
    let remembered = secret("tide");
    keeper.ask(move |journal| journal.restore(&name, Some(&remembered))).recv().unwrap().unwrap();
    assert_eq!(keeper.snapshot().unwrap().entries.len(), 2);
    assert_eq!(place.read(None), Err(JournalError::Locked));
    // What can be opened is not set aside.
    assert_eq!(keeper.ask(Journal::start_anew).recv().unwrap(), Ok(None));
}

#[test]
fn deleting_everything_leaves_nothing_of_it() {
    let place = Place::with(3);
    let data = &place.data;
    fs::create_dir(data.sessions()).unwrap();
    for (path, text) in [
        ("export.json", format!("{{ \"ebb\": 1,\n \"note\": \"{NOTE}\" }}")),
        ("tables/entries.csv", format!("id,practice,day,start,active_s,planned_s,note\n1,{NOTE}\n")),
        ("report.html", format!("<html><head><meta name=\"generator\" content=\"Ebb 0.1\"></head>{NOTE}")),
        ("settings.ron", format!("// {NOTE}\n()")),
        ("sessions/own.ron", NOTE.to_owned()),
        ("journal.db-journal", NOTE.to_owned()),
    ] {
        let path = data.folder().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let theirs = data.folder().join("shopping.json");
    fs::write(&theirs, "{\"bread\": 1}").unwrap();
    fs::remove_file(data.folder().join("journal.db-journal")).unwrap();
    let mut journal = place.open(None);
    journal.backup(Kind::Daily).unwrap();
    let found = Belongings::of(data).unwrap();
    assert_eq!(
        found.lines(),
        [
            "the journal: every entry, the plan, pauses, goals and notes",
            "one backup of it",
            "3 exports in Ebb's folder",
            "one session of your own",
            "what you chose in Settings"
        ]
    );
    assert_eq!(place.telling().len(), 7);
    journal.delete_everything().unwrap();
    assert_eq!(place.telling(), Vec::<PathBuf>::new());
    let left: Vec<PathBuf> = place.files().into_iter().map(|(path, _)| path).collect();
    assert_eq!(left, [data.lock(), theirs]);
    assert_eq!(journal.read().unwrap(), Snapshot::default());
    journal.save(&entry(1)).unwrap();
    assert_eq!(place.count(None), 1);
}

#[test]
fn what_is_deleted_is_overwritten_first() {
    let place = Place::with(3);
    // Whoever has it open still sees its content.
    let mut held = fs::File::open(place.data.journal()).unwrap();
    let len = held.metadata().unwrap().len();
    place.open(None).delete_everything().unwrap();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut held, &mut bytes).unwrap();
    assert_eq!(bytes.len() as u64, len);
    assert!(bytes.iter().all(|byte| *byte == 0));
}

#[test]
fn the_readable_file_is_overwritten_when_a_passphrase_is_set() {
    let place = Place::with(3);
    let mut held = fs::File::open(place.data.journal()).unwrap();
    place.open(None).reseal(None, Some(secret("tide"))).unwrap();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut held, &mut bytes).unwrap();
    assert!(!bytes.is_empty() && bytes.iter().all(|byte| *byte == 0));
}

#[test]
fn what_has_another_name_outside_the_folder_keeps_its_content() {
    let place = Place::new();
    fs::create_dir_all(place.data.sessions()).unwrap();
    let outside = place.folder.path().join("mine.ron");
    fs::write(&outside, "mine").unwrap();
    fs::hard_link(&outside, place.data.sessions().join("mine.ron")).unwrap();
    place.open(None).delete_everything().unwrap();
    assert_eq!(fs::read_to_string(outside).unwrap(), "mine");
    assert!(!place.data.sessions().exists());
}

#[cfg(unix)]
#[test]
fn every_file_and_folder_is_its_owners_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::with(1);
    let mut journal = place.open(None);
    journal.backup(Kind::Daily).unwrap();
    journal.reseal(None, Some(secret("tide"))).unwrap();
    let mode = |path: &PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&place.data.backups()), 0o700);
    let modes: Vec<u32> = place.files().iter().map(|(path, _)| mode(path)).collect();
    assert_eq!(modes, [0o600; 4], "{:?}", place.files().len());
}

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
