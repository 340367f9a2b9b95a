//! What the settings sound like: a guide, an ambience, cues or the voice, heard for a moment at the chosen levels,
//! through the chosen device. Nothing of it is practice or logged.

use std::sync::Arc;
use std::time::Duration;

use super::preview::{Excerpt, LENGTH, Preview};
use crate::playback::Through;
use crate::session::{self, Ambience, Guide};
use crate::settings::Settings;
use crate::sound::{Levels, Mix};
use crate::timeline::Timeline;
use crate::units::{Level, Time};

/// What the voice says.
const SENTENCE: &str = "Let your shoulders be heavy.";
const NOTHING_HEARD: &str = "No sound device answers, so there is nothing to hear.";

/// How long a loudness is heard after it was changed: some of a breath in, three ticks of a countdown.
const SHORT: Duration = Duration::from_secs(3);

/// What is heard: a countdown, then breaths of ten seconds.
const HEARD: &str = r#"Session(
    format: 1, title: "Listen", practice: "breathing", language: "en",
    steps: [Prepare(secs: 3), Breathe(breath: (inhale: 4, exhale: 6), cycles: 30)],
)"#;
/// Where in it the countdown is over.
const BREATHS: Time = Time::from_secs(3);

/// Something that can be listened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// The chosen guide, or the usual one where none is chosen.
    Guide,
    /// The chosen ambience, or the sea where none is chosen.
    Ambience,
    /// A countdown.
    Cues,
    /// A sentence.
    Voice,
    /// Guide and ambience as they are chosen.
    Everything,
}

/// What is being listened to, if anything is.
#[derive(Debug, Default)]
pub(super) struct Samples {
    now: Option<(Sample, Preview)>,
}

impl Samples {
    /// Begins to let it be heard, or ends it when it is heard already.
    pub(super) fn toggle(
        &mut self,
        sample: Sample,
        settings: &Settings,
        through: Through,
        wake: impl Fn() + Send + 'static,
    ) {
        let same = self.now.take().is_some_and(|(heard, _)| heard == sample);
        if !same {
            self.begin(sample, LENGTH, settings, through, wake);
        }
    }

    /// Lets be heard what was changed, when that can be heard.
    pub(super) fn heed(
        &mut self,
        before: &Settings,
        after: &Settings,
        through: Through,
        wake: impl Fn() + Send + 'static,
    ) {
        if let Some((sample, preview)) = &self.now {
            let like = |settings: &Settings| Mix { levels: after.levels(), ..mix(*sample, settings) };
            let another_voice = *sample == Sample::Voice && before.voice_name != after.voice_name;
            if like(before) != like(after) || before.choice() != after.choice() || another_voice {
                let sample = *sample;
                return self.begin(sample, LENGTH, after, through, wake);
            }
            let is_heard = |loudness| loudness == *sample || loudness == Sample::Everything;
            if changed(before, after).is_none_or(is_heard) {
                if before.levels() != after.levels() {
                    preview.go_on(mix(*sample, after).levels);
                }
                return;
            }
        }
        if let Some(sample) = changed(before, after) {
            self.begin(sample, SHORT, after, through, wake);
        }
    }

    /// Forgets what is over by itself.
    pub(super) fn follow(&mut self) {
        self.now.take_if(|(_, preview)| preview.is_over());
    }

    /// Ends what is heard, softly.
    pub(super) fn hush(&mut self) {
        self.now = None;
    }

    /// What is being listened to.
    pub(super) fn heard(&self) -> Option<Sample> {
        self.now.as_ref().map(|(sample, _)| *sample)
    }

    /// Why nothing is heard of it, or not from where it was to come.
    pub(super) fn trouble(&self) -> Option<String> {
        self.now.as_ref().and_then(|(_, preview)| preview.trouble(NOTHING_HEARD))
    }

    fn begin(
        &mut self,
        sample: Sample,
        length: Duration,
        settings: &Settings,
        through: Through,
        wake: impl Fn() + Send + 'static,
    ) {
        // The one before ends first.
        self.now = None;
        let Ok(session) = session::read(HEARD.as_bytes()) else { return };
        let from = if sample == Sample::Cues { Time::ZERO } else { BREATHS };
        let timeline = Arc::new(Timeline::compile(&session));
        let said = (sample == Sample::Voice).then(|| (settings.wish(&session), SENTENCE));
        let part = Excerpt { timeline, mix: mix(sample, settings), said, from, length };
        self.now = Some((sample, Preview::begin(part, settings.choice(), through, wake)));
    }
}

