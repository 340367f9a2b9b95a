//! The timing of what is heard: which place in the session belongs to which output frame, and to which instant.
//!
//! Values and arithmetic only; refuses to know who writes them and when.

use crate::player::{Deed, Order};
use crate::sound::Levels;
use crate::units::{Hertz, Level, Time};

/// A stream whose callback has not run for this long, and for three times what it wrote, has stalled. Till then the
/// place goes on beyond what was written: should nothing more come, the software clock takes over where it is.
pub(super) const STALLED: Time = Time::from_millis(300);

/// How many segments are remembered: more than there can be orders within the latency of a device.
pub(super) const KEPT: usize = 8;

/// Bits of a place in microseconds: 4.7 hours, more than the longest session and its tail.
const PLACE_BITS: u32 = 34;
const MAX_PLACE: u64 = (1 << PLACE_BITS) - 1;
/// Bits of an order's number: more than half a thousand million.
const MAX_ORDER: u64 = (1 << 29) - 1;

/// One stretch of what is heard: from its mark on, the session stands at a place or moves on from it.
///
/// The mark is an output frame where a stream plays, and microseconds of the clock where none does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) order: u32,
    pub(super) mark: u64,
    pub(super) place: Time,
    pub(super) moves: bool,
}

impl Segment {
    /// What an order makes of it from `mark` on. Held, it stays at `place`.
    pub(super) fn of(order: Order, mark: u64, place: Time) -> Self {
        let (place, moves) = match order.deed {
            Deed::Play(from) => (from, true),
            Deed::Hold => (place, false),
        };
        Self { order: order.number, mark, place, moves }
    }

    /// The place at a later mark, of which there are `rate` a second.
    pub(super) fn at(&self, mark: u64, rate: Hertz) -> Time {
        if self.moves { self.place + Time::of_frame(mark.saturating_sub(self.mark), rate) } else { self.place }
    }

    pub(super) fn to_words(self) -> [u64; 2] {
        [self.mark, pack(self.order, self.moves, self.place)]
    }

    pub(super) fn of_words([mark, packed]: [u64; 2]) -> Self {
        let (order, moves, place) = unpack(packed);
        Self { order, mark, place, moves }
    }
}

/// An order's number, a flag and a place in one word, so that one store replaces them together. Greater means a
/// newer order, or the same one without the flag, further on.
pub(super) fn pack(order: u32, flag: bool, place: Time) -> u64 {
    let order = u64::from(order).min(MAX_ORDER);
    order << (PLACE_BITS + 1) | u64::from(flag) << PLACE_BITS | place.micros().min(MAX_PLACE)
}

pub(super) fn unpack(word: u64) -> (u32, bool, Time) {
    let order = u32::try_from(word >> (PLACE_BITS + 1)).unwrap_or(u32::MAX);
    (order, word >> PLACE_BITS & 1 == 1, Time::from_micros(word & MAX_PLACE))
}

pub(super) fn pack_order(order: Order) -> u64 {
    match order.deed {
        Deed::Play(place) => pack(order.number, true, place),
        Deed::Hold => pack(order.number, false, Time::ZERO),
    }
}

pub(super) fn unpack_order(word: u64) -> Order {
    let (number, plays, place) = unpack(word);
    Order { number, deed: if plays { Deed::Play(place) } else { Deed::Hold } }
}

/// Bits of one volume: finer than any slider.
const LEVEL_BITS: u32 = 12;
const MAX_LEVEL: u16 = (1 << LEVEL_BITS) - 1;

/// Five volumes in one word.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a level is within 0…1")]
pub(super) fn pack_levels(levels: Levels) -> u64 {
    let Levels { guide, cues, ambience, voice, master } = levels;
    let bits = |level: Level| u64::from((level.get() * f32::from(MAX_LEVEL)).round() as u16);
    [guide, cues, ambience, voice, master].into_iter().fold(0, |word, level| word << LEVEL_BITS | bits(level))
}

