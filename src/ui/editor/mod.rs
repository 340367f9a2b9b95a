//! The editor.

mod arrange;
mod draft;
mod judge;
mod number;
