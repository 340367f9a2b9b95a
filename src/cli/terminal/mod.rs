//! A session in the terminal: sound, one calm line, keys where there is a keyboard.
//!
//! Knows how to ask and to tell; refuses to know how a session is played and kept.

mod alone;
mod line;
mod screen;
#[cfg(test)]
mod tests;

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

pub use alone::without_window;

use crate::catalogue::Programme;
use crate::cli::{Context, Failure};
use crate::conductor::{Command, Conductor, Play, Saved, Through, View};
use crate::journal::{Keeper, Snapshot, Trouble};
use crate::output::Status;
use crate::plan::{self, Ended, Entry};
use crate::player::{Outcome, State};
use crate::settings::Settings;
use crate::units::{ClockFace, Time};
use screen::{Key, Screen};

/// How often the line is drawn and keys are looked for.
const FRAME: Duration = Duration::from_millis(50);
/// How many frames the end waits: for the end cue, for the fade of a stop, and for a journal that cannot save.
const CUE_FRAMES: u32 = 90;
const FADE_FRAMES: u32 = 6;
const SAVE_FRAMES: u32 = 140;

/// Whether what is played is logged.
#[derive(Clone, Debug)]
pub enum Logging {
    /// It goes into this journal.
    On(Keeper),
    /// Nobody asked for it.
    Off,
}

/// Plays a session to its end, or until somebody stops it, and says what became of it.
///
/// # Errors
/// [`Failure::Machine`] when the entry could not be saved.
pub fn play(programme: &Arc<Programme>, context: &Context, logging: Logging) -> Result<(), Failure> {
    let stopped = stop_flag()?;
    let keeper = match logging {
        Logging::On(keeper) => Some(keeper),
        Logging::Off => None,
    };
    let mut screen = Screen::open();
    let (settings, trouble) = settings(context);
    screen.say(&format!("{} ({})", line::plain(&programme.session.title), ClockFace(programme.timeline.len())));
    let unwritable = keeper.as_ref().and_then(Keeper::trouble);
    for sentence in trouble.iter().chain(&unwritable).chain(&programme.session.caution) {
        screen.say(&line::plain(sentence));
    }
    if screen.has_keys() {
        screen.say("space: pause   n, →: next   b, ←: back   q: stop and keep what was done");
    }
    let play = Play::of(programme.clone(), &settings, Through::Device);
    let conductor = Conductor::begin(play, keeper.clone(), Arc::new(|| {}));
    let view = watch(&conductor, programme, &mut screen, &stopped);
    screen.close();
    drop(conductor);
    tell(&view, keeper.as_ref(), context)
}

/// Raised by Ctrl-C and by being asked to end.
fn stop_flag() -> Result<Arc<AtomicBool>, Failure> {
    let flag = Arc::new(AtomicBool::new(false));
    let raised = flag.clone();
    ctrlc::set_handler(move || raised.store(true, Ordering::Release))
        .map_err(|error| Failure::Machine(format!("Ctrl-C cannot be listened to: {error}")))?;
    Ok(flag)
}

/// Opens the journal for writing. A disk that fails now may be well again at the session's end: that is no reason not
/// to play.
///
/// # Errors
/// [`Failure::Machine`] when another Ebb has it open, or it is not to be touched.
pub fn open_journal(context: &Context) -> Result<Keeper, Failure> {
    let keeper = context.keep_journal()?;
    match keeper.ready() {
        Ok(_) | Err(Trouble::Machine(_)) => Ok(keeper),
        Err(trouble) => Err(trouble.into()),
    }
}

fn settings(context: &Context) -> (Settings, Option<String>) {
    let found = context.data().map(Settings::load).unwrap_or_default();
    (found.settings, found.trouble)
}

/// Shows the session and passes keys on, until it is over, told to the journal and heard to its end.
fn watch(conductor: &Conductor, programme: &Programme, screen: &mut Screen, stopped: &AtomicBool) -> View {
    let mut told = Told::default();
    let mut over = 0;
    loop {
        let view = conductor.view();
        told.tell(&view, programme, screen);
        let asked_to_stop = stopped.load(Ordering::Acquire);
        if let State::Ended(outcome) = view.state {
            over += 1;
            if is_done(&view, outcome, over, asked_to_stop) {
                return view;
            }
        } else if asked_to_stop {
            conductor.send(Command::Stop);
        }
        match screen.key(FRAME) {
            Some(Key::Stop) => stopped.store(true, Ordering::Release),
            Some(Key::Pause) if matches!(view.state, State::Paused(_)) => conductor.send(Command::Resume),
            Some(Key::Pause) => conductor.send(Command::Pause),
            Some(Key::Next) => conductor.send(Command::Next),
            Some(Key::Back) => conductor.send(Command::Back),
            None => {}
        }
    }
}

