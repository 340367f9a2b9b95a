//! Export, import and report through the real program: files to the letter, mistakes with their places, two journals
//! that become one.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use chrono::{DateTime, NaiveDate};
use ebb::data::DataDir;
use ebb::journal::Journal;
use ebb::plan::{Asked, Change, Ended, Entry, Goal, Reason, Since, Support, TargetKind};

/// A folder with two data folders in it.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A journal, open for writing.
    fn journal(&self, data: &str) -> Journal {
        Journal::open_for_writing(&DataDir::at(self.path(data)), None).unwrap()
    }

    fn command(&self, data: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ebb"));
        command.args(arguments).env("EBB_DATA_DIR", self.path(data)).current_dir(self.0.path());
        command.env_remove("EBB_PASSPHRASE").env("PULSE_SERVER", "unix:/nonexistent").stdin(Stdio::null());
        command
    }

    fn ebb(&self, data: &str, arguments: &[&str]) -> Output {
        self.command(data, arguments).output().unwrap()
    }

    /// What a call that went well printed.
    fn said(&self, data: &str, arguments: &[&str]) -> String {
        let output = self.ebb(data, arguments);
        assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""), "{arguments:?}");
        text(&output.stdout)
    }

    /// The exit code and the sentence of a call that did not.
    fn refused(&self, data: &str, arguments: &[&str]) -> (Option<i32>, String) {
        let output = self.ebb(data, arguments);
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
        (output.status.code(), text(&output.stderr))
    }

    fn file(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2026-11-22")
}

fn id(n: u32) -> String {
    format!("{n:032x}")
}

fn entry(n: u32, date: &str) -> Entry {
    Entry {
        start: DateTime::parse_from_rfc3339(&format!("{date}T08:00:00+01:00")).ok(),
        planned_s: 300,
        ended: Ended::Stopped,
        reason: Some(Reason::Tired),
        during: "planted, left".into(),
        before: Some(7),
        after: Some(2),
        note: "a planted note".into(),
        title: "Daily five".into(),
        ..Entry::by_hand(id(n), "breathing", day(date), 290)
    }
}

