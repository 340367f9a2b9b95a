//! What is chosen on the stage: said for a moment, and kept.

use super::*;

#[test]
fn loudness_goes_both_ways_by_pointer_and_by_keyboard_and_is_silenced_by_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = on_stage(folder.path());
    let line = |window: &Harness<'_, App>| {
        let node = window.get_by_role_and_label(Role::Slider, "Volume");
        (node.rect(), node.accesskit_node().numeric_value())
    };
    let (place, worth) = line(&window);
    assert_eq!(worth, Some(80.0));
    for (part, percent) in [(0.25, 20.0), (0.75, 80.0), (0.5, 50.0)] {
        let at = place.left_center() + vec2(place.width() * part, 0.0);
        for pressed in [true, false] {
            window.event(Event::PointerMoved(at));
            let button = eframe::egui::PointerButton::Primary;
            window.event(Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
            window.run_steps(2);
        }
        let (stays, worth) = line(&window);
        assert!((worth.unwrap() - percent).abs() <= 5.0, "{worth:?} at {part}");
        assert_eq!(stays, place, "nothing moves");
    }
    let before = line(&window).1.unwrap();
    window.get_by_role_and_label(Role::Slider, "Volume").focus();
    window.run_steps(2);
    press(&mut window, Key::ArrowRight);
    assert_eq!(line(&window).1, Some(before + 5.0));
    press(&mut window, Key::ArrowDown);
    assert_eq!(line(&window).1, Some(before));
    // The line has no use for Space: it pauses.
    press(&mut window, Key::Space);
    until(&mut window, "Paused. Space goes on.");
    for muted in [Toggled::True, Toggled::False] {
        window.get_by_label("Mute").click();
        window.run_steps(4);
        assert_eq!(window.get_by_label("Mute").accesskit_node().toggled(), Some(muted));
        assert_eq!(line(&window).0, place, "nothing moves");
    }
}

#[test]
fn every_choice_says_for_a_moment_what_was_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = on_stage(folder.path());
    for (key, said) in [
        (Key::Num1, "Pacer: tide"),
        (Key::Num2, "Pacer: circle"),
        (Key::Num3, "Pacer: ring"),
        (Key::Num4, "Pacer: column"),
        (Key::Num5, "Pacer: path"),
        (Key::G, "Guide: two tones"),
        (Key::A, "Ambience: ocean"),
        (Key::ArrowDown, "Volume 75 %"),
        (Key::ArrowUp, "Volume 80 %"),
        (Key::M, "Sound off"),
        (Key::M, "Sound on"),
        (Key::V, "Voice on"),
    ] {
        press(&mut window, key);
        let there = |window: &Harness<'_, App>| {
            window.query_all_by_label(said).any(|node| node.accesskit_node().role() == Role::Label)
        };
        let came = (0..300).any(|_| {
            window.step();
            there(&window)
        });
        assert!(came, "{said}");
    }
    // Two and a half seconds, and a quarter to fade.
    window.run_steps(180);
    assert!(!is_said(&window, "Voice on"));
}

#[test]
fn loudness_silence_and_numbers_stay_chosen_for_the_next_session() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = on_stage(folder.path());
    for key in [Key::ArrowDown, Key::ArrowDown, Key::M, Key::N] {
        press(&mut window, key);
    }
    drop(window);
    let kept = kept(folder.path());
    assert_eq!((kept.volume_percent, kept.muted, kept.numbers), (70, true, false));
}

#[test]
fn numbers_can_be_hidden_and_shown_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = on_stage(folder.path());
    assert!(is_said(&window, "1 breath a minute"));
    press(&mut window, Key::N);
    window.run_steps(5);
    for number in [" left", "a minute"] {
        assert!(!is_said(&window, number), "{number}");
    }
    press(&mut window, Key::N);
    until(&mut window, " left");
}
