//! The machine's sound devices: finding one, and a stream that plays an engine's frames in its format.
//!
//! The only part that names cpal; on Linux a sound server comes first, which the module `pulse` knows. Everything here may
//! hang for as long as a sound server does; call it on a thread that can be abandoned.

use std::num::NonZeroUsize;

use rodio::cpal;

use cpal::traits::{DeviceTrait as _, HostTrait as _, StreamTrait as _};
use cpal::{FromSample, OutputCallbackInfo, SampleFormat, SizedSample, StreamConfig, SupportedBufferSize};

use super::backend::{Backend, Callback, Job, News, Opened, Playing};
use super::clock::Clock;
use super::engine::Timing;
use super::interleave::Interleaver;
#[cfg(target_os = "linux")]
use super::pulse::Server;
use crate::units::{Hertz, Time};

/// Frames asked for at a time: 43 ms at 48 kHz. Nothing here is in a hurry, and the timestamps make up for it.
pub(super) const FRAMES: u32 = 2048;

/// This computer.
#[derive(Clone, Copy, Debug)]
pub(super) struct ThisComputer;

impl Backend for ThisComputer {
    fn play(&self, wanted: Option<&str>, job: Job) -> Option<Playing> {
        #[cfg(target_os = "linux")]
        if let Some(server) = Server::connect() {
            return server.play(wanted, job);
        }
        // alsa-lib writes to stderr what is reported as an error anyway; while this lives, it does not.
        #[cfg(target_os = "linux")]
        let quiet = alsa::Output::local_error_handler();
        let stream = play(wanted, job).ok()?;
        #[cfg(target_os = "linux")]
        return Some(Box::new((stream, quiet)));
        #[cfg(not(target_os = "linux"))]
        return Some(Box::new(stream));
    }
}

/// What is played through, and how.
struct Chosen {
    device: cpal::Device,
    config: cpal::SupportedStreamConfig,
    is_wanted: bool,
}

fn play(wanted: Option<&str>, job: Job) -> Result<cpal::Stream, cpal::Error> {
    let Chosen { device, config, is_wanted } = find(wanted)?;
    let unusable = || cpal::Error::new(cpal::ErrorKind::UnsupportedConfig);
    let rate = Hertz::new(config.sample_rate()).ok_or_else(unusable)?;
    let frames = match *config.buffer_size() {
        SupportedBufferSize::Range { min, max } => FRAMES.clamp(min, max.max(min)),
        SupportedBufferSize::Unknown => FRAMES,
    };
    let buffer_size = cpal::BufferSize::Fixed(frames);
    let asked = StreamConfig { channels: config.channels(), sample_rate: config.sample_rate(), buffer_size };
    let id = device.id().map_or_else(|_| name_of(&device), |id| id.to_string());
    let callback = (job.callback)(Opened { device: id, is_wanted, rate });
    let build = Build { device, config: asked, callback, clock: job.clock, news: job.news };
    let stream = match config.sample_format() {
        SampleFormat::F32 => build.stream::<f32>(),
        SampleFormat::F64 => build.stream::<f64>(),
        SampleFormat::I8 => build.stream::<i8>(),
        SampleFormat::I16 => build.stream::<i16>(),
        SampleFormat::I24 => build.stream::<cpal::I24>(),
        SampleFormat::I32 => build.stream::<i32>(),
        SampleFormat::U8 => build.stream::<u8>(),
        SampleFormat::U16 => build.stream::<u16>(),
        SampleFormat::U32 => build.stream::<u32>(),
        _ => Err(unusable()),
    }?;
    stream.play()?;
    Ok(stream)
}

/// What the machine plays through at this moment: the wanted device, else its default.
fn find(wanted: Option<&str>) -> Result<Chosen, cpal::Error> {
    let host = cpal::default_host();
    let named = |name: &str| named(&host).into_iter().find(|(known, _)| known == name);
    let found = wanted.and_then(named);
    let is_wanted = found.is_some() || wanted.is_none();
    let none = || cpal::Error::new(cpal::ErrorKind::DeviceNotAvailable);
    let device = match found {
        Some((_, device)) => device,
        None => host.default_output_device().ok_or_else(none)?,
    };
    let config = device.default_output_config()?;
    Ok(Chosen { device, config, is_wanted })
}

