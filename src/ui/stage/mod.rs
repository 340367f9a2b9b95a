//! What do I do this second: the session that plays.
//!
//! Shows what the conductor says is heard and sends it what the keys ask; keeps no time of its own.

mod controls;
mod ending;
mod fit;
mod keys;
mod picture;
mod pose;
mod words;

use std::sync::Arc;

use eframe::egui::{Align2, Color32, Context, CursorIcon, Id, Pos2, Rect, Response, Ui, pos2};

use crate::catalogue::Programme;
use crate::conductor::{Command, Conductor, View};
use crate::output::Status;
use crate::plan::Reason;
use crate::player::State;
use crate::timeline::Moment;
use crate::units::{ClockFace, Time};

use super::action::{Action, Facts};
use super::motion;
use super::theme::{Palette, Type, motion as duration, space, tabular};
use super::widgets;

/// A session on the stage.
#[derive(Debug)]
pub struct Stage {
    programme: Arc<Programme>,
    conductor: Conductor,
    /// The lead-in as it began: its ring is drawn against it.
    lead_in: Time,
    /// Whether it is being asked what Esc meant.
    asking: bool,
    /// When the pointer or a key last moved, in the window's seconds.
    moved: f64,
    /// After a stop: whether it is asked why, and the answer.
    why: Why,
}

/// What is known about a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// It was not stopped, or nothing is asked.
    NotAsked,
    /// Asked and not answered.
    Asked,
    /// Answered.
    Told(Reason),
    /// The question was put away.
    Left,
}

impl Stage {
    /// A session that has begun.
    pub fn new(programme: Arc<Programme>, conductor: Conductor, lead_in: Time, ctx: &Context) -> Self {
        let moved = ctx.input(|input| input.time);
        Self { programme, conductor, lead_in, asking: false, moved, why: Why::NotAsked }
    }

    /// Shows it; asks to leave, or to play it again.
    pub fn ui(&mut self, ui: &mut Ui, facts: &Facts<'_>) -> Option<Action> {
        let view = self.conductor.view();
        let over = matches!(view.state, State::Ended(_));
        let asked = if over { self.ended(ui, facts, &view) } else { self.playing(ui, &view) };
        asked.or_else(|| keys::window(ui))
    }

    fn playing(&mut self, ui: &mut Ui, view: &View) -> Option<Action> {
        let window = ui.max_rect();
        let palette = Palette::of(ui);
        let colour = palette.practice(&self.programme.session.practice);
        match view.state {
            State::LeadIn(left) => self.lead_in_ui(ui, window, left, colour),
            State::Playing(at) | State::Paused(at) => self.moment_ui(ui, window, at, view, colour),
            State::Ready | State::Ended(_) => {}
        }
        if matches!(view.state, State::LeadIn(_) | State::Playing(_) | State::Ready) {
            motion::next_frame(ui.ctx());
        }
        self.controls(ui, window, view)
    }

    fn moment_ui(&self, ui: &mut Ui, window: Rect, at: Time, view: &View, colour: Color32) {
        let timeline = &self.programme.timeline;
        // What is drawn now is seen a moment later: it shows what is heard then.
        let shown = if matches!(view.state, State::Playing(_)) { at + motion::SHOWN_AFTER } else { at };
        let moment = timeline.at(shown);
        picture::draw(ui, window, moment, &self.programme.session, colour);
        let paused = matches!(view.state, State::Paused(_));
        self.foot(ui, window, moment, paused);
        if let Status::Silent(why) | Status::Elsewhere(why) = &view.sound {
            let at = pos2(window.center().x, window.bottom() - space::SMALL);
            let set = (Type::Small, Palette::of(ui).quiet);
            said(ui, "sound", at, Align2::CENTER_BOTTOM, set, why, window.width() - 2.0 * margin(window));
        }
    }

    /// The sentence, what this is, what comes next, and the time left.
    fn foot(&self, ui: &mut Ui, window: Rect, moment: Moment<'_>, paused: bool) {
        let palette = Palette::of(ui);
        let on_water = picture::on_water(moment, &self.programme.session);
        let ink = if on_water { palette.ink } else { palette.quiet };
        let margin = margin(window);
        let width = window.width() - 2.0 * margin;
        let sentence = if paused { Some("Paused. Space goes on.") } else { words::beneath(moment) };
        if let Some(sentence) = sentence {
            // Grows upwards: the row below keeps its place.
            let at = pos2(window.center().x, window.bottom() - 77.0);
            let kind = picture::beneath_type(ui, window, sentence);
            let response = said(ui, "sentence", at, Align2::CENTER_BOTTOM, (kind, ink), sentence, width);
            polite(ui, &response);
        }
        let base = window.bottom() - 54.0;
        let title = &self.programme.session.title;
        let left = words::next(moment).map_or_else(|| title.clone(), |next| format!("Next: {next}"));
        let at = pos2(window.left() + margin, base);
        let room = window.width() - 2.0 * margin - 70.0;
        let rect = widgets::paint_line(ui, at, Align2::LEFT_CENTER, (Type::Body, ink), &left, room);
        widgets::telling(ui, rect, ui.scope_id().with("next"), &left);
        let clock = ClockFace(self.programme.timeline.len() - moment.t).to_string();
        let at = pos2(window.right() - margin, base);
        widgets::paint(ui, at, Align2::RIGHT_CENTER, Type::Body, ink, &tabular(&clock));
        let place = Rect::from_min_max(pos2(at.x - 60.0, base - 12.0), pos2(at.x, base + 12.0));
        widgets::telling(ui, place, Id::unique("time left"), &format!("{clock} left"));
    }

