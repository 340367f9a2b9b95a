//! What the language says about files that are wrong, word for word.

use ebb::session::{describe, read};
use insta::assert_snapshot;

/// Where and what, without the excerpts.
fn of_text(text: &str) -> String {
    let problems = read(text.as_bytes()).expect_err("this file is wrong");
    let lines =
        problems.iter().map(|problem| format!("s.ron:{}:{}: {}", problem.line, problem.column, problem.message));
    lines.collect::<Vec<_>>().join("\n")
}

/// The same for steps in a session that is fine otherwise.
fn of_steps(steps: &str) -> String {
    of_text(&format!("Session(format: 1, title: \"T\", practice: \"x\", steps: [{steps}])"))
}

/// The same for fields of a session that is fine otherwise.
fn of_head(fields: &str) -> String {
    of_text(&format!("Session(format: 1, title: \"T\", practice: \"x\", {fields}steps: [Rest(secs: 10)])"))
}

/// All that `ebb check` would print.
fn printed(text: &str) -> String {
    describe("sessions/mine.ron", &read(text.as_bytes()).expect_err("this file is wrong"))
}

#[test]
fn the_place_is_shown_under_its_line() {
    let text = "// sessions/mine.ron\nSession(\n    format: 1,\n    title: \"Slow down\",\n    practice: \"breathing\",\n    \
                pacer: Tide,\n    sound: (guide: Tide, ambience: Ocean),\n    steps: [\n        \
                Breathe(breath: (inhale: 0.2, exhale: 6), cycles: 10),\n    ],\n)\n";
    assert_snapshot!(printed(text), @"
    sessions/mine.ron:9:34: inhale must be 0.5–60 s, found 0.2
        |
      9 |         Breathe(breath: (inhale: 0.2, exhale: 6), cycles: 10),
        |                                  ^^^
    ");
}

fn excerpt(steps: &str) -> String {
    let text = format!("Session(format: 1, title: \"T\", practice: \"x\", steps: [\n{steps}\n])");
    let problems = read(text.as_bytes()).expect_err("this file is wrong");
    format!("{}:{}\n{}", problems[0].line, problems[0].column, problems[0].excerpt)
}

#[test]
fn tabs_and_wide_characters_keep_the_caret_in_place() {
    assert_eq!(excerpt("\tRest(\tsecs: 0)"), "2:14\n    |\n  2 | \tRest(\tsecs: 0)\n    | \t     \t      ^\n");
    assert_eq!(
        excerpt("Rest(say: \"呼吸\", secs: 0)"),
        "2:23\n    |\n  2 | Rest(say: \"呼吸\", secs: 0)\n    |                         ^\n"
    );
    // A combining accent takes no room.
    assert_eq!(
        excerpt("Rest(say: \"e\u{301}\", secs: 0)"),
        "2:23\n    |\n  2 | Rest(say: \"e\u{301}\", secs: 0)\n    |                      ^\n"
    );
    // A wide value is marked as wide as it is shown.
    assert_eq!(
        excerpt("Stretch(pose: \"P\", secs: 1, drawing: \"吸\")"),
        "2:38\n    |\n  2 | Stretch(pose: \"P\", secs: 1, drawing: \"吸\")\n    |                                      ^^^^\n"
    );
}

#[test]
fn what_could_steer_a_terminal_is_not_shown() {
    let shown = excerpt("Rest(secs: 0), // \u{1B}[31m \u{202E}txet");
    assert!(!shown.contains(['\u{1B}', '\u{202E}']), "{shown}");
    assert_eq!(shown.matches('\u{FFFD}').count(), 2);
    let found = of_steps("Rest(secs: \"\u{1B}[31m\")");
    assert!(!found.contains('\u{1B}'), "{found}");
}

#[test]
fn a_value_over_several_lines_is_marked_on_its_first() {
    let shown = excerpt("Breathe(breath: (\n    inhale: 0.6,\n    exhale: 0.7,\n), cycles: 1)");
    assert_eq!(shown, "2:17\n    |\n  2 | Breathe(breath: (\n    |                 ^\n");
}

#[test]
fn line_ends_of_windows_and_a_byte_order_mark_move_nothing() {
    let unix = "Session(\n    format: 1,\n    title: 3,\n)\n";
    let windows = format!("\u{FEFF}{}", unix.replace('\n', "\r\n"));
    assert_eq!(printed(unix), printed(&windows));
    let two_lines = read(b"Session(format: 1, title: \"a\r\nb\", practice: \"x\", steps: [Rest(secs: 1)])").unwrap();
    assert_eq!(two_lines.title, "a\nb");
}

#[test]
fn a_file_that_is_none_is_told_at_its_beginning() {
    let whole = |bytes: &[u8]| describe("s.ron", &read(bytes).expect_err("this file is wrong"));
    assert_snapshot!(whole(b""), @"s.ron:1:1: this file is empty: a session is written as Session(…)");
    assert_snapshot!(whole(b"\xEF\xBB\xBF \n"), @"s.ron:1:1: this file is empty: a session is written as Session(…)");
    assert_snapshot!(whole(b"Session(\xFF)"), @"s.ron:1:1: a session file must be UTF-8 text, found something else at byte 9");
    assert_snapshot!(whole(&vec![b' '; 2 * 1024 * 1024]), @"s.ron:1:1: a session file must be at most 1 MiB, found more");
}

#[test]
fn every_mistake_of_a_file_is_told_at_once_in_order() {
    let steps = "Rest(secs: 0), Repeat(times: 0, steps: [Cue(secs: 1), Tense(group: 3, release: 1)]), Zebra()";
    assert_snapshot!(of_text(&format!("Session(format: 1, title: \"\", practice: \"X\", steps: [{steps}])")), @r#"
    s.ron:1:27: title must be 1–200 characters, found 0
    s.ron:1:41: practice must be a text of 1–64 characters out of a–z, 0–9 and -, found "X": did you mean "x"?
    s.ron:1:65: secs must be 0.5–3600 s, found 0
    s.ron:1:83: times must be 1–10 000, found 0
    s.ron:1:94: Cue needs say
    s.ron:1:121: group must be a text in quotes, found 3
    s.ron:1:139: there is no step Zebra; the steps are Prepare, Breathe, Cue, Tense, Stretch, Rest, Repeat
    "#);
}

#[test]
fn every_way_to_leave_something_out_is_the_same() {
    let steps = "steps: [Rest(secs: 1)]";
    let plain = format!("Session(format: 1, title: \"T\", practice: \"x\", {steps})");
    let spelt = "#![enable(implicit_some)] (format: 1, title: r#\"T\"#, practice: \"x\", about: None, pacer: None, sound: (), \
         source: None, /* a /* nested */ comment */ steps: [Rest(secs: 1_0e-1, say: None,),],)";
    assert_eq!(read(plain.as_bytes()).unwrap(), read(spelt.as_bytes()).unwrap());
    let some = format!("Session(format: 1, title: \"T\", practice: \"x\", about: Some(\"A\"), {steps})");
    assert_eq!(read(some.as_bytes()).unwrap().about.as_deref(), Some("A"));
}

#[test]
fn a_part_of_a_breath_outside_its_limit_is_named_with_it() {
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 0.2, exhale: 6), cycles: 10)"), @"s.ron:1:80: inhale must be 0.5–60 s, found 0.2");
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 4, exhale: 60.000001), cycles: 10)"), @"s.ron:1:91: exhale must be 0.5–60 s, found 60.000001");
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 4, top_up: 0.05, exhale: 6), cycles: 10)"), @"s.ron:1:91: top_up must be 0, or 0.1–60 s, found 0.05");
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 4, hold_in: -1, exhale: 6, hold_out: 61), cycles: 10)"), @"
    s.ron:1:92: hold_in must be 0, or 0.1–60 s, found -1
    s.ron:1:117: hold_out must be 0, or 0.1–60 s, found 61
    ");
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 0.6, exhale: 0.7), cycles: 10)"), @"s.ron:1:71: a whole breath must be 2–120 s, found 1.3");
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 60, exhale: 60, hold_out: 0.5), cycles: 10)"), @"s.ron:1:71: a whole breath must be 2–120 s, found 120.5");
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 4, exhale: 6), to: (inhale: 4, exhale: 0.4999999), cycles: 10)"), @"s.ron:1:119: exhale must be 0.5–60 s, found 0.4999999");
}

