//! The Library and Progress over made-up facts, found by what they say to a screen reader.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate};
use ebb::catalogue::Catalogue;
use ebb::journal::Snapshot;
use ebb::plan::{Ended, Entry, default_plan};
use ebb::settings::Settings;
use ebb::ui::{Action, Changing, Facts, library::Library, progress::Progress, theme};
use ebb::units::Time;
use eframe::egui::{Key, Rect, Ui, Vec2, pos2, vec2};
use egui_kittest::{Harness, Node, kittest::NodeT as _, kittest::Queryable as _};

const DESKTOP: Vec2 = vec2(1008.0, 800.0);
const SMALL: Vec2 = vec2(648.0, 600.0);
const NARROW: Vec2 = vec2(312.0, 504.0);

/// What the places are given, and what they asked for.
struct World {
    catalogue: Arc<Catalogue>,
    own: PathBuf,
    journal: Option<Arc<Snapshot>>,
    settings: Settings,
    library: Library,
    progress: Progress,
    begun: Vec<String>,
    lasting: Vec<Time>,
    dressed: bool,
}

impl World {
    fn new(own: PathBuf, entries: Vec<Entry>) -> Self {
        let snapshot = Snapshot { stored: Some(default_plan(day(11, 2))), entries, ..Snapshot::default() };
        Self {
            catalogue: Arc::new(Catalogue::load(&own)),
            own,
            journal: Some(Arc::new(snapshot)),
            settings: Settings::default(),
            library: Library::default(),
            progress: Progress::default(),
            begun: Vec::new(),
            lasting: Vec::new(),
            dressed: false,
        }
    }

    fn show(&mut self, ui: &mut Ui, place: fn(&mut Library, &mut Progress, &mut Ui, &Facts<'_>) -> Option<Action>) {
        // Fonts are there from the frame after.
        if !self.dressed {
            self.dressed = true;
            return theme::install(ui.ctx());
        }
        let facts = Facts {
            now: "2026-11-22T12:00:00Z".parse().unwrap(),
            today: day(11, 22),
            journal: self.journal.as_ref(),
            catalogue: &self.catalogue,
            own_sessions: &self.own,
            settings: &self.settings,
            troubles: &[],
            changing: &Changing::default(),
        };
        if let Some(Action::Begin(programme)) = place(&mut self.library, &mut self.progress, ui, &facts) {
            self.begun.push(programme.name.clone());
            self.lasting.push(programme.timeline.len());
        }
    }
}

/// A day of 2026.
fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn library(own: PathBuf, size: Vec2) -> Harness<'static, World> {
    let show = |ui: &mut Ui, world: &mut World| world.show(ui, |library, _, ui, facts| library.ui(ui, facts));
    let mut harness = Harness::builder().with_size(size).build_ui_state(show, World::new(own, Vec::new()));
    harness.run_steps(3);
    harness
}

fn progress(entries: Vec<Entry>, size: Vec2) -> Harness<'static, World> {
    let show = |ui: &mut Ui, world: &mut World| world.show(ui, |_, progress, ui, facts| progress.ui(ui, facts));
    let world = World::new(PathBuf::from("/nowhere"), entries);
    let mut harness = Harness::builder().with_size(size).build_ui_state(show, world);
    harness.run_steps(3);
    harness
}

fn press(harness: &mut Harness<'_, World>, key: Key) {
    harness.key_press(key);
    harness.run_steps(2);
}

/// Five minutes of breathing.
fn breathed(day: NaiveDate, nth: u64) -> Entry {
    Entry {
        start: DateTime::parse_from_rfc3339(&format!("{day}T08:05:00+01:00")).ok(),
        planned_s: 300,
        ended: Ended::Finished,
        title: "Daily five".into(),
        ..Entry::by_hand(format!("{nth:032x}"), "breathing", day, 300)
    }
}

/// Every day of the week of 9 November, and two of the present one: Monday and Thursday.
fn two_weeks() -> Vec<Entry> {
    let days = (9..=15).chain([16, 19]);
    days.zip(0..).map(|(date, nth)| breathed(day(11, date), nth)).collect()
}

#[test]
fn arrows_choose_a_session_and_enter_begins_it() {
    let mut library = library(PathBuf::from("/nowhere"), DESKTOP);
    press(&mut library, Key::Enter);
    press(&mut library, Key::ArrowDown);
    press(&mut library, Key::ArrowDown);
    press(&mut library, Key::ArrowUp);
    press(&mut library, Key::Enter);
    // What a newcomer begins with is chosen at first; below it stands the next.
    assert_eq!(library.state().begun, ["learning-the-breath", "first-steps"]);
}

