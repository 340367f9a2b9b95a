//! The file to the letter, and its mistakes with their places.

mod merging;
mod tables;

use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;

use super::*;
use crate::plan::{
    Credited, Ended, Goal, GoalStep, Pause, Practice, Reason, Support, Target, TargetKind, default_plan,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn id(n: u32) -> String {
    format!("{n:032x}")
}

fn device() -> String {
    "1a2b3c4d".into()
}

/// As the format's own page shows it.
const WHOLE: &str = r#"{
  "ebb": 2,
  "settings": {
    "week_start": "monday",
    "day_start_min": 240
  },
  "practices": [
    {
      "id": "breathing",
      "name": "Breathing",
      "started": "2026-09-01",
      "ended": null,
      "rev": 1,
      "device": "1a2b3c4d",
      "deleted": false
    }
  ],
  "targets": [
    {
      "practice": "breathing",
      "from_day": "2026-09-01",
      "kind": "days",
      "amount": 7,
      "min_s": 300,
      "credit_percent": 80,
      "rev": 1,
      "device": "1a2b3c4d",
      "deleted": false
    }
  ],
  "pauses": [
    {
      "id": "00000000000000000000000000000005",
      "from_day": "2026-10-05",
      "to_day": "2026-10-09",
      "practice": null,
      "reason": "ill",
      "note": "",
      "rev": 1,
      "device": "1a2b3c4d",
      "deleted": false
    }
  ],
  "entries": [
    {
      "id": "00000000000000000000000000000007",
      "practice": "breathing",
      "day": "2026-11-22",
      "start": "2026-11-22T08:00:00+01:00",
      "active_s": 300,
      "planned_s": 300,
      "ended": "finished",
      "reason": null,
      "during": "",
      "credited": "auto",
      "eased": 0,
      "clock_jump": false,
      "before": null,
      "after": null,
      "note": "",
      "title": "Daily five",
      "hash": "",
      "rev": 1,
      "device": "1a2b3c4d",
      "deleted": false
    }
  ],
  "goals": [
    {
      "id": "00000000000000000000000000000008",
      "text": "a film",
      "reached": null,
      "steps": [
        {
          "text": "half of one",
          "reached": null
        }
      ],
      "rev": 1,
      "device": "1a2b3c4d",
      "deleted": false
    }
  ],
  "support": [
    {
      "id": "00000000000000000000000000000009",
      "text": "a friend",
      "done": false,
      "date": null,
      "rev": 1,
      "device": "1a2b3c4d",
      "deleted": false
    }
  ]
}
"#;

fn entry(n: u32) -> Entry {
    Entry {
        start: Some(DateTime::parse_from_rfc3339("2026-11-22T08:00:00+01:00").unwrap()),
        planned_s: 300,
        ended: Ended::Finished,
        title: "Daily five".into(),
        device: device(),
        ..Entry::by_hand(id(n), "breathing", day("2026-11-22"), 300)
    }
}

fn whole() -> Book {
    let settings = Settings { week_start: Weekday::Mon, day_start_min: 240 };
    let from_day = day("2026-09-01");
    let practice = Practice {
        id: "breathing".into(),
        name: "Breathing".into(),
        started: from_day,
        ended: None,
        rev: 1,
        device: device(),
        deleted: false,
    };
    let target = Target {
        practice: "breathing".into(),
        from_day,
        kind: TargetKind::Days,
        amount: 7,
        min_s: 300,
        credit_percent: 80,
        rev: 1,
        device: device(),
        deleted: false,
    };
    let pause = Pause {
        id: id(5),
        from_day: day("2026-10-05"),
        to_day: Some(day("2026-10-09")),
        practice: None,
        reason: "ill".into(),
        note: String::new(),
        rev: 1,
        device: device(),
        deleted: false,
    };
    let steps = vec![GoalStep { text: "half of one".into(), reached: None }];
    let records = [
        Record::Support(Support { device: device(), ..Support::new(id(9), "a friend".into()) }),
        Record::Goal(Goal { steps, device: device(), ..Goal::new(id(8), "a film".into()) }),
        Record::Entry(entry(7)),
        Record::Pause(pause),
        Record::Target(target),
        Record::Practice(practice),
    ];
    Book::new(Some(settings), records)
}

