//! `ebb check`: everything that is wrong with session files, and what those come to that are fine.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::catalogue::{self, Programme};
use crate::cli::{CommandError, Context, plain};
use crate::plan;
use crate::reading::nearest;
use crate::session::Step;
use crate::ui::pose;
use crate::ui::words::exact_length;

/// Which files.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// Session files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// Prints every problem of every file, sorted by place. Of a file that is fine: its title, how long it is, how much of
/// that counts, and what may not be meant.
///
/// # Errors
/// [`CommandError::Told`] when any file is wrong; what may not be meant is no mistake.
pub fn run(args: &CheckArgs, context: &Context) -> Result<(), CommandError> {
    let read: Vec<_> = args.files.iter().map(|file| (file, catalogue::open(file))).collect();
    context.write(|out| {
        read.iter().try_for_each(|(file, read)| match read {
            Ok(programme) => told(file, programme).iter().try_for_each(|line| writeln!(out, "{line}")),
            Err(text) => out.write_all(text.as_bytes()),
        })
    })?;
    if read.iter().any(|(_, read)| read.is_err()) { Err(CommandError::Told) } else { Ok(()) }
}

/// What a session comes to, and what may not be meant in it.
fn told(file: &Path, programme: &Programme) -> Vec<String> {
    let (session, timeline) = (&programme.session, &programme.timeline);
    let path = plain::line(&file.display().to_string());
    let practice = &session.practice;
    let counts = if timeline.len() == timeline.practice() {
        format!("all of it counts for {practice}")
    } else {
        format!("{} count for {practice}", exact_length(timeline.practice()))
    };
    let (title, whole) = (plain::line(&session.title), exact_length(timeline.len()));
    let mut lines = vec![format!("{path}: {title}: {whole}, {counts}")];
    let warning = |what: String| format!("{path}: note: {what}");
    if !plan::shipped_practices().any(|known| known == practice) {
        let near = nearest(practice, plan::shipped_practices());
        let hint = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
        lines.push(warning(format!("no plan that comes with Ebb has a practice {practice}{hint}")));
    }
    let drawing = |step: &Step| if let Step::Stretch(stretch) = step { stretch.drawing.clone() } else { None };
    let drawings: BTreeSet<String> = timeline.leaves().iter().filter_map(drawing).collect();
    for name in drawings.iter().filter(|name| pose::named(name).is_none()) {
        let near = nearest(name, pose::names());
        let hint = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
        lines.push(warning(format!("there is no drawing {name}: nothing is drawn{hint}")));
    }
    lines
}
