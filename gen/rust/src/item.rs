use std::fmt;

use tonic::Status;

use crate::error::Error;
use crate::v1::watch_sessions_response::Frame;
use crate::v1::{Session, SessionRecord, SessionSample, WatchSessionsResponse};

/// What a watch delivers.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A part of the snapshot: sessions as they are.
    Snapshot(Vec<Session>, Position),
    /// The snapshot is complete: so many sessions.
    SnapshotEnd(i64, Position),
    /// One change of one session. Every change comes exactly once, in order.
    Record(Box<SessionRecord>, Position),
    /// A reading. Readings may be dropped, and are not repeated after a reconnect.
    Sample(Box<SessionSample>, Position),
    /// Nothing happened, and nothing is missing up to the position. It comes to who asks for it.
    Heartbeat(Position),
    /// Forget what is known of the sessions, a new snapshot follows.
    Reset(ResetReason),
}

/// Where in the log an item is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Everything up to it that the filter selects was delivered, with this item.
    pub revision: i64,
    /// The position after this item, to be kept together with what was made of it. Empty while half
    /// a snapshot was delivered: that cannot be resumed.
    pub resume_token: String,
}

/// Why what was known must be forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResetReason {
    /// The records after the position were removed.
    RevisionCompacted,
    /// The server has another store, with another history.
    StoreChanged,
    /// The store was restored to before the position.
    StoreRestored,
    /// The connection broke before the snapshot was whole.
    SnapshotInterrupted,
}

impl Item {
    /// Where it is in the log; a reset is nowhere.
    pub fn position(&self) -> Option<&Position> {
        match self {
            Self::Snapshot(_, position)
            | Self::SnapshotEnd(_, position)
            | Self::Record(_, position)
            | Self::Sample(_, position)
            | Self::Heartbeat(position) => Some(position),
            Self::Reset(_) => None,
        }
    }

    /// The item of a frame; `None` for frames that say nothing to a consumer, among them frames of
    /// a kind that this client does not know. An event that must be understood and is not known is
    /// an error.
    pub(crate) fn of(response: WatchSessionsResponse) -> Result<Option<Self>, Error> {
        let WatchSessionsResponse {
            revision,
            resume_token,
            ..
        } = response;
        let position = Position {
            revision,
            resume_token,
        };
        Ok(match response.frame {
            Some(Frame::Snapshot(page)) => Some(Self::Snapshot(page.sessions, position)),
            Some(Frame::SnapshotEnd(end)) => Some(Self::SnapshotEnd(end.session_count, position)),
            Some(Frame::Record(record)) => {
                require_known_events(&record)?;
                Some(Self::Record(Box::new(record), position))
            }
            Some(Frame::Sample(sample)) => Some(Self::Sample(Box::new(sample), position)),
            Some(Frame::Heartbeat(_)) => Some(Self::Heartbeat(position)),
            _ => None,
        })
    }
}

fn require_known_events(record: &SessionRecord) -> Result<(), Error> {
    match record
        .events
        .iter()
        .find(|event| event.payload.is_none() && !event.may_ignore)
    {
        None => Ok(()),
        Some(event) => Err(Error::from(Status::unimplemented(format!(
            "event {} of {} (revision {}) is of a kind that this client does not know and must not \
             skip: update the client",
            event.event_number, record.session_id, record.revision
        )))),
    }
}

impl ResetReason {
    /// The reason of an error after which a watch begins anew.
    pub(crate) fn of(error: &Error) -> Option<Self> {
        [
            Self::RevisionCompacted,
            Self::StoreChanged,
            Self::StoreRestored,
        ]
        .into_iter()
        .find(|reason| reason.name() == error.reason_name())
    }

    /// As the contract writes it, for example `STORE_CHANGED`.
    pub fn name(self) -> &'static str {
        match self {
            Self::RevisionCompacted => "REVISION_COMPACTED",
            Self::StoreChanged => "STORE_CHANGED",
            Self::StoreRestored => "STORE_RESTORED",
            Self::SnapshotInterrupted => "SNAPSHOT_INTERRUPTED",
        }
    }
}

impl fmt::Display for ResetReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
