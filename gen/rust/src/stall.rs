use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How long a stream may say nothing, as an extension of its request. It may change while the
/// stream runs: a feed says how often its heart beats.
#[derive(Clone)]
pub(crate) struct Stall(Arc<AtomicU64>);

impl Stall {
    pub fn after(duration: Duration) -> Self {
        Self(Arc::new(AtomicU64::new(milliseconds(duration))))
    }

    pub fn set(&self, duration: Duration) {
        self.0.store(milliseconds(duration), Ordering::Relaxed);
    }

    pub fn get(&self) -> Duration {
        Duration::from_millis(self.0.load(Ordering::Relaxed))
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
