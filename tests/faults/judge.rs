//! What is found in a folder after a fault: refused, or lost, torn, left behind or readable.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use ebb::data::DataDir;
use ebb::inventory::{Item, Stage, identify};
use ebb::journal::{Journal, JournalError, backups, read};

use super::layer::Point;
use super::operations::{Expected, NOTE, Operation, State, data_in, secret};

/// What is wrong: each is a fault of Ebb's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Wrong {
    /// What was saved before, or was said to be saved, is not there.
    Lost,
    /// Something is neither as it was nor as it was to be.
    Torn,
    /// Something is left that nobody clears away.
    Left,
    /// What a passphrase is to hide can be read.
    Readable,
}

/// A folder's files with what is in them, by their paths in it.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// All that is in a folder.
pub(super) fn files(folder: &Path) -> Files {
    let (mut found, mut folders) = (Files::new(), vec![folder.to_owned()]);
    while let Some(next) = folders.pop() {
        // Where nothing could be made there is no folder.
        for file in fs::read_dir(&next).into_iter().flatten() {
            let path = file.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).unwrap();
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), bytes);
            }
        }
    }
    found
}

/// What stands in the folder of an operation before it, and after it when nothing is in its way.
pub(super) struct Model {
    pub(super) start: Files,
    pub(super) done: Files,
}

/// What is wrong in a folder in which an operation met a fault, with what was found.
pub(super) fn judge(
    operation: &Operation,
    model: &Model,
    point: Point,
    answer: &Output,
    folder: &Path,
) -> Vec<(Wrong, String)> {
    let mut wrong = Vec::new();
    if !point.how.kills() && !matches!(answer.status.code(), Some(0 | 1 | 3)) {
        wrong.push((
            Wrong::Torn,
            format!("ended with {:?}: {}", answer.status, String::from_utf8_lossy(&answer.stderr)),
        ));
    }
    let told = String::from_utf8_lossy(&[&answer.stdout[..], &answer.stderr].concat()).into_owned();
    if !point.how.kills() && operation.expected != Expected::SetAside && told.contains("amaged") {
        wrong.push((Wrong::Torn, format!("what could not be read or written is called damaged: {told}")));
    }
    let data = data_in(folder);
    match operation.expected {
        Expected::Journal { before, after } => {
            let found = journal(before, after, answer, &data, &mut wrong);
            wrong.extend(backups_are_there(model, &data));
            if let Some(found) = found {
                comes_back(found, &data, &mut wrong);
            }
        }
        Expected::SetAside => {
            let path = Path::new("data/journal.db");
            if !files(folder).values().any(|bytes| *bytes == model.start[path]) {
                wrong.push((Wrong::Lost, "the damaged journal is nowhere".to_owned()));
            }
            match read(&data, None) {
                Ok(found) if found.entries.is_empty() => {}
                Err(JournalError::Damaged { .. } | JournalError::Gone { .. }) => {}
                other => wrong.push((Wrong::Torn, format!("{:?}", other.map(|found| found.entries.len())))),
            }
        }
        Expected::Nothing => {
            if !answer.status.success() {
                Journal::take(&data).unwrap().delete_everything().unwrap();
            }
            let left = files(data.folder()).into_keys().filter(|path| path != Path::new("lock"));
            wrong.extend(left.map(|path| (Wrong::Readable, path.display().to_string())));
            return wrong;
        }
    }
    wrong.extend(others_are_whole(model, folder));
    if operation.is_of_a_file() {
        // What is left of a file that was to be written whole goes when it is written the next time.
        let again = operation.command(folder).stdin(Stdio::null()).output().unwrap();
        if !again.status.success() {
            wrong.push((Wrong::Torn, format!("not done again: {}", String::from_utf8_lossy(&again.stderr))));
        }
    }
    wrong.extend(left_behind(&data));
    wrong
}

