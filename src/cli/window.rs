//! `ebb`: the window.

use std::sync::Arc;

use crate::catalogue::Programme;
use crate::cli::{Context, Failure};
use crate::settings::Settings;
use crate::ui::{App, Env, native};

/// Opens the window at Today.
///
/// # Errors
/// When there is no data folder or no display.
pub fn run(context: &Context) -> Result<(), Failure> {
    open(context, None)
}

/// Opens the window, on the stage when there is something to play.
///
/// # Errors
/// When there is no data folder or no display.
pub fn open(context: &Context, play: Option<Arc<Programme>>) -> Result<(), Failure> {
    let env = Env::of_this_computer(context.data()?.clone());
    let theme = Settings::load(&env.data).settings.theme;
    native::open(theme, |ctx| Box::new(App::new(ctx, env, play))).map_err(Failure::Machine)
}
