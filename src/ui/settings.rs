//! Make it mine: how it looks, how it sounds, how a session begins.

use std::ops::RangeInclusive;

use eframe::egui::{Context, InputState, Key, Modifiers, Ui, vec2};

use super::action::{Action, Facts};
use super::jobs::Job;
use super::samples::{Sample, Samples};
use super::sound_choice::{self, Machine, SoundAction};
use super::theme::{Palette, Type, space};
use super::vault::Vault;
use super::week_choice::WeekChoice;
use super::{areas, pacer_choice, widgets};
use crate::playback::Through;
use crate::session::{Named as _, Pacer};
use crate::settings::{LEAD_IN_S, Settings, TEXT_PERCENT};

const COLOURS_ABOUT: &str = "Dusk is dark and warm, for the evening.";
const TEXT_ABOUT: &str = "Everything in the window grows with it. Ctrl + and Ctrl − change it from anywhere.";
const MOTION_ABOUT: &str = "With less, places and controls change at once, and what breathes fades instead of moving.";
const NUMBERS_ABOUT: &str = "The time left, countdowns and the pace, while a session plays.";
const RATINGS_ABOUT: &str =
    "Before and after a session, from 0 to 10, how it is. Each can be skipped; they stay on this computer.";
const LEAVE_OUT: &str = "Leave out";
const AREAS_ABOUT: &str =
    "Steps that their author marked as asking something of these are not played, and their time goes too.";
const POSES: &str = "Leave out single poses";
const POSES_ABOUT: &str = "Poses that are ticked are not played.";
const RUN_ABOUT: &str = "Progress tells how many weeks in a row were kept. One that was not is forgiven.";
const ANNOUNCE_ABOUT: &str = "To a screen reader: in, out, and hold, as they begin. It waits for what is being read.";

/// By how much text grows at a time, in percent.
const TEXT_STEP: i32 = 10;

/// The place: what there is on this computer, and what was chosen but not asked for yet.
#[derive(Debug, Default)]
pub(super) struct SettingsPlace {
    machine: Machine,
    samples: Samples,
    week: WeekChoice,
    /// Whether the poses that can be left out are shown.
    shows_poses: bool,
}

impl SettingsPlace {
    /// Shows what is chosen; asks for what is chosen now.
    pub(super) fn ui(&mut self, ui: &mut Ui, facts: &Facts<'_>, vault: &mut Vault) -> Option<Action> {
        let mut chosen = facts.settings.clone();
        let (mut asked, mut change, mut folder) = (None, None, None);
        self.samples.follow();
        let escaped = |input: &mut InputState| input.consume_key(Modifiers::NONE, Key::Escape);
        if self.samples.heard().is_some() && ui.input_mut(escaped) {
            self.samples.hush();
        }
        widgets::page(ui, "Settings", |ui| {
            for trouble in facts.troubles {
                widgets::gap(ui, space::NEAR);
                widgets::text(ui, Type::Note, Palette::of(ui).ink, trouble);
            }
            look(ui, &mut chosen);
            asked = sound_choice::ui(ui, &mut chosen, &mut self.machine, &self.samples);
            session(ui, &mut chosen);
            left_out(ui, facts, &mut chosen, &mut self.shows_poses);
            change = self.week.ui(ui, facts);
            folder = vault.ui(ui, &mut chosen);
        });
        let asked = asked.map(|asked| match asked {
            SoundAction::ByEyeAndEar => Action::Calibrate,
            SoundAction::Listen(sample) => Action::Listen(sample),
        });
        let change = change.map(|change| Action::Change(Box::new(change)));
        let folder = folder.map(|folder| Action::Do(Job::Reveal(folder)));
        asked.or(change).or(folder).or_else(|| (chosen != *facts.settings).then_some(Action::Choose(chosen)))
    }

    /// Lets something be heard at what is chosen, or no longer.
    pub(super) fn listen(&mut self, sample: Sample, settings: &Settings, through: Through, ctx: &Context) {
        let ctx = ctx.clone();
        self.samples.toggle(sample, settings, through, move || ctx.request_repaint());
    }

    /// Lets a change be heard, when it is one of loudness.
    pub(super) fn heed(&mut self, before: &Settings, after: &Settings, through: Through, ctx: &Context) {
        let ctx = ctx.clone();
        self.samples.heed(before, after, through, move || ctx.request_repaint());
    }

    /// Ends what is heard, softly.
    pub(super) fn hush(&mut self) {
        self.samples.hush();
    }
}

