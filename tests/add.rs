//! `ebb add` through the real program: own sessions are checked, then copied whole or not at all.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use insta::assert_snapshot;

const FINE: &str = "Session(format: 1, title: \"Mine\", practice: \"breathing\", steps: [Rest(secs: 10)])";
const OTHER: &str = "Session(format: 1, title: \"Other\", practice: \"breathing\", steps: [Rest(secs: 20)])";

/// A folder to work in; its data folder does not exist yet.
struct Place(tempfile::TempDir);

impl Place {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn ebb(&self, arguments: &[&str]) -> Output {
        self.ebb_with_data(&self.path("data"), arguments)
    }

    fn ebb_with_data(&self, data: &Path, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ebb"));
        command.args(arguments).env("EBB_DATA_DIR", data).current_dir(self.0.path()).output().unwrap()
    }

    /// What a call said on standard output, with this folder's name as `…`.
    fn said(&self, output: &Output) -> String {
        String::from_utf8(output.stdout.clone()).unwrap().replace(self.0.path().to_str().unwrap(), "…")
    }

    fn complained(&self, output: &Output) -> String {
        String::from_utf8(output.stderr.clone()).unwrap().replace(self.0.path().to_str().unwrap(), "…")
    }

    /// The names of everything in the folder of own sessions, hidden or not.
    fn own(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path("data/sessions")) else { return Vec::new() };
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn own_text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path("data/sessions").join(name)).unwrap()
    }
}