/// Everything that a user may have changed, from entry `n` on.
fn lived_in(journal: &mut Journal, n: u32) {
    journal.save(&entry(n, "2026-11-18")).unwrap();
    let asked = Asked { kind: TargetKind::Sessions, amount: n, min_s: 0, credit_percent: 100 };
    let pause = ebb::plan::Pause {
        id: id(n),
        from_day: day("2026-11-09"),
        to_day: Some(day("2026-11-10")),
        practice: None,
        reason: "a planted reason".into(),
        note: String::new(),
        rev: 1,
        device: "00000000".into(),
        deleted: false,
    };
    let changes = [
        Change::PutEntry(entry(n + 1, "2026-11-19")),
        Change::PutEntry(entry(n + 2, "2026-11-20")),
        Change::DeleteEntry { id: id(n + 2) },
        // The one that both have.
        Change::PutEntry(Entry { active_s: 100 + n, ..entry(999, "2026-11-21") }),
        Change::AddPractice { id: "third".into(), name: format!("Walks {n}"), asked },
        Change::SetTarget { practice: "breathing".into(), asked, since: Since::NextWeek },
        Change::PutPause(pause),
        Change::PutGoal(Goal::new(id(n), "to sit through a film".into())),
        Change::PutSupport(Support::new(id(n), "a friend who knows".into())),
    ];
    for change in changes {
        journal.change(&change, today()).unwrap();
    }
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn an_export_is_lossless_says_that_it_is_not_encrypted_and_is_its_owners() {
    let place = Place::new();
    lived_in(&mut place.journal("one"), 10);
    assert_eq!(
        place.said("one", &["export", "all.json"]),
        "all.json: 3 entries, and the plan; this file is not encrypted\n"
    );
    assert_eq!(place.said("two", &["import", "all.json"]), "all.json: 13 added, 0 changed, 0 deleted.\n");
    place.said("two", &["export", "again.json"]);
    assert_eq!(place.file("again.json"), place.file("all.json"));
    assert_eq!(place.said("two", &["week", "--json"]), place.said("one", &["week", "--json"]));
    assert_eq!(place.said("two", &["log", "--json"]), place.said("one", &["log", "--json"]));
    #[cfg(unix)]
    assert_eq!((mode(&place.path("all.json")), mode(&place.path("two/journal.db"))), (0o600, 0o600));
}

#[test]
fn two_journals_merged_either_way_give_the_same_bytes() {
    let place = Place::new();
    lived_in(&mut place.journal("one"), 10);
    lived_in(&mut place.journal("two"), 20);
    place.said("one", &["export", "one.json"]);
    place.said("two", &["export", "two.json"]);
    assert_ne!(place.file("one.json"), place.file("two.json"));
    place.said("one", &["import", "two.json"]);
    place.said("two", &["import", "one.json"]);
    place.said("one", &["export", "one-and-two.json"]);
    place.said("two", &["export", "two-and-one.json"]);
    assert_eq!(place.file("one-and-two.json"), place.file("two-and-one.json"));
    let once = place.file("one-and-two.json");
    let again = place.said("one", &["import", "two-and-one.json"]);
    assert!(again.starts_with("two-and-one.json: nothing in it is new.\n"), "{again}");
    place.said("one", &["export", "one-and-two.json", "--replace"]);
    assert_eq!(place.file("one-and-two.json"), once);
}

#[test]
fn deletions_travel_and_settings_stay_the_receivers() {
    let place = Place::new();
    let mut one = place.journal("one");
    one.save(&entry(1, "2026-11-20")).unwrap();
    place.said("one", &["export", "all.json"]);
    place.said("two", &["import", "all.json"]);
    one.change(&Change::DeleteEntry { id: id(1) }, today()).unwrap();
    one.change(&Change::WeekStart(chrono::Weekday::Sat), today()).unwrap();
    drop(one);
    place.said("one", &["export", "all.json", "--replace"]);
    let said = place.said("two", &["import", "all.json"]);
    assert!(said.starts_with("all.json: 0 added, 0 changed, 1 deleted.\nThe journal as it was is kept as "), "{said}");
    assert_eq!(place.said("two", &["log", "--json"]), "[]\n");
    place.said("two", &["export", "two.json"]);
    assert!(place.file("two.json").contains("\"week_start\": \"monday\""));
    assert!(!place.file("two.json").contains("planted"), "a tombstone has no words");
    assert!(place.said("two", &["backup", "list"]).contains("before an import"));
}

#[test]
fn a_reason_that_is_said_otherwise_travels_and_the_report_tells_the_newer_one() {
    let place = Place::new();
    let mut one = place.journal("one");
    let hurt = Entry { reason: Some(Reason::Pain), ..entry(1, "2026-11-20") };
    one.save(&hurt).unwrap();
    place.said("one", &["export", "before.json"]);
    place.said("two", &["import", "before.json"]);
    place.said("two", &["report", "report.html", "--private"]);
    assert!(place.file("report.html").contains("stopped during planted, left: it hurt"));
    one.change(&Change::PutEntry(Entry { reason: Some(Reason::Unsaid), ..hurt }), today()).unwrap();
    drop(one);
    place.said("one", &["export", "after.json"]);
    for file in ["after.json", "before.json"] {
        place.said("two", &["import", file]);
        place.said("two", &["report", "report.html", "--private", "--replace"]);
        let report = place.file("report.html");
        assert!(report.contains("stopped during planted, left<") && !report.contains("it hurt"), "{file}");
    }
}

#[test]
fn an_empty_journal_takes_settings_and_plan_and_one_in_use_does_not() {
    let place = Place::new();
    let plan = r#"{"ebb": 1, "settings": {"week_start": "sunday", "day_start_min": 0},
        "practices": [{"id": "walks", "name": "Walks", "started": "2026-11-01", "ended": null}],
        "targets": [{"practice": "walks", "from_day": "2026-11-01", "kind": "minutes", "amount": 60, "min_s": 0, "credit_percent": 80}]}"#;
    std::fs::write(place.path("plan.json"), plan).unwrap();
    place.said("one", &["import", "plan.json"]);
    let week = place.said("one", &["week", "--json", "--date", "2026-11-22"]);
    assert!(week.contains("\"from\": \"2026-11-22\"") && week.contains("\"id\": \"walks\""), "{week}");
    assert!(!week.contains("breathing"), "the default plan gave way");
    place.journal("two").save(&entry(1, "2026-11-20")).unwrap();
    place.said("two", &["import", "plan.json"]);
    let week = place.said("two", &["week", "--json", "--date", "2026-11-22"]);
    assert!(week.contains("\"from\": \"2026-11-16\"") && week.contains("\"id\": \"breathing\""), "{week}");
    assert!(week.contains("\"id\": \"walks\""), "merged all the same");
}

