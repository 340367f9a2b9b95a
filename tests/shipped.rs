//! The sessions that come with Ebb: exactly as long as promised, and worded with care.

use std::sync::Arc;

use ebb::catalogue::{Catalogue, Programme, SHIPPED};
use ebb::session::{self, Area, End, Sides, Step};
use ebb::timeline::{Kind, Phase, Span};

/// What each session promises: practice, length and practice time in milliseconds, whether a breath is held.
const PROMISED: [(&str, &str, u64, u64, bool); 30] = [
    ("body-scan", "relaxation", 600_000, 600_000, false),
    ("body-scan-five", "relaxation", 300_000, 300_000, false),
    ("box-gentle", "breathing", 288_000, 288_000, true),
    ("cyclic-sigh", "breathing", 300_000, 300_000, false),
    ("daily-five", "breathing", 300_000, 300_000, false),
    ("desk-release", "relaxation", 240_000, 240_000, false),
    ("find-your-pace", "breathing", 720_000, 720_000, false),
    ("first-steps", "breathing", 321_000, 301_000, false),
    ("four-five", "breathing", 306_000, 306_000, false),
    ("four-seven-eight", "breathing", 76_000, 76_000, true),
    ("learning-the-breath", "breathing", 480_000, 460_000, false),
    ("long-exhale-night", "breathing", 1_200_000, 1_200_000, false),
    ("muscle-release-long", "relaxation", 638_000, 638_000, false),
    ("muscle-release-short", "relaxation", 260_000, 260_000, false),
    ("quiet-breath", "relaxation", 600_000, 600_000, false),
    ("quiet-place", "relaxation", 720_000, 720_000, false),
    ("resonance", "breathing", 600_000, 600_000, false),
    ("resonance-five-five", "breathing", 600_000, 600_000, false),
    ("settle", "relaxation", 240_000, 240_000, false),
    ("slow-down", "breathing", 720_000, 720_000, false),
    ("soft-drop", "relaxation", 230_000, 230_000, false),
    ("soft-drop-hold", "relaxation", 112_000, 112_000, true),
    ("soft-drop-upright", "relaxation", 360_000, 360_000, false),
    ("stretch-bed", "stretching", 1_220_000, 1_200_000, false),
    ("stretch-round", "stretching", 492_000, 472_000, false),
    ("stretch-side", "stretching", 620_000, 600_000, false),
    ("stretch-three", "stretching", 617_000, 597_000, false),
    ("stretch-twenty", "stretching", 1_311_000, 1_286_000, false),
    ("three-minutes", "relaxation", 195_000, 180_000, false),
    ("wind-down", "relaxation", 900_000, 900_000, false),
];

/// Five and a half breaths a minute cannot be written exactly: these may be 10 ms off.
const ROUNDED: [&str; 2] = ["find-your-pace", "resonance-five-five"];

fn programmes() -> Vec<Arc<Programme>> {
    Catalogue::shipped().items.into_iter().map(|item| item.loaded.unwrap_or_else(|why| panic!("{why}"))).collect()
}

fn programme(name: &str) -> Arc<Programme> {
    Catalogue::shipped().named(name).unwrap()
}

/// Every step of a session, those inside of repeats once.
fn leaves(steps: &[Step]) -> Vec<&Step> {
    let mut leaves = Vec::new();
    for step in steps {
        match step {
            Step::Repeat { steps, .. } => leaves.extend(self::leaves(steps)),
            leaf => leaves.push(leaf),
        }
    }
    leaves
}

/// Everything a step says to the person who follows it.
fn said(step: &Step) -> Vec<&str> {
    let texts = match step {
        Step::Prepare { say, .. } | Step::Rest { say, .. } => vec![say.as_deref()],
        Step::Cue { say, .. } => vec![Some(say.as_str())],
        Step::Tense { group, say, .. } => vec![Some(group.as_str()), say.as_deref()],
        Step::Stretch(stretch) => {
            let words = stretch.say.0.iter().map(Option::as_deref);
            words.chain([Some(stretch.pose.as_str()), stretch.how.as_deref()]).collect()
        }
        Step::Breathe(breathe) => {
            let words = breathe.say.0.iter().chain([&breathe.cue]);
            words.map(Option::as_deref).collect()
        }
        Step::Repeat { .. } => Vec::new(),
    };
    texts.into_iter().flatten().collect()
}

