//! `ebb`: the window, or the terminal where no window can be opened.

use std::sync::Arc;

use crate::catalogue::Programme;
use crate::cli::{Context, Failure, terminal};
use crate::journal::{self, Trouble};
use crate::settings::Settings;
use crate::ui::{App, Env, native};

/// Opens the window, on the stage when there is something to play. Where none can be opened, says so and plays in the
/// terminal.
///
/// # Errors
/// When there is no data folder, or another Ebb is open.
pub fn run(context: &Context, play: Option<&Arc<Programme>>) -> Result<(), Failure> {
    let env = Env::of_this_computer(context.data()?.clone());
    let data = env.data.clone();
    if journal::is_in_use(&env.data) {
        return Err(Failure::Machine(Trouble::InUse.to_string()));
    }
    // Given but wrong, or none at all: the window asks.
    let passphrase = || {
        if journal::needs_passphrase(&data) { context.secrets().unasked().and_then(Result::ok) } else { None }
    };
    let settings = Settings::load(&env.data).settings;
    match native::open(&settings, |ctx| Box::new(App::new(ctx, env, play.cloned()).unlocked(passphrase()))) {
        Ok(()) => Ok(()),
        Err(why) => terminal::without_window(&why.to_string(), play, context),
    }
}