#[test]
fn a_mistake_has_its_place_and_nothing_is_changed() {
    let place = Place::new();
    place.journal("one").save(&entry(1, "2026-11-20")).unwrap();
    let before = std::fs::read(place.path("one/journal.db")).unwrap();
    let refused = |bytes: &str| {
        std::fs::write(place.path("bad.json"), bytes).unwrap();
        place.refused("one", &["import", "bad.json"])
    };
    let newer = refused("{\"ebb\": 3, \"entries\": [{\"new\": true}]}");
    let needs = "this file needs a newer Ebb (it is of version 3; this one reads up to 2)";
    assert_eq!(newer, (Some(1), format!("bad.json:1:9: {needs}, nothing was changed\n")));
    let (code, unknown) = refused("{\"ebb\": 1,\n \"notes\": []}");
    assert_eq!(code, Some(1));
    assert!(unknown.starts_with("bad.json:2:2: unknown field `notes`, expected one of "), "{unknown}");
    assert!(unknown.ends_with(", nothing was changed\n"), "{unknown}");
    // Good entries before a bad one are not taken either.
    let good = "{\"id\": \"00000000000000000000000000000002\", \"practice\": \"breathing\", \"day\": \"2026-11-20\", \
                \"start\": null, \"active_s\": 300, \"planned_s\": 0, \"ended\": \"manual\", \"reason\": null, \
                \"credited\": \"auto\", \"title\": \"\", \"hash\": \"\"";
    let (code, rating) = refused(&format!("{{\"ebb\": 1, \"entries\": [\n{good}}},\n{good},\n\"before\": 11}}]}}"));
    assert_eq!(
        (code, rating.as_str()),
        (Some(1), "bad.json:4:11: a rating is 0–10 or null; found 11, nothing was changed\n")
    );
    let (code, missing) = place.refused("one", &["import", "none.json"]);
    assert!(code == Some(1) && missing.starts_with("none.json cannot be read: "), "{missing}");
    assert!(std::fs::read(place.path("one/journal.db")).unwrap() == before, "the journal was touched");
    assert!(!place.path("one/backups").exists(), "nothing to keep a backup of");
}

#[test]
fn import_is_refused_while_ebb_is_open_and_export_is_not() {
    let place = Place::new();
    let mut open = place.journal("one");
    open.save(&entry(1, "2026-11-20")).unwrap();
    place.said("one", &["export", "all.json"]);
    assert_eq!(place.refused("one", &["import", "all.json"]), (Some(3), "Ebb is already open\n".into()));
    place.said("one", &["export", "--csv", "tables"]);
    place.said("one", &["report", "report.html"]);
    open.save(&entry(2, "2026-11-21")).unwrap();
    assert!(place.said("one", &["export", "all.json", "--replace"]).starts_with("all.json: 2 entries"));
}

/// The number of entries in an export, which must be whole.
fn entries_in(export: &str) -> usize {
    let read = ebb::exchange::Book::from_json(export.as_bytes()).unwrap();
    read.entries().count()
}

