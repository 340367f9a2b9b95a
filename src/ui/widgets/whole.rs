//! A whole number that is written, or stepped to.

use std::ops::RangeInclusive;

use eframe::egui::Ui;

use super::super::theme::space;
use super::gap;
use super::write::{refused, stepping};

/// The width of the field: six figures and their room.
const FIELD: f32 = 96.0;

/// The number that is written.
///
/// # Errors
/// Why it cannot be taken, as a sentence.
pub fn written_whole(written: &str, range: &RangeInclusive<u32>) -> Result<u32, String> {
    let number = written.trim().parse().ok().filter(|number| range.contains(number));
    number.ok_or_else(|| format!("A whole number from {} to {} goes here.", range.start(), range.end()))
}

/// A whole number to be written, with − and + for `step` less and more (↓ and ↑ in the field do the same); below it
/// stands why it cannot be taken. True when it changed. [`written_whole`] reads it.
pub fn whole(ui: &mut Ui, name: &str, written: &mut String, range: &RangeInclusive<u32>, step: u32) -> bool {
    let before = written.clone();
    let by = stepping(ui, name, ("less", "more"), written, FIELD, "whole");
    if by != 0 {
        *written = stepped(written, by, range, step);
    }
    if let Err(why) = written_whole(written, range) {
        refused(ui, &why);
    }
    gap(ui, space::TIGHT);
    before != *written
}

/// The next multiple of `step` below or above what is written, within the range; its least where that is no number.
fn stepped(written: &str, by: i8, range: &RangeInclusive<u32>, step: u32) -> String {
    let Ok(now) = written.trim().parse::<u32>() else { return range.start().to_string() };
    let next =
        if by < 0 { now.saturating_sub(1) / step * step } else { (now / step).saturating_add(1).saturating_mul(step) };
    next.clamp(*range.start(), *range.end()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_within_its_range() {
        assert_eq!(written_whole(" 7 ", &(1..=7)), Ok(7));
        for wrong in ["", "0", "8", "3.5", "-1", "seven"] {
            let why = written_whole(wrong, &(1..=7)).unwrap_err();
            assert_eq!(why, "A whole number from 1 to 7 goes here.", "{wrong:?}");
        }
    }

    #[test]
    fn steps_lead_to_the_next_multiple_and_stay_in_range() {
        let minutes = 0..=1440;
        assert_eq!([stepped("7", 1, &minutes, 5), stepped("7", -1, &minutes, 5)], ["10", "5"]);
        assert_eq!([stepped("10", 1, &minutes, 5), stepped("10", -1, &minutes, 5)], ["15", "5"]);
        assert_eq!([stepped("0", -1, &minutes, 5), stepped("1440", 1, &minutes, 5)], ["0", "1440"]);
        assert_eq!([stepped("1", -1, &(1..=7), 1), stepped("x", 1, &(1..=7), 1)], ["1", "1"]);
    }
}
