use std::fmt;
use std::time::Duration;

use crate::calls::Calls;
use crate::client_builder::ClientBuilder;
use crate::error::Error;
use crate::v1::market_data_service_client::MarketDataServiceClient;
use crate::v1::session_service_client::SessionServiceClient;
use crate::v1::trading_service_client::TradingServiceClient;

/// Openbell's own pages are far below; this is what a client bears before it gives up.
pub(crate) const MAX_MESSAGE_BYTES: usize = 16 << 20;

/// Calls one server. Clones share its connection; the last one to go closes it.
///
/// A unary call has a deadline: its own ([`tonic::Request::set_timeout`]), or the client's. It is
/// repeated where that is safe, after UNAVAILABLE only. Every mutation carries a `request_id`, made
/// here where the caller gives none. A stream of the server that says nothing for the client's
/// timeout, or a watch for three of its heartbeats, ends with UNAVAILABLE. Whatever is awaited is
/// cancelled by dropping it.
#[derive(Clone)]
pub struct Client {
    calls: Calls,
}

impl Client {
    /// A client of the server at an address: `http://host:port`, `host:port` or `unix:/path`. It
    /// connects when the first call is made, so that an error is one of the address alone.
    ///
    /// # Panics
    ///
    /// Outside of a Tokio runtime.
    pub fn connect(address: &str) -> Result<Self, Error> {
        Self::builder(address).connect()
    }

    /// As [`Client::connect`], with options.
    pub fn builder(address: &str) -> ClientBuilder {
        ClientBuilder::new(address)
    }

    pub(crate) fn new(calls: Calls) -> Self {
        Self { calls }
    }

    /// Creates, runs and lists sessions.
    pub fn sessions(&self) -> SessionServiceClient<Calls> {
        SessionServiceClient::new(self.calls.clone()).max_decoding_message_size(MAX_MESSAGE_BYTES)
    }

    /// Reads markets, instruments and market data.
    pub fn market(&self) -> MarketDataServiceClient<Calls> {
        MarketDataServiceClient::new(self.calls.clone())
            .max_decoding_message_size(MAX_MESSAGE_BYTES)
    }

    /// Places orders, and reads what they came to. An answer to `run` is waited for as long as it
    /// takes: only who sends a turn knows that one is due.
    pub fn trading(&self) -> TradingServiceClient<Calls> {
        TradingServiceClient::new(self.calls.clone()).max_decoding_message_size(MAX_MESSAGE_BYTES)
    }

    pub(crate) fn timeout(&self) -> Duration {
        self.calls.shared.timeout
    }

    pub(crate) fn attempts(&self) -> u32 {
        self.calls.shared.attempts
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.calls.fmt(f)
    }
}
