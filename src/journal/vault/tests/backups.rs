//! When backups are made, which are kept, in which order they stand, and how one takes the journal's place.

use super::*;

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
    let keeper = Keeper::open(&place.data, Wake::nobody());
    keeper.ready().unwrap();
    keeper.save(entry(2)).recv().unwrap().unwrap();
    assert_eq!(keeper.waiting(), []);
    assert!(keeper.error_text().unwrap().contains("backups"), "{:?}", keeper.error_text());
    assert_eq!(place.count(None), 2);
    fs::remove_file(place.data.backups()).unwrap();
    keeper.save(entry(3)).recv().unwrap().unwrap();
    assert_eq!((keeper.error_text(), place.kinds()), (None, vec![Kind::Daily]));
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
    let keeper = Keeper::open(&place.data, Wake::nobody());
    assert_eq!(keeper.ready().unwrap_err(), why);
    let name = good.clone();
    let restored = keeper.ask(move |journal| journal.restore(&name, None)).recv().unwrap().unwrap();
    assert_eq!((keeper.error(), keeper.snapshot().unwrap().entries.len()), (None, 2));
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
    let keeper = Keeper::open(&place.data, Wake::nobody());
    let name = keeper.ask(Journal::start_anew).recv().unwrap().unwrap().unwrap();
    assert_eq!((keeper.error(), keeper.snapshot().unwrap().entries.len()), (None, 0));
    keeper.save(entry(9)).recv().unwrap().unwrap();
    assert_eq!(place.count(None), 1);
    let remembered = secret("tide");
    keeper.ask(move |journal| journal.restore(&name, Some(&remembered))).recv().unwrap().unwrap();
    assert_eq!(keeper.snapshot().unwrap().entries.len(), 2);
    assert_eq!(place.read(None), Err(JournalError::Locked));
    // What can be opened is not set aside.
    assert_eq!(keeper.ask(Journal::start_anew).recv().unwrap(), Ok(None));
}

#[cfg(unix)]
#[test]
fn a_folder_of_any_name_has_backups_and_a_passphrase() {
    use std::os::unix::ffi::OsStrExt as _;
    for name in [&b"caf\xe9"[..], b"file:x?mode=memory", b"it's", "été".as_bytes()] {
        let mut place = Place::new();
        place.data = DataDir::at(place.folder.path().join(std::ffi::OsStr::from_bytes(name)));
        let mut journal = place.open(None);
        journal.save(&entry(1)).unwrap();
        let backup = journal.backup(Kind::BeforeImport).unwrap().unwrap();
        journal.reseal(None, Some(secret("tide"))).unwrap();
        journal.restore(&backup, None).unwrap();
        assert_eq!((place.count(Some("tide")), place.backups().len()), (1, 3), "{}", String::from_utf8_lossy(name));
    }
}
