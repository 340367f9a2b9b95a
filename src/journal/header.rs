//! What the first bytes of a journal's file say, before anything is opened.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use super::error::JournalError;
use super::file::PAGE;
use super::schema::{self, APPLICATION_ID};

const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// The first bytes of a file that is there.
pub(super) struct Header {
    bytes: Vec<u8>,
    len: u64,
}

/// What a file can be that may be a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// It can be read without a passphrase; its schema.
    Plain(u32),
    /// Only a passphrase tells what it is.
    Sealed,
}

/// Whether these are the first bytes of a database that anybody can read.
pub(super) fn is_plain(path: &Path) -> bool {
    matches!(Header::of(path), Ok(Some(header)) if header.bytes.starts_with(MAGIC))
}

/// Whether there is anything in a journal, whole or damaged, that can be read without a passphrase. What is encrypted
/// looks like noise, page by page; what is not has text and zeros in it.
pub(super) fn is_readable(path: &Path) -> bool {
    #[expect(clippy::disallowed_methods, reason = "a journal that cannot be opened")]
    let bytes = fs::read(path).unwrap_or_default();
    bytes.chunks(PAGE as usize).any(|page| page.iter().any(|byte| *byte != 0) && !is_noise(page))
}

/// Whether bytes are spread as evenly as those of an encrypted page: by Pearson's chi-squared over the 256 values, which
/// for even ones is 255 ± 23 (its mean is the degrees of freedom, its variance twice that), for text thousands. Of less
/// than two bytes for each value nothing can be said: taken for noise.
fn is_noise(bytes: &[u8]) -> bool {
    /// Fifteen standard deviations above the mean.
    const MOST: f64 = 600.0;
    if bytes.len() < 512 {
        return true;
    }
    let mut counts = [0_u32; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    #[expect(clippy::cast_precision_loss, reason = "a page has 4096 bytes")]
    let even = bytes.len() as f64 / 256.0;
    counts.iter().map(|count| (f64::from(*count) - even).powi(2) / even).sum::<f64>() < MOST
}

impl Header {
    /// Reads them past SQLite, so that nothing is opened that is no journal; `None` when there is no file. On Unix the
    /// locks that this process holds on the file through SQLite are gone when it closes: not to be done while it has
    /// the journal open.
    pub(super) fn of(path: &Path) -> Result<Option<Self>, JournalError> {
        let trouble = |error: io::Error| JournalError::of_io(&error, path);
        let about = match fs::metadata(path) {
            Ok(about) => about,
            Err(error) if error.kind() == io::ErrorKind::NotFound && path.symlink_metadata().is_err() => {
                return Ok(None);
            }
            Err(error) => return Err(trouble(error)),
        };
        if !about.is_file() {
            return Err(JournalError::Foreign(path.display().to_string()));
        }
        let mut bytes = Vec::with_capacity(100);
        #[expect(clippy::disallowed_methods, reason = "the journal's own file")]
        let file = fs::File::open(path).map_err(trouble)?;
        file.take(100).read_to_end(&mut bytes).map_err(trouble)?;
        Ok(Some(Self { bytes, len: about.len() }))
    }

    /// What it is, when all that never changes in a journal is as it must be.
    pub(super) fn form(&self, path: &Path) -> Result<Form, JournalError> {
        if self.bytes.is_empty() {
            return Err(JournalError::damaged(path, "it is empty"));
        }
        if self.bytes.iter().all(|byte| *byte == 0) {
            return Err(JournalError::damaged(path, "it begins with zeros, as after a loss of power"));
        }
        let known = self.number(68) == Some(APPLICATION_ID);
        if !self.bytes.starts_with(MAGIC) {
            let whole_pages = self.len.is_multiple_of(PAGE.into());
            return match (known, whole_pages) {
                (true, _) => Err(JournalError::damaged(path, "its first bytes are not those of a journal")),
                (false, true) => Ok(Form::Sealed),
                (false, false) => Err(JournalError::Foreign(path.display().to_string())),
            };
        }
        if self.bytes.len() < 100 {
            return Err(JournalError::damaged(path, "it ends early"));
        }
        if !known {
            return Err(JournalError::Foreign(path.display().to_string()));
        }
        let version = self.number(60).unwrap_or_default();
        if version > schema::NEWEST {
            return Err(JournalError::Newer { found: version, known: schema::NEWEST });
        }
        // Page size, no write-ahead log, no bytes kept free, how full pages are; then format, no vacuuming, UTF-8.
        let form = self.bytes.get(16..24) == Some(&[0x10, 0, 1, 1, 0, 64, 32, 32]);
        let kind = [44, 52, 56, 64].map(|at| self.number(at)) == [Some(4), Some(0), Some(1), Some(0)];
        if version == 0 || !form || !kind {
            return Err(JournalError::damaged(path, "its first page is not that of a journal"));
        }
        Ok(Form::Plain(version))
    }

    fn number(&self, at: usize) -> Option<u32> {
        self.bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
    }
}