    fn lead_in_ui(&self, ui: &mut Ui, window: Rect, left: Time, colour: Color32) {
        let quiet = Palette::of(ui).quiet;
        let area = picture::area(window, 0.0);
        let done = 1.0 - left.part_of(self.lead_in.max(Time::from_micros(1)));
        picture::lead_in(ui, area, done, left, self.programme.timeline.at(Time::ZERO), colour);
        let at = pos2(window.center().x, window.bottom() - 91.0);
        let response =
            said(ui, "sentence", at, Align2::CENTER_CENTER, (Type::Cue, quiet), "Get comfortable.", window.width());
        polite(ui, &response);
        let at = pos2(window.left() + margin(window), window.bottom() - 54.0);
        let width = window.width() - 2.0 * margin(window);
        let title = fit::on_one_line(ui, Type::Body, &self.programme.session.title, width);
        said(ui, "next", at, Align2::LEFT_CENTER, (Type::Body, quiet), &title, f32::INFINITY);
    }

    /// The bar that fades, the question that Esc asks, and the keys.
    fn controls(&mut self, ui: &mut Ui, window: Rect, view: &View) -> Option<Action> {
        let paused = matches!(view.state, State::Paused(_));
        let time = ui.input(|input| input.time);
        if ui.input(|input| input.pointer.delta() != eframe::egui::Vec2::ZERO || !input.events.is_empty()) {
            self.moved = time;
        }
        if self.asking {
            let answer = controls::question(ui, window);
            return answer.and_then(|answer| self.answer(answer));
        }
        let idle = time - self.moved > duration::IDLE && !paused && !controls::focused(ui);
        let shown = motion::ease(ui.ctx(), Id::unique("controls"), if idle { 0.0 } else { 1.0 }, duration::PLACE);
        if idle && shown == 0.0 {
            ui.ctx().set_cursor_icon(CursorIcon::None);
        }
        let pressed = controls::bar(ui, window, paused, shown);
        let pressed = pressed.or_else(|| keys::stage(ui, paused))?;
        match pressed {
            keys::Wish::Tell(command) => self.conductor.send(command),
            keys::Wish::StopNow => {
                self.conductor.send(Command::Stop);
                // Unanswered, a stop is taken for pain: the practice then rests for the day.
                self.conductor.send(Command::Because(Reason::Pain));
                self.why = Why::Asked;
            }
            keys::Wish::Ask => {
                self.conductor.send(Command::Pause);
                self.asking = true;
            }
        }
        ui.ctx().request_repaint();
        None
    }

    fn answer(&mut self, answer: controls::Answer) -> Option<Action> {
        self.asking = false;
        match answer {
            controls::Answer::GoOn => self.conductor.send(Command::Resume),
            controls::Answer::EndAndKeep => self.conductor.send(Command::Stop),
            controls::Answer::Discard => {
                self.conductor.send(Command::Discard);
                return Some(Action::Leave);
            }
        }
        None
    }

    fn ended(&mut self, ui: &mut Ui, facts: &Facts<'_>, view: &View) -> Option<Action> {
        let State::Ended(outcome) = view.state else { return None };
        match ending::ui(ui, facts, &self.programme, outcome, &view.saved, self.why)? {
            ending::Wish::Today => Some(Action::Leave),
            ending::Wish::Again => Some(Action::Begin(Arc::clone(&self.programme))),
            ending::Wish::LogAnyway => {
                self.conductor.send(Command::LogAnyway);
                None
            }
            ending::Wish::Tell(reason) => {
                self.conductor.send(Command::Because(reason));
                self.why = Why::Told(reason);
                None
            }
            ending::Wish::LeaveUnsaid => {
                self.why = Why::Left;
                None
            }
        }
    }
}

/// The room left and right of what stands on the stage.
fn margin(window: Rect) -> f32 {
    if window.width() < space::NARROW { space::GROUP } else { 60.0 }
}

/// Text at a place in a type and a colour, that a screen reader finds under `id`.
fn said(ui: &Ui, id: &str, at: Pos2, anchor: Align2, set: (Type, Color32), text: &str, width: f32) -> Response {
    let rect = widgets::paint_within(ui, at, anchor, set.0, set.1, text, width);
    widgets::telling(ui, rect, ui.scope_id().with(id), text)
}

/// What a screen reader speaks when it changes, without interrupting.
fn polite(ui: &Ui, response: &Response) {
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(eframe::egui::accesskit::Live::Polite));
}
