//! `ebb doctor`: versions, sound, data folder, health of the journal and the settings.

use std::io::Write as _;

use crate::cli::{CommandError, Context};
use crate::data::{self, DataDir};
use crate::settings::Settings;
use crate::{journal, output};

/// Nothing to choose.
#[derive(Debug, clap::Args)]
pub struct DoctorArgs {}

/// One thing that was looked at.
#[derive(Debug)]
struct Finding {
    what: &'static str,
    found: Result<String, String>,
}

/// Prints what Ebb finds on this computer. Changes nothing but for an empty file, made and removed in the data
/// folder and in that of the backups to see whether they can be written.
///
/// # Errors
/// When something is broken, or standard output cannot be written.
pub fn run(_args: &DoctorArgs, context: &Context) -> Result<(), CommandError> {
    let mut findings = vec![
        Finding { what: "Ebb", found: Ok(env!("CARGO_PKG_VERSION").to_owned()) },
        Finding { what: "Database", found: Ok(journal::versions()) },
    ];
    let wanted = context.data().ok().and_then(|data| Settings::load(data).settings.sound_device);
    // No sound is no fault: sessions go on without it, and say so.
    findings.extend(output::describe(wanted).into_iter().map(|line| Finding { what: "Sound", found: Ok(line) }));
    match context.data() {
        Ok(data) => findings.extend(look_into(data, context)),
        Err(CommandError::Machine(why)) => findings.push(Finding { what: "Data folder", found: Err(why) }),
        Err(other) => return Err(other),
    }
    let broken = findings.iter().filter(|finding| finding.found.is_err()).count();
    context.write(|out| {
        for Finding { what, found } in &findings {
            match found {
                Ok(line) => writeln!(out, "{what:<12} {line}")?,
                Err(why) => writeln!(out, "{what:<12} broken: {why}")?,
            }
        }
        Ok(())
    })?;
    match broken {
        0 => Ok(()),
        1 => Err(CommandError::Machine("one thing is broken: see above".into())),
        _ => Err(CommandError::Machine(format!("{broken} things are broken: see above"))),
    }
}

fn look_into(data: &DataDir, context: &Context) -> [Finding; 4] {
    let folder = data.folder().display();
    let writable = match data::can_be_written(data.folder()) {
        Ok(true) if data.is_open_to_others() => {
            Err(format!("others on this computer can look into {folder}: `chmod 700` makes it yours alone"))
        }
        Ok(true) => Ok(format!("{folder}, can be written")),
        Ok(false) => Ok(format!("{folder}, not there yet")),
        Err(error) => Err(format!("{folder} cannot be written: {error}")),
    };
    let journal = health(data, context);
    let unwritable = |error| format!("{} cannot be written: {error}", data.backups().display());
    let backups = match (journal::backups(data), data::can_be_written(&data.backups()).map_err(unwritable)) {
        (Err(trouble), _) => Err(trouble.to_string()),
        (_, Err(why)) => Err(why),
        (Ok(backups), Ok(_)) => Ok(match backups.first() {
            Some(newest) => format!("{}, the newest of {}", backups.len(), newest.at.format("%Y-%m-%d %H:%M")),
            None => "none yet".to_owned(),
        }),
    };
    let settings = Settings::load(data).trouble.map_or_else(|| Ok("as they should be".to_owned()), Err);
    [
        Finding { what: "Data folder", found: writable },
        Finding { what: "Journal", found: journal },
        Finding { what: "Backups", found: backups },
        Finding { what: "Settings", found: settings },
    ]
}

/// A journal with a passphrase is opened only when that is given unasked.
fn health(data: &DataDir, context: &Context) -> Result<String, String> {
    let needs = journal::needs_passphrase(data);
    let passphrase = match context.secrets().unasked().filter(|_| needs) {
        None if needs => {
            return Ok("has a passphrase, or is none: give it in EBB_PASSPHRASE to look into it".to_owned());
        }
        passphrase => passphrase.transpose().map_err(|why| format!("{why}"))?,
    };
    match journal::read(data, passphrase.as_ref()) {
        Ok(snapshot) if snapshot.stored.is_none() => Ok("nothing is logged yet".to_owned()),
        Ok(snapshot) => {
            let sealed = if needs { "encrypted, " } else { "" };
            Ok(format!("{sealed}whole, {} logged", snapshot.entries.len()))
        }
        Err(trouble) => Err(trouble.to_string()),
    }
}