#[test]
fn another_process_reads_whole_entries_while_this_one_writes() {
    let place = Place::new();
    let mut journal = place.journal("one");
    journal.save(&entry(1, "2026-11-20")).unwrap();
    let (mut written, mut seen) = (1, 1);
    for round in 0..10 {
        let name = format!("{round}.json");
        let quietly = |arguments: &[&str]| place.command("one", arguments).stdout(Stdio::null()).spawn().unwrap();
        let mut beside = [quietly(&["export", &name]), quietly(&["week", "--json"]), quietly(&["log", "--csv"])];
        for _ in 0..10 {
            written += 1;
            journal.save(&entry(written, "2026-11-20")).unwrap();
        }
        for child in &mut beside {
            assert_eq!(child.wait().unwrap().code(), Some(0));
        }
        let now = entries_in(&place.file(&name));
        assert!(seen <= now && now <= written as usize, "{now}, between {seen} and {written}");
        seen = now;
    }
    place.said("one", &["export", "last.json"]);
    assert_eq!(entries_in(&place.file("last.json")), written as usize);
}

#[test]
fn tables_and_report_leave_out_what_is_private_unless_asked() {
    let place = Place::new();
    lived_in(&mut place.journal("one"), 10);
    let said = place.said("one", &["export", "--csv", "tables"]);
    assert_eq!(said.matches("this file is not encrypted").count(), 2, "{said}");
    place.said("one", &["report", "report.html"]);
    for file in ["tables/entries.csv", "tables/weeks.csv", "report.html"] {
        let text = place.file(file);
        assert!(!text.contains("planted") && !text.contains("tired"), "{file}");
        #[cfg(unix)]
        assert_eq!(mode(&place.path(file)), 0o600, "{file}");
    }
    #[cfg(unix)]
    assert_eq!(mode(&place.path("tables")), 0o700);
    let entries = place.file("tables/entries.csv");
    assert_eq!(entries.lines().count(), 4);
    let weeks = place.file("tables/weeks.csv");
    let head = "\u{feff}from,to,practice,practice_name,kind,done,required,minutes,status\n2026-11-16,";
    assert!(weeks.starts_with(head), "{weeks}");
    place.said("one", &["export", "--csv", "tables", "--private", "--replace"]);
    place.said("one", &["report", "report.html", "--private", "--replace"]);
    // For a script the same, but for what only a spreadsheet needs.
    let plain = place.file("tables/entries.csv").replace('\u{feff}', "").replace(",'", ",").replace("\n'", "\n");
    assert_eq!(plain, place.said("one", &["log", "--csv"]));
    assert!(place.file("tables/entries.csv").contains("a planted note"));
    let report = place.file("report.html");
    assert!(report.contains("a planted note") && report.contains("a planted reason"));
}

#[test]
fn the_report_has_a_row_for_each_week_and_a_chart_for_each_practice() {
    let place = Place::new();
    let mut journal = place.journal("one");
    let settings = ebb::exchange::Settings::default();
    let today = ebb::plan::practice_day(chrono::Local::now().fixed_offset(), settings.day_start_min);
    let first = today - chrono::TimeDelta::days(7 * 11);
    for week in 0..12 {
        let day = first + chrono::TimeDelta::days(7 * i64::from(week));
        journal.save(&Entry::by_hand(format!("{week:032x}"), "breathing", day, 300)).unwrap();
    }
    drop(journal);
    place.said("one", &["report", "report.html"]);
    let report = place.file("report.html");
    let body = report.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
    assert_eq!(body.matches("<th scope=\"row\"").count(), 12, "{body}");
    assert_eq!(body.matches("<td class=\"number\">5</td>").count(), 12, "{body}");
    assert!(report.contains("<svg ") && !report.contains("<script"));
}

