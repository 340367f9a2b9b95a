//! Sound through a PulseAudio or PipeWire server, by a stream that the server may not move to another device.
//!
//! By itself such a server moves what plays through a device that goes away to whatever is left, without telling. A
//! stream it may not move it ends instead. Everything here may hang for as long as the server does; call it on a thread
//! that can be abandoned.

use std::ffi::CStr;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{self, Thread};
use std::time::Duration;

use futures_executor::block_on;
use pulseaudio::protocol::stream::{BufferAttr, StreamFlags};
use pulseaudio::protocol::{
    ChannelMap, DEFAULT_SINK, PlaybackLatency, PlaybackStreamParams, SampleFormat, SampleSpec, SinkInfo,
};
use pulseaudio::{AsPlaybackSource as _, Client, PlaybackStream};

use super::backend::{Callback, Job, News, Opened, Playing, own_name};
use super::clock::Clock;
use super::device::FRAMES;
use super::engine::Timing;
use super::interleave::Interleaver;
use crate::units::{Hertz, Time};

/// The server converts: it gets stereo floats.
const CHANNELS: NonZeroUsize = NonZeroUsize::new(2).expect("two");
const FORMAT: SampleFormat =
    if cfg!(target_endian = "little") { SampleFormat::Float32Le } else { SampleFormat::Float32Be };
const BYTES_PER_FRAME: u32 = 8;

/// How many callbacks' worth is kept ahead, asked for in whole ones: 171 ms at 48 kHz. A machine that is busy with
/// something else leaves this thread waiting for longer than one of them lasts, and what comes too late is a hole.
const CALLBACKS: u32 = 4;

/// How often the server is asked how far it has played, when nothing new was written.
const POLL: Duration = Duration::from_millis(100);
/// How often it is asked which device is its default one.
const DEFAULT_ASKED: Time = Time::from_secs(1);

/// A server that answers and has a device.
pub(super) struct Server {
    client: Client,
    default: SinkInfo,
}

impl Server {
    /// A connection of its own, since a server outlives none; `None` where no server runs or nothing can play.
    pub(super) fn connect() -> Option<Self> {
        let client = Client::from_env(c"Ebb").ok()?;
        let default = block_on(client.sink_info_by_name(DEFAULT_SINK.to_owned())).ok()?;
        Some(Self { client, default })
    }

    /// Every device that plays, each by a name of its own.
    fn sinks(&self) -> Vec<(String, SinkInfo)> {
        let sinks = block_on(self.client.list_sinks()).unwrap_or_default();
        let plain: Vec<String> = sinks.iter().map(plain).collect();
        let own = |(nth, sink): (usize, SinkInfo)| (own_name(&plain, nth), sink);
        sinks.into_iter().enumerate().map(own).collect()
    }

    /// The names of the devices that could be played through.
    pub(super) fn names(&self) -> Vec<String> {
        self.sinks().into_iter().map(|(name, _)| name).collect()
    }

    fn named(&self, wanted: &str) -> Option<SinkInfo> {
        self.sinks().into_iter().find(|(name, _)| name == wanted).map(|(_, sink)| sink)
    }

    /// Whether the wanted device is there; what is played through, with its channels, rate and format.
    pub(super) fn describe(&self, wanted: Option<&str>) -> (bool, String) {
        let named = wanted.and_then(|wanted| self.named(wanted));
        let is_wanted = named.is_some() || wanted.is_none();
        let sink = named.as_ref().unwrap_or(&self.default);
        let SampleSpec { channels, sample_rate, format } = sink.sample_spec;
        (is_wanted, format!("{} ({channels} channels, {sample_rate} Hz, {format:?})", plain(sink)))
    }

    /// Opens the device of this name, or the default one when it is absent or none is wanted, and plays until the
    /// answer is dropped.
    pub(super) fn play(self, wanted: Option<&str>, job: Job) -> Option<Playing> {
        let Job { callback, clock, news } = job;
        let named = wanted.and_then(|wanted| self.named(wanted));
        let (is_named, is_wanted) = (named.is_some(), named.is_some() || wanted.is_none());
        let sink = named.unwrap_or(self.default);
        let rate = Hertz::new(sink.sample_spec.sample_rate)?;
        let device = sink.name.to_string_lossy().into_owned();
        let callback = callback(Opened { device, is_wanted, rate });
        let fixed = (is_named || news.pauses()).then_some(sink.index);
        let params = params(&sink, fixed, news.pauses());
        let (drained, stop) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
        let watch = SinkWatch {
            client: self.client.clone(),
            // A chosen device stays the chosen one, whatever becomes the default.
            default: (!is_named && news.pauses()).then(|| sink.name.clone()),
            rate,
            clock: clock.clone(),
            drained: Arc::clone(&drained),
            stop: Arc::clone(&stop),
            news,
        };
        let (send, given) = std::sync::mpsc::sync_channel::<PlaybackStream>(1);
        let watcher = thread::Builder::new().name("ebb sound server".into());
        let watcher = watcher.spawn(move || given.recv().map(|stream| watch.run(&stream))).ok()?.thread().clone();
        let source = source(callback, clock, drained, watcher.clone());
        let stream = block_on(self.client.create_playback_stream(params, source.as_playback_source())).ok()?;
        block_on(stream.uncork()).ok()?;
        send.send(stream).ok()?;
        Some(Box::new(Kept { watcher, stop }))
    }
}