#[test]
fn what_is_fine_is_copied_and_can_be_named_from_then_on() {
    let place = Place::with(&[("a/mine.ron", FINE), ("other.ron", OTHER)]);
    let added = place.ebb(&["add", "a/mine.ron", "other.ron"]);
    assert_eq!((added.status.code(), place.complained(&added)), (Some(0), String::new()));
    assert_snapshot!(place.said(&added), @r"
    mine: added, …/data/sessions/mine.ron
    other: added, …/data/sessions/other.ron
    ");
    assert_eq!(place.own(), ["mine.ron", "other.ron"]);
    assert_eq!(place.own_text("mine.ron"), FINE);
    let timeline = place.ebb(&["timeline", "mine"]);
    assert_eq!(timeline.status.code(), Some(0));
    assert_eq!(std::fs::read_to_string(place.path("a/mine.ron")).unwrap(), FINE, "the original stays");
}

#[test]
fn when_one_file_is_wrong_nothing_is_copied_and_check_would_say_the_same() {
    let wrong = FINE.replace("10", "0");
    let place = Place::with(&[("fine.ron", FINE), ("wrong.ron", &wrong), ("half.ron", "Session(")]);
    let files = ["fine.ron", "wrong.ron", "half.ron", "none.ron"];
    let added = place.ebb(&[&["add"], &files[..]].concat());
    let checked = place.ebb(&[&["check"], &files[..]].concat());
    assert_eq!((added.status.code(), place.complained(&added)), (Some(1), String::new()));
    // Of the file that is fine, check says how long it is.
    let wrong = place.said(&checked).replace("fine.ron: Mine: 10 seconds, all of it counts for breathing\n", "");
    assert_eq!(place.said(&added), wrong);
    assert!(place.said(&added).contains("wrong.ron:1:77: secs must be 0.5–3600 s, found 0\n"));
    assert!(!place.path("data").exists());
}

#[test]
fn a_name_that_cannot_be_typed_on_a_command_line_is_refused() {
    for name in ["My breath.ron", "Mine.ron", "mine.txt", "mine", ".ron", "mine.RON", "ä.ron", "a.b.ron"] {
        let place = Place::with(&[(name, FINE)]);
        let added = place.ebb(&["add", name]);
        let why =
            "the file's name must be 1–64 characters out of a–z, 0–9 and -, then .ron: call it my-breath.ron, say";
        assert_eq!((added.status.code(), place.said(&added)), (Some(1), format!("{name}:1:1: {why}\n")));
        assert!(place.own().is_empty());
    }
    let longest = format!("{}.ron", "a".repeat(64));
    let too_long = format!("{}.ron", "a".repeat(65));
    let place = Place::with(&[(&longest, FINE), (&too_long, FINE)]);
    assert_eq!(place.ebb(&["add", &longest]).status.code(), Some(0));
    assert_eq!(place.ebb(&["add", &too_long]).status.code(), Some(1));
    assert_eq!(place.own(), [longest]);
}

#[test]
fn a_shipped_name_is_refused_also_with_replace() {
    let place = Place::with(&[("daily-five.ron", FINE)]);
    for arguments in [&["add", "daily-five.ron"][..], &["add", "--replace", "daily-five.ron"]] {
        let added = place.ebb(arguments);
        let why = "daily-five is the name of a session that comes with Ebb: give this file another name";
        assert_eq!((added.status.code(), place.said(&added)), (Some(1), format!("daily-five.ron:1:1: {why}\n")));
    }
    assert!(place.own().is_empty());
}

#[test]
fn a_different_own_session_stays_unless_it_is_to_be_replaced() {
    let place = Place::with(&[("mine.ron", OTHER), ("new.ron", FINE), ("data/sessions/mine.ron", FINE)]);
    let kept = place.ebb(&["add", "new.ron", "mine.ron"]);
    assert_eq!(kept.status.code(), Some(1));
    assert_snapshot!(place.said(&kept), @"mine.ron:1:1: you have another session called mine: rename this file, or replace the other with `ebb add --replace`");
    assert_eq!((place.own(), place.own_text("mine.ron")), (vec!["mine.ron".to_owned()], FINE.to_owned()));
    let replaced = place.ebb(&["add", "--replace", "mine.ron"]);
    assert_eq!(replaced.status.code(), Some(0));
    assert_snapshot!(place.said(&replaced), @"mine: replaced, …/data/sessions/mine.ron");
    assert_eq!(place.own_text("mine.ron"), OTHER);
}

#[test]
fn the_same_again_is_fine_and_says_so() {
    let place = Place::with(&[("mine.ron", FINE), ("copy/mine.ron", FINE)]);
    place.ebb(&["add", "mine.ron"]);
    for file in ["mine.ron", "data/sessions/mine.ron"] {
        let again = place.ebb(&["add", file]);
        let said = "mine: already there, …/data/sessions/mine.ron\n".to_owned();
        assert_eq!((again.status.code(), place.said(&again)), (Some(0), said));
    }
    let twice = place.ebb(&["add", "mine.ron", "copy/mine.ron"]);
    assert_eq!((twice.status.code(), place.said(&twice).lines().count()), (Some(0), 2));
}

#[test]
fn two_different_files_of_one_name_are_refused_together() {
    let place = Place::with(&[("a/mine.ron", FINE), ("b/mine.ron", OTHER)]);
    let added = place.ebb(&["add", "--replace", "a/mine.ron", "b/mine.ron"]);
    assert_eq!(added.status.code(), Some(1));
    assert_snapshot!(place.said(&added), @"b/mine.ron:1:1: another of these files is called mine too: give one of them another name");
    assert!(place.own().is_empty());
}

#[test]
fn a_folder_as_a_file_is_told() {
    let place = Place::with(&[("folder.ron/inside.txt", "")]);
    let added = place.ebb(&["add", "folder.ron"]);
    assert_eq!(added.status.code(), Some(1));
    assert_snapshot!(place.said(&added), @"folder.ron:1:1: a session must be a regular file, found a folder");
}

#[test]
fn a_folder_where_the_session_would_lie_is_told_and_stays() {
    let place = Place::with(&[("mine.ron", FINE), ("data/sessions/mine.ron/inside.txt", "")]);
    let added = place.ebb(&["add", "--replace", "mine.ron"]);
    assert_eq!(added.status.code(), Some(1));
    assert_snapshot!(place.said(&added), @"mine.ron:1:1: …/data/sessions/mine.ron is in its way, and is not a file: move that away first");
    assert!(place.path("data/sessions/mine.ron/inside.txt").exists());
}

#[cfg(unix)]
#[test]
fn a_pipe_is_told_and_not_waited_for() {
    let place = Place::with(&[]);
    assert!(Command::new("mkfifo").arg(place.path("pipe.ron")).status().unwrap().success());
    let added = place.ebb(&["add", "pipe.ron"]);
    assert_eq!(added.status.code(), Some(1));
    assert_snapshot!(place.said(&added), @"pipe.ron:1:1: a session must be a regular file, found a pipe or device");
}

#[test]
fn a_disk_that_refuses_is_the_machines_fault() {
    let place = Place::with(&[("mine.ron", FINE), ("file", "not a folder")]);
    let added = place.ebb_with_data(&place.path("file/data"), &["add", "mine.ron"]);
    assert_eq!((added.status.code(), place.said(&added)), (Some(3), String::new()));
    assert!(place.complained(&added).starts_with("…/file/data/sessions/mine.ron cannot be written: "));
    assert_eq!(std::fs::read_to_string(place.path("file")).unwrap(), "not a folder");
}

#[cfg(unix)]
#[test]
fn a_folder_without_the_right_to_write_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::with(&[("mine.ron", FINE), ("data/sessions/other.ron", OTHER)]);
    let sessions = place.path("data/sessions");
    std::fs::set_permissions(&sessions, std::fs::Permissions::from_mode(0o500)).unwrap();
    if std::fs::write(sessions.join("probe"), "").is_ok() {
        return; // The superuser may write everywhere.
    }
    let added = place.ebb(&["add", "mine.ron"]);
    std::fs::set_permissions(&sessions, std::fs::Permissions::from_mode(0o700)).unwrap();
    assert_eq!(added.status.code(), Some(3));
    assert_snapshot!(place.complained(&added), @"…/data/sessions/mine.ron cannot be written: permission is denied");
    assert_eq!(place.own(), ["other.ron"]);
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_what_was_added() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::with(&[("mine.ron", FINE), ("new/mine.ron", OTHER)]);
    let mode = |name: &str| std::fs::metadata(place.path(name)).unwrap().permissions().mode() & 0o777;
    place.ebb(&["add", "mine.ron"]);
    assert_eq!((mode("data"), mode("data/sessions"), mode("data/sessions/mine.ron")), (0o700, 0o700, 0o600));
    let file = place.path("data/sessions/mine.ron");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    place.ebb(&["add", "--replace", "new/mine.ron"]);
    assert_eq!((mode("data/sessions/mine.ron"), place.own()), (0o600, vec!["mine.ron".to_owned()]));
}

#[test]
fn without_a_file_it_is_not_known_what_to_add() {
    assert_eq!(Place::with(&[]).ebb(&["add"]).status.code(), Some(2));
}
