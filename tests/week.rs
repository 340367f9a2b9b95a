//! `ebb week`: from a journal on disk to what a person and a script read.

use std::path::Path;
use std::process::Command;

use ebb::data::DataDir;
use ebb::journal::Journal;
use ebb::plan::{Ended, Entry};

fn entry(practice: &str, day: &str, active_s: u32) -> Entry {
    Entry {
        planned_s: 300,
        ended: Ended::Finished,
        title: "Daily five".into(),
        ..Entry::by_hand(
            format!(
                "{:032x}",
                u128::from(active_s) << 64
                    | practice.len() as u128 ^ day.bytes().fold(0, |sum, b| sum * 31 + u128::from(b))
            ),
            practice,
            day.parse().unwrap(),
            active_s,
        )
    }
}

fn week(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ebb"));
    let output = command.arg("--data-dir").arg(folder).arg("week").args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The default plan, begun on Monday, 2 November 2026, with a full week, half a week and the present one.
fn journal(folder: &Path) {
    let mut journal = Journal::open_for_writing(&DataDir::at(folder), None).unwrap();
    for day in 2..=8 {
        journal.save(&entry("breathing", &format!("2026-11-{day:02}"), 300)).unwrap();
    }
    for day in ["2026-11-03", "2026-11-05", "2026-11-07", "2026-11-10", "2026-11-17"] {
        journal.save(&entry("stretching", day, 1200)).unwrap();
    }
    journal.save(&entry("breathing", "2026-11-16", 240)).unwrap();
    journal.save(&entry("breathing", "2026-11-17", 239)).unwrap();
}

#[test]
fn a_script_reads_the_week_and_what_all_weeks_come_to() {
    let folder = tempfile::tempdir().unwrap();
    journal(folder.path());
    insta::assert_snapshot!(week(folder.path(), &["--json", "--date", "2026-11-19"]), @r#"
{
  "from": "2026-11-16",
  "to": "2026-11-22",
  "status": "open",
  "consistency": 0.238,
  "practices": [
    {
      "id": "breathing",
      "kind": "days",
      "done": 1,
      "required": 7,
      "minutes": 7,
      "available": 7,
      "status": "open",
      "days_left": 4
    },
    {
      "id": "stretching",
      "kind": "days",
      "done": 1,
      "required": 3,
      "minutes": 20,
      "available": 7,
      "status": "open",
      "days_left": 4
    }
  ],
  "run": {
    "weeks": 1,
    "best": 1
  },
  "kept_of_last_8": 1,
  "steadiness": null
}
"#);
}

#[test]
fn many_weeks_come_oldest_first_and_only_the_last_says_what_they_come_to() {
    let folder = tempfile::tempdir().unwrap();
    journal(folder.path());
    let printed = week(folder.path(), &["--json", "--last", "4", "--date", "2026-11-19"]);
    let weeks: Vec<serde_json::Value> = serde_json::from_str(&printed).unwrap();
    let statuses: Vec<_> = weeks.iter().map(|week| week["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, ["outside", "kept", "partial", "open"]);
    assert_eq!(weeks[0]["consistency"], serde_json::Value::Null);
    // The second week: no breath of seven, one stretch of three.
    assert_eq!(weeks[2]["consistency"], 0.167);
    assert_eq!(weeks.iter().map(|week| week.get("run").is_some()).collect::<Vec<_>>(), [false, false, false, true]);
}

#[test]
fn a_person_reads_what_is_left() {
    let folder = tempfile::tempdir().unwrap();
    journal(folder.path());
    insta::assert_snapshot!(week(folder.path(), &["--date", "2026-11-19"]), @r#"
Monday, 16 November – Sunday, 22 November 2026

Breathing   1 of 7 days       4 days left
Stretching  1 of 3 days       2 more, on any 2 of the 4 days left

Kept 1 of the last 2 weeks that counted.
"#);
    insta::assert_snapshot!(week(folder.path(), &["--last", "3", "--date", "2026-11-19"]), @r#"
2026-11-02 – 2026-11-08  kept             breathing 7 of 7 days, stretching 3 of 3 days
2026-11-09 – 2026-11-15  in part          breathing 0 of 7 days, stretching 1 of 3 days
2026-11-16 – 2026-11-22  open             breathing 1 of 7 days, stretching 1 of 3 days

Kept 1 of the last 2 weeks that counted.
"#);
}

#[test]
fn before_anything_was_practised_the_week_is_the_default_plans_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("data");
    insta::assert_snapshot!(week(&empty, &["--date", "2026-11-19"]), @r#"
Monday, 16 November – Sunday, 22 November 2026

Breathing   0 of 4 days       4 more, one on each day left
Stretching  0 of 2 days       2 more, on any 2 of the 4 days left
"#);
    assert!(!empty.exists());
}

#[test]
fn a_plan_that_begins_later_than_today_is_told_with_what_moves_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = Journal::open_for_writing(&DataDir::at(folder.path()), None).unwrap();
    journal.save(&entry("breathing", "2031-05-07", 300)).unwrap();
    assert_eq!(
        week(folder.path(), &["--date", "2026-11-19"]),
        "Monday, 16 November \u{2013} Sunday, 22 November 2026\n\n\
         This week asks nothing.\n\n\
         Your plan begins on Wednesday, 7 May 2031: until then no week asks anything.\n\
         If the clock was ahead when it was made: press Begin today in the window.\n"
    );
    let change = ebb::plan::Change::BeginToday;
    journal.change(&change, "2026-11-19".parse().unwrap()).unwrap();
    assert!(week(folder.path(), &["--date", "2026-11-19"]).contains("Breathing   0 of 4 days"));
}
