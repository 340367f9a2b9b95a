//! `ebb timeline`: what happens when.

use std::borrow::Cow;
use std::io::Write as _;

use serde::Serialize;

use crate::catalogue::Programme;
use crate::cli::{CommandError, Context, plain};
use crate::timeline::{Side, Timeline};
use crate::units::{ClockFace, SixDecimals};
use crate::voice::{Sentence, script};

/// Which session, and how to print it.
#[derive(Debug, clap::Args)]
pub struct TimelineArgs {
    /// A session file, or a name from `ebb list`
    pub session: String,
    /// As JSON instead of CSV
    #[arg(long)]
    pub json: bool,
    /// What the voice says, and when, instead of the table
    #[arg(long, conflicts_with = "json")]
    pub spoken: bool,
}

/// Prints one row per span, or one line per sentence that the voice says, in order.
///
/// # Errors
/// When there is no such session, it does not load, or standard output cannot be written.
pub fn run(args: &TimelineArgs, context: &Context) -> Result<(), CommandError> {
    let programme = context.programme(&args.session)?;
    if args.spoken {
        context.write(|out| {
            script(&programme.timeline).iter().try_for_each(|Sentence { at, words }| {
                writeln!(out, "{:>6}  {}", ClockFace(*at).to_string(), plain::line(words))
            })
        })
    } else if args.json {
        context.write_json(&Whole::of(&programme))
    } else {
        context.write_data(|out| write_csv(&programme.timeline, out))
    }
}

fn write_csv(timeline: &Timeline, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out);
    table.write_record(["start_s", "length_s", "kind", "phase", "side", "round", "cycle", "cue"])?;
    let number = |number: Option<u32>| number.map_or_else(String::new, |number| number.to_string());
    for (index, span) in timeline.spans().iter().enumerate() {
        table.write_record([
            SixDecimals(span.start).to_string().as_str(),
            &SixDecimals(span.len).to_string(),
            span.kind.name(),
            span.phase.name(),
            span.side.map_or("", Side::name),
            &number(span.round),
            &number(span.cycle),
            &timeline.cue(index),
        ])?;
    }
    table.flush()
}

/// The whole table, for scripts.
#[derive(Serialize)]
struct Whole<'a> {
    title: &'a str,
    practice: &'a str,
    total_s: f64,
    practice_s: f64,
    has_holds: bool,
    spans: Vec<SpanRow<'a>>,
}

/// One span, for scripts.
#[derive(Serialize)]
struct SpanRow<'a> {
    start_s: f64,
    length_s: f64,
    kind: &'static str,
    phase: &'static str,
    side: Option<&'static str>,
    round: Option<u32>,
    cycle: Option<u32>,
    cue: Cow<'a, str>,
}

impl<'a> Whole<'a> {
    fn of(programme: &'a Programme) -> Self {
        let timeline = &programme.timeline;
        let rows = timeline.spans().iter().enumerate().map(|(index, span)| SpanRow {
            start_s: span.start.secs(),
            length_s: span.len.secs(),
            kind: span.kind.name(),
            phase: span.phase.name(),
            side: span.side.map(Side::name),
            round: span.round,
            cycle: span.cycle,
            cue: timeline.cue(index),
        });
        Self {
            title: &programme.session.title,
            practice: &programme.session.practice,
            total_s: timeline.len().secs(),
            practice_s: timeline.practice().secs(),
            has_holds: timeline.has_holds(),
            spans: rows.collect(),
        }
    }
}
