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

#[cfg(test)]
mod tests {
    use super::*;

    const BACKOFF: Backoff = Backoff {
        initial: Duration::from_millis(200),
        maximum: Duration::from_secs(20),
    };

    #[test]
    fn waits_are_spread_under_a_bound_that_doubles_to_its_end() {
        let bounds = [
            (1, 200),
            (2, 400),
            (3, 800),
            (7, 12_800),
            (8, 20_000),
            (u32::MAX, 20_000),
        ];
        for (failures, bound_ms) in bounds {
            let bound = Duration::from_millis(bound_ms);
            let waits: Vec<_> = (0..1_000).map(|_| BACKOFF.jittered(failures)).collect();
            assert!(waits.iter().all(|wait| *wait < bound), "{failures}");
            // That none of a thousand is in a tenth of the range: once in 10^45 runs.
            assert!(
                waits.iter().any(|wait| *wait > bound * 9 / 10),
                "{failures}"
            );
            assert!(waits.iter().any(|wait| *wait < bound / 10), "{failures}");
        }
    }
}