#[test]
fn the_file_is_exact_to_the_letter_and_comes_back_as_it_was() {
    assert_eq!(whole().to_json(), WHOLE);
    assert_eq!(Book::from_json(WHOLE.as_bytes()).unwrap(), whole());
}

#[test]
fn an_empty_journal_is_a_file_too() {
    let empty = Book::default().to_json();
    assert!(empty.starts_with("{\n  \"ebb\": 2,\n  \"settings\": {\n    \"week_start\": \"monday\",\n"), "{empty}");
    assert!(empty.ends_with("  \"practices\": [],\n  \"targets\": [],\n  \"pauses\": [],\n  \"entries\": [],\n  \"goals\": [],\n  \"support\": []\n}\n"));
    assert_eq!(Book::from_json(empty.as_bytes()).unwrap().records().count(), 0);
}

#[test]
fn what_may_be_left_out_has_its_value() {
    let short = r#"{"ebb":1,"entries":[{"id":"00000000000000000000000000000007","practice":"breathing","day":"2026-11-22",
        "start":"2026-11-22T08:00:00+01:00","active_s":300,"planned_s":300,"ended":"finished","reason":null,
        "credited":"auto","title":"Daily five","hash":""}]}"#;
    let read = Book::from_json(short.as_bytes()).unwrap();
    let expected = Entry { device: "00000000".into(), ..entry(7) };
    assert_eq!(read.entries().collect::<Vec<_>>(), [&expected]);
    assert_eq!(read.settings, None);
    assert_eq!(Book::from_json(format!("\u{feff}{short}").as_bytes()).unwrap(), read);
}

fn mistake(text: &str) -> String {
    Book::from_json(text.as_bytes()).unwrap_err().to_string()
}

/// The whole file with `old`, which it holds, as `new`.
fn with(old: &str, new: &str) -> String {
    assert!(WHOLE.contains(old), "{old}");
    WHOLE.replacen(old, new, 1)
}

#[test]
fn every_mistake_has_its_place_and_says_what_is_wrong() {
    let mistakes = [
        (with("\"before\": null", "\"before\": 11"), "58:17: a rating is 0–10 or null; found 11"),
        (with("\"eased\": 0", "\"eased\": 5"), "56:16: eased is 0–4; found 5"),
        (with("\"active_s\": 300", "\"active_s\": -1"), "50:19: invalid value: integer `-1`, expected a whole number"),
        (
            with("\"day\": \"2026-11-22\"", "\"day\": \"2026-11-31\""),
            "48:14: there is no 31 November; found 2026-11-31",
        ),
        (
            with("\"day\": \"2026-11-22\"", "\"day\": \"1026-11-22\""),
            "48:14: a date lies in the years 1900 to 2999; found 1026-11-22",
        ),
        (
            with("\"id\": \"breathing\"", "\"id\": \"Breathing\""),
            "9:13: a practice's id is 1–64 of the characters a–z, 0–9 and -; found Breathing",
        ),
        (with("\"monday\"", "\"Monday\""), "4:19: week_start is a day from monday to sunday; found \"Monday\""),
        (with("\"day_start_min\": 240", "\"day_start_min\": 361"), "5:22: day_start_min is 0–360; found 361"),
        (with("\"rev\": 1", "\"rev\": 0"), "13:14: rev is 1 or more, up to 2^53 − 1; found 0"),
        (with("\"1a2b3c4d\"", "\"1A2B3C4D\""), "14:17: a device is 8 hex digits in lower case; found 1A2B3C4D"),
        (with("\"ebb\": 2", "\"ebb\": 0"), "2:10: ebb is 1–2, the version of this form; found 0"),
    ];
    for (text, expected) in mistakes {
        assert_eq!(mistake(&text), expected);
    }
    let unknown = mistake(&with("\"title\"", "\"titel\""));
    assert!(unknown.starts_with("61:7: unknown field `titel`, expected one of "), "{unknown}");
    let kind = mistake(&with("\"days\"", "\"weeks\""));
    assert!(kind.starts_with("22:15: unknown variant `weeks`, expected one of `days`, `sessions`"), "{kind}");
    let missing = mistake(&with("      \"active_s\": 300,\n", ""));
    assert!(missing.ends_with(": missing field `active_s`"), "{missing}");
    assert_eq!(mistake(""), "1:1: the file ends too early");
    assert_eq!(mistake(&WHOLE[..WHOLE.len() - 3]), "94:3: the file ends too early");
    assert!(mistake("{\"settings\": {}}").ends_with("missing field `ebb`"));
    assert!(mistake(&format!("{WHOLE}x")).ends_with("trailing characters"));
}

