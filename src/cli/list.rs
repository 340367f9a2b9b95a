//! `ebb list`: the catalogue.

use std::io::{self, Write};

use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use crate::catalogue::{Catalogue, Item};
use crate::cli::{CommandError, Context, plain};
use crate::units::ClockFace;

/// How to list.
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// As JSON, for scripts
    #[arg(long)]
    pub json: bool,
}

/// Prints every session, also those that do not load.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(args: &ListArgs, context: &Context) -> Result<(), CommandError> {
    let catalogue = context.catalogue();
    if args.json {
        context.write_json(&catalogue.items.iter().map(SessionRow::of).collect::<Vec<_>>())
    } else {
        context.write(|out| write_table(&catalogue, out))
    }
}

/// One line for each session; under one that does not load, why.
fn write_table(catalogue: &Catalogue, out: &mut impl Write) -> io::Result<()> {
    let longest = |width: fn(&Item) -> usize| catalogue.items.iter().map(width).max().unwrap_or(0);
    let names = longest(|item| plain::line(&item.name).width());
    let practices = longest(|item| item.loaded.as_ref().map_or(0, |loaded| loaded.session.practice.width()));
    for item in &catalogue.items {
        match &item.loaded {
            Ok(loaded) => {
                let length = ClockFace(loaded.timeline.len()).to_string();
                let (practice, title) = (&loaded.session.practice, plain::line(&loaded.session.title));
                let holds = if loaded.timeline.has_holds() { "  (holds)" } else { "" };
                let own = if item.own { "  (own)" } else { "" };
                let (pad, gap) = (blank(names - plain::line(&item.name).width()), blank(practices - practice.width()));
                writeln!(out, "{}{pad}  {length:>7}  {practice}{gap}  {title}{holds}{own}", plain::line(&item.name))?;
            }
            Err(why) => {
                writeln!(out, "{}  does not load:", plain::line(&item.name))?;
                why.lines().try_for_each(|line| writeln!(out, "    {line}"))?;
            }
        }
    }
    Ok(())
}

fn blank(width: usize) -> String {
    " ".repeat(width)
}

/// One session, for scripts: what is unknown is null.
#[derive(Serialize)]
struct SessionRow<'a> {
    name: &'a str,
    title: Option<&'a str>,
    practice: Option<&'a str>,
    total_s: Option<f64>,
    practice_s: Option<f64>,
    has_holds: Option<bool>,
    own: bool,
    path: Option<String>,
    error: Option<&'a str>,
}

impl<'a> SessionRow<'a> {
    fn of(item: &'a Item) -> Self {
        let loaded = item.loaded.as_ref().ok();
        Self {
            name: &item.name,
            title: loaded.map(|loaded| loaded.session.title.as_str()),
            practice: loaded.map(|loaded| loaded.session.practice.as_str()),
            total_s: loaded.map(|loaded| loaded.timeline.len().secs()),
            practice_s: loaded.map(|loaded| loaded.timeline.practice().secs()),
            has_holds: loaded.map(|loaded| loaded.timeline.has_holds()),
            own: item.own,
            path: item.path.as_ref().map(|path| path.display().to_string()),
            error: item.loaded.as_ref().err().map(String::as_str),
        }
    }
}
