use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use http::header::AUTHORIZATION;
use http::{HeaderValue, Request, Response};
use tonic::Status;
use tonic::body::Body;
use tonic::codegen::Service;
use tonic::transport::Channel;

use crate::guarded_body::GuardedBody;
use crate::method::{Method, MethodKind};
use crate::retry_budget::RetryBudget;
use crate::stall::Stall;

/// How the stubs of a [`Client`](crate::Client) make their calls.
#[derive(Clone)]
pub struct Calls {
    pub(crate) channel: Channel,
    pub(crate) shared: Arc<Shared>,
}

/// What the calls of one client have in common.
pub(crate) struct Shared {
    /// What messages call the server.
    pub server: String,
    pub authorization: Option<HeaderValue>,
    pub timeout: Duration,
    pub attempts: u32,
    pub budget: RetryBudget,
    /// Somebody there spoke HTTP/2 before: what breaks now is a connection.
    pub has_answered: AtomicBool,
}

impl fmt::Debug for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Calls")
            .field("server", &self.shared.server)
            .finish_non_exhaustive()
    }
}

impl Service<Request<Body>> for Calls {
    type Response = Response<Body>;
    type Error = Status;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Status>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Status>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let calls = self.clone();
        Box::pin(async move {
            match Method::find(request.uri().path()) {
                Some(method) if method.kind == MethodKind::Unary => {
                    calls.unary(method, request).await
                }
                Some(method) if method.kind == MethodKind::ServerStreaming => {
                    let stall = Stall::after(calls.shared.timeout);
                    calls.stream(Some(stall), request).await
                }
                // When an answer is due in a talk is known to who talks.
                _ => calls.stream(None, request).await,
            }
        })
    }
}

impl Calls {
    /// Opens a stream. It has no deadline: it ends when the server says nothing for too long.
    async fn stream(
        self,
        stall: Option<Stall>,
        request: Request<Body>,
    ) -> Result<Response<Body>, Status> {
        let stall = request.extensions().get::<Stall>().cloned().or(stall);
        let opening = self.send(request);
        let response = match &stall {
            None => opening.await?,
            Some(stall) => match tokio::time::timeout(stall.get(), opening).await {
                Ok(opened) => opened?,
                Err(_) => return Err(self.shared.silent(stall)),
            },
        };
        Ok(response.map(|body| Body::new(GuardedBody::new(body, stall, self.shared.clone()))))
    }

    /// Sends a request once. A refusal that came in place of an answer is an error.
    pub(crate) async fn send(&self, mut request: Request<Body>) -> Result<Response<Body>, Status> {
        if let Some(authorization) = &self.shared.authorization {
            request
                .headers_mut()
                .insert(AUTHORIZATION, authorization.clone());
        }
        let mut channel = self.channel.clone();
        let sent = async {
            poll_fn(|context| channel.poll_ready(context)).await?;
            channel.call(request).await
        };
        let response = sent.await.map_err(|error| self.shared.broken(&error))?;
        self.shared.has_answered.store(true, Ordering::Relaxed);
        self.shared.check_head(&response)?;
        Ok(response)
    }
}
