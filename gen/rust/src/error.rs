use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use prost::Message;
use tonic::{Code, Status};

use crate::error_details::{BadRequest, ErrorInfo, RetryInfo, RpcStatus};
use crate::request_id::REQUEST_ID;
use crate::v1::ErrorReason;

/// The domain of the reasons that this client knows.
const DOMAIN: &str = "openbell.dev";

/// A call that failed, or an argument that is wrong. The stubs fail with a [`Status`], which `?`
/// converts.
#[derive(Debug, Clone)]
pub struct Error(Box<Facts>);

#[derive(Debug, Clone)]
struct Facts {
    code: Code,
    message: String,
    reason_name: String,
    metadata: BTreeMap<String, String>,
    violations: Vec<Violation>,
    retry_after: Option<Duration>,
    request_id: Option<String>,
}

/// One bad field of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Its path, for example `spec.symbols[3]`.
    pub field: String,
    /// A value of `ErrorReason`, without its prefix.
    pub reason: String,
    /// What is wrong and, where it is known, what would be right.
    pub message: String,
}

impl Error {
    /// The gRPC code.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// Why, for programs. `Unspecified` when this client does not know the reason, or when there is
    /// none; see [`Error::reason_name`].
    pub fn reason(&self) -> ErrorReason {
        let name = format!("ERROR_REASON_{}", self.0.reason_name);
        ErrorReason::from_str_name(&name).unwrap_or_default()
    }

    /// The reason as it was sent, for example `SESSION_NOT_FOUND`. Empty when no Openbell server
    /// wrote the status: the connection, a proxy or this client did.
    pub fn reason_name(&self) -> &str {
        &self.0.reason_name
    }

    /// One sentence for people.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Facts for programs, under the keys that the reason publishes.
    pub fn metadata(&self) -> &BTreeMap<String, String> {
        &self.0.metadata
    }

    /// All bad fields of a request.
    pub fn violations(&self) -> &[Violation] {
        &self.0.violations
    }

    /// When to try again, from the answer on; `None` when the server did not say.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// What a mutation carried as `request_id`. After UNAVAILABLE or DEADLINE_EXCEEDED the mutation
    /// may have happened: the same request with this id gives its answer without doing it twice.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// An argument that cannot be: a mistake in the program.
    pub(crate) fn invalid_argument(message: String) -> Self {
        Status::invalid_argument(message).into()
    }

    fn read(&mut self, detail: &prost_types::Any) -> Result<(), prost::DecodeError> {
        let facts = &mut self.0;
        let name = detail.type_url.rsplit('/').next().unwrap_or_default();
        match name {
            "google.rpc.ErrorInfo" => {
                let info = ErrorInfo::decode(detail.value.as_slice())?;
                if info.domain == DOMAIN {
                    (facts.reason_name, facts.metadata) = (info.reason, info.metadata);
                }
            }
            "google.rpc.BadRequest" => {
                let request = BadRequest::decode(detail.value.as_slice())?;
                facts
                    .violations
                    .extend(
                        request
                            .field_violations
                            .into_iter()
                            .map(|violation| Violation {
                                field: violation.field,
                                reason: violation.reason,
                                message: violation.description,
                            }),
                    );
            }
            "google.rpc.RetryInfo" => {
                let delay = RetryInfo::decode(detail.value.as_slice())?.retry_delay;
                facts.retry_after = delay.and_then(|delay| delay.try_into().ok());
            }
            _ => {}
        }
        Ok(())
    }
}

/// The typed error of a call of the stubs.
impl From<Status> for Error {
    fn from(status: Status) -> Self {
        let request_id = status.metadata().get(REQUEST_ID);
        let mut error = Self(Box::new(Facts {
            code: status.code(),
            message: status.message().to_owned(),
            reason_name: String::new(),
            metadata: BTreeMap::new(),
            violations: Vec::new(),
            retry_after: None,
            request_id: request_id
                .and_then(|id| id.to_str().ok())
                .map(str::to_owned),
        }));
        for detail in RpcStatus::decode(status.details())
            .unwrap_or_default()
            .details
        {
            // What cannot be read is left out: the code and the sentence are there all the same.
            let _ = error.read(&detail);
        }
        error
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.reason_name.as_str() {
            "" => write!(f, "{} ({:?})", self.0.message, self.0.code),
            reason => write!(f, "{} ({reason})", self.0.message),
        }
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_shown_with_its_reason_or_its_code() {
        let mut error = Error::from(Status::not_found("there is no session ses_a"));
        assert_eq!(error.to_string(), "there is no session ses_a (NotFound)");
        error.0.reason_name = "SESSION_NOT_FOUND".into();
        assert_eq!(
            error.to_string(),
            "there is no session ses_a (SESSION_NOT_FOUND)"
        );
    }
}
