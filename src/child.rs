//! Starting other programs: what speaks, and what opens folders.
//!
//! None of them is told what only Ebb may know. Knows nothing of what they do.

use std::ffi::OsStr;
use std::process::Command;

/// What Ebb is told by its environment, a passphrase among it, begins so.
const OURS: &str = "EBB_";

/// A program to start, which gets this environment but for Ebb's own variables.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    #[expect(clippy::disallowed_methods, reason = "the one place where other programs are started")]
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with(OURS) {
            command.env_remove(name);
        }
    }
    command
}