/// Whether there is nothing left to wait for, `frames` after the end.
fn is_done(view: &View, outcome: Outcome, frames: u32, asked_to_stop: bool) -> bool {
    let answered = match view.saved {
        Saved::NotYet | Saved::Waiting(_) => frames > SAVE_FRAMES,
        Saved::Yes(_) | Saved::TooShort | Saved::No => true,
    };
    let heard = match (outcome.ended, &view.sound) {
        (_, Status::Silent(_) | Status::Starting) => true,
        (Ended::Finished, Status::Sounding | Status::Elsewhere(_)) => frames > CUE_FRAMES || asked_to_stop,
        (_, Status::Sounding | Status::Elsewhere(_)) => frames > FADE_FRAMES,
    };
    answered && heard
}

/// What has been said, so that it is said once.
#[derive(Debug, Default)]
struct Told {
    step: Option<usize>,
    silence: Option<String>,
    paused: bool,
    over: bool,
}

impl Told {
    fn tell(&mut self, view: &View, programme: &Programme, screen: &mut Screen) {
        let timeline = &programme.timeline;
        if let (Status::Silent(why) | Status::Elsewhere(why), false) = (&view.sound, self.over) {
            if self.silence.as_ref() != Some(why) {
                screen.say(why);
                self.silence = Some(why.clone());
            }
        } else if self.silence.take().is_some() && !self.over {
            screen.say("There is sound again.");
        }
        let paused = matches!(view.state, State::Paused(_));
        if paused && !self.paused {
            screen.say("Paused.");
        }
        self.paused = paused;
        match view.state {
            State::Ready | State::LeadIn(Time::ZERO) => {}
            State::LeadIn(left) => screen.draw(&format!("Beginning in {}", ClockFace(left))),
            State::Playing(at) => {
                let moment = timeline.at(at);
                self.introduce(moment.span().step, programme, screen);
                screen.draw(&line::playing(moment, timeline.len(), screen::signs(), screen::width()));
            }
            State::Paused(at) => {
                self.introduce(timeline.at(at).span().step, programme, screen);
                screen.draw(&format!("Paused, {} left. Space goes on.", ClockFace(timeline.len() - at)));
            }
            State::Ended(_) => {
                self.over = true;
                screen.draw("");
            }
        }
    }

    fn introduce(&mut self, step: usize, programme: &Programme, screen: &mut Screen) {
        if self.step != Some(step) {
            self.step = Some(step);
            for text in line::introduction(&programme.timeline, step) {
                screen.say(&text);
            }
        }
    }
}

/// Says how it ended and what it counted for.
fn tell(view: &View, keeper: Option<&Keeper>, context: &Context) -> Result<(), Failure> {
    let State::Ended(outcome) = view.state else { return Ok(()) };
    let minutes = ClockFace(Time::from_secs(outcome.active.whole_secs()));
    let how = if outcome.ended == Ended::Finished { "Done" } else { "Stopped" };
    let lines = match &view.saved {
        Saved::Yes(entry) => {
            let counted = keeper.and_then(Keeper::snapshot).and_then(|snapshot| counted(&snapshot, entry));
            [Some(format!("{how}: {minutes}, logged.")), counted]
        }
        Saved::TooShort => [Some(format!("{how} after less than ten seconds: not logged.")), None],
        Saved::No => [Some(format!("{how}: {minutes}, not logged.")), None],
        Saved::Waiting(why) => return unsaved(why, keeper, context),
        Saved::NotYet => return unsaved("the journal does not answer", keeper, context),
    };
    context.write(|out| lines.iter().flatten().try_for_each(|line| writeln!(out, "{line}")))
}

/// What the week says of an entry's practice now: `Breathing: 3 of 7 days this week; 4 more, one on each day left.`
fn counted(snapshot: &Snapshot, entry: &Entry) -> Option<String> {
    let plan = snapshot.plan(entry.day);
    let week = plan::week(&plan, &snapshot.entries, entry.day, entry.day);
    let practice = week.practices.iter().find(|practice| practice.id == entry.practice)?;
    Some(line::week(&plan, practice))
}

/// An entry that is in no journal is written here, so that it can be kept by hand.
fn unsaved(why: &str, keeper: Option<&Keeper>, context: &Context) -> Result<(), Failure> {
    let waiting = keeper.map(Keeper::waiting).unwrap_or_default();
    for entry in &waiting {
        let text = serde_json::to_string(entry).unwrap_or_default();
        context.write(|out| writeln!(out, "{text}"))?;
    }
    let above = if waiting.is_empty() { "" } else { ". It stands above: keep it" };
    Err(Failure::Machine(format!("what was practised could not be saved: {why}{above}")))
}
