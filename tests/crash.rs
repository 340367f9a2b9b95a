//! What is promised for the journal when the program is killed, the disk is full, or nothing can be written: each with
//! real processes on a real file.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use ebb::data::DataDir;
use ebb::journal::{Journal, Keeper};
use ebb::plan::{Ended, Entry};
use ebb::wake::Wake;

/// So many programs are killed.
const KILLS: u32 = 200;
const FOLDER: &str = "EBB_TEST_FOLDER";
const ROLE: &str = "EBB_TEST_ROLE";

fn entry(round: u32, n: u32) -> Entry {
    Entry {
        title: format!("{round}"),
        ..Entry::by_hand(format!("{round:016x}{n:016x}"), "breathing", "2026-11-22".parse().unwrap(), 300 + n)
    }
}

/// The session that runs in a round.
fn running(round: u32, active_s: u32) -> Entry {
    Entry { active_s, ended: Ended::Finished, ..entry(round, 999_999_999) }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // Whoever listens may have heard enough.
    let _ = writeln!(out, "\n{line}").and_then(|()| out.flush());
}

/// Writes as fast as it can, saying each time what is on disk.
fn write_for_ever(data: &DataDir, round: u32) {
    let mut journal = Journal::open_for_writing(data, None).unwrap();
    for n in 1.. {
        journal.checkpoint(&running(round, 10 * n)).unwrap();
        say(&format!("practised {} s", 10 * n));
        journal.save(&entry(round, n)).unwrap();
        say(&format!("saved {n}"));
    }
}

/// Saves large entries until one is refused, makes room, and saves it after all.
fn fill_the_disk(data: &DataDir) {
    data.create().unwrap();
    let ballast = data.folder().join("ballast");
    std::fs::write(&ballast, vec![1; 200_000]).unwrap();
    let keeper = Keeper::open(data, Wake::nobody());
    keeper.ready().unwrap();
    let large = |n| Entry { note: "n".repeat(20_000), ..entry(0, n) };
    let mut saved = 0;
    let why = loop {
        match keeper.save(large(saved + 1)).recv().unwrap() {
            Ok(()) => saved += 1,
            Err(why) => break why,
        }
        assert!(saved < 1_000, "the disk is never full");
    };
    say(&format!("refused {why}"));
    assert_eq!((keeper.waiting(), keeper.snapshot().unwrap().entries.len()), (vec![large(saved + 1)], saved as usize));
    std::fs::remove_file(ballast).unwrap();
    keeper.save(entry(0, 9_999)).recv().unwrap().unwrap();
    assert_eq!(keeper.waiting(), []);
    keeper.close();
    say(&format!("kept {}", saved + 2));
}

/// Tries to save where nothing can be written.
fn be_refused(data: &DataDir) {
    let keeper = Keeper::open(data, Wake::nobody());
    let why = keeper.save(entry(0, 7)).recv().unwrap().unwrap_err();
    assert_eq!(keeper.waiting(), [entry(0, 7)]);
    say(&format!("refused {why}"));
}

#[test]
#[ignore = "the part that the others start, and kill"]
fn plays_a_part_in_the_others() {
    let data = DataDir::at(std::env::var_os(FOLDER).unwrap());
    match std::env::var(ROLE).unwrap().as_str() {
        "fills" => fill_the_disk(&data),
        "refused" => be_refused(&data),
        "saves one" => Journal::open_for_writing(&data, None).unwrap().save(&entry(0, 1)).unwrap(),
        round => write_for_ever(&data, round.parse().unwrap()),
    }
}

fn part(role: &str, folder: &std::path::Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "crash::plays_a_part_in_the_others", "--ignored", "--nocapture"]);
    command.env(FOLDER, folder).env(ROLE, role).stdin(Stdio::null());
    command
}

/// Numbers of no pattern that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

#[test]
fn nothing_that_was_said_to_be_saved_is_lost_when_the_program_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let data = DataDir::at(folder.path().join("data"));
    let mut dice = Dice(2_026);
    let (mut saved, mut ran) = (Vec::new(), Vec::new());
    for round in 0..KILLS {
        let mut child =
            part(&round.to_string(), data.folder()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut hear = |line: &str| {
            if let Some(n) = line.strip_prefix("saved ") {
                saved.push((round, n.parse::<u32>().unwrap()));
            } else if let Some(active) = line.strip_prefix("practised ").and_then(|line| line.strip_suffix(" s")) {
                ran.retain(|(of, _)| *of != round);
                ran.push((round, active.parse::<u32>().unwrap()));
            }
        };
        // Some lines are waited for, none in many rounds, and then some turns: no instant is spared.
        for _ in 0..dice.below(40) {
            hear(&lines.next().unwrap().unwrap());
        }
        for _ in 0..dice.below(400_000) {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        lines.for_each(|line| hear(&line.unwrap()));
        child.wait().unwrap();
    }
    assert!(saved.len() > KILLS as usize && ran.len() > 50, "{} and {}", saved.len(), ran.len());
    let mut journal = Journal::open_for_writing(&data, None).unwrap();
    journal.settle().unwrap();
    let read = journal.read().unwrap();
    let find = |wanted: &Entry| read.entries.iter().find(|entry| entry.id == wanted.id);
    for (round, n) in saved {
        let found = find(&entry(round, n)).unwrap_or_else(|| panic!("entry {n} of round {round} is lost"));
        assert_eq!((found.active_s, found.title.clone()), (300 + n, round.to_string()));
    }
    for (round, active_s) in ran {
        let found = find(&running(round, 0)).unwrap_or_else(|| panic!("the session of round {round} is lost"));
        assert_eq!(found.ended, Ended::Interrupted);
        assert!(found.active_s >= active_s, "round {round}: {} of {active_s} s", found.active_s);
    }
    let names: Vec<_> = std::fs::read_dir(data.folder()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| ["journal.db", "lock", "backups"].iter().any(|known| name == *known)), "{names:?}");
    let backups = std::fs::read_dir(data.backups()).unwrap().map(|file| file.unwrap().file_name());
    assert!(backups.into_iter().all(|name| name.to_string_lossy().ends_with("-daily.db")));
}

