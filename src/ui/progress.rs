//! Progress: am I consistent? The weeks as bars, and below them everything that was practised.
//!
//! Computes nothing while it draws: the weeks are worked out once for each state of the journal.

mod bars;
mod form;
mod log;
mod month;
mod table;
mod take;

use std::sync::Arc;

use chrono::NaiveDate;
use eframe::egui::{Rect, Response, Ui, UiBuilder, WidgetInfo, accesskit::Role, pos2, vec2};

use crate::journal::Snapshot;

use super::action::{Action, Facts};
use super::jobs::Transferred;
use super::motion;
use super::theme::{Palette, Type, above, motion as duration, space};
use super::weeks::Weeks;
use super::widgets;

/// How many weeks are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Span {
    #[default]
    Quarter,
    Half,
    Year,
}

impl Span {
    const ALL: [Self; 3] = [Self::Quarter, Self::Half, Self::Year];

    const fn weeks(self) -> u32 {
        match self {
            Self::Quarter => 12,
            Self::Half => 26,
            Self::Year => 52,
        }
    }
}

/// What stands above the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ChartKind {
    #[default]
    Bars,
    Table,
    Month,
    Minutes,
    Ratings,
}

/// What Progress looks like now.
#[derive(Debug, Default)]
pub struct Progress {
    span: Span,
    shown: ChartKind,
    /// A day of the month that is shown; today's at first.
    month: Option<NaiveDate>,
    bars: bars::Bars,
    log: log::Log,
    form: Option<form::Form>,
    take: Option<take::Take>,
    /// When the chart was first shown, in the window's seconds: it grows once.
    since: Option<f64>,
    view: Option<ProgressView>,
}

/// The weeks, and what they were worked out from. Holding the snapshot keeps its address its own.
#[derive(Debug)]
struct ProgressView {
    snapshot: Arc<Snapshot>,
    today: NaiveDate,
    span: Span,
    weeks: Weeks,
    /// A day of the month, and the month.
    any: NaiveDate,
    month: month::Month,
    first: NaiveDate,
}

impl Progress {
    /// Shows the weeks and the log.
    pub fn ui(&mut self, ui: &mut Ui, facts: &Facts<'_>) -> Option<Action> {
        let Some(journal) = facts.journal else {
            waiting(ui, facts);
            return None;
        };
        if self.form.is_some() || self.take.is_some() {
            return self.page(ui, facts);
        }
        self.work_out(journal, facts.today);
        let Some(view) = &self.view else { return None };
        let grown = grown(ui, &mut self.since);
        let (bars, log, span, shown) = (&mut self.bars, &mut self.log, &mut self.span, &mut self.shown);
        if *shown == ChartKind::Ratings && view.weeks.ratings.is_none() {
            *shown = ChartKind::Bars;
        }
        let (asked, of_month, takes) = widgets::scroll(ui, "progress", |ui| {
            widgets::gap(ui, above(ui));
            head(ui, &view.weeks.headline, span);
            let palette = Palette::of(ui);
            widgets::gap(ui, space::HAIR);
            let empty = journal.entries.is_empty();
            widgets::text(ui, Type::Body, palette.quiet, about(*shown, empty));
            views(ui, shown, &view.weeks, empty);
            widgets::gap(ui, space::SMALL);
            let of_month = picture(ui, view, *shown, bars, grown);
            widgets::gap(ui, space::GROUP);
            widgets::text(ui, Type::Body, palette.ink, &view.weeks.this_week);
            if !empty {
                widgets::text(ui, Type::Note, palette.quiet, &view.weeks.totals);
                if facts.settings.run_of_weeks {
                    widgets::text(ui, Type::Note, palette.quiet, &view.weeks.run);
                }
            }
            let takes = widgets::link(ui, TAKE).clicked();
            widgets::gap(ui, space::CARD);
            let asked = log.ui(ui, facts, journal);
            widgets::gap(ui, space::PLACE);
            (asked, of_month, takes)
        });
        match of_month {
            None => {}
            Some(month::MonthAction::Month(any)) => self.month = Some(any),
            Some(month::MonthAction::Day(day)) => self.log.find_day(day),
        }
        self.form = match asked {
            None => None,
            Some(log::LogAction::Add) => Some(form::Form::new(facts, facts.today)),
            Some(log::LogAction::Open(entry)) => Some(form::Form::of(*entry)),
        };
        self.take = takes.then(|| take::Take::new(facts.today));
        if takes || self.form.is_some() || of_month.is_some() {
            ui.ctx().request_repaint();
        }
        None
    }

