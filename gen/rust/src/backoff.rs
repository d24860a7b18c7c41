use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

/// Bounds of the waits between attempts.
pub(crate) struct Backoff {
    pub initial: Duration,
    pub maximum: Duration,
}

impl Backoff {
    /// The wait after so many failures in a row: evenly drawn between 0 and a bound that doubles
    /// with each failure, so that clients that failed together do not come back together.
    pub fn jittered(&self, failures: u32) -> Duration {
        let doubled = self.initial.as_secs_f64() * 2f64.powf(f64::from(failures) - 1.0);
        Duration::from_secs_f64(doubled.min(self.maximum.as_secs_f64()) * random())
    }
}

/// A number from 0 up to, and not including, 1. The standard library has no other source of
/// randomness than the keys of its hash maps.
fn random() -> f64 {
    let bits = RandomState::new().build_hasher().finish() >> 11;
    bits as f64 / (1u64 << 53) as f64
}
