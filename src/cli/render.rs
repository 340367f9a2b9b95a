//! `ebb render`: the sound of a session as a file.
//!
//! The only writer of sound files: a file takes its name only when all of it is written.

use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use atomic_write_file::AtomicWriteFile;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::{CommandError, Context};
use crate::sound::wav::{Depth, Encoder};
use crate::sound::{Mix, Renderer, TAIL};
use crate::units::{ClockFace, Hertz};

/// Which session, and what file.
#[derive(Debug, clap::Args)]
pub struct RenderArgs {
    /// A session file, or a name from `ebb list`
    pub session: String,
    /// The WAV file to write; an earlier WAV file of that name is replaced
    #[arg(long, value_name = "FILE.wav")]
    pub out: PathBuf,
    /// Frames a second, 22050 to 192000
    #[arg(long, value_name = "HZ", default_value_t = 48_000, value_parser = rate)]
    pub rate: u32,
    /// Bits a sample: 16 (dithered), 24, or 32 (floating point)
    #[arg(long, value_enum, default_value = "24")]
    pub bits: Bits,
    /// Append the end cue and its fading: four seconds
    #[arg(long)]
    pub tail: bool,
}

/// Frames a second.
fn rate(text: &str) -> Result<u32, String> {
    let rate = text.parse().ok().filter(|rate| (22_050..=192_000).contains(rate));
    rate.ok_or_else(|| "expected 22050 to 192000 frames a second".to_owned())
}

/// How a sample is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Bits {
    /// 16-bit whole numbers, dithered.
    #[value(name = "16")]
    Sixteen,
    /// 24-bit whole numbers.
    #[value(name = "24")]
    TwentyFour,
    /// 32-bit floating point.
    #[value(name = "32")]
    ThirtyTwo,
}

impl Bits {
    fn depth(self) -> Depth {
        match self {
            Self::Sixteen => Depth::Sixteen,
            Self::TwentyFour => Depth::TwentyFour,
            Self::ThirtyTwo => Depth::ThirtyTwo,
        }
    }
}

/// Frames written between two looks at the progress and at Ctrl-C.
const STRETCH: usize = 1 << 15;

/// Writes the sound of a session.
///
/// # Errors
/// [`CommandError::Input`] when there is no such session, it does not load, or what stands under the file's name is no
/// sound file; [`CommandError::Usage`] when the file would be
/// larger than a WAV file can be, [`CommandError::Machine`] when it cannot be written. No file is then left behind, and
/// one that stood there before is as it was.
pub fn run(args: &RenderArgs, context: &Context) -> Result<(), CommandError> {
    let programme = context.programme(&args.session)?;
    let rate = Hertz::new(args.rate).unwrap_or(Hertz::DEFAULT);
    let len = programme.timeline.len();
    let frames = if args.tail { len + TAIL } else { len }.frame(rate);
    let encoder = Encoder::new(args.bits.depth());
    let Some(head) = encoder.head(frames, rate) else {
        let bytes = frames.saturating_mul(2 * u64::from(args.bits.depth().bytes()));
        let gib = bytes.div_ceil(1 << 30);
        return Err(CommandError::Usage(format!(
            "{}: a WAV file holds at most 4 GiB and this one would need {gib}: choose a lower --rate or fewer --bits",
            args.out.display(),
        )));
    };
    let target = target(&args.out)?;
    let renderer = Renderer::new(&programme.timeline, Mix::of(&programme.session), rate);
    let work = Work { renderer, encoder, frames };
    write_file(&target, &head, work).map_err(|error| explain(&args.out, &error))?;
    let (length, bits) = (ClockFace(if args.tail { len + TAIL } else { len }), args.bits.depth().bytes() * 8);
    context.write(|out| {
        writeln!(out, "{}: {length}, {rate} Hz, {bits} bits, stereo", args.out.display(), rate = args.rate)
    })
}

