//! Colours by meaning, for light, for dusk and in high contrast.

use eframe::egui::{Color32, Style, Ui};

/// Every colour there is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    /// The window.
    pub surface: Color32,
    /// The one raised thing.
    pub card: Color32,
    /// Edges and tracks.
    pub hairline: Color32,
    /// Text, and what a week asked.
    pub ink: Color32,
    /// Second text.
    pub quiet: Color32,
    /// Marks without text.
    pub faint: Color32,
    /// The button, the current place, what leads somewhere.
    pub accent: Color32,
    /// Where the keyboard is.
    pub focus: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// The practice colours: breathing, stretching, relaxation, any other.
    practices: [Color32; 4],
    /// How near to the hairline the ground of a control comes.
    lift: f32,
    /// How much of a practice's colour a week that was not kept shows.
    pub partial: f32,
    /// How much of a practice's colour the tide's water shows at its surface and at its ground.
    pub water: (f32, f32),
}

/// Paper.
pub const LIGHT: Palette = Palette {
    surface: rgb(0xF3_F0_EA),
    card: rgb(0xFB_F9_F5),
    hairline: rgb(0xE2_DD_D3),
    ink: rgb(0x22_32_3A),
    quiet: rgb(0x5A_6A_70),
    faint: rgb(0xA9_B0_AE),
    accent: rgb(0x2C_6E_7F),
    focus: rgb(0x2C_6E_7F),
    on_accent: rgb(0xFB_F9_F5),
    practices: [rgb(0x2C_6E_7F), rgb(0x9C_57_30), rgb(0x61_6C_39), rgb(0x77_52_73)],
    lift: 1.0,
    partial: 0.45,
    water: (0.46, 0.20),
};

/// Dark water.
pub const DUSK: Palette = Palette {
    surface: rgb(0x0F_18_1B),
    card: rgb(0x16_22_27),
    hairline: rgb(0x24_34_3A),
    ink: rgb(0xE8_E3_D9),
    quiet: rgb(0x9D_AB_AB),
    faint: rgb(0x4E_5F_63),
    accent: rgb(0x7C_C3_CC),
    focus: rgb(0x7C_C3_CC),
    on_accent: rgb(0x0F_18_1B),
    practices: [rgb(0x7C_C3_CC), rgb(0xE2_A2_74), rgb(0xB7_C2_83), rgb(0xCB_A5_C8)],
    lift: 1.0,
    partial: 0.45,
    water: (0.46, 0.20),
};

/// White on black, and one yellow: shape alone tells marks apart.
pub const CONTRAST: Palette = Palette {
    surface: Color32::BLACK,
    card: Color32::BLACK,
    hairline: Color32::WHITE,
    ink: Color32::WHITE,
    quiet: Color32::WHITE,
    faint: Color32::WHITE,
    accent: Color32::WHITE,
    focus: rgb(0xFF_D6_00),
    on_accent: Color32::BLACK,
    practices: [Color32::WHITE; 4],
    lift: 0.25,
    partial: 0.45,
    water: (0.30, 0.15),
};

/// Dusk with a third of its light, for a dark room.
pub const DIM: Palette = Palette {
    surface: rgb(0x08_0D_10),
    card: rgb(0x0C_13_17),
    hairline: rgb(0x18_24_2A),
    ink: rgb(0xB4_B0_A7),
    quiet: rgb(0x7E_8A_8A),
    faint: rgb(0x3A_48_4B),
    accent: rgb(0x5E_97_9F),
    focus: rgb(0x5E_97_9F),
    on_accent: rgb(0x08_0D_0F),
    practices: [rgb(0x5E_97_9F), rgb(0xB0_7F_5B), rgb(0x8E_97_66), rgb(0x9E_81_9C)],
    lift: 1.0,
    partial: 0.45,
    water: (0.30, 0.14),
};

/// High contrast with half of its light.
pub const CONTRAST_DIM: Palette = Palette {
    hairline: rgb(0x99_99_99),
    ink: rgb(0x99_99_99),
    quiet: rgb(0x99_99_99),
    faint: rgb(0x99_99_99),
    accent: rgb(0x99_99_99),
    focus: rgb(0xB3_96_00),
    practices: [rgb(0x99_99_99); 4],
    // Told apart from [`CONTRAST`] by its paper.
    surface: rgb(0x01_01_01),
    ..CONTRAST
};

/// The two colours of the calibration flash, and nothing else.
pub const FLASH: [Color32; 2] = [Color32::BLACK, Color32::WHITE];

