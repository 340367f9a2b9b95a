//! A PulseAudio server with sinks that nobody hears, and recordings of what they play.

use std::io::Read as _;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::process::{Process, bound};
use super::{PATIENCE, until};

/// What is played through: a sink that plays to nobody, in its own time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sink {
    /// Its name.
    pub(crate) name: &'static str,
    /// Frames a second.
    pub(crate) rate: u32,
    /// Samples a frame.
    pub(crate) channels: u16,
}

impl Sink {
    /// Two channels.
    pub(crate) const fn stereo(name: &'static str, rate: u32) -> Self {
        Self { name, rate, channels: 2 }
    }

    /// One channel.
    pub(crate) const fn mono(name: &'static str, rate: u32) -> Self {
        Self { name, rate, channels: 1 }
    }

    /// What a server loads to have it.
    pub(super) fn module(self) -> String {
        let Self { name, rate, channels } = self;
        let shown = format!("sink_properties=device.description={name}");
        format!("module-null-sink sink_name={name} rate={rate} channels={channels} format=float32le {shown}")
    }
}

/// Starts a server with these sinks, the first of them the default, and waits until it answers.
pub(crate) fn serve(mut command: Command, folder: &Path, sinks: &[Sink]) -> Process {
    let socket = folder.join("run/pulse.socket");
    let _ = std::fs::remove_file(&socket);
    let script = folder.join("run/pulse.pa");
    let mut lines: Vec<String> = sinks.iter().map(|sink| format!("load-module {}", sink.module())).collect();
    lines.push(format!("set-default-sink {}", sinks[0].name));
    // Last, so that who can connect finds everything.
    lines.push(format!("load-module module-native-protocol-unix auth-anonymous=1 socket={}", socket.display()));
    std::fs::write(&script, lines.join("\n") + "\n").unwrap();
    command.args(["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--log-level=debug"]);
    command.arg(format!("--log-target=file:{}", log(folder).display())).arg("-F").arg(script);
    let server = Process::spawn(&command);
    until("the sound server", || UnixStream::connect(&socket).ok());
    server
}

fn log(folder: &Path) -> PathBuf {
    folder.join("run/pulse.log")
}

/// How often a server began anew to play what comes, so far: at the beginning of a stream, and whenever what was to play
/// had not come in time.
fn beginnings(log: &Path) -> usize {
    std::fs::read_to_string(log).unwrap_or_default().matches("end of underrun").count()
}

/// What a sink plays, as it is recorded.
pub(crate) struct Recording {
    recorder: Process,
    pieces: Receiver<(Instant, Vec<f32>)>,
    sink: Sink,
    /// What came so far, frame after frame.
    samples: Vec<f32>,
    /// What the server writes down, and how often it had begun when something was first heard.
    log: PathBuf,
    begun: usize,
    /// When the first frame played, as the piece that came quickest says.
    began: Option<Instant>,
}

impl Recording {
    /// Begins, and waits until something comes.
    pub(super) fn begin(mut command: Command, folder: &Path, sink: Sink, piece_ms: u32) -> Self {
        let Sink { name, rate, channels } = sink;
        command.args(["--device", &format!("{name}.monitor"), "--format=float32le", "--raw"]);
        command.args([
            format!("--rate={rate}"),
            format!("--channels={channels}"),
            format!("--latency-msec={piece_ms}"),
        ]);
        let mut recorder = bound(&command).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut output = recorder.stdout.take().unwrap();
        let (send, pieces) = channel();
        std::thread::spawn(move || {
            let (mut bytes, mut rest) = ([0; 1 << 14], Vec::new());
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                rest.extend_from_slice(&bytes[..count]);
                let whole = rest.len() / 4 * 4;
                let piece = rest[..whole].as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
                rest.drain(..whole);
                if send.send((Instant::now(), piece)).is_err() {
                    return;
                }
            }
        });
        let (recorder, log, samples) = (Process(recorder), log(folder), Vec::new());
        let mut recording = Self { recorder, pieces, sink, samples, log, begun: 0, began: None };
        recording.next();
        recording
    }

    /// Takes what comes next; `false` when nothing will.
    fn next(&mut self) -> bool {
        let piece = self.pieces.recv_timeout(PATIENCE);
        piece.is_ok_and(|piece| {
            self.take(piece);
            true
        })
    }

    fn take(&mut self, (at, piece): (Instant, Vec<f32>)) {
        self.samples.extend(piece);
        let began = at.checked_sub(self.length(self.samples.len())).expect("it began after the machine did");
        self.began = Some(self.began.map_or(began, |earlier| earlier.min(began)));
    }

    /// How long so many samples play.
    #[expect(clippy::cast_precision_loss, reason = "some seconds of samples")]
    fn length(&self, samples: usize) -> Duration {
        Duration::from_secs_f64(samples as f64 / f64::from(self.sink.rate) / f64::from(self.sink.channels))
    }

    /// When the sample at this place played.
    pub(crate) fn instant_of(&self, sample: usize) -> Instant {
        self.began.unwrap() + self.length(sample)
    }

    /// Goes on until this holds of all that was recorded so far.
    pub(crate) fn until(&mut self, what: &str, mut holds: impl FnMut(&[f32]) -> bool) {
        while !holds(&self.samples) {
            assert!(self.next(), "recorded until {what}");
        }
    }

    /// Goes on for so many seconds of sound from now on.
    pub(crate) fn go_on(&mut self, secs: f64) {
        let pieces: Vec<_> = self.pieces.try_iter().collect();
        for piece in pieces {
            self.take(piece);
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some seconds of samples")]
        let more = (secs * f64::from(self.sink.rate)) as usize * usize::from(self.sink.channels);
        let wanted = self.samples.len() + more;
        self.until("enough", |samples| samples.len() >= wanted);
    }

    /// Goes on until something sounds, from the beginning on.
    pub(crate) fn until_heard(&mut self) {
        self.until("something is heard", |samples| samples.iter().any(|sample| *sample != 0.0));
        self.begun = beginnings(&self.log);
    }

    /// What came so far, frame after frame.
    pub(crate) fn so_far(&mut self) -> &[f32] {
        let pieces: Vec<_> = self.pieces.try_iter().collect();
        for piece in pieces {
            self.take(piece);
        }
        &self.samples
    }

    /// How often the server has begun anew to play what comes, so far.
    pub(crate) fn server_began(&self) -> usize {
        beginnings(&self.log)
    }

    /// Whether since something was heard the server had to fill in for what did not come in time, because the machine
    /// was too busy.
    pub(crate) fn is_disturbed(&self) -> bool {
        beginnings(&self.log) != self.begun
    }

    /// Ends, with all that came; `None` when it was disturbed.
    pub(crate) fn undisturbed(self) -> Option<Vec<f32>> {
        (!self.is_disturbed()).then(|| self.end())
    }

    /// Ends, with all that came.
    pub(crate) fn end(mut self) -> Vec<f32> {
        self.recorder.kill();
        let pieces: Vec<_> = self.pieces.iter().collect();
        for piece in pieces {
            self.take(piece);
        }
        std::mem::take(&mut self.samples)
    }
}