fn look(ui: &mut Ui, chosen: &mut Settings) {
    widgets::section(ui, "Look");
    widgets::row(ui, "Colours", COLOURS_ABOUT, |ui| widgets::one_of(ui, "Colours", &mut chosen.theme));
    widgets::row(ui, "Text size", TEXT_ABOUT, |ui| {
        number(ui, "Text size", &mut chosen.text_percent, &TEXT_PERCENT, TEXT_STEP, " %");
    });
    widgets::text(ui, Type::Body, Palette::of(ui).ink, "Pacer");
    let last = Pacer::ALL.len();
    let about = format!(
        "What the eye follows where a session names none of its own. The keys 1 to {last} change it while one plays."
    );
    widgets::text(ui, Type::Note, Palette::of(ui).quiet, &about);
    widgets::gap(ui, space::NEAR);
    pacer_choice::ui(ui, &mut chosen.pacer);
    widgets::gap(ui, space::GROUP);
    widgets::row(ui, "Motion", MOTION_ABOUT, |ui| widgets::one_of(ui, "Motion", &mut chosen.motion));
}

/// How a session begins, and what it shows, asks and leaves out.
fn session(ui: &mut Ui, chosen: &mut Settings) {
    widgets::section(ui, "Sessions");
    widgets::row(ui, "Time to get ready", "Before a session begins.", |ui| {
        number(ui, "Time to get ready", &mut chosen.lead_in_s, &LEAD_IN_S, 1, " s");
    });
    for (name, about, on) in [
        ("Numbers", NUMBERS_ABOUT, &mut chosen.numbers),
        ("Ratings", RATINGS_ABOUT, &mut chosen.ratings),
        ("Say each breath", ANNOUNCE_ABOUT, &mut chosen.announce),
        ("Weeks in a row", RUN_ABOUT, &mut chosen.run_of_weeks),
    ] {
        widgets::row(ui, name, about, |ui| widgets::switch(ui, name, on));
    }
}

/// What of the body, and which poses, are left out of every session.
fn left_out(ui: &mut Ui, facts: &Facts<'_>, chosen: &mut Settings, shows_poses: &mut bool) {
    let palette = Palette::of(ui);
    widgets::gap(ui, space::NEAR);
    widgets::heading(ui, Type::Body, palette.ink, LEAVE_OUT);
    widgets::text(ui, Type::Note, palette.quiet, AREAS_ABOUT);
    areas::ui(ui, &mut chosen.leave_out);
    widgets::gap(ui, space::TIGHT);
    if chosen.leave_out_poses.is_empty() && !*shows_poses {
        *shows_poses = widgets::link(ui, POSES).clicked();
        return;
    }
    widgets::text(ui, Type::Note, palette.quiet, POSES_ABOUT);
    let left_out = chosen.left_out();
    let mut poses = facts.catalogue.poses();
    poses.extend(chosen.leave_out_poses.iter().cloned());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::SMALL, space::HAIR);
        for pose in poses {
            let is_out = left_out.has_pose(&pose);
            if widgets::tick(ui, &pose, is_out) {
                chosen.leave_out_pose(&pose, !is_out);
            }
        }
    });
}

/// A number that is never negative, with − and +.
fn number(ui: &mut Ui, name: &str, value: &mut u32, range: &RangeInclusive<u32>, step: i32, unit: &str) {
    let signed = |value: u32| i32::try_from(value).unwrap_or(i32::MAX);
    let mut now = signed(*value);
    let range = signed(*range.start())..=signed(*range.end());
    if widgets::number(ui, name, &mut now, &range, step, |value| format!("{value}{unit}")) {
        *value = now.unsigned_abs();
    }
}

/// The settings with text a step larger or smaller, or at 100 %, when Ctrl with +, − or 0 was pressed.
pub(super) fn zoomed(ui: &Ui, settings: &Settings) -> Option<Settings> {
    use eframe::egui::{Key, Modifiers};
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, key));
    let step = TEXT_STEP.unsigned_abs();
    let percent = if pressed(Key::Plus) || pressed(Key::Equals) {
        settings.text_percent + step
    } else if pressed(Key::Minus) {
        settings.text_percent - step
    } else if pressed(Key::Num0) {
        100
    } else {
        return None;
    };
    let text_percent = percent.clamp(*TEXT_PERCENT.start(), *TEXT_PERCENT.end());
    (text_percent != settings.text_percent).then(|| Settings { text_percent, ..settings.clone() })
}
