//! A desk: a screen, a window manager, a session bus with its accessibility bus and a sound server, all of one test's
//! own, and the program on it. Nothing of the machine's own desktop is seen or touched, and nothing is left behind.
//!
//! # How to write a test
//!
//! ```ignore
//! #[test]
//! fn space_pauses() {
//!     // Says loudly what is missing and returns nothing where no desk can be had; with CI set it panics instead.
//!     let Some(desk) = Desk::open(Setup::default()) else { return };
//!     let session = desk.file("own.ron", "Session(…)");
//!     let recording = desk.record("desk");                        // what the sink of that name plays
//!     let window = desk.window(&["play", &session]);              // open, focused and drawn
//!     let tree = window.tree();                                   // what a screen reader is given
//!     tree.until(Role::Button, "Pause").press();                  // waits until it is there
//!     desk.screen.key("space");                                   // "ctrl+shift+Tab", "Page_Down": X11's names
//!     desk.screen.click(640, 400);
//!     let picture = desk.screen.picture();                        // pixels as they are on the screen
//!     let sound = recording.end();                                // interleaved floats at the sink's rate
//! }
//! ```
//!
//! - Wait for what you need to see, with [`until`]: never for a time. Its deadline only bounds a failure.
//! - [`Setup`] says how large the screen is, what sinks there are and what else stands in the environment. The first
//!   sink is the default. Drawing is done by the processor: the smaller the window, the quicker the test.
//! - [`Desk::data`] is the program's data folder; [`Desk::settings`] writes its settings before it starts. The safety
//!   text is seen already, unless you say otherwise.
//! - [`Desk::command`] is any program on this desk (`xclip`, `pactl`); [`Desk::spawn`] starts one that ends with the
//!   desk. [`Desk::terminal`] is the program in a terminal.
//! - [`Desk::say`] prints a figure also when the test passes.
//! - A test of what this machine is quick enough for is `#[ignore = "measures this machine"]`: `make desk` runs it,
//!   `make test` does not.
//! - A test that needs a tool no other needs adds it to `.ci/packages` and asks [`Desk::has`] for it.

mod atspi;
mod process;
mod screen;
mod server;
mod terminal;

use std::fmt::Display;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

pub(crate) use atspi::{Accessible, Announcements, Role, State};
pub(crate) use process::{Process, running_in};
pub(crate) use screen::{Picture, Screen, Window};
pub(crate) use server::{Recording, Sink};
pub(crate) use terminal::Terminal;

/// Long enough for the busiest machine; nothing waits for it that works.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// How often something is recorded at most, until the machine was quick enough for it.
const TRIES: usize = 12;

/// Looks again and again until there is something.
pub(crate) fn until<T>(what: impl Display, mut look: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "waited for {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Records again, a few times, what a machine that was too busy disturbed.
pub(crate) fn undisturbed(mut record: impl FnMut() -> Option<Vec<f32>>) -> Vec<f32> {
    for _ in 0..TRIES {
        if let Some(recorded) = record() {
            return recorded;
        }
        say(&format!("{}: the machine was too busy: recorded again", own_name()));
    }
    panic!("{TRIES} times in a row the machine was too busy for a recording");
}

/// What stands on the desk.
pub(crate) struct Setup<'a> {
    /// Pixels of the screen, across and down.
    pub(crate) screen: (u16, u16),
    /// What there is to play through; the first is the default. Without any there is no sound server.
    pub(crate) sinks: Vec<Sink>,
    /// More variables of every program's environment.
    pub(crate) env: Vec<(&'a str, String)>,
}

impl Default for Setup<'_> {
    /// A screen of 1280 × 800 and a stereo sink called `desk`.
    fn default() -> Self {
        Self { screen: (1280, 800), sinks: vec![Sink::stereo("desk", 48_000)], env: Vec::new() }
    }
}

/// A desk of one test.
pub(crate) struct Desk {
    /// What is seen, and the keys and the pointer.
    pub(crate) screen: Screen,
    bus: zbus::blocking::Connection,
    sinks: Vec<Sink>,
    server: Option<Process>,
    display: Process,
    others: Vec<Process>,
    env: Vec<(String, String)>,
    folder: tempfile::TempDir,
    name: String,
    began: Instant,
}

/// What a desk is made of. `setpriv` ends a program when the test that started it is gone.
const TOOLS: [&str; 8] = ["Xvfb", "openbox", "dbus-daemon", "pulseaudio", "pactl", "parec", "setpriv", "script"];

