//! What the audio callback does: carries orders out with fades, crosses over to another voice where it is told to, adds
//! what is spoken, and publishes which frame is which place.
//!
//! Knows no device. Nothing here allocates, locks, logs or panics once it is made.

use std::sync::Arc;

use super::fade::Fade;
use super::handoff::CallbackEnd;
use super::playhead::{Block, KEPT, STALLED, Segment};
use super::shared::Shared;
use super::speaking::{Speaking, Track};
use crate::player::{Deed, Order};
use crate::sound::{Levels, Renderer};
use crate::units::{Hertz, Level, Time};

/// Frames rendered at a time.
const CHUNK: usize = 512;

/// What makes the samples.
pub(super) trait Voice: Send {
    /// Goes to a frame.
    fn seek(&mut self, frame: u64);
    /// Writes the next stereo frames.
    fn render(&mut self, out: &mut [f32]);
    /// Goes over to these volumes, without a click.
    fn set_levels(&mut self, levels: Levels);
}

impl Voice for Renderer {
    fn seek(&mut self, frame: u64) {
        self.seek(frame);
    }

    fn render(&mut self, out: &mut [f32]) {
        self.render(out);
    }

    fn set_levels(&mut self, levels: Levels) {
        self.set_levels(levels);
    }
}

/// When a callback runs, and how much later its first frame plays.
#[derive(Clone, Copy, Debug)]
pub(super) struct Timing {
    pub(super) instant: Time,
    pub(super) latency: Time,
}

/// The state of one stream's callback.
pub(super) struct Engine {
    shared: Arc<Shared>,
    voice: Box<dyn Voice>,
    /// The voice that is to take over, while it fades in over the other.
    coming: Option<(Box<dyn Voice>, Fade)>,
    voices: CallbackEnd<Box<dyn Voice>>,
    speaking: Speaking,
    levels: Levels,
    rate: Hertz,
    stream: u64,
    /// The epoch this stream carries the session in; 0 when it does not.
    epoch: u64,
    /// Calls since the stream began or stalled. The first only fills the buffer: its timestamp means nothing.
    calls: u32,
    called: Time,
    /// After how long without a call this stream has stalled.
    patience: Time,
    /// Output frames written.
    out: u64,
    /// From which output frame on this stream carries the session.
    joined: u64,
    /// The frame of the session that is rendered next.
    frame: u64,
    order: Order,
    /// An order that waits for the fade out.
    next: Option<Order>,
    fade: Fade,
    segments: [Segment; KEPT],
    scratch: Vec<f32>,
    other: Vec<f32>,
}

impl Engine {
    /// The callback of stream number `stream` (from 1), whose voices render at `rate`; more of them come by `voices`,
    /// and what is spoken by `tracks`.
    pub(super) fn new(
        shared: Arc<Shared>,
        stream: u64,
        voice: Box<dyn Voice>,
        voices: CallbackEnd<Box<dyn Voice>>,
        tracks: CallbackEnd<Box<Track>>,
        rate: Hertz,
    ) -> Self {
        let mut engine = Self {
            levels: shared.levels(),
            shared,
            voice,
            coming: None,
            voices,
            speaking: Speaking::new(tracks, rate),
            rate,
            stream,
            epoch: 0,
            calls: 0,
            called: Time::ZERO,
            patience: STALLED,
            out: 0,
            joined: 0,
            frame: 0,
            order: Order { number: 0, deed: Deed::Hold },
            next: None,
            fade: Fade::silent(rate),
            segments: [Segment::default(); KEPT],
            scratch: vec![0.0; 2 * CHUNK],
            other: vec![0.0; 2 * CHUNK],
        };
        engine.voice.set_levels(engine.levels);
        engine
    }

    /// Makes the next `frames` stereo frames and hands them to `write` in pieces, from the first on.
    pub(super) fn fill(&mut self, frames: usize, timing: Timing, write: &mut dyn FnMut(&[f32])) {
        let before = self.out;
        let patience = STALLED.max(Time::of_frame(3 * frames as u64, self.rate));
        let carries = self.carries(timing, patience);
        if carries {
            self.take_mail();
        } else {
            // What sounds ends softly; nothing is waited for any more.
            self.next = None;
            self.fade.fall();
        }
        self.speaking.take();
        self.take_levels(frames);
        self.take_voice();
        let mut left = frames;
        while left > 0 {
            if carries {
                self.obey();
            }
            // An order waits for the end of the fade.
            let until = if self.next.is_some() { self.fade.left().max(1) } else { CHUNK };
            let piece = left.min(CHUNK).min(until);
            self.render(piece);
            write(&self.scratch[..2 * piece]);
            self.out += piece as u64;
            left -= piece;
        }
        if carries {
            self.publish(before, timing);
        }
    }

    /// Whether this stream carries the session: it may, its timestamps mean something, and it has joined.
    fn carries(&mut self, timing: Timing, patience: Time) -> bool {
        let stalled = timing.instant - self.called > self.patience;
        self.patience = self.patience.max(patience);
        if stalled {
            self.calls = 0;
            // What was written before has long been played: there is nothing left to fade.
            if self.epoch != self.shared.epoch() {
                self.fade = Fade::silent(self.rate);
            }
        }
        self.calls = self.calls.saturating_add(1);
        self.called = timing.instant;
        if self.shared.is_admitted(self.stream) {
            self.shared.call(timing.instant, self.patience);
        }
        if !self.shared.may_sound(self.stream) {
            return false;
        }
        let epoch = self.shared.epoch();
        self.epoch == epoch || (self.calls >= 2 && self.fade.is_silent() && self.join(epoch, timing))
    }