#[test]
fn what_is_not_a_number_of_seconds_is_shown_as_found() {
    assert_snapshot!(of_steps("Rest(secs: NaN)"), @"s.ron:1:66: secs must be 0.5–3600 s, found NaN");
    assert_snapshot!(of_steps("Rest(secs: inf)"), @"s.ron:1:66: secs must be 0.5–3600 s, found inf");
    assert_snapshot!(of_steps("Rest(secs: -inf)"), @"s.ron:1:66: secs must be 0.5–3600 s, found -inf");
    assert_snapshot!(of_steps("Rest(secs: 1e39)"), @"s.ron:1:66: secs must be 0.5–3600 s, found 1e39");
    assert_snapshot!(of_steps("Rest(secs: -0.0)"), @"s.ron:1:66: secs must be 0.5–3600 s, found -0.0");
    assert_snapshot!(of_steps("Rest(secs: \"10\")"), @r#"s.ron:1:66: secs must be 0.5–3600 s, found "10": a number has no quotes"#);
    assert_snapshot!(of_steps("Rest(secs: 3601)"), @"s.ron:1:66: secs must be 0.5–3600 s, found 3601");
    assert_snapshot!(of_steps("Rest(secs: 0.4)"), @"s.ron:1:66: secs must be 0.5–3600 s, found 0.4");
    assert_snapshot!(of_steps("Rest(secs: [10])"), @"s.ron:1:66: secs must be 0.5–3600 s, found [10]");
    assert_snapshot!(of_steps("Rest(secs: None)"), @"s.ron:1:66: secs must be 0.5–3600 s, found None");
    assert_snapshot!(of_steps("Tense(group: \"A\", tense: 0.1, release: 0)"), @"
    s.ron:1:80: tense must be 0, or 0.5–3600 s, found 0.1
    s.ron:1:94: release must be 0.5–3600 s, found 0
    ");
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 4, exhale: 6), secs: 1.9)"), @"s.ron:1:101: secs must be 2–14 400 s, found 1.9");
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 4, exhale: 6), secs: 14401)"), @"s.ron:1:101: secs must be 2–14 400 s, found 14401");
}