/// Every word of a session that a person may read.
fn all_texts(programme: &Programme) -> Vec<String> {
    let session = &programme.session;
    let mut texts: Vec<&str> = vec![&programme.name, &session.title];
    texts.extend([&session.about, &session.source, &session.caution].into_iter().filter_map(|text| text.as_deref()));
    texts.extend(leaves(&session.steps).into_iter().flat_map(said));
    texts.into_iter().map(str::to_lowercase).collect()
}

#[test]
fn thirty_files_are_shipped_and_each_is_compiled_in() {
    let mut files: Vec<String> = std::fs::read_dir("sessions")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".ron").map(str::to_owned))
        .collect();
    files.sort();
    let mut shipped = SHIPPED.map(|(name, _)| name);
    shipped.sort_unstable();
    assert_eq!(files, shipped);
    assert_eq!(files, PROMISED.map(|(name, ..)| name));
    for (name, text) in SHIPPED {
        assert_eq!(text, std::fs::read_to_string(format!("sessions/{name}.ron")).unwrap());
    }
}

#[test]
fn each_is_as_long_as_promised_and_counts_for_its_practice() {
    for (name, practice, total_ms, practice_ms, holds) in PROMISED {
        let programme = programme(name);
        let timeline = &programme.timeline;
        assert_eq!(programme.session.practice, practice, "{name}");
        assert_eq!(timeline.has_holds(), holds, "{name}");
        let allowed = if ROUNDED.contains(&name) { 10_000 } else { 0 };
        assert!(timeline.len().micros().abs_diff(total_ms * 1000) <= allowed, "{name} lasts {}", timeline.len());
        assert!(timeline.practice().micros().abs_diff(practice_ms * 1000) <= allowed, "{name}");
        let sum: u64 = timeline.spans().iter().map(|span| span.len.micros()).sum();
        assert_eq!(sum, timeline.len().micros(), "{name}");
    }
}

#[test]
fn each_says_what_it_is_and_where_its_numbers_come_from() {
    for programme in programmes() {
        let session = &programme.session;
        assert!(session.about.as_ref().is_some_and(|about| about.len() > 60), "{}", programme.name);
        // Every one has some number of ours, and says so.
        assert!(session.source.as_ref().is_some_and(|source| source.contains("ours")), "{}", programme.name);
    }
}

#[test]
fn what_asks_something_of_the_body_or_goes_deep_comes_with_a_caution() {
    let deep = [
        "body-scan",
        "body-scan-five",
        "quiet-place",
        "muscle-release-short",
        "muscle-release-long",
        "wind-down",
        "cyclic-sigh",
        "find-your-pace",
    ];
    for programme in programmes() {
        let name = programme.name.as_str();
        let cautioned = programme.timeline.has_holds() || name.starts_with("stretch-") || deep.contains(&name);
        assert_eq!(programme.session.caution.is_some(), cautioned, "{name}");
    }
}

#[test]
fn what_tenses_muscles_says_never_into_pain_and_who_only_lets_go() {
    for programme in programmes() {
        let tenses = |step: &&Step| matches!(step, Step::Tense { tense, .. } if tense.micros() > 0);
        if leaves(&programme.session.steps).iter().any(tenses) {
            let caution = programme.session.caution.as_ref().unwrap();
            assert!(caution.contains("never into pain") && caution.contains("blood pressure"), "{}", programme.name);
        }
    }
}

#[test]
fn who_should_not_hold_the_breath_is_told_before_a_session_with_holds() {
    for programme in programmes().iter().filter(|programme| programme.timeline.has_holds()) {
        let caution = programme.session.caution.as_ref().unwrap();
        let told =
            ["pregnant", "heart", "blood pressure", "epilepsy", "lung", "glaucoma", "surgery", "panic", "light-headed"];
        for word in told {
            assert!(caution.contains(word), "{} does not speak of {word}", programme.name);
        }
    }
}

