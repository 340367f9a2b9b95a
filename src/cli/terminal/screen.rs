//! The terminal itself: lines that stay, one line that is drawn again, keys. Put back as it was on every way out.

use std::io::{self, IsTerminal as _, Write as _};
use std::panic;
use std::thread;
use std::time::Duration;

use crossterm::{cursor, execute, terminal};

use crate::cli::plain;

use super::keyboard::{Heard, Keyboard};
use super::line::{Ink, Line, Signs, clip, columns, wrap};

/// Columns of a terminal that does not say.
const WIDTH: usize = 80;
/// Lines are not wrapped wider than can be read well.
const WIDEST: usize = 100;

/// Where the session is shown.
#[derive(Debug)]
pub(super) struct Screen {
    /// Whether a line can be drawn again.
    live: bool,
    /// Where keys come one by one.
    keyboard: Option<Keyboard>,
    /// Whether the terminal has gone.
    gone: bool,
    /// Whether colours are welcome.
    colours: bool,
    /// The line as it was drawn last, and its columns.
    drawn: (String, usize),
}

impl Screen {
    /// Takes the terminal, as far as there is one.
    pub(super) fn open() -> Self {
        let live = io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        let raw = live && io::stdin().is_terminal() && terminal::enable_raw_mode().is_ok();
        if live {
            give_back_before_a_panic_is_told();
            // A terminal that cannot hide its cursor shows it.
            let _ = execute!(io::stdout(), cursor::Hide);
        }
        // https://no-color.org: any value but an empty one.
        let colours = live && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let keyboard = if raw { Keyboard::listen().ok() } else { None };
        Self { live, keyboard, gone: false, colours, drawn: (String::new(), 0) }
    }

    /// Whether a line can be drawn again.
    pub(super) fn is_live(&self) -> bool {
        self.live
    }

    /// Whether keys are listened to.
    pub(super) fn has_keys(&self) -> bool {
        self.keyboard.is_some()
    }

    /// Whether the terminal has gone, and with it who could be asked or told.
    pub(super) fn is_gone(&self) -> bool {
        self.gone
    }

    /// Lines that stay.
    pub(super) fn say(&mut self, text: &str) {
        let text = plain::text(text);
        if !self.live {
            return self.put(&format!("{text}\n"));
        }
        if self.gone {
            return;
        }
        let lines: Vec<String> = text.lines().flat_map(|line| wrap(line, width().min(WIDEST))).collect();
        self.put(&format!("{}{}\r\n{}", self.cleared(), lines.join("\r\n"), self.drawn.0));
    }

    /// The line that is drawn again, where that can be.
    pub(super) fn draw(&mut self, line: &Line) {
        if !self.live || self.gone {
            return;
        }
        let shown: Line = line.iter().map(|(ink, text)| (*ink, plain::line(text))).collect();
        let line = clip(&shown, width());
        let text: String = line.iter().map(|(ink, text)| self.inked(*ink, text)).collect();
        if text != self.drawn.0 {
            let cleared = self.cleared();
            self.drawn = (text, columns(&line));
            self.put(&format!("{cleared}{}", self.drawn.0));
        }
    }

    /// What comes from the keyboard, waiting for it that long.
    pub(super) fn key(&mut self, wait: Duration) -> Heard {
        let heard = if let Some(keyboard) = &self.keyboard {
            keyboard.next(wait)
        } else {
            thread::sleep(wait);
            if self.gone { Heard::Gone } else { Heard::Nothing }
        };
        if heard == Heard::Gone {
            (self.gone, self.keyboard) = (true, None);
        }
        heard
    }

    /// Gives the terminal back.
    pub(super) fn close(&mut self) {
        if self.live && !self.gone {
            self.put(&self.cleared());
        }
        if self.live {
            give_back();
        }
        (self.live, self.keyboard) = (false, None);
    }

    /// A terminal that takes nothing has gone. Whoever reads a pipe may go: the session goes on without being shown.
    fn put(&mut self, text: &str) {
        let written = put(text);
        self.gone = self.gone || (self.live && written.is_err());
    }

    fn inked(&self, ink: Ink, text: &str) -> String {
        match ink {
            Ink::Plain => text.to_owned(),
            _ if !self.colours => text.to_owned(),
            Ink::Strong => format!("\x1b[1m{text}\x1b[0m"),
            Ink::Breath => format!("\x1b[36m{text}\x1b[0m"),
            Ink::Quiet => format!("\x1b[2m{text}\x1b[0m"),
        }
    }

    /// To the beginning of the drawn line, which takes several rows in a terminal that became narrower; and all clear
    /// from there.
    fn cleared(&self) -> String {
        let rows = self.drawn.1.saturating_sub(1) / width();
        if rows == 0 { "\r\x1b[J".to_owned() } else { format!("\r\x1b[{rows}A\x1b[J") }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.close();
    }
}

/// What cannot be put back now cannot be put back at all.
fn give_back() {
    let _ = execute!(io::stdout(), cursor::Show);
    let _ = terminal::disable_raw_mode();
}

/// A panic of this thread is told before anything is dropped: in a terminal that shows it as it should.
fn give_back_before_a_panic_is_told() {
    let (tell, here) = (panic::take_hook(), thread::current().id());
    panic::set_hook(Box::new(move |told| {
        if thread::current().id() == here {
            let _ = put("\r\n");
            give_back();
        }
        tell(told);
    }));
}

/// What bars are drawn with.
pub(super) fn signs() -> Signs {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    let utf8 = locale.map(|value| value.to_lowercase()).find(|value| !value.is_empty());
    let fine = cfg!(windows) || utf8.is_some_and(|value| value.contains("utf-8") || value.contains("utf8"));
    if fine { Signs::FINE } else { Signs::PLAIN }
}

/// Columns.
pub(super) fn width() -> usize {
    // Some terminals say that they have none.
    let columns = terminal::size().map_or(0, |(columns, _)| usize::from(columns));
    if columns == 0 { WIDTH } else { columns }
}

fn put(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush())
}
