//! What Ebb does to its folder, each with a folder to do it in and what is to be there before and after.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::NaiveDate;
use ebb::catalogue::Existing;
use ebb::data::DataDir;
use ebb::exchange::Private;
use ebb::journal::{self, Journal, JournalError, Kind, Passphrase};
use ebb::papers;
use ebb::plan::{Ended, Entry};
use ebb::settings::Settings;

/// What nobody is to find where there is a passphrase.
pub(super) const NOTE: &str = "the planted note, unheard";
const FOLDER: &str = "EBB_TEST_FAULT_FOLDER";
const ROLE: &str = "EBB_TEST_FAULT_ROLE";

/// A journal, by what opens it and how many entries it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    pub(super) passphrase: Option<&'static str>,
    pub(super) entries: usize,
}

/// What is to be found in the folder when an operation was interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// A journal: as before, or as after.
    Journal { before: State, after: State },
    /// One that cannot be opened, in its place or among the backups; an empty one, perhaps.
    SetAside,
    /// Perhaps some of it, until it is done again: then nothing.
    Nothing,
}

/// What is run.
#[derive(Clone, Copy, Debug)]
enum Run {
    /// The program; `{}` is the folder.
    Ebb(&'static [&'static str]),
    /// A part that this file plays: what only the window does.
    Part(&'static str),
}

/// One operation.
pub(super) struct Operation {
    pub(super) name: &'static str,
    /// Of so many points one is tried.
    pub(super) every: usize,
    pub(super) expected: Expected,
    fill: fn(&Path),
    run: Run,
}

const fn plain(entries: usize) -> State {
    State { passphrase: None, entries }
}

const fn sealed(passphrase: &'static str, entries: usize) -> State {
    State { passphrase: Some(passphrase), entries }
}

const fn from(before: State, after: State) -> Expected {
    Expected::Journal { before, after }
}

/// Tries every point, where that takes a tenth of a second.
const QUICK: usize = 1;
/// Where a passphrase is derived a few times for each.
const SLOW: usize = 7;
/// Where it is derived often, and there are thousands.
const SLOWEST: usize = 61;

/// All of them.
#[rustfmt::skip]
pub(super) const ALL: &[Operation] = &[
    operation("first entry", QUICK, from(plain(0), plain(1)), empty, Run::Part("save")),
    operation("entry, with the day's backup", QUICK, from(plain(3), plain(4)), backed_up, Run::Part("save")),
    operation("entry, encrypted", SLOW, from(sealed("tide", 3), sealed("tide", 4)), encrypted, Run::Part("save")),
    operation("import", QUICK, from(plain(3), plain(5)), readable, Run::Ebb(&["import", "{}/more.json"])),
    operation("import, encrypted", SLOW, from(sealed("tide", 3), sealed("tide", 5)), encrypted, Run::Ebb(&["import", "{}/more.json"])),
    operation("older journal", QUICK, from(plain(4), plain(6)), older, Run::Ebb(&["import", "{}/more.json"])),
    operation("passphrase set", SLOWEST, from(plain(3), sealed("ebb", 3)), readable, Run::Ebb(&["passphrase", "set"])),
    operation("passphrase change", SLOWEST, from(sealed("tide", 3), sealed("ebb", 3)), encrypted, Run::Ebb(&["passphrase", "change"])),
    operation("passphrase remove", SLOWEST, from(sealed("tide", 3), plain(3)), encrypted, Run::Ebb(&["passphrase", "remove"])),
    operation("backup restore", QUICK, from(plain(3), plain(2)), readable, Run::Ebb(&["backup", "restore", BACKUP])),
    operation("backup restore, encrypted", SLOW, from(sealed("tide", 3), sealed("tide", 2)), encrypted, Run::Ebb(&["backup", "restore", BACKUP])),
    operation("begin anew", QUICK, Expected::SetAside, damaged, Run::Part("anew")),
    operation("delete everything", QUICK, Expected::Nothing, exported_then_encrypted, Run::Part("delete")),
    operation("export", QUICK, from(plain(3), plain(3)), exported, Run::Ebb(&["export", "{}/data/out.json", "--replace"])),
    operation("tables", QUICK, from(plain(3), plain(3)), exported, Run::Ebb(&["export", "--csv", "{}/data", "--private", "--replace"])),
    operation("report", QUICK, from(plain(3), plain(3)), exported, Run::Ebb(&["report", "{}/data/out.html", "--replace"])),
    operation("own session", QUICK, from(plain(3), plain(3)), readable, Run::Ebb(&["add", "{}/own.ron", "--replace"])),
    operation("settings", QUICK, from(plain(3), plain(3)), readable, Run::Part("settings")),
];

