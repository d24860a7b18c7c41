use std::fmt;
use std::time::Duration;

use crate::error::Error;
use crate::reconnect_policy::{OnReconnect, check_reconnect_attempts};

/// How to drive.
pub struct DriveOptions {
    /// Take the session from another driver, whose token is void then. Default: false.
    pub take_over: bool,
    /// How long the answer to a turn may take. Default: 30 seconds; the server itself takes 20 at
    /// most.
    pub stall: Duration,
    /// How many streams in a row may end without an answer, once there was one, before the drive
    /// gives up with an error. Default: no limit. Until then, the client's attempts hold.
    pub reconnect_attempts: Option<u32>,
    /// Told before each wait for the next stream; for logs.
    pub on_reconnect: Option<OnReconnect>,
}

impl DriveOptions {
    /// Refuses what cannot be.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.stall.is_zero() {
            return Err(Error::invalid_argument(
                "the stall is 0: it must be above 0".into(),
            ));
        }
        check_reconnect_attempts(self.reconnect_attempts)
    }
}

impl Default for DriveOptions {
    fn default() -> Self {
        Self {
            take_over: false,
            stall: Duration::from_secs(30),
            reconnect_attempts: None,
            on_reconnect: None,
        }
    }
}

impl fmt::Debug for DriveOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DriveOptions")
            .field("take_over", &self.take_over)
            .field("stall", &self.stall)
            .field("reconnect_attempts", &self.reconnect_attempts)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_session_is_driven_by_default() {
        let DriveOptions {
            take_over,
            stall,
            reconnect_attempts,
            ..
        } = DriveOptions::default();
        // The server may take 20 seconds for an answer.
        assert_eq!((take_over, stall), (false, Duration::from_secs(30)));
        assert_eq!(reconnect_attempts, None);
    }
}
