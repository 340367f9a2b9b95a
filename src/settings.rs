//! What the user chose, in a file a person can read and edit.
//!
//! A file that cannot be read is kept as it is and reported; the defaults hold until it can.

mod saver;

use std::io;
use std::ops::RangeInclusive;
use std::path::Path;

use ebb_core::choice;
use serde::Serialize;

pub use saver::Saver;

use crate::data::{DataDir, refuse_special, write_private};
use crate::output::{Choice, Moves};
use crate::reading::{self, Content, Fields, Node, Problem, Problems, Reader, Whole};
use crate::session::{self, Ambience, Area, Areas, Guide, LeftOut, Pacer, Session};
use crate::sound::{Levels, Mix};
use crate::units::Level;
use crate::voice::VoiceChoice;

/// The sound delays there are, in milliseconds.
pub const SOUND_DELAY_MS: RangeInclusive<i32> = -100..=500;
/// The times to get ready that there are, in seconds.
pub const LEAD_IN_S: RangeInclusive<u32> = 0..=30;
/// After how many minutes a journal can be locked; 0 is never.
pub const LOCK_AFTER_MIN: RangeInclusive<u32> = 0..=240;
/// The volumes there are.
pub const PERCENT: RangeInclusive<u32> = 0..=100;

/// The sizes of text there are.
pub const TEXT_PERCENT: RangeInclusive<u32> = 80..=200;

/// Everything that can be chosen.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "a file of switches, read and written as they stand")]
pub struct Settings {
    /// What the eye follows where a session names nothing.
    pub pacer: Pacer,
    /// What the ear follows where a session names nothing.
    pub guide: Guide,
    /// What sounds beneath where a session names nothing.
    pub ambience: Ambience,
    /// How loud everything is, 0–100 %.
    pub volume_percent: u32,
    /// How loud the guide is within that, 0–100 %.
    pub guide_percent: u32,
    /// How loud step changes, countdowns and the end are within that, 0–100 %.
    pub cues_percent: u32,
    /// How loud the ambience is within that, 0–100 %.
    pub ambience_percent: u32,
    /// How loud spoken sentences are within that, 0–100 %.
    pub voice_percent: u32,
    /// Whether everything is silent, whatever the volumes.
    pub muted: bool,
    /// Whether sentences and poses are spoken by the system's voice.
    pub voice: bool,
    /// Which voice speaks, by what its program calls it, where it speaks the language; one of the language when there
    /// is none.
    pub voice_name: Option<String>,
    /// Which device is played through, by its name; the system's default device when there is none.
    pub sound_device: Option<String>,
    /// Whether a session pauses rather than playing on through another device than it began on.
    pub pause_when_moved: bool,
    /// How much later than the computer believes sound is heard, −100…500 ms.
    pub sound_delay_ms: i32,
    /// Time to get ready before a session, 0–30 s.
    pub lead_in_s: u32,
    /// What steps may ask nothing of: those that their author marked so are left out, with their time.
    pub leave_out: Areas,
    /// Poses that are left out, by their names.
    pub leave_out_poses: Vec<String>,
    /// Whether a session asks before and after it, from 0 to 10, how it is.
    pub ratings: bool,
    /// Whether a screen reader is told each phase of a breath as it begins.
    pub announce: bool,
    /// Whether Progress tells how many weeks in a row were kept.
    pub run_of_weeks: bool,
    /// Whether the stage shows numbers: the time left, countdowns, the pace.
    pub numbers: bool,
    /// After how long with nothing done a journal with a passphrase is locked, 0–240 min; 0 is never.
    pub lock_after_min: u32,
    /// Whether minimising the window locks it, too.
    pub lock_on_minimise: bool,
    /// Light, dusk or high contrast.
    pub theme: Theme,
    /// How large text and what it stands in is, 80–200 %.
    pub text_percent: u32,
    /// How much moves.
    pub motion: Motion,
    /// Whether the safety text was seen.
    pub safety_seen: bool,
}

/// What a file of settings holds.
const CONTENT: Content = Content {
    noun: "list of settings",
    name: "Settings",
    written: "(…)",
    fields: Settings::FIELDS,
    nests: None,
    meant: |_, _| None,
};

/// What files say that name no areas yet: whether the pelvic area is left out.
const PELVIS: &str = "leave_out_pelvis";

