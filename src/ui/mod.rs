//! The window: one file per place.
//!
//! A place is a struct of what it looks like now (what is selected, how far it is scrolled) with
//! `fn ui(&mut self, ui, facts) -> Option<Action>`: it shows facts and asks for actions, and changes nothing itself.
//! Every colour, size and duration stands in [`theme`].

mod action;
mod app;
mod areas;
mod before;
mod calibrate;
mod changing;
pub mod chart;
mod damaged;
#[cfg(target_os = "linux")]
mod desktop;
mod editor;
mod env;
mod foresight;
mod jobs;
pub mod library;
mod locked;
pub mod marks;
pub mod motion;
pub mod native;
pub mod pacer;
mod pacer_choice;
pub mod plan;
pub mod pose;
mod preview;
pub mod progress;
pub mod rail;
pub mod safety;
mod samples;
pub mod settings;
mod sound_choice;
pub mod stage;
mod task;
pub mod theme;
pub mod today;
mod unsaved;
mod vault;
pub mod wave;
mod week_choice;
mod week_facts;
pub mod weeks;
pub mod why;
pub mod widgets;
pub mod words;

pub use action::{Action, Edit, Facts, Then};
pub use app::{App, Place};
pub use calibrate::open as open_calibrate;
pub use changing::Changing;
pub use env::Env;
pub use jobs::{Job, RevealFile, Transfer, Transferred, reveal_file};
pub use samples::Sample;