/// What the other sound server is made of.
pub(crate) const PIPEWIRE: [&str; 3] = ["pipewire", "wireplumber", "pipewire-pulse"];

impl Desk {
    /// Whether this machine has these programs; says loudly what is missing, and with CI set in the environment
    /// panics: there, what is not tried is a failure.
    pub(crate) fn has(tools: &[&str]) -> bool {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let found = |tool: &str| std::env::split_paths(&path).any(|folder| folder.join(tool).is_file());
        let missing: Vec<&str> = tools.iter().copied().filter(|tool| !found(tool)).collect();
        if missing.is_empty() {
            return true;
        }
        let told = format!("NOT RUN: {} needs {}: see .ci/packages test", own_name(), missing.join(", "));
        assert!(std::env::var_os("CI").is_none(), "{told}");
        say(&told);
        false
    }

    /// A desk with all that stands on it ready; `None` where [`Desk::has`] says what is missing.
    pub(crate) fn open(setup: Setup<'_>) -> Option<Self> {
        let began = Instant::now();
        if !Self::has(&TOOLS) {
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        for name in ["run", "home", "data"] {
            make_private(&folder.path().join(name));
        }
        let mut env = environment(folder.path());
        env.extend(setup.env.into_iter().map(|(name, value)| (name.to_owned(), value)));
        let (display, number) = screen::serve(command_with(&env, "Xvfb"), setup.screen);
        env.push(("DISPLAY".to_owned(), format!(":{number}")));
        let screen = Screen::connect(number);
        let manager = Process::spawn(&command_with(&env, "openbox"));
        let (buses, address) = atspi::serve(&env);
        env.push(("DBUS_SESSION_BUS_ADDRESS".to_owned(), address.clone()));
        let bus = atspi::connect(&address);
        screen.until_managed();
        let mut others = vec![manager];
        others.extend(buses);
        let (sinks, name) = (setup.sinks, own_name());
        let mut desk = Self { screen, bus, sinks, server: None, display, others, env, folder, name, began };
        desk.settings("");
        desk.start_sound();
        Some(desk)
    }

    /// A program on this desk.
    pub(crate) fn command(&self, program: &str) -> Command {
        command_with(&self.env, program)
    }

    /// Ebb on this desk, its data folder set.
    pub(crate) fn ebb(&self, arguments: &[&str]) -> Command {
        let mut command = self.command(env!("CARGO_BIN_EXE_ebb"));
        command.args(arguments);
        command
    }

    /// Starts a program that ends with the desk.
    pub(crate) fn spawn(&mut self, command: &Command) {
        self.others.push(Process::spawn(command));
    }

    /// Starts Ebb, and waits until its window is open, has the focus and shows something.
    pub(crate) fn window(&self, arguments: &[&str]) -> Window<'_> {
        Window::of(self, Process::spawn(&self.ebb(arguments)))
    }

    /// Starts Ebb in a terminal of 100 columns.
    pub(crate) fn terminal(&self, arguments: &[&str]) -> Terminal {
        Terminal::open(&self.ebb(arguments))
    }

