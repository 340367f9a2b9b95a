//! Fonts of the system for what the program's own typeface has no letters for. Knows no size and no weight.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::{self, JoinHandle};

use eframe::egui::epaint::text::{FallbackRequest, FontInsert, FontProvider};
use eframe::egui::{Context, FontFamily};
use egui_system_font_provider::SystemFontProvider;

/// Lets the window draw what only a font of the system has. They are looked for in the background, which may take some
/// hundreds of milliseconds.
pub fn install_system_fonts(ctx: &Context) {
    let search = thread::Builder::new().name("ebb fonts".to_owned()).spawn(search).ok();
    ctx.add_font_provider(Arc::new(SystemFonts { search: Mutex::new(search), found: OnceLock::new() }));
}

/// What the system has; nothing when it has no font at all.
struct SystemFonts {
    search: Mutex<Option<JoinHandle<SystemFontProvider>>>,
    found: OnceLock<Option<SystemFontProvider>>,
}

/// Panics where fontconfig knows no font: the library expects one. On a thread of its own that only ends the search.
fn search() -> SystemFontProvider {
    let fonts = SystemFontProvider::new();
    // The first question waits for the answer.
    let _ = fonts.font_for(&FallbackRequest { cluster: "a", family: &FontFamily::Proportional });
    fonts
}

impl FontProvider for SystemFonts {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let found = self.found.get_or_init(|| {
            let search = self.search.lock().unwrap_or_else(PoisonError::into_inner).take();
            search.and_then(|search| search.join().ok())
        });
        found.as_ref()?.font_for(request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_without_any_font_has_none_and_the_window_goes_on() {
        let fails = thread::spawn(|| panic!("no font"));
        let fonts = SystemFonts { search: Mutex::new(Some(fails)), found: OnceLock::new() };
        for cluster in ["a", "字"] {
            assert!(fonts.font_for(&FallbackRequest { cluster, family: &FontFamily::Proportional }).is_none());
        }
    }
}
