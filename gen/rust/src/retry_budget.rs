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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_failures_in_a_row_end_the_retries() {
        let budget = RetryBudget::full();
        for _ in 0..4 {
            budget.failed();
            assert!(budget.allows_retry());
        }
        budget.failed();
        assert!(!budget.allows_retry());
        budget.answered();
        assert!(budget.allows_retry());
    }

    #[test]
    fn a_tenth_of_a_token_comes_back_and_neither_more_than_all_nor_from_below_none() {
        let budget = RetryBudget::full();
        budget.answered();
        (0..5).for_each(|_| budget.failed());
        assert!(!budget.allows_retry());
        (0..100).for_each(|_| budget.failed());
        (0..49).for_each(|_| budget.answered());
        assert!(!budget.allows_retry());
        // One more than the fifty that make half of the tokens.
        (0..3).for_each(|_| budget.answered());
        assert!(budget.allows_retry());
    }
}
