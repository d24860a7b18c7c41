use std::time::Duration;

use tokio::time::sleep;
use tonic::Code;

use crate::backoff::Backoff;
use crate::error::Error;
use crate::v1::ErrorReason;

/// A stream that ended, and what a loop does about it.
#[derive(Debug, Clone)]
pub struct Reconnect {
    /// Why the stream ended.
    pub error: Error,
    /// How many streams in a row ended without bringing anything, this one included.
    pub failures: u32,
    /// How long it is until the next stream is opened.
    pub delay: Duration,
}

pub(crate) type OnReconnect = Box<dyn FnMut(&Reconnect) + Send>;

/// Refuses a limit under which not even the first stream could be opened.
pub(crate) fn check_reconnect_attempts(attempts: Option<u32>) -> Result<(), Error> {
    match attempts {
        Some(0) => Err(Error::invalid_argument(
            "reconnect_attempts is 0: it must be 1 or more".into(),
        )),
        _ => Ok(()),
    }
}

/// Why a stream ended.
pub(crate) struct StreamEnd {
    pub error: Error,
    /// When the server wants to be called again; `None` when it did not say.
    pub asked: Option<Duration>,
    /// What came proves that something is missing.
    pub is_incomplete: bool,
}

impl From<Error> for StreamEnd {
    fn from(error: Error) -> Self {
        Self {
            error,
            asked: None,
            is_incomplete: false,
        }
    }
}

/// Whether and when a loop opens its next stream.
pub(crate) struct ReconnectPolicy {
    /// Streams in a row that may fail before one was open.
    pub attempts: u32,
    /// Streams in a row that may fail after that; `None` for no limit.
    pub reconnect_attempts: Option<u32>,
    pub on_reconnect: Option<OnReconnect>,
    /// Some stream has been open.
    pub was_open: bool,
    pub failures: u32,
    pub incomplete: u32,
}

/// Long enough not to press a server that is coming back.
const BACKOFF: Backoff = Backoff {
    initial: Duration::from_millis(200),
    maximum: Duration::from_secs(20),
};

/// Frames that go missing at the same place so often are not an accident of the connection.
const INTEGRITY_ATTEMPTS: u32 = 3;

impl ReconnectPolicy {
    pub fn new(attempts: u32, reconnect_attempts: Option<u32>, told: Option<OnReconnect>) -> Self {
        Self {
            attempts,
            reconnect_attempts,
            on_reconnect: told,
            was_open: false,
            failures: 0,
            incomplete: 0,
        }
    }

    /// Something came: whatever failed before is over.
    pub fn moved(&mut self) {
        (self.failures, self.incomplete) = (0, 0);
    }

    /// The wait before the next stream, or the error when there must be none. With `is_reset` the
    /// next stream begins anew, which mends what the error says.
    pub fn delay(&mut self, end: &StreamEnd, is_reset: bool) -> Result<Duration, Error> {
        let error = &end.error;
        self.failures += 1;
        self.incomplete = if end.is_incomplete {
            self.incomplete + 1
        } else {
            0
        };
        let is_hopeless = if end.is_incomplete {
            self.incomplete >= INTEGRITY_ATTEMPTS
        } else {
            !is_reset && !self.is_passing(error)
        };
        let limit = if self.was_open {
            self.reconnect_attempts
        } else {
            Some(self.attempts)
        };
        if is_hopeless || limit.is_some_and(|limit| self.failures >= limit) {
            return Err(error.clone());
        }
        // The server spreads its callers itself when it says goodbye.
        Ok(end.asked.unwrap_or_else(|| {
            error.retry_after().unwrap_or_default() + BACKOFF.jittered(self.failures)
        }))
    }

    /// Tells and waits.
    pub async fn wait(&mut self, error: Error, delay: Duration) {
        if let Some(tell) = &mut self.on_reconnect {
            tell(&Reconnect {
                error,
                failures: self.failures,
                delay,
            });
        }
        sleep(delay).await;
    }

    /// The error may be gone with the next stream.
    fn is_passing(&self, error: &Error) -> bool {
        match error.code() {
            Code::Unavailable | Code::DeadlineExceeded => true,
            // Under these a broken stream comes back when no Openbell server wrote the status:
            // resets of HTTP/2, proxies that give up, libraries that do not know better.
            Code::Unknown
            | Code::ResourceExhausted
            | Code::Aborted
            | Code::Internal
            | Code::DataLoss
            | Code::Cancelled
                if error.reason_name().is_empty() =>
            {
                true
            }
            // A server may take a moment to notice that the stream before is gone.
            _ => {
                self.was_open
                    && matches!(
                        error.reason(),
                        ErrorReason::RateLimited | ErrorReason::WatcherLimitExceeded
                    )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error_details::stopping_for;

    fn gone() -> StreamEnd {
        Error::from(tonic::Status::unavailable("gone")).into()
    }

    fn opened() -> ReconnectPolicy {
        let mut policy = ReconnectPolicy::new(3, None, None);
        policy.was_open = true;
        policy
    }

    /// The longest of so many waits that it is close to what it is drawn from.
    fn longest_wait(failures: u32) -> Duration {
        let waits = (0..1_000).map(|_| {
            let mut policy = opened();
            policy.failures = failures - 1;
            policy.delay(&gone(), false).expect("another stream")
        });
        waits.max().unwrap_or_default()
    }

    #[test]
    fn waits_begin_with_a_fifth_of_a_second_and_grow_to_20_seconds() {
        for (failures, bound_ms) in [(1, 200), (2, 400), (7, 12_800), (8, 20_000), (99, 20_000)] {
            let bound = Duration::from_millis(bound_ms);
            let longest = longest_wait(failures);
            assert!(
                longest < bound && longest > bound * 9 / 10,
                "{failures}: {longest:?}"
            );
        }
    }

    #[test]
    fn what_a_server_asks_for_comes_on_top_of_the_wait() {
        let status = stopping_for(Duration::from_secs(3));
        let end = || StreamEnd::from(Error::from(status.clone()));
        let waits = (0..1_000).map(|_| opened().delay(&end(), false).expect("another stream"));
        let (least, most) = (Duration::from_secs(3), Duration::from_millis(3_200));
        let waits: Vec<_> = waits.collect();
        assert!(waits.iter().all(|wait| *wait >= least && *wait < most));
        assert!(waits.iter().any(|wait| *wait > (least + most) / 2));
    }

    #[test]
    fn a_goodbye_says_when_to_come_back() {
        let asked = Some(Duration::from_millis(700));
        let end = StreamEnd { asked, ..gone() };
        assert_eq!(opened().delay(&end, false).ok(), asked);
    }
}
