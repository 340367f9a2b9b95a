//! The passphrase and the backups on the command line, by the real program.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use ebb::data::DataDir;
use ebb::journal::{self, Journal, Kind, Passphrase};
use ebb::plan::Entry;

struct Place(tempfile::TempDir);

impl Place {
    /// With a journal of so many entries.
    fn with(entries: u32) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        let mut journal = Journal::open_for_writing(&place.data(), None).unwrap();
        for n in 1..=entries {
            journal.save(&entry(n)).unwrap();
        }
        drop(journal);
        place.settle();
        place
    }

    /// A program that another test is just starting holds what this one has open until it runs.
    fn settle(&self) {
        while journal::is_in_use(&self.data()) {
            std::thread::yield_now();
        }
    }

    fn data(&self) -> DataDir {
        DataDir::at(self.0.path().join("data"))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ebb"));
        command.args(arguments).env("EBB_DATA_DIR", self.data().folder()).current_dir(self.0.path());
        command.env_remove("EBB_PASSPHRASE").env_remove("EBB_NEW_PASSPHRASE").stdin(Stdio::null());
        command
    }

    fn ebb(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn with_secret(&self, secret: &str, arguments: &[&str]) -> Output {
        self.command(arguments).env("EBB_PASSPHRASE", secret).output().unwrap()
    }

    fn with_lines(&self, lines: &str, arguments: &[&str]) -> Output {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // It may have ended without reading any.
        let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
        child.wait_with_output().unwrap()
    }

    fn count(&self, passphrase: Option<&str>) -> Option<usize> {
        let passphrase = passphrase.map(|text| Passphrase::new(text.to_owned()).unwrap());
        journal::read(&self.data(), passphrase.as_ref()).ok().map(|read| read.entries.len())
    }

    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let (mut files, mut folders) = (Vec::new(), vec![self.data().folder().to_owned()]);
        while let Some(folder) = folders.pop() {
            for file in std::fs::read_dir(folder).unwrap() {
                let path = file.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push((path.clone(), std::fs::read(path).unwrap()));
                }
            }
        }
        files.sort();
        files
    }
}

fn entry(n: u32) -> Entry {
    Entry {
        note: "planted".into(),
        ..Entry::by_hand(format!("{n:032x}"), "breathing", "2026-11-22".parse().unwrap(), 300)
    }
}