    /// Says what came of an export or an import.
    pub(super) fn hear(&mut self, outcome: Result<Transferred, String>) {
        if let Some(take) = &mut self.take {
            take.hear(outcome);
        }
    }

    /// What stands on a page of its own: an entry, or what is taken along.
    fn page(&mut self, ui: &mut Ui, facts: &Facts<'_>) -> Option<Action> {
        if let Some(form) = &mut self.form {
            let next = form.ui(ui, facts);
            if matches!(next, form::FormAction::Close) {
                self.form = None;
                ui.ctx().request_repaint();
            }
            return form::action(&next);
        }
        match self.take.as_mut()?.ui(ui) {
            take::TakeAction::Stay => None,
            take::TakeAction::Ask(action) => Some(action),
            take::TakeAction::Close => {
                self.take = None;
                ui.ctx().request_repaint();
                None
            }
        }
    }

    /// The weeks anew, when the journal, the day or the choice is another than last time.
    fn work_out(&mut self, journal: &Arc<Snapshot>, today: NaiveDate) {
        let any = self.month.unwrap_or(today);
        let holds = |view: &ProgressView| {
            Arc::ptr_eq(&view.snapshot, journal) && (view.today, view.span, view.any) == (today, self.span, any)
        };
        if self.view.as_ref().is_some_and(holds) {
            return;
        }
        let (plan, entries) = (journal.plan(today), &journal.entries);
        self.view = Some(ProgressView {
            snapshot: Arc::clone(journal),
            today,
            span: self.span,
            weeks: Weeks::of(&plan, entries, today, self.span.weeks()),
            any,
            month: month::Month::of(&plan, entries, any, today),
            first: month::first_day(&plan, entries, today),
        });
    }
}

/// What is shown, in a sentence.
fn about(shown: ChartKind, empty: bool) -> &'static str {
    match shown {
        _ if empty => INVITING,
        ChartKind::Bars => EXPLAINING,
        ChartKind::Table => TABLE_ABOUT,
        ChartKind::Month => MONTH_ABOUT,
        ChartKind::Minutes => MINUTES_ABOUT,
        ChartKind::Ratings => RATINGS_ABOUT,
    }
}

/// The words that choose what is shown.
fn views(ui: &mut Ui, shown: &mut ChartKind, weeks: &Weeks, empty: bool) {
    if empty {
        return;
    }
    let mut words = vec![
        (ChartKind::Bars, BARS),
        (ChartKind::Table, TABLE),
        (ChartKind::Month, MONTH),
        (ChartKind::Minutes, MINUTES),
    ];
    if weeks.ratings.is_some() {
        words.push((ChartKind::Ratings, RATINGS));
    }
    widgets::gap(ui, space::NEAR);
    widgets::choice(ui, SHOW, &words, shown);
}

fn picture(
    ui: &mut Ui,
    view: &ProgressView,
    shown: ChartKind,
    bars: &mut bars::Bars,
    grown: f32,
) -> Option<month::MonthAction> {
    let one = std::slice::from_ref;
    match shown {
        ChartKind::Bars => bars.ui(ui, &view.weeks, &view.weeks.rows, grown),
        ChartKind::Minutes => bars.ui(ui, &view.weeks, one(&view.weeks.minutes), grown),
        ChartKind::Ratings => bars.ui(ui, &view.weeks, view.weeks.ratings.as_ref().map_or(&[], one), grown),
        ChartKind::Table => table::ui(ui, &view.weeks, view.today),
        ChartKind::Month => return month::ui(ui, &view.month, view.any, view.first, view.today),
    }
    None
}

