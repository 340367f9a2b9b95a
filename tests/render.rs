//! `ebb render`, the real program: the files it writes, and those it does not.

use std::path::Path;
use std::process::{Command, Output, Stdio};

fn render(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ebb"));
    command.arg("render").args(arguments).current_dir(folder).stdin(Stdio::null());
    command.env("EBB_DATA_DIR", folder.join("data")).output().unwrap()
}

/// A session of 10/3 s, to the microsecond, in two phases.
const SHORT: &str = r#"Session(format: 1, title: "Short", practice: "breathing", sound: (guide: TwoTones), steps: [
    Breathe(breath: (inhale: 1.333333, exhale: 2), cycles: 1),
])"#;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("short.ron"), SHORT).unwrap();
    folder
}

/// What lies in a folder besides the session.
fn others(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name != "short.ron").collect();
    names.sort();
    names
}

#[test]
fn a_file_has_exactly_the_frames_of_its_session_at_every_rate_and_depth() {
    let folder = folder();
    // 3.333333 s: 73 499.99, 147 000 − 0.01, 160 000 − 0.02, 320 000 − 0.03.
    for (rate, frames) in [(22_050, 73_500), (44_100, 147_000), (48_000, 160_000), (96_000, 320_000)] {
        for bits in [16_u16, 24, 32] {
            let (rate_said, bits_said) = (rate.to_string(), bits.to_string());
            let done =
                render(folder.path(), &["short.ron", "--out", "o.wav", "--rate", &rate_said, "--bits", &bits_said]);
            assert!(done.status.success() && done.stderr.is_empty(), "{done:?}");
            let file = hound::WavReader::open(folder.path().join("o.wav")).unwrap();
            let spec = file.spec();
            assert_eq!((spec.channels, spec.sample_rate, spec.bits_per_sample), (2, rate, bits));
            assert_eq!(file.duration(), frames, "at {rate}");
        }
    }
    assert_eq!(others(folder.path()), ["o.wav"]);
}

#[test]
fn a_tail_is_four_seconds_with_the_end_cue_from_the_first_of_its_frames_on() {
    let folder = folder();
    let done = render(folder.path(), &["short.ron", "--out", "o.wav", "--bits", "32", "--tail"]);
    assert!(done.status.success());
    let mut file = hound::WavReader::open(folder.path().join("o.wav")).unwrap();
    assert_eq!(file.duration(), 160_000 + 192_000);
    let samples: Vec<f32> = file.samples().map(Result::unwrap).collect();
    let loudest = |from: usize, to: usize| samples[2 * from..2 * to].iter().fold(0.0_f32, |l, x| l.max(x.abs()));
    assert!(loudest(159_900, 160_000) < 1e-3, "the exhale has ended");
    assert!(samples[2 * 160_000] != 0.0);
    assert!(loudest(160_000, 170_000) > 0.05);
    assert!(loudest(351_000, 352_000) == 0.0, "over before the file is");
}

#[test]
fn the_same_session_gives_the_same_bytes() {
    let folder = folder();
    for name in ["a.wav", "b.wav"] {
        assert!(render(folder.path(), &["short.ron", "--out", name, "--bits", "16"]).status.success());
    }
    let read = |name| std::fs::read(folder.path().join(name)).unwrap();
    assert!(read("a.wav") == read("b.wav"));
}

#[test]
fn sixteen_bits_are_the_same_sound_within_two_of_their_steps() {
    let folder = folder();
    assert!(render(folder.path(), &["short.ron", "--out", "fine.wav", "--bits", "32"]).status.success());
    assert!(render(folder.path(), &["short.ron", "--out", "coarse.wav", "--bits", "16"]).status.success());
    let open = |name| hound::WavReader::open(folder.path().join(name)).unwrap();
    let fine: Vec<f32> = open("fine.wav").samples().map(Result::unwrap).collect();
    let coarse: Vec<i16> = open("coarse.wav").samples().map(Result::unwrap).collect();
    for (fine, coarse) in fine.iter().zip(coarse) {
        assert!((fine * 32_768.0 - f32::from(coarse)).abs() <= 1.5, "rounding and a triangle of one step each way");
    }
}

#[test]
fn a_rate_out_of_range_is_refused_as_usage_and_names_the_range() {
    let folder = folder();
    for rate in ["0", "22049", "192001", "fast"] {
        let done = render(folder.path(), &["short.ron", "--out", "o.wav", "--rate", rate]);
        assert_eq!(done.status.code(), Some(2), "{rate}");
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(rate == "fast" || said.contains("22050 to 192000"), "{said}");
    }
    assert!(others(folder.path()).is_empty());
}

