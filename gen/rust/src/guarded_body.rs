use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use http_body::Frame;
use prost::bytes::Bytes;
use tokio::time::{Sleep, sleep};
use tonic::Status;
use tonic::body::Body;

use crate::calls::Shared;
use crate::stall::Stall;

/// The answer of a stream. It ends with an error when the server says nothing for too long; the
/// time in which nobody waits for it does not count.
pub(crate) struct GuardedBody {
    body: Body,
    stall: Option<Stall>,
    /// Runs while somebody waits.
    timer: Option<Pin<Box<Sleep>>>,
    shared: Arc<Shared>,
}

impl GuardedBody {
    pub fn new(body: Body, stall: Option<Stall>, shared: Arc<Shared>) -> Self {
        Self {
            body,
            stall,
            timer: None,
            shared,
        }
    }
}

impl http_body::Body for GuardedBody {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let this = &mut *self;
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) {
            this.timer = None;
            return Poll::Ready(frame.map(|frame| {
                let frame = frame.map_err(|error| this.shared.broken(&error))?;
                frame
                    .trailers_ref()
                    .map_or(Ok(()), |all| this.shared.check_status(all))?;
                Ok(frame)
            }));
        }
        let Some(stall) = &this.stall else {
            return Poll::Pending;
        };
        let timer = this
            .timer
            .get_or_insert_with(|| Box::pin(sleep(stall.get())));
        ready!(timer.as_mut().poll(context));
        Poll::Ready(Some(Err(this.shared.silent(stall))))
    }
}
