//! The only folder reading: shipped and own sessions, and those that did not load.
//!
//! Knows where files lie; refuses to know what a session is beyond reading and laying one out.

mod adding;
mod keeping;

use std::collections::BTreeSet;
use std::fs::{File, Metadata};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::plan::Offer;
use crate::reading::nearest;
use crate::session::{self, LeftOut, Pace, Problem, Session, Step, limits};
use crate::timeline::Timeline;
use crate::units::Time;

pub use adding::{AddError, Added, Before, Existing, add};
pub use keeping::{Kept, Place, Removed, file_name, is_plainly_written, keep, remove, restore};

/// The sessions that are part of the program, each with its file's name without `.ron`: those of a practice from the
/// easiest to what asks most.
pub const SHIPPED: [(&str, &str); 30] = [
    ("learning-the-breath", include_str!("../sessions/learning-the-breath.ron")),
    ("first-steps", include_str!("../sessions/first-steps.ron")),
    ("four-five", include_str!("../sessions/four-five.ron")),
    ("daily-five", include_str!("../sessions/daily-five.ron")),
    ("slow-down", include_str!("../sessions/slow-down.ron")),
    ("resonance", include_str!("../sessions/resonance.ron")),
    ("resonance-five-five", include_str!("../sessions/resonance-five-five.ron")),
    ("long-exhale-night", include_str!("../sessions/long-exhale-night.ron")),
    ("find-your-pace", include_str!("../sessions/find-your-pace.ron")),
    ("cyclic-sigh", include_str!("../sessions/cyclic-sigh.ron")),
    ("box-gentle", include_str!("../sessions/box-gentle.ron")),
    ("four-seven-eight", include_str!("../sessions/four-seven-eight.ron")),
    ("three-minutes", include_str!("../sessions/three-minutes.ron")),
    ("settle", include_str!("../sessions/settle.ron")),
    ("quiet-breath", include_str!("../sessions/quiet-breath.ron")),
    ("desk-release", include_str!("../sessions/desk-release.ron")),
    ("body-scan-five", include_str!("../sessions/body-scan-five.ron")),
    ("muscle-release-short", include_str!("../sessions/muscle-release-short.ron")),
    ("soft-drop", include_str!("../sessions/soft-drop.ron")),
    ("soft-drop-upright", include_str!("../sessions/soft-drop-upright.ron")),
    ("body-scan", include_str!("../sessions/body-scan.ron")),
    ("quiet-place", include_str!("../sessions/quiet-place.ron")),
    ("muscle-release-long", include_str!("../sessions/muscle-release-long.ron")),
    ("wind-down", include_str!("../sessions/wind-down.ron")),
    ("soft-drop-hold", include_str!("../sessions/soft-drop-hold.ron")),
    ("stretch-three", include_str!("../sessions/stretch-three.ron")),
    ("stretch-round", include_str!("../sessions/stretch-round.ron")),
    ("stretch-side", include_str!("../sessions/stretch-side.ron")),
    ("stretch-bed", include_str!("../sessions/stretch-bed.ron")),
    ("stretch-twenty", include_str!("../sessions/stretch-twenty.ron")),
];

/// Where a shipped session stands among those of its practice, from easy to hard; the user's own stand behind them.
pub fn rank(name: &str) -> usize {
    SHIPPED.iter().position(|(shipped, _)| *shipped == name).unwrap_or(SHIPPED.len())
}

/// A session ready to be played.
#[derive(Clone, Debug)]
pub struct Programme {
    /// Its file's name without `.ron`.
    pub name: String,
    /// What its author wrote.
    pub session: Session,
    /// The same laid out.
    pub timeline: Arc<Timeline>,
    /// SHA-256 of its file, hex.
    pub hash: String,
}

impl Programme {
    /// The same with a length of one's own: see [`Session::lasting`].
    ///
    /// # Errors
    /// One sentence, for the user, when it cannot have that length.
    pub fn lasting(&self, length: Time) -> Result<Self, String> {
        Ok(self.altered(self.session.lasting(length)?))
    }