/// What a shell in a file system of its own says: standard output, or nothing where this computer permits none.
fn in_a_file_system_of_its_own(folder: &std::path::Path, script: &str) -> Option<String> {
    let ours = |inner: &str| {
        let mut command = Command::new("unshare");
        command.args(["--map-root-user", "--mount", "sh", "-ec", inner]).stdin(Stdio::null());
        command
    };
    let mounts = format!("mount -t tmpfs -o size=1m,mode=700 tmpfs '{}'", folder.display());
    let permitted = ours(&mounts).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    if !permitted {
        return None;
    }
    Some(said_by(ours(&format!("{mounts}; {script}")), folder))
}

/// What a shell says that plays parts on `folder`.
fn said_by(mut shell: Command, folder: &std::path::Path) -> String {
    shell.env("TESTS", std::env::current_exe().unwrap()).env("EBB", env!("CARGO_BIN_EXE_ebb"));
    shell.env(FOLDER, folder.join("data")).env("EBB_DATA_DIR", folder.join("data")).env_remove("EBB_PASSPHRASE");
    let output = shell.output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

#[expect(clippy::print_stdout, reason = "who reads the output of the tests is to know what was not tried")]
fn tell(what: &str) {
    println!("{what}");
}

/// The same in the folder itself, made unwritable by its permissions. Nothing where they do not hold: for root.
fn in_an_unwritable_folder(folder: &std::path::Path, before: &str, then: &str) -> Option<String> {
    let id = Command::new("id").arg("-u").output().ok()?;
    if String::from_utf8_lossy(&id.stdout).trim() == "0" {
        tell("SKIPPED: as root, and without a file system of its own, no folder can be made unwritable here");
        return None;
    }
    let shown = folder.display();
    let mut shell = Command::new("sh");
    shell
        .args(["-ec", &format!("{before} chmod -R a-w '{shown}'; {then}; chmod -R u+w '{shown}'")])
        .stdin(Stdio::null());
    Some(said_by(shell, folder))
}

/// Runs a part in such a shell.
const PART: &str = "part() { EBB_TEST_ROLE=\"$1\" \"$TESTS\" --exact crash::plays_a_part_in_the_others --ignored \
                    --nocapture; };";

#[test]
fn on_a_full_disk_an_entry_waits_and_nothing_before_it_is_harmed() {
    let folder = tempfile::tempdir().unwrap();
    let script = format!("{PART} part fills; \"$EBB\" log --json");
    // Where no file system can be had, the journal's own tests fill it to a number of pages.
    let Some(said) = in_a_file_system_of_its_own(folder.path(), &script) else {
        println!("SKIPPED: no small file system can be mounted here to be filled");
        return;
    };
    let line =
        |begins: &str| said.lines().find_map(|line| line.strip_prefix(begins)).unwrap_or_else(|| panic!("{said}"));
    assert!(line("refused ").contains("the disk is full"), "{said}");
    let kept: usize = line("kept ").parse().unwrap();
    assert!(kept > 3, "{kept}");
    assert_eq!(said.matches("\"title\": \"0\"").count(), kept);
}

#[test]
fn in_a_folder_that_cannot_be_written_the_journal_can_be_read_and_an_entry_waits() {
    let folder = tempfile::tempdir().unwrap();
    let shown = folder.path().display();
    let (before, then) = (format!("{PART} part 'saves one';"), "part refused; \"$EBB\" log --json; \"$EBB\" week");
    let script = format!("{before} mount -o remount,ro '{shown}'; {then}");
    let said = in_a_file_system_of_its_own(folder.path(), &script);
    let Some(said) = said.or_else(|| in_an_unwritable_folder(folder.path(), &before, then)) else { return };
    let why = said.lines().find_map(|line| line.strip_prefix("refused ")).unwrap_or_else(|| panic!("{said}"));
    assert!(why.contains("read-only") || why.contains("permission is denied"), "{why}");
    assert_eq!(said.matches("\"title\": \"0\"").count(), 1, "{said}");
}