#[test]
fn a_chosen_session_tells_what_it_is_and_its_button_begins_it() {
    let mut library = library(PathBuf::from("/nowhere"), DESKTOP);
    library.get_by_label("Daily five, 5 minutes, 4.5 in, 5.5 out").click();
    library.run_steps(2);
    assert!(library.query_by_label_contains("Six breaths a minute for five minutes, each breath out").is_some());
    assert!(library.query_by_label_contains("Laborde et al. 2021").is_some());
    assert!(library.state().begun.is_empty());
    library.get_by_label("Begin").click();
    library.run_steps(2);
    assert_eq!(library.state().begun, ["daily-five"]);
}

#[test]
fn a_session_that_ends_with_breathing_can_be_given_a_length_of_ones_own() {
    let mut library = library(PathBuf::from("/nowhere"), DESKTOP);
    library.get_by_label("Daily five, 5 minutes, 4.5 in, 5.5 out").click();
    library.run_steps(2);
    for _ in 0..2 {
        library.get_by_label("A minute longer").click();
        library.run_steps(2);
    }
    // 42 breaths of 10 seconds.
    assert!(library.query_by_label("7 minutes").is_some());
    library.get_by_label("A minute shorter").click();
    library.run_steps(2);
    library.get_by_label("Begin").click();
    library.run_steps(2);
    assert_eq!(library.state().lasting, [Time::from_secs(360)]);
}

#[test]
fn a_length_that_is_no_whole_minute_goes_on_by_minutes() {
    let own = tempfile::tempdir().unwrap();
    let text = "Session(format: 1, title: \"Elevens\", practice: \"breathing\", steps: [Breathe(breath: \
                (inhale: 5, exhale: 6), cycles: 16)])";
    std::fs::write(own.path().join("elevens.ron"), text).unwrap();
    let mut library = library(own.path().to_owned(), DESKTOP);
    library.get_by_label_contains("Elevens, 3 minutes").click_accesskit();
    library.run_steps(2);
    // Breaths of 11 seconds: 2 minutes are 121 seconds, 1 minute is 55.
    for (press, length) in [("shorter", 121), ("shorter", 55), ("longer", 121), ("longer", 176)] {
        library.get_by_label(&format!("A minute {press}")).click();
        library.run_steps(2);
        library.get_by_label("Begin").click();
        library.run_steps(2);
        assert_eq!(library.state().lasting.last(), Some(&Time::from_secs(length)));
    }
}

#[test]
fn in_a_narrow_window_the_chosen_session_opens_below_its_row() {
    let mut library = library(PathBuf::from("/nowhere"), NARROW);
    assert!(library.query_by_label("Begin").is_none());
    press(&mut library, Key::ArrowDown);
    let begin = library.get_by_label("Begin").rect();
    assert!(begin.right() <= NARROW.x, "{begin:?}");
}

#[test]
fn a_session_with_holds_and_one_of_ones_own_say_so() {
    let own = tempfile::tempdir().unwrap();
    let text = "Session(format: 1, title: \"Square\", practice: \"breathing\", steps: [Breathe(breath: \
                (inhale: 4, hold_in: 4, exhale: 4, hold_out: 4), cycles: 15)])";
    std::fs::write(own.path().join("square.ron"), text).unwrap();
    let library = library(own.path().to_owned(), DESKTOP);
    let row = "Square, 4 minutes, with holds, yours, 4 in, hold 4, 4 out, hold 4";
    assert!(library.query_by_label(row).is_some());
}

#[test]
fn a_file_that_does_not_load_is_shown_with_its_place_and_hides_no_other() {
    let own = tempfile::tempdir().unwrap();
    let path = own.path().join("evening.ron");
    let text = "Session(format: 1, title: \"Evening\", practice: \"breathing\", steps: [Rest(secs: -3)])";
    std::fs::write(&path, text).unwrap();
    let library = library(own.path().to_owned(), vec2(1008.0, 4000.0));
    assert!(library.query_by_label("Not loaded yet").is_some());
    assert!(library.query_by_label_contains("evening.ron:1:").is_some());
    assert!(library.query_by_label_contains("Daily five, 5 minutes").is_some());
}

