//! Everything that can be asked for while a session plays: its name, its key, and what it says in the list of keys.
//!
//! Knows nothing of how it is carried out.

use std::sync::LazyLock;

use eframe::egui::Key;

use crate::session::{Named as _, Pacer};
use crate::ui::words::capital;

/// What a key or a control asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StageAction {
    /// Pause, or go on.
    Toggle,
    /// To the start of this step, or the one before.
    Back,
    /// To the next step.
    Next,
    /// A little easier.
    Ease,
    /// A step back towards what the author wrote.
    EaseBack,
    /// To stop at once and keep the minutes.
    StopNow,
    /// To be asked how to leave.
    Ask,
    /// Everything a little louder.
    Louder,
    /// Everything a little softer.
    Softer,
    /// Everything as loud as this, 0–100 %.
    Volume(u32),
    /// This pacer.
    Pacer(Pacer),
    /// The pacer after this one.
    NextPacer,
    /// The guide after this one.
    Guide,
    /// The ambience after this one.
    Ambience,
    /// The voice, or none.
    Voice,
    /// Silence, or sound again.
    Mute,
    /// The whole screen, and back.
    FullScreen,
    /// A small window above all others, and back.
    SmallWindow,
    /// Numbers, or none.
    Numbers,
    /// Words, or one shape and nothing to read.
    Words,
    /// A darker screen, and back.
    Dim,
    /// What the author says about taking care.
    Care,
    /// Before anything was practised: another length, another start.
    Look,
    /// The list of keys.
    Keys,
}

impl StageAction {
    /// Whether it changes one of the values that the list of keys shows, and nothing else.
    pub(super) fn only_changes_a_value(self) -> bool {
        use StageAction::{Ambience, Dim, Guide, Louder, Mute, NextPacer, Numbers, Pacer, Softer, Voice, Words};
        matches!(self, Louder | Softer | Mute | Voice | Guide | Ambience | Pacer(_) | NextPacer | Numbers | Words | Dim)
    }
}

/// Whether Shift has to be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    /// It must not be.
    Up,
    /// It must.
    Down,
    /// It does not matter: on some keyboards the sign needs it.
    Either,
}

/// A key and what it does.
pub(super) type Bound = (Key, Shift, StageAction);

/// The keys of figures, from 0 on; those from 1 on choose a pacer.
pub(super) const FIGURES: [Key; 10] =
    [Key::Num0, Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// Every key there is.
pub(super) fn keys() -> impl Iterator<Item = Bound> {
    let pacers = FIGURES.into_iter().skip(1).zip(Pacer::ALL);
    KEYS.into_iter().chain(pacers.map(|(key, pacer)| (key, Shift::Up, StageAction::Pacer(*pacer))))
}

/// Every key but those of the pacers.
const KEYS: [Bound; 24] = {
    use Shift::{Down, Either, Up};
    [
        (Key::Space, Up, StageAction::Toggle),
        (Key::ArrowLeft, Up, StageAction::Back),
        (Key::ArrowRight, Up, StageAction::Next),
        (Key::E, Down, StageAction::EaseBack),
        (Key::E, Up, StageAction::Ease),
        (Key::P, Up, StageAction::StopNow),
        (Key::Escape, Up, StageAction::Ask),
        (Key::ArrowUp, Up, StageAction::Louder),
        (Key::ArrowDown, Up, StageAction::Softer),
        (Key::G, Up, StageAction::Guide),
        (Key::A, Up, StageAction::Ambience),
        (Key::V, Up, StageAction::Voice),
        (Key::M, Up, StageAction::Mute),
        (Key::F, Up, StageAction::FullScreen),
        (Key::F11, Up, StageAction::FullScreen),
        (Key::T, Up, StageAction::SmallWindow),
        (Key::N, Up, StageAction::Numbers),
        (Key::H, Up, StageAction::Words),
        (Key::D, Up, StageAction::Dim),
        (Key::C, Up, StageAction::Care),
        (Key::B, Up, StageAction::Look),
        (Key::Questionmark, Either, StageAction::Keys),
        (Key::Slash, Down, StageAction::Keys),
        (Key::F1, Up, StageAction::Keys),
    ]
};

/// A line of the list of keys: the key as it is written, what it does, and what pressing the line asks for.
pub(super) type Listed = (&'static str, &'static str, StageAction);

/// The keys of the pacers, and what they are called.
static PACERS: LazyLock<[String; 2]> = LazyLock::new(|| {
    let labels: Vec<&str> = Pacer::ALL.iter().map(|pacer| pacer.label()).collect();
    [format!("1 – {}", labels.len()), capital(&labels.join(", "))]
});

/// The list of keys, in groups.
pub(super) static LIST: LazyLock<[(&str, Vec<Listed>); 4]> = LazyLock::new(|| {
    [
        (
            "The session",
            vec![
                ("Space", "Pause, go on", StageAction::Toggle),
                ("←", "Back to the start of this step, or the one before", StageAction::Back),
                ("→", "Next step", StageAction::Next),
                ("E", "A little easier: shorter breaths, holds and stretches", StageAction::Ease),
                ("Shift E", "Back towards the pace as written", StageAction::EaseBack),
                ("P", "Stop now; the minutes are kept", StageAction::StopNow),
                ("Esc", "Leave: asks what to keep", StageAction::Ask),
                ("B", "Its length, and where it starts; within ten seconds", StageAction::Look),
            ],
        ),
        (
            "Sound",
            vec![
                ("Up", "Louder", StageAction::Louder),
                ("Down", "Softer", StageAction::Softer),
                ("G", "Another guide", StageAction::Guide),
                ("A", "Another ambience", StageAction::Ambience),
                ("V", "Voice on or off", StageAction::Voice),
                ("M", "Mute, and sound again", StageAction::Mute),
            ],
        ),
        (
            "Picture",
            vec![
                (&PACERS[0], &PACERS[1], StageAction::NextPacer),
                ("N", "Numbers shown or hidden", StageAction::Numbers),
                ("H", "Words shown or hidden", StageAction::Words),
                ("D", "Dim the screen", StageAction::Dim),
                ("F", "Full screen", StageAction::FullScreen),
                ("T", "Small window on top", StageAction::SmallWindow),
            ],
        ),
        (
            "To read",
            vec![("C", "When to stop, what to take care of", StageAction::Care), ("?", "This list", StageAction::Keys)],
        ),
    ]
});

/// What a control does, and the key that does it too.
pub(super) fn listed(action: StageAction) -> Option<(&'static str, &'static str)> {
    let all = LIST.iter().flat_map(|(_, lines)| lines.iter());
    all.into_iter().find(|line| line.2 == action).map(|(key, does, _)| (*does, *key))
}
