//! Any bytes as a session file. What must hold stands beside the tests, which replay the corpus.

#![no_main]

#[path = "../../tests/checks/reading.rs"]
mod reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| reading::hold_for(bytes));
