//! From the engine's stereo pieces to a device's buffer of interleaved frames, of any channel count and sample format.
//!
//! The only place that walks two of them side by side. Knows no device and no session.

use std::mem::take;
use std::num::NonZeroUsize;

/// What a device gives to be filled: takes pieces of any length from its first frame on, and leaves no sample of it
/// unwritten. What no piece came for is silent once it is dropped.
#[derive(Debug)]
pub(super) struct Interleaver<'a, T: Copy> {
    rest: &'a mut [T],
    channels: NonZeroUsize,
    sample: fn(f32) -> T,
}

impl<'a, T: Copy> Interleaver<'a, T> {
    /// Begins at the first frame of `buffer`, which has this many samples a frame, each made by `sample`.
    pub(super) fn new(buffer: &'a mut [T], channels: NonZeroUsize, sample: fn(f32) -> T) -> Self {
        Self { rest: buffer, channels, sample }
    }

    /// Whole frames that are still to be written.
    pub(super) fn left(&self) -> usize {
        self.rest.len() / self.channels
    }

    /// Writes these frames, left and right by turns, after those before: mixed for a device with one channel, on the
    /// first two of one with many. What the buffer has no room for is left out.
    pub(super) fn write(&mut self, stereo: &[f32]) {
        let (pairs, _) = stereo.as_chunks::<2>();
        let room = pairs.len().min(self.left());
        let (filled, rest) = take(&mut self.rest).split_at_mut(room * self.channels.get());
        self.rest = rest;
        for (frame, pair) in filled.chunks_exact_mut(self.channels.get()).zip(pairs) {
            spread(*pair, frame, self.sample);
        }
    }
}

impl<T: Copy> Drop for Interleaver<'_, T> {
    fn drop(&mut self) {
        self.rest.fill((self.sample)(0.0));
    }
}

/// One stereo frame for a device with any number of channels.
fn spread<T: Copy>([left, right]: [f32; 2], frame: &mut [T], sample: fn(f32) -> T) {
    match frame {
        [mono] => *mono = sample(0.5 * (left + right)),
        [first, second, others @ ..] => {
            *first = sample(left);
            *second = sample(right);
            others.fill(sample(0.0));
        }
        [] => {}
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use assert_no_alloc::{assert_no_alloc, violation_count};
    use rodio::cpal::{FromSample, Sample as _, SizedSample};

    use super::*;

    /// As many frames as a callback is ever asked for here.
    const LONGEST: usize = 8192;

    /// A frame tells its number, within what 16 bits hold exactly: left from 1 up, right the same below zero.
    #[expect(clippy::cast_precision_loss, reason = "16 bits are exact")]
    fn frame(nth: usize) -> [f32; 2] {
        let told = (nth + 1) as f32 / 32_768.0;
        [told, -0.5 * told]
    }

    fn stereo() -> Vec<f32> {
        (0..LONGEST).flat_map(frame).collect()
    }

    /// What the device has to get of these frames.
    fn expected<T: SizedSample + FromSample<f32>>(channels: usize) -> Vec<T> {
        let of_frame = |nth| {
            let [left, right] = frame(nth);
            let mixed = [T::from_sample(0.5 * (left + right))];
            let apart = [T::from_sample(left), T::from_sample(right)];
            let told = if channels == 1 { mixed.to_vec() } else { apart.to_vec() };
            told.into_iter().chain(std::iter::repeat(T::EQUILIBRIUM)).take(channels)
        };
        (0..LONGEST).flat_map(of_frame).collect()
    }

    /// Fills callbacks of these lengths from pieces of these, and compares every sample.
    fn copies<T>(channels: usize, lengths: &(impl Iterator<Item = usize> + Clone), pieces: impl Iterator<Item = usize>)
    where
        T: SizedSample + FromSample<f32> + PartialEq + Debug,
    {
        let (stereo, expected) = (stereo(), expected::<T>(channels));
        let count = NonZeroUsize::new(channels).unwrap();
        // What was in the buffer before is never heard.
        let mut buffer = vec![T::from_sample(0.75); LONGEST * channels];
        for piece in pieces {
            for length in lengths.clone() {
                let out = &mut buffer[..length * channels];
                let before = violation_count();
                assert_no_alloc(|| {
                    let mut device = Interleaver::new(&mut *out, count, T::from_sample);
                    for piece in stereo[..2 * length].chunks(2 * piece) {
                        device.write(piece);
                    }
                    assert_eq!(device.left(), 0);
                });
                assert_eq!(violation_count(), before);
                assert!(*out == expected[..length * channels], "{length} frames by {piece}, {channels} channels");
            }
        }
    }

    /// Each channel count and each kind of sample.
    fn all_formats(lengths: &(impl Iterator<Item = usize> + Clone), pieces: &(impl Iterator<Item = usize> + Clone)) {
        for channels in [1, 2, 8] {
            copies::<i16>(channels, lengths, pieces.clone());
            copies::<i32>(channels, lengths, pieces.clone());
            copies::<f32>(channels, lengths, pieces.clone());
        }
    }

    #[test]
    fn every_callback_up_to_8192_frames_gets_every_frame_once_and_in_order() {
        copies::<f32>(2, &(1..=LONGEST), [512].into_iter());
        // The engine's own pieces, one that divides nothing, and the whole at once.
        all_formats(&(1..=1_100).chain([2_047, 2_048, 4_096, LONGEST]), &[512, 509, LONGEST].into_iter());
    }

    #[test]
    fn pieces_of_every_length_join_without_a_hole() {
        let lengths = [1, 2, 441, 511, 512, 513, 1024, 2048, 2049];
        all_formats(&lengths.into_iter(), &(1..=512));
    }

    #[test]
    fn pieces_that_change_their_length_on_the_way_join_without_a_hole() {
        let (stereo, expected) = (stereo(), expected::<i16>(2));
        let mut out = vec![1_i16; 2 * LONGEST];
        let mut device = Interleaver::new(&mut out, NonZeroUsize::new(2).unwrap(), i16::from_sample);
        let mut rest = &stereo[..];
        let mut nth = 0;
        while device.left() > 0 {
            nth += 1;
            let (piece, after) = rest.split_at((2 * (nth * 7919 % 513)).min(rest.len()));
            device.write(piece);
            rest = after;
        }
        drop(device);
        assert!(out == expected);
    }

    #[test]
    fn what_nothing_came_for_is_silent_and_what_has_no_room_is_left_out() {
        let two = NonZeroUsize::new(2).unwrap();
        let mut out = [9_u16; 9];
        let mut device = Interleaver::new(&mut out, two, u16::from_sample);
        assert_eq!(device.left(), 4);
        device.write(&[0.5, -0.5]);
        drop(device);
        // Silence is the middle of an unsigned format; the ninth sample belongs to no frame.
        assert_eq!(out, [49_152, 16_384, 32_768, 32_768, 32_768, 32_768, 32_768, 32_768, 32_768]);
        let mut out = [0.25_f32; 2];
        let mut device = Interleaver::new(&mut out, two, |sample| sample);
        device.write(&[0.5, -0.5, 1.0, -1.0]);
        device.write(&[1.0, -1.0]);
        drop(device);
        assert_eq!(out.map(f32::to_bits), [0.5_f32, -0.5].map(f32::to_bits));
    }
}
