//! What is spoken over a session: samples at places of it, so that whatever moves the session moves them with it.
//!
//! Knows frames and gains; refuses to know words, and who speaks.

use std::ops::Range;
use std::sync::Arc;

use super::fade::Fade;
use super::handoff::CallbackEnd;
use crate::sound::Levels;
use crate::units::{Hertz, Time};
use crate::voice::Speech;

/// Something said, and the place in the session at which it begins.
pub type Said = (Time, Arc<Speech>);

/// How long something that is cut off by the next takes to fade.
const CUT: Time = Time::from_millis(60);

/// The rest goes down so long before the first word, so that it is down by then.
const AHEAD: Time = Time::from_millis(100);

/// One thing said, at the rate of a stream.
#[derive(Clone, Debug)]
struct Utterance {
    start: u64,
    samples: Arc<[f32]>,
    /// How many of them are heard: the next one may begin earlier than they end.
    length: usize,
}

impl Utterance {
    fn frames(&self) -> Range<u64> {
        self.start..self.start + self.length as u64
    }
}

/// All that is to be spoken, at the rate of a stream.
#[derive(Clone, Debug, Default)]
pub(super) struct Track {
    /// In the order of their places.
    utterances: Vec<Utterance>,
    cut: usize,
    ahead: u64,
}

impl Track {
    /// What is said, each with its samples at this rate.
    pub(super) fn new(said: impl IntoIterator<Item = (Time, Arc<[f32]>)>, rate: Hertz) -> Self {
        let utterance = |(at, samples): (Time, Arc<[f32]>)| {
            let length = samples.len();
            Utterance { start: at.frame(rate), samples, length }
        };
        let mut utterances: Vec<Utterance> = said.into_iter().map(utterance).collect();
        utterances.sort_by_key(|utterance| utterance.start);
        let cut = usize::try_from(CUT.frame(rate)).unwrap_or(0);
        for nth in 1..utterances.len() {
            let until = utterances[nth].start - utterances[nth - 1].start;
            let until = usize::try_from(until).unwrap_or(usize::MAX).saturating_add(cut);
            let before = &mut utterances[nth - 1];
            before.length = before.length.min(until);
        }
        Self { utterances, cut, ahead: AHEAD.frame(rate) }
    }

    fn speaks(&self, frames: &Range<u64>) -> bool {
        let meets = |spoken: Range<u64>| spoken.start < frames.end + self.ahead && frames.start < spoken.end;
        self.utterances.iter().any(|utterance| meets(utterance.frames()))
    }

    /// What sounds at this frame.
    fn at(&self, frame: u64) -> f32 {
        self.utterances
            .iter()
            .filter(|utterance| utterance.frames().contains(&frame))
            .map(|it| self.of(it, frame))
            .sum()
    }

    #[expect(clippy::cast_precision_loss, reason = "a cut has a few thousand frames")]
    fn of(&self, Utterance { start, samples, length }: &Utterance, frame: u64) -> f32 {
        let nth = usize::try_from(frame - start).unwrap_or(usize::MAX);
        let left = length.saturating_sub(nth);
        let gain = if *length < samples.len() && left < self.cut { left as f32 / self.cut as f32 } else { 1.0 };
        gain * samples.get(nth).copied().unwrap_or(0.0)
    }
}

/// The spoken part of a stream's callback. Nothing here allocates or drops once it is made.
pub(super) struct Speaking {
    track: Box<Track>,
    /// The track before, while the other fades in over it.
    before: Option<(Box<Track>, Fade)>,
    tracks: CallbackEnd<Box<Track>>,
    gain: f32,
    rate: Hertz,
}

impl Speaking {
    /// Silent until a track comes.
    pub(super) fn new(tracks: CallbackEnd<Box<Track>>, rate: Hertz) -> Self {
        Self { track: Box::default(), before: None, tracks, gain: 0.0, rate }
    }

    /// Begins to cross over to another track, if there is one: what sounds in both goes on.
    pub(super) fn take(&mut self) {
        if self.before.is_none()
            && let Some(track) = self.tracks.take()
        {
            let mut fade = Fade::silent(self.rate);
            fade.rise();
            self.before = Some((std::mem::replace(&mut self.track, track), fade));
        }
    }

