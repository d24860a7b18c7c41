use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::methods::{MAX_TOKENS, TOKEN_RATIO};

/// Limits the share of retries over all calls of one client, so that a server in trouble does not
/// get several times its load: a failed attempt takes one token, a call that was answered puts a
/// part of one back, and nothing is retried while half of the tokens or fewer are left. These are
/// the rules of gRPC's retry throttling (gRFC A6).
pub(crate) struct RetryBudget(Mutex<f64>);

impl RetryBudget {
    pub fn full() -> Self {
        Self(Mutex::new(MAX_TOKENS))
    }

    /// Whether a retry is within the budget now.
    pub fn allows_retry(&self) -> bool {
        *self.tokens() > MAX_TOKENS / 2.0
    }

    /// A call was answered, whatever the answer.
    pub fn answered(&self) {
        let mut tokens = self.tokens();
        *tokens = MAX_TOKENS.min(*tokens + TOKEN_RATIO);
    }

    /// An attempt met no server.
    pub fn failed(&self) {
        let mut tokens = self.tokens();
        *tokens = 0f64.max(*tokens - 1.0);
    }

    fn tokens(&self) -> MutexGuard<'_, f64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