impl Palette {
    /// The palette of the same place in a dark room.
    pub fn dimmed(&self) -> &'static Self {
        if *self == CONTRAST || *self == CONTRAST_DIM { &CONTRAST_DIM } else { &DIM }
    }

    /// The palette in force.
    pub fn of(ui: &Ui) -> &'static Self {
        Self::dressing(ui.style())
    }

    /// The palette that a style was dressed in.
    pub fn dressing(style: &Style) -> &'static Self {
        let paper = style.visuals.panel_fill;
        [&CONTRAST, &CONTRAST_DIM, &DIM, &DUSK].into_iter().find(|palette| palette.surface == paper).unwrap_or(&LIGHT)
    }

    /// While breath comes in, in a practice's `colour`.
    pub fn inhale(&self, colour: Color32) -> Color32 {
        colour
    }

    /// While breath is held: nearer to ink.
    pub fn hold(&self, colour: Color32) -> Color32 {
        colour.lerp_to_gamma(self.ink, 0.3)
    }

    /// While breath goes out: nearer to paper.
    pub fn exhale(&self, colour: Color32) -> Color32 {
        self.tint(colour, 0.8)
    }

    /// The colour of a practice, by its id; those that Ebb does not ship share the fourth.
    pub fn practice(&self, id: &str) -> Color32 {
        let place = ["breathing", "stretching", "relaxation"].iter().position(|known| *known == id);
        self.practices[place.unwrap_or(3)]
    }

    /// The ground of a control that the pointer or the keyboard is on, `part` 0…1 of the way there.
    pub fn over(&self, part: f32) -> Color32 {
        self.card.lerp_to_gamma(self.hairline, part * self.lift)
    }

    /// `colour` as a solid tint on the surface: 0 is the surface, 1 the colour.
    pub fn tint(&self, colour: Color32, part: f32) -> Color32 {
        self.surface.lerp_to_gamma(colour, part.clamp(0.0, 1.0))
    }

    /// `colour` as a solid tint on the card.
    pub fn card_tint(&self, colour: Color32, part: f32) -> Color32 {
        self.card.lerp_to_gamma(colour, part.clamp(0.0, 1.0))
    }
}

#[expect(clippy::disallowed_methods, reason = "this is where colours stand")]
const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [&Palette; 5] = [&LIGHT, &DUSK, &CONTRAST, &DIM, &CONTRAST_DIM];

    #[test]
    fn a_dimmed_palette_has_little_light_and_is_known_by_its_paper() {
        for palette in [&LIGHT, &DUSK, &CONTRAST] {
            let dim = palette.dimmed();
            assert_eq!(dim.dimmed(), dim);
            // Less than half of what dusk's text shines with.
            assert!(luminance(dim.ink) < 0.6 * luminance(DUSK.ink), "{}", luminance(dim.ink));
            assert!(luminance(dim.surface) < luminance(DUSK.surface));
        }
        let papers: Vec<Color32> = ALL.iter().map(|palette| palette.surface).collect();
        assert!((1..5).all(|nth| !papers[..nth].contains(&papers[nth])), "{papers:?}");
    }

    /// The relative luminance of WCAG 2.
    fn luminance(colour: Color32) -> f64 {
        let channel = |value: u8| {
            let part = f64::from(value) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(colour.r()) + 0.7152 * channel(colour.g()) + 0.0722 * channel(colour.b())
    }

    fn contrast(one: Color32, other: Color32) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn the_measure_itself_gives_what_wcag_says() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 1e-9);
        assert!((contrast(rgb(0x77_77_77), Color32::WHITE) - 4.478).abs() < 1e-3);
    }

    #[test]
    fn every_text_colour_reads_on_what_it_stands_on() {
        for palette in ALL {
            for (text, ground) in [
                (palette.ink, palette.surface),
                (palette.ink, palette.card),
                (palette.quiet, palette.surface),
                (palette.quiet, palette.card),
                (palette.accent, palette.surface),
                (palette.accent, palette.card),
                (palette.on_accent, palette.accent),
                (palette.ink, palette.over(1.0)),
            ] {
                assert!(contrast(text, ground) >= 4.5, "{text:?} on {ground:?}: {}", contrast(text, ground));
            }
            for practice in palette.practices {
                assert!(contrast(practice, palette.surface) >= 4.5, "{practice:?}");
                // Words stand in the tide too.
                let deep = palette.tint(practice, palette.water.0);
                assert!(contrast(palette.ink, deep) >= 4.5, "{practice:?}: {}", contrast(palette.ink, deep));
            }
        }
    }

    #[test]
    fn a_mark_without_text_can_be_told_from_the_paper() {
        for palette in ALL {
            assert!(contrast(palette.faint, palette.surface) >= 1.8);
        }
    }

    #[test]
    fn where_the_keyboard_is_and_how_the_breath_goes_is_seen_on_every_paper() {
        for palette in ALL {
            for ground in [palette.surface, palette.card] {
                assert!(contrast(palette.focus, ground) >= 3.0, "{palette:?}");
            }
            for colour in palette.practices {
                for phase in [palette.inhale(colour), palette.hold(colour), palette.exhale(colour)] {
                    assert!(contrast(phase, palette.surface) >= 3.0, "{phase:?}: {}", contrast(phase, palette.surface));
                }
            }
        }
    }

    #[test]
    fn high_contrast_is_black_white_and_one_yellow_and_text_stands_out_seven_to_one() {
        let palette = &CONTRAST;
        let every = [palette.surface, palette.card, palette.hairline, palette.ink, palette.quiet, palette.faint];
        for colour in every.into_iter().chain([palette.accent, palette.on_accent]).chain(palette.practices) {
            assert!([Color32::BLACK, Color32::WHITE].contains(&colour), "{colour:?}");
        }
        assert!(contrast(palette.focus, palette.surface) >= 7.0);
        assert!(contrast(palette.ink, palette.over(0.5)) >= 7.0);
    }
}
