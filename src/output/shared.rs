//! Where the callback, the supervisor and whoever asks meet without waiting for each other.
//!
//! Orders go in by one atomic word, the newest wins. Timing comes out of a playhead guarded by a sequence number: readers
//! try again when it changed under them, writers take turns, and the callback gives its turn up rather than wait.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU8, AtomicU32, AtomicU64, Ordering, fence};

use super::playhead::{Playhead, Segment, WORDS, pack, pack_levels, pack_order, unpack, unpack_levels, unpack_order};
use crate::player::{Deed, Order};
use crate::sound::Levels;
use crate::units::Time;

/// Why no stream carries the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Silence {
    /// None is known: a stream is being opened.
    Opening,
    /// No device can be opened.
    NoDevice,
    /// The device was there and answers no more.
    Lost,
    /// Sound would go on through another device: it waits for the next order.
    Moved,
    /// The callback itself has failed: sound stays off.
    Failed,
    /// Nobody asked for sound.
    Off,
}

/// What is shared.
#[derive(Debug)]
pub(super) struct Shared {
    /// The newest order.
    order: AtomicU64,
    /// Odd while somebody writes.
    sequence: AtomicU64,
    words: [AtomicU64; WORDS],
    /// The furthest that was ever heard, with its order: what is heard never goes back within an order.
    furthest: AtomicU64,
    /// Which stream may play, and how often the session was taken from a stream. Both change in a writer's turn only.
    stream: AtomicU64,
    epoch: AtomicU64,
    /// When the callback of the present stream last ran; 0 when it never did.
    called: AtomicU64,
    /// After how long without a call the stream has stalled, in microseconds.
    patience: AtomicU64,
    trouble: AtomicU8,
    /// Whether any stream has carried the session.
    sounded: AtomicBool,
    delay_us: AtomicI64,
    levels: AtomicU64,
    /// Sound waits for the first order of at least this number.
    silent_until: AtomicU32,
    /// Whether it moved since somebody asked.
    moved: AtomicBool,
    /// Whether the device is another one than the chosen.
    elsewhere: AtomicBool,
}

impl Shared {
    pub(super) fn new(delay_ms: i32, levels: Levels) -> Self {
        Self {
            order: AtomicU64::new(pack_order(Order { number: 0, deed: Deed::Hold })),
            sequence: AtomicU64::new(0),
            words: Playhead::default().to_words().map(AtomicU64::new),
            furthest: AtomicU64::new(0),
            stream: AtomicU64::new(0),
            epoch: AtomicU64::new(1),
            called: AtomicU64::new(0),
            patience: AtomicU64::new(0),
            trouble: AtomicU8::new(Silence::Opening as u8),
            sounded: AtomicBool::new(false),
            delay_us: AtomicI64::new(i64::from(delay_ms) * 1_000),
            levels: AtomicU64::new(pack_levels(levels)),
            silent_until: AtomicU32::new(0),
            moved: AtomicBool::new(false),
            elsewhere: AtomicBool::new(false),
        }
    }

    /// Leaves an order; without a stream the software clock obeys at once.
    pub(super) fn order(&self, order: Order, now: Time) {
        self.order.store(pack_order(order), Ordering::Release);
        self.write(|playhead| {
            if playhead.block.is_none() {
                playhead.soft = Segment::of(order, now.micros(), playhead.soft_at(now).1);
            }
        });
    }

    /// The newest order.
    pub(super) fn newest_order(&self) -> Order {
        unpack_order(self.order.load(Ordering::Acquire))
    }

    /// The order and the place heard at `now`.
    pub(super) fn heard(&self, now: Time) -> (u32, Time) {
        let (order, place) = self.read().heard(now, self.delay_us());
        let word = pack(order, false, place);
        let before = self.furthest.fetch_max(word, Ordering::AcqRel);
        let (order, _, place) = unpack(before.max(word));
        (order, place)
    }

    /// Takes the session from the stream that carries it, if one does: the software clock goes on from what was
    /// heard last, or does what was ordered since.
    pub(super) fn fall_silent(&self, now: Time, why: Silence) {
        let (heard, place) = self.heard(now);
        self.write(|playhead| {
            if playhead.block.take().is_none() {
                return;
            }
            let order = self.newest_order();
            let moves = order.number == heard && order.deed != Deed::Hold;
            playhead.soft = if moves {
                Segment { order: heard, mark: now.micros(), place, moves }
            } else {
                Segment::of(order, now.micros(), place)
            };
            self.epoch.fetch_add(1, Ordering::AcqRel);
            self.set_silence(why);
        });
    }

    /// From now on only this stream may play.
    pub(super) fn admit(&self, stream: u64) {
        self.write(|_| self.stream.store(stream, Ordering::Release));
        self.called.store(0, Ordering::Release);
    }

    pub(super) fn is_admitted(&self, stream: u64) -> bool {
        self.stream.load(Ordering::Acquire) == stream
    }

    /// Whether this stream may be heard: it is the one that may play, and nothing holds its sound back.
    pub(super) fn may_sound(&self, stream: u64) -> bool {
        self.is_admitted(stream) && !self.is_held_back()
    }

