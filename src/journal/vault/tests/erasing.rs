//! What is deleted leaves nothing, and what stays is its owner's only.

use super::*;

#[test]
fn deleting_everything_leaves_nothing_of_it() {
    let place = Place::with(3);
    let data = &place.data;
    fs::create_dir(data.sessions()).unwrap();
    for (path, text) in [
        ("export.json", format!("{{ \"ebb\": 1,\n \"note\": \"{NOTE}\" }}")),
        ("tables/entries.csv", format!("id,practice,day,start,active_s,planned_s,note\n1,{NOTE}\n")),
        ("report.html", format!("<html><head><meta name=\"generator\" content=\"Ebb 0.1\"></head>{NOTE}")),
        ("settings.ron", format!("// {NOTE}\n()")),
        ("sessions/own.ron", NOTE.to_owned()),
        (".export.json.f55YT2", format!("{{ \"ebb\": 1,\n \"note\": \"{NOTE}\" }}")),
        ("journal.db-journal", NOTE.to_owned()),
    ] {
        let path = data.folder().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let theirs = data.folder().join("shopping.json");
    fs::write(&theirs, "{\"bread\": 1}").unwrap();
    fs::remove_file(data.folder().join("journal.db-journal")).unwrap();
    let mut journal = place.open(None);
    journal.backup(Kind::Daily).unwrap();
    let found = Belongings::of(data).unwrap();
    assert_eq!(
        found.lines(),
        [
            "the journal: every entry, the plan, pauses, goals and notes",
            "one backup of it",
            "4 exports in Ebb's folder",
            "one session of your own",
            "what you chose in Settings"
        ]
    );
    assert_eq!(place.telling().len(), 8);
    journal.delete_everything().unwrap();
    assert_eq!(place.telling(), Vec::<PathBuf>::new());
    let left: Vec<PathBuf> = place.files().into_iter().map(|(path, _)| path).collect();
    assert_eq!(left, [data.lock(), theirs]);
    assert_eq!(journal.read().unwrap(), Snapshot::default());
    journal.save(&entry(1)).unwrap();
    assert_eq!(place.count(None), 1);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_no_export_and_is_neither_waited_for_nor_in_the_way() {
    use std::os::unix::fs::symlink;
    let place = Place::with(1);
    let [device, nothing] = ["device.json", "nothing.csv"].map(|name| place.data.folder().join(name));
    symlink("/dev/zero", &device).unwrap();
    symlink(place.data.folder().join("is not there"), &nothing).unwrap();
    place.open(None).delete_everything().unwrap();
    assert!(device.is_symlink() && nothing.is_symlink());
}

#[test]
fn what_is_deleted_is_overwritten_first() {
    let place = Place::with(3);
    // Whoever has it open still sees its content.
    let mut held = fs::File::open(place.data.journal()).unwrap();
    let len = held.metadata().unwrap().len();
    place.open(None).delete_everything().unwrap();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut held, &mut bytes).unwrap();
    assert_eq!(bytes.len() as u64, len);
    assert!(bytes.iter().all(|byte| *byte == 0));
}

#[test]
fn the_readable_file_is_overwritten_when_a_passphrase_is_set() {
    let place = Place::with(3);
    let mut held = fs::File::open(place.data.journal()).unwrap();
    place.open(None).reseal(None, Some(secret("tide"))).unwrap();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut held, &mut bytes).unwrap();
    assert!(!bytes.is_empty() && bytes.iter().all(|byte| *byte == 0));
}

#[test]
fn what_has_another_name_outside_the_folder_keeps_its_content() {
    let place = Place::new();
    fs::create_dir_all(place.data.sessions()).unwrap();
    let outside = place.folder.path().join("mine.ron");
    fs::write(&outside, "mine").unwrap();
    fs::hard_link(&outside, place.data.sessions().join("mine.ron")).unwrap();
    place.open(None).delete_everything().unwrap();
    assert_eq!(fs::read_to_string(outside).unwrap(), "mine");
    assert!(!place.data.sessions().exists());
}

#[cfg(unix)]
#[test]
fn every_file_and_folder_is_its_owners_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::with(1);
    let mut journal = place.open(None);
    journal.backup(Kind::Daily).unwrap();
    journal.reseal(None, Some(secret("tide"))).unwrap();
    let mode = |path: &PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&place.data.backups()), 0o700);
    let modes: Vec<u32> = place.files().iter().map(|(path, _)| mode(path)).collect();
    assert_eq!(modes, [0o600; 4], "{:?}", place.files().len());
}