const fn operation(name: &'static str, every: usize, expected: Expected, fill: fn(&Path), run: Run) -> Operation {
    Operation { name, every, expected, fill, run }
}

/// The backup that each folder has, with two entries; it was made long ago.
const BACKUP: &str = "0001-2026-11-10-080000-daily";

impl Operation {
    /// Makes a folder in which it can be done; nothing of it counts as a fault.
    pub(super) fn fill(&self, folder: &Path) {
        (self.fill)(folder);
    }

    /// Whether it writes a file of another kind than the journal.
    pub(super) fn is_of_a_file(&self) -> bool {
        matches!(self.expected, Expected::Journal { before, after } if before == after)
    }

    /// What does it in such a folder.
    pub(super) fn command(&self, folder: &Path) -> Command {
        let mut command = match self.run {
            Run::Ebb(arguments) => {
                let mut command = Command::new(env!("CARGO_BIN_EXE_ebb"));
                command.args(arguments.iter().map(|one| one.replace("{}", folder.to_str().unwrap())));
                command
            }
            Run::Part(role) => {
                let mut command = Command::new(std::env::current_exe().unwrap());
                command.args(["--exact", "faults::operations::plays_a_part_in_the_others", "--ignored", "--nocapture"]);
                command.env(FOLDER, folder).env(ROLE, role);
                command
            }
        };
        command.env("EBB_DATA_DIR", data_in(folder).folder()).current_dir(folder);
        command.env_remove("EBB_PASSPHRASE").env("EBB_NEW_PASSPHRASE", "ebb");
        if let Expected::Journal { before: State { passphrase: Some(passphrase), .. }, .. } = self.expected {
            command.env("EBB_PASSPHRASE", passphrase);
        }
        command
    }
}

/// Where the data is in a folder.
pub(super) fn data_in(folder: &Path) -> DataDir {
    DataDir::at(folder.join("data"))
}

/// A passphrase.
pub(super) fn secret(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned()).unwrap()
}