#[test]
fn an_empty_folder_of_ones_own_says_where_files_go() {
    let library = library(PathBuf::from("/somewhere/ebb/sessions"), vec2(1008.0, 4000.0));
    assert!(library.query_by_label_contains("Put your own, ending in .ron, into this folder").is_some());
    assert!(library.query_by_label("/somewhere/ebb/sessions").is_some());
}

#[test]
fn progress_says_in_words_what_its_bars_show() {
    let progress = progress(two_weeks(), DESKTOP);
    // The plan began on 2 November: of its two closed weeks neither had all stretches.
    assert!(progress.query_by_label("This week: breathing 2 of 7, stretching 0 of 3.").is_some());
    assert!(progress.query_by_label("Week of 9 November: breathing 7 of 7 days, kept.").is_some());
    assert!(progress.query_by_label("Week of 2 November: breathing 0 of 7 days, not this week.").is_some());
    assert!(progress.query_by_label("Week of 26 October: breathing not part of the plan.").is_some());
    assert!(progress.query_by_label("9 sessions, 45 minutes in these 12 weeks.").is_some());
}

#[test]
fn a_year_of_weeks_is_one_press_away() {
    let mut progress = progress(two_weeks(), DESKTOP);
    assert!(progress.query_by_label_contains("Week of 1 December 2025").is_none());
    progress.get_by_label("52 weeks").click();
    progress.run_steps(2);
    // Two practices stand in it.
    assert_eq!(progress.query_all_by_label_contains("Week of 1 December 2025").count(), 2);
}

#[test]
fn the_keyboard_goes_through_the_weeks_of_a_practice() {
    let mut progress = progress(two_weeks(), DESKTOP);
    // Three choices of weeks, four of what is shown, then the present week of the first practice.
    for _ in 0..8 {
        press(&mut progress, Key::Tab);
    }
    assert!(focused(&progress).starts_with("This week: breathing 2 of 7 days"), "{}", focused(&progress));
    press(&mut progress, Key::ArrowLeft);
    assert_eq!(focused(&progress), "Week of 9 November: breathing 7 of 7 days, kept.");
    press(&mut progress, Key::ArrowLeft);
    assert_eq!(focused(&progress), "Week of 2 November: breathing 0 of 7 days, not this week.");
    press(&mut progress, Key::ArrowRight);
    press(&mut progress, Key::Tab);
    assert_eq!(focused(&progress), "Week of 9 November: stretching 0 of 3 days, not this week.");
}

fn focused(harness: &Harness<'_, World>) -> String {
    let all = harness.query_all_by_label_contains("");
    all.filter(Node::is_focused).filter_map(|node| said(&node)).collect()
}

/// What a screen reader says of it.
fn said(node: &Node<'_>) -> Option<String> {
    node.accesskit_node().label().or_else(|| node.accesskit_node().value())
}

#[test]
fn the_log_is_newest_first_and_lays_out_only_what_is_in_sight() {
    let first = day(11, 22) - Days::new(19_999);
    let many: Vec<Entry> = (0..20_000).map(|nth| breathed(first + Days::new(nth), nth)).collect();
    let progress = progress(many, DESKTOP);
    let rows = progress.query_all_by_label_contains("Daily five, 5:00, to the end, Breathing");
    let tops: Vec<(f32, String)> = rows.map(|row| (row.rect().top(), said(&row).unwrap_or_default())).collect();
    assert!(!tops.is_empty() && tops.len() < 30, "{}", tops.len());
    assert_eq!(tops[0].1, "Today, 08:05, Daily five, 5:00, to the end, Breathing");
    assert!(tops.windows(2).all(|pair| pair[0].0 < pair[1].0));
}

#[test]
fn an_empty_journal_invites() {
    let progress = progress(Vec::new(), DESKTOP);
    assert!(progress.query_by_label("Your weeks will stand here").is_some());
    assert!(progress.query_by_label_contains("0 sessions").is_none());
}

#[test]
fn nothing_is_wider_than_its_window() {
    for size in [DESKTOP, SMALL, NARROW] {
        for harness in [progress(two_weeks(), size), library(PathBuf::from("/nowhere"), size)] {
            let window = Rect::from_min_max(pos2(-1.0, f32::MIN), pos2(size.x + 1.0, f32::MAX));
            for node in harness.query_all_by_label_contains("").filter(|node| said(node).is_some()) {
                assert!(window.contains_rect(node.rect()), "{:?} {:?}", said(&node), node.rect());
            }
        }
    }
}