/// One sentence on why a file was not written.
fn explain(path: &Path, error: &io::Error) -> CommandError {
    let path = path.display();
    CommandError::Machine(if error.kind() == io::ErrorKind::Interrupted {
        format!("{path}: stopped; nothing was written")
    } else {
        match error.kind() {
            io::ErrorKind::NotFound => format!("{path}: the file cannot be written: its folder is not there"),
            _ => format!("{path}: the file cannot be written: {error}"),
        }
    })
}

/// Where to write: what a link points to, and never over anything but an earlier sound file.
fn target(path: &Path) -> Result<PathBuf, CommandError> {
    let kept = |why: &str| CommandError::Input(format!("{}: {why}, so nothing was written", path.display()));
    #[expect(clippy::disallowed_methods, reason = "what would be replaced is looked at first")]
    let mut there = match std::fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(path.to_owned()),
        Err(error) => return Err(explain(path, &error)),
        Ok(found) if !found.is_file() => return Err(kept("this is not a regular file")),
        Ok(found) if found.len() == 0 => return path.canonicalize().map_err(|error| explain(path, &error)),
        Ok(_) => std::fs::File::open(path).map_err(|error| explain(path, &error))?,
    };
    let mut head = [0; 4];
    match there.read_exact(&mut head) {
        Ok(()) if &head == b"RIFF" => path.canonicalize().map_err(|error| explain(path, &error)),
        _ => Err(kept("a file that is no WAV file has this name")),
    }
}

/// What makes the bytes of the samples.
struct Work {
    renderer: Renderer,
    encoder: Encoder,
    /// How many frames are still to come.
    frames: u64,
}

impl Work {
    /// Sends all of it, a stretch at a time, in buffers that come back empty; ends early when nobody takes it.
    fn send(mut self, full: &Sender<Vec<u8>>, empty: &Receiver<Vec<u8>>) {
        let mut samples = vec![0.0; 2 * STRETCH];
        while self.frames > 0 {
            let Ok(mut bytes) = empty.recv() else { return };
            let now = usize::try_from(self.frames).unwrap_or(STRETCH).min(STRETCH);
            self.renderer.render(&mut samples[..2 * now]);
            bytes.clear();
            self.encoder.encode(&samples[..2 * now], &mut bytes);
            self.frames -= now as u64;
            if full.send(bytes).is_err() {
                return;
            }
        }
    }
}

/// Writes the file whole or not at all. One thread makes the sound while this one writes it.
fn write_file(path: &Path, head: &[u8], work: Work) -> io::Result<()> {
    let stopped = stop_on_ctrl_c();
    let mut file = AtomicWriteFile::open(path)?;
    file.write_all(head)?;
    let bar = progress(work.frames);
    let (full, made) = channel();
    let (back, empty) = channel();
    thread::scope(|scope| -> io::Result<()> {
        // Taken along, so that the other thread sees when this one gives up.
        let (made, back) = (made, back);
        thread::Builder::new().name("ebb render".into()).spawn_scoped(scope, move || work.send(&full, &empty))?;
        // One buffer is filled while another is written.
        for _ in 0..3 {
            let _ = back.send(Vec::new());
        }
        for bytes in made {
            if stopped.load(Ordering::Relaxed) {
                return Err(io::ErrorKind::Interrupted.into());
            }
            file.write_all(&bytes)?;
            bar.inc(STRETCH as u64);
            let _ = back.send(bytes);
        }
        Ok(())
    })?;
    bar.finish_and_clear();
    // To the disk, then under its name.
    file.commit()
}

/// Set when the user presses Ctrl-C or the program is asked to end.
fn stop_on_ctrl_c() -> Arc<AtomicBool> {
    let stopped = Arc::new(AtomicBool::new(false));
    let told = stopped.clone();
    // Without a handler Ctrl-C still ends the program; only the temporary file would stay.
    let _ = ctrlc::set_handler(move || told.store(true, Ordering::Relaxed));
    stopped
}

/// A bar on standard error, drawn only where a person sees it.
fn progress(frames: u64) -> ProgressBar {
    let seen = io::stderr().is_terminal();
    let target = if seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(frames), target);
    match ProgressStyle::with_template("{wide_bar} {percent:>3} %  {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
