//! Plays one session on a thread of its own: player, output and journal together.
//!
//! Needs no window: whoever shows the session looks at [`Playback::view`] and sends [`Command`]s.

mod record;
mod spoken;
#[cfg(test)]
mod tests;
mod work;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};

use crate::awake::{Awake, Scope};
use crate::catalogue::Programme;
use crate::journal::Keeper;
use crate::output::{self, Choice, Clock, Output, Status};
use crate::plan::{Entry, Reason};
use crate::player::{Player, State};
use crate::session::{Ambience, Guide};
use crate::settings::Settings;
use crate::sound::{Levels, Mix};
use crate::timeline::Timeline;
use crate::units::Time;
use crate::voice::VoiceChoice;
use crate::wake::Wake;
use record::EntrySink;
pub use record::WORTH_LOGGING;
use work::{Message, Work};

/// How long whoever closes a session waits for its entry to be saved.
const FAREWELL: Duration = Duration::from_millis(2_500);

/// What to play, and how.
#[derive(Clone, Debug)]
pub struct Play {
    /// The session.
    pub programme: Arc<Programme>,
    /// What sounds.
    pub mix: Mix,
    /// Time to get ready, 0–30 s; left out when the first step is a Prepare.
    pub lead_in: Time,
    /// Which device, and how.
    pub choice: Choice,
    /// What it is played through.
    pub through: Through,
    /// What stays awake while it plays.
    pub awake: Scope,
    /// With which voice sentences and poses are spoken, if they are.
    pub voice: Option<VoiceChoice>,
}

impl Play {
    /// A session as the user likes it, with the display awake while it plays.
    pub fn of(programme: Arc<Programme>, settings: &Settings, through: Through) -> Self {
        Self {
            mix: settings.mix(&programme.session),
            lead_in: Time::from_secs(u64::from(settings.lead_in_s)),
            choice: settings.choice(),
            awake: if through == Through::Device { Scope::Display } else { Scope::Nothing },
            voice: (settings.voice && through == Through::Device).then(|| settings.wish(&programme.session)),
            through,
            programme,
        }
    }
}

/// What a session is played through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Through {
    /// The default sound device, as far as there is one.
    #[default]
    Device,
    /// Nothing: the software clock alone.
    Nothing,
}

/// What a user can do meanwhile.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Fade out and stay.
    Pause,
    /// Go on.
    Resume,
    /// To the next step.
    Next,
    /// To the start of this step, or the one before.
    Back,
    /// After the end was skipped to, while [`View::can_come_back`]: go on where it was left.
    ComeBack,
    /// Stop and keep what was practised.
    Stop,
    /// Stop and keep nothing.
    Discard,
    /// After a stop: why, or that it is left unsaid. Saved with the entry.
    Because(Reason),
    /// Log it although it was shorter than 10 s.
    LogAnyway,
    /// One level easier, up to 4, from the next breath on.
    Ease,
    /// One level back to what the author wrote.
    EaseBack,
    /// What the ear follows, for the rest of this play.
    Guide(Guide),
    /// What sounds beneath, for the rest of this play.
    Ambience(Ambience),
    /// How loud each channel is, from now on.
    Levels(Levels),
    /// The rating before, 0–10; `None` takes it back. Saved with the entry, whenever it is given.
    Before(Option<u8>),
    /// The rating after, 0–10; `None` takes it back. Saved with the entry, whenever it is given.
    After(Option<u8>),
    /// The note. Saved with the entry, whenever it is given: best once it is written, not at every letter.
    Note(String),
}

/// What to show.
#[derive(Clone, Debug)]
pub struct View {
    /// Where the session stands at this instant.
    pub state: State,
    /// What happens when: as the author wrote it, from where it was eased on as it was eased. Places of [`Self::state`]
    /// are places of this one.
    pub timeline: Arc<Timeline>,
    /// How far the user asked to ease off, 0–4; in force from the next breath on.
    pub level: u8,
    /// What sounds.
    pub mix: Mix,
    /// Whether sound comes out.
    pub sound: Status,
    /// Why nothing is spoken although it was to be, in a sentence for the user.
    pub mute: Option<String>,
    /// What became of its entry.
    pub saved: Saved,
    /// Whether the session can go on where the skip to its end left it: for a minute.
    pub can_come_back: bool,
    /// The pose that it was stopped in the midst of, if it was one.
    pub stopped_pose: Option<String>,
}

/// What became of a session's entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    /// The session goes on, or the journal has not answered yet.
    NotYet,
    /// It is in the journal. What was added since may still be on its way there.
    Yes(Entry),
    /// Under 10 s: not logged unless asked.
    TooShort,
    /// Not asked for, or discarded.
    No,
    /// It could not be saved; the sentence says why. It is tried again.
    Waiting(String),
}