#[test]
fn a_count_outside_its_limit_is_named_with_it() {
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 4, exhale: 6), cycles: 0)"), @"s.ron:1:103: cycles must be 1–10 000, found 0");
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 4, exhale: 6), cycles: -3)"), @"s.ron:1:103: cycles must be 1–10 000, found -3");
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 4, exhale: 6), cycles: 2.5)"), @"s.ron:1:103: cycles must be a whole number, 1–10 000, found 2.5");
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 4, exhale: 6), cycles: 3.0)"), @"s.ron:1:103: cycles must be a whole number, 1–10 000, found 3.0");
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 4, exhale: 6), cycles: 10001)"), @"s.ron:1:103: cycles must be 1–10 000, found 10001");
    assert_snapshot!(of_steps("Repeat(times: 1000000000, steps: [Rest(secs: 1)])"), @"s.ron:1:69: times must be 1–10 000, found 1000000000");
    assert_snapshot!(of_steps("Stretch(pose: \"P\", secs: 30, rounds: 101)"), @"s.ron:1:92: rounds must be 1–100, found 101");
}

#[test]
fn what_excludes_or_needs_something_else_says_so() {
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 4, exhale: 6), cycles: 10, secs: 20)"), @"s.ron:1:62: Breathe must have exactly one of cycles and secs, found both");
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 4, exhale: 6))"), @"s.ron:1:55: Breathe needs one of cycles and secs");
    assert_snapshot!(of_steps("Breathe(cycles: 3)"), @"s.ron:1:55: Breathe needs breath");
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 4), cycles: 3)"), @"s.ron:1:71: breath needs exhale");
    assert_snapshot!(of_steps("Stretch(pose: \"P\", secs: 30, breaths: 4, breath: (inhale: 4, exhale: 6))"), @"s.ron:1:62: Stretch must have either secs, or breaths together with breath, found both");
    assert_snapshot!(of_steps("Stretch(pose: \"P\", breaths: 4)"), @"s.ron:1:55: Stretch needs breath together with breaths");
    assert_snapshot!(of_steps("Stretch(pose: \"P\", breath: (inhale: 4, exhale: 6))"), @"s.ron:1:55: Stretch needs breaths together with breath");
    assert_snapshot!(of_steps("Stretch(pose: \"P\")"), @"s.ron:1:55: Stretch needs either secs, or breaths together with breath");
    assert_snapshot!(of_steps("Cue(secs: 3)"), @"s.ron:1:55: Cue needs say");
}

