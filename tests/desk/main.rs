//! Ebb at a desk: the built program, met from outside where a person meets it: on a screen, in a sound server's
//! recording, through the clipboard and the accessibility bus. How to write such a test stands in `desk.rs`.

#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "a test puts files in place, looks at them and asks the clock")]
#![expect(clippy::unwrap_used, reason = "in a test, what is not there is the failure")]

mod accessibility;
mod clicks;
mod clipboard;
mod desk;
mod device;
mod fonts;
mod itself;
mod keyboard;
mod pipewire;
mod signals;
mod sound;
mod together;
mod voice;
