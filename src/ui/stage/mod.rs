//! What do I do this second: the session that plays.
//!
//! Shows what the playback says is heard and sends it what the keys ask; keeps no time of its own.

mod actions;
mod asking;
mod controls;
mod ending;
pub(super) mod fit;
mod foot;
mod frame;
mod handle;
mod keys;
mod lead_in;
mod light;
mod list;
mod loudness;
mod miniature;
mod muscle;
mod notice;
mod page;
mod picture;
mod pose;
mod rating;
mod words;

use std::sync::Arc;

use eframe::egui::{Align2, Color32, Context, CursorIcon, Id, Pos2, Rect, Response, Ui, Vec2, accesskit::Live, pos2};

use crate::catalogue::Programme;
use crate::output::Status;
use crate::playback::{Command, Playback, View};
use crate::player::State;
use crate::session::{Pacer, Step};
use crate::settings::Settings;
use crate::units::Time;

use super::action::{Action, Facts};
use super::motion;
use super::pacer::LeadIn;
use super::safety::WhenToStop;
use super::theme::{Palette, Type, motion as duration, space};
use super::widgets;

use actions::StageAction;
use asking::{Leaving, LeavingAnswer};
use controls::Control;
use ending::Why;
use frame::Frame;
use light::Light;
pub(super) use miniature::draw as miniature;
use notice::Notice;
use rating::Ratings;

/// A session on the stage.
#[derive(Debug)]
pub struct Stage {
    programme: Arc<Programme>,
    playback: Playback,
    /// The lead-in as it began: its ring is drawn against it.
    lead_in: Time,
    /// What stands over the picture.
    over: Overlay,
    /// When the pointer or a key last moved, in the window's seconds.
    moved: f64,
    /// The pacer that was chosen during this play.
    pacer: Option<Pacer>,
    /// Whether there is nothing to read.
    hides_words: bool,
    light: Light,
    frame: Frame,
    notice: Notice,
    answers: Answers,
}

/// What was answered before it began and after it ended.
#[derive(Debug, Default)]
struct Answers {
    /// After a stop: whether it is asked why, and the answer.
    why: Why,
    ratings: Ratings,
    /// What is written on the end page, and what of it was handed over.
    note: String,
    noted: String,
}

/// What stands over the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Overlay {
    Nothing,
    /// How to leave: asked over the paused session.
    Leaving(Leaving),
    /// The list of keys; the session goes on beneath it.
    Keys,
    /// What to take care of. The session is paused and, if it played before, goes on after it.
    Care(BeforeCare),
    /// On the end page: when to stop, and when to see someone.
    WhenToStop(WhenToStop),
}

/// What a session did before something was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BeforeCare {
    Played,
    Paused,
}

/// How a moment is shown.
#[derive(Clone, Copy, Debug)]
struct Look {
    /// Whether numbers are.
    numbers: bool,
    /// Whether words are.
    words: bool,
    /// Whether a screen reader is told each phase of a breath.
    announce: bool,
    pacer: Pacer,
    colour: Color32,
    /// How much room above the picture is taken.
    above: f32,
}

impl Stage {
    /// A session that has begun.
    pub fn new(programme: Arc<Programme>, playback: Playback, lead_in: Time, ctx: &Context) -> Self {
        Self {
            programme,
            playback,
            lead_in,
            over: Overlay::Nothing,
            moved: ctx.input(|input| input.time),
            pacer: None,
            hides_words: false,
            light: Light::Full,
            frame: Frame::default(),
            notice: Notice::default(),
            answers: Answers::default(),
        }
    }

    /// Shows it; asks to leave, to play it again, or to keep a setting.
    pub fn ui(&mut self, ui: &mut Ui, facts: &Facts<'_>) -> Option<Action> {
        let view = self.playback.view();
        let veil = light::ui(ui, self.light);
        let asked = if matches!(view.state, State::Ended(_)) {
            self.ended(ui, facts, &view)
        } else {
            self.playing(ui, facts, &view)
        };
        veil.draw(ui);
        asked
    }

    /// What it is called.
    pub(super) fn title(&self) -> &str {
        &self.programme.session.title
    }

    /// Takes note of settings that were changed meanwhile: what is loud or silent.
    pub(super) fn heed(&self, settings: &Settings) {
        self.playback.send(Command::Levels(settings.levels()));
    }

    /// Whether closing the window now would end a session that is not over.
    pub(super) fn is_under_way(&self) -> bool {
        !matches!(self.playback.view().state, State::Ended(_))
    }

    /// Whether it is over and nothing is asked or told about that.
    pub(super) fn is_over_unasked(&self) -> bool {
        self.answers.why == Why::NotAsked && !self.is_under_way()
    }

