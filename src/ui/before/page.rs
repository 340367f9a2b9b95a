//! The page before a session: its caution, its length, where it starts. Decides nothing; says what is wished.

use eframe::egui::{Align, Event, Key, Layout, Modifiers, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::catalogue::Programme;
use crate::session::Pace;
use crate::ui::action::Facts;
use crate::ui::theme::{Palette, Type, space};
use crate::ui::{widgets, words};

/// What the two buttons need below the text.
const BUTTONS: f32 = 54.0 + 2.0 * space::GROUP;
/// Below this height they take too much of it.
const LOW: f32 = 380.0;

const HOW: &str = "You tap at each breath in; it begins at your own pace and leads on from there.";

/// What is wished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageAction {
    Begin,
    NotNow,
    Last(By),
    /// To find out how fast one breathes.
    Tap,
    /// To start as the author wrote it after all.
    AsWritten,
}

/// How a length changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Longer,
    Shorter,
}

/// Shows it.
pub(super) fn ui(
    ui: &mut Ui,
    facts: &Facts<'_>,
    programme: &Programme,
    pace: Option<Pace>,
    note: Option<&str>,
) -> Option<PageAction> {
    let mut ui = column(ui, "before");
    let height = ui.max_rect().height();
    // In a low window the buttons scroll with the rest.
    let low = height < LOW;
    let room = if low { height } else { height - BUTTONS };
    let mut action = None;
    let area = ScrollArea::vertical().auto_shrink([false, true]).max_height(room);
    widgets::scrolling(&mut ui, area, |ui| {
        head(ui, facts, programme);
        action = choices(ui, programme, pace, note);
        if low {
            widgets::gap(ui, space::SMALL);
            action = action.or(buttons(ui));
            widgets::gap(ui, space::SMALL);
        }
    });
    if !low {
        widgets::gap(&mut ui, space::GROUP);
        action = action.or(buttons(&mut ui));
    }
    action.or_else(|| keys(&ui, programme))
}

/// That nothing is left of a session, and why. Says when it was read.
pub(super) fn nothing_left(ui: &mut Ui, title: &str, why: &str) -> bool {
    let palette = Palette::of(ui);
    let mut ui = column(ui, "nothing left");
    widgets::heading(&mut ui, Type::Title, palette.ink, title);
    widgets::gap(&mut ui, space::SMALL);
    widgets::text(&mut ui, Type::Cue, palette.ink, why);
    widgets::gap(&mut ui, space::GROUP);
    widgets::pill(&mut ui, "Back").clicked() || pressed(&ui, Key::Enter) || pressed(&ui, Key::Escape)
}

/// The column that such a page is set in.
pub(super) fn column(ui: &mut Ui, salt: &str) -> Ui {
    let window = ui.max_rect();
    let width = 620.0_f32.min(window.width() - 2.0 * space::GROUP);
    let top = if window.height() < 640.0 { space::GROUP } else { (window.height() * 0.2).min(150.0) };
    let rect = Rect::from_min_max(
        pos2(window.center().x - width / 2.0, window.top() + top),
        pos2(window.center().x + width / 2.0, window.bottom()),
    );
    ui.new_child(UiBuilder::new().max_rect(rect).id_salt(salt).layout(Layout::top_down(Align::Min)))
}

fn head(ui: &mut Ui, facts: &Facts<'_>, programme: &Programme) {
    let palette = Palette::of(ui);
    let session = &programme.session;
    widgets::heading(ui, Type::Title, palette.ink, &session.title);
    let about = [facts.practice_name(&session.practice), words::pace(session)];
    let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    widgets::text(ui, Type::Note, palette.quiet, &about);
    if let Some(about) = &session.about {
        widgets::gap(ui, space::SMALL);
        widgets::text(ui, Type::Body, palette.ink, about);
    }
    if let Some(needs) = words::needs(session) {
        widgets::gap(ui, space::SMALL);
        widgets::text(ui, Type::Body, palette.ink, &format!("You need {needs}"));
    }
    if let Some(caution) = &session.caution {
        widgets::gap(ui, space::SMALL);
        widgets::heading(ui, Type::Strong, palette.quiet, "Before you begin");
        widgets::gap(ui, space::HAIR);
        widgets::text(ui, Type::Cue, palette.ink, caution);
    }
}