#[test]
fn numbers_and_texts_are_taken_up_to_their_limits_and_refused_beyond() {
    let numbers = [
        ("\"active_s\": 300", 604_800, "50:19: seconds of an entry are 0–604800, a week's; found 604801"),
        ("\"planned_s\": 300", 604_800, "51:20: seconds of an entry are 0–604800, a week's; found 604801"),
        ("\"min_s\": 300", 86_400, "24:16: min_s is 0–86400, a day's seconds; found 86401"),
        ("\"credit_percent\": 80", 100, "25:25: credit_percent is 0–100; found 101"),
    ];
    for (field, most, expected) in numbers {
        let (name, _) = field.split_once(' ').unwrap();
        assert!(Book::from_json(with(field, &format!("{name} {most}")).as_bytes()).is_ok(), "{name} {most}");
        assert_eq!(mistake(&with(field, &format!("{name} {}", most + 1))), expected);
    }
    let amount = with("\"kind\": \"days\"", "\"kind\": \"minutes\"");
    assert_eq!(
        mistake(&amount.replace("\"amount\": 7", "\"amount\": 10081")),
        "23:17: an amount is 0–10080; found 10081"
    );
    let texts = [
        ("\"name\": \"Breathing\"", 60, "10:15: a name has at most 60 characters; found 61"),
        ("\"reason\": \"ill\"", 500, "37:17: this text has at most 500 characters; found 501"),
        ("\"note\": \"\"", 10_000, "38:15: a note has at most 10000 characters; found 10001"),
        ("\"title\": \"Daily five\"", 200, "61:16: a title has at most 200 characters; found 201"),
    ];
    for (field, most, expected) in texts {
        let (name, _) = field.split_once(' ').unwrap();
        let of = |long: usize| with(field, &format!("{name} \"{}\"", "ü".repeat(long)));
        assert!(Book::from_json(of(most).as_bytes()).is_ok(), "{name} {most}");
        assert_eq!(mistake(&of(most + 1)), expected);
    }
}

#[test]
fn what_the_program_would_never_write_is_refused_where_it_stands() {
    let refused = [
        ("\"amount\": 7", "\"amount\": 8", "19:5: a week has 1–7 days to ask for; found 8"),
        ("\"amount\": 7", "\"amount\": 0", "19:5: a week has 1–7 days to ask for; found 0"),
        ("\"kind\": \"days\"", "\"kind\": \"none\"", "19:5: what is only logged asks for 0 a week"),
        (
            "\"credit_percent\": 80",
            "\"credit_percent\": 0",
            "19:5: a day counts from 1–100 percent of what is asked; found 0",
        ),
        ("\"2026-10-09\"", "\"2026-10-04\"", "32:5: a pause ends on the day it begins, or later"),
        ("\"name\": \"Breathing\"", "\"name\": \" \"", "8:5: a practice needs a name"),
        (
            "\"ended\": null",
            "\"ended\": \"2026-08-31\"",
            "8:5: a practice ends on the day it came into the plan, or later",
        ),
        ("\"text\": \"half of one\"", "\"text\": \"\"", "69:5: a goal and each of its steps needs a few words"),
        ("\"text\": \"a friend\"", "\"text\": \"\"", "85:5: this needs a few words"),
        (
            "\"Daily five\"",
            "\"\\u001b[2J\"",
            "61:16: a title must have no control characters but newline, found U+001B",
        ),
        ("\"Daily five\"", "\"a\\u0000\"", "61:16: a title must have no control characters but newline, found U+0000"),
        ("\"Daily five\"", "\"\u{202e}x\"", "61:16: a title must have no controls of direction, found U+202E"),
        (
            "\"note\": \"\"",
            "\"note\": \"a\\tb\"",
            "38:15: a note must have no control characters but newline, found U+0009",
        ),
        ("\"ill\"", "\"\u{2066}\"", "37:17: this text must have no controls of direction, found U+2066"),
        ("\"Breathing\"", "\"Two\\nlines\"", "10:15: a name is one line"),
        ("\"during\": \"\"", "\"during\": \"a\\nb\"", "54:17: what it was stopped during is one line"),
        (
            "\"during\": \"\"",
            "\"during\": \"\\u001b[2J\"",
            "54:17: what it was stopped during must have no control characters but newline, found U+001B",
        ),
        (
            "\"during\": \"\"",
            "\"during\": \"\u{202e}x\"",
            "54:17: what it was stopped during must have no controls of direction, found U+202E",
        ),
    ];
    for (old, new, expected) in refused {
        assert_eq!(mistake(&with(old, new)), expected, "{new}");
    }
    let long = with("\"during\": \"\"", &format!("\"during\": \"{}\"", "ü".repeat(81)));
    assert_eq!(mistake(&long), "54:17: what it was stopped during has at most 80 characters; found 81");
    // Of a tombstone nothing is asked, and the first mistake in the file is told.
    let gone = with("\"Breathing\"", "\"\"").replacen("\"deleted\": false", "\"deleted\": true", 1);
    Book::from_json(gone.as_bytes()).unwrap();
    let two = with("\"eased\": 0", "\"eased\": 5").replacen("\"a friend\"", "\"\"", 1);
    assert_eq!(mistake(&two), "56:16: eased is 0–4; found 5");
    let turned = "{\"ebb\":1,\"support\":[{\"id\":\"0\"}],\"practices\":[{\"id\":\"\"}]}";
    assert_eq!(mistake(turned), "1:27: an id is 32 hex digits in lower case; found 0");
}

