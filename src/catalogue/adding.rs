//! Putting own sessions into their folder: checked first, then each copied whole or not at all.
//!
//! Knows names and bytes; refuses to know who asks, and what a session is beyond whether it reads.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::{Programme, SHIPPED, plain, regular_bytes};
use crate::data::{create_private_folder, write_private};
use crate::session::{self, Problem, limits};

/// What becomes of a different file that has the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and the new one is refused.
    Keep,
    /// The new one takes its place.
    Replace,
}

/// A session that is in the folder now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// What it is called: its file's name without `.ron`.
    pub name: String,
    /// Where it lies now.
    pub path: PathBuf,
    /// What was there before.
    pub before: Before,
}

/// What was in the folder before a session was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// Nothing of that name.
    Nothing,
    /// The same, byte for byte: nothing was written.
    Same,
    /// A different one, which is gone.
    Other,
}

/// Why not every session is in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddError {
    /// Some file is wrong and nothing was copied: the text that `ebb check` prints, each line with its line end.
    Wrong(String),
    /// The disk refused: one sentence, and the sessions that were copied before.
    Disk {
        /// What happened and where.
        why: String,
        /// These are in the folder.
        added: Vec<Added>,
    },
}

/// A file that may be copied.
struct Checked {
    added: Added,
    bytes: Vec<u8>,
}

/// Checks every file, and when all are fine copies them into `folder`, which is made when it is not there. What is
/// written can be read by its owner only.
///
/// # Errors
/// When any file is wrong: it does not read, its name cannot be named on the command line, belongs to a shipped
/// session or, with [`Existing::Keep`], to a different own one. Or when the disk refuses.
pub fn add(files: &[PathBuf], folder: &Path, existing: Existing) -> Result<Vec<Added>, AddError> {
    let mut seen = BTreeMap::new();
    let mut wrong = String::new();
    let mut checked = Vec::new();
    for file in files {
        match check(file, folder, existing, &mut seen) {
            Ok(fine) => checked.push(fine),
            Err(text) => wrong.push_str(&text),
        }
    }
    if !wrong.is_empty() {
        return Err(AddError::Wrong(wrong));
    }
    let mut added = Vec::new();
    for Checked { added: this, bytes } in checked {
        if this.before != Before::Same
            && let Err(error) = write_whole(&this.path, &bytes)
        {
            let why = format!("{} cannot be written: {}", this.path.display(), plain(&error));
            return Err(AddError::Disk { why, added });
        }
        added.push(this);
    }
    Ok(added)
}

/// Reads a file once, so that what was checked is what is copied; else the text that `ebb check` prints.
fn check(
    file: &Path,
    folder: &Path,
    existing: Existing,
    seen: &mut BTreeMap<String, Vec<u8>>,
) -> Result<Checked, String> {
    let shown = file.display().to_string();
    let refused = |message: String| session::describe(&shown, &[Problem::of_file(message)]);
    let bytes = regular_bytes(file).map_err(refused)?;
    let name = callable_name(file).map_err(refused)?;
    Programme::read(&name, &shown, &bytes)?;
    if SHIPPED.iter().any(|(shipped, _)| *shipped == name) {
        return Err(refused(format!(
            "{name} is the name of a session that comes with Ebb: give this file another name"
        )));
    }
    let path = folder.join(format!("{name}.ron"));
    let before = match seen.get(&name) {
        Some(first) if *first == bytes => Before::Same,
        Some(_) => {
            return Err(refused(format!("another of these files is called {name} too: give one of them another name")));
        }
        None => what_is_there(&path, &bytes).map_err(refused)?,
    };
    if before == Before::Other && existing == Existing::Keep {
        let message = format!(
            "you have another session called {name}: rename this file, or replace the other with `ebb add --replace`"
        );
        return Err(refused(message));
    }
    seen.insert(name.clone(), bytes.clone());
    Ok(Checked { added: Added { name, path, before }, bytes })
}

/// The file's name without `.ron`, when a command line can name it without quotes and on every computer.
fn callable_name(file: &Path) -> Result<String, String> {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let name = file.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".ron"));
    let name = name.filter(|name| {
        let count = name.chars().count();
        (limits::NAME.least..=limits::NAME.most).contains(&count) && name.chars().all(is_plain)
    });
    let why = || {
        let limit = limits::NAME;
        format!("the file's name must be {limit} out of a–z, 0–9 and -, then .ron: call it my-breath.ron, say")
    };
    name.map(str::to_owned).ok_or_else(why)
}

/// What the folder has at `path`, compared with `bytes`; else why it cannot be replaced.
fn what_is_there(path: &Path, bytes: &[u8]) -> Result<Before, String> {
    match std::fs::metadata(path) {
        // The folder itself is judged by writing into it.
        Err(_) => Ok(Before::Nothing),
        Ok(there) if there.is_file() => {
            let same = regular_bytes(path).is_ok_and(|there| there == bytes);
            Ok(if same { Before::Same } else { Before::Other })
        }
        Ok(_) => Err(format!("{} is in its way, and is not a file: move that away first", path.display())),
    }
}

/// Writes a file for its owner only, whole or not at all; its folder is made when it is not there.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        create_private_folder(folder)?;
    }
    write_private(path, bytes)
}