/// What reads each setting of a file.
macro_rules! written {
    ($($name:ident: $take:expr,)*) => {
        impl Settings {
            /// Every setting, by the name it has in the file.
            #[cfg(test)]
            const NAMES: &'static [&'static str] = &[$(stringify!($name),)*];

            /// The same, and what earlier files say.
            const FIELDS: &'static [&'static str] = &[$(stringify!($name),)* PELVIS];

            /// Takes what the fields say.
            fn take<'a>(&mut self, reader: &mut Reader<'a>, fields: &Fields<'a>) {
                $(if let Some(node) = reader.option(fields, stringify!($name))
                    && let Some(value) = ($take)(reader, stringify!($name), node)
                {
                    self.$name = value;
                })*
            }
        }
    };
}

written! {
    pacer: Reader::named,
    guide: Reader::named,
    ambience: Reader::named,
    volume_percent: percent,
    guide_percent: percent,
    cues_percent: percent,
    ambience_percent: percent,
    voice_percent: percent,
    muted: Reader::switch,
    voice: Reader::switch,
    voice_name: name,
    sound_device: name,
    pause_when_moved: Reader::switch,
    sound_delay_ms: |reader: &mut Reader<'_>, name, node| reader.signed(name, node, SOUND_DELAY_MS),
    lead_in_s: |reader: &mut Reader<'_>, name, node| whole(reader, name, node, &LEAD_IN_S),
    leave_out: |reader: &mut Reader<'a>, name, node: &'a Node| some(reader, name, node, Reader::named),
    leave_out_poses: |reader: &mut Reader<'a>, name, node: &'a Node| some(reader, name, node, Reader::text),
    ratings: Reader::switch,
    announce: Reader::switch,
    run_of_weeks: Reader::switch,
    numbers: Reader::switch,
    lock_after_min: |reader: &mut Reader<'_>, name, node| whole(reader, name, node, &LOCK_AFTER_MIN),
    lock_on_minimise: Reader::switch,
    theme: Reader::named,
    text_percent: |reader: &mut Reader<'_>, name, node| whole(reader, name, node, &TEXT_PERCENT),
    motion: Reader::named,
    safety_seen: Reader::switch,
}

fn whole(reader: &mut Reader<'_>, name: &str, node: &Node, range: &RangeInclusive<u32>) -> Option<u32> {
    reader.whole(name, node, Whole { least: *range.start(), most: *range.end() })
}

fn percent(reader: &mut Reader<'_>, name: &str, node: &Node) -> Option<u32> {
    whole(reader, name, node, &PERCENT)
}

/// Some values, all of which have to be right.
fn some<'a, T, C: FromIterator<T>>(
    reader: &mut Reader<'a>,
    name: &str,
    node: &'a Node,
    take: fn(&mut Reader<'a>, &str, &Node) -> Option<T>,
) -> Option<C> {
    let each = reader.each(node);
    each.iter().map(|node| take(reader, name, node)).collect()
}

/// What a device or a voice is called, where one is named.
#[expect(clippy::option_option, reason = "nothing was read, or a name for a setting that may be none")]
fn name(reader: &mut Reader<'_>, name: &str, node: &Node) -> Option<Option<String>> {
    reader.text(name, node).map(Some)
}

/// Everything that is wrong with a file, on one line.
fn in_words(problems: &[Problem]) -> String {
    let told: Vec<String> = problems
        .iter()
        .map(|Problem { line, column, message, .. }| format!("line {line}, column {column}: {message}"))
        .collect();
    told.join("; ")
}

choice! {
    /// Which colours.
    #[derive(Default)]
    pub enum Theme {
        /// As the desktop says.
        #[default]
        System = "as the desktop",
        /// Paper.
        Light = "light",
        /// Dark and warm.
        Dusk = "dusk",
        /// White on black, and yellow where the keyboard is.
        Contrast = "high contrast",
    }
}

choice! {
    /// How much moves.
    #[derive(Default)]
    pub enum Motion {
        /// As the desktop says.
        #[default]
        System = "as the desktop",
        /// What breathes moves, and places change softly.
        Full = "full",
        /// What only decorates stands still, and what breathes fades instead of moving.
        Less = "less",
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            pacer: Pacer::Circle,
            guide: Guide::Tide,
            ambience: Ambience::Silent,
            volume_percent: 80,
            guide_percent: 100,
            cues_percent: 100,
            ambience_percent: 100,
            voice_percent: 100,
            muted: false,
            voice: false,
            voice_name: None,
            sound_device: None,
            pause_when_moved: true,
            sound_delay_ms: 0,
            lead_in_s: 5,
            leave_out: Areas::NONE,
            leave_out_poses: Vec::new(),
            ratings: false,
            announce: false,
            run_of_weeks: false,
            numbers: true,
            lock_after_min: 5,
            lock_on_minimise: false,
            theme: Theme::System,
            text_percent: 100,
            motion: Motion::System,
            safety_seen: false,
        }
    }
}

