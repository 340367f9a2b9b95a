//! Rain: a hiss, a rumble of the roof, and single drops.

use super::{chance, index};
use crate::noise::{Colour, Filter, Stock};
use crate::wave::{cosine, count, frames, place, real, sine};
use ebb_core::units::Hertz;

/// How much rain there is before any of it comes again, in seconds.
const SECS: f64 = 18.0;

/// How many drops fall in a second.
const DROPS: f64 = 90.0;

const HISS: &[Filter] =
    &[Filter { zero: 900.0, pole: 120.0 }, Filter::above(150.0), Filter::below(4_200.0), Filter::below(7_000.0)];

/// The sound of it, to be read in passages.
pub(super) fn stock(rate: Hertz) -> Stock {
    Stock::with(Colour { seed: 15, secs: SECS, filters: HISS }, rate, |ears| {
        (0..index(SECS * DROPS)).for_each(|nth| add_drop(nth, ears, rate));
    })
}

/// One drop: a short ring that comes within a millisecond, somewhere, somewhat to one side.
fn add_drop(nth: u64, ears: &mut [Vec<f64>; 2], rate: Hertz) {
    let hz = f64::from(rate.get());
    let chance = |which: u64| chance(40 + which, nth);
    let start = chance(0) * real(count(ears[0].len()));
    let pitch = 700.0 + 2_600.0 * chance(1) * chance(1);
    let secs = 0.004 + 0.010 * chance(2);
    // Few are near.
    let level = 0.4 + 3.2 * chance(3) * chance(3) * chance(3) * chance(3);
    let angle = (1.0 + 1.4 * (chance(4) - 0.5)) / 8.0;
    let sides = [level * cosine(angle), level * sine(angle)];
    // A ring is a rotor that shrinks; the difference of two such, one fast, comes softly.
    let (turn, slow, fast) = (pitch / hz, (-1.0 / (secs * hz)).exp(), (-1.0 / (0.000_7 * hz)).exp());
    let twice = 2.0 * cosine(turn);
    let (mut now, mut before) = (0.0, -sine(turn));
    let (mut tail, mut head) = (1.0, 1.0);
    let begin = index(start);
    let [left, right] = ears;
    for (left, right) in left.iter_mut().zip(right).skip(place(begin)).take(place(frames(9.0 * secs, rate))) {
        let value = now * (tail - head);
        *left += sides[0] * value;
        *right += sides[1] * value;
        (now, before) = (twice * now - before, now);
        (tail, head) = (tail * slow, head * fast);
    }
}
