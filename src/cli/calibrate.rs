//! `ebb calibrate`: flash and click together, to set the sound delay.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

use crate::cli::{CommandError, Context};
use crate::settings::Settings;
use crate::ui;

/// Nothing to choose.
#[derive(Debug, clap::Args)]
pub struct CalibrateArgs {}

/// Flashes and clicks once a second until the user is content, then keeps the delay.
///
/// # Errors
/// When there is no display, or the delay cannot be kept.
pub fn run(_args: &CalibrateArgs, context: &Context) -> Result<(), CommandError> {
    let data = context.data()?;
    let found = Settings::load(data);
    let before = found.settings.sound_delay_ms;
    let delay_ms = Arc::new(AtomicI32::new(before));
    ui::open_calibrate(delay_ms.clone(), &found.settings).map_err(|error| CommandError::Machine(error.to_string()))?;
    let after = delay_ms.load(Ordering::Relaxed);
    if after == before {
        return Ok(());
    }
    let settings = Settings { sound_delay_ms: after, ..found.settings };
    settings.save(data).map_err(|error| CommandError::Machine(format!("the sound delay was not kept: {error}")))
}