/// Which of the two states the journal has, if one.
fn journal(
    before: State,
    after: State,
    answer: &Output,
    data: &DataDir,
    wrong: &mut Vec<(Wrong, String)>,
) -> Option<State> {
    let state_of = |passphrase: Option<&'static str>| {
        let found = read(data, passphrase.map(secret).as_ref());
        let found = match found {
            Err(JournalError::Older) => Ok(before.entries),
            other => other.map(|found| found.entries.len()),
        };
        // A passphrase that is not needed does not count.
        let needed = ebb::journal::needs_passphrase(data);
        found.map(|entries| State { passphrase: passphrase.filter(|_| needed), entries })
    };
    let found = state_of(after.passphrase).or_else(|_| state_of(before.passphrase));
    match found {
        Ok(found) if found == after => Some(found),
        Ok(found) if found == before && !answer.status.success() => Some(found),
        Ok(found) if found.entries < before.entries => {
            wrong.push((Wrong::Lost, format!("{found:?}")));
            None
        }
        Ok(found) if answer.status.success() => {
            wrong.push((Wrong::Lost, format!("{found:?}, and was said to be done")));
            None
        }
        Ok(found) => {
            wrong.push((Wrong::Torn, format!("{found:?}")));
            None
        }
        Err(why) => {
            wrong.push((Wrong::Torn, format!("{why}")));
            None
        }
    }
}

/// Each backup that was there is there, but for one that five newer ones of its kind let go.
fn backups_are_there(model: &Model, data: &DataDir) -> Vec<(Wrong, String)> {
    let found = backups(data).unwrap();
    let lost = |path: &PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let newer = found.iter().filter(|backup| backup.name.ends_with("-daily") && *backup.name > *name).count();
        let is_there = found.iter().any(|backup| backup.name == name) || newer >= 5;
        (!is_there).then(|| (Wrong::Lost, format!("{name} is not there")))
    };
    let made = model.start.keys().filter(|path| path.starts_with("data/backups"));
    made.filter_map(lost).collect()
}

/// The one whose journal it is opens it again, to write: then nothing is there that only a fault leaves, and nothing can be
/// read that the passphrase hides.
fn comes_back(found: State, data: &DataDir, wrong: &mut Vec<(Wrong, String)>) {
    if found.entries == 0 && !data.folder().exists() {
        return;
    }
    if let Err(why) = Journal::open_for_writing(data, found.passphrase.map(secret).as_ref()) {
        wrong.push((Wrong::Torn, format!("cannot be opened again: {why}")));
    }
    let entries = read(data, found.passphrase.map(secret).as_ref()).map(|read| read.entries.len());
    if entries != Ok(found.entries) {
        wrong.push((Wrong::Lost, format!("{entries:?} of {} entries, once it was opened again", found.entries)));
    }
    if found.passphrase.is_none() {
        return;
    }
    for (path, bytes) in files(data.folder()) {
        if bytes.windows(NOTE.len()).any(|window| window == NOTE.as_bytes()) {
            wrong.push((Wrong::Readable, path.display().to_string()));
        }
    }
}

/// Files that are no databases are as they were or as they were to be, but for what a clock says in them.
fn others_are_whole(model: &Model, folder: &Path) -> Vec<(Wrong, String)> {
    let masked = |bytes: &Vec<u8>| -> Vec<u8> {
        bytes.iter().map(|byte| if byte.is_ascii_digit() { b'0' } else { *byte }).collect()
    };
    let is_other = |path: &Path| {
        let known = identify(&data_in(folder), &folder.join(path));
        !matches!(known, Some((Item::Journal | Item::Backup | Item::Lock, _) | (_, Stage::Half)))
            && ebb::data::half_of(path.file_name().unwrap().to_str().unwrap()).is_none()
    };
    let now = files(folder);
    let mut wrong = Vec::new();
    for path in model.start.keys().chain(now.keys()).filter(|path| is_other(path)) {
        let (was, will, is) = (model.start.get(path), model.done.get(path), now.get(path));
        let is_one = [was, will].into_iter().any(|one| one.map(masked) == is.map(masked));
        if !is_one {
            wrong.push((Wrong::Torn, format!("{} is neither old nor new", path.display())));
        }
    }
    wrong.dedup();
    wrong
}

/// What is in the data folder that no operation leaves there.
fn left_behind(data: &DataDir) -> Vec<(Wrong, String)> {
    let exports = ["out.json", "entries.csv", "weeks.csv", "out.html"];
    let is_well = |path: &Path| match identify(data, &data.folder().join(path)) {
        Some((_, Stage::Whole)) => true,
        Some(_) => false,
        None => exports.iter().any(|name| path == Path::new(name)),
    };
    let left = files(data.folder()).into_keys().filter(|path| !is_well(path));
    left.map(|path| (Wrong::Left, path.display().to_string())).collect()
}
