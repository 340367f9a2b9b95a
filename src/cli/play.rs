//! `ebb play`: a session in the window, or in the terminal.

use std::sync::Arc;

use crate::cli::{Context, Failure, terminal};
use crate::units::Time;

/// Which session, how long, and where.
#[derive(Debug, clap::Args)]
#[command(after_help = terminal::keys::LIST)]
pub struct PlayArgs {
    /// A session file, or a name from `ebb list`
    pub session: String,
    /// About how long the whole session is to last; whole breaths are added to or taken from its closing step
    #[arg(long, value_name = "M", value_parser = minutes)]
    pub minutes: Option<Time>,
    /// In the terminal, with sound: no display needed
    #[arg(long)]
    pub terminal: bool,
}

/// A number of minutes above 0 and at most 240, whole or with decimals.
fn minutes(text: &str) -> Result<Time, String> {
    let asked = text.parse::<f64>().ok().filter(|minutes| *minutes > 0.0 && *minutes <= 240.0);
    asked.and_then(|minutes| Time::from_secs_f64(minutes * 60.0)).ok_or_else(|| "give minutes, up to 240".to_owned())
}

/// Plays a session and puts it into the journal.
///
/// # Errors
/// When there is no such session, it does not load, or its length cannot be changed as asked.
pub fn run(args: &PlayArgs, context: &Context) -> Result<(), Failure> {
    let settings = context.settings().settings;
    let programme = context.programme(&args.session)?.as_chosen(&settings).map_err(Failure::Input)?;
    let programme = match args.minutes {
        Some(minutes) => Arc::new(programme.lasting(minutes).map_err(Failure::Input)?),
        None => programme,
    };
    if args.terminal {
        return terminal::play(&programme, context, terminal::Logging::On(terminal::open_journal(context)?));
    }
    super::window::run(context, Some(&programme))
}