    /// The same, its ramp beginning where the user is: see [`Session::paced`].
    #[must_use]
    pub fn paced(&self, pace: Pace) -> Self {
        self.altered(self.session.paced(pace))
    }

    /// The same as the user wants to play it: without what is left out, and its time.
    ///
    /// # Errors
    /// One sentence, for the user, when nothing would be left of it.
    pub fn as_chosen(self: Arc<Self>, left_out: &LeftOut) -> Result<Arc<Self>, String> {
        if left_out.is_nothing() {
            return Ok(self);
        }
        match self.session.without(left_out) {
            Some(session) if session == self.session => Ok(self),
            Some(session) => Ok(Arc::new(self.altered(session))),
            None => Err(format!(
                "Nothing is left of “{}” without what you leave out. Settings can bring it back.",
                self.session.title
            )),
        }
    }

    /// A session that is still being written: it has no file.
    pub fn of_draft(session: Session, timeline: &Arc<Timeline>) -> Self {
        Self { name: String::new(), session, timeline: Arc::clone(timeline), hash: String::new() }
    }

    fn altered(&self, session: Session) -> Self {
        let timeline = Arc::new(Timeline::compile(&session));
        Self { session, timeline, ..self.clone() }
    }

    fn read(name: &str, path: &str, bytes: &[u8]) -> Result<Self, String> {
        let session = session::read(bytes).map_err(|problems| session::describe(path, &problems))?;
        let timeline = Arc::new(Timeline::compile(&session));
        Ok(Self { name: name.to_owned(), session, timeline, hash: hex(&Sha256::digest(bytes)) })
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// One file of the catalogue.
#[derive(Clone, Debug)]
pub struct Item {
    /// The file's name without `.ron`.
    pub name: String,
    /// Whether it is the user's own, not shipped.
    pub own: bool,
    /// Where it lies; `None` for shipped ones.
    pub path: Option<PathBuf>,
    /// The session, or the text that `ebb check` prints for it.
    pub loaded: Result<Arc<Programme>, String>,
}

/// Every session there is, sorted by name.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// Shipped and own ones.
    pub items: Vec<Item>,
}

impl Catalogue {
    /// Reads the shipped sessions and those in `own`, a folder that need not exist.
    pub fn load(own: &Path) -> Self {
        let mut items = Self::shipped().items;
        items.extend(own_items(own));
        // The shipped one first where an own file wants its name.
        items.sort_by(|a, b| (&a.name, a.own).cmp(&(&b.name, b.own)));
        Self { items }
    }

    /// The shipped sessions alone.
    pub fn shipped() -> Self {
        let item = |(name, text): (&str, &str)| {
            let loaded = Programme::read(name, &format!("sessions/{name}.ron"), text.as_bytes()).map(Arc::new);
            Item { name: name.to_owned(), own: false, path: None, loaded }
        };
        let mut items: Vec<Item> = SHIPPED.into_iter().map(item).collect();
        items.sort_by(|a, b| a.name.cmp(&b.name));
        Self { items }
    }

    /// Every session as the user wants to play it: see [`Programme::as_chosen`].
    #[must_use]
    pub fn as_chosen(&self, left_out: &LeftOut) -> Self {
        let chosen = |item: &Item| {
            let loaded = item.loaded.clone().and_then(|programme| programme.as_chosen(left_out));
            Item { loaded, ..item.clone() }
        };
        Self { items: self.items.iter().map(chosen).collect() }
    }

    /// The session of that name.
    ///
    /// # Errors
    /// One sentence when there is none, with the nearest name; or the text that `ebb check` prints for it.
    pub fn named(&self, name: &str) -> Result<Arc<Programme>, String> {
        if let Some(item) = self.items.iter().find(|item| item.name == name) {
            item.loaded.clone()
        } else {
            let near = nearest(name, self.items.iter().map(|item| item.name.as_str()));
            let hint = near.map_or_else(|| "`ebb list` names them all".into(), |near| format!("did you mean {near}?"));
            Err(format!("there is no session called {name}: {hint}"))
        }
    }

    /// The session of that name, if it is there and loads.
    pub fn programme(&self, name: &str) -> Option<Arc<Programme>> {
        self.items.iter().find(|item| item.name == name)?.loaded.as_ref().ok().cloned()
    }

