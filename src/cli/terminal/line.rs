//! What the terminal says about a moment of a session: plain text, no control characters.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::cli::plain;
use crate::plan::{self, Plan, PracticeWeek, TargetKind};
use crate::session::{Part, Step};
use crate::timeline::{Kind, Moment, Phase, Side, Timeline};
use crate::units::{ClockFace, Time};

/// Cells of the bar.
const BAR: usize = 24;
/// Columns of what to do.
const WORD: usize = 18;

/// The signs of a bar: filled, and not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Signs(pub(super) char, pub(super) char);

impl Signs {
    /// Where a terminal shows more than ASCII.
    pub(super) const FINE: Self = Self('━', '┄');
    /// Everywhere.
    pub(super) const PLAIN: Self = Self('=', '-');
}

/// How a part of the line is to look, where a terminal can do more than one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Plain,
    Strong,
    Breath,
    Quiet,
}

/// One line: its parts from left to right.
pub(super) type Line = Vec<(Ink, String)>;

/// A line of one part.
pub(super) fn plainly(text: impl Into<String>) -> Line {
    vec![(Ink::Plain, text.into())]
}

/// The line of a moment: what to do, how far, how long still; and at its end what was just changed, or what comes next.
pub(super) fn playing(moment: Moment<'_>, len: Time, signs: Signs, notice: Option<&str>) -> Line {
    let next = || moment.next_written().map(|step| format!("then {}", name(step)));
    let last = notice.map(str::to_owned).or_else(next).map(|text| format!("   {text}")).unwrap_or_default();
    let left = ClockFace(len - moment.t).to_string();
    let (filled, empty) = bar(fill(moment), signs);
    vec![
        (Ink::Strong, padded(&doing(moment), WORD)),
        (Ink::Breath, format!(" {filled}")),
        (Ink::Quiet, empty),
        (Ink::Plain, format!("  {left:>5} left")),
        (if notice.is_some() { Ink::Strong } else { Ink::Quiet }, last),
    ]
}

/// How far the bar is filled: with the breath in a breath, else with the time of the phase.
fn fill(moment: Moment<'_>) -> f64 {
    if moment.span().phase.is_breath() { moment.fullness() } else { moment.progress() }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a part of a bar's few cells"
)]
fn bar(part: f64, Signs(filled, empty): Signs) -> (String, String) {
    let cells = (part.clamp(0.0, 1.0) * BAR as f64).round() as usize;
    ((0..cells).map(|_| filled).collect(), (cells..BAR).map(|_| empty).collect())
}

/// As many columns at least.
fn padded(text: &str, columns: usize) -> String {
    text.to_owned() + &" ".repeat(columns.saturating_sub(text.width()))
}

/// What to do at a moment: the author's word, else the phase; with the side where there is one.
pub(super) fn doing(moment: Moment<'_>) -> String {
    let span = moment.span();
    let word = moment.word().map(|word| plain::line(&word));
    let word = word.as_deref().unwrap_or(match span.phase {
        Phase::Prepare => "get ready",
        Phase::Breath(Part::Inhale) => "breathe in",
        Phase::Breath(Part::TopUp) => "a little more",
        Phase::Breath(Part::HoldIn | Part::HoldOut) => "hold",
        Phase::Breath(Part::Exhale) => "breathe out",
        Phase::Cue => "follow",
        Phase::Tense => "tense",
        Phase::Release => "release",
        Phase::Into => "get into it",
        Phase::Hold => "stay",
        Phase::Switch => "change sides",
        Phase::Rest => "rest",
    });
    match span.side {
        Some(Side::Left) => format!("left: {word}"),
        Some(Side::Right) => format!("right: {word}"),
        None => word.to_owned(),
    }
}

