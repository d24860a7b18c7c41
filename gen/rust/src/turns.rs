use std::time::Duration;

use tonic::metadata::{Ascii, MetadataValue};
use tonic::{Request, Status};

use crate::client::Client;
use crate::error::Error;
use crate::reconnect_policy::{ReconnectPolicy, StreamEnd};
use crate::turn_stream::{DRIVER_TOKEN, TurnStream};
use crate::v1::{ErrorReason, ReleaseDriverRequest, RunRequest, Turn, TurnResult};

/// The turns of one drive, over as many streams as it takes.
pub(crate) struct Turns {
    pub client: Client,
    pub session_id: String,
    pub token: MetadataValue<Ascii>,
    pub stall: Duration,
    pub policy: ReconnectPolicy,
    /// Turns that a crash may take back, in order; the last may be without an answer.
    pub held: Vec<Turn>,
    pub stream: Option<TurnStream>,
}

impl Turns {
    /// Takes a turn to be made; [`Turns::answer`] makes it.
    pub fn hold(&mut self, turn: Turn) {
        self.held.push(turn);
    }

    /// Makes the last turn that is held, and before it those that were lost. Gives its answer.
    pub async fn answer(&mut self) -> Result<TurnResult, Error> {
        let last = self.held.len() - 1;
        let mut next = last;
        let mut went_back = false;
        loop {
            let answer = match self.send(self.held[next].clone()).await {
                Ok(answer) => answer,
                Err(status) => {
                    let error = Error::from(status);
                    // Who goes back twice in a row contradicts itself, and might for ever,
                    // without a pause.
                    let lost = self.lost_by(&error, next).filter(|_| !went_back);
                    went_back = lost.is_some();
                    match lost {
                        Some(place) => next = place,
                        None => self.reconnect(error).await?,
                    }
                    continue;
                }
            };
            went_back = false;
            self.policy.was_open = true;
            self.policy.moved();
            if next == last {
                // A turn that begins before what is on disk can not be lost any more.
                self.held
                    .retain(|held| held.expected_barrier >= answer.durable_barrier);
                return Ok(answer);
            }
            next += 1;
        }
    }

    /// Lets the session go.
    pub async fn release(&mut self) -> Result<(), Error> {
        let message = ReleaseDriverRequest {
            session_id: self.session_id.clone(),
        };
        let mut request = Request::new(message);
        let token = self.token.clone();
        request.metadata_mut().insert(DRIVER_TOKEN, token);
        self.client.trading().release_driver(request).await?;
        Ok(())
    }

    /// Makes one turn over the stream that there is, or a new one. Only a stream that answered is
    /// kept: what is still to come over another would be taken for the answer to a later turn.
    async fn send(&mut self, turn: Turn) -> Result<TurnResult, Status> {
        let request = RunRequest {
            session_id: self.session_id.clone(),
            turn: Some(turn),
        };
        let mut stream = match self.stream.take() {
            Some(stream) => {
                stream.send(request).await;
                stream
            }
            None => TurnStream::open(&self.client, &self.token, self.stall, request).await?,
        };
        let answer = stream.answer().await?;
        self.stream = Some(stream);
        Ok(answer)
    }

    /// The place of the turn with which the session goes on, where it went back before the one
    /// asked.
    fn lost_by(&self, error: &Error, asked: usize) -> Option<usize> {
        if error.reason() != ErrorReason::BarrierMismatch {
            return None;
        }
        let barrier: i64 = error.metadata().get("barrier")?.parse().ok()?;
        let place = self
            .held
            .iter()
            .position(|held| held.expected_barrier == barrier)?;
        (place != asked).then_some(place)
    }

    /// Waits for the next stream, or gives the error when there must be none.
    async fn reconnect(&mut self, error: Error) -> Result<(), Error> {
        // The session goes on from its durable barrier, which the next turn will tell.
        let is_conflict = error.reason() == ErrorReason::Conflict;
        let asked = is_conflict.then(|| error.retry_after().unwrap_or_default());
        let end = StreamEnd {
            asked,
            ..error.into()
        };
        let delay = self.policy.delay(&end, is_conflict)?;
        self.policy.wait(end.error, delay).await;
        Ok(())
    }
}
