//! What Ebb asks of the system for its own process: no copy of its memory, and no bus on another computer.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

use ebb::data::DataDir;
use ebb::journal::read;

const SESSION: &str = r#"Session(format: 1, title: "Short", practice: "breathing", steps: [Rest(secs: 11)])"#;

/// A session played where there are no keys and no sound.
fn plays(folder: &Path) -> Command {
    std::fs::write(folder.join("settings.ron"), "(lead_in_s: 0)").unwrap();
    std::fs::write(folder.join("short.ron"), SESSION).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_ebb"));
    command.arg("--data-dir").arg(folder).arg("play").arg(folder.join("short.ron")).arg("--terminal");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env("XDG_RUNTIME_DIR", folder);
    command.env("PULSE_SERVER", format!("unix:{}/none", folder.display()));
    command
}

/// Waits until the program has made its folder: then it has done what it does before anything else.
fn until_begun(data: &DataDir) {
    while !data.lock().exists() {
        std::thread::yield_now();
    }
}

#[test]
fn a_crash_writes_no_copy_of_what_is_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let ebb = plays(folder.path());
    // Where dumps are on, as far as this computer permits.
    let mut shell = Command::new("sh");
    shell
        .args(["-c", "ulimit -S -c \"$(ulimit -H -c)\"; exec \"$@\"", "sh"])
        .arg(ebb.get_program())
        .args(ebb.get_args());
    for (name, value) in ebb.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut program = shell.spawn().unwrap();
    until_begun(&DataDir::at(folder.path()));
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", program.id())).unwrap();
    program.kill().unwrap();
    program.wait().unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    let limit: Vec<&str> = core.split_whitespace().skip(4).take(2).collect();
    let most = if limit[1] == "0" { "0" } else { "1" };
    assert_eq!(limit[0], most, "{core}");
}

#[test]
fn a_bus_on_another_computer_is_never_spoken_to() {
    let folder = tempfile::tempdir().unwrap();
    let bus = TcpListener::bind("127.0.0.1:0").unwrap();
    bus.set_nonblocking(true).unwrap();
    let address = format!("tcp:host=127.0.0.1,port={}", bus.local_addr().unwrap().port());
    let mut command = plays(folder.path());
    command.env("DBUS_SESSION_BUS_ADDRESS", &address).env("DBUS_SYSTEM_BUS_ADDRESS", &address);
    command.env("AT_SPI_BUS_ADDRESS", &address);
    assert!(command.status().unwrap().success());
    assert_eq!(bus.accept().unwrap_err().kind(), ErrorKind::WouldBlock, "nobody came");
    // It did all that it does, with what it was told otherwise.
    assert_eq!(read(&DataDir::at(folder.path()), None).unwrap().entries[0].active_s, 11);
}
