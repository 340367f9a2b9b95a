//! The typeface, and the sizes and weights of every text by what the text is.

use std::sync::Arc;

use eframe::egui::{
    self, Align, Color32, FontData, FontDefinitions, FontFamily, FontId,
    text::{LayoutJob, TextFormat},
};

/// What a text is; its size and weight follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// 13: labels of marks.
    Small,
    /// 13, strong: the label that is now.
    SmallStrong,
    /// 15: second lines.
    Note,
    /// 16: running text.
    Body,
    /// 16, strong: headings of groups, the current place.
    Strong,
    /// 19, strong: the name of a thing in a list; a button.
    Name,
    /// 19: a sentence on the stage.
    Cue,
    /// 22: a figure.
    Figure,
    /// 22, strong: the figure that counts.
    FigureStrong,
    /// 28: the headline of a place.
    Heading,
    /// 34: the one large thing of a place.
    Title,
    /// 52: a pose.
    Pose,
    /// 52, light: the stage's word.
    Word,
    /// 28, light: a sentence that is all there is.
    Sentence,
    /// 34, light: a word that is too long for 52.
    LongWord,
    /// 22, light: words that are too long for 34.
    Words,
    /// 84, light: a word that floats on water.
    Float,
    /// 84, light: a countdown that is read from two metres.
    Count,
    /// 13, of one width: text whose columns matter.
    Code,
    /// Light, of as many points: what is read from two metres grows with its window.
    Light(u16),
    /// Medium, of as many points: a name that grows with its window.
    Medium(u16),
}

impl Type {
    #[expect(clippy::disallowed_methods, reason = "this is where sizes stand")]
    pub(super) fn font(self) -> FontId {
        let (size, family) = match self {
            Self::Small => (13.0, "400"),
            Self::SmallStrong => (13.0, "600"),
            Self::Note => (15.0, "400"),
            Self::Body => (16.0, "400"),
            Self::Strong => (16.0, "600"),
            Self::Name => (19.0, "600"),
            Self::Cue => (19.0, "400"),
            Self::Figure => (22.0, "400"),
            Self::FigureStrong => (22.0, "600"),
            Self::Heading => (28.0, "500"),
            Self::Title => (34.0, "500"),
            Self::Pose => (52.0, "500"),
            Self::Word => (52.0, "300"),
            Self::Sentence => (28.0, "300"),
            Self::LongWord => (34.0, "300"),
            Self::Words => (22.0, "300"),
            Self::Float | Self::Count => (84.0, "300"),
            Self::Light(points) => (f32::from(points), "300"),
            Self::Medium(points) => (f32::from(points), "500"),
            Self::Code => return FontId::new(13.0, FontFamily::Monospace),
        };
        FontId::new(size, FontFamily::Name(family.into()))
    }

    fn line_height(self) -> f32 {
        let size = self.font().size;
        if size >= 22.0 { size * 1.2 } else { size * 1.5 }
    }

    /// How this text is set.
    pub fn format(self, colour: Color32) -> TextFormat {
        TextFormat {
            font_id: self.font(),
            color: colour,
            line_height: Some(self.line_height()),
            valign: Align::Center,
            ..TextFormat::default()
        }
    }

    /// `text` set in this type, wrapped at `width`.
    pub fn job(self, text: &str, colour: Color32, width: f32) -> LayoutJob {
        let mut job = LayoutJob::single_section(text.to_owned(), self.format(colour));
        job.wrap.max_width = width;
        job
    }
}

/// The same text with digits of one width, so that a countdown does not dance. For painting only: a screen reader
/// is given the text itself.
pub fn tabular(text: &str) -> String {
    // The fonts hold the ten digits a second time, each in a cell of one width, 0xE000 above their own codes.
    let cell = |letter: char| {
        if letter.is_ascii_digit() { char::from_u32(0xE000 + u32::from(letter)).unwrap_or(letter) } else { letter }
    };
    text.chars().map(cell).collect()
}

/// Gives the program its typeface.
pub fn install_fonts(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::empty();
    let files: [(&str, &'static [u8]); 5] = [
        ("300", include_bytes!("../../../assets/fonts/Commissioner-300.ttf")),
        ("400", include_bytes!("../../../assets/fonts/Commissioner-400.ttf")),
        ("500", include_bytes!("../../../assets/fonts/Commissioner-500.ttf")),
        ("600", include_bytes!("../../../assets/fonts/Commissioner-600.ttf")),
        ("mono", include_bytes!("../../../assets/fonts/JetBrainsMono-400.ttf")),
    ];
    for (name, bytes) in files {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        fonts.families.insert(FontFamily::Name(name.into()), vec![name.to_owned()]);
    }
    fonts.families.insert(FontFamily::Proportional, vec!["400".to_owned()]);
    fonts.families.insert(FontFamily::Monospace, vec!["mono".to_owned(), "400".to_owned()]);
    ctx.set_fonts(fonts);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_one_width_leave_everything_else_alone() {
        assert_eq!(tabular("3:40 left"), "\u{e033}:\u{e034}\u{e030} left");
    }

    #[test]
    fn every_weight_draws_every_sign_that_ebb_writes() {
        let ctx = egui::Context::default();
        install_fonts(&ctx);
        let signs =
            "0123456789 ·–—’‘“”←→−×…½%/:;,.!?()+&ÄÖÜäöüßéèçñøåąłőЖяΩωỞửẵđҚқӘә".to_owned() + &tabular("0123456789");
        // Fonts are loaded by the first frame.
        ctx.run_ui(egui::RawInput::default(), |_| {}).textures_delta.clear();
        for kind in [Type::Word, Type::Body, Type::Title, Type::Name] {
            ctx.fonts_mut(|fonts| {
                for sign in signs.chars() {
                    assert!(fonts.has_glyph(&kind.font(), sign), "{sign:?} in {kind:?}");
                }
            });
        }
    }

    #[test]
    fn what_no_font_has_is_drawn_as_a_box() {
        let ctx = egui::Context::default();
        install_fonts(&ctx);
        ctx.run_ui(egui::RawInput::default(), |_| {}).textures_delta.clear();
        for kind in [Type::Word, Type::Body, Type::Title, Type::Name, Type::Code] {
            for sign in ["字", "א", "🌿"] {
                let galley = ctx.fonts_mut(|fonts| fonts.layout_job(kind.job(sign, Color32::WHITE, 1000.0)));
                let drawn = galley.rows.iter().flat_map(|row| &row.glyphs).any(|glyph| !glyph.uv_rect.is_nothing());
                assert!(drawn, "{sign} in {kind:?}");
            }
        }
    }
}