    /// The other track is there; the one before goes where it may be dropped.
    pub(super) fn cross_over(&mut self) {
        if let Some((track, _)) = self.before.take() {
            self.tracks.give_back(track);
        }
    }

    /// Whether something is heard within these frames of the session, or begins soon after.
    pub(super) fn speaks(&self, frames: &Range<u64>) -> bool {
        self.track.speaks(frames)
    }

    /// Adds what is spoken from this frame of the session on.
    #[expect(clippy::cast_precision_loss, reason = "a piece has a few hundred frames")]
    pub(super) fn mix(&mut self, from: u64, stereo: &mut [f32], levels: Levels) {
        let (pairs, _) = stereo.as_chunks_mut::<2>();
        let frames = from..from + pairs.len() as u64;
        let to = levels.voice_gain();
        let step = (to - self.gain) / pairs.len().max(1) as f32;
        if self.before.is_some() || self.track.speaks(&frames) {
            for (frame, pair) in frames.zip(pairs) {
                self.gain += step;
                let mut spoken = self.track.at(frame);
                if let Some((track, fade)) = &mut self.before {
                    let before = track.at(frame);
                    spoken = before + fade.step() * (spoken - before);
                }
                pair[0] += self.gain * spoken;
                pair[1] += self.gain * spoken;
            }
        }
        self.gain = to;
        if self.before.as_ref().is_some_and(|(_, fade)| fade.is_full()) {
            self.cross_over();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Level;

    const RATE: Hertz = Hertz::of(1_000);

    fn track(said: &[(u64, usize)]) -> Track {
        let of = |(at, length): &(u64, usize)| (Time::from_millis(*at), Arc::from(vec![0.5; *length]));
        Track::new(said.iter().map(of), RATE)
    }

    #[test]
    fn it_is_heard_from_its_place_to_its_end_and_nowhere_else() {
        let track = track(&[(200, 100)]);
        let heard: Vec<u64> = (0..1_000).filter(|frame| track.at(*frame) > 0.0).collect();
        assert_eq!(heard, (200..300).collect::<Vec<u64>>());
        assert!(!track.speaks(&(0..100)) && track.speaks(&(0..101)), "100 ms ahead");
        assert!(track.speaks(&(299..400)) && !track.speaks(&(300..400)));
    }

    #[test]
    fn the_next_one_takes_over_from_one_that_is_too_long_without_a_click() {
        let track = track(&[(0, 1_000), (400, 100)]);
        let heard: Vec<f32> = (0..1_000).map(|frame| track.at(frame)).collect();
        assert!(heard[..400].iter().all(|sample| (*sample - 0.5).abs() < 1e-6));
        assert!(heard[400..460].iter().all(|sample| *sample > 0.5), "both at once while the first one fades");
        assert!(heard[460..500].iter().all(|sample| (*sample - 0.5).abs() < 1e-6));
        assert!(heard[500..].iter().all(|sample| *sample == 0.0));
    }

    #[test]
    fn its_loudness_is_that_of_the_voice_and_of_everything() {
        let (_near, far) = super::super::handoff::handoff();
        let mut speaking = Speaking { track: Box::new(track(&[(0, 1_000)])), ..Speaking::new(far, RATE) };
        let half = Level::new(0.5).unwrap();
        let levels = Levels { voice: half, master: Level::FULL, ..Levels::default() };
        let mut out = [0.25; 200];
        speaking.mix(0, &mut out, levels);
        assert!(out.windows(2).all(|pair| pair[0] <= pair[1] && pair[1] - pair[0] < 0.01), "it rises softly");
        let mut out = [0.25; 200];
        speaking.mix(100, &mut out, levels);
        assert!(out.iter().all(|sample| (*sample - 0.375).abs() < 1e-6), "a quarter of a half is added");
        let muted = Levels { master: Level::SILENT, ..levels };
        speaking.mix(200, &mut out, muted);
        let mut out = [0.0; 200];
        speaking.mix(300, &mut out, muted);
        assert!(out.iter().all(|sample| *sample == 0.0));
    }
}
