//! The catalogue of shipped sessions and own ones, and the commands that read them, through the real program.

use std::path::Path;
use std::process::{Command, Output};

use ebb::catalogue::{Catalogue, open};
use ebb::session::{Area, LeftOut};
use ebb::units::Time;
use insta::assert_snapshot;

const FINE: &str = "Session(format: 1, title: \"Mine\", practice: \"breathing\", steps: [Rest(secs: 10)])";

fn ebb(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ebb"))
        .args(arguments)
        .env("EBB_DATA_DIR", folder.join("data"))
        .current_dir(folder)
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder with `sessions/` among the data, holding these files.
fn folder(own: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let sessions = folder.path().join("data/sessions");
    std::fs::create_dir_all(&sessions).unwrap();
    for (name, text) in own {
        std::fs::write(sessions.join(name), text).unwrap();
    }
    folder
}

#[test]
fn the_pelvic_part_of_the_scan_can_be_left_out_with_its_time() {
    let scan = Catalogue::shipped().programme("body-scan").unwrap();
    let without = scan.session.without(&without_pelvis()).unwrap();
    assert_eq!(ebb::timeline::Timeline::compile(&without).len(), Time::from_secs(555));
}

#[test]
fn own_sessions_stand_beside_the_shipped_ones_and_hide_none() {
    let folder = folder(&[
        ("mine.ron", FINE),
        ("broken.ron", "Session(format: 1"),
        ("daily-five.ron", FINE),
        ("notes.txt", "not a session"),
        (".mine.ron.swp", "left by an editor"),
    ]);
    let own = folder.path().join("data/sessions");
    std::fs::create_dir(own.join("folder.ron")).unwrap();
    let catalogue = Catalogue::load(&own);
    assert!(catalogue.items.is_sorted_by_key(|item| (&item.name, item.own)));
    let mine: Vec<_> = catalogue.items.iter().filter(|item| item.own).collect();
    let names: Vec<&str> = mine.iter().map(|item| item.name.as_str()).collect();
    assert_eq!(names, ["broken", "daily-five", "folder", "mine"]);
    assert_eq!(catalogue.items.len(), Catalogue::shipped().items.len() + mine.len());
    let trouble = |index: usize| mine[index].loaded.as_ref().unwrap_err().replace(&*own.to_string_lossy(), "…");
    assert_snapshot!(trouble(0), @"
    …/broken.ron:1:18: the file ends before the session does: a closing bracket is missing
        |
      1 | Session(format: 1
        |                  ^
    ");
    assert_snapshot!(trouble(1), @"…/daily-five.ron:1:1: daily-five is the name of a session that comes with Ebb: give this file another name");
    assert_snapshot!(trouble(2), @"…/folder.ron:1:1: a session must be a regular file, found a folder");
    assert_eq!(catalogue.programme("mine").unwrap().session.title, "Mine");
    assert_eq!(catalogue.programme("daily-five").unwrap().session.title, "Daily five");
}

#[test]
fn a_file_is_known_by_the_hash_of_its_bytes() {
    let folder = folder(&[("mine.ron", FINE)]);
    let path = folder.path().join("data/sessions/mine.ron");
    let sum = Command::new("sha256sum").arg(&path).output().unwrap();
    assert_eq!(open(&path).unwrap().hash, stdout(&sum).split(' ').next().unwrap());
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_is_told_and_not_waited_for() {
    let folder = folder(&[]);
    let pipe = folder.path().join("data/sessions/pipe.ron");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let listed = ebb(folder.path(), &["list"]);
    assert!(stdout(&listed).contains("pipe.ron:1:1: a session must be a regular file, found a pipe or device"));
    let endless = ebb(folder.path(), &["check", "/dev/zero"]);
    assert_eq!(stdout(&endless), "/dev/zero:1:1: a session must be a regular file, found a pipe or device\n");
    assert_eq!(endless.status.code(), Some(1));
}

#[test]
fn check_prints_what_is_wrong_and_what_a_file_comes_to_that_is_fine() {
    let folder = folder(&[]);
    std::fs::write(folder.path().join("fine.ron"), FINE).unwrap();
    std::fs::write(folder.path().join("a.ron"), FINE.replace("10", "0")).unwrap();
    std::fs::write(folder.path().join("big.ron"), " ".repeat(1024 * 1024 + 1)).unwrap();
    let fine = ebb(folder.path(), &["check", "fine.ron"]);
    assert_eq!((fine.status.code(), stderr(&fine)), (Some(0), String::new()));
    assert_snapshot!(stdout(&fine), @"fine.ron: Mine: 10 seconds, all of it counts for breathing");
    let wrong = ebb(folder.path(), &["check", "a.ron", "fine.ron", "none.ron", "big.ron"]);
    assert_eq!((wrong.status.code(), stderr(&wrong)), (Some(1), String::new()));
    assert_snapshot!(stdout(&wrong), @r#"
    a.ron:1:77: secs must be 0.5–3600 s, found 0
        |
      1 | Session(format: 1, title: "Mine", practice: "breathing", steps: [Rest(secs: 0)])
        |                                                                             ^
    fine.ron: Mine: 10 seconds, all of it counts for breathing
    none.ron:1:1: this file cannot be read: there is no such file
    big.ron:1:1: a session file must be at most 1 MiB, found more
    "#);
}

#[test]
fn a_timeline_is_a_row_for_each_span() {
    let folder = folder(&[]);
    let text = "Session(format: 1, title: \"T, \\\"quoted\\\"\", practice: \"x\", steps: [\
                Prepare(secs: 1, say: \"lie down, \\\"rest\\\"\"), \
                Breathe(breath: (inhale: 1.5, exhale: 2.0000005), cycles: 1, say: (inhale: \"in\")), \
                Stretch(pose: \"P\", secs: 3, sides: Both)])";
    std::fs::write(folder.path().join("t.ron"), text).unwrap();
    let csv = ebb(folder.path(), &["timeline", "t.ron"]);
    assert_eq!(csv.status.code(), Some(0), "{}", stderr(&csv));
    assert_snapshot!(stdout(&csv), @r#"
    start_s,length_s,kind,phase,side,round,cycle,cue
    0.000000,1.000000,prepare,prepare,,,,"lie down, ""rest"""
    1.000000,1.500000,breathe,inhale,,,1,in
    2.500000,2.000001,breathe,exhale,,,1,
    4.500001,3.000000,stretch,hold,left,1,,P
    7.500001,5.000000,stretch,switch,,1,,
    12.500001,3.000000,stretch,hold,right,1,,P
    "#);
    let json = ebb(folder.path(), &["timeline", "./t.ron", "--json"]);
    let whole: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(whole["title"], "T, \"quoted\"");
    assert_eq!(whole["practice"], "x");
    assert_eq!(whole["total_s"], 15.500_001);
    assert_eq!(whole["practice_s"], 14.500_001);
    assert_eq!(whole["has_holds"], false);
    assert_eq!(whole["spans"].as_array().unwrap().len(), 6);
    let row = serde_json::json!({
        "start_s": 7.500_001, "length_s": 5.0, "kind": "stretch", "phase": "switch",
        "side": null, "round": 1, "cycle": null, "cue": "",
    });
    assert_eq!(whole["spans"][4], row);
}

#[test]
fn a_list_has_every_session_also_those_that_do_not_load() {
    let folder = folder(&[("broken.ron", "Session("), ("mine.ron", FINE)]);
    let json = ebb(folder.path(), &["list", "--json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_slice(&json.stdout).unwrap();
    let names: Vec<&str> = rows.iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert!(names.is_sorted());
    assert_eq!(names.len(), Catalogue::shipped().items.len() + 2);
    let row = |name: &str| rows.iter().find(|row| row["name"] == name).unwrap();
    assert_eq!(
        row("stretch-round"),
        &serde_json::json!({
            "name": "stretch-round", "title": "Stretch round", "practice": "stretching", "total_s": 492.0,
            "practice_s": 472.0, "has_holds": false, "own": false, "path": null, "error": null,
        })
    );
    let broken = row("broken");
    assert!(broken["error"].as_str().unwrap().contains("broken.ron:1:9: "), "{broken}");
    assert!(broken["title"].is_null() && broken["total_s"].is_null() && broken["own"] == true);
    assert_eq!(row("mine")["path"], folder.path().join("data/sessions/mine.ron").to_str().unwrap());
}

#[test]
fn a_name_that_is_none_is_told_with_the_nearest() {
    let folder = folder(&[]);
    let near = ebb(folder.path(), &["timeline", "daily-fife"]);
    assert_eq!(near.status.code(), Some(1));
    assert_snapshot!(stderr(&near), @"there is no session called daily-fife: did you mean daily-five?");
    let far = ebb(folder.path(), &["timeline", "zzz"]);
    assert_snapshot!(stderr(&far), @"there is no session called zzz: `ebb list` names them all");
    let file = ebb(folder.path(), &["timeline", "./daily-five"]);
    assert_snapshot!(stderr(&file), @"./daily-five:1:1: this file cannot be read: there is no such file");
}

#[test]
fn usage_is_answered_with_two() {
    let folder = folder(&[]);
    for wrong in [&["check"][..], &["nonsense"], &["list", "--nonsense"], &["timeline"]] {
        let answer = ebb(folder.path(), wrong);
        assert_eq!(answer.status.code(), Some(2), "{wrong:?}");
        assert!(!answer.stderr.is_empty() && answer.stdout.is_empty());
    }
    let help = ebb(folder.path(), &["--help"]);
    assert_eq!((help.status.code(), help.stderr.is_empty()), (Some(0), true));
}

#[test]
fn a_data_folder_without_a_name_is_the_platforms() {
    let home = tempfile::tempdir().unwrap();
    let mut list = Command::new(env!("CARGO_BIN_EXE_ebb"));
    let listed = list.arg("list").env("EBB_DATA_DIR", "").env("HOME", home.path()).output().unwrap();
    assert_eq!((listed.status.code(), stderr(&listed)), (Some(0), String::new()));
}

#[cfg(unix)]
#[test]
fn whoever_reads_only_the_first_line_makes_no_error() {
    let folder = folder(&[]);
    // Some 130 kB: more than a pipe holds, so that the writing goes on after the reader has gone.
    let long = FINE.replace("Rest(secs: 10)", "Breathe(breath: (inhale: 4, exhale: 6), cycles: 1440)");
    std::fs::write(folder.path().join("long.ron"), long).unwrap();
    let line = format!("set -o pipefail; '{}' timeline long.ron | head -n 1", env!("CARGO_BIN_EXE_ebb"));
    for _ in 0..5 {
        let first = Command::new("bash").args(["-c", &line]).current_dir(folder.path()).output().unwrap();
        assert_eq!((first.status.code(), stderr(&first)), (Some(0), String::new()));
        assert_eq!(stdout(&first).lines().count(), 1);
    }
}

#[test]
fn reading_sessions_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    for command in [&["list"][..], &["check", "/none.ron"], &["timeline", "daily-five"]] {
        ebb(folder.path(), command);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn what_the_voice_says_is_told_with_its_times() {
    let folder = folder(&[]);
    let text = FINE.replace(
        "Rest(secs: 10)",
        "Stretch(pose: \"Frog\", into: 65, secs: 20, sides: Both, how: \"Bend your {side} knee.\"), Rest(secs: 9, say: \"Rest.\")",
    );
    std::fs::write(folder.path().join("frog.ron"), text).unwrap();
    let spoken = ebb(folder.path(), &["timeline", "./frog.ron", "--spoken"]);
    assert_snapshot!(stdout(&spoken), @r"
      0:00  Frog, left side. Bend your left knee.
      1:05  Stay for 20 seconds.
      1:25  Change sides. Bend your right knee.
      1:30  Right side. Stay for 20 seconds.
      1:50  Rest.
    ");
}

#[test]
fn check_tells_how_much_counts_and_what_may_not_be_meant() {
    let folder = folder(&[]);
    let text = FINE.replace("\"breathing\"", "\"streching\"").replace(
        "Rest(secs: 10)",
        "Prepare(secs: 15), Repeat(times: 2, steps: [Stretch(pose: \"A\", secs: 50, drawing: \"knee-chest\")]), \
         Stretch(pose: \"B\", secs: 21.5, drawing: \"knee-chest\"), Stretch(pose: \"C\", secs: 1, drawing: \"cat-cow\")",
    );
    std::fs::write(folder.path().join("odd.ron"), text).unwrap();
    let odd = ebb(folder.path(), &["check", "odd.ron"]);
    assert_eq!((odd.status.code(), stderr(&odd)), (Some(0), String::new()));
    assert_snapshot!(stdout(&odd), @r"
    odd.ron: Mine: 2 min 18 s, 2 min 3 s count for streching
    odd.ron: note: no plan that comes with Ebb has a practice streching; did you mean stretching?
    odd.ron: note: there is no drawing knee-chest: nothing is drawn; did you mean knee-to-chest?
    ");
}

/// What somebody leaves out who leaves out the pelvic area.
fn without_pelvis() -> LeftOut {
    LeftOut { areas: Area::Pelvis.into(), ..LeftOut::default() }
}

/// Five seconds of a part of the body, as its author marked it.
const PELVIC: &str = r#"Cue(secs: 5, say: "Soften.", area: Pelvis)"#;

#[test]
fn what_the_settings_leave_out_goes_from_every_session_with_its_time() {
    let mixed = FINE.replace("Rest(secs: 10)", &format!("{PELVIC}, Cue(secs: 10, say: \"Feet.\")"));
    let only = FINE.replace("Rest(secs: 10)", PELVIC);
    let folder = folder(&[("mixed.ron", &mixed), ("only.ron", &only)]);
    let all = Catalogue::load(&folder.path().join("data/sessions"));
    let without = all.as_chosen(&without_pelvis());
    let len = |catalogue: &Catalogue, name: &str| catalogue.programme(name).map(|one| one.timeline.len().whole_secs());
    assert_eq!((len(&all, "mixed"), len(&without, "mixed")), (Some(15), Some(10)));
    assert_eq!(len(&all, "daily-five"), len(&without, "daily-five"));
    assert!(len(&without, "body-scan") < len(&all, "body-scan"));
    assert_eq!((len(&all, "only"), len(&without, "only")), (Some(5), None));
    assert_snapshot!(without.named("only").unwrap_err(), @"Nothing is left of “Mine” without what you leave out. Settings can bring it back.");
    assert_eq!(len(&all.as_chosen(&LeftOut::default()), "mixed"), Some(15));
}

#[test]
fn a_pose_that_is_left_out_goes_from_every_session_and_is_still_offered_in_the_settings() {
    let frog = LeftOut { poses: vec!["flat frog".into()], ..LeftOut::default() };
    let all = Catalogue::shipped();
    let without = all.as_chosen(&frog);
    let has = |catalogue: &Catalogue| catalogue.poses().contains("Flat frog");
    assert_eq!((has(&all), has(&without)), (true, false));
    assert_eq!(without.poses().len() + 1, all.poses().len());
}

#[test]
fn a_session_of_which_nothing_is_left_says_so_and_is_not_played() {
    let only = FINE.replace("Rest(secs: 10)", PELVIC);
    let folder = folder(&[("only.ron", &only)]);
    std::fs::write(folder.path().join("data/settings.ron"), "(leave_out_pelvis: true)").unwrap();
    let played = ebb(folder.path(), &["play", "only", "--terminal"]);
    assert_eq!((played.status.code(), stdout(&played)), (Some(1), String::new()));
    assert!(stderr(&played).contains("Nothing is left of “Mine” without what you leave out."), "{}", stderr(&played));
}
