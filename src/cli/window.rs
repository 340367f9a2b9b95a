//! `ebb`: the window, or the terminal where no window can be opened.

use std::sync::Arc;

use crate::catalogue::Programme;
use crate::cli::{CommandError, Context, terminal};
use crate::ending::Ending;
use crate::journal::{self, JournalError};
use crate::settings::Settings;
use crate::ui::native::{self, WindowError};
use crate::ui::{App, Env};

/// Opens the window, on the stage when there is something to play. Where none can be opened, says so and plays in the
/// terminal.
///
/// # Errors
/// When there is no data folder, another Ebb is open, or the display goes while the window is open.
pub fn run(context: &Context, play: Option<&Arc<Programme>>) -> Result<(), CommandError> {
    let env = Env::of_this_computer(context.data()?.clone());
    let data = env.data.clone();
    if journal::is_in_use(&env.data) {
        return Err(CommandError::Machine(JournalError::InUse.to_string()));
    }
    // Given but wrong, or none at all: the window asks.
    let passphrase = || {
        if journal::needs_passphrase(&data) { context.secrets().unasked().and_then(Result::ok) } else { None }
    };
    let settings = Settings::load(&env.data).settings;
    let opened = native::open(&settings, |ctx| {
        let shown = ctx.clone();
        // Where signals cannot be heard they end the program as they always do.
        let ending = Ending::listen(move || shown.request_repaint()).unwrap_or_default();
        Box::new(App::new(ctx, env, play.cloned()).unlocked(passphrase()).until(ending))
    });
    match opened {
        Ok(()) => Ok(()),
        Err(why @ WindowError::Unopened(_)) => terminal::without_window(&why.to_string(), play, context),
        Err(why @ WindowError::Lost(_)) => Err(CommandError::Machine(why.to_string())),
    }
}