/// The settings as found, and what was wrong with the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// What holds now.
    pub settings: Settings,
    /// Why the file could not be used: it is left as it is.
    pub trouble: Option<String>,
}

impl Settings {
    /// Reads the settings of a data folder; the defaults when there are none yet.
    pub fn load(data: &DataDir) -> Found {
        let path = data.settings();
        #[expect(clippy::disallowed_methods, reason = "this is where settings are read")]
        let text = match refuse_special(&path).and_then(|()| std::fs::read_to_string(&path)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Found::default(),
            Err(error) => return Found::unusable(&path, &error.to_string()),
        };
        match Self::read(&text) {
            Ok(settings) => Found { settings, trouble: None },
            Err(problems) => Found::unusable(&path, &in_words(&problems)),
        }
    }

    /// Settings as a file has them, where it says nothing as they are at first.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    fn read(text: &str) -> Result<Self, Problems> {
        reading::read(text, &CONTENT, |reader, fields| {
            let mut settings = Self::default();
            settings.take(reader, fields);
            let pelvis = reader.option(fields, PELVIS).and_then(|node| reader.switch(PELVIS, node));
            if pelvis == Some(true) {
                settings.leave_out = settings.leave_out.with(Area::Pelvis, true);
            }
            Some(settings)
        })
    }

    /// How loud everything is.
    pub fn levels(&self) -> Levels {
        Levels {
            guide: level(self.guide_percent),
            cues: level(self.cues_percent),
            ambience: level(self.ambience_percent),
            voice: level(self.voice_percent),
            master: if self.muted { Level::SILENT } else { level(self.volume_percent) },
        }
    }

    /// What sounds in a session: its author's guide and ambience, else the chosen ones.
    pub fn mix(&self, session: &Session) -> Mix {
        Mix {
            guide: session.guide.unwrap_or(self.guide),
            ambience: session.ambience.unwrap_or(self.ambience),
            levels: self.levels(),
        }
    }

    /// What is left out of every session.
    pub fn left_out(&self) -> LeftOut {
        LeftOut { areas: self.leave_out, poses: self.leave_out_poses.clone() }
    }

    /// Leaves a pose out of every session from now on, or no longer.
    pub fn leave_out_pose(&mut self, pose: &str, out: bool) {
        self.leave_out_poses.retain(|known| !session::is_same_pose(known, pose));
        if out {
            self.leave_out_poses.push(pose.trim().to_owned());
        }
    }

    /// The voice a session is spoken with.
    pub fn wish(&self, session: &Session) -> VoiceChoice {
        VoiceChoice { chosen: self.voice_name.clone(), language: session.language.clone() }
    }

    /// What the eye follows in a session: its author's pacer, else the chosen one.
    pub fn pacer(&self, session: &Session) -> Pacer {
        session.pacer.unwrap_or(self.pacer)
    }

    /// What is played through, and how.
    pub fn choice(&self) -> Choice {
        let moves = if self.pause_when_moved { Moves::Pause } else { Moves::Follow };
        Choice { device: self.sound_device.clone(), delay_ms: self.sound_delay_ms, moves }
    }

    /// Writes the settings, whole or not at all.
    ///
    /// # Errors
    /// When the file cannot be written, or when an unreadable one stands in its place: that is never overwritten.
    pub fn save(&self, data: &DataDir) -> io::Result<()> {
        if let Some(trouble) = Self::load(data).trouble {
            return Err(io::Error::new(io::ErrorKind::InvalidData, trouble));
        }
        data.create()?;
        let pretty = ron::ser::PrettyConfig::new();
        let text = ron::ser::to_string_pretty(self, pretty).map_err(io::Error::other)?;
        let text =
            format!("// What you chose in Ebb. Change it here while Ebb is closed, or in its Settings.\n{text}\n");
        write_private(&data.settings(), text.as_bytes())
    }
}

fn level(percent: u32) -> Level {
    let percent = u16::try_from(percent).unwrap_or(u16::MAX);
    Level::new(f32::from(percent) / 100.0).unwrap_or(Level::FULL)
}

impl Found {
    fn unusable(path: &Path, why: &str) -> Self {
        let trouble = format!("{}: {why}. The defaults are used and the file is left as it is.", path.display());
        Self { settings: Settings::default(), trouble: Some(trouble) }
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test puts files in place and looks at them")]
mod tests;