    /// The names of all poses, each once, in alphabetical order.
    pub fn poses(&self) -> BTreeSet<String> {
        let programmes = self.items.iter().filter_map(|item| item.loaded.as_ref().ok());
        let steps = programmes.flat_map(|programme| programme.timeline.leaves());
        let pose = |step: &Step| if let Step::Stretch(stretch) = step { Some(stretch.pose.clone()) } else { None };
        steps.filter_map(pose).collect()
    }

    /// Every session that loads, as the plan's recommendation wants to know it.
    pub fn offers(&self) -> Vec<Offer<'_>> {
        self.items.iter().filter_map(Item::offer).collect()
    }
}

impl Item {
    fn offer(&self) -> Option<Offer<'_>> {
        let programme = self.loaded.as_ref().ok()?;
        Some(Offer {
            name: &programme.name,
            practice: &programme.session.practice,
            title: &programme.session.title,
            hash: &programme.hash,
            has_holds: programme.timeline.has_holds(),
        })
    }
}

/// Reads one file from anywhere.
///
/// # Errors
/// The text that `ebb check` prints for it.
pub fn open(path: &Path) -> Result<Programme, String> {
    let shown = path.display().to_string();
    let bytes = regular_bytes(path).map_err(|message| session::describe(&shown, &[Problem::of_file(message)]))?;
    Programme::read(&name_of(path), &shown, &bytes)
}

fn own_items(folder: &Path) -> Vec<Item> {
    #[expect(clippy::disallowed_methods, reason = "this is where the folder is read")]
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => return vec![unreadable_folder(folder, &error)],
    };
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    paths
        .filter_map(|path| match path {
            Ok(path) if is_session_file(&path) => Some(own_item(path)),
            Ok(_) => None,
            Err(error) => Some(unreadable_folder(folder, &error)),
        })
        .collect()
}

fn unreadable_folder(folder: &Path, error: &io::Error) -> Item {
    let message = format!("the folder of own sessions cannot be read: {}", plain(error));
    let text = session::describe(&folder.display().to_string(), &[Problem::of_file(message)]);
    Item { name: name_of(folder), own: true, path: Some(folder.to_owned()), loaded: Err(text) }
}

fn own_item(path: PathBuf) -> Item {
    let name = name_of(&path);
    let taken = SHIPPED.iter().any(|(shipped, _)| *shipped == name);
    let loaded = open(&path).map(Arc::new).and_then(|programme| {
        if !taken {
            return Ok(programme);
        }
        let message = format!("{name} is the name of a session that comes with Ebb: give this file another name");
        Err(session::describe(&path.display().to_string(), &[Problem::of_file(message)]))
    });
    Item { name, own: true, path: Some(path), loaded }
}

/// Whether a folder's entry is meant as a session; hidden ones are what editors leave behind.
fn is_session_file(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    path.extension().is_some_and(|end| end == "ron") && !hidden
}

fn name_of(path: &Path) -> String {
    path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The bytes of a regular file, at most one more than a session may have; else one sentence.
fn regular_bytes(path: &Path) -> Result<Vec<u8>, String> {
    let unreadable = |error: io::Error| format!("this file cannot be read: {}", plain(&error));
    // Asked before opening: opening a pipe would wait for someone to write into it.
    must_be_regular(&std::fs::metadata(path).map_err(unreadable)?)?;
    #[expect(clippy::disallowed_methods, reason = "this is where session files are read")]
    let file = File::open(path).map_err(unreadable)?;
    must_be_regular(&file.metadata().map_err(unreadable)?)?;
    let mut bytes = Vec::new();
    file.take(limits::FILE as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

fn must_be_regular(file: &Metadata) -> Result<(), String> {
    match file {
        file if file.is_file() => Ok(()),
        file if file.is_dir() => Err("a session must be a regular file, found a folder".into()),
        _ => Err("a session must be a regular file, found a pipe or device".into()),
    }
}

/// Why a file cannot be read, without the number of the operating system.
fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "permission is denied".into(),
        _ => error.to_string(),
    }
}
