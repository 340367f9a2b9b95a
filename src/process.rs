//! What Ebb asks of the system for its own process, before anything else: that a crash writes no copy of its memory, and
//! that it speaks to no bus on another computer.
//!
//! Knows nothing of what the program does.

use std::ffi::OsStr;
use std::io;

/// Where a program is told of the buses that it speaks to.
const BUSES: [&str; 3] = ["DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS"];

/// Makes the process as private as Ebb promises. Where its environment leads to a bus on another computer the program starts
/// again without that, in the same process: what a thread reads of the environment cannot be changed safely.
///
/// # Errors
/// Why it cannot start again, in words for the user.
pub(crate) fn make_private() -> Result<(), String> {
    forbid_dumps();
    keep_buses_local()
}

#[cfg(target_os = "linux")]
fn forbid_dumps() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    // One byte, not none: a program that collects dumps is handed one whatever the limit is, but for this one (Linux,
    // fs/coredump.c), and no dump is written to a file that it does not fit in.
    let current = getrlimit(Resource::Core).maximum.map_or(1, |most| most.min(1));
    let limit = Rlimit { current: Some(current), ..getrlimit(Resource::Core) };
    // Lowering it is always allowed.
    let _ = setrlimit(Resource::Core, limit);
}

#[cfg(not(target_os = "linux"))]
fn forbid_dumps() {}

#[cfg(unix)]
fn keep_buses_local() -> Result<(), String> {
    use std::os::unix::process::CommandExt as _;
    let away: Vec<_> = BUSES.into_iter().filter_map(|name| Some((name, local(&std::env::var_os(name)?)?))).collect();
    if away.is_empty() {
        return Ok(());
    }
    let names = away.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(" and ");
    let again = || -> io::Result<()> {
        let mut arguments = std::env::args_os();
        #[expect(clippy::disallowed_methods, reason = "it is Ebb itself: all of its environment is its own")]
        let mut command = std::process::Command::new(std::env::current_exe()?);
        if let Some(name) = arguments.next() {
            command.arg0(name);
        }
        command.args(arguments);
        for (name, local) in &away {
            match local.as_str() {
                "" => command.env_remove(name),
                local => command.env(name, local),
            };
        }
        Err(command.exec())
    };
    again().map_err(|error| {
        format!("{names} leads to another computer, and Ebb cannot start without that ({error}): unset it first")
    })
}

#[cfg(not(unix))]
fn keep_buses_local() -> Result<(), String> {
    Ok(())
}

/// The addresses among these that stay on this computer; `None` when all of them do. The list and its transports are those
/// of the D-Bus specification, "Server Addresses".
fn local(addresses: &OsStr) -> Option<String> {
    let addresses = addresses.to_string_lossy();
    let is_local = |address: &&str| address.starts_with("unix:");
    let all = || addresses.split(';').filter(|address| !address.is_empty());
    (!all().all(|address| is_local(&address))).then(|| all().filter(is_local).collect::<Vec<_>>().join(";"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_on_this_computer_are_left() {
        let left = |addresses: &str| local(OsStr::new(addresses));
        assert_eq!(left("unix:path=/run/user/1000/bus"), None);
        assert_eq!(left("unix:abstract=/tmp/x,guid=1;unix:path=/y;"), None);
        assert_eq!(left(""), None);
        assert_eq!(left("tcp:host=example,port=1").as_deref(), Some(""));
        assert_eq!(left("nonce-tcp:host=example;unix:path=/y;tcp:host=z").as_deref(), Some("unix:path=/y"));
        assert_eq!(left("unixexec:path=ssh").as_deref(), Some(""));
    }
}