#[test]
fn a_file_of_something_else_is_never_replaced() {
    let place = Place::new();
    std::fs::write(place.path("thesis"), "years of work").unwrap();
    std::fs::create_dir(place.path("tables")).unwrap();
    std::fs::write(place.path("tables/entries.csv"), "name,phone\n").unwrap();
    for arguments in [["export", "thesis"].as_slice(), &["report", "thesis"], &["export", "--csv", "tables"]] {
        let (code, why) = place.refused("one", arguments);
        assert!(
            code == Some(1) && why.ends_with("a file of something else has this name, so nothing was written\n"),
            "{why}"
        );
    }
    assert_eq!(place.file("thesis"), "years of work");
    assert_eq!(place.file("tables/entries.csv"), "name,phone\n");
    let (code, why) = place.refused("one", &["export", "nowhere/all.json"]);
    assert_eq!((code, why.as_str()), (Some(3), "nowhere/all.json cannot be written: its folder is not there\n"));
    assert!(!place.path("one").exists(), "looking makes nothing");
}

#[test]
fn an_earlier_export_is_replaced_only_when_that_is_said() {
    let place = Place::new();
    place.journal("one").save(&entry(1, "2026-11-20")).unwrap();
    let written = [["export", "all.json"].as_slice(), &["report", "report.html"], &["export", "--csv", "tables"]];
    for arguments in written {
        place.said("one", arguments);
    }
    let files = ["all.json", "report.html", "tables/entries.csv", "tables/weeks.csv"];
    let before = files.map(|file| place.file(file));
    place.journal("one").save(&entry(2, "2026-11-21")).unwrap();
    for arguments in written {
        let (code, why) = place.refused("one", arguments);
        let told = " is there already, so nothing was written: --replace writes over it\n";
        assert!(code == Some(1) && why.ends_with(told), "{why}");
    }
    // Where one of the two tables is there, neither is written.
    std::fs::remove_file(place.path("tables/entries.csv")).unwrap();
    assert_eq!(place.refused("one", &["export", "--csv", "tables"]).0, Some(1));
    assert!(!place.path("tables/entries.csv").exists());
    for arguments in written {
        place.said("one", &[arguments, &["--replace"]].concat());
    }
    for (file, before) in files.into_iter().zip(before) {
        assert_ne!(place.file(file), before, "{file}");
    }
    // Tables as they were written once are known too.
    std::fs::write(place.path("tables/entries.csv"), "id,practice,day,start,active_s\n").unwrap();
    std::fs::write(place.path("tables/weeks.csv"), "from,to,practice,kind,done\n").unwrap();
    place.said("one", &["export", "--csv", "tables", "--replace"]);
}

/// What a spreadsheet is not to work out, and what it is not to take for a number or a day.
const CELLS: [&str; 10] = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "- less pain",
    "@SUM(1)",
    " =1+1",
    "\"=1+1\", he said",
    "4-7-8",
    "'quoted'",
    "two lines,\nübung; שלום",
    "00012",
];

