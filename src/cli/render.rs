//! `ebb render`: the sound of a session as a file.

use std::path::PathBuf;

use crate::cli::{Context, Failure};

/// Which session, and what file.
#[derive(Debug, clap::Args)]
pub struct RenderArgs {
    /// A session file, or a name from `ebb list`
    pub session: String,
    /// The WAV file to write
    #[arg(long, value_name = "FILE.wav")]
    pub out: PathBuf,
    /// Frames a second
    #[arg(long, value_name = "HZ", default_value_t = 48_000, value_parser = clap::value_parser!(u32).range(8_000..=192_000))]
    pub rate: u32,
    /// Bits a sample
    #[arg(long, value_enum, default_value = "24")]
    pub bits: Bits,
    /// Append the end cue
    #[arg(long)]
    pub tail: bool,
}

/// How a sample is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Bits {
    /// 16-bit whole numbers.
    #[value(name = "16")]
    Sixteen,
    /// 24-bit whole numbers.
    #[value(name = "24")]
    TwentyFour,
    /// 32-bit floating point.
    #[value(name = "32")]
    ThirtyTwo,
}

/// Writes the sound of a session.
///
/// # Errors
/// When there is no such session, it does not load, or the file cannot be written.
pub fn run(args: &RenderArgs, context: &Context) -> Result<(), Failure> {
    context.programme(&args.session)?;
    Err(Failure::Machine("rendering is not part of this build".into()))
}
