//! `ebb play`: a session in the window, or in the terminal.

use std::sync::Arc;

use crate::catalogue::Programme;
use crate::cli::{CommandError, Context, terminal};
use crate::session::Session;
use crate::units::{ClockFace, Time};

/// Which session, how long, and where.
#[derive(Debug, clap::Args)]
#[command(after_help = terminal::keys::LIST)]
pub struct PlayArgs {
    /// A session file, or a name from `ebb list`
    pub session: String,
    /// About how long the whole session is to last; whole breaths are added to or taken from its closing step
    #[arg(long, value_name = "M", value_parser = minutes, allow_negative_numbers = true)]
    pub minutes: Option<f64>,
    /// In the terminal, with sound: no display needed
    #[arg(long)]
    pub terminal: bool,
}

/// The longest that is listened to, in minutes: no session lasts longer.
const LONGEST: f64 = 240.0;

/// A number, whole or with decimals.
fn minutes(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|minutes| minutes.is_finite());
    number.ok_or_else(|| "expected a number of minutes, such as 10 or 7.5".to_owned())
}

/// The session made as long as asked.
fn lasting(programme: &Programme, minutes: f64) -> Result<Programme, CommandError> {
    let asked = Some(minutes).filter(|minutes| *minutes > 0.0 && *minutes <= LONGEST);
    match asked.and_then(|minutes| Time::from_secs_f64(minutes * 60.0)) {
        Some(length) => programme.lasting(length).map_err(CommandError::Input),
        None => Err(CommandError::Usage(lengths(&programme.session))),
    }
}

/// What can be asked of a session.
fn lengths(session: &Session) -> String {
    match session.lengths() {
        None => "the length of this session is fixed: leave out --minutes".to_owned(),
        Some(lengths) => {
            let (least, most) = (lengths.start(), lengths.end());
            // Inwards, so that what is said can be asked for.
            let (from, to) = ((least.secs() / 6.0).ceil() / 10.0, (most.secs() / 6.0).floor() / 10.0);
            let range = format!("“{}” can last {} to {}", session.title, ClockFace(*least), ClockFace(*most));
            format!("{range}: give --minutes from {from} to {to}")
        }
    }
}

/// Plays a session and puts it into the journal.
///
/// # Errors
/// When there is no such session, it does not load, or its length cannot be changed as asked.
pub fn run(args: &PlayArgs, context: &Context) -> Result<(), CommandError> {
    let settings = context.settings().settings;
    let programme = context.programme(&args.session)?.as_chosen(&settings.left_out()).map_err(CommandError::Input)?;
    let programme = match args.minutes {
        Some(minutes) => Arc::new(lasting(&programme, minutes)?),
        None => programme,
    };
    if args.terminal {
        return terminal::play(&programme, context, terminal::Logging::On(terminal::open_journal(context)?));
    }
    super::window::run(context, Some(&programme))
}
