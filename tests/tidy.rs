//! The walls of the code, checked by reading it: what the core may not name, how long files are, how they open.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// Every Rust file under `folder`, in order.
fn rust_files(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    assert!(!files.is_empty());
    files
}

/// What of a file ships: all before the module of its tests. A file of tests ships nothing.
fn shipped(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    if path.file_name().is_some_and(|name| name == "tests.rs")
        || path.components().any(|part| part.as_os_str() == "tests")
    {
        return String::new();
    }
    // Attributes may stand between; another module, such as a file of tests, ends nothing.
    let is_module = |after: &str| after.lines().find(|line| !line.starts_with("#[")) == Some("mod tests {");
    let marker = "\n#[cfg(test)]\n";
    let tests = text.match_indices(marker).find(|(at, _)| is_module(&text[at + marker.len()..]));
    tests.map_or_else(|| text.clone(), |(at, _)| text[..at].to_owned())
}

/// The lines of a file that are not comments.
fn code(path: &Path) -> Vec<String> {
    shipped(path).lines().filter(|line| !line.trim_start().starts_with("//")).map(str::to_owned).collect()
}

#[test]
fn the_core_names_no_file_no_clock_and_no_environment() {
    // That it names no window, device or database, its Cargo.toml decides.
    let forbidden = ["std::fs", "Instant", "SystemTime", "Local::now", "Utc::now", "std::env"];
    for file in rust_files("crates").iter().filter(|file| !file.to_string_lossy().contains("/tests/")) {
        for line in code(file) {
            for name in forbidden {
                assert!(!line.contains(name), "{} names {name}: {line}", file.display());
            }
        }
    }
}

#[test]
fn only_output_names_cpal_and_only_the_journal_names_sqlite() {
    let owners = [("cpal", "src/output"), ("rusqlite", "src/journal")];
    for file in rust_files("src") {
        for (name, owner) in owners {
            let inside = file.to_string_lossy().contains(owner);
            let named = code(&file).iter().any(|line| line.contains(name));
            assert!(inside || !named, "{} names {name}, which only {owner} may", file.display());
        }
    }
}

#[test]
fn every_file_opens_with_what_it_is() {
    for file in ["src", "crates", "tests"].into_iter().flat_map(rust_files) {
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("//! "), "{} does not say what it is", file.display());
    }
}

#[test]
fn no_file_is_longer_than_a_reader_can_hold() {
    for file in ["src", "crates"].into_iter().flat_map(rust_files) {
        let lines = shipped(&file).lines().count();
        assert!(lines <= 400, "{} has {lines} lines without its tests: is it one thing?", file.display());
    }
}

/// The type that a line at the edge of a file defines.
fn defined_type(line: &str) -> Option<&str> {
    let line = if line.starts_with("pub") { line.split_once(' ')?.1 } else { line };
    let (kind, rest) = line.split_once(' ')?;
    let name = rest.split(|letter: char| !letter.is_alphanumeric()).next()?;
    ["struct", "enum", "trait", "type"].contains(&kind).then_some(name)
}

#[test]
fn a_type_is_told_by_its_line() {
    assert_eq!(defined_type("pub(super) struct Row<'a> {"), Some("Row"));
    assert_eq!(defined_type("enum Kind {"), Some("Kind"));
    assert_eq!(defined_type("    type Output = Time;"), None);
    assert_eq!(defined_type("pub fn type_of() {"), None);
}

#[test]
fn no_type_name_stands_twice_below_one_folder() {
    let mut defined: BTreeMap<(String, String), PathBuf> = BTreeMap::new();
    for root in ["src", "crates/core/src", "crates/sound/src"] {
        for file in rust_files(root) {
            let below = file.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join(root)).unwrap();
            let Some(Component::Normal(folder)) = below.components().next() else { continue };
            for line in code(&file) {
                let Some(name) = defined_type(&line) else { continue };
                let key = (format!("{root}/{}", folder.display()), name.to_owned());
                if let Some(first) = defined.insert(key, file.clone()) {
                    assert_eq!(first, file, "{name} has two meanings: name one of them for what it is");
                }
            }
        }
    }
}

#[test]
fn nothing_that_is_built_in_can_speak_to_the_network() {
    let tree = std::process::Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let tree = String::from_utf8(tree.stdout).unwrap();
    let names: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(names.contains(&"eframe"), "the tree was read");
    // HTTP, TLS, DNS and general network runtimes.
    let speaks = [
        "attohttpc",
        "curl",
        "h2",
        "h3",
        "hickory-resolver",
        "hyper",
        "isahc",
        "minreq",
        "native-tls",
        "openssl",
        "quinn",
        "reqwest",
        "rustls",
        "socket2",
        "surf",
        "tokio",
        "trust-dns-resolver",
        "tungstenite",
        "ureq",
        "webpki",
    ];
    for name in names {
        assert!(!speaks.contains(&name), "{name} can speak to the network");
    }
}
