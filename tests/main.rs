//! The one integration binary: the real command line, window, journal and renderer.

#![expect(clippy::disallowed_methods, reason = "a test puts files in place and looks at them")]
#![expect(clippy::unwrap_used, reason = "in a test, what is not there is the failure")]

mod add;
mod catalogue;
mod caution;
mod corpus;
mod crash;
mod damaged;
mod dropping;
mod editor;
mod exchange;
#[cfg(target_os = "linux")]
mod faults;
mod fits;
mod guide;
mod journal;
mod keyboard;
mod language;
mod layout;
mod listen;
mod newcomer;
mod passphrase;
mod places;
mod plan;
mod plan_layout;
mod play;
#[cfg(target_os = "linux")]
mod private;
mod progress;
mod progress_layout;
mod raw;
mod render;
mod shipped;
mod stage;
mod stage_layout;
#[cfg(target_os = "linux")]
mod terminal;
mod tidy;
mod today;
mod told;
mod unsaved;
mod vault;
mod week;
mod widgets;
mod window;
