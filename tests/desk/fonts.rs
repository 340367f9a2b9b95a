//! Writing of the world: drawn where a font of the system has it, and as boxes where none has, never as nothing.

use super::desk::{Accessible, Desk, Picture, Role, Setup, until};

/// A language that the program's own typeface has no letters for, and a title in it.
const WRITTEN: [(&str, &str); 7] = [
    ("he", "נשימה רגועה"),
    ("ar", "تنفس هادئ"),
    ("ja", "静かな呼吸"),
    ("ko", "고요한 숨"),
    ("hi", "शांत श्वास"),
    ("th", "หายใจเบาๆ"),
    ("emoji", "🌿🌊🧘"),
];

/// A journal in which each is the name of a practice, the title of an entry and its note.
fn journal(titles: impl Fn(usize) -> &'static str) -> String {
    let (mut practices, mut entries) = (Vec::new(), Vec::new());
    for (nth, (id, text)) in WRITTEN.iter().enumerate() {
        practices.push(format!(r#"{{"id": "{id}", "name": "{text}", "started": "2026-10-01", "ended": null}}"#));
        entries.push(format!(
            r#"{{"id": "{nth:032}", "practice": "breathing", "day": "2026-10-0{day}",
                "start": "2026-10-0{day}T08:00:00+00:00", "active_s": 300, "planned_s": 300, "ended": "finished",
                "reason": null, "credited": "auto", "before": null, "after": null, "note": "{text}",
                "title": "{title}", "hash": ""}}"#,
            day = nth + 1,
            title = titles(nth),
        ));
    }
    format!(r#"{{"ebb": 1, "practices": [{}], "entries": [{}]}}"#, practices.join(", "), entries.join(", "))
}

/// A desk with such a journal, and a session of each title; with the fonts of this machine, or with none.
fn desk(fonts: bool, titles: impl Fn(usize) -> &'static str) -> Option<Desk> {
    let none = ("FONTCONFIG_FILE", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/desk/no-fonts.conf").to_owned());
    let env = if fonts { Vec::new() } else { vec![none] };
    let desk = Desk::open(Setup { sinks: Vec::new(), env, ..Setup::default() })?;
    desk.settings("motion: Less");
    let file = desk.file("journal.json", &journal(titles));
    let done = desk.ebb(&["import", &file]).output().unwrap();
    assert!(done.status.success(), "{done:?}");
    std::fs::create_dir(desk.data().join("sessions")).unwrap();
    for (id, text) in WRITTEN {
        let session = format!(r#"Session(format: 1, title: "{text}", practice: "{id}", steps: [Rest(secs: 300)])"#);
        std::fs::write(desk.data().join(format!("sessions/{id}.ron")), session).unwrap();
    }
    Some(desk)
}

/// What is seen of something within its edges, once it is there and does not change.
fn seen(desk: &Desk, what: &str, edge: i32, find: impl Fn() -> Option<Accessible>) -> Picture {
    let look = || {
        let [left, top, width, height] = find()?.place()?;
        let part = [left + edge, top + edge, width - 2 * edge, height - 2 * edge];
        desk.screen.holds(part).then(|| desk.screen.part(part))
    };
    let mut last = (None, 0);
    until(format_args!("{what} to be drawn"), || {
        let picture = look().filter(|picture| !picture.is_plain())?;
        last = if last.0.as_ref() == Some(&picture) { (last.0.take(), last.1 + 1) } else { (Some(picture), 0) };
        if last.1 < 5 { None } else { last.0.take() }
    })
}

/// How each place shows each of them: title, practice, note, cue.
fn shown(desk: &Desk) -> Vec<(String, Picture)> {
    let mut shown = Vec::new();
    let mut look = |what: &str, id: &str, edge, find: &dyn Fn() -> Option<Accessible>| {
        let what = format!("{what} in {id}");
        let picture = seen(desk, &what, edge, find);
        shown.push((what, picture));
    };
    let window = desk.window(&[]);
    for (id, text) in WRITTEN {
        desk.screen.key("ctrl+2");
        window.tree().until_said(&format!("{text}, 5 minutes")).press();
        look("title", id, 0, &|| window.tree().written(text));
    }
    desk.screen.key("ctrl+4");
    for (id, text) in WRITTEN {
        look("practice", id, 0, &|| window.tree().written(text));
    }
    for (id, text) in WRITTEN {
        desk.screen.key("ctrl+3");
        window.tree().until_said(&format!("{text}, with a note")).press();
        // A field has edges of its own.
        look("note", id, 8, &|| window.tree().find(Role::Entry, "Note"));
        window.tree().until(Role::Button, "Cancel").press();
    }
    drop(window);
    let cues: String = WRITTEN.map(|(_, text)| format!(r#"Cue(secs: 300, say: "{text}"), "#)).concat();
    let session = format!(r#"Session(format: 1, title: "Cues", practice: "breathing", steps: [{cues}])"#);
    let window = desk.window(&["play", &desk.file("cues.ron", &session)]);
    for (id, text) in WRITTEN {
        look("cue", id, 0, &|| window.tree().written(text));
        desk.screen.key("Right");
    }
    shown
}

/// How the log shows its entries, the oldest first.
fn log(desk: &Desk) -> Vec<Picture> {
    let window = desk.window(&[]);
    desk.screen.key("ctrl+3");
    let line = |nth: usize| window.tree().all().into_iter().filter(|line| line.name().contains(", 08:00, ")).nth(nth);
    let lines = (0..WRITTEN.len()).rev();
    lines.map(|nth| seen(desk, "a line of the log", 0, || line(nth))).collect()
}

#[test]
fn what_is_written_in_any_script_is_drawn_with_the_systems_fonts_or_as_boxes() {
    let title = |nth: usize| WRITTEN[nth].1;
    let (Some(fonts), Some(none)) = (desk(true, title), desk(false, title)) else { return };
    for ((what, drawn), (_, boxes)) in shown(&fonts).iter().zip(&shown(&none)) {
        assert!(drawn != boxes, "{what} is drawn as boxes although the system has a font for it");
    }
    // A line has other words in it: the same with a title of one dot has less ink.
    let Some(dots) = desk(true, |_| ".") else { return };
    let (drawn, boxes, dots) = (log(&fonts), log(&none), log(&dots));
    for (nth, (id, _)) in WRITTEN.iter().enumerate() {
        for picture in [&drawn[nth], &boxes[nth]] {
            assert!(picture.unlike(&dots[nth]) > 30, "a title in {id} is drawn in the log");
        }
        assert!(drawn[nth].unlike(&boxes[nth]) > 30, "{id} is drawn as boxes in the log");
    }
}