pub(super) fn unpack_levels(word: u64) -> Levels {
    let nth = |nth: u32| {
        let bits = u16::try_from(word >> (nth * LEVEL_BITS) & u64::from(MAX_LEVEL)).unwrap_or(MAX_LEVEL);
        Level::new(f32::from(bits) / f32::from(MAX_LEVEL)).unwrap_or(Level::FULL)
    };
    Levels { guide: nth(4), cues: nth(3), ambience: nth(2), voice: nth(1), master: nth(0) }
}

/// What a stream's callback knows about the frames it has just written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) rate: Hertz,
    /// Output frames written before this block, and after it.
    pub(super) before: u64,
    pub(super) written: u64,
    /// When the callback ran, and how much later the block's first frame plays.
    pub(super) instant: Time,
    pub(super) latency: Time,
    /// The output frame from which on this stream carries the session.
    pub(super) joined: u64,
    /// Newest first; those that never were are like the first.
    pub(super) segments: [Segment; KEPT],
}

impl Block {
    /// What is heard at `now` by a user who hears `delay_us` later than the timestamps say; `None` while the
    /// stream's share has not come to the ear yet.
    fn heard(&self, now: Time, delay_us: i64) -> Option<(u32, Time)> {
        let played = signed(now) - signed(self.instant) - signed(self.latency) - delay_us;
        let frames = i128::from(played) * i128::from(self.rate.get()) / 1_000_000;
        let frame = u64::try_from(i128::from(self.before) + frames).ok().filter(|frame| *frame >= self.joined)?;
        // A negative delay shortens the lag; it never reaches frames that were not made yet.
        let early = Time::from_micros(delay_us.min(0).unsigned_abs()).frame(self.rate);
        let late = STALLED.frame(self.rate);
        let frame = frame.min(self.written + early + late);
        let oldest = &self.segments[KEPT - 1];
        let segment = self.segments.iter().find(|segment| segment.mark <= frame).unwrap_or(oldest);
        Some((segment.order, segment.at(frame, self.rate)))
    }
}

/// Everything that is published: the software clock's segment, and the stream's block while a stream carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Playhead {
    /// Its marks are microseconds of the clock.
    pub(super) soft: Segment,
    pub(super) block: Option<Block>,
}

/// Microseconds are the frames of the software clock.
const SOFT: Hertz = Hertz::of(1_000_000);

impl Playhead {
    /// The order and the place that are heard at `now`.
    pub(super) fn heard(&self, now: Time, delay_us: i64) -> (u32, Time) {
        self.block.and_then(|block| block.heard(now, delay_us)).unwrap_or_else(|| self.soft_at(now))
    }

    /// The same by the software clock alone.
    pub(super) fn soft_at(&self, now: Time) -> (u32, Time) {
        (self.soft.order, self.soft.at(now.micros(), SOFT))
    }

    pub(super) fn to_words(self) -> [u64; WORDS] {
        let mut words = [0; WORDS];
        words[..2].copy_from_slice(&self.soft.to_words());
        if let Some(block) = self.block {
            words[2..8].copy_from_slice(&[
                u64::from(block.rate.get()),
                block.before,
                block.written,
                block.instant.micros(),
                block.latency.micros(),
                block.joined,
            ]);
            for (pair, segment) in words[8..].chunks_exact_mut(2).zip(block.segments) {
                pair.copy_from_slice(&segment.to_words());
            }
        }
        words
    }

    pub(super) fn of_words(words: &[u64; WORDS]) -> Self {
        let soft = Segment::of_words([words[0], words[1]]);
        let rate = u32::try_from(words[2]).ok().and_then(Hertz::new);
        let block = rate.map(|rate| Block {
            rate,
            before: words[3],
            written: words[4],
            instant: Time::from_micros(words[5]),
            latency: Time::from_micros(words[6]),
            joined: words[7],
            segments: std::array::from_fn(|nth| Segment::of_words([words[8 + 2 * nth], words[9 + 2 * nth]])),
        });
        Self { soft, block }
    }
}

/// How many words a playhead takes.
pub(super) const WORDS: usize = 8 + 2 * KEPT;

fn signed(time: Time) -> i64 {
    i64::try_from(time.micros()).unwrap_or(i64::MAX)
}
