//! The client of Openbell, a server that runs trading sessions for bots.
//!
//! [`Client::connect`] makes a [`Client`]. [`Client::sessions`], [`Client::market`] and
//! [`Client::trading`] are the generated stubs of the contract ([`v1`]), with what every caller
//! would otherwise write built in: deadlines, retries where repeating is safe, ids that make
//! mutations repeatable, and errors that convert into one type, [`Error`]. Two loops stand on them:
//! [`Client::watch`] follows what happens to sessions without loss or duplicate, and
//! [`Client::drive`] runs a bot; both go on over broken connections and restarts of the server.
//!
//! ```no_run
//! use openbell::v1::GetSessionRequest;
//!
//! # async fn example() -> Result<(), openbell::Error> {
//! let client = openbell::Client::connect("127.0.0.1:50051")?;
//! let request = GetSessionRequest { session_id: "ses_…".into() };
//! let session = client.sessions().get_session(request).await?.into_inner().session;
//! # Ok(())
//! # }
//! ```

#![warn(missing_docs, missing_debug_implementations)]

mod address;
mod backoff;
mod calls;
mod client;
mod client_builder;
mod drive;
mod drive_options;
mod error;
mod error_details;
mod feed;
mod feed_position;
mod guarded_body;
mod item;
mod method;
mod methods;
mod order_key;
mod reconnect_policy;
mod request_id;
mod retry_budget;
mod session_state;
mod stall;
mod ticks;
mod transport_error;
mod turn;
mod turn_stream;
mod turns;
mod unary;
/// The messages, enums and stubs of the contract, generated.
#[rustfmt::skip]
#[allow(clippy::all, missing_docs, rustdoc::all)]
pub mod v1;
mod watch;
mod watch_options;

pub use calls::Calls;
pub use client::Client;
pub use client_builder::ClientBuilder;
pub use drive::Drive;
pub use drive_options::DriveOptions;
pub use error::{Error, Violation};
pub use item::{Item, Position, ResetReason};
pub use reconnect_policy::Reconnect;
pub use ticks::{price, ticks};
pub use tonic::Code;
pub use turn::Turn;
pub use watch::Watch;
pub use watch_options::WatchOptions;
pub use {prost_types, tonic};
