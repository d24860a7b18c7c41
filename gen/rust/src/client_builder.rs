use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use http::HeaderValue;

use crate::address::parse_address;
use crate::calls::{Calls, Shared};
use crate::client::Client;
use crate::error::Error;
use crate::methods::MAX_ATTEMPTS;
use crate::retry_budget::RetryBudget;

/// Says how a [`Client`] calls its server.
#[derive(Clone)]
pub struct ClientBuilder {
    address: String,
    token: Option<String>,
    timeout: Duration,
    attempts: u32,
}

impl ClientBuilder {
    pub(crate) fn new(address: &str) -> Self {
        let timeout = Duration::from_secs(30);
        Self {
            address: address.to_owned(),
            token: None,
            timeout,
            attempts: MAX_ATTEMPTS,
        }
    }

    /// Sends a bearer token with every call; an empty one is none.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// How long a unary call may take, all attempts together, where it has no deadline of its own,
    /// and how long a stream may say nothing. Default: 30 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How often a call is tried in all, where repeating it is safe. Default: 3; with 1 nothing is
    /// tried again.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// The client; see [`Client::connect`].
    ///
    /// # Panics
    ///
    /// Outside of a Tokio runtime.
    pub fn connect(self) -> Result<Client, Error> {
        let address = parse_address(&self.address)?;
        if self.timeout.is_zero() {
            return Err(Error::invalid_argument(
                "the timeout is 0: it must be above 0".into(),
            ));
        }
        if self.attempts < 1 {
            return Err(Error::invalid_argument(
                "attempts is 0: it must be 1 or more".into(),
            ));
        }
        let token = self.token.filter(|token| !token.is_empty());
        let authorization = token.map(|token| authorization(&token)).transpose()?;
        let endpoint = address
            .endpoint
            .user_agent(concat!("openbell-rust/", env!("CARGO_PKG_VERSION")))
            .map_err(|error| Error::invalid_argument(error.to_string()))?
            .connect_timeout(Duration::from_secs(20))
            // Pings while calls are open, so that a watch notices a dead connection even where a
            // middlebox keeps the socket open.
            .http2_keep_alive_interval(Duration::from_secs(25))
            .keep_alive_timeout(Duration::from_secs(10));
        let shared = Shared {
            server: address.name,
            authorization,
            timeout: self.timeout,
            attempts: self.attempts,
            budget: RetryBudget::full(),
            has_answered: AtomicBool::new(false),
        };
        let channel = endpoint.connect_lazy();
        Ok(Client::new(Calls {
            channel,
            shared: Arc::new(shared),
        }))
    }
}

/// Without the token, which is nobody's business.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("address", &self.address)
            .field("timeout", &self.timeout)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

fn authorization(token: &str) -> Result<HeaderValue, Error> {
    let mut value = HeaderValue::try_from(format!("Bearer {token}"))
        .ok()
        .filter(|_| token.bytes().all(|byte| (b' '..=b'~').contains(&byte)))
        .ok_or_else(|| {
            let text = "the token holds a character that is not printable ASCII";
            Error::invalid_argument(text.into())
        })?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_client_is_by_default() {
        let builder = ClientBuilder::new("127.0.0.1:1");
        assert_eq!(
            (builder.timeout, builder.attempts),
            (Duration::from_secs(30), 3)
        );
    }

    #[test]
    fn logs_of_headers_leave_the_token_out() {
        let value = authorization("secret").expect("a token");
        assert_eq!(value, "Bearer secret");
        assert!(value.is_sensitive());
    }
}
