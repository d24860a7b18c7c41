use std::time::Duration;

use http::request::Parts;
use http::{HeaderMap, HeaderValue, Request, Response};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use prost::bytes::Bytes;
use tokio::time::{Instant, sleep, timeout_at};
use tonic::body::Body;
use tonic::metadata::MetadataValue;
use tonic::{Code, Status};

use crate::backoff::Backoff;
use crate::calls::Calls;
use crate::client::MAX_MESSAGE_BYTES;
use crate::error::Error;
use crate::method::Method;
use crate::methods::{INITIAL_BACKOFF, MAX_BACKOFF};
use crate::request_id::{PREFIX, REQUEST_ID, identified};

const TIMEOUT: &str = "grpc-timeout";

/// Short, because somebody waits and the deadline runs.
const BACKOFF: Backoff = Backoff {
    initial: INITIAL_BACKOFF,
    maximum: MAX_BACKOFF,
};

impl Calls {
    /// Makes a unary call: with a deadline over all attempts, and repeated only where that is safe.
    pub(crate) async fn unary(
        self,
        method: &Method,
        request: Request<Body>,
    ) -> Result<Response<Body>, Status> {
        let timeout = timeout_in(request.headers()).unwrap_or(self.shared.timeout);
        let deadline = Instant::now() + timeout;
        let (head, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        let (body, request_id) = match method.request_id {
            Some(field) => identified(body, field),
            None => (body, None),
        };
        let attempts = self.attempts(method, &head, body, deadline);
        let answer = timeout_at(deadline, attempts).await;
        let answer = answer.unwrap_or_else(|_| Err(self.shared.overdue()));
        answer.map_err(|mut status| {
            let id = request_id.and_then(|id| MetadataValue::try_from(id).ok());
            if let Some(id) = id {
                status.metadata_mut().insert(REQUEST_ID, id);
            }
            status
        })
    }

    async fn attempts(
        &self,
        method: &Method,
        head: &Parts,
        body: Bytes,
        deadline: Instant,
    ) -> Result<Response<Body>, Status> {
        let budget = &self.shared.budget;
        for failures in 1.. {
            let answer = self.attempt(head, body.clone(), deadline).await;
            let failed = match answer {
                Err(status) if status.code() == Code::Unavailable => status,
                answer => {
                    budget.answered();
                    return answer;
                }
            };
            budget.failed();
            let asked = Error::from(failed.clone())
                .retry_after()
                .unwrap_or_default();
            let wait = asked + BACKOFF.jittered(failures);
            let is_in_time = Instant::now() + wait < deadline;
            let is_allowed = failures < self.shared.attempts && budget.allows_retry();
            if !(method.is_repeatable && is_allowed && is_in_time) {
                return Err(failed);
            }
            sleep(wait).await;
        }
        unreachable!("the attempts have an end")
    }

    async fn attempt(
        &self,
        head: &Parts,
        body: Bytes,
        deadline: Instant,
    ) -> Result<Response<Body>, Status> {
        let mut request = Request::from_parts(head.clone(), Body::new(Full::new(body)));
        let left = deadline.saturating_duration_since(Instant::now());
        request.headers_mut().insert(TIMEOUT, timeout_text(left));
        let (head, body) = self.send(request).await?.into_parts();
        let read = Limited::new(body, PREFIX + MAX_MESSAGE_BYTES)
            .collect()
            .await;
        let body = read.map_err(|error| {
            if !error.is::<LengthLimitError>() {
                return self.shared.broken(&*error);
            }
            Status::resource_exhausted(format!(
                "the answer of {} is larger than {MAX_MESSAGE_BYTES} bytes",
                self.shared.server
            ))
        })?;
        if let Some(trailers) = body.trailers() {
            self.shared.check_status(trailers)?;
        }
        Ok(Response::from_parts(head, Body::new(body)))
    }
}

/// The deadline that the call itself was given, as [`tonic::Request::set_timeout`] writes it.
fn timeout_in(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(TIMEOUT)?.to_str().ok()?;
    let (count, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let count: u64 = count.parse().ok()?;
    match unit {
        "H" => Some(Duration::from_secs(count.checked_mul(3_600)?)),
        "M" => Some(Duration::from_secs(count.checked_mul(60)?)),
        "S" => Some(Duration::from_secs(count)),
        "m" => Some(Duration::from_millis(count)),
        "u" => Some(Duration::from_micros(count)),
        "n" => Some(Duration::from_nanos(count)),
        _ => None,
    }
}

/// At most eight digits, as gRPC demands, and never less than the time that is left.
fn timeout_text(left: Duration) -> HeaderValue {
    let milliseconds = left.as_millis() + 1;
    let text = if milliseconds < 100_000_000 {
        format!("{milliseconds}m")
    } else {
        format!("{}S", (left.as_secs() + 1).min(99_999_999))
    };
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("99999999S"))
}
