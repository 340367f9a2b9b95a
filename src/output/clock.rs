//! The monotonic clock, as a value: tests move one by hand.

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use crate::units::Time;

/// A clock that never goes back. Cloning shares it.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Time + Send + Sync>);

impl Clock {
    /// The machine's clock; its zero is now.
    pub fn monotonic() -> Self {
        let zero = instant();
        Self::of(move || {
            Time::from_micros(u64::try_from(instant().duration_since(zero).as_micros()).unwrap_or(u64::MAX))
        })
    }

    /// Any clock. It is asked in the audio callback: it must not allocate, lock or panic.
    pub fn of(read: impl Fn() -> Time + Send + Sync + 'static) -> Self {
        Self(Arc::new(read))
    }

    /// What it shows.
    pub fn now(&self) -> Time {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

#[expect(clippy::disallowed_methods, reason = "what is heard is found by the machine's clock, asked here only")]
fn instant() -> Instant {
    Instant::now()
}
