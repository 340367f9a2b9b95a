//! Settings as a file has them: read, kept, told of.

use super::*;

#[test]
fn what_is_left_out_is_listed_and_a_file_from_before_areas_still_says_so() {
    let read = |text: &str| Settings::read(text).unwrap().left_out();
    let two = read("(leave_out: [Knees, Pelvis], leave_out_poses: [\"Happy baby\"])");
    assert!(two.areas.contains(Area::Knees) && two.areas.contains(Area::Pelvis) && !two.areas.contains(Area::Hips));
    assert_eq!(two.poses, ["Happy baby"]);
    assert_eq!(read("(leave_out_pelvis: true)").areas, Area::Pelvis.into());
    assert!(read("(leave_out_pelvis: false)").is_nothing() && read("()").is_nothing());
    assert_eq!(read("(leave_out: Knees)").areas, Area::Knees.into());
    let wrong = Settings::read("(leave_out: [Knee])").unwrap_err();
    assert!(wrong[0].message.contains("did you mean Knees?"), "{wrong:?}");
}

#[test]
fn a_pose_is_left_out_once_however_it_is_written_and_taken_back() {
    let mut chosen = Settings::default();
    chosen.leave_out_pose("Happy baby", true);
    chosen.leave_out_pose(" happy BABY", true);
    assert_eq!(chosen.leave_out_poses, ["happy BABY"]);
    chosen.leave_out_pose("Happy baby", false);
    assert!(chosen.left_out().is_nothing());
}

#[test]
fn settings_come_back_as_they_were_saved() {
    let folder = tempfile::tempdir().unwrap();
    let data = DataDir::at(folder.path().join("new"));
    let chosen = Settings {
        sound_delay_ms: -40,
        theme: Theme::Dusk,
        leave_out: [Area::Hips, Area::Neck].into_iter().collect(),
        leave_out_poses: vec!["Flat frog".into()],
        ..Settings::default()
    };
    chosen.save(&data).unwrap();
    assert_eq!(Settings::load(&data), Found { settings: chosen, trouble: None });
}

#[test]
fn a_file_that_cannot_be_read_is_reported_and_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let data = DataDir::at(folder.path());
    for bad in ["(sound_delay_ms: 9000)", "(volume_percent: ", "(nonsense: 1)"] {
        std::fs::write(data.settings(), bad).unwrap();
        let found = Settings::load(&data);
        assert_eq!(found.settings, Settings::default());
        assert!(found.trouble.is_some(), "{bad}");
        Settings::default().save(&data).unwrap_err();
        assert_eq!(std::fs::read_to_string(data.settings()).unwrap(), bad);
    }
}

/// What is wrong with a file, each with its line and column.
fn wrong(text: &str) -> String {
    in_words(&Settings::read(text).unwrap_err())
}

#[test]
fn what_no_setting_can_be_is_told_with_its_place_and_what_is_possible() {
    for (text, said) in [
        ("(\n    theme: Purple,\n)", "line 2, column 12: theme must be System, Light, Dusk or Contrast, found Purple"),
        ("(theme: 3)", "line 1, column 9: theme must be System, Light, Dusk or Contrast, found 3"),
        (
            "(guide: Gong, voice: true)",
            "line 1, column 9: guide must be Tide, TwoTones, Bells, Pulse or Silent, found Gong",
        ),
        (
            "(volume_percent: \"loud\")",
            "line 1, column 18: volume_percent must be a whole number, 0–100, found \"loud\"",
        ),
        ("(volume_percent: 120)", "line 1, column 18: volume_percent must be 0–100, found 120"),
        ("(volume_percent: -5)", "line 1, column 18: volume_percent must be 0–100, found -5"),
        ("(volume_percent: 5.5)", "line 1, column 18: volume_percent must be a whole number, 0–100, found 5.5"),
        ("(volume_percent: 99999999999)", "line 1, column 18: volume_percent must be 0–100, found 99999999999"),
        (
            "(guide_percent: 5,\n sound_delay_ms: 501)",
            "line 2, column 18: sound_delay_ms must be a whole number from −100 to 500, found 501",
        ),
        ("(lead_in_s: 31)", "line 1, column 13: lead_in_s must be 0–30, found 31"),
        ("(muted: yes)", "line 1, column 9: muted must be true or false, found yes"),
        ("(sound_device: 7)", "line 1, column 16: sound_device must be a text in quotes, found 7"),
    ] {
        assert_eq!(wrong(text), said, "{text}");
    }
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    assert_eq!(
        wrong("(muted: yes,\n lead_in_s: 99)"),
        "line 1, column 9: muted must be true or false, found yes; line 2, column 13: lead_in_s must be 0–30, found 99"
    );
}

#[test]
fn names_that_do_not_exist_or_stand_twice_are_told_with_their_place() {
    assert_eq!(
        wrong("(theme: Dusk,\n volume_percnt: 3)"),
        "line 2, column 2: Settings has no field volume_percnt: did you mean volume_percent?"
    );
    assert!(
        wrong("(zebra: 3)").starts_with("line 1, column 2: Settings has no field zebra; its fields are pacer, guide,")
    );
    assert_eq!(wrong("(muted: true,\n muted: false)"), "line 2, column 2: muted stands here twice");
}

#[test]
fn a_file_with_broken_brackets_is_told_so_in_words() {
    assert_eq!(wrong("(muted: true\n voice: true)"), "line 1, column 12: a comma is missing after this");
    assert_eq!(
        wrong("(muted: true,\n"),
        "line 1, column 14: the file ends before the list of settings does: a closing bracket is missing"
    );
    assert_eq!(wrong(""), "line 1, column 1: there is no list of settings here: one is written as (…)");
}

#[test]
fn every_setting_is_read_as_it_is_written() {
    let text = ron::ser::to_string_pretty(&Settings::default(), ron::ser::PrettyConfig::new()).unwrap();
    let written: Vec<&str> = text.lines().filter_map(|line| Some(line.split_once(':')?.0.trim())).collect();
    assert_eq!(written, Settings::NAMES);
    assert_eq!(Settings::read(&text).unwrap(), Settings::default());
    assert_eq!(Settings::read(&format!("Settings{text}")).unwrap(), Settings::default());
}

#[test]
fn a_device_is_written_with_or_without_some() {
    for text in ["(sound_device: \"Headphones\")", "(sound_device: Some(\"Headphones\"))"] {
        assert_eq!(Settings::read(text).unwrap().sound_device.as_deref(), Some("Headphones"), "{text}");
    }
    assert_eq!(Settings::read("(sound_device: None)").unwrap().sound_device, None);
}

proptest::proptest! {
    #[test]
    fn whatever_a_file_holds_reading_it_ends_with_settings_or_a_sentence(text in "[(]?(theme|guide|muted|voice_percent|[a-zé_]{1,9})?[: ]{0,2}[\\PC\n\"]{0,40}[,)]{0,2}") {
        if let Err(problems) = Settings::read(&text) {
            proptest::prop_assert!(in_words(&problems).starts_with("line "));
        }
    }
}