/// Exit code, standard output, standard error.
fn told(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_passphrase_from_the_environment_is_set_used_and_removed() {
    let place = Place::with(2);
    let (code, said, _) = told(&place.with_secret("tide", &["passphrase", "set"]));
    assert_eq!(code, Some(0));
    assert!(said.starts_with("The journal is encrypted. Keep the passphrase"), "{said}");
    assert!(said.contains("One backup was rewritten in the same way."), "{said}");
    assert!(place.files().iter().all(|(_, bytes)| !bytes.windows(7).any(|window| window == b"planted")));
    for command in [&["log", "--json"][..], &["week", "--json"]] {
        assert_eq!(place.with_secret("tide", command).status.code(), Some(0), "{command:?}");
        assert_eq!(place.with_lines("tide\n", &[command, &["--passphrase-stdin"]].concat()).status.code(), Some(0));
    }
    let (code, said, _) = told(&place.with_secret("tide", &["passphrase", "remove"]));
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(place.count(None), Some(2));
}

#[test]
fn a_wrong_passphrase_is_told_in_these_words_and_changes_nothing() {
    let place = Place::with(1);
    place.with_secret("tide", &["passphrase", "set"]);
    let files = place.files();
    for command in [&["log"][..], &["week"], &["passphrase", "remove"], &["play", "daily-five", "--terminal"]] {
        let (code, said, error) = told(&place.with_secret("ebb", command));
        let words = "wrong passphrase, or not a journal of this program\n";
        assert_eq!((code, said.as_str(), error.as_str()), (Some(1), "", words), "{command:?}");
    }
    assert!(place.files() == files);
}

#[test]
fn without_a_passphrase_and_without_a_terminal_it_says_how_to_give_one() {
    let place = Place::with(1);
    place.with_secret("tide", &["passphrase", "set"]);
    let (code, said, error) = told(&place.ebb(&["log"]));
    assert_eq!((code, said.as_str()), (Some(1), ""));
    assert_eq!(
        error,
        "the journal has a passphrase: give it in EBB_PASSPHRASE, or as a line of standard input with \
         --passphrase-stdin\n"
    );
    // A doctor asks for nothing.
    let (code, said, _) = told(&place.ebb(&["doctor"]));
    assert!(code == Some(0) && said.contains("has a passphrase, or is none"), "{said}");
    let (_, said, _) = told(&place.with_secret("tide", &["doctor"]));
    assert!(said.contains("encrypted, whole, 1 logged"), "{said}");
}

#[test]
fn a_passphrase_is_changed_by_two_lines_or_two_variables() {
    let place = Place::with(1);
    assert_eq!(place.with_lines("one\none\n", &["passphrase", "set", "--passphrase-stdin"]).status.code(), Some(0));
    let (code, _, error) = told(&place.with_lines("one\n", &["passphrase", "change", "--passphrase-stdin"]));
    assert!(code == Some(1) && error.contains("two lines"), "{error}");
    assert_eq!(place.with_lines("one\ntwo\n", &["passphrase", "change", "--passphrase-stdin"]).status.code(), Some(0));
    assert_eq!((place.count(Some("one")), place.count(Some("two"))), (None, Some(1)));
    let mut command = place.command(&["passphrase", "change"]);
    command.env("EBB_PASSPHRASE", "two").env("EBB_NEW_PASSPHRASE", "three");
    assert_eq!(command.status().unwrap().code(), Some(0));
    assert_eq!(place.count(Some("three")), Some(1));
    let (code, _, error) =
        told(&place.with_lines("three\nfour\nfive\n", &["passphrase", "change", "--passphrase-stdin"]));
    assert_eq!((code, error.as_str()), (Some(1), "the two new passphrases differ: nothing was changed\n"));
    assert_eq!(place.count(Some("three")), Some(1));
}

#[test]
fn letters_composed_and_decomposed_are_one_passphrase() {
    let place = Place::with(1);
    let (composed, decomposed) = ("\u{fc}ber caf\u{e9}", "u\u{308}ber cafe\u{301}");
    let lines = format!("{decomposed}\n{composed}\n");
    assert_eq!(place.with_lines(&lines, &["passphrase", "set", "--passphrase-stdin"]).status.code(), Some(0));
    assert_eq!((place.count(Some(composed)), place.count(Some(decomposed))), (Some(1), Some(1)));
    let lines = format!("{composed}\ntide\n");
    assert_eq!(place.with_lines(&lines, &["passphrase", "change", "--passphrase-stdin"]).status.code(), Some(0));
    assert_eq!(place.count(Some("tide")), Some(1));
}

#[test]
fn what_cannot_be_meant_is_told_before_anything_is_asked() {
    let place = Place::with(1);
    let (code, _, error) = told(&place.with_secret("tide", &["passphrase", "change"]));
    assert_eq!((code, error.as_str()), (Some(1), "the journal has no passphrase: set one first\n"));
    let (code, _, error) = told(&place.ebb(&["passphrase", "set"]));
    assert!(code == Some(1) && error.contains("EBB_NEW_PASSPHRASE"), "{error}");
    place.with_secret("tide", &["passphrase", "set"]);
    let (code, _, error) = told(&place.with_secret("tide", &["passphrase", "set"]));
    assert_eq!((code, error.as_str()), (Some(1), "the journal has a passphrase already: change it instead\n"));
    let _open = Journal::open_for_writing(&place.data(), Some(&Passphrase::new("tide".to_owned()).unwrap())).unwrap();
    for command in [&["passphrase", "remove"][..], &["backup", "restore", "any"]] {
        let (code, _, error) = told(&place.with_secret("tide", command));
        assert_eq!((code, error.as_str()), (Some(3), "Ebb is already open\n"));
    }
}

#[test]
fn backups_are_listed_and_restored_and_what_was_there_is_kept() {
    let place = Place::with(1);
    let (_, said, _) = told(&place.ebb(&["backup", "list"]));
    assert_eq!(said, "There is no backup yet: one is made with the first entry of each day.\n");
    let mut journal = Journal::open_for_writing(&place.data(), None).unwrap();
    let name = journal.backup(Kind::BeforeImport).unwrap().unwrap();
    journal.save(&entry(2)).unwrap();
    drop(journal);
    let (_, said, _) = told(&place.ebb(&["backup", "list"]));
    assert!(said.lines().any(|line| line.starts_with(&name) && line.ends_with("before an import")), "{said}");
    let (code, said, _) = told(&place.ebb(&["backup", "restore", &name]));
    let kept = said.lines().nth(1).unwrap().strip_prefix("What was there is kept as ").unwrap().trim_end_matches('.');
    assert_eq!((code, place.count(None)), (Some(0), Some(1)));
    assert_eq!(place.ebb(&["backup", "restore", kept]).status.code(), Some(0));
    assert_eq!(place.count(None), Some(2));
    let (code, _, error) = told(&place.ebb(&["backup", "restore", "nonsense"]));
    let words = "there is no backup called nonsense: `ebb backup list` shows those there are\n";
    assert_eq!((code, error.as_str()), (Some(1), words));
}

/// Answers the questions of a command in a terminal, made by `script`; everything that came out of it.
#[cfg(target_os = "linux")]
fn answering(place: &Place, command: &str, answers: &[(&str, &str)]) -> String {
    use std::io::Read as _;

    let shell =
        format!("tty; exec {} --data-dir {} {command}", env!("CARGO_BIN_EXE_ebb"), place.data().folder().display());
    let mut script = Command::new("script");
    script.args(["-qfec", &shell, "/dev/null"]).env_remove("EBB_PASSPHRASE").env_remove("EBB_NEW_PASSPHRASE");
    let mut child = script.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut keys, mut out) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let (mut said, mut seen, mut byte) = (String::new(), 0, [0]);
    for (question, answer) in answers {
        while !said[seen..].contains(question) {
            assert_eq!(out.read(&mut byte).unwrap(), 1, "never asked {question:?}: {said:?}");
            said.push(char::from(byte[0]));
        }
        seen = said.len();
        // The question is asked a moment before the terminal stops showing what is typed.
        let terminal = said.lines().next().unwrap().trim().to_owned();
        let shows = || {
            let asked = Command::new("stty").args(["-F", &terminal, "-a"]).output().unwrap();
            !String::from_utf8_lossy(&asked.stdout).contains("-echo ")
        };
        while shows() {
            std::thread::yield_now();
        }
        writeln!(keys, "{answer}").unwrap();
    }
    out.read_to_string(&mut said).unwrap();
    let _ = child.wait();
    said
}

