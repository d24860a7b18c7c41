use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tonic::codec::Streaming;
use tonic::{Request, Status};

use crate::client::Client;
use crate::error::Error;
use crate::feed_position::{FeedPosition, Verdict};
use crate::item::{Item, ResetReason};
use crate::reconnect_policy::{ReconnectPolicy, StreamEnd};
use crate::stall::Stall;
use crate::v1::watch_sessions_request::Start;
use crate::v1::watch_sessions_response::Frame;
use crate::v1::{Opened, WatchSessionsRequest, WatchSessionsResponse};
use crate::watch_options::WatchOptions;

/// A position that is read while a feed moves it.
#[derive(Clone, Default)]
pub(crate) struct SharedToken(Arc<Mutex<String>>);

impl SharedToken {
    pub fn get(&self) -> String {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn set(&self, token: String) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = token;
    }

    fn is_empty(&self) -> bool {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_empty()
    }
}

/// What a frame changes when it was handled.
struct Handled {
    token: String,
    /// The frame that opens a stream has brought nothing.
    is_opened: bool,
}

/// The loop that every watcher would otherwise write: prove each frame, hand it out, remember the
/// position only when it was handled, connect again, say it aloud when a snapshot begins anew.
pub(crate) struct Feed {
    client: Client,
    request: WatchSessionsRequest,
    heartbeats: bool,
    policy: ReconnectPolicy,
    token: SharedToken,
    position: FeedPosition,
    stall: Stall,
    frames: Option<Streaming<WatchSessionsResponse>>,
    /// When the server wants the watcher back after this stream; `None` when it did not say.
    asked: Option<Duration>,
    /// What is being handled.
    delivered: Option<Handled>,
    /// Why and how long to wait before the next stream.
    waiting: Option<(Error, Duration)>,
    /// This stream has sent `Opened`.
    is_open: bool,
    /// Something was delivered or may have been missed that the token does not cover.
    is_uncovered: bool,
}

impl Feed {
    pub fn new(client: Client, request: WatchSessionsRequest, options: WatchOptions) -> Self {
        let token = SharedToken::default();
        match &request.start {
            _ if !options.resume_token.is_empty() => token.set(options.resume_token),
            Some(Start::ResumeToken(start)) => token.set(start.clone()),
            _ => {}
        }
        let (limit, told) = (options.reconnect_attempts, options.on_reconnect);
        Self {
            policy: ReconnectPolicy::new(client.attempts(), limit, told),
            stall: Stall::after(client.timeout()),
            client,
            request,
            heartbeats: options.heartbeats,
            token,
            position: FeedPosition::default(),
            frames: None,
            asked: None,
            delivered: None,
            waiting: None,
            is_open: false,
            is_uncovered: false,
        }
    }

    pub fn token(&self) -> SharedToken {
        self.token.clone()
    }

    /// The next item, over as many streams as it takes. An error is one that no other stream can
    /// mend.
    pub async fn next(&mut self) -> Result<Item, Error> {
        if let Some(handled) = self.delivered.take() {
            self.handled(handled);
        }
        loop {
            if let Some((error, delay)) = self.waiting.take() {
                self.policy.wait(error, delay).await;
            }
            match self.read().await {
                Ok(item) => return Ok(item),
                Err(end) => {
                    if let Some(reason) = self.recover(end)? {
                        return Ok(Item::Reset(reason));
                    }
                }
            }
        }
    }