fn entry(n: u32) -> Entry {
    Entry { note: NOTE.into(), ..Entry::by_hand(format!("{n:032x}"), "breathing", day(), 290 + n) }
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn empty(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let more = [entry(91), entry(92)].map(|entry| serde_json::to_string(&entry).unwrap());
    fs::write(folder.join("more.json"), format!(r#"{{"ebb": 1, "entries": [{}]}}"#, more.join(", "))).unwrap();
    let session = r#"Session(format: 1, title: "Own", practice: "breathing", steps: [Rest(secs: 9)])"#;
    fs::write(folder.join("own.ron"), session).unwrap();
}

/// Three entries, a backup with two of them and five of other days, an own session, settings, and earlier exports.
fn readable(folder: &Path) {
    empty(folder);
    let data = data_in(folder);
    let mut journal = Journal::open_for_writing(&data, None).unwrap();
    (1..=2).for_each(|n| journal.save(&entry(n)).unwrap());
    let made = journal.backup(Kind::Daily).unwrap().unwrap();
    drop(journal);
    Journal::open_for_writing(&data, None).unwrap().save(&entry(3)).unwrap();
    let path = |name: &str| data.backups().join(format!("{name}.db"));
    fs::rename(path(&made), path(BACKUP)).unwrap();
    dress(&data);
}

/// The same with exports that were made before it had a passphrase.
fn exported_then_encrypted(folder: &Path) {
    exported(folder);
    Journal::open_for_writing(&data_in(folder), None).unwrap().reseal(None, Some(secret("tide"))).unwrap();
}

/// The same with as many backups as are kept.
fn backed_up(folder: &Path) {
    readable(folder);
    let path = |name: &str| data_in(folder).backups().join(format!("{name}.db"));
    for n in 2..=5 {
        fs::copy(path(BACKUP), path(&format!("000{n}-2026-11-1{n}-080000-daily"))).unwrap();
    }
}

/// The same with a passphrase, since ever.
fn encrypted(folder: &Path) {
    readable(folder);
    Journal::open_for_writing(&data_in(folder), None).unwrap().reseal(None, Some(secret("tide"))).unwrap();
}

/// One of the first schema with three entries, and with a session that was interrupted.
fn older(folder: &Path) {
    empty(folder);
    let data = data_in(folder);
    data.create().unwrap();
    fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/journal-1.db"), data.journal()).unwrap();
    dress(&data);
}

/// The same with a journal that cannot be opened.
fn damaged(folder: &Path) {
    readable(folder);
    let path = data_in(folder).journal();
    let mut bytes = fs::read(&path).unwrap();
    bytes[4_096..8_192].fill(7);
    fs::write(path, bytes).unwrap();
}

fn dress(data: &DataDir) {
    fs::create_dir_all(data.sessions()).unwrap();
    let session = r#"Session(format: 1, title: "Before", practice: "breathing", steps: [Rest(secs: 9)])"#;
    fs::write(data.sessions().join("own.ron"), session).unwrap();
    Settings { lead_in_s: 1, ..Settings::default() }.save(data).unwrap();
}

/// The same with exports of what there was, of each kind.
fn exported(folder: &Path) {
    readable(folder);
    let data = &data_in(folder);
    let folder = data.folder();
    papers::whole(&folder.join("out.json"), Existing::Keep, &journal::book(data, None).unwrap()).unwrap();
    let snapshot = journal::read(data, None).unwrap();
    papers::tables(folder, Existing::Keep, &snapshot, day(), Private::TAKEN).unwrap();
    papers::report(&folder.join("out.html"), Existing::Keep, &snapshot, day(), Private::LEFT).unwrap();
    // What is exported now differs.
    Journal::open_for_writing(data, None).unwrap().save(&Entry { active_s: 900, ..entry(3) }).unwrap();
}

#[test]
#[ignore = "the part that the others start, and disturb"]
fn plays_a_part_in_the_others() {
    let folder = PathBuf::from(std::env::var_os(FOLDER).unwrap());
    let data = data_in(&folder);
    let passphrase = std::env::var("EBB_PASSPHRASE").ok().map(|text| secret(&text));
    let done = match std::env::var(ROLE).unwrap().as_str() {
        "save" => save(&data, passphrase.as_ref()),
        "anew" => Journal::take(&data).and_then(|mut journal| journal.start_anew()).map(drop),
        "delete" => Journal::take(&data).and_then(|mut journal| journal.delete_everything()),
        "settings" => Settings { lead_in_s: 2, ..Settings::default() }
            .save(&data)
            .map_err(|error| JournalError::Machine(error.to_string())),
        other => unreachable!("{other}"),
    };
    if let Err(why) = done {
        eprintln!("{why}");
        std::process::exit(3);
    }
}

/// As a session does while it is played, and at its end.
fn save(data: &DataDir, passphrase: Option<&Passphrase>) -> Result<(), JournalError> {
    let mut journal = Journal::open_for_writing(data, passphrase)?;
    let running = Entry { active_s: 20, ended: Ended::Interrupted, ..entry(93) };
    journal.checkpoint(&running)?;
    journal.save(&Entry { active_s: 60, ended: Ended::Finished, ..running })
}
