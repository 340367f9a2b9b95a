//! New ids.

use chrono::{DateTime, FixedOffset};

/// 32 hex digits that nothing else has; made at `now`.
pub fn new_id(now: DateTime<FixedOffset>) -> String {
    let mut bytes = [0; 16];
    if getrandom::fill(&mut bytes).is_err() {
        // A system without randomness: one person makes one thing at a time.
        let nanos = now.timestamp_nanos_opt().unwrap_or(now.timestamp_micros());
        bytes[8..].copy_from_slice(&nanos.to_be_bytes());
    }
    format!("{:032x}", u128::from_be_bytes(bytes))
}