/// Tells what time it is here.
pub type WallClock = Arc<dyn Fn() -> DateTime<FixedOffset> + Send + Sync>;

/// What playing needs from outside: a monotonic clock, the wall clock, and a way to keep the display awake.
struct Surroundings {
    steady: Clock,
    wall: WallClock,
    /// How long the computer has slept, where its system tells that.
    asleep: fn() -> Option<Time>,
    awake: Box<dyn FnMut(Scope) + Send>,
}

impl Surroundings {
    fn of_machine(wall: WallClock) -> Self {
        let mut awake = Awake::default();
        let awake = Box::new(move |scope| awake.keep(scope));
        Self { steady: Clock::monotonic(), wall, asleep: output::asleep, awake }
    }
}

/// Why a session was paused that nobody paused.
const MOVED: &str = "Sound would come from another device now. It waits until you go on.";

/// What the thread and whoever looks share.
#[derive(Debug)]
struct Shared {
    clock: Clock,
    output: Output,
    player: Mutex<Player>,
    mix: Mutex<Mix>,
    saved: Mutex<Saved>,
    mute: Mutex<Option<String>>,
    /// Whether it was paused because sound would come from another device.
    moved: AtomicBool,
    /// How it sounded when it ended.
    last_sound: Mutex<Option<Status>>,
    can_come_back: AtomicBool,
}

impl Shared {
    fn view(&self) -> View {
        let heard = self.output.heard();
        let (state, timeline, level, stopped_pose) = {
            let player = lock(&self.player);
            let pose = player.stopped_pose().map(str::to_owned);
            (player.state(self.clock.now(), heard), player.timeline().clone(), player.level(), pose)
        };
        let waits = matches!(state, State::Paused(_)) && self.moved.load(Ordering::Acquire);
        let status = || if waits { Status::Elsewhere(MOVED.to_owned()) } else { self.output.status() };
        let sound = lock(&self.last_sound).clone().unwrap_or_else(status);
        let can_come_back = self.can_come_back.load(Ordering::Relaxed);
        let (mix, mute, saved) = (*lock(&self.mix), lock(&self.mute).clone(), lock(&self.saved).clone());
        View { state, timeline, level, mix, sound, mute, saved, can_come_back, stopped_pose }
    }
}

/// What a panic elsewhere left behind is still a whole value: every one is replaced at once.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A session being played. Dropped before its end it is stopped, and what was practised is kept.
#[derive(Debug)]
pub struct Playback {
    shared: Arc<Shared>,
    closer: Closer,
}

/// Ends a session from wherever the end of the program is heard of.
#[derive(Clone, Debug)]
pub struct Closer {
    work: Sender<Message>,
    /// Closed by the thread when it has nothing more to save.
    done: Arc<Mutex<Receiver<()>>>,
}

impl Closer {
    /// Stops the session if it still plays, keeps what was practised, and waits up to 2.5 s until that is done.
    pub fn close(&self) {
        if self.work.send(Message::Close).is_ok() {
            // Either way there is nothing more to do here: it is saved, or the journal takes too long.
            let _ = lock(&self.done).recv_timeout(FAREWELL);
        }
    }
}

impl Playback {
    /// Begins. `keeper` is `None` when nothing is to be logged; `wall` tells the day that it counts for; `wake` is
    /// called when something changed that a window would show.
    pub fn begin(play: Play, keeper: Option<Keeper>, wall: WallClock, wake: Wake) -> Self {
        let sink = keeper.map(|keeper| Box::new(keeper) as Box<dyn EntrySink>);
        let (work, mut worker) = Work::begin(play, sink, wake, Surroundings::of_machine(wall));
        let shared = worker.shared.clone();
        let (farewell, done) = channel();
        let run = move || {
            worker.run();
            // The journal is let go before whoever waits hears that all is done.
            drop(worker);
            drop(farewell);
        };
        if thread::Builder::new().name("ebb session".into()).spawn(run).is_err() {
            // Without a thread nothing can be played; the session stays where it is and says why.
            *lock(&shared.saved) = Saved::Waiting("this computer has no thread left to play with".into());
        }
        Self { shared, closer: Closer { work, done: Arc::new(Mutex::new(done)) } }
    }

    /// Does what the user asks; returns at once.
    pub fn send(&self, command: Command) {
        // Nobody listens once the thread has ended, and then there is nothing left to command.
        let _ = self.closer.work.send(Message::Do(command));
    }

    /// Where the session stands at this instant. Cheap: callable in every frame.
    pub fn view(&self) -> View {
        self.shared.view()
    }

    /// What ends it from elsewhere.
    pub fn closer(&self) -> Closer {
        self.closer.clone()
    }
}

impl Drop for Playback {
    fn drop(&mut self) {
        self.closer.close();
    }
}
