//! The machine's default sound device: finding it, and a stream that plays an engine's frames in its format.
//!
//! Everything here may hang for as long as a sound server does; call it on a thread that can be abandoned.

use rodio::cpal;

use cpal::traits::{DeviceTrait as _, HostTrait as _, StreamTrait as _};
use cpal::{FromSample, OutputCallbackInfo, SampleFormat, SizedSample, StreamConfig, SupportedBufferSize};

use super::clock::Clock;
use super::engine::{Engine, Timing, Voice};
use crate::units::{Hertz, Time};

/// Frames asked for at a time: 43 ms at 48 kHz. Nothing here is in a hurry, and the timestamps make up for it.
const FRAMES: u32 = 2048;

/// Opens the default device and plays what `engine`, made for the device's rate, fills in. `broken` is called, perhaps
/// very often, when the stream is of no more use.
pub(super) fn play<V: Voice + 'static>(
    engine: impl FnOnce(Hertz) -> Engine<V>,
    clock: Clock,
    broken: impl Fn() + Send + 'static,
) -> Result<cpal::Stream, cpal::Error> {
    let (device, config) = find()?;
    let unusable = || cpal::Error::new(cpal::ErrorKind::UnsupportedConfig);
    let rate = Hertz::new(config.sample_rate()).ok_or_else(unusable)?;
    let frames = match *config.buffer_size() {
        SupportedBufferSize::Range { min, max } => FRAMES.clamp(min, max.max(min)),
        SupportedBufferSize::Unknown => FRAMES,
    };
    let buffer_size = cpal::BufferSize::Fixed(frames);
    let asked = StreamConfig { channels: config.channels(), sample_rate: config.sample_rate(), buffer_size };
    let job = Job { device, config: asked, engine: engine(rate), clock, broken };
    let stream = match config.sample_format() {
        SampleFormat::F32 => job.build::<f32>(),
        SampleFormat::F64 => job.build::<f64>(),
        SampleFormat::I8 => job.build::<i8>(),
        SampleFormat::I16 => job.build::<i16>(),
        SampleFormat::I24 => job.build::<cpal::I24>(),
        SampleFormat::I32 => job.build::<i32>(),
        SampleFormat::U8 => job.build::<u8>(),
        SampleFormat::U16 => job.build::<u16>(),
        SampleFormat::U32 => job.build::<u32>(),
        _ => Err(unusable()),
    }?;
    stream.play()?;
    Ok(stream)
}

/// What the machine plays through at this moment: a fresh host each time, since one outlives its server badly.
fn find() -> Result<(cpal::Device, cpal::SupportedStreamConfig), cpal::Error> {
    #[cfg(target_os = "linux")]
    if let Some(found) = find_on_server() {
        return Ok(found);
    }
    let none = || cpal::Error::new(cpal::ErrorKind::DeviceNotAvailable);
    let device = cpal::default_host().default_output_device().ok_or_else(none)?;
    let config = device.default_output_config()?;
    Ok((device, config))
}

/// The default sink of a PulseAudio or PipeWire server. The server converts: it gets stereo floats at the sink's rate.
#[cfg(target_os = "linux")]
fn find_on_server() -> Option<(cpal::Device, cpal::SupportedStreamConfig)> {
    let device = cpal::host_from_id(cpal::HostId::PulseAudio).ok()?.default_output_device()?;
    let config = device.default_output_config().ok()?;
    let config = cpal::SupportedStreamConfig::new(2, config.sample_rate(), *config.buffer_size(), SampleFormat::F32);
    Some((device, config))
}

/// The hosts there are, and the device that would be played through.
pub(super) fn describe() -> Vec<String> {
    #[cfg(target_os = "linux")]
    let _quiet = alsa::Output::local_error_handler();
    let hosts: Vec<&str> = cpal::available_hosts().into_iter().map(|host| host.name()).collect();
    let hosts = if hosts.is_empty() { "no sound host".to_owned() } else { format!("hosts: {}", hosts.join(", ")) };
    let device = match find() {
        Ok((device, config)) => {
            let named = device.description();
            let name = named.as_ref().map_or("a device without a name", |description| description.name());
            let (channels, rate, format) = (config.channels(), config.sample_rate(), config.sample_format());
            format!("default device: {name} ({channels} channels, {rate} Hz, {format})")
        }
        Err(error) => {
            let why = error.to_string();
            format!("no device answers ({}): sessions go on without sound", why.trim_end_matches('.'))
        }
    };
    vec![hosts, device]
}

/// All that a stream is built from, whatever its sample format.
struct Job<V, B> {
    device: cpal::Device,
    config: StreamConfig,
    engine: Engine<V>,
    clock: Clock,
    broken: B,
}

impl<V: Voice + 'static, B: Fn() + Send + 'static> Job<V, B> {
    fn build<T: SizedSample + FromSample<f32>>(self) -> Result<cpal::Stream, cpal::Error> {
        let Self { device, config, mut engine, clock, broken } = self;
        let channels = usize::from(config.channels).max(1);
        let fill = move |out: &mut [T], info: &OutputCallbackInfo| {
            let stamp = info.timestamp();
            let latency = stamp.playback.saturating_duration_since(stamp.callback);
            let latency = Time::from_micros(u64::try_from(latency.as_micros()).unwrap_or(u64::MAX));
            let timing = Timing { instant: clock.now(), latency };
            let mut frames = out.chunks_exact_mut(channels);
            engine.fill(frames.len(), timing, |stereo| {
                for (frame, pair) in frames.by_ref().zip(stereo.chunks_exact(2)) {
                    spread(pair, frame);
                }
            });
        };
        // Some hosts report the same loss a million times a second.
        let lost = move |error: cpal::Error| {
            if is_end(error.kind()) {
                broken();
            }
        };
        device.build_output_stream::<T, _, _>(config, fill, lost, None)
    }
}

/// Whether a stream that reports this will never play again, or not by itself.
fn is_end(kind: cpal::ErrorKind) -> bool {
    use cpal::ErrorKind::{DeviceChanged, RealtimeDenied, Xrun};
    !matches!(kind, DeviceChanged | RealtimeDenied | Xrun)
}

/// One stereo frame for a device with any number of channels: mixed for one, the first two of many.
fn spread<T: SizedSample + FromSample<f32>>(pair: &[f32], frame: &mut [T]) {
    let [left, right] = *pair else { return };
    match frame {
        [mono] => *mono = T::from_sample(0.5 * (left + right)),
        [first, second, others @ ..] => {
            *first = T::from_sample(left);
            *second = T::from_sample(right);
            others.fill(T::EQUILIBRIUM);
        }
        [] => {}
    }
}
