//! The command line: one file per command.
//!
//! Knows how the program is asked and how it answers; refuses to know how anything is done.

pub mod add;
pub mod backup;
pub mod calibrate;
pub mod check;
mod context;
pub mod doctor;
mod error;
pub mod export;
pub mod import;
pub mod list;
pub mod log;
pub mod passphrase;
mod plain;
pub mod play;
pub mod render;
pub mod report;
mod secrets;
pub mod terminal;
pub mod timeline;
pub mod week;
pub mod when_to_stop;
pub mod window;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use context::Context;
pub use error::CommandError;
pub use secrets::Secrets;

use crate::process;

/// Guided breathing, relaxation and stretching, and a weekly plan.
///
/// Without a command the window opens. Nothing leaves this computer.
#[derive(Debug, Parser)]
#[command(name = "ebb", version, max_term_width = 100)]
struct Arguments {
    /// The folder where everything Ebb writes lives [env: `EBB_DATA_DIR`; default: the platform's data folder]
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<OsString>,
    /// Read the journal's passphrase from standard input: its first line
    #[arg(long, global = true)]
    passphrase_stdin: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open the window and begin a session
    Play(play::PlayArgs),
    /// List the sessions
    List(list::ListArgs),
    /// Say everything that is wrong with session files
    Check(check::CheckArgs),
    /// Say what happens when in a session
    Timeline(timeline::TimelineArgs),
    /// Check own sessions, then copy them into the data folder
    Add(add::AddArgs),
    /// Write the sound of a session to a file
    Render(render::RenderArgs),
    /// Print the journal's entries
    Log(log::LogArgs),
    /// Print the plan's week: done against required
    Week(week::WeekArgs),
    /// Write the whole journal to a file, or its entries and weeks as tables
    Export(export::ExportArgs),
    /// Merge a file that `ebb export` wrote into the journal
    Import(import::ImportArgs),
    /// Write the weeks as one page that can be printed
    Report(report::ReportArgs),
    /// List the journal's backups, or restore one
    Backup(backup::BackupArgs),
    /// Set, change or remove the journal's passphrase
    Passphrase(passphrase::PassphraseArgs),
    /// Set the sound delay by a flash and a click
    Calibrate(calibrate::CalibrateArgs),
    /// Say what Ebb finds on this computer
    Doctor(doctor::DoctorArgs),
    /// Say when to stop, and when to see someone
    WhenToStop(when_to_stop::WhenToStopArgs),
}

/// Does what the command line asks, and answers with the exit code: 0 done, 1 the input is wrong, 2 usage, 3 the
/// machine.
pub fn run() -> ExitCode {
    match process::make_private() {
        Ok(()) => run_with(std::env::args_os()),
        Err(why) => CommandError::Machine(why).report(),
    }
}

fn run_with(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let line = match Arguments::try_parse_from(arguments) {
        Ok(line) => line,
        Err(answer) => {
            // Help and the version come this way too, in Ebb's own words. A closed pipe is nobody's mistake.
            let _ = if answer.use_stderr() { error::tell(&answer.render().to_string()) } else { answer.print() };
            return ExitCode::from(u8::try_from(answer.exit_code()).unwrap_or(2));
        }
    };
    // Read here and not by the parser, which would print the option as required wherever the variable is set.
    let data_dir = line.data_dir.or_else(|| std::env::var_os("EBB_DATA_DIR"));
    let context = Context::new(data_dir, Secrets::from_flag(line.passphrase_stdin));
    let done = match line.command {
        None => window::run(&context, None),
        Some(Command::Play(args)) => play::run(&args, &context),
        Some(Command::List(args)) => list::run(&args, &context),
        Some(Command::Check(args)) => check::run(&args, &context),
        Some(Command::Timeline(args)) => timeline::run(&args, &context),
        Some(Command::Add(args)) => add::run(&args, &context),
        Some(Command::Render(args)) => render::run(&args, &context),
        Some(Command::Log(args)) => log::run(&args, &context),
        Some(Command::Week(args)) => week::run(&args, &context),
        Some(Command::Export(args)) => export::run(&args, &context),
        Some(Command::Import(args)) => import::run(&args, &context),
        Some(Command::Report(args)) => report::run(&args, &context),
        Some(Command::Backup(args)) => backup::run(&args, &context),
        Some(Command::Passphrase(args)) => passphrase::run(&args, &context),
        Some(Command::Calibrate(args)) => calibrate::run(&args, &context),
        Some(Command::Doctor(args)) => doctor::run(&args, &context),
        Some(Command::WhenToStop(args)) => when_to_stop::run(&args, &context),
    };
    done.map_or_else(|failure| failure.report(), |()| ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_tree_is_sound() {
        Arguments::command().debug_assert();
    }
}
