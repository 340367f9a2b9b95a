//! The terminal itself: lines that stay, one line that is drawn again, keys. Put back as it was on every way out.

use std::io::{self, IsTerminal as _, Write as _};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::{cursor, execute, terminal};

use super::line::{Signs, clip};

/// Columns of a terminal that does not say.
const WIDTH: usize = 80;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Pause,
    Next,
    Back,
    Stop,
}

/// Where the session is shown.
#[derive(Debug)]
pub(super) struct Screen {
    /// Whether a line can be drawn again.
    live: bool,
    /// Whether keys come one by one.
    raw: bool,
    drawn: String,
}

impl Screen {
    /// Takes the terminal, as far as there is one.
    pub(super) fn open() -> Self {
        let live = io::stdout().is_terminal();
        let raw = live && io::stdin().is_terminal() && terminal::enable_raw_mode().is_ok();
        if live {
            // A terminal that cannot hide its cursor shows it.
            let _ = execute!(io::stdout(), cursor::Hide);
        }
        Self { live, raw, drawn: String::new() }
    }

    /// Whether keys are listened to.
    pub(super) fn has_keys(&self) -> bool {
        self.raw
    }

    /// A line that stays.
    pub(super) fn say(&mut self, text: &str) {
        let text = if self.live { format!("\r\x1b[K{text}\r\n{}", self.drawn) } else { format!("{text}\n") };
        put(&text);
    }

    /// The line that is drawn again, where that can be.
    pub(super) fn draw(&mut self, text: &str) {
        if self.live && text != self.drawn {
            self.drawn = clip(text, width());
            put(&format!("\r\x1b[K{}", self.drawn));
        }
    }

    /// The next key, waiting for it that long.
    pub(super) fn key(&self, wait: Duration) -> Option<Key> {
        if !self.raw {
            thread::sleep(wait);
            return None;
        }
        match event::poll(wait) {
            Ok(true) => event::read().ok().and_then(|event| key_of(&event)),
            Ok(false) => None,
            Err(_) => {
                // The terminal has gone; the session has not.
                thread::sleep(wait);
                None
            }
        }
    }

    /// Gives the terminal back.
    pub(super) fn close(&mut self) {
        if self.live {
            put("\r\x1b[K");
            // What cannot be put back now cannot be put back at all.
            let _ = execute!(io::stdout(), cursor::Show);
        }
        if self.raw {
            let _ = terminal::disable_raw_mode();
        }
        (self.live, self.raw) = (false, false);
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.close();
    }
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
    if columns == 0 { WIDTH } else { columns.max(20) }
}

fn key_of(event: &Event) -> Option<Key> {
    let Event::Key(KeyEvent { code, modifiers, kind: KeyEventKind::Press, .. }) = event else { return None };
    match code {
        KeyCode::Char('c' | 'd') if modifiers.contains(KeyModifiers::CONTROL) => Some(Key::Stop),
        KeyCode::Char(' ' | 'p') => Some(Key::Pause),
        KeyCode::Char('n') | KeyCode::Right => Some(Key::Next),
        KeyCode::Char('b') | KeyCode::Left => Some(Key::Back),
        KeyCode::Char('q') | KeyCode::Esc => Some(Key::Stop),
        _ => None,
    }
}

/// Whoever reads may have gone: the session goes on without being shown.
fn put(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