    /// Asks how to leave before the window closes. Asked a second time, the window just closes: what was practised is
    /// kept.
    pub(super) fn ask_before_closing(&mut self) -> CloseRequest {
        if self.over == Overlay::Leaving(Leaving::Window) || !self.is_under_way() {
            return CloseRequest::Now;
        }
        self.playback.send(Command::Pause);
        self.over = Overlay::Leaving(Leaving::Window);
        CloseRequest::Asked
    }

    /// Leaves the window as places know it, and hands over a note that is still being written.
    pub(super) fn leave(&mut self, ctx: &Context) {
        self.hand_over_note();
        self.frame.leave(ctx);
    }

    fn look(&self, settings: &Settings, palette: &Palette) -> Look {
        let session = &self.programme.session;
        Look {
            numbers: settings.numbers,
            words: !self.hides_words,
            announce: settings.announce,
            pacer: self.pacer.or(session.pacer).unwrap_or(settings.pacer),
            colour: palette.practice(&session.practice),
            above: 0.0,
        }
    }

    fn playing(&mut self, ui: &mut Ui, facts: &Facts<'_>, view: &View) -> Option<Action> {
        let window = ui.max_rect();
        let title = widgets::telling(ui, window, ui.scope_id().with("title"), self.title());
        widgets::is_heading(ui, title.id, Type::Title, self.title());
        // Beneath a card there is the picture, and nothing to read.
        let clear = matches!(self.over, Overlay::Nothing | Overlay::WhenToStop(_));
        let look = self.look(facts.settings, Palette::of(ui));
        let look = Look { words: look.words && clear, ..look };
        let asked = if facts.settings.ratings && look.words { rating::height(ui, rating::width(window)) } else { 0.0 };
        let rated = match view.state {
            State::LeadIn(left) => {
                let (first, title) = (view.timeline.at(Time::ZERO), &self.programme.session.title);
                lead_in::draw(ui, window, LeadIn { left, whole: self.lead_in }, first, title, look, asked);
                motion::next_frame(ui.ctx());
                self.ready_ui(ui, window, facts)
            }
            // A page that covers everything.
            State::Playing(_) | State::Paused(_) if matches!(self.over, Overlay::Care(_)) => None,
            State::Playing(at) | State::Paused(at) => {
                let preparing = matches!(view.timeline.at(at).written(), Step::Prepare { .. });
                let above = if preparing && asked > 0.0 { asked + rating::BELOW } else { 0.0 };
                self.moment_ui(ui, window, at, view, Look { above, ..look });
                if preparing { self.ready_ui(ui, window, facts) } else { None }
            }
            State::Ready | State::Ended(_) => None,
        };
        if view.state == State::Ready {
            motion::next_frame(ui.ctx());
        }
        rated.or_else(|| self.over_ui(ui, window, facts, view))
    }

    fn moment_ui(&self, ui: &mut Ui, window: Rect, at: Time, view: &View, look: Look) {
        // What is drawn now is seen a moment later: it shows what is heard then.
        let shown = if matches!(view.state, State::Playing(_)) { at + motion::SHOWN_AFTER } else { at };
        let moment = view.timeline.at(shown);
        let stands = picture::draw(ui, window, moment, &self.programme.session, look);
        if matches!(view.state, State::Playing(_)) {
            motion::frame_after(ui.ctx(), stands);
        }
        let left = view.timeline.len() - moment.t;
        let paused = matches!(view.state, State::Paused(_));
        if look.words || paused && self.over == Overlay::Nothing {
            foot::draw(ui, window, moment, left, &self.programme.session, look, paused);
        }
    }

    /// What stands over the picture: the controls, or what was asked for.
    fn over_ui(&mut self, ui: &mut Ui, window: Rect, facts: &Facts<'_>, view: &View) -> Option<Action> {
        match self.over {
            Overlay::Leaving(leaving) => {
                let answer = asking::question(ui, window, leaving)?;
                self.answer(ui.ctx(), leaving, answer)
            }
            Overlay::Keys => match list::ui(ui, window, |action| self.value(action, facts.settings, view)) {
                None => None,
                Some(list::ListAction::Close) => self.close_page(),
                Some(list::ListAction::For(action)) => {
                    if !action.only_changes_a_value() {
                        self.over = Overlay::Nothing;
                    }
                    self.handle(ui.ctx(), action, facts, view)
                }
            },
            Overlay::Care(before) => {
                let caution = self.programme.session.caution.as_deref();
                if !page::care(ui, window, caution) {
                    return None;
                }
                if before == BeforeCare::Played {
                    self.playback.send(Command::Resume);
                }
                self.close_page()
            }
            Overlay::Nothing | Overlay::WhenToStop(_) => self.controls(ui, window, facts, view),
        }
    }