#[cfg(target_os = "linux")]
#[test]
fn a_passphrase_is_asked_for_in_a_terminal_and_never_shown() {
    let place = Place::with(2);
    let twice = [("New passphrase: ", "low water"), ("The same again: ", "low water")];
    let said = answering(&place, "passphrase set", &twice);
    assert!(!said.contains("low water"), "{said:?}");
    assert_eq!((place.count(None), place.count(Some("low water"))), (None, Some(2)));
    // Asked for by whatever needs it, and told when it is wrong.
    let said = answering(&place, "log", &[("Passphrase: ", "low water")]);
    assert!(!said.contains("low water") && said.contains("2026-11-"), "{said:?}");
    let said = answering(&place, "log", &[("Passphrase: ", "high water")]);
    assert!(!said.contains("high water") && said.contains("wrong passphrase"), "{said:?}");
    // Two that differ change nothing.
    let answers = [("Passphrase: ", "low water"), ("New passphrase: ", "ebb"), ("The same again: ", "flow")];
    answering(&place, "passphrase change", &answers);
    assert_eq!(place.count(Some("low water")), Some(2));
}

#[test]
fn a_first_page_that_is_damaged_is_told_from_a_wrong_passphrase_by_the_newest_backup() {
    let place = Place::with(2);
    place.with_secret("tide", &["passphrase", "set"]);
    place.settle();
    let key = Passphrase::new("tide".to_owned()).unwrap();
    let name =
        Journal::open_for_writing(&place.data(), Some(&key)).unwrap().backup(Kind::BeforeImport).unwrap().unwrap();
    place.settle();
    let mut bytes = std::fs::read(place.data().journal()).unwrap();
    // The salt, what is encrypted, and the seal of the first page.
    for at in [3, 1_000, 4_095] {
        bytes[at] ^= 1;
        std::fs::write(place.data().journal(), &bytes).unwrap();
        let (code, _, error) = told(&place.with_secret("tide", &["log"]));
        assert_eq!(code, Some(3), "{error}");
        assert!(error.contains("its first page is damaged, or it has another passphrase"), "{error}");
        assert!(error.contains(&format!("`ebb backup restore {name}` brings it back")), "{error}");
        let (code, _, error) = told(&place.with_secret("ebb", &["log"]));
        assert!(code == Some(1) && error.starts_with("wrong passphrase"), "{error}");
        bytes[at] ^= 1;
    }
    bytes[1_000] ^= 1;
    std::fs::write(place.data().journal(), &bytes).unwrap();
    assert_eq!(place.with_secret("tide", &["backup", "restore", &name]).status.code(), Some(0));
    assert_eq!(place.count(Some("tide")), Some(2));
}

#[test]
fn a_damaged_journal_is_brought_back_as_its_message_says() {
    for passphrase in [None, Some("tide")] {
        let place = Place::with(2);
        if let Some(passphrase) = passphrase {
            place.with_secret(passphrase, &["passphrase", "set"]);
        }
        place.settle();
        let key = passphrase.map(|text| Passphrase::new(text.to_owned()).unwrap());
        let mut journal = Journal::open_for_writing(&place.data(), key.as_ref()).unwrap();
        let name = journal.backup(Kind::BeforeImport).unwrap().unwrap();
        drop(journal);
        place.settle();
        let bytes = std::fs::read(place.data().journal()).unwrap();
        std::fs::write(place.data().journal(), &bytes[..bytes.len() - 4_096]).unwrap();
        let secret = passphrase.unwrap_or("of no use");
        let (code, _, error) = told(&place.with_secret(secret, &["log"]));
        assert_eq!(code, Some(3));
        assert!(error.contains(&format!("`ebb backup restore {name}` brings it back")), "{error}");
        assert_eq!(place.with_secret(secret, &["backup", "restore", &name]).status.code(), Some(0));
        assert_eq!(place.count(passphrase), Some(2));
    }
}
