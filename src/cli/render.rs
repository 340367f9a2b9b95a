//! `ebb render`: the sound of a session as a file.
//!
//! The only writer of sound files: under a temporary name beside the final one, which it takes when all is written.

use std::io::{self, BufWriter, IsTerminal as _, Read as _, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use atomic_write_file::AtomicWriteFile;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rodio::Source as _;

use crate::cli::{Context, Failure};
use crate::sound::{Mix, Renderer, SessionSource, TAIL};
use crate::units::Hertz;

/// Which session, and what file.
#[derive(Debug, clap::Args)]
pub struct RenderArgs {
    /// A session file, or a name from `ebb list`
    pub session: String,
    /// The WAV file to write; an earlier WAV file of that name is replaced
    #[arg(long, value_name = "FILE.wav")]
    pub out: PathBuf,
    /// Frames a second, 22050 to 192000
    #[arg(long, value_name = "HZ", default_value_t = 48_000, value_parser = clap::value_parser!(u32).range(22_050..=192_000))]
    pub rate: u32,
    /// Bits a sample: 16 (dithered), 24, or 32 (floating point)
    #[arg(long, value_enum, default_value = "24")]
    pub bits: Bits,
    /// Append the end cue and its fading: four seconds
    #[arg(long)]
    pub tail: bool,
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
    fn count(self) -> u16 {
        match self {
            Self::Sixteen => 16,
            Self::TwentyFour => 24,
            Self::ThirtyTwo => 32,
        }
    }

    fn format(self) -> hound::SampleFormat {
        match self {
            Self::Sixteen | Self::TwentyFour => hound::SampleFormat::Int,
            Self::ThirtyTwo => hound::SampleFormat::Float,
        }
    }
}

/// The most bytes of samples that a WAV file can hold, with room for its heads.
const MOST_BYTES: u64 = u32::MAX as u64 - 1_000;

/// How many samples are written between two looks at the progress and at Ctrl-C.
const STRETCH: usize = 1 << 16;

/// Writes the sound of a session.
///
/// # Errors
/// [`Failure::Input`] when there is no such session, it does not load, or what stands under the file's name is no
/// sound file; [`Failure::Usage`] when the file would be
/// larger than a WAV file can be, [`Failure::Machine`] when it cannot be written. No file is then left behind, and
/// one that stood there before is as it was.
pub fn run(args: &RenderArgs, context: &Context) -> Result<(), Failure> {
    let programme = context.programme(&args.session)?;
    let rate = Hertz::new(args.rate).unwrap_or(Hertz::DEFAULT);
    let len = programme.timeline.len();
    let len = if args.tail { len + TAIL } else { len };
    let bytes = len.frame(rate) * 2 * u64::from(args.bits.count() / 8);
    if bytes > MOST_BYTES {
        let gib = bytes.div_ceil(1 << 30);
        return Err(Failure::Usage(format!(
            "{}: a WAV file holds at most 4 GiB and this one would need {gib}: choose a lower --rate or fewer --bits",
            args.out.display(),
        )));
    }
    let target = target(&args.out)?;
    let source = SessionSource::new(Renderer::new(&programme.timeline, Mix::of(&programme.session), rate), len);
    write_file(&target, source, args.bits).map_err(|error| explain(&args.out, &error))
}

/// One sentence on why a file was not written.
fn explain(path: &Path, error: &hound::Error) -> Failure {
    let path = path.display();
    Failure::Machine(match error {
        hound::Error::IoError(error) if error.kind() == io::ErrorKind::Interrupted => {
            format!("{path}: stopped; nothing was written")
        }
        hound::Error::IoError(error) => format!("{path}: the file cannot be written: {error}"),
        other => format!("{path}: the file cannot be written: {other}"),
    })
}

/// Where to write: what a link points to, and never over anything but an earlier sound file.
fn target(path: &Path) -> Result<PathBuf, Failure> {
    let kept = |why: &str| Failure::Input(format!("{}: {why}, so nothing was written", path.display()));
    #[expect(clippy::disallowed_methods, reason = "what would be replaced is looked at first")]
    let mut there = match std::fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(path.to_owned()),
        Err(error) => return Err(explain(path, &error.into())),
        Ok(found) if !found.is_file() => return Err(kept("this is not a regular file")),
        Ok(found) if found.len() == 0 => return path.canonicalize().map_err(|error| explain(path, &error.into())),
        Ok(_) => std::fs::File::open(path).map_err(|error| explain(path, &error.into()))?,
    };
    let mut head = [0; 4];
    match there.read_exact(&mut head) {
        Ok(()) if &head == b"RIFF" => path.canonicalize().map_err(|error| explain(path, &error.into())),
        _ => Err(kept("a file that is no WAV file has this name")),
    }
}

/// Writes the file whole or not at all.
fn write_file(path: &Path, source: SessionSource, bits: Bits) -> hound::Result<()> {
    let stopped = stop_on_ctrl_c();
    let mut file = AtomicWriteFile::open(path)?;
    let mut buffered = BufWriter::with_capacity(1 << 18, &mut file);
    let result = write_samples(&mut buffered, source, bits, &stopped);
    // Let go of the buffer without writing what is left in it when something went wrong already.
    match result {
        Ok(()) => buffered.flush()?,
        Err(error) => {
            let _ = buffered.into_parts();
            return Err(error);
        }
    }
    drop(buffered);
    // To the disk, then under its name.
    Ok(file.commit()?)
}

fn write_samples(
    out: impl Write + Seek,
    mut source: SessionSource,
    bits: Bits,
    stopped: &AtomicBool,
) -> hound::Result<()> {
    let spec = hound::WavSpec {
        channels: source.channels().get(),
        sample_rate: source.sample_rate().get(),
        bits_per_sample: bits.count(),
        sample_format: bits.format(),
    };
    let mut writer = hound::WavWriter::new(out, spec)?;
    let bar = progress(source.frames_left());
    let mut dither = Dither::new();
    while source.frames_left() > 0 {
        if stopped.load(Ordering::Relaxed) {
            return Err(io::Error::from(io::ErrorKind::Interrupted).into());
        }
        for sample in source.by_ref().take(STRETCH) {
            match bits {
                Bits::Sixteen => writer.write_sample(dither.rounded(sample))?,
                Bits::TwentyFour => writer.write_sample(to_24(sample))?,
                Bits::ThirtyTwo => writer.write_sample(sample)?,
            }
        }
        bar.set_position(bar.length().unwrap_or(0).saturating_sub(source.frames_left()));
    }
    bar.finish_and_clear();
    writer.finalize()
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

/// A sample as a 24-bit number, rounded. The sound is below full scale; what were not would be clipped.
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
struct Dither(u64);

impl Dither {
    fn new() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }

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