    fn close_page(&mut self) -> Option<Action> {
        self.over = Overlay::Nothing;
        None
    }

    /// The words that fade, the line of what was just chosen, and the keys.
    fn controls(&mut self, ui: &mut Ui, window: Rect, facts: &Facts<'_>, view: &View) -> Option<Action> {
        let paused = matches!(view.state, State::Paused(_));
        let time = ui.input(|input| input.time);
        if ui.input(|input| input.pointer.delta() != Vec2::ZERO || !input.events.is_empty()) {
            self.moved = time;
        }
        let row = self.row(ui.ctx(), facts.settings, view);
        let bar = controls::fitting(window, Self::bar(view), Control::new(StageAction::Keys, "keys", "All keys"));
        let focused = controls::focused(ui, &bar) || controls::focused(ui, &row) || loudness::focused(ui);
        let idle = time - self.moved > duration::IDLE && !paused && !focused;
        let shown = motion::ease(ui.ctx(), Id::unique("controls"), if idle { 0.0 } else { 1.0 }, duration::PLACE);
        if idle && shown == 0.0 {
            ui.ctx().set_cursor_icon(CursorIcon::None);
        }
        let ink = self.row_ink(ui, facts.settings, view);
        let pressed = controls::bar(ui, window, &bar, shown);
        // Where there is room for few words only, the bar leads to all the others.
        let rowed = if is_tiny(window) { None } else { controls::row(ui, window, &row, facts.settings, ink, shown) };
        let pressed = rowed.or(pressed);
        self.notice_ui(ui, window, view);
        let action = pressed.or_else(|| keys::stage(ui))?;
        ui.ctx().request_repaint();
        self.handle(ui.ctx(), action, facts, view)
    }

    /// What the row is written in: it may stand in water.
    fn row_ink(&self, ui: &Ui, settings: &Settings, view: &View) -> Color32 {
        let palette = Palette::of(ui);
        let at = if let State::Playing(at) | State::Paused(at) = view.state { at } else { Time::ZERO };
        let on_water = picture::on_water(view.timeline.at(at), self.look(settings, palette));
        if on_water { palette.ink } else { palette.quiet }
    }

    /// Below the bar: what was just chosen or, when nothing was, why there is no sound or no voice.
    fn notice_ui(&self, ui: &mut Ui, window: Rect, view: &View) {
        let why = match &view.sound {
            Status::Silent(why) | Status::Elsewhere(why) => Some(why),
            Status::Starting | Status::Sounding => view.mute.as_ref(),
        };
        let silent = why.map(String::as_str).filter(|_| !self.hides_words && !is_tiny(window));
        let top = pos2(window.center().x, controls::bar_range(window).max + space::HAIR);
        self.notice.ui(ui, top, window.width() - 2.0 * space::NEAR, silent);
    }

    fn answer(&mut self, ctx: &Context, leaving: Leaving, answer: LeavingAnswer) -> Option<Action> {
        self.over = Overlay::Nothing;
        ctx.request_repaint();
        match (answer, leaving) {
            (LeavingAnswer::GoOn, _) => self.playback.send(Command::Resume),
            (LeavingAnswer::EndAndKeep, Leaving::Session) => self.playback.send(Command::Stop),
            (LeavingAnswer::Discard, Leaving::Session) => {
                self.playback.send(Command::Discard);
                return Some(Action::Leave);
            }
            (answer, Leaving::Window) => {
                let keep = answer == LeavingAnswer::EndAndKeep;
                self.playback.send(if keep { Command::Stop } else { Command::Discard });
                // Answered: the window is not asked a second time.
                self.over = Overlay::Leaving(Leaving::Window);
                return Some(Action::Close);
            }
        }
        None
    }
}

/// Whether the window may close at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CloseRequest {
    /// It may.
    Now,
    /// It is being asked how to leave the session.
    Asked,
}

/// Whether there is room for little: a small window with large text.
fn is_tiny(window: Rect) -> bool {
    window.width() < space::TINY || window.height() < 400.0
}

/// The room left and right of what stands on the stage.
fn margin(window: Rect) -> f32 {
    if is_tiny(window) {
        return space::EDGE;
    }
    if window.width() < space::NARROW { space::GROUP } else { 60.0 }
}

/// Text at a place in a type and a colour, that a screen reader finds under `id`.
fn said(ui: &Ui, id: &str, at: Pos2, anchor: Align2, set: (Type, Color32), text: &str, width: f32) -> Response {
    let rect = widgets::paint_within(ui, at, anchor, set.0, set.1, text, width);
    widgets::telling(ui, rect, ui.scope_id().with(id), text)
}

/// What a screen reader speaks when it changes, without interrupting.
fn polite(ui: &Ui, response: &Response) {
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
}
