use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use tokio::sync::mpsc;
use tonic::codec::Streaming;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::{Request, Status};

use crate::client::Client;
use crate::stall::Stall;
use crate::v1::{RunRequest, RunResponse, TurnResult};

/// Metadata that says who drives.
pub(crate) const DRIVER_TOKEN: &str = "openbell-driver-token";

/// One stream of turns: a turn goes out, its answer comes in, one at a time.
pub(crate) struct TurnStream {
    requests: mpsc::Sender<RunRequest>,
    answers: Streaming<RunResponse>,
}

impl TurnStream {
    /// Opens a stream with its first turn: a server answers nothing before it was asked.
    pub async fn open(
        client: &Client,
        token: &MetadataValue<Ascii>,
        stall: Duration,
        first: RunRequest,
    ) -> Result<Self, Status> {
        // The turn before was answered when the next is made, so one place is enough.
        let (requests, turns) = mpsc::channel(1);
        // It has a place and a reader.
        let _ = requests.try_send(first);
        let mut request = Request::new(Turns(turns));
        request.metadata_mut().insert(DRIVER_TOKEN, token.clone());
        request.extensions_mut().insert(Stall::after(stall));
        let answers = client.trading().run(request).await?.into_inner();
        Ok(Self { requests, answers })
    }

    pub async fn send(&self, turn: RunRequest) {
        // A stream that takes nothing any more says why where its answer is due.
        let _ = self.requests.send(turn).await;
    }

    /// The answer to the turn that was sent.
    pub async fn answer(&mut self) -> Result<TurnResult, Status> {
        let Some(response) = self.answers.message().await? else {
            return Err(Status::unavailable("the server ended the stream of turns"));
        };
        let nothing = || Status::unavailable("the server answered a turn with nothing");
        response.result.ok_or_else(nothing)
    }
}

struct Turns(mpsc::Receiver<RunRequest>);

impl Stream for Turns {
    type Item = RunRequest;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<RunRequest>> {
        self.0.poll_recv(context)
    }
}
