//! What the editor was opened on, and so where it saves: into that file, or into one of its own.

use std::path::PathBuf;

use super::draft::Draft;
use crate::catalogue::{Item, is_plainly_written};
use crate::session::Session;

/// What the editor was opened on.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui) enum Origin {
    /// Nothing: a session that there is not yet.
    New,
    /// A file that it writes again.
    Own {
        /// What it says; none once it was written from here.
        session: Option<Box<Session>>,
        /// Where it lies.
        path: PathBuf,
        /// SHA-256 of what was read, hex.
        hash: String,
    },
    /// A session that stays as it is.
    Copy {
        /// What is copied.
        session: Box<Session>,
        /// Why it is a copy.
        why: CopyReason,
    },
}

/// Why a session is copied rather than changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum CopyReason {
    /// It was asked for.
    Asked,
    /// It comes with the program.
    Shipped,
    /// Something of its file would be lost: notes, or how it is laid out.
    ByHand,
}

impl Origin {
    /// A file of the catalogue: to be changed, where it is the user's own and nothing of it would be lost.
    pub(in crate::ui) fn of(item: &Item) -> Option<Self> {
        let programme = item.loaded.as_ref().ok()?;
        let session = Box::new(programme.session.clone());
        Some(match &item.path {
            None => Self::Copy { session, why: CopyReason::Shipped },
            Some(path) if Self::is_ours(&session, &programme.hash) => {
                Self::Own { session: Some(session), path: path.clone(), hash: programme.hash.clone() }
            }
            Some(_) => Self::Copy { session, why: CopyReason::ByHand },
        })
    }

    /// A file of the catalogue: a copy of it.
    pub(in crate::ui) fn copy(item: &Item) -> Option<Self> {
        let session = Box::new(item.loaded.as_ref().ok()?.session.clone());
        Some(Self::Copy { session, why: CopyReason::Asked })
    }

    /// Whether saving it unchanged would leave its file as it is.
    fn is_ours(session: &Session, hash: &str) -> bool {
        Draft::of(session).read().is_ok_and(|again| is_plainly_written(&again, hash))
    }

    /// What stands in the fields at first.
    pub(super) fn draft(&self) -> Draft {
        match self {
            Self::New => Draft::new(),
            Self::Own { session, .. } => session.as_ref().map_or_else(Draft::new, |session| Draft::of(session)),
            Self::Copy { session, .. } => {
                let draft = Draft::of(session);
                Draft { title: copied(&draft.title), ..draft }
            }
        }
    }

    /// The headline.
    pub(super) fn heading(&self) -> &'static str {
        match self {
            Self::New => "A session of your own",
            Self::Own { .. } => "Your session",
            Self::Copy { .. } => "Your copy",
        }
    }

    /// Why it is a copy, in a sentence or two.
    pub(super) fn why_a_copy(&self) -> Option<String> {
        let Self::Copy { session, why } = self else { return None };
        let title = &session.title;
        Some(match why {
            CopyReason::Asked => format!("“{title}” stays as it is."),
            CopyReason::Shipped => format!("“{title}” comes with Ebb and stays as it is. This one is yours."),
            CopyReason::ByHand => format!(
                "The file of “{title}” was written by hand, and its notes and layout would be lost here. It stays as \
                 it is, and this is a copy."
            ),
        })
    }
}

/// `Slow down` as `Slow down, mine`, unless that is too long.
fn copied(title: &str) -> String {
    let copied = format!("{title}, mine");
    if copied.chars().count() <= crate::session::limits::TITLE.most { copied } else { title.to_owned() }
}
