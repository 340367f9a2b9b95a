//! The guide for authors is true: its sessions read, its tables and answers are the program's own.

use std::path::Path;
use std::process::Command;

use ebb::session::{self, Ambience, End, Guide, Named, Pacer, Session, limits};
use ebb::timeline::Timeline;
use ebb::units::Time;

/// A fenced block of the guide.
struct Block {
    language: String,
    text: String,
}

fn file(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn guide() -> String {
    file("sessions/README.md")
}

fn blocks(markdown: &str) -> Vec<Block> {
    let mut parts = markdown.split("```");
    parts.next();
    let mut blocks = Vec::new();
    while let Some(inside) = parts.next() {
        let (language, text) = inside.split_once('\n').unwrap();
        blocks.push(Block { language: language.to_owned(), text: text.to_owned() });
        parts.next().unwrap();
    }
    blocks
}

/// A step on its own, as the one step of a session; a whole session as it is.
fn as_session(text: &str) -> String {
    if text.contains("Session(") {
        return text.to_owned();
    }
    format!("Session(format: 1, title: \"T\", practice: \"breathing\", steps: [\n{text}\n])")
}

/// What `ebb` prints when it is asked about a file called `mine.ron`.
fn printed(command: &str, text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("mine.ron"), text).unwrap();
    let mut ebb = Command::new(env!("CARGO_BIN_EXE_ebb"));
    let output = ebb.args([command, "mine.ron"]).current_dir(folder.path()).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn read(text: &str) -> Session {
    let text = as_session(text);
    session::read(text.as_bytes()).unwrap_or_else(|wrong| panic!("{}", session::describe("README.md", &wrong)))
}

/// The sessions of the guide that are meant to be right: all but the one that an answer of `ebb check` follows.
fn examples() -> Vec<String> {
    let blocks = blocks(&guide());
    let wrong = |next: Option<&Block>| next.is_some_and(|next| next.text.starts_with("mine.ron:"));
    let right = blocks.iter().enumerate().filter(|(i, block)| block.language == "ron" && !wrong(blocks.get(i + 1)));
    right.map(|(_, block)| block.text.clone()).collect()
}

#[test]
fn every_example_reads() {
    let examples = examples();
    assert_eq!(examples.len(), 9);
    for text in &examples {
        read(text);
    }
}

/// That what can be chosen stands in the guide's table, and in the words that reading is fuzzed with.
fn is_told<T: Named>() {
    let names: Vec<String> = T::ALL.iter().map(|one| format!("`{}`", one.name())).collect();
    assert!(guide().contains(&format!("| {} |", names.join(", "))), "{names:?}");
    let words = file("fuzz/read.dict");
    assert!(T::ALL.iter().all(|one| words.contains(&format!("\"{}\"\n", one.name()))), "{names:?}");
}

#[test]
fn every_choice_stands_in_the_tables() {
    is_told::<Pacer>();
    is_told::<Guide>();
    is_told::<Ambience>();
    is_told::<End>();
    let labels: Vec<&str> = Pacer::ALL.iter().map(|pacer| pacer.label()).collect();
    let keys = format!("| 1 – {} | the pacer: {} |", labels.len(), labels.join(", "));
    assert!(file("README.md").contains(&keys), "{keys}");
}

#[test]
fn the_session_of_the_readme_reads() {
    let readme = file("README.md");
    let sessions: Vec<Block> = blocks(&readme).into_iter().filter(|block| block.language == "ron").collect();
    assert_eq!(sessions.len(), 1);
    read(&sessions[0].text);
}

#[test]
fn the_smallest_session_is_two_lines_and_the_largest_twenty_minutes() {
    let examples = examples();
    assert_eq!(examples[0].lines().count(), 2);
    assert_eq!(Timeline::compile(&read(&examples[0])).len(), Time::from_secs(300));
    let evening = examples.iter().find(|text| text.contains("// evening.ron")).unwrap();
    let timeline = Timeline::compile(&read(evening));
    assert_eq!((timeline.len(), timeline.practice()), (Time::from_secs(1210), Time::from_secs(1200)));
}

#[test]
fn the_ramp_is_as_long_as_the_guide_counts() {
    let three = examples().into_iter().find(|text| text.contains("Three kinds of breath")).unwrap();
    let timeline = Timeline::compile(&read(&three));
    assert_eq!(timeline.steps()[2].len, Time::from_secs(480));
}

#[test]
fn what_is_shown_after_an_example_is_what_the_program_prints() {
    let blocks = blocks(&guide());
    let mut shown = 0;
    for pair in blocks.windows(2) {
        let command = match pair[1].language.as_str() {
            "text" => "check",
            "csv" => "timeline",
            _ => continue,
        };
        assert_eq!(pair[1].text, printed(command, &as_session(&pair[0].text)));
        shown += 1;
    }
    assert_eq!(shown, 2);
}

#[test]
fn every_common_mistake_gets_the_answer_that_the_guide_shows() {
    let guide = guide();
    let table = guide.split("| written | Ebb says |\n|---|---|\n").nth(1).unwrap();
    let rows: Vec<&str> = table.lines().take_while(|line| line.starts_with('|')).collect();
    assert!(rows.len() >= 12);
    for row in rows {
        let (written, answer) = row.trim_matches(['|', ' ', '`']).split_once("` | `").unwrap();
        let problems = session::read(as_session(written).as_bytes()).unwrap_err();
        assert_eq!(problems[0].message, answer, "{written}");
    }
}

#[test]
fn the_limits_in_the_tables_are_the_ones_that_are_kept() {
    let guide = guide();
    let fields = guide.split("## Every field").nth(1).unwrap();
    // The unit stands in a column of its own.
    let seconds = |limit: limits::Seconds| limit.to_string().replace(" s", "");
    let in_rows = [
        ("| `title` |", limits::TITLE.to_string()),
        ("| `about` |", limits::PARAGRAPH.to_string()),
        ("| `source` |", limits::PARAGRAPH.to_string()),
        ("| `caution` |", limits::PARAGRAPH.to_string()),
        ("| `inhale`, `exhale` |", seconds(limits::INHALE)),
        ("| `top_up`, `hold_in`, `hold_out` |", seconds(limits::HOLD)),
        ("| the whole breath |", seconds(limits::BREATH)),
        ("| `cycles` | number", limits::TIMES.to_string()),
        ("| `times` |", limits::TIMES.to_string()),
        ("| `rounds` |", limits::ROUNDS.to_string()),
        ("| `breaths`, `breath` |", limits::TIMES.to_string()),
        ("| about how many seconds |", seconds(limits::BREATHING)),
        ("| `Prepare` | `secs` |", seconds(limits::STEP)),
        ("| `Cue` | `secs` |", seconds(limits::STEP)),
        ("| `Rest` | `secs` |", seconds(limits::STEP)),
        ("| seconds a side |", seconds(limits::STEP)),
        ("| `release` |", seconds(limits::STEP)),
        ("| `tense` |", seconds(limits::GAP)),
        ("| `into` |", seconds(limits::GAP)),
        ("| `needs` |", limits::NEED.to_string()),
        ("| `switch` |", seconds(limits::GAP)),
        ("| `rest` |", seconds(limits::GAP)),
        ("| `pose` |", limits::WORD.to_string()),
        ("| `group` |", limits::WORD.to_string()),
        ("a word for each part", limits::WORD.to_string()),
        ("| `how` |", limits::SENTENCE.to_string()),
        ("| `cue` |", limits::SENTENCE.to_string()),
        ("| `say` | a sentence |", limits::SENTENCE.to_string()),
        ("| `say` | the sentence |", limits::SENTENCE.to_string()),
    ];
    for (row, limit) in in_rows {
        let rows: Vec<&str> = fields.lines().filter(|line| line.contains(row)).collect();
        assert!(!rows.is_empty(), "there is no row {row}");
        for line in rows {
            assert!(line.contains(&format!("| {limit}")), "{line} should say {limit}");
        }
    }
    assert!(fields.contains(&format!("at most {} deep", limits::NESTING)));
    assert_eq!((limits::FILE, ebb::timeline::MAX_SPANS), (1024 * 1024, 100_000));
    assert_eq!(ebb::timeline::MAX_LENGTH, Time::from_secs(4 * 3600));
}

#[test]
fn every_drawing_that_there_is_stands_in_the_list_and_no_other() {
    let guide = guide();
    let list = guide.split("names a picture of Ebb's:").nth(1).unwrap().split("A name that").next().unwrap();
    let listed: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
    assert_eq!(listed, ebb::ui::pose::names().collect::<Vec<_>>());
    for (name, text) in ebb::catalogue::SHIPPED {
        for line in text.lines().filter_map(|line| line.trim().strip_prefix("drawing: \"")) {
            let drawing = line.trim_end_matches("\",");
            assert!(listed.contains(&drawing), "{drawing} of {name}");
        }
    }
}