/// How far the chart has risen, 0…1.
fn grown(ui: &Ui, since: &mut Option<f64>) -> f32 {
    if motion::reduced(ui.ctx()) {
        return 1.0;
    }
    let time = ui.input(|input| input.time);
    #[expect(clippy::cast_possible_truncation, reason = "a part 0…1")]
    let part = ((time - *since.get_or_insert(time)) / f64::from(duration::CHART)).min(1.0) as f32;
    if part < 1.0 {
        motion::next_frame(ui.ctx());
    }
    part * part * (3.0 - 2.0 * part)
}

const EXPLAINING: &str = "Bars are what you did, the line is what that week asked. Striped weeks were paused.";
const TABLE_ABOUT: &str = "The same weeks in words, the newest first.";
const MONTH_ABOUT: &str =
    "A large mark counted, a small one was something, a stroke was a pause. A day opens what was done.";
const MINUTES_ABOUT: &str = "All minutes of each week together. The plan asks for its own; this only adds up.";
const RATINGS_ABOUT: &str =
    "The middle of what you noted each week, before and after. A diary, not a medical measure: it proves nothing.";
const TAKE: &str = "For a provider, and to take along";
const SHOW: &str = "Show";
const BARS: &str = "weeks";
const TABLE: &str = "as a table";
const MONTH: &str = "month";
const MINUTES: &str = "minutes";
const RATINGS: &str = "ratings";
const INVITING: &str = "The short line is what this week asks. A bar rises to it with every session; one you did elsewhere can be added below.";

fn waiting(ui: &mut Ui, facts: &Facts<'_>) {
    let palette = Palette::of(ui);
    widgets::gap(ui, above(ui));
    widgets::heading(ui, Type::Heading, palette.ink, "Progress");
    widgets::gap(ui, space::HAIR);
    let said =
        if facts.troubles.is_empty() { "One moment: the journal is being opened." } else { "The journal is not open." };
    widgets::text(ui, Type::Body, palette.quiet, said);
}

/// The headline, and how many weeks to show: beside it, or below where there is no room.
fn head(ui: &mut Ui, headline: &str, span: &mut Span) {
    let palette = Palette::of(ui);
    let whole = ui.available_width();
    let words: Vec<(Span, String)> = Span::ALL.map(|one| (one, label(one, *span))).into();
    let width: f32 = words.iter().map(|(_, word)| word_width(ui, word)).sum::<f32>() + 2.0 * GAP;
    let beside = whole - width - space::GROUP;
    let headline_width = ui.painter().layout_job(Type::Heading.job(headline, palette.ink, f32::INFINITY)).size().x;
    let shown = ui.scope(|ui| {
        if headline_width <= beside {
            ui.set_max_width(beside);
        }
        widgets::heading(ui, Type::Heading, palette.ink, headline)
    });
    let row = if headline_width <= beside {
        let middle = shown.response.rect.center().y;
        Rect::from_min_size(
            pos2(ui.min_rect().left() + whole - width, middle - space::TOUCH / 2.0),
            vec2(width, space::TOUCH),
        )
    } else {
        ui.allocate_space(vec2(width, space::TOUCH)).1
    };
    let layout = eframe::egui::Layout::left_to_right(eframe::egui::Align::Center);
    let mut child = ui.new_child(UiBuilder::new().max_rect(row).layout(layout));
    for (one, word) in &words {
        let response = widgets::word(&mut child, Type::Body, word, one == span);
        name_span(&response, *one, one == span);
        if response.clicked() {
            *span = *one;
        }
        child.add_space(GAP);
    }
}

/// Between the numbers of weeks.
const GAP: f32 = 10.0;

fn label(one: Span, chosen: Span) -> String {
    if one == chosen { format!("{} weeks", one.weeks()) } else { one.weeks().to_string() }
}

fn word_width(ui: &Ui, word: &str) -> f32 {
    let palette = Palette::of(ui);
    ui.painter().layout_job(Type::Body.job(word, palette.ink, f32::INFINITY)).size().x
}

fn name_span(response: &Response, span: Span, chosen: bool) {
    let name = format!("{} weeks", span.weeks());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &name));
}
