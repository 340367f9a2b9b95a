//! The program: hands the command line over and exits with its answer.

use std::process::ExitCode;

fn main() -> ExitCode {
    ebb::cli::run()
}