    /// The folder that is gone with the desk.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The program's data folder.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Writes a file beside the data folder; its path.
    pub(crate) fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.into_os_string().into_string().unwrap()
    }

    /// Writes the settings: these fields of the file (`"muted: true, lead_in_s: 3"`), and what tests seldom want
    /// otherwise: no lead-in, and the safety text seen.
    pub(crate) fn settings(&self, fields: &str) {
        let is_said = |field: &&str| field.split(':').next().is_some_and(|name| fields.contains(name));
        let mut all = vec!["safety_seen: true", "lead_in_s: 0"];
        all.retain(|field| !is_said(field));
        all.push(fields);
        std::fs::write(self.data().join("settings.ron"), format!("({})", all.join(", "))).unwrap();
    }

    /// What screen readers are asked to say from now on.
    pub(crate) fn announcements(&self) -> Announcements {
        let (_, session) = self.env.iter().find(|(name, _)| name == "DBUS_SESSION_BUS_ADDRESS").unwrap();
        Announcements::listen(session)
    }

    /// Records what a sink plays, from before this returns on.
    pub(crate) fn record(&self, sink: &str) -> Recording {
        self.record_within(sink, 20)
    }

    /// The same in pieces of so many milliseconds. A sink makes a piece at once and then plays it: the shorter, the
    /// better is known when each sample played.
    pub(crate) fn record_within(&self, sink: &str, piece_ms: u32) -> Recording {
        let sink = self.sinks.iter().find(|known| known.name == sink).unwrap();
        Recording::begin(self.command("parec"), self.folder(), *sink, piece_ms)
    }

    /// Kills the sound server, as when it crashes.
    pub(crate) fn kill_sound(&mut self) {
        self.server.take().unwrap().kill();
    }

    /// Kills the display, as when the desktop crashes.
    pub(crate) fn kill_display(&mut self) {
        self.display.kill();
    }

    /// Starts the sound server, again, with the same sinks.
    pub(crate) fn start_sound(&mut self) {
        if !self.sinks.is_empty() {
            self.server = Some(server::serve(self.command("pulseaudio"), self.folder.path(), &self.sinks));
        }
    }

    /// Starts PipeWire with its PulseAudio server on a desk that has no sound server yet, and these sinks on it.
    pub(crate) fn start_pipewire(&mut self, sinks: Vec<Sink>) {
        for program in PIPEWIRE {
            self.spawn(&self.command(program));
        }
        std::os::unix::fs::symlink("pulse/native", self.folder.path().join("run/pulse.socket")).unwrap();
        until("PipeWire", || self.command("pactl").arg("info").output().unwrap().status.success().then_some(()));
        self.sinks = sinks;
        self.sinks.iter().for_each(|sink| self.plug(sink.name));
        let default = self.sinks[0].name;
        until("its default sink", || (self.pactl(&["set-default-sink", default]).is_empty()).then_some(()));
    }

    /// Tells the sound server something (`pactl`); its answer.
    pub(crate) fn pactl(&self, arguments: &[&str]) -> String {
        let done = self.command("pactl").args(arguments).output().unwrap();
        assert!(done.status.success(), "{arguments:?}: {done:?}");
        String::from_utf8(done.stdout).unwrap()
    }

    /// Takes a sink away, as when headphones are unplugged.
    pub(crate) fn unplug(&self, sink: &str) {
        let modules = self.pactl(&["list", "short", "modules"]);
        let module = modules.lines().find(|line| line.contains(&format!("sink_name={sink} "))).unwrap();
        self.pactl(&["unload-module", module.split('\t').next().unwrap()]);
    }

    /// Gives it back.
    pub(crate) fn plug(&self, sink: &str) {
        let module = self.sinks.iter().find(|known| known.name == sink).unwrap().module();
        self.pactl(&[&["load-module"], module.split(' ').collect::<Vec<_>>().as_slice()].concat());
    }

    /// Prints a figure, also when the test passes.
    pub(crate) fn say(&self, figure: impl Display) {
        say(&format!("{}: {figure}", self.name));
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.say(format_args!("{:.1} s", self.began.elapsed().as_secs_f64()));
        }
        self.others.extend(self.server.take());
        // What was started last may need what was started first.
        while let Some(mut process) = self.others.pop() {
            process.kill();
        }
        self.display.kill();
        // Programs that a bus started are no children of ours.
        process::sweep(self.folder.path());
    }
}

/// What every program finds in its environment, and nothing of the machine's own.
fn environment(folder: &Path) -> Vec<(String, String)> {
    let inside = |name: &str| folder.join(name).into_os_string().into_string().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let pairs = [
        ("PATH", path),
        ("HOME", inside("home")),
        ("TMPDIR", inside("home")),
        ("XDG_RUNTIME_DIR", inside("run")),
        ("EBB_DATA_DIR", inside("data")),
        ("PULSE_SERVER", format!("unix:{}", inside("run/pulse.socket"))),
        ("LANG", "C.UTF-8".to_owned()),
        ("TERM", "xterm".to_owned()),
        ("RUST_BACKTRACE", "1".to_owned()),
        // Sound is made meanwhile.
        ("LP_NUM_THREADS", "1".to_owned()),
        ("LIBGL_ALWAYS_SOFTWARE", "1".to_owned()),
        // No settings daemon is started for the accessibility bus.
        ("GSETTINGS_BACKEND", "memory".to_owned()),
    ];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn command_with(env: &[(String, String)], program: &str) -> Command {
    let mut command = Command::new(program);
    command.env_clear().envs(env.iter().map(|(name, value)| (name, value)));
    command
}

fn make_private(folder: &Path) {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().mode(0o700).create(folder).unwrap();
}

/// The name of the test that runs.
fn own_name() -> String {
    std::thread::current().name().unwrap_or("a test").to_owned()
}

/// Past the test harness, which would keep it to itself.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "  {line}");
}
