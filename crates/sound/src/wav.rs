//! The bytes of a WAV file: its head and its samples.
//!
//! Pure: bytes are put together here, and written elsewhere. The head is the plain one that every program reads, with
//! no extension.

use ebb_core::units::Hertz;

/// How a sample is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// 16-bit whole numbers, dithered.
    Sixteen,
    /// 24-bit whole numbers.
    TwentyFour,
    /// 32-bit floating point.
    ThirtyTwo,
}

/// Left and right.
const EARS: u16 = 2;

/// The most bytes of samples that a WAV file can hold, with room for its head.
pub const MOST_BYTES: u64 = u32::MAX as u64 - 1_000;

impl Depth {
    /// Bytes of one sample.
    pub const fn bytes(self) -> u16 {
        match self {
            Self::Sixteen => 2,
            Self::TwentyFour => 3,
            Self::ThirtyTwo => 4,
        }
    }
}

/// Writes stereo samples as bytes.
#[derive(Debug)]
pub struct Encoder {
    depth: Depth,
    dither: Dither,
}

impl Encoder {
    /// One that has written nothing yet.
    pub fn new(depth: Depth) -> Self {
        Self { depth, dither: Dither(0x9E37_79B9_7F4A_7C15) }
    }

    /// The head of a file of that many frames; `None` when they are more than a WAV file can hold.
    pub fn head(&self, frames: u64, rate: Hertz) -> Option<Vec<u8>> {
        let frame = EARS * self.depth.bytes();
        let bytes = frames.checked_mul(frame.into()).filter(|bytes| *bytes <= MOST_BYTES)?;
        let (bytes, frames) = (u32::try_from(bytes).ok()?, u32::try_from(frames).ok()?);
        let (float, rate) = (self.depth == Depth::ThirtyTwo, rate.get());
        let mut format = Vec::new();
        format.extend_from_slice(&if float { 3_u16 } else { 1 }.to_le_bytes());
        format.extend_from_slice(&EARS.to_le_bytes());
        format.extend_from_slice(&rate.to_le_bytes());
        format.extend_from_slice(&rate.checked_mul(frame.into())?.to_le_bytes());
        format.extend_from_slice(&frame.to_le_bytes());
        format.extend_from_slice(&(8 * self.depth.bytes()).to_le_bytes());
        let mut chunks = Vec::new();
        if float {
            // What is no whole number says that its format has no extension, and how many frames there are.
            format.extend_from_slice(&0_u16.to_le_bytes());
            add_chunk(&mut chunks, *b"fmt ", &format);
            add_chunk(&mut chunks, *b"fact", &frames.to_le_bytes());
        } else {
            add_chunk(&mut chunks, *b"fmt ", &format);
        }
        chunks.extend_from_slice(b"data");
        chunks.extend_from_slice(&bytes.to_le_bytes());
        let rest = u32::try_from(4 + chunks.len()).ok()?.checked_add(bytes)?;
        Some([b"RIFF".as_slice(), &rest.to_le_bytes(), b"WAVE", &chunks].concat())
    }

    /// Appends samples. What were beyond full scale is cut off at it.
    pub fn encode(&mut self, samples: &[f32], out: &mut Vec<u8>) {
        match self.depth {
            Depth::Sixteen => {
                for x in samples {
                    out.extend_from_slice(&self.dither.rounded(*x).to_le_bytes());
                }
            }
            Depth::TwentyFour => {
                for x in samples {
                    out.extend_from_slice(&to_24(*x).to_le_bytes()[..3]);
                }
            }
            Depth::ThirtyTwo => {
                for x in samples {
                    out.extend_from_slice(&x.to_le_bytes());
                }
            }
        }
    }
}

fn add_chunk(out: &mut Vec<u8>, name: [u8; 4], body: &[u8]) {
    out.extend_from_slice(&name);
    out.extend_from_slice(&u32::try_from(body.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend_from_slice(body);
}

/// A sample as a 24-bit number, rounded.
#[expect(clippy::cast_possible_truncation, reason = "within 24 bits after the clamp")]
fn to_24(sample: f32) -> i32 {
    const FULL: f64 = 8_388_608.0;
    nearest(f64::from(sample) * FULL).clamp(-FULL, FULL - 1.0) as i32
}

/// Half a step away from zero, so that cutting the fraction off rounds: `f64::round` is a call on older processors, and
/// an hour has 345 million samples.
fn nearest(value: f64) -> f64 {
    value + 0.5_f64.copysign(value)
}

/// Noise of two steps' width, triangular, that makes rounding to 16 bits a hiss and not a distortion: the same in
/// every file, so that the same session always gives the same bytes.
#[derive(Debug)]
struct Dither(u64);

impl Dither {
    /// The next number, 0 up to 1 (xorshift64*).
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = u32::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32).unwrap_or(0);
        f64::from(high) / 4_294_967_296.0
    }

    /// A sample as a 16-bit number. Silence stays silence.
    #[expect(clippy::cast_possible_truncation, reason = "within 16 bits after the clamp")]
    fn rounded(&mut self, sample: f32) -> i16 {
        let noise = self.next() - self.next();
        if sample == 0.0 {
            return 0;
        }
        nearest(f64::from(sample) * 32_768.0 + noise).clamp(-32_768.0, 32_767.0) as i16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_says_what_follows_and_is_no_longer_than_it_must_be() {
        let head = Encoder::new(Depth::TwentyFour).head(10, Hertz::DEFAULT).unwrap();
        assert_eq!(head.len(), 44);
        assert_eq!(&head[..4], b"RIFF");
        // 36 bytes of the head are after this number, and ten frames of six bytes.
        assert_eq!(head[4..8], 96_u32.to_le_bytes());
        assert_eq!(head[20..22], [1, 0], "plain whole numbers");
        assert_eq!(head[40..], 60_u32.to_le_bytes());
        let float = Encoder::new(Depth::ThirtyTwo).head(10, Hertz::DEFAULT).unwrap();
        assert_eq!(float[20..22], [3, 0], "floating point");
        assert_eq!(float.len(), 58);
    }

    #[test]
    fn no_head_is_made_for_more_than_a_file_can_hold() {
        let encoder = Encoder::new(Depth::ThirtyTwo);
        assert!(encoder.head(MOST_BYTES / 8, Hertz::DEFAULT).is_some());
        assert!(encoder.head(MOST_BYTES / 8 + 1, Hertz::DEFAULT).is_none());
        assert!(encoder.head(u64::MAX, Hertz::DEFAULT).is_none());
    }

    #[test]
    fn samples_are_rounded_to_the_nearest_and_cut_off_at_full_scale() {
        let bytes = |depth, samples: &[f32]| {
            let mut out = Vec::new();
            Encoder::new(depth).encode(samples, &mut out);
            out
        };
        assert_eq!(bytes(Depth::TwentyFour, &[0.5, -0.5]), [0, 0, 0x40, 0, 0, 0xC0]);
        assert_eq!(bytes(Depth::TwentyFour, &[2.0, -2.0]), [0xFF, 0xFF, 0x7F, 0, 0, 0x80]);
        assert_eq!(bytes(Depth::ThirtyTwo, &[1.0]), 1.0_f32.to_le_bytes());
        assert_eq!(bytes(Depth::Sixteen, &[0.0, 0.0]), [0; 4], "silence is silent");
    }
}