#[test]
fn every_text_of_a_table_is_harmless_in_a_spreadsheet_and_comes_back_as_it_was() {
    let place = Place::new();
    let mut journal = place.journal("one");
    for (n, cell) in (1..).zip(CELLS) {
        let entry = Entry { note: cell.into(), title: cell.into(), ..entry(n, "2026-11-18") };
        journal.save(&entry).unwrap();
    }
    let name = Change::RenamePractice { id: "breathing".into(), name: "=HYPERLINK(\"http://x\",\"y\")".into() };
    journal.change(&name, today()).unwrap();
    drop(journal);
    place.said("one", &["export", "--csv", "tables", "--private"]);
    let table = place.file("tables/entries.csv");
    let mut rows = csv::ReaderBuilder::new().from_reader(table.strip_prefix('\u{feff}').unwrap().as_bytes());
    let column = |name: &str| rows.headers().unwrap().iter().position(|head| head == name).unwrap();
    let columns = ["practice_name", "note", "title", "before"].map(column);
    let mut back = Vec::new();
    for row in rows.records() {
        let row = row.unwrap();
        for cell in &row {
            let begins = cell.trim_start_matches([' ', '"']);
            assert!(!begins.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        }
        let [name, note, title, before] = columns.map(|at| row[at].strip_prefix('\'').unwrap_or(&row[at]).to_owned());
        assert_eq!((name.as_str(), before.as_str(), &note), ("=HYPERLINK(\"http://x\",\"y\")", "7", &title));
        back.push(note);
    }
    assert_eq!(back, CELLS);
    let log: Vec<Entry> = serde_json::from_str(&place.said("one", &["log", "--json"])).unwrap();
    assert_eq!(log.into_iter().map(|entry| entry.note).collect::<Vec<_>>(), CELLS);
}

#[test]
fn what_the_program_would_never_write_is_refused_with_its_place() {
    let place = Place::new();
    let whole = |amount: &str, to_day: &str, name: &str, title: &str| {
        format!(
            "{{\"ebb\": 1, \"practices\": [{{\"id\": \"breathing\", \"name\": \"{name}\", \"started\": \"2026-11-01\"}}],\n\
             \"targets\": [{{\"practice\": \"breathing\", \"from_day\": \"2026-11-01\", \"kind\": \"days\", \"amount\": {amount}}}],\n\
             \"pauses\": [{{\"id\": \"{}\", \"from_day\": \"2026-11-09\", \"to_day\": \"{to_day}\"}}],\n\
             \"entries\": [{{\"id\": \"{}\", \"practice\": \"breathing\", \"day\": \"2026-11-20\", \"active_s\": 300, \
             \"ended\": \"manual\", \"title\": \"{title}\"}}]}}",
            id(1),
            id(2)
        )
    };
    let refused = |text: String| {
        std::fs::write(place.path("bad.json"), text).unwrap();
        let (code, why) = place.refused("one", &["import", "bad.json"]);
        assert_eq!(code, Some(1), "{why}");
        why.strip_prefix("bad.json:").and_then(|why| why.strip_suffix(", nothing was changed\n")).unwrap().to_owned()
    };
    assert_eq!(refused(whole("8", "2026-11-10", "B", "T")), "2:13: a week has 1–7 days to ask for; found 8");
    assert_eq!(refused(whole("7", "2026-11-08", "B", "T")), "3:12: a pause ends on the day it begins, or later");
    assert_eq!(refused(whole("7", "2026-11-10", "", "T")), "1:26: a practice needs a name");
    assert_eq!(
        refused(whole("7", "2026-02-30", "B", "T")).split_once(": ").unwrap().1,
        "there is no 30 February; found 2026-02-30"
    );
    let titled = |title| refused(whole("7", "2026-11-10", "B", title)).split_once(": ").unwrap().1.to_owned();
    assert_eq!(titled("a\\u001b[2J"), "a title must have no control characters but newline, found U+001B");
    assert_eq!(titled("a\\u0000"), "a title must have no control characters but newline, found U+0000");
    assert_eq!(titled("a\u{202e}b"), "a title must have no controls of direction, found U+202E");
    assert!(!place.path("one/journal.db").exists());
    std::fs::write(place.path("good.json"), whole("7", "2026-11-10", "B", "T")).unwrap();
    assert_eq!(place.said("one", &["import", "good.json"]), "good.json: 4 added, 0 changed, 0 deleted.\n");
}

#[test]
fn what_is_asked_wrongly_is_answered_with_two() {
    let place = Place::new();
    for arguments in [
        ["export"].as_slice(),
        &["export", "a.json", "--csv", "d"],
        &["export", "a.json", "--private"],
        &["import"],
        &["report"],
    ] {
        assert_eq!(place.ebb("one", arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn perhaps_the_same_session_twice_is_told() {
    let place = Place::new();
    place.journal("one").save(&entry(1, "2026-11-20")).unwrap();
    place.journal("two").save(&entry(2, "2026-11-20")).unwrap();
    place.said("two", &["export", "two.json"]);
    let said = place.said("one", &["import", "two.json"]);
    assert!(
        said.contains(
            "Perhaps the same session twice; both are kept, until you delete one:\n  breathing 2026-11-20 08:00 ("
        ),
        "{said}"
    );
    assert_eq!(place.said("one", &["log", "--csv"]).lines().count(), 3);
}
