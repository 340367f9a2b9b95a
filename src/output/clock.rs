//! The monotonic clock, as a value: tests move one by hand.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use crate::units::Time;

/// Nobody looking for so long means that the computer slept.
const ASLEEP: Time = Time::from_secs(5);

/// How long the computer has slept since it was started, where the system tells that by two clocks of which one stands
/// still meanwhile: nobody sets these.
#[cfg(target_os = "linux")]
pub fn asleep() -> Option<Time> {
    use rustix::time::{ClockId, clock_gettime};
    let micros = |clock| {
        let shown = clock_gettime(clock);
        let secs = u64::try_from(shown.tv_sec).ok()?;
        Some(Time::from_micros(secs.checked_mul(1_000_000)? + u64::try_from(shown.tv_nsec).ok()? / 1_000))
    };
    let awake = micros(ClockId::Monotonic)?;
    Some(micros(ClockId::Boottime)? - awake)
}

/// Not told by this system.
#[cfg(not(target_os = "linux"))]
pub fn asleep() -> Option<Time> {
    None
}

/// A clock that never goes back. Cloning shares it.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Time + Send + Sync>);

impl Clock {
    /// The machine's clock; its zero is now. While the computer sleeps it stands still.
    pub fn monotonic() -> Self {
        let zero = instant();
        Self::awake(move || {
            Time::from_micros(u64::try_from(instant().duration_since(zero).as_micros()).unwrap_or(u64::MAX))
        })
    }

    /// A clock that leaves out what `read` ran ahead between two looks: some systems count the time asleep and others
    /// do not, and while anything plays, somebody looks every few milliseconds.
    fn awake(read: impl Fn() -> Time + Send + Sync + 'static) -> Self {
        // When somebody looked last, and how long it slept till then, both in milliseconds: half of the word each, for
        // 49 days.
        let state = AtomicU64::new(0);
        Self::of(move || {
            loop {
                let before = state.load(Ordering::Acquire);
                let (looked, slept) = (before >> 32, before & u64::from(u32::MAX));
                let now = read();
                let millis = now.micros() / 1_000;
                let gap = millis.saturating_sub(looked);
                let slept = if gap > ASLEEP.micros() / 1_000 { slept + gap } else { slept };
                let after = looked.max(millis) << 32 | slept & u64::from(u32::MAX);
                if state.compare_exchange_weak(before, after, Ordering::AcqRel, Ordering::Relaxed).is_ok() {
                    return now - Time::from_millis(slept);
                }
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_asleep_is_not_counted() {
        let raw = Arc::new(AtomicU64::new(0));
        let shown = raw.clone();
        let clock = Clock::awake(move || Time::from_micros(shown.load(Ordering::Relaxed)));
        let after = |micros: u64| {
            raw.fetch_add(micros, Ordering::Relaxed);
            clock.now().micros()
        };
        assert_eq!(after(1_500), 1_500);
        assert_eq!(after(5_000_000), 5_001_500, "a look comes late now and then");
        assert_eq!(after(3_600_000_000), 5_001_500, "an hour asleep");
        assert_eq!(after(20_000), 5_021_500);
        assert_eq!(after(7_000_000), 5_021_500);
        assert_eq!(after(1_000), 5_022_500);
    }
}
