//! How another thread says that there is something new to be shown.
//!
//! Knows neither what is new nor who shows it.

use std::fmt;
use std::sync::Arc;

/// Wakes whoever shows what other threads work on. Clones wake the same.
#[derive(Clone)]
pub struct Wake(Arc<dyn Fn() + Send + Sync>);

impl Wake {
    /// Calls this to wake.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self(Arc::new(wake))
    }

    /// Wakes nobody: who shows it looks by itself.
    pub fn nobody() -> Self {
        Self::new(|| ())
    }

    /// Wakes.
    pub fn wake(&self) {
        (self.0)();
    }
}

impl fmt::Debug for Wake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wake")
    }
}
