//! Every colour, size, space and duration, by what it is for.
//!
//! Refuses to know what is shown: a place asks for `ink` or [`Type::Title`], never for a number.

mod fonts;
mod palette;
mod system_fonts;

pub use fonts::{Type, install_fonts, tabular};
pub use palette::{CONTRAST, CONTRAST_DIM, DIM, DUSK, FLASH, LIGHT, Palette};
pub use system_fonts::install_system_fonts;

use eframe::egui::{self, CornerRadius, Stroke, Vec2};

use crate::settings::{Settings, Theme};

/// Distances between things, in points.
pub mod space {
    /// Between a thing and its mark.
    pub const HAIR: f32 = 4.0;
    /// Between lines that belong together.
    pub const TIGHT: f32 = 8.0;
    /// Between neighbours.
    pub const NEAR: f32 = 12.0;
    /// Around small things.
    pub const SMALL: f32 = 18.0;
    /// Between groups.
    pub const GROUP: f32 = 24.0;
    /// Inside a card.
    pub const CARD: f32 = 36.0;
    /// Left and right of a place that has little room.
    pub const EDGE: f32 = 12.0;
    /// Around a place.
    pub const PLACE: f32 = 56.0;
    /// The widest a place's content gets.
    pub const CONTENT: f32 = 1008.0;
    /// The width of the rail of words.
    pub const RAIL: f32 = 160.0;
    /// Below this window width a place keeps [`EDGE`] to its sides.
    pub const TINY: f32 = 320.0;
    /// Below this window width the rail becomes a row at the bottom.
    pub const NARROW: f32 = 700.0;
    /// Below this window height nothing stands beside or above a place that need not.
    pub const LOW: f32 = 360.0;
    /// The least height of what can be pressed.
    pub const TOUCH: f32 = 36.0;
}

/// The room above a place's first line: less where the window is low.
pub fn above(ui: &egui::Ui) -> f32 {
    if ui.ctx().content_rect().height() < space::LOW { space::NEAR } else { space::CARD + space::HAIR }
}

/// How round corners are, in points.
pub mod radius {
    /// Marks and bars.
    pub const MARK: u8 = 6;
    /// Small controls.
    pub const CONTROL: u8 = 8;
    /// The card.
    pub const CARD: u8 = 16;
}

/// Durations in seconds.
pub mod motion {
    /// A control answering.
    pub const CONTROL: f32 = 0.15;
    /// A place or the stage's controls coming and going.
    pub const PLACE: f32 = 0.25;
    /// The stage growing dim or bright.
    pub const LIGHT: f32 = 0.6;
    /// The chart rising, once.
    pub const CHART: f32 = 0.6;
    /// After this long without a movement the stage's controls fade.
    pub const IDLE: f64 = 3.0;
}

/// Lines thinner than text, in points.
pub mod line {
    /// Edges and tracks.
    pub const HAIR: f32 = 1.0;
    /// Outlines of marks.
    pub const MARK: f32 = 2.0;
    /// What a week asked.
    pub const REQUIRED: f32 = 2.5;
    /// The countdown's ring.
    pub const RING: f32 = 12.0;
}

/// Fonts, both palettes and the calm defaults of every widget.
pub fn install(ctx: &egui::Context) {
    install_fonts(ctx);
    // Where the desktop does not say, paper.
    ctx.options_mut(|options| {
        options.fallback_theme = egui::Theme::Light;
        // The size of text is a setting: whoever changes it has it kept.
        options.zoom_with_keyboard = false;
    });
    ctx.style_mut_of(egui::Theme::Light, |style| dress(style, &LIGHT));
    ctx.style_mut_of(egui::Theme::Dark, |style| dress(style, &DUSK));
}

/// The colours, the size of text and the motion that were chosen, from the next frame on.
///
/// Text grows together with the room, the lines and the controls around it: everything is as in a window that is so
/// much smaller, and what fits there fits.
pub fn choose(ctx: &egui::Context, settings: &Settings) {
    let dark = if settings.theme == Theme::Contrast { &CONTRAST } else { &DUSK };
    if Palette::dressing(&ctx.style_of(egui::Theme::Dark)) != dark {
        ctx.style_mut_of(egui::Theme::Dark, |style| dress(style, dark));
    }
    ctx.set_theme(match settings.theme {
        Theme::System => egui::ThemePreference::System,
        Theme::Light => egui::ThemePreference::Light,
        Theme::Dusk | Theme::Contrast => egui::ThemePreference::Dark,
    });
    #[expect(clippy::cast_precision_loss, reason = "a percentage")]
    ctx.set_zoom_factor(settings.text_percent as f32 / 100.0);
    super::motion::choose(ctx, settings.motion);
}

/// What is drawn into `ui` from here on has the colours of a dark room.
pub fn dim(ui: &mut egui::Ui) {
    let palette = Palette::of(ui).dimmed();
    dress(ui.style_mut(), palette);
}

fn dress(style: &mut egui::Style, palette: &Palette) {
    let visuals = &mut style.visuals;
    visuals.override_text_color = Some(palette.ink);
    visuals.panel_fill = palette.surface;
    visuals.window_fill = palette.card;
    visuals.window_stroke = Stroke::new(line::HAIR, palette.hairline);
    visuals.window_corner_radius = CornerRadius::same(radius::CARD);
    visuals.menu_corner_radius = CornerRadius::same(radius::CONTROL);
    visuals.window_shadow = egui::Shadow::NONE;
    visuals.popup_shadow = egui::Shadow::NONE;
    visuals.extreme_bg_color = palette.hairline;
    visuals.selection.bg_fill = palette.accent;
    visuals.selection.stroke = Stroke::new(line::MARK, palette.on_accent);
    visuals.hyperlink_color = palette.accent;
    let kinds = &mut visuals.widgets;
    for widget in
        [&mut kinds.noninteractive, &mut kinds.inactive, &mut kinds.hovered, &mut kinds.active, &mut kinds.open]
    {
        widget.bg_fill = palette.faint;
        widget.weak_bg_fill = palette.card;
        widget.bg_stroke = Stroke::new(line::HAIR, palette.hairline);
        widget.fg_stroke = Stroke::new(line::HAIR, palette.ink);
        widget.corner_radius = CornerRadius::same(radius::CONTROL);
        widget.expansion = 0.0;
    }
    for (text, kind) in [
        (egui::TextStyle::Body, Type::Body),
        (egui::TextStyle::Button, Type::Body),
        (egui::TextStyle::Heading, Type::Heading),
        (egui::TextStyle::Small, Type::Small),
        (egui::TextStyle::Monospace, Type::Code),
    ] {
        style.text_styles.insert(text, kind.font());
    }
    style.spacing.item_spacing = Vec2::ZERO;
    style.spacing.interact_size.y = space::TOUCH;
    style.interaction.selectable_labels = false;
    style.spacing.scroll = egui::style::ScrollStyle {
        foreground_color: false,
        bar_width: 6.0,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        ..egui::style::ScrollStyle::floating()
    };
    // What moves is paced by the window itself, never faster than sixty frames a second.
    style.animation_time = 0.0;
    style.scroll_animation = egui::style::ScrollAnimation::none();
}