/// Every device that plays, each by a name of its own.
fn named(host: &cpal::Host) -> Vec<(String, cpal::Device)> {
    let devices = host.output_devices().map(Iterator::collect).unwrap_or_default();
    let devices: Vec<cpal::Device> = devices;
    let plain: Vec<String> = devices.iter().map(name_of).collect();
    let own = |(nth, device): (usize, cpal::Device)| (super::backend::own_name(&plain, nth), device);
    devices.into_iter().enumerate().map(own).collect()
}

fn name_of(device: &cpal::Device) -> String {
    device.description().map_or_else(|_| "a device without a name".to_owned(), |told| told.name().to_owned())
}

/// The names of the devices that could be played through.
pub(super) fn names() -> Vec<String> {
    #[cfg(target_os = "linux")]
    if let Some(server) = Server::connect() {
        return server.names();
    }
    #[cfg(target_os = "linux")]
    let _quiet = alsa::Output::local_error_handler();
    named(&cpal::default_host()).into_iter().map(|(name, _)| name).collect()
}

/// The hosts there are, and the device that would be played through.
pub(super) fn describe(wanted: Option<&str>) -> Vec<String> {
    #[cfg(target_os = "linux")]
    if let Some(server) = Server::connect() {
        let (is_wanted, device) = server.describe(wanted);
        return vec!["sound server: PulseAudio or PipeWire".to_owned(), told(wanted, is_wanted, &device)];
    }
    #[cfg(target_os = "linux")]
    let _quiet = alsa::Output::local_error_handler();
    let hosts: Vec<&str> = cpal::available_hosts().into_iter().map(|host| host.name()).collect();
    let hosts = if hosts.is_empty() { "no sound host".to_owned() } else { format!("hosts: {}", hosts.join(", ")) };
    let device = match find(wanted) {
        Ok(Chosen { device, config, is_wanted }) => {
            let (channels, rate, format) = (config.channels(), config.sample_rate(), config.sample_format());
            told(wanted, is_wanted, &format!("{} ({channels} channels, {rate} Hz, {format})", name_of(&device)))
        }
        Err(error) => {
            let why = error.to_string();
            format!("no device answers ({}): sessions go on without sound", why.trim_end_matches('.'))
        }
    };
    vec![hosts, device]
}

fn told(wanted: Option<&str>, is_wanted: bool, device: &str) -> String {
    let which = match wanted {
        None => "default device",
        Some(_) if is_wanted => "chosen device",
        Some(_) => "the chosen device is not there; default device",
    };
    format!("{which}: {device}")
}

/// All that a stream is built from, whatever its sample format.
struct Build {
    device: cpal::Device,
    config: StreamConfig,
    callback: Callback,
    clock: Clock,
    news: News,
}

impl Build {
    fn stream<T: SizedSample + FromSample<f32>>(self) -> Result<cpal::Stream, cpal::Error> {
        let Self { device, config, mut callback, clock, news } = self;
        let channels = NonZeroUsize::new(config.channels.into()).unwrap_or(NonZeroUsize::MIN);
        let fill = move |out: &mut [T], info: &OutputCallbackInfo| {
            let stamp = info.timestamp();
            let latency = stamp.playback.saturating_duration_since(stamp.callback);
            let latency = Time::from_micros(u64::try_from(latency.as_micros()).unwrap_or(u64::MAX));
            let timing = Timing { instant: clock.now(), latency };
            let mut device = Interleaver::new(out, channels, T::from_sample);
            callback.fill(device.left(), timing, &mut |stereo| device.write(stereo));
        };
        // Some hosts report the same loss a million times a second.
        let heed = move |error: cpal::Error| match error.kind() {
            cpal::ErrorKind::DeviceChanged => news.moved(),
            cpal::ErrorKind::RealtimeDenied | cpal::ErrorKind::Xrun => {}
            // It will never play again, or not by itself.
            _ => news.broken(),
        };
        device.build_output_stream::<T, _, _>(config, fill, heed, None)
    }
}
