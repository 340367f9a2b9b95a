//! The journal through the real program: what is logged, what scripts read, and what a kill leaves.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use chrono::DateTime;
use ebb::data::DataDir;
use ebb::journal::{Journal, Keeper};
use ebb::plan::{Credited, Ended, Entry, Reason};
use ebb::wake::Wake;
use insta::assert_snapshot;

/// A session that outlasts any test.
const LONG: &str = "Session(format: 1, title: \"Long\", practice: \"breathing\", steps: [Rest(secs: 3600)])";

/// A folder to work in; its data folder does not exist yet.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("long.ron"), LONG).unwrap();
        Self(folder)
    }

    /// With these in the journal.
    fn with(entries: &[Entry]) -> Self {
        let place = Self::new();
        let mut journal = Journal::open_for_writing(&place.data(), None).unwrap();
        for entry in entries {
            journal.save(entry).unwrap();
        }
        place
    }

    fn data(&self) -> DataDir {
        DataDir::at(self.path("data"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        self.command_in(&self.path("data"), arguments)
    }

    /// Silent wherever it runs: no sound server and no device is to be found.
    fn command_in(&self, data: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ebb"));
        command.args(arguments).env("EBB_DATA_DIR", data).current_dir(self.0.path());
        command.env("PULSE_SERVER", "unix:/nonexistent").env_remove("EBB_PASSPHRASE").stdin(Stdio::null());
        command
    }

    fn ebb(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What a call that went well printed, with what differs from journal to journal as `…`.
    fn said(&self, arguments: &[&str]) -> String {
        let output = self.ebb(arguments);
        assert_eq!((output.status.code(), self.text(&output.stderr)), (Some(0), String::new()));
        self.text(&output.stdout)
    }

    fn text(&self, bytes: &[u8]) -> String {
        let text = String::from_utf8(bytes.to_vec()).unwrap().replace(self.0.path().to_str().unwrap(), "…");
        match ebb::journal::read(&self.data(), None).ok().and_then(|read| read.entries.first().cloned()) {
            Some(entry) => text.replace(&entry.device, "device…"),
            None => text,
        }
    }
}

fn entry(n: u32, day: &str, start: &str) -> Entry {
    Entry {
        start: Some(DateTime::parse_from_rfc3339(start).unwrap()),
        planned_s: 300,
        ended: Ended::Finished,
        title: "Daily five".into(),
        hash: "ab".into(),
        ..Entry::by_hand(format!("{n:032x}"), "breathing", day.parse().unwrap(), 300)
    }
}

/// One that was finished, one that was stopped after midnight with everything filled in, one written by hand.
fn three() -> [Entry; 3] {
    [
        entry(1, "2026-11-21", "2026-11-21T08:00:00+01:00"),
        Entry {
            practice: "stretching".into(),
            active_s: 3_725,
            planned_s: 4_000,
            ended: Ended::Stopped,
            reason: Some(Reason::Dizzy),
            during: "figure four, left".into(),
            credited: Credited::Yes,
            eased: 2,
            clock_jump: true,
            before: Some(7),
            after: Some(0),
            note: "first line\n\"quoted\", ünd more".into(),
            title: "Stretch,\ntwenty".into(),
            ..entry(2, "2026-11-21", "2026-11-22T01:05:00+01:00")
        },
        Entry {
            practice: "third".into(),
            start: None,
            planned_s: 0,
            active_s: 59,
            ended: Ended::Manual,
            title: String::new(),
            hash: String::new(),
            ..entry(3, "2026-11-22", "2026-11-22T08:00:00+01:00")
        },
    ]
}

#[test]
fn people_read_a_line_for_each_entry() {
    assert_snapshot!(Place::with(&three()).said(&["log"]), @r#"
    Sat 2026-11-21  08:00  Breathing   Daily five          5:00  to the end
    Sat 2026-11-21  01:05  Stretching  Stretch, twenty  1:02:05  stopped during figure four, left: dizzy or tingling
    Sun 2026-11-22         third                           0:59  added by hand
    "#);
}

#[test]
fn scripts_read_json() {
    assert_snapshot!(Place::with(&three()[1..]).said(&["log", "--json"]), @r#"
    [
      {
        "id": "00000000000000000000000000000002",
        "practice": "stretching",
        "day": "2026-11-21",
        "start": "2026-11-22T01:05:00+01:00",
        "active_s": 3725,
        "planned_s": 4000,
        "ended": "stopped",
        "reason": "dizzy",
        "during": "figure four, left",
        "credited": "yes",
        "eased": 2,
        "clock_jump": true,
        "before": 7,
        "after": 0,
        "note": "first line\n\"quoted\", ünd more",
        "title": "Stretch,\ntwenty",
        "hash": "ab",
        "rev": 1,
        "device": "device…",
        "deleted": false
      },
      {
        "id": "00000000000000000000000000000003",
        "practice": "third",
        "day": "2026-11-22",
        "start": null,
        "active_s": 59,
        "planned_s": 0,
        "ended": "manual",
        "reason": null,
        "during": "",
        "credited": "auto",
        "eased": 0,
        "clock_jump": false,
        "before": null,
        "after": null,
        "note": "",
        "title": "",
        "hash": "",
        "rev": 1,
        "device": "device…",
        "deleted": false
      }
    ]
    "#);
}

#[test]
fn scripts_read_csv() {
    assert_snapshot!(Place::with(&three()).said(&["log", "--csv"]), @r#"
    id,practice,practice_name,day,start,active_s,planned_s,ended,reason,during,credited,eased,clock_jump,before,after,note,title,hash,rev,device,deleted
    00000000000000000000000000000001,breathing,Breathing,2026-11-21,2026-11-21T08:00:00+01:00,300,300,finished,,,auto,0,false,,,,Daily five,ab,1,device…,false
    00000000000000000000000000000002,stretching,Stretching,2026-11-21,2026-11-22T01:05:00+01:00,3725,4000,stopped,dizzy,"figure four, left",yes,2,true,7,0,"first line
    ""quoted"", ünd more","Stretch,
    twenty",ab,1,device…,false
    00000000000000000000000000000003,third,third,2026-11-22,,59,0,manual,,,auto,0,false,,,,,,1,device…,false
    "#);
}

#[test]
fn csv_has_the_fields_of_json_in_the_same_order_with_the_practices_name_beside_its_id() {
    let place = Place::with(&three()[..1]);
    let json = place.said(&["log", "--json"]);
    let keys: Vec<&str> = json.lines().filter_map(|line| line.trim().strip_prefix('"')?.split('"').next()).collect();
    assert_eq!(
        place.said(&["log", "--csv"]).lines().next().unwrap(),
        keys.join(",").replacen("practice,", "practice,practice_name,", 1)
    );
}

#[test]
fn an_empty_journal_is_told_calmly_and_looking_makes_nothing() {
    let place = Place::new();
    assert_eq!(place.said(&["log"]), "Nothing is logged yet.\n");
    assert_eq!(place.said(&["log", "--json"]), "[]\n");
    assert_eq!(place.said(&["log", "--csv"]).lines().count(), 1);
    place.said(&["doctor"]);
    assert!(!place.path("data").exists());
}

#[test]
fn json_and_csv_are_not_asked_for_at_once() {
    assert_eq!(Place::new().ebb(&["log", "--json", "--csv"]).status.code(), Some(2));
}

#[test]
fn a_journal_that_cannot_be_read_is_the_machines_fault_and_stays_as_it_is() {
    let place = Place::new();
    std::fs::create_dir(place.path("data")).unwrap();
    std::fs::write(place.path("data/journal.db"), "").unwrap();
    for arguments in [&["log"][..], &["log", "--json"], &["log", "--csv"]] {
        let output = place.ebb(arguments);
        assert_eq!((output.status.code(), place.text(&output.stdout)), (Some(3), String::new()));
        assert_eq!(
            place.text(&output.stderr),
            "…/data/journal.db is damaged (it is empty). It is left as it is: put a good copy in its place, or move it \
             away to begin a new journal\n"
        );
    }
    assert_eq!(std::fs::read(place.path("data/journal.db")).unwrap(), b"");
}

/// The line of the doctor that begins with this.
fn finding(place: &Place, output: &Output, what: &str) -> String {
    let text = place.text(&output.stdout);
    let line = text.lines().find_map(|line| line.strip_prefix(what)).unwrap_or_else(|| panic!("{what}: {text}"));
    line.trim().to_owned()
}

#[test]
fn the_doctor_tells_what_it_finds() {
    let place = Place::with(&three());
    let output = place.ebb(&["doctor"]);
    assert_eq!((output.status.code(), place.text(&output.stderr)), (Some(0), String::new()));
    let found = ["Ebb ", "Data folder", "Journal", "Settings"].map(|what| finding(&place, &output, what));
    assert_eq!(found[1..], ["…/data, can be written", "whole, 3 logged", "as they should be"]);
    assert_eq!(found[0], env!("CARGO_PKG_VERSION"));
    assert!(finding(&place, &output, "Database").contains("SQLCipher 4."));
    assert!(!finding(&place, &output, "Sound").is_empty());
    assert_eq!(std::fs::read_dir(place.path("data")).unwrap().count(), 2, "the journal and the lock, as before");
}

#[test]
fn the_doctor_tells_what_is_broken() {
    let place = Place::with(&three());
    std::fs::write(place.path("data/settings.ron"), "(volume_percent: 900)").unwrap();
    let output = place.ebb(&["doctor"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(finding(&place, &output, "Settings").starts_with("broken: …/data/settings.ron: "));
    assert_eq!(place.text(&output.stderr), "one thing is broken: see above\n");
    std::fs::write(place.path("data/journal.db"), "junk").unwrap();
    let output = place.ebb(&["doctor"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(finding(&place, &output, "Journal").starts_with("broken: …/data/journal.db is not a journal of Ebb."));
    assert_eq!(place.text(&output.stderr), "2 things are broken: see above\n");
}

#[test]
fn the_doctor_sees_a_folder_that_cannot_be_one() {
    let place = Place::new();
    let output = place.command_in(&place.path("long.ron/data"), &["doctor"]).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(finding(&place, &output, "Data folder").starts_with("broken: …/long.ron/data cannot be written: "));
}

#[cfg(unix)]
#[test]
fn the_doctor_tells_of_a_folder_that_others_can_look_into() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::with(&three());
    std::fs::set_permissions(place.path("data"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let output = place.ebb(&["doctor"]);
    assert_eq!(output.status.code(), Some(3));
    let told = "broken: others on this computer can look into …/data: `chmod 700` makes it yours alone";
    assert_eq!(finding(&place, &output, "Data folder"), told);
}

#[cfg(target_os = "linux")]
#[test]
fn the_doctor_sees_that_no_backup_can_be_written() {
    let place = Place::with(&three());
    // A folder in which nobody can make a file, not even root.
    std::os::unix::fs::symlink("/proc", place.path("data/backups")).unwrap();
    let output = place.ebb(&["doctor"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(finding(&place, &output, "Backups").starts_with("broken: …/data/backups cannot be written: "));
}

/// A program that is ended with the test, whatever becomes of that.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn another_program_reads_each_entry_as_soon_as_it_is_saved() {
    let place = Place::new();
    let keeper = Keeper::open(&place.data(), Wake::nobody());
    for n in 1..=5 {
        keeper.save(entry(n, "2026-11-21", "2026-11-21T08:00:00+01:00")).recv().unwrap().unwrap();
        let output = place.ebb(&["log"]);
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), n as usize);
    }
}

#[test]
fn a_second_writer_is_told_that_ebb_is_open() {
    let place = Place::new();
    let _first = Journal::open_for_writing(&place.data(), None).unwrap();
    let output = place.ebb(&["play", "long.ron", "--terminal"]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(place.text(&output.stderr), "Ebb is already open\n");
}

#[test]
fn a_killed_session_is_listed_as_interrupted_and_once() {
    let place = Place::new();
    std::fs::create_dir(place.path("data")).unwrap();
    std::fs::write(place.path("data/settings.ron"), "(lead_in_s: 0)").unwrap();
    let mut playing = place.command(&["play", "long.ron", "--terminal"]);
    let mut playing = Running(playing.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
    // The first checkpoint makes the journal, ten seconds in.
    while !place.path("data/journal.db").exists() {
        assert!(playing.0.try_wait().unwrap().is_none(), "it plays");
        // Not to take the processor from it.
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(place.said(&["log", "--json"]), "[]\n", "what runs is no entry yet");
    playing.0.kill().unwrap();
    playing.0.wait().unwrap();
    for _ in 0..2 {
        let next = Keeper::open(&place.data(), Wake::nobody());
        assert_eq!(next.ready().unwrap().entries.len(), 1);
        next.close();
        let log: serde_json::Value = serde_json::from_str(&place.said(&["log", "--json"])).unwrap();
        let [entry] = &log.as_array().unwrap()[..] else { panic!("one entry: {log}") };
        assert_eq!(
            (&entry["ended"], &entry["title"], &entry["rev"]),
            (&"interrupted".into(), &"Long".into(), &1.into())
        );
        assert!((10..20).contains(&entry["active_s"].as_u64().unwrap()), "{entry}");
    }
}