#[test]
fn a_mistyped_name_is_told_with_the_nearest_right_one() {
    assert_snapshot!(of_steps("Breath(cycles: 3)"), @"s.ron:1:55: there is no step Breath: did you mean Breathe?");
    assert_snapshot!(of_steps("Rest(sec: 10)"), @"s.ron:1:60: Rest has no field sec: did you mean secs?");
    assert_snapshot!(of_steps("Zebra(a: 1)"), @"s.ron:1:55: there is no step Zebra; the steps are Prepare, Breathe, Cue, Tense, Stretch, Rest, Repeat");
    assert_snapshot!(of_steps("Rest(secs: 10, colour: 3)"), @"s.ron:1:70: Rest has no field colour; its fields are secs, say, area");
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 4, exhail: 6), cycles: 3)"), @"s.ron:1:83: breath has no field exhail: did you mean exhale?");
    assert_snapshot!(of_steps("Cue(secs: 3, say: \"a\", area: Pelvic)"), @"s.ron:1:84: area must be Pelvis, Hips, Knees, Back, Neck, Wrists or Kneeling, found Pelvic: did you mean Pelvis?");
    assert_snapshot!(of_steps("Stretch(pose: \"P\", secs: 3, sides: both)"), @"s.ron:1:90: sides must be None, Both, Left or Right, found both: did you mean Both?");
    assert_snapshot!(of_steps("Stretch(pose: \"P\", secs: 3, halfway: yes)"), @"s.ron:1:92: halfway must be false or true, found yes");
    assert_snapshot!(of_head("pacer: \"Tide\", "), @r#"s.ron:1:54: pacer must be Tide, Circle, Ring, Column or Path, found "Tide": did you mean Tide?"#);
    assert_snapshot!(of_head("sound: (guide: Bell, ambience: Sea), "), @"
    s.ron:1:62: guide must be Tide, TwoTones, Bells, Pulse or Silent, found Bell: did you mean Bells?
    s.ron:1:78: ambience must be Silent, Ocean, Rain, Brown, Pink or Drone, found Sea
    ");
    assert_snapshot!(of_head("sounds: (guide: Bells), "), @"s.ron:1:47: Session has no field sounds: did you mean sound?");
    assert_snapshot!(of_head("sound: Tide, "), @"s.ron:1:54: sound must be written like (guide: Tide, ambience: Ocean), found Tide");
}

#[test]
fn what_was_probably_meant_is_said() {
    assert_snapshot!(of_steps("Breathe(inhale: 4, exhale: 6, cycles: 3)"), @"
    s.ron:1:63: Breathe has no field inhale: did you mean breath: (inhale: …, exhale: …)?
    s.ron:1:74: Breathe has no field exhale: did you mean breath: (inhale: …, exhale: …)?
    ");
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 4, exhale: 6), cycles: 3, say: (in: \"a\", out: \"b\"))"), @"
    s.ron:1:112: say has no field in: did you mean inhale?
    s.ron:1:121: say has no field out: did you mean exhale?
    ");
    assert_snapshot!(of_steps("Rest(minutes: 5)"), @"s.ron:1:60: Rest has no field minutes: did you mean secs, in seconds?");
    assert_snapshot!(of_steps("Rest(secs: \"30\")"), @r#"s.ron:1:66: secs must be 0.5–3600 s, found "30": a number has no quotes"#);
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 4, exhale: 6), to: (inhale: 4), cycles: 3)"), @"s.ron:1:99: to needs exhale");
    assert_snapshot!(of_text("Session(format: 1, title: \"T\", practice: \"Pelvic floor\", steps: [Rest(secs: 10)])"), @r#"s.ron:1:42: practice must be a text of 1–64 characters out of a–z, 0–9 and -, found "Pelvic floor": did you mean "pelvic-floor"?"#);
}

#[test]
fn what_a_stretch_says_goes_with_what_it_is() {
    assert_snapshot!(of_steps("Stretch(pose: \"P\", secs: 3, say: (inhale: \"in\"))"), @"s.ron:1:88: say gives words to breaths: this Stretch is counted in secs; one sentence goes into how");
    assert_snapshot!(of_steps("Stretch(pose: \"P\", secs: 3, how: \"Draw your {side} knee.\")"), @"s.ron:1:88: how names a side: this Stretch needs sides: Both, Left or Right");
    assert_snapshot!(of_steps("Stretch(pose: \"P\", secs: 3, into: 0.1)"), @"s.ron:1:89: into must be 0, or 0.5–3600 s, found 0.1");
    assert_snapshot!(of_steps("Rest(secs: 3, area: [Knees, Knes])"), @"s.ron:1:83: area must be Pelvis, Hips, Knees, Back, Neck, Wrists or Kneeling, found Knes: did you mean Knees?");
    assert_snapshot!(of_head("needs: \"a chair\", "), @r#"s.ron:1:54: needs must be a list in square brackets such as ["chair", "two cushions"], found "a chair""#);
    assert_snapshot!(of_head("needs: [\"a chair\", \"\", 3], "), @"
    s.ron:1:66: needs must be 1–60 characters, found 0
    s.ron:1:70: needs must be a text in quotes, found 3
    ");
    assert_snapshot!(of_head(&format!("needs: [{}], ", "\"mat\", ".repeat(21))), @"s.ron:1:54: needs must name at most 20 things, found 21");
    assert_snapshot!(of_head("end: Quiet, "), @"s.ron:1:52: end must be Chime or Silent, found Quiet");
}

#[test]
fn a_step_that_is_none_says_how_one_is_written() {
    assert_snapshot!(of_steps(""), @"s.ron:1:54: steps must have at least one step");
    assert_snapshot!(of_steps("Rest"), @"s.ron:1:55: Rest needs its values in brackets: Rest(…)");
    assert_snapshot!(of_steps("Rest(10)"), @"s.ron:1:60: each value of Rest needs its name before it, such as secs: …");
    assert_snapshot!(of_steps("(secs: 10)"), @"s.ron:1:55: a step begins with its name: Prepare, Breathe, Cue, Tense, Stretch, Rest, Repeat");
    assert_snapshot!(of_steps("12"), @"s.ron:1:55: a step is written as its name and its values: Rest(secs: 30)");
    assert_snapshot!(of_steps("\"Rest\""), @"s.ron:1:55: a step is written as its name and its values: Rest(secs: 30)");
    assert_snapshot!(of_steps("Repeat(times: 2, steps: [])"), @"s.ron:1:79: steps must have at least one step");
    assert_snapshot!(of_steps("Repeat(times: 2, steps: Rest(secs: 1))"), @"s.ron:1:79: steps must be a list in square brackets: [Breathe(…), Rest(…)]");
    assert_snapshot!(of_steps("Breathe(breath: 5, cycles: 3)"), @"s.ron:1:71: breath must be written like (inhale: 4, exhale: 6), found 5");
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 4, exhale: 6), cycles: 3, say: \"in\")"), @r#"s.ron:1:111: say must be written like (inhale: "soften", exhale: "let go"), with a sentence in cue instead, found "in""#);
    assert_snapshot!(of_steps("Rest(secs: 1, secs: 2)"), @"s.ron:1:69: secs stands here twice");
}

#[test]
fn the_sessions_own_fields_are_judged_like_the_steps() {
    assert_snapshot!(of_text("Session(title: \"T\", practice: \"x\", steps: [Rest(secs: 10)])"), @"s.ron:1:1: Session needs format");
    assert_snapshot!(of_text("Session(format: 0, title: \"T\", practice: \"x\", steps: [Rest(secs: 10)])"), @"s.ron:1:17: format must be 1, found 0");
    assert_snapshot!(of_text("Session(format: \"1\", title: \"T\", practice: \"x\", steps: [Rest(secs: 10)])"), @r#"s.ron:1:17: format must be 1, found "1""#);
    assert_snapshot!(of_text("Session(format: 2, title: \"T\", practice: \"x\", steps: [Hum(x: 1)])"), @"s.ron:1:17: this file needs a newer Ebb (format 2; this one reads 1)");
    assert_snapshot!(of_text("Session(format: 1, title: \"\", practice: \"x\", steps: [Rest(secs: 10)])"), @"s.ron:1:27: title must be 1–200 characters, found 0");
    assert_snapshot!(of_text(&format!("{}{}{}", "Session(format: 1, title: \"", "x".repeat(201), "\", practice: \"x\", steps: [Rest(secs: 10)])")), @"s.ron:1:27: title must be 1–200 characters, found 201");
    assert_snapshot!(of_text("Session(format: 1, title: \"T\", practice: \"Breathing\", steps: [Rest(secs: 10)])"), @r#"s.ron:1:42: practice must be a text of 1–64 characters out of a–z, 0–9 and -, found "Breathing": did you mean "breathing"?"#);
    assert_snapshot!(of_text("Session(format: 1, title: \"T\", practice: 3, steps: [Rest(secs: 10)])"), @"s.ron:1:42: practice must be a text of 1–64 characters out of a–z, 0–9 and -, found 3");
    assert_snapshot!(of_head("about: 12, "), @"s.ron:1:54: about must be a text in quotes, found 12");
    assert_snapshot!(of_head("caution: \"bell \\u{7}\", "), @"s.ron:1:56: caution must have no control characters but newline, found U+0007");
    assert_snapshot!(of_head("caution: \"\\u{202E}txet\", "), @"s.ron:1:56: caution must have no controls of direction, found U+202E");
    assert_snapshot!(of_head("about: \"tab\\t\", "), @"s.ron:1:54: about must have no control characters but newline, found U+0009");
    assert_snapshot!(of_text("Session(format: 1)"), @"
    s.ron:1:1: Session needs title
    s.ron:1:1: Session needs practice
    s.ron:1:1: Session needs steps
    ");
    assert_snapshot!(of_text("Programme(format: 1)"), @"s.ron:1:1: a session is written as Session(…), found Programme");
    assert_snapshot!(of_text("[1]"), @"s.ron:1:1: a session is written as Session(…)");
    assert_snapshot!(of_text("\"Session\""), @"s.ron:1:1: a session is written as Session(…)");
    assert_snapshot!(of_text("{\"format\": 1}"), @"s.ron:1:1: a session is written with names, numbers, texts, ( ) and [ ], found {");
}

#[test]
fn a_text_that_is_too_long_is_told_with_its_length() {
    assert_snapshot!(of_steps(&format!("{}{}{}", "Rest(secs: 1, say: \"", "x".repeat(241), "\")")), @"s.ron:1:74: say must be at most 240 characters, found 241");
    assert_snapshot!(of_steps(&format!("{}{}{}", "Tense(group: \"", "字".repeat(61), "\", release: 1)")), @"s.ron:1:68: group must be at most 60 characters, found 61");
    assert_snapshot!(of_steps("Stretch(pose: \"P\", secs: 3, drawing: \"Child's pose\")"), @r#"s.ron:1:92: drawing must be a text of 1–64 characters out of a–z, 0–9 and -, found "Child's pose""#);
    assert_snapshot!(of_head(&format!("{}{}{}", "source: \"", "x".repeat(4097), "\", ")), @"s.ron:1:55: source must be at most 4096 characters, found 4097");
}

#[test]
fn a_session_that_is_too_large_is_told_without_playing_it() {
    assert_snapshot!(of_steps("Repeat(times: 10000, steps: [Repeat(times: 10000, steps: [Rest(secs: 1)])])"), @"s.ron:1:54: the whole session must be at most 4 hours and 100 000 spans, found more");
    assert_snapshot!(of_steps("Breathe(breath: (inhale: 4, exhale: 6), cycles: 1441)"), @"s.ron:1:54: the whole session must be at most 4 hours and 100 000 spans, found more");
    assert_snapshot!(of_steps("Repeat(times: 10000, steps: [Tense(group: \"A\", tense: 0.5, release: 0.5), Rest(secs: 0.5)])"), @"s.ron:1:54: the whole session must be at most 4 hours and 100 000 spans, found more");
    assert_snapshot!(of_steps(&format!("{}Rest(secs: 1){}", "Repeat(times: 2, steps: [".repeat(9), "])".repeat(9))), @"s.ron:1:255: Repeat may nest at most 8 deep");
    assert_snapshot!(of_steps(&format!("{}Rest(secs: 1){}", "Repeat(times: 2, steps: [".repeat(60), "])".repeat(60))), @"s.ron:1:255: Repeat may nest at most 8 deep");
    // Side by side is not within, and a text is no step.
    let eight =
        format!("{}Rest(secs: 1, say: \"Repeat(Repeat(\"){}, ", "Repeat(times: 2, steps: [".repeat(7), "])".repeat(7));
    let deep =
        format!("Repeat(times: 2, /* Repeat( */ steps: [{}{}{}])", eight.repeat(3), "[".repeat(130), "]".repeat(130));
    assert_snapshot!(of_steps(&deep), @"s.ron:1:836: brackets are nested too deep here; Repeat may nest at most 8 deep");
}

#[test]
fn what_is_not_ron_is_told_where_it_ceases_to_be() {
    assert_snapshot!(of_text("Session(format: 1\n    title: \"T\",\n)"), @"s.ron:1:17: a comma is missing after this");
    assert_snapshot!(of_text("Session(format: 1, title: \"T, steps: [])"), @"s.ron:1:27: this text has no end: a closing quote is missing");
    assert_snapshot!(of_text("Session(\n    format: 1,\n    steps: [Rest(secs: 1)\n"), @"s.ron:3:26: the file ends before the session does: a closing bracket is missing");
    assert_snapshot!(of_text("Session(steps: [Rest(secs 1)])"), @"s.ron:1:27: expected a comma or a closing bracket, or a colon before the value, found 1");
    assert_snapshot!(of_text("Session(steps: [Rest(secs: 4,5)])"), @"s.ron:1:30: expected a name, found 5; decimals are written with a point");
    assert_snapshot!(of_text("Session(format = 1)"), @"s.ron:1:16: a value follows its name after a colon, found =");
    assert_snapshot!(of_text("Session(title: “T”)"), @r#"s.ron:1:16: a text stands in straight quotes "…", found “"#);
    assert_snapshot!(of_text("Session(hold-in: 4)"), @"s.ron:1:13: expected a comma or a closing bracket, or a colon before the value, found -in");
    assert_snapshot!(of_text("Session{format: 1}"), @"s.ron:1:8: a session is written with round brackets, found {");
    assert_snapshot!(of_text("Session(format: 1) and more"), @"s.ron:1:20: nothing but comments may follow the session, found and");
    assert_snapshot!(of_text("Session(/* format: 1)"), @"s.ron:1:9: this comment has no end: */ is missing");
    assert_snapshot!(of_text("Session(title: \"\\q\")"), @r#"s.ron:1:17: this backslash begins nothing known; a backslash itself is written \\"#);
    assert_snapshot!(of_text("Session(\0format: 1)"), @"s.ron:1:9: expected a value, found �");
    assert_snapshot!(of_text("#![enable(magic)]\nSession(format: 1)"), @"s.ron:1:16: there is no extension magic; a session needs none");
    assert_snapshot!(of_text("Session(secs: )"), @"s.ron:1:15: expected a value, found )");
}
