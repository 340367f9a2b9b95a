//! What the audio callback does: carries orders out with fades, and publishes which frame is which place.
//!
//! Knows no device. Nothing here allocates, locks, logs or panics once it is made.

use std::f32::consts::PI;
use std::sync::Arc;

use super::board::Board;
use super::sheet::{Block, KEPT, Segment};
use crate::player::{Deed, Order};
use crate::sound::Renderer;
use crate::units::{Hertz, Time};

/// How long a fade takes.
const FADE: Time = Time::from_millis(60);

/// A stream whose callback has not run for this long, and for three times what it wrote, has stalled. Its next call,
/// like the first of all, only fills the buffer again: its timestamp means nothing.
const STALLED: Time = Time::from_millis(300);

/// Frames rendered at a time.
const CHUNK: usize = 512;

/// What makes the samples.
pub(super) trait Voice: Send {
    /// Goes to a frame.
    fn seek(&mut self, frame: u64);
    /// Writes the next stereo frames.
    fn render(&mut self, out: &mut [f32]);
}

impl Voice for Renderer {
    fn seek(&mut self, frame: u64) {
        self.seek(frame);
    }

    fn render(&mut self, out: &mut [f32]) {
        self.render(out);
    }
}

/// When a callback runs, and how much later its first frame plays.
#[derive(Clone, Copy, Debug)]
pub(super) struct Timing {
    pub(super) instant: Time,
    pub(super) latency: Time,
}

/// The state of one stream's callback.
pub(super) struct Engine<V> {
    board: Arc<Board>,
    voice: V,
    rate: Hertz,
    stream: u64,
    /// The epoch this stream carries the session in; 0 when it does not.
    epoch: u64,
    /// Calls since the stream began or stalled.
    calls: u32,
    called: Time,
    /// After how long without a call this stream has stalled.
    patience: Time,
    /// Output frames written.
    out: u64,
    /// From which output frame on this stream carries the session.
    joined: u64,
    order: Order,
    /// An order that waits for the fade out.
    next: Option<Order>,
    fade: Fade,
    segments: [Segment; KEPT],
    scratch: Vec<f32>,
}

impl<V: Voice> Engine<V> {
    /// The callback of stream number `stream` (from 1), whose voice renders at `rate`.
    pub(super) fn new(board: Arc<Board>, stream: u64, voice: V, rate: Hertz) -> Self {
        Self {
            board,
            voice,
            rate,
            stream,
            epoch: 0,
            calls: 0,
            called: Time::ZERO,
            patience: STALLED,
            out: 0,
            joined: 0,
            order: Order { number: 0, deed: Deed::Hold },
            next: None,
            fade: Fade::silent(rate),
            segments: [Segment::default(); KEPT],
            scratch: vec![0.0; 2 * CHUNK],
        }
    }

    /// Makes the next `frames` stereo frames and hands them to `write` in pieces, from the first on.
    pub(super) fn fill(&mut self, frames: usize, timing: Timing, mut write: impl FnMut(&[f32])) {
        let before = self.out;
        let patience = STALLED.max(Time::of_frame(3 * frames as u64, self.rate));
        let carries = self.carries(timing, patience);
        if carries {
            self.take_mail();
        }
        let mut left = frames;
        while left > 0 {
            if carries {
                self.obey();
            }
            // An order waits for the end of the fade; without the session there is no fade to wait for.
            let until = if carries && self.next.is_some() { self.fade.left().max(1) } else { CHUNK };
            let piece = left.min(CHUNK).min(until);
            self.render(piece, carries);
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
        self.calls = if stalled { 1 } else { self.calls.saturating_add(1) };
        self.called = timing.instant;
        if !self.board.is_admitted(self.stream) {
            return false;
        }
        self.board.call(timing.instant, self.patience);
        let epoch = self.board.epoch();
        self.epoch == epoch || (self.calls >= 2 && self.join(epoch, timing))
    }

    /// Takes the session over from the software clock, at the place where it will be when this block is heard.
    fn join(&mut self, epoch: u64, timing: Timing) -> bool {
        let order = self.board.mail();
        let now = signed_sum(timing.instant + timing.latency, self.board.delay_us());
        let (rate, out) = (self.rate, self.out);
        let mut segment = Segment::default();
        let joined = self.board.try_write(self.stream, epoch, |sheet| {
            let (number, place) = sheet.soft_at(now);
            // An order that came this very moment begins with the block.
            let same = number == order.number && order.deed != Deed::Hold;
            segment = if same { Segment { mark: out, place, ..sheet.soft } } else { Segment::of(order, out, place) };
            sheet.block = Some(block(rate, timing, (out, out), out, [segment; KEPT]));
        });
        if joined {
            self.epoch = epoch;
            self.joined = out;
            self.order = order;
            self.next = None;
            self.segments = [segment; KEPT];
            self.fade = Fade::silent(self.rate);
            if segment.moves {
                self.voice.seek(segment.place.frame(self.rate));
                self.fade.rises = true;
            }
        }
        joined
    }

    fn take_mail(&mut self) {
        let newest = self.board.mail();
        if newest.number != self.next.unwrap_or(self.order).number {
            self.next = Some(newest);
            self.fade.rises = false;
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
            self.voice.seek(place.frame(self.rate));
            self.fade.rises = true;
        }
    }

    fn render(&mut self, frames: usize, carries: bool) {
        let samples = &mut self.scratch[..2 * frames];
        if !carries || self.fade.is_silent() {
            samples.fill(0.0);
            return;
        }
        self.voice.render(samples);
        if !self.fade.is_full() {
            for frame in samples.chunks_exact_mut(2) {
                let gain = self.fade.step();
                for sample in frame {
                    *sample *= gain;
                }
            }
        }
    }

    fn publish(&mut self, before: u64, timing: Timing) {
        let told = block(self.rate, timing, (before, self.out), self.joined, self.segments);
        // Refused when the session was taken away meanwhile, or when somebody writes: the next block says it again.
        self.board.try_write(self.stream, self.epoch, |sheet| sheet.block = Some(told));
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

/// A gain that rises or falls along a raised cosine, from wherever it is.
struct Fade {
    /// Frames of a whole fade, and how many of them are done.
    frames: u32,
    done: u32,
    rises: bool,
}

impl Fade {
    fn silent(rate: Hertz) -> Self {
        let frames = u32::try_from(FADE.frame(rate)).unwrap_or(u32::MAX).max(1);
        Self { frames, done: 0, rises: false }
    }

    fn is_silent(&self) -> bool {
        self.done == 0 && !self.rises
    }

    fn is_full(&self) -> bool {
        self.done == self.frames && self.rises
    }

    /// Frames until a falling fade is silent.
    fn left(&self) -> usize {
        self.done as usize
    }

    /// Moves one frame on.
    #[expect(clippy::cast_precision_loss, reason = "a fade has a few thousand frames")]
    fn step(&mut self) -> f32 {
        self.done = if self.rises { (self.done + 1).min(self.frames) } else { self.done.saturating_sub(1) };
        0.5 - 0.5 * (PI * self.done as f32 / self.frames as f32).cos()
    }
}