    /// Sound would be heard through another device: holds it back until the next order, unless all is held anyway.
    /// Never waits.
    pub(super) fn hold_back(&self) {
        let order = self.newest_order();
        if order.deed != Deed::Hold {
            self.silent_until.store(order.number + 1, Ordering::Release);
            self.moved.store(true, Ordering::Release);
        }
    }

    pub(super) fn is_held_back(&self) -> bool {
        self.newest_order().number < self.silent_until.load(Ordering::Acquire)
    }

    /// Whether sound was held back since this was asked last.
    pub(super) fn has_moved(&self) -> bool {
        self.moved.swap(false, Ordering::AcqRel)
    }

    pub(super) fn set_elsewhere(&self, elsewhere: bool) {
        self.elsewhere.store(elsewhere, Ordering::Release);
    }

    pub(super) fn is_elsewhere(&self) -> bool {
        self.elsewhere.load(Ordering::Acquire)
    }

    pub(super) fn set_levels(&self, levels: Levels) {
        self.levels.store(pack_levels(levels), Ordering::Release);
    }

    /// How loud everything is to be.
    pub(super) fn levels(&self) -> Levels {
        unpack_levels(self.levels.load(Ordering::Acquire))
    }

    pub(super) fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::Acquire)
    }

    pub(super) fn hear_later(&self, delay_ms: i32) {
        self.delay_us.store(i64::from(delay_ms) * 1_000, Ordering::Relaxed);
    }

    pub(super) fn delay_us(&self) -> i64 {
        self.delay_us.load(Ordering::Relaxed)
    }

    /// The callback says that it runs, and after how long without another call it has stalled.
    pub(super) fn call(&self, now: Time, patience: Time) {
        self.patience.store(patience.micros(), Ordering::Release);
        self.called.store(now.micros().max(1), Ordering::Release);
    }

    /// When the present stream's callback last ran.
    pub(super) fn called(&self) -> Option<Time> {
        let micros = self.called.load(Ordering::Acquire);
        (micros > 0).then(|| Time::from_micros(micros))
    }

    /// After how long without a call the stream has stalled.
    pub(super) fn patience(&self) -> Time {
        Time::from_micros(self.patience.load(Ordering::Acquire))
    }

    pub(super) fn set_silence(&self, trouble: Silence) {
        self.trouble.store(trouble as u8, Ordering::Release);
    }

    pub(super) fn trouble(&self) -> Silence {
        let known = [Silence::NoDevice, Silence::Lost, Silence::Moved, Silence::Failed, Silence::Off];
        let trouble = self.trouble.load(Ordering::Acquire);
        known.into_iter().find(|known| *known as u8 == trouble).unwrap_or(Silence::Opening)
    }

    /// Whether a stream carries the session.
    pub(super) fn sounds(&self) -> bool {
        self.read().block.is_some()
    }

    /// Whether any stream ever did.
    pub(super) fn sounded(&self) -> bool {
        self.sounded.load(Ordering::Acquire)
    }

    /// The callback's turn: `change` gets the playhead if nobody else is writing and the stream is still the one that
    /// may, in the epoch it believes in. Never waits.
    pub(super) fn try_write(&self, stream: u64, epoch: u64, change: impl FnOnce(&mut Playhead)) -> bool {
        let Some(turn) = self.take_turn() else { return false };
        let valid = self.is_admitted(stream) && self.epoch() == epoch;
        if valid {
            let mut playhead = self.copy();
            change(&mut playhead);
            self.put(&playhead);
            self.sounded.store(true, Ordering::Release);
        }
        self.end_turn(turn);
        valid
    }

    pub(super) fn read(&self) -> Playhead {
        loop {
            let before = self.sequence.load(Ordering::Acquire);
            if before.is_multiple_of(2) {
                let playhead = self.copy();
                fence(Ordering::Acquire);
                if self.sequence.load(Ordering::Relaxed) == before {
                    return playhead;
                }
            }
            // A writer needs well under a microsecond, unless it has lost the processor: then lend it ours.
            std::thread::yield_now();
        }
    }

    fn write(&self, change: impl FnOnce(&mut Playhead)) {
        let turn = loop {
            match self.take_turn() {
                Some(turn) => break turn,
                None => std::thread::yield_now(),
            }
        };
        let mut playhead = self.copy();
        change(&mut playhead);
        self.put(&playhead);
        self.end_turn(turn);
    }

    fn take_turn(&self) -> Option<u64> {
        let even = self.sequence.load(Ordering::Relaxed) & !1;
        let taken = self.sequence.compare_exchange(even, even + 1, Ordering::Acquire, Ordering::Relaxed);
        fence(Ordering::Release);
        taken.is_ok().then_some(even)
    }

    fn end_turn(&self, turn: u64) {
        self.sequence.store(turn + 2, Ordering::Release);
    }

    fn copy(&self) -> Playhead {
        let words = std::array::from_fn(|nth| self.words[nth].load(Ordering::Relaxed));
        Playhead::of_words(&words)
    }

    fn put(&self, playhead: &Playhead) {
        for (word, value) in self.words.iter().zip(playhead.to_words()) {
            word.store(value, Ordering::Relaxed);
        }
    }
}
