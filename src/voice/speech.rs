//! Speech as samples: out of the WAV that speech programs write, and at the rate of whatever plays it.

use std::f32::consts::PI;
use std::fmt;
use std::io::Cursor;

use crate::units::{Hertz, Time};

/// How loud the loudest sample is made: −3 dBFS, since programs and voices differ by more than that.
const PEAK: f32 = 0.7;

/// Samples on each side that resampling looks at. Wider is steeper; of speech nobody hears the difference.
const REACH: f32 = 16.0;

/// One sentence, spoken. One channel.
#[derive(Clone, PartialEq)]
pub struct Speech {
    samples: Vec<f32>,
    rate: Hertz,
}

impl fmt::Debug for Speech {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Speech").field("samples", &self.samples.len()).field("rate", &self.rate).finish()
    }
}

impl Speech {
    /// What a WAV file holds, as far as it goes: who writes one to a pipe does not know its length beforehand. `None`
    /// when it holds nothing to be heard.
    pub(super) fn of_wav(bytes: &[u8]) -> Option<Self> {
        let mut reader = hound::WavReader::new(Cursor::new(bytes)).ok()?;
        let spec = reader.spec();
        let rate = Hertz::new(spec.sample_rate)?;
        let whole = 1_u32.checked_shl(u32::from(spec.bits_per_sample).saturating_sub(1))?;
        let samples: Vec<f32> = match spec.sample_format {
            hound::SampleFormat::Int => {
                reader.samples::<i32>().map_while(Result::ok).map(|sample| part(sample, whole)).collect()
            }
            hound::SampleFormat::Float => reader.samples::<f32>().map_while(Result::ok).collect(),
        };
        let channels = usize::from(spec.channels.max(1));
        Self::of(samples.into_iter().step_by(channels).collect(), rate)
    }

    /// How long it takes to be said.
    pub fn length(&self) -> Time {
        Time::of_frame(self.samples.len() as u64, self.rate)
    }

    /// Something that takes so long to be said.
    #[cfg(test)]
    pub(crate) fn of_length(length: Time) -> Self {
        let rate = Hertz::of(1_000);
        Self { samples: vec![PEAK; usize::try_from(length.frame(rate)).unwrap()], rate }
    }

    fn of(mut samples: Vec<f32>, rate: Hertz) -> Option<Self> {
        let peak = samples.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
        if !peak.is_normal() {
            return None;
        }
        for sample in &mut samples {
            *sample *= PEAK / peak;
        }
        Some(Self { samples, rate })
    }

    /// The same at another rate: each new sample is what a windowed sinc makes of the old ones around it.
    pub(crate) fn at_rate(&self, rate: Hertz) -> Vec<f32> {
        let shared = gcd(self.rate.get(), rate.get());
        let (from, to) = ((self.rate.get() / shared) as usize, (rate.get() / shared) as usize);
        // A new sample lies so many `to`ths behind an old one; what it is made of depends on that alone.
        let kernels: Vec<Vec<f32>> = (0..to).map(|part| kernel(part, from, to)).collect();
        let reach = kernels.first().map_or(0, |kernel| kernel.len() / 2);
        let sample = |nth: usize| {
            let (before, kernel) = (nth * from / to, &kernels[nth * from % to]);
            // The kernel begins this far before the first sample.
            let skipped = reach.saturating_sub(before + 1);
            let old = self.samples.get((before + 1).saturating_sub(reach)..).unwrap_or_default();
            old.iter().zip(&kernel[skipped..]).map(|(sample, weight)| sample * weight).sum()
        };
        (0..(self.samples.len() * to).div_ceil(from)).map(sample).collect()
    }
}

fn gcd(one: u32, other: u32) -> u32 {
    if other == 0 { one } else { gcd(other, one % other) }
}

/// What the old samples around a new one count for, which lies `part` of `to` behind one of them: a sinc that passes
/// what both rates can carry, under a Hann window. As many before that one and itself as after it.
#[expect(clippy::cast_precision_loss, reason = "rates and some dozens of samples")]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some dozens of samples")]
fn kernel(part: usize, from: usize, to: usize) -> Vec<f32> {
    let band = (to as f32 / from as f32).min(1.0);
    let reach = (REACH / band).ceil();
    let weight = |nth: usize| {
        let away = nth as f32 + 1.0 - reach - part as f32 / to as f32;
        let window = 0.5 + 0.5 * (PI * away / reach).cos();
        let turn = PI * away * band;
        let sinc = if turn.abs() < 1e-4 { 1.0 } else { turn.sin() / turn };
        band * sinc * window
    };
    (0..2 * reach as usize).map(weight).collect()
}

#[expect(clippy::cast_precision_loss, reason = "24 bits are exact, and more are not heard")]
fn part(sample: i32, whole: u32) -> f32 {
    sample as f32 / whole as f32
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A tone of this frequency at full scale.
    #[expect(clippy::cast_precision_loss, reason = "a second of samples")]
    fn tone(hertz: f32, rate: u32, length: usize) -> Vec<f32> {
        (0..length).map(|nth| PEAK * (2.0 * PI * hertz * nth as f32 / rate as f32).sin()).collect()
    }

    /// A WAV file of these samples, whose header says that there is more to come.
    pub(crate) fn wav(samples: &[i16], rate: u32) -> Vec<u8> {
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: rate,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut file = Cursor::new(Vec::new());
        let mut writer = hound::WavWriter::new(&mut file, spec).unwrap();
        for sample in samples {
            writer.write_sample(*sample).unwrap();
        }
        writer.finalize().unwrap();
        let mut bytes = file.into_inner();
        bytes[4..8].copy_from_slice(&0x7fff_f024_u32.to_le_bytes());
        bytes[40..44].copy_from_slice(&0x7fff_f000_u32.to_le_bytes());
        bytes
    }

    #[test]
    fn what_a_pipe_brought_is_read_to_its_end_and_made_as_loud_as_any() {
        let speech = Speech::of_wav(&wav(&[0, 8_192, -16_384, 4_096], 22_050)).unwrap();
        assert_eq!(speech.rate, Hertz::of(22_050));
        let expected = [0.0, 0.35, -0.7, 0.175];
        assert!(speech.samples.iter().zip(expected).all(|(found, meant)| (found - meant).abs() < 1e-6), "{speech:?}");
        assert_eq!(speech.samples.len(), 4);
    }

    #[test]
    fn what_is_no_sound_is_no_speech() {
        for bytes in
            [&b""[..], b"RIFF", b"not a file at all, but long enough for a header of one", &wav(&[0; 9], 8_000)]
        {
            assert_eq!(Speech::of_wav(bytes), None);
        }
    }

    #[test]
    fn a_tone_is_the_same_tone_at_another_rate() {
        for (from, to) in [(22_050, 48_000), (22_050, 44_100), (16_000, 96_000), (48_000, 22_050), (22_050, 22_050)] {
            let speech = Speech::of(tone(1_000.0, from, from as usize / 2), Hertz::of(from)).unwrap();
            let found = speech.at_rate(Hertz::of(to));
            let meant = tone(1_000.0, to, to as usize / 2);
            assert!(found.len().abs_diff(meant.len()) <= 1, "{} of {}", found.len(), meant.len());
            let inner = 100..meant.len() - 100;
            let worst = inner.map(|nth| (found[nth] - meant[nth]).abs()).fold(0.0, f32::max);
            assert!(worst < 0.002, "{from} to {to}: {worst}");
        }
    }
}
