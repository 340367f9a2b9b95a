//! The keys of a session in the terminal: the same as the window's, as far as a terminal has them.

use crate::plan::{REASONS, Reason};

/// Every key, for `--help` and the list that `?` shows.
pub(in crate::cli) const LIST: &str = "\
Keys, while a session plays in the terminal:
  Space        pause, and go on
  Left, Right  this step again, or the one before; the next step
  E, Shift+E   ease off, and back: from the next breath on
  P            stop now, and keep what was practised
  Esc, Q       leave: asks how
  Up, Down     louder, quieter
  M            mute
  ?            these keys";

/// What was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// A letter, lower case, or another sign.
    Sign(char),
    /// A letter with Shift, lower case.
    Shifted(char),
    Enter,
    Escape,
    Left,
    Right,
    Up,
    Down,
    /// Ctrl-C, or Ctrl-D.
    Interrupt,
}

/// What a key asks of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TerminalAction {
    Pause,
    Next,
    Back,
    Ease,
    EaseBack,
    StopNow,
    Leave,
    Louder,
    Quieter,
    Mute,
    List,
    Interrupt,
}

/// How a session that is not over is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaving {
    GoOn,
    Keep,
    Discard,
}

impl Key {
    /// What a letter or another sign is, as it was typed.
    pub(super) fn typed(sign: char) -> Self {
        match sign.to_lowercase().next() {
            Some(small) if sign.is_uppercase() => Self::Shifted(small),
            _ => Self::Sign(sign),
        }
    }

    /// What it asks while a session plays.
    pub(super) fn wish(self) -> Option<TerminalAction> {
        let wish = match self {
            Self::Interrupt => TerminalAction::Interrupt,
            Self::Escape => TerminalAction::Leave,
            Self::Left => TerminalAction::Back,
            Self::Right => TerminalAction::Next,
            Self::Up => TerminalAction::Louder,
            Self::Down => TerminalAction::Quieter,
            Self::Shifted('e') => TerminalAction::EaseBack,
            Self::Sign(sign) | Self::Shifted(sign) => match sign {
                ' ' => TerminalAction::Pause,
                'e' => TerminalAction::Ease,
                'p' => TerminalAction::StopNow,
                'q' => TerminalAction::Leave,
                'm' => TerminalAction::Mute,
                '?' => TerminalAction::List,
                _ => return None,
            },
            Self::Enter => return None,
        };
        Some(wish)
    }

    /// What it answers to [`LEAVE`].
    pub(super) fn leaving(self) -> Option<Leaving> {
        match self {
            Self::Enter | Self::Escape | Self::Sign(' ') => Some(Leaving::GoOn),
            Self::Sign('k') | Self::Shifted('k') | Self::Interrupt => Some(Leaving::Keep),
            Self::Sign('d') | Self::Shifted('d') => Some(Leaving::Discard),
            _ => None,
        }
    }

    /// What it answers to [`why`].
    pub(super) fn answer(self) -> Option<Reason> {
        match self {
            Self::Enter | Self::Escape | Self::Sign(' ') | Self::Interrupt => Some(Reason::Unsaid),
            Self::Sign(digit) => {
                let nth = digit.to_digit(10)?.checked_sub(1)?;
                REASONS.get(usize::try_from(nth).ok()?).map(|(reason, _)| *reason)
            }
            _ => None,
        }
    }
}

/// The question before leaving.
pub(super) const LEAVE: &str = "Leave?  Enter: go on   K: end, keep what I did   D: end, keep nothing";

/// The question after a stop.
pub(super) fn why() -> String {
    let numbered = REASONS.iter().enumerate().map(|(nth, (_, words))| format!("{}: {words}", nth + 1));
    format!("{}   Enter: leave it", numbered.collect::<Vec<_>>().join("   "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(sign: char) -> Option<TerminalAction> {
        Key::typed(sign).wish()
    }

    #[test]
    fn keys_mean_what_they_mean_in_the_window() {
        let expected = [
            (' ', TerminalAction::Pause),
            ('e', TerminalAction::Ease),
            ('E', TerminalAction::EaseBack),
            ('p', TerminalAction::StopNow),
            ('P', TerminalAction::StopNow),
            ('q', TerminalAction::Leave),
            ('m', TerminalAction::Mute),
            ('?', TerminalAction::List),
        ];
        for (typed, wish) in expected {
            assert_eq!(sign(typed), Some(wish), "{typed}");
        }
        assert_eq!((sign('x'), sign('1')), (None, None));
        let arrows = [Key::Left, Key::Right, Key::Up, Key::Down].map(|key| key.wish().unwrap());
        assert_eq!(
            arrows,
            [TerminalAction::Back, TerminalAction::Next, TerminalAction::Louder, TerminalAction::Quieter]
        );
    }

    #[test]
    fn leaving_keeps_unless_it_is_said_otherwise() {
        let answers = [Key::Enter, Key::Escape, Key::Sign('k'), Key::Sign('d'), Key::Interrupt, Key::Sign('x')];
        let expected = [
            Some(Leaving::GoOn),
            Some(Leaving::GoOn),
            Some(Leaving::Keep),
            Some(Leaving::Discard),
            Some(Leaving::Keep),
            None,
        ];
        assert_eq!(answers.map(Key::leaving), expected);
    }

    #[test]
    fn a_reason_is_a_number_of_the_question() {
        assert_eq!(
            why(),
            "1: It hurt   2: Dizzy or tingling   3: Too much right now   4: Something else   Enter: leave it"
        );
        assert_eq!(Key::Sign('2').answer(), Some(Reason::Dizzy));
        assert_eq!(Key::Enter.answer(), Some(Reason::Unsaid));
        assert_eq!((Key::Sign('0').answer(), Key::Sign('5').answer(), Key::Up.answer()), (None, None, None));
    }
}
