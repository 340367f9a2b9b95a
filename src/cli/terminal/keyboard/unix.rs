//! Keys from the bytes that a terminal sends: ECMA-48 with the cursor keys of the VT100, in either of its modes.

use std::io::{self, Read};

use vte::{Params, Parser, Perform};

use crate::cli::terminal::keys::Key;

/// Gives every key to `take` until it wants no more, or the terminal ends or fails.
pub(super) fn read(take: &mut dyn FnMut(Key) -> bool) {
    keys_of(io::stdin().lock(), take);
}

fn keys_of(mut terminal: impl Read, take: &mut dyn FnMut(Key) -> bool) {
    let mut parser = Parser::new();
    let mut bytes = [0; 256];
    loop {
        let sent = match terminal.read(&mut bytes) {
            // Without a terminal a read gives nothing (it was hung up) or fails (its other side was closed).
            Ok(0) => return,
            Ok(count) => &bytes[..count],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return,
        };
        let mut pressed = Pressed::default();
        match sent {
            // A key of its own: what begins a sequence comes with the rest of it.
            b"\x1b" => pressed.keys.push(Key::Escape),
            _ => parser.advance(&mut pressed, sent),
        }
        if !pressed.keys.into_iter().all(&mut *take) {
            return;
        }
    }
}

/// What was pressed within one read.
#[derive(Debug, Default)]
struct Pressed {
    keys: Vec<Key>,
    /// After ESC O, with which a cursor key begins in application mode.
    application: bool,
}

impl Pressed {
    fn cursor(&mut self, letter: char) {
        let key = match letter {
            'A' => Key::Up,
            'B' => Key::Down,
            'C' => Key::Right,
            'D' => Key::Left,
            _ => return,
        };
        self.keys.push(key);
    }
}

impl Perform for Pressed {
    fn print(&mut self, sign: char) {
        if std::mem::take(&mut self.application) {
            self.cursor(sign);
        } else {
            self.keys.push(Key::typed(sign));
        }
    }

    fn execute(&mut self, byte: u8) {
        match byte {
            b'\r' | b'\n' => self.keys.push(Key::Enter),
            // Ctrl-C and Ctrl-D.
            3 | 4 => self.keys.push(Key::Interrupt),
            _ => {}
        }
    }

    fn csi_dispatch(&mut self, _params: &Params, _intermediates: &[u8], _ignore: bool, letter: char) {
        self.cursor(letter);
    }

    fn esc_dispatch(&mut self, _intermediates: &[u8], _ignore: bool, byte: u8) {
        self.application = byte == b'O';
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::*;

    /// A terminal that sends these, one a read, and then is gone.
    struct Sends {
        reads: VecDeque<io::Result<&'static [u8]>>,
        /// How often it was read after it had gone.
        after: usize,
    }

    impl Read for &mut Sends {
        fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
            match self.reads.pop_front() {
                Some(Ok(sent)) => {
                    bytes[..sent.len()].copy_from_slice(sent);
                    Ok(sent.len())
                }
                Some(Err(error)) => Err(error),
                None => {
                    self.after += 1;
                    assert!(self.after < 9, "it is read for ever");
                    Ok(0)
                }
            }
        }
    }

    fn keys(reads: impl IntoIterator<Item = io::Result<&'static [u8]>>) -> Vec<Key> {
        let mut found = Vec::new();
        let mut terminal = Sends { reads: reads.into_iter().collect(), after: 0 };
        keys_of(&mut terminal, &mut |key| {
            found.push(key);
            true
        });
        found
    }

    #[test]
    fn letters_signs_and_the_keys_of_the_cursor_are_told_apart() {
        assert_eq!(
            keys([Ok(&b"e"[..]), Ok(b"E"), Ok(b" "), Ok(b"?"), Ok("é".as_bytes())]),
            [Key::Sign('e'), Key::Shifted('e'), Key::Sign(' '), Key::Sign('?'), Key::Sign('é'),]
        );
        let arrows = [Key::Up, Key::Down, Key::Right, Key::Left];
        assert_eq!(keys([Ok(&b"\x1b[A\x1b[B\x1b[C\x1b[D"[..])]), arrows);
        assert_eq!(keys([Ok(&b"\x1bOA\x1bOB\x1bOC\x1bOD"[..])]), arrows);
        assert_eq!(keys([Ok(&b"\x1b[1;5C"[..])]), [Key::Right], "with Ctrl");
        assert_eq!(keys([Ok(&b"\r"[..]), Ok(b"\x03"), Ok(b"\x04")]), [Key::Enter, Key::Interrupt, Key::Interrupt]);
    }

    #[test]
    fn escape_alone_is_a_key_and_a_sequence_may_come_in_pieces() {
        assert_eq!(keys([Ok(&b"\x1b"[..]), Ok(b"q")]), [Key::Escape, Key::Sign('q')]);
        assert_eq!(keys([Ok(&b"\x1b["[..]), Ok(b"A"), Ok(b"m")]), [Key::Up, Key::Sign('m')]);
    }

    #[test]
    fn a_letter_with_alt_or_a_key_that_means_nothing_here_is_no_letter() {
        assert_eq!(keys([Ok(&b"\x1bp"[..]), Ok(b"\x1b[5~"), Ok(b"\x1b[I"), Ok(b"\t"), Ok(b"\x10")]), []);
    }

    #[test]
    fn a_terminal_that_ends_or_fails_is_not_read_again() {
        assert_eq!(keys([Ok(&b"e"[..])]), [Key::Sign('e')]);
        // EIO, of a terminal whose other side was closed.
        let fails = [Ok(&b"e"[..]), Err(io::Error::from_raw_os_error(5)), Ok(b"m")];
        assert_eq!(keys(fails), [Key::Sign('e')]);
        // A signal only interrupts.
        assert_eq!(keys([Err(io::ErrorKind::Interrupted.into()), Ok(&b"m"[..])]), [Key::Sign('m')]);
    }
}
