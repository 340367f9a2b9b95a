//! What the command line says to a person: what was done, what was wrong with what was asked, and what to do.

use std::path::Path;
use std::process::Command;

/// The exit code, standard output and standard error of a call in `folder`, which is its data folder as well.
fn told(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut ebb = Command::new(env!("CARGO_BIN_EXE_ebb"));
    ebb.args(arguments).env("EBB_DATA_DIR", folder).env_remove("EBB_PASSPHRASE").current_dir(folder);
    let output = ebb.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_rendered_file_is_named_with_its_length_and_its_form() {
    let folder = tempfile::tempdir().unwrap();
    let plain = told(folder.path(), &["render", "daily-five", "--out", "five.wav", "--rate", "22050", "--bits", "16"]);
    assert_eq!(plain, (0, "five.wav: 5:00, 22050 Hz, 16 bits, stereo\n".into(), String::new()));
    let tail = told(folder.path(), &["render", "daily-five", "--out", "five.wav", "--rate", "22050", "--tail"]);
    assert_eq!(tail, (0, "five.wav: 5:04, 22050 Hz, 24 bits, stereo\n".into(), String::new()));
}

#[test]
fn usage_names_the_data_folder_as_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["render", "check", "export"] {
        let (code, _, complained) = told(folder.path(), &[command]);
        assert_eq!(code, 2);
        assert!(!complained.contains("--data-dir"), "{complained}");
    }
    let (code, help, _) = told(folder.path(), &["--help"]);
    assert_eq!(code, 0);
    assert!(help.contains("EBB_DATA_DIR") && help.contains("--data-dir <DIR>"), "{help}");
}

#[test]
fn the_option_goes_before_the_variable() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let named = other.path().to_str().unwrap();
    let (_, told, _) = told(folder.path(), &["doctor", "--data-dir", named]);
    assert!(told.contains(named), "{told}");
    assert!(!told.contains(folder.path().to_str().unwrap()), "{told}");
}

#[test]
fn an_option_that_cannot_be_says_what_is_expected() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, expected) in [
        (&["week", "--date", "yesterday"][..], "a date is written as year-month-day, such as 2026-11-30"),
        (&["week", "--date", "2026-02-30"], "there is no 30 February"),
        (&["week", "--last", "0"], "expected a number of weeks from 1 to 5000"),
        (&["render", "daily-five", "--out", "x.wav", "--rate", "1"], "expected 22050 to 192000 frames a second"),
    ] {
        let (code, said, complained) = told(folder.path(), arguments);
        assert_eq!((code, said.as_str()), (2, ""), "{arguments:?}");
        assert!(complained.contains(expected), "{complained}");
    }
}

#[test]
fn a_file_that_is_no_export_is_told_apart_from_one_with_a_mistake() {
    let folder = tempfile::tempdir().unwrap();
    let told = |text: &str| {
        std::fs::write(folder.path().join("it.json"), text).unwrap();
        let (code, said, complained) = told(folder.path(), &["import", "it.json"]);
        assert_eq!((code, said.as_str()), (1, ""));
        complained
    };
    let not = "; this is no file that `ebb export` wrote, which begins with { \"ebb\":, nothing was changed\n";
    for text in ["date,minutes\n2026-11-22,20\n", "", "{\"habits\": []}", "[1, 2]"] {
        let complained = told(text);
        assert!(complained.starts_with("it.json:1:") && complained.ends_with(not), "{complained}");
    }
    let complained = told("{\"ebb\": 1, \"entries\": [{}]}");
    assert!(complained.starts_with("it.json:1:") && !complained.contains("no file that"), "{complained}");
}

#[test]
fn what_is_not_there_is_told_in_plain_words() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, code, sentence) in [
        (&["import", "no.json"][..], 1, "no.json cannot be read: there is no such file, nothing was changed\n"),
        (
            &["import", "."],
            1,
            ". cannot be read: it is a folder; name a file that `ebb export` wrote, nothing was changed\n",
        ),
        (
            &["render", "daily-five", "--out", "no/x.wav"],
            3,
            "no/x.wav: the file cannot be written: its folder is not there\n",
        ),
    ] {
        assert_eq!(told(folder.path(), arguments), (code, String::new(), sentence.into()));
    }
}

#[test]
fn a_practice_that_was_not_asked_for_says_so_once() {
    let folder = tempfile::tempdir().unwrap();
    let (code, week, _) = told(folder.path(), &["week", "--date", "2026-11-22"]);
    assert_eq!(code, 0);
    let row = week.lines().find(|line| line.starts_with("Stretching")).unwrap();
    assert_eq!(row.split_whitespace().collect::<Vec<_>>().join(" "), "Stretching 0 days nothing asked this week");
}