#[test]
fn a_file_larger_than_a_wav_file_can_be_is_refused_before_anything_is_written() {
    let folder = folder();
    let long = SHORT.replace("cycles: 1", "cycles: 4000");
    std::fs::write(folder.path().join("short.ron"), long).unwrap();
    let done = render(folder.path(), &["short.ron", "--out", "o.wav", "--rate", "192000", "--bits", "32"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8(done.stderr).unwrap().contains("4 GiB"));
    assert!(others(folder.path()).is_empty());
}

#[test]
fn a_session_that_does_not_load_writes_nothing() {
    let folder = folder();
    std::fs::write(folder.path().join("short.ron"), "Session(format: 1)").unwrap();
    assert_eq!(render(folder.path(), &["short.ron", "--out", "o.wav"]).status.code(), Some(1));
    assert!(others(folder.path()).is_empty());
}

#[test]
fn a_file_that_cannot_be_written_is_said_in_one_sentence() {
    let folder = folder();
    let done = render(folder.path(), &["short.ron", "--out", "nowhere/o.wav"]);
    assert_eq!(done.status.code(), Some(3));
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(said.starts_with("nowhere/o.wav: the file cannot be written") && said.lines().count() == 1, "{said}");
}

/// Begins to write almost three hours, 2.9 GB, to `o.wav`.
#[cfg(unix)]
fn begin_long(folder: &Path, limit: &str) -> std::process::Child {
    let long = SHORT.replace("cycles: 1", "cycles: 3000");
    std::fs::write(folder.join("short.ron"), long).unwrap();
    let mut command = Command::new("sh");
    // Without XFSZ's default a limit shows as an error of the write, as a full disk does.
    let line = format!("trap '' XFSZ; {limit}; exec \"$0\" render short.ron --out o.wav");
    command.args(["-c", &line, env!("CARGO_BIN_EXE_ebb")]).current_dir(folder);
    command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// How many bytes a running program has written: on Linux its file has no name yet.
#[cfg(unix)]
fn written(pid: u32, folder: &Path) -> u64 {
    if let Ok(told) = std::fs::read_to_string(format!("/proc/{pid}/io")) {
        let line = told.lines().find_map(|line| line.strip_prefix("wchar: "));
        return line.and_then(|bytes| bytes.parse().ok()).unwrap_or(0);
    }
    let files = std::fs::read_dir(folder).unwrap().filter_map(Result::ok);
    files.filter_map(|file| file.metadata().ok()).map(|data| data.len()).sum()
}

#[cfg(target_os = "linux")]
#[test]
fn a_killed_program_leaves_nothing_half_written() {
    let folder = folder();
    let mut child = begin_long(folder.path(), ":");
    while written(child.id(), folder.path()) < 1 << 20 {
        assert!(child.try_wait().unwrap().is_none(), "it is still writing");
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(others(folder.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_what_stood_there_and_no_other_file() {
    let folder = folder();
    std::fs::write(folder.path().join("o.wav"), "RIFF before").unwrap();
    let mut child = begin_long(folder.path(), ":");
    let child_id = child.id();
    // It has begun for good once some of the sound is written: the handler stands by then.
    let has_begun = || written(child_id, folder.path()) > 1 << 18;
    while !has_begun() {
        assert!(child.try_wait().unwrap().is_none(), "it is still writing");
        std::thread::yield_now();
    }
    let pid = child_id.to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    let done = child.wait_with_output().unwrap();
    assert_eq!(done.status.code(), Some(3), "{done:?}");
    assert!(String::from_utf8(done.stderr).unwrap().contains("stopped"));
    assert_eq!(others(folder.path()), ["o.wav"]);
    assert_eq!(std::fs::read(folder.path().join("o.wav")).unwrap(), b"RIFF before");
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_no_file_and_says_so() {
    let folder = folder();
    // Blocks of 512 bytes: no file may grow beyond a megabyte.
    let done = begin_long(folder.path(), "ulimit -f 2048").wait_with_output().unwrap();
    assert_eq!(done.status.code(), Some(3), "{done:?}");
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(said.starts_with("o.wav: the file cannot be written") && said.lines().count() == 1, "{said}");
    assert!(others(folder.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn only_a_sound_file_is_ever_replaced_and_a_link_leads_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let (notes, link, sound) = ("notes.ron", "link.wav", "sound.wav");
    std::fs::write(folder.path().join(notes), "my own words").unwrap();
    std::fs::write(folder.path().join(sound), "RIFF of an earlier time").unwrap();
    std::os::unix::fs::symlink(sound, folder.path().join(link)).unwrap();

    let refused = render(folder.path(), &["four-seven-eight", "--out", notes]);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(std::fs::read_to_string(folder.path().join(notes)).unwrap(), "my own words");
    let device = render(folder.path(), &["four-seven-eight", "--out", "/dev/null"]);
    assert_eq!(device.status.code(), Some(1));

    let replaced = render(folder.path(), &["four-seven-eight", "--out", link]);
    assert!(replaced.status.success(), "{}", String::from_utf8_lossy(&replaced.stderr));
    assert!(std::fs::symlink_metadata(folder.path().join(link)).unwrap().is_symlink());
    assert!(std::fs::read(folder.path().join(sound)).unwrap().len() > 1_000_000);
}