#[test]
fn entries_kept_by_hand_come_back_from_their_line_and_from_objects_alone() {
    let entries = [entry(1), Entry { note: "two\nlines, \"ünd\"".into(), ..entry(2) }];
    let line = line_of(&entries);
    assert!(line.starts_with("{\"ebb\":2,\"entries\":[{\"id\":\"") && !line.contains('\n'), "{line}");
    let book = Book::new(None, entries.clone().map(Record::Entry));
    assert_eq!(Book::from_json(line.as_bytes()).unwrap(), book);
    assert_eq!(Book::from_json(format!("\u{feff}{line}\r\n").as_bytes()).unwrap(), book);
    let alone = entries.map(|entry| serde_json::to_string(&entry).unwrap()).join("\n");
    assert_eq!(Book::from_json(alone.as_bytes()).unwrap(), book);
    assert!(mistake(&format!("{alone}\n{{}}")).ends_with("missing field `ebb`"));
}

#[test]
fn a_file_of_the_first_form_is_read_as_ever() {
    let first = WHOLE.replace("\"ebb\": 2", "\"ebb\": 1").replace("      \"during\": \"\",\n", "");
    assert_eq!(Book::from_json(first.as_bytes()).unwrap(), whole());
}

#[test]
fn how_a_session_ended_is_written_in_one_word_each() {
    let told = |ended, reason| {
        let during = "figure four, left".into();
        let line = line_of(&[Entry { ended, reason, during, ..entry(1) }]);
        line[line.find("\"ended\"").unwrap()..line.find(",\"credited\"").unwrap()].to_owned()
    };
    let unsaid = "\"ended\":\"stopped\",\"reason\":\"unsaid\",\"during\":\"figure four, left\"";
    assert_eq!(told(Ended::Stopped, Some(Reason::Unsaid)), unsaid);
    let skipped = "\"ended\":\"skipped\",\"reason\":null,\"during\":\"figure four, left\"";
    assert_eq!(told(Ended::Skipped, None), skipped);
}

#[test]
fn a_newer_file_is_refused_before_anything_in_it_is_read() {
    let newer = "{\"practices\": [{\"new\": [1, 2]}], \"more\": {}, \"ebb\": 3}";
    assert_eq!(mistake(newer), "1:53: this file needs a newer Ebb (it is of version 3; this one reads up to 2)");
}

#[test]
fn columns_count_characters() {
    assert!(
        mistake("{\"ebb\": 1, \"ünd\": 0}").starts_with("1:12: unknown field `ünd`"),
        "{}",
        mistake("{\"ebb\": 1, \"ünd\": 0}")
    );
}

