//! The only cpal: the stream, the heard position, supervision, silence when there is no device.
//!
//! Refuses to know what a session is beyond the samples of its renderer.

mod board;
mod clock;
mod device;
mod engine;
mod sheet;
mod supervisor;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

pub use clock::Clock;

use crate::player::{Heard, Order};
use crate::sound::{Mix, Renderer};
use crate::timeline::Timeline;
use crate::units::Hertz;
use board::{Board, Trouble};
use supervisor::Close;

/// Whether sound comes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// A stream was asked for and has not called back yet.
    Starting,
    /// Frames are being heard.
    Sounding,
    /// No frames are heard; the software clock keeps the time. The sentence says why, for the user.
    Silent(String),
}

/// How long a sound server may take to be described.
const ANSWER: Duration = Duration::from_secs(3);

/// What there is to play through, in lines for people. Waits 3 s at most: a stopped sound server never answers.
pub fn describe() -> Vec<String> {
    let (send, described) = channel();
    // It hears from nobody when this takes too long; without a thread nothing can be asked.
    let asked = thread::Builder::new().name("ebb doctor".into()).spawn(move || send.send(device::describe()));
    let answer = asked.ok().and_then(|_| described.recv_timeout(ANSWER).ok());
    answer.unwrap_or_else(|| vec!["the sound server does not answer: sessions go on without sound".to_owned()])
}

/// A running output for one session: never fails, at worst it is silent.
#[derive(Debug)]
pub struct Output {
    board: Arc<Board>,
    clock: Clock,
    /// Dropping it closes as well.
    supervisor: Option<Sender<Close>>,
}

impl Output {
    /// Opens the default device on a thread of its own and returns at once. `delay_ms` (−100…500) is how much later
    /// than the timestamps say the user hears.
    pub fn open(timeline: Arc<Timeline>, mix: Mix, delay_ms: i32, clock: Clock) -> Self {
        Self::open_with(move |rate| Renderer::new(&timeline, mix, rate), delay_ms, clock)
    }

    /// Opens the default device for setting the delay: once played from 0, it clicks at each whole second of what is
    /// heard. Give an order to begin.
    pub fn open_clicks(delay_ms: i32) -> Self {
        Self::open_with(Renderer::clicks, delay_ms, Clock::monotonic())
    }

    /// Changes how much later than the timestamps say the user hears.
    pub fn hear_later(&self, delay_ms: i32) {
        self.board.hear_later(delay_ms);
    }

    /// An output that never sounds: the software clock alone.
    pub fn silent(clock: Clock) -> Self {
        let board = Arc::new(Board::new(0));
        board.blame(Trouble::Off);
        Self { board, clock, supervisor: None }
    }

    fn open_with(voice: impl Fn(Hertz) -> Renderer + Send + Sync + 'static, delay_ms: i32, clock: Clock) -> Self {
        let board = Arc::new(Board::new(delay_ms));
        let (close, closed) = channel();
        supervisor::start(board.clone(), clock.clone(), Arc::new(voice), closed);
        Self { board, clock, supervisor: Some(close) }
    }

    /// Carries an order out: play from a place with a fade in, or fade out and hold. Returns at once.
    pub fn order(&self, order: Order) {
        self.board.order(order, self.clock.now());
    }

    /// What is heard at this instant. Never goes back within one order, never passes what was written, interpolates
    /// between callbacks. Waits for no one: callable once a frame from the window.
    pub fn heard(&self) -> Heard {
        let (order, at) = self.board.heard(self.clock.now());
        Heard { order, at, running: self.status() != Status::Starting }
    }

    /// Whether sound comes out.
    pub fn status(&self) -> Status {
        if self.board.sounds() {
            return Status::Sounding;
        }
        let sentence = match self.board.trouble() {
            Trouble::Opening if self.board.mail().number == 0 => return Status::Starting,
            Trouble::Opening => "The sound device has not answered yet. The session goes on without sound.",
            Trouble::NoDevice => "No sound device answers. The session goes on without sound.",
            Trouble::Lost => "The sound device has stopped answering. The session goes on without sound.",
            Trouble::Off => "Sound is off.",
        };
        Status::Silent(sentence.to_owned())
    }

    /// Lets the device go, for when everything was heard; the software clock goes on. Returns at once.
    pub fn close(&self) {
        if let Some(supervisor) = &self.supervisor {
            // It has closed already when nobody listens.
            let _ = supervisor.send(Close);
        }
    }
}