/// How long it lasts and where it starts, as far as either can be chosen.
fn choices(ui: &mut Ui, programme: &Programme, pace: Option<Pace>, note: Option<&str>) -> Option<PageAction> {
    let palette = Palette::of(ui);
    let mut action = None;
    widgets::gap(ui, space::SMALL);
    let length = words::exact_length(programme.timeline.len());
    if programme.session.has_own_length() {
        ui.horizontal(|ui| {
            let shorter = widgets::sign(ui, "−", "A minute shorter");
            widgets::fixed(ui, 150.0, Type::Cue, palette.ink, &length);
            let longer = widgets::sign(ui, "+", "A minute longer");
            if shorter.clicked() {
                action = Some(PageAction::Last(By::Shorter));
            } else if longer.clicked() {
                action = Some(PageAction::Last(By::Longer));
            }
        });
    } else {
        widgets::text(ui, Type::Cue, palette.ink, &length);
    }
    if let Some(note) = note {
        widgets::text(ui, Type::Note, palette.quiet, note);
    }
    if let Some(pace) = pace {
        widgets::gap(ui, space::NEAR);
        let sentence = format!("Starts at your pace, {}.", words::a_minute(pace.breath()));
        widgets::text(ui, Type::Cue, palette.ink, &sentence);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::SMALL;
            if widgets::link(ui, "Start as written").clicked() {
                action = Some(PageAction::AsWritten);
            }
            if widgets::link(ui, "Tap again").clicked() {
                action = Some(PageAction::Tap);
            }
        });
    } else if programme.session.has_ramp() {
        widgets::gap(ui, space::SMALL);
        if widgets::outline(ui, "Start where you are").clicked() {
            action = Some(PageAction::Tap);
        }
        widgets::gap(ui, space::HAIR);
        widgets::text(ui, Type::Note, palette.quiet, HOW);
    }
    widgets::gap(ui, space::HAIR);
    action
}

fn buttons(ui: &mut Ui) -> Option<PageAction> {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::NEAR, space::TIGHT);
        let begin = widgets::pill(ui, "Begin");
        let not_now = widgets::outline(ui, "Not now");
        begin.clicked().then_some(PageAction::Begin).or(not_now.clicked().then_some(PageAction::NotNow))
    })
    .inner
}

/// Enter begins, Esc leaves; − and + are the length, S starts where one is. A key that is still held from choosing the
/// session is no answer.
fn keys(ui: &Ui, programme: &Programme) -> Option<PageAction> {
    let free = ui.memory(|memory| memory.focused().is_none());
    let own = programme.session.has_own_length();
    if pressed(ui, Key::Escape) {
        Some(PageAction::NotNow)
    } else if free && pressed(ui, Key::Enter) {
        Some(PageAction::Begin)
    } else if own && (pressed(ui, Key::Plus) || pressed(ui, Key::Equals)) {
        Some(PageAction::Last(By::Longer))
    } else if own && pressed(ui, Key::Minus) {
        Some(PageAction::Last(By::Shorter))
    } else if programme.session.has_ramp() && pressed(ui, Key::S) {
        Some(PageAction::Tap)
    } else {
        None
    }
}

/// Whether a key went down just now.
pub(super) fn pressed(ui: &Ui, key: Key) -> bool {
    let is_it = |event: &Event| {
        let Event::Key { key: one, pressed: true, repeat: false, modifiers, .. } = event else { return false };
        *one == key && (modifiers.is_none() || *modifiers == Modifiers::SHIFT)
    };
    ui.input(|input| input.events.iter().any(is_it))
}
