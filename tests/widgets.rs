//! Each control by keyboard, by pointer and by what a screen reader is told and may ask for.

use ebb::ui::{theme, widgets};
use eframe::egui::accesskit::{Action, ActionData, ActionRequest, Role, Toggled, TreeId};
use eframe::egui::{Event, Key, Ui, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};

/// One control, its value, and what it answered last.
struct World<T> {
    dressed: bool,
    value: T,
    answers: Vec<bool>,
}

/// A window with one control, which has the keyboard when `Tab` is pressed.
fn showing<T: 'static>(value: T, control: fn(&mut Ui, &mut T) -> bool) -> Harness<'static, World<T>> {
    let show = move |ui: &mut Ui, world: &mut World<T>| {
        // Fonts are there from the frame after.
        if !std::mem::replace(&mut world.dressed, true) {
            return theme::install(ui.ctx());
        }
        if control(ui, &mut world.value) {
            world.answers.push(true);
        }
    };
    let world = World { dressed: false, value, answers: Vec::new() };
    let mut harness = Harness::builder().with_size(vec2(500.0, 300.0)).build_ui_state(show, world);
    harness.run_steps(3);
    harness
}

fn press<T>(harness: &mut Harness<'_, World<T>>, key: Key) -> T
where
    T: Clone,
{
    harness.key_press(key);
    harness.run_steps(2);
    harness.state().value.clone()
}

fn loudness() -> Harness<'static, World<u32>> {
    showing(50, |ui, value| widgets::slider(ui, "Loudness", value, &(10..=90), 5, |value| format!("{value} %")))
}

#[test]
fn a_slider_moves_by_its_step_and_stops_at_its_ends() {
    let mut slider = loudness();
    press(&mut slider, Key::Tab);
    assert_eq!(press(&mut slider, Key::ArrowRight), 55);
    assert_eq!(press(&mut slider, Key::ArrowLeft), 50);
    assert_eq!(press(&mut slider, Key::End), 90);
    assert_eq!(press(&mut slider, Key::ArrowRight), 90);
    assert_eq!(press(&mut slider, Key::Home), 10);
    assert_eq!(press(&mut slider, Key::ArrowLeft), 10);
}

#[test]
fn a_slider_tells_its_value_and_its_range_and_takes_a_value_from_a_screen_reader() {
    let mut slider = loudness();
    let target = {
        let node = slider.get_by_role_and_label(Role::Slider, "Loudness");
        let told = node.accesskit_node();
        assert_eq!(told.numeric_value(), Some(50.0));
        assert_eq!((told.min_numeric_value(), told.max_numeric_value()), (Some(10.0), Some(90.0)));
        told.locate().0
    };
    let data = Some(ActionData::NumericValue(72.0));
    let wanted = ActionRequest { action: Action::SetValue, target_tree: TreeId::ROOT, target_node: target, data };
    slider.event(Event::AccessKitActionRequest(wanted));
    slider.run_steps(2);
    // The nearest whole step: 10 + 12 · 5.
    assert_eq!(slider.state().value, 70);
}

#[test]
fn a_number_has_a_sign_for_less_and_one_for_more_and_keeps_within_its_range() {
    let mut number = showing(9, |ui, value| {
        widgets::number(ui, "Time to get ready", value, &(0..=10), 2, |value| format!("{value} s"))
    });
    number.get_by_label("Time to get ready: more").click();
    number.run_steps(2);
    assert_eq!(number.state().value, 10);
    for expected in [8, 6, 4, 2, 0, 0] {
        number.get_by_label("Time to get ready: less").click();
        number.run_steps(2);
        assert_eq!(number.state().value, expected);
    }
    // It said nothing where nothing changed.
    assert_eq!(number.state().answers.len(), 6);
}

#[test]
fn a_switch_is_turned_by_space_and_says_whether_it_is_on() {
    let mut switch = showing(false, |ui, on| widgets::switch(ui, "Numbers", on));
    let toggled = |node: Node<'_>| node.accesskit_node().toggled();
    assert_eq!(toggled(switch.get_by_role_and_label(Role::Switch, "Numbers")), Some(Toggled::False));
    press(&mut switch, Key::Tab);
    assert!(press(&mut switch, Key::Space));
    assert_eq!(toggled(switch.get_by_role_and_label(Role::Switch, "Numbers")), Some(Toggled::True));
    assert!(!press(&mut switch, Key::Space));
}

#[test]
fn a_choice_names_what_is_chosen_between_and_answers_only_when_it_changes() {
    let mut choice =
        showing('a', |ui, chosen| widgets::choice(ui, "Colours", &[('a', "light"), ('b', "dusk")], chosen));
    choice.get_by_role_and_label(Role::RadioButton, "Colours: dusk").click();
    choice.run_steps(2);
    assert_eq!(choice.state().value, 'b');
    choice.get_by_role_and_label(Role::RadioButton, "Colours: dusk").click();
    choice.run_steps(2);
    assert_eq!(choice.state().answers.len(), 1);
    press(&mut choice, Key::Tab);
    assert_eq!(press(&mut choice, Key::Enter), 'a');
}

fn question() -> Harness<'static, World<Option<bool>>> {
    showing(None, |ui, answer| {
        *answer = answer.or(widgets::confirm(ui, "Delete it?", "It is gone then.", "Delete", "Keep it"));
        false
    })
}

#[test]
fn a_question_begins_on_the_harmless_answer_which_escape_gives_too() {
    let mut asked = question();
    assert_eq!(press(&mut asked, Key::Enter), Some(false));
    let mut asked = question();
    assert_eq!(press(&mut asked, Key::Escape), Some(false));
    let mut asked = question();
    press(&mut asked, Key::Tab);
    assert_eq!(press(&mut asked, Key::Enter), Some(true));
}

#[test]
fn what_is_written_stands_in_a_field_that_has_its_name() {
    let mut field =
        showing(String::new(), |ui, text| widgets::field(ui, "Note", widgets::FieldKind::Line, text).changed());
    press(&mut field, Key::Tab);
    field.event(Event::Text("calm".into()));
    field.run_steps(2);
    assert_eq!(field.state().value, "calm");
    assert_eq!(field.get_by_role_and_label(Role::TextInput, "Note").value().as_deref(), Some("calm"));
}

#[test]
fn a_notice_is_spoken_politely_and_its_one_action_can_be_pressed() {
    let mut notice = showing(0, |ui, pressed| {
        if widgets::notice(ui, "The entry is deleted.", Some("Undo")) {
            *pressed += 1;
        }
        false
    });
    let said = notice.get_by_label("The entry is deleted.");
    assert_eq!(said.accesskit_node().live(), eframe::egui::accesskit::Live::Polite);
    notice.get_by_role_and_label(Role::Button, "Undo").click();
    notice.run_steps(2);
    assert_eq!(notice.state().value, 1);
}