    /// The next item of the stream that there is, or of a new one.
    async fn read(&mut self) -> Result<Item, StreamEnd> {
        let mut frames = match self.frames.take() {
            Some(frames) => frames,
            None => self.open().await?,
        };
        loop {
            let frame = Self::receive(self.asked, &mut frames).await?;
            match self.position.take(&frame) {
                Verdict::Next => {}
                Verdict::Copy => continue,
                Verdict::Gap(missing) => {
                    let error = Status::data_loss(missing).into();
                    return Err(StreamEnd {
                        error,
                        asked: self.asked,
                        is_incomplete: true,
                    });
                }
            }
            match &frame.frame {
                Some(Frame::Opened(opened)) => self.opened(opened),
                Some(Frame::Closing(closing)) => {
                    self.asked = Some(duration(closing.reconnect_after).unwrap_or_default());
                }
                _ => {}
            }
            let is_opened = matches!(frame.frame, Some(Frame::Opened(_)));
            let handled = Handled {
                token: frame.resume_token.clone(),
                is_opened,
            };
            match Item::of(frame)? {
                Some(item) if self.heartbeats || !matches!(item, Item::Heartbeat(_)) => {
                    self.is_uncovered |= self.token.is_empty();
                    self.delivered = Some(handled);
                    self.frames = Some(frames);
                    return Ok(item);
                }
                _ => self.handled(handled),
            }
        }
    }

    async fn receive(
        asked: Option<Duration>,
        frames: &mut Streaming<WatchSessionsResponse>,
    ) -> Result<WatchSessionsResponse, StreamEnd> {
        let ended = match frames.message().await {
            Ok(Some(frame)) => return Ok(frame),
            // A feed has no end of its own.
            Ok(None) => Status::unavailable("the server ended the feed"),
            Err(status) => status,
        };
        Err(StreamEnd {
            error: ended.into(),
            asked,
            is_incomplete: false,
        })
    }

    async fn open(&mut self) -> Result<Streaming<WatchSessionsResponse>, Error> {
        (self.is_open, self.asked) = (false, None);
        self.stall.set(self.client.timeout());
        let message = WatchSessionsRequest {
            start: self.start(),
            ..self.request.clone()
        };
        let mut request = Request::new(message);
        request.extensions_mut().insert(self.stall.clone());
        Ok(self
            .client
            .sessions()
            .watch_sessions(request)
            .await?
            .into_inner())
    }

    /// Where the next stream begins.
    fn start(&mut self) -> Option<Start> {
        self.position.resume();
        let token = self.token.get();
        if !token.is_empty() {
            return Some(Start::ResumeToken(token));
        }
        self.position.restart();
        // Once it was open, "from now" would leave out what happened in between.
        let is_new = !self.policy.was_open && matches!(self.request.start, Some(Start::FromNow(_)));
        is_new.then_some(Start::FromNow(true))
    }

    fn opened(&mut self, opened: &Opened) {
        // Without an interval it is the default of the contract.
        let heartbeat = duration(opened.heartbeat_interval).unwrap_or(Duration::from_secs(15));
        self.stall.set(heartbeat.saturating_mul(3));
        self.is_open = true;
        self.policy.was_open = true;
        self.is_uncovered |= self.token.is_empty() && !opened.snapshot;
    }

    fn handled(&mut self, Handled { token, is_opened }: Handled) {
        if token.is_empty() {
            return;
        }
        self.token.set(token);
        self.is_uncovered = false;
        if !is_opened {
            self.policy.moved();
        }
    }

    /// Decides on the next stream. A consumer that must begin anew is told why.
    fn recover(&mut self, end: StreamEnd) -> Result<Option<ResetReason>, Error> {
        // The log was cut off behind our position, or under a snapshot that took long. A snapshot
        // that is refused before it begins is neither: beginning anew would not help.
        let can_restart = self.is_open || !self.token.is_empty();
        let reset = ResetReason::of(&end.error).filter(|_| can_restart);
        // A token that cannot be resumed from is no fault of the connection: no wait.
        let is_at_once = reset.is_some() && !self.token.is_empty();
        let delay = if is_at_once {
            Duration::ZERO
        } else {
            self.policy.delay(&end, reset.is_some())?
        };
        self.waiting = Some((end.error, delay));
        let interrupted = self
            .is_uncovered
            .then_some(ResetReason::SnapshotInterrupted);
        let reset = reset.or(interrupted);
        if reset.is_some() {
            self.token.set(String::new());
            self.is_uncovered = false;
            self.position.restart();
        }
        Ok(reset)
    }
}

fn duration(duration: Option<prost_types::Duration>) -> Option<Duration> {
    duration.and_then(|duration| duration.try_into().ok())
}
