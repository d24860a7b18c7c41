//! What is said in the words of a caller of failures that no Openbell server wrote.

use std::error::Error as StdError;
use std::sync::atomic::Ordering;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, Response, StatusCode};
use tonic::metadata::MetadataMap;
use tonic::{Code, ConnectError, Status, TimeoutExpired};

use crate::calls::Shared;
use crate::error::Error;
use crate::stall::Stall;

const DETAILS: &str = "grpc-status-details-bin";

/// What the HTTP/2 library says of a peer that breaks its rules.
const BROKEN_RULES: &str = "connection error detected";

impl Shared {
    /// A call that the connection failed, or that there was no connection for.
    pub fn broken(&self, error: &(dyn StdError + 'static)) -> Status {
        let causes = causes_of(error);
        let said = causes.last().map(ToString::to_string).unwrap_or_default();
        // The transport has the same deadline, and may be the first to notice.
        if causes.iter().any(|cause| cause.is::<TimeoutExpired>()) {
            return self.overdue();
        }
        let server = &self.server;
        // What spoke HTTP/2 before and breaks its rules now is a broken connection.
        let was_there = self.has_answered.load(Ordering::Relaxed);
        Status::unavailable(if !was_there && said.contains(BROKEN_RULES) {
            format!("the server at {server} does not speak openbell.v1 over HTTP/2: {said}")
        } else if !was_there || causes.iter().any(|cause| cause.is::<ConnectError>()) {
            format!("no server answers at {server}: {said}")
        } else {
            format!("the connection to {server} broke: {said}")
        })
    }

    /// A call whose deadline has passed.
    pub fn overdue(&self) -> Status {
        let server = &self.server;
        Status::deadline_exceeded(format!("the time was over before {server} answered"))
    }

    /// A stream that was left because it said nothing.
    pub fn silent(&self, stall: &Stall) -> Status {
        let server = &self.server;
        Status::unavailable(format!(
            "the server at {server} sent nothing for {:?}",
            stall.get()
        ))
    }

    /// The error that an answer is instead of one.
    pub fn check_head<B>(&self, response: &Response<B>) -> Result<(), Status> {
        self.check_status(response.headers())?;
        let content_type = response.headers().get(CONTENT_TYPE);
        let is_grpc =
            content_type.is_some_and(|text| text.as_bytes().starts_with(b"application/grpc"));
        if response.status() == StatusCode::OK && is_grpc {
            return Ok(());
        }
        let said = match response.status() {
            StatusCode::OK => content_type.map_or("no content type".into(), |text| {
                format!("content type {}", String::from_utf8_lossy(text.as_bytes()))
            }),
            status => format!("HTTP status {status}"),
        };
        Err(self.explained(Status::new(code_of(response.status()), said)))
    }

    /// The status in headers or trailers, where it is an error.
    pub fn check_status(&self, headers: &HeaderMap) -> Result<(), Status> {
        match Status::from_header_map(&readable(headers)) {
            Some(status) if status.code() != Code::Ok => Err(self.explained(status)),
            _ => Ok(()),
        }
    }

    /// A server that does not know the method and says no reason for it is not one of ours.
    fn explained(&self, status: Status) -> Status {
        let is_ours = !Error::from(status.clone()).reason_name().is_empty();
        if is_ours || status.code() != Code::Unimplemented {
            return status;
        }
        let (server, said) = (&self.server, status.message());
        Status::unimplemented(format!(
            "the server at {server} does not speak openbell.v1: {said}"
        ))
    }
}

/// An error and its causes, the deepest last.
fn causes_of<'a>(error: &'a (dyn StdError + 'static)) -> Vec<&'a (dyn StdError + 'static)> {
    let mut causes = vec![error];
    let mut cause = error;
    while let Some(next) = cause.source() {
        causes.push(next);
        cause = next;
    }
    causes
}

/// Headers without details that are no base64: reading a status would panic.
fn readable(headers: &HeaderMap) -> HeaderMap {
    let mut metadata = MetadataMap::from_headers(headers.clone());
    if metadata
        .get_bin(DETAILS)
        .is_some_and(|details| details.to_bytes().is_err())
    {
        metadata.remove_bin(DETAILS);
    }
    metadata.into_headers()
}

/// The code of an HTTP status, by gRPC's table of those that come from proxies and web servers.
fn code_of(status: StatusCode) -> Code {
    match status.as_u16() {
        400 => Code::Internal,
        401 => Code::Unauthenticated,
        403 => Code::PermissionDenied,
        // OK without gRPC is a web server too.
        200 | 404 => Code::Unimplemented,
        429 | 502..=504 => Code::Unavailable,
        _ => Code::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;
    use std::time::Duration;

    use super::*;
    use crate::retry_budget::RetryBudget;

    fn answered(status: u16, content_type: Option<&str>) -> Status {
        let shared = Shared {
            server: "there:1".into(),
            authorization: None,
            timeout: Duration::from_secs(1),
            attempts: 1,
            budget: RetryBudget::full(),
            has_answered: AtomicBool::new(true),
        };
        let mut response = Response::builder().status(status);
        if let Some(content_type) = content_type {
            response = response.header(CONTENT_TYPE, content_type);
        }
        let response = response.body(()).expect("a response");
        shared.check_head(&response).expect_err("no answer")
    }

    /// By "HTTP to gRPC Status Code Mapping" of gRPC, but that a web server that says OK knows the
    /// path as little as one that says 404.
    #[test]
    fn pages_of_web_servers_and_proxies() {
        for (status, code) in [
            (200, Code::Unimplemented),
            (400, Code::Internal),
            (401, Code::Unauthenticated),
            (403, Code::PermissionDenied),
            (404, Code::Unimplemented),
            (429, Code::Unavailable),
            (500, Code::Unknown),
            (502, Code::Unavailable),
            (503, Code::Unavailable),
            (504, Code::Unavailable),
        ] {
            assert_eq!(answered(status, Some("text/html")).code(), code, "{status}");
        }
        // The type alone does not make an answer of it.
        assert_eq!(
            answered(503, Some("application/grpc")).code(),
            Code::Unavailable
        );
    }

    #[test]
    fn a_page_is_called_what_it_is() {
        let here = "the server at there:1 does not speak openbell.v1";
        for (status, content_type, message) in [
            (
                200,
                Some("text/html"),
                format!("{here}: content type text/html"),
            ),
            (200, None, format!("{here}: no content type")),
            (404, None, format!("{here}: HTTP status 404 Not Found")),
            (502, None, "HTTP status 502 Bad Gateway".into()),
        ] {
            assert_eq!(answered(status, content_type).message(), message);
        }
    }
}
