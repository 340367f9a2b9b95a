//! What the terminal says about a moment of a session: plain text, no control characters.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::plan::{self, Plan, PracticeWeek, TargetKind};
use crate::session::{Step, Stretch};
use crate::timeline::{Kind, Moment, Phase, Side, Timeline};
use crate::units::{ClockFace, Time};

/// Cells of the bar.
const BAR: usize = 24;

/// The signs of a bar: filled, and not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Signs(pub(super) char, pub(super) char);

impl Signs {
    /// Where a terminal shows more than ASCII.
    pub(super) const FINE: Self = Self('━', '┄');
    /// Everywhere.
    pub(super) const PLAIN: Self = Self('=', '-');
}

/// The one line of a moment: what to do, how far, how long still, what comes next; at most `width` columns.
pub(super) fn playing(moment: Moment<'_>, len: Time, signs: Signs, width: usize) -> String {
    let next = moment.next_written().map(|step| format!("   then {}", name(step))).unwrap_or_default();
    let left = ClockFace(len - moment.t).to_string();
    clip(&format!("{:<18} {}  {left:>5} left{next}", doing(moment), bar(fill(moment), signs)), width)
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
fn bar(part: f64, Signs(filled, empty): Signs) -> String {
    let cells = (part.clamp(0.0, 1.0) * BAR as f64).round() as usize;
    (0..BAR).map(|cell| if cell < cells { filled } else { empty }).collect()
}

/// What to do at a moment: the author's word, else the phase; with the side where there is one.
pub(super) fn doing(moment: Moment<'_>) -> String {
    let span = moment.span();
    let word = moment.word().unwrap_or(match span.phase {
        Phase::Prepare => "get ready",
        Phase::Inhale => "breathe in",
        Phase::TopUp => "a little more",
        Phase::HoldIn | Phase::HoldOut => "hold",
        Phase::Exhale => "breathe out",
        Phase::Cue => "follow",
        Phase::Tense => "tense",
        Phase::Release => "release",
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
    plain(&said)
}

/// The lines that introduce a step: when it begins, what it is called and how it is done.
pub(super) fn introduction(timeline: &Timeline, index: usize) -> Vec<String> {
    let Some(step) = timeline.steps().get(index) else { return Vec::new() };
    let written = timeline.written(step);
    let amount = breaths(timeline, index).unwrap_or_else(|| ClockFace(step.len).to_string());
    let mut lines = vec![format!("{:>6}  {} ({amount})", ClockFace(step.start).to_string(), name(written))];
    if let Step::Stretch(Stretch { how: Some(how), .. }) = written {
        lines.push(format!("{:>6}  {}", "", plain(how)));
    }
    lines
}

fn breaths(timeline: &Timeline, index: usize) -> Option<String> {
    let spans = timeline.spans().iter().filter(|span| span.step == index && span.kind == Kind::Breathe);
    let count = spans.filter_map(|span| span.cycle).max()?;
    Some(if count == 1 { "1 breath".into() } else { format!("{count} breaths") })
}

/// How a practice's week stands: what is done, what was asked, what is left.
pub(super) fn week(plan: &Plan, practice: &PracticeWeek) -> String {
    let named = plan.practices.iter().find(|named| named.id == practice.id);
    let name = plain(named.map_or(&practice.id, |named| &named.name));
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

/// An author's text in one line: whatever a terminal would obey becomes a space.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect()
}

/// As much of the text as fits into `width` columns.
pub(super) fn clip(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 0;
    let fits = |sign: &char| {
        used += sign.width().unwrap_or(0);
        used < width
    };
    text.chars().take_while(fits).chain(['…']).collect()
}
