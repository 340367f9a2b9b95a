//! Own sessions written by the window: kept whole or not at all, taken away, and brought back.
//!
//! Knows names, bytes and places; refuses to know who wrote them. No other file is ever written over.

use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::adding::write_whole;
use super::{SHIPPED, hex, name_of, plain, regular_bytes};
use crate::session::{self, Session, limits};

/// What a session is kept as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A file of its own, named after its title.
    New,
    /// In this file, as long as that still is what was opened.
    Over {
        /// Where the file lies.
        path: PathBuf,
        /// SHA-256 of what was opened, hex.
        hash: String,
    },
}

/// A session that is in the folder now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its file's name without `.ron`.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// SHA-256 of the file, hex.
    pub hash: String,
    /// Whether the file that was opened had been changed meanwhile: it is as it was found, and this is another one.
    pub beside: bool,
}

/// Writes `session` into `folder`, which is made when it is not there. What is written can be read by its owner only.
///
/// # Errors
/// One sentence without its full stop, when the text would be longer than a session file may be, or the disk refuses.
pub fn keep(session: &Session, folder: &Path, place: &Place) -> Result<Kept, String> {
    let text = session::write(session);
    if text.len() > limits::FILE {
        return Err("a session file may be at most 1 MiB, and this one would be larger: take some steps away".into());
    }
    let unchanged = |path: &Path, hash: &str| regular_bytes(path).is_ok_and(|bytes| hashed(&bytes) == hash);
    let (path, beside) = match place {
        Place::Over { path, hash } if unchanged(path, hash) => (path.clone(), false),
        // It is gone: nothing to be careful with.
        Place::Over { path, .. } if !taken(path) => (path.clone(), false),
        Place::Over { .. } => (free(folder, &session.title), true),
        Place::New => (free(folder, &session.title), false),
    };
    write_whole(&path, text.as_bytes())
        .map_err(|error| format!("{} cannot be written: {}", path.display(), plain(&error)))?;
    Ok(Kept { name: name_of(&path), path, hash: hashed(text.as_bytes()), beside })
}

fn hashed(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Whether the editor could have written the file of this hash: then nothing of it is lost when it is written again.
pub fn is_plainly_written(session: &Session, hash: &str) -> bool {
    hashed(session::write(session).as_bytes()) == hash
}

/// A name made of a title's letters and digits that is neither a shipped session's nor that of a file in `folder`.
fn free(folder: &Path, title: &str) -> PathBuf {
    let base = file_name(title);
    let numbered = |number: u32| if number == 1 { base.clone() } else { format!("{base}-{number}") };
    let is_free = |name: &String| {
        !SHIPPED.iter().any(|(shipped, _)| shipped == name) && !taken(&folder.join(format!("{name}.ron")))
    };
    // No folder has that many.
    let name = (1..=u32::MAX).map(numbered).find(is_free).unwrap_or(base.clone());
    folder.join(format!("{name}.ron"))
}

/// Whether anything is there, also a link that leads nowhere.
fn taken(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// `Évening: 4–6!` as `evening-4-6`; `session` when nothing is left.
pub fn file_name(title: &str) -> String {
    // With room for a number.
    let most = limits::NAME.most - 8;
    let mut name = String::new();
    // An accent may stand behind its letter.
    let letters = title.chars().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter));
    for letter in letters.flat_map(char::to_lowercase) {
        let letter = plain_letter(letter);
        if letter.is_empty() {
            if !name.is_empty() && !name.ends_with('-') {
                name.push('-');
            }
        } else {
            name.push_str(letter);
        }
        if name.len() >= most {
            break;
        }
    }
    name.truncate(most);
    match name.trim_end_matches('-') {
        "" => "session".to_owned(),
        name => name.to_owned(),
    }
}

/// A lower-case letter or digit in ASCII; nothing for a sign, and for letters that no name of a file here can have.
fn plain_letter(letter: char) -> &'static str {
    const PLAIN: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
    const ACCENTED: [(&str, &str); 14] = [
        ("àáâãåāă", "a"),
        ("äæ", "ae"),
        ("çćč", "c"),
        ("ďđ", "d"),
        ("èéêëēęě", "e"),
        ("ìíîïīı", "i"),
        ("ł", "l"),
        ("ñńň", "n"),
        ("òóôõøō", "o"),
        ("öœ", "oe"),
        ("ß", "ss"),
        ("śšş", "s"),
        ("ùúûūů", "u"),
        ("üű", "ue"),
    ];
    if let Some(at) = PLAIN.find(letter) {
        return &PLAIN[at..=at];
    }
    ACCENTED.into_iter().find(|(accented, _)| accented.contains(letter)).map_or("", |(_, plain)| plain)
}

/// A session that was taken away: its file lies beside the others under a name that no session has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    from: PathBuf,
    to: PathBuf,
}

impl Removed {
    /// Where the file lies now.
    pub fn path(&self) -> &Path {
        &self.to
    }
}

