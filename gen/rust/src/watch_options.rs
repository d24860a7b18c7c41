use std::fmt;

use crate::reconnect_policy::OnReconnect;

/// How to watch; as everything is by default, from a snapshot and without a limit.
#[derive(Default)]
pub struct WatchOptions {
    /// Go on from a position that was kept: [`Watch::resume_token`](crate::Watch::resume_token), or
    /// that of an item. Empty for none.
    pub resume_token: String,
    /// Deliver heartbeats too.
    pub heartbeats: bool,
    /// How many streams in a row may end without moving the position, once the watch was open,
    /// before it gives up with an error. Until it is open, the client's attempts hold.
    pub reconnect_attempts: Option<u32>,
    /// Told before each wait for the next stream; for logs.
    pub on_reconnect: Option<OnReconnect>,
}

impl fmt::Debug for WatchOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WatchOptions")
            .field("resume_token", &self.resume_token)
            .field("heartbeats", &self.heartbeats)
            .field("reconnect_attempts", &self.reconnect_attempts)
            .finish_non_exhaustive()
    }
}