#[test]
fn a_text_that_no_form_takes_is_written_so_that_it_can_be_read_again() {
    let entry = Entry {
        note: "left\thip\r\n\u{202e}calm".into(),
        during: "cat\tand cow".into(),
        ..Entry::by_hand(id(1), "breathing", day("2026-11-22"), 300)
    };
    let read = Book::from_json(Book::new(None, [Record::Entry(entry)]).to_json().as_bytes()).unwrap();
    let notes: Vec<&str> = read.entries().map(|entry| entry.note.as_str()).collect();
    assert_eq!(notes, ["left hip\ncalm"]);
    assert!(read.entries().all(|entry| entry.during == "cat and cow"));
}

/// Any record, of few identities, so that they meet.
fn some_record() -> impl Strategy<Value = Record> {
    let text = "[a-z\"\\\\ü][a-z\"\\\\ ü\n]{0,5}";
    let date = (0_u64..4).prop_map(|n| day("2026-11-20") + chrono::Days::new(n));
    let end = (some_end(), proptest::option::of(some_reason()), "[a-z]{0,2}(, left)?");
    let stamp = (1_u64..4, 0_u32..3, any::<bool>());
    (0_u32..6, 0_u32..3, text, date, proptest::option::of(0_u8..=10), end, stamp).prop_map(
        |(kind, n, text, date, rating, (ended, reason, during), (rev, device, gone))| {
            let practice = ["breathing", "stretching", "third"][n as usize].to_owned();
            let record = match kind {
                0 => Record::Practice(Practice {
                    id: practice,
                    name: text.replace('\n', ""),
                    started: date,
                    ended: None,
                    rev: 1,
                    device: device_of(0),
                    deleted: false,
                }),
                1 => Record::Target(Target {
                    practice,
                    from_day: date,
                    kind: TargetKind::Days,
                    amount: rating.map_or(1, |rating| u32::from(rating) % 7 + 1),
                    min_s: 60,
                    credit_percent: 80,
                    rev: 1,
                    device: device_of(0),
                    deleted: false,
                }),
                2 => Record::Pause(Pause {
                    id: id(n),
                    from_day: date,
                    to_day: None,
                    practice: Some(practice),
                    reason: text,
                    note: String::new(),
                    rev: 1,
                    device: device_of(0),
                    deleted: false,
                }),
                3 => {
                    let told = Entry { note: text, before: rating, day: date, ..entry(n) };
                    Record::Entry(Entry { ended, reason, during, ..told })
                }
                4 => {
                    let steps = vec![GoalStep { text: text.clone(), reached: Some(date) }];
                    Record::Goal(Goal { steps, ..Goal::new(id(n), text) })
                }
                _ => Record::Support(Support { date: Some(date), ..Support::new(id(n), text) }),
            };
            let record = if gone { record.tombstone() } else { record };
            record.stamped(rev, &device_of(device))
        },
    )
}

fn some_end() -> impl Strategy<Value = Ended> {
    use Ended::{Finished, Interrupted, Manual, Skipped, Stopped};
    prop::sample::select(vec![Finished, Stopped, Skipped, Interrupted, Manual])
}

fn some_reason() -> impl Strategy<Value = Reason> {
    use Reason::{Distress, Dizzy, Other, Pain, Tired, Unsaid};
    prop::sample::select(vec![Pain, Dizzy, Distress, Tired, Other, Unsaid])
}

fn device_of(n: u32) -> String {
    format!("{n:08x}")
}

fn some_book() -> impl Strategy<Value = Book> {
    prop::collection::vec(some_record(), 0..20).prop_map(|records| Book::new(Some(Settings::default()), records))
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(book in some_book()) {
        let text = book.to_json();
        let read = Book::from_json(text.as_bytes()).unwrap();
        prop_assert_eq!(&read, &book);
        prop_assert_eq!(read.to_json(), text);
    }

    #[test]
    fn whatever_stands_in_a_file_reading_it_ends(text in "\\PC*", at in 0_usize..2000, with in any::<u8>()) {
        let mut bytes = WHOLE.as_bytes().to_vec();
        bytes[at % WHOLE.len()] = with;
        for bytes in [text.as_bytes(), &bytes, &bytes[..at % WHOLE.len()]] {
            if let Err(mistake) = Book::from_json(bytes) {
                prop_assert!(mistake.line >= 1 && mistake.column >= 1 && !mistake.what.is_empty());
            }
        }
    }
}
