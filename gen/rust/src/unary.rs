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

/// What eight digits of seconds can say. Far beyond it the clock has no number for a deadline.
const MAX_TIMEOUT: Duration = Duration::from_secs(99_999_999);

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
        let deadline = Instant::now() + timeout.min(MAX_TIMEOUT);
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
            let left = deadline.saturating_duration_since(Instant::now());
            let is_allowed = failures < self.shared.attempts && budget.allows_retry();
            match wait_after(&failed, failures, left) {
                Some(wait) if method.is_repeatable && is_allowed => sleep(wait).await,
                _ => return Err(failed),
            }
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

/// How long it is until the next attempt; `None` where that is too late.
fn wait_after(failed: &Status, failures: u32, left: Duration) -> Option<Duration> {
    let asked = Error::from(failed.clone())
        .retry_after()
        .unwrap_or_default();
    Some(asked + BACKOFF.jittered(failures)).filter(|wait| *wait < left)
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
        format!("{}S", (left.as_secs() + 1).min(MAX_TIMEOUT.as_secs()))
    };
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("99999999S"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error_details::stopping_for;

    fn said(text: &'static str) -> Option<Duration> {
        timeout_in(&HeaderMap::from_iter([(
            TIMEOUT.parse().expect("a name"),
            HeaderValue::from_static(text),
        )]))
    }

    #[test]
    fn a_deadline_is_read_in_every_unit() {
        for (text, milliseconds) in [
            ("2H", 7_200_000),
            ("2M", 120_000),
            ("2S", 2_000),
            ("2m", 2),
            ("2000u", 2),
            ("2000000n", 2),
        ] {
            assert_eq!(
                said(text),
                Some(Duration::from_millis(milliseconds)),
                "{text}"
            );
        }
        for text in ["", "S", "2", "2s", "-2S", "99999999999999999999H"] {
            assert_eq!(said(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_wait_is_what_the_server_asks_and_more_and_not_beyond_the_deadline() {
        let stopping = stopping_for(Duration::from_secs(3));
        let wait = |left_ms| wait_after(&stopping, 1, Duration::from_millis(left_ms));
        let waits: Vec<_> = (0..1_000).map(|_| wait(30_000).expect("time")).collect();
        let least = Duration::from_secs(3);
        assert!(
            waits
                .iter()
                .all(|wait| *wait >= least && *wait < least + INITIAL_BACKOFF)
        );
        assert!(waits.iter().any(|wait| *wait > least + INITIAL_BACKOFF / 2));
        assert_eq!(wait(3_000), None);
        let overloaded = Status::unavailable("overloaded");
        assert!(wait_after(&overloaded, 1, Duration::from_secs(1)) < Some(INITIAL_BACKOFF));
    }

    #[test]
    fn a_deadline_is_told_in_eight_digits_and_never_short() {
        for (left, text) in [
            (Duration::ZERO, "1m"),
            (Duration::from_micros(1_999), "2m"),
            (Duration::from_secs(30), "30001m"),
            (Duration::from_millis(99_999_998), "99999999m"),
            (Duration::from_millis(99_999_999), "100000S"),
            (MAX_TIMEOUT, "99999999S"),
        ] {
            assert_eq!(timeout_text(left), text, "{left:?}");
        }
    }
}
