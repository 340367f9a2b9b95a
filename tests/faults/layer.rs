//! Programs run with a fault among what they do to a folder: by a library that stands between them and the C library.
//! Refuses to know what they do there.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

/// Ends the program before a call, in the middle of one, or lets it fail: once, or from then on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Before,
    Amid,
    Full,
    FullOn,
    Broken,
    BrokenOn,
    Unread,
    UnreadOn,
}

impl How {
    const WRITES: [Self; 6] = [Self::Before, Self::Amid, Self::Full, Self::FullOn, Self::Broken, Self::BrokenOn];
    const READS: [Self; 2] = [Self::Unread, Self::UnreadOn];

    const fn word(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Amid => "amid",
            Self::Full => "full",
            Self::FullOn => "full-on",
            Self::Broken => "io",
            Self::BrokenOn => "io-on",
            Self::Unread => "read",
            Self::UnreadOn => "read-on",
        }
    }

    /// Whether the program is killed.
    pub(super) const fn kills(self) -> bool {
        matches!(self, Self::Before | Self::Amid)
    }
}

/// The call with this number, from 1, meets this fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) at: usize,
    pub(super) how: How,
}

/// Where the library is, built once.
fn library() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let built = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("layer-{}.so", std::process::id()));
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/layer.c");
        let made =
            Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&built).arg(source).arg("-ldl").output();
        let made = made.expect("a C compiler, which SQLite needs, too");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        built
    })
}

/// Removes the library, when all is done.
pub(super) fn forget() {
    let _ = std::fs::remove_file(library());
}

/// Runs a program with a fault among its calls below `folder`; `log` is added a line for each call that was counted.
fn run(mut command: Command, folder: &Path, log: &Path, at: usize, how: &str) -> Output {
    command.env("LD_PRELOAD", library()).env("FAULT_FOLDER", folder).env("FAULT_LOG", log);
    command.env("FAULT_AT", at.to_string()).env("FAULT_HOW", how).stdin(Stdio::null());
    command.output().unwrap()
}

/// Runs a program that meets one fault.
pub(super) fn run_into(point: Point, command: Command, folder: &Path) -> Output {
    run(command, folder, Path::new("/dev/null"), point.at, point.how.word())
}

/// Runs a program that meets none; how it ended, and every fault that it could have met.
pub(super) fn run_well(command: Command, folder: &Path) -> (Output, Vec<Point>) {
    let log = tempfile::NamedTempFile::new().unwrap();
    let done = run(command, folder, log.path(), 0, "");
    let calls = std::fs::read_to_string(log.path()).unwrap();
    let (reads, writes): (Vec<&str>, Vec<&str>) = calls.lines().partition(|call| *call == "read");
    let mut points = Vec::new();
    for (call, at) in writes.iter().zip(1..) {
        let can_meet = |how: &How| call.ends_with(" fills") || !matches!(how, How::Full | How::FullOn);
        points.extend(How::WRITES.into_iter().filter(can_meet).map(|how| Point { at, how }));
    }
    points.extend((1..=reads.len()).flat_map(|at| How::READS.map(|how| Point { at, how })));
    (done, points)
}
