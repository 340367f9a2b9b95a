//! `ebb`: the window.

use std::sync::Arc;

use crate::catalogue::Programme;
use crate::cli::{Context, Failure, terminal};
use crate::journal::{self, Trouble};
use crate::settings::Settings;
use crate::ui::{App, Env, native};

/// Opens the window at Today; on a machine without a display plays in the terminal.
///
/// # Errors
/// When there is no data folder, or the window cannot be opened.
pub fn run(context: &Context) -> Result<(), Failure> {
    if !native::has_display() {
        return terminal::without_display(context);
    }
    open(context, None)
}

/// Opens the window, on the stage when there is something to play.
///
/// # Errors
/// When there is no data folder or no display, or another Ebb is open.
pub fn open(context: &Context, play: Option<Arc<Programme>>) -> Result<(), Failure> {
    let env = Env::of_this_computer(context.data()?.clone());
    if journal::is_in_use(&env.data) {
        return Err(Failure::Machine(Trouble::InUse.to_string()));
    }
    let theme = Settings::load(&env.data).settings.theme;
    native::open(theme, |ctx| Box::new(App::new(ctx, env, play))).map_err(Failure::Machine)
}
