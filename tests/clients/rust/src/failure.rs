use std::error::Error;
use std::fmt;

use openbell::tonic::Status;

use crate::protocol::{Failure, Violation};

/// Why an action came to nothing.
pub enum Ended {
    /// An error of the client.
    Call(openbell::Error),
    /// One that a handler or a bot raises.
    Own(String),
    /// One of a wrong argument.
    Usage(openbell::Error),
    /// It was dropped, which is how what a client does is ended.
    Dropped,
    /// A mistake of this program.
    Adapter(String),
}

impl From<openbell::Error> for Ended {
    fn from(error: openbell::Error) -> Self {
        Self::Call(error)
    }
}

impl From<Status> for Ended {
    fn from(status: Status) -> Self {
        Self::Call(status.into())
    }
}

/// A line that is not of the protocol.
pub fn unreadable(error: impl fmt::Display) -> Ended {
    Ended::Adapter(format!("a line that cannot be read: {error}"))
}

/// An error as the protocol tells it.
pub fn failure_of(ended: Ended) -> Failure {
    let error = match ended {
        Ended::Call(error) => error,
        Ended::Own(message) => {
            return Failure {
                own: Some(message),
                ..Failure::default()
            };
        }
        Ended::Usage(error) => {
            return Failure {
                usage: Some(error.message().into()),
                ..Failure::default()
            };
        }
        Ended::Dropped => {
            return Failure {
                code: Some(code_name(openbell::Code::Cancelled)),
                ..Failure::default()
            };
        }
        Ended::Adapter(message) => {
            return Failure {
                message: Some(message),
                ..Failure::default()
            };
        }
    };
    let violations = error.violations().iter().map(|each| Violation {
        field: each.field.clone(),
        reason: each.reason.clone(),
        message: each.message.clone(),
    });
    let as_error: &dyn Error = &error;
    assert!(as_error.to_string().starts_with(error.message()));
    Failure {
        code: Some(code_name(error.code())),
        message: Some(error.message().into()),
        reason: error.reason_name().into(),
        metadata: error.metadata().clone(),
        violations: violations.collect(),
        retry_after_ms: error.retry_after().map(|after| after.as_secs_f64() * 1e3),
        request_id: error.request_id().map(Into::into),
        ..Failure::default()
    }
}

/// `NotFound` as `NOT_FOUND`.
pub fn code_name(code: openbell::Code) -> String {
    let mut name = String::new();
    for (at, letter) in format!("{code:?}").char_indices() {
        if at > 0 && letter.is_uppercase() {
            name.push('_');
        }
        name.extend(letter.to_uppercase());
    }
    name
}
