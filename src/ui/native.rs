//! The window as the desktop sees it: neutral title, name and icon; opened here and nowhere else.

use std::cell::Cell;
use std::sync::Arc;

use eframe::egui::{Color32, Context, IconData, ViewportBuilder};

use super::theme::{self, LIGHT};
use crate::settings::Settings;

/// What the window is called.
pub(super) const TITLE: &str = "Ebb";
/// The icon's width and height in pixels.
const ICON: u16 = 64;

/// Whether there is a display to open a window on.
pub fn has_display() -> bool {
    let named = |variable| std::env::var_os(variable).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

/// Why there is no window, as a sentence for the user.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// There never was one.
    #[error("no window can be opened here: {0}")]
    Unopened(String),
    /// It was there until the display went.
    #[error("the window is gone: {0}. What was practised is in the journal")]
    Lost(String),
}

/// Opens the window with what `make` makes, and returns when it is closed.
///
/// # Errors
/// When there is no display, it does not answer, nothing can be drawn on it, or it goes while the window is open.
pub fn open(settings: &Settings, make: impl FnOnce(&Context) -> Box<dyn eframe::App>) -> Result<(), WindowError> {
    if !has_display() {
        return Err(WindowError::Unopened("there is no display".to_owned()));
    }
    let viewport = ViewportBuilder::default()
        .with_title(TITLE)
        .with_app_id("ebb")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([360.0, 560.0])
        .with_icon(Arc::new(icon()));
    // Fonts of the system are asked for by the theme.
    let system_font_fallback = false;
    // Dithering costs a quarter of all drawing where the processor draws, and no gradient here is steep enough to band.
    let options = eframe::NativeOptions {
        viewport,
        centered: true,
        dithering: false,
        system_font_fallback,
        ..Default::default()
    };
    let opened = Cell::new(false);
    let create = |creation: &eframe::CreationContext<'_>| {
        theme::install(&creation.egui_ctx);
        theme::install_system_fonts(&creation.egui_ctx);
        theme::choose(&creation.egui_ctx, settings);
        #[cfg(target_os = "linux")]
        super::desktop::follow(&creation.egui_ctx);
        opened.set(true);
        Ok(make(&creation.egui_ctx))
    };
    eframe::run_native("ebb", options, Box::new(create)).map_err(|error| {
        let why = last_words(&error.to_string());
        if opened.get() { WindowError::Lost(why) } else { WindowError::Unopened(why) }
    })
}

/// What an error of the window system says last: what comes before are places in libraries.
fn last_words(error: &str) -> String {
    error.rsplit(": ").next().unwrap_or(error).to_owned()
}

/// A tide line: water below a wave, on paper.
fn icon() -> IconData {
    let side = f32::from(ICON);
    let pixel = |x: u16, y: u16| {
        let (x, y) = ((f32::from(x) + 0.5) / side, (f32::from(y) + 0.5) / side);
        let depth = y - wave(x);
        // One pixel of softness where two colours meet.
        let water = (depth * side + 0.5).clamp(0.0, 1.0);
        let paper = (corner_distance(x, y) * side + 0.5).clamp(0.0, 1.0);
        let colour = LIGHT.card.lerp_to_gamma(LIGHT.accent, water);
        Color32::TRANSPARENT.lerp_to_gamma(colour, paper)
    };
    let rows = (0..ICON).flat_map(|y| (0..ICON).map(move |x| (x, y)));
    let rgba = rows.flat_map(|(x, y)| pixel(x, y).to_srgba_unmultiplied()).collect();
    IconData { rgba, width: ICON.into(), height: ICON.into() }
}

/// Where the water's surface stands at `x`, from the top; both 0…1.
fn wave(x: f32) -> f32 {
    0.55 - 0.12 * (x * std::f32::consts::TAU).sin()
}

/// How far inside a rounded square a point lies; negative outside.
fn corner_distance(x: f32, y: f32) -> f32 {
    let radius = 0.22;
    let beyond = |at: f32| ((at - 0.5).abs() - (0.5 - radius)).max(0.0);
    radius - beyond(x).hypot(beyond(y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_told_without_the_places_in_libraries() {
        let error = "winit EventLoopError: os error at linux/mod.rs:788: Failed to open connection to X server";
        let told = WindowError::Unopened(last_words(error)).to_string();
        assert_eq!(told, "no window can be opened here: Failed to open connection to X server");
    }

    #[test]
    fn the_icon_is_water_below_paper_in_a_rounded_square() {
        let icon = icon();
        let pixel = |x: usize, y: usize| {
            let at = 4 * (y * usize::from(ICON) + x);
            <[u8; 4]>::try_from(&icon.rgba[at..at + 4]).unwrap()
        };
        assert_eq!(icon.rgba.len(), 4 * usize::from(ICON) * usize::from(ICON));
        assert_eq!(pixel(32, 60), LIGHT.accent.to_array());
        assert_eq!(pixel(32, 5), LIGHT.card.to_array());
        assert_eq!(pixel(0, 0)[3], 0);
    }
}