#[test]
fn getting_ready_comes_first_if_at_all_and_before_every_stretching() {
    for programme in programmes() {
        let steps = leaves(&programme.session.steps);
        let ready: Vec<usize> = (0..steps.len()).filter(|&i| matches!(steps[i], Step::Prepare { .. })).collect();
        assert!(ready.is_empty() || ready == [0], "{}: {ready:?}", programme.name);
        assert!(programme.session.practice != "stretching" || ready == [0], "{}", programme.name);
    }
}

#[test]
fn words_about_the_pelvis_can_be_left_out() {
    let mut marked = Vec::new();
    for programme in programmes() {
        for step in leaves(&programme.session.steps) {
            let is_marked = step.areas().contains(Area::Pelvis);
            let words = ["pelvi", "sitting bones", "tailbone"];
            let named = said(step).iter().any(|text| words.iter().any(|word| text.to_lowercase().contains(word)));
            assert_eq!(is_marked, named, "{}: {:?}", programme.name, said(step));
            marked.extend(is_marked.then(|| programme.name.clone()));
        }
    }
    let expected =
        ["body-scan", "desk-release", "learning-the-breath", "muscle-release-long", "quiet-place", "soft-drop-upright"];
    assert_eq!(marked, expected);
}

#[test]
fn belly_and_pelvis_are_never_tensed() {
    for programme in programmes() {
        for step in leaves(&programme.session.steps) {
            if let Step::Tense { group, tense, .. } = step {
                let group = group.to_lowercase();
                let core =
                    ["belly", "stomach", "abdom", "pelvi", "buttock", "seat"].iter().any(|word| group.contains(word));
                assert!(!core || tense.micros() == 0, "{}: {group}", programme.name);
            }
        }
    }
}

#[test]
fn no_word_pushes_scolds_or_names_a_part_that_others_need_not_read() {
    let forbidden = [
        "push",
        "pushes",
        "pushing",
        "bear",
        "strain",
        "straining",
        "must",
        "fail",
        "failed",
        "should have",
        "force",
        "harder",
        "squeeze",
        "kegel",
        "insert",
        "insertion",
        "missed",
        "don't give up",
        "no pain",
        "cure",
        "heal",
        "vagin",
        "dilator",
    ];
    for programme in programmes() {
        for text in all_texts(&programme) {
            // Whole words: "straighten" is fine.
            let words = format!(" {} ", text.replace(|c: char| !c.is_alphanumeric() && c != '\'', " "));
            for word in forbidden {
                assert!(!words.contains(&format!(" {word} ")), "{}: {word} in {text}", programme.name);
            }
        }
        let outside = [programme.name.to_lowercase(), programme.session.title.to_lowercase()];
        assert!(outside.iter().all(|name| !name.contains("pelvi")), "{}", programme.name);
    }
}

#[test]
fn every_pose_says_how_and_names_a_drawing_and_the_same_pose_the_same_one() {
    let programmes = programmes();
    let mut drawings = std::collections::BTreeMap::new();
    for programme in &programmes {
        for step in leaves(&programme.session.steps) {
            if let Step::Stretch(stretch) = step {
                let how = stretch.how.as_ref().unwrap();
                assert!(how.chars().count() <= 240 && how.ends_with('.') && !how.contains('\n'), "{how}");
                let sided = stretch.sides != Sides::None;
                assert_eq!(sided, session::is_sided(how), "{}: which side is meant?", stretch.pose);
                assert!(stretch.into.whole_secs() >= 12, "{}: no time to get into it", stretch.pose);
                assert!(stretch.sides != Sides::Both || stretch.switch.whole_secs() >= 8, "{}", stretch.pose);
                let drawing = stretch.drawing.as_ref().unwrap();
                assert_eq!(drawings.entry(&stretch.pose).or_insert(drawing), &drawing);
            }
        }
    }
    assert_eq!(drawings.len(), 19, "{drawings:?}");
}