    /// Takes the session over from the software clock, at the place where it will be when this block is heard.
    fn join(&mut self, epoch: u64, timing: Timing) -> bool {
        let order = self.shared.newest_order();
        let now = signed_sum(timing.instant + timing.latency, self.shared.delay_us());
        let (rate, out) = (self.rate, self.out);
        let mut segment = Segment::default();
        let joined = self.shared.try_write(self.stream, epoch, |playhead| {
            let (number, place) = playhead.soft_at(now);
            // An order that came this very moment begins with the block.
            let same = number == order.number && order.deed != Deed::Hold;
            segment = if same { Segment { mark: out, place, ..playhead.soft } } else { Segment::of(order, out, place) };
            playhead.block = Some(block(rate, timing, (out, out), out, [segment; KEPT]));
        });
        if joined {
            self.epoch = epoch;
            self.joined = out;
            self.order = order;
            self.next = None;
            self.segments = [segment; KEPT];
            if segment.moves {
                self.seek(segment.place);
                self.fade.rise();
            }
        }
        joined
    }

    fn take_mail(&mut self) {
        let newest = self.shared.newest_order();
        if newest.number != self.next.unwrap_or(self.order).number {
            self.next = Some(newest);
            self.fade.fall();
        }
    }

    /// The volumes for the next `frames`, lowered while somebody speaks.
    fn take_levels(&mut self, frames: usize) {
        let levels = self.shared.levels();
        let spoken_over = self.speaking.speaks(&(self.frame..self.frame + frames as u64));
        let heard = levels.voice > Level::SILENT && spoken_over;
        let levels = if heard { levels.ducked() } else { levels };
        if levels != self.levels {
            self.levels = levels;
            self.voice.set_levels(levels);
            if let Some((voice, _)) = &mut self.coming {
                voice.set_levels(levels);
            }
        }
    }

    /// Begins to cross over to another voice, if there is one and none is coming yet.
    fn take_voice(&mut self) {
        if self.coming.is_none()
            && let Some(mut voice) = self.voices.take()
        {
            voice.set_levels(self.levels);
            voice.seek(self.frame);
            let mut fade = Fade::silent(self.rate);
            fade.rise();
            self.coming = Some((voice, fade));
        }
    }

    /// The incoming voice has faded in; the outgoing one is handed back, to be dropped outside the callback.
    fn cross_over(&mut self) {
        if let Some((voice, _)) = self.coming.take() {
            self.voices.give_back(std::mem::replace(&mut self.voice, voice));
        }
    }

    /// Does what was ordered, once what sounded before has faded out.
    fn obey(&mut self) {
        if self.fade.left() > 0 {
            return;
        }
        let Some(order) = self.next.take() else { return };
        let place = self.segments[0].at(self.out, self.rate);
        self.segments.rotate_right(1);
        self.segments[0] = Segment::of(order, self.out, place);
        self.order = order;
        if let Deed::Play(place) = order.deed {
            self.seek(place);
            self.fade.rise();
        }
    }

    /// Goes to a place while nothing sounds.
    fn seek(&mut self, place: Time) {
        self.cross_over();
        self.speaking.cross_over();
        self.frame = place.frame(self.rate);
        self.voice.seek(self.frame);
    }

    fn render(&mut self, frames: usize) {
        let samples = &mut self.scratch[..2 * frames];
        if self.fade.is_silent() {
            samples.fill(0.0);
            self.cross_over();
            self.speaking.cross_over();
            return;
        }
        self.voice.render(samples);
        let mut crossed = false;
        if let Some((voice, fade)) = &mut self.coming {
            let other = &mut self.other[..2 * frames];
            voice.render(other);
            for (frame, new) in samples.chunks_exact_mut(2).zip(other.chunks_exact(2)) {
                let gain = fade.step();
                for (sample, new) in frame.iter_mut().zip(new) {
                    *sample += gain * (new - *sample);
                }
            }
            crossed = fade.is_full();
        }
        self.speaking.mix(self.frame, samples, self.levels);
        self.frame += frames as u64;
        if !self.fade.is_full() {
            for frame in samples.chunks_exact_mut(2) {
                let gain = self.fade.step();
                for sample in frame {
                    *sample *= gain;
                }
            }
        }
        if crossed {
            self.cross_over();
        }
    }

    fn publish(&mut self, before: u64, timing: Timing) {
        let told = block(self.rate, timing, (before, self.out), self.joined, self.segments);
        // Refused when the session was taken away meanwhile, or when somebody writes: the next block says it again.
        self.shared.try_write(self.stream, self.epoch, |playhead| playhead.block = Some(told));
    }
}

fn block(rate: Hertz, timing: Timing, span: (u64, u64), joined: u64, segments: [Segment; KEPT]) -> Block {
    let (before, written) = span;
    Block { rate, before, written, instant: timing.instant, latency: timing.latency, joined, segments }
}

fn signed_sum(time: Time, more_us: i64) -> Time {
    let more = Time::from_micros(more_us.unsigned_abs());
    if more_us < 0 { time - more } else { time + more }
}
