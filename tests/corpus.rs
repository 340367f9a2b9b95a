//! Reading holds for every file that the fuzzer kept, and for the shipped sessions.

use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

#[path = "checks/reading.rs"]
mod reading;

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect()
}

fn hold_for_all(files: &[PathBuf]) {
    let fails = |file: &&PathBuf| catch_unwind(|| reading::hold_for(&std::fs::read(file).unwrap())).is_err();
    let failed: Vec<&PathBuf> = files.iter().filter(fails).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn reading_holds_for_the_corpus() {
    let corpus = files("fuzz/corpus/read");
    assert!((50..=300).contains(&corpus.len()), "{}", corpus.len());
    hold_for_all(&corpus);
}

#[test]
fn reading_holds_for_the_shipped_sessions() {
    let shipped = files("sessions");
    assert!(shipped.len() > 18);
    hold_for_all(&shipped);
}
