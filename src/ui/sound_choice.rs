//! The sound's part of the settings: what sounds, how loud, whether sentences are spoken, through which device.
//!
//! What this computer has is asked on a thread of its own, since a sound server may take its time.

use eframe::egui::Ui;

use super::samples::{Sample, Samples};
use super::task::{LostError, Task};
use super::theme::{Palette, Type, space};
use super::widgets;
use crate::session::{Ambience, Guide};
use crate::settings::{PERCENT, SOUND_DELAY_MS, Settings};
use crate::voice::Voice;
use crate::{output, voice};

const GUIDE_ABOUT: &str = "What the ear follows where a session names none of its own. G changes it while one plays.";
const AMBIENCE_ABOUT: &str =
    "What sounds beneath it where a session names none of its own. A changes it while one plays.";
const LOUDNESS_ABOUT: &str = "Of everything Ebb plays. 0 % is silence.";
const MUTED_ABOUT: &str = "Nothing sounds until it is switched off again. M does it while a session plays.";
const VOICE_ABOUT: &str = "Cues and the names of poses, spoken by this computer's own voice and played with the rest, which is softer meanwhile.";
const WHICH_ABOUT: &str = "A session in another language is spoken by a voice of that language, or not at all.";
const DEVICE_ABOUT: &str = "When it is not there, the computer's own choice is used and the stage says so.";
const MOVED_ABOUT: &str = "When headphones are pulled out, a session pauses rather than playing into the room.";
const DELAY_ABOUT: &str =
    "For speakers that are late, such as wireless ones: how much later their sound comes than this computer believes.";

const UNASKED: &str =
    "The voices of this computer could not be listed: go to another place and come back to try it again.";

const LISTEN: [(Sample, &str); 3] = [
    (Sample::Guide, "Listen to the guide"),
    (Sample::Ambience, "Listen to the ambience"),
    (Sample::Voice, "Listen to the voice"),
];
const STOP_LISTENING: &str = "Stop listening";

/// What is asked for here beside another choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SoundAction {
    /// To set the delay.
    ByEyeAndEar,
    /// To hear this, or no longer.
    Listen(Sample),
}

/// What this computer has.
#[derive(Debug)]
struct MachineFacts {
    devices: Vec<String>,
    /// The voices, or what to install when nothing here speaks.
    voices: Result<Vec<Voice>, &'static str>,
    /// The language of the system.
    language: String,
}

impl MachineFacts {
    fn of_this_computer() -> Self {
        let language = voice::system_language().unwrap_or_default();
        Self { devices: output::devices(), voices: voice::voices(), language }
    }

    /// Where it could not be asked.
    fn none() -> Self {
        Self { devices: Vec::new(), voices: Err(UNASKED), language: String::new() }
    }
}

/// What this computer was found to have, once it was asked.
#[derive(Debug, Default)]
pub(super) struct Machine {
    asked: Option<Task<MachineFacts>>,
    answer: Option<MachineFacts>,
    /// Whether the voices of all languages are shown.
    all_voices: bool,
}

impl Machine {
    /// Asks when nobody has yet.
    fn look(&mut self, ui: &Ui) {
        let asked =
            self.asked.get_or_insert_with(|| Task::spawn("ebb machine", ui.ctx(), MachineFacts::of_this_computer));
        match asked.poll() {
            Some(Ok(answer)) => self.answer = Some(answer),
            Some(Err(LostError)) => self.answer = Some(MachineFacts::none()),
            None => {}
        }
    }
}