fn plain(sink: &SinkInfo) -> String {
    let name: &CStr = sink.description.as_ref().unwrap_or(&sink.name);
    name.to_string_lossy().into_owned()
}

/// A stream as this device is, to the one with the index `fixed`, else to whatever is the default; `stays` forbids
/// moving it.
fn params(sink: &SinkInfo, fixed: Option<u32>, stays: bool) -> PlaybackStreamParams {
    let bytes = FRAMES * BYTES_PER_FRAME;
    let buffer_attr = BufferAttr {
        max_length: CALLBACKS * bytes,
        target_length: CALLBACKS * bytes,
        minimum_request_length: bytes,
        ..BufferAttr::default()
    };
    let sample_rate = sink.sample_spec.sample_rate;
    PlaybackStreamParams {
        sample_spec: SampleSpec { format: FORMAT, channels: 2, sample_rate },
        channel_map: ChannelMap::stereo(),
        sink_index: fixed,
        sink_name: None,
        buffer_attr,
        flags: StreamFlags { start_corked: true, adjust_latency: true, no_move: stays, ..StreamFlags::default() },
        ..PlaybackStreamParams::default()
    }
}

/// What the server's requests are filled by. `drained` is when all that was written has been played.
fn source(
    mut callback: Callback,
    clock: Clock,
    drained: Arc<AtomicU64>,
    watcher: Thread,
) -> impl FnMut(&mut [u8]) -> usize + Send + 'static {
    move |buffer| {
        let instant = clock.now();
        let latency = Time::from_micros(drained.load(Ordering::Relaxed)) - instant;
        let (samples, _) = buffer.as_chunks_mut::<4>();
        let mut device = Interleaver::new(samples, CHANNELS, f32::to_ne_bytes);
        callback.fill(device.left(), Timing { instant, latency }, &mut |stereo| device.write(stereo));
        drop(device);
        watcher.unpark();
        buffer.len()
    }
}

/// Keeps the stream until it is dropped.
struct Kept {
    watcher: Thread,
    stop: Arc<AtomicBool>,
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        self.watcher.unpark();
    }
}

/// What is asked of the server while a stream plays.
struct SinkWatch {
    client: Client,
    /// The device that is the default one, when the stream is to play through that.
    default: Option<std::ffi::CString>,
    rate: Hertz,
    clock: Clock,
    drained: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
    news: News,
}

impl SinkWatch {
    /// Holds the stream until it is to stop or has ended.
    fn run(&self, stream: &PlaybackStream) {
        let mut asked = self.clock.now();
        while !self.stop.load(Ordering::Acquire) {
            // A stream that the server has ended is unknown to it.
            let Ok(played) = block_on(stream.timing_info()) else { return self.news.broken() };
            let now = self.clock.now();
            self.drained.store((now + buffered(played, self.rate)).micros(), Ordering::Relaxed);
            if now - asked >= DEFAULT_ASKED {
                asked = now;
                if self.is_default_another() {
                    // Held back before another stream can play there.
                    self.news.moved();
                    return self.news.broken();
                }
            }
            thread::park_timeout(POLL);
        }
    }

    fn is_default_another(&self) -> bool {
        self.default.is_some()
            && block_on(self.client.server_info())
                .is_ok_and(|server| server.default_sink_name.is_some() && server.default_sink_name != self.default)
    }
}

/// How long what was written takes to be played.
fn buffered(played: PlaybackLatency, rate: Hertz) -> Time {
    let bytes = u64::try_from(played.write_offset - played.read_offset).unwrap_or(0);
    Time::of_frame(bytes / u64::from(BYTES_PER_FRAME), rate) + Time::from_micros(played.sink_usec)
}