/// What a step is called, in one line.
pub(super) fn name(step: &Step) -> String {
    let said = match step {
        Step::Prepare { say, .. } => say.clone().unwrap_or_else(|| "Get ready".into()),
        Step::Rest { say, .. } => say.clone().unwrap_or_else(|| "Rest".into()),
        Step::Breathe(breathe) => breathe.cue.clone().unwrap_or_else(|| "Breathing".into()),
        Step::Cue { say, .. } => say.clone(),
        Step::Tense { group, say, .. } => say.clone().unwrap_or_else(|| group.clone()),
        Step::Stretch(stretch) => stretch.pose.clone(),
        Step::Repeat { .. } => String::new(),
    };
    plain::line(&said)
}

/// The lines that introduce a step: when it begins, what it is called and how it is done.
pub(super) fn introduction(timeline: &Timeline, index: usize) -> Vec<String> {
    let Some(step) = timeline.steps().get(index) else { return Vec::new() };
    let written = timeline.written(step);
    let amount = breaths(timeline, index).unwrap_or_else(|| ClockFace(step.len).to_string());
    let mut lines = vec![format!("{:>6}  {} ({amount})", ClockFace(step.start).to_string(), name(written))];
    lines.extend(timeline.at(step.start).how().map(|how| format!("{:>6}  {}", "", plain::line(&how))));
    lines
}

/// The line that introduces the other side of a stretch, where its author says which side does what.
pub(super) fn other_side(moment: Moment<'_>) -> Option<String> {
    moment.how_anew().map(|how| format!("{:>6}  {}", "", plain::line(&how)))
}

fn breaths(timeline: &Timeline, index: usize) -> Option<String> {
    let spans = timeline.spans().iter().filter(|span| span.step == index && span.kind == Kind::Breathe);
    let count = spans.filter_map(|span| span.cycle).max()?;
    Some(if count == 1 { "1 breath".into() } else { format!("{count} breaths") })
}

/// How a practice's week stands: what is done, what was asked, what is left.
pub(super) fn week(plan: &Plan, practice: &PracticeWeek) -> String {
    let named = plan.practices.iter().find(|named| named.id == practice.id);
    let name = plain::line(named.map_or(&practice.id, |named| &named.name));
    let PracticeWeek { done, required, .. } = practice;
    let unit = match practice.kind {
        TargetKind::Days => "day",
        TargetKind::Sessions => "session",
        TargetKind::Minutes => "minute",
        TargetKind::None => return format!("{name}: {} minutes this week.", practice.minutes),
    };
    if *required == 0 {
        return format!("{name}: nothing is asked this week.");
    }
    let plural = if *required == 1 { "" } else { "s" };
    format!("{name}: {done} of {required} {unit}{plural} this week; {}.", plan::left(practice))
}

/// How many columns a line takes.
pub(super) fn columns(line: &Line) -> usize {
    line.iter().map(|(_, text)| text.width()).sum()
}

/// As much of the line as fits into `width` columns.
pub(super) fn clip(line: &Line, width: usize) -> Line {
    if columns(line) <= width {
        return line.clone();
    }
    // The last column is for the sign that there is more.
    let mut room = width.saturating_sub(1);
    let mut clipped = Line::new();
    for (ink, text) in line {
        let whole = text.width() <= room;
        let fits = |sign: &char| {
            let columns = sign.width().unwrap_or(0);
            let fits = columns <= room;
            room = room.saturating_sub(columns);
            fits
        };
        clipped.push((*ink, text.chars().take_while(fits).collect()));
        if !whole {
            break;
        }
    }
    clipped.extend(plainly("…"));
    clipped
}

/// A text broken between words into lines of at most `width` columns; a longer word stands alone.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    if text.width() <= width {
        return vec![text.to_owned()];
    }
    let indent: String = text.chars().take_while(|sign| *sign == ' ').collect();
    let mut lines = Vec::new();
    let mut line = indent.clone();
    for word in text.split_whitespace() {
        let apart = usize::from(line.len() > indent.len());
        if apart == 1 && line.width() + 1 + word.width() > width {
            lines.push(std::mem::replace(&mut line, indent.clone() + word));
            continue;
        }
        line += &" ".repeat(apart);
        line += word;
    }
    lines.push(line);
    lines
}
