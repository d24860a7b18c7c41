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