/// Which loudness was changed.
fn changed(before: &Settings, after: &Settings) -> Option<Sample> {
    let loudness = |settings: &Settings| {
        [
            (settings.volume_percent, Sample::Everything),
            (settings.guide_percent, Sample::Guide),
            (settings.cues_percent, Sample::Cues),
            (settings.ambience_percent, Sample::Ambience),
            (settings.voice_percent, Sample::Voice),
        ]
    };
    let pairs = loudness(before).into_iter().zip(loudness(after));
    pairs.into_iter().find(|(before, after)| before != after).map(|(_, (_, sample))| sample)
}

/// What sounds, and nothing beside it.
fn mix(sample: Sample, settings: &Settings) -> Mix {
    let guide = if settings.guide == Guide::Silent { Guide::Tide } else { settings.guide };
    let ambience = if settings.ambience == Ambience::Silent { Ambience::Ocean } else { settings.ambience };
    let levels = settings.levels();
    let without_cues = Levels { cues: Level::SILENT, ..levels };
    match sample {
        Sample::Ambience => Mix { guide: Guide::Silent, ambience, levels: without_cues },
        Sample::Everything if settings.ambience != Ambience::Silent => {
            Mix { guide: settings.guide, ambience, levels: without_cues }
        }
        Sample::Guide | Sample::Everything => Mix { guide, ambience: Ambience::Silent, levels: without_cues },
        Sample::Cues => Mix { guide: Guide::Silent, ambience: Ambience::Silent, levels },
        Sample::Voice => Mix { guide: Guide::Silent, ambience: Ambience::Silent, levels: without_cues },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is heard after this was changed, through nothing.
    fn heard_after(before: &Settings, after: &Settings) -> Option<Sample> {
        let mut samples = Samples::default();
        samples.heed(before, after, Through::Nothing, || ());
        samples.heard()
    }

    #[test]
    fn a_loudness_that_is_moved_is_heard_and_nothing_else_is() {
        let before = Settings::default();
        let cues = Settings { cues_percent: 40, ..Settings::default() };
        assert_eq!(heard_after(&before, &cues), Some(Sample::Cues));
        let voice = Settings { voice_percent: 40, ..Settings::default() };
        assert_eq!(heard_after(&before, &voice), Some(Sample::Voice));
        let ratings = Settings { ratings: true, guide: Guide::Bells, ..Settings::default() };
        assert_eq!(heard_after(&before, &ratings), None);
    }

    #[test]
    fn what_is_heard_goes_on_with_another_guide_and_gives_way_to_another_loudness() {
        let (before, mut samples) = (Settings::default(), Samples::default());
        samples.toggle(Sample::Guide, &before, Through::Nothing, || ());
        let bells = Settings { guide: Guide::Bells, ..Settings::default() };
        samples.heed(&before, &bells, Through::Nothing, || ());
        assert_eq!(samples.heard(), Some(Sample::Guide));
        let louder = Settings { ambience_percent: 50, ..bells.clone() };
        samples.heed(&bells, &louder, Through::Nothing, || ());
        assert_eq!(samples.heard(), Some(Sample::Ambience));
        samples.toggle(Sample::Ambience, &louder, Through::Nothing, || ());
        assert_eq!(samples.heard(), None);
    }

    #[test]
    fn each_sample_sounds_alone_and_something_sounds_where_nothing_is_chosen() {
        let chosen = Settings { guide: Guide::Silent, ambience: Ambience::Silent, ..Settings::default() };
        let sounds = |sample| {
            let Mix { guide, ambience, levels } = mix(sample, &chosen);
            (guide, ambience, levels.cues > Level::SILENT)
        };
        assert_eq!(sounds(Sample::Guide), (Guide::Tide, Ambience::Silent, false));
        assert_eq!(sounds(Sample::Ambience), (Guide::Silent, Ambience::Ocean, false));
        assert_eq!(sounds(Sample::Cues), (Guide::Silent, Ambience::Silent, true));
        assert_eq!(sounds(Sample::Everything), (Guide::Tide, Ambience::Silent, false));
    }
}