/// Takes an own session out of the catalogue: its file is given the ending `.ron.removed` and is not written to.
///
/// # Errors
/// One sentence without its full stop, when the disk refuses.
pub fn remove(path: &Path) -> Result<Removed, String> {
    let numbered = |number: u32| if number == 1 { "ron.removed".to_owned() } else { format!("ron.removed-{number}") };
    let free = (1..=u32::MAX).map(|number| path.with_extension(numbered(number))).find(|to| !taken(to));
    let to = free.unwrap_or_else(|| path.with_extension("ron.removed"));
    std::fs::rename(path, &to).map_err(|error| refused(path, &error))?;
    Ok(Removed { from: path.to_owned(), to })
}

/// Brings it back under its name.
///
/// # Errors
/// One sentence without its full stop, when another file has that name by now, or the disk refuses.
pub fn restore(removed: &Removed) -> Result<(), String> {
    if taken(&removed.from) {
        return Err(format!("another file is called {} by now", removed.from.display()));
    }
    std::fs::rename(&removed.to, &removed.from).map_err(|error| refused(&removed.to, &error))
}

fn refused(path: &Path, error: &io::Error) -> String {
    format!("{} cannot be moved: {}", path.display(), plain(error))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test puts files in place and looks at them")]
mod tests {
    use super::*;
    use crate::catalogue::{Catalogue, open};

    fn session(title: &str) -> Session {
        let text = format!("Session(format: 1, title: {title:?}, practice: \"p\", steps: [Rest(secs: 10)])");
        session::read(text.as_bytes()).unwrap()
    }

    #[test]
    fn a_name_is_made_of_a_titles_letters_and_digits() {
        for (title, name) in [
            ("My breath", "my-breath"),
            ("  Évening: 4–6!  ", "evening-4-6"),
            ("Größer & länger", "groesser-laenger"),
            ("E\u{301}te\u{301}", "ete"),
            ("呼吸", "session"),
            ("呼吸 2", "2"),
            ("---", "session"),
        ] {
            assert_eq!(file_name(title), name, "{title}");
        }
        assert_eq!(file_name(&"long ".repeat(40)).len(), 56);
    }

    #[test]
    fn what_is_kept_is_found_again_and_no_other_file_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("calm.ron"), "// mine\n").unwrap();
        let kept = keep(&session("Calm"), folder.path(), &Place::New).unwrap();
        assert_eq!((kept.name.as_str(), kept.beside), ("calm-2", false));
        let read = open(&kept.path).unwrap();
        assert_eq!((read.session, read.hash), (session("Calm"), kept.hash));
        assert_eq!(std::fs::read_to_string(folder.path().join("calm.ron")).unwrap(), "// mine\n");
        // A shipped session's name is no file's.
        assert_eq!(keep(&session("Daily five"), folder.path(), &Place::New).unwrap().name, "daily-five-2");
    }

    #[test]
    fn a_file_is_written_over_as_long_as_it_is_what_was_opened() {
        let folder = tempfile::tempdir().unwrap();
        let first = keep(&session("Calm"), folder.path(), &Place::New).unwrap();
        let over = Place::Over { path: first.path.clone(), hash: first.hash };
        let second = keep(&session("Calmer"), folder.path(), &over).unwrap();
        assert_eq!((&second.path, second.beside), (&first.path, false));
        assert_eq!(open(&first.path).unwrap().session.title, "Calmer");
        // Changed by somebody else since.
        std::fs::write(&first.path, "// theirs").unwrap();
        let over = Place::Over { path: first.path.clone(), hash: second.hash };
        let third = keep(&session("Calmest"), folder.path(), &over).unwrap();
        assert_eq!((third.name.as_str(), third.beside), ("calmest", true));
        assert_eq!(std::fs::read_to_string(&first.path).unwrap(), "// theirs");
    }

    #[test]
    fn a_session_taken_away_leaves_the_catalogue_and_comes_back_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let own = |folder: &Path| Catalogue::load(folder).items.into_iter().filter(|item| item.own).count();
        let kept = keep(&session("Calm"), folder.path(), &Place::New).unwrap();
        let before = std::fs::read(&kept.path).unwrap();
        let removed = remove(&kept.path).unwrap();
        assert_eq!(own(folder.path()), 0);
        // Another of that name does not lose the first.
        let again = keep(&session("Calm"), folder.path(), &Place::New).unwrap();
        let twice = remove(&again.path).unwrap();
        assert_ne!(removed.path(), twice.path());
        restore(&removed).unwrap();
        assert_eq!(std::fs::read(&kept.path).unwrap(), before);
        assert_eq!(own(folder.path()), 1);
        let why = restore(&twice).unwrap_err();
        assert!(why.contains("another file is called"), "{why}");
    }

    #[test]
    fn what_the_editor_wrote_is_told_from_what_a_hand_wrote() {
        let folder = tempfile::tempdir().unwrap();
        let kept = keep(&session("Calm"), folder.path(), &Place::New).unwrap();
        assert!(is_plainly_written(&session("Calm"), &kept.hash));
        let commented = format!("// why\n{}", session::write(&session("Calm")));
        assert!(!is_plainly_written(&session("Calm"), &hashed(commented.as_bytes())));
    }
}
