//! The clipboard: what is copied in the program is pasted in another, and the other way round.

use std::io::Write as _;
use std::process::Stdio;

use super::desk::{Accessible, Desk, Role, Setup, until};

/// A desk with another program that has a clipboard.
fn desk() -> Option<Desk> {
    if !Desk::has(&["xclip"]) {
        return None;
    }
    Desk::open(Setup { sinks: Vec::new(), screen: (800, 600), ..Setup::default() })
}

/// What another program pastes, once it is what is wanted.
fn until_pasted(desk: &Desk, what: &str, wanted: impl Fn(&str) -> bool) -> String {
    until(format_args!("{what} in the clipboard"), || {
        let pasted = desk.command("xclip").args(["-selection", "clipboard", "-o"]).output().unwrap();
        String::from_utf8(pasted.stdout).ok().filter(|text| wanted(text))
    })
}

/// Copies a text in another program, which keeps it for whoever asks.
fn copy_elsewhere(desk: &mut Desk, text: &str) {
    let file = desk.file("copied.txt", text);
    let mut other = desk.command("xclip");
    other.args(["-quiet", "-selection", "clipboard", "-i", &file]);
    desk.spawn(&other);
    until_pasted(desk, text, |found| found == text);
}

/// Waits until a field holds this.
fn until_holds(field: &Accessible, wanted: &str) {
    until(format_args!("{wanted:?} in {field:?}"), || (field.text().as_deref() == Some(wanted)).then_some(()));
}

#[test]
fn a_text_field_takes_what_was_copied_elsewhere_and_gives_what_is_copied_in_it() {
    let Some(mut desk) = desk() else { return };
    copy_elsewhere(&mut desk, "slow, ätherisch – 静か");
    let window = desk.window(&[]);
    desk.screen.key("ctrl+2");
    let field = window.tree().until(Role::Entry, "Search");
    field.focus();
    desk.screen.key("ctrl+v");
    until_holds(&field, "slow, ätherisch – 静か");
    desk.screen.key("ctrl+a");
    desk.screen.type_text("box");
    until_holds(&field, "box");
    desk.screen.key("ctrl+a");
    desk.screen.key("ctrl+c");
    until_pasted(&desk, "what was copied", |text| text == "box");
    desk.screen.key("ctrl+x");
    until_holds(&field, "");
    desk.screen.key("ctrl+v");
    until_holds(&field, "box");
}

#[test]
fn a_passphrase_is_pasted_from_where_it_is_kept() {
    let Some(mut desk) = desk() else { return };
    let mut set = desk.ebb(&["passphrase", "set", "--passphrase-stdin"]);
    let mut set = set.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    set.stdin.take().unwrap().write_all("nine tame otters\n".as_bytes()).unwrap();
    assert!(set.wait().unwrap().success());
    copy_elsewhere(&mut desk, "nine tame otters");
    let window = desk.window(&[]);
    let field = window.tree().until(Role::PasswordText, "Passphrase");
    field.focus();
    desk.screen.key("ctrl+v");
    until("what was pasted", || field.text().filter(|shown| shown.chars().count() == 16));
    desk.screen.key("Return");
    window.tree().until_said("This week");
}

#[test]
fn an_entry_that_could_not_be_saved_is_copied_whole() {
    let Some(desk) = desk() else { return };
    std::fs::write(desk.data().join("journal.db"), "junk, and long enough to be no database".repeat(100)).unwrap();
    let session = r#"Session(format: 1, title: "Short", practice: "breathing", steps: [Rest(secs: 10)])"#;
    let window = desk.window(&["play", &desk.file("short.ron", session)]);
    window.tree().until_said("left");
    desk.screen.key("p");
    window.tree().until(Role::Button, "Log it anyway").press();
    window.tree().until_said("Not saved yet");
    window.close();
    window.tree().until(Role::Button, "Copy").press();
    let copied = until_pasted(&desk, "the entry", |text| text.starts_with('{'));
    // It is a file as Ebb exports them: another journal takes it.
    let (file, other) = (desk.file("copied.json", &copied), desk.folder().join("other"));
    let other = ["--data-dir", other.to_str().unwrap()];
    let done = desk.ebb(&[&other[..], &["import", &file]].concat()).output().unwrap();
    assert!(done.status.success(), "{done:?}");
    let log = desk.ebb(&[&other[..], &["log"]].concat()).output().unwrap();
    assert!(String::from_utf8(log.stdout).unwrap().contains("Short"), "{copied}");
}