#[test]
fn the_twenty_minutes_hold_sixteen_and_go_down_to_the_floor_once() {
    let programme = programme("stretch-twenty");
    let timeline = &programme.timeline;
    let held = |span: &&Span| span.kind == Kind::Stretch && (span.phase == Phase::Hold || span.phase.is_breath());
    let held: u64 = timeline.spans().iter().filter(held).map(|span| span.len.micros()).sum();
    // 90 + 12 · 8 + 2 · 60 + 12 · 8 + 60 + 2 · 75 + 150 + 20 · 10 s.
    assert_eq!(held, 962_000_000);
    let lies = ["Happy baby", "Figure four", "Supported butterfly", "Legs on a chair"];
    let poses: Vec<bool> = leaves(&programme.session.steps)
        .into_iter()
        .filter_map(
            |step| if let Step::Stretch(stretch) = step { Some(lies.contains(&stretch.pose.as_str())) } else { None },
        )
        .collect();
    assert_eq!(poses, [false, false, false, false, true, true, true, true]);
}

#[test]
fn sessions_to_fall_asleep_in_and_the_companion_end_without_a_sound() {
    let silent: Vec<String> = programmes()
        .iter()
        .filter(|programme| programme.timeline.end() == End::Silent)
        .map(|programme| programme.name.clone())
        .collect();
    assert_eq!(silent, ["long-exhale-night", "quiet-breath", "wind-down"]);
}

#[test]
fn the_quiet_breath_says_nothing() {
    let quiet = programme("quiet-breath");
    assert!(leaves(&quiet.session.steps).into_iter().all(|step| said(step).is_empty()));
    assert!(quiet.session.has_own_length());
}

#[test]
fn find_your_pace_has_five_paces_of_two_minutes_and_ends_with_the_question() {
    let programme = programme("find-your-pace");
    let timeline = &programme.timeline;
    let lengths: Vec<u64> = timeline.steps().iter().map(|step| step.len.micros()).collect();
    assert_eq!(lengths.len(), 9);
    for (index, length) in lengths.into_iter().enumerate() {
        let expected = if index % 2 == 0 { 120_000_000 } else { 30_000_000 };
        assert!(length.abs_diff(expected) <= 10_000, "step {index} lasts {length} µs");
    }
    assert!(timeline.cue(timeline.spans().len() - 1).ends_with("Which of the five felt easiest?"));
}

#[test]
fn the_long_muscle_release_is_fourteen_groups_between_two_minutes() {
    let programme = programme("muscle-release-long");
    let steps = leaves(&programme.session.steps);
    let tensed: Vec<(u64, u64)> = steps
        .iter()
        .filter_map(|step| match step {
            Step::Tense { tense, release, .. } => Some((tense.whole_secs(), release.whole_secs())),
            _ => None,
        })
        .collect();
    assert_eq!(tensed, [(7, 30); 14]);
    let first = programme.timeline.steps()[1].start.whole_secs();
    assert_eq!(first, 60);
    assert_eq!(first + 14 * 37, 578);
}

#[test]
fn the_readme_lists_them_all_with_their_minutes() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    for programme in programmes() {
        let minutes = (programme.timeline.len().whole_secs() + 30) / 60;
        let holds = if programme.timeline.has_holds() { " (holds)" } else { "" };
        let row = format!("| `{}`{holds} | {minutes} |", programme.name);
        assert!(readme.contains(&row), "README.md has no row {row}");
    }
}

#[test]
fn every_shipped_session_is_written_as_its_author_wrote_it() {
    for (name, text) in SHIPPED {
        // All but comments, empty lines and where a paragraph or a list of values is broken.
        let plain = |text: &str| -> String {
            let code = |line: &str| line.split("// ").next().unwrap_or_default().trim().to_owned();
            let lines: Vec<String> = text.lines().map(code).filter(|line| !line.starts_with("//")).collect();
            lines.join("").replace(['\\', ' '], "").replace(",)", ")").replace(",]", "]")
        };
        let session = session::read(text.as_bytes()).unwrap();
        assert_eq!(plain(&session::write(&session)), plain(text), "{name}");
    }
}
