use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::client::Client;
use crate::error::Error;
use crate::feed::{Feed, SharedToken};
use crate::item::Item;
use crate::reconnect_policy::check_reconnect_attempts;
use crate::v1::WatchSessionsRequest;
use crate::watch_options::WatchOptions;

/// The feed as one endless sequence over as many streams as it takes. Dropping it ends it.
///
/// It ends after an error, and never without one.
pub struct Watch {
    /// `None` after the end.
    next: Option<Next>,
    token: SharedToken,
}

/// The feed lives in the wait for its next item: whoever stops asking for it loses nothing.
type Next = Pin<Box<dyn Future<Output = (Feed, Result<Item, Error>)> + Send>>;

impl Client {
    /// Follows what happens to sessions. Without a start the request asks for a snapshot and what
    /// follows. The first stream is opened when the first item is asked for.
    pub fn watch(&self, request: WatchSessionsRequest) -> Watch {
        self.watch_with(request, WatchOptions::default())
    }

    /// As [`Client::watch`], with options.
    pub fn watch_with(&self, request: WatchSessionsRequest, options: WatchOptions) -> Watch {
        let checked = check_reconnect_attempts(options.reconnect_attempts);
        let feed = Feed::new(self.clone(), request, options);
        Watch {
            token: feed.token(),
            next: Some(match checked {
                Ok(()) => next_of(feed),
                Err(error) => Box::pin(async { (feed, Err(error)) }),
            }),
        }
    }
}

impl Watch {
    /// The next item: every change exactly once, in order. It may be dropped before its end, as in
    /// `select!`.
    pub async fn next(&mut self) -> Option<Result<Item, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The position of what was handled: an item counts as handled when the next one is asked for.
    /// A watch that starts from it goes on without loss. Empty while there is no such position.
    pub fn resume_token(&self) -> String {
        self.token.get()
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch")
            .field("resume_token", &self.resume_token())
            .finish_non_exhaustive()
    }
}

impl Stream for Watch {
    type Item = Result<Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(next) = &mut self.next else {
            return Poll::Ready(None);
        };
        let (feed, item) = ready!(next.as_mut().poll(context));
        self.next = item.is_ok().then(|| next_of(feed));
        Poll::Ready(Some(item))
    }
}

fn next_of(mut feed: Feed) -> Next {
    Box::pin(async move {
        let item = feed.next().await;
        (feed, item)
    })
}
