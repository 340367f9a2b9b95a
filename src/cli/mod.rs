//! The command line: one file per command.

use std::process::ExitCode;

/// Does what the command line asks.
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}