/// Shows the section; what is asked for beside another choice.
pub(super) fn ui(ui: &mut Ui, chosen: &mut Settings, machine: &mut Machine, samples: &Samples) -> Option<SoundAction> {
    widgets::section(ui, "Sound");
    let audible = !chosen.muted;
    let guide = widgets::row(ui, "Guide", GUIDE_ABOUT, |ui| {
        widgets::one_of(ui, "Guide", &mut chosen.guide);
        (audible && chosen.guide != Guide::Silent).then(|| listen(ui, Sample::Guide, samples)).flatten()
    });
    let ambience = widgets::row(ui, "Ambience", AMBIENCE_ABOUT, |ui| {
        widgets::one_of(ui, "Ambience", &mut chosen.ambience);
        (audible && chosen.ambience != Ambience::Silent).then(|| listen(ui, Sample::Ambience, samples)).flatten()
    });
    if let Some(why) = samples.trouble() {
        widgets::notice(ui, &why, None);
        widgets::gap(ui, space::NEAR);
    }
    for (name, about, percent) in [
        ("Loudness", LOUDNESS_ABOUT, &mut chosen.volume_percent),
        ("Loudness of the guide", "", &mut chosen.guide_percent),
        ("Loudness of cues", "Steps that change, the last seconds, the end.", &mut chosen.cues_percent),
        ("Loudness of the ambience", "", &mut chosen.ambience_percent),
    ] {
        percentage(ui, name, about, percent);
    }
    widgets::row(ui, "Mute", MUTED_ABOUT, |ui| widgets::switch(ui, "Mute", &mut chosen.muted));
    machine.look(ui);
    let missing = machine.answer.as_ref().and_then(|answer| answer.voices.as_ref().err().copied());
    let voice = widgets::row(ui, "Voice", VOICE_ABOUT, |ui| {
        widgets::switch(ui, "Voice", &mut chosen.voice);
        let speaks = audible && chosen.voice && missing.is_none();
        speaks.then(|| listen(ui, Sample::Voice, samples)).flatten()
    });
    if let Some(missing) = missing {
        widgets::text(ui, Type::Note, Palette::of(ui).quiet, missing);
        widgets::gap(ui, space::GROUP);
    } else if chosen.voice {
        percentage(ui, "Loudness of the voice", "", &mut chosen.voice_percent);
        which_voice(ui, chosen, machine);
    }
    device(ui, chosen, machine.answer.as_ref().map_or(&[], |answer| &answer.devices));
    widgets::row(ui, "Pause when the sound moves", MOVED_ABOUT, |ui| {
        widgets::switch(ui, "Pause when the sound moves", &mut chosen.pause_when_moved)
    });
    widgets::row(ui, "Sound delay", DELAY_ABOUT, |ui| {
        let show = |value: i32| format!("{value} ms").replace('-', "−");
        widgets::number(ui, "Sound delay", &mut chosen.sound_delay_ms, &SOUND_DELAY_MS, 5, show);
    });
    let by_ear = widgets::link(ui, "Set it by eye and ear").clicked().then_some(SoundAction::ByEyeAndEar);
    by_ear.or(guide).or(ambience).or(voice)
}

/// What begins to let it be heard and ends it.
fn listen(ui: &mut Ui, sample: Sample, samples: &Samples) -> Option<SoundAction> {
    let is_heard = samples.heard() == Some(sample);
    let name = LISTEN.iter().find(|(one, _)| *one == sample).map_or("Listen", |(_, name)| name);
    widgets::link_known(ui, name, if is_heard { STOP_LISTENING } else { name })
        .clicked()
        .then_some(SoundAction::Listen(sample))
}

fn percentage(ui: &mut Ui, name: &str, about: &str, percent: &mut u32) {
    widgets::row(ui, name, about, |ui| {
        widgets::slider(ui, name, percent, &PERCENT, 5, |value| format!("{value} %"));
    });
}

/// The voices there are: at first those of the system's language and English, since there may be a hundred more.
fn which_voice(ui: &mut Ui, chosen: &mut Settings, machine: &mut Machine) {
    let Some(MachineFacts { voices: Ok(voices), language, .. }) = &machine.answer else { return };
    let is_near = |voice: &&Voice| {
        let is_chosen = chosen.voice_name.as_ref() == Some(&voice.id);
        machine.all_voices || is_chosen || voice.speaks(language) || voice.speaks("en")
    };
    let near: Vec<&Voice> = voices.iter().filter(is_near).collect();
    let mut at = near.iter().position(|voice| Some(&voice.id) == chosen.voice_name.as_ref());
    let mut words = vec![(None, "as the session or the system says")];
    words.extend(near.iter().enumerate().map(|(place, voice)| (Some(place), voice.name.as_str())));
    let changed =
        widgets::row(ui, "Which voice", WHICH_ABOUT, |ui| widgets::choice(ui, "Which voice", &words, &mut at));
    if changed {
        chosen.voice_name = at.map(|place| near[place].id.clone());
    }
    let more = voices.len() - near.len();
    if more > 0 && widgets::link(ui, &format!("Show {more} voices of other languages")).clicked() {
        machine.all_voices = true;
    }
}

/// The devices there are, and the chosen one even when it is not there.
fn device(ui: &mut Ui, chosen: &mut Settings, there: &[String]) {
    let absent = chosen.sound_device.as_ref().filter(|wanted| !there.contains(wanted));
    let names: Vec<String> = there.iter().chain(absent).cloned().collect();
    let mut at = names.iter().position(|name| Some(name) == chosen.sound_device.as_ref());
    let mut words = vec![(None, "as the computer chooses")];
    words.extend(names.iter().enumerate().map(|(place, name)| (Some(place), name.as_str())));
    let changed =
        widgets::row(ui, "Sound device", DEVICE_ABOUT, |ui| widgets::choice(ui, "Sound device", &words, &mut at));
    if changed {
        chosen.sound_device = at.map(|place| names[place].clone());
    }
}
